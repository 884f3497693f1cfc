package mall

import (
	"fmt"
	"strings"

	"miseban/app/order"
	"miseban/app/yen"
)

// aupay is the order file of Wow! manager (au PAY マーケット), in its layout of 84 columns and the newer one with gift, tax and item
// cancellation columns: one row per item detail, the order's own columns repeated. Its sender* columns are the recipient's.
var aupay = Format{
	ID: "aupay", Name: "au PAY マーケットの受注CSV", Mall: order.AuPay,
	Unsure: []string{
		"文字コード（Shift_JIS）は未検証です。どの文字コードでも読みます。",
		"受注ステータス（orderStatus）の文字は、公開されているAPIの一覧によります。CSVでの文字は未検証です。店舗独自のステータスは「確認待ち」になります。",
		"「発送後入金待ち」は、発送済みの印（shipStatus・shipDate）があるときだけ発送済みとします（未検証）。",
		"支払方法（settlementName）の文字は未検証です。",
		"shipStatus・paymentStatus・cancelStatus などの値（Y・N）は未検証です。",
		"商品の選択肢（itemOption）と取引オプション（orderOption）の区切り（|・&・改行）は未検証です。",
		"商品キャンセル（itemCancelStatus）がYの明細は数量を0とし、確認待ちにします（未検証）。",
		"itemOptionPrice（選択肢の加算額）が1個あたりか合計かは未検証です。請求金額は requestPrice をそのまま使います。",
		"2024年以降の列の並びは未検証です。列の名前だけで読みます。",
		"taxType（税込・税抜）の値は未検証です。itemPrice を税込として扱います。",
	},
	keys: []string{"orderId"},
	marks: []string{
		"controlType", "orderDetailId", "orderDate", "sellMethodSegment", "siteAndDevice", "itemManagementId", "itemCode", "lotnumber", "itemName",
		"itemOption", "shippingTimelimitDate", "mailAddress", "ordererName", "ordererZipCode", "ordererAddress", "ordererPhoneNumber1",
		"senderName", "senderKana", "senderZipCode", "senderAddress", "senderPhoneNumber1", "orderOption", "settlementName", "userComment",
		"orderStatus", "paymentStatus", "shipStatus", "cancelStatus", "itemPrice", "unit", "totalItemPrice", "postagePrice", "chargePrice",
		"totalPrice", "couponTotalPrice", "usePoint", "useAuPointPrice", "requestPrice", "deliveryName", "deliveryRequestDay",
		"deliveryRequestTime", "shippingNumber", "giftWrappingType", "noshiType", "crossBorderEcTradeKbn", "itemCancelStatus",
	},
	least: 3,
	known: [][]string{layout("aupay"), layout("aupay2024")},
	bind:  bindAupay, pieces: aupayPieces,
}

type aupayReader struct {
	no, detail, ordered, status, cancel, itemCancel, payStatus, payDate, shipStatus, shipDate, settlement column

	total, sum, postage, charge, coupon, points, pointsBack, auPoints, auPointsBack, itemSum, optionPrice, wrapPrice column

	mail, rawMail, name, kana, zip, address, phone1, phone2         column
	toName, toKana, toZip, toAddress, toPhone1, toPhone2            column
	wrapType, message, noshi, presenter1, presenter2, presenter3    column
	comment, memo, orderOption, method, wishDay, wishTime, limit    column
	manageID, code, itemName, option, price, unit, taxRate, release column
	commissions                                                     [][2]column

	facts     *order.Facts
	alerts    []order.Alert
	rows      int
	cancelled int // rows whose item is cancelled
	goods     yen.Yen
	wrap      yen.Yen
	options   yen.Yen
	unpriced  bool // a row does not tell its sum, or is cancelled
	marked    bool // a gift mark was seen
}

