package mall

import (
	"slices"

	"miseban/app/order"
	"miseban/app/yen"
)

// mergeLine adds a line of a mall that has no line ids. The same goods on two rows (code, name, options, price) are one line.
func mergeLine(lines []order.Line, l order.Line) []order.Line {
	for i := range lines {
		o := &lines[i]
		if o.Qty != nil && l.Qty != nil && equal(o.Code, l.Code) && equal(o.SKU, l.SKU) && equal(o.Name, l.Name) && equal(o.UnitPrice, l.UnitPrice) &&
			(o.Options == nil) == (l.Options == nil) && slices.Equal(order.Value(o.Options), order.Value(l.Options)) && o.Dest == l.Dest {
			o.Qty = order.Known(*o.Qty + *l.Qty)
			return lines
		}
	}
	return append(lines, l)
}

func equal[T comparable](a, b *T) bool { return a == b || a != nil && b != nil && *a == *b }

// repeated is an amount of the whole order that stands on its rows. differs: two rows tell different ones.
type repeated struct {
	yen     *yen.Yen
	differs bool
}

func (r *repeated) see(y *yen.Yen) {
	switch {
	case r.yen == nil:
		r.yen = y
	case y != nil && *y != *r.yen:
		r.differs = true
	}
}

// oneOrder joins what two pieces of an order say that no row alone tells: states of the mall, alerts, words.
func oneOrder(out, a, b *order.Facts) {
	decides := a
	if rank(b) > rank(a) {
		decides = b
	}
	out.Clearance, out.ClearanceWhy = decides.Clearance, decides.ClearanceWhy
	out.ShippedMall, out.Cancelled = decides.ShippedMall, decides.Cancelled
	out.Alerts = bothAlerts(a.Alerts, b.Alerts)
	if a.Paid == nil || b.Paid == nil || *a.Paid != *b.Paid {
		out.Paid = nil
	}
	out.StatusRaw = bothTexts(a.StatusRaw, b.StatusRaw, "、")
	out.Comment, out.CommentRaw = bothTexts(a.Comment, b.Comment, "\n"), bothTexts(a.CommentRaw, b.CommentRaw, "\n")
	out.Memo = bothTexts(a.Memo, b.Memo, "\n")
}

func bothTexts(a, b *string, sep string) *string {
	if a == nil || b == nil {
		if a == nil {
			return b
		}
		return a
	}
	return order.Known(add(*a, *b, sep))
}

func bothAlerts(a, b *[]order.Alert) *[]order.Alert {
	if a == nil || b == nil {
		if a == nil {
			return b
		}
		return a
	}
	all := slices.Clone(*a)
	for _, x := range *b {
		if !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	return &all
}

// mergedPieces is oneOrder for malls without line ids.
func mergedPieces(out, a, b *order.Facts) {
	oneOrder(out, a, b)
	var lines []order.Line
	for _, l := range out.Lines {
		lines = mergeLine(lines, l)
	}
	out.Lines = lines
	if a.Total != nil && b.Total != nil && *a.Total != *b.Total {
		out.Uncertain = order.Known(true)
	}
}
