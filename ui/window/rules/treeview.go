package rules

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// Measures of the editor's rows, in pixels.
const (
	treeIndent = 22
	treeLeft   = 8
	cellHeight = 26
	cellGap    = 5
	cellPad    = 9
	noteHeight = 17
	crossWidth = 26
)

// treeView shows an edit's rows and works on them by keyboard and mouse. Which changes they stand for is the editor's.
type treeView struct {
	widget.BaseWidget
	rows    []row
	row     int // of the cursor
	cell    int
	hover   int
	focused bool

	open   func(r, c int, typed string) // a cell was chosen; typed is what was typed already
	remove func(r int)
	drop   func(r, c int) // one value of a row
	move   func(r int, key fyne.KeyName)
	menu   func(r int) *fyne.Menu
	moved  func() // the cursor stands elsewhere
	pass   func(*fyne.KeyEvent)

	lines []treeLine
	width float32
}

// treeLine is where a row stands.
type treeLine struct {
	y, h  float32
	cells []cellBox
	note  float32 // y of the line below the cells
}

type cellBox struct{ x, y, w float32 }

func newTreeView() *treeView {
	t := &treeView{hover: -1}
	t.ExtendBaseWidget(t)
	return t
}

// set shows other rows; the cursor stays where it is, if it can.
func (t *treeView) set(rows []row) {
	t.rows = rows
	t.clamp()
	t.width = 0
	t.Refresh()
}

// goTo puts the cursor onto a cell.
func (t *treeView) goTo(r, c int) {
	t.row, t.cell = r, c
	t.clamp()
	t.Refresh()
	if t.moved != nil {
		t.moved()
	}
}

func (t *treeView) clamp() {
	t.row = min(max(t.row, 0), max(0, len(t.rows)-1))
	for t.row < len(t.rows)-1 && t.rows[t.row].kind == rowTitle {
		t.row++
	}
	if t.row < len(t.rows) {
		t.cell = min(max(t.cell, 0), max(0, len(t.rows[t.row].cells)-1))
	}
}

// step finds the next row that can be chosen.
func (t *treeView) step(from, by int) int {
	for i := from + by; i >= 0 && i < len(t.rows); i += by {
		if t.rows[i].kind != rowTitle {
			return i
		}
	}
	return from
}

// arrange places rows and cells in a width.
func (t *treeView) arrange(width float32) {
	if width == t.width && len(t.lines) == len(t.rows) {
		return
	}
	t.width = width
	t.lines = make([]treeLine, len(t.rows))
	y := float32(0)
	for i, r := range t.rows {
		l := treeLine{y: y}
		if r.kind == rowTitle {
			if i > 0 {
				l.y += 8
			}
			l.h = 24
			l.cells = []cellBox{{treeLeft, 0, width}}
			t.lines[i] = l
			y = l.y + l.h
			continue
		}
		left := float32(treeLeft + treeIndent*r.depth)
		x, cy := left, float32(3)
		room := max(width-crossWidth, left+120)
		for _, c := range r.cells {
			w := min(look.TextWidth(c.text, look.SizeText, r.kind == rowHeader)+2*cellPad, room-left)
			if x > left && x+w > room {
				x, cy = left+treeIndent, cy+cellHeight+4
			}
			l.cells = append(l.cells, cellBox{x, cy, w})
			x += w + cellGap
		}
		l.h = cy + cellHeight + 3
		if r.note != "" || r.fault != "" {
			l.note = l.h - 2
			l.h += noteHeight
		}
		t.lines[i] = l
		y += l.h
	}
}

func (t *treeView) height() float32 {
	if len(t.lines) == 0 {
		return 0
	}
	last := t.lines[len(t.lines)-1]
	return last.y + last.h + 8
}

// hit finds what a point lies on; cell -1 is the row beside its cells, -2 its cross.
func (t *treeView) hit(p fyne.Position) (r, c int) {
	for i, l := range t.lines {
		if p.Y < l.y || p.Y >= l.y+l.h || t.rows[i].kind == rowTitle {
			continue
		}
		if p.X >= t.width-crossWidth && removable(t.rows[i]) {
			return i, -2
		}
		for j, b := range l.cells {
			if p.X >= b.x && p.X < b.x+b.w && p.Y >= l.y+b.y && p.Y < l.y+b.y+cellHeight {
				return i, j
			}
		}
		return i, -1
	}
	return -1, -1
}

func removable(r row) bool {
	return r.kind == rowCond || r.kind == rowAction || r.kind == rowStop || r.kind == rowHeader && len(r.path) > 0
}

// Tapped is Fyne's.
func (t *treeView) Tapped(ev *fyne.PointEvent) {
	t.takeFocus()
	r, c := t.hit(ev.Position)
	switch {
	case r < 0:
	case c == -2:
		t.remove(r)
	case c == -1:
		t.goTo(r, 0)
	default:
		t.goTo(r, c)
		t.open(r, c, "")
	}
}

// TappedSecondary is Fyne's.
func (t *treeView) TappedSecondary(ev *fyne.PointEvent) {
	t.takeFocus()
	if r, c := t.hit(ev.Position); r >= 0 {
		t.goTo(r, max(0, c))
		t.showMenu(ev.AbsolutePosition)
	}
}

func (t *treeView) showMenu(p fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(t)
	if t.menu == nil || c == nil {
		return
	}
	if m := t.menu(t.row); m != nil {
		widget.ShowPopUpMenuAtPosition(m, c, p)
	}
}

func (t *treeView) takeFocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil && c.Focused() != fyne.Focusable(t) {
		c.Focus(t)
	}
}

// MouseIn is Fyne's.
func (t *treeView) MouseIn(ev *desktop.MouseEvent) { t.MouseMoved(ev) }

// MouseMoved is Fyne's.
func (t *treeView) MouseMoved(ev *desktop.MouseEvent) {
	if r, _ := t.hit(ev.Position); r != t.hover {
		t.hover = r
		t.Refresh()
	}
}

// MouseOut is Fyne's.
func (t *treeView) MouseOut() { t.hover = -1; t.Refresh() }

// FocusGained is Fyne's.
func (t *treeView) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost is Fyne's.
func (t *treeView) FocusLost() { t.focused = false; t.Refresh() }

// CreateRenderer is Fyne's.
func (t *treeView) CreateRenderer() fyne.WidgetRenderer {
	r := &treeRenderer{t: t}
	r.build()
	return r
}

type treeRenderer struct {
	t       *treeView
	objects []fyne.CanvasObject
}

func (r *treeRenderer) Destroy()                     {}
func (r *treeRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *treeRenderer) MinSize() fyne.Size {
	w := r.t.Size().Width
	if w <= 0 {
		w = 480
	}
	r.t.arrange(w)
	return fyne.NewSize(240, r.t.height())
}

func (r *treeRenderer) Layout(s fyne.Size) {
	if s.Width != r.t.width {
		r.build()
	}
}

func (r *treeRenderer) Refresh() {
	r.build()
	canvas.Refresh(r.t)
}
