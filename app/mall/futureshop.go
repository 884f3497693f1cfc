package mall

import (
	"regexp"
	"strconv"
	"strings"

	"miseban/app/order"
	"miseban/app/yen"
)

// futureshop is futureshop's 受注データ: one row per item per destination. The owner chooses the columns, the order is the cart's.
// The full-width brackets and digits of the names (氏名（姓）, お届け先住所１) are as in the file.
var futureshop = Format{
	ID: "futureshop", Name: "futureshopの受注データ", Mall: order.FutureShop,
	Unsure: []string{
		"入金フラグ・発送フラグの値は未検証です（1・0、済・未などを読み、ほかの値は確認で止まります）。",
		"消費税種類の書き方は未検証です。「外税」「税抜」のときは税込単価を「不明」とし、それ以外は販売単価を税込みとして扱います。",
		"項目選択肢の区切りは未検証です。改行でだけ分けます。",
		"オプション価格が販売単価に含まれるかは未検証です。商品合計金額と合うほうを使います。",
		"ポイント利用額が受注全体の額かは未検証です。総合計金額と請求合計金額の差と合うときだけ使います。",
		"詳細指定事項欄は、のしの指定として扱います（未検証）。",
		"「お店から後ほど連絡」が立っている受注は、金額が未確定として扱います（未検証）。",
		"お届け先別明細番号は、お届け先ごとに違う番号のときだけお届け先の番号として使います（未検証）。",
	},
	keys: []string{"受注コード"},
	marks: []string{
		"レコードナンバー", "請求合計金額", "総合計金額", "クール便手数料", "その他手数料", "決済管理No", "コンビニ区分", "購入経路区分", "通信欄",
		"ショップメモ", "処理状況区分", "入金フラグ", "入金確認日", "手続きフラグ", "氏名（姓）", "フリガナ（姓）", "メールアドレス（メイン）", "都道府県区分",
		"電話番号（メイン）", "複数お届け先フラグ", "お届け先氏名（姓）", "お届け先郵便番号", "お届け先都道府県区分", "お届け先住所１", "お届け先電話番号",
		"包装名", "お届け先別明細番号", "詳細指定事項欄", "発送フラグ", "枝番号", "項目選択肢", "バリエーション名", "販売単価", "購入数量", "消費税種類",
	},
	least: 3,
	known: [][]string{layout("futureshop"), {"配送サービス", "割引合計金額(商品)", "割引合計金額(送料)"}},
	bind:  bindFutureshop, pieces: cartPieces,
}

type futureshopReader struct {
	no, ordered, payment, status, paid, paidOn, comment, memo column

	total, sum, goods, wrapFee, shipping, fee, coolFee, otherFee, points, goodsOff, shippingOff column

	sei, mei, seiKana, meiKana, mail, mailSub, mailMobile, zip, pref, addr1, addr2, addr3, phone, phoneSub, mobile column

	destNo, destSei, destMei, destSeiKana, destMeiKana, destZip, destPref, destAddr1, destAddr2, destAddr3, destPhone column
	wrapping, detail, later, cool, service, wishDate, wishTime, shipped                                               column

	code, branch, name, choices, variation, option, price, qty, tax column

	cart
	options    []yen.Yen // of the lines: what their options cost
	bothFlags  bool      // every row told whether it was shipped
	gone, stay bool      // a row was shipped, one was not
}

func bindFutureshop(h *Columns, _ Options) reader {
	f := h.find
	newer := func(name string) column { return firstOf(h, name) } // what only newer files have is not missed
	return &futureshopReader{
		no: f("受注コード"), ordered: f("注文日時"), payment: f("決済方法"), status: f("処理状況区分"), paid: f("入金フラグ"), paidOn: f("入金確認日"),
		comment: f("通信欄"), memo: f("ショップメモ"),
		total: f("請求合計金額"), sum: f("総合計金額"), goods: f("商品合計金額"), wrapFee: f("包装手数料"), shipping: f("送料"), fee: f("決済手数料"),
		coolFee: f("クール便手数料"), otherFee: f("その他手数料"), points: f("ポイント利用額"), goodsOff: newer("割引合計金額(商品)"),
		shippingOff: newer("割引合計金額(送料)"),
		sei:         f("氏名（姓）"), mei: f("氏名（名）"), seiKana: f("フリガナ（姓）"), meiKana: f("フリガナ（名）"), mail: f("メールアドレス（メイン）"),
		mailSub: f("メールアドレス（サブ）"), mailMobile: f("メールアドレス（モバイル）"), zip: f("郵便番号"), pref: f("都道府県区分"), addr1: f("住所1"),
		addr2: f("住所2"), addr3: f("住所3"), phone: f("電話番号（メイン）"), phoneSub: f("電話番号（サブ）"), mobile: f("携帯電話番号"),
		destNo: f("お届け先別明細番号"), destSei: f("お届け先氏名（姓）"), destMei: f("お届け先氏名（名）"), destSeiKana: f("お届け先フリガナ（姓）"),
		destMeiKana: f("お届け先フリガナ（名）"), destZip: f("お届け先郵便番号"), destPref: f("お届け先都道府県区分"), destAddr1: f("お届け先住所１"),
		destAddr2: f("お届け先住所２"), destAddr3: f("お届け先住所３"), destPhone: f("お届け先電話番号"), wrapping: f("包装名"), detail: f("詳細指定事項欄"),
		later: f("お店から後ほど連絡"), cool: f("クール便使用フラグ"), service: newer("配送サービス"), wishDate: f("お届け希望日"), wishTime: f("お届け希望時間"),
		shipped: f("発送フラグ"),
		code:    f("商品番号"), branch: f("枝番号"), name: f("商品名"), choices: f("項目選択肢"), variation: f("バリエーション名"), option: f("オプション価格"),
		price: f("販売単価"), qty: f("購入数量"), tax: f("消費税種類"),
	}
}

