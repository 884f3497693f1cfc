package intake

import (
	"fmt"

	"miseban/app/order"
	"miseban/store"
)

// mask takes the personal data out of what the file says about orders from which it was taken out before: an old file, or
// a new one that still lists them, must not bring it back. Such a file is not kept as it was either.
func (g *gathered) mask(r *store.Reader, known map[string]int64) error {
	purged, err := r.PurgedOrders()
	if err != nil || len(purged) == 0 {
		return err
	}
	for i, o := range g.orders {
		id := known[o.no]
		if _, gone := purged[id]; !gone {
			continue
		}
		g.purged++
		readings, err := r.Readings(id)
		if err != nil {
			return err
		}
		f, err := order.Decode(o.body)
		if err != nil {
			return err
		}
		if g.orders[i].body, err = order.Encode(store.MaskAgain(f, order.Fold(readings))); err != nil {
			return fmt.Errorf("mask order %s: %w", o.no, err)
		}
	}
	return nil
}
