package part

import "fyne.io/fyne/v2"

// catcher is an overlay that takes the keys which the widgets inside it have no use for.
type catcher interface {
	caughtKey(*fyne.KeyEvent)
	caughtShortcut(fyne.Shortcut)
}

func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}

func catcherOf(c fyne.Canvas) (catcher, bool) {
	k, ok := c.Overlays().Top().(catcher)
	return k, ok
}

// PassKey hands a key that a focused widget has no use for to the dialog around it, else to the
// handler that the screen set with Canvas.SetOnTypedKey.
func PassKey(from fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := canvasOf(from)
	if c == nil {
		return
	}
	if k, ok := catcherOf(c); ok {
		k.caughtKey(ev)
		return
	}
	if f := c.OnTypedKey(); f != nil && c.Overlays().Top() == nil {
		f(ev)
	}
}

// PassRune hands a typed character on to the handler set with Canvas.SetOnTypedRune, so that the
// keys 1 to 9 answer a question whichever button has the focus. Not while a dialog is open.
func PassRune(from fyne.CanvasObject, r rune) {
	c := canvasOf(from)
	if c == nil || c.Overlays().Top() != nil {
		return
	}
	if f := c.OnTypedRune(); f != nil {
		f(r)
	}
}

// PassShortcut hands a shortcut on to the dialog around the widget, else to the canvas: Fyne gives
// shortcuts to a focused Shortcutable and then forgets them.
func PassShortcut(from fyne.CanvasObject, s fyne.Shortcut) {
	c := canvasOf(from)
	if c == nil {
		return
	}
	if k, ok := catcherOf(c); ok {
		k.caughtShortcut(s)
		return
	}
	if h, ok := c.(fyne.Shortcutable); ok {
		h.TypedShortcut(s)
	}
}
