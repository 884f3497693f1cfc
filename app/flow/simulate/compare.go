package simulate

import (
	"context"
	"fmt"
	"slices"
	"time"

	"miseban/app/judge"
	"miseban/app/rule"
	"miseban/app/yen"
)

// Change is an order that a draft would make another.
type Change struct {
	Order   Order
	Before  Side
	After   Side
	Because []string // names of the rules responsible
}

// Simulation is the difference that a draft makes.
type Simulation struct {
	Orders    int // all that were tried
	Open      int // of them open: as they are; the rest is tried as if nothing had been done yet
	Unchanged int
	Changed   []Change // open ones first, then the newest first
	Before    map[judge.Status]int
	After     map[judge.Status]int
	Fired     []int // per rule of the draft: orders for which it fires
	Was       []int // per rule of the set in force
	// Effects concern open orders only.
	Mails   []Intent       // that the draft wants and the set in force does not
	Fees    []Added        // fee lines that it adds
	FeesYen yen.Yen        // their difference, tax included
	Slips   int            // slips that would be others
	Loses   map[string]int // name of a rule → orders on which an exclusive action of it lost
	Elapsed time.Duration
}

// Intent is a mail that would be queued for an open order.
type Intent struct {
	Order Order
	Event string
}

// Added is a fee line that would be added to an open order.
type Added struct {
	Order Order
	Fee   judge.Fee
}

// Compare tries a draft against the set in force; nil = no rules.
func (b *Book) Compare(ctx context.Context, force, draft *rule.Program) (*Simulation, error) {
	start := time.Now()
	was, err := b.inForce(ctx, force)
	if err != nil {
		return nil, err
	}
	after, fired, err := b.judged(ctx, draft, was)
	if err != nil {
		return nil, fmt.Errorf("try the draft: %w", err)
	}
	s := &Simulation{Orders: len(b.Orders), Before: map[judge.Status]int{}, After: map[judge.Status]int{}, Fired: fired, Was: was.rule, Loses: map[string]int{}}
	changes := changedRules(force, draft)
	for i, o := range b.Orders {
		x, y := &was.all[i], &after[i]
		s.Before[x.Status]++
		s.After[y.Status]++
		if o.Open {
			s.Open++
		}
		for _, f := range y.Rules {
			if len(f.Lost) > 0 {
				s.Loses[f.Name]++
			}
		}
		if x.same(y) {
			continue
		}
		s.Changed = append(s.Changed, Change{o, x.Side, y.Side, because(x, y, &changes)})
		if o.Open {
			s.effects(o, x, y)
		}
	}
	s.Unchanged = s.Orders - len(s.Changed)
	slices.SortStableFunc(s.Changed, func(a, b Change) int {
		if a.Order.Open != b.Order.Open {
			if a.Order.Open {
				return -1
			}
			return 1
		}
		return int(b.Order.Row.ID - a.Order.Row.ID)
	})
	s.Elapsed = time.Since(start)
	return s, nil
}

// inForce judges with the set in force, once for all drafts.
func (b *Book) inForce(ctx context.Context, p *rule.Program) (*sides, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.last != nil && b.last.of == p {
		return b.last, nil
	}
	all, fired, err := b.judged(ctx, p, nil)
	if err != nil {
		return nil, fmt.Errorf("judge with the rules in force: %w", err)
	}
	b.last = &sides{p, all, fired}
	return b.last, nil
}

// effects collects what would be done with an open order.
func (s *Simulation) effects(o Order, x, y *side) {
	for _, m := range y.Mails {
		if !slices.Contains(x.Mails, m) {
			s.Mails = append(s.Mails, Intent{o, m})
		}
	}
	for _, f := range y.Fees {
		if !slices.ContainsFunc(x.Fees, func(g judge.Fee) bool { return g.Name == f.Name && g.Yen == f.Yen }) {
			s.Fees = append(s.Fees, Added{o, f})
		}
	}
	s.FeesYen += feeSum(y.Fees) - feeSum(x.Fees)
	if x.slip(y) {
		s.Slips++
	}
}

// changes are what differs between two sets.
type changes struct {
	rules    map[string]bool // names of those that were added, removed, or say something else
	first    []string        // those of them that say who is served first
	switched map[string]bool // built-in judgements that were switched
}

func changedRules(a, b *rule.Program) changes {
	out := changes{rules: map[string]bool{}, switched: map[string]bool{}}
	old, fresh := rulesOf(a), rulesOf(b)
	change := func(n string, r *rule.Rule) {
		out.rules[n] = true
		if slices.ContainsFunc(r.Then, func(a rule.Action) bool { return a.Kind == rule.Priority }) {
			out.first = append(out.first, n)
		}
	}
	if b != nil {
		for i := range b.Set().Rules {
			r := &b.Set().Rules[i]
			if was, ok := old[r.Name]; !ok || was != fresh[r.Name] {
				change(r.Name, r)
			}
		}
	}
	if a != nil {
		for i := range a.Set().Rules {
			if r := &a.Set().Rules[i]; fresh[r.Name] == "" {
				change(r.Name, r)
			}
		}
	}
	was, now := switchedOff(a), switchedOff(b)
	for id := range was {
		out.switched[id] = out.switched[id] || !now[id]
	}
	for id := range now {
		out.switched[id] = out.switched[id] || !was[id]
	}
	return out
}

func switchedOff(p *rule.Program) map[string]bool {
	out := map[string]bool{}
	if p != nil {
		for _, s := range p.Set().Off {
			out[s.ID] = true
		}
	}
	return out
}

// rulesOf gives every rule as text, by name.
func rulesOf(p *rule.Program) map[string]string {
	out := map[string]string{}
	if p == nil {
		return out
	}
	for _, r := range p.Set().Rules {
		out[r.Name] = rule.Format(&rule.Set{Rules: []rule.Rule{r}})
	}
	return out
}

// because names the rules that make an order another: those that fired on one side only, those that were changed and fired, and the
// built-in judgements that were switched.
func because(x, y *side, changed *changes) []string {
	var out []string
	add := func(n string) {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	for _, f := range y.Rules {
		if !x.fired(f.Name) || changed.rules[f.Name] {
			add(f.Name)
		}
	}
	for _, f := range x.Rules {
		if !y.fired(f.Name) {
			add(f.Name)
		}
	}
	for _, b := range rule.BuiltIns {
		if changed.switched[b.ID] && count(x.Kinds, b.ID) != count(y.Kinds, b.ID) {
			add("組み込みの判定「" + b.Name + "」")
		}
	}
	if len(out) > 0 {
		return out
	}
	if x.Blocked(judge.BlockStock) != y.Blocked(judge.BlockStock) || x.Blocked(judge.BlockArrival) != y.Blocked(judge.BlockArrival) {
		// Other orders are served first, or no longer.
		for _, n := range changed.first {
			add(n)
		}
	}
	if len(out) == 0 {
		for _, f := range y.Rules { // the rules stand in another order
			add(f.Name)
		}
	}
	return out
}
