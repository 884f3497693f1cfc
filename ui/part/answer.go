package part

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"miseban/ui/look"
)

// AnswerButton is one answer to a question: a wide row with the number key that chooses it.
type AnswerButton struct {
	pressable
	number      int
	label, note string
	first       bool
}

// NewAnswerButton makes the answer with a number from 1 to 9. first fills it with the accent: the
// answer that the program proposes. note says what follows from it, or "".
func NewAnswerButton(number int, label, note string, first bool, press func()) *AnswerButton {
	a := &AnswerButton{number: number, label: label, note: note, first: first}
	a.press, a.self = press, a
	a.ExtendBaseWidget(a)
	return a
}

// CreateRenderer is Fyne's.
func (a *AnswerButton) CreateRenderer() fyne.WidgetRenderer {
	frame, focus := canvas.NewRectangle(nil), newFocusFrame()
	frame.StrokeWidth, frame.CornerRadius = 1, look.Radius
	number, label, note := &canvas.Text{}, &canvas.Text{}, &canvas.Text{Alignment: fyne.TextAlignTrailing}
	style := Body.At(15)
	colors := func() (text, hint, ground, border fyne.ThemeColorName) {
		switch {
		case a.disabled:
			return look.Disabled, look.Disabled, look.Surface, look.ButtonLine
		case a.first && a.hovered:
			return look.AccentText, look.AccentHint, look.AccentHover, look.AccentHover
		case a.first:
			return look.AccentText, look.AccentHint, look.Accent, look.Accent
		case a.hovered:
			return look.Text, look.Secondary, look.Hover, look.ButtonLine
		}
		return look.Text, look.Secondary, look.Surface, look.ButtonLine
	}
	paint := func() {
		text, hint, ground, border := colors()
		style.Bold().In(text).write(number, strconv.Itoa(a.number))
		shown := a.label
		if w := a.Size().Width; w > 0 {
			shown = look.Shorten(shown, w-39-14, 15, false)
		}
		style.In(text).write(label, shown)
		Caption.In(hint).write(note, a.note)
		frame.FillColor, frame.StrokeColor = look.Color(ground), look.Color(border)
		focus.paint(a.focused)
	}
	paint()
	return &drawing{part: a, objects: []fyne.CanvasObject{focus.Rectangle, frame, number, label, note}, paint: paint,
		min: func() fyne.Size { return fyne.NewSize(160, 40) },
		layout: func(s fyne.Size) {
			focus.around(s)
			frame.Resize(s)
			h := style.lineHeight()
			y := style.top(s.Height)
			place(number, 15, y, 16, h)
			place(label, 39, y, s.Width-39-14, h)
			noteWidth := Caption.measure(a.note).Width
			note.Hidden = a.note == "" || 39+style.measure(a.label).Width+16+noteWidth+14 > s.Width
			place(note, s.Width-14-noteWidth, y+style.baseline()-Caption.baseline(), noteWidth, Caption.lineHeight())
			if text := look.Shorten(a.label, s.Width-39-14, 15, false); text != label.Text {
				label.Text = text
			}
		}}
}

// Answer is one line of Answers.
type Answer struct {
	Label string
	Note  string // what follows from it, or ""
}

// Answers is the column of a question's answers: the keys 1 to 9 choose, the arrows move. The same
// answer should have the same number in every question, so that the hand learns it.
type Answers struct {
	// Box is the column, to be put into a screen.
	Box     *fyne.Container
	buttons []*AnswerButton
}

// NewAnswers makes the column; choose gets the index of the answer, from 0. The first is filled.
func NewAnswers(choose func(int), answers ...Answer) *Answers {
	a := &Answers{Box: VStack(7)}
	for i, one := range answers {
		b := NewAnswerButton(i+1, one.Label, one.Note, i == 0, func() { choose(i) })
		a.buttons = append(a.buttons, b)
		a.Box.Add(b)
	}
	return a
}

// Buttons gives the answers in order.
func (a *Answers) Buttons() []*AnswerButton { return a.buttons }

// Rune presses the answer whose number was typed, full-width figures included (an input method
// may be on), and tells whether there was one. Give it to Canvas.SetOnTypedRune.
func (a *Answers) Rune(r rune) bool {
	if r >= '１' && r <= '９' {
		r = r - '１' + '1'
	}
	i := int(r - '1')
	if i < 0 || i >= len(a.buttons) || a.buttons[i].Disabled() {
		return false
	}
	a.buttons[i].Press()
	return true
}

// Key moves the focus between answers with the up and down arrows and tells whether it did.
func (a *Answers) Key(c fyne.Canvas, ev *fyne.KeyEvent) bool {
	step := map[fyne.KeyName]int{fyne.KeyDown: 1, fyne.KeyUp: -1}[ev.Name]
	if step == 0 || len(a.buttons) == 0 {
		return false
	}
	at := -1
	for i, b := range a.buttons {
		if c.Focused() == fyne.Focusable(b) {
			at = i
		}
	}
	if at < 0 && step < 0 {
		at = 0
	}
	at = min(max(at+step, 0), len(a.buttons)-1)
	c.Focus(a.buttons[at])
	return true
}
