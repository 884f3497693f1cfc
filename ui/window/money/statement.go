package money

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"miseban/app/flow/pay"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

func (s *Screen) pick() { s.files.Pick("入金明細を選ぶ", s.Import) }

// Import takes a statement in and shows what is left to ask.
func (s *Screen) Import(path string) {
	var r pay.Report
	s.f.Run("入金明細を照合しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		r, err = pay.Import(ctx, s.f.Desk, path, pay.Options{}, s.f.Now())
		return err
	}, func(err error) {
		switch {
		case pay.CanExplain(err):
			s.f.Banners.Show(part.Warning, frame.Sentence(err), part.Action{Label: "列の意味を教える", Do: func() { s.files.Explain(path) }})
			return
		case err != nil:
			s.f.Fail(err)
			return
		}
		clear(s.later)
		s.at = 0
		s.tell(r, path)
		s.f.Changed()
	})
}

// tell says what a statement did.
func (s *Screen) tell(r pay.Report, path string) {
	known := ""
	if r.Known > 0 {
		known = fmt.Sprintf("（ほか %s件は取り込み済み）", part.Count(r.Known))
	}
	text := fmt.Sprintf("%s：新しい入金 %s件・%s円%s。%s件を入金済みにしました。", filepath.Base(path), part.Count(r.New), r.Sum, known, part.Count(len(r.Exact)))
	if n := r.Asks(); n > 0 {
		text += fmt.Sprintf("確かめる入金は %s件です。", part.Count(n))
	}
	if n := len(r.Problems); n > 0 {
		p := r.Problems[0]
		more := ""
		if n > 1 {
			more = fmt.Sprintf("（ほか %d行）", n-1)
		}
		s.f.Warn(fmt.Sprintf("読めない行を見送りました：%d行目「%s」%s %s%s", p.Row, p.Column, p.Value, p.Message, more))
	}
	var more []part.Action
	if len(r.Notes) > 0 {
		text += strings.Join(r.Notes, "")
		more = append(more, part.Action{Label: "読み方を直す", Do: func() { s.files.Explain(path) }})
	}
	if r.Entry != 0 {
		s.f.Did(text, r.Entry, more...)
		return
	}
	s.f.Say(text)
}
