package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"

	"miseban/ui/look"
)

// Panel is a large form or list over the page: a head, a body that takes all the room there is, buttons at the foot.
// Unlike a Dialog it doesn't close by itself: what was typed stays until the screen says so.
type Panel struct {
	// OnEscape is called for Esc and the close button; nil closes.
	OnEscape func()
	// OnConfirm is called for Ctrl+Enter.
	OnConfirm func()
	// OnKey and OnShortcut see what no widget on the panel had a use for; true means that it was used up.
	OnKey      func(*fyne.KeyEvent) bool
	OnShortcut func(fyne.Shortcut) bool

	sheet  *sheet
	leave  *KeyButton
	closed func()
}

// NewPanel makes a panel of a width in pixels over a canvas. left stands at the foot's left side, nil for nothing; its
// buttons stand at the right of the one that leaves, which is called leave.
func NewPanel(c fyne.Canvas, width float32, title, about string, body, left fyne.CanvasObject, leave string, buttons ...*KeyButton) *Panel {
	p := &Panel{}
	p.leave = NewKeyButton(leave, "Esc", Plain, p.escape)
	end := HStack(Unit, p.leave)
	for _, b := range buttons {
		end.Add(b)
	}
	var foot fyne.CanvasObject = HStack(Unit, layout.NewSpacer(), end)
	if left != nil {
		foot = Beside(left, end)
	}
	head := Beside(NewTextCut(title, Title), NewText(about, Quiet))
	p.sheet = &sheet{canvas: c, size: fyne.NewSize(width, max(320, c.Size().Height-72)), top: -1, key: p.key, shortcut: p.shortcut,
		content: Dock(VStack(0, Inset(14, 20, 10, 20, head), NewRule()), VStack(0, NewRule(), Inset(10, 20, 12, 20, foot)), nil, nil, body)}
	return p
}

// OnClosed is called after the panel closed.
func (p *Panel) OnClosed(f func()) { p.closed = f }

// Show opens the panel with the focus on first.
func (p *Panel) Show(first fyne.Focusable) { p.sheet.show(first) }

// Close closes the panel and does nothing else.
func (p *Panel) Close() {
	if !p.sheet.open {
		return
	}
	p.sheet.hide()
	if p.closed != nil {
		p.closed()
	}
}

func (p *Panel) escape() {
	if p.OnEscape != nil {
		p.OnEscape()
		return
	}
	p.Close()
}

func (p *Panel) key(ev *fyne.KeyEvent) {
	switch {
	case p.OnKey != nil && p.OnKey(ev):
	case ev.Name == fyne.KeyEscape:
		p.escape()
	}
}

func (p *Panel) shortcut(s fyne.Shortcut) {
	if p.OnShortcut != nil && p.OnShortcut(s) {
		return
	}
	if c, ok := s.(*desktop.CustomShortcut); ok && p.OnConfirm != nil && c.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0 &&
		(c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter) {
		p.OnConfirm()
	}
}

// AskToDiscard asks before what was typed is thrown away. Enter and Esc both go back to it.
func AskToDiscard(c fyne.Canvas, text string, discard func()) {
	d := NewDialog(c, "入力を捨てて閉じますか？", NewNote(text, Body.In(look.Text)), Choice{Label: "捨てて閉じる", Kind: Danger, Do: discard})
	d.buttons[0].SetLabel("入力に戻る", "Esc")
	d.Show(nil)
}

// Refresh lays the panel out anew, when what stands at its foot has grown.
func (p *Panel) Refresh() { p.sheet.Refresh() }
