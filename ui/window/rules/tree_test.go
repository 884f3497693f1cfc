package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/rule"
)

// drawCond draws a condition that can be kept, of what is asked in a scope.
func drawCond(t *rapid.T, in rule.Over, depth int) rule.Cond {
	n := rapid.IntRange(0, 9).Draw(t, "kind")
	if depth == 0 || n < 5 {
		return drawRow(t, in, depth)
	}
	least := 1
	if n == 6 { // "one of one" is that one
		least = 2
	}
	some := func(in rule.Over) (of []rule.Cond) {
		for range rapid.IntRange(least, 3).Draw(t, "rows") {
			of = append(of, drawCond(t, in, depth-1))
		}
		return of
	}
	switch {
	case n == 5:
		return rule.Cond{Kind: rule.All, Of: some(in)}
	case n == 6:
		return rule.Cond{Kind: rule.Any, Of: some(in)}
	case n == 7:
		return rule.Cond{Kind: rule.Not, Of: []rule.Cond{drawCond(t, in, depth-1)}}
	case in != rule.TheOrder:
		return drawRow(t, in, depth)
	}
	over := rapid.SampledFrom([]rule.Over{rule.Lines, rule.Destinations}).Draw(t, "over")
	return rule.Cond{Kind: rapid.SampledFrom([]rule.CondKind{rule.Some, rule.Every, rule.None}).Draw(t, "quantifier"), Over: over, Of: some(over)}
}

func drawRow(t *rapid.T, in rule.Over, depth int) rule.Cond {
	if in == rule.TheOrder && depth > 0 && rapid.IntRange(0, 3).Draw(t, "sum") == 0 {
		where := drawRow(t, rule.Lines, 0)
		return rule.Cond{Kind: rule.Compare, Left: rule.Operand{Kind: rule.Gather, Agg: rule.Sum, Over: rule.Lines, Field: "qty", Where: &where}, Op: rule.More, Right: []rule.Operand{{Kind: rule.Number, Number: 2}}}
	}
	fields := map[rule.Over][]string{rule.TheOrder: {"comment", "memo"}, rule.Lines: {"item", "code"}, rule.Destinations: {"address", "noshi"}}[in]
	if in != rule.TheOrder && rapid.IntRange(0, 2).Draw(t, "of the order") == 0 {
		fields = []string{"comment"}
	}
	return rule.Cond{Kind: rule.Compare, Left: rule.Operand{Kind: rule.FieldRef, Field: rapid.SampledFrom(fields).Draw(t, "field")}, Op: rule.Contains,
		Right: []rule.Operand{{Kind: rule.Text, Text: fmt.Sprint(rapid.IntRange(0, 1<<30).Draw(t, "text"))}}}
}

func drawRule(t *rapid.T) *rule.Rule {
	r := &rule.Rule{Name: "試し", When: rule.Cond{Kind: rule.All}, Then: []rule.Action{{Kind: rule.Review, Text: "見る"}}}
	for range rapid.IntRange(1, 3).Draw(t, "conditions") {
		r.When.Of = append(r.When.Of, drawCond(t, rule.TheOrder, 3))
	}
	return r
}

// leaves are the comparisons of a rule as texts, sorted: what must never get lost by moving rows about.
func leaves(c *rule.Cond) (out []string) {
	if c.Kind == rule.Compare {
		if c.Left.Where != nil {
			out = append(out, leaves(c.Left.Where)...)
			one := *c
			one.Left.Where = nil
			return append(out, rule.FormatCond(&one))
		}
		return []string{fmt.Sprint(c.Left.Field, c.Op, c.Right[0].Text)}
	}
	for i := range c.Of {
		out = append(out, leaves(&c.Of[i])...)
	}
	slices.Sort(out)
	return out
}

func faultsOf(r *rule.Rule) string {
	var out []string
	for _, f := range rule.Check(&rule.Set{Rules: []rule.Rule{*r}}) {
		out = append(out, f.Text)
	}
	return strings.Join(out, "、")
}

// A rule that is opened and closed again says what it said.
func TestOpeningARuleChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRule(t)
		whole := newEdit(r, 0).whole()
		text := func(r rule.Rule) string { return rule.Format(&rule.Set{Rules: []rule.Rule{r}}) }
		if got, want := text(whole), text(*r); got != want {
			t.Fatalf("opened\n%s\nclosed\n%s", want, got)
		}
	})
}

