package intake

import (
	"context"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/store"
)

// Age is how fresh the newest file of a shop is: a cancellation at the mall after it is not known here.
type Age struct {
	ShopID int64
	Shop   string
	Fresh  jst.Moment
	Open   int // open orders of the shop
}

// Ages gives the newest file of each shop.
func Ages(ctx context.Context, d *desk.Desk) ([]Age, error) {
	newest := map[int64]jst.Moment{}
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Batches()
		for _, b := range all {
			if b.UndoneAt == 0 && b.Format != HandFormat {
				newest[b.ShopID] = max(newest[b.ShopID], b.FreshAt)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	open := map[int64]int{}
	for _, r := range d.Rows() {
		if r.Status.Open() {
			open[r.ShopID]++
		}
	}
	var out []Age
	for _, s := range d.Shops() {
		if m, ok := newest[s.ID]; ok {
			out = append(out, Age{s.ID, s.Name, m, open[s.ID]})
		}
	}
	return out, nil
}
