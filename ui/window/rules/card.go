package rules

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/rule"
	"miseban/ui/look"
	"miseban/ui/part"
)

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
