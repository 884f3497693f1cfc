// Package review is what the owner decides about orders: the questions of the day with their answers, and the acts that
// she can take at any time. Each is one entry of the history and can be taken back.
package review

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/store"
)

// ErrNothingToDo says that the act would change nothing.
var ErrNothingToDo = errors.New("nothing to do")

// title names an act for the history: what, and how many orders.
func title(what string, n int, first string) string {
	if n == 1 {
		return what + "：" + first
	}
	return fmt.Sprintf("%s：%d件", what, n)
}

// decide writes one decision for each order, or drops it.
func decide(ctx context.Context, d *desk.Desk, rows []*desk.Row, kind order.DecisionKind, what, body string, off bool, now time.Time) (int64, error) {
	if len(rows) == 0 {
		return 0, ErrNothingToDo
	}
	if off {
		what += "を取り消し"
	}
	return d.Act(ctx, string(kind), title(what, len(rows), rows[0].No), now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		ids := make([]int64, 0, len(rows))
		for _, r := range rows {
			ids = append(ids, r.ID)
			var err error
			if off {
				err = w.DropDecision(r.ID, kind, "")
			} else {
				err = w.PutDecision(order.Decision{OrderID: r.ID, Kind: kind, Body: body, At: jst.At(now)})
			}
			if err != nil {
				return nil, err
			}
		}
		return ids, nil
	})
}

// Ask marks orders as waiting for the customer's answer.
func Ask(ctx context.Context, d *desk.Desk, rows []*desk.Row, note string, off bool, now time.Time) (int64, error) {
	return decide(ctx, d, rows, order.Ask, "お客様に確認（返信待ち）", note, off, now)
}

// Pay marks orders as paid.
func Pay(ctx context.Context, d *desk.Desk, rows []*desk.Row, off bool, now time.Time) (int64, error) {
	return decide(ctx, d, rows, order.MarkPaid, "入金済みにする", "", off, now)
}

// Cancel cancels orders here; the mall is not told.
func Cancel(ctx context.Context, d *desk.Desk, rows []*desk.Row, off bool, now time.Time) (int64, error) {
	return decide(ctx, d, rows, order.Cancel, "キャンセル", "", off, now)
}

// Prices shows or hides the amounts on the slip, over the judgement; off gives it back to the judgement.
func Prices(ctx context.Context, d *desk.Desk, rows []*desk.Row, show, off bool, now time.Time) (int64, error) {
	body, what := "hide", "納品書の金額を隠す"
	if show {
		body, what = "show", "納品書に金額を出す"
	}
	return decide(ctx, d, rows, order.ShowPrices, what, body, off, now)
}

// Ship marks orders as gone out, without a slip of this program; off takes it back, and the stock with it.
func Ship(ctx context.Context, d *desk.Desk, rows []*desk.Row, off bool, now time.Time) (int64, error) {
	return deed(ctx, d, rows, order.Shipped, "出荷済みにする", off, now)
}

// Notified marks that the mall was told of the shipping.
func Notified(ctx context.Context, d *desk.Desk, rows []*desk.Row, off bool, now time.Time) (int64, error) {
	return deed(ctx, d, rows, order.Notified, "モールへ通知済みにする", off, now)
}

// PutBack makes printed orders printable again: back to 印刷待ち.
func PutBack(ctx context.Context, d *desk.Desk, rows []*desk.Row, now time.Time) (int64, error) {
	return deed(ctx, d, rows, order.Printed, "印刷待ちに戻す", true, now)
}

func deed(ctx context.Context, d *desk.Desk, rows []*desk.Row, kind order.DeedKind, what string, off bool, now time.Time) (int64, error) {
	if len(rows) == 0 {
		return 0, ErrNothingToDo
	}
	moves, sent := map[int64][]desk.Taken{}, map[int64]string{}
	if kind == order.Shipped && !off {
		var err error
		if moves, err = d.TakenBy(ctx, rows, now); err != nil {
			return 0, err
		}
		if sent, err = asSent(ctx, d, rows, now); err != nil {
			return 0, err
		}
	}
	if off && kind != order.Printed {
		what += "（取り消し）"
	}
	return d.Act(ctx, string(kind), title(what, len(rows), rows[0].No), now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		ids := make([]int64, 0, len(rows))
		for _, r := range rows {
			ids = append(ids, r.ID)
			if off {
				if err := w.DropDeeds(r.ID, kind); err != nil {
					return nil, err
				}
			} else if err := w.PutDeed(order.Deed{OrderID: r.ID, Kind: kind, Ref: jst.At(now).Time().Format("20060102"), At: jst.At(now), Snapshot: cmp.Or(sent[r.ID], "{}")}); err != nil {
				return nil, err
			}
			if kind != order.Shipped {
				continue
			}
			if err := desk.MoveStock(w, r.ID, moves[r.ID], off, now); err != nil {
				return nil, err
			}
		}
		return ids, nil
	})
}

// asSent gives of each order what its parcels hold and where they go, so that a later change at the mall is noticed.
func asSent(ctx context.Context, d *desk.Desk, rows []*desk.Row, now time.Time) (map[int64]string, error) {
	out := map[int64]string{}
	err := d.EachJudged(ctx, rows, now, func(r *desk.Row, in judge.Input, _ judge.Judgement) error {
		snapshot, err := json.Marshal(order.Print{Fingerprint: judge.Fingerprint(in.Facts)})
		out[r.ID] = string(snapshot)
		return err
	})
	return out, err
}
