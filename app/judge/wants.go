package judge

import (
	"miseban/app/order"
	"miseban/app/stock"
)

// Wants gives what an order needs of the stock; nothing when it is over. Orders already printed keep what they have.
func Wants(in Input, w *World) []stock.Want {
	if w.SKU == nil || Over(in) || !in.Facts.Head {
		return nil
	}
	pinned := false
	for _, d := range in.Deeds {
		pinned = pinned || d.Kind == order.Printed
	}
	var out []stock.Want
	for i, l := range in.Facts.Lines {
		s, ok := w.SKU(in.Shop.ID, l)
		if !ok {
			continue
		}
		want := stock.Want{Order: in.ID, Line: i, SKU: s, Qty: order.Value(l.Qty) - order.Value(l.Shipped), Pinned: pinned}
		if in.Facts.OrderedAt != nil {
			want.At = *in.Facts.OrderedAt
		}
		out = append(out, want)
	}
	return out
}
