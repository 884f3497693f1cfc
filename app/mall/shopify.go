package mall

import (
	"regexp"
	"strings"
	"time"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/yen"
)

// shopify is the orders export of Shopify: one row per line item, the order's own cells filled on its first row only.
var shopify = Format{
	ID: "shopify", Name: "Shopifyの注文CSV", Mall: order.Shopify,
	Unsure: []string{
		"「Accepts Marketing」（メールを受け取る同意）はまだ読みません。",
		"2行目からは注文の項目が空になる形（商品の項目だけが続く）は未検証です。空でない場合は、その注文の最初の値を使います。",
		"名前は「名 姓」の順で入っているものとして「姓 名」に直します（未検証）。変換ツールで「姓 名」にしたファイルは、そのまま取り込まないでください。元の表記は取り込んだ行に残ります。",
		"都道府県のコード（JP-13）とローマ字（Tōkyō）、郵便番号の前の「'」の形は未検証です。",
		"支払方法（Payment Method）の書き方はお店の設定によって変わります（未検証）。初めての書き方は確認待ちになります。",
		"支払いの状態（Financial Status）のうち、paid・pending・refunded・voided のほかの値は、CSVでの形が未検証です。refunded（全額返金）と voided はキャンセルとして扱います。",
		"発送の状態（Fulfillment Status）のうち、fulfilled・unfulfilled・partial のほかの値と、商品ごとの Lineitem fulfillment status は未検証です。",
		"税率は税の名前（Tax 1 Name など）に1種類だけ書かれているときに使います（未検証）。2種類あるときは商品ごとの税率がわかりません。",
		"お届け希望日・時間、ギフトのメッセージは Note Attributes の項目名から読みます。項目名はアプリによって変わります（未検証）。",
		"「Lineitem discount」は、注文の割引額（Discount Amount）に含まれるか未検証です（使っていません）。送料の値引きも未検証です。",
		"「Risk Level」の値（High など）は未検証です。",
	},
	keys: []string{"Name"},
	marks: []string{
		"Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku", "Lineitem requires shipping", "Lineitem taxable",
		"Lineitem fulfillment status", "Lineitem compare at price", "Financial Status", "Fulfillment Status", "Accepts Marketing",
		"Billing Name", "Billing Zip", "Billing Province", "Billing Address1", "Billing City", "Billing Phone",
		"Shipping Name", "Shipping Zip", "Shipping Province", "Shipping Address1", "Shipping City", "Shipping Phone", "Shipping Street",
		"Shipping Province Name", "Note Attributes", "Cancelled at", "Payment Reference", "Refunded Amount", "Outstanding Balance",
		"Discount Code", "Discount Amount", "Created at", "Payment Method", "Shipping Method",
	},
	least: 3,
	known: [][]string{layout("shopify")},
	bind:  bindShopify, pieces: joinShopify,
}

type shopifyReader struct {
	no, status, paidAt, fulfilment, cancelledAt, currency, subtotal, shipping, taxes, total, discount, method, created column

	qty, name, price, sku, taxable, lineState column

	notes, attributes, payment, refunded, tags, risk, duties, due, mail, phone column
	billing, to                                                                shopifyPlace
	tax                                                                        [5][2]column // name, value
	ofOrder                                                                    []column     // filled on the first row only

	facts    *order.Facts
	lines    []shopifyLine
	headRead bool
	foreign  bool
	rate     *int    // the only tax rate of the order
	net      bool    // the prices are without tax
	sum      yen.Yen // Subtotal
}

// shopifyLine is a line with what only the whole order completes.
type shopifyLine struct {
	order.Line
	taxed bool
}

