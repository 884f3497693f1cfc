package firstday

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	pure "miseban/app/firstday"
	"miseban/app/flow/desk"
	"miseban/app/flow/firstday"
	"miseban/app/flow/revert"
	"miseban/ui/part"
)

// loose is an answer that is no act: a rule in the draft, a card put aside.
type loose struct {
	id    string // of the card
	after int64  // the act that Ctrl+Z would have taken back when it was given
}

// offerFor is how long the way back from such an answer is offered.
const offerFor = 12 * time.Second

// few is how far back the act that Ctrl+Z means is looked for.
const few = 200

// newest is the act that Ctrl+Z would take back; 0 = none.
func newest(ctx context.Context, d *desk.Desk) (int64, error) {
	all, err := revert.Timeline(ctx, d, few)
	for _, x := range all {
		if x.CanUndo() {
			return x.Entry, err
		}
	}
	return 0, err
}

func (s *Screen) open() *pure.Card {
	if s.at < len(s.cards) && !s.looking {
		return &s.cards[s.at]
	}
	return nil
}

// answer carries out the answer with this index.
func (s *Screen) answer(i int) {
	c := s.open()
	if c == nil || s.answering || c.State != pure.Waiting || i >= len(c.Answers) {
		return
	}
	card, a := *c, c.Answers[i]
	var entry, after int64
	s.answering = true
	s.f.Run("順番を待って処理しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		if after, err = newest(ctx, s.f.Desk); err == nil {
			entry, err = firstday.Decide(ctx, s.f.Desk, card, a, s.f.Now())
		}
		return err
	}, func(err error) {
		s.advance = err == nil
		s.unoffer()
		if err != nil {
			s.fail(err)
			return
		}
		if said := a.Label + "：" + card.Title; entry != 0 {
			s.f.Did(said, entry)
		} else {
			if a.Take.Rule != nil {
				said = "ルールの下書きに入れました：" + a.Take.Rule.Name
			}
			s.loose = append(s.loose, loose{card.ID, after})
			gone := s.f.Banners.Show(part.Done, said, part.Action{Label: "取り消す", Hint: "Ctrl+Z", Do: func() { s.putBack(card) }})
			s.offered = gone
			s.f.After(offerFor, gone)
		}
		s.f.Changed()
	})
}

// unoffer takes the newest offer of this page's own way back from the screen.
func (s *Screen) unoffer() {
	if s.offered != nil {
		s.offered()
		s.offered = nil
	}
}

func (s *Screen) fail(err error) {
	s.answering = false
	if text, ok := firstday.Sentence(err); ok {
		s.f.Say(text)
		s.Refresh()
		return
	}
	s.f.Fail(err)
}

// takeBack takes the answer to the open card back.
func (s *Screen) takeBack() {
	if c := s.open(); c != nil && !s.answering && answered(c.State) {
		s.putBack(*c)
	}
}

func (s *Screen) putBack(card pure.Card) {
	var entry int64
	s.answering = true
	s.f.Run("順番を待って処理しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		entry, err = firstday.PutBack(ctx, s.f.Desk, card, s.f.Now())
		return err
	}, func(err error) {
		s.unoffer()
		s.loose = slices.DeleteFunc(s.loose, func(l loose) bool { return l.id == card.ID })
		if err != nil {
			s.fail(err)
			return
		}
		if said := "答えを取り消しました：" + card.Title; entry != 0 {
			s.f.Did(said, entry)
		} else {
			s.f.Say(said)
		}
		s.f.Changed()
	})
}

// Undo is what Ctrl+Z means here and tells that it was done: an answer that is no act is put back, if it is newer than the newest
// act; otherwise that act is taken back as everywhere.
func (s *Screen) Undo() bool {
	if len(s.loose) == 0 {
		return false
	}
	last := s.loose[len(s.loose)-1]
	s.f.Go(func() {
		entry, err := newest(s.f.Ctx, s.f.Desk)
		fyne.Do(func() {
			at := s.index(last.id)
			switch {
			case err != nil:
				s.f.Fail(err)
			case at >= 0 && answered(s.cards[at].State) && entry == last.after:
				s.putBack(s.cards[at])
			default:
				s.f.Undo()
			}
		})
	})
	return true
}

// Rune answers with a number key, full-width ones included; R looks at the orders anew.
func (s *Screen) Rune(r rune) bool {
	if r >= '！' && r <= '～' { // an input method may be on
		r -= '！' - '!'
	}
	if r == 'r' || r == 'R' {
		s.look()
		return true
	}
	i := int(r - '1')
	if i < 0 || i >= len(s.buttons) {
		return false
	}
	s.buttons[i].Press()
	return true
}

// Key goes back and forth between the cards. Enter is the proposed answer; where she has to choose, it is none.
func (s *Screen) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyBackspace, fyne.KeyLeft, fyne.KeyPageUp:
		return s.show(s.at - 1)
	case fyne.KeyRight, fyne.KeyPageDown:
		return s.show(s.at + 1)
	case fyne.KeyDelete:
		s.takeBack()
		return true
	case fyne.KeyUp, fyne.KeyDown:
		return s.move(ev.Name == fyne.KeyDown)
	case fyne.KeyReturn, fyne.KeyEnter:
		if c := s.open(); c != nil && c.State == pure.Waiting && !c.Choose {
			s.answer(0)
			return true
		}
	}
	return false
}

// Confirm keeps Ctrl+Enter from sending the day's orders out: nothing is printed from this page.
func (s *Screen) Confirm() bool {
	s.f.Say("ここからは印刷しません。出すときは「今日」を開いてください。")
	return true
}

// show opens another card.
func (s *Screen) show(at int) bool {
	if at < 0 || at >= len(s.cards) || s.answering || s.looking {
		return false
	}
	s.at = at
	s.draw()
	return true
}

// move carries the focus to another answer of the open card.
func (s *Screen) move(down bool) bool {
	if len(s.buttons) == 0 {
		return false
	}
	c := s.f.Window.Canvas()
	at := slices.IndexFunc(s.buttons, func(b *part.AnswerButton) bool { return c.Focused() == fyne.Focusable(b) })
	switch {
	case down:
		at = min(at+1, len(s.buttons)-1)
	default:
		at = max(at-1, 0)
	}
	c.Focus(s.buttons[at])
	part.Reveal(s.scroll, s.buttons[at])
	return true
}
