// Package learn is the page on which the owner says what the columns of a file mean (読み方を決める): what is proposed, her
// corrections, and the first orders as they will be read. What she decides is kept by the use case; nothing is taken in here.
package learn

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/flow/learn"
	"miseban/app/mapping"
	"miseban/ui/grid"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Window is what the window does for this page.
type Window interface {
	// Done is called when a mapping was saved: the file is to be taken in by it.
	Done(m mapping.Mapping, path string)
	// Left is called when she goes away without saving.
	Left()
}

// Screen is the page; it is opened for a file, not from the rail.
type Screen struct {
	f    *frame.Frame
	w    Window
	root *fyne.Container
	d    *draft // nil: no file yet, or one that can't be looked at
	path string
	bad  error // why the file can't be looked at
	have map[string]bool
	gen  int

	stop   context.CancelFunc // of the trial under way
	trial  learn.Trial
	tried  error
	trying bool
	saving bool

	name    *part.Entry
	warn    *part.Text
	tabs    *part.StatusTabs
	columns *grid.Grid
	texts   *grid.Grid
	heads   *grid.Grid
	words   []word
	note    *part.Paragraph
	notes   *fyne.Container
	page    *fyne.Container // what the chosen tab shows
	chips   *fyne.Container
	form    *fyne.Container
	pane    *fyne.Container
	save    *part.KeyButton
	filling bool
	said    func() // takes the newest line about a moved meaning away
}

// New makes the page.
func New(f *frame.Frame, w Window) *Screen { return &Screen{f: f, w: w, root: container.NewStack()} }

