package mall

import (
	"fmt"
	"slices"
	"strings"

	"miseban/app/order"
	"miseban/app/yen"
)

// money adds the row's sum; the order's amounts repeat on each row and count once.
func (r *baseReader) money(c *cells) {
	sum, price := c.yen(r.sum), c.yen(r.price)
	if sum == nil {
		r.unknown = true
	} else {
		r.goods += *sum
		if n, ok := whole(c.text(r.qty)); ok && price != nil && *price*yen.Yen(min(n, 1_000_000)) != *sum {
			r.odd = true
		}
	}
	for i, col := range []column{r.shipping, r.adjust, r.cod} {
		switch y := c.yen(col); {
		case y == nil:
		case r.amounts[i] == nil:
			r.amounts[i] = y
		case *r.amounts[i] != *y:
			r.odd = true
		}
	}
}

// total: what the customer pays is Σ合計金額 + 送料 + 調整金額 + 代引き手数料. An empty 調整金額 is none; so is an empty fee where the
// payment is not cash on delivery.
func (r *baseReader) total() {
	f := r.facts
	ship, adjust, cod := r.amounts[0], r.amounts[1], r.amounts[2]
	if adjust == nil && r.adjust.there() {
		adjust = yen.Of(0)
	}
	if cod == nil && r.cod.there() && r.pay.there() && !codByDefault(order.Value(f.PaymentText)) {
		cod = yen.Of(0)
	}
	f.Shipping, f.CODFee = ship, cod
	if adjust != nil {
		other := []order.NamedYen{}
		f.Coupon = yen.Of(0)
		switch {
		case *adjust < 0:
			f.Coupon = order.Known(-*adjust)
		case *adjust > 0:
			other = append(other, order.NamedYen{Name: "調整金額", Yen: *adjust})
		}
		f.Other = &other
	}
	if r.unknown {
		return
	}
	f.Goods = order.Known(r.goods)
	if ship == nil || adjust == nil || cod == nil {
		return
	}
	f.Total, f.Uncertain = order.Known(r.goods+*ship+*adjust+*cod), order.Known(r.odd)
}

// numbered tells lines of one id apart: the same item at two prices.
func numbered(lines []order.Line) []order.Line {
	seen := map[string]int{}
	for i := range lines {
		id := lines[i].ID
		if id == "" {
			continue
		}
		if seen[id]++; seen[id] > 1 {
			lines[i].ID = fmt.Sprintf("%s#%d", id, seen[id])
		}
	}
	return lines
}

// joinBase completes two pieces of one order: the goods add up, what is the order's own does not.
func joinBase(out, a, b *order.Facts) {
	if again(a, b) {
		*out = *a
		return
	}
	out.Lines = slices.Clone(a.Lines)
	for _, l := range b.Lines {
		l.ID, _, _ = strings.Cut(l.ID, "#")
		out.Lines = append(out.Lines, l)
	}
	out.Lines = numbered(mergedLines(out.Lines))
	out.Goods, out.Total = sum(a.Goods, b.Goods), nil
	if a.Total == nil || b.Total == nil || a.Goods == nil || b.Goods == nil {
		return
	}
	out.Total = order.Known(*a.Total + *b.Goods)
	if *a.Total-*a.Goods != *b.Total-*b.Goods {
		out.Uncertain = order.Known(true)
	}
}
