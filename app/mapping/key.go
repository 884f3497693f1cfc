package mapping

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Key gives the form in which column names are compared: NFKC, lower case, without spaces, brackets and signs.
// 「お名前（姓）」 is お名前姓, 「ship-postal-code」 is shippostalcode.
func Key(name string) string {
	plain := true
	for i := range len(name) {
		if c := name[i]; c >= 0x80 || c >= 'A' && c <= 'Z' || !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
			plain = false
			break
		}
	}
	if plain {
		return name
	}
	var b strings.Builder
	b.Grow(len(name))
	for _, r := range strings.ToLower(norm.NFKC.String(strings.TrimPrefix(name, "\uFEFF"))) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == 'ー' || r == '々' || r == '%' || r == '〒':
			b.WriteRune(r)
		}
	}
	return b.String()
}

// remarks are bracketed words behind a name that change nothing of what it means.
var remarks = map[string]bool{
	"税込": true, "税込み": true, "円": true, "必須": true, "任意": true, "名称": true, "個": true, "点": true, "本": true, "枚": true, "日": true,
	"半角": true, "全角": true, "税抜": true, "税抜き": true, "税別": true, "¥": true, "%": true, "yyyy/mm/dd": true, "お客様へのメッセージ": true,
	"カナ": true, "メイン": true, "営業日": true, "消費税込": true, "ハイフンなし": true, "ハイフンあり": true,
}

// variants gives the keys under which a name is looked up, the surest first, and how far each is from the name as it is:
// as it is, without a bracketed remark, and without a bracket that says something unknown.
func variants(name string) (keys []string, surety []float64) {
	keys, surety = []string{Key(name)}, []float64{1}
	s := strings.TrimSpace(norm.NFKC.String(name))
	bare := strings.TrimLeft(s, "*＊※●■◆○#")
	if bare != s {
		s = bare
	}
	open := strings.IndexAny(s, "([【")
	if open <= 0 {
		return keys, surety
	}
	end := strings.IndexAny(s[open:], ")]】")
	if end < 0 {
		return keys, surety
	}
	inside := strings.ToLower(strings.TrimSpace(strings.Trim(s[open:open+end], "([【")))
	outside := Key(s[:open] + s[open+end:])
	switch {
	case outside == "" || outside == keys[0]:
	case remarks[inside]:
		keys, surety = append(keys, outside), append(surety, 0.99)
	case inside == "id" || strings.ContainsAny(inside, "%0123456789") || inside == "コード":
		// 都道府県(ID) holds no prefecture, 合計(10%) is no total
	default:
		keys, surety = append(keys, outside), append(surety, 0.8)
	}
	return keys, surety
}

// numbered cuts a number of one or two digits from the end of a key: 住所1 is the first part of 住所.
func numbered(key string) (stem string, n int) {
	end := len(key)
	for end > 0 && len(key)-end < 2 && key[end-1] >= '0' && key[end-1] <= '9' {
		end--
		n += int(key[end]-'0') * map[int]int{1: 1, 2: 10}[len(key)-end]
	}
	return key[:end], n
}
