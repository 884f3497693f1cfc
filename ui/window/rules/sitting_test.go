package rules_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"miseban/app/rule"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
	"miseban/ui/window/rules"
)

// sitting is the owner before the area.
type sitting struct {
	t     testing.TB
	shelf *shelf
	area  *rules.Screen
	win   fyne.Window
	keys  int
	pick  string
	asked string // the condition whose orders are shown
	acted []int64
	found []int64
	wait  []func() // work that is to be done beside, when late is set
	late  bool
}

func (s *sitting) Pick(_ string, do func(string)) { do(s.pick) }
func (s *sitting) Show(string) error              { return nil }
func (s *sitting) Orders(c rule.Cond)             { s.asked = rule.FormatCond(&c) }

func sitDown(t testing.TB, text string) *sitting {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.New(look.Light))
	s := &sitting{t: t, shelf: newShelf(t, text), win: app.NewWindow("店番")}
	t.Cleanup(s.win.Close)
	f := &frame.Frame{Window: s.win, Banners: part.NewBanners(), Ctx: context.Background(), Now: func() time.Time { return time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC) },
		Go: func(work func()) {
			if s.late {
				s.wait = append(s.wait, work)
				return
			}
			work()
		},
		After: func(_ time.Duration, work func()) { work() }, Busy: func(fyne.CanvasObject, bool) {}, Find: func(id int64) { s.found = append(s.found, id) }}
	s.area = rules.New(f, s.shelf, s)
	f.Changed = s.area.Refresh
	s.win.SetContent(s.area.Object())
	s.win.Resize(fyne.NewSize(1132, 740))
	s.win.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { s.area.Key(ev) })
	s.win.Canvas().SetOnTypedRune(func(r rune) { s.area.Rune(r) })
	s.area.Refresh()
	s.area.Focus()
	return s
}

var keyNames = map[string]fyne.KeyName{"Enter": fyne.KeyReturn, "Esc": fyne.KeyEscape, "↓": fyne.KeyDown, "↑": fyne.KeyUp, "→": fyne.KeyRight, "←": fyne.KeyLeft,
	"Space": fyne.KeySpace, "Delete": fyne.KeyDelete, "Insert": fyne.KeyInsert, "Home": fyne.KeyHome, "End": fyne.KeyEnd, "F6": fyne.KeyF6, "F8": fyne.KeyF8}

// press presses keys as the driver hands them on. Ctrl+Enter and Ctrl+Z go to the area, as the window hands them on.
func (s *sitting) press(keys ...string) {
	s.t.Helper()
	c := s.win.Canvas()
	for _, k := range keys {
		s.keys++
		if rest, ok := strings.CutPrefix(k, "Alt+"); ok {
			c.Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: keyNames[rest], Modifier: fyne.KeyModifierAlt})
			continue
		}
		switch over := c.Overlays().Top(); {
		case k == "Ctrl+Z" && over == nil:
			s.area.Undo()
		case k == "Ctrl+Enter" && over == nil:
			s.area.Confirm()
		case k == "Ctrl+Enter":
			c.Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
		default:
			name, ok := keyNames[k]
			if !ok {
				s.t.Fatalf("no key is called %s", k)
			}
			if f := c.Focused(); f != nil {
				f.TypedKey(&fyne.KeyEvent{Name: name})
			} else {
				c.OnTypedKey()(&fyne.KeyEvent{Name: name})
			}
		}
	}
}

// write types a text: one thing to say.
func (s *sitting) write(text string) {
	s.keys++
	for _, r := range text {
		c := s.win.Canvas()
		if f := c.Focused(); f != nil {
			f.TypedRune(r)
		} else {
			c.OnTypedRune()(r)
		}
	}
}

// texts are the words on the screen.
func (s *sitting) texts() []string {
	var out []string
	var down func(fyne.CanvasObject)
	down = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		switch x := o.(type) {
		case *part.Text:
			out = append(out, x.Text())
		case *part.Paragraph:
			out = append(out, x.Text())
		case *canvas.Text:
			out = append(out, x.Text)
		case *fyne.Container:
			for _, c := range x.Objects {
				down(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(x).Objects() {
				down(c)
			}
		}
	}
	down(s.win.Canvas().Content())
	for _, o := range s.win.Canvas().Overlays().List() {
		down(o)
	}
	return out
}

func (s *sitting) screen() string { return strings.Join(s.texts(), "\n") }

func (s *sitting) expect(texts ...string) {
	s.t.Helper()
	all := s.screen()
	for _, x := range texts {
		if !strings.Contains(all, x) {
			s.t.Errorf("%q is not on the screen:\n%s", x, all)
		}
	}
}

func (s *sitting) expectNot(texts ...string) {
	s.t.Helper()
	all := s.screen()
	for _, x := range texts {
		if strings.Contains(all, x) {
			s.t.Errorf("%q is on the screen:\n%s", x, all)
		}
	}
}

// drafted is the draft that is kept, without its first line.
func (s *sitting) drafted() string {
	if s.shelf.draft == nil {
		return ""
	}
	return words(s.shelf.draft)
}

// words is a set's text on one line.
func words(set *rule.Set) string {
	return strings.Join(strings.Fields(strings.TrimPrefix(rule.Format(set), "店番ルール 1")), " ")
}
