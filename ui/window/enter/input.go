package enter

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/ui/part"
)

// input is one field of the page with the room for what is wrong with it.
type input struct {
	id     string // as in enter.FieldError
	entry  *part.Entry
	focus  fyne.Focusable
	put    func(string)
	error  *part.Paragraph
	object *fyne.Container
	at     bool // the keyboard is here
}

const labelWidth = 96

// field makes a field with its name beside it.
func (s *Screen) field(id, label string, w *input, widget fyne.CanvasObject, scroll *container.Scroll) *input {
	s.watch(id, w, scroll)
	w.object = part.VStack(3, part.NewField(label, widget), part.Inset(0, 0, 0, labelWidth, w.error))
	return w
}

// watch follows what is typed into a field.
func (s *Screen) watch(id string, w *input, scroll *container.Scroll) {
	w.id, w.error = id, part.NewNote("", part.Alarm.At(12))
	w.error.Hide()
	changed := w.entry.OnChanged
	w.entry.OnChanged = func(text string) {
		if changed != nil {
			changed(text)
		}
		s.check()
	}
	part.Follow(scroll, w.entry)
	focus := w.entry.OnFocus
	w.entry.OnFocus = func(on bool) {
		w.at = on
		focus(on)
		s.check()
	}
}

func plain(placeholder string) (*input, fyne.CanvasObject) {
	e := part.NewEntry(placeholder)
	return &input{entry: e, focus: e, put: e.SetText}, e
}

func several(placeholder string, rows int) (*input, fyne.CanvasObject) {
	e := part.TabOut(part.NewMultiLineEntry(placeholder, rows))
	return &input{entry: e, focus: e, put: e.SetText}, e
}

func number(placeholder string) (*input, *part.NumberEntry) {
	e := part.NewNumberEntry(placeholder, 0, 999_999_999)
	return &input{entry: &e.Entry, focus: e, put: e.SetText}, e
}

func suggesting(e *part.SuggestEntry) *input {
	return &input{entry: &e.Entry, focus: e, put: e.Fill}
}

func (w *input) text() string { return w.entry.Text }

// say shows what is wrong; it tells whether that changed the height of the page.
func (w *input) say(text string) bool {
	if text == "" && w.error.Hidden {
		return false
	}
	w.error.SetRuns(part.Run{Text: text, Style: part.Alarm.At(12)})
	w.error.Hidden = text == ""
	return true
}