func bindAupay(h *Columns, _ Options) reader {
	f := h.find
	r := &aupayReader{
		no: f("orderId"), detail: f("orderDetailId"), ordered: f("orderDate"), status: f("orderStatus"), cancel: f("cancelStatus"),
		itemCancel: f("itemCancelStatus"), payStatus: f("paymentStatus"), payDate: f("paymentDate"), shipStatus: f("shipStatus"),
		shipDate: f("shipDate"), settlement: f("settlementName"),
		total: f("requestPrice"), sum: f("totalPrice"), postage: f("postagePrice"), charge: f("chargePrice"), coupon: f("couponTotalPrice"),
		points: f("usePoint"), pointsBack: f("usePointCancel"), auPoints: f("useAuPointPrice"), auPointsBack: f("useAuPointCancel"),
		itemSum: f("totalItemPrice"), optionPrice: f("itemOptionPrice"), wrapPrice: f("giftWrappingPrice"),
		mail: f("mailAddress"), rawMail: f("rawMailAddress"), name: f("ordererName"), kana: f("ordererKana"), zip: f("ordererZipCode"),
		address: f("ordererAddress"), phone1: f("ordererPhoneNumber1"), phone2: f("ordererPhoneNumber2"),
		toName: f("senderName"), toKana: f("senderKana"), toZip: f("senderZipCode"), toAddress: f("senderAddress"),
		toPhone1: f("senderPhoneNumber1"), toPhone2: f("senderPhoneNumber2"),
		wrapType: f("giftWrappingType"), message: f("giftMessage"), noshi: f("noshiType"), presenter1: f("noshiPresenterName1"),
		presenter2: f("noshiPresenterName2"), presenter3: f("noshiPresenterName3"),
		comment: f("userComment"), memo: f("memo"), orderOption: f("orderOption"), method: f("deliveryName"),
		wishDay: f("deliveryRequestDay"), wishTime: f("deliveryRequestTime"), limit: f("shippingTimelimitDate"),
		manageID: f("itemManagementId"), code: f("itemCode"), itemName: f("itemName"), option: f("itemOption"), price: f("itemPrice"),
		unit: f("unit"), taxRate: f("taxRate"), release: f("releaseDate"),
	}
	// Choices with a fee of their own: as many pairs as the shop has made. Shops without them lack the columns.
	for n := 1; n <= 200; n++ {
		title, val := fmt.Sprint("itemOptionCommissionTitle", n), fmt.Sprint("itemOptionCommissionVal", n)
		if h.has(title) || h.has(val) {
			r.commissions = append(r.commissions, [2]column{f(title), f(val)})
		}
	}
	return r
}

func (r *aupayReader) number(c *cells) (no, shop string) { return c.bare(r.no), "" }

func (r *aupayReader) begin() {
	r.facts, r.alerts = nil, nil
	r.rows, r.cancelled, r.goods, r.wrap, r.options, r.unpriced, r.marked = 0, 0, 0, 0, 0, false, false
}

func (r *aupayReader) row(c *cells) {
	if r.facts == nil {
		r.facts = &order.Facts{Head: true, NoComment: !r.comment.there()}
		r.head(c)
	}
	r.limits(c)
	r.gift(c)
	r.line(c)
}

// head reads what every row of the order repeats.
func (r *aupayReader) head(c *cells) {
	f := r.facts
	f.OrderedAt = c.moment(r.ordered)
	f.PaymentText, f.Method = c.known(r.settlement), c.known(r.method)
	f.Orderer = order.Person{
		Name: c.known(r.name), Kana: c.known(r.kana), Zip: c.sevenDigits(r.zip), Address: c.known(r.address), Phone: c.dialled(r.phone1, r.phone2),
		Email: c.known(r.mail),
	}
	if order.Value(f.Orderer.Email) == "" && r.rawMail.there() {
		f.Orderer.Email = c.known(r.rawMail)
	}
	d := order.Destination{
		Name: c.known(r.toName), Kana: c.known(r.toKana), Zip: c.sevenDigits(r.toZip), Address: c.known(r.toAddress), Phone: c.dialled(r.toPhone1, r.toPhone2),
	}
	if d != (order.Destination{}) || all(r.wrapType, r.message, r.noshi) {
		f.Destinations = []order.Destination{d}
	}
	r.state(c)
	r.amounts(c)
	if r.comment.there() {
		raw := c.whole(r.comment)
		f.CommentRaw, f.Comment = c.keep(raw), c.keep(withLF(raw))
	}
	r.wish(c)
}

