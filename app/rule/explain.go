package rule

import (
	"fmt"

	"miseban/app/order"
)

// Explain shows how one rule came out for an order, as the rule saw it: with the flags, labels and check boxes of the rules before
// it. Every part is worked out, also where one alone would have decided. A rule that is switched off, or that an earlier one kept
// from being looked at, is explained as if it had been.
func (p *Program) Explain(rule int, s *Subject) Node {
	if rule < 0 || rule >= len(p.rules) {
		return Node{Cond: &Cond{}}
	}
	r := borrow(s, p.marks)
	defer r.giveBack()
	for i := range rule {
		if r.fire(i, &p.rules[i]) && p.rules[i].stop {
			break
		}
	}
	return r.explain(&p.rules[rule].when, ofOrder)
}

// Explain shows how the condition came out for an order.
func (m *Matcher) Explain(s *Subject) Node {
	r := borrow(s, m.marks)
	defer r.giveBack()
	return r.explain(&m.when, ofOrder)
}

func (r *run) explain(n *node, e elem) Node {
	out := Node{Cond: n.cond, Truth: r.truth(n, e)}
	switch n.kind {
	case Compare:
		out.Text = comparisonWords(n.cond, n.scope, false).plain()
		out.Raw, out.Norm = r.shown(n, e)
		return out
	case Some, Every, None:
		out.Text = worded(n.cond, n.scope, false).plain()
		one := &Cond{Kind: All, Over: n.over, Of: n.cond.Of, At: n.cond.At}
		for i := range r.elements(n.over) {
			if x, ok := r.element(n.over, n.scope, e, i); ok {
				out.Of = append(out.Of, Node{Cond: one, Truth: r.all(n.of, x), Text: r.elementName(n.over, i), Of: r.explainAll(n.of, x)})
			}
		}
		return out
	case Any:
		out.Text = "次のどれかに当てはまる"
	case Not:
		out.Text = "次のどれにも当てはまらない"
		if len(n.of) == 1 && n.of[0].kind != All && n.of[0].kind != Any {
			out.Text = worded(n.cond, n.scope, false).plain()
		} else if len(n.of) == 1 {
			out.Text = "次に当てはまらない"
		}
	default:
		out.Text = "次のすべてに当てはまる"
		if len(n.of) == 0 {
			out.Text = allOrders
		}
	}
	out.Of = r.explainAll(n.of, e)
	return out
}

func (r *run) explainAll(of []node, e elem) []Node {
	out := make([]Node, len(of))
	for i := range of {
		out[i] = r.explain(&of[i], e)
	}
	return out
}

// elementName names a line by its goods and a destination by its person.
func (r *run) elementName(over Over, i int) string {
	what, p := "明細", (*string)(nil)
	if over == Lines {
		p = r.f.Lines[i].Name
	} else {
		what, p = "お届け先", r.f.Destinations[i].Name
	}
	text := fmt.Sprintf("%s%d", what, i+1)
	if s := []rune(order.Value(p)); len(s) > 24 {
		return text + "「" + string(s[:24]) + "…」"
	} else if len(s) > 0 {
		return text + "「" + string(s) + "」"
	}
	return text
}
