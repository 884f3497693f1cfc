package rules

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/part"
)

// longest is how much of a rule's sentence the list shows.
const longest = 110

// listView is the list of the rules with the built-in judgements at its end: one Tab stop, worked by the arrows.
type listView struct {
	widget.BaseWidget
	box   *fyne.Container
	cards []*part.Card // rules, then built-in judgements
	rules int
	at    int

	moved    func(int)
	open     func(int)
	toggle   func(int)
	remove   func(int)
	shift    func(i, by int)
	menu     func(i int) *fyne.Menu
	focused  bool
	restless fyne.CanvasObject
}

func newListView() *listView {
	l := &listView{box: part.VStack(7)}
	l.ExtendBaseWidget(l)
	return l
}

// rule is the rule that the cursor stands on, -1 for none.
func (l *listView) rule() int {
	if l.at < l.rules {
		return l.at
	}
	return -1
}

func (l *listView) n() int { return len(l.cards) }

func (l *listView) paint() {
	for i, c := range l.cards {
		kind := part.CardPlain
		if i == l.at {
			kind = part.CardChosen
		}
		c.SetKind(kind)
	}
}

func (l *listView) goTo(i int) {
	l.at = min(max(i, 0), max(0, len(l.cards)-1))
	l.paint()
	if l.moved != nil {
		l.moved(l.at)
	}
}

func (l *listView) hit(p fyne.Position) int {
	for i, c := range l.cards {
		if p.Y >= c.Position().Y && p.Y < c.Position().Y+c.Size().Height {
			return i
		}
	}
	return -1
}

// Tapped is Fyne's.
func (l *listView) Tapped(ev *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l)
	}
	if i := l.hit(ev.Position); i >= 0 {
		l.goTo(i)
	}
}

// DoubleTapped is Fyne's.
func (l *listView) DoubleTapped(ev *fyne.PointEvent) {
	if i := l.hit(ev.Position); i >= 0 {
		l.open(i)
	}
}

// TappedSecondary is Fyne's.
func (l *listView) TappedSecondary(ev *fyne.PointEvent) {
	l.Tapped(ev)
	c := fyne.CurrentApp().Driver().CanvasForObject(l)
	if m := l.menu(l.at); m != nil && c != nil {
		widget.ShowPopUpMenuAtPosition(m, c, ev.AbsolutePosition)
	}
}

// FocusGained is Fyne's.
func (l *listView) FocusGained() { l.focused = true }

// FocusLost is Fyne's.
func (l *listView) FocusLost() { l.focused = false }

// TypedRune is Fyne's.
func (l *listView) TypedRune(r rune) {
	if r != ' ' {
		part.PassRune(l, r)
	}
}

// TypedKey is Fyne's.
func (l *listView) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp:
		l.goTo(l.at - 1)
	case fyne.KeyDown:
		l.goTo(l.at + 1)
	case fyne.KeyPageUp:
		l.goTo(l.at - 6)
	case fyne.KeyPageDown:
		l.goTo(l.at + 6)
	case fyne.KeyHome:
		l.goTo(0)
	case fyne.KeyEnd:
		l.goTo(len(l.cards) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.open(l.at)
	case fyne.KeySpace:
		l.toggle(l.at)
	case fyne.KeyDelete:
		l.remove(l.at)
	case desktop.KeyMenu:
		c := fyne.CurrentApp().Driver().CanvasForObject(l)
		if m := l.menu(l.at); m != nil && c != nil && l.at < len(l.cards) {
			p := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.cards[l.at])
			widget.ShowPopUpMenuAtPosition(m, c, p.AddXY(30, 30))
		}
	default:
		part.PassKey(l, ev)
	}
}

// TypedShortcut moves a rule with Alt+↑ and Alt+↓.
func (l *listView) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierAlt {
		switch c.KeyName {
		case fyne.KeyUp:
			l.shift(l.at, -1)
			return
		case fyne.KeyDown:
			l.shift(l.at, 1)
			return
		}
	}
	part.PassShortcut(l, s)
}

// CreateRenderer is Fyne's.
func (l *listView) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.box) }

func (s *Screen) makeList() {
	l := newListView()
	s.list = l
	l.moved = func(i int) {
		if i < l.rules {
			s.ruleAt = i
			s.explain()
		}
		if i < len(l.cards) && l.restless != nil {
			part.Reveal(l.restless.(*container.Scroll), l.cards[i])
		}
	}
	l.open = func(i int) {
		if i < l.rules {
			s.edit(i)
		} else {
			s.tellBuiltIn(i - l.rules)
		}
	}
	l.toggle = func(i int) {
		switch b := i - l.rules; {
		case i < l.rules:
			s.d.toggle(i)
		case b < len(s.state.BuiltIns):
			s.d.toggleBuiltIn(s.state.BuiltIns[b])
		default:
			return
		}
		s.changed()
	}
	l.remove = func(i int) {
		if i < l.rules {
			s.remove(i)
		}
	}
	l.shift = func(i, by int) {
		if i < l.rules {
			l.at = s.d.move(i, by)
			s.changed()
		}
	}
	l.menu = s.ruleMenu
}

func (s *Screen) ruleMenu(i int) *fyne.Menu {
	m := fyne.NewMenu("")
	item := func(label string, do func()) { m.Items = append(m.Items, fyne.NewMenuItem(label, do)) }
	if i >= s.list.rules {
		item("使う／止める　Space", func() { s.list.toggle(i) })
		return m
	}
	item("編集　Enter", func() { s.edit(i) })
	item("使う／止める　Space", func() { s.list.toggle(i) })
	item("複製　D", func() { s.duplicate(i) })
	item("上へ　Alt+↑", func() { s.list.shift(i, -1) })
	item("下へ　Alt+↓", func() { s.list.shift(i, 1) })
	item("削除　Delete", func() { s.remove(i) })
	return m
}
