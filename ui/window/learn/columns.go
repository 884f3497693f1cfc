package learn

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"miseban/app/mapping"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
)

// fillColumns lists the columns with what they mean.
func (s *Screen) fillColumns() {
	var rows grid.Fixed
	for _, c := range s.d.columns() {
		means := grid.Of(grid.Quiet, "読まない")
		if a, ok := mapping.AboutOf(s.d.kind(), c.Means); ok {
			means = grid.Of(grid.Strong, a.Name)
		}
		rows.Lines = append(rows.Lines, grid.Row{Cells: []grid.Cell{grid.Text(c.Name), grid.Of(grid.Quiet, samples(c)), means, s.sure(c)}})
		rows.Keys = append(rows.Keys, strconv.Itoa(c.At))
	}
	s.columns.SetRows(rows)
	if s.columns.Selection().Count() == 0 && len(rows.Lines) > 0 {
		s.columns.Select(0)
		return
	}
	s.tell()
}

func samples(c mapping.Column) string {
	return strings.NewReplacer("\r", "", "\n", " ").Replace(strings.Join(c.Samples, "、"))
}

func (s *Screen) sure(c mapping.Column) grid.Cell {
	switch {
	case s.d.mine[c.At]:
		return grid.Status("選択", look.TonePayment)
	case c.Means == "":
		return grid.Cell{}
	case c.Confidence >= 0.9:
		return grid.Status("確実", look.TonePrint)
	case c.Confidence >= 0.6:
		return grid.Status("たぶん", look.ToneReview)
	}
	return grid.Status("不明", look.ToneNeutral)
}

// chosen is the column that the cursor stands on.
func (s *Screen) chosen() (mapping.Column, bool) {
	at := s.columns.Selection().Cursor()
	if at < 0 || at >= len(s.d.columns()) {
		return mapping.Column{}, false
	}
	return s.d.columns()[at], true
}

// tell says why the chosen column is taken for what it is.
func (s *Screen) tell() {
	c, ok := s.chosen()
	if !ok {
		s.note.SetRuns(part.Run{Text: "列を選ぶと、理由と例が出ます。", Style: part.Quiet})
		return
	}
	runs := []part.Run{{Text: "『" + c.Name + "』　", Style: part.Strong}}
	if a, ok := mapping.AboutOf(s.d.kind(), c.Means); ok {
		runs = append(runs, part.Run{Text: a.Name + "：" + a.Explain, Style: part.Body})
	} else {
		runs = append(runs, part.Run{Text: "この列は読みません。元のファイルには残り、受注からいつでも見られます。", Style: part.Body})
	}
	why := c.Reason
	if s.d.mine[c.At] && c.Means != "" {
		why = "お店が選びました。"
	}
	if why != "" {
		runs = append(runs, part.Run{Text: "\n" + why, Style: part.Quiet})
	}
	if len(c.Samples) > 0 {
		runs = append(runs, part.Run{Text: "\n例：" + look.Shorten(samples(c), 900, look.SizeText, false), Style: part.Quiet})
	}
	s.note.SetRuns(runs...)
	s.notes.Refresh()
}

// pickMeaning asks what the chosen column means; typed is what she typed already. What else it could mean stands first.
func (s *Screen) pickMeaning(typed string) {
	c, ok := s.chosen()
	if !ok {
		return
	}
	set := func(means mapping.Meaning) func() {
		return func() {
			if from := s.d.set(c.At, means); from != "" {
				if s.said != nil {
					s.said() // one such line at a time
				}
				s.said = s.f.Banners.Show(part.Done, "列「"+from+"」は読まないことにしました。同じ意味の列は1つだけです。")
				s.f.After(8*time.Second, s.said)
			}
			s.decided()
		}
	}
	var choices []part.Command
	at := 0
	add := func(a mapping.About, key string) {
		if a.Meaning == c.Means && c.Means != "" {
			at = len(choices)
		}
		choices = append(choices, part.Command{Title: a.Name + "　" + a.Explain, Words: string(a.Meaning), Key: key, Do: set(a.Meaning)})
	}
	first := map[mapping.Meaning]bool{}
	if a, ok := mapping.AboutOf(s.d.kind(), c.Means); ok {
		first[c.Means] = true
		add(a, "いまの意味")
	}
	for _, o := range c.Others {
		if a, ok := mapping.AboutOf(s.d.kind(), o.Means); ok && !first[o.Means] && len(first) < 4 {
			first[o.Means] = true
			add(a, fmt.Sprintf("%.0f%%", o.Confidence*100))
		}
	}
	choices = append(choices, part.Command{Title: "読まない", Words: "yomanai なし", Key: "Delete", Do: set("")})
	for _, a := range mapping.Meanings(s.d.kind()) {
		if !first[a.Meaning] {
			key := ""
			if by := s.holder(a, c.At); by != "" {
				key = "いま「" + look.Shorten(by, 90, look.SizeSecondary, false) + "」"
			}
			add(a, key)
		}
	}
	if c.Means == "" {
		at = len(first)
		if len(c.Others) > 0 {
			at = 0
		}
	}
	p := part.NewPickList(s.f.Window.Canvas(), "『"+c.Name+"』は何の列ですか", at, choices)
	p.Show()
	p.Type(typed)
}

// holder is the column that has a meaning now which only one can have.
func (s *Screen) holder(a mapping.About, but int) string {
	for _, c := range s.d.columns() {
		if c.Means == a.Meaning && c.At != but && !a.Several {
			return c.Name
		}
	}
	return ""
}

// drop lets the chosen column be unread.
func (s *Screen) drop() bool {
	if s.d == nil || s.d.simple {
		return false
	}
	switch s.tabs.Selected() {
	case tabWords:
		return s.sayWord("")
	case tabColumns:
		if c, ok := s.chosen(); ok && c.Means != "" {
			s.d.set(c.At, "")
			s.decided()
		}
		return true
	}
	return false
}
