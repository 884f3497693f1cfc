package rule

import (
	"fmt"
	"strings"
)

// Format writes a set so that Parse gives the same set again, with its comments. The text is always laid out in the same way, so
// that two versions of a set can be compared line by line.
func Format(s *Set) string {
	var w formatter
	for _, line := range s.Above {
		w.comment(0, line)
	}
	if len(s.Above) > 0 {
		w.WriteByte('\n')
	}
	fmt.Fprintf(&w, "%s %d\n", header, headerTable)
	for i, off := range s.Off {
		if i == 0 || len(off.Above) > 0 {
			w.WriteByte('\n')
		}
		w.above(0, off.Above)
		w.line(0, "組み込み オフ "+wordOr(nameOf(BuiltIns, off.ID)), off.Beside)
	}
	for i := range s.Rules {
		w.WriteByte('\n')
		w.rule(&s.Rules[i])
	}
	for i, t := range s.Tests {
		if i == 0 || len(t.Above) > 0 {
			w.WriteByte('\n')
		}
		w.above(0, t.Above)
		w.line(0, formatTest(t), t.Beside)
	}
	for i, line := range s.Below {
		if i == 0 {
			w.WriteByte('\n')
		}
		w.comment(0, line)
	}
	return w.String()
}

type formatter struct{ strings.Builder }

func (w *formatter) comment(depth int, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		w.line(depth, strings.TrimRight("# "+line, " \r"), "")
	}
}

func (w *formatter) above(depth int, lines []string) {
	for _, line := range lines {
		w.comment(depth, line)
	}
}

// line writes one line, a comment behind it.
func (w *formatter) line(depth int, text, beside string) {
	for range depth {
		w.WriteString("  ")
	}
	w.WriteString(text)
	if beside != "" {
		w.WriteString(" # " + strings.ReplaceAll(beside, "\n", " "))
	}
	w.WriteByte('\n')
}

func (w *formatter) rule(r *Rule) {
	w.above(0, r.Above)
	first := "ルール " + quote(r.Name)
	if r.Off {
		first += " 停止中"
	}
	w.line(0, first, r.Beside)
	if r.Note != "" {
		for line := range strings.SplitSeq(r.Note, "\n") {
			w.line(1, "メモ "+quote(line), "")
		}
	}
	w.above(1, r.When.Above)
	list := r.When.Of
	if r.When.Kind != All {
		list = []Cond{r.When}
		list[0].Comments = Comments{}
	}
	if len(list) == 0 {
		w.line(1, "条件 "+everyOrder, r.When.Beside)
	} else {
		w.line(1, "条件", r.When.Beside)
		w.conds(2, list)
	}
	w.line(1, "動作", "")
	for _, a := range r.Then {
		w.above(2, a.Above)
		w.line(2, FormatAction(&a), a.Beside)
	}
	if r.Stop {
		w.line(2, stopHere.Name(), "")
	}
}

func (w *formatter) conds(depth int, list []Cond) {
	for i := range list {
		w.cond(depth, &list[i])
	}
}

// lineWidth is how many runes a group may have to stand on one line.
const lineWidth = 60

func (w *formatter) cond(depth int, c *Cond) {
	w.above(depth, c.Above)
	if c.Kind == Compare {
		w.line(depth, formatOne(c), c.Beside)
		return
	}
	if plain(c) && c.Beside == "" {
		if one := FormatCond(c); len([]rune(one)) <= lineWidth {
			w.line(depth, one, "")
			return
		}
	}
	w.line(depth, groupWord(c.Kind, c.Over)+"(", c.Beside)
	w.conds(depth+1, inside(c))
	w.line(depth, ")", "")
}

// inside gives what stands in the brackets of a group: of でない( ) the Any that the brackets themselves are.
func inside(c *Cond) []Cond {
	if c.Kind == Not && len(c.Of) == 1 {
		if any := &c.Of[0]; any.Kind == Any && len(any.Of) > 1 && any.Beside == "" && len(any.Above) == 0 {
			return any.Of
		}
	}
	return c.Of
}

// plain says whether a group has no other groups with several conditions and no comments in it.
func plain(c *Cond) bool {
	for i := range c.Of {
		of := &c.Of[i]
		if len(of.Above) > 0 || of.Beside != "" || of.Kind != Compare && (len(c.Of) > 1 || !plain(of)) {
			return false
		}
	}
	return true
}

// FormatCond writes a condition on one line, without comments, so that ParseCond gives the same again.
func FormatCond(c *Cond) string {
	if c.Kind == All && len(c.Of) != 1 {
		return formatList(c.Of)
	}
	return formatOne(c)
}

func formatList(list []Cond) string {
	var b strings.Builder
	for i := range list {
		if i > 0 {
			b.WriteString("、")
		}
		b.WriteString(formatOne(&list[i]))
	}
	return b.String()
}

func formatOne(c *Cond) string {
	if c.Kind == Compare {
		return formatComparison(c)
	}
	return groupWord(c.Kind, c.Over) + "(" + formatList(inside(c)) + ")"
}

