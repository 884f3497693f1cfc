package rule

import (
	"strings"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/yen"
)

// Generators of rule sets as an owner could have written them: everything that they make passes Check.

// genText makes a text with all the signs that mean something in a file; it is never blank and has no line end.
func genText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"名入れ", "のし", " ", "　", "\"", "＂", "“", "「", "」", "\\", "\\n", "\\d", "n", "#", "、", ",", "(", ")", "[", "]", "=", "A", "ａ", "ｷﾞﾌﾄ", "ルール", "動作", "または", "【未入力】", "10,000", "\U00020BB7"}), 0, 5).Draw(t, "parts")
		return "品" + strings.Join(parts, "")
	})
}

func genWord(words []WordOf) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string { return rapid.SampledFrom(words).Draw(t, "word").ID })
}

func genComment() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"代引だけ", "高いか、名入れ", "# 二重", " 字下げ", "ルール \"x\"", ")", "電話で相談（10/3）"})
}

func genComments() *rapid.Generator[Comments] {
	return rapid.Custom(func(t *rapid.T) Comments {
		if rapid.IntRange(0, 4).Draw(t, "commented") > 0 {
			return Comments{}
		}
		c := Comments{Above: genLines(2).Draw(t, "above")}
		if rapid.Bool().Draw(t, "has beside") {
			c.Beside = genComment().Draw(t, "beside")
		}
		return c
	})
}

func genLines(most int) *rapid.Generator[[]string] {
	return rapid.Custom(func(t *rapid.T) []string {
		lines := rapid.SliceOfN(rapid.OneOf(genComment(), rapid.Just("")), 0, most).Draw(t, "lines")
		if len(lines) == 0 {
			return nil
		}
		return lines
	})
}

// genDay makes a day, today, or a field that is a day, with days added.
func genDay(in Over) *rapid.Generator[Operand] {
	return rapid.Custom(func(t *rapid.T) Operand {
		plus := int64(rapid.SampledFrom([]int{0, 0, 1, -3, 30, -365}).Draw(t, "plus"))
		switch rapid.IntRange(0, 2).Draw(t, "kind of day") {
		case 0:
			return Operand{Kind: Day, Date: jst.Date("2026-11-01").AddDays(rapid.IntRange(-400, 400).Draw(t, "day")), Plus: plus}
		case 1:
			return Operand{Kind: Today, Plus: plus}
		}
		return Operand{Kind: FieldRef, Field: genField(in, DateType).Draw(t, "date").ID, Plus: plus}
	})
}

// genField makes a field of one of the types that can be asked for in a scope.
func genField(in Over, types ...Type) *rapid.Generator[Field] {
	return rapid.Custom(func(t *rapid.T) Field {
		var can []Field
		for _, f := range Fields() {
			if seen, ok := FieldNamed(f.ID, in); ok && seen.Over == f.Over {
				for _, want := range types {
					if f.Type == want {
						can = append(can, f)
					}
				}
			}
		}
		return rapid.SampledFrom(can).Draw(t, "field")
	})
}

// genNumber makes a number, a field that is one, or a gathering.
func genNumber(in Over, through []Over, depth int) *rapid.Generator[Operand] {
	return rapid.Custom(func(t *rapid.T) Operand {
		switch rapid.IntRange(0, 4).Draw(t, "kind of number") {
		case 0:
			return Operand{Kind: FieldRef, Field: genField(in, YenType, CountType).Draw(t, "number").ID, Plus: int64(rapid.SampledFrom([]int{0, 0, 100, -5}).Draw(t, "plus"))}
		case 1:
			return genGather(through, depth).Draw(t, "gather")
		}
		return Operand{Kind: Number, Number: rapid.Int64Range(-1000, 1000000).Draw(t, "number")}
	})
}

