package rules

import (
	"fyne.io/fyne/v2"

	"miseban/app/rule"
	"miseban/app/yen"
	"miseban/ui/part"
)

// pickSlot asks for what an action wants to know.
func (x *editor) pickSlot(i int, s slot, typed string) {
	a := x.e.rule.Then[i]
	name := deedOf(a.Kind, a.Off).name
	switch s {
	case slotDay:
		var more []part.Command
		if a.Kind == rule.HoldUntil {
			more = []part.Command{{Title: "解除するまで", Key: "自動では出荷に進みません", Words: "itsumademo", Do: func() { x.setSlot(i, func(a *rule.Action) { a.When = rule.Operand{} }) }}}
		}
		x.pickDay(name, rule.TheOrder, a.When, typed, more, func(o rule.Operand) { x.setSlot(i, func(a *rule.Action) { a.When = o }) })
	case slotRate:
		x.list("税率", map[int]int{10: 0, 8: 1}[a.Rate], []part.Command{{Title: "10％", Do: func() { x.setSlot(i, func(a *rule.Action) { a.Rate = 10 }) }}, {Title: "8％", Do: func() { x.setSlot(i, func(a *rule.Action) { a.Rate = 8 }) }}}, typed)
	case slotYen:
		x.typedList(name+"：金額（税込）を打ってください", 0, nil, func(text string) []part.Command {
			if n, ok := readNumber(text); ok && n > 0 {
				return []part.Command{{Title: numberText(n, rule.YenType), Do: func() { x.setSlot(i, func(a *rule.Action) { a.Yen = yen.Yen(n) }) }}}
			}
			return nil
		}, typed)
	case slotNumber:
		var choices []part.Command
		for _, n := range []int64{10, 5, 0, -5} {
			choices = append(choices, part.Command{Title: numberText(n, rule.CountType), Do: func() { x.setSlot(i, func(a *rule.Action) { a.Number = n }) }})
		}
		x.typedList(name+"：大きいほど先に引き当てます", 0, choices, func(text string) []part.Command {
			if n, ok := readNumber(text); ok {
				return []part.Command{{Title: numberText(n, rule.CountType), Do: func() { x.setSlot(i, func(a *rule.Action) { a.Number = n }) }}}
			}
			return nil
		}, typed)
	default:
		x.pickActionText(i, a, name, typed)
	}
}

// pickActionText asks for an action's text: one of its words, a name that there is, or what is typed.
func (x *editor) pickActionText(i int, a rule.Action, name, typed string) {
	set := func(text string) func() { return func() { x.setSlot(i, func(a *rule.Action) { a.Text = text }) } }
	show := func(words []rule.WordOf, free bool) {
		var choices []part.Command
		now := 0
		for _, w := range words {
			if w.ID == a.Text {
				now = len(choices)
			}
			choices = append(choices, part.Command{Title: w.Name, Words: w.ID, Do: set(w.ID)})
		}
		if optional(a.Kind, slotText) {
			choices = append(choices, part.Command{Title: "理由を書かない", Do: set("")})
		}
		if !free {
			x.list(name, now, choices, typed)
			return
		}
		x.typedList(name+"："+slotHint(a.Kind, slotText)+"（そのまま打てます）", now, choices, func(text string) []part.Command {
			return []part.Command{{Title: "「" + text + "」", Key: "この文字", Do: set(text)}}
		}, typed)
	}
	if w := actionWords(a.Kind); w != nil {
		show(w, false)
		return
	}
	s := x.s
	s.f.Go(func() {
		w, _ := s.book.Names(s.f.Ctx, a.Kind)
		fyne.Do(func() {
			if s.ed == x && s.f.Window.Canvas().Overlays().Top() == nil {
				show(w, true)
			}
		})
	})
}
