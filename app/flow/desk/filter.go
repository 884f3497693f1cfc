package desk

import (
	"cmp"
	"slices"
	"strings"

	"miseban/app/judge"
	"miseban/app/normal"
)

// Filter chooses orders for the list. The zero value chooses all.
type Filter struct {
	Status judge.Status // 0 = any
	ShopID int64        // 0 = any
	Search string       // words in any spelling; all must be there
}

// Select gives the orders that the filter lets through, the newest first.
func (d *Desk) Select(f Filter) []*Row {
	rows := d.Rows()
	words := strings.Fields(f.Search)
	for i, w := range words {
		words[i] = normal.Search(w)
	}
	out := make([]*Row, 0, len(rows))
	for _, r := range rows {
		if (f.Status == 0 || r.Status == f.Status) && (f.ShopID == 0 || r.ShopID == f.ShopID) && r.has(words) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b *Row) int {
		return cmp.Or(cmp.Compare(b.OrderedAt, a.OrderedAt), cmp.Compare(b.ID, a.ID))
	})
	return out
}

func (r *Row) has(words []string) bool {
	for _, w := range words {
		if !strings.Contains(r.Hay, w) {
			return false
		}
	}
	return true
}
