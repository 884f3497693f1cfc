// Package grid is the list of 店番's window: 100,000 orders in typed columns, of which only the rows
// in sight are drawn. It sorts nothing and selects nothing by itself: rows come from a Rows, the
// order is asked for through OnSort, and what is marked is a Selection, which is plain data.
//
// The rows are bare canvas texts on one scrolled body and are used again as the body scrolls, the
// way Fyne's List does it. A List itself would not do: it can't scroll sideways, leaves gaps between
// its rows and refreshes all of them for each one selected.
//
// Keys: ↑ ↓ PageUp PageDown Home End move, with Shift they extend, Ctrl+A marks all, Space marks one
// more, Enter opens, Ctrl+C copies as tab separated text, the menu key or Shift+F10 opens the menu.
// What the grid has no use for goes on to the screen (part.PassKey).
package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// Grid is the list. Set the callbacks before it is shown; all are called on the main goroutine and
// must return at once.
type Grid struct {
	widget.BaseWidget

	// OnSelect is called whenever cursor or marks changed.
	OnSelect func(*Selection)
	// OnOpen is called for Enter and a double click.
	OnOpen func(row int)
	// OnSort is called when the owner wants another order; the header shows it already. Sort the
	// rows (in a goroutine, if that takes time) and hand them over with SetRows.
	OnSort func(Sort)
	// OnColumns is called when a width or the choice of columns changed, to be kept.
	OnColumns func([]ColumnState)
	// OnMenu gives the menu for the marked rows; nil is no menu.
	OnMenu func(rows []int) *fyne.Menu
	// OnCopy gets the marked rows for Ctrl+C. Nil copies them as TSV; set it where tens of thousands
	// of rows may be marked and build the text in a goroutine.
	OnCopy func(rows []int)
	// OnShortcut sees each shortcut that the grid has no use for before the screen does.
	OnShortcut func(fyne.Shortcut) bool

	columns  []Column
	original []Column
	rows     Rows
	sort     Sort
	sel      Selection
	empty    fyne.CanvasObject
	fit      bool // as high as its rows, without scrolling
	focused  bool
	shift    bool
	later    int // row to bring into sight once there is a size, -1 = none

	shown  []shown
	total  float32
	header *header
	body   *body
	scroll *container.Scroll
}

// New makes an empty grid that scrolls.
func New(columns []Column) *Grid {
	g := &Grid{later: -1, columns: columns, original: append([]Column(nil), columns...), rows: Fixed{}}
	g.header, g.body = newHeader(g), newBody(g)
	g.scroll = container.NewScroll(g.body)
	g.scroll.OnScrolled = func(fyne.Position) { g.scrolled() }
	g.shown, g.total = arrange(g.columns, 0, nil)
	g.ExtendBaseWidget(g)
	return g
}

// NewTable makes a short table: as high as its rows, one row selectable at a time, and the wheel
// scrolls the page that it stands on.
func NewTable(columns []Column) *Grid {
	g := New(columns)
	g.fit, g.sel.single = true, true
	return g
}

// SetRows shows other rows. If old and new ones are Keyed, the same rows stay marked and the cursor
// stays on its row; the old Rows must be readable until this returns.
func (g *Grid) SetRows(rows Rows) {
	oldKeys, was := g.rows.(Keyed)
	newKeys, is := rows.(Keyed)
	marks := g.sel.Count()
	if was && is {
		g.sel.rekey(oldKeys.Key, rows.Len(), newKeys.Key)
	} else {
		g.sel.Reset(rows.Len())
	}
	g.rows = rows
	g.body.forget()
	g.Refresh()
	if marks != g.sel.Count() {
		g.selected()
	}
}

// Rows gives what is shown.
func (g *Grid) Rows() Rows { return g.rows }

// Selection gives cursor and marks, to be read. Change them with Select and the like.
func (g *Grid) Selection() *Selection { return &g.sel }

// Select marks one row, scrolls to it and calls back.
func (g *Grid) Select(row int) {
	g.sel.Click(row)
	g.ScrollTo(row)
	g.selected()
}

// SelectAll marks every row and calls back.
func (g *Grid) SelectAll() { g.sel.All(); g.selected() }

// SelectNone marks no row and calls back.
func (g *Grid) SelectNone() { g.sel.None(); g.selected() }

func (g *Grid) selected() {
	g.body.paintMarks()
	if g.OnSelect != nil {
		g.OnSelect(&g.sel)
	}
}

