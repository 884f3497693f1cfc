package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// Measures of the rail, in pixels.
const (
	navWidth float32 = 148
	navItem  float32 = 34
	navTop   float32 = 51
	navPad   float32 = 16
)

// Area is one entry of the rail.
type Area struct {
	ID    string // the screen's name in code
	Title string // 受注
	Count int    // shown when above zero: what waits there
	Foot  bool   // stands at the rail's foot: 設定
}

// NavRail is the dark column of areas at the left of the window. One Tab stop: the arrows move,
// Enter opens.
type NavRail struct {
	widget.BaseWidget
	title    string
	areas    []Area
	foot     []string
	selected int
	cursor   int // where the keyboard is
	hover    int // where the pointer is, -1 = nowhere
	focused  bool
	open     func(id string)
}

// NewNavRail makes the rail; open is called with the ID of the area that the owner chose, and the
// rail shows it as selected already.
func NewNavRail(title string, areas []Area, open func(id string)) *NavRail {
	n := &NavRail{title: title, areas: areas, open: open, hover: -1}
	n.ExtendBaseWidget(n)
	return n
}

// Select marks an area as open without calling back.
func (n *NavRail) Select(id string) {
	for i, a := range n.areas {
		if a.ID == id && n.selected != i {
			n.selected, n.cursor = i, i
			n.Refresh()
		}
	}
}

// Selected tells the ID of the open area.
func (n *NavRail) Selected() string {
	if n.selected >= len(n.areas) {
		return ""
	}
	return n.areas[n.selected].ID
}

// SetCount changes the number beside an area.
func (n *NavRail) SetCount(id string, count int) {
	for i := range n.areas {
		if n.areas[i].ID == id && n.areas[i].Count != count {
			n.areas[i].Count = count
			n.Refresh()
		}
	}
}

// SetFoot changes the small lines at the foot: 自動保存済み, バックアップ 8:24. At most two are shown.
func (n *NavRail) SetFoot(lines ...string) {
	n.foot = lines[:min(2, len(lines))]
	n.Refresh()
}

func (n *NavRail) choose(i int) {
	n.selected, n.cursor = i, i
	n.Refresh()
	if n.open != nil {
		n.open(n.areas[i].ID)
	}
}

// top is where an area's row begins in a rail of a height.
func (n *NavRail) top(i int, height float32) float32 {
	if !n.areas[i].Foot {
		y := navTop
		for _, a := range n.areas[:i] {
			if !a.Foot {
				y += navItem
			}
		}
		return y
	}
	below := float32(0)
	for _, a := range n.areas[i:] {
		if a.Foot {
			below += navItem
		}
	}
	return height - 55 - below
}

func (n *NavRail) at(p fyne.Position) int {
	for i := range n.areas {
		if y := n.top(i, n.Size().Height); p.Y >= y && p.Y < y+navItem {
			return i
		}
	}
	return -1
}

// Tapped is Fyne's.
func (n *NavRail) Tapped(ev *fyne.PointEvent) {
	if i := n.at(ev.Position); i >= 0 {
		n.choose(i)
	}
}

// MouseIn is Fyne's.
func (n *NavRail) MouseIn(ev *desktop.MouseEvent) { n.MouseMoved(ev) }

// MouseMoved is Fyne's.
func (n *NavRail) MouseMoved(ev *desktop.MouseEvent) {
	if i := n.at(ev.Position); i != n.hover {
		n.hover = i
		n.Refresh()
	}
}

// MouseOut is Fyne's.
func (n *NavRail) MouseOut() { n.hover = -1; n.Refresh() }

// FocusGained is Fyne's.
func (n *NavRail) FocusGained() { n.focused, n.cursor = true, n.selected; n.Refresh() }

// FocusLost is Fyne's.
func (n *NavRail) FocusLost() { n.focused = false; n.Refresh() }

