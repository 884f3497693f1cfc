package simulate

import (
	"context"
	"fmt"
	"slices"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
)

// Undone prepares one order as if nothing had been done with it yet, on the day on which it came in: as the book has the orders that
// are over, but also for one that is open. The desk must be warm.
func Undone(ctx context.Context, d *desk.Desk, row *desk.Row, now time.Time) (*judge.Prepared, error) {
	in, err := d.Input(ctx, row.ID)
	if err != nil {
		return nil, fmt.Errorf("prepare order %s as it came in: %w", row.No, err)
	}
	return judge.Prepare(judge.Undone(in), World(d), judge.CameIn(in, now)), nil
}

// Afresh prepares one order as it is, but as if the owner had accepted nothing and switched nothing off: so every built-in judgement
// that finds something says so.
func Afresh(d *desk.Desk, in judge.Input, now time.Time) *judge.Prepared {
	in.Decisions = slices.DeleteFunc(slices.Clone(in.Decisions), func(x order.Decision) bool { return x.Kind == order.Accept })
	w := World(d)
	w.Settings.Off = nil
	return judge.Prepare(in, w, now)
}

// SubjectOf is an order as the rules of a set see it: what the set switches off has found nothing.
func SubjectOf(o *judge.Prepared, p *rule.Program) rule.Subject {
	s := o.Subject()
	if off := p.Set().Off; len(off) > 0 {
		s.Stops = slices.DeleteFunc(slices.Clone(s.Stops), func(id string) bool {
			return slices.ContainsFunc(off, func(x rule.Switch) bool { return x.ID == id })
		})
	}
	return s
}

// World is what judging reads beyond an order that is tried as if nothing had been done: without the stock, which is that of today.
func World(d *desk.Desk) *judge.World {
	w := d.World()
	w.Shortages = nil
	return &w
}
