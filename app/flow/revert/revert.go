// Package revert takes acts of the owner back and says what became of every part of them.
package revert

import (
	"context"
	"errors"
	"fmt"
	"time"

	"miseban/app/flow/desk"
	"miseban/store"
)

// ErrNothing says that there is no act left to take back.
var ErrNothing = errors.New("nothing to undo")

// Kept is a part of an act that stays as it is.
type Kept struct {
	OrderNo string `json:"order_no"` // empty when it is of no order
	Reason  string `json:"reason"`   // Japanese
}

// Result says what became of an act that was taken back.
type Result struct {
	Title    string `json:"title"`
	Reversed int    `json:"reversed"`
	Kept     []Kept `json:"kept"`
	Failed   []Kept `json:"failed"`
}

// Newest takes the newest act back that was not taken back yet.
func Newest(ctx context.Context, d *desk.Desk, now time.Time) (Result, error) {
	var e store.JournalEntry
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		var err error
		e, err = r.NewestUndoable()
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return Result{}, ErrNothing
	}
	if err != nil {
		return Result{}, err
	}
	return Entry(ctx, d, e.ID, now)
}

// Batch takes an import back.
func Batch(ctx context.Context, d *desk.Desk, batch int64, now time.Time) (Result, error) {
	var entry int64
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Batches()
		for _, b := range all {
			if b.ID == batch && b.UndoneAt == 0 {
				entry = b.Entry
			}
		}
		return err
	})
	if err != nil {
		return Result{}, err
	}
	if entry == 0 {
		return Result{}, fmt.Errorf("batch %d: %w", batch, ErrNothing)
	}
	return Entry(ctx, d, entry, now)
}

// Entry takes the act of a journal entry back.
func Entry(ctx context.Context, d *desk.Desk, entry int64, now time.Time) (Result, error) {
	res := Result{Kept: []Kept{}, Failed: []Kept{}}
	var e store.JournalEntry
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		var err error
		e, err = r.JournalEntry(entry)
		return err
	})
	if err != nil {
		return res, err
	}
	res.Title = e.Title
	names := map[int64]string{}
	for _, r := range d.Rows() {
		names[r.ID] = r.No
	}
	outcomes, err := d.Undo(ctx, entry, now)
	for _, o := range outcomes {
		if o.Kept != "" {
			res.Kept = append(res.Kept, Kept{names[o.OrderID], o.Kept})
		} else {
			res.Reversed++
		}
	}
	return res, err
}
