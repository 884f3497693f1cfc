package mall

import (
	"slices"
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
)

// cart is the order at hand in a file of the owner's own cart (カラーミー, MakeShop, EC-CUBE, futureshop): rows of items, each
// with the destination it goes to, and wishes and shipping methods that belong to the destination.
type cart struct {
	facts   *order.Facts
	parcels []parcel // one for each of the order's destinations, in the same order
	to      []int    // for each line the index of its destination; -1: the file does not tell of destinations
	marked  bool     // a gift mark was seen
	alerts  []order.Alert
}

// parcel is what a destination's rows say beside its address.
type parcel struct {
	raw        string // the cells that tell one destination from another
	date       *jst.Date
	time, slot *string // the cart's words, and what they mean
	method     *string
	note       string // the customer's words for this destination
}

func (k *cart) begin() { *k = cart{parcels: k.parcels[:0], to: k.to[:0]} }

// parcel gives the index of the destination that raw identifies, a new one made with make if it is the first time.
func (k *cart) parcel(raw string, make func() order.Destination) (at int, first bool) {
	if at = slices.IndexFunc(k.parcels, func(p parcel) bool { return p.raw == raw }); at >= 0 {
		return at, false
	}
	k.facts.Destinations = append(k.facts.Destinations, make())
	k.parcels = append(k.parcels, parcel{raw: raw})
	return len(k.parcels) - 1, true
}

// line adds an item. One without an id of the cart's that is equal to an earlier one, its quantity aside, is more of it.
func (k *cart) line(l order.Line, to int) {
	for i, have := range k.facts.Lines {
		if k.to[i] != to || have.ID != l.ID {
			continue
		}
		same := sameItem(have, l)
		if l.ID != "" {
			if same && order.Value(have.Qty) == order.Value(l.Qty) {
				return // the same row once more
			}
			continue
		}
		if same && have.Qty != nil && l.Qty != nil {
			k.facts.Lines[i].Qty = order.Known(*have.Qty + *l.Qty)
			if have.Shipped != nil && l.Shipped != nil {
				k.facts.Lines[i].Shipped = order.Known(*have.Shipped + *l.Shipped)
			}
			return
		}
	}
	k.facts.Lines, k.to = append(k.facts.Lines, l), append(k.to, to)
}

func sameItem(a, b order.Line) bool {
	return sameValue(a.Code, b.Code) && sameValue(a.SKU, b.SKU) && sameValue(a.Name, b.Name) && sameValue(a.UnitPrice, b.UnitPrice) && sameValue(a.TaxRate, b.TaxRate) &&
		(a.Options == nil) == (b.Options == nil) && slices.Equal(order.Value(a.Options), order.Value(b.Options)) &&
		(a.Shipped == nil) == (b.Shipped == nil)
}

func sameValue[T comparable](a, b *T) bool {
	return (a == nil) == (b == nil) && order.Value(a) == order.Value(b)
}

// alert notes something in the cart's own state that a person must look at.
func (k *cart) alert(kind, text string) {
	if !slices.ContainsFunc(k.alerts, func(a order.Alert) bool { return a.Text == text }) {
		k.alerts = append(k.alerts, order.Alert{Kind: kind, Text: text})
	}
}

// lookInShop is what the owner of a cart is asked to do about a state that needs a person.
const lookInShop = "ショップの管理画面で確認してください。"

// stateUnknown notes a state that no source explains.
func (k *cart) stateUnknown(col column, state string) {
	k.alert("unknown_state", col.name+"「"+short(state, 20)+"」の意味が分かりません。"+lookInShop)
}

// finish puts together what the destinations say: the order's wish and method, and where each line goes. told says whether
// the file has every column that an alert comes from, so that none is known to be none.
func (k *cart) finish(no string, told bool) *order.Facts {
	f := k.facts
	if f == nil {
		return nil
	}
	f.Shown = &no
	k.wishes()
	k.addresses()
	if told || len(k.alerts) > 0 {
		alerts := append([]order.Alert{}, k.alerts...) // known to be none if it is empty, unlike nil
		f.Alerts = &alerts
	}
	if k.marked {
		f.GiftMark = order.Known(true)
	}
	return f
}

// addresses lets each line name its destination. Ids that do not tell the destinations apart are none.
func (k *cart) addresses() {
	f := k.facts
	ids := map[string]bool{}
	for _, d := range f.Destinations {
		ids[d.ID] = true
	}
	if len(ids) < len(f.Destinations) {
		for i := range f.Destinations {
			f.Destinations[i].ID = ""
		}
	}
	if len(f.Destinations) == 0 || len(f.Destinations) == 1 && f.Destinations[0].ID == "" {
		return // the only one, also where a later file words its address anew
	}
	for i, to := range k.to {
		if to >= 0 {
			f.Lines[i].Dest = destRef(f.Destinations[to])
		}
	}
}

// wishes makes the destinations' wishes and methods the order's. Where they differ the earliest day counts, and a person is
// told of all.
func (k *cart) wishes() {
	f := k.facts
	words := make([]string, len(k.parcels))
	differ := false
	best := -1
	for i, p := range k.parcels {
		words[i] = strings.TrimSpace(string(order.Value(p.date)) + " " + order.Value(p.slot))
		differ = differ || words[i] != words[0]
		if best < 0 || order.Value(p.date) != "" && (order.Value(k.parcels[best].date) == "" || *p.date < *k.parcels[best].date) {
			best = i
		}
		if p.method != nil {
			f.Method = order.Known(add(order.Value(f.Method), *p.method, "、"))
		}
	}
	if best < 0 {
		return
	}
	f.WishDate, f.WishTime, f.WishSlot = k.parcels[best].date, k.parcels[best].time, k.parcels[best].slot
	if !differ {
		return
	}
	var each []string
	for i, w := range words {
		if w == "" {
			w = "指定なし"
		}
		each = append(each, order.Value(f.Destinations[i].Name)+"様 "+w)
	}
	k.alert("wishes_differ", "お届け先ごとに配送の希望が違います（"+strings.Join(each, "、")+"）。お届け先ごとに確認してください。")
}

