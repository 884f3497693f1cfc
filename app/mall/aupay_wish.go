package mall

import (
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
)

// wish reads the delivery wish: its own columns, else the shop's questions (orderOption, such as 配達希望時間帯=12-14時). What else
// the customer answered there goes to the memo, with the shop's own note: there is no other place for it.
func (r *aupayReader) wish(c *cells) {
	f := r.facts
	date, dateWords := c.dayOrWords(r.wishDay)
	slotText, memo := withoutNone(halfWidth(c.text(r.wishTime))), withLF(c.text(r.memo))

	slotThere := r.wishTime.there()
	for _, a := range assignments(c.text(r.orderOption)) {
		name := halfWidth(a.name)
		switch {
		case isTimeQuestion(name):
			slotThere = true
			if slotText == "" {
				slotText = withoutNone(halfWidth(a.value))
			}
		case isDayQuestion(name):
			if order.Value(date) != "" || dateWords != "" {
				break // its own column has it
			}
			d, ok := day(a.value)
			switch {
			case ok:
				date = &d
			case withoutNone(halfWidth(a.value)) == "":
				date = order.Known(jst.Date(""))
			default:
				dateWords = a.value
			}
		default:
			memo = add(memo, a.text("："), "\n")
		}
	}
	f.WishDate = date
	if dateWords != "" {
		f.WishDate = nil
		r.alerts = append(r.alerts, order.Alert{Kind: "wish_words", Text: "お届け希望日「" + short(dateWords, 40) + "」を日付として読めません。Wow! managerで確認してください。"})
	}
	if slotThere {
		f.WishTime, f.WishSlot = c.keep(slotText), c.keep(slotOfText(slotText))
	}
	if r.memo.there() || memo != "" {
		f.Memo = c.keep(memo)
	}
}

// withoutNone gives "" for the wordings of no wish.
func withoutNone(s string) string {
	switch s {
	case "指定なし", "指定無し", "指定しない", "設定なし", "希望なし", "希望しない", "なし", "無し", "-":
		return ""
	}
	return s
}

func isTimeQuestion(name string) bool {
	return strings.Contains(name, "時間帯") || strings.Contains(name, "希望時間") || strings.Contains(name, "時間指定") || strings.Contains(name, "指定時間")
}

func isDayQuestion(name string) bool {
	for _, w := range []string{"希望日", "配達日", "配送日", "お届け日", "到着日", "日付指定"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
