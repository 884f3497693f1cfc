package mall

import (
	"strings"

	"miseban/app/mapping"
	"miseban/app/order"
	"miseban/app/yen"
)

// line reads the row's goods. A row without any tells of the order alone.
func (r *ownReader) line(c *cells, dest int) {
	at := map[mapping.Meaning]string{}
	any := false
	for _, m := range []mapping.Meaning{mapping.ItemCode, mapping.SKU, mapping.ItemName, mapping.Qty} {
		if col := r.col(m); col.there() {
			at[m] = c.text(col)
			any = any || at[m] != ""
		}
	}
	if !any {
		return
	}
	l := order.Line{
		ID: c.text(r.col(mapping.LineID)), Code: c.known(r.col(mapping.ItemCode)), SKU: c.known(r.col(mapping.SKU)), Name: c.known(r.col(mapping.ItemName)),
		Qty: c.count(r.col(mapping.Qty)), UnitPrice: c.yen(r.col(mapping.UnitPrice)), TaxRate: r.rate(c), Options: r.options(c),
	}
	if l.SKU != nil && *l.SKU == "" && l.Code != nil {
		l.SKU = l.Code // an item without variants is its own
	}
	if total := c.yen(r.col(mapping.LineTotal)); l.UnitPrice == nil && total != nil && l.Qty != nil && *l.Qty > 0 && *total%yen.Yen(*l.Qty) == 0 {
		l.UnitPrice = order.Known(*total / yen.Yen(*l.Qty))
	}
	if dest >= 0 {
		l.Dest = r.dests[dest].Key()
	}
	r.facts.Lines = appendLine(r.facts.Lines, l)
}

// rate reads a tax rate, as a number or as 軽減 and 標準.
func (r *ownReader) rate(c *cells) *int {
	col := r.col(mapping.TaxRate)
	switch s := halfWidth(c.text(col)); {
	case strings.Contains(s, "軽減"):
		return order.Known(8)
	case strings.Contains(s, "標準"):
		return order.Known(10)
	case s == "外税" || s == "内税" || s == "課税":
		return nil // says how the price is written, not the rate
	}
	return c.rate(col)
}

// options gives the choices of all columns, one to a line or to a sign between them.
func (r *ownReader) options(c *cells) *[]string {
	if len(r.at[mapping.Options]) == 0 {
		return nil
	}
	out := []string{}
	for _, col := range r.at[mapping.Options] {
		out = append(out, pieces(c.text(col))...)
	}
	return &out
}
