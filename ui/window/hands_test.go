package window_test

import (
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"miseban/app/flow/desk"
	"miseban/app/judge"
	"miseban/ui/grid"
	"miseban/ui/part"
)

var keyNames = map[string]fyne.KeyName{"Enter": fyne.KeyReturn, "Esc": fyne.KeyEscape, "Backspace": fyne.KeyBackspace, "↓": fyne.KeyDown, "↑": fyne.KeyUp,
	"→": fyne.KeyRight, "←": fyne.KeyLeft, "F1": fyne.KeyF1, "Space": fyne.KeySpace, "Tab": fyne.KeyTab, "Home": fyne.KeyHome, "End": fyne.KeyEnd}

// press presses keys one after the other, the way the desktop driver hands them on: shortcuts to the menu bar, then to
// what has the focus, then to the window; others to what has the focus, else to the window.
func (s *sitting) press(keys ...string) {
	s.t.Helper()
	c := s.win.Canvas()
	for _, k := range keys {
		s.keys++
		mod := fyne.KeyModifier(0)
		name := k
		for _, m := range []struct {
			text string
			mod  fyne.KeyModifier
		}{{"Ctrl+", fyne.KeyModifierControl}, {"Shift+", fyne.KeyModifierShift}} {
			if rest, ok := strings.CutPrefix(name, m.text); ok {
				name, mod = rest, mod|m.mod
			}
		}
		key, special := keyNames[name]
		if !special {
			key = fyne.KeyName(strings.ToUpper(name))
		}
		if mod&fyne.KeyModifierControl != 0 {
			s.shortcut(key, mod)
			continue
		}
		shifting, holds := c.Focused().(desktop.Keyable)
		if mod == fyne.KeyModifierShift && holds {
			shifting.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		}
		if f := c.Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: key})
		} else if h := c.OnTypedKey(); h != nil {
			h(&fyne.KeyEvent{Name: key})
		}
		if mod == fyne.KeyModifierShift && holds {
			shifting.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		}
		if !special {
			s.char([]rune(name)[0])
		}
	}
}

func (s *sitting) char(r rune) {
	c := s.win.Canvas()
	if f := c.Focused(); f != nil {
		f.TypedRune(r)
	} else if h := c.OnTypedRune(); h != nil {
		h(r)
	}
}

// write types a text, which counts as one action: it is what she has to say, not a key to be learnt.
func (s *sitting) write(text string) {
	s.keys++
	for _, r := range text {
		s.char(r)
	}
}

func (s *sitting) shortcut(key fyne.KeyName, mod fyne.KeyModifier) {
	var sc fyne.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: mod}
	if mod == fyne.KeyModifierControl {
		switch key {
		case fyne.KeyZ:
			sc = &fyne.ShortcutUndo{}
		case fyne.KeyA:
			sc = &fyne.ShortcutSelectAll{}
		case fyne.KeyC:
			sc = &fyne.ShortcutCopy{Clipboard: s.app.Clipboard()}
		}
	}
	if m := s.win.MainMenu(); m != nil {
		for _, menu := range m.Items {
			for _, i := range menu.Items {
				if i.Shortcut != nil && i.Shortcut.ShortcutName() == sc.ShortcutName() && !i.Disabled {
					i.Action()
					return
				}
			}
		}
	}
	if f, ok := s.win.Canvas().Focused().(fyne.Shortcutable); ok && !s.passedOn(sc) {
		f.TypedShortcut(sc)
		return
	}
	// The software driver's canvas hides that the one inside it takes shortcuts.
	inner := reflect.ValueOf(s.win.Canvas()).Elem().FieldByName("WindowlessCanvas").Interface()
	inner.(fyne.Shortcutable).TypedShortcut(sc)
}

// passedOn tells whether what has the focus has no use for a shortcut and hands it to the canvas. It does so by itself on
// the desktop (see the tests of part and grid); the software driver's canvas can't be reached that way.
func (s *sitting) passedOn(sc fyne.Shortcut) bool {
	if s.dialogOpen() {
		return false
	}
	one, custom := sc.(*desktop.CustomShortcut)
	switch s.win.Canvas().Focused().(type) {
	case *grid.Grid:
		_, undo := sc.(*fyne.ShortcutUndo)
		return undo || custom && one.KeyName != fyne.KeyHome && one.KeyName != fyne.KeyEnd && one.KeyName != fyne.KeySpace
	case *part.Entry, *part.SearchField:
		return custom
	}
	return false
}

// dialogOpen tells whether something lies over the page.
func (s *sitting) dialogOpen() bool { return s.win.Canvas().Overlays().Top() != nil }

// walk visits everything that can be seen, the topmost layer last.
func (s *sitting) walk(visit func(fyne.CanvasObject) (deeper bool)) {
	var down func(fyne.CanvasObject)
	down = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() || !visit(o) {
			return
		}
		switch x := o.(type) {
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
}

// texts are the words on the screen, as written: a wrapped paragraph is one text.
func (s *sitting) texts() []string {
	var out []string
	s.walk(func(o fyne.CanvasObject) bool {
		switch x := o.(type) {
		case *part.Text:
			out = append(out, x.Text())
			return false
		case *part.Paragraph:
			out = append(out, x.Text())
			return false
		case *canvas.Text:
			out = append(out, x.Text)
		}
		return true
	})
	return out
}

func (s *sitting) screen() string { return strings.Join(s.texts(), "\n") }

// sees tells whether a text is on the screen.
func (s *sitting) sees(text string) bool {
	for _, x := range s.texts() {
		if strings.Contains(x, text) {
			return true
		}
	}
	return false
}

// expect wants texts on the screen.
func (s *sitting) expect(texts ...string) {
	s.t.Helper()
	for _, x := range texts {
		if !s.sees(x) {
			s.t.Errorf("%q is not on the screen:\n%s", x, s.screen())
		}
	}
}

// button finds a button by its label, the topmost first.
func (s *sitting) button(label string) *part.KeyButton {
	s.t.Helper()
	var found *part.KeyButton
	s.walk(func(o fyne.CanvasObject) bool {
		if b, ok := o.(*part.KeyButton); ok {
			for _, x := range test.WidgetRenderer(b).Objects() {
				if word, ok := x.(*canvas.Text); ok && word.Text == label {
					found = b
				}
			}
		}
		return true
	})
	if found == nil {
		s.t.Fatalf("no button is called %s:\n%s", label, s.screen())
	}
	return found
}

// fields are the entries on the topmost dialog, in order.
func (s *sitting) fields() []*part.Entry {
	var out []*part.Entry
	top := s.win.Canvas().Overlays().Top()
	inside := false
	s.walk(func(o fyne.CanvasObject) bool {
		if o == top {
			inside = true
		}
		if e, ok := o.(*part.Entry); ok && inside {
			out = append(out, e)
		}
		return true
	})
	return out
}

// tabs are the row of tabs on the open page.
func (s *sitting) tabs() *part.StatusTabs {
	var found *part.StatusTabs
	s.walk(func(o fyne.CanvasObject) bool {
		if x, ok := o.(*part.StatusTabs); ok {
			found = x
		}
		return true
	})
	if found == nil {
		s.t.Fatal("there are no tabs on the page")
	}
	return found
}

// with gives the orders of a status, the newest first.
func (s *sitting) with(st judge.Status) []*desk.Row {
	return s.shop.Desk.Select(desk.Filter{Status: st})
}

// status is where an order stands now.
func (s *sitting) status(id int64) judge.Status { return s.shop.Desk.Row(id).Status }