func bindShopify(h *Columns, _ Options) reader {
	f := h.find
	r := &shopifyReader{
		no: f("Name"), status: f("Financial Status"), paidAt: f("Paid at"), fulfilment: f("Fulfillment Status"), cancelledAt: f("Cancelled at"),
		currency: f("Currency"), subtotal: f("Subtotal"), shipping: f("Shipping"), taxes: f("Taxes"), total: f("Total"),
		discount: f("Discount Amount"), method: f("Shipping Method"), created: f("Created at"),
		qty: f("Lineitem quantity"), name: f("Lineitem name"), price: f("Lineitem price"), sku: f("Lineitem sku"),
		taxable: f("Lineitem taxable"), lineState: f("Lineitem fulfillment status"),
		notes: f("Notes"), attributes: f("Note Attributes"), payment: f("Payment Method"), refunded: f("Refunded Amount"), tags: f("Tags"),
		risk: f("Risk Level"), duties: f("Duties"), due: f("Next Payment Due At"), mail: f("Email"), phone: f("Phone"),
		billing: bindShopifyPlace(h, "Billing"), to: bindShopifyPlace(h, "Shipping"),
	}
	for i, n := range []string{"1", "2", "3", "4", "5"} {
		r.tax[i] = [2]column{f("Tax " + n + " Name"), f("Tax " + n + " Value")}
	}
	r.ofOrder = []column{r.status, r.paidAt, r.fulfilment, r.cancelledAt, r.currency, r.subtotal, r.shipping, r.taxes, r.total, r.discount,
		r.method, r.payment, r.notes, r.attributes, r.billing.name, r.billing.address1, r.to.name, r.to.address1, r.to.zip, f("Id")}
	return r
}

// shopifyNumber: #1001, or with what the owner has put before and behind (SHOP1001-JP).
var shopifyNumber = regexp.MustCompile(`^[^\s.+]*\d[^\s.+]*$`)

func (r *shopifyReader) number(c *cells) (no, shop string) {
	s := halfWidth(c.text(r.no))
	if len(s) > 60 || !shopifyNumber.MatchString(s) || damagedByExcel(s) || lost(s) {
		c.badNumber(r.no, s)
		return "", ""
	}
	return s, ""
}

func (r *shopifyReader) begin() {
	r.facts, r.headRead, r.foreign, r.rate, r.net, r.sum = nil, false, false, nil, false, 0
	r.lines = r.lines[:0]
}

func (r *shopifyReader) row(c *cells) {
	if r.facts == nil {
		r.facts = &order.Facts{}
		r.facts.OrderedAt, r.facts.Orderer.Email = c.shopifyMoment(r.created), c.known(r.mail) // stand on every row
	}
	if !r.headRead && r.tellsOfOrder(c) {
		r.headRead = true
		r.head(c)
	}
	r.line(c)
}

// tellsOfOrder: the rows behind the first leave all cells of the order empty.
func (r *shopifyReader) tellsOfOrder(c *cells) bool {
	for _, col := range r.ofOrder {
		if c.text(col) != "" {
			return true
		}
	}
	return false
}

func (r *shopifyReader) head(c *cells) {
	f := r.facts
	f.Head, f.NoComment = true, !r.notes.there()
	f.PaymentText, f.Method = c.known(r.payment), c.known(r.method)
	if m := c.shopifyMoment(r.due); m != nil {
		f.PayBy = order.Known(m.Date())
	}
	mail := f.Orderer.Email
	f.Orderer = r.billing.person(c)
	f.Orderer.Email = mail
	if order.Value(f.Orderer.Phone) == "" && r.phone.there() {
		f.Orderer.Phone = c.dialled(r.phone)
	}
	if d := r.to.destination(c); d != (order.Destination{}) {
		f.Destinations = []order.Destination{d}
	}
	if r.notes.there() {
		raw := c.whole(r.notes)
		f.CommentRaw, f.Comment = c.keep(raw), c.keep(withLF(raw))
	}
	f.Memo = c.known(r.tags)
	r.state(c)
	r.amounts(c)
	r.rate = r.onlyRate(c)
	r.wishes(c)
}

// shopifyMoment reads 2026-11-20 09:12:31 +0900, also with another offset or UTC.
func (c *cells) shopifyMoment(col column) *jst.Moment {
	s := halfWidth(c.text(col))
	for _, form := range []string{"2006-1-2 15:04:05 -0700", "2006-1-2 15:04:05 MST"} {
		if t, err := time.Parse(form, s); err == nil && (form[len(form)-1] == '0' || strings.HasSuffix(s, "UTC")) {
			return order.Known(jst.At(t))
		}
	}
	return c.moment(col)
}

