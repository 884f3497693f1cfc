package mall

import (
	"regexp"
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
)

// makeshop is MakeShop's 注文データ: one row per item and recipient. There is no fixed layout: the owner builds a template from the
// cart's items, and can name them herself. Besides the names of the manual, those of a template of another kind are read
// where they say what they mean (受注番号, 受注数, 商品コード前半 …); the rest is for the owner's own mapping.
var makeshop = Format{
	ID: "makeshop", Name: "MakeShopの注文データ", Mall: order.MakeShop,
	Unsure: []string{
		"決済方法(ステータス)の書き方は未検証です。かっこの中の「入金待ち」「入金済み」などから入金を判断します。",
		"処理状況「配送」は、配送の処理が済んだ受注として扱います（未検証）。",
		"受取人が何人もいる受注の行の形は未検証です。受取人・郵便番号・住所で分けます。",
		"OPTION+商品別特殊表示の書き方は未検証です。改行でだけ分けます。",
		"「GIFT」と数字だけのコードの行は、ラッピング料金として扱います（ある店舗の例で、未検証です）。料金の額はファイルから読みません。",
		"合計金額・コメント・メールアドレス・注文者の住所と電話番号の列名は分かっていないため、読みません。",
		"税抜単価の列（商品金額（税抜単価））は、税率が分からないため使いません。送料（税込）・代金引換手数料（税込）は受注全体の額として読みます（未検証）。",
	},
	keys: []string{"注文番号", "受注番号"},
	marks: []string{
		"処理状況", "決済方法(ステータス)", "受取人", "受取人の電話番号", "OPTION+商品別特殊表示", "独自商品コード", "オプション独自コード", "配送希望時間帯",
		"注文者(振り仮名)", "商品コード前半", "商品コード後半", "商品金額（税抜単価）", "受注数", "送料（税込）", "代金引換手数料（税込）", "市町村",
	},
	least: 3,
	known: [][]string{layout("makeshop")},
	bind:  bindMakeshop, pieces: cartPieces,
}

// MakeShop's order states (処理状況), from the manual's list of the template's items, which does not explain them.
const (
	makeshopOpen      = "未処理"
	makeshopShipped   = "配送"
	makeshopCancelled = "注文キャンセル"
	makeshopReturned  = "返送"
)

type makeshopReader struct {
	no, day, clock, at, status, payment column

	buyer, buyerKana, dest, zip, addr, phone, method, wishDate, wishTime column

	name, option, code, own, ownOption, front, back, qty, shipping, codFee column

	cart
}

func bindMakeshop(h *Columns, _ Options) reader {
	f := h.find
	custom := func(name string) column { return firstOf(h, name) } // what only another template has is not missed
	r := &makeshopReader{
		no: oneOf(h, "注文番号", "受注番号"), at: custom("注文日時"), status: f("処理状況"), payment: oneOf(h, "決済方法(ステータス)", "支払方法"),
		buyer: f("注文者"), buyerKana: custom("注文者(振り仮名)"), dest: f("受取人"), phone: f("受取人の電話番号"), method: f("配送方法"),
		wishDate: f("配送希望日"), wishTime: f("配送希望時間帯"),
		name: f("商品名"), option: f("OPTION+商品別特殊表示"), code: f("商品コード"), own: f("独自商品コード"), ownOption: f("オプション独自コード"),
		front: custom("商品コード前半"), back: custom("商品コード後半"), qty: oneOf(h, "個数", "受注数"), shipping: custom("送料（税込）"), codFee: custom("代金引換手数料（税込）"),
		zip: column{-1, "郵便番号"}, addr: column{-1, "住所"},
	}
	if r.dest.there() { // without a recipient these may be the orderer's
		r.zip, r.addr = f("郵便番号"), f("住所")
	}
	r.day, r.clock = column{-1, "日付"}, column{-1, "注文時間"}
	if !r.at.there() {
		r.day, r.clock = f("日付"), f("注文時間")
	}
	return r
}

// oneOf gives the first of several names that the file has; without any, the first is missed.
func oneOf(h *Columns, names ...string) column {
	if col := firstOf(h, names...); col.there() {
		return col
	}
	return h.find(names[0])
}

func (r *makeshopReader) number(c *cells) (no, shop string) { return c.cartNumber(r.no), "" }

func (r *makeshopReader) begin() { r.cart.begin() }

func (r *makeshopReader) row(c *cells) {
	if r.facts == nil {
		r.head(c)
	}
	to := r.destination(c)
	if r.wrappingFee(c, to) {
		return
	}
	r.goods(c, to)
}

// head reads what every row of the order repeats. No source names a column for the customer's comment.
func (r *makeshopReader) head(c *cells) {
	r.facts = &order.Facts{Head: true, NoComment: true}
	f := r.facts
	f.OrderedAt = r.ordered(c)
	f.PaymentText = c.known(r.payment)
	f.Orderer = order.Person{Name: c.known(r.buyer), Kana: c.known(r.buyerKana)}
	f.Shipping, f.CODFee = c.yen(r.shipping), c.yen(r.codFee)
	r.state(c)
}

var sixDigits = regexp.MustCompile(`^\d{1,6}$`)

