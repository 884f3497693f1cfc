package judge

import (
	"time"

	"miseban/app/order"
	"miseban/app/rule"
	"miseban/app/stock"
)

// Wants gives what an order needs of the stock; nothing when it is over. Orders already printed keep what they have, and rules say
// who is served first.
func Wants(in Input, w *World, now time.Time) []stock.Want {
	if w.SKU == nil || Over(in) {
		return nil
	}
	pinned := false
	for _, d := range in.Deeds {
		pinned = pinned || d.Kind == order.Printed
	}
	var out []stock.Want
	first := 0
	if ByRule(w) {
		first = Prepare(in, w, now).With(w.Rules).Priority
	}
	for i, l := range in.Facts.Lines {
		s, ok := w.SKU(in.Shop.ID, l)
		if !ok {
			continue
		}
		need := order.Value(l.Qty) - order.Value(l.Shipped)
		if !in.Facts.Head {
			need = 0 // its order is not known yet: the SKU concerns it, but it takes nothing
		}
		want := stock.Want{Order: in.ID, Line: i, SKU: s, Qty: need, Pinned: pinned, Priority: first}
		if in.Facts.OrderedAt != nil {
			want.At = *in.Facts.OrderedAt
		}
		out = append(out, want)
	}
	return out
}

// ByRule says whether rules decide who is served first: then a customer's history can change what an order wants.
func ByRule(w *World) bool { return w.Rules != nil && w.Rules.Does(rule.Priority) }
