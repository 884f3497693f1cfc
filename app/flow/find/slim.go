package find

import (
	"strconv"
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/yen"
)

// words keeps values that many orders share once: a year of orders then takes a third of the memory.
type words struct {
	texts map[string]*string
	days  map[jst.Date]*jst.Date
	yens  map[yen.Yen]*yen.Yen
	ints  map[int]*int
	lists map[string]*[]string
}

func newWords() *words {
	return &words{map[string]*string{}, map[jst.Date]*jst.Date{}, map[yen.Yen]*yen.Yen{}, map[int]*int{}, map[string]*[]string{}}
}

// shared gives the text that others of the same words share.
func (w *words) shared(p *string) *string {
	if p == nil {
		return nil
	}
	if q := w.texts[*p]; q != nil {
		return q
	}
	w.texts[*p] = p
	return p
}

func shared[K comparable](all map[K]*K, p *K) *K {
	if p == nil {
		return nil
	}
	if q := all[*p]; q != nil {
		return q
	}
	all[*p] = p
	return p
}

func (w *words) list(p *[]string) *[]string {
	if p == nil {
		return nil
	}
	key := strings.Join(*p, "\x1f")
	if q := w.lists[key]; q != nil && len(*q) == len(*p) {
		return q
	}
	w.lists[key] = p
	return p
}

// slim takes everything out of the facts of which conditions don't ask, and lets them share what others hold too. The facts are its
// caller's own.
func (w *words) slim(f *order.Facts) *order.Facts {
	dest := make([]int, len(f.Lines))
	if len(f.Destinations) > 1 {
		for i, l := range f.Lines {
			dest[i] = f.DestinationOf(l)
		}
	}
	f.Shown, f.ClearanceWhy, f.Alerts, f.Other, f.Listed, f.MallSettles, f.Uncertain, f.Unconfirmed = nil, nil, nil, nil, nil, nil, nil, nil
	for _, p := range []**string{&f.StatusRaw, &f.PaymentText, &f.Comment, &f.CommentRaw, &f.Memo, &f.WishTime, &f.WishSlot, &f.Method, &f.Orderer.Name, &f.Orderer.Kana, &f.Orderer.Zip} {
		*p = w.shared(*p)
	}
	for _, p := range []**yen.Yen{&f.Total, &f.Goods, &f.Shipping, &f.CODFee, &f.WrappingFee, &f.Coupon, &f.Points} {
		*p = shared(w.yens, *p)
	}
	for _, p := range []**jst.Date{&f.PayBy, &f.Release, &f.WishDate, &f.Promise} {
		*p = shared(w.days, *p)
	}
	o := &f.Orderer
	for i := range f.Destinations {
		d := &f.Destinations[i]
		d.ID = key(i)[1:] // a short key instead of name and address: lines name their destination by it
		for _, p := range []**string{&d.Name, &d.Kana, &d.Zip, &d.Noshi, &d.Wrapping, &d.Message} {
			*p = w.shared(*p)
		}
		same(&d.Address, o.Address)
		same(&d.Phone, o.Phone)
	}
	for i := range f.Lines {
		l := &f.Lines[i]
		l.ID, l.Dest, l.Shipped = "", key(dest[i]), nil
		l.Code, l.SKU, l.Name, l.Options = w.shared(l.Code), w.shared(l.SKU), w.shared(l.Name), w.list(l.Options)
		l.Qty, l.TaxRate, l.UnitPrice, l.Release = shared(w.ints, l.Qty), shared(w.ints, l.TaxRate), shared(w.yens, l.UnitPrice), shared(w.days, l.Release)
	}
	return f
}

// key names the destination of a line.
func key(i int) string {
	if i == 0 {
		return "#0"
	}
	return "#" + strconv.Itoa(i)
}

// same keeps one copy of what a destination and the orderer both say.
func same(p **string, orderers *string) {
	if *p != nil && orderers != nil && **p == *orderers {
		*p = orderers
	}
}
