package mall

import (
	"regexp"
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/yen"
)

var amazonUnsure = []string{
	"割引（promotion-discount）の符号は未検証です。絶対値を割引とし、割引のある受注は「合計は要確認」とします。",
	"住所の分かれ方（ship-city が空のことが多い）は未検証です。",
	"payment-method の値（COD・CVS・Other・空）は未検証です。",
	"未出荷レポートの電話番号（buyer-phone-number）を届け先の電話番号として使います（ほかに列がありません）。",
}

// amazonOrders is 注文レポート: one row per order item, with prices. It holds settled orders only.
var amazonOrders = Format{
	ID: "amazon_orders", Name: "Amazonの注文レポート", Mall: order.Amazon, Unsure: amazonUnsure,
	keys: []string{"order-id"},
	marks: []string{
		"order-item-id", "item-price", "item-tax", "shipping-price", "currency", "ship-phone-number", "gift-wrap-type", "gift-message-text",
		"item-promotion-discount", "ship-promotion-discount", "delivery-start-date", "delivery-Instructions", "purchase-date", "recipient-name",
		"ship-address-1", "quantity-purchased",
	},
	least: 3, unless: &amazonUnshipped, sums: true,
	known: [][]string{layout("amazon_orders")},
	bind:  bindAmazon(false),
}

// amazonUnshipped is 未出荷注文レポート in its layouts of 32, 34 and 37 columns: one row per order item that is still to be
// shipped, without prices.
var amazonUnshipped = Format{
	ID: "amazon_unshipped", Name: "Amazonの未出荷注文レポート", Mall: order.Amazon, Unsure: amazonUnsure, Lists: true,
	keys: []string{"order-id"},
	marks: []string{
		"reporting-date", "promise-date", "days-past-promise", "quantity-to-ship", "quantity-shipped", "already-paid",
		"cod-collectible-amount", "payment-method", "scheduled-delivery-start-date", "verge-of-cancellation", "verge-of-lateShipment",
	},
	least: 3,
	known: [][]string{layout("amazon_unshipped"), layout("amazon_unshipped2025")},
	bind:  bindAmazon(true),
}

var amazonNumber = regexp.MustCompile(`^[0-9A-Z]{3}-\d{7}-\d{7}$`)

type amazonReader struct {
	unshipped bool

	no, itemID, purchased, promise, buyer, buyerPhone, mail, sku, product, qty, shipped, toShip column

	price, shipPrice, shipTax, wrapPrice, wrapTax, itemPromo, shipPromo column

	recipient, addr1, addr2, addr3, city, state, zip, phone, level column

	giftType, giftMessage, wishFrom, wishTo, instructions, payment, verge column

	facts                         *order.Facts
	goods, shipping, wrap, coupon yen.Yen
	unknown                       bool // an amount of a row is not told
}

func bindAmazon(unshipped bool) func(*Columns, Options) reader {
	return func(h *Columns, _ Options) reader {
		f := h.find
		// What only the other report has is not missed here.
		only := func(here bool, name string) column {
			if here || h.has(name) {
				return f(name)
			}
			return column{-1, name}
		}
		orders := !unshipped
		r := &amazonReader{
			unshipped: unshipped,
			no:        f("order-id"), itemID: f("order-item-id"), purchased: f("purchase-date"), promise: only(unshipped, "promise-date"),
			buyer: f("buyer-name"), buyerPhone: f("buyer-phone-number"), mail: f("buyer-email"), sku: f("sku"), product: f("product-name"),
			qty: f("quantity-purchased"), shipped: only(unshipped, "quantity-shipped"), toShip: only(unshipped, "quantity-to-ship"),
			price: only(orders, "item-price"), shipPrice: only(orders, "shipping-price"), shipTax: only(orders, "shipping-tax"),
			wrapPrice: only(orders, "gift-wrap-price"), wrapTax: only(orders, "gift-wrap-tax"),
			itemPromo: only(orders, "item-promotion-discount"), shipPromo: only(orders, "ship-promotion-discount"),
			recipient: f("recipient-name"), addr1: f("ship-address-1"), addr2: f("ship-address-2"), addr3: f("ship-address-3"),
			city: f("ship-city"), state: f("ship-state"), zip: f("ship-postal-code"), phone: only(orders, "ship-phone-number"),
			level: f("ship-service-level"), giftType: only(orders, "gift-wrap-type"), giftMessage: only(orders, "gift-message-text"),
			instructions: only(orders, "delivery-Instructions"), payment: only(unshipped, "payment-method"),
			verge: only(unshipped, "verge-of-cancellation"),
		}
		if unshipped {
			r.wishFrom, r.wishTo = f("scheduled-delivery-start-date"), f("scheduled-delivery-end-date")
		} else {
			r.wishFrom, r.wishTo = f("delivery-start-date"), f("delivery-end-date")
		}
		return r
	}
}

