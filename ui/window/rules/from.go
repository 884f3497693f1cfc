package rules

import (
	"fmt"

	"fyne.io/fyne/v2"

	"miseban/app/rule"
)

// once runs do when the page has been read: another area may ask for it before.
func (s *Screen) once(do func()) {
	if s.loaded {
		do()
		return
	}
	s.then = do
}

// Add begins a rule that another area proposes, in the editor: it is not in the draft until it is complete.
func (s *Screen) Add(r rule.Rule) {
	s.once(func() {
		s.closeQuietly()
		mine := copyRule(&r)
		mine.Name = freeName(s.d.set, mine.Name)
		s.ed = newEditor(s, &mine, len(s.d.set.Rules))
		s.draw()
		s.ed.start()
	})
}

// ShowRule opens the list at a rule of that name.
func (s *Screen) ShowRule(name string) {
	s.once(func() {
		for i := range s.d.set.Rules {
			if s.d.set.Rules[i].Name == name {
				s.closeQuietly()
				s.ruleAt, s.list.at = i, i
				s.draw()
				s.Focus()
				s.explain()
				return
			}
		}
		s.f.Say("ルール「" + name + "」は、いまの下書きにありません。")
	})
}

// AddTest makes an order a test of the draft: it must stay what it is now under it.
func (s *Screen) AddTest(orderID int64) {
	s.once(func() {
		set := s.d.set
		s.f.Go(func() {
			t, err := s.book.TestOf(s.f.Ctx, orderID, set)
			fyne.Do(func() {
				if err != nil {
					s.f.Fail(err)
					return
				}
				s.d.change("テストの追加", func(set *rule.Set) {
					for i := range set.Tests {
						if set.Tests[i].Order == t.Order {
							set.Tests[i] = t
							return
						}
					}
					set.Tests = append(set.Tests, t)
				})
				s.changed()
				s.f.Say(fmt.Sprintf("この受注をルールのテストにしました（テスト %d件）。公開のたびに確かめます。", len(s.d.set.Tests)))
			})
		})
	})
}
