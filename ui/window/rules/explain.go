package rules

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/flow/desk"
	"miseban/app/rule"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// explHeight is the height of the explanation: a few lines; more are scrolled.
const (
	explHeight = 190
	explLine   = 46
)

// explain shows how the chosen rule comes out for the chosen order.
func (s *Screen) explain() {
	s.explGen++
	mine := s.explGen
	order, index, set := s.order, s.ruleAt, s.d.set
	if order == 0 || index < 0 || index >= len(set.Rules) {
		s.fillExplain(part.NewNote("受注を選ぶと、ルールの条件に当たったか（✓）外れたか（✗）が出ます。", part.Quiet), explLine)
		return
	}
	s.f.Go(func() {
		node, err := s.book.Explain(s.f.Ctx, order, set, index)
		fyne.Do(func() {
			switch {
			case mine != s.explGen:
			case err != nil:
				s.fillExplain(part.NewNote(frame.Sentence(err), part.Body.In(look.Error)), explLine)
			default:
				o, lines := s.explained(node, index)
				s.fillExplain(o, min(explHeight, 64+22*float32(lines)))
			}
		})
	})
}

func (s *Screen) fillExplain(o fyne.CanvasObject, height float32) {
	why := part.NewKeyButton("なぜ当たらない？", "W", part.Plain, s.askWhy)
	if height == explLine {
		s.expl.Objects = []fyne.CanvasObject{part.NewCardInset(part.CardPlain, 8, 14, part.Beside(o, why))}
	} else {
		scroll := container.NewVScroll(part.Inset(0, 10, 0, 0, o))
		scroll.SetMinSize(fyne.NewSize(100, height-20))
		s.expl.Objects = []fyne.CanvasObject{part.NewCardInset(part.CardPlain, 10, 14, container.New(cornerLayout{}, scroll, why))}
	}
	s.expl.Refresh()
	s.root.Refresh()
}

// cornerLayout lays a button over the upper right corner.
type cornerLayout struct{}

// MinSize is Fyne's.
func (cornerLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout is Fyne's.
func (cornerLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Resize(s)
	m := o[1].MinSize()
	o[1].Move(fyne.NewPos(s.Width-m.Width, -2))
	o[1].Resize(m)
}

// explained writes a condition's tree with what was compared.
func (s *Screen) explained(n rule.Node, index int) (o fyne.CanvasObject, lines int) {
	verdict := map[rule.Truth]string{rule.Yes: "当たります", rule.No: "当たりません", rule.Unclear: "当たりません（わからない値があります）"}[n.Truth]
	box := part.VStack(3, part.Inset(0, 140, 4, 0, part.NewParagraph(part.Run{Text: fmt.Sprintf("%s はルール %d に%s", shortNo(s.orderNo), index+1, verdict), Style: part.Strong})))
	need := map[*rule.Cond]bool{}
	why := rule.WhyNot(n)
	for _, w := range why {
		need[w.Cond] = true
	}
	if len(n.Of) == 0 && n.Raw == "" {
		box.Add(part.NewNote("条件がないので、すべての受注に当たります。", part.Quiet))
	}
	var walk func(n rule.Node, depth int)
	walk = func(n rule.Node, depth int) {
		box.Add(part.Inset(0, 0, 0, float32(16*depth), part.NewParagraph(nodeRuns(n, need[n.Cond])...)))
		for _, c := range n.Of {
			walk(c, depth+1)
		}
	}
	if n.Cond != nil && n.Cond.Kind == rule.All || len(n.Of) > 0 && n.Text == "" {
		for _, c := range n.Of {
			walk(c, 0)
		}
	} else {
		walk(n, 0)
	}
	if len(why) > 0 {
		var texts []string
		for _, w := range why {
			texts = append(texts, "「"+w.Text+"」")
		}
		box.Add(part.Inset(5, 0, 0, 0, part.NewParagraph(part.Run{Text: "当たるには： ", Style: part.Strong}, part.Run{Text: strings.Join(texts, "と") + "が反対になれば当たります。", Style: part.Body})))
	}
	return box, len(box.Objects)
}

func nodeRuns(n rule.Node, need bool) []part.Run {
	mark := map[rule.Truth]part.Run{rule.Yes: {Text: "✓ ", Style: part.Strong.In(look.Good)}, rule.No: {Text: "✗ ", Style: part.Strong.In(look.Error)}, rule.Unclear: {Text: "？ ", Style: part.Strong.In(look.Warn)}}[n.Truth]
	text := part.Body
	if need {
		text = part.Strong
	}
	out := []part.Run{mark, {Text: n.Text, Style: text}}
	if n.Raw != "" {
		out = append(out, part.Run{Text: "　" + quote(n.Raw), Style: part.Quiet})
	}
	if n.Norm != "" && n.Norm != n.Raw {
		out = append(out, part.Run{Text: "　そろえた値 " + quote(n.Norm), Style: part.Quiet})
	}
	return out
}

// shortNo leaves the end of a long order number: that is where they differ.
func shortNo(no string) string {
	if r := []rune(no); len(r) > 13 {
		return "…" + string(r[len(r)-10:])
	}
	return no
}

func quote(text string) string {
	text = strings.NewReplacer("\r", "", "\n", " ").Replace(text)
	if r := []rune(text); len(r) > 80 {
		text = string(r[:79]) + "…"
	}
	return "「" + text + "」"
}

// mostFound is how many orders a search offers.
const mostFound = 30

// askWhy asks for any order, to see how the chosen rule comes out for it.
func (s *Screen) askWhy() {
	if len(s.d.set.Rules) == 0 {
		return
	}
	i := s.ruleAt
	if i < 0 || i >= len(s.d.set.Rules) {
		i = max(0, s.list.rule())
	}
	lines := func(text string) []part.Command {
		var out []part.Command
		for _, r := range s.f.Desk.Select(desk.Filter{Search: text}) {
			if len(out) == mostFound {
				break
			}
			out = append(out, part.Command{Title: r.No + "　" + r.Name, Key: r.Status.Name(), Do: func() {
				s.order, s.orderNo, s.ruleAt = r.ID, r.No, i
				s.explain()
			}})
		}
		return out
	}
	part.NewTypedList(s.f.Window.Canvas(), fmt.Sprintf("ルール %d が当たるか調べる受注（注文番号・氏名）", i+1), 0, nil, lines).Show()
}
