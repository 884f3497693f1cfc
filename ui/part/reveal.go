package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Reveal scrolls so far that an object on the scrolled content can be seen: the field that Tab went to.
func Reveal(scroll *container.Scroll, o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	top := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(scroll.Content).Y
	const margin = 40
	height, at := scroll.Size().Height, scroll.Offset.Y
	switch {
	case height <= 0:
		return
	case top-margin < at:
		at = max(0, top-margin)
	case top+o.Size().Height+margin > at+height:
		at = top + o.Size().Height + margin - height
	default:
		return
	}
	scroll.ScrollToOffset(fyne.NewPos(scroll.Offset.X, at))
}

// Follow reveals a field whenever it gets the focus.
func Follow(scroll *container.Scroll, e *Entry) {
	before := e.OnFocus
	e.OnFocus = func(on bool) {
		if before != nil {
			before(on)
		}
		if on {
			Reveal(scroll, e.outer)
		}
	}
}
