package review

import (
	"context"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
	"miseban/store"
)

// heldBy begins the subject of the acceptance that lets go what a rule holds; the rule's name follows.
const heldBy = "hold:"

// Accept says that she has looked at everything that orders ask now, and that they may go on. Advertising about which a
// question is open stays out of the parcel: only that question's own answer puts it in. Off asks again.
func Accept(ctx context.Context, d *desk.Desk, rows []*desk.Row, off bool, now time.Time) (int64, error) {
	if len(rows) == 0 {
		return 0, ErrNothingToDo
	}
	if off {
		return askAgain(ctx, d, rows, now)
	}
	accepted := map[int64][]order.Decision{}
	accept := func(r *desk.Row, subject, body string) {
		accepted[r.ID] = append(accepted[r.ID], order.Decision{OrderID: r.ID, Kind: order.Accept, Subject: subject, Body: body, At: jst.At(now)})
	}
	err := d.EachJudged(ctx, rows, now, func(r *desk.Row, _ judge.Input, j judge.Judgement) error {
		for _, q := range j.Questions {
			if q.Kind == "leaflet" {
				accept(r, q.Subject, string(judge.ActLeaveOut))
			} else {
				accept(r, q.Subject, "")
			}
		}
		if j.Blocked(judge.BlockRelease) {
			accept(r, "release", "")
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return d.Act(ctx, "accept", title("確認した", len(rows), rows[0].No), now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		ids := make([]int64, 0, len(rows))
		for _, r := range rows {
			ids = append(ids, r.ID)
			for _, x := range accepted[r.ID] {
				if err := w.PutDecision(x); err != nil {
					return nil, err
				}
			}
		}
		return ids, nil
	})
}

// askAgain drops what she accepted. What she let go of a rule's hold was another act and stays.
func askAgain(ctx context.Context, d *desk.Desk, rows []*desk.Row, now time.Time) (int64, error) {
	return d.Act(ctx, string(order.Accept), title("確認を取り消し", len(rows), rows[0].No), now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		ids := make([]int64, 0, len(rows))
		for _, r := range rows {
			ids = append(ids, r.ID)
			all, err := w.Decisions(r.ID)
			if err != nil {
				return nil, err
			}
			for _, x := range all {
				if x.Kind != order.Accept || strings.HasPrefix(x.Subject, heldBy) {
					continue
				}
				if err := w.DropDecision(r.ID, order.Accept, x.Subject); err != nil {
					return nil, err
				}
			}
		}
		return ids, nil
	})
}

// Hold puts orders aside until she takes it back; off takes it back, and lets go what rules hold, too.
func Hold(ctx context.Context, d *desk.Desk, rows []*desk.Row, note string, off bool, now time.Time) (int64, error) {
	if !off || len(rows) == 0 {
		return decide(ctx, d, rows, order.Hold, "保留", note, off, now)
	}
	holders := map[int64][]string{}
	set := d.Rules().Set
	err := d.EachJudged(ctx, rows, now, func(r *desk.Row, _ judge.Input, j judge.Judgement) error {
		if j.Blocked(judge.BlockHold) {
			holders[r.ID] = holding(set, j)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return d.Act(ctx, string(order.Hold), title("保留を取り消し", len(rows), rows[0].No), now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		ids := make([]int64, 0, len(rows))
		for _, r := range rows {
			ids = append(ids, r.ID)
			if err := w.DropDecision(r.ID, order.Hold, ""); err != nil {
				return nil, err
			}
			for _, name := range holders[r.ID] {
				if err := w.PutDecision(order.Decision{OrderID: r.ID, Kind: order.Accept, Subject: heldBy + name, At: jst.At(now)}); err != nil {
					return nil, err
				}
			}
		}
		return ids, nil
	})
}

// holding names the rules whose hold is in force on an order.
func holding(set *rule.Set, j judge.Judgement) []string {
	var out []string
	for _, f := range j.Rules {
		if f.Rule >= len(set.Rules) || set.Rules[f.Rule].Name != f.Name || slices.ContainsFunc(f.Lost, func(l judge.Lost) bool { return l.Kind == rule.HoldUntil }) {
			continue
		}
		for _, a := range set.Rules[f.Rule].Then {
			if a.Kind == rule.HoldUntil {
				out = append(out, f.Name)
				break
			}
		}
	}
	return out
}
