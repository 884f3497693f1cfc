package part

import (
	"fyne.io/fyne/v2"

	"miseban/ui/look"
)

// ChoiceCard is a card that can be chosen out of several: a rule, a supplier. A click, Enter and
// Space choose it; what lies on it must not want clicks itself.
type ChoiceCard struct {
	pressable
	card *Card
}

// NewChoiceCard makes a card that is not chosen.
func NewChoiceCard(content fyne.CanvasObject, choose func()) *ChoiceCard {
	c := &ChoiceCard{card: NewCardInset(CardPlain, 8, 10, content)}
	c.press, c.self = choose, c
	c.ExtendBaseWidget(c)
	return c
}

// SetChosen shows whether it is the chosen one.
func (c *ChoiceCard) SetChosen(on bool) {
	kind := CardPlain
	if on {
		kind = CardChosen
	}
	c.card.SetKind(kind)
}

// CreateRenderer is Fyne's.
func (c *ChoiceCard) CreateRenderer() fyne.WidgetRenderer {
	focus := newFocusFrame()
	focus.CornerRadius = look.Radius + 4
	d := &drawing{part: c, objects: []fyne.CanvasObject{focus.Rectangle, c.card}}
	d.paint = func() { focus.paint(c.focused) }
	d.min = func() fyne.Size { return c.card.MinSize() }
	d.layout = func(s fyne.Size) { focus.around(s); place(c.card, 0, 0, s.Width, s.Height) }
	d.paint()
	return d
}
