package desk

import (
	"encoding/json"
	"fmt"
	"maps"

	"miseban/app/order"
	"miseban/app/purchase"
	"miseban/app/stock"
	"miseban/store"
)

// Goods is the catalogue with its stock.
type Goods struct {
	SKUs      map[string]stock.SKU
	Suppliers map[string]stock.Supplier
	Codes     *stock.Codes
	OnHand    map[string]int // SKUs with managed stock only
	OnOrder   map[string]int // what suppliers still owe
}

// Empty says whether there is no catalogue.
func (g *Goods) Empty() bool { return g == nil || len(g.SKUs) == 0 }

func readGoods(r *store.Reader) (*Goods, error) {
	g := &Goods{SKUs: map[string]stock.SKU{}, Suppliers: map[string]stock.Supplier{}}
	var codes, toOrder []string
	err := r.EachSKU(func(code string, body []byte) error {
		var s stock.SKU
		if err := json.Unmarshal(body, &s); err != nil {
			return fmt.Errorf("read SKU %s: %w", code, err)
		}
		g.SKUs[code] = s
		codes = append(codes, code)
		if s.ToOrder {
			toOrder = append(toOrder, code)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = r.EachSupplier(func(name string, body []byte) error {
		var s stock.Supplier
		if err := json.Unmarshal(body, &s); err != nil {
			return fmt.Errorf("read supplier %s: %w", name, err)
		}
		g.Suppliers[name] = s
		return nil
	})
	if err != nil {
		return nil, err
	}
	mapped, err := r.MallCodes()
	if err != nil {
		return nil, err
	}
	g.Codes = stock.NewCodes(codes, mapped)
	moves, err := r.Movements()
	if err != nil {
		return nil, err
	}
	g.OnHand = stock.OnHand(moves, toOrder...)
	bought, err := r.Purchases()
	if err != nil {
		return nil, err
	}
	var issued []purchase.Issued
	for _, p := range bought {
		for _, l := range p.Lines {
			issued = append(issued, purchase.Issued{SKU: l.SKU, Quantity: l.Qty, Received: l.Received, Closed: p.State != "issued"})
		}
	}
	g.OnOrder = purchase.OnOrder(issued)
	return g, nil
}

// with gives the goods with some SKUs read anew.
func (g *Goods) with(r *store.Reader, codes []string) (*Goods, error) {
	next := *g
	next.SKUs = maps.Clone(g.SKUs)
	for _, code := range codes {
		body, ok, err := r.SKU(code)
		if err != nil {
			return nil, err
		}
		old, was := g.SKUs[code]
		var s stock.SKU
		if ok {
			if err := json.Unmarshal(body, &s); err != nil {
				return nil, fmt.Errorf("read SKU %s: %w", code, err)
			}
		}
		if !ok || !was || old.ToOrder != s.ToOrder {
			return readGoods(r) // codes and stock on hand can be others
		}
		next.SKUs[code] = s
	}
	return &next, nil
}

// resolve finds the catalogue's SKU of an order line: by the shop's own mapping, else the mall's, else equal codes.
func (g *Goods) resolve(shop order.Shop, l order.Line) (string, bool) {
	if g.Empty() {
		return "", false
	}
	return g.Codes.Resolve([]string{shop.Name, shop.Mall.Name()}, order.Value(l.Code), order.Value(l.SKU))
}
