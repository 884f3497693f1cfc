package rule

import (
	"slices"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
)

// Subject is one order as rules see it: the effective facts and what the strata above the rules found.
type Subject struct {
	Shop   order.Shop
	No     string // as the owner sees it
	Facts  *order.Facts
	Class  payment.Class
	Paid   *bool
	Gifts  []bool   // per destination
	Flags  []string // ids; Run does not change them
	Stops  []string // ids of the built-in stops that found something
	Status string   // id; for searches only, empty in the judge
	Labels []string // the owner's, set by hand
	Checks []string // check boxes ticked by hand
	Rest   *string  // the sentences of the comment that are not released; nil = no comment column

	Times      *int     // orders of this person, this one included; nil = not known
	Last       jst.Date // day of the earlier one; empty = none
	Candidates int
	Release    jst.Date                     // the latest release among the goods; empty = none
	Goods      func(line int) (Goods, bool) // what the catalogue says of a line; nil = no catalogue
	Today      jst.Date
}

// Goods is what the catalogue says about a line.
type Goods struct {
	SKU, Supplier string
	ToOrder       bool
	Release       jst.Date
}

// Effect is one action of a rule that fired.
type Effect struct {
	Rule   int // index in Set.Rules
	Action *Action
	Day    jst.Date // of When, worked out; empty = none, or its field is not known
	Lost   int      // index of the rule whose action of this exclusive kind won; -1 = this one is in force
}

// Outcome is what the rules make of an order.
type Outcome struct {
	Fired   []int // indices in Set.Rules, in their order
	Stopped int   // the rule that stopped the rest; -1 = none
	Effects []Effect
	Until   jst.Date // the next day on which it can be another; empty = none
}

// Truth is what a condition says of an order. A comparison with a value that no file tells is Unclear, and so is its opposite
// (three-valued logic after Kleene): only what is true fires.
type Truth int8

// The truths.
const (
	No Truth = iota
	Unclear
	Yes
)

// Node is a condition's tree as it came out for one order.
type Node struct {
	Cond  *Cond
	Truth Truth
	Text  string // the condition as a Japanese sentence
	Raw   string // the value compared, as in the file; empty for a group
	Norm  string // the same as compared, where it differs
	Of    []Node // children; of Some, Every and None one per element, worded with its name
}

// Run puts an order through the rules, in their order. It may be called by several goroutines at once.
func (p *Program) Run(s *Subject) Outcome {
	r := borrow(s, p.marks)
	defer r.giveBack()
	out := Outcome{Stopped: -1}
	r.untilDay = never
	for i := range p.rules {
		if r.fire(i, &p.rules[i]) && p.rules[i].stop {
			out.Stopped = i
			break
		}
	}
	if len(r.fired) > 0 {
		out.Fired = slices.Clone(r.fired)
	}
	if len(r.effects) > 0 {
		out.Effects = slices.Clone(r.effects)
	}
	if r.untilDay != never {
		out.Until = dateOf(r.untilDay)
	}
	return out
}

// fire looks at one rule, and does what it says when it fires.
func (r *run) fire(i int, rule *compiledRule) bool {
	if rule.off || r.truth(&rule.when, ofOrder) != Yes {
		return false
	}
	r.fired = append(r.fired, i)
	for k := range rule.then {
		a := &rule.then[k]
		e := Effect{Rule: i, Action: a.action, Lost: -1}
		day, dated := int64(0), false
		if a.dated {
			if n, how := r.number(&a.when, ofOrder); how == told {
				day, dated = n, true
				e.Day = dateOf(n)
			}
			if a.when.kind == Today {
				r.changesOn(r.today + 1) // it is another day tomorrow
			}
		}
		if x := a.exclusive; x >= 0 {
			if w := r.winners[x]; w >= 0 {
				e.Lost = w
			} else {
				r.winners[x] = i
				if dated {
					r.changesOn(day)
				}
			}
		}
		r.mark(a)
		r.effects = append(r.effects, e)
	}
	return true
}

// mark lets later rules see the flag, the label or the check box that a rule set or removed.
func (r *run) mark(a *compiledAction) {
	switch a.action.Kind {
	case SetFlag:
		gifts := int8(1)
		if a.action.Off {
			r.flags &^= a.flag
			gifts = -1
		} else {
			r.flags |= a.flag
		}
		if a.flag == giftBit {
			r.allGifts = gifts
		}
	case SetLabel:
		if r.marks {
			r.labels = marked(r.labels, name{a.action.Text, a.norm}, !a.action.Off)
		}
	case SetCheck:
		if r.marks {
			r.checks = marked(r.checks, name{a.action.Text, a.norm}, !a.action.Off)
		}
	}
}

func marked(names []name, n name, on bool) []name {
	at := slices.IndexFunc(names, func(x name) bool { return x.raw == n.raw })
	switch {
	case on && at < 0:
		return append(names, n)
	case !on && at >= 0:
		return slices.Delete(names, at, at+1)
	}
	return names
}

// Match says what a condition says of an order. It may be called by several goroutines at once.
func (m *Matcher) Match(s *Subject) Truth {
	r := borrow(s, m.marks)
	defer r.giveBack()
	return r.truth(&m.when, ofOrder)
}
