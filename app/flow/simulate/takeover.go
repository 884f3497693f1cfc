package simulate

import (
	"miseban/app/judge"
	"miseban/app/rule"
)

// kept says which rules of a set stand, word for word, in another that was judged before.
type kept struct {
	was   []int // per rule: its index in the other; -1 = it is new or says something else
	moved bool  // some have another index
}

// sameRules compares a set with one that was judged before. It gives nil when nothing of that can be taken over: another built-in
// judgement is switched off.
func sameRules(other *sides, p *rule.Program) *kept {
	if other == nil || p == nil || other.of == nil {
		return nil
	}
	a, b := switchedOff(other.of), switchedOff(p)
	for id := range a {
		if !b[id] {
			return nil
		}
	}
	if len(a) != len(b) {
		return nil
	}
	texts, index := rulesOf(other.of), map[string]int{}
	for i, r := range other.of.Set().Rules {
		index[r.Name] = i
	}
	now := rulesOf(p)
	k := &kept{was: make([]int, len(p.Set().Rules))}
	for i, r := range p.Set().Rules {
		k.was[i] = -1
		if at, ok := index[r.Name]; ok && texts[r.Name] == now[r.Name] {
			k.was[i] = at
			k.moved = k.moved || at != i
		}
	}
	return k
}

// takes takes over what an order was under the other set when it must be the same under this one. What rules make of an order follows
// from the order and from which rules fire, one after the other; so the same rules make the same of it. Of an open order the stock may
// go to others: it is always judged.
func (k *kept) takes(o *Order, was *side, p *rule.Program, now *side) bool {
	if o.Open {
		return false
	}
	if o.prepared.Ended() {
		*now = *was // rules don't concern it
		return true
	}
	s := o.subject
	if off := p.Set().Off; len(off) > 0 && len(s.Stops) > 0 {
		s = SubjectOf(o.prepared, p)
	}
	out := p.Run(&s)
	if len(out.Fired) != len(was.Rules) {
		return false
	}
	for n, i := range out.Fired {
		if k.was[i] != was.Rules[n].Rule {
			return false
		}
	}
	*now = *was
	if k.moved {
		now.Rules = make([]judge.Fired, len(was.Rules))
		for n, f := range was.Rules {
			f.Rule = out.Fired[n]
			now.Rules[n] = f
		}
	}
	return true
}