func genGather(through []Over, depth int) *rapid.Generator[Operand] {
	return rapid.Custom(func(t *rapid.T) Operand {
		o := Operand{Kind: Gather, Agg: Agg(rapid.IntRange(int(Count), int(Smallest)).Draw(t, "agg")), Over: Lines}
		if o.Agg == Count {
			o.Over = rapid.SampledFrom([]Over{Lines, Destinations}).Draw(t, "over")
		} else {
			o.Field = rapid.SampledFrom([]string{"qty", "unit_price", "line_total"}).Draw(t, "gathered")
		}
		if depth > 0 && rapid.Bool().Draw(t, "where") {
			where := genCond(o.Over, append(append([]Over(nil), through...), o.Over), depth-1, false).Draw(t, "of which")
			o.Where = &where
		}
		return o
	})
}

// genComparison makes one condition.
func genComparison(in Over, through []Over, depth int) *rapid.Generator[Cond] {
	return rapid.Custom(func(t *rapid.T) Cond {
		c := Cond{Kind: Compare}
		var f Field
		switch rapid.IntRange(0, 9).Draw(t, "left") {
		case 0:
			c.Left, f = Operand{Kind: Today}, Field{Type: DateType}
		case 1:
			c.Left, f = genGather(through, depth).Draw(t, "gather"), Field{Type: CountType}
		default:
			f = genField(in, TextType, YenType, CountType, DateType, BoolType, WordType, SetType).Draw(t, "field")
			c.Left = Operand{Kind: FieldRef, Field: f.ID}
			if f.Type == YenType && rapid.IntRange(0, 4).Draw(t, "added") == 0 {
				c.Left.Plus = 500
			}
		}
		c.Op = rapid.SampledFrom(OpsFor(f.Type)).Draw(t, "op")
		if f.Type == BoolType || takesNothing(c.Op) {
			return c
		}
		n := 1
		if c.Op == Between {
			n = 2
		} else if takesSeveral(c.Op) {
			n = rapid.IntRange(1, 3).Draw(t, "values")
		}
		for range n {
			c.Right = append(c.Right, genValue(f, c.Op, in, through, depth).Draw(t, "value"))
		}
		if a := c.Right[0]; c.Op == Between && (a.Kind == Number || a.Kind == Day || a.Kind == Today) {
			c.Right[1] = a // never the wrong way round
		}
		return c
	})
}

func genValue(f Field, op Op, in Over, through []Over, depth int) *rapid.Generator[Operand] {
	return rapid.Custom(func(t *rapid.T) Operand {
		switch f.Type {
		case YenType, CountType:
			return genNumber(in, through, depth).Draw(t, "number")
		case DateType:
			return genDay(in).Draw(t, "day")
		case WordType:
			if f.ID == "orderer_prefecture" && in == Destinations && rapid.Bool().Draw(t, "the orderer's own") {
				return Operand{Kind: FieldRef, Field: "prefecture"}
			}
			return Operand{Kind: Word, Text: genWord(f.Words).Draw(t, "word")}
		case SetType:
			if len(f.Words) > 0 {
				return Operand{Kind: Word, Text: genWord(f.Words).Draw(t, "word")}
			}
			return Operand{Kind: Text, Text: genText().Draw(t, "name")}
		}
		if op == Matches {
			return Operand{Kind: Text, Text: rapid.SampledFrom([]string{`^\d{3}-?\d{4}$`, `名入れ|刻印`, `[A-Z]+\\`, `のし.*"祝"`}).Draw(t, "pattern")}
		}
		if rapid.IntRange(0, 5).Draw(t, "kind of text") == 0 {
			return Operand{Kind: FieldRef, Field: genField(in, TextType).Draw(t, "text field").ID}
		}
		return Operand{Kind: Text, Text: genText().Draw(t, "text")}
	})
}

