package mall

import (
	"strings"

	"miseban/app/jst"
	"miseban/app/mapping"
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

// chosenText gives a gift choice; a wording for "none" is none.
func chosenText(s string) string {
	switch s {
	case "なし", "無し", "無", "不要", "希望しない", "指定なし", "0", "false", "-":
		return ""
	}
	return s
}
