package mall

import (
	"strings"

	"miseban/app/order"
	"miseban/app/yen"
)

// rakuten is 楽天ペイ受注CSV, downloaded from RMS (注文データダウンロード): one row per 商品明細, the order's own columns repeated on
// each. Owners choose and order the columns in a template of their own; new ones are only ever appended.
var rakuten = Format{
	ID: "rakuten", Name: "楽天の受注CSV", Mall: order.Rakuten,
	Unsure: []string{
		"「ラッピングタイトル」「ラッピング種類」の値は未検証です（使っていません）。",
		"「税込別」の値は未検証です。単価は「商品毎税込価格」があればそちらを使います。",
		"「送付先合計金額」の内訳は未検証です（使っていません）。",
		"コメント欄の定型文 [配送日時指定:] の、日時を指定しない注文での正確な形は未検証です。",
		"お届け時間帯のコード 9（その他）の内容はファイルに含まれません。",
	},
	keys: []string{"注文番号"},
	marks: []string{
		"送付先ID", "送付先姓", "送付先名", "送付先郵便番号1", "送付先住所都道府県", "送付先住所それ以降の住所", "送付先電話番号1",
		"注文者姓", "注文者名", "注文者郵便番号1", "注文者住所都道府県", "注文者電話番号1", "注文者メールアドレス",
		"商品明細ID", "商品管理番号", "項目・選択肢", "SKU管理番号", "システム連携用SKU番号", "SKU情報", "支払方法名",
		"楽天確認中フラグ", "警告表示タイプ", "複数送付先フラグ", "商品合計金額", "請求金額", "代引料合計", "クーポン利用総額",
		"お届け日指定", "お届け時間帯", "ギフト配送希望", "ひとことメモ", "あす楽希望フラグ",
	},
	least: 3,
	known: [][]string{layout("rakuten"), layout("rakuten_custom")},
	bind:  bindRakuten,
}

type rakutenReader struct {
	no, status, orderedAt, orderedDay, orderedTime, checking, warning, kind column

	pay, payBy, total, sum, goods, shipping, codFee, points, coupon, couponShop, couponMall, fee, surcharge column

	ordererSei, ordererMei, ordererSeiKana, ordererMeiKana, ordererZip1, ordererZip2          column
	ordererPref, ordererCity, ordererRest, ordererTel1, ordererTel2, ordererTel3, ordererMail column

	destID, destSei, destMei, destSeiKana, destMeiKana, destZip1, destZip2  column
	destPref, destCity, destRest, destTel1, destTel2, destTel3, noshi, gift column
	wrap1, wrap2, wrapFee1, wrapFee2                                        column

	comment, memo, method, wishDate, wishTime column

	lineID, name, code, manage, price, priceTaxed, qty, options, taxRate, sku, skuSystem, skuInfo column

	facts      *order.Facts
	dummy      bool    // a destination that the recipient has not filled in yet
	unset      bool    // an amount that the mall has not fixed
	wrapSum    yen.Yen // of the rows' wrapping fees, each destination once
	destRaw    []string
	marked     bool // a gift mark was seen
	allHaveIDs bool
}

