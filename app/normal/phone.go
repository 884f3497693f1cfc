package normal

import "strings"

// Phone gives the digits of a Japanese telephone number as it is dialled inside the country: +81 and 0081 become 0, a
// leading 0 that a spreadsheet ate is put back, 内線 is dropped, and of two numbers in one field the first counts.
// It is empty when s holds no possible number. A number that stands for "none", such as 090-0000-0000, is possible; see
// PhonePlaceholder.
func Phone(s string) string {
	if plainPhone(s) {
		return s
	}
	d, _ := readPhone(s)
	return d
}

// PhoneOK says whether s is a possible Japanese telephone number, by the number of digits for its prefix: 10 for a
// land line, 0120, 0570 and the like; 11 for 050, 060, 070, 080 (0800 too) and 090. Whether the exchange is assigned is
// not asked. For a number that is not possible the reason is a Japanese sentence for the owner; an empty field is one.
//
// Source: 電気通信番号計画 (総務省); 060 serves mobile telephones since July 2026.
func PhoneOK(s string) (ok bool, reason string) {
	if plainPhone(s) {
		return true, ""
	}
	_, reason = readPhone(s)
	return reason == "", reason
}

// PhonePlaceholder says whether the number merely fills a required field: all digits after the prefix are equal
// (090-0000-0000, 03-1111-1111, 0120-000-000), all digits are equal, or they count up from 1.
func PhonePlaceholder(s string) bool {
	d := Phone(s)
	if d == "" {
		raw := phoneDigits(s)
		return len(raw) >= 9 && (allEqual(raw) || raw == "1234567890" || raw == "12345678901")
	}
	var rest string
	switch {
	case strings.HasPrefix(d, "0800"):
		rest = d[4:]
	case len(d) == 11:
		rest = d[3:]
	default:
		// An area code has two to five digits; six digits are left after the common longest one.
		rest = d[4:]
	}
	return allEqual(rest) || strings.HasSuffix(d, "12345678")
}

func allEqual(d string) bool { return d != "" && strings.Count(d, d[:1]) == len(d) }

// plainPhone says whether s is a possible number already in the form of the key; most are.
func plainPhone(s string) bool {
	if len(s) != 10 && len(s) != 11 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return phoneFault(s) == ""
}

// Reasons why a number is not possible.
const (
	phoneMissing  = "電話番号がありません。"
	phoneForeign  = "海外の電話番号です。"
	phoneFewer    = "電話番号の桁が足りません。"
	phoneMore     = "電話番号の桁が多すぎます。"
	phonePrefix   = "電話番号の始まりが日本の番号ではありません。"
	phoneExponent = "電話番号がExcelで壊れています(9E+09など)。元のファイルを取り込んでください。"
)

// phoneFault gives the reason why the digits d, with their leading 0, are no number that can be dialled in Japan.
func phoneFault(d string) string {
	if len(d) < 3 {
		return phoneFewer
	}
	if d[0] != '0' || d[1] == '0' {
		return phonePrefix
	}
	// 060 with ten digits is 06-0xxx-xxxx, area code 06; the area codes 05, 07, 08 and 09 always have a third digit
	// that is not 0.
	mobile := d[2] == '0' && d[1] >= '5'
	want := 10
	if mobile && !(d[1] == '6' && len(d) == 10) {
		want = 11
	}
	switch {
	case len(d) < want:
		return phoneFewer
	case len(d) > want:
		return phoneMore
	}
	return ""
}

// readPhone gives the digits of a possible number, or the reason why there is none.
func readPhone(s string) (digits, reason string) {
	var stack [stackRunes]rune
	rs := trimSpace(appendFolded(stack[:0], s))
	reason = phoneMissing
	for len(rs) > 0 {
		one, rest := firstPhone(rs)
		d, why := onePhone(one)
		if why == "" {
			return d, ""
		}
		if reason == phoneMissing {
			reason = why
		}
		rs = rest
	}
	return "", reason
}

// firstPhone cuts at what people put between two numbers.
func firstPhone(rs []rune) (one, rest []rune) {
	for i, r := range rs {
		switch r {
		case '/', ',', '、', ';', '\n', '|', '又', '&':
			return rs[:i], rs[i+1:]
		}
	}
	return rs, nil
}

func onePhone(rs []rune) (digits, reason string) {
	if spreadsheetExponent(rs) {
		return "", phoneExponent
	}
	var buf [24]byte
	d := buf[:0]
	plus := false
	for i, r := range rs {
		switch {
		case isDigit(r):
			if len(d) == cap(buf) {
				return "", phoneMore
			}
			d = append(d, byte(r))
		case r == '+' && len(d) == 0:
			plus = true
		case len(d) > 0 && (r == '内' || r == '#' || r == 'x' || hasPrefix(rs[i:], "ext")):
			return dial(string(d), plus)
		case len(d) > 0 && r == '.' && i == len(rs)-2 && rs[i+1] == '0': // 9000001001.0, a number column
			return dial(string(d), plus)
		}
	}
	return dial(string(d), plus)
}

// dial turns international and shortened digits into those that are dialled in Japan.
func dial(d string, plus bool) (digits, reason string) {
	if d == "" {
		return "", phoneMissing
	}
	if !plus && strings.HasPrefix(d, "010") && len(d) > 11 { // 010 is dialled before a country code
		d, plus = d[3:], true
	}
	if !plus && strings.HasPrefix(d, "00") && !allEqual(d) {
		d, plus = strings.TrimLeft(d, "0"), true
	}
	switch {
	case strings.HasPrefix(d, "81") && (plus || len(d) >= 11):
		d = "0" + strings.TrimPrefix(d[2:], "0")
	case plus && d != "" && d[0] != '0':
		return "", phoneForeign
	case d == "":
		return "", phonePrefix
	case d[0] != '0' && len(d) == 9:
		d = "0" + d
	case len(d) == 10 && d[1] == '0' && d[0] >= '5':
		d = "0" + d
	}
	if why := phoneFault(d); why != "" {
		return "", why
	}
	return d, ""
}

// spreadsheetExponent recognises 9E+09 and 9.0000001E+09.
func spreadsheetExponent(rs []rune) bool {
	for i := 1; i+2 < len(rs); i++ {
		if rs[i] == 'e' && rs[i+1] == '+' && isDigit(rs[i-1]) && isDigit(rs[i+2]) {
			return true
		}
	}
	return false
}

func phoneDigits(s string) string {
	var stack [stackRunes]rune
	d := make([]byte, 0, 16)
	for _, r := range appendFolded(stack[:0], s) {
		if isDigit(r) {
			d = append(d, byte(r))
		}
	}
	return string(d)
}