// SetEmpty says what to show while there are no rows.
func (g *Grid) SetEmpty(o fyne.CanvasObject) { g.empty = o; g.Refresh() }

// SetSort shows an order in the header without calling back.
func (g *Grid) SetSort(s Sort) { g.sort = s; g.header.Refresh() }

// Sort tells the order that the header shows.
func (g *Grid) Sort() Sort { return g.sort }

// SortBy does what a click on a title does: ascending first, then descending.
func (g *Grid) SortBy(column string) {
	for _, c := range g.columns {
		if c.ID != column || c.NoSort {
			continue
		}
		g.sort = Sort{column, g.sort.Column == column && !g.sort.Descending}
		g.header.Refresh()
		if g.OnSort != nil {
			g.OnSort(g.sort)
		}
	}
}

// ScrollTo brings a row into sight.
func (g *Grid) ScrollTo(row int) {
	if g.fit || row < 0 || row >= g.rows.Len() {
		return
	}
	height := g.scroll.Size().Height
	g.later = -1
	if height <= 0 { // not on the screen yet
		g.later = row
		return
	}
	y, at := look.RowHeight*float32(row), g.scroll.Offset.Y
	switch {
	case y < at:
		at = y
	case y+look.RowHeight > at+height:
		at = y + look.RowHeight - height
	default:
		return
	}
	g.scroll.ScrollToOffset(fyne.NewPos(g.scroll.Offset.X, at))
	g.scrolled()
}

func (g *Grid) scrolled() {
	g.body.update()
	g.header.follow(g.scroll.Offset.X)
}

// page is how many rows PageDown goes.
func (g *Grid) page() int { return max(1, int(g.scroll.Size().Height/look.RowHeight)-1) }

// viewport tells which part of the body is in sight.
func (g *Grid) viewport() (top, height float32) {
	if g.fit {
		return 0, look.RowHeight * float32(g.rows.Len())
	}
	return g.scroll.Offset.Y, g.scroll.Size().Height
}

// CreateRenderer is Fyne's.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer { return newGridRenderer(g) }

type gridRenderer struct {
	g       *Grid
	ground  *canvas.Rectangle
	header  *container.Clip
	main    fyne.CanvasObject // the body in its scroll or clip
	objects []fyne.CanvasObject
}

func newGridRenderer(g *Grid) *gridRenderer {
	r := &gridRenderer{g: g, ground: canvas.NewRectangle(nil), header: container.NewClip(g.header), main: g.scroll}
	if g.fit {
		r.main = container.NewClip(g.body)
	}
	r.paint()
	return r
}

func (r *gridRenderer) paint() {
	r.ground.FillColor = look.Color(look.Background)
	if r.g.fit {
		r.ground.FillColor = look.Color(look.Surface)
	}
	r.objects = append(r.objects[:0], r.ground, r.main, r.header)
	if r.g.rows.Len() == 0 && r.g.empty != nil {
		r.objects = append(r.objects, r.g.empty)
	}
}

func (r *gridRenderer) Destroy()                     {}
func (r *gridRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *gridRenderer) MinSize() fyne.Size {
	h := headerHeight + 2*look.RowHeight
	if r.g.fit {
		h = headerHeight + look.RowHeight*float32(r.g.rows.Len())
		if r.g.rows.Len() == 0 && r.g.empty != nil {
			h += r.g.empty.MinSize().Height
		}
	}
	return fyne.NewSize(160, h)
}

func (r *gridRenderer) Layout(s fyne.Size) {
	g := r.g
	g.shown, g.total = arrange(g.columns, s.Width, g.shown)
	r.ground.Resize(s)
	r.header.Resize(fyne.NewSize(s.Width, headerHeight))
	g.header.Resize(fyne.NewSize(s.Width, headerHeight))
	rest := fyne.NewSize(s.Width, max(0, s.Height-headerHeight))
	for _, o := range r.objects[1:] {
		if o == r.header {
			continue
		}
		o.Move(fyne.NewPos(0, headerHeight))
		o.Resize(rest)
	}
	g.header.layout()
	g.body.rearrange()
	if !g.fit {
		g.scroll.ScrollToOffset(g.scroll.Offset) // clamps, when there are fewer rows now
		g.scroll.Refresh()
	}
	g.body.update()
	if g.later >= 0 {
		g.ScrollTo(g.later)
	}
}

func (r *gridRenderer) Refresh() {
	r.paint()
	r.ground.Refresh()
	r.g.header.Refresh()
	r.g.body.forget()
	r.Layout(r.g.Size())
	canvas.Refresh(r.g)
}
