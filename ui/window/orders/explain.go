package orders

import (
	"strconv"

	"fyne.io/fyne/v2"

	"miseban/app/flow/explain"
	"miseban/app/flow/find"
	"miseban/app/judge"
	"miseban/app/rule"
	"miseban/ui/look"
	"miseban/ui/part"
)

// whyKey is the preference that keeps the explanation open.
const whyKey = "orders.why"

// reasons is how the explanation beside the list is looked at.
type reasons struct {
	open   bool            // it is shown at all
	all    bool            // rules too that do not fire
	spread map[string]bool // rules whose condition is spread out, or not, other than usual
	asked  string          // what she asked: why not …?
	answer []string
}

// forget begins anew with another order.
func (w *reasons) forget() { w.all, w.spread, w.asked, w.answer = false, nil, "", nil }

// toggleWhy shows the explanation, or takes it away.
func (s *Screen) toggleWhy() {
	s.why.open = !s.why.open
	s.f.Prefs.SetBool(whyKey, s.why.open)
	s.why.forget()
	s.showPane()
}

// whySection explains the order: flags, waits, built-in judgements, rules.
func (s *Screen) whySection(e *explain.Explanation) fyne.CanvasObject {
	box := part.VStack(6)
	buttons := part.Flow(4, part.NewKeyButton("なぜ〜でない？", "Q", part.Plain, s.askWhyNot))
	if s.MakeTest != nil {
		buttons.Add(part.NewKeyButton("ルールのテストにする", "T", part.Plain, s.makeTest))
	}
	if s.NewRule != nil {
		buttons.Add(part.NewKeyButton("この条件でルールを作る", "M", part.Plain, s.newRule))
	}
	box.Add(buttons)
	if s.why.asked != "" {
		answer := part.VStack(4, part.NewNote("なぜ「"+s.why.asked+"」でないか", part.Strong))
		for _, t := range s.why.answer {
			answer.Add(part.NewNote(t, part.Body))
		}
		box.Add(part.NewCardInset(part.CardChosen, 8, 10, answer))
	}
	if len(e.Flags) > 0 {
		box.Add(heading("判定"))
		for _, f := range e.Flags {
			box.Add(statement(f))
		}
	}
	if len(e.Waits) > 0 {
		box.Add(heading("待っているもの"))
		for _, w := range e.Waits {
			box.Add(statement(w.Statement))
			for _, n := range w.Needs {
				box.Add(part.Inset(0, 0, 0, 12, part.NewNote("→ "+n, part.Quiet)))
			}
		}
	}
	s.builtIns(box, e)
	s.rulesOf(box, e)
	return part.NewCardInset(part.CardPlain, 10, 10, box)
}

// statement is a flag or a wait with its reasons.
func statement(x explain.Statement) fyne.CanvasObject {
	runs := []part.Run{{Text: x.Name + "　", Style: part.Strong}}
	for i, r := range x.Reasons {
		if i > 0 {
			r = "／" + r
		}
		runs = append(runs, part.Run{Text: r, Style: part.Body})
	}
	return part.NewParagraph(runs...)
}

// builtIns shows the built-in judgements that found something, and how many did not.
func (s *Screen) builtIns(box *fyne.Container, e *explain.Explanation) {
	box.Add(heading("組み込みの確認"))
	clear, off := 0, 0
	for _, b := range e.BuiltIns {
		switch {
		case b.State == explain.Clear:
			clear++
			continue
		case b.State == explain.Off && b.Found == "":
			off++
			continue
		}
		state, style := b.State.Name(), part.Quiet
		if b.By != "" {
			state = "ルール「" + b.By + "」が通した"
			if b.State == explain.Off {
				state = b.By + "でオフ"
			}
		}
		if b.State == explain.Stops {
			style = part.Body.In(look.Warn)
		}
		runs := []part.Run{{Text: b.Name + "　", Style: part.Strong}, {Text: state + "　", Style: style}}
		if b.Found != "" {
			runs = append(runs, part.Run{Text: b.Found, Style: part.Body})
		}
		box.Add(part.NewParagraph(runs...))
	}
	rest := "ほかの" + strconv.Itoa(clear) + "項目は見つかりませんでした。"
	if off > 0 {
		rest += "オフ " + strconv.Itoa(off) + "項目。"
	}
	box.Add(part.NewNote(rest, part.Quiet))
}

// mostRules is how many rules are shown that do not fire, and mostNodes how many lines of a condition.
const (
	mostRules = 60
	mostNodes = 120
)

// rulesOf shows the rules that fired, those that can't tell, and on demand the rest.
func (s *Screen) rulesOf(box *fyne.Container, e *explain.Explanation) {
	if e.Version == 0 {
		box.Add(heading("ルール"))
		box.Add(part.NewNote("公開したルールはまだありません。", part.Quiet))
		return
	}
	box.Add(heading("ルール　v" + strconv.Itoa(e.Version)))
	if e.Over {
		box.Add(part.NewNote("終わった受注にはルールは働きません。取り込んだ日に、まだ何もしていないとして見ています。", part.Quiet))
	}
	quiet := 0
	for i := range e.Rules {
		r := &e.Rules[i]
		if r.State == explain.Fired || r.State == explain.Unclear {
			s.oneRule(box, i, r)
			continue
		}
		if quiet++; s.why.all && quiet <= mostRules {
			s.oneRule(box, i, r)
		}
	}
	switch {
	case quiet == 0:
	case s.why.all:
		if quiet > mostRules {
			box.Add(part.NewNote("ほか "+part.Count(quiet-mostRules)+"件のルールも当てはまりません。「なぜ〜でない？」で選べます。", part.Quiet))
		}
		box.Add(part.NewLink("当てはまらないルールをたたむ", part.Body, func() { s.why.all = false; s.drawOrder() }))
	default:
		box.Add(part.NewLink("当てはまらないルール "+part.Count(quiet)+"件も見る", part.Body, func() { s.why.all = true; s.drawOrder() }))
	}
}

