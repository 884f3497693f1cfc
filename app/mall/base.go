package mall

import (
	"regexp"
	"strings"

	"miseban/app/order"
	"miseban/app/yen"
)

// base is 注文CSV of BASE: one row per item, followed by one row per option that the customer chose for it (wrapping, message
// card, 名入れ). The order's own columns repeat on each. The 商品コードApp appends the owner's codes.
var base = Format{
	ID: "base", Name: "BASEの注文CSV", Mall: order.Base,
	Unsure: []string{
		"発送状況のうち「未発送」「発送済み」「キャンセル」のほか（入金待ち・未対応・対応開始前・配送中・対応済みなど）の文字は未検証です。知らない文字は確認待ちになります。",
		"「未発送」は入金または与信が済んだ注文として扱います（未検証）。",
		"支払い方法の「後払い決済」「PayPal」「Amazon Pay」の文字は未検証です。",
		"代引き手数料は注文全体の金額として一度だけ足します（未検証）。",
		"合計は、商品とオプションの行の合計金額・送料・調整金額・代引き手数料の合計です。調整金額が空のときは0として足します。",
		"配送日・配送時間帯・税率の書き方は未検証です。配送日が読めないときは確認待ちになります。",
		"ラッピング・のし・メッセージの指定は、商品オプションの名前から読みます（名前はお店によって変わります）。",
		"商品コードAppの列（商品コード・種類コード）がない、または空のときは、商品ID・種類IDを商品のコードとして使います。",
	},
	keys: []string{"注文ID"},
	marks: []string{
		"氏(請求先)", "名(請求先)", "郵便番号(請求先)", "都道府県(請求先)", "住所(請求先)", "住所2(請求先)", "電話番号(請求先)", "メールアドレス(請求先)",
		"氏(配送先)", "名(配送先)", "郵便番号(配送先)", "都道府県(配送先)", "住所(配送先)", "住所2(配送先)", "電話番号(配送先)",
		"代引き手数料", "発送状況", "商品ID", "種類ID", "購入元", "調整金額", "注文メモ", "配送時間帯", "バリエーション", "支払い方法", "種類コード", "JAN / GTIN",
	},
	least: 3, unless: &baseParcels,
	known: [][]string{layout("base"), layout("base_itemcode")},
	bind:  bindBase, pieces: joinBase,
}

// baseParcels is another file of BASE, for registering parcels in bulk (発送). It has neither money nor payment nor state,
// and names only the first row of each order ("--- 同上 ---"), so it is not taken for the orders.
var baseParcels = Format{
	ID: "base_parcels", Name: "BASEの発送用CSV", Mall: order.Base,
	keys:  []string{"注文ID"},
	marks: []string{"配送業者ID", "メッセージテンプレートID"},
	least: 2,
}

// baseStates is what 発送状況 means. Sources: 未発送, 発送済み and キャンセル stand in the files that public tools read; [u]: the
// words of BASE's own pages and API, not seen in a file.
var baseStates = map[string]baseState{
	"未発送":     {order.Cleared, "BASEの発送状況が「未発送」です。", false, false},
	"未対応":     {order.Cleared, "BASEの発送状況が「未対応」です。", false, false},                              // [u]
	"入金待ち":    {order.NotYet, "BASEの発送状況が「入金待ち」です。お客様の入金をお待ちください。", false, false},               // [u]
	"対応開始前":   {order.NotYet, "BASEの発送状況が「対応開始前」です。BASEで対応を始められるようになるまでお待ちください。", false, false}, // [u]
	"発送済み":    {order.Cleared, "BASEでは発送済みです。", true, false},
	"発送済":     {order.Cleared, "BASEでは発送済みです。", true, false}, // [u]
	"発送完了":    {order.Cleared, "BASEでは発送済みです。", true, false}, // [u]
	"配送中":     {order.Cleared, "BASEでは配送中です。", true, false},  // [u]
	"対応済み":    {order.Cleared, "BASEでは対応済みです。", true, false}, // [u]
	"対応済":     {order.Cleared, "BASEでは対応済みです。", true, false}, // [u]
	"キャンセル":   {"", "", false, true},
	"キャンセル済み": {"", "", false, true}, // [u]
}

type baseState struct {
	clearance          order.Clearance
	why                string
	shipped, cancelled bool
}

type baseReader struct {
	no, ordered, state, pay, comment, memo, wishDate, wishTime column

	name, variant, price, rate, qty, sum, shipping, cod, adjust, item, kind, itemCode, kindCode column

	from, to basePlace

	facts   *order.Facts
	lines   []baseLine
	goods   yen.Yen
	unknown bool // a row's sum is not told
	odd     bool // a sum that is not price × pieces, or an order's amount that differs from row to row
	amounts [3]*yen.Yen
}

// basePlace are the columns of 請求先 or 配送先.
type basePlace struct{ sei, mei, zip, pref, address, building, phone, mail column }

type baseLine struct {
	order.Line
	item, kind string
}

