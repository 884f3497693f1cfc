package window

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/find"
	"miseban/app/flow/publish"
	"miseban/app/flow/simulate"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/mail"
	"miseban/app/order"
	"miseban/app/rule"
	starters "miseban/assets/rules"
	"miseban/ui/window/rules"
)

// rulebook is what the area of the rules asks of the use cases. The orders on which drafts are tried are read once and kept
// as long as nothing changes on the desk.
type rulebook struct {
	w *Window

	mu    sync.Mutex
	book  *simulate.Book
	stops map[string]int // of the book: orders that each built-in judgement stops
}

// ruling is what the area of the rules asks of the window.
type ruling struct{ *files }

// Orders shows the orders for which a condition holds.
func (x *ruling) Orders(c rule.Cond) {
	x.w.open("orders")
	x.w.orders.Where(c)
}

// Now gives the published set, the draft and the built-in judgements.
func (b *rulebook) Now(ctx context.Context) (rules.State, error) {
	d := b.w.f.Desk
	force := d.Rules()
	s := rules.State{Version: force.Version, Set: force.Set, Orders: len(d.Rows())}
	if force.At != 0 {
		s.Since = force.At.Date()
	}
	draft, ok, err := d.Draft(ctx)
	if err != nil {
		return s, err
	}
	if ok && draft.Text != force.Text {
		// What is half written stays as it is: its faults are shown where it is edited.
		s.Draft, _ = rule.Parse(draft.Text)
	}
	for _, w := range rule.BuiltIns {
		s.BuiltIns = append(s.BuiltIns, rules.BuiltIn{ID: w.ID, Name: w.Name, About: judge.AboutBuiltIn(w.ID)})
	}
	return s, nil
}

// SaveDraft keeps a draft; nil drops it.
func (b *rulebook) SaveDraft(ctx context.Context, set *rule.Set) error {
	if set == nil {
		return b.w.f.Desk.DropDraft(ctx)
	}
	return b.w.f.Desk.SaveDraft(ctx, rule.Format(set), b.w.f.Now())
}

// orders gives the orders that drafts are tried on, from a day on.
func (b *rulebook) orders(ctx context.Context, since jst.Date, progress func(float64)) (*simulate.Book, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.w.f.Now()
	if b.book != nil && b.book.Since == since && b.book.Fresh(now) {
		return b.book, nil
	}
	book, err := simulate.Load(ctx, b.w.f.Desk, since, now, progress)
	if err != nil {
		return nil, err
	}
	stops := map[string]int{}
	for _, o := range book.Orders {
		for _, kind := range o.Prepared().Subject().Stops {
			stops[kind]++
		}
	}
	b.book, b.stops = book, stops
	return book, nil
}

// compiled makes a set ready to run.
func compiled(set *rule.Set) (*rule.Program, error) {
	p, faults := rule.Compile(set)
	if len(faults) > 0 {
		return nil, &desk.RulesError{Faults: faults}
	}
	return p, nil
}

// Simulate judges the orders of the last days (0 = all) with a set, and compares with the published one.
func (b *rulebook) Simulate(ctx context.Context, set *rule.Set, days int, progress func(done, total int)) (*rules.Simulation, error) {
	since := jst.Date("")
	if days > 0 {
		since = jst.DateOf(b.w.f.Now()).AddDays(-days)
	}
	book, err := b.orders(ctx, since, func(part float64) {
		if progress != nil {
			progress(int(part*1000), 1000)
		}
	})
	if err != nil {
		return nil, err
	}
	p, err := compiled(set)
	if err != nil {
		return nil, err
	}
	sim, err := book.Compare(ctx, b.w.f.Desk.Rules().Program, p)
	if err != nil {
		return nil, err
	}
	out := &rules.Simulation{Orders: sim.Orders, Changed: len(sim.Changed), Took: sim.Elapsed, Mails: len(sim.Mails), Fees: len(sim.Fees), Slips: sim.Slips, Fires: sim.Fired, BuiltIns: b.stops}
	for _, s := range judge.Statuses() {
		if sim.Before[s] != sim.After[s] {
			out.Shifts = append(out.Shifts, rules.Shift{Status: s, Before: sim.Before[s], After: sim.After[s]})
		}
	}
	slices.SortStableFunc(out.Shifts, func(x, y rules.Shift) int {
		return cmp.Compare(max(y.After-y.Before, y.Before-y.After), max(x.After-x.Before, x.Before-x.After))
	})
	const most = 2000 // more of them nobody looks through
	for _, c := range sim.Changed[:min(len(sim.Changed), most)] {
		x := rules.Change{Order: c.Order.Row.ID, No: c.Order.Row.No, Name: c.Order.Row.Name, Before: c.Before.Status, After: c.After.Status, Rule: -1, Why: why(c)}
		for i := range set.Rules {
			if slices.Contains(c.Because, set.Rules[i].Name) {
				x.Rule = i
				break
			}
		}
		out.Changes = append(out.Changes, x)
	}
	return out, nil
}

