package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// Suggestion is one line below a field: what would be taken, and what is known of it.
type Suggestion struct{ Text, Note string }

// Layer is the place above a page on which the suggestions of its fields are shown. It lies on the same canvas, so that
// the field keeps the focus while its list is open.
type Layer struct{ Box *fyne.Container }

// NewLayer makes an empty layer; put its Box above the page with container.NewStack.
func NewLayer() *Layer { return &Layer{container.NewWithoutLayout()} }

// SuggestEntry is a field with a list of what it could mean below it. ↓ and ↑ choose, Enter takes what was chosen with
// them, a click too; Esc closes the list. Enter without ↓ takes nothing, since an input method presses it as well.
type SuggestEntry struct {
	Entry
	// OnText gets the text after each change, OnAsk after a change by typing only, so that suggestions can be looked up;
	// they come by Suggest. OnTake gets the index of the suggestion that was taken; nil puts its text into the field.
	OnText func(string)
	OnAsk  func(string)
	OnTake func(int)

	layer  *Layer
	list   *suggestList
	always []string
	quiet  bool
}

// NewSuggestEntry makes the field; its list is shown on layer.
func NewSuggestEntry(placeholder string, layer *Layer) *SuggestEntry {
	e := &SuggestEntry{layer: layer}
	e.PlaceHolder = placeholder
	e.list = newSuggestList(e)
	e.OnChanged = func(text string) {
		if e.OnText != nil {
			e.OnText(text)
		}
		switch {
		case e.quiet:
		case e.OnAsk != nil:
			e.OnAsk(text)
		case e.always != nil:
			e.Suggest(e.fitting(text)...)
		}
	}
	e.OnFocus = func(on bool) {
		if !on && !e.list.pressed {
			e.hide()
		}
	}
	e.OnKey = e.key
	e.extend(e)
	return e
}

// NewPickEntry makes a field for a text that is mostly one of a few: ↓ or ▼ shows all of them, typing those that fit.
func NewPickEntry(placeholder string, layer *Layer, texts ...string) *SuggestEntry {
	e := NewSuggestEntry(placeholder, layer)
	e.always = texts
	e.ActionItem = NewKeyButton("▼", "", Flat, e.openAll)
	return e
}

// Fill puts a text into the field without asking for suggestions.
func (e *SuggestEntry) Fill(text string) {
	e.quiet = true
	e.SetText(text)
	e.quiet = false
}

// Suggest shows what the text could mean; nothing closes the list. A field that lost the focus meanwhile shows nothing.
func (e *SuggestEntry) Suggest(all ...Suggestion) {
	c := canvasOf(e)
	if len(all) == 0 || c == nil || c.Focused() != fyne.Focusable(e) {
		e.hide()
		return
	}
	e.list.all, e.list.cursor = all, -1
	d := fyne.CurrentApp().Driver()
	at, origin := d.AbsolutePositionForObject(e), d.AbsolutePositionForObject(e.layer.Box)
	pos := at.Subtract(origin).AddXY(0, e.Size().Height+2)
	size := e.list.MinSize()
	size.Width = min(max(size.Width, e.Size().Width), e.layer.Box.Size().Width)
	pos.X = max(0, min(pos.X, e.layer.Box.Size().Width-size.Width))
	if pos.Y+size.Height > e.layer.Box.Size().Height {
		pos.Y = max(0, pos.Y-size.Height-e.Size().Height-4)
	}
	e.list.Move(pos)
	e.list.Resize(size)
	e.layer.Box.Objects = []fyne.CanvasObject{e.list}
	e.list.Refresh()
	e.layer.Box.Refresh()
}

// Suggested are the lines that are shown now.
func (e *SuggestEntry) Suggested() []Suggestion {
	if !e.open() {
		return nil
	}
	return e.list.all
}

func (e *SuggestEntry) open() bool {
	return len(e.layer.Box.Objects) == 1 && e.layer.Box.Objects[0] == fyne.CanvasObject(e.list)
}

func (e *SuggestEntry) hide() {
	if e.open() {
		e.layer.Box.Objects = nil
		e.layer.Box.Refresh()
	}
}

func (e *SuggestEntry) fitting(text string) []Suggestion {
	var out []Suggestion
	for _, t := range e.always {
		if t != text && all(fold(t), []string{fold(text)}) {
			out = append(out, Suggestion{Text: t})
		}
	}
	return out
}

func (e *SuggestEntry) openAll() {
	if c := canvasOf(e); c != nil {
		c.Focus(e)
	}
	var out []Suggestion
	for _, t := range e.always {
		out = append(out, Suggestion{Text: t})
	}
	e.Suggest(out...)
}

