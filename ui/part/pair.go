package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Halves puts objects beside each other, equally wide, their tops in one line.
func Halves(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(halves(gap), objects...)
}

type halves float32

func (h halves) each(n int, width float32) float32 {
	return (width - float32(h)*float32(n-1)) / float32(max(1, n))
}

// MinSize is Fyne's.
func (h halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		s.Width, s.Height = max(s.Width, m.Width), max(s.Height, m.Height)
	}
	n := float32(len(objects))
	return fyne.NewSize(s.Width*n+float32(h)*max(0, n-1), s.Height)
}

// Layout is Fyne's. A part whose height follows from its width gets the width first.
func (h halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := h.each(len(objects), size.Width)
	for i, o := range objects {
		o.Resize(fyne.NewSize(w, o.Size().Height))
		place(o, float32(i)*(w+float32(h)), 0, w, o.MinSize().Height)
	}
}
