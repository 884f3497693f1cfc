package desk

import (
	"context"
	"time"

	"miseban/app/order"
	"miseban/store"
)

// SetShop changes a shop and judges all its orders anew: the day from which orders are to do may have moved.
func (d *Desk) SetShop(ctx context.Context, s order.Shop, now time.Time) error {
	_, err := d.Act(ctx, "shop", "店舗の設定："+s.Name, now, AllOpen, func(w *store.Writer) ([]int64, error) {
		if _, err := w.PutShop(s); err != nil {
			return nil, err
		}
		var ids []int64
		for _, r := range d.Rows() {
			if r.ShopID == s.ID {
				ids = append(ids, r.ID)
			}
		}
		return ids, nil
	})
	return err
}
