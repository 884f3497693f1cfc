package enter

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
)

// Draft is an order as it is typed: every field is text and may be empty. An empty text is "there is none" (no comment,
// no wish, no のし); an empty amount is not known, but for 代引手数料, ラッピング料, クーポン and ポイント, where it is none (代引手数料
// of an order that is not 代引).
type Draft struct {
	Shop      string // name of the shop; empty = the only one
	No        string // order number; empty = the next free one of the day
	OrderedAt string // empty = now
	Payment   string // 支払方法
	Paid      string // はい, いいえ; empty = not known
	// Amounts in yen, tax included; coupon and points are positive. An empty Goods or Total is computed when all that it
	// is made of is known.
	Goods, Shipping, CODFee, WrappingFee, Coupon, Points, Total string
	Comment, Memo                                               string
	WishDate, WishSlot, Method                                  string
	Orderer                                                     Contact
	Destinations                                                []Place // none = to the orderer
	Lines                                                       []Line
}

// Contact is the orderer as typed.
type Contact struct{ Name, Kana, Zip, Address, Phone, Email string }

// Place is a destination as typed.
type Place struct{ Name, Kana, Zip, Address, Phone, Noshi, Wrapping, Message string }

// Line is one item as typed.
type Line struct {
	Code, SKU, Name string
	Options         string // one a line
	Qty             string
	UnitPrice       string // yen, tax included
	TaxRate         string // percent; empty = not known
	Dest            int    // index of the destination; out of range = the first
}

// field is one typed text with where it goes.
type field struct{ target, id, text string }

// fields lists what was typed, in the order of the form. Optional ones are listed only where something was typed, so that
// nothing typed stays unknown there.
func (dr Draft) fields() []field {
	var out []field
	typed := func(target, id, text string) {
		if strings.TrimSpace(text) != "" {
			out = append(out, field{target, id, text})
		}
	}
	add := func(target, id, text string) { out = append(out, field{target, id, text}) }
	typed("", "ordered_at", dr.OrderedAt)
	typed("", "payment", dr.Payment)
	typed("", "paid", dr.Paid)
	for _, a := range []struct{ id, text string }{{"goods", dr.Goods}, {"shipping", dr.Shipping}, {"cod_fee", dr.CODFee}, {"wrapping_fee", dr.WrappingFee}, {"coupon", dr.Coupon}, {"points", dr.Points}, {"total", dr.Total}} {
		typed("", a.id, a.text)
	}
	add("", "comment", dr.Comment)
	add("", "memo", dr.Memo)
	add("", "wish_date", dr.WishDate)
	add("", "wish_slot", dr.WishSlot)
	typed("", "method", dr.Method)
	o := dr.Orderer
	for _, x := range []struct{ id, text string }{{"name", o.Name}, {"kana", o.Kana}, {"zip", o.Zip}, {"address", o.Address}, {"phone", o.Phone}, {"email", o.Email}} {
		add("orderer", x.id, x.text)
	}
	places := dr.Destinations
	if len(places) == 0 {
		places = []Place{{Name: o.Name, Kana: o.Kana, Zip: o.Zip, Address: o.Address, Phone: o.Phone}}
	}
	for i, p := range places {
		t := fmt.Sprintf("dest:+%d", i+1)
		for _, x := range []struct{ id, text string }{{"name", p.Name}, {"kana", p.Kana}, {"zip", p.Zip}, {"address", p.Address}, {"phone", p.Phone}, {"noshi", p.Noshi}, {"wrapping", p.Wrapping}, {"message", p.Message}} {
			add(t, x.id, x.text)
		}
	}
	for i, l := range dr.Lines {
		t := fmt.Sprintf("line:+%d", i+1)
		add(t, "name", l.Name)
		typed(t, "code", l.Code)
		typed(t, "sku", l.SKU)
		add(t, "options", l.Options)
		typed(t, "qty", l.Qty)
		typed(t, "unit_price", l.UnitPrice)
		typed(t, "tax_rate", l.TaxRate)
		to := l.Dest
		if to < 0 || to >= len(places) {
			to = 0
		}
		add(t, "dest", "+"+strconv.Itoa(to+1))
	}
	return out
}

// Check gives what a draft lacks or has wrong, and the amounts that it comes to, while it is being typed. A nil amount is
// not known yet.
func Check(d *desk.Desk, dr Draft, now time.Time) (goods, total *yen.Yen, wrong []FieldError) {
	f, wrong := read(d, dr, now)
	_, noShop := shopOf(d, dr.Shop)
	return f.Goods, f.Total, append(wrong, noShop...)
}

