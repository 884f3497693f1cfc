package mall

import (
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
)

var yahooUnsure = []string{
	"注文日時（OrderTime）の形は未検証です。OrderTimeUnixEpoch の列があればそちらを使います。",
	"決済ステータス（SettleStatus）がCSVで番号か文字かは未検証です。どちらでも読みます。",
	"ShippingCouponDiscount（送料クーポン）が合計の式に入るかは未検証です（使っていません）。",
	"TotalPrice の意味は未検証です（使っていません）。",
	"CombinedPayMethodName（併用した支払方法）は読みません。主な支払方法だけで判断します。",
	"ShipStatus・ShipDate の値は未検証です。出荷済みは注文ステータス「完了」でだけ判断します。",
	"ギフト欄（GiftWrapType など）の値の形は未検証です。",
}

// yahooOrder is the order file of ストアクリエイターPro: one row per order, its lines in a file of their own, or flattened into one
// cell per field as L1=…&L2=….
var yahooOrder = Format{
	ID: "yahoo_order", Name: "Yahoo!ショッピングの注文データ", Mall: order.Yahoo, Unsure: yahooUnsure,
	keys: []string{"Id", "OrderId"},
	marks: []string{
		"ShipName", "ShipFirstName", "ShipLastName", "ShipZipCode", "ShipPrefecture", "ShipCity", "ShipAddress1", "ShipAddressFull",
		"ShipPhoneNumber", "ShipMethodName", "ShipMethod", "ShipRequestDate", "ShipCharge", "ShipNameKana",
		"BillName", "BillFirstName", "BillLastName", "BillZipCode", "BillPrefecture", "BillAddress1", "BillPhoneNumber", "BillMailAddress",
		"PayMethod", "PayMethodName", "PayStatus", "PayDate", "SettleStatus", "PayCharge", "OrderTime", "OrderTimeUnixEpoch",
		"OrderStatus", "BuyerComments", "GiftWrapType", "GiftWrapMessage", "SuspectMessage", "UsePoint", "TotalMallCouponDiscount",
	},
	least: 3,
	known: [][]string{layout("yahoo_order"), layout("yahoo_custom_order"), layout("yahoo_item"), layout("yahoo_custom_item")},
	bind:  bindYahooOrder,
}

// yahooReader reads the order file.
type yahooReader struct {
	yahooID

	orderTime, epoch, status, payStatus, payDate, settle, suspect, payName, payCode column

	total, ship, pay, gift, discount, points, itemCoupon, mallCoupon column

	billName, billLast, billFirst, billKana, billLastKana, billFirstKana, billZip, billPref, billCity, billAddr1, billAddr2, billPhone, mail     column
	shipName, shipLast, shipFirst, shipKana, shipLastKana, shipFirstKana, shipZip, shipPref, shipCity, shipAddr1, shipAddr2, shipFull, shipPhone column

	giftType, giftPaper, giftName, giftMessage column

	comment, notes, method, wishDate, wishTime column
	asked                                      [][2]column // the store's own questions: field, value
	flat                                       yahooFlat

	settles []Settle
	facts   *order.Facts
}

