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
		if one := formatOne(c); len([]rune(one)) <= lineWidth {
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
