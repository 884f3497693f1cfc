package part

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/theme"

	"miseban/ui/look"
)

// followConversion keeps the window of the Japanese input method at the cursor. Without it the candidates stand at the top
// left of the program's window, since Fyne tells the system of no text position.
func (e *Entry) followConversion() {
	c := canvasOf(e.outer)
	if c == nil || c.Focused() != fyne.Focusable(e.focusable()) {
		return
	}
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		native, ok := w.(driver.NativeWindow)
		if w.Canvas() != c || !ok {
			continue
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(e.outer).Add(e.cursorAt())
		scale := c.Scale()
		native.RunNative(func(context any) { placeConversion(context, int32(at.X*scale), int32(at.Y*scale)) })
	}
}

// focusable is the widget that has the focus when the field has it.
func (e *Entry) focusable() fyne.Focusable {
	if f, ok := e.outer.(fyne.Focusable); ok {
		return f
	}
	return e
}

// cursorAt is the lower left corner of the cursor within the field. In a field of several lines the lines that have been
// scrolled away are not known; the place then lies within the field's height.
func (e *Entry) cursorAt() fyne.Position {
	pad := theme.InnerPadding()
	lines := strings.Split(e.Text, "\n")
	row := min(max(e.CursorRow, 0), len(lines)-1)
	line := []rune(lines[row])
	before := string(line[:min(max(e.CursorColumn, 0), len(line))])
	size := theme.TextSize()
	height := size * 1.5
	x := min(pad+look.TextWidth(before, size, false), max(pad, e.Size().Width-pad))
	y := min(pad+float32(row+1)*height, max(height, e.Size().Height))
	return fyne.NewPos(x, y)
}