func (r *futureshopReader) number(c *cells) (no, shop string) { return c.cartNumber(r.no), "" }

func (r *futureshopReader) begin() {
	r.cart.begin()
	r.options, r.bothFlags, r.gone, r.stay = r.options[:0], true, false, false
}

func (r *futureshopReader) row(c *cells) {
	if r.facts == nil {
		r.head(c)
	}
	r.line(c, r.destination(c))
}

// head reads what every row of the order repeats.
func (r *futureshopReader) head(c *cells) {
	r.facts = &order.Facts{Head: true, NoComment: !r.comment.there()}
	f := r.facts
	f.OrderedAt, f.PaymentText = c.moment(r.ordered), c.known(r.payment)
	f.Orderer = order.Person{
		Name: c.joined(" ", r.sei, r.mei), Kana: c.joined(" ", r.seiKana, r.meiKana), Zip: c.digits(r.zip),
		Address: c.prefectured(r.pref, r.addr1, r.addr2, r.addr3), Phone: c.domestic(r.phone, r.mobile, r.phoneSub),
	}
	for _, col := range []column{r.mail, r.mailMobile, r.mailSub} {
		if s := c.known(col); s != nil && (f.Orderer.Email == nil || *f.Orderer.Email == "") {
			f.Orderer.Email = s
		}
	}
	r.state(c)
	r.amounts(c)
	if r.memo.there() {
		f.Memo = order.Known(withLF(c.text(r.memo)))
	}
	if r.comment.there() {
		raw := c.whole(r.comment)
		f.CommentRaw, f.Comment = &raw, order.Known(withLF(raw))
	}
}

// amounts reads the order's sums: 請求合計金額, what is billed, is 総合計金額 less points and the like.
func (r *futureshopReader) amounts(c *cells) {
	f := r.facts
	f.Total, f.Goods, f.Shipping, f.WrappingFee = c.yen(r.total), c.yen(r.goods), c.yen(r.shipping), c.yen(r.wrapFee)
	r.fees(c)
	if a, b := c.yen(r.goodsOff), c.yen(r.shippingOff); a != nil && b != nil {
		f.Coupon = order.Known(positive(*a) + positive(*b))
	}
	f.Points = c.yen(r.points)
	if sum := c.yen(r.sum); sum != nil && f.Total != nil && *sum-*f.Total != order.Value(f.Points) {
		less := *f.Total - *sum
		f.Points = nil // the difference is what counts, whatever it is made of
		r.other("請求合計金額との差額", &less)
	}
}

func (r *futureshopReader) fees(c *cells) {
	r.cart.fee("決済手数料", c.yen(r.fee))
	r.other("クール便手数料", c.yen(r.coolFee))
	r.other("その他手数料", c.yen(r.otherFee))
	if r.facts.Other == nil && all(r.fee, r.coolFee, r.otherFee) {
		r.facts.Other = &[]order.NamedYen{}
	}
}

