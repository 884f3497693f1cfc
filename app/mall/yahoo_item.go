package mall

import (
	"regexp"
	"strings"

	"miseban/app/order"
	"miseban/app/yen"
)

// yahooItem is the item file of ストアクリエイターPro: one row per line of an order, and nothing of the order itself.
var yahooItem = Format{
	ID: "yahoo_item", Name: "Yahoo!ショッピングの注文商品データ", Mall: order.Yahoo,
	Unsure: []string{"ItemOptionName・ItemOptionValue の区切りは「;」として読みます（「:」とする資料もあり、未検証です）。"},
	keys:   []string{"Id", "OrderId"},
	marks: []string{
		"LineId", "ItemId", "SubCode", "LineSubTotal", "ItemOptionName", "ItemOptionValue", "SubCodeOption", "UnitPrice", "UnitGetPoint",
		"LineGetPoint", "InscriptionName", "CouponDiscount", "OriginalPrice", "ReleaseDate", "PointFspCode", "LeadTimeText", "Quantity", "Title",
	},
	least: 3, unless: &yahooOrder, sums: true,
	known: [][]string{layout("yahoo_item"), layout("yahoo_custom_item")},
	bind:  bindYahooItem,
}

// yahooID reads the order number: Id is the store account, a hyphen and the number; OrderId the same or the bare number.
type yahooID struct{ id, orderID column }

func bindYahooID(h *Columns) yahooID { return yahooID{h.find("Id"), h.find("OrderId")} }

var yahooNumber = regexp.MustCompile(`^(?:(.+)-)?(\d+)$`)

func (r yahooID) number(c *cells) (no, shop string) {
	col, s := r.id, halfWidth(c.text(r.id))
	m := yahooNumber.FindStringSubmatch(s)
	if m == nil && r.orderID.there() {
		other := halfWidth(c.text(r.orderID))
		if m = yahooNumber.FindStringSubmatch(other); m != nil || s == "" {
			col, s = r.orderID, other
		}
	}
	if m == nil {
		c.badNumber(col, s)
		return "", ""
	}
	return m[2], m[1]
}

// shown gives the number as the store sees it. The bare digits are no more than the key, so they tell nothing.
func (r yahooID) shown(c *cells) *string {
	for _, col := range []column{r.id, r.orderID} {
		if s := halfWidth(c.text(col)); strings.Contains(s, "-") {
			return &s
		}
	}
	return nil
}

// yahooLines are the columns of goods, which the item file has and the order file may have flattened.
type yahooLines struct {
	lineID, qty, itemID, subCode, title, optName, optValue, subOption, insName, insValue, price, coupon, release column
}

func bindYahooLines(f func(string) column) yahooLines {
	return yahooLines{
		lineID: f("LineId"), qty: f("Quantity"), itemID: f("ItemId"), subCode: f("SubCode"), title: f("Title"),
		optName: f("ItemOptionName"), optValue: f("ItemOptionValue"), subOption: f("SubCodeOption"),
		insName: f("InscriptionName"), insValue: f("InscriptionValue"), price: f("UnitPrice"), coupon: f("CouponDiscount"),
		release: f("ReleaseDate"),
	}
}

// line reads the goods of one row. UnitPrice is what is left after the item coupon, which is also among the order's
// coupons: the list price is what adds up.
func (r yahooLines) line(c *cells) order.Line {
	l := order.Line{
		ID: c.text(r.lineID), Code: c.known(r.itemID), SKU: c.known(r.subCode), Name: c.known(r.title),
		Qty: c.count(r.qty), UnitPrice: c.yen(r.price), Release: c.date(r.release), Options: r.optionsOf(c),
	}
	discount := c.yen(r.coupon)
	if l.UnitPrice != nil && discount != nil {
		l.UnitPrice = order.Known(*l.UnitPrice + positive(*discount))
	}
	if l.SKU != nil && *l.SKU == "" && l.Code != nil {
		l.SKU = l.Code // an item without variants is its own
	}
	return l
}

type yahooItemReader struct {
	yahooID
	yahooLines
	facts  *order.Facts
	goods  yen.Yen
	priced bool // every line has told its price
	ids    bool // every line has its id
}

func bindYahooItem(h *Columns, _ Options) reader {
	return &yahooItemReader{yahooID: bindYahooID(h), yahooLines: bindYahooLines(h.find)}
}

func (r *yahooItemReader) begin() { r.facts, r.goods, r.priced, r.ids = nil, 0, true, true }

func (r *yahooItemReader) row(c *cells) {
	if r.facts == nil {
		r.facts = &order.Facts{Shown: r.shown(c)}
	}
	l := r.line(c)
	before := len(r.facts.Lines)
	r.facts.Lines = appendLine(r.facts.Lines, l)
	if len(r.facts.Lines) == before {
		return
	}
	r.ids = r.ids && l.ID != ""
	if l.Qty == nil || l.UnitPrice == nil || !r.coupon.there() {
		r.priced = false
		return
	}
	r.goods += *l.UnitPrice * yen.Yen(*l.Qty)
}

func (r *yahooItemReader) end(string) *order.Facts {
	f := r.facts
	if f == nil {
		return nil
	}
	if r.priced {
		f.Goods = order.Known(r.goods)
	}
	// The item file is downloaded together with the orders and has all their lines.
	f.AllLines = r.ids
	return f
}

// optionsOf gives the variant, the customer's choices and the 名入れ as "カラー:ホワイト". Several choices stand in one cell with ;
// between them.
func (r yahooLines) optionsOf(c *cells) *[]string {
	if !r.subOption.there() && !all(r.optName, r.optValue) && !all(r.insName, r.insValue) {
		return nil
	}
	options := []string{}
	options = append(options, pieces(c.text(r.subOption))...)
	options = append(options, pairs(c.text(r.optName), c.text(r.optValue))...)
	options = append(options, pairs(c.text(r.insName), c.text(r.insValue))...)
	return &options
}

// pieces cuts a cell of several values at ; and line breaks.
func pieces(s string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '\n' || r == '\r' }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// pairs joins names and values as "name:value"; where their numbers differ, the cells are joined as they are, so that
// nothing of what the customer chose is lost.
func pairs(names, values string) []string {
	n, v := strings.Split(names, ";"), strings.Split(values, ";")
	if values == "" {
		return nil
	}
	if len(n) != len(v) {
		return []string{strings.TrimPrefix(names+":"+values, ":")}
	}
	var out []string
	for i := range n {
		if value := strings.TrimSpace(v[i]); value != "" {
			out = append(out, strings.TrimPrefix(strings.TrimSpace(n[i])+":"+value, ":"))
		}
	}
	return out
}
