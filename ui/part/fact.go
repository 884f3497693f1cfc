package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/ui/look"
)

// Unit is the grid of distances, 8 pixels.
const Unit = look.Unit

// NewFact is a row of a label and its value, the values of several facts below each other in one
// column: 商品　今治タオル 藍 ×2. The label stands on the value's first line.
func NewFact(label string, value fyne.CanvasObject) *fyne.Container {
	return NewFactWide(label, 79, value)
}

// NewFactWide is a fact with a label of so many pixels.
func NewFactWide(label string, width float32, value fyne.CanvasObject) *fyne.Container {
	return container.New(factLayout{label: width}, NewTextCut(label, Quiet), value)
}

// NewField is a fact whose value is typed in: the label stands in the middle of the field's first
// row.
func NewField(label string, field fyne.CanvasObject) *fyne.Container {
	return container.New(factLayout{96, 31}, NewTextCut(label, Body), field)
}

type factLayout struct {
	label float32
	row   float32 // height in which the label is centred; 0: that of a line
}

func (f factLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[1].MinSize()
	return fyne.NewSize(m.Width+f.label, max(m.Height, Quiet.lineHeight()))
}

func (f factLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	place(o[0], 0, 0, f.label-Unit, max(f.row, Quiet.lineHeight()))
	o[1].Move(fyne.NewPos(f.label, 0))
	o[1].Resize(fyne.NewSize(s.Width-f.label, s.Height))
}

// NewFootLine is the bar at a page's foot: what is safe here at the left, keys at the right.
func NewFootLine(left, right string) *fyne.Container {
	words := HStack(Unit, NewText(left, Caption.In(look.BarText)), layout.NewSpacer(), NewText(right, Caption.In(look.BarText)))
	return container.NewStack(NewGround(look.Bar), VStack(0, NewRule(), Inset(4, 12, 4, 12, words)))
}

// NewTopBar is the bar at a page's head, 46 pixels: title, what it is about, and its buttons at the
// right, of which one may be Primary.
func NewTopBar(title, about string, buttons ...fyne.CanvasObject) *fyne.Container {
	row := HStack(Unit, NewText(title, Title), NewText(about, Quiet), layout.NewSpacer())
	for _, b := range buttons {
		row.Add(b)
	}
	return Bar(row)
}

// Bar puts a row onto the white bar at a page's head. All heads are equally high.
func Bar(row fyne.CanvasObject) *fyne.Container {
	row = container.New(atLeast(30), row)
	return container.NewStack(NewGround(look.Surface), Dock(nil, NewRule(), nil, nil, Inset(8, 12, 8, 12, row)))
}

// Beside gives an object all the width but what end needs, end centred at the right.
func Beside(main, end fyne.CanvasObject) *fyne.Container {
	return container.New(besideLayout{}, main, end)
}

type besideLayout struct{}

func (besideLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+Unit+b.Width, max(a.Height, b.Height))
}

func (besideLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	b := o[1].MinSize()
	w := s.Width - Unit - b.Width
	if o[0].Size().Width != w {
		o[0].Resize(fyne.NewSize(w, s.Height))
	}
	h := o[0].MinSize().Height
	place(o[0], 0, middle(s.Height, h), w, h)
	place(o[1], s.Width-b.Width, middle(s.Height, b.Height), b.Width, b.Height)
}

// TabBar puts a row of tabs onto the white bar below the page's head.
func TabBar(row fyne.CanvasObject) *fyne.Container {
	return container.NewStack(NewGround(look.Surface), Dock(nil, NewRule(), nil, nil, Inset(1, 12, 0, 12, row)))
}

// atLeast keeps an object at least so many pixels high.
type atLeast float32

func (a atLeast) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	return fyne.NewSize(m.Width, max(m.Height, float32(a)))
}

func (a atLeast) Layout(o []fyne.CanvasObject, s fyne.Size) { place(o[0], 0, 0, s.Width, s.Height) }
