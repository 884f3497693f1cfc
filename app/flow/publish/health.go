package publish

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/simulate"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
	"miseban/store"
)

// Kind is what can be wrong with a rule's health.
type Kind string

// The kinds of finding.
const (
	NeverFired Kind = "never_fired" // no order of the shop's history, or none of the last 90 days, fires it
	Shadowed   Kind = "shadowed"    // earlier rules leave it nothing to do
	Conflict   Kind = "conflict"    // two rules want what excludes each other
	PutBack    Kind = "put_back"    // the owner takes back by hand what it does
)

// Name is the kind as the owner reads it.
func (k Kind) Name() string {
	switch k {
	case NeverFired:
		return "使われていない"
	case Shadowed:
		return "ほかのルールに隠れている"
	case Conflict:
		return "ぶつかっている"
	case PutBack:
		return "いつも手で戻している"
	}
	return string(k)
}

// idleDays is for how long a rule may not fire before it is said.
const idleDays = 90

// Limits under which health says nothing: too little was seen.
const (
	fewOrders  = 20 // orders of the book
	fewAnswers = 3  // times that something was put back
)

// Finding is one thing that is wrong with a set, with its evidence.
type Finding struct {
	Kind      Kind
	Rule      string
	Other     string // the rule that it is shadowed by, or in conflict with; empty = none
	Text      string // what is wrong, as a sentence
	Count     int    // orders that show it
	Of        int    // orders for which the rule fires, or where it does not, those that were looked at
	Orders    []*desk.Row
	Proposals []Proposal // the best first
}

// Proposal is a change that would mend a finding, already tried.
type Proposal struct {
	Title      string // what is changed, as a sentence
	Text       string // the whole set with the change
	Simulation *simulate.Simulation
}

// mostEvidence is how many orders of a finding are listed; Count has their number.
const mostEvidence = 20

// health is one look at a set.
type health struct {
	ctx   context.Context
	book  *simulate.Book
	p     *rule.Program
	set   *rule.Set
	now   time.Time
	sides []simulate.Side
	fired [][]int // per rule, indices of the book's orders
	found []Finding
}

// Health looks at what the rules of a set do in the shop's history, and finds those that do nothing, those that others hide, those
// that are in each other's way, and those whose work the owner always takes back. Orders that are over count as if nothing had been
// done with them yet. Every proposal is simulated against the same set.
func Health(ctx context.Context, book *simulate.Book, p *rule.Program, now time.Time) ([]Finding, error) {
	if p == nil || len(p.Set().Rules) == 0 || len(book.Orders) < fewOrders {
		return nil, nil
	}
	h := &health{ctx: ctx, book: book, p: p, set: p.Set(), now: now}
	var err error
	if h.sides, err = book.Sides(ctx, p); err != nil {
		return nil, err
	}
	h.fired = make([][]int, len(h.set.Rules))
	for i := range h.sides {
		for _, f := range h.sides[i].Rules {
			h.fired[f.Rule] = append(h.fired[f.Rule], i)
		}
	}
	hidden, err := h.shadowed()
	if err != nil {
		return nil, err
	}
	h.idle(hidden)
	h.conflicts(hidden)
	if err := h.putBack(); err != nil {
		return nil, err
	}
	for i := range h.found {
		if err := h.try(&h.found[i]); err != nil {
			return nil, err
		}
	}
	return h.found, nil
}

// add notes a finding with its orders, newest first.
func (h *health) add(f Finding, orders []int) {
	f.Count = len(orders)
	rows := make([]*desk.Row, len(orders))
	for i, k := range orders {
		rows[i] = h.book.Orders[k].Row
	}
	slices.SortFunc(rows, func(a, b *desk.Row) int {
		return cmp.Or(cmp.Compare(b.OrderedAt, a.OrderedAt), cmp.Compare(b.ID, a.ID))
	})
	f.Orders = rows[:min(len(rows), mostEvidence)]
	h.found = append(h.found, f)
}

