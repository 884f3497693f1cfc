package mall

import (
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
)

// What the names in Note Attributes mean (未検証: they are those of the shop's apps), without spaces, _ and -.
var shopifyAttributes = func() map[string]string {
	m := map[string]string{}
	for meaning, names := range map[string]string{
		"date": "配送希望日 お届け希望日 お届希望日 配達希望日 お届け日 配送日 配達日 配送指定日 お届け指定日 配送日指定 お届け日指定 deliverydate",
		"time": "配送希望時間帯 配送希望時間 お届け希望時間帯 お届け希望時間 配達希望時間帯 配達希望時間 お届け時間帯 お届け時間 配送時間帯 配送時間 " +
			"配達時間帯 配達時間 時間帯指定 お届け時間帯指定 配送時間指定 deliverytime deliverytimeslot",
		"message":  "ギフトメッセージ メッセージカード giftmessage giftnote",
		"wrapping": "ラッピング ギフトラッピング ギフト包装 giftwrap giftwrapping",
		"noshi":    "のし 熨斗 のし種類 熨斗種類 のしの種類",
		"comment":  "備考 ご要望 コメント メッセージ comment message note",
	} {
		for _, n := range strings.Fields(names) {
			m[n] = meaning
		}
	}
	return m
}()

// wishes reads Note Attributes, "name: value" on lines of their own: the wished day and time, the gift, the customer's words.
// What has no known name goes to the memo, so that nothing of it is lost; names that begin with _ are the apps' own.
func (r *shopifyReader) wishes(c *cells) {
	f := r.facts
	for _, a := range attributesOf(c.whole(r.attributes)) {
		key := strings.NewReplacer(" ", "", "_", "", "-", "", "　", "").Replace(strings.ToLower(halfWidth(a[0])))
		value := strings.TrimSpace(a[1])
		switch meaning := shopifyAttributes[key]; {
		case strings.HasPrefix(a[0], "_"):
		case meaning == "date":
			if d, ok := wishedDay(value); ok {
				f.WishDate = &d
			} else {
				f.Alerts = withAlert(f.Alerts, wishAlert(value))
			}
		case meaning == "time":
			slot := slotOfText(strings.ReplaceAll(value, " ", ""))
			if slot == "" {
				value = ""
			}
			f.WishTime, f.WishSlot = c.keep(value), c.keep(slot)
		case meaning == "comment":
			f.Comment = c.more(f.Comment, value, "\n")
			f.NoComment = false
		case meaning == "message" || meaning == "wrapping" || meaning == "noshi":
			r.gift(c, meaning, value)
		case value != "":
			f.Memo = c.more(f.Memo, strings.TrimSpace(a[0])+"："+value, "\n")
		}
	}
}

func (r *shopifyReader) gift(c *cells, meaning, value string) {
	if noneChosen(value) {
		value = ""
	}
	if len(r.facts.Destinations) == 0 {
		r.facts.Destinations = []order.Destination{{}}
	}
	d := &r.facts.Destinations[0]
	switch meaning {
	case "message":
		d.Message = c.more(d.Message, value, "\n")
	case "wrapping":
		d.Wrapping = c.more(d.Wrapping, value, "、")
	case "noshi":
		d.Noshi = c.more(d.Noshi, value, "、")
	}
	if value != "" {
		r.facts.GiftMark = order.Known(true)
	}
}

// attributesOf cuts the cell into names and values. A line without a name goes on with the value before it.
func attributesOf(cell string) [][2]string {
	var out [][2]string
	for _, line := range strings.Split(withLF(cell), "\n") {
		line = strings.TrimSpace(line)
		at := strings.IndexAny(line, ":：")
		switch {
		case line == "":
		case at > 0 && !(len(out) > 0 && strings.HasPrefix(line[at:], "://")):
			out = append(out, [2]string{line[:at], strings.TrimLeft(line[at:], ":： ")})
		case len(out) > 0:
			out[len(out)-1][1] += "\n" + line
		default:
			out = append(out, [2]string{line, ""})
		}
	}
	return out
}

// noneChosen tells whether the words of a choice say that there is none.
func noneChosen(s string) bool {
	switch halfWidth(s) {
	case "", "なし", "無し", "無", "不要", "希望しない", "指定なし", "指定無し", "設定なし", "いらない", "0", "false", "no", "none":
		return true
	}
	for _, end := range []string{"なし", "無し", "不要", "しない", "いらない"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// wishedDay reads a wished day whose form no source confirms; words for none are none.
func wishedDay(s string) (jst.Date, bool) {
	if noneChosen(s) || halfWidth(s) == "希望なし" {
		return "", true
	}
	return day(s)
}

func wishAlert(s string) order.Alert {
	return order.Alert{Kind: "wish_unread", Text: "お届け希望日「" + short(s, 20) + "」を読めません。希望日を確認して入れてください。"}
}