func (r *amazonReader) number(c *cells) (no, shop string) {
	s := halfWidth(c.text(r.no))
	if !amazonNumber.MatchString(s) {
		c.badNumber(r.no, s)
		return "", ""
	}
	return s, ""
}

func (r *amazonReader) begin() {
	r.facts, r.unknown = nil, false
	r.goods, r.shipping, r.wrap, r.coupon = 0, 0, 0, 0
}

func (r *amazonReader) row(c *cells) {
	if r.facts == nil {
		r.facts = &order.Facts{Head: true, NoComment: !r.instructions.there(), Refreshed: r.unshipped}
		r.head(c)
	}
	r.words(c)
	l := order.Line{
		ID: c.text(r.itemID), Code: c.known(r.sku), SKU: c.known(r.sku), Name: c.known(r.product), Qty: c.count(r.qty),
		Shipped: r.shippedOf(c),
	}
	price := c.yen(r.price) // of the line, tax included
	if price != nil && l.Qty != nil && *l.Qty > 0 && *price%yen.Yen(*l.Qty) == 0 {
		l.UnitPrice = order.Known(*price / yen.Yen(*l.Qty))
	}
	before := len(r.facts.Lines)
	if r.facts.Lines = appendLine(r.facts.Lines, l); len(r.facts.Lines) > before {
		r.add(c, price)
	}
}

// head reads what every row of the order repeats.
func (r *amazonReader) head(c *cells) {
	f := r.facts
	f.OrderedAt = c.moment(r.purchased)
	f.Promise = r.dayOf(c, r.promise)
	f.Method = c.known(r.level)
	f.Orderer = order.Person{Name: c.known(r.buyer), Phone: c.digits(r.buyerPhone), Email: c.known(r.mail)}
	d := order.Destination{
		Name: c.known(r.recipient), Zip: c.digits(r.zip), Address: r.address(c), Phone: c.digits(r.phone),
	}
	if !r.phone.there() && r.unshipped && order.Value(f.Orderer.Phone) != "" {
		d.Phone = f.Orderer.Phone
	}
	f.Destinations = []order.Destination{d}
	r.clear(c)
	r.wish(c)
}

// address puts prefecture and city before the address lines; these stand apart by a space, so that a street number and a
// building's never run into one.
func (r *amazonReader) address(c *cells) *string {
	lines := ""
	for _, col := range []column{r.addr1, r.addr2, r.addr3} {
		if s := c.text(col); s != "" {
			lines = strings.TrimSpace(lines + " " + s)
		}
	}
	if !all(r.state, r.addr1) {
		return nil
	}
	return order.Known(c.text(r.state) + c.text(r.city) + lines)
}

// clear: orders that Amazon has not settled are in no report, so every row is cleared and paid, CVS (paid in a convenience
// store before the order is listed) included. Cash on delivery ended in June 2024.
func (r *amazonReader) clear(c *cells) {
	f := r.facts
	f.Clearance, f.ClearanceWhy = order.Known(order.Cleared), order.Known("Amazonのレポートにある受注は、出荷できるものだけです。")
	f.PaymentText = c.known(r.payment)
	method := strings.ToUpper(halfWidth(order.Value(f.PaymentText)))
	alerts := []order.Alert{} // known to be none, unlike nil
	switch method {
	case "COD":
		alerts = append(alerts, order.Alert{Kind: "cod_ended",
			Text: "支払方法が代金引換（COD）ですが、Amazonの代金引換は2024年6月に終了しています。セラーセントラルで確認してください。"})
	case "", "OTHER":
		f.MallSettles, f.Paid = order.Known(true), order.Known(true)
	default:
		f.Paid = order.Known(true)
	}
	if strings.EqualFold(c.text(r.verge), "true") {
		alerts = append(alerts, order.Alert{Kind: "verge_of_cancellation",
			Text: "出荷が遅れ、Amazonで自動キャンセルになる直前の受注です。セラーセントラルで状態を確認してください。"})
	}
	if all(r.payment, r.verge) || len(alerts) > 0 {
		f.Alerts = &alerts
	}
}

