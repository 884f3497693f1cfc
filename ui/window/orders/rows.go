package orders

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"miseban/app/flow/desk"
	"miseban/app/order"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/window/frame"
)

// columns of the list, in their order.
func columns() []grid.Column {
	return []grid.Column{
		{ID: "shop", Title: "店舗", Width: 68, Always: true},
		{ID: "number", Title: "注文番号", Width: 121, KeepEnd: true},
		{ID: "at", Title: "注文日時", Width: 92},
		{ID: "name", Title: "注文者", Width: 92},
		{ID: "pieces", Title: "点数", Width: 46, Align: grid.Right},
		{ID: "total", Title: "請求額", Width: 78, Align: grid.Right},
		{ID: "status", Title: "ステータス", Width: 118},
		{ID: "flags", Title: "判定", Width: 150, NoSort: true},
		{ID: "why", Title: "理由", Width: 160, Grow: true, NoSort: true},
		{ID: "recipient", Title: "お届け先", Width: 92, Hidden: true},
		{ID: "marks", Title: "ラベル・チェック", Width: 150, Hidden: true},
	}
}

// list is the rows as the grid shows them.
type list struct {
	rows  []*desk.Row
	shops map[int64]order.Shop
}

func (l list) Len() int { return len(l.rows) }

// Key finds a row again after sorting and reloading.
func (l list) Key(i int) string { return strconv.FormatInt(l.rows[i].ID, 10) }

// Row makes one row's texts; only rows in sight are asked for.
func (l list) Row(i int) grid.Row {
	r := l.rows[i]
	total := grid.Of(grid.Quiet, "—")
	if r.Total != nil {
		total = grid.Text(r.Total.String())
	}
	status := grid.Status(r.Status.Name(), frame.Tone(r.Status))
	why := r.Why
	if why == "" {
		why = "—"
	}
	return grid.Row{Cells: []grid.Cell{grid.Text(l.shops[r.ShopID].Mall.Name()), grid.Text(r.No), grid.Text(moment(r)), grid.Text(r.Name),
		grid.Text(strconv.Itoa(r.Pieces)), total, status, tags(r), grid.Of(grid.Quiet, why), grid.Text(r.Recipient), grid.Join(markSpans(r)...)},
		Faint: frame.Tone(r.Status) == look.ToneCancelled}
}

// tags are the owner's own labels and check boxes first, then the flags: what she put there herself must not be cut off.
func tags(r *desk.Row) grid.Cell {
	spans := markSpans(r)
	for _, t := range frame.Chips(r.Flags, r.Repeat) {
		spans = append(spans, grid.Span{Text: t, Kind: grid.Chip})
	}
	return grid.Join(spans...)
}

// markSpans are labels as filled tags, check boxes with their sign.
func markSpans(r *desk.Row) []grid.Span {
	var spans []grid.Span
	for _, n := range r.Labels {
		spans = append(spans, grid.Span{Text: n, Kind: grid.Pill, Tone: look.TonePayment})
	}
	for _, n := range r.Checks {
		spans = append(spans, grid.Span{Text: ticked + n, Kind: grid.Pill, Tone: look.TonePrint})
	}
	return spans
}

// ticked is the sign of a check box that is ticked.
const ticked = "✓ "

func moment(r *desk.Row) string {
	if r.OrderedAt == 0 {
		return "—"
	}
	return r.OrderedAt.Time().Format("01/02 15:04")
}

// sorted gives the rows in the order of a column; the newest first where they are equal.
func sorted(rows []*desk.Row, s grid.Sort, shops map[int64]order.Shop) []*desk.Row {
	if s.Column == "" || (s.Column == "at" && s.Descending) {
		return rows // as they come: the newest first
	}
	compare := func(a, b *desk.Row) int {
		switch s.Column {
		case "shop":
			return cmp.Or(strings.Compare(string(shops[a.ShopID].Mall), string(shops[b.ShopID].Mall)), cmp.Compare(a.ShopID, b.ShopID))
		case "number":
			return strings.Compare(a.No, b.No)
		case "at":
			return cmp.Compare(a.OrderedAt, b.OrderedAt)
		case "name":
			return strings.Compare(a.Name, b.Name)
		case "pieces":
			return cmp.Compare(a.Pieces, b.Pieces)
		case "total":
			return compareTotals(a, b)
		case "status":
			return cmp.Compare(a.Status, b.Status)
		case "recipient":
			return strings.Compare(a.Recipient, b.Recipient)
		case "marks":
			return cmp.Or(slices.Compare(a.Labels, b.Labels), slices.Compare(a.Checks, b.Checks))
		}
		return 0
	}
	out := slices.Clone(rows)
	slices.SortStableFunc(out, func(a, b *desk.Row) int {
		if s.Descending {
			return compare(b, a)
		}
		return compare(a, b)
	})
	return out
}

// compareTotals puts unknown totals first.
func compareTotals(a, b *desk.Row) int {
	switch {
	case a.Total == nil && b.Total == nil:
		return 0
	case a.Total == nil:
		return -1
	case b.Total == nil:
		return 1
	}
	return cmp.Compare(*a.Total, *b.Total)
}
