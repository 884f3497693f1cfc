package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// Tab is one status or saved search with its count.
type Tab struct {
	ID    string
	Title string
	Count int       // below zero: no badge
	Tone  look.Tone // the badge's colour
}

// StatusTabs is the row of tabs above a list. One Tab stop: ← and → move and open. The tabs wrap
// onto a second row where the window is narrow, so that no status is ever out of sight.
type StatusTabs struct {
	widget.BaseWidget
	tabs     []Tab
	selected int
	hover    int
	focused  bool
	open     func(id string)
}

// NewStatusTabs makes the row; open is called with the ID of the tab that the owner chose.
func NewStatusTabs(tabs []Tab, open func(id string)) *StatusTabs {
	t := &StatusTabs{tabs: tabs, open: open, hover: -1}
	t.ExtendBaseWidget(t)
	return t
}

// SetTabs replaces tabs and counts; the open tab stays open if it is still there, else the first is.
func (t *StatusTabs) SetTabs(tabs []Tab) {
	id := t.Selected()
	t.tabs, t.selected, t.hover = tabs, 0, -1
	for i, tab := range tabs {
		if tab.ID == id {
			t.selected = i
		}
	}
	t.Refresh()
}

// Select opens a tab without calling back.
func (t *StatusTabs) Select(id string) {
	for i, tab := range t.tabs {
		if tab.ID == id && t.selected != i {
			t.selected = i
			t.Refresh()
		}
	}
}

// Selected tells the ID of the open tab, "" if there are none.
func (t *StatusTabs) Selected() string {
	if t.selected >= len(t.tabs) {
		return ""
	}
	return t.tabs[t.selected].ID
}

func (t *StatusTabs) choose(i int) {
	if i < 0 || i >= len(t.tabs) || i == t.selected {
		return
	}
	t.selected = i
	t.Refresh()
	if t.open != nil {
		t.open(t.tabs[i].ID)
	}
}

// Measures of a tab, in pixels.
const (
	tabHeight float32 = 37
	tabPad    float32 = 9
	tabGap    float32 = 3
)

// width reserves the bold width, so that choosing a tab moves none of the others.
func (t *StatusTabs) width(i int) float32 {
	w := look.TextWidth(t.tabs[i].Title, look.SizeText, true) + 2*tabPad
	if t.tabs[i].Count >= 0 {
		w += 6 + badge{}.width(t.tabs[i].Count)
	}
	return w
}

// boxes tells where each tab stands in a width.
func (t *StatusTabs) boxes(width float32) (pos []fyne.Position, rows int) {
	x, y := float32(0), float32(0)
	for i := range t.tabs {
		w := t.width(i)
		if x > 0 && x+w > width {
			x, y = 0, y+tabHeight
		}
		pos = append(pos, fyne.NewPos(x, y))
		x += w + tabGap
	}
	return pos, int(y/tabHeight) + 1
}

func (t *StatusTabs) at(p fyne.Position) int {
	pos, _ := t.boxes(t.Size().Width)
	for i, q := range pos {
		if p.X >= q.X && p.X < q.X+t.width(i) && p.Y >= q.Y && p.Y < q.Y+tabHeight {
			return i
		}
	}
	return -1
}

// Tapped is Fyne's.
func (t *StatusTabs) Tapped(ev *fyne.PointEvent) { t.choose(t.at(ev.Position)) }

// MouseIn is Fyne's.
func (t *StatusTabs) MouseIn(ev *desktop.MouseEvent) { t.MouseMoved(ev) }

// MouseMoved is Fyne's.
func (t *StatusTabs) MouseMoved(ev *desktop.MouseEvent) {
	if i := t.at(ev.Position); i != t.hover {
		t.hover = i
		t.Refresh()
	}
}

// MouseOut is Fyne's.
func (t *StatusTabs) MouseOut() { t.hover = -1; t.Refresh() }

// FocusGained is Fyne's.
func (t *StatusTabs) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost is Fyne's.
func (t *StatusTabs) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune is Fyne's.
func (t *StatusTabs) TypedRune(r rune) { PassRune(t, r) }

// TypedKey is Fyne's.
func (t *StatusTabs) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		t.choose(t.selected - 1)
	case fyne.KeyRight:
		t.choose(t.selected + 1)
	case fyne.KeyHome:
		t.choose(0)
	case fyne.KeyEnd:
		t.choose(len(t.tabs) - 1)
	default:
		PassKey(t, ev)
	}
}

// CreateRenderer is Fyne's.
func (t *StatusTabs) CreateRenderer() fyne.WidgetRenderer {
	under, frame, hover := canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	frame.StrokeWidth, frame.CornerRadius, hover.CornerRadius = 2, look.Radius, look.Radius
	d := &drawing{part: t}
	var titles []*canvas.Text
	var badges []badge
	d.paint = func() {
		for len(titles) < len(t.tabs) {
			titles, badges = append(titles, &canvas.Text{}), append(badges, newBadge())
		}
		titles, badges = titles[:len(t.tabs)], badges[:len(t.tabs)]
		under.FillColor, frame.StrokeColor = look.Color(look.Link), look.Color(look.Attention)
		hover.FillColor = look.Color(look.Hover)
		under.Hidden, frame.Hidden = len(t.tabs) == 0, !t.focused || len(t.tabs) == 0
		hover.Hidden = t.hover < 0 || t.hover == t.selected
		d.objects = append(d.objects[:0], hover)
		for i, tab := range t.tabs {
			s := Body.In(look.Secondary)
			if i == t.selected {
				s = Strong
			}
			s.write(titles[i], tab.Title)
			badges[i].write(tab.Count, tab.Tone, i == t.selected)
			badges[i].ground.Hidden, badges[i].word.Hidden = tab.Count < 0, tab.Count < 0
			d.objects = append(d.objects, titles[i], badges[i].ground, badges[i].word)
		}
		d.objects = append(d.objects, under, frame)
	}
	d.min = func() fyne.Size {
		widest := float32(0)
		for i := range t.tabs {
			widest = max(widest, t.width(i))
		}
		rows := 1 // until the width is known
		if w := t.Size().Width; w > 0 {
			_, rows = t.boxes(max(widest, w))
		}
		return fyne.NewSize(widest, tabHeight*float32(rows))
	}
	d.layout = func(s fyne.Size) {
		pos, _ := t.boxes(s.Width)
		h := Body.lineHeight()
		for i, p := range pos {
			w := t.width(i)
			y := p.Y + Body.top(tabHeight)
			titleWidth := look.TextWidth(t.tabs[i].Title, look.SizeText, true)
			place(titles[i], p.X+tabPad, y, titleWidth, h)
			bw := badges[i].width(t.tabs[i].Count)
			badges[i].place(p.X+tabPad+titleWidth+6, p.Y+middle(tabHeight, 16), bw)
			if i == t.selected {
				place(under, p.X, p.Y+tabHeight-2, w, 2)
				place(frame, p.X, p.Y+3, w, tabHeight-6)
			}
			if i == t.hover {
				place(hover, p.X, p.Y+4, w, tabHeight-8)
			}
		}
	}
	d.paint()
	return d
}
