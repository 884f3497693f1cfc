package mall

import (
	"fmt"

	"miseban/app/order"
	"miseban/app/yen"
)

// creema is the order file of Creema in its newest layout of 40 columns and the two older ones: one row per 作品 of an order. It
// names the buyer by a handle only; name, address and telephone are the recipient's.
var creema = Format{
	ID: "creema", Name: "Creemaの注文CSV", Mall: order.Creema,
	Unsure: []string{
		"ステータスの文字のうち確かなのは「発送準備」「発送完了」だけです。支払い待ち・キャンセルなどの文字は未検証です。ほかの文字は「確認待ち」になります。",
		"「作品合計」「送料・ラッピング」「ご注文金額」は、注文の行すべてに同じ金額があると考えています（未検証）。違うときは合計を参考値とします。",
		"「オプション」の値の形は未検証です。",
		"「ギフトラッピング」の値は「あり」だけが確かです。",
		"注文者の氏名はファイルにありません（取引相手はニックネーム）。注文者とお届け先の違いは判定できません。",
	},
	keys: []string{"注文ID"},
	marks: []string{
		"購入日", "支払い日", "作品タイトル", "作品単価", "オプション1", "オプション1価格", "オプション2", "作品価格", "ギフトラッピング", "取引相手", "購入回数", "作品合計",
		"送料・ラッピング", "(-)作家クーポン", "(-)お買い物券・ポイント・キャンペーン分", creemaOldPoints, "ご注文金額", "ナビURL",
	},
	least: 3,
	known: [][]string{layout("creema"), {creemaOldPoints}},
	bind:  bindCreema, pieces: mergedPieces,
}

// creemaOldPoints is the name that (-)お買い物券・ポイント・キャンペーン分 has in the oldest layout.
const creemaOldPoints = "(-)ポイント・お買い物券利用分"

// creemaStates are the states of an order (ステータス). 発送準備 and 発送完了 are in files that public programs read; the others are
// 未検証: what they say is in the word itself, and none of them lets an order ship.
var creemaStates = meanings{
	mall: "Creema", column: "ステータス", look: "Creemaの取引ナビで確認してください。",
	texts: map[string]meaning{
		"発送準備":    {clearance: order.Cleared, paid: paidYes},
		"発送完了":    {clearance: order.Cleared, shipped: true, paid: paidYes},
		"取引完了":    {clearance: order.Cleared, shipped: true, paid: paidYes},
		"受取完了":    {clearance: order.Cleared, shipped: true, paid: paidYes},
		"入金待ち":    {clearance: order.NotYet, paid: paidNo, todo: "お客様の入金をお待ちください。"},
		"支払い待ち":   {clearance: order.NotYet, paid: paidNo, todo: "お客様の支払いをお待ちください。"},
		"お支払い待ち":  {clearance: order.NotYet, paid: paidNo, todo: "お客様の支払いをお待ちください。"},
		"キャンセル":   {cancelled: true},
		"キャンセル済み": {cancelled: true},
		"キャンセル完了": {cancelled: true},
	},
}

type creemaReader struct {
	no, ordered, status, payday, planned, title, kind, price, sumPrice, qty, wrap, comment, handle, method column

	goods, postage, coupon, points, total, to, zip, address, phone, memo column

	options [][2]column // choice, its price

	facts                                             *order.Facts
	goodsYen, postYen, couponYen, pointsYen, totalYen repeated
	marked                                            bool
}

func bindCreema(h *Columns, _ Options) reader {
	f := h.find
	r := &creemaReader{
		no: f("注文ID"), ordered: f("購入日"), status: f("ステータス"), payday: f("支払い日"), planned: f("発送予定日"), title: f("作品タイトル"), kind: f("種類"),
		price: f("作品単価"), sumPrice: f("作品価格"), qty: f("数量"), wrap: f("ギフトラッピング"), comment: f("備考"), handle: f("取引相手"), method: f("配送方法"),
		goods: f("作品合計"), postage: f("送料・ラッピング"), coupon: f("(-)作家クーポン"), total: f("ご注文金額"),
		to: f("氏名"), zip: f("郵便番号"), address: f("住所"), phone: f("TEL"), memo: f("メモ"),
	}
	if h.has(creemaOldPoints) {
		r.points = f(creemaOldPoints)
	} else {
		r.points = f("(-)お買い物券・ポイント・キャンペーン分")
	}
	for n := 1; n <= 50; n++ {
		if name := fmt.Sprint("オプション", n); h.has(name) {
			r.options = append(r.options, [2]column{f(name), f(name + "価格")})
		}
	}
	return r
}

