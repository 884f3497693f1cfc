package rule

import (
	"strings"

	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
)

// known says what the files tell of a value.
type known uint8

const (
	untold  known = iota // no file says it
	nothing              // known, and there is none: no wished date, an empty text
	told
)

// elem is the line or the destination that a condition is asked of; -1 = none. Of a line the destination is found when it is
// asked for.
type elem struct{ line, dest int }

var ofOrder = elem{-1, -1}

// numberOf gives a number, a day (counted from 1970-01-01), or yes (1) and no (0).
type numberOf func(r *run, e elem) (int64, known)

// textOf gives a text as in the file, or the id of a word.
type textOf func(r *run, e elem) (string, known)

// numbers hold what is asked of every field that is an amount, a count, a day, or yes or no.
var numbers = map[string]numberOf{
	"ordered_on": func(r *run, _ elem) (int64, known) {
		at, k := moment(r.f.OrderedAt)
		return floorDiv(at, 86400), k
	},
	"ordered_hour": func(r *run, _ elem) (int64, known) {
		at, k := moment(r.f.OrderedAt)
		return floorMod(at, 86400) / 3600, k
	},
	"wish_date":     func(r *run, _ elem) (int64, known) { return day(r.f.WishDate) },
	"promise":       func(r *run, _ elem) (int64, known) { return day(r.f.Promise) },
	"pay_by":        func(r *run, _ elem) (int64, known) { return day(r.f.PayBy) },
	"release":       func(r *run, _ elem) (int64, known) { return day(&r.s.Release) },
	"preorder_mark": func(r *run, _ elem) (int64, known) { return truthOf(r.f.Preorder) },
	"gift_mark":     func(r *run, _ elem) (int64, known) { return truthOf(r.f.GiftMark) },
	"paid":          func(r *run, _ elem) (int64, known) { return truthOf(r.s.Paid) },
	"total":         func(r *run, _ elem) (int64, known) { return amount(r.f.Total) },
	"goods":         func(r *run, _ elem) (int64, known) { return amount(r.f.Goods) },
	"shipping":      func(r *run, _ elem) (int64, known) { return amount(r.f.Shipping) },
	"cod_fee":       func(r *run, _ elem) (int64, known) { return amount(r.f.CODFee) },
	"wrapping_fee":  func(r *run, _ elem) (int64, known) { return amount(r.f.WrappingFee) },
	"coupon":        func(r *run, _ elem) (int64, known) { return amount(r.f.Coupon) },
	"points":        func(r *run, _ elem) (int64, known) { return amount(r.f.Points) },
	"pieces": func(r *run, _ elem) (n int64, _ known) {
		for i := range r.f.Lines {
			q := r.f.Lines[i].Qty
			if q == nil {
				return 0, untold
			}
			n += int64(*q)
		}
		return n, told
	},
	"kinds":  func(r *run, _ elem) (int64, known) { return int64(len(r.f.Lines)), told },
	"places": func(r *run, _ elem) (int64, known) { return int64(len(r.f.Destinations)), told },
	"gift":   func(r *run, _ elem) (int64, known) { return bit(r.flags&giftBit != 0), told },
	"times":  func(r *run, _ elem) (int64, known) { return count(r.s.Times) },
	"last_order": func(r *run, _ elem) (int64, known) {
		if r.s.Times == nil {
			return 0, untold
		}
		return day(&r.s.Last)
	},
	"candidates": func(r *run, _ elem) (int64, known) {
		if r.s.Times == nil {
			return 0, untold
		}
		return int64(r.s.Candidates), told
	},

	"place_gift": func(r *run, e elem) (int64, known) {
		i := r.dest(e)
		if r.allGifts != 0 && i >= 0 {
			return bit(r.allGifts > 0), told
		}
		if i < 0 || i >= len(r.s.Gifts) {
			return 0, untold
		}
		return bit(r.s.Gifts[i]), told
	},

	"qty":        func(r *run, e elem) (int64, known) { return count(r.f.Lines[e.line].Qty) },
	"unit_price": func(r *run, e elem) (int64, known) { return amount(r.f.Lines[e.line].UnitPrice) },
	"line_total": func(r *run, e elem) (int64, known) {
		l := &r.f.Lines[e.line]
		if l.Qty == nil || l.UnitPrice == nil {
			return 0, untold
		}
		return int64(*l.Qty) * int64(*l.UnitPrice), told
	},
	"tax_rate": func(r *run, e elem) (int64, known) { return count(r.f.Lines[e.line].TaxRate) },
	"line_release": func(r *run, e elem) (int64, known) {
		g, ok := r.goods(e)
		if ok && g.Release != "" {
			return day(&g.Release)
		}
		if d := r.f.Lines[e.line].Release; d != nil || !ok {
			return day(d)
		}
		return 0, nothing
	},
	"to_order": func(r *run, e elem) (int64, known) {
		g, ok := r.goods(e)
		if !ok {
			return 0, untold
		}
		return bit(g.ToOrder), told
	},
}

