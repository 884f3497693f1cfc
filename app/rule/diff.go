package rule

import (
	"fmt"
	"slices"
)

// Changed names the rules that one set has and the other has not, those that are written otherwise, and those that stand elsewhere
// in the order. A rule with a new name is one removed and one added. Added, changed and moved are in the order of the new set,
// removed in that of the old.
func Changed(old, new *Set) (added, removed, changed, moved []string) {
	before := rulesByName(old)
	now := rulesByName(new)
	for i := range old.Rules {
		if _, ok := now[old.Rules[i].Name]; !ok {
			removed = append(removed, old.Rules[i].Name)
		}
	}
	stays := unmoved(old, new)
	for i := range new.Rules {
		r := &new.Rules[i]
		j, ok := before[r.Name]
		if !ok {
			added = append(added, r.Name)
			continue
		}
		if !sameRule(&old.Rules[j], r) {
			changed = append(changed, r.Name)
		}
		if !stays[r.Name] {
			moved = append(moved, r.Name)
		}
	}
	return added, removed, changed, moved
}

func rulesByName(s *Set) map[string]int {
	m := make(map[string]int, len(s.Rules))
	for i := range s.Rules {
		m[s.Rules[i].Name] = i
	}
	return m
}

// unmoved gives the rules that both sets have and that need not be moved to make the old order the new one: the longest run of
// them that stands in the same order in both.
func unmoved(old, new *Set) map[string]bool {
	before := rulesByName(old)
	type link struct{ at, back int } // a rule of the new set, and the one before it in the run
	var ends []link                  // the last rule of the best run of each length
	links := make([]link, len(new.Rules))
	for i := range new.Rules {
		j, ok := before[new.Rules[i].Name]
		if !ok {
			continue
		}
		n, _ := slices.BinarySearchFunc(ends, j, func(l link, j int) int { return before[new.Rules[l.at].Name] - j })
		links[i] = link{i, -1}
		if n > 0 {
			links[i].back = ends[n-1].at
		}
		if n == len(ends) {
			ends = append(ends, links[i])
		} else {
			ends[n] = links[i]
		}
	}
	stays := map[string]bool{}
	if len(ends) > 0 {
		for i := ends[len(ends)-1].at; i >= 0; i = links[i].back {
			stays[new.Rules[i].Name] = true
		}
	}
	return stays
}

// Diff tells the difference between two sets in sentences for the owner; none for sets that are written alike.
func Diff(old, new *Set) []string {
	d := &difference{}
	before, now := rulesByName(old), rulesByName(new)
	renamed := d.renamed(old, new, before, now)
	for i := range old.Rules {
		name := old.Rules[i].Name
		if _, ok := now[name]; !ok && renamed[name] == "" {
			d.say("ルール「%s」を消しました。", name)
		}
	}
	stays := unmoved(old, new)
	for i := range new.Rules {
		r := &new.Rules[i]
		j, ok := before[r.Name]
		if !ok {
			if !slices.Contains(d.news, r.Name) {
				d.added(r)
			}
			continue
		}
		if !stays[r.Name] {
			d.say("ルール「%s」の順番を、%d番目から%d番目に変えました。", r.Name, j+1, i+1)
		}
		d.rule(&old.Rules[j], r)
	}
	d.switches(old, new)
	d.tests(old, new)
	if !slices.Equal(old.Above, new.Above) || !slices.Equal(old.Below, new.Below) {
		d.say("ファイルのはじめや終わりのコメントを変えました。")
	}
	if len(d.sentences) == 0 && Format(old) != Format(new) {
		d.say("並べ方だけを変えました。")
	}
	return d.sentences
}

// difference collects the sentences.
type difference struct {
	sentences []string
	news      []string // new names of rules that are the old ones
}

func (d *difference) say(format string, args ...any) {
	d.sentences = append(d.sentences, fmt.Sprintf(format, args...))
}

// renamed finds the rules that only have another name, and gives the new names by the old.
func (d *difference) renamed(old, new *Set, before, now map[string]int) map[string]string {
	names := map[string]string{}
	for i := range old.Rules {
		was := &old.Rules[i]
		if _, ok := now[was.Name]; ok {
			continue
		}
		for j := range new.Rules {
			r := &new.Rules[j]
			if _, ok := before[r.Name]; ok || slices.Contains(d.news, r.Name) || !sameMeaning(was, r) {
				continue
			}
			d.say("ルール「%s」の名前を「%s」に変えました。", was.Name, r.Name)
			names[was.Name] = r.Name
			d.news = append(d.news, r.Name)
			alike := *was
			alike.Name = r.Name
			d.rule(&alike, r)
			break
		}
	}
	return names
}

