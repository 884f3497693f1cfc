package mall

import (
	"miseban/app/order"
	"miseban/app/yen"
)

// EC-CUBE's kinds of lines (明細区分), by id, from its source (mtb_order_item_type.csv).
const (
	eccubeProduct  = "1" // 商品
	eccubePostage  = "2" // 送料
	eccubeFee      = "3" // 手数料
	eccubeDiscount = "4" // 割引
	eccubeTax      = "5" // 税
	eccubePoints   = "6" // ポイント
)

var eccubeKinds = map[string]string{
	"商品": eccubeProduct, "送料": eccubePostage, "手数料": eccubeFee, "割引": eccubeDiscount, "税": eccubeTax, "ポイント": eccubePoints,
}

// kindOf gives the kind of the row's line. Without the columns of the kind, a line that has neither a product nor a code
// and is named like one of the others is that one.
func (r *eccubeReader) kindOf(c *cells) string {
	if id := halfWidth(c.text(r.kindID)); id != "" {
		return id
	}
	if name := halfWidth(c.text(r.kind)); name != "" {
		if id, ok := eccubeKinds[name]; ok {
			return id
		}
		return name
	}
	if c.text(r.product) == "" && c.text(r.code) == "" {
		if id, ok := eccubeKinds[halfWidth(c.text(r.name))]; ok {
			return id
		}
	}
	return eccubeProduct
}

// eccubeSums are the amounts of the lines that are no goods.
type eccubeSums struct {
	postage, fee, discount, points yen.Yen
	unknown                        bool // an amount that a line does not tell
}

// amountOf reads a line that is no goods: price × quantity, tax included.
func (r *eccubeReader) amountOf(c *cells, kind string) {
	price, n := c.yen(r.price), yen.Yen(1)
	if qty := c.text(r.qty); qty != "" {
		if q := c.count(r.qty); q != nil {
			n = yen.Yen(*q)
		}
	}
	if price == nil {
		r.sums.unknown = true
		return
	}
	amount := *price * n
	switch kind {
	case eccubePostage:
		r.sums.postage += amount
	case eccubeFee:
		r.sums.fee += amount
	case eccubeDiscount:
		r.sums.discount += amount
	case eccubePoints:
		r.sums.points += amount
	case eccubeTax:
		r.other("税", &amount)
	default:
		name := c.text(r.name)
		r.other(name, &amount)
		r.alert("unknown_line", "商品・送料・手数料・割引・ポイントのどれでもない明細「"+short(name, 20)+"」があります。"+lookInShop)
	}
}

// settleSums gives the order's amounts from its lines. The order's own 送料 column wins. 値引き is used only where no line tells
// the discounts apart: what it holds beside the discount lines is not known.
func (r *eccubeReader) settleSums() {
	f := r.facts
	told := all(r.price, r.qty) && (r.kindID.there() || r.kind.there()) && !r.sums.unknown
	if told {
		if f.Shipping == nil {
			f.Shipping = order.Known(r.sums.postage)
		}
		fee := r.sums.fee
		r.fee("手数料", &fee)
		f.Coupon, f.Points = order.Known(-r.sums.discount), order.Known(-r.sums.points)
		if f.Other == nil {
			f.Other = &[]order.NamedYen{}
		}
		return
	}
	if d := r.discountTold; d != nil && *d != 0 {
		less := -positive(*d)
		r.other("値引き", &less)
	}
}

// eccubePrice is what a row says of a price: EC-CUBE writes it without tax, with the rate beside it.
type eccubePrice struct {
	untaxed *yen.Yen
	rate    *int
}

// The ways a shop can have set for fractions of a yen (tax rule), EC-CUBE's default first.
func roundHalfUp(hundredths yen.Yen) yen.Yen { return (hundredths + 50) / 100 }
func roundDown(hundredths yen.Yen) yen.Yen   { return hundredths / 100 }
func roundUp(hundredths yen.Yen) yen.Yen     { return (hundredths + 99) / 100 }

// taxed gives the price with its tax; nil where price or rate is unknown.
func (p eccubePrice) taxed(round func(yen.Yen) yen.Yen) *yen.Yen {
	if p.untaxed == nil || p.rate == nil || *p.untaxed < 0 {
		return nil
	}
	return order.Known(*p.untaxed + round(*p.untaxed*yen.Yen(*p.rate)))
}

// settlePrices gives each line its price with tax, by the rounding whose sum is the order's 小計; a price written with tax
// already (a display setting of the shop) is found the same way. Where nothing fits 小計 the prices stay unknown;
// where there is nothing to compare it is the default.
func (r *eccubeReader) settlePrices() {
	f := r.facts
	ways := []func(eccubePrice) *yen.Yen{
		func(p eccubePrice) *yen.Yen { return p.taxed(roundHalfUp) },
		func(p eccubePrice) *yen.Yen { return p.taxed(roundDown) },
		func(p eccubePrice) *yen.Yen { return p.taxed(roundUp) },
		func(p eccubePrice) *yen.Yen { return p.untaxed },
	}
	chosen := ways[0]
	if f.Goods != nil && goodsAt(f.Lines, func(int) *yen.Yen { return f.Goods }) != nil {
		chosen = func(eccubePrice) *yen.Yen { return nil }
		for _, way := range ways {
			if sum := goodsAt(f.Lines, func(i int) *yen.Yen { return way(r.prices[i]) }); sum != nil && *sum == *f.Goods {
				chosen = way
				break
			}
		}
	}
	for i := range f.Lines {
		f.Lines[i].UnitPrice = chosen(r.prices[i])
	}
}
