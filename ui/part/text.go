package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// Text is one line in one style that follows the theme. A text too long for its place ends in ….
type Text struct {
	widget.BaseWidget
	text  string
	style Style
	align fyne.TextAlign
	// shrink lets the text become narrower than its words; else its place grows.
	shrink bool
}

// NewText writes a line.
func NewText(text string, style Style) *Text {
	t := &Text{text: text, style: style}
	t.ExtendBaseWidget(t)
	return t
}

// NewTextRight writes a line that ends at the right: figures.
func NewTextRight(text string, style Style) *Text {
	t := NewText(text, style)
	t.align = fyne.TextAlignTrailing
	return t
}

// NewTextCut writes a line that gives way: it is cut with … where its place is too narrow.
func NewTextCut(text string, style Style) *Text {
	t := NewText(text, style)
	t.shrink = true
	return t
}

// SetText changes the words.
func (t *Text) SetText(text string) {
	if t.text == text {
		return
	}
	t.text = text
	t.Refresh()
}

// SetStyle changes how they are written.
func (t *Text) SetStyle(s Style) {
	if t.style == s {
		return
	}
	t.style = s
	t.Refresh()
}

// Text gives the words, uncut.
func (t *Text) Text() string { return t.text }

// CreateRenderer is Fyne's.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewText("", look.Color(look.Text))
	paint := func() {
		text := t.text
		if w := t.Size().Width; t.shrink && w > 0 {
			text = look.Shorten(text, w, t.style.size(), t.style.Strong)
		}
		t.style.write(line, text)
		line.Alignment = t.align
	}
	paint()
	return &drawing{part: t, objects: []fyne.CanvasObject{line}, paint: paint,
		min: func() fyne.Size {
			s := t.style.measure(t.text)
			if t.shrink {
				s.Width = min(s.Width, 3*t.style.size())
			}
			return s
		},
		layout: func(size fyne.Size) {
			if t.shrink {
				if text := look.Shorten(t.text, size.Width, t.style.size(), t.style.Strong); text != line.Text {
					line.Text = text
					line.Refresh()
				}
			}
			h := line.MinSize().Height
			place(line, 0, t.style.top(size.Height), size.Width, h)
		}}
}
