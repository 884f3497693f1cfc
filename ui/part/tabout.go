package part

import "fyne.io/fyne/v2"

// TabOut lets Tab leave a field of several lines, for forms that are filled in by keyboard: no order has a tab in it.
func TabOut(e *Entry) *Entry {
	before := e.OnKey
	e.OnKey = func(ev *fyne.KeyEvent) bool {
		if before != nil && before(ev) {
			return true
		}
		c := canvasOf(e.outer)
		if ev.Name != fyne.KeyTab || c == nil {
			return false
		}
		c.FocusNext()
		return true
	}
	return e
}