// why says in one line by which rules an order becomes another, and how.
func why(c simulate.Change) string {
	by := "組み込みの判定・順番"
	if len(c.Because) > 0 {
		by = "ルール「" + strings.Join(c.Because, "」「") + "」"
	}
	if words := c.Words(); words != "" {
		return by + "：" + words
	}
	return by
}

// Explain tells how a rule's condition comes out for one order.
func (b *rulebook) Explain(ctx context.Context, orderID int64, set *rule.Set, index int) (rule.Node, error) {
	p, err := compiled(set)
	if err != nil {
		return rule.Node{}, err
	}
	b.mu.Lock()
	book := b.book
	b.mu.Unlock()
	if book != nil {
		for _, o := range book.Orders {
			if o.Row.ID == orderID {
				s := simulate.SubjectOf(o.Prepared(), p)
				return p.Explain(index, &s), nil
			}
		}
	}
	return rule.Node{}, fmt.Errorf("explain order %d: %w", orderID, desk.ErrNoOrder)
}

// Publish puts a set into force.
func (b *rulebook) Publish(ctx context.Context, set *rule.Set, note string, mails, force bool, now time.Time) (int64, error) {
	b.mu.Lock()
	book := b.book
	b.mu.Unlock()
	r, err := publish.Publish(ctx, b.w.f.Desk, rule.Format(set), publish.Options{Note: note, Mails: mails, Force: force, Now: now, Book: book})
	return r.Entry, err
}

// Versions gives what was published, the newest first.
func (b *rulebook) Versions(ctx context.Context) ([]rules.Version, error) {
	all, err := publish.Versions(ctx, b.w.f.Desk)
	if err != nil {
		return nil, err
	}
	out := make([]rules.Version, 0, len(all))
	for _, v := range all {
		set, _ := rule.Parse(v.Text)
		out = append(out, rules.Version{N: v.N, At: v.At, Note: v.Note, Set: set, Diff: v.Differences})
	}
	return out, nil
}

// Tests runs the tests that stand in a set.
func (b *rulebook) Tests(ctx context.Context, set *rule.Set) ([]rules.TestResult, error) {
	p, err := compiled(set)
	if err != nil {
		return nil, err
	}
	all, err := publish.RunTests(ctx, b.w.f.Desk, p, b.w.f.Now())
	if err != nil {
		return nil, err
	}
	var out []rules.TestResult
	for i, t := range all {
		x := rules.TestResult{Test: &set.Tests[i], No: t.Test.Order, OK: t.Pass, Got: t.Got}
		var want []string
		for _, e := range t.Test.Want {
			want = append(want, rule.FormatExpect(e))
		}
		x.Want = strings.Join(want, "、")
		if t.Missing {
			x.OK, x.Got = true, "この受注が見つからないため、試していません。"
		}
		out = append(out, x)
	}
	return out, nil
}

// TestOf makes a test of an order: it must stay what it is now under the set.
func (b *rulebook) TestOf(ctx context.Context, orderID int64, set *rule.Set) (rule.Test, error) {
	p, err := compiled(set)
	if err != nil {
		return rule.Test{}, err
	}
	row := b.w.f.Desk.Row(orderID)
	if row == nil {
		return rule.Test{}, fmt.Errorf("make a test of order %d: %w", orderID, desk.ErrNoOrder)
	}
	return publish.TestFrom(ctx, b.w.f.Desk, row, p, b.w.f.Now())
}

