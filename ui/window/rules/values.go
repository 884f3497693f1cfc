package rules

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"golang.org/x/text/unicode/norm"

	"miseban/app/jst"
	"miseban/app/rule"
	"miseban/ui/part"
)

// waitForKnown is how long a list waits for the values that occur; then it opens without them.
const waitForKnown = 250 * time.Millisecond

// pickValue asks for one value of a row, with those that occur in the shop's orders first.
func (x *editor) pickValue(p path, i int, typed string) {
	c := at(&x.e.rule.When, p)
	in := x.e.scope(p)
	t, f := typeOf(c, in)
	present := rule.Operand{}
	if i < len(c.Right) {
		present = c.Right[i]
	}
	set := func(o ...rule.Operand) func() { return func() { x.setValue(p, i, o...) } }
	x.known(f.ID, func(known []Known) {
		switch {
		case t == rule.DateType:
			x.pickDay(f.Name, in, present, typed, nil, func(o rule.Operand) { x.setValue(p, i, o) })
		case t == rule.YenType || t == rule.CountType:
			x.pickNumber(f, in, known, set, typed)
		case len(f.Words) > 0:
			x.pickWord(f, known, present, set, typed)
		default:
			x.pickText(f, in, known, set, typed)
		}
	})
}

// known hands over the values of a field that occur; the list doesn't wait long for them.
func (x *editor) known(field string, do func([]Known)) {
	s := x.s
	if k, ok := s.known[field]; ok || field == "" {
		do(k)
		return
	}
	done := false
	once := func(k []Known) {
		if !done && s.ed == x && s.f.Window.Canvas().Overlays().Top() == nil {
			do(k)
		}
		done = true
	}
	s.f.Go(func() {
		k, err := s.book.Known(s.f.Ctx, field)
		fyne.Do(func() {
			if err == nil {
				s.known[field] = k
			}
			once(k)
		})
	})
	s.f.After(waitForKnown, func() { once(nil) })
}

func (x *editor) typedList(title string, at int, choices []part.Command, made func(string) []part.Command, typed string) {
	p := part.NewTypedList(x.s.f.Window.Canvas(), title, at, choices, func(text string) []part.Command {
		text = strings.TrimSpace(text)
		if text == "" {
			return nil
		}
		return made(text)
	})
	p.Show()
	p.Type(typed)
}

// pickWord asks for one of a field's words; several are typed apart by 、.
func (x *editor) pickWord(f rule.Field, known []Known, present rule.Operand, set func(...rule.Operand) func(), typed string) {
	var choices []part.Command
	now := 0
	add := func(w rule.WordOf, often int) {
		if present.Kind == rule.Word && present.Text == w.ID {
			now = len(choices)
		}
		choices = append(choices, part.Command{Title: w.Name, Key: count(often), Words: w.ID, Do: set(rule.Operand{Kind: rule.Word, Text: w.ID})})
	}
	named := map[string]bool{}
	for _, k := range known {
		for _, w := range f.Words {
			if w.ID == k.Value && !named[w.ID] {
				named[w.ID] = true
				add(w, k.Count)
			}
		}
	}
	for _, w := range f.Words {
		if !named[w.ID] {
			add(w, 0)
		}
	}
	made := func(text string) []part.Command {
		parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,・ 　", r) })
		if len(parts) < 2 {
			return nil
		}
		var all []rule.Operand
		var names []string
		for _, p := range parts {
			hit := ""
			for _, w := range f.Words {
				if strings.HasPrefix(w.Name, p) || w.ID == p {
					hit = w.ID
					break
				}
			}
			if hit == "" {
				return nil
			}
			all, names = append(all, rule.Operand{Kind: rule.Word, Text: hit}), append(names, wordText(f.Words, hit))
		}
		return []part.Command{{Title: strings.Join(names, "、"), Key: "まとめて", Do: set(all...)}}
	}
	x.typedList(f.Name+"の値（、で区切るといくつでも）", now, choices, made, typed)
}

// pickText asks for a text: what is typed, one that occurs, or another field.
func (x *editor) pickText(f rule.Field, in rule.Over, known []Known, set func(...rule.Operand) func(), typed string) {
	var choices []part.Command
	for _, k := range known {
		choices = append(choices, part.Command{Title: k.Value, Key: count(k.Count), Do: set(rule.Operand{Kind: rule.Text, Text: k.Value})})
	}
	if f.Type == rule.TextType {
		choices = append(choices, x.fieldChoices(f, in, set)...)
	}
	made := func(text string) []part.Command {
		return []part.Command{{Title: "「" + text + "」", Key: "この文字", Do: set(rule.Operand{Kind: rule.Text, Text: text})}}
	}
	x.typedList(f.Name+"に何がありますか（そのまま打てます）", 0, choices, made, typed)
}

// fieldChoices are the other fields of a type: 項目どうしの比較.
func (x *editor) fieldChoices(f rule.Field, in rule.Over, set func(...rule.Operand) func()) []part.Command {
	var out []part.Command
	for _, o := range rule.Fields() {
		if o.Type == f.Type && o.ID != f.ID && (o.Over == in || o.Over == rule.TheOrder) {
			out = append(out, part.Command{Title: "項目：" + o.Name, Key: "ほかの項目と比べる", Words: o.ID + " " + readings[o.ID], Do: set(rule.Operand{Kind: rule.FieldRef, Field: o.ID})})
		}
	}
	return out
}

