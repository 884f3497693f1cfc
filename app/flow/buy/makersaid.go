package buy

import (
	"context"
	"encoding/json"
	"fmt"

	"miseban/app/flow/desk"
	"miseban/app/purchase"
	"miseban/app/stock"
	"miseban/store"
)

// MakerStock gives what makers last said that they have, by SKU. What a supplier said of a SKU that is bought elsewhere
// since is not in it.
func MakerStock(ctx context.Context, d *desk.Desk) (map[string]stock.MakerStock, error) {
	g := d.Goods()
	var all map[string]stock.MakerStock
	err := d.Store().Read(ctx, func(r *store.Reader) (err error) {
		all, err = readMakerStock(r, nil)
		return err
	})
	for sku, m := range all {
		if elsewhere(g, sku, m) {
			delete(all, sku)
		}
	}
	return all, err
}

func elsewhere(g *desk.Goods, sku string, m stock.MakerStock) bool {
	s, ok := g.SKUs[sku]
	return !ok || s.Supplier != "" && stock.Key(s.Supplier) != stock.Key(m.Supplier)
}

// readMakerStock reads what makers said of the wanted SKUs; nil wants all.
func readMakerStock(r *store.Reader, wanted map[string]bool) (map[string]stock.MakerStock, error) {
	out := map[string]stock.MakerStock{}
	err := r.EachMakerStock(func(sku string, body []byte) error {
		if wanted != nil && !wanted[sku] {
			return nil
		}
		var m stock.MakerStock
		if err := json.Unmarshal(body, &m); err != nil {
			return fmt.Errorf("read maker's stock of %s: %w", sku, err)
		}
		out[sku] = m
		return nil
	})
	return out, err
}

// noteMakers writes behind the arithmetic of each line what its maker says against it.
func noteMakers(ctx context.Context, d *desk.Desk, all []purchase.SupplierProposal) error {
	wanted := map[string]bool{}
	for _, p := range all {
		for _, l := range p.Lines {
			wanted[l.SKU] = true
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	g := d.Goods()
	return d.Store().Read(ctx, func(r *store.Reader) error {
		said, err := readMakerStock(r, wanted)
		for _, p := range all {
			for i := range p.Lines {
				l := &p.Lines[i]
				m, ok := said[l.SKU]
				if !ok || elsewhere(g, l.SKU, m) {
					continue
				}
				if note := m.Note(l.Quantity); note != "" {
					l.Arithmetic += "　" + note
				}
			}
		}
		return err
	})
}
