package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// pressable is what all buttons share: pointer, focus, Enter and Space. The widget that embeds it
// sets self and calls ExtendBaseWidget.
type pressable struct {
	widget.BaseWidget
	self                       fyne.Focusable
	press                      func()
	hovered, focused, disabled bool
}

func (p *pressable) activate() {
	if !p.disabled && p.press != nil {
		p.press()
	}
}

// Press does what a click does, if the button can be pressed now.
func (p *pressable) Press() { p.activate() }

// Tapped is Fyne's.
func (p *pressable) Tapped(*fyne.PointEvent) { p.activate() }

// MouseIn is Fyne's.
func (p *pressable) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.Refresh() }

// MouseMoved is Fyne's.
func (p *pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is Fyne's.
func (p *pressable) MouseOut() { p.hovered = false; p.Refresh() }

// FocusGained is Fyne's.
func (p *pressable) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost is Fyne's.
func (p *pressable) FocusLost() { p.focused = false; p.Refresh() }

// TypedKey presses on Enter and Space and passes the rest on.
func (p *pressable) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.activate()
	default:
		PassKey(p.self.(fyne.CanvasObject), ev)
	}
}

// TypedRune passes characters on; the space was a key already.
func (p *pressable) TypedRune(r rune) {
	if r != ' ' {
		PassRune(p.self.(fyne.CanvasObject), r)
	}
}

// Enable lets the button be pressed.
func (p *pressable) Enable() {
	if p.disabled {
		p.disabled = false
		p.Refresh()
	}
}

// Disable greys the button out.
func (p *pressable) Disable() {
	if !p.disabled {
		p.disabled = true
		p.Refresh()
	}
}

// Disabled tells whether it is greyed out.
func (p *pressable) Disabled() bool { return p.disabled }

// SetEnabled is Enable or Disable.
func (p *pressable) SetEnabled(on bool) {
	if on {
		p.Enable()
	} else {
		p.Disable()
	}
}

// focusFrame is the outline of what the keyboard works on, two pixels outside of it.
type focusFrame struct{ *canvas.Rectangle }

func newFocusFrame() focusFrame {
	r := canvas.NewRectangle(nil)
	r.StrokeWidth, r.CornerRadius = 2, look.Radius+2
	r.Hide()
	return focusFrame{r}
}

func (f focusFrame) paint(on bool) {
	f.StrokeColor = look.Color(look.Attention)
	if on {
		f.Show()
	} else {
		f.Hide()
	}
}

func (f focusFrame) around(s fyne.Size) { place(f.Rectangle, -2, -2, s.Width+4, s.Height+4) }
