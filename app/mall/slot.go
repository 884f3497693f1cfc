package mall

import (
	"fmt"
	"regexp"
	"strconv"
)

// slotOfHours gives "14-16" for 14 and 16; nothing for hours that are no part of a day.
func slotOfHours(from, to int) string {
	if from < 0 || to > 24 || from >= to {
		return ""
	}
	return fmt.Sprintf("%02d-%02d", from, to)
}

// slotOfCode reads 楽天's お届け時間帯: nothing or 0 none, 1 morning, 2 afternoon, 9 other, else the two hours as h1h2 (1416,
// 708). A code that is none of these is given back as it is: the mall's words.
func slotOfCode(code string) string {
	switch code {
	case "", "0":
		return ""
	case "1":
		return "am"
	case "2":
		return "pm"
	case "9":
		return "その他"
	}
	if n, err := strconv.Atoi(code); err == nil && (len(code) == 3 || len(code) == 4) {
		if s := slotOfHours(n/100, n%100); s != "" {
			return s
		}
	}
	return code
}

var hours = regexp.MustCompile(`^(\d{1,2})(?::00|時)?[~～〜\-‐－ー](\d{1,2})(?::00|時)?$`)

// slotOfText reads a time as words: 午前中, 14:00-16:00, 14時～16時. "" for none; other words as they are.
func slotOfText(s string) string {
	switch s = halfWidth(s); s {
	case "", "指定なし", "指定無し", "希望なし", "なし":
		return ""
	case "午前", "午前中":
		return "am"
	case "午後":
		return "pm"
	}
	if m := hours.FindStringSubmatch(s); m != nil {
		from, _ := strconv.Atoi(m[1]) // two digits at most, by the pattern
		to, _ := strconv.Atoi(m[2])
		if slot := slotOfHours(from, to); slot != "" {
			return slot
		}
	}
	return s
}
