package publish

import (
	"cmp"
	"fmt"
	"slices"

	"miseban/app/flow/simulate"
	"miseban/app/judge"
	"miseban/app/rule"
)

// shadowed finds the rules that others leave nothing to do, and gives them by index.
func (h *health) shadowed() (map[int]bool, error) {
	hidden := map[int]bool{}
	if err := h.stopped(hidden); err != nil {
		return nil, err
	}
	for i := range h.set.Rules {
		if h.set.Rules[i].Off || hidden[i] || len(h.fired[i]) == 0 {
			continue
		}
		h.beaten(i, hidden)
		if !hidden[i] {
			h.covered(i, hidden)
		}
	}
	return hidden, nil
}

// stopped finds the rules whose condition holds, but that are never looked at because an earlier rule ends the look.
func (h *health) stopped(hidden map[int]bool) error {
	first := slices.IndexFunc(h.set.Rules, func(r rule.Rule) bool { return r.Stop && !r.Off })
	if first < 0 {
		return nil
	}
	for i := first + 1; i < len(h.set.Rules); i++ {
		r := &h.set.Rules[i]
		if r.Off || len(h.fired[i]) > 0 {
			continue
		}
		m, faults := rule.CompileCond(&r.When)
		if len(faults) > 0 {
			return fmt.Errorf("compile the condition of rule %s: %s", r.Name, faults[0].Text)
		}
		by := map[int]int{}
		var orders []int
		for k := range h.sides {
			// Whoever stopped is the last that fired.
			fired := h.sides[k].Rules
			if len(fired) == 0 || !h.set.Rules[fired[len(fired)-1].Rule].Stop || fired[len(fired)-1].Rule >= i {
				continue
			}
			if s := simulate.SubjectOf(h.book.Orders[k].Prepared(), h.p); m.Match(&s) == rule.Yes {
				by[fired[len(fired)-1].Rule]++
				orders = append(orders, k)
			}
		}
		if len(orders) == 0 {
			continue
		}
		hidden[i] = true
		stop, most := first, 0
		for s := range h.set.Rules {
			if by[s] > most {
				stop, most = s, by[s]
			}
		}
		earliest := stop
		for s := range by {
			earliest = min(earliest, s)
		}
		name := h.set.Rules[stop].Name
		f := Finding{Kind: Shadowed, Rule: r.Name, Other: name, Of: len(orders),
			Text: fmt.Sprintf("「%s」に当てはまる受注は %d件ありますが、先に「%s」で「ここで終わる」ため、一度も見られません。", r.Name, len(orders), name)}
		f.Proposals = []Proposal{h.move(i, earliest), h.off(i)}
		h.add(f, orders)
	}
	return nil
}

// beaten finds a rule whose exclusive actions always give way to an earlier rule's, and that does nothing else.
func (h *health) beaten(i int, hidden map[int]bool) {
	r := &h.set.Rules[i]
	by := map[string]int{}
	for _, k := range h.fired[i] {
		for _, a := range r.Then {
			if !a.Kind.Exclusive() {
				return
			}
			if !lost(&h.sides[k], i, a.Kind) {
				return
			}
		}
		for _, f := range h.sides[k].Rules {
			if f.Rule != i {
				continue
			}
			seen := map[string]bool{}
			for _, l := range f.Lost {
				if !seen[l.To] {
					seen[l.To] = true
					by[l.To]++
				}
			}
		}
	}
	if len(r.Then) == 0 || r.Stop {
		return
	}
	hidden[i] = true
	winner, most := 0, 0
	for w := range h.set.Rules {
		if n := by[h.set.Rules[w].Name]; n > most {
			winner, most = w, n
		}
	}
	name := h.set.Rules[winner].Name
	f := Finding{Kind: Shadowed, Rule: r.Name, Other: name, Of: len(h.fired[i]),
		Text: fmt.Sprintf("「%s」は %d件に当てはまりますが、いつも先の「%s」の動作が優先されるため、何もしていません。", r.Name, len(h.fired[i]), name)}
	f.Proposals = []Proposal{h.remove(i), h.move(i, winner)}
	h.add(f, h.fired[i])
}

// covered finds a rule that only fires where an earlier one has done all that it does.
func (h *health) covered(i int, hidden map[int]bool) {
	r := &h.set.Rules[i]
	if r.Stop {
		return
	}
	for e := range i {
		x := &h.set.Rules[e]
		if x.Off || hidden[e] || len(h.fired[e]) < len(h.fired[i]) || !within(r.Then, x.Then) || !subset(h.fired[i], h.fired[e]) {
			continue
		}
		hidden[i] = true
		f := Finding{Kind: Shadowed, Rule: r.Name, Other: x.Name, Of: len(h.fired[i]),
			Text: fmt.Sprintf("「%s」に当てはまる %d件は、どれも先の「%s」が同じことをしています。", r.Name, len(h.fired[i]), x.Name)}
		f.Proposals = []Proposal{h.remove(i)}
		h.add(f, h.fired[i])
		return
	}
}

// within says whether doing all of b leaves nothing of a to be done.
func within(a, b []rule.Action) bool {
	for _, x := range a {
		if x.Kind == rule.Fee { // a second fee is charged a second time
			return false
		}
		if !slices.ContainsFunc(b, func(y rule.Action) bool { return sameAction(x, y) }) {
			return false
		}
	}
	return len(a) > 0
}

// sameAction says whether two actions do the same.
func sameAction(a, b rule.Action) bool { return rule.FormatAction(&a) == rule.FormatAction(&b) }