func bindYahooOrder(h *Columns, o Options) reader {
	f := h.find
	r := &yahooReader{
		yahooID:   bindYahooID(h),
		orderTime: f("OrderTime"), epoch: f("OrderTimeUnixEpoch"), status: f("OrderStatus"), payStatus: f("PayStatus"), payDate: f("PayDate"),
		settle: f("SettleStatus"), suspect: f("SuspectMessage"), payName: f("PayMethodName"), payCode: f("PayMethod"),
		total: f("Total"), ship: f("ShipCharge"), pay: f("PayCharge"), gift: f("GiftWrapCharge"), discount: f("Discount"),
		points: f("UsePoint"), itemCoupon: f("ItemCouponDiscount"), mallCoupon: f("TotalMallCouponDiscount"),
		billName: f("BillName"), billLast: f("BillLastName"), billFirst: f("BillFirstName"), billKana: f("BillNameKana"),
		billLastKana: f("BillLastNameKana"), billFirstKana: f("BillFirstNameKana"), billZip: f("BillZipCode"), billPref: f("BillPrefecture"),
		billCity: f("BillCity"), billAddr1: f("BillAddress1"), billAddr2: f("BillAddress2"), billPhone: f("BillPhoneNumber"), mail: f("BillMailAddress"),
		shipName: f("ShipName"), shipLast: f("ShipLastName"), shipFirst: f("ShipFirstName"), shipKana: f("ShipNameKana"),
		shipLastKana: f("ShipLastNameKana"), shipFirstKana: f("ShipFirstNameKana"), shipZip: f("ShipZipCode"), shipPref: f("ShipPrefecture"),
		shipCity: f("ShipCity"), shipAddr1: f("ShipAddress1"), shipAddr2: f("ShipAddress2"), shipFull: f("ShipAddressFull"), shipPhone: f("ShipPhoneNumber"),
		giftType: f("GiftWrapType"), giftPaper: f("GiftWrapPaperType"), giftName: f("GiftWrapName"), giftMessage: f("GiftWrapMessage"),
		comment: f("BuyerComments"), notes: f("ShipNotes"), method: f("ShipMethodName"), wishDate: f("ShipRequestDate"), wishTime: f("ShipRequestTime"),
		settles: o.Settle,
	}
	for _, name := range []string{"Option1", "Option2", "ShipSection1", "ShipSection2", "BillSection1", "BillSection2"} {
		if h.has(name + "Value") {
			r.asked = append(r.asked, [2]column{f(name + "Field"), f(name + "Value")})
		}
	}
	r.flat = bindYahooFlat(h)
	if r.settles == nil {
		r.settles = DefaultSettle()
	}
	return r
}

func (r *yahooReader) begin() { r.facts = nil }

func (r *yahooReader) end(string) *order.Facts { return r.facts }

// row reads the order's row. Further ones tell of goods only, if at all.
func (r *yahooReader) row(c *cells) {
	if r.facts == nil {
		r.head(c)
	}
	for _, l := range r.flat.lines(c) {
		r.facts.Lines = appendLine(r.facts.Lines, l)
	}
}

func (r *yahooReader) head(c *cells) {
	r.facts = &order.Facts{Head: true, NoComment: !r.comment.there(), Shown: r.shown(c)}
	f := r.facts
	f.OrderedAt = r.ordered(c)
	f.PaymentText = c.known(r.payName)
	f.Method = c.known(r.method)
	r.state(c)
	r.amounts(c)
	r.people(c)
	r.giftMarks(c)
	if r.comment.there() {
		raw := c.whole(r.comment)
		f.CommentRaw, f.Comment = &raw, order.Known(withLF(raw))
	}
	f.Memo = r.memo(c)
	f.WishDate = c.date(r.wishDate)
	if f.WishTime = c.known(r.wishTime); f.WishTime != nil {
		f.WishSlot = order.Known(slotOfText(*f.WishTime))
		if *f.WishSlot == "" {
			*f.WishTime = ""
		}
	}
}

// withLF gives a text with line breaks as LF, trimmed.
func withLF(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
}

func (r *yahooReader) ordered(c *cells) *jst.Moment {
	if s := c.text(r.epoch); s != "" {
		n, ok := whole(s)
		if !ok {
			c.fault(r.epoch, s, "日時を読めません。")
			return nil
		}
		return order.Known(jst.Moment(n))
	}
	return c.moment(r.orderTime)
}

// amounts reads the sums, tax included. Total is what the customer pays: goods + ShipCharge + PayCharge + GiftWrapCharge +
// Discount (signed) − ItemCouponDiscount + TotalMallCouponDiscount (negative) − UsePoint.
func (r *yahooReader) amounts(c *cells) {
	f := r.facts
	f.Total, f.Shipping, f.WrappingFee, f.Points = c.yen(r.total), c.yen(r.ship), c.yen(r.gift), c.yen(r.points)
	fee, other := c.yen(r.pay), []order.NamedYen{}
	cod := yahooClass(order.Value(f.PaymentText), c.text(r.payCode)) == payment.COD
	switch {
	case fee == nil:
	case cod || *fee == 0:
		f.CODFee = fee
	default:
		f.CODFee = yen.Of(0)
		other = append(other, order.NamedYen{Name: "決済手数料", Yen: *fee})
	}
	if d := c.yen(r.discount); d != nil && *d != 0 {
		other = append(other, order.NamedYen{Name: "値引き", Yen: *d})
	}
	if len(other) > 0 || all(r.pay, r.discount) {
		f.Other = &other
	}
	if item, mall := c.yen(r.itemCoupon), c.yen(r.mallCoupon); item != nil && mall != nil {
		f.Coupon = order.Known(positive(*item) + positive(*mall))
	}
}