// genCond makes a condition of at most so many levels, in a scope; through is what is being gone through already.
func genCond(in Over, through []Over, depth int, commented bool) *rapid.Generator[Cond] {
	return rapid.Custom(func(t *rapid.T) Cond {
		c := Cond{}
		if depth == 0 || rapid.Bool().Draw(t, "leaf") {
			c = genComparison(in, through, depth).Draw(t, "comparison")
		} else {
			c.Kind = CondKind(rapid.IntRange(int(All), int(None)).Draw(t, "kind"))
			inner, around := in, through
			if c.Kind == Some || c.Kind == Every || c.Kind == None {
				c.Over = rapid.SampledFrom([]Over{Lines, Destinations}).Draw(t, "over")
				for _, o := range through {
					if o == c.Over {
						c.Kind, c.Over = Any, TheOrder
					}
				}
				if c.Over != TheOrder {
					inner, around = c.Over, append(append([]Over(nil), through...), c.Over)
				}
			}
			most := 3
			if c.Kind == Not {
				most = 1
			}
			for range rapid.IntRange(1, most).Draw(t, "children") {
				c.Of = append(c.Of, genCond(inner, around, depth-1, commented).Draw(t, "child"))
			}
		}
		if commented {
			c.Comments = genComments().Draw(t, "comments")
		}
		return c
	})
}

// genActions makes actions that do not contradict each other.
func genActions() *rapid.Generator[[]Action] {
	return rapid.Custom(func(t *rapid.T) []Action {
		kinds := rapid.SliceOfNDistinct(rapid.SampledFrom([]ActionKind{SetFlag, SetLabel, SetCheck, HoldUntil, Review, Pass, Method, Prices, Enclose, Leaflet, Fee, Mail, Priority, SlipNote, ShipOn}), 1, 5, rapid.ID).Draw(t, "kinds")
		var list []Action
		for _, kind := range kinds {
			a := Action{Kind: kind, Comments: genComments().Draw(t, "comments")}
			switch kind {
			case SetFlag:
				a.Text, a.Off = genWord(Flags).Draw(t, "flag"), rapid.Bool().Draw(t, "off")
			case SetLabel, SetCheck:
				a.Text, a.Off = genText().Draw(t, "name"), rapid.Bool().Draw(t, "off")
			case HoldUntil:
				if rapid.Bool().Draw(t, "until") {
					a.When = genDay(TheOrder).Draw(t, "until when")
				}
				if rapid.Bool().Draw(t, "why") {
					a.Text = genText().Draw(t, "reason")
				}
			case Pass:
				a.Text = genWord(BuiltIns).Draw(t, "stop")
			case Prices:
				a.Text = genWord(PriceWords).Draw(t, "prices")
			case Fee:
				a.Text, a.Yen, a.Rate = genText().Draw(t, "fee"), yen.Yen(rapid.IntRange(1, 5000).Draw(t, "yen")), rapid.SampledFrom([]int{8, 10}).Draw(t, "rate")
			case Priority:
				a.Number = rapid.Int64Range(-1000, 1000).Draw(t, "priority")
			case ShipOn:
				a.When = genDay(TheOrder).Draw(t, "when")
			default:
				a.Text = genText().Draw(t, "text")
			}
			list = append(list, a)
		}
		return list
	})
}

// genRule makes a rule of the name.
func genRule(name string) *rapid.Generator[Rule] {
	return rapid.Custom(func(t *rapid.T) Rule {
		r := Rule{Name: name, Off: rapid.Bool().Draw(t, "off"), Stop: rapid.Bool().Draw(t, "stop"), Comments: genComments().Draw(t, "comments")}
		if rapid.Bool().Draw(t, "has note") {
			r.Note = strings.Join(rapid.SliceOfN(genText(), 1, 3).Draw(t, "note"), "\n")
		}
		r.When.Comments = genComments().Draw(t, "comments of the condition")
		for range rapid.IntRange(0, 3).Draw(t, "conditions") {
			r.When.Of = append(r.When.Of, genCond(TheOrder, nil, 3, true).Draw(t, "condition"))
		}
		if !r.Stop || rapid.Bool().Draw(t, "acts") {
			r.Then = genActions().Draw(t, "actions")
		}
		return r
	})
}