// TypedRune is Fyne's.
func (n *NavRail) TypedRune(r rune) {
	if r != ' ' {
		PassRune(n, r)
	}
}

// TypedKey is Fyne's.
func (n *NavRail) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp:
		n.cursor = max(0, n.cursor-1)
	case fyne.KeyDown:
		n.cursor = min(len(n.areas)-1, n.cursor+1)
	case fyne.KeyHome:
		n.cursor = 0
	case fyne.KeyEnd:
		n.cursor = len(n.areas) - 1
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if n.cursor < len(n.areas) {
			n.choose(n.cursor)
		}
		return
	default:
		PassKey(n, ev)
		return
	}
	n.Refresh()
}

type navRow struct {
	ground, edge *canvas.Rectangle
	title, count *canvas.Text
}

// CreateRenderer is Fyne's.
func (n *NavRail) CreateRenderer() fyne.WidgetRenderer {
	back, frame := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	frame.StrokeWidth = 2
	name := &canvas.Text{}
	foot := [2]*canvas.Text{{}, {}}
	d := &drawing{part: n, objects: []fyne.CanvasObject{back, name, foot[0], foot[1]}}
	rows := make([]navRow, len(n.areas))
	for i := range rows {
		rows[i] = navRow{canvas.NewRectangle(nil), canvas.NewRectangle(nil), &canvas.Text{},
			&canvas.Text{Alignment: fyne.TextAlignTrailing}}
		d.objects = append(d.objects, rows[i].ground, rows[i].edge, rows[i].title, rows[i].count)
	}
	d.objects = append(d.objects, frame)
	brand, item := Title.At(17).In(look.NavStrong), Body.In(look.NavText)
	count, small := Caption.In(look.NavText), Style{Size: look.SizeChip, Color: look.NavFoot}
	d.paint = func() {
		back.FillColor = look.Color(look.NavBackground)
		frame.StrokeColor = look.Color(look.NavEdge)
		frame.Hidden = !n.focused
		brand.write(name, n.title)
		for i, r := range rows {
			on := i == n.selected
			r.ground.FillColor, r.edge.FillColor = look.Color(look.NavSelected), look.Color(look.NavEdge)
			if !on {
				r.ground.FillColor = look.Color(look.NavHover)
			}
			r.ground.Hidden, r.edge.Hidden = !on && i != n.hover, !on
			t, c := item, count
			if on {
				t, c = item.In(look.NavStrong), count.In(look.NavStrong)
			}
			t.write(r.title, n.areas[i].Title)
			text := ""
			if n.areas[i].Count > 0 {
				text = Count(n.areas[i].Count)
			}
			c.write(r.count, text)
		}
		for i, t := range foot {
			text := ""
			if i < len(n.foot) {
				text = look.Shorten(n.foot[i], navWidth-navPad, look.SizeChip, false)
			}
			small.write(t, text)
		}
	}
	d.min = func() fyne.Size { return fyne.NewSize(navWidth, navTop+navItem*float32(len(n.areas))+60) }
	d.layout = func(s fyne.Size) {
		back.Resize(s)
		place(name, navPad, 13, s.Width-navPad, brand.lineHeight())
		for i, r := range rows {
			y := n.top(i, s.Height)
			place(r.ground, 0, y, s.Width, navItem)
			place(r.edge, 0, y, 3, navItem)
			h := item.lineHeight()
			place(r.title, navPad, y+item.top(navItem), s.Width-2*navPad, h)
			place(r.count, navPad, y+item.top(navItem)+item.baseline()-count.baseline(), s.Width-2*navPad, count.lineHeight())
			if i == n.cursor {
				place(frame, 1, y+1, s.Width-2, navItem-2)
			}
		}
		place(foot[0], navPad, s.Height-49, s.Width-navPad, small.lineHeight())
		place(foot[1], navPad, s.Height-33, s.Width-navPad, small.lineHeight())
	}
	d.paint()
	return d
}
