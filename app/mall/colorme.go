package mall

import (
	"strings"

	"miseban/app/order"
)

// カラーミー's states (入金状態, 発送状態), from the test file of a public tool. A text that is not here stops the order.
const (
	colormePaid      = "入金済"
	colormeUnpaid    = "未入金"
	colormeRefunded  = "全額返金済"
	colormeShipped   = "発送済"
	colormeToShip    = "未発送"
	colormeCancelled = "キャンセル" // in either
)

// colorme is カラーミーショップ's 売上データ (sales_all.csv): one row per 配送先 × item, the order's columns repeated on each. 受注日 is a day
// without a time. 発送状態 stands twice: the first is the order's, the second the destination's.
var colorme = Format{
	ID: "colorme", Name: "カラーミーショップの売上データ", Mall: order.ColorMe,
	Unsure: []string{
		"入金状態・発送状態の値は、公開されているツールの例（入金済・未入金・全額返金済・発送済・未発送・キャンセル）だけを知っています。ほかの値は確認で止まります。",
		"割引金額とポイントの割引金額の符号は未検証です。絶対値を割引として扱います。",
		"熨斗・ラッピング・メッセージカードの「なし」の書き方は未検証です（「設定なし」「なし」などを「なし」として扱います）。",
		"新しい列（購入者 携帯番号、名入れ・カスタムオプション、購入商品 オプションID）の値の形は未検証です。",
	},
	keys: []string{"売上ID"},
	marks: []string{
		"購入者 顧客ID", "購入者 名前", "購入者 郵便番号", "購入者 都道府県", "購入者 住所", "購入者 メールアドレス", "購入者 電話番号",
		"商品の合計金額(税込)", "熨斗手数料合計", "ショップポイントによる割引金額", "総合計金額", "入金状態", "発送状態",
		"配送先ID", "配送先 名前", "配送先 郵便番号", "配送先 都道府県名", "配送先 住所", "配送先 電話番号", "配送先 配送会社名",
		"配送先 熨斗（のし）", "配送先 ラッピング", "配送先 備考", "売上詳細ID", "購入商品 型番", "購入商品 商品ID", "購入商品 商品名",
		"購入商品 販売価格(消費税込)", "購入商品 販売個数",
	},
	least: 3,
	known: [][]string{layout("colorme"), colormeNewer},
	bind:  bindColorme, pieces: cartPieces,
}

// colormeNewer are the columns of newer files: two public tools name them; their places are not known.
var colormeNewer = []string{"購入者 携帯番号", "発送日時", "購入商品 オプションID", "名入れ・カスタムオプション"}

type colormeReader struct {
	no, day, payment, paid, shipped column

	total, goods, shipping, fee, noshiFee, cardFee, wrapFee, points, otherPoints, discount column

	buyer, buyerZip, buyerPref, buyerAddr, buyerMail, buyerPhone, buyerMobile, comment column

	destID, dest, destKana, destZip, destPref, destAddr, destPhone, carrier, wishDate, wishTime column
	noshi, card, message, wrapping, destNote                                                    column

	lineID, code, item, option, name, price, qty, custom column

	cart
}

func bindColorme(h *Columns, _ Options) reader {
	f := h.find
	newer := func(name string) column { // what only newer files have is not missed
		if h.has(name) {
			return f(name)
		}
		return column{-1, name}
	}
	return &colormeReader{
		no: f("売上ID"), day: f("受注日"), payment: f("決済方法"), paid: f("入金状態"), shipped: f("発送状態"),
		total: f("総合計金額"), goods: f("商品の合計金額(税込)"), shipping: f("送料合計"), fee: f("決済手数料"), noshiFee: f("熨斗手数料合計"),
		cardFee: f("メッセージカード手数料合計"), wrapFee: f("ラッピング手数料合計"), points: f("ショップポイントによる割引金額"),
		otherPoints: f("外部ポイントによる割引金額"), discount: f("割引金額"),
		buyer: f("購入者 名前"), buyerZip: f("購入者 郵便番号"), buyerPref: f("購入者 都道府県"), buyerAddr: f("購入者 住所"),
		buyerMail: f("購入者 メールアドレス"), buyerPhone: f("購入者 電話番号"), buyerMobile: newer("購入者 携帯番号"), comment: f("備考"),
		destID: f("配送先ID"), dest: f("配送先 名前"), destKana: f("配送先 フリガナ"), destZip: f("配送先 郵便番号"), destPref: f("配送先 都道府県名"),
		destAddr: f("配送先 住所"), destPhone: f("配送先 電話番号"), carrier: f("配送先 配送会社名"), wishDate: f("配送希望日"), wishTime: f("配送希望時間"),
		noshi: f("配送先 熨斗（のし）"), card: f("配送先 メッセージカード種類"), message: f("配送先 メッセージカード内容"), wrapping: f("配送先 ラッピング"),
		destNote: f("配送先 備考"),
		lineID:   f("売上詳細ID"), code: f("購入商品 型番"), item: f("購入商品 商品ID"), option: newer("購入商品 オプションID"), name: f("購入商品 商品名"),
		price: f("購入商品 販売価格(消費税込)"), qty: f("購入商品 販売個数"), custom: newer("名入れ・カスタムオプション"),
	}
}

func (r *colormeReader) number(c *cells) (no, shop string) { return c.cartNumber(r.no), "" }

func (r *colormeReader) begin() { r.cart.begin() }

func (r *colormeReader) row(c *cells) {
	if r.facts == nil {
		r.head(c)
	}
	to := r.destination(c)
	r.goodsOf(c, to)
}