func bindRakuten(h *Columns, _ Options) reader {
	f := h.find
	return &rakutenReader{
		no: f("注文番号"), status: f("ステータス"), orderedAt: f("注文日時"), orderedDay: f("注文日"), orderedTime: f("注文時間"),
		checking: f("楽天確認中フラグ"), warning: f("警告表示タイプ"), kind: f("注文種別"),
		pay: f("支払方法名"), payBy: f("支払い期限日"), total: f("請求金額"), sum: f("合計金額"), goods: f("商品合計金額"),
		shipping: f("送料合計"), codFee: f("代引料合計"), points: f("ポイント利用額"), coupon: f("クーポン利用総額"),
		couponShop: f("店舗発行クーポン利用額"), couponMall: f("楽天発行クーポン利用額"), fee: f("決済手数料"), surcharge: f("注文者負担金合計"),
		ordererSei: f("注文者姓"), ordererMei: f("注文者名"), ordererSeiKana: f("注文者姓カナ"), ordererMeiKana: f("注文者名カナ"),
		ordererZip1: f("注文者郵便番号1"), ordererZip2: f("注文者郵便番号2"), ordererPref: f("注文者住所都道府県"),
		ordererCity: f("注文者住所郡市区"), ordererRest: f("注文者住所それ以降の住所"), ordererTel1: f("注文者電話番号1"),
		ordererTel2: f("注文者電話番号2"), ordererTel3: f("注文者電話番号3"), ordererMail: f("注文者メールアドレス"),
		destID: f("送付先ID"), destSei: f("送付先姓"), destMei: f("送付先名"), destSeiKana: f("送付先姓カナ"), destMeiKana: f("送付先名カナ"),
		destZip1: f("送付先郵便番号1"), destZip2: f("送付先郵便番号2"), destPref: f("送付先住所都道府県"), destCity: f("送付先住所郡市区"),
		destRest: f("送付先住所それ以降の住所"), destTel1: f("送付先電話番号1"), destTel2: f("送付先電話番号2"), destTel3: f("送付先電話番号3"),
		noshi: f("のし"), gift: f("ギフト配送希望"),
		wrap1: f("ラッピング名1"), wrap2: f("ラッピング名2"), wrapFee1: f("ラッピング料金1"), wrapFee2: f("ラッピング料金2"),
		comment: f("コメント"), memo: f("ひとことメモ"), method: f("配送方法"), wishDate: f("お届け日指定"), wishTime: f("お届け時間帯"),
		lineID: f("商品明細ID"), name: f("商品名"), code: f("商品番号"), manage: f("商品管理番号"), price: f("単価"), priceTaxed: f("商品毎税込価格"),
		qty: f("個数"), options: f("項目・選択肢"), taxRate: f("商品税率"), sku: f("SKU管理番号"), skuSystem: f("システム連携用SKU番号"),
		skuInfo: f("SKU情報"),
	}
}

func (r *rakutenReader) number(c *cells) (no, shop string) {
	s := halfWidth(c.text(r.no))
	if shop = shopOfRakuten(s); shop == "" {
		c.badNumber(r.no, s)
		return "", ""
	}
	return s, shop
}

// shopOfRakuten gives the shop id in an order number: shopid-yyyymmdd-number. Empty: not such a number.
func shopOfRakuten(no string) string {
	shop, rest, _ := strings.Cut(no, "-")
	date, number, _ := strings.Cut(rest, "-")
	if len(date) != 8 || !onlyDigits(shop) || !onlyDigits(date) || !onlyDigits(number) {
		return ""
	}
	return shop
}

// onlyDigits tells whether s is one or more ASCII digits.
func onlyDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// badNumber notes that the row has no order number that can be used.
func (c *cells) badNumber(col column, s string) {
	switch {
	case len(c.problems) > 0 && c.problems[len(c.problems)-1].Row == c.row.Number:
		// damaged characters: said already
	case s == "":
		c.fault(col, s, "注文番号が空です。")
	case damagedByExcel(s):
		c.fault(col, s, "注文番号が壊れています（Excelで開いて保存し直すとこうなります）。")
	default:
		c.fault(col, s, "注文番号の形ではありません。")
	}
}

func (r *rakutenReader) begin() {
	r.facts, r.dummy, r.unset, r.wrapSum, r.marked, r.allHaveIDs = nil, false, false, 0, false, true
	r.destRaw = r.destRaw[:0]
}

func (r *rakutenReader) row(c *cells) {
	if r.facts == nil {
		r.facts = &order.Facts{Head: true, NoComment: !r.comment.there()}
		r.head(c)
	}
	dest := r.destination(c)
	r.line(c, dest)
}

