package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"miseban/app/judge"
	"miseban/app/order"
	"miseban/store"
)

// Input reads all that is known of one order.
func (d *Desk) Input(ctx context.Context, id int64) (judge.Input, error) {
	var in judge.Input
	err := d.st.Read(ctx, func(r *store.Reader) error {
		var err error
		in, err = d.input(r, id)
		return err
	})
	return in, err
}

// Judged reads one order and judges it for now.
func (d *Desk) Judged(ctx context.Context, id int64, now time.Time) (judge.Input, judge.Judgement, error) {
	in, err := d.Input(ctx, id)
	if err != nil {
		return in, judge.Judgement{}, err
	}
	return in, judge.One(in, d.world(), now), nil
}

// EachJudged reads the wanted orders by id and judges them for now.
func (d *Desk) EachJudged(ctx context.Context, want []*Row, now time.Time, f func(*Row, judge.Input, judge.Judgement) error) error {
	set := make(map[int64]*Row, len(want))
	for _, r := range want {
		set[r.ID] = r
	}
	w := d.world()
	return d.st.Read(ctx, func(r *store.Reader) error {
		return d.eachInput(r, func(row *Row) bool { return set[row.ID] != nil }, func(in judge.Input) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return f(set[in.ID], in, judge.One(in, w, now))
		})
	})
}

func (d *Desk) input(r *store.Reader, id int64) (judge.Input, error) {
	row := d.Row(id)
	if row == nil {
		return judge.Input{}, fmt.Errorf("order %d: %w", id, ErrNoOrder)
	}
	readings, err := r.Readings(id)
	if err != nil {
		return judge.Input{}, err
	}
	return d.dress(r, row.ID, row.ShopID, row.Key, order.Fold(readings))
}

// dress adds to an order's facts what the owner typed, decided and did.
func (d *Desk) dress(r *store.Reader, id, shopID int64, key string, f *order.Facts) (judge.Input, error) {
	in := judge.Input{ID: id, Shop: d.Shop(shopID), No: key}
	corrections, err := r.Corrections(id)
	if err != nil {
		return in, err
	}
	in.Facts, in.Lost = order.Correct(f, corrections)
	in.Overridden = order.Overridden(f, corrections)
	if in.Decisions, err = r.Decisions(id); err != nil {
		return in, err
	}
	in.Deeds, err = r.Deeds(id)
	return in, err
}

// few is the number of orders up to which each is looked up by itself.
const few = 2000

// eachInput reads the inputs of all wanted orders, by id: a few one by one, many in one pass over the file.
func (d *Desk) eachInput(r *store.Reader, want func(*Row) bool, f func(judge.Input) error) error {
	var wanted []*Row
	for _, row := range d.Rows() {
		if want(row) {
			wanted = append(wanted, row)
		}
	}
	if len(wanted) <= few {
		for _, row := range wanted {
			in, err := d.input(r, row.ID)
			if err != nil {
				return err
			}
			if err := f(in); err != nil {
				return err
			}
		}
		return nil
	}
	byID := make(map[int64]*Row, len(wanted))
	for _, row := range wanted {
		byID[row.ID] = row
	}
	corrections, decisions, deeds, err := ownersRows(r)
	if err != nil {
		return err
	}
	var readings []order.Reading
	last := int64(0)
	flush := func() error {
		if last == 0 {
			return nil
		}
		row := byID[last]
		in := judge.Input{ID: last, Shop: d.Shop(row.ShopID), No: row.Key, Decisions: decisions[last], Deeds: deeds[last]}
		folded := order.Fold(readings)
		in.Facts, in.Lost = order.Correct(folded, corrections[last])
		in.Overridden = order.Overridden(folded, corrections[last])
		readings = readings[:0:0]
		return f(in)
	}
	err = r.EachReading(func(id int64) bool { return byID[id] != nil }, func(s store.StoredReading) error {
		if s.OrderID != last {
			if err := flush(); err != nil {
				return err
			}
			last = s.OrderID
		}
		x, err := s.Reading()
		readings = append(readings, x)
		return err
	})
	if err != nil {
		return err
	}
	return flush()
}

func ownersRows(r *store.Reader) (c map[int64][]order.Correction, d map[int64][]order.Decision, e map[int64][]order.Deed, err error) {
	c, d, e = map[int64][]order.Correction{}, map[int64][]order.Decision{}, map[int64][]order.Deed{}
	all, err := r.Corrections(0)
	if err != nil {
		return
	}
	for _, x := range all {
		c[x.OrderID] = append(c[x.OrderID], x)
	}
	dec, err := r.Decisions(0)
	if err != nil {
		return
	}
	for _, x := range dec {
		d[x.OrderID] = append(d[x.OrderID], x)
	}
	deeds, err := r.Deeds(0)
	for _, x := range deeds {
		e[x.OrderID] = append(e[x.OrderID], x)
	}
	return
}

// History gives the readings of an order, and whether there are any.
func (d *Desk) History(ctx context.Context, id int64) ([]order.Reading, error) {
	var out []order.Reading
	err := d.st.Read(ctx, func(r *store.Reader) error {
		var err error
		out, err = r.Readings(id)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("order %d: %w", id, ErrNoOrder)
		}
		return err
	})
	return out, err
}
