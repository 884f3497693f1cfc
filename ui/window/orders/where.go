package orders

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"miseban/app/flow/find"
	"miseban/app/order"
	"miseban/app/rule"
	"miseban/ui/look"
	"miseban/ui/part"
)

// asked is the condition by which the list is narrowed.
type asked struct {
	cond rule.Cond
	name string // of the saved search; empty = not saved
}

// tabOf is the tab of a saved search.
const tabOf = "find:"

// narrow shows the orders of a condition, or with nil all again.
func (s *Screen) narrow(a *asked) {
	s.where, s.wrong = a, ""
	if a != nil && a.name != "" {
		s.filter.Status = 0
	}
	s.showTabs()
	s.showBar()
	s.load()
}

// Where shows the orders for which a condition holds, whatever the list showed before.
func (s *Screen) Where(c rule.Cond) {
	s.filter.Status, s.filter.Search = 0, ""
	s.search.SetText("")
	s.tabs.Select("all")
	s.narrow(&asked{cond: c})
}

// searched is what the search field says: words, or behind = a condition.
func (s *Screen) searched(text string) {
	if rest, ok := conditionOf(text); ok {
		s.filter.Search = ""
		cond, err := find.Read(rest)
		var bad *find.Error
		switch {
		case strings.TrimSpace(rest) == "":
			s.where, s.wrong = nil, "条件を続けて書いてください。例: =支払区分 = 代金引換"
		case errors.As(err, &bad):
			s.wrong = bad.Japanese() // the list stays as it is until the condition can be read
			s.showBar()
			return
		default:
			s.where, s.wrong = &asked{cond: cond}, ""
		}
		s.typed = true
	} else {
		if s.typed {
			s.where, s.wrong, s.typed = nil, "", false
		}
		s.filter.Search = text
	}
	s.showTabs()
	s.showBar()
	s.load()
}

// conditionOf gives what stands behind the sign of a condition.
func conditionOf(text string) (string, bool) {
	text = strings.TrimSpace(text)
	for _, sign := range []string{"=", "＝"} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			return rest, true
		}
	}
	return "", false
}

// everything shows all orders again: no condition, no words.
func (s *Screen) everything() {
	s.filter.Search, s.filter.Status = "", 0
	s.typed = false
	if s.search.Text != "" {
		s.search.SetText("")
	}
	s.tabs.Select("all")
	s.narrow(nil)
}

// showBar says above the list by which condition it is narrowed, and what can be done with it.
func (s *Screen) showBar() {
	s.bar.Objects = nil
	switch {
	case s.wrong != "":
		s.bar.Add(part.Inset(6, 12, 6, 12, part.NewNote(s.wrong, part.Body.In(look.Error))))
		s.bar.Add(part.NewRule())
	case s.where != nil:
		buttons := part.HStack(4, part.NewKeyButton("直す", "F", part.Flat, s.askCondition))
		if s.where.name == "" {
			buttons.Add(part.NewKeyButton("保存する", "F", part.Flat, s.askCondition))
		}
		buttons.Add(part.NewKeyButton("条件を外す", "Esc", part.Flat, s.everything))
		s.bar.Add(part.Inset(2, 12, 2, 12, part.Beside(part.Dock(nil, nil, part.Inset(0, 8, 0, 0, part.NewText("条件", part.Caption)), nil, part.NewTextCut(rule.Sentence(&s.where.cond), part.Body)), buttons)))
		s.bar.Add(part.NewRule())
	}
	s.bar.Refresh()
	s.root.Refresh()
}

// openTab shows what a tab stands for.
func (s *Screen) openTab(id string) {
	if name, ok := strings.CutPrefix(id, tabOf); ok {
		for _, x := range s.saved {
			if x.Name != name {
				continue
			}
			if x.Err != nil {
				s.f.Fail(x.Err)
				return
			}
			s.narrow(&asked{cond: x.Cond, name: name})
		}
		return
	}
	s.filter.Status = statusNamed(id)
	if s.where != nil && s.where.name != "" {
		s.narrow(nil)
		return
	}
	s.load()
}

// showTabs brings tabs and what is chosen among them up to date.
func (s *Screen) showTabs() {
	s.tabs.SetTabs(s.statusTabs())
	switch {
	case s.where != nil && s.where.name != "":
		s.tabs.Select(tabOf + s.where.name)
	case s.filter.Status != 0:
		s.tabs.Select(s.filter.Status.ID())
	default:
		s.tabs.Select("all")
	}
}

// savedTabs are the tabs of the saved searches, with their live counts.
func (s *Screen) savedTabs() (tabs []part.Tab) {
	for _, x := range s.saved {
		if !x.Tab && (s.where == nil || s.where.name != x.Name) {
			continue
		}
		n, counted := s.counts[x.Name]
		if !counted || x.Err != nil {
			n = -1
		}
		tabs = append(tabs, part.Tab{ID: tabOf + x.Name, Title: x.Name, Count: n})
	}
	return tabs
}

// readSaved reads the saved searches and counts their orders, in the background; a late answer is dropped.
func (s *Screen) readSaved() {
	s.counted++
	mine := s.counted
	s.f.Go(func() {
		saved, err := find.Saved(s.f.Ctx, s.f.Desk)
		fyne.Do(func() {
			if mine == s.counted && err == nil {
				s.saved = saved
				s.follow()
				s.showTabs()
			}
		})
		if err != nil {
			return
		}
		counts := map[string]int{}
		for _, x := range saved {
			if x.Err == nil {
				if n, err := s.finder.Count(s.f.Ctx, x.Cond, s.f.Now()); err == nil {
					counts[x.Name] = n
				}
			}
		}
		fyne.Do(func() {
			if mine == s.counted {
				s.counts = counts
				s.showTabs()
			}
		})
	})
}

// follow keeps the list on its saved search: it may have another condition now, or be gone.
func (s *Screen) follow() {
	if s.where == nil || s.where.name == "" {
		return
	}
	for _, x := range s.saved {
		if x.Name != s.where.name || x.Err != nil {
			continue
		}
		if rule.FormatCond(&x.Cond) != rule.FormatCond(&s.where.cond) {
			s.narrow(&asked{cond: x.Cond, name: x.Name})
		}
		return
	}
	s.narrow(&asked{cond: s.where.cond})
}

// markCommands lead to the orders with a label or a tick.
func (s *Screen) markCommands() (out []part.Command) {
	for _, x := range []struct {
		kind  order.DecisionKind
		title string
	}{{order.Labelled, "ラベル"}, {order.Ticked, "チェック"}} {
		for _, n := range s.known[x.kind] {
			out = append(out, part.Command{Title: "受注：" + x.title + "「" + n.Name + "」だけを表示", Words: "label check", Do: func() { s.Where(find.Having(x.kind, n.Name)) }})
		}
	}
	for _, x := range s.saved {
		if x.Err == nil {
			out = append(out, part.Command{Title: "保存した検索：" + x.Name, Words: "search kensaku tab", Do: func() { s.f.Open("orders"); s.narrow(&asked{cond: x.Cond, name: x.Name}) }})
		}
	}
	return out
}