// destination reads where the row's goods go, and gives its index; -1 where the file does not tell of destinations. It is the
// same as an earlier one if name, address and telephone are: what お届け先別明細番号 counts is not certain.
func (r *futureshopReader) destination(c *cells) int {
	if !r.destSei.there() && !r.destAddr1.there() && !r.destNo.there() {
		return -1
	}
	raw := ""
	for _, col := range []column{r.destSei, r.destMei, r.destZip, r.destPref, r.destAddr1, r.destAddr2, r.destAddr3, r.destPhone} {
		raw += c.text(col) + "\x1f"
	}
	if strings.Trim(raw, "\x1f") == "" {
		raw = c.text(r.destNo)
	}
	at, first := r.parcel(raw, func() order.Destination {
		return order.Destination{
			ID: c.text(r.destNo), Name: c.joined(" ", r.destSei, r.destMei), Kana: c.joined(" ", r.destSeiKana, r.destMeiKana),
			Zip: c.digits(r.destZip), Address: c.prefectured(r.destPref, r.destAddr1, r.destAddr2, r.destAddr3), Phone: c.domestic(r.destPhone),
		}
	})
	d, p := &r.facts.Destinations[at], &r.parcels[at]
	if first {
		p.wish(c, r.wishDate, r.wishTime)
		p.method = r.methodOf(c)
	}
	if s := r.wrappingOf(c); s != nil {
		d.Wrapping = c.more(d.Wrapping, *s, "、")
	}
	if s := c.choice(r.detail); s != nil {
		d.Noshi = c.more(d.Noshi, withLF(*s), "、")
	}
	r.marked = r.marked || order.Value(d.Noshi)+order.Value(d.Wrapping) != ""
	if on := flagOf(c.text(r.later)); on != nil && *on {
		r.facts.Unconfirmed = on
	}
	return at
}

// methodOf gives 配送サービス; that the parcel goes cooled is told with it.
func (r *futureshopReader) methodOf(c *cells) *string {
	method := c.known(r.service)
	if order.Value(flagOf(c.text(r.cool))) {
		return order.Known(strings.TrimSpace(order.Value(method) + " クール便"))
	}
	return method
}

// wrappingOf gives 包装名. A shop's usual packing is no wrapping.
func (r *futureshopReader) wrappingOf(c *cells) *string {
	s := c.choice(r.wrapping)
	switch order.Value(s) {
	case "包装なし", "包装無し", "包装しない", "包装不要", "通常包装", "簡易包装":
		return order.Known("")
	}
	return s
}

// line reads the item of the row. 枝番号 is the variant.
func (r *futureshopReader) line(c *cells, to int) {
	l := order.Line{Code: c.known(r.code), Name: c.known(r.name), Options: r.optionsOf(c), Qty: c.count(r.qty)}
	if s := c.text(r.branch); s != "" {
		l.SKU = c.keep(s)
	}
	tax := halfWidth(c.text(r.tax))
	if !strings.Contains(tax, "外税") && !strings.Contains(tax, "税抜") && !strings.Contains(tax, "税別") {
		l.UnitPrice = c.yen(r.price)
	}
	l.TaxRate = rateIn(tax)
	if l.Code == nil && l.Name == nil && l.Qty == nil {
		return
	}
	switch sent := r.shippedOf(c); {
	case sent == nil || l.Qty == nil:
	case *sent:
		l.Shipped = order.Known(*l.Qty)
	default:
		l.Shipped = order.Known(0)
	}
	before := len(r.facts.Lines)
	r.cart.line(l, to)
	if len(r.facts.Lines) > before {
		r.options = append(r.options, order.Value(c.yen(r.option)))
	}
}

var rateWords = regexp.MustCompile(`(\d{1,2})\s*%`)

// rateIn gives the tax rate that a text names; nil where it names none.
func rateIn(s string) *int {
	m := rateWords.FindStringSubmatch(s)
	if m == nil {
		return nil
	}
	n, _ := strconv.Atoi(m[1]) // two digits at most, by the pattern
	return &n
}

func (r *futureshopReader) optionsOf(c *cells) *[]string {
	options := append(linesOf(c.text(r.variation)), linesOf(c.text(r.choices))...)
	if len(options) == 0 && !all(r.variation, r.choices) {
		return nil
	}
	return &options
}

// end adds the options' prices to the unit prices where only that makes the order's 商品合計金額.
func (r *futureshopReader) end(no string) *order.Facts {
	f := r.finish(no, all(r.status, r.paid, r.shipped))
	if f == nil {
		return nil
	}
	r.settleShipped()
	with := func(i int) *yen.Yen {
		if p := f.Lines[i].UnitPrice; p != nil {
			return order.Known(*p + r.options[i])
		}
		return nil
	}
	bare := goodsAt(f.Lines, func(i int) *yen.Yen { return f.Lines[i].UnitPrice })
	if sum := goodsAt(f.Lines, with); f.Goods != nil && sum != nil && *bare != *f.Goods && *sum == *f.Goods {
		for i := range f.Lines {
			f.Lines[i].UnitPrice = with(i)
		}
	}
	if r.later.there() && f.Unconfirmed == nil {
		f.Unconfirmed = order.Known(false)
	}
	if f.GiftMark == nil && all(r.wrapping, r.detail) {
		f.GiftMark = order.Known(false) // only a file that could show every mark tells that there is none
	}
	return f
}
