package buy

import (
	"slices"

	"miseban/app/flow/desk"
	"miseban/app/stock"
)

// makers finds SKUs by the codes of a maker's list.
type makers struct {
	g        *desk.Goods
	cat      *catalogue
	supplier string // as compared
	codes    map[string][]string
	jan      map[string][]string
}

func makerIndex(g *desk.Goods, supplier string) *makers {
	m := &makers{g, catalogueOf(g), stock.Key(supplier), map[string][]string{}, map[string][]string{}}
	for code, s := range g.SKUs {
		if k := stock.Key(s.SupplierCode); k != "" {
			m.codes[k] = append(m.codes[k], code)
		}
		if s.Jan != "" {
			m.jan[s.Jan] = append(m.jan[s.Jan], code)
		}
	}
	return m
}

// find gives the SKUs of a row, sorted; others are SKUs of another supplier that it would be.
func (m *makers) find(row stock.MakerRow) (skus, others []string) {
	own := func(code string) []string {
		if found, _ := m.cat.find(code); found != "" && code != "" {
			return []string{found}
		}
		return nil
	}
	for _, way := range []struct {
		skus []string
		says bool // that it is the product, whoever sells it; a maker's code says so only at that maker
	}{{own(row.SKU), true}, {m.codes[stock.Key(row.Code)], false}, {own(row.Code), false}, {m.jan[row.Jan], true}, {m.jan[row.Code], true}} {
		for _, sku := range way.skus {
			if s := stock.Key(m.g.SKUs[sku].Supplier); s == m.supplier || s == "" {
				skus = append(skus, sku)
			} else if way.says {
				others = append(others, sku)
			}
		}
		if len(skus) > 0 {
			slices.Sort(skus)
			return skus, nil
		}
	}
	slices.Sort(others)
	return nil, others
}
