package send

import (
	"encoding/json"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/ship"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
)

// Shipment is what is known of a parcel that has left. The zero value stands for what the deed's snapshot says, if anything.
type Shipment struct {
	Carrier  string `json:"carrier"`  // empty = the order's shipping method
	Tracking string `json:"tracking"` // empty = none
}

const japaneseDay = "2006年1月2日"

// fieldsOf gives what a template can show of an order (mail.Fields). It is written for the orderer, who may see prices; an
// amount that is not certain is empty, so that a mail that would show it stops.
func fieldsOf(in judge.Input, j judge.Judgement, company desk.Company, a Account, s Shipment, now time.Time) map[string]string {
	f := in.Facts
	m := map[string]string{
		"注文番号":   desk.ShownNo(in),
		"お名前":    order.Value(f.Orderer.Name),
		"店名":     company.Name,
		"店の連絡先":  contact(company, a),
		"明細":     lines(f),
		"商品合計":   amount(f.Goods),
		"送料":     amount(f.Shipping),
		"手数料":    feeText(f),
		"合計":     "",
		"お支払い方法": paymentText(f, j),
		"お届け先":   destinations(f),
		"お届け希望":  wish(f),
		"出荷日":    jst.DateOf(now).Time().Format(japaneseDay),
		"配送会社":   s.Carrier,
		"追跡番号":   s.Tracking,
	}
	if m["店名"] == "" {
		m["店名"] = in.Shop.Name
	}
	if f.OrderedAt != nil {
		m["注文日"] = f.OrderedAt.Time().Format(japaneseDay)
	} else {
		m["注文日"] = ""
	}
	if !order.Value(f.Unconfirmed) && !order.Value(f.Uncertain) {
		if m["合計"] = amount(j.Billed); m["合計"] == "" {
			m["合計"] = amount(f.Total)
		}
	}
	if deed, ok := lastShipped(in); ok {
		m["出荷日"] = deed.At.Time().Format(japaneseDay)
		if s == (Shipment{}) && json.Unmarshal([]byte(deed.Snapshot), &s) == nil {
			m["配送会社"], m["追跡番号"] = s.Carrier, s.Tracking
		}
	}
	if m["配送会社"] == "" {
		m["配送会社"] = order.Value(f.Method)
	}
	return m
}

// lastShipped is the deed by which the order last went out.
func lastShipped(in judge.Input) (last order.Deed, ok bool) {
	for _, d := range in.Deeds {
		if d.Kind == order.Shipped && (!ok || d.At >= last.At) {
			last, ok = d, true
		}
	}
	return last, ok
}

func amount(y *yen.Yen) string {
	if y == nil {
		return ""
	}
	return yen.Text(y)
}

func contact(c desk.Company, a Account) string {
	var out []string
	if c.Address != "" {
		out = append(out, strings.TrimSpace(zip(c.Zip)+" "+c.Address))
	}
	if c.Phone != "" {
		out = append(out, "電話 "+c.Phone)
	}
	mailbox := c.Email
	if mailbox == "" {
		mailbox = a.From
	}
	if mailbox != "" {
		out = append(out, "メール "+mailbox)
	}
	return strings.Join(out, "\n")
}

func zip(digits string) string {
	switch {
	case digits == "":
		return ""
	case len(digits) == 7:
		return "〒" + digits[:3] + "-" + digits[3:]
	}
	return "〒" + digits
}

// lines lists the goods, and behind them what else is in the sum under a name of its own. A line whose name or number nobody
// knows makes the whole list empty: half a list would be wrong.
func lines(f *order.Facts) string {
	var out []string
	for _, l := range f.Lines {
		name := order.Value(l.Name)
		if name == "" {
			name = order.Value(l.Code)
		}
		if name == "" || l.Qty == nil {
			return ""
		}
		if o := order.Value(l.Options); len(o) > 0 {
			name += "（" + strings.Join(o, "、") + "）"
		}
		text := name + " × " + yen.Yen(*l.Qty).String()
		if l.UnitPrice != nil {
			text += "　" + amount(yen.Of(*l.UnitPrice*yen.Yen(*l.Qty)))
		}
		out = append(out, text)
	}
	if len(out) == 0 {
		return ""
	}
	for _, o := range order.Value(f.Other) {
		out = append(out, o.Name+"　"+amount(&o.Yen))
	}
	less := func(name string, y *yen.Yen) {
		if y != nil && *y != 0 {
			out = append(out, name+"　"+amount(yen.Of(-*y)))
		}
	}
	less("クーポン", f.Coupon)
	less("ポイント利用", f.Points)
	return strings.Join(out, "\n")
}

// feeText sums 代引 and wrapping; empty when there is neither.
func feeText(f *order.Facts) string {
	sum := order.Value(f.CODFee) + order.Value(f.WrappingFee)
	if sum == 0 {
		return ""
	}
	return amount(&sum)
}

func paymentText(f *order.Facts, j judge.Judgement) string {
	if t := order.Value(f.PaymentText); t != "" {
		return t
	}
	if j.Class == payment.Unknown {
		return ""
	}
	return j.Class.Name()
}

func destinations(f *order.Facts) string {
	var out []string
	for _, d := range f.Destinations {
		name, address := order.Value(d.Name), order.Value(d.Address)
		if name == "" || address == "" {
			return ""
		}
		out = append(out, name+" 様\n"+strings.TrimSpace(zip(order.Value(d.Zip))+" "+address))
	}
	return strings.Join(out, "\n\n")
}

func wish(f *order.Facts) string {
	var parts []string
	if d := order.Value(f.WishDate); d != "" {
		parts = append(parts, d.Time().Format(japaneseDay))
	}
	if s := order.Value(f.WishSlot); s != "" {
		parts = append(parts, ship.SlotName(s))
	}
	return strings.Join(parts, " ")
}