// dayOf gives the day in Japan of a date or a moment with an offset; nil where there is no column.
func (r *amazonReader) dayOf(c *cells, col column) *jst.Date {
	if !col.there() {
		return nil
	}
	if c.text(col) == "" {
		return order.Known(jst.Date(""))
	}
	if m := c.moment(col); m != nil {
		return order.Known(m.Date())
	}
	return nil
}

// wish reads the delivery wish. An empty one in the unshipped report tells nothing, as that report's columns are not those
// of the order report.
func (r *amazonReader) wish(c *cells) {
	f := r.facts
	from := c.text(r.wishFrom)
	if from == "" && r.unshipped {
		return
	}
	f.WishDate = r.dayOf(c, r.wishFrom)
	if !all(r.wishFrom, r.wishTo) {
		return
	}
	slot := ""
	// Hours of one day are a time wished for; a whole day, from midnight, is none.
	if a, b := c.moment(r.wishFrom), c.moment(r.wishTo); a != nil && b != nil && a.Date() == b.Date() && a.Time().Hour() > 0 {
		slot = slotOfHours(a.Time().Hour(), b.Time().Hour())
	}
	f.WishTime, f.WishSlot = order.Known(slot), order.Known(slot)
}

// words collects what rows of one order may say differently: instructions, wrapping, message.
func (r *amazonReader) words(c *cells) {
	f := r.facts
	if r.instructions.there() {
		f.CommentRaw = order.Known(add(order.Value(f.CommentRaw), c.whole(r.instructions), "\n"))
		f.Comment = order.Known(withLF(*f.CommentRaw))
	}
	d := &f.Destinations[0]
	if r.giftType.there() {
		d.Wrapping = order.Known(add(order.Value(d.Wrapping), c.text(r.giftType), "、"))
	}
	if r.giftMessage.there() {
		d.Message = order.Known(add(order.Value(d.Message), c.text(r.giftMessage), "\n"))
	}
}

func (r *amazonReader) shippedOf(c *cells) *int {
	if r.shipped.there() {
		return c.count(r.shipped)
	}
	if all(r.toShip, r.qty) {
		if all, left := c.count(r.qty), c.count(r.toShip); all != nil && left != nil && *left <= *all {
			return order.Known(*all - *left)
		}
	}
	return nil
}

// add sums the row's amounts: Total = Σ item-price + shipping-price + shipping-tax + gift-wrap-price + gift-wrap-tax − the
// absolute value of the promotions.
func (r *amazonReader) add(c *cells, price *yen.Yen) {
	ship := c.yen(r.shipPrice)
	if price == nil || ship == nil {
		r.unknown = true
		return
	}
	r.goods += *price
	r.shipping += *ship + order.Value(c.yen(r.shipTax))
	r.wrap += order.Value(c.yen(r.wrapPrice)) + order.Value(c.yen(r.wrapTax))
	r.coupon += positive(order.Value(c.yen(r.itemPromo))) + positive(order.Value(c.yen(r.shipPromo)))
}

func (r *amazonReader) end(no string) *order.Facts {
	f := r.facts
	if f == nil {
		return nil
	}
	f.Shown = &no
	if all(r.giftType, r.giftMessage) || order.Value(f.Destinations[0].Wrapping)+order.Value(f.Destinations[0].Message) != "" {
		d := f.Destinations[0]
		f.GiftMark = order.Known(order.Value(d.Wrapping) != "" || order.Value(d.Message) != "")
	}
	if r.unknown || !r.price.there() {
		return f
	}
	f.Goods, f.Shipping = order.Known(r.goods), order.Known(r.shipping)
	if r.wrapPrice.there() {
		f.WrappingFee = order.Known(r.wrap)
	}
	promos := all(r.itemPromo, r.shipPromo)
	if promos {
		f.Coupon = order.Known(r.coupon)
	}
	f.Total = order.Known(r.goods + r.shipping + r.wrap - r.coupon)
	// Without the columns of promotions or wrapping fees the total may lack them.
	f.Uncertain = order.Known(r.coupon != 0 || !promos || !r.wrapPrice.there() && order.Value(f.GiftMark))
	return f
}
