package rule

import (
	"fmt"
	"slices"
	"strings"
)

// conds tells what is otherwise in the conditions of one group. what is how the sentence calls one of them.
func (d *difference) conds(of, what string, old, new []Cond, scope Over) {
	gone, come := unequal(old, new, sameCond)
	if len(gone) == 0 && len(come) == 0 && !slices.EqualFunc(old, new, func(a, b Cond) bool { return sameCond(&a, &b) }) {
		d.say("%s%sの順番を変えました（意味は変わりません）。", of, what)
		return
	}
	if len(new) == 0 && len(old) > 0 {
		d.say("%s%sをすべて消しました。どの注文にも当たります。", of, what)
		return
	}
	alone := len(gone) == 1 && len(come) == 1
	pairs(gone, come, func(a, b *Cond) bool {
		if a.Kind == Compare {
			return b.Kind == Compare && sameOperand(&a.Left, &b.Left)
		}
		return a.Kind == b.Kind && a.Over == b.Over
	}, func(_, _ *Cond) bool { return alone }, func(a, b *Cond) {
		switch {
		case b == nil:
			d.say("%s%s「%s」を消しました。", of, what, condWords(a, scope))
		case a == nil:
			d.say("%s%s「%s」を加えました。", of, what, condWords(b, scope))
		case a.Kind == Compare || a.Kind != b.Kind || a.Over != b.Over || !d.inside(of, a, b, scope):
			was, is := condWords(a, scope), condWords(b, scope)
			if was == is {
				was, is = formatOne(a), formatOne(b)
			}
			d.say("%s%s「%s」を「%s」に変えました。", of, what, was, is)
		}
	})
}

// inside tells what is otherwise inside a group. It tells nothing and gives false where the two have too little in common for that
// to be shorter than naming both.
func (d *difference) inside(of string, a, b *Cond, scope Over) bool {
	if a.Over != TheOrder {
		scope = a.Over
	}
	old, new := inside(a), inside(b)
	gone, come := unequal(old, new, sameCond)
	if len(old) == 0 || len(new) == 0 || len(gone) == len(old) && len(come) == len(new) && (len(old) != len(new) || len(old) > 1) {
		return false
	}
	d.conds(of, fmt.Sprintf("「%s」の中の条件", groupWord(a.Kind, a.Over)), old, new, scope)
	return true
}

// condWords words a condition as it stands in a scope.
func condWords(c *Cond, scope Over) string { return strings.TrimSpace(worded(c, scope, false).plain()) }

// switches tells which built-in judgements were switched off or on.
func (d *difference) switches(old, new *Set) {
	has := func(s *Set, id string) bool {
		return slices.ContainsFunc(s.Off, func(off Switch) bool { return off.ID == id })
	}
	for _, off := range new.Off {
		if !has(old, off.ID) {
			d.say("組み込みの判定「%s」をオフにしました。", wordOr(nameOf(BuiltIns, off.ID)))
		}
	}
	for _, off := range old.Off {
		if !has(new, off.ID) {
			d.say("組み込みの判定「%s」をオンに戻しました。", wordOr(nameOf(BuiltIns, off.ID)))
		}
	}
}

// tests tells what is otherwise in the tests.
func (d *difference) tests(old, new *Set) {
	same := func(a, b *Test) bool { return a.Order == b.Order && slices.Equal(a.Want, b.Want) }
	gone, come := unequal(old.Tests, new.Tests, same)
	order := func(a, b *Test) bool { return a.Order == b.Order }
	pairs(gone, come, order, order, func(a, b *Test) {
		switch {
		case b == nil:
			d.say("%sを消しました。", testWords(a))
		case a == nil:
			d.say("%sを加えました。", testWords(b))
		default:
			d.say("%sを「%s」に変えました。", testWords(a), expectWords(b))
		}
	})
}

func testWords(t *Test) string {
	return strings.Replace(formatTest(*t), "テスト ", "テスト「", 1) + "」"
}

func expectWords(t *Test) string {
	wants := make([]string, len(t.Want))
	for i, e := range t.Want {
		wants[i] = FormatExpect(e)
	}
	return strings.Join(wants, "、")
}
