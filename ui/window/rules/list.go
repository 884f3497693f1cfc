package rules

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/app/rule"
	"miseban/ui/look"
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

// fillList writes the cards.
func (s *Screen) fillList() {
	l := s.list
	l.cards, l.rules = nil, len(s.d.set.Rules)
	l.box.Objects = nil
	for i := range s.d.set.Rules {
		c := part.NewCardInset(part.CardPlain, 8, 10, s.ruleCard(i))
		l.cards = append(l.cards, c)
		l.box.Add(c)
	}
	if len(s.state.BuiltIns) > 0 {
		l.box.Add(part.Inset(10, 0, 0, 2, part.VStack(1, part.NewText("組み込みの判定", part.Strong), part.NewNote("はじめから備わっている確認です。Space で止められます。", part.Caption))))
	}
	for _, b := range s.state.BuiltIns {
		c := part.NewCardInset(part.CardPlain, 5, 10, s.builtInCard(b))
		l.cards = append(l.cards, c)
		l.box.Add(c)
	}
	s.count.SetText(fmt.Sprintf("%s件のルール", part.Count(l.rules)))
	l.at = min(max(l.at, 0), max(0, len(l.cards)-1))
	l.paint()
	l.box.Refresh()
	l.Refresh()
	s.left.Refresh()
}

func (s *Screen) ruleCard(i int) fyne.CanvasObject {
	r := &s.d.set.Rules[i]
	text := rule.RuleSentence(r)
	if t := []rune(text); len(t) > longest {
		text = string(t[:longest-1]) + "…"
	}
	style, quiet := part.Body, part.Caption
	if r.Off {
		style = part.Quiet
	}
	below := []part.Run{{Text: r.Name, Style: quiet}}
	if r.Note != "" {
		below = append(below, part.Run{Text: "　" + r.Note, Style: quiet})
	}
	if r.Off {
		below = append([]part.Run{{Text: "停止中　", Style: quiet.Bold()}}, below...)
	} else if s.changedRule(i) {
		below = append(below, part.Run{Text: "　変更あり", Style: quiet.In(look.Warn)})
	}
	words := part.VStack(2, part.NewParagraph(emphasised(text, r, style)...), part.NewParagraph(below...))
	for _, a := range s.advices {
		if a.Rule == r.Name {
			words.Add(part.NewNote(a.Text, quiet.In(look.Warn)))
		}
	}
	fires := ""
	if s.sim != nil && i < len(s.sim.Fires) && !r.Off {
		fires = part.Count(s.sim.Fires[i]) + "件"
	}
	return container.New(cardLayout{}, part.NewText(strconv.Itoa(i+1), style.Bold()), words, part.NewTextRight(fires, part.Quiet))
}

// changedRule tells whether a rule is another one than the published one of its name.
func (s *Screen) changedRule(i int) bool {
	r := &s.d.set.Rules[i]
	for j := range s.state.Set.Rules {
		if p := &s.state.Set.Rules[j]; p.Name == r.Name {
			return rule.Format(&rule.Set{Rules: []rule.Rule{*r}}) != rule.Format(&rule.Set{Rules: []rule.Rule{*p}})
		}
	}
	return true
}

func (s *Screen) builtInCard(b BuiltIn) fyne.CanvasObject {
	off := s.d.off(b.ID)
	name, state := part.NewTextCut(b.Name, part.Body), part.NewPill("使用中", look.TonePrint)
	if off {
		name, state = part.NewTextCut(b.Name, part.Quiet), part.NewPill("停止中", look.ToneNeutral)
	}
	n := ""
	if s.sim != nil && !off {
		n = part.Count(s.sim.BuiltIns[b.ID]) + "件"
	}
	return container.New(cardLayout{}, state, name, part.NewTextRight(n, part.Quiet))
}

func (s *Screen) tellBuiltIn(i int) {
	if i < len(s.state.BuiltIns) {
		b := s.state.BuiltIns[i]
		part.Tell(s.f.Window.Canvas(), "組み込みの判定「"+b.Name+"」", b.About+"\n\nSpace で止める・使うを切り替えます。一部の受注だけ通すには、動作「組み込みの確認で止めない」のルールを作ります。")
	}
}

// cardLayout puts a number or a pill before a text and a count at the right, all at the top.
type cardLayout struct{}

const countWidth = 62

func (cardLayout) lead(o []fyne.CanvasObject) float32 { return max(18, o[0].MinSize().Width+8) }

// MinSize is Fyne's.
func (c cardLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[1].MinSize()
	return fyne.NewSize(m.Width+c.lead(o)+countWidth, max(m.Height, o[0].MinSize().Height))
}

// Layout is Fyne's.
func (c cardLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	lead := c.lead(o)
	w := s.Width - lead - countWidth
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(o[0].MinSize())
	o[1].Move(fyne.NewPos(lead, 0))
	if o[1].Size().Width != w {
		o[1].Resize(fyne.NewSize(w, o[1].Size().Height))
	}
	o[1].Resize(fyne.NewSize(w, o[1].MinSize().Height))
	o[2].Move(fyne.NewPos(s.Width-countWidth, 0))
	o[2].Resize(fyne.NewSize(countWidth, o[2].MinSize().Height))
}
