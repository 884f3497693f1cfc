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
