package mall

import (
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/yen"
)

// eccube is EC-CUBE 4's 受注CSV: one row per OrderItem, the lines for postage, fee, discount and points included. The owner
// adds, hides and orders the columns (CSV出力項目). The names are those of dtb_csv.csv in EC-CUBE's source. 送料 stands twice: the
// first is the order's, the second the shipment's.
//
// It is written by PHP's fputcsv from CP932, which leaves a " undoubled behind the byte 0x5C (the second of ソ, 表, 能 …). Such
// a row is told by the table as one with text behind a quote, and its order refused.
var eccube = Format{
	ID: "eccube4", Name: "EC-CUBE 4の受注CSV", Mall: order.ECCube,
	Unsure: []string{
		"商品の価格は税抜きのため、税率から税込単価を計算します。端数の扱いは、小計と合うもの（四捨五入・切り捨て・切り上げ）を選び、小計の列がなければEC-CUBEの初期設定の四捨五入とします（未検証）。",
		"割引・ポイントの明細の金額は税込みとして扱います（未検証）。",
		"お客様のコメント（お問い合わせ欄）は、初期設定の出力項目にありません。CSV出力項目に加えたときの列名は未検証です（「お問い合わせ欄」「お問い合わせ」「備考」を読みます）。",
		"対応状況7（決済処理中）・8（購入処理中）の受注は確認で止まります。",
	},
	keys: []string{"注文番号", "注文ID"},
	marks: []string{
		"お名前(姓)", "お名前(名)", "お名前(セイ)", "お名前(メイ)", "都道府県(名称)", "ショップ用メモ欄", "支払合計", "対応状況(ID)", "対応状況(名称)",
		"支払方法(ID)", "支払方法(名称)", "注文詳細ID", "商品規格ID", "規格名1", "規格分類名1", "税率ルール(ID)", "明細区分(ID)", "明細区分(名称)",
		"出荷ID", "配送先_お名前(姓)", "配送先_お名前(名)", "配送先_郵便番号", "配送先_都道府県(名称)", "配送先_住所1", "配送先_TEL",
		"配送業者(名称)", "お届け時間(名称)", "出荷伝票番号", "配達用メモ",
	},
	least: 3,
	known: [][]string{layout("eccube4")},
	bind:  bindECCube, pieces: eccubePieces,
}

type eccubeReader struct {
	no, id, ordered, statusID, status, payment, payDay, total, goods, discount, shipping, memo, comment column

	sei, mei, seiKana, meiKana, zip, pref, addr1, addr2, mail, phone column

	destID, destSei, destMei, destSeiKana, destMeiKana, destCompany, destZip, destPref, destAddr1, destAddr2, destPhone column
	carrier, wishTime, wishDate, shippedOn, note                                                                        column

	lineID, product, variant, name, code, class1, class2, choice1, choice2, price, qty, rate, kindID, kind column

	cart
	prices       []eccubePrice // of the lines
	sums         eccubeSums
	discountTold *yen.Yen // 値引き
}

func bindECCube(h *Columns, _ Options) reader {
	f := h.find
	return &eccubeReader{
		no: f("注文番号"), id: f("注文ID"), ordered: f("受注日"), statusID: f("対応状況(ID)"), status: f("対応状況(名称)"), payment: f("支払方法(名称)"),
		payDay: f("入金日"), total: f("支払合計"), goods: f("小計"), discount: f("値引き"), shipping: f("送料"), memo: f("ショップ用メモ欄"),
		comment: firstOf(h, "お問い合わせ欄", "お問い合わせ", "備考"),
		sei:     f("お名前(姓)"), mei: f("お名前(名)"), seiKana: f("お名前(セイ)"), meiKana: f("お名前(メイ)"), zip: f("郵便番号"), pref: f("都道府県(名称)"),
		addr1: f("住所1"), addr2: f("住所2"), mail: f("メールアドレス"), phone: f("TEL"),
		destID: f("出荷ID"), destSei: f("配送先_お名前(姓)"), destMei: f("配送先_お名前(名)"), destSeiKana: f("配送先_お名前(セイ)"),
		destMeiKana: f("配送先_お名前(メイ)"), destCompany: f("配送先_会社名"), destZip: f("配送先_郵便番号"), destPref: f("配送先_都道府県(名称)"),
		destAddr1: f("配送先_住所1"), destAddr2: f("配送先_住所2"), destPhone: f("配送先_TEL"), carrier: f("配送業者(名称)"),
		wishTime: f("お届け時間(名称)"), wishDate: f("お届け希望日"), shippedOn: f("発送日"), note: f("配達用メモ"),
		lineID: f("注文詳細ID"), product: f("商品ID"), variant: f("商品規格ID"), name: f("商品名"), code: f("商品コード"), class1: f("規格名1"),
		class2: f("規格名2"), choice1: f("規格分類名1"), choice2: f("規格分類名2"), price: f("価格"), qty: f("個数"), rate: f("税率"),
		kindID: f("明細区分(ID)"), kind: f("明細区分(名称)"),
	}
}

// firstOf gives the first of several columns that the file has; names that are only guesses are not missed.
func firstOf(h *Columns, names ...string) column {
	for _, n := range names {
		if h.has(n) {
			return h.find(n)
		}
	}
	return column{-1, names[0]}
}

