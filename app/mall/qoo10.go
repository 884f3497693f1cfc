package mall

import (
	"slices"
	"strings"

	"miseban/app/order"
)

// qoo10 is the list of orders of QSM (配送管理), as CSV or Excel, in its layouts of 45, 44 and (the short one) 15 columns: one row
// per 注文番号, which is one product. What the customer ordered together is a cart, and that is the order here. The short layout has
// neither address nor buyer: it tells of goods and states alone.
var qoo10 = Format{
	ID: "qoo10", Name: "Qoo10の注文データ", Mall: order.Qoo10,
	Unsure: []string{
		"配送状態の文字のうち確かなのは「配送要請」だけです。ほかは公開されているAPIと管理画面の一覧によります（未検証）。",
		"まとめ送料はファイルに含まれません。合計は購入者決済金額の合計で、送料が無料とわからない受注は参考値とします。",
		"「送料の決済」「ギフト注文」の値は未検証です。ギフト注文は、空・N・なし以外をギフトとして扱います。",
		"「オプション情報」の区切り（ / と :）は未検証です。",
		"「販売価格」を1個あたりの税込価格として読みます（未検証）。オプションの加算額は含まれないことがあります。",
		"「発送予定日」をモールの出荷期限として扱います（未検証）。",
		"Excel形式のダウンロードは、CSVと同じ列として読みます（未検証）。",
		"郵便番号・電話番号の先頭の記号（'、+81）は取り除きます（未検証）。",
	},
	keys: []string{"カート番号"},
	marks: []string{
		"配送状態", "カート番号", "配送会社", "配送完了日", "オプション情報", "オプションコード", "おまけ", "受取人名", "受取人名(フリガナ)", "受取人電話番号", "受取人携帯電話番号", "国家", "送料の決済",
		"決済サイト", "通貨", "購入者決済金額", "割引額", "注文金額の合計", "供給原価の合計", "購入者名", "購入者名(フリガナ)", "配送要請事項", "購入者電話番号",
		"購入者携帯電話番号", "販売者商品コード", "規格番号", "プレゼント贈り主", "外部広告", "ギフト注文",
	},
	least: 3, sums: true,
	known: [][]string{layout("qoo10"), layout("qoo10_short")},
	bind:  bindQoo10, pieces: qoo10Pieces,
}

type qoo10Reader struct {
	cart, line, status, ordered, payday, wish, planned, method column

	item, code, name, qty, option, optionCode, bonus column

	to, toKana, toPhone, toMobile, address, zip column

	postage, currency, paid, price, discount, sum column

	buyer, buyerKana, buyerPhone, buyerMobile, comment, giver, gift column

	facts      *order.Facts
	state      qoo10State
	live, gone qoo10Sums // of the rows that go out, and of those that are cancelled
	charged    bool      // a row's postage is not known to be free
	unpaid     bool      // a row has no day of payment
	marked     bool
}

func bindQoo10(h *Columns, _ Options) reader {
	f := h.find
	return &qoo10Reader{
		cart: f("カート番号"), line: f("注文番号"), status: f("配送状態"), ordered: f("注文日"), payday: f("入金日"), wish: f("お届け希望日"),
		planned: f("発送予定日"), method: f("配送方法"),
		item: f("商品番号"), code: f("販売者商品コード"), name: f("商品名"), qty: f("数量"), option: f("オプション情報"), optionCode: f("オプションコード"),
		bonus: f("おまけ"),
		to:    f("受取人名"), toKana: f("受取人名(フリガナ)"), toPhone: f("受取人電話番号"), toMobile: f("受取人携帯電話番号"), address: f("住所"), zip: f("郵便番号"),
		postage: f("送料の決済"), currency: f("通貨"), paid: f("購入者決済金額"), price: f("販売価格"), discount: f("割引額"), sum: f("注文金額の合計"),
		buyer: f("購入者名"), buyerKana: f("購入者名(フリガナ)"), buyerPhone: f("購入者電話番号"), buyerMobile: f("購入者携帯電話番号"),
		comment: f("配送要請事項"), giver: f("プレゼント贈り主"), gift: f("ギフト注文"),
	}
}

func (r *qoo10Reader) number(c *cells) (no, shop string) { return c.bare(r.cart), "" }

func (r *qoo10Reader) begin() {
	r.facts, r.state = nil, qoo10State{}
	r.live, r.gone, r.charged, r.unpaid, r.marked = qoo10Sums{}, qoo10Sums{}, false, false, false
}

func (r *qoo10Reader) row(c *cells) {
	if r.facts == nil {
		head := r.address.there()
		r.facts = &order.Facts{Head: head, NoComment: head && !r.comment.there(), MallSettles: order.Known(true)}
		r.head(c)
	}
	f := r.facts
	l := order.Line{
		ID: strings.TrimPrefix(halfWidth(c.text(r.line)), "'"), Name: c.known(r.name), Options: r.optionsOf(c), Qty: c.count(r.qty), UnitPrice: c.yen(r.price),
		Dest: r.destination(c),
	}
	r.codes(c, &l)
	if r.line.there() && l.ID == "" {
		c.fault(r.line, "", "注文番号が空です。")
	} else if damagedByExcel(l.ID) {
		c.fault(r.line, l.ID, "注文番号が壊れています（Excelで開いて保存し直すとこうなります）。")
	}
	var m meaning
	if r.status.there() {
		m, _ = qoo10States.of(c.text(r.status))
		switch {
		case m.cancelled:
			l.Qty = order.Known(0)
		case m.shipped:
			l.Shipped = l.Qty
		case l.Qty != nil:
			l.Shipped = order.Known(0)
		}
	}
	before := len(f.Lines)
	if f.Lines = appendLine(f.Lines, l); len(f.Lines) == before {
		return
	}
	r.unpaid = r.unpaid || c.text(r.payday) == ""
	if r.status.there() {
		r.state.see(c.text(r.status), c.text(r.payday) != "")
		if m.cancelled {
			r.state.warn(itemCancelled("Qoo10", order.Value(l.Name), "QSM"))
		}
	}
	r.words(c)
	r.add(c, m.cancelled)
}

