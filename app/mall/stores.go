package mall

import (
	"regexp"
	"strings"

	"miseban/app/order"
	"miseban/app/yen"
)

// stores is オーダーCSV of STORES: one row per item, the order's own columns repeated on each. Columns have been inserted and
// renamed since 2021 ((購入者) became (請求先), 支払方法 is 支払い方法 in some); they are found by name.
var stores = Format{
	ID: "stores", Name: "STORESのオーダーCSV", Mall: order.Stores,
	Unsure: []string{
		"ステータスのうち「未発送」「入金待ち」のほか（発送済み・キャンセルなど）の文字は未検証です。知らない文字は確認待ちになります。",
		"支払方法の文字（クレジットカード決済・コンビニ決済・後払い決済など）は未検証です。初めての文字は確認待ちになります。",
		"合計・配送料・手数料・クーポン割引額は注文全体の金額で、各行に同じ値が入るものとして一度だけ使います（未検証）。",
		"ディスカウント割引額・まとめて割・セット割が合計の式にどう入るかは未検証です（使っていません）。",
		"販売タイプの文字は未検証です。「予約」を含むものを予約販売とし、発送開始時期を発売日とします。",
		"オプション手数料は、ギフトのオプションの料金とします（未検証）。",
		"新しい形（法人名の列や空の列があるもの）は、列の名前だけが分かっています。",
	},
	keys: []string{"オーダー番号"},
	marks: []string{
		"オーダー日", "アイテム名", "決済完了日", "発送開始時期", "発送終了時期", "発送完了日", "販売タイプ", "販売サイクル", "品番", "小計", "配送料",
		"氏(配送先)", "名(配送先)", "郵便番号(配送先)", "都道府県(配送先)", "住所(配送先)", "電話番号(配送先)", "法人名(配送先)", "クーポン割引額",
		"ディスカウント割引額", "まとめて割", "セット割", "オプション手数料", "合計(10%)", "合計(8%)", "内消費税", "決済手数料率",
		"氏(購入者)", "名(購入者)", "郵便番号(購入者)", "都道府県(購入者)", "住所(購入者)", "電話番号(購入者)",
		"氏(請求先)", "名(請求先)", "郵便番号(請求先)", "都道府県(請求先)", "住所(請求先)", "電話番号(請求先)", "法人名(請求先)", "領収書宛名", "代引き手数料",
		"支払方法", "支払い方法",
	},
	least: 3,
	known: [][]string{layout("stores")},
	bind:  bindStores, pieces: joinStores,
}

// storesStates is what ステータス means. 未発送 and 入金待ち are known from public readers of the file; [u]: words not seen in one.
var storesStates = map[string]storesState{
	"未発送":     {order.Cleared, "STORESのステータスが「未発送」です。", false, false},
	"入金待ち":    {order.NotYet, "STORESのステータスが「入金待ち」です。お客様の入金をお待ちください。", false, false},
	"発送済み":    {order.Cleared, "STORESでは発送済みです。", true, false}, // [u]
	"発送済":     {order.Cleared, "STORESでは発送済みです。", true, false}, // [u]
	"発送完了":    {order.Cleared, "STORESでは発送済みです。", true, false}, // [u]
	"キャンセル":   {"", "", false, true},                           // [u]
	"キャンセル済み": {"", "", false, true},                           // [u]
}

type storesState struct {
	clearance          order.Clearance
	why                string
	shipped, cancelled bool
}

type storesReader struct {
	no, status, pay, ordered, paidOn, sentOn, shipFrom, kind, comment, memo, receipt column

	name, variant, code, qty, subtotal, shipping, coupon, cod, option, total, of10, of8 column

	from, to storesPlace
	mail     column

	facts   *order.Facts
	lines   []order.Line
	rows    int
	goods   yen.Yen
	unknown bool
	differs bool // 合計 is not the same on every row
	rate    *int
}

type storesPlace struct{ sei, mei, zip, pref, address, phone, company column }

