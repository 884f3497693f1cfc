package habit

import (
	"fmt"
	"slices"
	"strings"

	"miseban/app/rule"
)

// passable are the built-in stops that a learned rule may let pass. What a customer wrote, whether the mall has cleared an order,
// and what is paid are never among them.
func passable(kind string) bool {
	switch kind {
	case "no_comment_column", "address", "phone", "wish_past":
		return true
	}
	return strings.HasPrefix(kind, "conflict_")
}

// Always is how many equal answers it takes before a stop is proposed to pass for every order.
const Always = 5

// rules finds what equal answers have in common: the trait that most of them share and no other answer has, with the traits that
// the same orders share beside it.
func rules(all []Given, k Known) []Proposal {
	groups := map[string][]Given{}
	for _, g := range all {
		if passable(g.Kind) || g.Kind == Prices || g.Kind == Hold {
			groups[g.Kind] = append(groups[g.Kind], g)
		}
	}
	common := shares(all)
	var out []Proposal
	for _, kind := range sortedKeys(groups) {
		given := groups[kind]
		for _, way := range ways(given) {
			out = append(out, k.general(kind, way, given, common)...)
		}
	}
	return out
}

// way is an answer of which equal ones make a rule: an Answer, and its text where it has one.
type way struct {
	answer Answer
	text   string
}

func ways(given []Given) []way {
	var out []way
	for _, g := range given {
		w := way{g.Answer, g.Text}
		if w.answer == Holds {
			w.text = "" // the reason may be worded in many ways
		}
		if g.Answer != Other && g.Answer != Nothing && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func (w way) is(g Given) bool { return g.Answer == w.answer && (g.Text == w.text || w.answer == Holds) }

// general generalises the answers of one way, as often as there is something left.
func (k Known) general(kind string, w way, given []Given, common map[Trait]bool) []Proposal {
	left, against := []Given{}, []Given{}
	for _, g := range given {
		switch {
		case !w.is(g):
			against = append(against, g)
		case !k.spent(kind, g):
			left = append(left, g)
		}
	}
	var out []Proposal
	for acts(left) >= Enough {
		traits, covered := best(left, against, common)
		if covered == nil {
			if len(against) > 0 || acts(left) < Always || !general(kind) || len(out) > 0 {
				break
			}
			covered = left
		}
		out = append(out, k.ruleOf(kind, w, traits, covered, given))
		left = slices.DeleteFunc(slices.Clone(left), func(g Given) bool { return has(g, traits) })
	}
	return out
}

// general says whether a stop of the kind could pass for every order; an address is never like another.
func general(kind string) bool { return strings.HasPrefix(kind, "conflict_") || kind == "wish_past" }

// spent says whether an answer has made a rule already, or a proposal that she refused.
func (k Known) spent(kind string, g Given) bool {
	for key, traits := range k.Learned {
		if strings.HasPrefix(key, kind+" ") && has(g, traits) {
			return true
		}
	}
	return slices.ContainsFunc(k.Refused, func(r Refusal) bool {
		return r.Kind == kind && has(g, r.Traits) && (r.Never || g.At <= r.At)
	})
}

// has says whether an order has all traits.
func has(g Given, traits []Trait) bool {
	for _, t := range traits {
		if !slices.Contains(g.Traits, t) {
			return false
		}
	}
	return true
}

// most is how many traits a rule looks at.
const most = 3

// best gives the traits that the greatest number of answers share, and no counterexample has. Nil answers: there are none.
func best(left, against []Given, common map[Trait]bool) ([]Trait, []Given) {
	with := map[Trait][]Given{}
	for _, g := range left {
		for _, t := range g.Traits {
			with[t] = append(with[t], g)
		}
	}
	for _, g := range against {
		for _, t := range g.Traits {
			delete(with, t)
		}
	}
	size := 0
	for t, given := range with {
		if n := acts(given); n < Enough || common[t] {
			delete(with, t)
		} else {
			size = max(size, n)
		}
	}
	if size == 0 {
		return nil, nil
	}
	var order []Trait
	for t, given := range with {
		if acts(given) == size {
			order = append(order, t)
		}
	}
	slices.SortFunc(order, compare)
	first := with[order[0]]
	var out []Trait
	seen := map[string]bool{}
	for _, t := range order {
		if about := traitFields[t.Field].about; len(out) < most && !seen[about] && same(first, with[t]) {
			out, seen[about] = append(out, t), true
		}
	}
	return out, first
}

func same(a, b []Given) bool {
	return slices.EqualFunc(a, b, func(x, y Given) bool { return x.Order == y.Order && x.At == y.At })
}

// shares gives the traits that most orders have: they say nothing about why she answered as she did.
func shares(all []Given) map[Trait]bool {
	count, orders := map[Trait]int{}, map[int64]bool{}
	for _, g := range all {
		if orders[g.Order] {
			continue
		}
		orders[g.Order] = true
		for _, t := range g.Traits {
			count[t]++
		}
	}
	out := map[Trait]bool{}
	for t, n := range count {
		out[t] = n*10 > len(orders)*7 && len(orders) > 10
	}
	return out
}

// ruleOf makes the proposal of a rule.
func (k Known) ruleOf(kind string, w way, traits []Trait, covered, given []Given) Proposal {
	name := "学習：" + title(kind, w)
	if len(traits) > 0 {
		var parts []string
		for _, t := range traits {
			parts = append(parts, t.words())
		}
		name += "（" + strings.Join(parts, "・") + "）"
	}
	if n := len([]rune(name)); n > 60 {
		name = string([]rune(name)[:59]) + "…"
	}
	for base, i := name, 2; k.Rules[name]; i++ {
		name = fmt.Sprintf("%s %d", base, i)
	}
	r := rule.Rule{Name: name, Note: fmt.Sprintf("%s〜%s の同じ答え%d回から覚えました。", byTime(covered)[0].At.Date().Long(), byTime(covered)[len(covered)-1].At.Date().Long(), acts(covered)),
		When: rule.Cond{Kind: rule.All}}
	for _, t := range traits {
		r.When.Of = append(r.When.Of, t.Cond())
	}
	switch w.answer {
	case Hides, Shows:
		r.Then = []rule.Action{{Kind: rule.Prices, Text: string(w.answer)}}
	case Holds:
		r.Then = []rule.Action{{Kind: rule.HoldUntil, Text: "いつも保留にしている受注です"}}
	default:
		r.Then = []rule.Action{{Kind: rule.Pass, Text: kind}}
	}
	if w.answer == Noted {
		r.Then = append(r.Then, rule.Action{Kind: rule.SlipNote, Text: w.text})
	}
	var gone []Given
	for _, g := range k.recent(given) {
		if has(g, traits) && g.Answer != Nothing {
			gone = append(gone, g)
		}
	}
	return Proposal{Sort: Rule, Key: "rule:" + name, Shown: name, Rule: &r, Kind: kind, Traits: traits, From: byTime(covered), Saves: acts(gone)}
}

// title names what a rule does.
func title(kind string, w way) string {
	switch w.answer {
	case Hides:
		return "金額を隠す"
	case Shows:
		return "金額を出す"
	case Holds:
		return "保留にする"
	}
	name := kind
	for _, b := range rule.BuiltIns {
		if b.ID == kind {
			name = b.Name
		}
	}
	if w.answer == Noted {
		return name + "は一言書いて出す"
	}
	return name + "はそのまま出す"
}