// ID is the page's name.
func (s *Screen) ID() string { return "learn" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Start looks at a file in the background; an empty kind is guessed.
func (s *Screen) Start(path string, kind mapping.Kind) {
	s.gen++
	mine := s.gen
	s.end()
	s.d, s.bad, s.path, s.trial, s.tried = nil, nil, path, learn.Trial{}, nil
	s.draw()
	s.f.Go(func() {
		file, err := learn.Open(path, kind)
		have := map[string]bool{}
		if err == nil {
			saved, _ := learn.Saved(s.f.Ctx, s.f.Desk, "")
			for _, m := range saved {
				have[m.Name] = true
			}
		}
		fyne.Do(func() {
			if mine != s.gen {
				return
			}
			s.bad, s.have = err, have
			if err == nil {
				s.d = newDraft(file)
			}
			s.draw()
			s.try()
			s.Focus()
		})
	})
}

// Focus puts the keyboard onto the columns.
func (s *Screen) Focus() {
	if s.d != nil && !s.d.simple && s.f.Window.Canvas().Overlays().Top() == nil {
		s.f.Window.Canvas().Focus(s.shownGrid())
	}
}

// end stops the trial that is under way.
func (s *Screen) end() {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
	s.trying = false
}

// try reads the file as it is decided now, in the background; a late answer is dropped.
func (s *Screen) try() {
	s.end()
	s.gen++
	mine := s.gen
	if s.d == nil {
		return
	}
	m, ok := s.d.mapping()
	stops, _ := s.d.problems()
	if !ok || len(stops) > 0 || m.Kind != mapping.Orders {
		s.trial, s.tried = learn.Trial{}, nil
		s.fillPane()
		return
	}
	if m.Name == "" {
		m.Name = "読み方"
	}
	ctx, stop := context.WithCancel(s.f.Ctx)
	s.stop, s.trying = stop, true
	s.fillPane()
	path := s.path
	s.f.Go(func() {
		trial, err := learn.Try(ctx, path, m)
		fyne.Do(func() {
			if mine != s.gen || errors.Is(err, context.Canceled) {
				return
			}
			s.trial, s.tried, s.trying = trial, err, false
			s.fillPane()
		})
	})
}

// decided follows every decision: the columns, what is missing, and the trial.
func (s *Screen) decided() {
	s.fill()
	s.try()
}

// Refresh has nothing to read anew: what the page shows is hers.
func (s *Screen) Refresh() {
	if s.d == nil {
		s.draw()
	}
}

// label is the word on the one button.
func (s *Screen) label() string {
	switch {
	case s.d.kind() != mapping.Orders, !s.trying && s.trial.Orders == 0:
		return "この読み方を保存して取り込む"
	case s.trying:
		return "この読み方を保存して取り込む（…）"
	}
	return fmt.Sprintf("この読み方を保存して取り込む（%s件）", part.Count(s.trial.Orders))
}

// ready says whether it can be pressed.
func (s *Screen) ready() bool {
	if s.d == nil || s.saving {
		return false
	}
	_, ok := s.d.mapping()
	stops, _ := s.d.problems()
	if !ok || len(stops) > 0 || s.d.name == "" || s.d.simple && s.d.asked() >= 0 {
		return false
	}
	return s.d.kind() != mapping.Orders || !s.trying && s.tried == nil && s.trial.Orders > 0
}

// Confirm is Ctrl+Enter: it saves if it can, and tells that the key was meant for this page.
func (s *Screen) Confirm() bool {
	if s.d != nil && s.ready() {
		s.keep()
	}
	return true
}

// keep saves what was decided and goes on. What she decided stays on the page if that fails.
func (s *Screen) keep() {
	m, _ := s.d.mapping()
	path := s.path
	s.saving = true
	s.save.SetEnabled(false)
	s.f.Run("読み方を保存しています", func(ctx context.Context, _ func(int, int)) error {
		_, err := learn.Save(ctx, s.f.Desk, m, s.f.Now())
		return err
	}, func(err error) {
		s.saving = false
		s.save.SetEnabled(s.ready())
		if err != nil {
			s.f.Fail(err)
			return
		}
		s.d.changed = false
		s.f.Say("読み方「" + m.Name + "」を保存しました。次からは自動で読みます。")
		s.w.Done(m, path)
	})
}

// leave goes away; decisions that are not saved are asked about first.
func (s *Screen) leave() {
	if s.d == nil || !s.d.changed {
		s.end()
		s.w.Left()
		return
	}
	part.NewDialog(s.f.Window.Canvas(), "保存せずに戻りますか", part.NewNote("ここで選んだ列の意味は残りません。取り込んだデータは何も変わりません。", part.Body),
		part.Choice{Label: "保存せずに戻る", Kind: part.Danger, Do: func() {
			s.end()
			s.d.changed = false
			s.w.Left()
		}}).Show(nil)
}

// Changed says whether there are decisions that are not saved.
func (s *Screen) Changed() bool { return s.d != nil && s.d.changed }

// Key has the page's keys.
func (s *Screen) Key(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		s.leave()
		return true
	case fyne.KeyF2:
		s.nextTab()
		return true
	case fyne.KeyDelete:
		return s.drop()
	case fyne.KeyBackspace:
		return s.back()
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyEnter:
		if s.d == nil || s.d.simple || s.f.Window.Canvas().Focused() == fyne.Focusable(s.shownGrid()) {
			return false
		}
		s.Focus()
		s.shownGrid().TypedKey(ev)
		return true
	}
	return false
}

// Rune answers a question with 1 and 2, says what a word means with 1 to 4, and begins the search for a meaning with a letter.
func (s *Screen) Rune(r rune) bool {
	switch {
	case s.d == nil:
		return false
	case s.d.simple:
		return s.answerKey(r)
	case s.tabs.Selected() == tabWords:
		return s.wordKey(r)
	case s.tabs.Selected() == tabColumns && r > ' ':
		s.pickMeaning(string(r))
		return true
	}
	return false
}

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	if s.d == nil {
		return nil
	}
	out := []part.Command{{Title: "読み方：保存して取り込む", Key: "Ctrl+Enter", Words: "hozon", Do: func() { s.Confirm() }},
		{Title: "読み方：ファイルの種類を選ぶ", Words: "shurui", Do: s.pickKind}}
	if s.d.kind() == mapping.Orders {
		out = append(out, part.Command{Title: "読み方：モールを選ぶ", Words: "mall", Do: s.pickMall})
	}
	return append(out, part.Command{Title: "読み方：保存せずに戻る", Key: "Esc", Do: s.leave})
}