func (d *difference) added(r *Rule) {
	off := ""
	if r.Off {
		off = "停止中の"
	}
	d.say("%sルール「%s」を加えました：%s", off, r.Name, RuleSentence(r))
}

// rule tells what is otherwise in a rule.
func (d *difference) rule(old, new *Rule) {
	said := len(d.sentences)
	of := fmt.Sprintf("ルール「%s」：", new.Name)
	switch {
	case new.Off && !old.Off:
		d.say("ルール「%s」を停止しました。", new.Name)
	case old.Off && !new.Off:
		d.say("ルール「%s」をまた使うようにしました。", new.Name)
	}
	switch {
	case old.Note == new.Note:
	case old.Note == "":
		d.say("%sメモ「%s」を付けました。", of, new.Note)
	case new.Note == "":
		d.say("%sメモを消しました。", of)
	default:
		d.say("%sメモを「%s」に変えました。", of, new.Note)
	}
	d.conds(of, "条件", children(&old.When), children(&new.When), TheOrder)
	d.actions(of, old.Then, new.Then)
	switch {
	case new.Stop && !old.Stop:
		d.say("%s当たったら「%s」ようにしました。", of, stopHere.Name())
	case old.Stop && !new.Stop:
		d.say("%s当たっても後のルールを見るようにしました（「%s」を外しました）。", of, stopHere.Name())
	}
	if len(d.sentences) == said && !sameRule(old, new) {
		d.say("%sコメントだけを変えました。", of)
	}
}

// children gives the conditions of a rule; a root that is no All is one of them.
func children(c *Cond) []Cond {
	if c.Kind == All {
		return c.Of
	}
	return []Cond{*c}
}

// actions tells what is otherwise in what a rule does.
func (d *difference) actions(of string, old, new []Action) {
	gone, come := unequal(old, new, sameAction)
	if len(gone) == 0 && len(come) == 0 && !slices.EqualFunc(old, new, func(a, b Action) bool { return sameAction(&a, &b) }) {
		d.say("%s動作の順番を変えました。", of)
	}
	pairs(gone, come, func(a, b *Action) bool {
		named := a.Kind == SetFlag || a.Kind == SetLabel || a.Kind == SetCheck || a.Kind == Fee || a.Kind == Pass
		return a.Kind == b.Kind && (!named || a.Text == b.Text)
	}, func(a, b *Action) bool { return a.Kind == b.Kind }, func(a, b *Action) {
		switch {
		case b == nil:
			d.say("%s動作「%s」を消しました。", of, ActionSentence(a))
		case a == nil:
			d.say("%s動作「%s」を加えました。", of, ActionSentence(b))
		default:
			d.say("%s動作「%s」を「%s」に変えました。", of, ActionSentence(a), ActionSentence(b))
		}
	})
}

// unequal leaves out of two lists what both have.
func unequal[T any](old, new []T, same func(a, b *T) bool) (gone, come []*T) {
	kept := make([]bool, len(new))
	for i := range old {
		found := false
		for j := range new {
			if !kept[j] && same(&old[i], &new[j]) {
				kept[j], found = true, true
				break
			}
		}
		if !found {
			gone = append(gone, &old[i])
		}
	}
	for j := range new {
		if !kept[j] {
			come = append(come, &new[j])
		}
	}
	return gone, come
}

// pairs tells of each thing that is gone which of the new ones took its place: one that is surely it, else one that may be, else
// none (nil). What then is left of the new ones is told with nil before it.
func pairs[T any](gone, come []*T, sure, likely func(a, b *T) bool, tell func(a, b *T)) {
	taken := map[*T]bool{}
	partner := map[*T]*T{}
	for _, fits := range []func(a, b *T) bool{sure, likely} {
		for _, a := range gone {
			for _, b := range come {
				if partner[a] == nil && !taken[b] && fits(a, b) {
					partner[a], taken[b] = b, true
				}
			}
		}
	}
	for _, a := range gone {
		tell(a, partner[a])
	}
	for _, b := range come {
		if !taken[b] {
			tell(nil, b)
		}
	}
}
