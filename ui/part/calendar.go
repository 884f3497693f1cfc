package part

import (
	"fmt"
	"image/color"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/app/jst"
	"miseban/ui/look"
)

// Measures of the calendar, in pixels.
const (
	calCell float32 = 32
	calHead float32 = 34
	calWeek float32 = 24
)

// Calendar shows one month. The arrows move by days and weeks, PageUp and PageDown by months,
// Enter chooses; a click chooses too.
type Calendar struct {
	widget.BaseWidget
	today, at jst.Date
	choose    func(jst.Date)
	hover     jst.Date
	focused   bool
}

// NewCalendar shows the month of a date; today has a frame.
func NewCalendar(at, today jst.Date, choose func(jst.Date)) *Calendar {
	c := &Calendar{at: at, today: today, choose: choose}
	c.ExtendBaseWidget(c)
	return c
}

// At tells the date under the cursor.
func (c *Calendar) At() jst.Date { return c.at }

// first is the Sunday that the month's page begins with.
func (c *Calendar) first() jst.Date {
	t := c.at.Time()
	start := t.AddDate(0, 0, 1-t.Day())
	return jst.DateOf(start.AddDate(0, 0, -int(start.Weekday())))
}

// moveMonth keeps the day where the other month has it, else takes that month's last.
func (c *Calendar) moveMonth(n int) {
	t := c.at.Time()
	month := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, jst.Zone)
	last := month.AddDate(0, 1, -1).Day()
	c.set(jst.DateOf(month.AddDate(0, 0, min(t.Day(), last)-1)))
}

func (c *Calendar) set(d jst.Date) { c.at = d; c.Refresh() }

// dateAt is the date under the pointer; "" outside of the days.
func (c *Calendar) dateAt(p fyne.Position) jst.Date {
	x, y := int(p.X/calCell), int((p.Y-calHead-calWeek)/calCell)
	if p.Y < calHead+calWeek || x < 0 || x > 6 || y > 5 {
		return ""
	}
	return c.first().AddDays(7*y + x)
}

// Tapped is Fyne's.
func (c *Calendar) Tapped(ev *fyne.PointEvent) {
	switch d := c.dateAt(ev.Position); {
	case d != "":
		c.at = d
		c.choose(d)
	case ev.Position.Y < calHead && ev.Position.X < 2*calCell:
		c.moveMonth(-1)
	case ev.Position.Y < calHead && ev.Position.X > 5*calCell:
		c.moveMonth(1)
	}
}

// MouseIn is Fyne's.
func (c *Calendar) MouseIn(ev *desktop.MouseEvent) { c.MouseMoved(ev) }

// MouseMoved is Fyne's.
func (c *Calendar) MouseMoved(ev *desktop.MouseEvent) {
	if d := c.dateAt(ev.Position); d != c.hover {
		c.hover = d
		c.Refresh()
	}
}

// MouseOut is Fyne's.
func (c *Calendar) MouseOut() { c.hover = ""; c.Refresh() }

// FocusGained is Fyne's.
func (c *Calendar) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost is Fyne's.
func (c *Calendar) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune is Fyne's.
func (c *Calendar) TypedRune(rune) {}

// TypedKey is Fyne's.
func (c *Calendar) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		c.set(c.at.AddDays(-1))
	case fyne.KeyRight:
		c.set(c.at.AddDays(1))
	case fyne.KeyUp:
		c.set(c.at.AddDays(-7))
	case fyne.KeyDown:
		c.set(c.at.AddDays(7))
	case fyne.KeyPageUp:
		c.moveMonth(-1)
	case fyne.KeyPageDown:
		c.moveMonth(1)
	case fyne.KeyHome:
		c.set(c.today)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.choose(c.at)
	default:
		PassKey(c, ev)
	}
}

// CreateRenderer is Fyne's.
func (c *Calendar) CreateRenderer() fyne.WidgetRenderer {
	newWord := func() *canvas.Text { return &canvas.Text{Alignment: fyne.TextAlignCenter} }
	title, back, forth := newWord(), newWord(), newWord()
	d := &drawing{part: c, objects: []fyne.CanvasObject{title, back, forth}}
	var week [7]*canvas.Text
	for i := range week {
		week[i] = newWord()
		d.objects = append(d.objects, week[i])
	}
	var cells [42]*canvas.Rectangle
	var days [42]*canvas.Text
	for i := range days {
		cells[i], days[i] = canvas.NewRectangle(nil), newWord()
		cells[i].CornerRadius, cells[i].StrokeWidth = look.Radius, 1
		d.objects = append(d.objects, cells[i], days[i])
	}
	d.paint = func() {
		t := c.at.Time()
		Strong.write(title, fmt.Sprintf("%d年 %d月", t.Year(), t.Month()))
		Body.In(look.Link).write(back, "‹ 前月")
		Body.In(look.Link).write(forth, "翌月 ›")
		for i, w := range []string{"日", "月", "火", "水", "木", "金", "土"} {
			Caption.write(week[i], w)
		}
		first := c.first()
		none := color.Transparent
		for i := range days {
			day := first.AddDays(i)
			s := Body
			switch {
			case day.Time().Month() != t.Month():
				s = Body.In(look.Disabled)
			case i%7 == 0:
				s = Body.In(look.Error)
			case i%7 == 6:
				s = Body.In(look.Link)
			}
			cells[i].FillColor, cells[i].StrokeColor = none, none
			if day == c.hover {
				cells[i].FillColor = look.Color(look.Hover)
			}
			if day == c.today {
				cells[i].StrokeColor = look.Color(look.Attention)
			}
			if day == c.at {
				cells[i].FillColor, s = look.Color(look.Accent), Strong.In(look.AccentText)
			}
			s.write(days[i], strconv.Itoa(day.Time().Day()))
		}
	}
	d.min = func() fyne.Size { return fyne.NewSize(7*calCell, calHead+calWeek+6*calCell) }
	d.layout = func(fyne.Size) {
		h := Body.lineHeight()
		place(back, 0, Body.top(calHead), 2*calCell, h)
		place(title, 2*calCell, Body.top(calHead), 3*calCell, h)
		place(forth, 5*calCell, Body.top(calHead), 2*calCell, h)
		for i, w := range week {
			place(w, calCell*float32(i), calHead, calCell, Caption.lineHeight())
		}
		for i := range days {
			x, y := calCell*float32(i%7), calHead+calWeek+calCell*float32(i/7)
			place(cells[i], x+1, y+1, calCell-2, calCell-2)
			place(days[i], x, y+Body.top(calCell), calCell, h)
		}
	}
	d.paint()
	return d
}
