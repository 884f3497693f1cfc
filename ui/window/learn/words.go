package learn

import (
	"strconv"

	"miseban/app/mapping"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
)

// word is a text of the status or the paid column.
type word struct {
	paid bool
	text string
}

// means is something that a word can mean, in the order of the keys 1, 2 …
type means struct {
	id, name string
	tone     look.Tone
}

var (
	ofStatus = []means{{mapping.Cleared, "出荷できる", look.TonePrint}, {mapping.NotYet, "まだ（モール処理待ち）", look.TonePayment}, {mapping.Shipped, "出荷済み", look.ToneShip}, {mapping.Cancelled, "キャンセル", look.ToneCancelled}}
	ofPaid   = []means{{mapping.IsPaid, "入金済み", look.TonePrint}, {mapping.Unpaid, "未入金（入金待ち）", look.TonePayment}}
)

func (w word) choices() []means {
	if w.paid {
		return ofPaid
	}
	return ofStatus
}

func (s *Screen) meansOf(w word) string {
	if w.paid {
		return s.d.file.Proposal.Values.Paid[w.text]
	}
	return s.d.file.Proposal.Values.Status[w.text]
}

func (s *Screen) fillWords() {
	s.words = s.words[:0]
	p := s.d.file.Proposal
	for _, t := range p.Texts.Status {
		s.words = append(s.words, word{false, t})
	}
	for _, t := range p.Texts.Paid {
		s.words = append(s.words, word{true, t})
	}
	var rows grid.Fixed
	for i, w := range s.words {
		of := "状態"
		if w.paid {
			of = "入金"
		}
		for _, c := range p.Columns {
			if (w.paid && c.Means == mapping.Paid || !w.paid && c.Means == mapping.Status) && c.Name != of {
				of += "（" + c.Name + "）"
			}
		}
		cell := grid.Status("決めていない → 確認待ち", look.ToneReview)
		for _, m := range w.choices() {
			if m.id == s.meansOf(w) {
				cell = grid.Status(m.name, m.tone)
			}
		}
		rows.Lines = append(rows.Lines, grid.Row{Cells: []grid.Cell{grid.Of(grid.Quiet, of), grid.Of(grid.Strong, w.text), cell}})
		rows.Keys = append(rows.Keys, strconv.Itoa(i)+w.text)
	}
	s.texts.SetRows(rows)
	if s.texts.Selection().Count() == 0 && len(rows.Lines) > 0 {
		s.texts.Select(0)
	}
}

func (s *Screen) chosenWord() (word, int, bool) {
	at := s.texts.Selection().Cursor()
	if at < 0 || at >= len(s.words) {
		return word{}, 0, false
	}
	return s.words[at], at, true
}

// sayWord decides what the chosen word means and goes on to the next.
func (s *Screen) sayWord(id string) bool {
	w, at, ok := s.chosenWord()
	if !ok {
		return false
	}
	s.d.say(w.paid, w.text, id)
	s.decided()
	if id != "" && at+1 < len(s.words) {
		s.texts.Select(at + 1)
	}
	return true
}

func (s *Screen) wordKey(r rune) bool {
	w, _, ok := s.chosenWord()
	i := int(r - '1')
	if r >= '１' {
		i = int(r - '１')
	}
	if !ok || i < 0 || i >= len(w.choices()) {
		return false
	}
	return s.sayWord(w.choices()[i].id)
}

func (s *Screen) pickWord() {
	w, _, ok := s.chosenWord()
	if !ok {
		return
	}
	var choices []part.Command
	at := 0
	for i, m := range w.choices() {
		if m.id == s.meansOf(w) {
			at = i
		}
		choices = append(choices, part.Command{Title: m.name, Key: strconv.Itoa(i + 1), Words: m.id, Do: func() { s.sayWord(m.id) }})
	}
	choices = append(choices, part.Command{Title: "決めない（確認待ちにする）", Key: "Delete", Do: func() { s.sayWord("") }})
	if s.meansOf(w) == "" {
		at = 0
	}
	part.NewPickList(s.f.Window.Canvas(), "「"+w.text+"」の意味", at, choices).Show()
}
