package rules

import (
	"fmt"
	"strings"

	"miseban/app/rule"
	"miseban/ui/part"
)

type opWord struct {
	op   rule.Op
	word string
}

// opWords are the comparisons that fit a type, the first being what a new row begins with.
func opWords(t rule.Type) []opWord {
	switch t {
	case rule.YenType, rule.CountType:
		return []opWord{{rule.AtLeast, "以上"}, {rule.AtMost, "以下"}, {rule.More, "より多い"}, {rule.Less, "より少ない"}, {rule.Is, "ちょうど"}, {rule.IsNot, "以外"},
			{rule.Between, "から…まで"}, {rule.Filled, "がわかる"}, {rule.Unknown, "が不明"}}
	case rule.DateType:
		return []opWord{{rule.AtMost, "以前"}, {rule.AtLeast, "以後"}, {rule.Less, "より前"}, {rule.More, "より後"}, {rule.Is, "と同じ日"}, {rule.IsNot, "と違う日"},
			{rule.Between, "から…まで"}, {rule.Filled, "がある"}, {rule.Empty, "がない"}, {rule.Unknown, "が不明"}}
	case rule.BoolType:
		return []opWord{{rule.Is, "である"}, {rule.IsNot, "でない"}, {rule.Unknown, "が不明"}}
	case rule.WordType:
		return []opWord{{rule.Is, "が次のどれか"}, {rule.IsNot, "が次のどれでもない"}, {rule.Unknown, "が不明"}}
	case rule.SetType:
		return []opWord{{rule.Has, "に次のどれかがある"}, {rule.HasNot, "に次のどれもない"}, {rule.Filled, "が何かある"}, {rule.Empty, "が何もない"}}
	}
	return []opWord{{rule.Contains, "に次を含む"}, {rule.Lacks, "に次を含まない"}, {rule.Is, "が次と同じ"}, {rule.IsNot, "が次と違う"}, {rule.Starts, "が次で始まる"}, {rule.Ends, "が次で終わる"},
		{rule.Matches, "が正規表現に合う"}, {rule.Filled, "がある"}, {rule.Empty, "がない"}, {rule.Unknown, "が不明"}}
}

func opText(t rule.Type, op rule.Op) string {
	for _, o := range opWords(t) {
		if o.op == op {
			return o.word
		}
	}
	return "？"
}

// values tells how many values stand at the right: at least, and whether more are allowed.
func values(t rule.Type, op rule.Op) (least int, more bool) {
	switch op {
	case rule.Filled, rule.Empty, rule.Unknown:
		return 0, false
	case rule.Between:
		return 2, false
	case rule.Matches, rule.Less, rule.AtMost, rule.More, rule.AtLeast:
		return 1, false
	}
	switch t {
	case rule.BoolType:
		return 0, false
	case rule.TextType, rule.WordType, rule.SetType:
		return 1, true
	}
	return 1, false
}

// group is what a header can say.
type group struct {
	kind rule.CondKind
	over rule.Over
	word string
	help string
}

var groups = []group{
	{rule.All, rule.TheOrder, "次のすべてに当てはまる", "かつ"},
	{rule.Any, rule.TheOrder, "次のどれかに当てはまる", "または"},
	{rule.Not, rule.TheOrder, "次のどれにも当てはまらない", "でない"},
	{rule.Some, rule.Lines, "明細のどれかが、次のすべてに当てはまる", "1つでもあれば"},
	{rule.Every, rule.Lines, "どの明細も、次のすべてに当てはまる", "全部の明細"},
	{rule.None, rule.Lines, "次のすべてに当てはまる明細がない", "1つもない"},
	{rule.Some, rule.Destinations, "お届け先のどれかが、次のすべてに当てはまる", "1か所でもあれば"},
	{rule.Every, rule.Destinations, "どのお届け先も、次のすべてに当てはまる", "全部のお届け先"},
	{rule.None, rule.Destinations, "次のすべてに当てはまるお届け先がない", "1か所もない"},
}

func groupText(c *rule.Cond) string {
	for _, g := range groups {
		if g.kind == c.Kind && g.over == c.Over {
			return g.word
		}
	}
	return groups[0].word
}

// gathers are the left sides that put lines or destinations together.
type gather struct {
	agg   rule.Agg
	over  rule.Over
	field string
	name  string
	typ   rule.Type
}