// signOf is what stands before a rule or a condition.
func signOf(t rule.Truth) part.Run {
	switch t {
	case rule.Yes:
		return part.Run{Text: "✓ ", Style: part.Strong.In(look.Good)}
	case rule.Unclear:
		return part.Run{Text: "？ ", Style: part.Strong.In(look.Warn)}
	}
	return part.Run{Text: "✗ ", Style: part.Strong.In(look.Error)}
}

func (s *Screen) oneRule(box *fyne.Container, n int, r *explain.Rule) {
	sign := signOf(r.Tree.Truth)
	state := r.State.Name()
	switch r.State {
	case explain.Off:
		sign, state = part.Run{Text: "— ", Style: part.Quiet}, "停止中"
	case explain.NotReached:
		sign, state = part.Run{Text: "— ", Style: part.Quiet}, "「"+r.By+"」で終わったので見ていません"
	}
	box.Add(part.NewParagraph(sign, part.Run{Text: strconv.Itoa(n+1) + " " + r.Name, Style: part.Strong}, part.Run{Text: "　" + state, Style: part.Quiet}))
	inner := part.VStack(3, part.NewNote(r.Sentence, part.Quiet))
	for _, d := range r.Does {
		if d.LostTo != "" {
			inner.Add(part.NewParagraph(part.Run{Text: "→ " + d.Text + "　", Style: part.Quiet}, part.Run{Text: "ルール「" + d.LostTo + "」が先に決めたので、使われません。", Style: part.Body.In(look.Warn)}))
			continue
		}
		inner.Add(part.NewNote("→ "+d.Text, part.Body))
	}
	open, set := s.why.spread[r.Name]
	if !set {
		open = r.State == explain.Fired || r.State == explain.Unclear
	}
	links := part.HStack(12)
	text := "条件を見る"
	if open {
		left := mostNodes
		inner.Add(part.Inset(2, 0, 2, 0, tree(r.Tree, &left)))
		text = "条件をたたむ"
	}
	links.Add(part.NewLink(text, part.Caption, func() {
		if s.why.spread == nil {
			s.why.spread = map[string]bool{}
		}
		s.why.spread[r.Name] = !open
		s.drawOrder()
	}))
	if s.OpenRule != nil {
		links.Add(part.NewLink("ルールを開く", part.Caption, func() { s.OpenRule(r.Name) }))
	}
	inner.Add(links)
	box.Add(part.Inset(0, 0, 4, 14, inner))
}

// tree draws a condition as it came out: what holds, what does not, what no file tells, with the values compared.
func tree(n rule.Node, left *int) fyne.CanvasObject {
	box := part.VStack(2)
	branch(box, n, 0, left)
	if *left < 0 {
		box.Add(part.NewNote("ほか "+part.Count(-*left)+"行", part.Quiet))
	}
	return box
}

func branch(box *fyne.Container, n rule.Node, depth int, left *int) {
	if *left--; *left >= 0 {
		runs := []part.Run{signOf(n.Truth), {Text: n.Text, Style: part.Body}}
		if n.Raw != "" {
			runs = append(runs, part.Run{Text: "　" + short(n.Raw, 60), Style: part.Quiet})
		}
		if n.Norm != "" && n.Norm != n.Raw {
			runs = append(runs, part.Run{Text: "　比べるとき " + short(n.Norm, 60), Style: part.Quiet})
		}
		box.Add(part.Inset(0, 0, 0, float32(min(depth, 8))*14, part.NewParagraph(runs...)))
	}
	for _, c := range n.Of {
		branch(box, c, depth+1, left)
	}
}

// askWhyNot lets her choose a status or a rule, and says why the order is not so.
func (s *Screen) askWhyNot() {
	e := s.order.why
	if e == nil {
		return
	}
	var choices []part.Command
	answer := func(what string, lines []string) {
		if len(lines) == 0 {
			lines = []string{"理由は見つかりませんでした。"}
		}
		s.why.asked, s.why.answer = what, lines
		s.drawOrder()
	}
	for _, st := range judge.Statuses() {
		if st != e.Judgement.Status {
			choices = append(choices, part.Command{Title: "ステータス：" + st.Name(), Words: st.ID(), Do: func() { answer(st.Name(), e.WhyNotStatus(st)) }})
		}
	}
	for i := range e.Rules {
		r := &e.Rules[i]
		if r.State == explain.Fired {
			continue
		}
		choices = append(choices, part.Command{Title: "ルール：" + r.Name, Words: "rule", Do: func() {
			lines, err := e.WhyNotRule(r.Name)
			if err != nil {
				lines = []string{sentence(err)}
			}
			answer(r.Name, lines)
		}})
	}
	part.NewPickList(s.f.Window.Canvas(), "なぜ、どれでないのですか", 0, choices).Show()
}

// makeTest hands the chosen order to who makes a test of the rules of it.
func (s *Screen) makeTest() {
	if rows := s.chosen(); len(rows) == 1 && s.MakeTest != nil {
		s.MakeTest(rows[0])
	}
}

// newRule hands on the beginning of a rule for orders like the chosen one.
func (s *Screen) newRule() {
	rows := s.chosen()
	if len(rows) != 1 || s.NewRule == nil {
		return
	}
	row := rows[0]
	s.f.Go(func() {
		in, j, err := s.f.Desk.Judged(s.f.Ctx, row.ID, s.f.Now())
		fyne.Do(func() {
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.NewRule(find.RuleFrom(in, j.Class, row.No))
		})
	})
}