func bindBase(h *Columns, _ Options) reader {
	f := h.find
	place := func(whose string) basePlace {
		n := func(name string) column { return f(name + "(" + whose + ")") }
		return basePlace{sei: n("氏"), mei: n("名"), zip: n("郵便番号"), pref: n("都道府県"), address: n("住所"), building: n("住所2"), phone: n("電話番号")}
	}
	r := &baseReader{
		no: f("注文ID"), ordered: f("注文日時"), state: f("発送状況"), pay: h.findOne("支払い方法", "支払方法"), comment: f("備考"), memo: f("注文メモ"),
		wishDate: f("配送日"), wishTime: f("配送時間帯"), name: f("商品名"), variant: f("バリエーション"), price: f("価格"), rate: f("税率"), qty: f("数量"),
		sum: f("合計金額"), shipping: f("送料"), cod: f("代引き手数料"), adjust: f("調整金額"), item: f("商品ID"), kind: f("種類ID"),
		itemCode: h.findQuietly("商品コード"), kindCode: h.findQuietly("種類コード"),
		from: place("請求先"), to: place("配送先"),
	}
	r.from.mail = f("メールアドレス(請求先)")
	return r
}

var baseNumber = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z-]{3,39}$`)

func (r *baseReader) number(c *cells) (no, shop string) {
	s := halfWidth(c.text(r.no))
	if !baseNumber.MatchString(s) {
		c.badNumber(r.no, s)
		return "", ""
	}
	return s, ""
}

func (r *baseReader) begin() {
	r.facts, r.goods, r.unknown, r.odd, r.amounts = nil, 0, false, false, [3]*yen.Yen{}
	r.lines = r.lines[:0]
}

func (r *baseReader) row(c *cells) {
	if r.facts == nil {
		r.facts = &order.Facts{Head: true, NoComment: !r.comment.there()}
		r.head(c)
	}
	r.money(c)
	if group, ok := baseOption(c.text(r.name)); ok && c.text(r.item) == "" {
		r.option(c, group)
		return
	}
	r.line(c)
}

func (r *baseReader) head(c *cells) {
	f := r.facts
	f.OrderedAt, f.PaymentText, f.Memo = c.moment(r.ordered), c.known(r.pay), c.known(r.memo)
	f.Orderer = order.Person{Name: c.joined(" ", r.from.sei, r.from.mei), Zip: c.digits(r.from.zip), Address: r.from.addressOf(c),
		Phone: c.digits(r.from.phone), Email: c.known(r.from.mail)}
	if d := r.destination(c); d != (order.Destination{}) {
		f.Destinations = []order.Destination{d}
	}
	if r.comment.there() {
		raw := c.whole(r.comment)
		f.CommentRaw, f.Comment = c.keep(raw), c.keep(withLF(raw))
	}
	if r.wishDate.there() {
		s := c.text(r.wishDate)
		alerts := []order.Alert{} // known to be none, unlike nil
		if d, ok := wishedDay(s); ok {
			f.WishDate = &d
		} else {
			alerts = append(alerts, wishAlert(s))
		}
		f.Alerts = &alerts
	}
	if f.WishTime = c.known(r.wishTime); f.WishTime != nil {
		f.WishSlot = c.keep(slotOfText(strings.ReplaceAll(*f.WishTime, " ", "")))
		if noneChosen(*f.WishTime) {
			f.WishTime, f.WishSlot = c.keep(""), c.keep("")
		}
	}
	r.clear(c)
}

// destination gives 配送先; what is blank there is 請求先's, as long as the name is blank too.
func (r *baseReader) destination(c *cells) order.Destination {
	d := order.Destination{Name: c.joined(" ", r.to.sei, r.to.mei), Zip: c.digits(r.to.zip), Address: r.to.addressOf(c), Phone: c.digits(r.to.phone)}
	if d.Name == nil || *d.Name != "" {
		return d
	}
	from := r.facts.Orderer
	d.Name = from.Name
	if order.Value(d.Address) == "" {
		d.Zip, d.Address = from.Zip, from.Address
	}
	if order.Value(d.Phone) == "" {
		d.Phone = from.Phone
	}
	return d
}

// addressOf puts the address together, prefecture first; the building stands behind a space.
func (p basePlace) addressOf(c *cells) *string {
	if !all(p.pref, p.address) {
		return nil
	}
	pref := c.text(p.pref)
	return c.keep(joinedText(" ", pref+strings.TrimPrefix(c.text(p.address), pref), c.text(p.building)))
}

func (r *baseReader) clear(c *cells) {
	if !r.state.there() {
		return
	}
	f := r.facts
	f.StatusRaw = c.known(r.state)
	s, ok := baseStates[halfWidth(*f.StatusRaw)]
	if !ok {
		s = baseState{clearance: order.ClearanceUnknown, why: "BASEの発送状況「" + short(*f.StatusRaw, 20) + "」の意味が分かりません。BASEの注文管理で確認してください。"}
		if *f.StatusRaw == "" {
			s.why = "BASEの発送状況が空です。BASEの注文管理で確認してください。"
		}
	}
	f.Cancelled, f.ShippedMall = order.Known(s.cancelled), order.Known(s.shipped)
	if s.cancelled {
		return
	}
	f.Clearance, f.ClearanceWhy = &s.clearance, &s.why
	switch {
	case s.clearance == order.NotYet && strings.Contains(*f.StatusRaw, "入金待ち"):
		f.Paid = order.Known(false)
	case s.clearance == order.Cleared && r.pay.there() && !codByDefault(order.Value(f.PaymentText)):
		f.Paid = order.Known(true)
	}
}

func (r *baseReader) end(no string) *order.Facts {
	f := r.facts
	if f == nil {
		return nil
	}
	f.Shown = &no
	var lines []order.Line
	for _, l := range r.lines {
		l.ID = l.lineID()
		lines = append(lines, l.Line)
	}
	f.Lines = numbered(mergedLines(lines))
	r.total()
	return f
}