// head reads what every row of the order repeats.
func (r *rakutenReader) head(c *cells) {
	f := r.facts
	f.OrderedAt = c.moment(r.orderedAt)
	if f.OrderedAt == nil && all(r.orderedDay, r.orderedTime) && c.text(r.orderedDay) != "" {
		if m, ok := moment(c.text(r.orderedDay) + " " + c.text(r.orderedTime)); ok {
			f.OrderedAt = &m
		} else {
			c.fault(r.orderedDay, c.text(r.orderedDay), "日時を読めません。")
		}
	}
	f.PaymentText = c.known(r.pay)
	f.PayBy = c.date(r.payBy)
	f.Method, f.Memo = c.known(r.method), c.known(r.memo)
	if r.kind.there() {
		f.Preorder = order.Known(c.text(r.kind) == "6")
	}
	f.Orderer = order.Person{
		Name: c.joined(" ", r.ordererSei, r.ordererMei), Kana: c.joined(" ", r.ordererSeiKana, r.ordererMeiKana),
		Zip: r.zip(c, r.ordererZip1, r.ordererZip2), Address: c.joined("", r.ordererPref, r.ordererCity, r.ordererRest),
		Phone: r.phone(c, r.ordererTel1, r.ordererTel2, r.ordererTel3), Email: c.known(r.ordererMail),
	}
	r.state(c)
	r.amounts(c)
	r.wish(c)
}

// wish reads the delivery wish and the comment, whose mall boilerplate repeats the wish.
func (r *rakutenReader) wish(c *cells) {
	f := r.facts
	f.WishDate = c.date(r.wishDate)
	if r.wishTime.there() {
		code := c.text(r.wishTime)
		if code == "0" {
			code = ""
		}
		f.WishTime, f.WishSlot = c.keep(code), c.keep(slotOfCode(code))
	}
	if !r.comment.there() {
		return
	}
	raw := c.whole(r.comment)
	words := withoutBoilerplate(raw, f.WishDate, f.WishTime)
	f.CommentRaw, f.Comment = c.keep(raw), c.keep(words.comment)
	if f.WishDate == nil && words.date != "" {
		f.WishDate = order.Known(words.date)
	}
	if f.WishSlot == nil && words.slot != "" {
		f.WishSlot = c.keep(words.slot)
	}
}

// zip puts the two halves of a postal code together; a spreadsheet takes the zeros in front of each, they are put back.
func (r *rakutenReader) zip(c *cells, first, second column) *string {
	if !all(first, second) {
		return nil
	}
	a, b := digits(c.text(first)), digits(c.text(second))
	for a != "" && len(a) < 3 && b != "" {
		a = "0" + a
	}
	for b != "" && len(b) < 4 && a != "" {
		b = "0" + b
	}
	return c.keep(a + b)
}

func (r *rakutenReader) phone(c *cells, first, second, third column) *string {
	if !all(first, second, third) {
		return nil
	}
	return c.keep(digits(c.text(first)) + digits(c.text(second)) + digits(c.text(third)))
}

func (r *rakutenReader) end(no string) *order.Facts {
	f := r.facts
	if f == nil {
		return nil
	}
	f.Shown = &no
	r.clearance()
	if len(f.Destinations) == 1 && f.Destinations[0].ID == "" {
		for i := range f.Lines {
			f.Lines[i].Dest = "" // the only one, also where a later file words its address anew
		}
	}
	if f.WrappingFee == nil && all(r.wrapFee1, r.wrapFee2) {
		f.WrappingFee = order.Known(r.wrapSum)
	}
	if r.total.there() || r.unset {
		f.Unconfirmed = order.Known(r.unset)
	}
	switch {
	case r.marked:
		f.GiftMark = order.Known(true)
	case all(r.gift, r.noshi, r.wrap1, r.wrap2):
		f.GiftMark = order.Known(false) // only a file that could show every mark tells that there is none
	}
	// One row is one 商品明細 and the download has them all; without their ids a missing one could not be told from a
	// changed one.
	f.AllLines = r.lineID.there() && r.allHaveIDs
	return f
}
