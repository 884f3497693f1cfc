package rule

import (
	"fmt"
	"strconv"
	"strings"

	"miseban/app/yen"
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

// ActionSentence words an action: 「ラベル「代引ギフト」を付ける」.
func ActionSentence(a *Action) string {
	text := "「" + a.Text + "」"
	if a.Text == "" {
		text = blank
	}
	put := func(what string) string {
		if a.Off {
			return what + text + "を外す"
		}
		return what + text + "を付ける"
	}
	switch a.Kind {
	case SetFlag:
		text = "「" + wordName(Flags, a.Text) + "」"
		return put("判定")
	case SetLabel:
		return put("ラベル")
	case SetCheck:
		return put("チェック")
	case HoldUntil:
		s := "保留"
		if a.When.Kind != Missing {
			s = sideName(&a.When, TheOrder, nil) + "まで保留"
		}
		if a.Text != "" {
			s += "（" + a.Text + "）"
		}
		return s
	case Review:
		return "確認" + text
	case Pass:
		return "組み込みの確認「" + wordName(BuiltIns, a.Text) + "」で止めない"
	case Method:
		return "配送方法を" + text + "にする"
	case Prices:
		switch a.Text {
		case "show":
			return "納品書に金額を印字する"
		case "hide":
			return "納品書に金額を印字しない"
		case "fees":
			return "納品書に追加料金だけを印字する"
		}
		return "納品書の金額を" + blank + "にする"
	case Enclose:
		return text + "を同梱する"
	case Leaflet:
		return "チラシ" + text + "を同梱する"
	case Fee:
		return fmt.Sprintf("料金%s %s円（税込・%d％）を加える", text, a.Yen, a.Rate)
	case Mail:
		return "メール" + text + "を送る"
	case Priority:
		return "引当の優先度を" + strconv.FormatInt(a.Number, 10) + "にする"
	case SlipNote:
		return "納品書に" + text + "と書く"
	case ShipOn:
		return sideName(&a.When, TheOrder, nil) + "から出荷する"
	}
	return string(a.Kind)
}

func wordName(words []WordOf, id string) string {
	for _, w := range words {
		if w.ID == id {
			return w.Name
		}
	}
	return id
}

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

// sideField gives the field whose type a side has.
func sideField(o *Operand, scope Over) Field {
	switch o.Kind {
	case FieldRef:
		f, _ := FieldNamed(o.Field, scope)
		return f
	case Today, Day:
		return Field{Type: DateType}
	case Gather:
		if o.Agg == Count {
			return Field{ID: map[Over]string{Lines: "kinds", Destinations: "places"}[o.Over], Type: CountType}
		}
		f, _ := FieldNamed(o.Field, o.Over)
		return f
	case Number:
		return Field{Type: CountType}
	}
	return Field{Type: TextType}
}

// sideName words one side; against is the field on the other side, whose words and unit a value has.
func sideName(o *Operand, scope Over, against *Field) string {
	switch o.Kind {
	case FieldRef:
		f, ok := FieldNamed(o.Field, scope)
		if !ok {
			f.Name = o.Field
		}
		if f.Name == "" {
			f.Name = blank
		}
		return f.Name + added(o.Plus, f)
	case Today:
		return "今日" + added(o.Plus, Field{Type: DateType})
	case Day:
		n, ok := dayNumber(o.Date)
		if !ok {
			return string(o.Date)
		}
		return dateOf(n + o.Plus).Long()
	case Number:
		f := Field{Type: CountType}
		if against != nil {
			f = *against
		}
		return numberWords(o.Number+o.Plus, f)
	case Text, Word:
		if against == nil {
			return "「" + o.Text + "」"
		}
		if w, ok := against.word(o.Text); ok && against.Type == WordType {
			return w.Name
		} else if ok {
			return "「" + w.Name + "」"
		}
		if against.Type == WordType {
			return o.Text
		}
		return "「" + o.Text + "」"
	case Gather:
		return gathered(o)
	}
	return blank
}

func gathered(o *Operand) string {
	what := map[Over]string{Lines: "明細", Destinations: "お届け先"}[o.Over]
	if o.Where != nil && !(o.Where.Kind == All && len(o.Where.Of) == 0) {
		what = worded(o.Where, o.Over, false).before() + what
	}
	f := sideField(o, o.Over)
	switch o.Agg {
	case Sum:
		what += "の" + f.Name + "の合計"
	case Largest:
		what += "の" + f.Name + "の最大"
	case Smallest:
		what += "の" + f.Name + "の最小"
	default:
		return what + "の数" + added(o.Plus, Field{Type: CountType})
	}
	return what + added(o.Plus, f)
}

// added words what is added to a side.
func added(n int64, f Field) string {
	switch {
	case n == 0:
		return ""
	case f.Type == DateType && n > 0:
		return fmt.Sprintf("の%d日後", n)
	case f.Type == DateType:
		return fmt.Sprintf("の%d日前", -n)
	case n > 0:
		return "＋" + numberWords(n, f)
	}
	return "−" + numberWords(-n, f)
}

// units are what is counted.
var units = map[string]string{"times": "回", "ordered_hour": "時", "tax_rate": "％", "qty": "個", "pieces": "点", "kinds": "件", "places": "か所", "candidates": "件"}

// numberWords writes a number as the owner reads it.
func numberWords(n int64, f Field) string {
	if f.Type == YenType {
		return yen.Yen(n).String() + "円"
	}
	return yen.Yen(n).String() + units[f.ID]
}