func (r *creemaReader) number(c *cells) (no, shop string) { return c.bare(r.no), "" }

func (r *creemaReader) begin() {
	r.facts, r.marked = nil, false
	r.goodsYen, r.postYen, r.couponYen, r.pointsYen, r.totalYen = repeated{}, repeated{}, repeated{}, repeated{}, repeated{}
}

func (r *creemaReader) row(c *cells) {
	if r.facts == nil {
		r.facts = &order.Facts{Head: true, NoComment: !r.comment.there(), MallSettles: order.Known(true)}
		r.head(c)
	}
	f := r.facts
	f.Lines = mergeLine(f.Lines, order.Line{Name: c.known(r.title), Options: r.optionsOf(c), Qty: c.count(r.qty), UnitPrice: r.unitPrice(c)})
	r.goodsYen.see(c.yen(r.goods))
	r.postYen.see(c.yen(r.postage))
	r.couponYen.see(c.yen(r.coupon))
	r.pointsYen.see(c.yen(r.points))
	r.totalYen.see(c.yen(r.total))
	if r.comment.there() {
		f.CommentRaw = order.Known(add(order.Value(f.CommentRaw), c.whole(r.comment), "\n"))
		f.Comment = order.Known(add(order.Value(f.Comment), withLF(c.whole(r.comment)), "\n"))
	}
	if wrap := c.chosen(r.wrap); wrap != nil {
		r.marked = r.marked || *wrap != ""
		if len(f.Destinations) > 0 {
			d := &f.Destinations[0]
			d.Wrapping = bothTexts(d.Wrapping, wrap, "、")
		}
	}
}

// head reads what every row of the order repeats.
func (r *creemaReader) head(c *cells) {
	f := r.facts
	f.OrderedAt, f.Method = c.moment(r.ordered), c.known(r.method)
	f.Promise, _ = c.dayOrWords(r.planned)
	d := order.Destination{Name: c.known(r.to), Zip: c.sevenDigits(r.zip), Address: c.known(r.address), Phone: c.dialled(r.phone)}
	if d != (order.Destination{}) {
		f.Destinations = []order.Destination{d}
	}
	memo := withLF(c.text(r.memo))
	if s := c.text(r.handle); s != "" {
		memo = add(memo, "取引相手："+s, "\n")
	}
	if r.memo.there() || memo != "" {
		f.Memo = c.keep(memo)
	}
	creemaStates.tell(f, c.known(r.status), c.text(r.payday) != "")
}

// optionsOf gives the variant (種類) and the choices, without their prices.
func (r *creemaReader) optionsOf(c *cells) *[]string {
	if !r.kind.there() && len(r.options) == 0 {
		return nil
	}
	options := []string{}
	if s := c.text(r.kind); s != "" {
		options = append(options, withoutSurcharge(s))
	}
	for _, o := range r.options {
		if s := withoutSurcharge(c.text(o[0])); s != "" {
			options = append(options, s)
		}
	}
	return &options
}

// unitPrice is 作品単価 with the prices of the choices; 作品価格 where the file lacks one of them.
func (r *creemaReader) unitPrice(c *cells) *yen.Yen {
	price := c.yen(r.price)
	for _, o := range r.options {
		if !o[1].there() {
			price = nil
			break
		}
		if y := c.yen(o[1]); price != nil && y != nil {
			price = order.Known(*price + *y)
		}
	}
	if price == nil || len(r.options) == 0 {
		if y := c.yen(r.sumPrice); y != nil {
			return y
		}
	}
	return price
}

// end: what the customer pays is ご注文金額 = 作品合計 + 送料・ラッピング − 作家クーポン − お買い物券・ポイント.
func (r *creemaReader) end(no string) *order.Facts {
	f := r.facts
	if f == nil {
		return nil
	}
	f.Shown = &no
	f.Goods, f.Total = r.goodsYen.yen, r.totalYen.yen
	f.Coupon, f.Points = negated(r.couponYen.yen), negated(r.pointsYen.yen)
	if f.Total != nil {
		f.Uncertain = order.Known(r.totalYen.differs)
	}
	switch post := r.postYen.yen; {
	case post == nil:
	case r.marked || !r.wrap.there(): // one amount for both
		f.Other = &[]order.NamedYen{{Name: "送料・ラッピング", Yen: *post}}
	default:
		f.Shipping = post
	}
	if r.wrap.there() {
		f.GiftMark = order.Known(r.marked)
	}
	return f
}

// negated gives an amount that is taken off as a positive one.
func negated(y *yen.Yen) *yen.Yen {
	if y == nil {
		return nil
	}
	return order.Known(positive(*y))
}