// pickNumber asks for a number.
func (x *editor) pickNumber(f rule.Field, in rule.Over, known []Known, set func(...rule.Operand) func(), typed string) {
	var choices []part.Command
	for _, k := range known {
		if n, err := strconv.ParseInt(k.Value, 10, 64); err == nil {
			choices = append(choices, part.Command{Title: numberText(n, f.Type), Key: count(k.Count), Words: k.Value, Do: set(rule.Operand{Kind: rule.Number, Number: n})})
		}
	}
	choices = append(choices, x.fieldChoices(f, in, set)...)
	made := func(text string) []part.Command {
		n, ok := readNumber(text)
		if !ok {
			return nil
		}
		return []part.Command{{Title: numberText(n, f.Type), Key: "この数", Do: set(rule.Operand{Kind: rule.Number, Number: n})}}
	}
	x.typedList(f.Name+"の値（数を打てます）", 0, choices, made, typed)
}

// readNumber reads a whole number as a person types it; 1万 too.
func readNumber(text string) (int64, bool) {
	s := strings.NewReplacer(",", "", "、", "", " ", "", "円", "", "¥", "", "件", "", "個", "", "点", "", "回", "", "日", "", "+", "", "−", "-", "ー", "-").Replace(norm.NFKC.String(text))
	times := int64(1)
	if rest, ok := strings.CutSuffix(s, "万"); ok {
		s, times = rest, 10000
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n * times, err == nil
}

// pickDay asks for a day: one of the clock, of the order, or of the calendar. A number typed is days from them.
func (x *editor) pickDay(name string, in rule.Over, present rule.Operand, typed string, more []part.Command, set func(rule.Operand)) {
	type base struct {
		o    rule.Operand
		name string
	}
	bases := []base{{rule.Operand{Kind: rule.Today}, "今日"}}
	for _, f := range rule.Fields() {
		if f.Type == rule.DateType && (f.Over == in || f.Over == rule.TheOrder) && f.Name != name {
			bases = append(bases, base{rule.Operand{Kind: rule.FieldRef, Field: f.ID}, f.Name})
		}
	}
	one := func(b base, plus int64) part.Command {
		o := b.o
		o.Plus = plus
		return part.Command{Title: b.name + plusText(rule.DateType, plus), Words: b.o.Field + " " + fmt.Sprint(plus), Do: func() { set(o) }}
	}
	choices := append([]part.Command{}, more...)
	for _, b := range bases {
		choices = append(choices, one(b, 0))
	}
	for _, b := range bases[:min(2, len(bases))] {
		for _, n := range []int64{1, 3, 7} {
			choices = append(choices, one(b, n))
		}
	}
	choices = append(choices, part.Command{Title: "カレンダーから選ぶ…", Words: "hizuke calendar", Do: func() { x.askDate(name, present.Date, set) }})
	now := 0
	for i, c := range choices {
		if c.Title == operandText(present, rule.Field{Type: rule.DateType}, in) {
			now = i
		}
	}
	made := func(text string) []part.Command {
		if d, ok := readDay(text, jst.DateOf(x.s.f.Now())); ok {
			return []part.Command{{Title: d.Long(), Key: "この日", Do: func() { set(rule.Operand{Kind: rule.Day, Date: d}) }}}
		}
		n, ok := readNumber(text)
		if !ok || n == 0 {
			return nil
		}
		var out []part.Command
		for _, b := range bases {
			out = append(out, one(b, n))
			if n > 0 {
				out = append(out, one(b, -n))
			}
		}
		return out
	}
	x.typedList(name+"：いつですか（数を打つと何日後・前）", now, choices, made, typed)
}

// readDay reads a day with or without its year; without, the one nearest to today.
func readDay(text string, today jst.Date) (jst.Date, bool) {
	s := norm.NFKC.String(text)
	if !strings.ContainsAny(s, "/月-") {
		return "", false
	}
	if d, err := jst.ParseDate(s); err == nil {
		return d, true
	}
	s = strings.TrimSuffix(strings.Replace(s, "月", "/", 1), "日")
	if strings.HasPrefix(s, "-") || strings.Count(s, "/") != 1 {
		return "", false
	}
	var best jst.Date
	for _, y := range []int{0, 1, -1} {
		d, err := jst.ParseDate(fmt.Sprintf("%d/%s", today.Time().Year()+y, s))
		if err == nil && (best == "" || d.Time().Sub(today.Time()).Abs() < best.Time().Sub(today.Time()).Abs()) {
			best = d
		}
	}
	return best, best != ""
}

func (x *editor) askDate(name string, d jst.Date, set func(rule.Operand)) {
	e := part.NewDateEntry(func() jst.Date { return jst.DateOf(x.s.f.Now()) })
	e.SetDate(d)
	part.NewDialog(x.s.f.Window.Canvas(), name, e, part.Choice{Label: "この日にする", Kind: part.Primary, Default: true,
		Keep: func() bool { d, ok := e.Date(); return !ok || d == "" },
		Do: func() {
			d, _ := e.Date()
			set(rule.Operand{Kind: rule.Day, Date: d})
		}}).Show(e)
}
