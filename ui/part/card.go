package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// CardKind is what a card means.
type CardKind uint8

// The kinds of cards.
const (
	CardPlain     CardKind = iota // white, grey border
	CardNotice                    // explains or warns: warm ground
	CardAttention                 // the question being asked: orange border
	CardChosen                    // the chosen one of several: accent border
	CardError                     // what failed
)

// Card is a rounded rectangle with a border of one pixel around its content.
type Card struct {
	widget.BaseWidget
	content                  fyne.CanvasObject
	kind                     CardKind
	top, right, bottom, left float32
}

// NewCard makes a card with the usual distance, 16 pixels, around its content.
func NewCard(kind CardKind, content fyne.CanvasObject) *Card {
	return NewCardInset(kind, 14, 16, content)
}

// NewCardInset makes a card with its own distances in pixels, above and below, left and right.
func NewCardInset(kind CardKind, vertical, horizontal float32, content fyne.CanvasObject) *Card {
	c := &Card{content: content, kind: kind, top: vertical, bottom: vertical, left: horizontal, right: horizontal}
	c.ExtendBaseWidget(c)
	return c
}

// SetKind changes what the card means.
func (c *Card) SetKind(k CardKind) {
	if c.kind != k {
		c.kind = k
		c.Refresh()
	}
}

// SetContent replaces the content.
func (c *Card) SetContent(content fyne.CanvasObject) {
	c.content = content
	c.Refresh()
}

func (k CardKind) colors() (ground, border fyne.ThemeColorName) {
	switch k {
	case CardNotice:
		return look.Notice, look.NoticeLine
	case CardAttention:
		return look.Surface, look.Attention
	case CardChosen:
		return look.SelectionSoft, look.Link
	case CardError:
		return look.ErrorSoft, look.Error
	}
	return look.Surface, look.Line
}

// CreateRenderer is Fyne's.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	frame := canvas.NewRectangle(nil)
	frame.StrokeWidth, frame.CornerRadius = 1, 6
	d := &drawing{part: c, objects: []fyne.CanvasObject{frame, c.content}}
	d.paint = func() {
		ground, border := c.kind.colors()
		frame.FillColor, frame.StrokeColor = look.Color(ground), look.Color(border)
		d.objects[1] = c.content
	}
	d.min = func() fyne.Size {
		m := c.content.MinSize()
		return fyne.NewSize(m.Width+c.left+c.right, m.Height+c.top+c.bottom)
	}
	d.layout = func(s fyne.Size) {
		frame.Resize(s)
		place(c.content, c.left, c.top, s.Width-c.left-c.right, s.Height-c.top-c.bottom)
	}
	d.paint()
	return d
}

// Rule is a thin line across, in the colour of separators.
type Rule struct {
	widget.BaseWidget
	color fyne.ThemeColorName
}

// NewRule makes a line between areas.
func NewRule() *Rule { return newRule(look.Line) }

// NewRuleSoft makes a line between rows.
func NewRuleSoft() *Rule { return newRule(look.LineSoft) }

func newRule(color fyne.ThemeColorName) *Rule {
	r := &Rule{color: color}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *Rule) CreateRenderer() fyne.WidgetRenderer {
	return fill(r, r.color, fyne.NewSize(1, 1))
}

// fill renders a part that is nothing but a colour.
func fill(o fyne.CanvasObject, color fyne.ThemeColorName, least fyne.Size) *drawing {
	rect := canvas.NewRectangle(look.Color(color))
	return &drawing{part: o, objects: []fyne.CanvasObject{rect},
		paint:  func() { rect.FillColor = look.Color(color) },
		min:    func() fyne.Size { return least },
		layout: func(s fyne.Size) { rect.Resize(s) }}
}

// Ground is a coloured area behind others.
type Ground struct {
	widget.BaseWidget
	color fyne.ThemeColorName
}

// NewGround makes an area in a colour of look.
func NewGround(color fyne.ThemeColorName) *Ground {
	g := &Ground{color: color}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer is Fyne's.
func (g *Ground) CreateRenderer() fyne.WidgetRenderer { return fill(g, g.color, fyne.Size{}) }
