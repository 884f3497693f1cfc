package mall

import (
	"reflect"
	"slices"

	"miseban/app/order"
)

// mergedLines makes one line of those that differ in nothing but their number of pieces: malls without an id of the line
// write the same item on several rows.
func mergedLines(lines []order.Line) []order.Line {
	var out []order.Line
	for _, l := range lines {
		i := slices.IndexFunc(out, func(o order.Line) bool { return sameGoods(o, l) })
		if i < 0 {
			out = append(out, l)
			continue
		}
		out[i].Qty, out[i].Shipped = addPieces(out[i].Qty, l.Qty), addPieces(out[i].Shipped, l.Shipped)
	}
	return out
}

// sameGoods tells whether two lines can be counted together. Without a number of pieces, or with one part shipped and the
// other unknown, they can't.
func sameGoods(a, b order.Line) bool {
	if a.Qty == nil || b.Qty == nil || (a.Shipped == nil) != (b.Shipped == nil) {
		return false
	}
	a.Qty, b.Qty, a.Shipped, b.Shipped = nil, nil, nil, nil
	return reflect.DeepEqual(a, b)
}

func addPieces(a, b *int) *int {
	if a == nil || b == nil {
		return nil
	}
	return order.Known(*a + *b)
}

// again tells whether a piece of an order is the other once more: two downloads that somebody copied into one file.
func again(a, b *order.Facts) bool { return reflect.DeepEqual(a, b) }

// withAlert gives the alerts with one more, each once.
func withAlert(have *[]order.Alert, a order.Alert) *[]order.Alert {
	alerts := slices.Clone(order.Value(have))
	if !slices.Contains(alerts, a) {
		alerts = append(alerts, a)
	}
	return &alerts
}

// findOne gives the first of the columns that the file has: the names that one column has had.
func (h *Columns) findOne(names ...string) column {
	for _, n := range names {
		if h.has(n) {
			return h.find(n)
		}
	}
	return h.find(names[0])
}

// findQuietly gives the column without missing it: one that only some files have.
func (h *Columns) findQuietly(name string) column {
	if h.has(name) {
		return h.find(name)
	}
	return column{-1, name}
}