func (e *SuggestEntry) key(ev *fyne.KeyEvent) bool {
	if !e.open() {
		if ev.Name == fyne.KeyDown && len(e.always) > 0 {
			e.openAll()
			return true
		}
		return false
	}
	switch ev.Name {
	case fyne.KeyDown:
		e.list.move(1)
	case fyne.KeyUp:
		e.list.move(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.list.cursor < 0 {
			return false
		}
		e.take(e.list.cursor)
	case fyne.KeyEscape:
		e.hide()
	default:
		return false
	}
	return true
}

func (e *SuggestEntry) take(i int) {
	if i < 0 || i >= len(e.list.all) {
		return
	}
	text := e.list.all[i].Text
	e.hide()
	if e.OnTake != nil {
		e.OnTake(i)
		return
	}
	e.Fill(text)
	if c := canvasOf(e); c != nil {
		c.Focus(e)
	}
}

// suggestList is the list below the field; it never takes the focus.
type suggestList struct {
	widget.BaseWidget
	entry   *SuggestEntry
	all     []Suggestion
	cursor  int // -1 = none
	pressed bool
}

func newSuggestList(e *SuggestEntry) *suggestList {
	l := &suggestList{entry: e, cursor: -1}
	l.ExtendBaseWidget(l)
	return l
}

func (l *suggestList) move(by int) {
	l.cursor = min(max(l.cursor+by, 0), len(l.all)-1)
	l.Refresh()
}

func (l *suggestList) at(p fyne.Position) int {
	i := int((p.Y - 4) / look.RowHeight)
	if i < 0 || i >= len(l.all) {
		return -1
	}
	return i
}

// MouseDown keeps the list open: the press takes the focus from the field before the click is known.
func (l *suggestList) MouseDown(*desktop.MouseEvent) { l.pressed = true }

// MouseUp is Fyne's.
func (l *suggestList) MouseUp(ev *desktop.MouseEvent) {
	l.pressed = false
	if l.at(ev.Position) < 0 || ev.Position.X < 0 || ev.Position.X > l.Size().Width {
		l.entry.hide()
	}
}

// Tapped is Fyne's.
func (l *suggestList) Tapped(ev *fyne.PointEvent) { l.entry.take(l.at(ev.Position)) }

// MouseIn is Fyne's.
func (l *suggestList) MouseIn(ev *desktop.MouseEvent) { l.MouseMoved(ev) }

// MouseMoved is Fyne's.
func (l *suggestList) MouseMoved(ev *desktop.MouseEvent) {
	if i := l.at(ev.Position); i != l.cursor {
		l.cursor = i
		l.Refresh()
	}
}

// MouseOut is Fyne's.
func (l *suggestList) MouseOut() { l.cursor = -1; l.Refresh() }

// CreateRenderer is Fyne's.
func (l *suggestList) CreateRenderer() fyne.WidgetRenderer {
	ground, cursor := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	ground.StrokeWidth, ground.CornerRadius, cursor.CornerRadius = 1, look.Radius, look.Radius
	var texts, notes []*canvas.Text
	d := &drawing{part: l}
	d.paint = func() {
		ground.FillColor, ground.StrokeColor = look.Color(look.Surface), look.Color(look.ButtonLine)
		cursor.FillColor, cursor.Hidden = look.Color(look.Selection), l.cursor < 0
		for len(texts) < len(l.all) {
			texts, notes = append(texts, &canvas.Text{}), append(notes, &canvas.Text{Alignment: fyne.TextAlignTrailing})
		}
		d.objects = append(d.objects[:0], ground, cursor)
		for i, one := range l.all {
			note := one.Note
			room := l.Size().Width - 24
			if room > 0 {
				note = look.Shorten(note, room-min(look.TextWidth(one.Text, look.SizeText, false), room/2)-12, look.SizeSecondary, false)
			}
			text := one.Text
			if room > 0 {
				text = look.Shorten(text, room-look.TextWidth(note, look.SizeSecondary, false)-12, look.SizeText, false)
			}
			Body.write(texts[i], text)
			Caption.write(notes[i], note)
			d.objects = append(d.objects, texts[i], notes[i])
		}
	}
	d.min = func() fyne.Size {
		w := float32(160)
		for _, one := range l.all {
			need := Body.measure(one.Text).Width + 24
			if one.Note != "" {
				need += Caption.measure(one.Note).Width + 24
			}
			w = max(w, need)
		}
		return fyne.NewSize(min(w, 620), look.RowHeight*float32(len(l.all))+8)
	}
	d.layout = func(s fyne.Size) {
		d.paint()
		ground.Resize(s)
		place(cursor, 4, 4+look.RowHeight*float32(max(0, l.cursor)), s.Width-8, look.RowHeight)
		for i := range l.all {
			y := 4 + look.RowHeight*float32(i) + Body.top(look.RowHeight)
			place(texts[i], 12, y, s.Width-24, Body.lineHeight())
			place(notes[i], 12, y+Body.baseline()-Caption.baseline(), s.Width-24, Caption.lineHeight())
		}
	}
	d.paint()
	return d
}

// SetTexts changes what a field of NewPickEntry offers.
func (e *SuggestEntry) SetTexts(texts ...string) { e.always = texts }
