package find

import (
	"miseban/app/customer"
	"miseban/app/flow/desk"
	"miseban/app/judge"
	"miseban/app/rule"
)

// world is what judging reads beyond an order, as it stands on the desk now. What an order is that is over hangs on no other order.
type world struct{ open, over judge.World }

// worldOf takes it from the desk, which must be warm.
func worldOf(d *desk.Desk) *world {
	book := d.Customers()
	w := &world{open: d.World(), over: d.World()}
	// Without the words of the evidence, which nobody searches.
	w.open.Customer = func(id int64) judge.Customer { return customerOf(d, book, id) }
	w.over.Customer, w.over.Shortages = nil, nil
	return w
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
