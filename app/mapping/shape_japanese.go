package mapping

import (
	"strings"
	"unicode"

	"miseban/app/normal"
)

// places are the characters with which the parts of an address end.
const places = "市区町村郡"

func lookJapanese(s string, half bool) shape {
	f := letters
	if half {
		f |= halfKana
	}
	runes, han, kanas, digits, spaces, others := 0, 0, 0, 0, 0, 0
	var last rune
	for _, r := range s {
		runes++
		last = r
		switch {
		case r >= '0' && r <= '9':
			digits++
		case unicode.Is(unicode.Han, r) || r == '々':
			han++
		case r >= 'ぁ' && r <= 'ヿ':
			kanas++
		case r == ' ':
			spaces++
		case strings.ContainsRune("()・-.,", r):
		default:
			others++
		}
	}
	if digits > 0 {
		f |= digit
	}
	if digits == 0 && runes <= 12 {
		f |= word
	}
	if kanas > 0 && han == 0 && digits == 0 && others == 0 && spaces <= 2 && runes <= 30 {
		f |= kana
	}
	if digits > 0 {
		f |= lookWritten(s)
	}
	if strings.HasPrefix(s, "午前") || strings.HasPrefix(s, "午後") || s == "夜間" || strings.HasSuffix(s, "時") && digits > 0 {
		f |= span
	}
	if strings.HasPrefix(s, "〒") && digits == 7 {
		return f | zip
	}
	if p := prefectureAt(s); p != "" {
		if p == s {
			return f | prefecture
		}
		return f | place
	}
	if i := strings.IndexAny(s, places); i > 0 {
		if digits == 0 && strings.ContainsRune(places, last) && runes <= 14 {
			f |= town
		} else if digits > 0 {
			f |= place
		}
	} else if digits > 0 && (strings.Contains(s, "丁目") || strings.Contains(s, "番地")) || digits > 0 && han > 0 && strings.Contains(s, "-") {
		f |= place
	}
	if digits == 0 && others <= 1 && runes >= 1 && runes <= 16 && spaces <= 2 && f&(town|prefecture) == 0 && (han > 0 || kanas > 0) {
		f |= person_
	}
	if digits == 0 && runes <= 30 && (strings.Contains(s, "株式会社") || strings.Contains(s, "有限会社") || strings.Contains(s, "(株)")) {
		f |= person_
	}
	return f
}

func prefectureAt(s string) string {
	first := ""
	for i := range s {
		if i > 0 {
			first = s[:i]
			break
		}
	}
	if !strings.Contains("北青岩宮秋山福茨栃群埼千東神新富石長岐静愛三滋京大兵奈和鳥島岡広徳香高佐熊鹿沖廣", first) || first == "" {
		return ""
	}
	return normal.PrefectureOf(s)
}

// lookWritten finds amounts, dates and hours written with Japanese characters: 1,080円, 2026年11月24日, 14時～16時.
func lookWritten(s string) shape {
	f := shape(0)
	switch {
	case strings.HasSuffix(s, "円"), strings.HasPrefix(s, "¥"), strings.HasPrefix(s, "-¥"):
		if isWhole(strings.TrimSuffix(strings.Replace(s, "¥", "", 1), "円")) {
			f |= whole
		}
	}
	if y, rest, ok := strings.Cut(s, "年"); ok {
		if m, rest, ok := strings.Cut(rest, "月"); ok {
			if d, rest, ok := strings.Cut(rest, "日"); ok && isDay(y, m, d) {
				f |= day
				if strings.ContainsAny(rest, ":時") {
					f |= moment
				}
			}
		}
	}
	if i := strings.IndexAny(s, "(（"); i > 0 && f == 0 {
		f |= lookTime(s[:i]) & day // 2026/11/24(火)
	}
	if f == 0 && strings.ContainsAny(s, "~〜～-ー") && (strings.Contains(s, "時") || strings.Contains(s, ":")) {
		f |= span
	}
	if f == 0 && strings.HasSuffix(s, "~") {
		f |= span
	}
	return f
}
