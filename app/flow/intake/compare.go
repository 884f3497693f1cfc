package intake

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/order"
	"miseban/store"
)

// said is what the files so far say about an order of the file at hand.
type said struct {
	fresh    jst.Moment // of the freshest of them
	hash     string
	freshest []byte // its body, when it is the same as the file's
	echo     int64  // a batch that has the very same body; 0 = none
	others   bool   // some file said something else
}

// compare finds for every order of the file whether it is new, changed or the same. Most orders of a file that comes every
// week say what they said before, byte for byte: that is seen in one pass, without taking them apart.
func compare(ctx context.Context, d *desk.Desk, g *gathered, shop order.Shop, report *FileReport, seen tally) ([]desk.Incoming, []Changed, error) {
	known := map[string]int64{}
	if shop.ID != 0 {
		for _, r := range d.Rows() {
			if r.ShopID == shop.ID {
				known[r.Key] = r.ID
			}
		}
	}
	incoming := make([]desk.Incoming, 0, len(g.orders))
	var changes []Changed
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		if err := g.mask(r, known); err != nil {
			return err
		}
		before, err := g.saidBefore(r, known)
		if err != nil {
			return err
		}
		for i, o := range g.orders {
			if i%1024 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			in := desk.Incoming{ID: known[o.no], No: o.no, Reading: o.body, Rows: o.at}
			if in.ID == 0 {
				report.RowCounts.New += o.rows
				report.Orders.New++
				seen.note(shop.Name, o.no, isNew)
				incoming = append(incoming, in)
				continue
			}
			was := before[in.ID]
			in.Echo = was.echo
			if was.freshest != nil && (o.findable || !was.others) && !g.format.Lists && fresher(g.fresh, g.hash, was.fresh, was.hash) {
				in.Same = true // the same words once more, and later: they change nothing
			} else if err := g.fold(r, &in, &changes); err != nil {
				return err
			}
			if in.Same {
				report.RowCounts.Same += o.rows
				report.Orders.Same++
				seen.note(shop.Name, o.no, same)
			} else {
				report.RowCounts.Changed += o.rows
				report.Orders.Changed++
				seen.note(shop.Name, o.no, changed)
			}
			incoming = append(incoming, in)
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("compare %s: %w", report.File, err)
	}
	return incoming, changes, nil
}

// fresher orders readings as order.Fold does.
func fresher(a jst.Moment, hashA string, b jst.Moment, hashB string) bool {
	return cmp.Or(cmp.Compare(a, b), cmp.Compare(hashA, hashB)) > 0
}

// saidBefore reads what the shop's files say about the file's orders: a few by one look each, many in one pass.
func (g *gathered) saidBefore(r *store.Reader, known map[string]int64) (map[int64]said, error) {
	mine := make(map[int64]int, len(g.orders))
	for i, o := range g.orders {
		if id := known[o.no]; id != 0 {
			mine[id] = i
		}
	}
	out := make(map[int64]said, len(mine))
	if len(mine) == 0 {
		return out, nil
	}
	err := r.EachReading(func(id int64) bool { _, ok := mine[id]; return ok }, func(s store.StoredReading) error {
		was := out[s.OrderID]
		body := g.orders[mine[s.OrderID]].body
		equal := bytes.Equal(s.Body, body)
		if equal && was.echo == 0 {
			was.echo = s.Batch
		}
		was.others = was.others || !equal
		if was.hash == "" || fresher(s.Fresh, s.Hash, was.fresh, was.hash) {
			was.fresh, was.hash, was.freshest = s.Fresh, s.Hash, nil
			if equal {
				was.freshest = body
			}
		}
		out[s.OrderID] = was
		return nil
	})
	return out, err
}

// fold compares one order with all that is known of it.
func (g *gathered) fold(r *store.Reader, in *desk.Incoming, changes *[]Changed) error {
	before, err := r.Readings(in.ID)
	if err != nil {
		return err
	}
	fresh, err := order.Decode(in.Reading)
	if err != nil {
		return err
	}
	old := order.Fold(before)
	now := order.Fold(append(slices.Clone(before), order.Reading{Fresh: g.fresh, Hash: g.hash, Facts: fresh}))
	if in.Folded, err = order.Encode(now); err != nil {
		return err
	}
	if in.Same = order.Same(old, now); !in.Same {
		*changes = append(*changes, Changed{key: in.No, OrderID: in.ID, OrderNo: in.No, Changes: order.Diff(old, now)})
	}
	return nil
}
