package intake

import (
	"context"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/store"
)

// Batch is one file that was taken in.
type Batch struct {
	ID         int64      `json:"batch"`
	File       string     `json:"file"`
	Format     string     `json:"format"`
	Shop       string     `json:"shop"`
	ImportedAt jst.Moment `json:"imported_at"`
	Undone     bool       `json:"undone"`
}

// Batches gives all files that were taken in, the newest first.
func Batches(ctx context.Context, d *desk.Desk) ([]Batch, error) {
	out := []Batch{}
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Batches()
		for _, b := range all {
			out = append(out, Batch{b.ID, b.File, b.Format, d.Shop(b.ShopID).Name, b.ImportedAt, b.UndoneAt != 0})
		}
		return err
	})
	return out, err
}