// genTest makes a test of rules of the names.
func genTest(names []string) *rapid.Generator[Test] {
	return rapid.Custom(func(t *rapid.T) Test {
		no := rapid.SampledFrom([]string{"123456-20261005-0000100002", "#1001", "YSHOP-10000418", "250-1234567-7654321", "5・1 は"}).Draw(t, "number")
		test := Test{Order: string(rapid.SampledFrom(order.Malls()).Draw(t, "mall")) + ":" + no, Comments: genComments().Draw(t, "comments")}
		for _, kind := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"status", "flag", "label", "rule", "method", "question"}), 1, 4, rapid.ID).Draw(t, "kinds") {
			e := Expect{Kind: kind, Not: rapid.Bool().Draw(t, "not")}
			switch kind {
			case "status":
				e.ID = genWord(StatusWords).Draw(t, "status")
			case "flag":
				e.ID = genWord(Flags).Draw(t, "flag")
			case "label", "method":
				e.ID = genText().Draw(t, "name")
			case "question":
				e.ID = genWord(BuiltIns).Draw(t, "stop")
			case "rule":
				if len(names) == 0 {
					continue
				}
				e.ID = rapid.SampledFrom(names).Draw(t, "rule")
			}
			test.Want = append(test.Want, e)
		}
		if len(test.Want) == 0 {
			test.Want = []Expect{{Kind: "status", ID: "needs_review"}}
		}
		return test
	})
}

// genSet makes a rule set.
func genSet() *rapid.Generator[*Set] {
	return rapid.Custom(func(t *rapid.T) *Set {
		s := &Set{Above: genLines(3).Draw(t, "head"), Below: genLines(2).Draw(t, "end")}
		for _, w := range rapid.SliceOfNDistinct(rapid.SampledFrom(BuiltIns), 0, 3, func(w WordOf) string { return w.ID }).Draw(t, "off") {
			s.Off = append(s.Off, Switch{ID: w.ID, Comments: genComments().Draw(t, "comments")})
		}
		names := rapid.SliceOfNDistinct(genText(), 0, 4, sameName).Draw(t, "names")
		for _, name := range names {
			s.Rules = append(s.Rules, genRule(name).Draw(t, "rule"))
		}
		for range rapid.IntRange(0, 2).Draw(t, "tests") {
			s.Tests = append(s.Tests, genTest(names).Draw(t, "test"))
		}
		return s
	})
}

// placeless gives a set without the places in the file, so that two can be compared.
func placeless(s *Set) *Set {
	c := *s
	c.Off = append([]Switch(nil), s.Off...)
	c.Rules = append([]Rule(nil), s.Rules...)
	c.Tests = append([]Test(nil), s.Tests...)
	for i := range c.Off {
		c.Off[i].At = Pos{}
	}
	for i := range c.Rules {
		r := &c.Rules[i]
		r.At = Pos{}
		r.When = placelessCond(r.When)
		r.Then = append([]Action(nil), r.Then...)
		for j := range r.Then {
			r.Then[j].At, r.Then[j].When.At = Pos{}, Pos{}
		}
	}
	for i := range c.Tests {
		c.Tests[i].At = Pos{}
	}
	return &c
}

func placelessCond(c Cond) Cond {
	c.At = Pos{}
	c.Left = placelessOperand(c.Left)
	c.Of = append([]Cond(nil), c.Of...)
	for i := range c.Of {
		c.Of[i] = placelessCond(c.Of[i])
	}
	c.Right = append([]Operand(nil), c.Right...)
	for i := range c.Right {
		c.Right[i] = placelessOperand(c.Right[i])
	}
	return c
}

func placelessOperand(o Operand) Operand {
	o.At = Pos{}
	if o.Where != nil {
		where := placelessCond(*o.Where)
		o.Where = &where
	}
	return o
}
