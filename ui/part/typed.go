package part

import "fyne.io/fyne/v2"

// NewTypedList makes a list to choose one line of, in which what is typed can be chosen too: made gives the lines that a text
// stands for, and they come first. Else it is as NewPickList. Without choices the lines of an empty text are shown from the start.
func NewTypedList(c fyne.Canvas, title string, at int, choices []Command, made func(text string) []Command) *CommandPalette {
	p := NewPickList(c, title, at, choices)
	filter := p.entry.OnChanged
	p.entry.OnChanged = func(text string) {
		filter(text)
		if text == "" && len(choices) > 0 {
			return
		}
		p.list.shown = append(made(text), p.list.shown...)
		p.list.Refresh()
	}
	if len(choices) == 0 {
		p.entry.OnChanged("")
	}
	return p
}
