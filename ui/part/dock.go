package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Dock puts objects along the edges of a place and gives the rest to main, all without gaps; nil
// leaves an edge empty. Like VStack it gives widths first and asks for heights then.
func Dock(top, bottom, left, right, main fyne.CanvasObject) *fyne.Container {
	d := &dock{top, bottom, left, right, main}
	var all []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{main, top, bottom, left, right} {
		if o != nil {
			all = append(all, o)
		}
	}
	return container.New(d, all...)
}

type dock struct{ top, bottom, left, right, main fyne.CanvasObject }

func least(o fyne.CanvasObject) fyne.Size {
	if o == nil || !o.Visible() {
		return fyne.Size{}
	}
	return o.MinSize()
}

func (d *dock) MinSize([]fyne.CanvasObject) fyne.Size {
	m, l, r := least(d.main), least(d.left), least(d.right)
	m = fyne.NewSize(m.Width+l.Width+r.Width, max(m.Height, l.Height, r.Height))
	for _, o := range []fyne.CanvasObject{d.top, d.bottom} {
		s := least(o)
		m = fyne.NewSize(max(m.Width, s.Width), m.Height+s.Height)
	}
	return m
}

// across gives an object its width and tells the height that it wants then.
func across(o fyne.CanvasObject, width float32) float32 {
	if o == nil || !o.Visible() {
		return 0
	}
	if o.Size().Width != width {
		o.Resize(fyne.NewSize(width, o.Size().Height))
	}
	return o.MinSize().Height
}

func (d *dock) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	top, bottom := across(d.top, s.Width), across(d.bottom, s.Width)
	left, right := least(d.left).Width, least(d.right).Width
	h := max(0, s.Height-top-bottom)
	for _, p := range []struct {
		o          fyne.CanvasObject
		x, y, w, h float32
	}{
		{d.top, 0, 0, s.Width, top},
		{d.bottom, 0, s.Height - bottom, s.Width, bottom},
		{d.left, 0, top, left, h},
		{d.right, s.Width - right, top, right, h},
		{d.main, left, top, max(0, s.Width-left-right), h},
	} {
		if p.o != nil {
			place(p.o, p.x, p.y, p.w, p.h)
		}
	}
}
