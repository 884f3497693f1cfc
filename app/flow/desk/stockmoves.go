package desk

import (
	"context"
	"fmt"
	"time"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/stock"
	"miseban/store"
)

// Taken is what an order takes out of the stock when it goes out.
type Taken struct {
	SKU string
	Qty int
}

// TakenBy gives what each of the orders takes out of managed stock.
func (d *Desk) TakenBy(ctx context.Context, rows []*Row, now time.Time) (map[int64][]Taken, error) {
	out := map[int64][]Taken{}
	onHand := d.Goods().OnHand
	err := d.EachJudged(ctx, rows, now, func(r *Row, in judge.Input, j judge.Judgement) error {
		sum := map[string]int{}
		var codes []string
		for i, l := range in.Facts.Lines {
			s := j.SKUs[i]
			if _, managed := onHand[s]; s == "" || !managed {
				continue
			}
			if sum[s] == 0 {
				codes = append(codes, s)
			}
			sum[s] += order.Value(l.Qty) - order.Value(l.Shipped)
		}
		for _, s := range codes {
			out[r.ID] = append(out[r.ID], Taken{s, sum[s]})
		}
		return nil
	})
	return out, err
}

// MoveStock writes the stock ledger's lines of an order that goes out, or takes them back.
func MoveStock(w *store.Writer, orderID int64, taken []Taken, back bool, now time.Time) error {
	ref := fmt.Sprintf("ship:%d", orderID)
	if back {
		return w.DropMovements(ref)
	}
	for _, t := range taken {
		if err := w.PutMovement(stock.Movement{SKU: t.SKU, Kind: stock.Shipment, Qty: t.Qty, At: jst.At(now), Ref: ref}); err != nil {
			return err
		}
	}
	return nil
}
