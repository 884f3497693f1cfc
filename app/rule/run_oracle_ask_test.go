package rule

import (
	"slices"
	"strings"

	"miseban/app/jst"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
)

// plainly is an evaluator that does everything the long way: it holds the order's present flags and labels as lists, works every
// part of a condition out, and normalises whenever it compares. What it says is what the language means.
type plainly struct {
	s              *Subject
	flags          []string
	labels, checks []string
	gifts          []bool
}

func plainlyOf(s *Subject) *plainly {
	return &plainly{s: s, flags: slices.Clone(s.Flags), labels: slices.Clone(s.Labels), checks: slices.Clone(s.Checks), gifts: slices.Clone(s.Gifts)}
}

// none is a value that is known not to be there.
type none struct{}

// ask gives a field's value: nil = no file tells it; none, string, int64, bool, jst.Date or []string.
func (p *plainly) ask(field string, line, dest int) any {
	f := p.s.Facts
	var l order.Line
	if line >= 0 {
		l = f.Lines[line]
		if dest < 0 && len(f.Destinations) > 0 {
			dest = f.DestinationOf(l)
		}
	}
	var d order.Destination
	if dest >= 0 {
		d = f.Destinations[dest]
	}
	goods, joined := Goods{}, false
	if line >= 0 && p.s.Goods != nil {
		goods, joined = p.s.Goods(line)
	}
	switch field {
	case "mall":
		return string(p.s.Shop.Mall)
	case "shop":
		return p.s.Shop.Name
	case "order_no":
		return p.s.No
	case "ordered_on", "ordered_hour", "ordered_weekday":
		if f.OrderedAt == nil {
			return nil
		}
		at := f.OrderedAt.Time()
		switch field {
		case "ordered_on":
			return jst.DateOf(at)
		case "ordered_hour":
			return int64(at.Hour())
		}
		return strings.ToLower(at.Weekday().String()[:3])
	case "status_raw":
		return file(f.StatusRaw)
	case "clearance":
		if f.Clearance == nil && p.s.Shop.Mall.IsCart() {
			return none{}
		} else if f.Clearance == nil {
			return "unknown"
		}
		return string(*f.Clearance)
	case "comment":
		if f.NoComment {
			return nil
		}
		return file(f.Comment)
	case "comment_rest":
		return file(p.s.Rest)
	case "comment_raw":
		return file(f.CommentRaw)
	case "memo":
		return file(f.Memo)
	case "method_raw":
		return file(f.Method)
	case "wish_date":
		return file(f.WishDate)
	case "wish_weekday":
		switch w := f.WishDate; {
		case w == nil:
			return nil
		case *w == "":
			return none{}
		default:
			return strings.ToLower(w.Time().Weekday().String()[:3])
		}
	case "wish_slot":
		return file(f.WishSlot)
	case "promise":
		return file(f.Promise)
	case "pay_by":
		return file(f.PayBy)
	case "release":
		return p.s.Release
	case "preorder_mark":
		return file(f.Preorder)
	case "gift_mark":
		return file(f.GiftMark)
	case "payment_text":
		return file(f.PaymentText)
	case "payment":
		if p.s.Class == "" || p.s.Class == payment.Unknown && f.PaymentText == nil {
			return nil
		}
		return string(p.s.Class)
	case "paid":
		return file(p.s.Paid)
	case "total":
		return file(f.Total)
	case "goods":
		return file(f.Goods)
	case "shipping":
		return file(f.Shipping)
	case "cod_fee":
		return file(f.CODFee)
	case "wrapping_fee":
		return file(f.WrappingFee)
	case "coupon":
		return file(f.Coupon)
	case "points":
		return file(f.Points)
	case "pieces":
		for _, l := range f.Lines {
			if l.Qty == nil {
				return nil
			}
		}
		return int64(f.Pieces())
	case "kinds":
		return int64(len(f.Lines))
	case "places":
		return int64(len(f.Destinations))
	case "gift":
		return slices.Contains(p.flags, "gift")
	case "flags":
		return p.flags
	case "stops":
		return p.s.Stops
	case "labels":
		return p.labels
	case "checks":
		return p.checks
	case "orderer_name":
		return file(f.Orderer.Name)
	case "orderer_kana":
		return file(f.Orderer.Kana)
	case "orderer_zip":
		return file(f.Orderer.Zip)
	case "orderer_prefecture":
		return prefectureOf(f.Orderer.Address)
	case "orderer_address":
		return file(f.Orderer.Address)
	case "orderer_phone":
		return file(f.Orderer.Phone)
	case "orderer_email":
		return file(f.Orderer.Email)
	case "times":
		return file(p.s.Times)
	case "last_order", "candidates":
		switch {
		case p.s.Times == nil:
			return nil
		case field == "candidates":
			return int64(p.s.Candidates)
		}
		return p.s.Last
	case "name":
		return file(d.Name)
	case "kana":
		return file(d.Kana)
	case "zip":
		return file(d.Zip)
	case "prefecture":
		return prefectureOf(d.Address)
	case "address":
		return file(d.Address)
	case "phone":
		return file(d.Phone)
	case "noshi":
		return file(d.Noshi)
	case "wrapping":
		return file(d.Wrapping)
	case "message":
		return file(d.Message)
	case "place_gift":
		if dest < 0 {
			return nil
		}
		return p.gifts[dest]
	case "code":
		return file(l.Code)
	case "mall_sku":
		return file(l.SKU)
	case "item":
		return file(l.Name)
	case "options":
		if l.Options == nil {
			return nil
		}
		return strings.Join(*l.Options, "\n")
	case "qty":
		return file(l.Qty)
	case "unit_price":
		return file(l.UnitPrice)
	case "line_total":
		if l.Qty == nil || l.UnitPrice == nil {
			return nil
		}
		return int64(*l.Qty) * int64(*l.UnitPrice)
	case "tax_rate":
		return file(l.TaxRate)
	case "line_release":
		switch {
		case joined && goods.Release != "":
			return goods.Release
		case l.Release != nil:
			return *l.Release
		case joined:
			return none{}
		}
		return nil
	case "sku", "supplier", "to_order":
		switch {
		case !joined:
			return nil
		case field == "sku":
			return goods.SKU
		case field == "supplier":
			return goods.Supplier
		}
		return goods.ToOrder
	}
	panic("no such field: " + field)
}

// file gives what a file tells.
func file(p any) any {
	switch p := p.(type) {
	case *string:
		if p != nil {
			return *p
		}
	case *jst.Date:
		if p != nil {
			return *p
		}
	case *bool:
		if p != nil {
			return *p
		}
	case *int:
		if p != nil {
			return int64(*p)
		}
	case *yen.Yen:
		if p != nil {
			return int64(*p)
		}
	}
	return nil
}

func prefectureOf(address *string) any {
	if address == nil {
		return nil
	}
	if *address == "" {
		return none{}
	}
	for _, w := range Prefectures {
		if w.Name == normal.PrefectureOf(*address) {
			return w.ID
		}
	}
	return nil
}
