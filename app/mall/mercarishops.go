package mall

import (
	"regexp"
	"strings"

	"miseban/app/order"
	"miseban/app/yen"
)

// mercariShops is the order file of メルカリShops, of which 13 column names are known: one row per item. What they do not tell
// stays unknown, above all whether an order may ship.
var mercariShops = Format{
	ID: "mercari_shops", Name: "メルカリShopsの注文CSV（一部の列のみ）", Mall: order.MercariShops,
	Unsure: []string{
		"メルカリShopsのファイルは、わかっている13の列だけを読みます。ほかの列の名前と意味は未検証です。",
		"出荷してよいかを示す列がわかっていないため、どの受注も確認待ちになります（未検証）。",
		"お届け先の名前の列がわかっていません。shipping_name という列があれば使います（未検証）。",
		"請求金額・送料・支払方法・コメント・注文日時の列は未検証です（読みません）。",
		"product_price が1個の値段か行の合計かは未検証です。1個の行でだけ単価とします。",
		"coupon_discount_amount が注文全体の金額か行ごとの金額かは未検証です。1行の注文でだけ使います。",
		"shipping_date の意味（発送した日か、発送する日か）は未検証です（使っていません）。",
		"original_product_id を商品コードとします（未検証）。billing_ で始まる列は、郵便番号のほかの名前が未検証です。",
		"文字コードはUTF-8とされていますが未検証です。どちらでも読みます。",
	},
	keys: []string{"order_id"},
	marks: []string{
		"buyer_name", "original_product_id", "product_price", "shipping_postal_code", "shipping_state", "shipping_city", "shipping_address_1",
		"shipping_address_2", "coupon_discount_amount", "billing_postal_code", "shipping_date", "product_name",
	},
	least: 4,
	known: [][]string{layout("mercari_shops")},
	bind:  bindMercariShops, pieces: joinMercariShops,
}

// mercariStates are words that end an order wherever they stand (未検証: neither the column nor the words are known). No word
// clears one.
var mercariStates = map[string]struct{ shipped, cancelled bool }{
	"キャンセル": {cancelled: true}, "キャンセル済み": {cancelled: true}, "cancelled": {cancelled: true}, "canceled": {cancelled: true}, // [u]
	"発送済み": {shipped: true}, "取引完了": {shipped: true}, "shipped": {shipped: true}, "completed": {shipped: true}, // [u]
}

type mercariReader struct {
	no, status, buyer, code, name, qty, price, coupon column

	toName, toPhone, to0, to1, to2, to3, to4, from0, from1, from2, from3, from4 column // postal code, state, city, address 1 and 2

	facts   *order.Facts
	lines   []order.Line
	goods   *yen.Yen
	coupons *yen.Yen
	rows    int
}

func bindMercariShops(h *Columns, _ Options) reader {
	f, q := h.find, h.findQuietly
	r := &mercariReader{
		no: f("order_id"), buyer: f("buyer_name"), code: f("original_product_id"), name: f("product_name"), qty: f("quantity"),
		price: f("product_price"), coupon: f("coupon_discount_amount"), status: q("order_status"), toName: q("shipping_name"), toPhone: q("shipping_phone_number"),
		to0: f("shipping_postal_code"), to1: f("shipping_state"), to2: f("shipping_city"), to3: f("shipping_address_1"), to4: f("shipping_address_2"),
		from0: q("billing_postal_code"), from1: q("billing_state"), from2: q("billing_city"), from3: q("billing_address_1"), from4: q("billing_address_2"),
	}
	return r
}

var mercariNumber = regexp.MustCompile(`^order_[0-9A-Za-z]{16,40}$`)

func (r *mercariReader) number(c *cells) (no, shop string) {
	s := halfWidth(c.text(r.no))
	if !mercariNumber.MatchString(s) {
		c.badNumber(r.no, s)
		return "", ""
	}
	return s, ""
}

func (r *mercariReader) begin() {
	r.facts, r.lines, r.goods, r.coupons, r.rows = nil, nil, yen.Of(0), nil, 0
}

func (r *mercariReader) row(c *cells) {
	if r.facts == nil {
		r.facts = &order.Facts{Head: true, NoComment: true}
		r.head(c)
	}
	r.rows++
	if y := c.yen(r.coupon); y != nil {
		r.coupons = order.Known(positive(*y) + order.Value(r.coupons))
	}
	l := order.Line{Code: c.known(r.code), Name: c.known(r.name), Qty: c.count(r.qty)}
	if price := c.yen(r.price); price != nil && l.Qty != nil && *l.Qty == 1 {
		l.UnitPrice = price
		r.goods = sum(r.goods, price)
	} else {
		r.goods = nil
	}
	if l.Code != nil || l.Name != nil || l.Qty != nil {
		r.lines = append(r.lines, l)
	}
}

func (r *mercariReader) head(c *cells) {
	f := r.facts
	f.Orderer = order.Person{Name: c.known(r.buyer), Zip: c.digits(r.from0), Address: c.mercariAddress(r.from1, r.from2, r.from3, r.from4)}
	d := order.Destination{Name: c.known(r.toName), Zip: c.digits(r.to0), Address: c.mercariAddress(r.to1, r.to2, r.to3, r.to4), Phone: c.digits(r.toPhone)}
	if d != (order.Destination{}) {
		f.Destinations = []order.Destination{d}
	}
	why := "メルカリShopsのファイルでは、出荷してよいかがわかりません。メルカリShopsの管理画面で発送待ちの注文か確認してください。"
	if f.StatusRaw = c.known(r.status); f.StatusRaw != nil && *f.StatusRaw != "" {
		s, ok := mercariStates[strings.ToLower(halfWidth(*f.StatusRaw))]
		if ok {
			f.Cancelled, f.ShippedMall = order.Known(s.cancelled), order.Known(s.shipped)
		}
		if s.cancelled {
			return
		}
		why = "メルカリShopsの状態「" + short(*f.StatusRaw, 20) + "」の意味は確かめられていません。管理画面で発送待ちの注文か確認してください。"
	}
	f.Clearance, f.ClearanceWhy = order.Known(order.ClearanceUnknown), &why
}

// mercariAddress puts an address together, prefecture first; the building stands behind a space.
func (c *cells) mercariAddress(state, city, street, building column) *string {
	front := c.joined("", state, city, street)
	if front == nil {
		return nil
	}
	return c.keep(joinedText(" ", *front, c.text(building)))
}

func (r *mercariReader) end(no string) *order.Facts {
	f := r.facts
	if f == nil {
		return nil
	}
	f.Shown, f.Lines = &no, mergedLines(r.lines)
	if r.price.there() {
		f.Goods = r.goods
	}
	if r.rows == 1 || order.Value(r.coupons) == 0 {
		f.Coupon = r.coupons
	}
	return f
}

func joinMercariShops(out, a, b *order.Facts) {
	if again(a, b) {
		*out = *a
		return
	}
	out.Lines, out.Goods, out.Coupon = mergedLines(out.Lines), sum(a.Goods, b.Goods), sum(a.Coupon, b.Coupon)
	if order.Value(out.Coupon) != 0 {
		out.Coupon = nil // of the order or of each row: not known
	}
}
