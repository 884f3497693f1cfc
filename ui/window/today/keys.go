package today

import (
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"

	"miseban/app/flow/review"
	"miseban/app/flow/ship"
	"miseban/app/judge"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Rune answers with a number key.
func (s *Screen) Rune(r rune) bool { return s.answers != nil && s.answers.Rune(r) }

// Key goes back and forth between the questions.
func (s *Screen) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyBackspace, fyne.KeyLeft, fyne.KeyPageUp:
		return s.step(-1)
	case fyne.KeyRight, fyne.KeyPageDown:
		return s.step(1)
	case fyne.KeyUp, fyne.KeyDown:
		return s.answers != nil && s.answers.Key(s.f.Window.Canvas(), ev)
	}
	return false
}

func (s *Screen) step(by int) bool {
	if s.teaching() {
		return s.stepLessons(by)
	}
	to := s.at + by
	if to == len(s.asked) && len(s.asked) > 0 && len(s.lessons.all) > 0 {
		s.lookAside()
		return true
	}
	if to < 0 || to >= len(s.asked) {
		return false
	}
	s.at = to
	set(s.center, s.questionCard())
	return true
}

// answer carries out the answer with this index, asking for the text that it needs.
func (s *Screen) answer(i int) {
	if s.teaching() {
		s.answerLesson(i)
		return
	}
	if s.answering { // the next question isn't on the screen yet
		return
	}
	q := s.asked[s.at]
	a := q.Answers[i]
	switch a.Act {
	case judge.ActNote:
		s.askText(a, "納品書に書く一言", "例：ご注文ありがとうございます。", "", func(text string) { s.give(q, a, text) })
	case judge.ActFix:
		s.askText(a, q.Title, "", review.Present(q, a), func(text string) { s.give(q, a, text) })
	default:
		s.give(q, a, "")
	}
}

func (s *Screen) askText(a judge.Answer, title, placeholder, present string, do func(string)) {
	entry := part.NewEntry(placeholder)
	if a.Act == judge.ActNote {
		entry = part.NewMultiLineEntry(placeholder, 3)
	}
	entry.SetText(present)
	entry.CursorColumn = len([]rune(present))
	wrong := part.NewNote("", part.Alarm)
	d := part.NewDialog(s.f.Window.Canvas(), title, part.VStack(6, entry, wrong), part.Choice{Label: "これで決める", Kind: part.Primary, Default: true,
		Keep: func() bool {
			err := review.Fits(a, entry.Text)
			if err != nil {
				wrong.SetRuns(part.Run{Text: frame.Sentence(err), Style: part.Alarm})
			}
			return err != nil
		}, Do: func() { do(entry.Text) }})
	d.SetWidth(520)
	d.Show(entry)
}

func (s *Screen) give(q review.Asked, a judge.Answer, text string) {
	var entry int64
	s.answering = true
	s.f.Run(a.Label, func(ctx context.Context, _ func(int, int)) error {
		var err error
		entry, err = review.Answer(ctx, s.f.Desk, q, a, text, s.f.Now())
		return err
	}, func(err error) {
		if err != nil {
			s.answering = false
			s.f.Fail(err)
			return
		}
		who := q.Orders[0].Name + " 様"
		if n := len(q.Orders); n > 1 {
			who = fmt.Sprintf("%d件", n)
		}
		s.f.Did(a.Label+"："+who, entry)
		s.f.Changed()
	})
}

// sendOut is 出す.
func (s *Screen) sendOut() {
	if len(s.state.Ready) == 0 {
		return
	}
	if old := s.stalest(); old != "" {
		part.NewDialog(s.f.Window.Canvas(), "受注ファイルが古くなっています", part.NewNote(old+" の受注ファイルです。そのあとにキャンセルされた注文があっても、ここではわかりません。先に取り込み直すことをおすすめします。", part.Body),
			part.Choice{Label: "取り込み直す", Kind: part.Plain, Do: func() { s.f.Import(nil) }},
			part.Choice{Label: "このまま出す", Kind: part.Primary, Do: s.print}).Show(nil)
		return
	}
	s.print()
}

// print makes the slips of everything that is ready.
func (s *Screen) print() {
	if s.printing {
		return
	}
	s.printing = true
	var res ship.Printed
	s.f.Run("納品書を作っています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		res, err = s.out.Out(ctx, s.f.Now())
		return err
	}, func(err error) {
		s.printing = false
		if err != nil {
			s.f.Fail(err)
			return
		}
		clear(s.seen)
		said := fmt.Sprintf("出しました：受注 %d件、納品書 %d枚（うち金額なし %d枚）。%s", res.Orders, res.Slips, res.Hidden, filepath.Base(res.Path))
		s.f.Did(said, res.Entry, s.out.After(res)...)
		s.f.Changed()
	})
}

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	out := []part.Command{}
	if n := len(s.state.Ready); n > 0 {
		out = append(out, part.Command{Title: fmt.Sprintf("今日：%d件を出す", n), Key: "Ctrl+Enter", Words: "dasu syukka shukka", Do: s.sendOut})
	}
	if s.answers != nil {
		var answers []judge.Answer
		if s.teaching() {
			answers = s.lessons.all[s.lessons.at].Question.Answers
		} else {
			answers = s.asked[s.at].Answers
		}
		for i, a := range answers {
			out = append(out, part.Command{Title: "答え：" + a.Label, Key: fmt.Sprint(i + 1), Do: func() { s.answer(i) }})
		}
	}
	if n := len(s.lessons.all); n > 0 && !s.teaching() {
		out = append(out, part.Command{Title: fmt.Sprintf("今日：覚えること %d件を見る", n), Words: "oboeru", Do: s.lookAside})
	}
	return out
}

// SendOut is what Ctrl+Enter does.
func (s *Screen) SendOut() { s.sendOut() }