func positive(y yen.Yen) yen.Yen {
	if y < 0 {
		return -y
	}
	return y
}

func (r *yahooReader) people(c *cells) {
	r.facts.Orderer = order.Person{
		Name: c.nameOf(r.billName, r.billLast, r.billFirst), Kana: c.nameOf(r.billKana, r.billLastKana, r.billFirstKana),
		Zip: c.digits(r.billZip), Address: c.yahooAddress(r.billPref, r.billCity, r.billAddr1, r.billAddr2, column{at: -1}),
		Phone: c.digits(r.billPhone), Email: c.known(r.mail),
	}
	d := order.Destination{
		Name: c.nameOf(r.shipName, r.shipLast, r.shipFirst), Kana: c.nameOf(r.shipKana, r.shipLastKana, r.shipFirstKana),
		Zip: c.digits(r.shipZip), Address: c.yahooAddress(r.shipPref, r.shipCity, r.shipAddr1, r.shipAddr2, r.shipFull),
		Phone: c.digits(r.shipPhone), Wrapping: c.chosen(r.giftType), Noshi: c.chosen(r.giftPaper), Message: c.known(r.giftMessage),
	}
	if name := c.text(r.giftName); name != "" {
		d.Noshi = order.Known(strings.TrimSpace(order.Value(d.Noshi) + "（名入れ：" + name + "）"))
	}
	if d != (order.Destination{}) {
		r.facts.Destinations = []order.Destination{d}
	}
}

// nameOf gives the full name, else family name and given name with a space between.
func (c *cells) nameOf(full, last, first column) *string {
	if s := c.known(full); s != nil && (*s != "" || !all(last, first)) {
		return s
	}
	return c.joined(" ", last, first)
}

// yahooAddress puts an address together, prefecture first. The building (address 2) stands behind a space.
func (c *cells) yahooAddress(pref, city, addr1, addr2, full column) *string {
	if front, building := c.joined("", pref, city, addr1), c.known(addr2); front != nil && building != nil && *front != "" {
		return order.Known(strings.TrimSpace(*front + " " + *building))
	}
	return c.known(full)
}

// chosen gives a gift choice; a wording for "none" is none.
func (c *cells) chosen(col column) *string {
	s := c.known(col)
	if s == nil {
		return nil
	}
	switch *s {
	case "なし", "無し", "無", "不要", "希望しない", "指定なし", "0", "false":
		return order.Known("")
	}
	return s
}

func (r *yahooReader) giftMarks(c *cells) {
	name := c.text(r.giftName)
	if name != "" {
		r.facts.GiftMark = order.Known(true)
	}
	for _, d := range r.facts.Destinations {
		if order.Value(d.Noshi) != "" || order.Value(d.Wrapping) != "" || order.Value(d.Message) != "" {
			r.facts.GiftMark = order.Known(true)
		}
	}
	if r.facts.GiftMark == nil && all(r.giftType, r.giftPaper, r.giftName, r.giftMessage) {
		r.facts.GiftMark = order.Known(false)
	}
}

// memo gives 配送メモ and the answers to the store's own questions, one a line: there is no other place for them.
func (r *yahooReader) memo(c *cells) *string {
	if !r.notes.there() && len(r.asked) == 0 {
		return nil
	}
	memo := withLF(c.text(r.notes))
	for _, q := range r.asked {
		if v := c.text(q[1]); v != "" {
			memo = add(memo, strings.TrimPrefix(c.text(q[0])+"："+v, "："), "\n")
		}
	}
	return &memo
}
