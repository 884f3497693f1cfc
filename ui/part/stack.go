package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// VStack puts objects below each other, gap pixels apart. Unlike Fyne's box it gives each its width
// first and asks for the height then, so that wrapped paragraphs get the room they need at once.
// layout.NewSpacer takes the height that is left.
func VStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&vstack{gap}, objects...)
}

type vstack struct{ gap float32 }

func (v *vstack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		s.Width = max(s.Width, m.Width)
		s.Height += m.Height
		n++
	}
	s.Height += v.gap * float32(max(0, n-1))
	return s
}

func isSpacer(o fyne.CanvasObject) bool {
	s, ok := o.(layout.SpacerObject)
	return ok && s.ExpandVertical()
}

func (v *vstack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	free, spacers := size.Height, 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if o.Size().Width != size.Width {
			o.Resize(fyne.NewSize(size.Width, o.Size().Height))
		}
		free -= o.MinSize().Height + v.gap
		if isSpacer(o) {
			spacers++
		}
	}
	free += v.gap
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		if isSpacer(o) && free > 0 {
			h += free / float32(spacers)
		}
		place(o, 0, y, size.Width, h)
		y += h + v.gap
	}
}

// HStack puts objects beside each other, gap pixels apart, each centred in height and as wide as it
// needs; Fyne's layout.NewSpacer takes what is left.
func HStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&hstack{gap}, objects...)
}

type hstack struct{ gap float32 }

func (h *hstack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		s.Height = max(s.Height, m.Height)
		s.Width += m.Width
		n++
	}
	s.Width += h.gap * float32(max(0, n-1))
	return s
}

func (h *hstack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	free, spacers := size.Width+h.gap, 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		free -= o.MinSize().Width + h.gap
		if isSpacer(o) {
			spacers++
		}
	}
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if isSpacer(o) && free > 0 {
			m.Width += free / float32(spacers)
		}
		place(o, x, middle(size.Height, m.Height), m.Width, m.Height)
		x += m.Width + h.gap
	}
}

// Flow puts objects beside each other and begins a new row where the width ends: chips, facts.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flow{gap: gap}, objects...)
}

type flow struct{ gap, height float32 }

func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		s.Width, s.Height = max(s.Width, m.Width), max(s.Height, m.Height)
	}
	s.Height = max(s.Height, f.height)
	return s
}

func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, y, row := float32(0), float32(0), float32(0)
	for _, o := range objects {
		m := o.MinSize()
		if x > 0 && x+m.Width > size.Width {
			x, y, row = 0, y+row+f.gap, 0
		}
		place(o, x, y, m.Width, m.Height)
		x += m.Width + f.gap
		row = max(row, m.Height)
	}
	f.height = y + row
}

// Inset keeps an object away from the edges of its place, in pixels.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(inset{top, right, bottom, left}, o)
}

type inset struct{ top, right, bottom, left float32 }

func (i inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	return fyne.NewSize(m.Width+i.left+i.right, m.Height+i.top+i.bottom)
}

func (i inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	place(objects[0], i.left, i.top, size.Width-i.left-i.right, size.Height-i.top-i.bottom)
}

// Sides gives the right one of two objects a fixed width, with a gap between them.
type Sides struct{ Right, Gap float32 }

// MinSize is Fyne's.
func (s Sides) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+s.Right+s.Gap, max(a.Height, b.Height))
}

// Layout is Fyne's.
func (s Sides) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(size.Width-s.Right-s.Gap, size.Height))
	o[1].Move(fyne.NewPos(size.Width-s.Right, 0))
	o[1].Resize(fyne.NewSize(s.Right, size.Height))
}