// propose gives a proposal: the set with a change, to be tried later. A change that gives no set is none.
func (h *health) propose(title string, change func(*rule.Set)) Proposal {
	set, faults := rule.Parse(rule.Format(h.set)) // a copy
	if len(faults) > 0 {
		return Proposal{}
	}
	change(set)
	return Proposal{Title: title, Text: rule.Format(set)}
}

// try simulates the proposals of a finding; what can't be a set is left out.
func (h *health) try(f *Finding) error {
	var good []Proposal
	for _, x := range f.Proposals {
		if x.Text == "" {
			continue
		}
		_, p, err := desk.ReadRules(x.Text)
		if err != nil {
			continue // the change made something that is no rule
		}
		if x.Simulation, err = h.book.Compare(h.ctx, h.p, p); err != nil {
			return fmt.Errorf("try a proposal for rule %s: %w", f.Rule, err)
		}
		good = append(good, x)
	}
	f.Proposals = good
	return nil
}

// idle finds the rules that no order fires, or none for a long time.
func (h *health) idle(hidden map[int]bool) {
	since := jst.DateOf(h.now).AddDays(-idleDays)
	recent, first := 0, jst.DateOf(h.now)
	for _, o := range h.book.Orders {
		if o.Row.OrderedAt == 0 {
			continue
		}
		on := o.Row.OrderedAt.Date()
		first = min(first, on)
		if on >= since {
			recent++
		}
	}
	for i := range h.set.Rules {
		r := &h.set.Rules[i]
		if r.Off || hidden[i] {
			continue
		}
		f := Finding{Kind: NeverFired, Rule: r.Name, Of: len(h.book.Orders)}
		last := jst.Moment(0)
		for _, k := range h.fired[i] {
			last = max(last, h.book.Orders[k].Row.OrderedAt)
		}
		switch {
		case len(h.fired[i]) == 0:
			f.Text = fmt.Sprintf("「%s」は、%d件の受注のどれにも当てはまりません。", r.Name, len(h.book.Orders))
		case last != 0 && last.Date() < since && recent >= fewOrders:
			f.Text = fmt.Sprintf("「%s」は、%d日間 一度も使われていません（最後は %s の受注）。", r.Name, idleDays, last.Date().Long())
			f.Of = recent
		default:
			continue
		}
		f.Proposals = []Proposal{h.propose("「"+r.Name+"」を停止する", func(s *rule.Set) { s.Rules[i].Off = true })}
		h.add(f, nil)
	}
}

