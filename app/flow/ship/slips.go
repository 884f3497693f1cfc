package ship

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/slip"
	"miseban/app/yen"
)

// slipsOf makes the packing slips of an order, one per destination, without their running numbers. What the owner's rules
// add (method, fees, notes, what is enclosed) is in them.
func slipsOf(in judge.Input, j judge.Judgement, company desk.Company, goods *desk.Goods, day jst.Date) []slip.Slip {
	f := in.Facts
	var out []slip.Slip
	for i, d := range f.Destinations {
		s := slip.Slip{Title: "納品書", OrderNo: desk.ShownNo(in), MallName: in.Shop.Mall.Name(), OrderedAt: f.OrderedAt, PrintedOn: day,
			Shop: sender(in.Shop, company), To: slip.Party{Name: order.Value(d.Name), Zip: order.Value(d.Zip), Address: order.Value(d.Address)},
			DeliveryText: cmp.Or(j.Method, order.Value(f.Method)), DeliveryWish: wish(f), HidePrices: i < len(j.Hide) && j.Hide[i], Enclosed: j.Encloses}
		if i < len(j.Gifts) && j.Gifts[i] {
			s.From = &slip.Party{Name: order.Value(f.Orderer.Name), Zip: order.Value(f.Orderer.Zip), Address: order.Value(f.Orderer.Address)}
		}
		if len(f.Destinations) > 1 {
			s.Part, s.Parts = i+1, len(f.Destinations)
		}
		for n, l := range f.Lines {
			if f.DestinationOf(l) != i {
				continue
			}
			line := slip.Line{Name: order.Value(l.Name), Options: order.Value(l.Options), Code: code(l), Qty: order.Value(l.Qty), UnitPrice: l.UnitPrice,
				Reduced: reduced(l, goods.SKUs[j.SKUs[n]].TaxRate)}
			if l.UnitPrice != nil && l.Qty != nil {
				line.Amount = yen.Of(*l.UnitPrice * yen.Yen(*l.Qty))
			}
			s.Lines = append(s.Lines, line)
		}
		// The sums are the whole order's: with several destinations no part of them belongs to one parcel.
		if !s.HidePrices && s.Parts == 0 {
			s.Fees, s.Total = fees(f, added(j)), cmp.Or(j.Billed, f.Total)
			s.PaymentText = paymentText(f, j)
		}
		// The added fees are of the whole order, too.
		if s.HidePrices && onlyFees(in, j) && s.Parts == 0 && len(j.Fees) > 0 {
			s.HidePrices, s.OnlyFees, s.Fees = false, true, added(j)
		}
		s.Notes = notes(in, j, d)
		out = append(out, s)
	}
	return out
}

// reduced says whether a line bears the reduced rate: by the mall's file, else by the catalogue. An unknown rate is none.
func reduced(l order.Line, catalogue *int) bool {
	rate := l.TaxRate
	if rate == nil {
		rate = catalogue
	}
	return rate != nil && *rate == 8
}

func sender(shop order.Shop, c desk.Company) slip.Sender {
	name := c.Name
	if name == "" {
		name = shop.Name
	}
	return slip.Sender{Name: name, Zip: c.Zip, Address: c.Address, Phone: c.Phone, Email: c.Email, Message: c.Message}
}

func code(l order.Line) string {
	if s := order.Value(l.SKU); s != "" {
		return s
	}
	return order.Value(l.Code)
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

// onlyFees says whether hidden amounts leave those of the added fees to be seen. Where the owner herself hid the amounts of the
// order, she meant all of them.
func onlyFees(in judge.Input, j judge.Judgement) bool {
	return j.FeesOnly && !slices.ContainsFunc(in.Decisions, func(d order.Decision) bool { return d.Kind == order.ShowPrices && d.Body == "hide" })
}

// added are the fees that rules add.
func added(j judge.Judgement) []slip.Fee {
	out := make([]slip.Fee, 0, len(j.Fees))
	for _, f := range j.Fees {
		out = append(out, slip.Fee{Label: f.Name, Amount: yen.Of(f.Yen), Reduced: f.Rate == 8})
	}
	return out
}

// fees are the amounts beside the goods: what the mall charges, what was added, and last what is taken off.
func fees(f *order.Facts, added []slip.Fee) []slip.Fee {
	var out []slip.Fee
	add := func(label string, amount *yen.Yen, sign yen.Yen) {
		if amount != nil && *amount != 0 {
			out = append(out, slip.Fee{Label: label, Amount: yen.Of(*amount * sign)})
		}
	}
	if f.Shipping == nil {
		if order.Value(f.Unconfirmed) {
			out = append(out, slip.Fee{Label: "送料"})
		}
	} else {
		out = append(out, slip.Fee{Label: "送料", Amount: f.Shipping})
	}
	add("代引手数料", f.CODFee, 1)
	add("ラッピング", f.WrappingFee, 1)
	for _, o := range order.Value(f.Other) {
		add(o.Name, &o.Yen, 1)
	}
	out = append(out, added...)
	add("クーポン", f.Coupon, -1)
	add("ポイント利用", f.Points, -1)
	return out
}

func wish(f *order.Facts) string {
	var parts []string
	if d := order.Value(f.WishDate); d != "" {
		parts = append(parts, d.Long())
	}
	if s := order.Value(f.WishSlot); s != "" {
		parts = append(parts, SlotName(s))
	}
	return strings.Join(parts, " ")
}

// SlotName words a wished time of day.
func SlotName(slot string) string {
	switch slot {
	case "am":
		return "午前中"
	case "pm":
		return "午後"
	}
	var from, to int
	if n, err := fmt.Sscanf(slot, "%d-%d", &from, &to); n == 2 && err == nil {
		return fmt.Sprintf("%d時～%d時", from, to)
	}
	return slot
}

func notes(in judge.Input, j judge.Judgement, d order.Destination) []string {
	var out []string
	for _, n := range []struct{ label, text string }{{"のし", order.Value(d.Noshi)}, {"ラッピング", order.Value(d.Wrapping)}, {"メッセージ", order.Value(d.Message)}} {
		if n.text != "" {
			out = append(out, n.label+"："+n.text)
		}
	}
	for _, x := range in.Decisions {
		if x.Kind == order.SlipNote && x.Body != "" {
			out = append(out, x.Body)
		}
	}
	for _, n := range j.Notes {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}