func (r *eccubeReader) number(c *cells) (no, shop string) { return c.cartNumber(r.no, r.id), "" }

func (r *eccubeReader) begin() {
	r.cart.begin()
	r.prices, r.sums, r.discountTold = r.prices[:0], eccubeSums{}, nil
}

func (r *eccubeReader) row(c *cells) {
	if r.facts == nil {
		r.head(c)
	}
	switch kind := r.kindOf(c); kind {
	case eccubeProduct:
		r.goodsOf(c)
	default:
		r.amountOf(c, kind)
	}
}

// head reads what every row of the order repeats.
func (r *eccubeReader) head(c *cells) {
	r.facts = &order.Facts{Head: true, NoComment: !r.comment.there()}
	f := r.facts
	f.OrderedAt, f.PaymentText = c.moment(r.ordered), c.known(r.payment)
	f.Orderer = order.Person{
		Name: c.joined(" ", r.sei, r.mei), Kana: c.joined(" ", r.seiKana, r.meiKana), Zip: c.digits(r.zip),
		Address: c.prefectured(r.pref, r.addr1, r.addr2), Phone: c.domestic(r.phone), Email: c.known(r.mail),
	}
	r.state(c)
	f.Total, f.Goods, f.Shipping = c.yen(r.total), c.yen(r.goods), c.yen(r.shipping)
	r.discountTold = c.yen(r.discount)
	if r.memo.there() {
		f.Memo = order.Known(withLF(c.text(r.memo)))
	}
	if r.comment.there() {
		raw := c.whole(r.comment)
		f.CommentRaw, f.Comment = &raw, order.Known(withLF(raw))
	}
}

// destination reads the shipment of the row, and gives its index; -1 where the file or the row has none.
func (r *eccubeReader) destination(c *cells) int {
	if !r.destID.there() && !r.destSei.there() && !r.destAddr1.there() {
		return -1
	}
	id := c.text(r.destID)
	raw := id
	if id == "" {
		raw = c.text(r.destSei) + "\x1f" + c.text(r.destMei) + "\x1f" + c.text(r.destPref) + c.text(r.destAddr1) + c.text(r.destAddr2)
	}
	at, first := r.parcel(raw, func() order.Destination {
		d := order.Destination{
			ID: id, Name: c.joined(" ", r.destSei, r.destMei), Kana: c.joined(" ", r.destSeiKana, r.destMeiKana), Zip: c.digits(r.destZip),
			Address: c.prefectured(r.destPref, r.destAddr1, r.destAddr2), Phone: c.domestic(r.destPhone),
		}
		// The recipient's company has no field of its own; the carrier needs it behind the address.
		if company := c.text(r.destCompany); company != "" && d.Address != nil {
			d.Address = c.keep(*d.Address + " " + company)
		}
		return d
	})
	if first {
		p := &r.parcels[at]
		p.wish(c, r.wishDate, r.wishTime)
		p.method = c.known(r.carrier)
		if note := withLF(c.text(r.note)); note != "" { // 配達用メモ, the shop's
			r.facts.Memo = order.Known(add(order.Value(r.facts.Memo), "配達用メモ："+note, "\n"))
		}
	}
	return at
}

// goodsOf reads a line of goods.
func (r *eccubeReader) goodsOf(c *cells) {
	to := r.destination(c)
	l := order.Line{
		ID: c.text(r.lineID), Code: c.known(r.code), Name: c.known(r.name), Options: r.optionsOf(c), Qty: c.count(r.qty), TaxRate: c.rate(r.rate),
	}
	if s := c.text(r.variant); s != "" {
		l.SKU = c.keep(s)
	}
	if l.Code == nil && l.Name == nil && l.Qty == nil {
		return
	}
	if r.shippedOn.there() && l.Qty != nil {
		l.Shipped = order.Known(0)
		if order.Value(c.date(r.shippedOn)) != "" { // EC-CUBE's Shipping::isShipped: the shipment has gone out
			l.Shipped = order.Known(*l.Qty)
		}
	}
	bare := eccubePrice{untaxed: c.yen(r.price), rate: l.TaxRate}
	l.UnitPrice = bare.taxed(roundHalfUp) // so that lines of another price are other lines; end() settles it
	before := len(r.facts.Lines)
	r.line(l, to)
	if len(r.facts.Lines) > before {
		r.prices = append(r.prices, bare)
	}
}

// optionsOf gives the variant as "サイズ:M"; nil unless the file has the columns.
func (r *eccubeReader) optionsOf(c *cells) *[]string {
	options := []string{}
	for _, pair := range [][2]column{{r.class1, r.choice1}, {r.class2, r.choice2}} {
		if s := c.text(pair[1]); s != "" {
			options = append(options, strings.TrimPrefix(c.text(pair[0])+":"+s, ":"))
		}
	}
	if len(options) == 0 && !all(r.choice1, r.choice2) {
		return nil
	}
	return &options
}

func (r *eccubeReader) end(no string) *order.Facts {
	f := r.finish(no, r.statusID.there() || r.status.there())
	if f == nil {
		return nil
	}
	r.settlePrices()
	r.settleSums()
	return f
}

// paidOn tells whether 入金日 holds a day; unknown where there is no column.
func (r *eccubeReader) paidOn(c *cells) *bool {
	d := c.date(r.payDay)
	if d == nil {
		return nil
	}
	return order.Known(*d != jst.Date(""))
}