// notes gives the customer's words of the order and of each destination; with several, each names its recipient.
func (k *cart) notes(whole string) string {
	for i, p := range k.parcels {
		note := p.note
		if note != "" && len(k.parcels) > 1 {
			note = order.Value(k.facts.Destinations[i].Name) + "様へのお届け：" + note
		}
		whole = add(whole, note, "\n")
	}
	return whole
}

// fee puts the fee for the payment where it belongs: cash on delivery's own, or among the others.
func (k *cart) fee(name string, fee *yen.Yen) {
	f := k.facts
	if fee == nil {
		return
	}
	if class, _ := defaultPayments.Class(order.Value(f.PaymentText)); class == payment.COD || *fee == 0 {
		f.CODFee = fee
		return
	}
	f.CODFee = yen.Of(0)
	k.other(name, fee)
}

// other adds an amount of its own name; nothing for none.
func (k *cart) other(name string, amount *yen.Yen) {
	if amount == nil || *amount == 0 {
		return
	}
	others := append(order.Value(k.facts.Other), order.NamedYen{Name: name, Yen: *amount})
	k.facts.Other = &others
}

// goodsAt gives Σ price × quantity over the lines; nil unless every line tells both.
func goodsAt(lines []order.Line, price func(i int) *yen.Yen) *yen.Yen {
	total := yen.Yen(0)
	for i, l := range lines {
		p := price(i)
		if p == nil || l.Qty == nil {
			return nil
		}
		total += *p * yen.Yen(*l.Qty)
	}
	return &total
}

// wished gives a wished day, where words for "none" are none as well.
func (c *cells) wished(col column) *jst.Date {
	if col.there() && noChoice(c.text(col)) {
		return order.Known(jst.Date(""))
	}
	return c.date(col)
}

// wish fills in the destination's wishes.
func (p *parcel) wish(c *cells, date, time column) {
	p.date = c.wished(date)
	if !time.there() {
		return
	}
	s := c.text(time)
	if noChoice(s) {
		s = ""
	}
	p.time, p.slot = c.keep(s), c.keep(slotOfText(s))
}

// choice gives what was chosen for a gift; a wording for "none" is none.
func (c *cells) choice(col column) *string {
	if col.there() && noChoice(c.text(col)) {
		return c.keep("")
	}
	return c.chosen(col)
}

// noChoice tells whether the text is one of the carts' wordings for "none": 設定なし is カラーミー's, the rest are alike.
func noChoice(s string) bool {
	switch halfWidth(s) {
	case "", "設定なし", "設定無し", "指定なし", "指定無し", "指定しない", "希望なし", "希望しない", "選択なし", "なし", "無し", "-":
		return true
	}
	return false
}

// domestic gives the digits of a telephone number as dialled in Japan: +81 is the 0 in front.
func (c *cells) domestic(columns ...column) *string {
	var known *string
	for _, col := range columns {
		if !col.there() {
			continue
		}
		s := halfWidth(c.text(col))
		rest, abroad := strings.CutPrefix(s, "+81")
		if s = digits(rest); abroad {
			s = "0" + strings.TrimPrefix(s, "0")
		}
		if s != "" {
			return c.keep(s)
		}
		known = c.keep("")
	}
	return known
}

// prefectured puts an address together, prefecture first, unless the rest begins with it already. A third part is the
// building, behind a space, as is every part where numbers would run into one. nil unless every column is there.
func (c *cells) prefectured(pref column, rest ...column) *string {
	if !pref.there() || !all(rest...) {
		return nil
	}
	front, s := c.text(pref), ""
	for i, col := range rest {
		part := c.text(col)
		if s != "" && part != "" && (i >= 2 || numeral(s[len(s)-1]) && numeral(halfWidth(part)[0])) {
			s += " "
		}
		s += part
	}
	return c.keep(front + strings.TrimPrefix(s, front))
}

func numeral(b byte) bool { return b >= '0' && b <= '9' || b == '-' }

// flagOf reads a flag of a cart; nil where it is empty or no source knows its text.
func flagOf(s string) *bool {
	switch halfWidth(s) {
	case "1", "true", "TRUE", "on", "ON", "Y", "済", "済み", "あり", "有", "有り", "○", "入金済", "入金済み", "発送済", "発送済み", "出荷済", "出荷済み":
		return order.Known(true)
	case "0", "false", "FALSE", "off", "OFF", "N", "未", "なし", "無", "無し", "×", "未入金", "未発送", "未出荷":
		return order.Known(false)
	}
	return nil
}

// cartNumber reads an order number of a cart: letters, digits, hyphens, and at least one digit. The first of the columns
// that the file has is the one. Empty: reported to c.
func (c *cells) cartNumber(columns ...column) string {
	col, s := columns[0], ""
	for _, one := range columns {
		if one.there() {
			col, s = one, halfWidth(c.text(one))
			break
		}
	}
	digit := false
	for i := range len(s) {
		b := s[i]
		switch {
		case b >= '0' && b <= '9':
			digit = true
		case b >= 'A' && b <= 'Z', b >= 'a' && b <= 'z', b == '-', b == '_':
		default:
			c.badNumber(col, s)
			return ""
		}
	}
	if !digit {
		c.badNumber(col, s)
		return ""
	}
	return s
}