// amounts reads the order's sums. Total is what the customer pays, tax included.
func (r *shopifyReader) amounts(c *cells) {
	f := r.facts
	if cur := strings.ToUpper(c.text(r.currency)); cur != "" && cur != "JPY" {
		r.foreign = true
		f.Alerts = withAlert(f.Alerts, order.Alert{Kind: "currency", Text: "Shopifyの注文の通貨が" + short(cur, 5) + "です。金額は読みません。管理画面で確認してください。"})
		return
	}
	f.Total, f.Shipping = c.yen(r.total), c.yen(r.shipping)
	if d := c.yen(r.discount); d != nil {
		f.Coupon = order.Known(positive(*d))
	}
	other := []order.NamedYen{}
	if d := c.yen(r.duties); d != nil && *d != 0 {
		other = append(other, order.NamedYen{Name: "関税", Yen: *d})
	}
	sub, tax := c.yen(r.subtotal), c.yen(r.taxes)
	if sub != nil && tax != nil && f.Shipping != nil && f.Total != nil && *tax != 0 {
		// A shop that sells without tax adds it to the total.
		if r.net = *f.Total == *sub+*f.Shipping+*tax+order.Value(c.yen(r.duties)); r.net {
			other = append(other, order.NamedYen{Name: "消費税", Yen: *tax})
		}
	}
	if len(other) > 0 || all(r.duties, r.taxes) {
		f.Other = &other
	}
	if sub != nil {
		r.sum = *sub
	}
}

var shopifyRate = regexp.MustCompile(`(\d+(?:\.\d+)?)\s*%`)

// onlyRate gives the tax rate that stands in the names of the order's taxes (消費税 10%), if it is one of Japan's and the
// only one.
func (r *shopifyReader) onlyRate(c *cells) *int {
	var rate *int
	for _, t := range r.tax {
		name := halfWidth(c.text(t[0]))
		if name == "" {
			continue
		}
		m := shopifyRate.FindStringSubmatch(name)
		if m == nil {
			return nil
		}
		n, ok := percent(m[1] + "%")
		if !ok || n != 8 && n != 10 || rate != nil && *rate != n {
			return nil
		}
		rate = &n
	}
	return rate
}

func (r *shopifyReader) line(c *cells) {
	if c.text(r.name)+c.text(r.qty)+c.text(r.sku)+c.text(r.price) == "" {
		return // an order without goods
	}
	l := shopifyLine{Line: order.Line{Code: c.known(r.sku), SKU: c.known(r.sku), Name: c.known(r.name), Qty: c.count(r.qty)}}
	if !r.foreign {
		l.UnitPrice = c.yen(r.price)
	}
	if l.Qty != nil {
		switch strings.ToLower(c.text(r.lineState)) {
		case "fulfilled":
			l.Shipped = l.Qty
		case "pending", "unfulfilled":
			l.Shipped = order.Known(0)
		}
	}
	l.taxed = !strings.EqualFold(c.text(r.taxable), "false")
	r.lines = append(r.lines, l)
}

func (r *shopifyReader) end(no string) *order.Facts {
	f := r.facts
	if f == nil {
		return nil
	}
	f.Shown = &no
	goods, priced := yen.Yen(0), true
	var lines []order.Line
	for _, l := range r.lines {
		if l.taxed {
			l.TaxRate = r.rate
		}
		if l.UnitPrice != nil && l.Qty != nil {
			goods += *l.UnitPrice * yen.Yen(*l.Qty)
		} else {
			priced = false
		}
		if r.net {
			l.UnitPrice = nil // without tax: not the price that the field holds
		}
		lines = append(lines, l.Line)
	}
	f.Lines = mergedLines(lines)
	// Subtotal is what is left of the goods after the discount; only if the rows add up to it are they all here.
	if priced && !r.net && f.Total != nil && r.subtotal.there() && (goods == r.sum || goods == r.sum+order.Value(f.Coupon)) {
		f.Goods = &goods
	}
	return f
}

// joinShopify completes two pieces of one order: only one of them has the order's own cells. Two of them that differ are
// two downloads in one file, whose goods may be the same.
func joinShopify(out, a, b *order.Facts) {
	if again(a, b) {
		*out = *a
		return
	}
	out.Lines = mergedLines(out.Lines)
	if a.Head && b.Head {
		out.Alerts = withAlert(out.Alerts, order.Alert{Kind: "twice_in_file",
			Text: "同じ注文が1つのファイルに2回入っていて、内容が違います。商品と数量をShopifyの管理画面で確認してください。"})
	}
}
