// Package people lists the shop's customers: the orders that one person placed, across shops and malls, with what links
// them. It only looks; joining and splitting by hand are acts of their own. It must not know how a list is shown.
package people

import (
	"slices"

	"miseban/app/customer"
	"miseban/app/flow/desk"
	"miseban/app/order"
)

// Customer is one person's orders.
type Customer struct {
	ID       int64 // the number of the smallest of the orders in the book
	Kind     customer.Kind
	Orders   []*desk.Row // by time, cancelled ones too; never empty
	Malls    []order.Mall
	Evidence []Link // empty for a customer of one order
}

// Link says why two orders of one customer belong together.
type Link struct {
	A, B *desk.Row // A has the smaller number in the book
	Keys customer.KeySet
}

// Last is the customer's newest order.
func (c Customer) Last() *desk.Row { return c.Orders[len(c.Orders)-1] }

// Ignored is a group of orders with a contact that is no evidence of a person: the shop's own telephone, a placeholder, a
// number that many families share. The contact itself is not told.
type Ignored struct {
	Key      customer.KeySet
	Reason   customer.Reason
	Families int // the surnames that share the contact; 0 when that is not the reason
	Orders   []*desk.Row
}

// List gives the customers of the kinds (all without any), by number. The desk must be warm.
func List(d *desk.Desk, kinds ...customer.Kind) []Customer {
	book := d.Customers()
	if book == nil {
		return nil
	}
	var out []Customer
	for _, id := range book.Customers() {
		kind := book.Kind(id)
		if len(kinds) > 0 && !slices.Contains(kinds, kind) {
			continue
		}
		c := Customer{ID: id, Kind: kind, Orders: rows(d, book.Orders(id))}
		if len(c.Orders) == 0 { // taken back since the book was made
			continue
		}
		for _, r := range c.Orders {
			if m := d.Shop(r.ShopID).Mall; !slices.Contains(c.Malls, m) {
				c.Malls = append(c.Malls, m)
			}
		}
		for _, e := range book.Evidence(id) {
			if a, b := d.Row(e.A), d.Row(e.B); a != nil && b != nil {
				c.Evidence = append(c.Evidence, Link{a, b, e.Keys})
			}
		}
		out = append(out, c)
	}
	return out
}

// NotBelieved gives the contacts that were left out of the evidence, by key and reason. The desk must be warm.
func NotBelieved(d *desk.Desk) []Ignored {
	book := d.Customers()
	if book == nil {
		return nil
	}
	var out []Ignored
	for _, i := range book.Ignored() {
		out = append(out, Ignored{i.Key, i.Reason, i.Families, rows(d, i.Orders)})
	}
	return out
}

func rows(d *desk.Desk, ids []int64) []*desk.Row {
	out := make([]*desk.Row, 0, len(ids))
	for _, id := range ids {
		if r := d.Row(id); r != nil {
			out = append(out, r)
		}
	}
	return out
}