// putBack finds what rules do and the owner takes back by hand.
func (h *health) putBack() error {
	d := h.book.Desk()
	decisions := map[int64][]order.Decision{}
	err := d.Store().Read(h.ctx, func(r *store.Reader) error {
		all, err := r.Decisions(0)
		for _, x := range all {
			decisions[x.OrderID] = append(decisions[x.OrderID], x)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("read decisions: %w", err)
	}
	since, err := h.inForceSince()
	if err != nil {
		return err
	}
	for i := range h.set.Rules {
		r := &h.set.Rules[i]
		from, published := since[r.Name]
		if r.Off || !published {
			continue
		}
		for k := range r.Then {
			h.undone(i, k, from, decisions)
		}
	}
	return nil
}

// inForceSince gives, for every rule that is published as it stands, since when it is.
func (h *health) inForceSince() (map[string]jst.Moment, error) {
	all, err := h.book.Desk().RuleVersions(h.ctx)
	if err != nil {
		return nil, fmt.Errorf("read versions: %w", err)
	}
	since := map[string]jst.Moment{}
	gone := map[string]bool{}
	for _, v := range all { // newest first
		texts := map[string]string{}
		for _, r := range setOf(v.Text).Rules {
			texts[r.Name] = rule.Format(&rule.Set{Rules: []rule.Rule{r}})
		}
		for i := range h.set.Rules {
			r := h.set.Rules[i]
			switch {
			case gone[r.Name]:
			case texts[r.Name] == rule.Format(&rule.Set{Rules: []rule.Rule{r}}):
				since[r.Name] = v.At
			default:
				gone[r.Name] = true
			}
		}
	}
	return since, nil
}

// undone looks at one action of a rule: how often it was in force, and how often the owner took it back.
func (h *health) undone(i, k int, from jst.Moment, decisions map[int64][]order.Decision) {
	r := &h.set.Rules[i]
	a := &r.Then[k]
	var fell, of []int
	for _, n := range h.fired[i] {
		o := &h.book.Orders[n]
		if lost(&h.sides[n], i, a.Kind) {
			continue
		}
		answer := answered(a, r.Name, decisions[o.Row.ID], from)
		switch {
		case answer == taken:
			fell = append(fell, n)
			of = append(of, n)
		case answer == kept, a.Kind != rule.Review && a.Kind != rule.HoldUntil && o.Row.OrderedAt >= from:
			of = append(of, n)
		}
	}
	if len(fell) < fewAnswers || len(fell)*10 < len(of)*9 { // always, but for one in ten
		return
	}
	f := Finding{Kind: PutBack, Rule: r.Name, Of: len(of)}
	what := "「" + r.Name + "」"
	switch a.Kind {
	case rule.Review:
		f.Text = fmt.Sprintf("%sで止めた %d件のうち %d件を、そのまま「確認した」にしています。止めなくてもよさそうです。", what, len(of), len(fell))
	case rule.HoldUntil:
		f.Text = fmt.Sprintf("%sで保留にした %d件のうち %d件を、手で外しています。", what, len(of), len(fell))
	default:
		f.Text = fmt.Sprintf("%sの「%s」を、%d件のうち %d件で手で戻しています。", what, rule.ActionSentence(a), len(of), len(fell))
	}
	if len(r.Then) > 1 {
		f.Proposals = append(f.Proposals, h.propose(fmt.Sprintf("%sから「%s」を外す", what, rule.ActionSentence(a)), func(s *rule.Set) {
			s.Rules[i].Then = slices.Delete(s.Rules[i].Then, k, k+1)
		}))
	}
	f.Proposals = append(f.Proposals, h.propose(what+"を停止する", func(s *rule.Set) { s.Rules[i].Off = true }))
	h.add(f, fell)
}

// answer is what the owner made of an action.
type answer int

const (
	silent answer = iota
	kept
	taken
)

// answered reads from the decisions about an order what the owner made of an action of a rule, since it is in force.
func answered(a *rule.Action, name string, all []order.Decision, from jst.Moment) answer {
	got := silent
	for _, d := range all {
		if d.At < from {
			continue
		}
		back, looked := false, false
		switch {
		case a.Kind == rule.Prices && d.Kind == order.ShowPrices:
			back, looked = (d.Body == "show") != (a.Text == "show"), true
		case a.Kind == rule.SetFlag && d.Kind == order.ShowPrices && (a.Text == string(judge.Gift) || a.Text == string(judge.HidePrice)):
			back, looked = (d.Body == "show") != a.Off, true
		case a.Kind == rule.SetLabel && d.Kind == order.Labelled && d.Subject == a.Text, a.Kind == rule.SetCheck && d.Kind == order.Ticked && d.Subject == a.Text:
			back, looked = (d.Body == "off") != a.Off, true
		case a.Kind == rule.HoldUntil && d.Kind == order.Accept && d.Subject == "hold:"+name:
			back, looked = true, true
		case a.Kind == rule.Review && d.Kind == order.Accept && subjectOf(d.Subject, name):
			back, looked = true, true
		case a.Kind == rule.Review && (d.Kind == order.Hold || d.Kind == order.Ask || d.Kind == order.Cancel || d.Kind == order.SlipNote):
			return kept // it was good to have stopped
		}
		if looked && back {
			got = taken
		} else if looked {
			got = kept
		}
	}
	return got
}

// subjectOf says whether a subject is of a question of the rule.
func subjectOf(subject, name string) bool {
	head := "rule:" + name + ":"
	return len(subject) > len(head) && subject[:len(head)] == head
}

// lost says whether the rule's action of a kind gave way to another's.
func lost(s *simulate.Side, r int, kind rule.ActionKind) bool {
	for _, f := range s.Rules {
		if f.Rule == r {
			return slices.ContainsFunc(f.Lost, func(l judge.Lost) bool { return l.Kind == kind })
		}
	}
	return false
}
