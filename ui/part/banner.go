package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// BannerKind is a banner's weight.
type BannerKind uint8

// The kinds of banners. Warning and failure say so in a word.
const (
	Info BannerKind = iota
	Done
	Warning
	Failure
)

func (k BannerKind) look() (word string, style, ground fyne.ThemeColorName) {
	switch k {
	case Done:
		return "", look.Good, look.Surface
	case Warning:
		return "注意", look.Warn, look.Notice
	case Failure:
		return "エラー", look.Error, look.ErrorSoft
	}
	return "", look.Link, look.Surface
}

// Action is a button on a banner or an empty page.
type Action struct {
	Label string
	Hint  string // the key that does the same, or ""
	Do    func()
}

// Banner is a message inside the window: what happened, and the way back. Order data stays in the
// window: notifications of the system are never used for it.
type Banner struct {
	widget.BaseWidget
	kind    BannerKind
	content *fyne.Container
}

// NewBanner makes a banner; close is called when the owner closes it or one of its actions was
// done, nil leaves the cross out.
func NewBanner(kind BannerKind, text string, close func(), actions ...Action) *Banner {
	word, color, _ := kind.look()
	var runs []Run
	if word != "" {
		runs = append(runs, Run{word + "　", Strong.In(color)})
	}
	runs = append(runs, Run{text, Body})
	end := HStack(Unit)
	for _, a := range actions {
		end.Add(NewKeyButton(a.Label, a.Hint, Plain, func() {
			if close != nil {
				close()
			}
			if a.Do != nil {
				a.Do()
			}
		}))
	}
	if close != nil {
		end.Add(NewKeyButton("×", "", Flat, close))
	}
	b := &Banner{kind: kind, content: Beside(NewParagraph(runs...), end)}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer is Fyne's.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	ground, edge := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	ground.StrokeWidth, ground.CornerRadius = 1, look.Radius
	edge.TopLeftCornerRadius, edge.BottomLeftCornerRadius = look.Radius, look.Radius
	d := &drawing{part: b, objects: []fyne.CanvasObject{ground, edge, b.content}}
	d.paint = func() {
		_, color, back := b.kind.look()
		ground.FillColor, ground.StrokeColor, edge.FillColor = look.Color(back), look.Color(look.Line), look.Color(color)
	}
	d.min = func() fyne.Size { return b.content.MinSize().AddWidthHeight(16+8, 8) }
	d.layout = func(s fyne.Size) {
		ground.Resize(s)
		place(edge, 0, 0, 4, s.Height)
		place(b.content, 16, 4, s.Width-16-8, s.Height-8)
	}
	d.paint()
	return d
}

// Banners is the place above a screen where banners appear, newest first, at most three.
type Banners struct {
	// Box is the place, to be put into the window.
	Box *fyne.Container
}

// NewBanners makes an empty place, which takes no room.
func NewBanners() *Banners { return &Banners{Box: VStack(Unit)} }

// Show adds a banner and returns what takes it away again.
func (b *Banners) Show(kind BannerKind, text string, actions ...Action) (remove func()) {
	var one *Banner
	remove = func() { b.Box.Remove(one) }
	one = NewBanner(kind, text, remove, actions...)
	shown := append([]fyne.CanvasObject{one}, b.Box.Objects...)
	b.Box.Objects = shown[:min(3, len(shown))]
	b.Box.Refresh()
	return remove
}

// Undo shows what was done with the button that takes it back.
func (b *Banners) Undo(text string, undo func()) (remove func()) {
	return b.Show(Done, text, Action{Label: "元に戻す", Hint: "Ctrl+Z", Do: undo})
}

// ProgressStrip shows work that takes longer than a second, and stops it.
type ProgressStrip struct {
	widget.BaseWidget
	text    string
	done    float64 // 0 to 1; below zero: not known
	stopped bool
	cancel  *KeyButton
}

// NewProgressStrip makes the strip; cancel nil means that the work can't be stopped.
func NewProgressStrip(text string, cancel func()) *ProgressStrip {
	p := &ProgressStrip{text: text, done: -1}
	p.cancel = NewKeyButton("中止", "Esc", Plain, func() {
		p.stopped = true
		p.cancel.Disable()
		p.Refresh()
		cancel()
	})
	p.cancel.Hidden = cancel == nil
	p.ExtendBaseWidget(p)
	return p
}

// Set shows how far the work is: done of total, of which total 0 means unknown.
func (p *ProgressStrip) Set(text string, done, total int) {
	p.text, p.done = text, -1
	if total > 0 {
		p.done = min(1, float64(done)/float64(total))
		p.text += "　" + Count(done) + " / " + Count(total)
	}
	p.Refresh()
}

// CreateRenderer is Fyne's.
func (p *ProgressStrip) CreateRenderer() fyne.WidgetRenderer {
	ground, groove, bar := canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	ground.StrokeWidth, ground.CornerRadius, groove.CornerRadius, bar.CornerRadius = 1, look.Radius, 3, 3
	word := &canvas.Text{}
	d := &drawing{part: p, objects: []fyne.CanvasObject{ground, word, groove, bar, p.cancel}}
	d.paint = func() {
		ground.FillColor, ground.StrokeColor = look.Color(look.Surface), look.Color(look.Line)
		groove.FillColor, bar.FillColor = look.Color(look.LineSoft), look.Color(look.Accent)
		text := p.text
		if p.stopped {
			text = "止めています…"
		}
		Body.write(word, text)
		groove.Hidden, bar.Hidden = p.done < 0, p.done <= 0
	}
	d.min = func() fyne.Size { return fyne.NewSize(320, 42) }
	d.layout = func(s fyne.Size) {
		ground.Resize(s)
		right := s.Width - 12
		if !p.cancel.Hidden {
			m := p.cancel.MinSize()
			right -= m.Width
			place(p.cancel, right, 6, m.Width, m.Height)
			right -= 12
		}
		half := right * 0.5
		place(word, 14, Body.top(s.Height), half, Body.lineHeight())
		place(groove, half+14, middle(s.Height, 6), right-half-14, 6)
		place(bar, half+14, middle(s.Height, 6), (right-half-14)*float32(max(0, p.done)), 6)
	}
	d.paint()
	return d
}

// NewEmptyState is a page without content: what it is for and what to do next.
func NewEmptyState(title, text string, actions ...Action) *fyne.Container {
	buttons := HStack(Unit, layout.NewSpacer())
	for i, a := range actions {
		kind := Plain
		if i == 0 {
			kind = Primary
		}
		buttons.Add(NewKeyButton(a.Label, a.Hint, kind, a.Do))
	}
	buttons.Add(layout.NewSpacer())
	words := HStack(0, layout.NewSpacer(), VStack(Unit, centred(NewText(title, Title)), centred(NewText(text, Quiet))), layout.NewSpacer())
	return VStack(2*Unit, layout.NewSpacer(), words, buttons, layout.NewSpacer())
}

func centred(t *Text) *Text { t.align = fyne.TextAlignCenter; return t }