// gathered lists them: every number of a line can be summed, and its largest and smallest taken.
func gathered() []gather {
	out := []gather{{rule.Count, rule.Lines, "", "条件に合う明細の数", rule.CountType}, {rule.Count, rule.Destinations, "", "条件に合うお届け先の数", rule.CountType}}
	for _, f := range rule.Fields() {
		if f.Over != rule.Lines || f.Type != rule.YenType && f.Type != rule.CountType || f.ID == "tax_rate" {
			continue
		}
		for _, a := range []struct {
			agg  rule.Agg
			word string
		}{{rule.Sum, "の合計"}, {rule.Largest, "のいちばん大きい値"}, {rule.Smallest, "のいちばん小さい値"}} {
			out = append(out, gather{a.agg, f.Over, f.ID, "明細の" + f.Name + a.word, f.Type})
		}
	}
	return out
}

func gatherOf(o rule.Operand) (gather, bool) {
	for _, g := range gathered() {
		if g.agg == o.Agg && g.over == o.Over && g.field == o.Field {
			return g, true
		}
	}
	return gather{}, false
}

// typeOf tells what the left side's values are.
func typeOf(c *rule.Cond, in rule.Over) (rule.Type, rule.Field) {
	if c.Left.Kind == rule.Gather {
		g, _ := gatherOf(c.Left)
		return g.typ, rule.Field{Type: g.typ, Name: g.name}
	}
	f, _ := rule.FieldNamed(c.Left.Field, in)
	return f.Type, f
}

func leftText(c *rule.Cond, in rule.Over) string {
	switch c.Left.Kind {
	case rule.FieldRef:
		if f, ok := rule.FieldNamed(c.Left.Field, in); ok {
			return f.Name + plusText(f.Type, c.Left.Plus)
		}
		return c.Left.Field
	case rule.Gather:
		if g, ok := gatherOf(c.Left); ok {
			return g.name
		}
	}
	return ""
}

// operandText words a value of a field; empty is one that is not filled in.
func operandText(o rule.Operand, f rule.Field, in rule.Over) string {
	switch o.Kind {
	case rule.Text:
		return "「" + o.Text + "」"
	case rule.Number:
		return numberText(o.Number, f.Type)
	case rule.Word:
		return wordText(f.Words, o.Text)
	case rule.Day:
		return o.Date.Long() + plusText(rule.DateType, o.Plus)
	case rule.Today:
		return "今日" + plusText(rule.DateType, o.Plus)
	case rule.FieldRef:
		if x, ok := rule.FieldNamed(o.Field, in); ok {
			return x.Name + plusText(x.Type, o.Plus)
		}
		return o.Field
	case rule.Gather:
		if g, ok := gatherOf(o); ok {
			return g.name
		}
	}
	return ""
}

func numberText(n int64, t rule.Type) string {
	if t == rule.YenType {
		return part.Count(int(n)) + "円"
	}
	return part.Count(int(n))
}

func plusText(t rule.Type, plus int64) string {
	switch {
	case plus == 0:
		return ""
	case t == rule.DateType && plus > 0:
		return fmt.Sprintf("の%d日後", plus)
	case t == rule.DateType:
		return fmt.Sprintf("の%d日前", -plus)
	case plus > 0:
		return "＋" + numberText(plus, t)
	}
	return "−" + numberText(-plus, t)
}

func wordText(words []rule.WordOf, id string) string {
	for _, w := range words {
		if w.ID == id {
			return w.Name
		}
	}
	return id
}

// emphasised writes a rule's sentence with the fields that it asks about in bold.
func emphasised(text string, r *rule.Rule, style part.Style) (out []part.Run) {
	var names []string
	var walk func(c *rule.Cond)
	walk = func(c *rule.Cond) {
		if c.Kind == rule.Compare {
			if f, ok := anyField(c.Left.Field); ok {
				names = append(names, f.Name)
			}
		}
		for i := range c.Of {
			walk(&c.Of[i])
		}
		for _, o := range operands(c) {
			if o.Where != nil {
				walk(o.Where)
			}
		}
	}
	walk(&r.When)
	text, does, _ := strings.Cut(text, " → ")
	var runs []part.Run
	defer func() {
		if does != "" {
			out = append(out, part.Run{Text: " → " + does, Style: style})
		}
	}()
	for text != "" {
		from, long := -1, ""
		for _, n := range names {
			if i := strings.Index(text, n); i >= 0 && (from < 0 || i < from || i == from && len(n) > len(long)) {
				from, long = i, n
			}
		}
		if from < 0 {
			return append(runs, part.Run{Text: text, Style: style})
		}
		if from > 0 {
			runs = append(runs, part.Run{Text: text[:from], Style: style})
		}
		runs = append(runs, part.Run{Text: long, Style: style.Bold()})
		text = text[from+len(long):]
	}
	return runs
}

// anyField finds a field wherever it is asked.
func anyField(id string) (rule.Field, bool) {
	for _, f := range rule.Fields() {
		if f.ID == id {
			return f, true
		}
	}
	return rule.Field{}, false
}