// Rows are moved about at random: none gets lost, each is asked where it can be asked, and what is complete can be kept.
func TestRowsAreMovedAbout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := newEdit(drawRule(t), 0)
		root := &e.rule.When
		before := leaves(root)
		for range rapid.IntRange(1, 12).Draw(t, "moves") {
			var rows []row
			for _, r := range e.rows() {
				if (r.kind == rowCond || r.kind == rowHeader) && len(r.path) > 0 {
					rows = append(rows, r)
				}
			}
			r := rapid.SampledFrom(rows).Draw(t, "row")
			var to path
			switch rapid.SampledFrom([]string{"up", "down", "in", "out", "group", "not", "loose"}).Draw(t, "move") {
			case "up":
				to = shift(root, r.path, -1)
			case "down":
				to = shift(root, r.path, 1)
			case "in":
				to = indent(root, r.path)
			case "out":
				to = outdent(root, r.path, false)
			case "group":
				to = wrap(root, r.path, rule.Any, rule.TheOrder)
			case "not":
				to = wrap(root, r.path, rule.Not, rule.TheOrder)
			case "loose":
				if r.kind == rowHeader {
					dissolve(root, r.path)
				}
			}
			if to != nil && at(root, to) == nil {
				t.Fatalf("the row went from %v to %v, where there is none", r.path, to)
			}
		}
		if got := leaves(root); !slices.Equal(got, before) {
			t.Fatalf("rows before %q\nafter %q", before, got)
		}
		e.strip() // groups that were emptied
		r := e.whole()
		if f := faultsOf(&r); f != "" {
			t.Fatalf("%s\n%s", f, rule.Format(&rule.Set{Rules: []rule.Rule{r}}))
		}
	})
}

// Alt+→ at the first rows makes a group; Alt+← takes a row out of it again; an edge of a group is crossed by Alt+↑.
func TestGroupsByKeyboard(t *testing.T) {
	e := newEdit(&rule.Rule{Name: "x", When: rule.Cond{Kind: rule.All, Of: []rule.Cond{text("comment", "a"), text("memo", "b"), text("comment", "c")}}}, 0)
	root := &e.rule.When
	p := indent(root, path{1})
	if fmt.Sprint(p) != "[1 0]" || root.Of[1].Kind != rule.Any {
		t.Fatalf("%v: %s", p, rule.FormatCond(root))
	}
	if p = indent(root, path{2}); fmt.Sprint(p) != "[1 1]" {
		t.Fatalf("%v: %s", p, rule.FormatCond(root))
	}
	if p = shift(root, path{1, 0}, -1); fmt.Sprint(p) != "[1]" || len(root.Of) != 3 {
		t.Fatalf("%v: %s", p, rule.FormatCond(root))
	}
	if p = outdent(root, path{2, 0}, false); fmt.Sprint(p) != "[2]" {
		t.Fatalf("%v: %s", p, rule.FormatCond(root))
	}
}

// What is asked of a line stays asked of one when it leaves 明細のどれか.
func TestALineLeavesItsGroup(t *testing.T) {
	e := newEdit(&rule.Rule{Name: "x", When: rule.Cond{Kind: rule.All, Of: []rule.Cond{{Kind: rule.Some, Over: rule.Lines, Of: []rule.Cond{text("item", "名入れ"), text("comment", "急ぎ")}}}},
		Then: []rule.Action{{Kind: rule.Review, Text: "見る"}}}, 0)
	root := &e.rule.When
	outdent(root, path{0, 0}, false)
	outdent(root, path{0, 0}, false)
	e.strip()
	r := e.whole()
	want := `コメント 含む "急ぎ"、明細のどれか(商品名 含む "名入れ")`
	if got := rule.FormatCond(&r.When); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func text(field, value string) rule.Cond {
	return rule.Cond{Kind: rule.Compare, Left: rule.Operand{Kind: rule.FieldRef, Field: field}, Op: rule.Contains, Right: []rule.Operand{{Kind: rule.Text, Text: value}}}
}

// Every comparison and every action of the language can be chosen in the editor, and is worded there.
func TestTheEditorKnowsTheWholeLanguage(t *testing.T) {
	for _, f := range rule.Fields() {
		for _, op := range rule.OpsFor(f.Type) {
			if opText(f.Type, op) == "？" && !(op == rule.Filled || op == rule.Empty) {
				t.Errorf("%s: comparison %d has no word", f.Name, op)
			}
		}
		if readings[f.ID] == "" {
			t.Errorf("%s can't be found by its reading", f.Name)
		}
	}
	for _, k := range []rule.ActionKind{rule.SetFlag, rule.SetLabel, rule.SetCheck, rule.HoldUntil, rule.Review, rule.Pass, rule.Method, rule.Prices, rule.Enclose, rule.Leaflet, rule.Fee, rule.Mail, rule.Priority, rule.SlipNote, rule.ShipOn} {
		if deedOf(k, false).name == string(k) {
			t.Errorf("action %s can't be chosen", k)
		}
	}
}

// Numbers and days as a person types them.
func TestWhatIsTypedForNumbersAndDays(t *testing.T) {
	for text, want := range map[string]int64{"8000": 8000, "８，０００円": 8000, "1万": 10000, "-3": -3, "３日": 3} {
		if n, ok := readNumber(text); !ok || n != want {
			t.Errorf("%s: %d, %v", text, n, ok)
		}
	}
	if _, ok := readNumber("たくさん"); ok {
		t.Error("a word is a number")
	}
	for text, want := range map[string]string{"2026/12/1": "2026-12-01", "1/5": "2027-01-05", "１１月３０日": "2026-11-30", "3": "", "来週": ""} {
		if d, _ := readDay(text, "2026-11-24"); string(d) != want {
			t.Errorf("%s: %s, want %s", text, d, want)
		}
	}
}