// Health tells what is odd about a set's rules.
func (b *rulebook) Health(ctx context.Context, set *rule.Set) ([]rules.Advice, error) {
	p, err := compiled(set)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	book := b.book
	b.mu.Unlock()
	if book == nil {
		return nil, nil
	}
	found, err := publish.Health(ctx, book, p, b.w.f.Now())
	if err != nil {
		return nil, err
	}
	var out []rules.Advice
	for _, f := range found {
		a := rules.Advice{Rule: f.Rule, Text: f.Text, Evidence: evidence(f)}
		if len(f.Proposals) > 0 {
			best := f.Proposals[0]
			a.Propose = best.Title
			a.Set, _ = rule.Parse(best.Text)
			if best.Simulation != nil {
				a.Changed = len(best.Simulation.Changed)
			}
		}
		out = append(out, a)
	}
	return out, nil
}

// evidence names some of the orders that show a finding.
func evidence(f publish.Finding) string {
	var nos []string
	for _, r := range f.Orders[:min(len(f.Orders), 3)] {
		nos = append(nos, r.No)
	}
	if len(nos) == 0 {
		return fmt.Sprintf("%d件の受注で確かめました。", f.Of)
	}
	return fmt.Sprintf("%d件のうち %d件：%s など", f.Of, f.Count, strings.Join(nos, "、"))
}

// Starters are the sets that a new shop can begin with.
func (b *rulebook) Starters() []rules.Starter {
	var out []rules.Starter
	for _, s := range starters.Starters() {
		if set, faults := rule.Parse(s.Text); len(faults) == 0 {
			out = append(out, rules.Starter{Name: s.Name, About: s.About, Set: set})
		}
	}
	return out
}

// Known gives the values that a field has in the shop's orders, the most frequent first.
func (b *rulebook) Known(ctx context.Context, field string) ([]rules.Known, error) {
	b.mu.Lock()
	book := b.book
	b.mu.Unlock()
	if book == nil {
		return nil, nil
	}
	var out []rules.Known
	for _, v := range book.Values(field) {
		out = append(out, rules.Known{Value: v.Text, Count: v.Orders})
	}
	return out, nil
}

// Names gives what an action can name: shipping methods, mail events, labels that there are.
func (b *rulebook) Names(ctx context.Context, kind rule.ActionKind) ([]rule.WordOf, error) {
	var out []rule.WordOf
	add := func(id, name string) {
		if id != "" && !slices.ContainsFunc(out, func(w rule.WordOf) bool { return w.ID == id }) {
			out = append(out, rule.WordOf{ID: id, Name: name})
		}
	}
	switch kind {
	case rule.Mail:
		for _, e := range mail.Events() {
			add(string(e), e.Name())
		}
		return out, nil
	case rule.SetLabel:
		for _, n := range find.Names(b.w.f.Desk, order.Labelled) {
			add(n.Name, n.Name)
		}
	case rule.SetCheck:
		for _, n := range find.Names(b.w.f.Desk, order.Ticked) {
			add(n.Name, n.Name)
		}
	}
	for _, r := range b.w.f.Desk.Rules().Set.Rules {
		for _, a := range r.Then {
			if a.Kind == kind {
				add(a.Text, a.Text)
			}
		}
	}
	if kind == rule.Method {
		known, err := b.Known(ctx, "method_raw")
		for _, k := range known {
			add(k.Value, k.Value)
		}
		return out, err
	}
	return out, nil
}

// Export writes a set to a file for other shops and gives its path.
func (b *rulebook) Export(_ context.Context, set *rule.Set) (string, error) {
	folder := filepath.Join(filepath.Dir((&outing{b.w}).folder()), "ルール")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("export rules: %w", err)
	}
	path := filepath.Join(folder, "ルール-"+b.w.f.Now().In(jst.Zone).Format("20060102-150405")+".txt")
	if err := os.WriteFile(path, []byte(rule.Format(set)), 0o600); err != nil {
		return "", fmt.Errorf("export rules: %w", err)
	}
	return path, nil
}

// Import reads such a file; faults say what is wrong with it.
func (b *rulebook) Import(_ context.Context, path string) (*rule.Set, []rule.Fault, error) {
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, fmt.Errorf("read rules: %w", err)
	}
	set, faults := rule.Parse(publish.Decode(file))
	return set, faults, nil
}
