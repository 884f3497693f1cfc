package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// header is the row of titles: a click sorts, dragging an edge changes a width, the right button
// chooses columns.
type header struct {
	widget.BaseWidget
	g        *Grid
	offset   float32 // of the body, sideways
	hover    int     // in shown, -1 = none
	atEdge   bool
	dragging int // in g.columns, -1 = none
	ground   *canvas.Rectangle
	line     *canvas.Rectangle
	back     *canvas.Rectangle // behind the title under the pointer
	titles   []*canvas.Text
	marks    []*canvas.Text
	edges    []*canvas.Rectangle
	objects  []fyne.CanvasObject
}

func newHeader(g *Grid) *header {
	h := &header{g: g, hover: -1, dragging: -1, ground: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil),
		back: canvas.NewRectangle(nil)}
	h.ExtendBaseWidget(h)
	return h
}

// follow keeps the titles above their columns while the body scrolls sideways.
func (h *header) follow(offset float32) {
	if h.offset != offset {
		h.offset = offset
		h.layout()
	}
}

// layout writes and places all titles. The column arrangement is the grid's.
func (h *header) layout() {
	shown := h.g.shown
	for len(h.titles) < len(shown) {
		h.titles = append(h.titles, &canvas.Text{})
		h.marks = append(h.marks, &canvas.Text{})
		h.edges = append(h.edges, canvas.NewRectangle(nil))
	}
	h.ground.FillColor, h.line.FillColor = look.Color(look.Bar), look.Color(look.Line)
	h.back.FillColor, h.back.Hidden = look.Color(look.Hover), h.hover < 0 || h.hover >= len(shown)
	h.objects = append(h.objects[:0], h.ground, h.back, h.line)
	width := max(h.Size().Width, h.g.total)
	h.ground.Resize(fyne.NewSize(width, headerHeight))
	h.line.Move(fyne.NewPos(0, headerHeight-1))
	h.line.Resize(fyne.NewSize(width, 1))
	const size = look.SizeSecondary
	y := float32(int((headerHeight-lineHeight(size))/2 + 0.5))
	for i, c := range shown {
		t, m, e := h.titles[i], h.marks[i], h.edges[i]
		x := c.x - h.offset
		mark, markWidth := "", float32(0)
		if h.g.sort.Column == c.ID && c.ID != "" {
			mark, markWidth = "▲", 14
			if h.g.sort.Descending {
				mark = "▼"
			}
		}
		t.Text = look.Shorten(c.Title, c.w-2*cellPad-markWidth, size, false)
		t.TextSize, t.Color = size, look.Color(look.BarText)
		m.Text, m.TextSize, m.Color = mark, 9, look.Color(look.BarText)
		if mark != "" {
			t.Color = look.Color(look.Text)
		}
		w := look.TextWidth(t.Text, size, false)
		left := x + cellPad
		if c.Align == Right {
			left = x + c.w - cellPad - w - markWidth
		}
		t.Move(fyne.NewPos(left, y))
		t.Resize(fyne.NewSize(w+1, lineHeight(size)))
		m.Move(fyne.NewPos(left+w+4, y+3))
		m.Resize(fyne.NewSize(10, lineHeight(9)))
		e.FillColor, e.Hidden = look.Color(look.ButtonLine), i != h.hover
		e.Move(fyne.NewPos(x+c.w-1, 5))
		e.Resize(fyne.NewSize(1, headerHeight-10))
		if i == h.hover {
			h.back.Move(fyne.NewPos(x, 0))
			h.back.Resize(fyne.NewSize(c.w, headerHeight-1))
		}
		h.objects = append(h.objects, t, m, e)
	}
	for _, o := range h.objects {
		canvas.Refresh(o)
	}
}

// at tells the column under x, and whether x is at its right edge.
func (h *header) at(x float32) (i int, edge bool) {
	x += h.offset
	for i, c := range h.g.shown {
		if x >= c.x+c.w-edgeReach && x < c.x+c.w+edgeReach {
			return i, true
		}
	}
	for i, c := range h.g.shown {
		if x >= c.x && x < c.x+c.w {
			return i, false
		}
	}
	return -1, false
}

// Tapped sorts.
func (h *header) Tapped(ev *fyne.PointEvent) {
	if i, edge := h.at(ev.Position.X); i >= 0 && !edge {
		h.g.SortBy(h.g.shown[i].ID)
	}
}

// TappedSecondary opens the columns menu.
func (h *header) TappedSecondary(ev *fyne.PointEvent) { h.g.ShowColumnsMenu(ev.AbsolutePosition) }

// Dragged changes the width of the column whose edge was taken.
func (h *header) Dragged(ev *fyne.DragEvent) {
	if h.dragging < 0 {
		i, edge := h.at(ev.Position.X - ev.Dragged.DX)
		if !edge {
			return
		}
		h.dragging = h.g.shown[i].index
	}
	for _, c := range h.g.shown {
		if c.index == h.dragging {
			h.g.setWidth(h.dragging, ev.Position.X+h.offset-c.x)
			return
		}
	}
}

// DragEnd tells that the width is to be kept.
func (h *header) DragEnd() {
	if h.dragging >= 0 {
		h.dragging = -1
		h.g.keepColumns()
	}
}

// MouseIn is Fyne's.
func (h *header) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved is Fyne's.
func (h *header) MouseMoved(ev *desktop.MouseEvent) {
	i, edge := h.at(ev.Position.X)
	if i != h.hover || edge != h.atEdge {
		h.hover, h.atEdge = i, edge
		h.layout()
	}
}

// MouseOut is Fyne's.
func (h *header) MouseOut() { h.hover, h.atEdge = -1, false; h.layout() }

// Cursor is Fyne's.
func (h *header) Cursor() desktop.Cursor {
	if h.atEdge || h.dragging >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer is Fyne's.
func (h *header) CreateRenderer() fyne.WidgetRenderer { return headerRenderer{h} }

type headerRenderer struct{ h *header }

func (r headerRenderer) Destroy()                     {}
func (r headerRenderer) Objects() []fyne.CanvasObject { return r.h.objects }
func (r headerRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, headerHeight) }
func (r headerRenderer) Layout(fyne.Size)             { r.h.layout() }
func (r headerRenderer) Refresh()                     { r.h.layout(); canvas.Refresh(r.h) }
