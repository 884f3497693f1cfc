package learn

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/app/mall"
	"miseban/ui/look"
	"miseban/ui/part"
)

// simplePage is the left side for a known mall's file under other names: the questions alone.
func (s *Screen) simplePage() fyne.CanvasObject {
	if !s.d.simple {
		return nil
	}
	d := s.d.file.Drift
	intro := part.VStack(6, part.NewText(d.Format.Name+" と、列の名前が違います", part.Heading))
	var says []string
	for _, x := range d.Says { // the questions stand below
		if !slices.ContainsFunc(d.Renames, func(r mall.Rename) bool { return strings.Contains(x, r.Question) }) {
			says = append(says, x)
		}
	}
	if len(says) == 0 {
		says = []string{"どの列のことかを確かめてください。答えは保存され、次からは自動で読みます。"}
	}
	intro.Add(part.NewNote(strings.Join(says, ""), part.Body))
	box := part.VStack(10, part.NewCard(part.CardNotice, intro))
	asked := s.d.asked()
	for i, r := range d.Renames {
		kind := part.CardPlain
		if i == asked {
			kind = part.CardAttention
		}
		one := part.VStack(8, part.NewNote(r.Question, part.Body))
		if e := s.examples(r.Name); e != "" {
			one.Add(part.NewNote("『"+r.Name+"』の例：　"+e, part.Quiet))
		}
		a := s.d.answers[i]
		switch {
		case a == nil:
			hint := func(k string) string {
				if i == asked {
					return k
				}
				return ""
			}
			first := part.Plain
			one.Add(part.HStack(8, part.NewKeyButton("はい、『"+r.Known+"』として読む", hint("1"), first, func() { s.answer(i, true) }), part.NewKeyButton("いいえ", hint("2"), part.Plain, func() { s.answer(i, false) }), layout.NewSpacer()))
		default:
			word, tone := "はい", look.TonePrint
			if !*a {
				word, tone = "いいえ", look.ToneNeutral
			}
			one.Add(part.HStack(8, part.NewPill(word, tone), part.NewLink("変える", part.Quiet, func() { s.ask(i) }), layout.NewSpacer()))
		}
		box.Add(part.NewCard(kind, one))
	}
	box.Add(part.HStack(8, part.NewLink("質問ではなく、列を1つずつ決める", part.Quiet, s.whole), layout.NewSpacer()))
	return container.NewVScroll(part.Inset(12, 14, 12, 14, box))
}

func (s *Screen) examples(column string) string {
	for _, c := range s.d.columns() {
		if c.Name == column {
			return look.Shorten(samples(c), 420, look.SizeText, false)
		}
	}
	return ""
}

func (s *Screen) answer(i int, yes bool) {
	s.d.answers[i], s.d.changed = &yes, true
	s.draw()
	s.try()
}

// ask opens a question once more.
func (s *Screen) ask(i int) {
	s.d.answers[i] = nil
	s.draw()
	s.try()
}

func (s *Screen) answerKey(r rune) bool {
	at := s.d.asked()
	switch {
	case at < 0:
		return false
	case r == '1' || r == '１':
		s.answer(at, true)
	case r == '2' || r == '２':
		s.answer(at, false)
	default:
		return false
	}
	return true
}

// back opens the question before the one that is asked.
func (s *Screen) back() bool {
	if s.d == nil || !s.d.simple {
		return false
	}
	at := s.d.asked()
	if at < 0 {
		at = len(s.d.answers)
	}
	if at == 0 {
		return false
	}
	s.ask(at - 1)
	return true
}

// whole shows all columns instead of the questions.
func (s *Screen) whole() {
	s.d.simple = false
	s.draw()
	s.try()
	s.Focus()
}