func formatComparison(c *Cond) string {
	left := formatOperand(&c.Left)
	if takesNothing(c.Op) {
		return left + " " + opWord(c.Op)
	}
	if len(c.Right) == 0 && (c.Op == Is || c.Op == IsNot) {
		if c.Op == IsNot {
			return left + " ではない"
		}
		return left
	}
	if c.Op == Between {
		var ends [2]Operand
		copy(ends[:], c.Right)
		return left + " = " + formatOperand(&ends[0]) + " から " + formatOperand(&ends[1]) + " まで"
	}
	if len(c.Right) == 0 {
		return left + " " + opWord(c.Op) + " " + missingWord
	}
	right := make([]string, len(c.Right))
	for i := range c.Right {
		right[i] = formatValue(&c.Right[i], c.Left.Field)
	}
	one := right[0]
	if len(right) > 1 {
		one = "[" + strings.Join(right, ", ") + "]"
	}
	return left + " " + opWord(c.Op) + " " + one
}

// formatValue writes an operand; a word by its name among those of the field it is compared with.
func formatValue(o *Operand, field string) string {
	if o.Kind != Word {
		return formatOperand(o)
	}
	for _, f := range fields {
		if f.ID == field {
			if name := nameOf(f.Words, o.Text); name != "" {
				return name
			}
		}
	}
	return quote(o.Text)
}

func formatOperand(o *Operand) string {
	switch o.Kind {
	case FieldRef:
		for _, f := range fields {
			if f.ID == o.Field {
				return f.Name + formatPlus(o, f.Type == DateType)
			}
		}
		return quote(o.Field)
	case Text, Word:
		return quote(o.Text)
	case Number:
		return fmt.Sprint(o.Number + o.Plus)
	case Day:
		return string(o.Date) + formatPlus(o, true)
	case Today:
		return "今日" + formatPlus(o, true)
	case Gather:
		return formatGather(o)
	}
	return missingWord
}

func formatPlus(o *Operand, days bool) string {
	switch {
	case o.Plus == 0:
		return ""
	case days:
		return fmt.Sprintf("%+d日", o.Plus)
	}
	return fmt.Sprintf("%+d", o.Plus)
}

func formatGather(o *Operand) string {
	var parts []string
	if o.Agg != Count {
		name := missingWord
		if f, ok := FieldNamed(o.Field, o.Over); ok {
			name = f.Name
		}
		parts = append(parts, name)
	}
	if o.Where != nil {
		if where := FormatCond(o.Where); where != "" {
			parts = append(parts, where)
		}
	}
	return gatherWord(o.Agg, o.Over) + "(" + strings.Join(parts, "、") + ")"
}

// FormatAction writes an action on one line, without comments.
func FormatAction(a *Action) string {
	name := a.Kind.Name()
	off := ""
	if a.Off {
		off = " を外す"
	}
	switch a.Kind {
	case SetFlag:
		return name + " " + wordOr(nameOf(Flags, a.Text)) + off
	case Pass:
		return name + " " + wordOr(nameOf(BuiltIns, a.Text))
	case Prices:
		return name + " " + wordOr(nameOf(PriceWords, a.Text))
	case SetLabel, SetCheck:
		return name + " " + textOr(a.Text) + off
	case HoldUntil:
		if a.When.Kind != Missing {
			name += " " + formatOperand(&a.When) + " まで"
		}
		if a.Text != "" {
			name += " " + quote(a.Text)
		}
		return name
	case Fee:
		return fmt.Sprintf("%s %s %d円 税%d%%", name, textOr(a.Text), a.Yen, a.Rate)
	case Priority:
		return fmt.Sprintf("%s %d", name, a.Number)
	case ShipOn:
		return name + " " + formatOperand(&a.When)
	}
	return name + " " + textOr(a.Text)
}

func formatTest(t Test) string {
	mall, no, _ := strings.Cut(t.Order, ":")
	if name, ok := mallName(mall); ok {
		mall = name
	}
	for _, r := range no {
		if !plainNumber(foldRune(r)) || r >= 0x80 {
			no = quote(no)
			break
		}
	}
	wants := make([]string, len(t.Want))
	for i, e := range t.Want {
		wants[i] = FormatExpect(e)
	}
	return "テスト " + mall + ":" + no + " は " + strings.Join(wants, "、")
}

// FormatExpect writes one thing that a test wants.
func FormatExpect(e Expect) string {
	name := nameOf(ExpectKinds, e.Kind) + " "
	is, not := "", " ではない"
	switch e.Kind {
	case "status":
		name += wordOr(nameOf(StatusWords, e.ID))
	case "flag":
		name += wordOr(nameOf(Flags, e.ID))
		not = " がない"
	case "question":
		if known := nameOf(BuiltIns, e.ID); known != "" {
			name += known
		} else {
			name += quote(e.ID)
		}
		not = " がない"
	case "rule":
		name += quote(e.ID)
		is, not = " が当たる", " が当たらない"
	case "label":
		name += quote(e.ID)
		not = " がない"
	default:
		name += quote(e.ID)
	}
	if e.Not {
		return name + not
	}
	return name + is
}

// nameOf gives the name of one of several words; nothing for an id that is none of them.
func nameOf(words []WordOf, id string) string {
	for _, w := range words {
		if w.ID == id {
			return w.Name
		}
	}
	return ""
}

func wordOr(name string) string {
	if name == "" {
		return missingWord
	}
	return name
}

func textOr(text string) string {
	if text == "" {
		return missingWord
	}
	return quote(text)
}