func bindStores(h *Columns, _ Options) reader {
	f := h.find
	place := func(names ...string) storesPlace {
		n := func(what string) column {
			var all []string
			for _, whose := range names {
				all = append(all, what+"("+whose+")")
			}
			return h.findOne(all...)
		}
		p := storesPlace{sei: n("氏"), mei: n("名"), zip: n("郵便番号"), pref: n("都道府県"), address: n("住所"), phone: n("電話番号"), company: column{-1, ""}}
		for _, whose := range names {
			if p.company = h.findQuietly("法人名(" + whose + ")"); p.company.there() {
				break
			}
		}
		return p
	}
	return &storesReader{
		no: f("オーダー番号"), status: f("ステータス"), pay: h.findOne("支払方法", "支払い方法"), ordered: f("オーダー日"), paidOn: f("決済完了日"), sentOn: f("発送完了日"),
		shipFrom: f("発送開始時期"), kind: f("販売タイプ"), comment: f("備考"), memo: f("メモ"), receipt: f("領収書宛名"),
		name: f("アイテム名"), variant: f("種類"), code: f("品番"), qty: f("個数"), subtotal: f("小計"), shipping: f("配送料"), coupon: f("クーポン割引額"),
		cod: f("代引き手数料"), option: f("オプション手数料"), total: f("合計"), of10: f("合計(10%)"), of8: f("合計(8%)"),
		from: place("購入者", "請求先"), to: place("配送先"), mail: h.findOne("メールアドレス", "メールアドレス(購入者)", "メールアドレス(請求先)"),
	}
}

// storesNumber: ten digits; a spreadsheet that took the zeros in front has left fewer.
var storesNumber = regexp.MustCompile(`^\d{10,14}$`)

func (r *storesReader) number(c *cells) (no, shop string) {
	s := halfWidth(c.text(r.no))
	if !storesNumber.MatchString(s) {
		c.badNumber(r.no, s)
		return "", ""
	}
	return s, ""
}

func (r *storesReader) begin() {
	r.facts, r.lines, r.rows, r.goods, r.unknown, r.differs, r.rate = nil, nil, 0, 0, false, false, nil
}

func (r *storesReader) row(c *cells) {
	total := c.yen(r.total)
	if r.facts == nil {
		r.facts = &order.Facts{Head: true, NoComment: !r.comment.there()}
		r.head(c)
		r.facts.Total = total
	}
	r.differs = r.differs || total != nil && r.facts.Total != nil && *total != *r.facts.Total
	r.rows++
	r.line(c)
}

func (r *storesReader) head(c *cells) {
	f := r.facts
	f.OrderedAt, f.PaymentText = c.moment(r.ordered), c.known(r.pay)
	f.Shipping, f.CODFee, f.WrappingFee = c.yen(r.shipping), c.yen(r.cod), c.yen(r.option)
	if y := c.yen(r.coupon); y != nil {
		f.Coupon = order.Known(positive(*y))
	}
	if order.Value(f.WrappingFee) > 0 {
		f.GiftMark = order.Known(true)
	}
	from, to := r.from, r.to
	f.Orderer = order.Person{Name: from.nameOf(c), Zip: c.digits(from.zip), Address: from.addressOf(c), Phone: c.digits(from.phone), Email: c.known(r.mail)}
	d := order.Destination{Name: to.nameOf(c), Zip: c.digits(to.zip), Address: to.addressOf(c), Phone: c.digits(to.phone)}
	if d != (order.Destination{}) {
		f.Destinations = []order.Destination{d}
	}
	if r.comment.there() {
		raw := c.whole(r.comment)
		f.CommentRaw, f.Comment = c.keep(raw), c.keep(withLF(raw))
	}
	if r.memo.there() {
		f.Memo = c.keep(withLF(c.text(r.memo)))
	}
	if s := c.text(r.receipt); s != "" {
		f.Memo = c.more(f.Memo, "領収書の宛名："+s, "\n")
	}
	if r.kind.there() {
		f.Preorder = order.Known(strings.Contains(c.text(r.kind), "予約"))
		if d, ok := day(c.text(r.shipFrom)); ok && *f.Preorder {
			f.Release = &d
		}
	}
	r.taxes(c)
	r.clear(c)
}

func (p storesPlace) nameOf(c *cells) *string { return c.joined(" ", p.sei, p.mei) }

// addressOf puts the address together, prefecture first; the company stands behind a space.
func (p storesPlace) addressOf(c *cells) *string {
	if !all(p.pref, p.address) {
		return nil
	}
	pref := c.text(p.pref)
	return c.keep(joinedText(" ", pref+strings.TrimPrefix(c.text(p.address), pref), c.text(p.company)))
}

// taxes finds the rate of the goods where the whole order has only one: 合計(8%) or 合計(10%) is the whole 合計.
func (r *storesReader) taxes(c *cells) {
	total := c.yen(r.total)
	if total == nil || *total <= 0 {
		return
	}
	for rate, col := range map[int]column{8: r.of8, 10: r.of10} {
		if y := c.yen(col); y != nil && *y == *total {
			r.rate = order.Known(rate)
		}
	}
}

