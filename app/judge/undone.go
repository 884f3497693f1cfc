package judge

import (
	"slices"
	"time"

	"miseban/app/order"
)

// Undone is the order as if nothing had been done with it yet: neither printed nor shipped, nothing accepted or put aside, and the
// mall waiting for it. So a rule set can be tried on orders that are over. What was cancelled stays so, and money that has come has.
func Undone(in Input) Input {
	f := *in.Facts
	if order.Value(f.ShippedMall) {
		f.ShippedMall = nil
		if !in.Shop.Mall.IsCart() {
			f.Clearance = order.Known(order.Cleared)
		}
	}
	in.Facts = &f
	in.Shop.TodoSince, in.Shop.ListedAt = "", 0
	in.Deeds, in.Lost, in.Overridden = nil, nil, nil
	in.Decisions = slices.DeleteFunc(slices.Clone(in.Decisions), func(d order.Decision) bool {
		return d.Kind != order.Cancel && d.Kind != order.MarkPaid
	})
	return in
}

// CameIn is the time at which an order came in, where it is known.
func CameIn(in Input, otherwise time.Time) time.Time {
	if at := order.Value(in.Facts.OrderedAt); at != 0 {
		return at.Time()
	}
	return otherwise
}
