// Package part holds the pieces that 店番's screens are built from: the navigation rail, buttons
// with their keys, numbered answers, tabs with counts, cards, texts, entries, banners, dialogs.
//
// A part shows what it is given and calls back; it knows no order, no rule and no store, and it
// decides nothing. Every part can be worked by keyboard, and none does anything slow in a callback.
//
// # Typing Japanese
//
// Text is typed into Entry, and only there. Two things are known of input methods under Fyne.
// On Windows the candidate window appears at the window's top left corner, though conversion and
// commit work. On macOS the Enter, Backspace, arrows and Tab that steer a conversion also reach
// the widget. Therefore nothing here confirms, sends or deletes on a plain Enter in an Entry: a
// dialog is confirmed from there by Ctrl+Enter, a search only filters, a palette that runs a
// command on Enter holds nothing that can't be undone or doesn't ask first.
//
// # Keys
//
// Fyne hands a key to the focused widget alone. Parts give back what they have no use for
// (PassKey, PassRune, PassShortcut), so that a screen's own keys work wherever the focus is.
package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// drawing is the renderer of all parts: a fixed set of objects, laid out and painted by functions
// of the part. paint takes texts and colours from the part's state and the present theme.
type drawing struct {
	part    fyne.CanvasObject
	objects []fyne.CanvasObject
	min     func() fyne.Size
	layout  func(fyne.Size)
	paint   func()
}

func (d *drawing) Destroy()                     {}
func (d *drawing) Objects() []fyne.CanvasObject { return d.objects }
func (d *drawing) MinSize() fyne.Size           { return d.min() }
func (d *drawing) Layout(size fyne.Size)        { d.layout(size) }

func (d *drawing) Refresh() {
	d.paint()
	if size := d.part.Size(); !size.IsZero() {
		d.layout(size)
	}
	for _, o := range d.objects {
		o.Refresh()
	}
	canvas.Refresh(d.part)
}

// place moves and sizes an object in one go.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// middle is the offset that centres a length in a space, on a whole pixel so that text stays sharp.
func middle(space, length float32) float32 {
	return float32(int((space-length)/2 + 0.5))
}
