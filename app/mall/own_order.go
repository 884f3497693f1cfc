package mall

import (
	"strings"

	"miseban/app/jst"
	"miseban/app/mapping"
	"miseban/app/normal"
	"miseban/app/order"
)

// head reads what tells of the order itself: from its first row, and from later ones what the first left blank. Texts that
// rows say differently are all kept.
func (r *ownReader) head(c *cells) {
	f := r.facts
	if f.OrderedAt == nil {
		f.OrderedAt = r.ordered(c)
	}
	fill := func(to **string, col column) {
		if *to == nil || **to == "" {
			if s := c.known(col); s != nil {
				*to = s
			}
		}
	}
	fill(&f.PaymentText, r.col(mapping.Payment))
	fill(&f.Method, r.col(mapping.Method))
	r.wish(c)
	for _, col := range r.at[mapping.Comment] {
		raw := c.whole(col)
		f.CommentRaw = c.more(f.CommentRaw, raw, "\n")
		f.Comment = c.more(f.Comment, withLF(raw), "\n")
	}
	for _, col := range r.at[mapping.Memo] {
		f.Memo = c.more(f.Memo, withLF(c.text(col)), "\n")
	}
	p := r.person(c, mapping.Orderer)
	lay := func(to **string, from *string) {
		if *to == nil || **to == "" && from != nil {
			*to = from
		}
	}
	lay(&f.Orderer.Name, p.name)
	lay(&f.Orderer.Kana, p.kana)
	lay(&f.Orderer.Zip, p.zip)
	lay(&f.Orderer.Address, p.address)
	lay(&f.Orderer.Phone, p.phone)
	fill(&f.Orderer.Email, r.col(mapping.OrdererEmail))
}

// ordered reads the moment of the order; a time in a column of its own is joined to a date that has none.
func (r *ownReader) ordered(c *cells) *jst.Moment {
	col, clock := r.col(mapping.OrderedAt), r.col(mapping.OrderedTime)
	s := halfWidth(c.text(col))
	if s == "" {
		return nil
	}
	if t := halfWidth(c.text(clock)); t != "" && !strings.Contains(s, ":") {
		if d, ok := day(s); ok {
			if i := strings.LastIndexByte(t, ' '); i >= 0 {
				t = t[i+1:]
			}
			if m, ok := moment(string(d) + " " + t); ok {
				return &m
			}
			c.fault(clock, t, "時刻を読めません。")
			return nil
		}
	}
	if m, ok := moment(s); ok {
		return &m
	}
	// 2026-10-05 09:12:31 +0900, and 2026年10月5日
	if m, ok := moment(strings.Replace(strings.Replace(s, " +", "+", 1), " ", "T", 1)); ok {
		return &m
	}
	if date, zone, ok := strings.Cut(s, " +"); ok && len(zone) == 4 {
		if m, ok := moment(strings.Replace(date, " ", "T", 1) + "+" + zone[:2] + ":" + zone[2:]); ok {
			return &m
		}
	}
	if d, ok := day(s); ok {
		m := jst.At(d.Time())
		return &m
	}
	c.fault(col, s, "日時を読めません。")
	return nil
}

// wish reads the delivery wish; words for none are none.
func (r *ownReader) wish(c *cells) {
	f := r.facts
	if col := r.col(mapping.WishDate); col.there() && order.Value(f.WishDate) == "" {
		switch s := c.text(col); {
		case s == "" || noWish(s):
			f.WishDate = order.Known(jst.Date(""))
		default:
			if d, ok := day(s); ok {
				f.WishDate = &d
			} else if m, ok := moment(s); ok {
				f.WishDate = order.Known(m.Date())
			} else {
				c.fault(col, s, "日付を読めません。")
			}
		}
	}
	if col := r.col(mapping.WishTime); col.there() && order.Value(f.WishTime) == "" {
		s := c.text(col)
		if noWish(s) || s == "0" {
			s = ""
		}
		slot := slotOfText(s)
		if onlyDigits(s) {
			slot = slotOfCode(s)
		}
		if slot == "" {
			s = ""
		}
		f.WishTime, f.WishSlot = c.keep(s), c.keep(slot)
	}
}

func noWish(s string) bool {
	switch s {
	case "指定なし", "指定無し", "設定なし", "希望なし", "希望しない", "指定しない", "なし", "無し", "-", "ー", "―":
		return true
	}
	return false
}

// state reads what the status and paid columns say, in the owner's words for them. Rows may differ (a part was shipped):
// then the least far counts.
func (r *ownReader) state(c *cells) {
	f := r.facts
	if col := r.col(mapping.Status); col.there() {
		if s := c.text(col); s != "" || f.StatusRaw == nil {
			f.StatusRaw = c.more(f.StatusRaw, s, "・")
		}
	}
	col := r.col(mapping.Paid)
	if !col.there() {
		return
	}
	s := c.text(col)
	_, isDay := day(s)
	if _, ok := moment(s); ok && len(s) > 7 {
		isDay = true
	}
	switch means := r.paid[mapping.ValueKey(s)]; {
	case means == mapping.Unpaid:
		f.Paid = order.Known(false)
	case f.Paid == nil && (means == mapping.IsPaid || means == "" && isDay && len(s) > 7):
		f.Paid = order.Known(true)
	}
}

// clearance says what the states mean for shipping. A state that the owner has not explained, or no state at all, is unknown
// on a mall and says nothing for her own cart.
func (r *ownReader) clearance() {
	f := r.facts
	raw := order.Value(f.StatusRaw)
	all := map[string]bool{}
	for _, s := range strings.Split(raw, "・") {
		if means, ok := r.status[mapping.ValueKey(s)]; ok {
			all[means] = true
		} else {
			all[""] = true
		}
	}
	if means, ok := r.status[mapping.ValueKey(raw)]; ok {
		all = map[string]bool{means: true} // a state that itself has the sign in it
	}
	told := r.col(mapping.Status).there()
	name := "状態「" + short(raw, 20) + "」"
	set := func(clearance order.Clearance, why string) { f.Clearance, f.ClearanceWhy = &clearance, &why }
	switch {
	case !told || all[""]:
		if !r.cart {
			why := "ファイルに状態の列がないため、出荷できるか分かりません。モールで確認してください。"
			if told {
				why = name + "の意味が決められていません。モールで確認してください。"
			}
			set(order.ClearanceUnknown, why)
		}
		return
	case len(all) > 1 && all[mapping.Cancelled]:
		set(order.ClearanceUnknown, name+"：一部の明細だけがキャンセルされています。モールで確認してください。")
		return
	case all[mapping.Cancelled]:
		f.Cancelled, f.ShippedMall = order.Known(true), order.Known(false)
		return
	case all[mapping.NotYet]:
		set(order.NotYet, name+"：モールの処理が終わるまでお待ちください。")
	default:
		set(order.Cleared, name+"は出荷できる状態です。")
	}
	f.Cancelled = order.Known(false)
	f.ShippedMall = order.Known(all[mapping.Shipped] && len(all) == 1)
}

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
	if prefectureIn(lines) {
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

// chosenText gives a gift choice; a wording for "none" is none.
func chosenText(s string) string {
	switch s {
	case "なし", "無し", "無", "不要", "希望しない", "指定なし", "0", "false", "-":
		return ""
	}
	return s
}
