package find

import (
	"miseban/app/customer"
	"miseban/app/flow/desk"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
	"miseban/app/stock"
)

// world is what judging reads beyond an order, as it stands on the desk now. What an order is that is over hangs on no other order.
type world struct{ open, over judge.World }

// worldOf takes it from the desk, which must be warm.
func worldOf(d *desk.Desk) *world {
	goods, alloc, book := d.Goods(), d.Allocation(), d.Customers()
	shops := map[int64][]string{}
	for _, s := range d.Shops() {
		shops[s.ID] = []string{s.Name, s.Mall.Name()}
	}
	w := judge.World{Settings: d.Settings(), Rules: d.Rules().Program}
	if !goods.Empty() {
		w.SKU = func(shopID int64, l order.Line) (string, bool) {
			return goods.Codes.Resolve(shops[shopID], order.Value(l.Code), order.Value(l.SKU))
		}
		w.Goods = func(sku string) rule.Goods { return goodsOf(goods, sku) }
	}
	out := &world{open: w, over: w}
	out.open.Customer = func(id int64) judge.Customer { return customerOf(d, book, id) }
	out.open.Shortages = func(id int64) []stock.Shortage { return alloc.Short[id] }
	return out
}

// customerOf is what other orders say about the orderer of one.
func customerOf(d *desk.Desk, book *customer.Book, id int64) judge.Customer {
	c := judge.Customer{Earlier: book.Repeater(id)}
	if c.Earlier == 0 {
		c.Candidates = len(book.Candidate(id))
		return c
	}
	last, _ := book.Last(id)
	if r := d.Row(last); r != nil {
		c.Last = r.OrderedAt.Date()
	}
	return c
}

func goodsOf(g *desk.Goods, sku string) rule.Goods {
	s := g.SKUs[sku]
	return rule.Goods{SKU: sku, Supplier: s.Supplier, ToOrder: s.ToOrder, Release: s.ReleaseDate}
}
