package pay

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"miseban/app/bank"
	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/order"
	"miseban/store"
)

// Import takes a bank's statement in as one act: deposits that are new are kept, and those of all open deposits that pay one
// order beyond doubt mark it as paid. A statement that brings nothing changes nothing. An error is a refusal of the whole
// file (CanExplain) or a fault of the shop file; nothing is written then.
func Import(ctx context.Context, d *desk.Desk, path string, o Options, now time.Time) (Report, error) {
	s, err := read(ctx, d, path, o, now)
	if err != nil {
		return Report{}, err
	}
	var p plan
	err = d.Store().Read(ctx, func(r *store.Reader) error {
		p, err = planned(ctx, d, r, s, now)
		return err
	})
	if err != nil {
		return Report{}, fmt.Errorf("match the statement: %w", err)
	}
	if !o.DryRun && (len(p.fresh) > 0 || len(p.exact) > 0) {
		var entry int64
		entry, err = d.Act(ctx, "payments", "入金明細を取り込み："+s.file, now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
			if p, err = planned(ctx, d, &w.Reader, s, now); err != nil {
				return nil, err
			}
			return p.write(w, now)
		})
		if err != nil {
			return Report{}, err
		}
		p.report.Entry = entry
	}
	return p.report, nil
}

// plan is what a statement will do.
type plan struct {
	report Report
	fresh  []store.Deposit // to be kept
	exact  []Matched       // to be marked
}

// planned works out what a statement does to the shop as it stands.
func planned(ctx context.Context, d *desk.Desk, r *store.Reader, s statement, now time.Time) (plan, error) {
	var p plan
	p.report = Report{File: s.file, Format: s.format, Rows: s.Rows, Withdrawals: s.Withdrawals, Blank: s.Blank, Notes: append([]string{}, s.Notes...), Problems: []Problem{}}
	for _, x := range s.Problems {
		p.report.Problems = append(p.report.Problems, Problem{x.Row, x.Column, x.Value, x.Message})
	}
	all, err := r.Deposits()
	if err != nil {
		return p, err
	}
	known := map[string]bool{}
	for _, x := range all {
		known[x.Key] = true
	}
	fresh := map[string]bool{}
	for _, x := range s.Deposits {
		if known[x.Key] {
			p.report.Known++
			continue
		}
		p.report.New++
		p.report.Sum += x.Amount
		fresh[x.Key] = true
		p.fresh = append(p.fresh, store.Deposit{Key: x.Key, Account: s.account, Day: x.Date, Payer: x.Payer, Amount: x.Amount, Memo: x.Memo, State: store.DepositOpen, At: jst.At(now)})
	}
	found, err := matchOpen(ctx, d, append(all, p.fresh...), now)
	if err != nil {
		return p, err
	}
	for _, m := range found {
		m.New = fresh[m.Deposit.Key]
		switch m.Kind {
		case bank.Exact:
			p.exact = append(p.exact, m)
		case bank.Several:
			p.report.Several = append(p.report.Several, m)
		case bank.Short:
			p.report.Short = append(p.report.Short, m)
		case bank.Over:
			p.report.Over = append(p.report.Over, m)
		default:
			p.report.Unmatched = append(p.report.Unmatched, m)
		}
	}
	p.report.Exact = p.exact
	return p, nil
}

// write keeps the deposits and marks what is exact; it gives the orders that are marked.
func (p *plan) write(w *store.Writer, now time.Time) ([]int64, error) {
	paid := map[string]Matched{}
	for _, m := range p.exact {
		paid[m.Deposit.Key] = m
	}
	var ids []int64
	settle := func(x store.Deposit) error {
		m, ok := paid[x.Key]
		if ok {
			x.State, x.Orders, x.At = store.DepositPaid, m.Candidates[0].IDs(), jst.At(now)
			for _, id := range x.Orders {
				ids = append(ids, id)
				if err := w.PutDecision(order.Decision{OrderID: id, Kind: order.MarkPaid, Body: mark{x.Key, true}.body(), At: jst.At(now)}); err != nil {
					return err
				}
			}
			delete(paid, x.Key)
		}
		return w.PutDeposit(x)
	}
	for _, x := range p.fresh {
		if err := settle(x); err != nil {
			return nil, err
		}
	}
	for _, m := range p.exact { // those of earlier statements, whose order has come since
		if _, left := paid[m.Deposit.Key]; left {
			if err := settle(m.Deposit); err != nil {
				return nil, err
			}
		}
	}
	return ids, nil
}

// matchOpen matches the open ones of the deposits, the oldest first.
func matchOpen(ctx context.Context, d *desk.Desk, all []store.Deposit, now time.Time) ([]Matched, error) {
	w, err := wait(ctx, d, all, now)
	if err != nil {
		return nil, err
	}
	return w.open(ctx, d, all, now)
}

func (w *waiting) open(ctx context.Context, d *desk.Desk, all []store.Deposit, now time.Time) ([]Matched, error) {
	var open []store.Deposit
	for _, x := range all {
		if x.State == store.DepositOpen {
			open = append(open, x)
		}
	}
	slices.SortFunc(open, func(a, b store.Deposit) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Payer, b.Payer), cmp.Compare(a.Key, b.Key))
	})
	found := w.match(open, now)
	return found, hint(ctx, d, w, found, now)
}
