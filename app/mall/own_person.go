package mall

import (
	"strings"

	"miseban/app/mapping"
	"miseban/app/normal"
	"miseban/app/order"
)

// someone is a person's fields as a row tells them; nil where the file has no column.
type someone struct{ name, kana, zip, address, phone *string }

func (s someone) blank() bool {
	return order.Value(s.name)+order.Value(s.zip)+order.Value(s.address)+order.Value(s.phone)+order.Value(s.kana) == ""
}

// person puts one side's columns together.
func (r *ownReader) person(c *cells, side string) someone {
	m := func(part string) []column { return r.at[mapping.Meaning(side+part)] }
	var s someone
	whole, family, given := r.col(mapping.Meaning(side+mapping.PartName)), r.col(mapping.Meaning(side+mapping.PartFamily)), r.col(mapping.Meaning(side+mapping.PartGiven))
	switch {
	case whole.there() && (c.text(whole) != "" || !family.there()):
		s.name = c.known(whole)
	case family.there() && given.there():
		s.name = c.joined(" ", family, given)
	case family.there():
		s.name = c.known(family) // the only column for a name
	}
	s.kana = c.parts(m(mapping.PartKana), " ", func(have, next string) bool { return strings.Contains(have, " ") || strings.Contains(have, "　") })
	if s.zip = c.parts(m(mapping.PartZip), "", func(have, _ string) bool { return len(digits(have)) >= 7 }); s.zip != nil {
		*s.zip = zipOf(c, m(mapping.PartZip), *s.zip)
	}
	if s.phone = c.parts(m(mapping.PartPhone), "-", func(have, _ string) bool { return len(digits(have)) >= 9 }); s.phone != nil {
		if full := normal.Phone(*s.phone); full != "" {
			*s.phone = full // +81 and 0081 too
		} else {
			*s.phone = digits(*s.phone)
		}
	}
	s.address = r.address(c, side)
	return s
}

// parts joins the columns of one meaning in the file's order, without blanks and repetitions. enough tells that what there
// is already is the whole, and the next is another one: a second telephone, not the next part of the first.
func (c *cells) parts(columns []column, sep string, enough func(have, next string) bool) *string {
	if len(columns) == 0 {
		return nil
	}
	have := ""
	for _, col := range columns {
		next := c.text(col)
		switch {
		case next == "" || next == have:
		case have == "":
			have = next
		case enough(have, next):
		case enough(next, ""):
			have = next // the whole stands behind a part of it
		default:
			have += sep + next
		}
	}
	return c.keep(have)
}

// zipOf gives the digits; where the two halves stand in cells of their own, the zeros that a spreadsheet took are put back.
func zipOf(c *cells, columns []column, joined string) string {
	if len(columns) == 2 {
		a, b := digits(c.text(columns[0])), digits(c.text(columns[1]))
		if a != "" && b != "" && len(a) <= 3 && len(b) <= 4 {
			return strings.Repeat("0", 3-len(a)) + a + strings.Repeat("0", 4-len(b)) + b
		}
	}
	return digits(joined)
}

// address puts prefecture and city before the address lines, unless those begin with them. The lines stand apart by a
// space, so that a street number and a building's never run into one. Without a column of address lines it is unknown.
func (r *ownReader) address(c *cells, side string) *string {
	columns := r.at[mapping.Meaning(side+mapping.PartAddress)]
	if len(columns) == 0 {
		return nil
	}
	lines := ""
	for _, col := range columns {
		next := c.text(col)
		switch {
		case next == "" || next == lines || len(next) > 9 && strings.Contains(lines, next):
		case lines != "" && len(lines) > 9 && strings.Contains(next, lines):
			lines = next // the whole stands behind a part of it
		default:
			lines = strings.TrimSpace(lines + " " + next)
		}
	}
	pref, city := c.text(r.col(mapping.Meaning(side+mapping.PartPrefecture))), c.text(r.col(mapping.Meaning(side+mapping.PartCity)))
	if normal.PrefectureOf(lines) != "" {
		return c.keep(lines)
	}
	if city != "" && !strings.HasPrefix(lines, city) {
		lines = city + lines
	}
	return c.keep(pref + lines)
}

// destination reads where the row's goods go and gives its place among the order's destinations; -1 for none. A row that
// tells of none, as the further rows of an order do in some files, goes to the one before it.
func (r *ownReader) destination(c *cells) int {
	p := r.person(c, mapping.Dest)
	noshi, wraps, message := r.col(mapping.Noshi), r.at[mapping.Wrapping], r.col(mapping.Message)
	if p.name == nil && p.address == nil && p.zip == nil && p.phone == nil && !noshi.there() && len(wraps) == 0 && !message.there() {
		return -1
	}
	d := order.Destination{Name: p.name, Kana: p.kana, Zip: p.zip, Address: p.address, Phone: p.phone}
	at := -1
	for i := range r.dests {
		if r.dests[i].Key() == d.Key() {
			at = i
		}
	}
	switch {
	case at >= 0:
	case p.blank() && len(r.dests) > 0:
		at = len(r.dests) - 1
	default:
		r.dests = append(r.dests, d)
		at = len(r.dests) - 1
	}
	to := &r.dests[at]
	if noshi.there() {
		to.Noshi = c.more(to.Noshi, chosenText(c.text(noshi)), "、")
	}
	for _, col := range wraps {
		to.Wrapping = c.more(to.Wrapping, chosenText(c.text(col)), "、")
	}
	if message.there() {
		to.Message = c.more(to.Message, withLF(c.text(message)), "\n")
	}
	return at
}
