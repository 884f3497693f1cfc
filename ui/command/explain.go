package command

import (
	"strings"

	"miseban/app/flow/explain"
	"miseban/app/flow/open"
	"miseban/app/judge"
	"miseban/app/rule"
)

var explainCommands = []*command{
	{name: "explain", args: "注文番号 [--rule 名前] [--status ID]", does: "その受注の判定と、その理由です。--rule ではそのルールが、--status ではそのステータスが、なぜ違うのかを答えます。",
		flags: map[string]bool{"rule": true, "status": true}, run: runExplain,
		help: `JSON: {"order":{…},"questions":[{"kind","title","text","answers":[…]}],"version":N,"over":bool,"flags":[{"id","name","reasons":[…],"rule"}],
"blockers":[{"id","name","reasons":[…],"needs":[…]}],"built_ins":[{"id","name","state","found","by"}],
"rules":[{"name","sentence","note","state","by","tree":{"text","truth","raw","norm","of":[…]},"does":[{"text","lost_to"}]}],"why_not":["…"]}
built_ins の state: clear stops accepted passed off　rules の state: fired not unclear not_reached off　truth: yes no unclear
over は、受注が終わっていて、まだ何もしていないものとしてルールに当てはめたことを表します。status: ` + statusIDs()},
}

type nodeJSON struct {
	Text  string     `json:"text"`
	Truth string     `json:"truth"`
	Raw   *string    `json:"raw"`
	Norm  *string    `json:"norm"`
	Of    []nodeJSON `json:"of"`
}

var truths = map[rule.Truth]struct{ id, sign string }{rule.Yes: {"yes", "✓"}, rule.No: {"no", "✗"}, rule.Unclear: {"unclear", "?"}}

func nodeOf(n rule.Node) nodeJSON {
	out := nodeJSON{n.Text, truths[n.Truth].id, notEmpty(&n.Raw), notEmpty(&n.Norm), []nodeJSON{}}
	for _, x := range n.Of {
		out.Of = append(out.Of, nodeOf(x))
	}
	return out
}

func runExplain(c *call) error {
	if len(c.args) != 1 {
		return usage("注文番号をひとつ書いてください。")
	}
	var want judge.Status
	if id, ok := c.flags["status"]; ok {
		if want, ok = judge.StatusNamed(id); !ok {
			return usage("ステータス「" + id + "」はありません。" + statusIDs())
		}
	}
	return c.reading(func(s *open.Shop) error {
		row, err := s.Desk.Find(c.args[0])
		if err != nil {
			return err
		}
		e, err := explain.Order(c.ctx, s.Desk, row, c.now)
		if err != nil {
			return err
		}
		whyNot := []string{}
		if name, ok := c.flags["rule"]; ok {
			if whyNot, err = e.WhyNotRule(name); err != nil {
				return ruled(err)
			}
		}
		if want != 0 {
			whyNot = append(whyNot, e.WhyNotStatus(want)...)
		}
		if c.json {
			return c.writeJSON(explanationOf(e, whyNot))
		}
		c.printExplanation(e, whyNot)
		return nil
	})
}

func explanationOf(e *explain.Explanation, whyNot []string) any {
	type flag struct {
		ID      string   `json:"id"`
		Name    string   `json:"name"`
		Reasons []string `json:"reasons"`
		Rule    *string  `json:"rule"`
	}
	type wait struct {
		ID      string   `json:"id"`
		Name    string   `json:"name"`
		Reasons []string `json:"reasons"`
		Needs   []string `json:"needs"`
	}
	type builtIn struct {
		ID    string        `json:"id"`
		Name  string        `json:"name"`
		State explain.State `json:"state"`
		Found *string       `json:"found"`
		By    *string       `json:"by"`
	}
	type deed struct {
		Text   string  `json:"text"`
		LostTo *string `json:"lost_to"`
	}
	type ruleOut struct {
		Name     string        `json:"name"`
		Sentence string        `json:"sentence"`
		Note     string        `json:"note"`
		State    explain.State `json:"state"`
		By       *string       `json:"by"`
		Tree     nodeJSON      `json:"tree"`
		Does     []deed        `json:"does"`
	}
	flags, waits, builtIns, rules := []flag{}, []wait{}, []builtIn{}, []ruleOut{}
	for _, f := range e.Flags {
		flags = append(flags, flag{f.ID, f.Name, f.Reasons, notEmpty(&f.Rule)})
	}
	for _, w := range e.Waits {
		waits = append(waits, wait{w.ID, w.Name, w.Reasons, list(w.Needs)})
	}
	for _, b := range e.BuiltIns {
		builtIns = append(builtIns, builtIn{b.ID, b.Name, b.State, notEmpty(&b.Found), notEmpty(&b.By)})
	}
	for _, r := range e.Rules {
		x := ruleOut{r.Name, r.Sentence, r.Note, r.State, notEmpty(&r.By), nodeOf(r.Tree), []deed{}}
		for _, d := range r.Does {
			x.Does = append(x.Does, deed{d.Text, notEmpty(&d.LostTo)})
		}
		rules = append(rules, x)
	}
	return map[string]any{"order": makeOrderJSON(e.Input, e.Judgement), "questions": list(e.Judgement.Questions), "version": e.Version, "over": e.Over,
		"flags": flags, "blockers": waits, "built_ins": builtIns, "rules": rules, "why_not": whyNot}
}

func (c *call) printExplanation(e *explain.Explanation, whyNot []string) {
	j := &e.Judgement
	c.print("%s（%s）%s", e.Row.No, e.Input.Shop.Name, j.Status.Name())
	for _, s := range whyNot {
		c.print("  %s", s)
	}
	for _, r := range j.Reasons {
		c.print("  %s：%s", reasonName(r.For), r.Text)
	}
	for _, w := range e.Waits {
		for _, n := range w.Needs {
			c.print("  %s：%s", w.Name, n)
		}
	}
	for _, q := range j.Questions {
		c.print("  質問：%s「%s」", q.Title, q.Text)
		for i, a := range q.Answers {
			c.print("    %d %s", i+1, a.Label)
		}
	}
	c.print("組み込みの判定")
	for _, b := range e.BuiltIns {
		if b.State == explain.Clear {
			continue
		}
		text := "  " + b.State.Name() + " " + b.Name
		if b.By != "" {
			text += "（" + b.By + "）"
		}
		if b.Found != "" {
			text += "：" + b.Found
		}
		c.print("%s", text)
	}
	c.print("ルール（第%d版）", e.Version)
	if e.Over {
		c.print("  この受注は終わっています。まだ何もしていないものとして、ルールに当てはめています。")
	}
	for i, r := range e.Rules {
		text := r.State.Name()
		if r.By != "" {
			text += "：先に「" + r.By + "」で終わりました"
		}
		c.print("  %d %s　%s", i+1, r.Name, text)
		c.printNode(r.Tree, 2)
		for _, d := range r.Does {
			if d.LostTo != "" {
				c.print("    → %s（「%s」が優先されました）", d.Text, d.LostTo)
			} else {
				c.print("    → %s", d.Text)
			}
		}
	}
}

func (c *call) printNode(n rule.Node, depth int) {
	text := truths[n.Truth].sign + " " + n.Text
	if n.Raw != "" {
		text += "　" + n.Raw
		if n.Norm != "" && n.Norm != n.Raw {
			text += "（比べるときは " + n.Norm + "）"
		}
	}
	c.print("%s%s", strings.Repeat("  ", depth), text)
	for _, x := range n.Of {
		c.printNode(x, depth+1)
	}
}
