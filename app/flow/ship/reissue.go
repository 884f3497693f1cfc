package ship

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"miseban/app/flow/desk"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/slip"
	"miseban/store"
)

// samePages says whether two makings of an order's slips look the same, but for what belongs to the printing itself.
func samePages(was, is []slip.Slip) bool {
	page := func(s slip.Slip) string {
		s.Running, s.BatchNote, s.Reissue, s.PrintedOn = "", "", false, ""
		return slip.Layout(s).Text()
	}
	return slices.EqualFunc(was, is, func(a, b slip.Slip) bool { return page(a) == page(b) })
}

// lastPaper gives the slips of an order's last printing, marked as reissued; none when it is not printed now.
func lastPaper(ctx context.Context, d *desk.Desk, in judge.Input) ([]slip.Slip, error) {
	var last order.Deed
	for _, x := range in.Deeds {
		if x.Kind == order.Printed && x.At >= last.At {
			last = x
		}
	}
	if last.Ref == "" {
		return nil, nil
	}
	if p, err := judge.ReadPrint(last); err != nil || p.Fingerprint != judge.Fingerprint(in.Facts) {
		return nil, err // printed, but the order has changed since: a new slip
	}
	var out []slip.Slip
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		bodies, err := r.Paper(in.ID, last.Ref)
		for _, b := range bodies {
			var s slip.Slip
			if err := json.Unmarshal(b, &s); err != nil {
				return fmt.Errorf("read slip of order %d: %w", in.ID, err)
			}
			s.Reissue = true
			out = append(out, s)
		}
		return err
	})
	return out, err
}
