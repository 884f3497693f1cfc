package rule

import (
	"strings"
)

// Sentence words a condition: 「支払区分が銀行振込・コンビニ で 入金済みでない」.
func Sentence(c *Cond) string { return worded(c, TheOrder, false).plain() }

// RuleSentence words a rule: 「支払区分が銀行振込・コンビニ で 入金済みでない なら → 保留」.
func RuleSentence(r *Rule) string {
	var does []string
	for i := range r.Then {
		does = append(does, ActionSentence(&r.Then[i]))
	}
	if r.Stop {
		does = append(does, "ここで終わる")
	}
	if len(does) == 0 {
		does = []string{blank}
	}
	then := " → " + strings.Join(does, "、")
	if r.When.Kind == All && len(r.When.Of) == 0 {
		return allOrders + then
	}
	return Sentence(&r.When) + " なら" + then
}

const (
	blank     = "＿＿" // what is not filled in yet
	allOrders = "すべての注文"
)

// worded words a condition or, negated, its opposite.
func worded(c *Cond, scope Over, negated bool) phrase {
	what := map[Over]string{Lines: "明細", Destinations: "お届け先"}[c.Over]
	switch c.Kind {
	case All, Any, Not:
		if c.Kind == Not {
			negated = !negated
		}
		how := andJoint
		if (c.Kind == All) == negated { // all of them, turned round, is any of their opposites
			how = orJoint
		}
		if c.Kind == Not {
			if how = orJoint; negated {
				how = andJoint
			}
		}
		if len(c.Of) == 0 {
			p := phrase{stem: allOrders}
			if c.Kind != All {
				p.stem = blank
			}
			if negated {
				return p.negated()
			}
			return p
		}
		var parts []phrase
		for i := range c.Of {
			parts = append(parts, worded(&c.Of[i], scope, negated))
		}
		return joined(parts, how)
	case Some, None:
		p := phrase{stem: insideWords(c) + what, end: thereEnd}
		if (c.Kind == None) != negated {
			p = p.negated()
		}
		return p
	case Every:
		p := phrase{stem: what + "がすべて、" + insideWords(c) + "もの"}
		if len(c.Of) == 0 {
			p = phrase{stem: what, end: thereEnd}
		}
		if negated {
			return p.negated()
		}
		return p
	}
	return comparisonWords(c, scope, negated)
}

// insideWords words what holds of one element, as it stands before the noun.
func insideWords(c *Cond) string {
	if len(c.Of) == 0 {
		return ""
	}
	var parts []phrase
	for i := range c.Of {
		parts = append(parts, worded(&c.Of[i], c.Over, false))
	}
	return joined(parts, andJoint).before()
}

// opposites are the comparisons that are each other's exact opposite, also where nothing is known or there is nothing.
var opposites = map[Op]Op{Is: IsNot, IsNot: Is, Contains: Lacks, Lacks: Contains, Has: HasNot, HasNot: Has, Filled: Empty, Empty: Filled}

func comparisonWords(c *Cond, scope Over, negated bool) phrase {
	op := c.Op
	if o, ok := opposites[op]; ok && negated {
		op, negated = o, false
	}
	p := compared(c, op, scope)
	if negated {
		return p.negated()
	}
	return p
}

// compared words a comparison as it is, with another comparison in place of its own.
func compared(c *Cond, op Op, scope Over) phrase {
	left, field := sideName(&c.Left, scope, nil), sideField(&c.Left, scope)
	var rights []string
	for i := range c.Right {
		rights = append(rights, sideName(&c.Right[i], scope, &field))
	}
	if len(rights) == 0 {
		rights = []string{blank}
	}
	several := len(rights) > 1
	either := strings.Join(rights, "か")
	switch op {
	case Filled:
		if field.Type == BoolType {
			return phrase{stem: left}
		}
		return phrase{stem: left, end: thereEnd}
	case Empty:
		if field.Type == BoolType {
			return phrase{stem: left, end: isNotEnd}
		}
		return phrase{stem: left, end: notThereEnd}
	case Unknown:
		return phrase{stem: left + "が不明"}
	case Contains:
		return phrase{stem: left + "に" + either, end: holdsEnd}
	case Lacks:
		if several {
			return phrase{stem: left + "に" + strings.Join(rights, "も") + "も", end: lacksAllEnd}
		}
		return phrase{stem: left + "に" + either, end: lacksEnd}
	case Starts:
		return phrase{stem: left + "が" + either, end: startsEnd}
	case Ends:
		return phrase{stem: left + "が" + either, end: endsEnd}
	case Matches:
		return phrase{stem: left + "が正規表現" + either, end: fitsEnd}
	}
	if field.Type == SetType {
		return setWords(left, rights, op, field)
	}
	switch op {
	case Is, IsNot:
		return equalWords(c, left, rights, op, field)
	case Between:
		return phrase{stem: left + "が" + strings.Join(rights, "から") + "まで"}
	}
	first, date := left+"が"+rights[0], field.Type == DateType
	switch {
	case op == Less && date:
		return phrase{stem: first + "より前"}
	case op == AtMost && date:
		return phrase{stem: first + "以前"}
	case op == More && date:
		return phrase{stem: first + "より後"}
	case op == AtLeast && date:
		return phrase{stem: first + "以降"}
	case op == Less:
		return phrase{stem: first + "未満"}
	case op == AtMost:
		return phrase{stem: first + "以下"}
	case op == More:
		return phrase{stem: first, end: overEnd}
	}
	return phrase{stem: first + "以上"}
}

// setWords words what a set has or lacks.
func setWords(left string, rights []string, op Op, field Field) phrase {
	marks := field.ID == "labels" || field.ID == "checks"
	has := op == Has || op == Is
	p := phrase{stem: left + strings.Join(rights, "か"), end: thereEnd}
	if marks {
		p.end = markedEnd
	}
	switch {
	case has:
		return p
	case len(rights) == 1:
		return p.negated()
	case marks:
		return phrase{stem: left + strings.Join(rights, "も") + "も", end: allUnmarkEnd}
	}
	return phrase{stem: left + strings.Join(rights, "も") + "も", end: noneThereEnd}
}

// equalWords words Is and IsNot.
func equalWords(c *Cond, left string, rights []string, op Op, field Field) phrase {
	p := phrase{}
	switch {
	case field.Type == BoolType && len(c.Right) == 0:
		p.stem = left
	case field.Type == BoolType && len(c.Right) == 1 && (c.Right[0].Kind == Word || c.Right[0].Kind == Text):
		p.stem = left
		if yes, ok := boolWords[c.Right[0].Text]; ok && !yes {
			p.end = isNotEnd
		}
	case len(rights) > 1:
		sep := "か"
		if field.Type == WordType {
			sep = "・"
		}
		p = phrase{stem: left + "が" + strings.Join(rights, sep), end: oneOfEnd}
	case len(c.Right) == 1 && c.Right[0].Kind == FieldRef:
		p = phrase{stem: left + "が" + rights[0], end: sameEnd}
	default:
		p.stem = left + "が" + rights[0]
	}
	if op == IsNot {
		return p.negated()
	}
	return p
}
