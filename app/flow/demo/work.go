package demo

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"miseban/app/flow/buy"
	"miseban/app/flow/desk"
	"miseban/app/flow/review"
	"miseban/app/flow/ship"
	"miseban/app/judge"
)

// work does what the owner did until Friday evening: she answered questions, put an order aside, asked a customer, bought,
// printed and shipped.
func work(ctx context.Context, d *desk.Desk, s *shopping, folder string, at time.Time) error {
	rows := map[string][]*desk.Row{}
	for _, x := range s.sales {
		if x.role == "" {
			continue
		}
		r, err := d.Find(x.number)
		if err != nil {
			return err
		}
		rows[x.role] = append(rows[x.role], r)
	}
	for _, step := range []func() error{
		func() error { return release(ctx, d, rows[roleKnown], at) },
		func() error {
			_, err := review.Hold(ctx, d, rows[roleHold], "お電話で色の変更のご相談あり。月曜に折り返す", false, at)
			return err
		},
		func() error {
			_, err := review.Ask(ctx, d, rows[roleAsk], "のしの表書きをメールで確認中", false, at)
			return err
		},
		func() error {
			_, err := buy.Issue(ctx, d, s.goods.by[onOrder].supplier, only(d, s, onOrder, 10), filepath.Join(folder, "..", "発注"), company, at)
			return err
		},
		func() error {
			_, err := review.Ship(ctx, d, slices.Concat(rows[roleShip], rows[roleNotify]), false, at)
			return err
		},
		func() error {
			_, err := review.Notified(ctx, d, rows[roleNotify], false, at)
			return err
		},
		func() error {
			_, err := ship.Slips(ctx, d, ship.Print{Orders: rows[rolePrint], Out: filepath.Join(folder, at.Format("納品書-20060102-1504.pdf")), Replace: true, Now: at})
			return err
		},
	} {
		if err := step(); err != nil {
			return fmt.Errorf("work in the demo shop: %w", err)
		}
		at = at.Add(time.Minute)
	}
	return nil
}

// release answers the questions about the orders' comments: these words need no look any more.
func release(ctx context.Context, d *desk.Desk, rows []*desk.Row, at time.Time) error {
	asked, err := review.Questions(ctx, d, at)
	if err != nil {
		return err
	}
	for _, q := range asked {
		if !slices.ContainsFunc(q.Orders, func(r *desk.Row) bool {
			return slices.ContainsFunc(rows, func(x *desk.Row) bool { return x.ID == r.ID })
		}) {
			continue
		}
		i := slices.IndexFunc(q.Answers, func(a judge.Answer) bool { return a.Act == judge.ActPhrase })
		if i < 0 {
			continue
		}
		if _, err := review.Answer(ctx, d, q, q.Answers[i], "", at); err != nil {
			return err
		}
	}
	return nil
}

// only is the owner's change of a supplier's proposal: so many of one SKU, and nothing else.
func only(d *desk.Desk, s *shopping, sku string, qty int) map[string]int {
	out := map[string]int{}
	for code, g := range d.Goods().SKUs {
		if g.Supplier == s.goods.by[sku].supplier {
			out[code] = 0
		}
	}
	out[sku] = qty
	return out
}
