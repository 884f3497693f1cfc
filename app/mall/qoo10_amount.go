package mall

import (
	"strings"

	"miseban/app/order"
	"miseban/app/yen"
)

// qoo10Sums are sums over rows. A row that does not tell an amount makes the sum unknown.
type qoo10Sums struct {
	total, goods, coupon      yen.Yen
	noTotal, noGoods, noCount bool
}

func (s *qoo10Sums) add(paid, goods, discount *yen.Yen) {
	s.total += order.Value(paid)
	s.goods += order.Value(goods)
	s.coupon += positive(order.Value(discount))
	s.noTotal, s.noGoods, s.noCount = s.noTotal || paid == nil, s.noGoods || goods == nil, s.noCount || discount == nil
}

// add sums the row's amounts; those of a cancelled row no longer count, unless the whole cart is cancelled.
func (r *qoo10Reader) add(c *cells, cancelled bool) {
	paid, goods, discount := c.yen(r.paid), c.yen(r.sum), c.yen(r.discount)
	if discount == nil && r.discount.there() {
		discount = yen.Of(0) // an empty cell is no discount
	}
	switch strings.ToLower(halfWidth(c.text(r.postage))) {
	case "無料", "送料無料", "無料配送", "free":
	default:
		r.charged = true
	}
	if cancelled {
		r.gone.add(paid, goods, discount)
		return
	}
	r.live.add(paid, goods, discount)
}

// amounts: what the customer pays is the sum of 購入者決済金額 and the postage of the cart, which no column has. Where every row's
// postage is free, the sum is all.
func (r *qoo10Reader) amounts() {
	f, s := r.facts, r.live
	if order.Value(f.Cancelled) {
		s = r.gone
	}
	if !s.noTotal {
		f.Total, f.Uncertain = order.Known(s.total), order.Known(r.charged || r.state.cancelled > 0)
	}
	if !s.noGoods {
		f.Goods = order.Known(s.goods)
	}
	if !s.noCount {
		f.Coupon = order.Known(s.coupon)
	}
}

// qoo10Pieces: what is cancelled no longer counts where the other piece goes out.
func qoo10Pieces(out, a, b *order.Facts) {
	oneOrder(out, a, b)
	if order.Value(a.Cancelled) == order.Value(b.Cancelled) {
		return
	}
	live := a
	if order.Value(a.Cancelled) {
		live = b
	}
	out.Total, out.Goods, out.Coupon = live.Total, live.Goods, live.Coupon
	if out.Total != nil {
		out.Uncertain = order.Known(true)
	}
}