// ordered puts 日付 (2022/8/10) and 注文時間 (hhmmss) together; a spreadsheet takes the zeros in front of the time, they are put back.
func (r *makeshopReader) ordered(c *cells) *jst.Moment {
	if r.at.there() {
		return c.moment(r.at)
	}
	date, clock := c.text(r.day), halfWidth(c.text(r.clock))
	if date == "" {
		return nil
	}
	if sixDigits.MatchString(clock) {
		clock = strings.Repeat("0", 6-len(clock)) + clock
		clock = clock[:2] + ":" + clock[2:4] + ":" + clock[4:]
	}
	m, ok := moment(strings.TrimSpace(date + " " + clock))
	if !ok {
		c.fault(r.day, date+" "+clock, "日時を読めません。")
		return nil
	}
	return &m
}

// state reads 処理状況 and what stands in brackets behind the payment method.
func (r *makeshopReader) state(c *cells) {
	f := r.facts
	text := halfWidth(order.Value(f.PaymentText))
	state := stateBehind(text)
	cancelled := strings.Contains(text, "キャンセル")
	f.StatusRaw = c.known(r.status)
	switch s := halfWidth(order.Value(f.StatusRaw)); s {
	case "":
	case makeshopOpen:
		f.ShippedMall = order.Known(false)
	case makeshopCancelled:
		f.ShippedMall, cancelled = order.Known(false), true
	case makeshopShipped:
		f.ShippedMall = order.Known(true)
	case makeshopReturned:
		r.alert("returned", "MakeShopの処理状況が「返送」です。"+lookInShop)
	default:
		r.stateUnknown(r.status, s)
	}
	if cancelled || all(r.status, r.payment) {
		f.Cancelled = &cancelled
	}
	class, _ := defaultPayments.Class(text)
	switch state {
	case "入金済み", "入金済", "入金確認済み", "決済完了", "決済済み", "決済済", "支払い済み", "支払済み", "支払済":
		f.Paid = order.Known(true)
	case "与信OK":
		if class == payment.Atobarai {
			f.Paid = order.Known(true) // the provider of 後払い has agreed
		}
	case "入金待ち", "未入金", "未決済", "未払い", "支払待ち", "支払い待ち", "与信待ち":
		f.Paid = order.Known(false)
	case "返金済み":
		f.Paid = order.Known(false)
		r.alert("refunded", "MakeShopの決済方法が「"+short(text, 30)+"」です。発送してよいか、"+lookInShop)
	}
}

// stateBehind gives the content of the bracket at the end of a payment method; empty if there is none.
func stateBehind(text string) string {
	body, ok := strings.CutSuffix(text, ")")
	open := strings.LastIndexByte(body, '(')
	if !ok || open < 0 {
		return ""
	}
	return strings.TrimSpace(body[open+1:])
}

// destination gives the index of the row's recipient; -1 where the file does not tell of recipients.
func (r *makeshopReader) destination(c *cells) int {
	if !r.dest.there() {
		return -1
	}
	raw := c.text(r.dest) + "\x1f" + c.text(r.zip) + "\x1f" + c.text(r.addr)
	at, first := r.parcel(raw, func() order.Destination {
		return order.Destination{Name: c.known(r.dest), Zip: c.digits(r.zip), Address: c.known(r.addr), Phone: c.domestic(r.phone)}
	})
	if first {
		p := &r.parcels[at]
		p.wish(c, r.wishDate, r.wishTime)
		p.method = c.known(r.method)
	}
	return at
}

var giftCode = regexp.MustCompile(`(?i)^GIFT\d*$`)

// wrappingFee tells whether the row is a fee for wrapping and no goods: its code is GIFT and digits, as GIFT500. Goods whose
// own code only begins like it (GIFT-SET) stay goods.
func (r *makeshopReader) wrappingFee(c *cells, to int) bool {
	is := false
	for _, col := range []column{r.code, r.own, r.ownOption} {
		is = is || giftCode.MatchString(halfWidth(c.text(col)))
	}
	if !is {
		return false
	}
	r.marked = true
	if to >= 0 {
		name := c.text(r.name)
		if name == "" {
			name = "ラッピング"
		}
		d := &r.facts.Destinations[to]
		d.Wrapping = c.more(d.Wrapping, name, "、")
	}
	return true
}

// goods reads the item of the row: the owner's own codes before MakeShop's.
func (r *makeshopReader) goods(c *cells, to int) {
	l := order.Line{Name: c.known(r.name), Qty: c.count(r.qty)}
	code := c.text(r.own)
	if code == "" {
		code = c.text(r.code)
	}
	if code == "" {
		code = c.text(r.front) + c.text(r.back) // the halves of one code
	}
	if code != "" || all(r.own, r.code) {
		l.Code = c.keep(code)
	}
	if s := c.text(r.ownOption); s != "" {
		l.SKU = c.keep(s)
	}
	if r.option.there() {
		l.Options = order.Known(linesOf(c.text(r.option)))
	}
	if l.Code == nil && l.Name == nil && l.Qty == nil {
		return
	}
	r.line(l, to)
}

func (r *makeshopReader) end(no string) *order.Facts { return r.finish(no, all(r.status, r.payment)) }
