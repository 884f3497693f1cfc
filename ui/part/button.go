package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"miseban/ui/look"
)

// ButtonKind is a button's weight on the page.
type ButtonKind uint8

// The kinds of buttons.
const (
	Plain   ButtonKind = iota
	Primary            // the page's one next step
	Danger             // what can't be taken back; never the default of a dialog
	Flat               // text that leads somewhere, without a frame
)

// KeyButton is a button that shows its key: 取り込み Ctrl+O. The key itself is the screen's to
// listen for; pressed by keyboard it reacts to Enter and Space.
type KeyButton struct {
	pressable
	label, hint string
	kind        ButtonKind
	big         bool
}

// NewKeyButton makes a button; hint is the key that does the same, or "".
func NewKeyButton(label, hint string, kind ButtonKind, press func()) *KeyButton {
	b := &KeyButton{label: label, hint: hint, kind: kind}
	b.press, b.self = press, b
	b.ExtendBaseWidget(b)
	return b
}

// NewBigButton makes the one button of the day: 出す. It takes the width that it is given.
func NewBigButton(label, hint string, press func()) *KeyButton {
	b := NewKeyButton(label, hint, Primary, press)
	b.big = true
	return b
}

// SetLabel changes label and key hint.
func (b *KeyButton) SetLabel(label, hint string) {
	if b.label == label && b.hint == hint {
		return
	}
	b.label, b.hint = label, hint
	b.Refresh()
}

// Label gives the words on the button.
func (b *KeyButton) Label() string { return b.label }

func (b *KeyButton) styles() (label, hint Style) {
	label, hint = Body, Style{Size: look.SizeChip, Color: look.Secondary}
	if b.big {
		label, hint = Body.At(18), Caption
	}
	switch {
	case b.disabled:
		label, hint = label.In(look.Disabled), hint.In(look.Disabled)
	case b.kind == Primary:
		label, hint = label.In(look.AccentText), hint.In(look.AccentHint)
	case b.kind == Danger:
		label = label.In(look.Error)
	case b.kind == Flat:
		label = label.In(look.Link)
	}
	return label, hint
}

func (b *KeyButton) colors() (ground, border fyne.ThemeColorName) {
	switch {
	case b.disabled && b.kind != Flat:
		return look.Surface, look.ButtonLine
	case b.kind == Primary && b.hovered:
		return look.AccentHover, look.AccentHover
	case b.kind == Primary:
		return look.Accent, look.Accent
	case b.kind == Danger && b.hovered:
		return look.ErrorHover, look.Error
	case b.kind == Danger:
		return look.Surface, look.Error
	case b.hovered && !b.disabled:
		return look.Hover, look.ButtonLine
	}
	return look.Surface, look.ButtonLine
}

// CreateRenderer is Fyne's.
func (b *KeyButton) CreateRenderer() fyne.WidgetRenderer {
	frame, focus := canvas.NewRectangle(nil), newFocusFrame()
	frame.StrokeWidth, frame.CornerRadius = 1, look.Radius
	label, hint := &canvas.Text{}, &canvas.Text{}
	paint := func() {
		ls, hs := b.styles()
		ls.write(label, b.label)
		hs.write(hint, b.hint)
		ground, border := b.colors()
		frame.FillColor, frame.StrokeColor = look.Color(ground), look.Color(border)
		frame.Hidden = b.kind == Flat && (!b.hovered || b.disabled)
		focus.paint(b.focused)
	}
	width := func() (l, gap, h float32) {
		ls, hs := b.styles()
		l = ls.measure(b.label).Width
		if b.hint != "" {
			gap, h = 7, hs.measure(b.hint).Width
		}
		return l, gap, h
	}
	paint()
	return &drawing{part: b, objects: []fyne.CanvasObject{focus.Rectangle, frame, label, hint}, paint: paint,
		min: func() fyne.Size {
			l, gap, h := width()
			if b.big {
				return fyne.NewSize(l+gap+h+32, 48)
			}
			return fyne.NewSize(l+gap+h+24, 30)
		},
		layout: func(s fyne.Size) {
			focus.around(s)
			frame.Resize(s)
			l, gap, h := width()
			ls, hs := b.styles()
			x := middle(s.Width, l+gap+h)
			y := ls.top(s.Height)
			place(label, x, y, l, ls.lineHeight())
			place(hint, x+l+gap, y+ls.baseline()-hs.baseline(), h, hs.lineHeight())
		}}
}

// Link is underlined text that leads to the orders behind it: 理由を見る.
type Link struct {
	pressable
	text  string
	style Style
}

// NewLink makes a link in a style; its colour stays the style's.
func NewLink(text string, style Style, follow func()) *Link {
	style.Underline = true
	l := &Link{text: text, style: style}
	l.press, l.self = follow, l
	l.ExtendBaseWidget(l)
	return l
}

// SetText changes the words.
func (l *Link) SetText(text string) { l.text = text; l.Refresh() }

// CreateRenderer is Fyne's.
func (l *Link) CreateRenderer() fyne.WidgetRenderer {
	word, focus := &canvas.Text{}, newFocusFrame()
	paint := func() {
		s := l.style
		if l.hovered {
			s = s.In(look.Link)
		}
		s.write(word, l.text)
		focus.paint(l.focused)
	}
	paint()
	return &drawing{part: l, objects: []fyne.CanvasObject{focus.Rectangle, word}, paint: paint,
		min:    func() fyne.Size { return l.style.measure(l.text) },
		layout: func(s fyne.Size) { focus.around(s); word.Resize(s) }}
}
