package enter

import (
	"context"
	"errors"

	"miseban/app/flow/enter"
	"miseban/ui/part"
)

// register takes the order in and goes to it in the list. What is missing is said at its field, and nothing is written.
func (s *Screen) register() {
	if s.busy {
		return
	}
	s.tried = true
	s.check()
	if len(s.wrong) > 0 {
		s.toWrong()
		return
	}
	dr := s.draft()
	var id, entry int64
	s.working(true)
	s.f.Run("順番を待って処理しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		id, entry, err = enter.New(ctx, s.f.Desk, dr, s.f.Now())
		return err
	}, func(err error) {
		s.working(false)
		var lacks *enter.Incomplete
		switch {
		case errors.As(err, &lacks):
			s.wrong = lacks.Fields
			if s.mark() {
				s.redraw()
			}
			s.toWrong()
		case err != nil:
			s.f.Fail(err)
		default:
			s.fill(enter.Draft{})
			said := "登録しました"
			if row := s.f.Desk.Row(id); row != nil {
				said += "：" + row.No + "　" + row.Name + " 様"
			}
			s.f.Did(said, entry, part.Action{Label: "続けてもう1件", Hint: "Ctrl+N", Do: s.Start})
			s.f.Changed()
			s.f.Find(id)
		}
	})
}

func (s *Screen) working(on bool) {
	s.busy = on
	s.save.SetEnabled(!on)
}

// toWrong puts the keyboard on the first field with something wrong.
func (s *Screen) toWrong() {
	var first *input
	s.each(func(target string, w *input) {
		if first == nil && !w.error.Hidden {
			first = w
		}
	})
	if first == nil {
		return
	}
	if first == s.no || first == s.facts["total"] {
		s.showMore(true)
	}
	s.f.Window.Canvas().Focus(first.focus)
}
