package mall

import (
	"miseban/app/order"
	"miseban/app/yen"
)

// fixed reads an amount that 楽天 writes as -9999 (old layout -99999) until it is fixed: unknown, never a sum of money.
func (r *rakutenReader) fixed(c *cells, col column) *yen.Yen {
	y := c.yen(col)
	if y != nil && (*y == -9999 || *y == -99999) {
		r.unset = true
		return nil
	}
	return y
}

// amounts reads the order's sums, tax included: 合計金額 = 商品 + 送料 + ラッピング; 請求金額 = 合計金額 + 代引料 + 決済手数料 +
// 注文者負担金 − クーポン − ポイント, which is what the customer pays.
func (r *rakutenReader) amounts(c *cells) {
	f := r.facts
	f.Total, f.Goods, f.Shipping = r.fixed(c, r.total), r.fixed(c, r.goods), r.fixed(c, r.shipping)
	f.CODFee, f.Points, f.Coupon = r.fixed(c, r.codFee), r.fixed(c, r.points), r.fixed(c, r.coupon)
	if f.Coupon == nil && all(r.couponShop, r.couponMall) {
		if a, b := r.fixed(c, r.couponShop), r.fixed(c, r.couponMall); a != nil && b != nil {
			f.Coupon = order.Known(*a + *b)
		}
	}
	if sum := r.fixed(c, r.sum); sum != nil && f.Goods != nil && f.Shipping != nil {
		if w := *sum - *f.Goods - *f.Shipping; w >= 0 {
			f.WrappingFee = &w
		}
	}
	f.Other = r.others(c)
}

func (r *rakutenReader) others(c *cells) *[]order.NamedYen {
	other := []order.NamedYen{}
	for _, col := range []column{r.fee, r.surcharge} {
		if y := r.fixed(c, col); y != nil && *y != 0 {
			other = append(other, order.NamedYen{Name: col.name, Yen: *y})
		}
	}
	if len(other) == 0 && !all(r.fee, r.surcharge) {
		return nil
	}
	return &other
}