// head reads what every row of the cart repeats.
func (r *qoo10Reader) head(c *cells) {
	f := r.facts
	f.OrderedAt, f.Method = c.moment(r.ordered), c.known(r.method)
	f.Orderer = order.Person{Name: c.known(r.buyer), Kana: c.known(r.buyerKana), Phone: c.dialled(r.buyerPhone, r.buyerMobile)}
	if s := halfWidth(c.text(r.currency)); s != "" && s != "JPY" && s != "円" && s != "¥" {
		c.fault(r.currency, s, "円以外の通貨の受注は読めません。")
	}
}

// codes gives the seller's code of the item, else Qoo10's; the variant's code, or the item's where it has no variants.
func (r *qoo10Reader) codes(c *cells, l *order.Line) {
	code := c.text(r.code)
	if code == "" {
		code = c.text(r.item)
	}
	if code != "" || all(r.code, r.item) {
		l.Code = c.keep(code)
	}
	sku := c.text(r.optionCode)
	switch {
	case sku != "":
		l.SKU = c.keep(sku)
	case all(r.code, r.option, r.optionCode) && c.text(r.option) == "" && c.text(r.code) != "":
		l.SKU = l.Code
	}
}

// optionsOf gives the choices as "カラー:藍", cut at / where every part has a name, without their surcharges; the free gift
// (おまけ) is packed too.
func (r *qoo10Reader) optionsOf(c *cells) *[]string {
	if !r.option.there() {
		return nil
	}
	options := []string{}
	for _, line := range strings.Split(withLF(c.text(r.option)), "\n") {
		parts := strings.Split(line, "/")
		if slices.ContainsFunc(parts, func(p string) bool { return !strings.ContainsAny(p, ":：") }) {
			parts = []string{line}
		}
		for _, p := range parts {
			if p = withoutSurcharge(strings.TrimSpace(p)); p != "" {
				options = append(options, p)
			}
		}
	}
	if s := c.text(r.bonus); s != "" {
		options = append(options, "おまけ:"+withLF(s))
	}
	return &options
}

// destination reads where the row goes and gives the line's reference to it.
func (r *qoo10Reader) destination(c *cells) string {
	d := order.Destination{
		Name: c.known(r.to), Kana: c.known(r.toKana), Zip: c.sevenDigits(r.zip), Address: c.known(r.address), Phone: c.dialled(r.toPhone, r.toMobile),
	}
	if d == (order.Destination{}) {
		return ""
	}
	for _, have := range r.facts.Destinations {
		if have.Key() == d.Key() {
			return d.Key()
		}
	}
	r.facts.Destinations = append(r.facts.Destinations, d)
	return d.Key()
}

// words collects what the rows of a cart may say differently: wish, last day, comment, gift.
func (r *qoo10Reader) words(c *cells) {
	f := r.facts
	if d, words := c.dayOrWords(r.wish); words != "" {
		r.state.warn(order.Alert{Kind: "wish_words", Text: "お届け希望日「" + short(words, 40) + "」を日付として読めません。QSMで確認してください。"})
	} else if d != nil && (f.WishDate == nil || *f.WishDate == "") {
		f.WishDate = d
	} else if d != nil && *d != "" && *d != *f.WishDate {
		r.state.warn(order.Alert{Kind: "wish_differs", Text: "同じカートの商品でお届け希望日が違います（" + f.WishDate.Long() + " と " + d.Long() + "）。"})
	}
	if d, _ := c.dayOrWords(r.planned); d != nil && (order.Value(f.Promise) == "" || *d != "" && *d < *f.Promise) {
		f.Promise = d
	}
	if r.comment.there() {
		f.CommentRaw = order.Known(add(order.Value(f.CommentRaw), c.whole(r.comment), "\n"))
		f.Comment = order.Known(add(order.Value(f.Comment), withLF(c.whole(r.comment)), "\n"))
	}
	if s := c.text(r.giver); s != "" {
		r.marked = true
		f.Memo = order.Known(add(order.Value(f.Memo), "プレゼント贈り主："+s, "\n"))
	}
	switch strings.ToUpper(halfWidth(c.text(r.gift))) {
	case "", "N", "NO", "0", "-", "FALSE", "なし", "無し", "いいえ":
	default:
		r.marked = true
	}
}

func (r *qoo10Reader) end(no string) *order.Facts {
	f := r.facts
	if f == nil {
		return nil
	}
	f.Shown = &no
	if r.status.there() && r.state.deciding != nil {
		r.state.tell(f)
		f.Paid = r.state.paid
	} else if len(r.state.alerts) > 0 {
		alerts := slices.Clone(r.state.alerts)
		f.Alerts = &alerts
	}
	if r.payday.there() && !r.unpaid {
		f.Paid = paidYes
	}
	r.amounts()
	if !r.address.there() && len(f.Destinations) > 1 {
		f.Destinations = nil // names alone cannot be told from the places of the full layout
	}
	if len(f.Destinations) <= 1 {
		for i := range f.Lines {
			f.Lines[i].Dest = "" // the only one, also where a later file words its address anew
		}
	}
	switch {
	case r.marked:
		f.GiftMark = order.Known(true)
	case all(r.giver, r.gift):
		f.GiftMark = order.Known(false)
	}
	return f
}
