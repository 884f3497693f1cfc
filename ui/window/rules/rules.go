// Package rules is the area ルール: the owner's rules as sentences, the editor that builds one from pick lists, and beside them
// what the draft would change. What a rule means, what it changes and what is kept is decided by the use cases.
package rules

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/rule"
	"miseban/ui/grid"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Screen is the area.
type Screen struct {
	f    *frame.Frame
	w    Window
	book Book
	root *fyne.Container

	loaded bool
	bad    error
	state  State
	d      *draft
	known  map[string][]Known
	ed     *editor
	gen    int // of reading
	kept   *rule.Set
	saving bool

	list  *listView
	left  *fyne.Container
	split *split

	sim    *Simulation
	simBad error
	simGen int
	stop   context.CancelFunc
	busy   bool
	days   int
	head   *fyne.Container
	table  *grid.Grid
	expl   *fyne.Container

	order    int64 // that is explained
	orderNo  string
	ruleAt   int // by which rule
	explGen  int
	tests    []TestResult
	advices  []Advice
	testsGen int

	starting bool   // the page for a shop without rules is shown
	then     func() // what another area asked for while the page was still being read

	top   *fyne.Container
	count *part.Text
}

// New makes the area.
func New(f *frame.Frame, book Book, w Window) *Screen {
	s := &Screen{f: f, w: w, book: book, root: container.NewStack(), known: map[string][]Known{}, d: &draft{set: &rule.Set{}}, ruleAt: -1}
	s.top, s.left, s.head, s.expl = container.NewStack(), container.NewStack(), container.NewStack(), container.NewStack()
	s.count = part.NewText("", part.Quiet)
	s.makeList()
	s.makeTable()
	s.split = &split{}
	s.root.Objects = []fyne.CanvasObject{part.Inset(20, 20, 20, 20, part.NewNote("ルールを読んでいます…", part.Quiet))}
	return s
}

// ID is the area's name.
func (s *Screen) ID() string { return "rules" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Focus puts the keyboard onto the list, or onto the rule that is being edited.
func (s *Screen) Focus() {
	switch {
	case s.ed != nil:
		s.f.Window.Canvas().Focus(s.ed.tree)
	case s.loaded && s.bad == nil && !s.empty():
		s.f.Window.Canvas().Focus(s.list)
	}
}

// Refresh reads what is kept and simulates anew: orders may have come in.
func (s *Screen) Refresh() {
	s.gen++
	mine := s.gen
	s.f.Go(func() {
		st, err := s.book.Now(s.f.Ctx)
		fyne.Do(func() {
			if mine != s.gen {
				return
			}
			s.take(st, err)
		})
	})
}

// take shows what there is. A draft that is newer on the page stays.
func (s *Screen) take(st State, err error) {
	first := !s.loaded
	s.bad = err
	if err != nil {
		s.loaded = true
		s.draw()
		return
	}
	mine := rule.Format(s.d.set)
	was := s.state.Version
	s.state, s.loaded = st, true
	present := st.Draft
	if present == nil {
		present = st.Set
	}
	switch {
	case first:
		s.d.set, s.kept = present, present
		if st.Orders > manyOrders {
			s.days = 365
		}
	case st.Version != was: // published or put back meanwhile
		s.d.set, s.kept, s.d.back = present, present, nil
		s.closeQuietly()
	case !s.saving && s.ed == nil && rule.Format(present) != mine:
		s.d.change("下書きの変更", func(set *rule.Set) { *set = *shallow(present) })
		s.kept = s.d.set
	}
	clear(s.known)
	if then := s.then; then != nil {
		s.then = nil
		defer then()
	}
	if s.ruleAt < 0 {
		s.ruleAt = 0
	}
	s.draw()
	s.simulate()
}

// empty tells whether there is nothing yet: the page shows what to begin with.
func (s *Screen) empty() bool {
	return s.loaded && s.state.Version == 0 && len(s.d.set.Rules) == 0 && s.ed == nil
}

// differs tells whether the draft is another set than the published one.
func (s *Screen) differs() bool { return rule.Format(s.d.set) != rule.Format(s.state.Set) }

// changed follows a change of the draft: shown at once, kept and simulated a moment later.
func (s *Screen) changed() {
	switch {
	case s.empty() != s.starting: // the first rule came, or the last one went
		s.draw()
	case s.ed == nil && !s.starting:
		s.fillList()
	}
	s.fillTop()
	s.simGen++
	mine := s.simGen
	s.f.After(pause, func() {
		if mine != s.simGen {
			return
		}
		s.save()
		s.simulate()
	})
}

// save keeps the draft, one after the other, the newest at last.
func (s *Screen) save() {
	if s.saving || s.d.set == s.kept {
		return
	}
	s.saving = true
	set := s.d.set
	give := set
	if !s.differs() {
		give = nil
	}
	s.f.Go(func() {
		err := s.book.SaveDraft(s.f.Ctx, give)
		fyne.Do(func() {
			s.saving = false
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.kept = set
			s.save()
		})
	})
}

// edit opens the editor of a rule.
func (s *Screen) edit(i int) {
	r := rule.Rule{When: rule.Cond{Kind: rule.All}}
	if i < len(s.d.set.Rules) {
		r = s.d.set.Rules[i]
	}
	s.ed = newEditor(s, &r, i)
	if i < len(s.d.set.Rules) {
		s.ruleAt = i
	}
	s.draw()
	s.ed.start()
	s.explain()
}

// closeEditor goes back to the list.
func (s *Screen) closeEditor(i int) {
	s.ed = nil
	s.list.at = min(i, max(0, s.list.n()-1))
	s.draw()
	s.Focus()
	s.save()
}

func (s *Screen) closeQuietly() {
	if s.ed != nil {
		s.ed = nil
		s.draw()
	}
}

// Undo is Ctrl+Z: the last change of the draft on this page, as long as there is one.
func (s *Screen) Undo() bool {
	if s.ed != nil && s.ed.undo() {
		return true
	}
	said, ok := s.d.undo()
	if !ok {
		return false
	}
	s.closeQuietly()
	s.changed()
	s.f.Say("下書きを元に戻しました：" + said)
	return true
}

// Confirm is Ctrl+Enter: the editor is done, or the draft is to be published.
func (s *Screen) Confirm() bool {
	switch {
	case s.ed != nil:
		s.ed.finish()
	case s.loaded && s.bad == nil:
		s.publish()
	}
	return true
}
