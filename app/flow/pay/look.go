package pay

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/judge"
	"miseban/store"
)

// Open gives the open deposits with fresh candidates, the oldest first. An order may have come since: then a deposit can be
// exact that has not been marked; it is marked by the next statement or by the owner.
func Open(ctx context.Context, d *desk.Desk, now time.Time) ([]Matched, error) {
	v, err := Look(ctx, d, now)
	return v.Open, err
}

// View is all that there is to see of money.
type View struct {
	Open    []Matched // the deposits that nobody has assigned yet, the oldest first
	Waiting []Order   // the orders that wait for money, the longest overdue first
	Settled []Settled // of the last days, the newest first
	Set     []store.Deposit
	Kept    int // deposits that are kept altogether; 0 = no statement was taken in yet
}

// recent is for how long a settled deposit is in the view, and shown how many there are at most.
const (
	recent = 14 * 24 * time.Hour
	shown  = 100
)

// Look gives the view for now. Set are the recent deposits that the owner said are for no order.
func Look(ctx context.Context, d *desk.Desk, now time.Time) (View, error) {
	var v View
	var all []store.Deposit
	auto, partial := map[string]bool{}, map[string]bool{}
	var settled []store.Deposit
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		var err error
		if all, err = r.Deposits(); err != nil {
			return err
		}
		for _, x := range all {
			if x.State == store.DepositOpen || x.At.Time().Before(now.Add(-recent)) {
				continue
			}
			settled = append(settled, x)
		}
		slices.SortStableFunc(settled, func(a, b store.Deposit) int { return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(b.Day, a.Day)) })
		settled = settled[:min(len(settled), shown)]
		for _, x := range settled {
			partial[x.Key] = x.State == store.DepositPaid
			for _, id := range x.Orders {
				decisions, err := r.Decisions(id)
				if err != nil {
					return err
				}
				for _, y := range decisions {
					m, ok := markOf(y)
					auto[x.Key] = auto[x.Key] || ok && m.Auto && m.Deposit == x.Key
					partial[x.Key] = partial[x.Key] && !(ok && m.Deposit == x.Key)
				}
			}
		}
		return nil
	})
	if err != nil {
		return v, fmt.Errorf("look at the deposits: %w", err)
	}
	v.Kept = len(all)
	w, err := wait(ctx, d, all, now)
	if err != nil {
		return v, fmt.Errorf("look at the orders that wait for money: %w", err)
	}
	v.Waiting = w.list()
	if v.Open, err = w.open(ctx, d, all, now); err != nil {
		return v, fmt.Errorf("match the open deposits: %w", err)
	}
	for _, x := range settled {
		if x.State == store.DepositIgnored {
			v.Set = append(v.Set, x)
			continue
		}
		s := Settled{Deposit: x, Auto: auto[x.Key], Partial: partial[x.Key]}
		for _, id := range x.Orders {
			if o, waits := w.orders[id]; waits {
				s.Orders = append(s.Orders, o)
			} else if row := d.Row(id); row != nil {
				s.Orders = append(s.Orders, orderOf(d, row))
			}
		}
		v.Settled = append(v.Settled, s)
	}
	return v, nil
}

// Count is how much there is to do: open deposits, and orders whose money is overdue.
func Count(ctx context.Context, d *desk.Desk) (deposits, overdue int, err error) {
	err = d.Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Deposits()
		for _, x := range all {
			if x.State == store.DepositOpen {
				deposits++
			}
		}
		return err
	})
	for _, r := range d.Rows() {
		if r.Status.Open() && slices.Contains(r.Flags, judge.Overdue) {
			overdue++
		}
	}
	return deposits, overdue, err
}
