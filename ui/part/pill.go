package part

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// Pill is a status in its colours: 確認待ち. Its size is fixed by its words.
type Pill struct {
	widget.BaseWidget
	text string
	tone look.Tone
}

// NewPill makes a pill.
func NewPill(text string, tone look.Tone) *Pill {
	p := &Pill{text: text, tone: tone}
	p.ExtendBaseWidget(p)
	return p
}

// Set changes word and tone.
func (p *Pill) Set(text string, tone look.Tone) {
	p.text, p.tone = text, tone
	p.Refresh()
}

// CreateRenderer is Fyne's.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer {
	ground, word := canvas.NewRectangle(nil), &canvas.Text{}
	ground.CornerRadius = 3
	paint := func() {
		back, fore := p.tone.Pill()
		ground.FillColor = look.Color(back)
		Style{Size: look.SizeSecondary, Color: fore, Struck: p.tone.Struck()}.write(word, p.text)
	}
	paint()
	return &drawing{part: p, objects: []fyne.CanvasObject{ground, word}, paint: paint,
		min: func() fyne.Size { return fyne.NewSize(Caption.measure(p.text).Width+14, 19) },
		layout: func(s fyne.Size) {
			ground.Resize(s)
			// As wide as its words: a line through them must not run across the pill.
			w := Caption.measure(p.text).Width
			place(word, middle(s.Width, w), Caption.top(s.Height), w, Caption.lineHeight())
		}}
}

// Chip is a small outlined tag: ギフト.
type Chip struct {
	widget.BaseWidget
	text string
}

// NewChip makes a chip.
func NewChip(text string) *Chip {
	c := &Chip{text: text}
	c.ExtendBaseWidget(c)
	return c
}

// Chips makes a row of chips that wraps where the width ends.
func Chips(texts ...string) *fyne.Container {
	f := Flow(4)
	for _, t := range texts {
		f.Add(NewChip(t))
	}
	return f
}

// CreateRenderer is Fyne's.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	frame, word := canvas.NewRectangle(nil), &canvas.Text{Alignment: fyne.TextAlignCenter}
	frame.CornerRadius, frame.StrokeWidth = 3, 1
	style := Style{Size: look.SizeChip, Color: look.Text}
	paint := func() {
		frame.FillColor, frame.StrokeColor = look.Color(look.Surface), look.Color(look.ChipLine)
		style.write(word, c.text)
	}
	paint()
	return &drawing{part: c, objects: []fyne.CanvasObject{frame, word}, paint: paint,
		min: func() fyne.Size { return fyne.NewSize(style.measure(c.text).Width+12, 18) },
		layout: func(s fyne.Size) {
			frame.Resize(s)
			place(word, 0, style.top(s.Height), s.Width, style.lineHeight())
		}}
}

// badge is a count on a coloured ground, as tabs wear it.
type badge struct {
	ground *canvas.Rectangle
	word   *canvas.Text
}

var badgeStyle = Style{Size: look.SizeChip, Color: look.BadgeText}

func newBadge() badge {
	b := badge{canvas.NewRectangle(nil), &canvas.Text{Alignment: fyne.TextAlignCenter}}
	b.ground.CornerRadius = 8
	return b
}

func (b badge) write(count int, tone look.Tone, strong bool) {
	b.ground.FillColor = look.Color(tone.Badge())
	s := badgeStyle
	s.Strong = strong
	s.write(b.word, Count(count))
}

func (b badge) width(count int) float32 {
	return max(20, badgeStyle.Bold().measure(Count(count)).Width+12)
}

func (b badge) place(x, y, w float32) {
	place(b.ground, x, y, w, 16)
	place(b.word, x, y+badgeStyle.top(16), w, badgeStyle.lineHeight())
}

// Count writes a number with thousands separators: 48,210.
func Count(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}
