package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"

	"miseban/ui/look"
)

// Choice is a button of a dialog.
type Choice struct {
	Label string
	Kind  ButtonKind
	// Default is done by Enter, and by Ctrl+Enter while a field has the focus. A Danger choice is
	// never the default, whatever is said here: Enter then cancels.
	Default bool
	// Do runs after the dialog closed. Keep, if it says true, keeps the dialog open instead: a
	// field was filled in wrongly.
	Do   func()
	Keep func() bool
}

// Dialog asks something or shows a form over the page. Esc and the cancel button close it without
// doing anything.
type Dialog struct {
	sheet   *sheet
	buttons []*KeyButton
	enter   int // the button that Enter presses
	closed  func()
}

// CancelLabel is the word on the button that changes nothing. It is not キャンセル, which is
// something that happens to orders.
const CancelLabel = "やめる"

// NewDialog makes a dialog with its cancel button, which is called CancelLabel, and choices at the
// right of it. Without choices it only says something and its button is called 閉じる.
func NewDialog(c fyne.Canvas, title string, content fyne.CanvasObject, choices ...Choice) *Dialog {
	d := &Dialog{}
	label := CancelLabel
	if len(choices) == 0 {
		label = "閉じる"
	}
	row := HStack(Unit, layout.NewSpacer())
	add := func(label, hint string, kind ButtonKind, press func()) {
		b := NewKeyButton(label, hint, kind, press)
		d.buttons = append(d.buttons, b)
		row.Add(b)
	}
	for i, one := range choices {
		if one.Default && one.Kind != Danger {
			d.enter = i + 1
		}
	}
	add(label, "Esc", Plain, d.Close)
	for i, one := range choices {
		hint := ""
		if d.enter == i+1 {
			hint = "Enter"
		}
		add(one.Label, hint, one.Kind, func() { d.choose(one) })
	}
	head := VStack(12, NewText(title, Title), content)
	d.sheet = &sheet{canvas: c, size: fyne.NewSize(440, 0), top: -1, key: d.key, shortcut: d.shortcut,
		content: Inset(18, 20, 16, 20, Dock(nil, Inset(16, 0, 0, 0, row), nil, nil, head))}
	return d
}

// SetWidth changes the dialog's width in pixels, before it is shown.
func (d *Dialog) SetWidth(w float32) { d.sheet.size.Width = w }

// OnClosed is called after the dialog closed, however it did.
func (d *Dialog) OnClosed(f func()) { d.closed = f }

// Buttons gives the cancel button and the choices, in order.
func (d *Dialog) Buttons() []*KeyButton { return d.buttons }

// Show opens the dialog with the focus on first, or on the button that Enter presses if it is nil.
func (d *Dialog) Show(first fyne.Focusable) {
	if first == nil {
		first = d.buttons[d.enter]
	} else if d.enter > 0 {
		// In a field Enter belongs to the input method.
		d.buttons[d.enter].SetLabel(d.buttons[d.enter].Label(), "Ctrl+Enter")
	}
	d.sheet.show(first)
}

// Close closes the dialog and does nothing else.
func (d *Dialog) Close() {
	if !d.sheet.open {
		return
	}
	d.sheet.hide()
	if d.closed != nil {
		d.closed()
	}
}

func (d *Dialog) choose(one Choice) {
	if one.Keep != nil && one.Keep() {
		return
	}
	d.Close()
	if one.Do != nil {
		one.Do()
	}
}

func (d *Dialog) key(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		d.Close()
	case fyne.KeyReturn, fyne.KeyEnter:
		d.buttons[d.enter].Press()
	case fyne.KeyLeft, fyne.KeyRight:
		d.move(ev.Name == fyne.KeyRight)
	}
}

// move walks along the buttons with ← and →.
func (d *Dialog) move(right bool) {
	for i, b := range d.buttons {
		if !b.focused {
			continue
		}
		next := i - 1
		if right {
			next = i + 1
		}
		if next >= 0 && next < len(d.buttons) {
			d.sheet.canvas.Focus(d.buttons[next])
		}
		return
	}
}

func (d *Dialog) shortcut(s fyne.Shortcut) {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) == 0 {
		return
	}
	if c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter {
		d.buttons[d.enter].Press()
	}
}

// Confirm asks before something that can't be undone. Enter and Esc both leave everything as it is.
func Confirm(c fyne.Canvas, title, text, label string, do func()) *Dialog {
	d := NewDialog(c, title, NewNote(text, Body), Choice{Label: label, Kind: Danger, Do: do})
	d.Show(nil)
	return d
}

// Tell says something that needs no choice.
func Tell(c fyne.Canvas, title, text string) *Dialog {
	d := NewDialog(c, title, NewNote(text, Body.In(look.Text)))
	d.Show(nil)
	return d
}
