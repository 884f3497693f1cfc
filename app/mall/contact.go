package mall

import (
	"regexp"
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
)

// bareNumber is an order number of a mall that gives no form for it: digits, or letters and digits.
var bareNumber = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z_-]{0,39}$`)

// bare reads such a number, without the apostrophe that a spreadsheet puts before it. Empty: it has been reported.
func (c *cells) bare(col column) string {
	s := strings.TrimPrefix(halfWidth(c.text(col)), "'")
	if !bareNumber.MatchString(s) {
		c.badNumber(col, s)
		return ""
	}
	return s
}

// dialled gives the digits of the first of the columns that has any, +81 as 0; nil unless one of them is there.
func (c *cells) dialled(columns ...column) *string {
	var found *string
	for _, col := range columns {
		if !col.there() {
			continue
		}
		s := strings.TrimPrefix(halfWidth(c.text(col)), "'")
		d := digits(s)
		if strings.HasPrefix(s, "+81") {
			d = "0" + strings.TrimPrefix(strings.TrimPrefix(d, "81"), "0")
		}
		if d != "" && d != "0" {
			return c.keep(d)
		}
		if found == nil {
			found = c.keep("")
		}
	}
	return found
}

// sevenDigits gives the digits of a postal code. The zeros that a spreadsheet took from its front are put back.
func (c *cells) sevenDigits(col column) *string {
	if !col.there() {
		return nil
	}
	d := digits(c.text(col))
	if len(d) == 5 || len(d) == 6 {
		d = strings.Repeat("0", 7-len(d)) + d
	}
	return c.keep(d)
}

// dayOrWords gives a day; where the cell holds something else, its words. For columns whose form no source tells: they must
// not refuse the order. nil where there is no column or only words.
func (c *cells) dayOrWords(col column) (d *jst.Date, words string) {
	if !col.there() {
		return nil, ""
	}
	s := c.text(col)
	switch s {
	case "", "-", "指定なし", "指定無し", "設定なし", "希望なし", "指定しない", "なし":
		return order.Known(jst.Date("")), ""
	}
	if d, ok := day(s); ok {
		return &d, ""
	}
	return nil, s
}

var surcharge = regexp.MustCompile(`\s*[(（\[［]\s*[+＋\-－−]?\s*[¥￥]?[0-9０-９][0-9０-９,，.]*\s*円?\s*[)）\]］]\s*$`)

// withoutSurcharge takes the price behind a choice away ("ベージュ(+699円)"): an option is printed, also on the slip of a gift,
// which must not show any amount. A number without sign or 円 ("M(3)") is no price.
func withoutSurcharge(s string) string {
	at := surcharge.FindStringIndex(s)
	if at == nil || !strings.ContainsAny(s[at[0]:], "円+＋¥￥") {
		return s
	}
	return strings.TrimSpace(s[:at[0]])
}
