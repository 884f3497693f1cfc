package mall

import (
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
)

// wished gives a wished day, where words for "none" are none as well.
func (c *cells) wished(col column) *jst.Date {
	if col.there() && noChoice(c.text(col)) {
		return order.Known(jst.Date(""))
	}
	return c.date(col)
}

// wish fills in the destination's wishes.
func (p *parcel) wish(c *cells, date, time column) {
	p.date = c.wished(date)
	if !time.there() {
		return
	}
	s := c.text(time)
	if noChoice(s) {
		s = ""
	}
	p.time, p.slot = c.keep(s), c.keep(slotOfText(s))
}

// choice gives what was chosen for a gift; a wording for "none" is none.
func (c *cells) choice(col column) *string {
	if col.there() && noChoice(c.text(col)) {
		return c.keep("")
	}
	return c.chosen(col)
}

// noChoice tells whether the text is one of the carts' wordings for "none": 設定なし is カラーミー's, the rest are alike.
func noChoice(s string) bool {
	switch halfWidth(s) {
	case "", "設定なし", "設定無し", "指定なし", "指定無し", "指定しない", "希望なし", "希望しない", "選択なし", "なし", "無し", "-":
		return true
	}
	return false
}

// domestic gives the digits of a telephone number as dialled in Japan: +81 is the 0 in front.
func (c *cells) domestic(columns ...column) *string {
	var known *string
	for _, col := range columns {
		if !col.there() {
			continue
		}
		s := halfWidth(c.text(col))
		rest, abroad := strings.CutPrefix(s, "+81")
		if s = digits(rest); abroad {
			s = "0" + strings.TrimPrefix(s, "0")
		}
		if s != "" {
			return c.keep(s)
		}
		known = c.keep("")
	}
	return known
}

// prefectured puts an address together, prefecture first, unless the rest begins with it already. A third part is the
// building, behind a space, as is every part where numbers would run into one. nil unless every column is there.
func (c *cells) prefectured(pref column, rest ...column) *string {
	if !pref.there() || !all(rest...) {
		return nil
	}
	front, s := c.text(pref), ""
	for i, col := range rest {
		part := c.text(col)
		if s != "" && part != "" && (i >= 2 || numeral(s[len(s)-1]) && numeral(halfWidth(part)[0])) {
			s += " "
		}
		s += part
	}
	return c.keep(front + strings.TrimPrefix(s, front))
}

func numeral(b byte) bool { return b >= '0' && b <= '9' || b == '-' }

// flagOf reads a flag of a cart; nil where it is empty or no source knows its text.
func flagOf(s string) *bool {
	switch halfWidth(s) {
	case "1", "true", "TRUE", "on", "ON", "Y", "済", "済み", "あり", "有", "有り", "○", "入金済", "入金済み", "発送済", "発送済み", "出荷済", "出荷済み":
		return order.Known(true)
	case "0", "false", "FALSE", "off", "OFF", "N", "未", "なし", "無", "無し", "×", "未入金", "未発送", "未出荷":
		return order.Known(false)
	}
	return nil
}

// cartNumber reads an order number of a cart: letters, digits, hyphens, and at least one digit. The first of the columns
// that the file has is the one. Empty: reported to c.
func (c *cells) cartNumber(columns ...column) string {
	col, s := columns[0], ""
	for _, one := range columns {
		if one.there() {
			col, s = one, halfWidth(c.text(one))
			break
		}
	}
	digit := false
	for i := range len(s) {
		b := s[i]
		switch {
		case b >= '0' && b <= '9':
			digit = true
		case b >= 'A' && b <= 'Z', b >= 'a' && b <= 'z', b == '-', b == '_':
		default:
			c.badNumber(col, s)
			return ""
		}
	}
	if !digit {
		c.badNumber(col, s)
		return ""
	}
	return s
}