// subset says whether every order of a, which are in ascending order, is one of b.
func subset(a, b []int) bool {
	for _, k := range a {
		if _, ok := slices.BinarySearch(b, k); !ok {
			return false
		}
	}
	return true
}

func (h *health) off(i int) Proposal {
	return h.propose("「"+h.set.Rules[i].Name+"」を停止する", func(s *rule.Set) { s.Rules[i].Off = true })
}

func (h *health) remove(i int) Proposal {
	return h.propose("「"+h.set.Rules[i].Name+"」を消す", func(s *rule.Set) { s.Rules = slices.Delete(s.Rules, i, i+1) })
}

// move puts rule i before rule to.
func (h *health) move(i, to int) Proposal {
	return h.propose(fmt.Sprintf("「%s」を「%s」の上に移す", h.set.Rules[i].Name, h.set.Rules[to].Name), func(s *rule.Set) {
		r := s.Rules[i]
		s.Rules = slices.Insert(slices.Delete(s.Rules, i, i+1), to, r)
	})
}

// pair is two rules and the kind of action in which they meet.
type pair struct {
	winner, loser int
	kind          rule.ActionKind
	what          string // of flags, labels and check boxes: which
}

// conflicts finds pairs of rules that want what excludes each other for the same orders.
func (h *health) conflicts(hidden map[int]bool) {
	met := map[pair][]int{}
	index := map[string]int{}
	for i := range h.set.Rules {
		index[h.set.Rules[i].Name] = i
	}
	for k := range h.sides {
		fired := h.sides[k].Rules
		for _, f := range fired {
			for _, l := range f.Lost {
				p := pair{winner: index[l.To], loser: f.Rule, kind: l.Kind}
				if !hidden[p.loser] && h.differ(p) {
					met[p] = append(met[p], k)
				}
			}
		}
		h.opposed(fired, func(p pair) { met[p] = append(met[p], k) })
	}
	pairs := make([]pair, 0, len(met))
	for p := range met {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(len(met[b])-len(met[a]), a.loser-b.loser, a.winner-b.winner, cmp.Compare(string(a.kind)+a.what, string(b.kind)+b.what))
	})
	for _, p := range pairs {
		h.conflict(p, met[p])
	}
}

// differ says whether the two actions of a pair want different things.
func (h *health) differ(p pair) bool {
	return !slices.Equal(h.wants(p.winner, p.kind), h.wants(p.loser, p.kind))
}

func (h *health) wants(i int, kind rule.ActionKind) (out []string) {
	for _, a := range h.set.Rules[i].Then {
		if a.Kind == kind {
			out = append(out, rule.FormatAction(&a))
		}
	}
	return out
}

// opposed tells of every pair of rules of which one sets what the other takes away: the later wins.
func (h *health) opposed(fired []judge.Fired, tell func(pair)) {
	for n, f := range fired {
		for _, a := range h.set.Rules[f.Rule].Then {
			if a.Kind != rule.SetFlag && a.Kind != rule.SetLabel && a.Kind != rule.SetCheck {
				continue
			}
			for _, later := range fired[n+1:] {
				for _, b := range h.set.Rules[later.Rule].Then {
					if b.Kind == a.Kind && b.Text == a.Text && b.Off != a.Off {
						tell(pair{winner: later.Rule, loser: f.Rule, kind: a.Kind, what: a.Text})
					}
				}
			}
		}
	}
}

// conflict notes one pair.
func (h *health) conflict(p pair, orders []int) {
	win, lose := &h.set.Rules[p.winner], &h.set.Rules[p.loser]
	f := Finding{Kind: Conflict, Rule: lose.Name, Other: win.Name, Of: len(h.fired[p.loser]),
		Text: fmt.Sprintf("「%s」と「%s」は、%d件で別々のことをしようとします（%s と %s）。いまは「%s」が勝ちます。",
			win.Name, lose.Name, len(orders), h.said(p.winner, p), h.said(p.loser, p), win.Name)}
	narrow := h.propose(fmt.Sprintf("「%s」を、「%s」に当てはまらない受注だけにする", lose.Name, win.Name), func(s *rule.Set) {
		not := rule.Cond{Kind: rule.Not, Of: []rule.Cond{s.Rules[p.winner].When}}
		loser := &s.Rules[p.loser]
		if loser.When.Kind != rule.All {
			loser.When = rule.Cond{Kind: rule.All, Of: []rule.Cond{loser.When}}
		}
		loser.When.Of = append(loser.When.Of, not)
	})
	swap := h.move(p.loser, p.winner)
	if p.winner > p.loser { // what is set later wins: the loser goes behind
		swap = h.propose(fmt.Sprintf("「%s」を「%s」の下に移す", lose.Name, win.Name), func(s *rule.Set) {
			r := s.Rules[p.loser]
			s.Rules = slices.Insert(slices.Delete(s.Rules, p.loser, p.loser+1), p.winner, r)
		})
	}
	// Of two rules the one for fewer orders is the exception: it should win.
	if len(h.fired[p.loser]) < len(h.fired[p.winner]) {
		f.Proposals = []Proposal{swap, narrow}
	} else {
		f.Proposals = []Proposal{narrow, swap}
	}
	h.add(f, orders)
}

// said words what a rule of a pair wants.
func (h *health) said(i int, p pair) string {
	for _, a := range h.set.Rules[i].Then {
		if a.Kind == p.kind && (p.what == "" || a.Text == p.what) {
			return "「" + rule.ActionSentence(&a) + "」"
		}
	}
	return ""
}
