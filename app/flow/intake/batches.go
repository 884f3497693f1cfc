package intake

import (
	"context"
	"encoding/json"
	"fmt"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/mall"
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

// ReportOf gives what an import told when it was done. Numbers of orders and questions are those of then.
func ReportOf(ctx context.Context, d *desk.Desk, batch int64) (Report, error) {
	out := Report{Files: []FileReport{}}
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Batches()
		for _, b := range all {
			if b.ID != batch {
				continue
			}
			f := FileReport{}
			if err := json.Unmarshal(b.Report, &f); err != nil {
				return fmt.Errorf("report of batch %d: %w", batch, err)
			}
			f.format, f.Batch, f.Problems = mall.ByID(b.Format), b.ID, append([]Problem{}, f.Problems...)
			if b.UndoneAt == 0 {
				f.Entry = b.Entry
			}
			for i := range f.Changed {
				if row, err := d.Find(f.Changed[i].OrderNo); err == nil {
					f.Changed[i].OrderID = row.ID
				}
			}
			out.Files, out.Orders = append(out.Files, f), f.Orders
		}
		return err
	})
	if err == nil && len(out.Files) == 0 {
		err = fmt.Errorf("batch %d: %w", batch, store.ErrNotFound)
	}
	return out, err
}
