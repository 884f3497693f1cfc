package simulate

import (
	"cmp"
	"slices"

	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/rule"
)

// Value is a value that a field has in the book, and in how many orders.
type Value struct {
	Text   string // id for a field with words
	Orders int
}

// mostValues is how many values of a field are offered: nobody reads more.
const mostValues = 200

// Values gives what a field's values are in the book's orders, the most frequent first. Fields whose values are as good as never the
// same (names, addresses, sums) have none.
func (b *Book) Values(field string) []Value {
	read := values[field]
	if read == nil {
		return nil
	}
	count := map[string]int{}
	for _, o := range b.Orders {
		in := o.prepared.Input()
		seen := map[string]bool{}
		for _, v := range read(&in.Shop, in.Facts, o.prepared) {
			if v != "" && !seen[v] {
				seen[v] = true
				count[v]++
			}
		}
	}
	out := make([]Value, 0, len(count))
	for v, n := range count {
		out = append(out, Value{v, n})
	}
	slices.SortFunc(out, func(a, b Value) int { return cmp.Or(cmp.Compare(b.Orders, a.Orders), cmp.Compare(a.Text, b.Text)) })
	return out[:min(len(out), mostValues)]
}

type valuesOf = func(*order.Shop, *order.Facts, subjected) []string

// subjected is an order that rules can ask about.
type subjected interface{ Subject() rule.Subject }

func ofOrder(read func(*order.Facts) *string) valuesOf {
	return func(_ *order.Shop, f *order.Facts, _ subjected) []string { return []string{order.Value(read(f))} }
}

func ofPlaces(read func(*order.Destination) *string) valuesOf {
	return func(_ *order.Shop, f *order.Facts, _ subjected) (out []string) {
		for i := range f.Destinations {
			out = append(out, order.Value(read(&f.Destinations[i])))
		}
		return out
	}
}

func ofLines(read func(*order.Line) *string) valuesOf {
	return func(_ *order.Shop, f *order.Facts, _ subjected) (out []string) {
		for i := range f.Lines {
			out = append(out, order.Value(read(&f.Lines[i])))
		}
		return out
	}
}

var values = map[string]valuesOf{
	"shop":         func(s *order.Shop, _ *order.Facts, _ subjected) []string { return []string{s.Name} },
	"mall":         func(s *order.Shop, _ *order.Facts, _ subjected) []string { return []string{string(s.Mall)} },
	"payment":      func(_ *order.Shop, _ *order.Facts, p subjected) []string { return []string{string(p.Subject().Class)} },
	"payment_text": ofOrder(func(f *order.Facts) *string { return f.PaymentText }),
	"method_raw":   ofOrder(func(f *order.Facts) *string { return f.Method }),
	"status_raw":   ofOrder(func(f *order.Facts) *string { return f.StatusRaw }),
	"wish_slot":    ofOrder(func(f *order.Facts) *string { return f.WishSlot }),
	"flags":        func(_ *order.Shop, _ *order.Facts, p subjected) []string { return p.Subject().Flags },
	"stops":        func(_ *order.Shop, _ *order.Facts, p subjected) []string { return p.Subject().Stops },
	"labels":       func(_ *order.Shop, _ *order.Facts, p subjected) []string { return p.Subject().Labels },
	"checks":       func(_ *order.Shop, _ *order.Facts, p subjected) []string { return p.Subject().Checks },
	"noshi":        ofPlaces(func(d *order.Destination) *string { return d.Noshi }),
	"wrapping":     ofPlaces(func(d *order.Destination) *string { return d.Wrapping }),
	"prefecture": func(_ *order.Shop, f *order.Facts, _ subjected) (out []string) {
		for _, d := range f.Destinations {
			out = append(out, prefectureID(normal.PrefectureOf(order.Value(d.Address))))
		}
		return out
	},
	"orderer_prefecture": func(_ *order.Shop, f *order.Facts, _ subjected) []string {
		return []string{prefectureID(normal.PrefectureOf(order.Value(f.Orderer.Address)))}
	},
	"code":     ofLines(func(l *order.Line) *string { return l.Code }),
	"mall_sku": ofLines(func(l *order.Line) *string { return l.SKU }),
	"item":     ofLines(func(l *order.Line) *string { return l.Name }),
	"options": func(_ *order.Shop, f *order.Facts, _ subjected) (out []string) {
		for _, l := range f.Lines {
			out = append(out, order.Value(l.Options)...)
		}
		return out
	},
	"sku": func(_ *order.Shop, f *order.Facts, p subjected) []string {
		return goodsOf(f, p, func(g rule.Goods) string { return g.SKU })
	},
	"supplier": func(_ *order.Shop, f *order.Facts, p subjected) []string {
		return goodsOf(f, p, func(g rule.Goods) string { return g.Supplier })
	},
}

func goodsOf(f *order.Facts, p subjected, read func(rule.Goods) string) (out []string) {
	s := p.Subject()
	if s.Goods == nil {
		return nil
	}
	for i := range f.Lines {
		if g, ok := s.Goods(i); ok {
			out = append(out, read(g))
		}
	}
	return out
}

func prefectureID(name string) string {
	for _, w := range rule.Prefectures {
		if w.Name == name {
			return w.ID
		}
	}
	return ""
}