func (r *storesReader) clear(c *cells) {
	f := r.facts
	paidOn, sentOn := c.text(r.paidOn), c.text(r.sentOn)
	if paidOn != "" {
		f.Paid = order.Known(true)
	}
	if sentOn != "" {
		f.ShippedMall = order.Known(true)
	}
	if !r.status.there() {
		return
	}
	f.StatusRaw = c.known(r.status)
	s, ok := storesStates[halfWidth(*f.StatusRaw)]
	if !ok {
		s = storesState{clearance: order.ClearanceUnknown, why: "STORESのステータス「" + short(*f.StatusRaw, 20) + "」の意味が分かりません。STORESのオーダー管理で確認してください。"}
		if *f.StatusRaw == "" {
			s.why = "STORESのステータスが空です。STORESのオーダー管理で確認してください。"
		}
	}
	f.Cancelled, f.ShippedMall = order.Known(s.cancelled), order.Known(s.shipped || sentOn != "" && !s.cancelled)
	if s.cancelled {
		return
	}
	f.Clearance, f.ClearanceWhy = &s.clearance, &s.why
	switch {
	case f.Paid != nil:
	case s.clearance == order.NotYet:
		f.Paid = order.Known(false)
	case s.clearance == order.Cleared && !r.paidOn.there() && r.pay.there() && !codByDefault(order.Value(f.PaymentText)):
		f.Paid = order.Known(true) // an order without its money is 入金待ち
	}
}

func (r *storesReader) line(c *cells) {
	l := order.Line{Code: c.known(r.code), SKU: c.known(r.code), Name: c.known(r.name), Qty: c.count(r.qty), TaxRate: r.rate}
	if r.variant.there() {
		options := []string{}
		if v := withoutSurcharge(c.text(r.variant)); v != "" {
			options = append(options, v)
		}
		l.Options = &options
	}
	if l.Code == nil && l.Name == nil && l.Qty == nil {
		return // a template without any column of goods
	}
	switch sum := c.yen(r.subtotal); {
	case sum == nil:
		r.unknown = true
	default:
		r.goods += *sum
		if l.Qty != nil && *l.Qty > 0 && *sum%yen.Yen(*l.Qty) == 0 {
			l.UnitPrice = order.Known(*sum / yen.Yen(*l.Qty))
		}
	}
	r.lines = append(r.lines, l)
}

const storesTotalsDiffer = "STORESの「合計」が行によって違います。請求金額がわからないため、STORESのオーダー管理で確認してください。"

func (r *storesReader) end(no string) *order.Facts {
	f := r.facts
	if f == nil {
		return nil
	}
	f.Shown, f.Lines = &no, mergedLines(r.lines)
	if !r.unknown && len(r.lines) > 0 {
		f.Goods = order.Known(r.goods)
	}
	if r.total.there() && r.rows > 0 {
		alerts := []order.Alert{} // known to be none, unlike nil
		f.Alerts = &alerts
	}
	if r.differs {
		f.Total, f.Alerts = nil, withAlert(f.Alerts, order.Alert{Kind: "totals_differ", Text: storesTotalsDiffer})
	}
	if f.Total != nil {
		f.Uncertain = order.Known(r.rows > 1 && !storesAddsUp(f))
	}
	return f
}

// storesAddsUp tells whether 合計 is the whole order's: the goods of all rows with what is added and taken.
func storesAddsUp(f *order.Facts) bool {
	if f.Total == nil || f.Goods == nil || f.Shipping == nil {
		return false
	}
	return *f.Total == *f.Goods+*f.Shipping+order.Value(f.CODFee)+order.Value(f.WrappingFee)-order.Value(f.Coupon)
}

// joinStores completes two pieces of one order: the goods add up, what is the order's own is on every row.
func joinStores(out, a, b *order.Facts) {
	if again(a, b) {
		*out = *a
		return
	}
	out.Lines, out.Goods = mergedLines(out.Lines), sum(a.Goods, b.Goods)
	switch {
	case a.Total == nil || b.Total == nil:
		out.Total, out.Uncertain = nil, nil
	case *a.Total != *b.Total:
		out.Total, out.Uncertain = nil, nil
		out.Alerts = withAlert(out.Alerts, order.Alert{Kind: "totals_differ", Text: storesTotalsDiffer})
	default:
		out.Uncertain = order.Known(!storesAddsUp(out))
	}
}
