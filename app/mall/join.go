package mall

import (
	"reflect"
	"slices"

	"miseban/app/order"
	"miseban/app/yen"
)

// appendLine adds a line, unless it is the same row once more: the mall's line id and all values are equal.
func appendLine(lines []order.Line, l order.Line) []order.Line {
	if l.ID != "" && slices.ContainsFunc(lines, func(o order.Line) bool { return o.ID == l.ID && reflect.DeepEqual(o, l) }) {
		return lines
	}
	return append(lines, l)
}

// Join makes one order of two pieces of it that stood apart in the same file: the lines and destinations of b behind those
// of a, and, where the format's amounts are sums over rows, their sum. Neither piece is changed.
func (f *Format) Join(a, b *order.Facts) *order.Facts {
	out := *a
	out.Destinations = slices.Clone(a.Destinations)
	for _, d := range b.Destinations {
		if !slices.ContainsFunc(out.Destinations, func(o order.Destination) bool { return o.Key() == d.Key() }) {
			out.Destinations = append(out.Destinations, d)
		}
	}
	several := len(out.Destinations) > 1
	out.Lines = placed(a, several)
	before := len(out.Lines)
	for _, l := range placed(b, several) {
		out.Lines = appendLine(out.Lines, l)
	}
	out.AllLines = a.AllLines && b.AllLines
	out.GiftMark = either(a.GiftMark, b.GiftMark)
	out.Unconfirmed = either(a.Unconfirmed, b.Unconfirmed)
	out.Uncertain = either(a.Uncertain, b.Uncertain)
	if !a.Head && b.Head {
		head := *b
		head.Destinations, head.Lines, head.AllLines = out.Destinations, out.Lines, out.AllLines
		out = head
	}
	if f.sums && len(out.Lines) > before {
		out.Total, out.Goods, out.Shipping = sum(a.Total, b.Total), sum(a.Goods, b.Goods), sum(a.Shipping, b.Shipping)
		out.WrappingFee, out.Coupon = sum(a.WrappingFee, b.WrappingFee), sum(a.Coupon, b.Coupon)
	}
	if f.pieces != nil && len(out.Lines) > before {
		f.pieces(&out, a, b)
	}
	return &out
}

// placed gives the lines of a piece; where the whole has several destinations, each names its own.
func placed(f *order.Facts, several bool) []order.Line {
	lines := slices.Clone(f.Lines)
	if several && len(f.Destinations) == 1 {
		for i := range lines {
			if lines[i].Dest == "" {
				lines[i].Dest = f.Destinations[0].Key()
			}
		}
	}
	return lines
}

// either is true if one is; unknown if one is unknown and the other not true.
func either(a, b *bool) *bool {
	switch {
	case order.Value(a):
		return a
	case order.Value(b):
		return b
	case a == nil:
		return a
	}
	return b
}

// sum adds two amounts; one that is unknown makes the sum unknown.
func sum(a, b *yen.Yen) *yen.Yen {
	if a == nil || b == nil {
		return nil
	}
	return order.Known(*a + *b)
}