// amounts reads the order's own sums: totalPrice = goods + choices + wrapping + postage + fee; requestPrice, which the customer
// pays, = totalPrice − coupon − points.
func (r *aupayReader) amounts(c *cells) {
	f := r.facts
	f.Total, f.Shipping, f.Coupon = c.yen(r.total), c.yen(r.postage), c.yen(r.coupon)
	if f.Coupon != nil {
		f.Coupon = order.Known(positive(*f.Coupon))
	}
	points, au := c.yen(r.points), c.yen(r.auPoints)
	if isYes(c.text(r.pointsBack)) {
		points = yen.Of(0) // returned to the customer
	}
	if isYes(c.text(r.auPointsBack)) {
		au = yen.Of(0)
	}
	f.Points = sum(points, au)
	if total := c.yen(r.sum); f.Total == nil && total != nil && f.Coupon != nil && f.Points != nil {
		f.Total = order.Known(*total - *f.Coupon - *f.Points)
	}
	fee := c.yen(r.charge)
	switch {
	case fee == nil:
	case *fee == 0 || codByDefault(order.Value(f.PaymentText)):
		f.CODFee = fee
	default:
		f.CODFee = yen.Of(0)
		f.Other = &[]order.NamedYen{{Name: "決済手数料", Yen: *fee}}
	}
}

// isYes tells whether a flag of au PAY is set.
func isYes(s string) bool { return strings.EqualFold(halfWidth(s), "Y") }

// limits reads the mall's last day for shipping, the earliest of the rows'.
func (r *aupayReader) limits(c *cells) {
	d, _ := c.dayOrWords(r.limit)
	if d != nil && (r.facts.Promise == nil || *r.facts.Promise == "" || *d != "" && *d < *r.facts.Promise) {
		r.facts.Promise = d
	}
}

func (r *aupayReader) end(no string) *order.Facts {
	f := r.facts
	if f == nil {
		return nil
	}
	f.Shown = &no
	if r.cancelled > 0 && r.cancelled == r.rows {
		f.Cancelled, f.Clearance, f.ClearanceWhy = order.Known(true), nil, nil
	}
	if r.status.there() || len(r.alerts) > 0 {
		alerts := append([]order.Alert{}, r.alerts...) // known to be none, unlike nil
		f.Alerts = &alerts
	}
	if r.itemSum.there() && !r.unpriced {
		f.Goods = order.Known(r.goods)
	}
	if r.wrapPrice.there() {
		f.WrappingFee = order.Known(r.wrap)
	}
	r.others()
	switch {
	case r.marked:
		f.GiftMark = order.Known(true)
	case all(r.wrapType, r.message, r.noshi):
		f.GiftMark = order.Known(false)
	}
	return f
}

const choicesFee = "選択肢の加算額"

// others adds the fees of choices to the order's other amounts; known to be none where every column of them is there.
func (r *aupayReader) others() {
	f := r.facts
	other := order.Value(f.Other)
	if r.options != 0 {
		other = append(other, order.NamedYen{Name: choicesFee, Yen: r.options})
	}
	if len(other) > 0 || all(r.charge, r.optionPrice) {
		f.Other = &other
	}
	if f.Other != nil && *f.Other == nil {
		f.Other = &[]order.NamedYen{}
	}
}

// aupayPieces adds what is summed over rows; everything else each row repeats.
func aupayPieces(out, a, b *order.Facts) {
	oneOrder(out, a, b)
	out.Goods, out.WrappingFee = sum(a.Goods, b.Goods), sum(a.WrappingFee, b.WrappingFee)
	if earlier := order.Value(b.Promise); earlier != "" && (order.Value(out.Promise) == "" || earlier < *out.Promise) {
		out.Promise = b.Promise
	}
	var other []order.NamedYen
	for _, o := range append(order.Value(a.Other), order.Value(b.Other)...) {
		switch {
		case o.Name != choicesFee && contains(other, o.Name):
		case contains(other, o.Name):
			for i := range other {
				if other[i].Name == o.Name {
					other[i].Yen += o.Yen
				}
			}
		default:
			other = append(other, o)
		}
	}
	if len(other) > 0 {
		out.Other = &other
	}
	out.Destinations = aupayOnePlace(a, b)
	for i := range out.Lines {
		out.Lines[i].Dest = ""
	}
}

func contains(all []order.NamedYen, name string) bool {
	for _, o := range all {
		if o.Name == name {
			return true
		}
	}
	return false
}

// aupayOnePlace gives the order's only destination with the gift marks of both pieces.
func aupayOnePlace(a, b *order.Facts) []order.Destination {
	if len(a.Destinations) == 0 || len(b.Destinations) == 0 {
		return append(append([]order.Destination{}, a.Destinations...), b.Destinations...)
	}
	d, e := a.Destinations[0], b.Destinations[0]
	d.Noshi, d.Wrapping, d.Message = bothTexts(d.Noshi, e.Noshi, "、"), bothTexts(d.Wrapping, e.Wrapping, "、"), bothTexts(d.Message, e.Message, "\n")
	return []order.Destination{d}
}
