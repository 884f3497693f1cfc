package today

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"miseban/app/flow/desk"
	"miseban/app/flow/simulate"
	"miseban/app/flow/teach"
	"miseban/app/jst"
	"miseban/app/rule"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// trial tries proposed rules on the orders of the last weeks. They are read once and kept as long as nothing changes on the desk.
// One goroutine uses it at a time.
type trial struct {
	f    *frame.Frame
	book *simulate.Book
}

// change is a teach.Simulate.
func (t *trial) change(ctx context.Context, set *rule.Set) (string, error) {
	now := t.f.Now()
	since := jst.DateOf(now).AddDays(-teach.UsedDays)
	if t.book == nil || t.book.Since != since || !t.book.Fresh(now) {
		book, err := simulate.Load(ctx, t.f.Desk, since, now, nil)
		if err != nil {
			return "", err
		}
		t.book = book
	}
	draft, faults := rule.Compile(set)
	if len(faults) > 0 {
		return "", &desk.RulesError{Faults: faults}
	}
	sim, err := t.book.Compare(ctx, t.f.Desk.Rules().Program, draft)
	if err != nil {
		return "", err
	}
	return changeText(sim), nil
}

// changeText says what a rule would change: which orders would stand elsewhere, and what else would be different.
func changeText(sim *simulate.Simulation) string {
	if len(sim.Changed) == 0 {
		return fmt.Sprintf("変わる受注はありません（12週間の %s件で確認）", part.Count(sim.Orders))
	}
	type kind struct {
		words string
		n     int
	}
	var kinds []kind
	for _, c := range sim.Changed {
		words := c.Words()
		if c.Before.Status != c.After.Status {
			words = c.Before.Status.Name() + " → " + c.After.Status.Name()
		}
		if i := slices.IndexFunc(kinds, func(k kind) bool { return k.words == words }); i >= 0 {
			kinds[i].n++
		} else {
			kinds = append(kinds, kind{words, 1})
		}
	}
	slices.SortStableFunc(kinds, func(a, b kind) int { return b.n - a.n })
	const most = 3
	var parts []string
	rest := len(sim.Changed)
	for _, k := range kinds[:min(len(kinds), most)] {
		parts = append(parts, k.words+" "+part.Count(k.n))
		rest -= k.n
	}
	if rest > 0 {
		parts = append(parts, "ほか "+part.Count(rest))
	}
	return fmt.Sprintf("変わる受注 %s件（%s）。12週間の %s件で確認", part.Count(len(sim.Changed)), strings.Join(parts, "、"), part.Count(sim.Orders))
}
