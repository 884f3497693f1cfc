package pay

import (
	"context"
	"fmt"
	"slices"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/order"
	"miseban/store"
)

// Settle says that a deposit pays these orders, whatever the difference: they are marked as paid. The entry's id is given
// for undo. A deposit that is not open any more, or an order that does not wait, is refused: *Error.
func Settle(ctx context.Context, d *desk.Desk, key string, orders []int64, now time.Time) (int64, error) {
	if len(orders) == 0 {
		return 0, errNone
	}
	orders = slices.Compact(slices.Sorted(slices.Values(orders)))
	return act(ctx, d, key, now, func(x store.Deposit) string { return "入金済みにする：" + told(x) }, func(w *store.Writer, all []store.Deposit, x *store.Deposit) ([]int64, error) {
		if x.State != store.DepositOpen {
			return nil, errGone
		}
		waits, err := wait(ctx, d, all, now)
		if err != nil {
			return nil, err
		}
		for _, id := range orders {
			if _, ok := waits.orders[id]; !ok {
				return nil, errNotOpen
			}
			if err := w.PutDecision(order.Decision{OrderID: id, Kind: order.MarkPaid, Body: mark{x.Key, false}.body(), At: jst.At(now)}); err != nil {
				return nil, err
			}
		}
		x.State, x.Orders = store.DepositPaid, orders
		return orders, nil
	})
}

// SettlePart says that a deposit is a part of one order's bill: the order goes on waiting for the rest, and the next deposit is
// compared with that.
func SettlePart(ctx context.Context, d *desk.Desk, key string, orderID int64, now time.Time) (int64, error) {
	return act(ctx, d, key, now, func(x store.Deposit) string { return "一部の入金：" + told(x) }, func(_ *store.Writer, all []store.Deposit, x *store.Deposit) ([]int64, error) {
		if x.State != store.DepositOpen {
			return nil, errGone
		}
		waits, err := wait(ctx, d, all, now)
		if err != nil {
			return nil, err
		}
		o, ok := waits.orders[orderID]
		if !ok {
			return nil, errNotOpen
		}
		if rest := o.Rest(); rest == nil || x.Amount >= *rest {
			return nil, errPart
		}
		x.State, x.Orders = store.DepositPaid, []int64{orderID}
		return x.Orders, nil
	})
}

// Ignore says that a deposit is for no order: interest, a private transfer, money of another business.
func Ignore(ctx context.Context, d *desk.Desk, key string, now time.Time) (int64, error) {
	return act(ctx, d, key, now, func(x store.Deposit) string { return "受注の入金ではない：" + told(x) }, func(_ *store.Writer, _ []store.Deposit, x *store.Deposit) ([]int64, error) {
		if x.State != store.DepositOpen {
			return nil, errGone
		}
		x.State, x.Orders = store.DepositIgnored, nil
		return nil, nil
	})
}

// PutBack makes a deposit open again, whatever was done with it, and its orders wait for their money again unless the owner
// marked them by hand. It is asked about from then on, never marked without her.
func PutBack(ctx context.Context, d *desk.Desk, key string, now time.Time) (int64, error) {
	return act(ctx, d, key, now, func(x store.Deposit) string { return "入金を取り消し：" + told(x) }, func(w *store.Writer, _ []store.Deposit, x *store.Deposit) ([]int64, error) {
		if x.State == store.DepositOpen {
			return nil, errOpen
		}
		var ids []int64
		if x.State == store.DepositPaid {
			for _, id := range x.Orders {
				ids = append(ids, id)
				decisions, err := w.Decisions(id)
				if err != nil {
					return nil, err
				}
				// Marked by this deposit, or by the last of several of which this is one: without it the sum is not there.
				if slices.ContainsFunc(decisions, func(x order.Decision) bool { _, ok := markOf(x); return ok }) {
					if err := w.DropDecision(id, order.MarkPaid, ""); err != nil {
						return nil, err
					}
				}
			}
		}
		x.State = store.DepositOpen // Orders stay: they say that it was put back
		return ids, nil
	})
}

// told names a deposit for the history.
func told(x store.Deposit) string {
	return fmt.Sprintf("%s %s %s円", x.Day.Time().Format("1/2"), x.Payer, x.Amount.String())
}

// act changes one deposit under the desk's lock; a refusal changes nothing and leaves no entry.
func act(ctx context.Context, d *desk.Desk, key string, now time.Time, title func(store.Deposit) string,
	f func(w *store.Writer, all []store.Deposit, x *store.Deposit) ([]int64, error)) (int64, error) {
	find := func(r *store.Reader) ([]store.Deposit, *store.Deposit, error) {
		all, err := r.Deposits()
		if err != nil {
			return nil, nil, err
		}
		i := slices.IndexFunc(all, func(x store.Deposit) bool { return x.Key == key })
		if i < 0 {
			return nil, nil, errGone
		}
		x := all[i]
		return all, &x, nil
	}
	var name string
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		_, x, err := find(r)
		if err == nil {
			name = title(*x)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	return d.Act(ctx, "payments", name, now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		all, x, err := find(&w.Reader)
		if err != nil {
			return nil, err
		}
		ids, err := f(w, all, x)
		if err != nil {
			return nil, err
		}
		x.At = jst.At(now)
		return ids, w.PutDeposit(*x)
	})
}
