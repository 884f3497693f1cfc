package mall

import "miseban/app/order"

// minne is the order file of minne: one row per 作品 of an order, the order's own columns repeated.
var minne = Format{
	ID: "minne", Name: "minneの注文CSV", Mall: order.Minne,
	Unsure: []string{
		"注文状況の文字のうち確かなのは「発送準備中」「発送完了」だけです。入金待ち・キャンセルなどの文字は未検証です。ほかの文字は「確認待ち」になります。",
		"支払方法の文字は未検証です。",
		"注文日・入金確認日の形は YYYY/MM/DD と考えています（未検証）。",
		"備考が商品ごとか注文ごとかは未検証です。違うものがあれば、すべて並べます。",
		"「注文の販売価格」「注文の送料」「注文の合計」は、注文の行すべてに同じ金額があると考えています（未検証）。違うときは合計を参考値とします。",
	},
	keys: []string{"注文ID"},
	marks: []string{
		"注文状況", "入金確認日", "作品名", "配送エリア", "発送までの目安", "注文の販売価格", "注文の送料", "注文の合計", "注文者のユーザーID", "注文者のニックネーム",
		"注文者の氏名", "注文者の電話番号", "配送先の郵便番号", "配送先の住所1", "配送先の住所2", "配送先の氏名", "配送先の電話番号", "作品管理番号",
	},
	least: 3,
	known: [][]string{layout("minne")},
	bind:  bindMinne, pieces: mergedPieces,
}

// minneStates are the states of an order (注文状況). 発送準備中 and 発送完了 are in files that public programs read; the others are
// 未検証: what they say is in the word itself, and none of them lets an order ship.
var minneStates = meanings{
	mall: "minne", column: "注文状況", look: "minneの注文の画面で確認してください。",
	texts: map[string]meaning{
		"発送準備中":   {clearance: order.Cleared, paid: paidYes},
		"発送完了":    {clearance: order.Cleared, shipped: true, paid: paidYes},
		"取引完了":    {clearance: order.Cleared, shipped: true, paid: paidYes},
		"受取完了":    {clearance: order.Cleared, shipped: true, paid: paidYes},
		"入金待ち":    {clearance: order.NotYet, paid: paidNo, todo: "お客様の入金をお待ちください。"},
		"入金確認待ち":  {clearance: order.NotYet, paid: paidNo, todo: "お客様の入金をお待ちください。"},
		"支払い待ち":   {clearance: order.NotYet, paid: paidNo, todo: "お客様の支払いをお待ちください。"},
		"お支払い待ち":  {clearance: order.NotYet, paid: paidNo, todo: "お客様の支払いをお待ちください。"},
		"キャンセル":   {cancelled: true},
		"キャンセル済み": {cancelled: true},
		"キャンセル完了": {cancelled: true},
	},
}

type minneReader struct {
	no, ordered, status, payment, payday, name, method, price, qty, comment, goods, postage, total column

	nick, buyer, buyerPhone, zip, addr1, addr2, to, toPhone, code column

	facts                     *order.Facts
	goodsYen, postYen, allYen repeated
}

func bindMinne(h *Columns, _ Options) reader {
	f := h.find
	return &minneReader{
		no: f("注文ID"), ordered: f("注文日"), status: f("注文状況"), payment: f("支払方法"), payday: f("入金確認日"), name: f("作品名"), method: f("配送方法"),
		price: f("販売価格"), qty: f("数量"), comment: f("備考"), goods: f("注文の販売価格"), postage: f("注文の送料"), total: f("注文の合計"),
		nick: f("注文者のニックネーム"), buyer: f("注文者の氏名"), buyerPhone: f("注文者の電話番号"), zip: f("配送先の郵便番号"), addr1: f("配送先の住所1"),
		addr2: f("配送先の住所2"), to: f("配送先の氏名"), toPhone: f("配送先の電話番号"), code: f("作品管理番号"),
	}
}

func (r *minneReader) number(c *cells) (no, shop string) { return c.bare(r.no), "" }

func (r *minneReader) begin() {
	r.facts, r.goodsYen, r.postYen, r.allYen = nil, repeated{}, repeated{}, repeated{}
}

func (r *minneReader) row(c *cells) {
	if r.facts == nil {
		r.facts = &order.Facts{Head: true, NoComment: !r.comment.there()}
		r.head(c)
	}
	f := r.facts
	f.Lines = mergeLine(f.Lines, order.Line{Code: c.known(r.code), SKU: c.known(r.code), Name: c.known(r.name), Qty: c.count(r.qty), UnitPrice: c.yen(r.price)})
	r.goodsYen.see(c.yen(r.goods))
	r.postYen.see(c.yen(r.postage))
	r.allYen.see(c.yen(r.total))
	if r.comment.there() {
		f.CommentRaw = order.Known(add(order.Value(f.CommentRaw), c.whole(r.comment), "\n"))
		f.Comment = order.Known(add(order.Value(f.Comment), withLF(c.whole(r.comment)), "\n"))
	}
}

// head reads what every row of the order repeats.
func (r *minneReader) head(c *cells) {
	f := r.facts
	f.OrderedAt, f.PaymentText, f.Method = c.moment(r.ordered), c.known(r.payment), c.known(r.method)
	f.Orderer = order.Person{Name: c.known(r.buyer), Phone: c.dialled(r.buyerPhone)}
	d := order.Destination{
		Name: c.known(r.to), Zip: c.sevenDigits(r.zip), Address: c.joined(" ", r.addr1, r.addr2), Phone: c.dialled(r.toPhone),
	}
	if d != (order.Destination{}) {
		f.Destinations = []order.Destination{d}
	}
	if s := c.text(r.nick); s != "" {
		f.Memo = c.keep("ニックネーム：" + s)
	}
	minneStates.tell(f, c.known(r.status), c.text(r.payday) != "")
}

func (r *minneReader) end(no string) *order.Facts {
	f := r.facts
	if f == nil {
		return nil
	}
	f.Shown = &no
	f.Goods, f.Shipping, f.Total = r.goodsYen.yen, r.postYen.yen, r.allYen.yen
	if f.Total != nil {
		f.Uncertain = order.Known(r.allYen.differs)
	}
	return f
}