// head reads what every row of the order repeats.
func (r *colormeReader) head(c *cells) {
	r.facts = &order.Facts{Head: true, NoComment: !r.comment.there()}
	f := r.facts
	f.OrderedAt, f.PaymentText = c.moment(r.day), c.known(r.payment)
	f.Orderer = order.Person{
		Name: c.known(r.buyer), Zip: c.digits(r.buyerZip), Address: c.prefectured(r.buyerPref, r.buyerAddr),
		Phone: c.domestic(r.buyerPhone, r.buyerMobile), Email: c.known(r.buyerMail),
	}
	r.state(c)
	f.Total, f.Goods, f.Shipping, f.WrappingFee = c.yen(r.total), c.yen(r.goods), c.yen(r.shipping), c.yen(r.wrapFee)
	r.cart.fee("決済手数料", c.yen(r.fee))
	r.other("熨斗手数料", c.yen(r.noshiFee))
	r.other("メッセージカード手数料", c.yen(r.cardFee))
	if f.Other == nil && all(r.fee, r.noshiFee, r.cardFee) {
		f.Other = &[]order.NamedYen{}
	}
	if d := c.yen(r.discount); d != nil {
		f.Coupon = order.Known(positive(*d))
	}
	if a, b := c.yen(r.points), c.yen(r.otherPoints); a != nil && b != nil {
		f.Points = order.Known(positive(*a) + positive(*b))
	}
	if r.comment.there() {
		f.CommentRaw = order.Known(c.whole(r.comment))
	}
}

// state reads 入金状態 and the order's 発送状態.
func (r *colormeReader) state(c *cells) {
	f := r.facts
	paid, shipped := c.text(r.paid), c.text(r.shipped)
	if r.paid.there() || r.shipped.there() {
		f.StatusRaw = order.Known(strings.Trim(paid+"／"+shipped, "／"))
		f.Cancelled = order.Known(halfWidth(paid) == colormeCancelled || halfWidth(shipped) == colormeCancelled)
	}
	switch halfWidth(paid) {
	case colormePaid:
		f.Paid = order.Known(true)
	case colormeUnpaid:
		f.Paid = order.Known(false)
	case colormeRefunded:
		f.Paid = order.Known(false)
		r.alert("refunded", "カラーミーの入金状態が「全額返金済」です。発送してよいか、"+lookInShop)
	case "", colormeCancelled:
	default:
		r.stateUnknown(r.paid, paid)
	}
	switch halfWidth(shipped) {
	case colormeShipped:
		f.ShippedMall = order.Known(true)
	case colormeToShip, colormeCancelled:
		f.ShippedMall = order.Known(false)
	case "":
	default:
		r.stateUnknown(r.shipped, shipped)
	}
}

// destination reads where the row's goods go, and gives its index; -1 where the file does not tell of destinations.
func (r *colormeReader) destination(c *cells) int {
	if !r.destID.there() && !r.dest.there() && !r.destAddr.there() {
		return -1
	}
	id := c.text(r.destID)
	raw := id
	if id == "" {
		raw = c.text(r.dest) + "\x1f" + c.text(r.destPref) + c.text(r.destAddr)
	}
	at, first := r.parcel(raw, func() order.Destination {
		return order.Destination{
			ID: id, Name: c.known(r.dest), Kana: c.known(r.destKana), Zip: c.digits(r.destZip), Address: c.prefectured(r.destPref, r.destAddr),
			Phone: c.domestic(r.destPhone),
		}
	})
	d, p := &r.facts.Destinations[at], &r.parcels[at]
	if first {
		p.wish(c, r.wishDate, r.wishTime)
		p.method = c.known(r.carrier)
		p.note = withLF(c.text(r.destNote))
		d.Noshi, d.Wrapping, d.Message = c.choice(r.noshi), c.choice(r.wrapping), r.messageOf(c)
	}
	r.marked = r.marked || order.Value(d.Noshi)+order.Value(d.Wrapping)+order.Value(d.Message) != ""
	return at
}

// messageOf gives the text for the card with the kind of card in front.
func (r *colormeReader) messageOf(c *cells) *string {
	kind, text := c.choice(r.card), c.choice(r.message)
	switch {
	case kind == nil || *kind == "":
		return text
	case text == nil || *text == "":
		return kind
	}
	return c.keep(*kind + "：" + withLF(*text))
}

func (r *colormeReader) goodsOf(c *cells, to int) {
	l := order.Line{
		ID: c.text(r.lineID), Name: c.known(r.name), Qty: c.count(r.qty), UnitPrice: c.yen(r.price),
	}
	if s := c.text(r.code); s != "" || all(r.code, r.item) {
		if s == "" {
			s = c.text(r.item)
		}
		l.Code = c.keep(s)
	}
	if s := c.text(r.option); s != "" {
		l.SKU = c.keep(s)
	}
	if r.custom.there() {
		l.Options = order.Known(linesOf(c.text(r.custom)))
	}
	if l.Code == nil && l.Name == nil && l.Qty == nil {
		return // a file without any column of goods
	}
	r.line(l, to)
}

// linesOf gives the lines of a cell that are not blank.
func linesOf(s string) []string {
	out := []string{}
	for _, one := range strings.Split(withLF(s), "\n") {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

func (r *colormeReader) end(no string) *order.Facts {
	f := r.finish(no, all(r.paid, r.shipped))
	if f == nil {
		return nil
	}
	if words := r.notes(withLF(order.Value(f.CommentRaw))); !f.NoComment || words != "" {
		f.Comment, f.NoComment = &words, false
	}
	if f.GiftMark == nil && all(r.noshi, r.wrapping, r.card, r.message) {
		f.GiftMark = order.Known(false) // only a file that could show every mark tells that there is none
	}
	return f
}
