package rules

import (
	"fmt"
	"slices"

	"miseban/app/rule"
)

// mostSteps is how many changes of the draft can be taken back on the page.
const mostSteps = 200

// draft is the set that is being worked on, with its way back. Sets and rules in it are never changed in place.
type draft struct {
	set  *rule.Set
	back []step
}

type step struct {
	set  *rule.Set
	said string
}

// change makes another set; f gets a copy whose lists are its own, its rules are not.
func (d *draft) change(said string, f func(*rule.Set)) {
	d.back = append(d.back, step{d.set, said})
	if len(d.back) > mostSteps {
		d.back = d.back[1:]
	}
	d.set = shallow(d.set)
	f(d.set)
}

func shallow(s *rule.Set) *rule.Set {
	c := *s
	c.Rules, c.Off, c.Tests = slices.Clone(s.Rules), slices.Clone(s.Off), slices.Clone(s.Tests)
	return &c
}

// undo goes one step back and tells what was taken back.
func (d *draft) undo() (said string, ok bool) {
	if len(d.back) == 0 {
		return "", false
	}
	last := d.back[len(d.back)-1]
	d.back, d.set = d.back[:len(d.back)-1], last.set
	return last.said, true
}

// named makes a name that no other rule of the set has.
func (d *draft) named(name string, but int) string {
	taken := func(n string) bool {
		for i := range d.set.Rules {
			if i != but && d.set.Rules[i].Name == n {
				return true
			}
		}
		return false
	}
	if !taken(name) {
		return name
	}
	for i := 2; ; i++ {
		if n := fmt.Sprintf("%s %d", name, i); !taken(n) {
			return n
		}
	}
}

// put replaces a rule, or adds it at the end of the list.
func (d *draft) put(at int, r rule.Rule) {
	d.change("ルール「"+r.Name+"」の変更", func(s *rule.Set) {
		if at < len(s.Rules) {
			s.Rules[at] = r
		} else {
			s.Rules = append(s.Rules, r)
		}
	})
}

func (d *draft) remove(at int) {
	d.change("ルール「"+d.set.Rules[at].Name+"」の削除", func(s *rule.Set) { s.Rules = slices.Delete(s.Rules, at, at+1) })
}

// move exchanges a rule with its neighbour and tells where it stands then.
func (d *draft) move(at, by int) int {
	to := at + by
	if to < 0 || to >= len(d.set.Rules) {
		return at
	}
	d.change("ルール「"+d.set.Rules[at].Name+"」の移動", func(s *rule.Set) { s.Rules[at], s.Rules[to] = s.Rules[to], s.Rules[at] })
	return to
}

func (d *draft) duplicate(at int) int {
	r := copyRule(&d.set.Rules[at])
	r.Name = d.named(r.Name+"（コピー）", -1)
	d.change("ルール「"+r.Name+"」の追加", func(s *rule.Set) { s.Rules = slices.Insert(s.Rules, at+1, r) })
	return at + 1
}

func (d *draft) toggle(at int) {
	said := "を止めたこと"
	if d.set.Rules[at].Off {
		said = "を使うことにしたこと"
	}
	d.change("ルール「"+d.set.Rules[at].Name+"」"+said, func(s *rule.Set) { s.Rules[at].Off = !s.Rules[at].Off })
}

// off tells whether a built-in judgement is switched off.
func (d *draft) off(id string) bool { return isOff(d.set, id) }

func isOff(s *rule.Set, id string) bool {
	return slices.ContainsFunc(s.Off, func(x rule.Switch) bool { return x.ID == id })
}

func (d *draft) toggleBuiltIn(b BuiltIn) {
	d.change("組み込みの判定「"+b.Name+"」の切り替え", func(s *rule.Set) {
		if isOff(s, b.ID) {
			s.Off = slices.DeleteFunc(s.Off, func(x rule.Switch) bool { return x.ID == b.ID })
			return
		}
		s.Off = append(s.Off, rule.Switch{ID: b.ID})
	})
}

// copyRule copies a rule with all that hangs on it.
func copyRule(r *rule.Rule) rule.Rule {
	c := *r
	c.When = copyCond(&r.When)
	c.Then = slices.Clone(r.Then)
	return c
}

func copyCond(c *rule.Cond) rule.Cond {
	n := *c
	n.Of = make([]rule.Cond, len(c.Of))
	for i := range c.Of {
		n.Of[i] = copyCond(&c.Of[i])
	}
	if len(c.Of) == 0 {
		n.Of = nil
	}
	n.Left = copyOperand(c.Left)
	n.Right = slices.Clone(c.Right)
	for i := range n.Right {
		n.Right[i] = copyOperand(n.Right[i])
	}
	return n
}

func copyOperand(o rule.Operand) rule.Operand {
	if o.Where != nil {
		w := copyCond(o.Where)
		o.Where = &w
	}
	return o
}
