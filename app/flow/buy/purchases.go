package buy

import (
	"context"
	"encoding/json"
	"fmt"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/yen"
	"miseban/store"
)

// Purchase is a purchase order as the window lists it.
type Purchase struct {
	No          string
	Supplier    string
	At          jst.Moment
	File        string  // name of its Excel form
	Amount      yen.Yen // tax excluded, of the lines whose cost is known
	UnknownCost int     // lines without a known cost
	Open        bool    // something of it has not come yet
	Lines       []PurchaseLine
}

// PurchaseLine is one SKU of a purchase. Counts are units.
type PurchaseLine struct {
	SKU, Name, Variant string
	Qty, Received      int
	Cost               *yen.Yen
	Orders             []string // numbers of the customer orders that it is for
}

// Purchases gives all purchases, newest first.
func Purchases(ctx context.Context, d *desk.Desk) ([]Purchase, error) {
	var out []Purchase
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Purchases()
		if err != nil {
			return err
		}
		for i := range all {
			p, err := shown(&all[i])
			if err != nil {
				return err
			}
			out = append(out, p)
		}
		return nil
	})
	return out, err
}

func shown(p *store.Purchase) (Purchase, error) {
	var body purchaseBody
	if err := json.Unmarshal([]byte(p.Body), &body); err != nil {
		return Purchase{}, fmt.Errorf("read purchase %s: %w", p.No, err)
	}
	out := Purchase{No: p.No, Supplier: p.Supplier, At: p.At, File: body.File, Amount: body.Amount, UnknownCost: body.UnknownCost, Open: open(p)}
	for _, l := range p.Lines {
		var b lineBody
		if err := json.Unmarshal([]byte(l.Body), &b); err != nil {
			return out, fmt.Errorf("read purchase %s, %s: %w", p.No, l.SKU, err)
		}
		out.Lines = append(out.Lines, PurchaseLine{l.SKU, b.Name, b.Variant, l.Qty, l.Received, b.Cost, b.Orders})
	}
	return out, nil
}