// read makes facts of a draft, as a file would tell them.
func read(d *desk.Desk, dr Draft, now time.Time) (*order.Facts, []FieldError) {
	var wrong []FieldError
	var values []order.Correction
	bad := map[[2]string]bool{}
	for _, x := range dr.fields() {
		v, err := order.Clean(x.target, x.id, x.text)
		if err != nil {
			why := &order.FieldError{Message: "この値は使えません。"}
			errors.As(err, &why)
			// What the orderer's own place has wrong is said once, at the orderer.
			if !(len(dr.Destinations) == 0 && strings.HasPrefix(x.target, "dest:")) {
				wrong = append(wrong, FieldError{x.target, x.id, why.Message})
			}
			bad[[2]string{x.target, x.id}] = true
			continue
		}
		values = append(values, order.Correction{Target: x.target, Field: x.id, Value: v})
	}
	lay, _ := order.Correct(&order.Facts{}, values)
	f := *lay
	f.Head, f.AllLines = true, true
	if f.OrderedAt == nil {
		f.OrderedAt = order.Known(jst.At(now))
	}
	f.CommentRaw = f.Comment
	f.Cancelled = order.Known(false)
	settleKeys(&f)
	sums(&f, classOf(d, order.Value(f.PaymentText)))
	return &f, append(wrong, lacking(&f, dr, bad)...)
}

func classOf(d *desk.Desk, words string) payment.Class {
	c, ok := d.Settings().Payments.Class(words)
	if words == "" || !ok {
		return payment.Unknown
	}
	return c
}

// settleKeys gives lines and destinations ids of their own: what is corrected later hangs on them, whatever else is.
func settleKeys(f *order.Facts) {
	keys := map[string]string{}
	for i := range f.Destinations {
		old := f.Destinations[i].Key()
		f.Destinations[i].ID = strconv.Itoa(i + 1)
		keys[old] = f.Destinations[i].Key()
	}
	for i := range f.Lines {
		f.Lines[i].ID = strconv.Itoa(i + 1)
		f.Lines[i].Dest = keys[f.Lines[i].Dest]
	}
}

// sums computes what was not typed from what was, when all of it is known.
func sums(f *order.Facts, class payment.Class) {
	if f.Goods == nil && len(f.Lines) > 0 {
		sum, known := yen.Yen(0), true
		for _, l := range f.Lines {
			known = known && l.UnitPrice != nil && l.Qty != nil
			sum += order.Value(l.UnitPrice) * yen.Yen(order.Value(l.Qty))
		}
		if known {
			f.Goods = &sum
		}
	}
	none := func(p **yen.Yen) {
		if *p == nil {
			*p = yen.Of(0)
		}
	}
	none(&f.WrappingFee)
	none(&f.Coupon)
	none(&f.Points)
	if class != payment.COD {
		none(&f.CODFee)
	}
	if f.Total == nil && f.Goods != nil && f.Shipping != nil && f.CODFee != nil {
		f.Total = yen.Of(*f.Goods + *f.Shipping + *f.CODFee + *f.WrappingFee - *f.Coupon - *f.Points)
	}
	if f.Total == nil {
		f.Unconfirmed = order.Known(true)
	}
}

// lacking names what no order can do without.
func lacking(f *order.Facts, dr Draft, bad map[[2]string]bool) []FieldError {
	var out []FieldError
	if order.Value(f.Orderer.Name) == "" {
		out = append(out, FieldError{"orderer", "name", "お名前を入れてください。"})
	}
	if len(dr.Destinations) > 0 {
		for i, p := range dr.Destinations {
			if strings.TrimSpace(p.Name) == "" {
				out = append(out, FieldError{fmt.Sprintf("dest:+%d", i+1), "name", "お届け先のお名前を入れてください。"})
			}
		}
	}
	if len(dr.Lines) == 0 {
		out = append(out, FieldError{"line:+1", "name", "商品を1つ以上入れてください。"})
	}
	for i, l := range dr.Lines {
		t := fmt.Sprintf("line:+%d", i+1)
		if strings.TrimSpace(l.Name+l.Code+l.SKU) == "" {
			out = append(out, FieldError{t, "name", "商品名か商品コードを入れてください。"})
		}
		if n, _ := order.Clean(t, "qty", l.Qty); (n == "" || n == "0") && !bad[[2]string{t, "qty"}] {
			out = append(out, FieldError{t, "qty", "個数を入れてください。"})
		}
	}
	if t := f.Total; t != nil && *t < 0 && !bad[[2]string{"", "total"}] {
		out = append(out, FieldError{"", "total", "クーポンとポイントが、商品と送料の合計より多くなっています。"})
	}
	return out
}
