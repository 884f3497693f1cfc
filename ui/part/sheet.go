package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// sheet is an overlay over the whole window: the page dimmed, a panel on it. It owns the keyboard
// while it is open; keys that the widgets on it don't use end here and never reach the page.
type sheet struct {
	widget.BaseWidget
	canvas   fyne.Canvas
	content  fyne.CanvasObject
	size     fyne.Size // least size of the panel
	top      float32   // distance from the window's top; below zero: centred
	key      func(*fyne.KeyEvent)
	shortcut func(fyne.Shortcut)
	outside  func() // a click beside the panel, nil = nothing

	before  fyne.Focusable // had the focus
	oldKey  func(*fyne.KeyEvent)
	oldRune func(rune)
	open    bool
}

func (s *sheet) caughtKey(ev *fyne.KeyEvent) {
	if s.key != nil {
		s.key(ev)
	}
}

func (s *sheet) caughtShortcut(sc fyne.Shortcut) {
	if s.shortcut != nil {
		s.shortcut(sc)
	}
}

// show puts the sheet up and the focus onto first.
func (s *sheet) show(first fyne.Focusable) {
	s.ExtendBaseWidget(s)
	s.before, s.open = s.canvas.Focused(), true
	s.oldKey, s.oldRune = s.canvas.OnTypedKey(), s.canvas.OnTypedRune()
	s.canvas.SetOnTypedKey(s.caughtKey)
	s.canvas.SetOnTypedRune(func(rune) {})
	s.canvas.Overlays().Add(s)
	s.Resize(s.canvas.Size())
	if first != nil {
		s.canvas.Focus(first)
	}
}

// hide takes the sheet away and gives the focus back. Twice does no harm.
func (s *sheet) hide() {
	if !s.open {
		return
	}
	s.open = false
	s.canvas.Overlays().Remove(s)
	s.canvas.SetOnTypedKey(s.oldKey)
	s.canvas.SetOnTypedRune(s.oldRune)
	if s.before != nil {
		s.canvas.Focus(s.before)
	}
}

// Tapped is Fyne's.
func (s *sheet) Tapped(ev *fyne.PointEvent) {
	p, size := s.content.Position(), s.content.Size()
	inside := ev.Position.X >= p.X && ev.Position.X < p.X+size.Width && ev.Position.Y >= p.Y && ev.Position.Y < p.Y+size.Height
	if !inside && s.outside != nil {
		s.outside()
	}
}

// CreateRenderer is Fyne's.
func (s *sheet) CreateRenderer() fyne.WidgetRenderer {
	dim, panel := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	panel.CornerRadius, panel.StrokeWidth = 8, 1
	d := &drawing{part: s, objects: []fyne.CanvasObject{dim, panel, s.content}}
	d.paint = func() {
		dim.FillColor = look.Color(look.Dim)
		panel.FillColor, panel.StrokeColor = look.Color(look.Surface), look.Color(look.Line)
	}
	d.min = func() fyne.Size { return s.content.MinSize() }
	d.layout = func(all fyne.Size) {
		dim.Resize(all)
		w := min(max(s.size.Width, s.content.MinSize().Width), all.Width-32)
		s.content.Resize(fyne.NewSize(w, s.content.Size().Height))
		h := min(max(s.size.Height, s.content.MinSize().Height), all.Height-32)
		y := s.top
		if y < 0 {
			y = middle(all.Height, h) * 0.8
		}
		x := middle(all.Width, w)
		place(panel, x, y, w, h)
		place(s.content, x, y, w, h)
	}
	d.paint()
	return d
}