// texts hold what is asked of every field that is a text or a word.
var texts = map[string]textOf{
	"status":   func(r *run, _ elem) (string, known) { return r.s.Status, told },
	"mall":     func(r *run, _ elem) (string, known) { return string(r.s.Shop.Mall), told },
	"shop":     func(r *run, _ elem) (string, known) { return full(r.s.Shop.Name) },
	"order_no": func(r *run, _ elem) (string, known) { return full(r.s.No) },
	"ordered_weekday": func(r *run, _ elem) (string, known) {
		at, k := moment(r.f.OrderedAt)
		return weekday(floorDiv(at, 86400)), k
	},
	"wish_weekday": func(r *run, _ elem) (string, known) {
		d, k := day(r.f.WishDate)
		if k != told {
			return "", k
		}
		return weekday(d), told
	},
	"status_raw": func(r *run, _ elem) (string, known) { return fileText(r.f.StatusRaw) },
	"clearance": func(r *run, _ elem) (string, known) {
		switch {
		case r.f.Clearance != nil:
			return string(*r.f.Clearance), told
		case r.s.Shop.Mall.IsCart(): // an own cart has no such state
			return "", nothing
		}
		return string(order.ClearanceUnknown), told
	},
	"comment": func(r *run, _ elem) (string, known) {
		if r.f.NoComment {
			return "", untold
		}
		return fileText(r.f.Comment)
	},
	"comment_rest": func(r *run, _ elem) (string, known) { return fileText(r.s.Rest) },
	"comment_raw":  func(r *run, _ elem) (string, known) { return fileText(r.f.CommentRaw) },
	"memo":         func(r *run, _ elem) (string, known) { return fileText(r.f.Memo) },
	"method_raw":   func(r *run, _ elem) (string, known) { return fileText(r.f.Method) },
	"wish_slot":    func(r *run, _ elem) (string, known) { return fileText(r.f.WishSlot) },
	"payment_text": func(r *run, _ elem) (string, known) { return fileText(r.f.PaymentText) },
	"payment": func(r *run, _ elem) (string, known) {
		switch {
		case r.s.Class == "":
			return "", untold
		case r.s.Class == payment.Unknown && r.f.PaymentText == nil:
			return "", untold
		}
		return string(r.s.Class), told
	},
	"orderer_name":  func(r *run, _ elem) (string, known) { return fileText(r.f.Orderer.Name) },
	"orderer_kana":  func(r *run, _ elem) (string, known) { return fileText(r.f.Orderer.Kana) },
	"orderer_zip":   func(r *run, _ elem) (string, known) { return fileText(r.f.Orderer.Zip) },
	"orderer_phone": func(r *run, _ elem) (string, known) { return fileText(r.f.Orderer.Phone) },
	"orderer_email": func(r *run, _ elem) (string, known) { return fileText(r.f.Orderer.Email) },
	"orderer_prefecture": func(r *run, _ elem) (string, known) {
		return prefecture(r.f.Orderer.Address)
	},
	"orderer_address": func(r *run, _ elem) (string, known) { return fileText(r.f.Orderer.Address) },

	"name":       ofPlace(func(d *order.Destination) *string { return d.Name }),
	"kana":       ofPlace(func(d *order.Destination) *string { return d.Kana }),
	"zip":        ofPlace(func(d *order.Destination) *string { return d.Zip }),
	"address":    ofPlace(func(d *order.Destination) *string { return d.Address }),
	"phone":      ofPlace(func(d *order.Destination) *string { return d.Phone }),
	"noshi":      ofPlace(func(d *order.Destination) *string { return d.Noshi }),
	"wrapping":   ofPlace(func(d *order.Destination) *string { return d.Wrapping }),
	"message":    ofPlace(func(d *order.Destination) *string { return d.Message }),
	"prefecture": func(r *run, e elem) (string, known) { return prefecture(r.destination(e).Address) },

	"code":     func(r *run, e elem) (string, known) { return fileText(r.f.Lines[e.line].Code) },
	"mall_sku": func(r *run, e elem) (string, known) { return fileText(r.f.Lines[e.line].SKU) },
	"item":     func(r *run, e elem) (string, known) { return fileText(r.f.Lines[e.line].Name) },
	"options": func(r *run, e elem) (string, known) {
		o := r.f.Lines[e.line].Options
		if o == nil {
			return "", untold
		}
		return full(strings.Join(*o, "\n"))
	},
	"sku": func(r *run, e elem) (string, known) {
		g, ok := r.goods(e)
		if !ok {
			return "", untold
		}
		return full(g.SKU)
	},
	"supplier": func(r *run, e elem) (string, known) {
		g, ok := r.goods(e)
		if !ok {
			return "", untold
		}
		return full(g.Supplier)
	},
}

