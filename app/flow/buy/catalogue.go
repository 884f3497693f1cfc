package buy

import (
	"slices"

	"miseban/app/flow/desk"
	"miseban/app/stock"
)

// catalogue finds SKUs by the codes that people write: the very code first, else the only one that differs from it by
// width and case alone.
type catalogue struct {
	goods *desk.Goods
	keys  map[string][]string
}

func catalogueOf(g *desk.Goods) *catalogue {
	c := &catalogue{g, make(map[string][]string, len(g.SKUs))}
	for code := range g.SKUs {
		c.keys[stock.Key(code)] = append(c.keys[stock.Key(code)], code)
	}
	return c
}

// find gives the catalogue's code. Several that differ from the code by width or case alone are listed instead.
func (c *catalogue) find(code string) (found string, several []string) {
	if _, ok := c.goods.SKUs[code]; ok {
		return code, nil
	}
	switch same := c.keys[stock.Key(code)]; len(same) {
	case 0:
		return "", nil
	case 1:
		return same[0], nil
	default:
		slices.Sort(same)
		return "", same
	}
}

// suppliers finds suppliers by name, whatever its width, case and spaces around it.
type suppliers map[string]stock.Supplier

func suppliersOf(g *desk.Goods) suppliers {
	out := make(suppliers, len(g.Suppliers))
	for _, s := range g.Suppliers {
		out[stock.Key(s.Name)] = s
	}
	return out
}
