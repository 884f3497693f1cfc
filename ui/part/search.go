package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// SearchField filters while it is typed into. Esc empties it; ↓ and Enter go on to the list.
type SearchField struct {
	Entry
	// OnSearch gets the text after each change. Whoever searches drops late answers.
	OnSearch func(text string)
	// OnLeave is called when the owner wants to go on to what was found.
	OnLeave func()
	tail    *searchTail
}

// NewSearchField makes the field; hint is the key that leads to it: Ctrl+K.
func NewSearchField(placeholder, hint string) *SearchField {
	s := &SearchField{}
	s.PlaceHolder = placeholder
	s.tail = newSearchTail(hint, func() { s.SetText("") })
	s.ActionItem = s.tail
	s.OnChanged = func(text string) {
		s.tail.show(text != "")
		if s.OnSearch != nil {
			s.OnSearch(text)
		}
	}
	s.OnEnter = s.leave
	s.OnKey = func(ev *fyne.KeyEvent) bool {
		switch {
		case ev.Name == fyne.KeyDown:
			s.leave()
		case ev.Name == fyne.KeyEscape && s.Text != "":
			s.SetText("")
		default:
			return false
		}
		return true
	}
	s.extend(s)
	return s
}

func (s *SearchField) leave() {
	if s.OnLeave != nil {
		s.OnLeave()
	}
}

// searchTail is the key hint at the field's end, or the cross that empties it.
type searchTail struct {
	widget.BaseWidget
	hint   string
	filled bool
	clear  func()
}

func newSearchTail(hint string, clear func()) *searchTail {
	t := &searchTail{hint: hint, clear: clear}
	t.ExtendBaseWidget(t)
	return t
}

func (t *searchTail) show(filled bool) {
	if t.filled != filled {
		t.filled = filled
		t.Refresh()
	}
}

// Tapped is Fyne's.
func (t *searchTail) Tapped(*fyne.PointEvent) {
	if t.filled {
		t.clear()
	}
}

// CreateRenderer is Fyne's.
func (t *searchTail) CreateRenderer() fyne.WidgetRenderer {
	word := &canvas.Text{Alignment: fyne.TextAlignTrailing}
	paint := func() {
		text := t.hint
		if t.filled {
			text = "×"
		}
		Caption.write(word, text)
	}
	paint()
	return &drawing{part: t, objects: []fyne.CanvasObject{word}, paint: paint,
		min: func() fyne.Size {
			return fyne.NewSize(max(20, Caption.measure(t.hint).Width)+8, Caption.lineHeight())
		},
		layout: func(s fyne.Size) {
			place(word, 0, Caption.top(s.Height), s.Width-8, Caption.lineHeight())
		}}
}