// ofPlace makes what is asked of a destination.
func ofPlace(of func(*order.Destination) *string) textOf {
	return func(r *run, e elem) (string, known) { return fileText(of(r.destination(e))) }
}

var noDestination order.Destination

// destination gives the destination that is asked of, or the one that the line goes to.
func (r *run) destination(e elem) *order.Destination {
	if i := r.dest(e); i >= 0 {
		return &r.f.Destinations[i]
	}
	return &noDestination
}

// dest is its index; -1 = the order has none.
func (r *run) dest(e elem) int {
	switch n := len(r.f.Destinations); {
	case e.dest >= 0:
		return e.dest
	case n == 0 || e.line < 0:
		return -1
	case n == 1:
		return 0
	}
	if !r.destsKnown {
		r.destsKnown, r.dests = true, r.dests[:0]
		for _, l := range r.f.Lines {
			r.dests = append(r.dests, r.f.DestinationOf(l))
		}
	}
	return r.dests[e.line]
}

func (r *run) goods(e elem) (Goods, bool) {
	if r.s.Goods == nil {
		return Goods{}, false
	}
	return r.s.Goods(e.line)
}

// fileText gives a text of the files.
func fileText(p *string) (string, known) {
	if p == nil {
		return "", untold
	}
	return full(*p)
}

func full(s string) (string, known) {
	if s == "" {
		return "", nothing
	}
	return s, told
}

func amount(p *yen.Yen) (int64, known) {
	if p == nil {
		return 0, untold
	}
	return int64(*p), told
}

func count(p *int) (int64, known) {
	if p == nil {
		return 0, untold
	}
	return int64(*p), told
}

func truthOf(p *bool) (int64, known) {
	if p == nil {
		return 0, untold
	}
	return bit(*p), told
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// prefecture gives the id of the prefecture that an address begins with. An address that begins with none does not tell it.
func prefecture(address *string) (string, known) {
	switch {
	case address == nil:
		return "", untold
	case *address == "":
		return "", nothing
	}
	if id, ok := prefectureIDs[normal.PrefectureOf(*address)]; ok {
		return id, told
	}
	return "", untold
}

var prefectureIDs = func() map[string]string {
	m := make(map[string]string, len(Prefectures))
	for _, w := range Prefectures {
		m[w.Name] = w.ID
	}
	return m
}()

// plus adds without going round at the end of what a number can hold.
func plus(a, b int64) int64 {
	c := a + b
	switch {
	case a > 0 && b > 0 && c < 0:
		return 1<<63 - 1
	case a < 0 && b < 0 && c >= 0:
		return -1 << 63
	}
	return c
}
