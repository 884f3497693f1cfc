package grid

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// doubleClick is how near to each other two clicks open a row.
const doubleClick = 400 * time.Millisecond

// body is the scrolled area. Row i is drawn by slot i modulo the number of slots: while the body
// scrolls by one row, one slot changes.
type body struct {
	widget.BaseWidget
	g       *Grid
	slots   []*slot
	objects []fyne.CanvasObject
	hover   int
	pressed bool // the press was handled, so that Tapped is not one more
	clicked int
	at      time.Time
}

func newBody(g *Grid) *body {
	b := &body{g: g, hover: -1, clicked: -1}
	b.ExtendBaseWidget(b)
	return b
}

// forget lets every slot be filled anew by the next update: other rows, other colours.
func (b *body) forget() {
	for _, s := range b.slots {
		s.row = -1
	}
}

// rearrange follows the columns: all cells are placed anew.
func (b *body) rearrange() { b.forget() }

// update fills the slots that show another row than before.
func (b *body) update() {
	top, height := b.g.viewport()
	n := b.g.rows.Len()
	need := 0
	if height > 0 {
		need = int(math.Ceil(float64(height/look.RowHeight))) + 1
	}
	if len(b.slots) < need || b.g.fit && len(b.slots) != need {
		for len(b.slots) < need {
			s := newSlot()
			b.slots = append(b.slots, s)
			b.objects = append(b.objects, s.box)
		}
		b.forget()
	}
	if len(b.slots) == 0 {
		return
	}
	first := max(0, int(top/look.RowHeight))
	width := max(b.g.total, b.Size().Width)
	for i := first; i < first+len(b.slots); i++ {
		s := b.slots[i%len(b.slots)]
		if i >= n {
			s.hide()
			continue
		}
		if s.row != i {
			s.show(i, b.g.rows.Row(i), b.g.shown, width)
			b.paintMark(s)
		}
	}
}

// paintMarks redraws selection, hover and cursor, and no text.
func (b *body) paintMarks() {
	for _, s := range b.slots {
		if s.row >= 0 {
			b.paintMark(s)
		}
	}
}

func (b *body) paintMark(s *slot) {
	marked := b.g.sel.Has(s.row)
	s.mark(marked, s.row == b.hover, b.g.focused && s.row == b.g.sel.Cursor())
}

func (b *body) rowAt(p fyne.Position) int {
	i := int(p.Y / look.RowHeight)
	if p.Y < 0 || i >= b.g.rows.Len() {
		return -1
	}
	return i
}

// MouseDown selects at once, as lists do: waiting for the button to come up feels slow.
func (b *body) MouseDown(ev *desktop.MouseEvent) {
	b.g.focus()
	i := b.rowAt(ev.Position)
	if ev.Button == desktop.MouseButtonSecondary {
		if i >= 0 && !b.g.sel.Has(i) {
			b.g.sel.Click(i)
			b.g.selected()
		}
		return
	}
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	b.pressed = true
	b.press(i, ev.Modifier)
}

// MouseUp is Fyne's.
func (b *body) MouseUp(*desktop.MouseEvent) {}

// Tapped is Fyne's; without a mouse press before it (touch) it selects.
func (b *body) Tapped(ev *fyne.PointEvent) {
	b.g.focus() // Fyne takes the focus away from a widget that isn't the tapped one
	if !b.pressed {
		b.press(b.rowAt(ev.Position), 0)
	}
	b.pressed = false
}

func (b *body) press(i int, mod fyne.KeyModifier) {
	g := b.g
	if i < 0 {
		return
	}
	switch {
	case mod&fyne.KeyModifierShift != 0:
		g.sel.Extend(i)
	case mod&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0:
		g.sel.Toggle(i)
	default:
		again := b.clicked == i && time.Since(b.at) < doubleClick
		b.clicked, b.at = i, time.Now()
		g.sel.Click(i)
		if again {
			b.clicked = -1
			g.selected()
			g.open(i)
			return
		}
	}
	g.selected()
}

// TappedSecondary opens the menu of the marked rows.
func (b *body) TappedSecondary(ev *fyne.PointEvent) { b.g.showMenu(ev.AbsolutePosition) }

// MouseIn is Fyne's.
func (b *body) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved is Fyne's.
func (b *body) MouseMoved(ev *desktop.MouseEvent) { b.setHover(b.rowAt(ev.Position)) }

// MouseOut is Fyne's.
func (b *body) MouseOut() { b.setHover(-1) }

func (b *body) setHover(i int) {
	if i == b.hover {
		return
	}
	old := b.hover
	b.hover = i
	for _, s := range b.slots {
		if s.row >= 0 && (s.row == old || s.row == i) {
			b.paintMark(s)
		}
	}
}

// CreateRenderer is Fyne's.
func (b *body) CreateRenderer() fyne.WidgetRenderer { return bodyRenderer{b} }

type bodyRenderer struct{ b *body }

func (r bodyRenderer) Destroy()                     {}
func (r bodyRenderer) Objects() []fyne.CanvasObject { return r.b.objects }

func (r bodyRenderer) MinSize() fyne.Size {
	if r.b.g.fit {
		return fyne.NewSize(0, look.RowHeight*float32(r.b.g.rows.Len()))
	}
	return fyne.NewSize(r.b.g.total, look.RowHeight*float32(r.b.g.rows.Len()))
}

func (r bodyRenderer) Layout(fyne.Size) { r.b.forget(); r.b.update() }
func (r bodyRenderer) Refresh()         { canvas.Refresh(r.b) }
