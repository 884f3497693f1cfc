package mall

import (
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/table"
	"miseban/app/yen"
)

// cells reads the cells of one row and notes what is wrong with those that are needed.
type cells struct {
	row      *table.Row
	problems []Problem
	texts    []string // room for the texts of the order at hand: one allocation for many
}

// keep gives a pointer to s, for a field of the order at hand.
func (c *cells) keep(s string) *string {
	if len(c.texts) == cap(c.texts) {
		c.texts = make([]string, 0, 32)
	}
	c.texts = append(c.texts, s)
	return &c.texts[len(c.texts)-1]
}

// fault notes that the row cannot be used.
func (c *cells) fault(col column, value, message string) {
	c.problems = append(c.problems, Problem{
		Row: c.row.Number, Line: c.row.Line, Column: col.name, Value: short(value, 20), Message: message,
	})
}

// text gives the cell, trimmed; "" where the file has no such column. Characters that were lost are a fault.
func (c *cells) text(col column) string { return trim(c.whole(col)) }

// whole gives the cell as it is.
func (c *cells) whole(col column) string {
	if col.at < 0 {
		return ""
	}
	s := c.row.Cell(col.at)
	// What Row.Damaged tells, seen in the text that is at hand: U+FFFD for bytes that are no character, and 0x1A.
	if lost(s) {
		c.fault(col, s, "文字が壊れているか、外字が使われていて読めません。")
	}
	return s
}

// lost tells whether the text holds U+FFFD (EF BF BD) or 0x1A.
func lost(s string) bool {
	for i := range len(s) {
		if s[i] == 0x1A || s[i] == 0xEF && strings.HasPrefix(s[i:], "\uFFFD") {
			return true
		}
	}
	return false
}

// trim is strings.TrimSpace, at once for the usual text that has nothing to trim.
func trim(s string) string {
	n := len(s)
	if n == 0 {
		return s
	}
	// All spaces are ASCII, or begin with C2, E1, E2 or E3; of these only U+3000 begins like kana.
	first, last := s[0], s[n-1]
	if first <= ' ' || first == 0xC2 || first == 0xE1 || first == 0xE2 || strings.HasPrefix(s, "\u3000") || last <= ' ' {
		return strings.TrimSpace(s)
	}
	if last >= 0x80 && n >= 3 && (s[n-2] == 0xC2 || s[n-3] == 0xE1 || s[n-3] == 0xE2 || strings.HasSuffix(s, "\u3000")) {
		return strings.TrimSpace(s)
	}
	return s
}

// known gives the cell, trimmed; nil where the file has no such column.
func (c *cells) known(col column) *string {
	if col.at < 0 {
		return nil
	}
	return c.keep(c.text(col))
}

// yen gives an amount in whole yen; nil where there is no column or the cell is empty.
func (c *cells) yen(col column) *yen.Yen {
	s := c.text(col)
	if s == "" {
		return nil
	}
	n, ok := whole(s)
	if !ok {
		c.fault(col, s, "金額を読めません。")
		return nil
	}
	y := yen.Yen(n)
	return &y
}

// count gives a number of pieces, which must be there if the column is.
func (c *cells) count(col column) *int {
	if col.at < 0 {
		return nil
	}
	s := c.text(col)
	n, ok := whole(s)
	switch {
	case s == "":
		c.fault(col, s, "数量が空です。")
		return nil
	case !ok || n < 0 || n > 1_000_000:
		c.fault(col, s, "数量を読めません。")
		return nil
	}
	i := int(n)
	return &i
}

// rate gives a tax rate in percent; nil where there is no column or the cell is empty.
func (c *cells) rate(col column) *int {
	s := c.text(col)
	if s == "" {
		return nil
	}
	n, ok := percent(s)
	if !ok {
		c.fault(col, s, "税率を読めません。")
		return nil
	}
	return &n
}

// date gives a day; an empty cell is a known "no date", a missing column is nil.
func (c *cells) date(col column) *jst.Date {
	if col.at < 0 {
		return nil
	}
	s := c.text(col)
	if s == "" {
		return order.Known(jst.Date(""))
	}
	d, ok := day(s)
	if !ok {
		c.fault(col, s, "日付を読めません。")
		return nil
	}
	return &d
}

// moment gives a point in time; nil where there is no column or the cell is empty.
func (c *cells) moment(col column) *jst.Moment {
	s := c.text(col)
	if s == "" {
		return nil
	}
	m, ok := moment(s)
	if !ok {
		c.fault(col, s, "日時を読めません。")
		return nil
	}
	return &m
}

// digits gives the digits of a telephone number or postal code; nil where there is no column.
func (c *cells) digits(col column) *string {
	if col.at < 0 {
		return nil
	}
	return c.keep(digits(c.text(col)))
}

// joined gives the cells one after another with sep between those that are not empty; nil unless every column is there,
// since a part of a name or an address is not that name or address.
func (c *cells) joined(sep string, columns ...column) *string {
	if !all(columns...) {
		return nil
	}
	s := ""
	for _, col := range columns {
		part := c.text(col)
		switch {
		case s == "":
			s = part
		case part != "":
			s += sep + part
		}
	}
	return c.keep(s)
}
