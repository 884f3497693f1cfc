package mapping

import (
	"strings"

	"miseban/app/normal"
)

func lookASCII(s string) shape {
	var f shape
	digits, alpha, space, others := 0, 0, 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			alpha++
		case c == ' ' || c == '\n' || c == '\t':
			space++
		default:
			others++
		}
	}
	if alpha > 0 {
		f |= letters
	}
	if digits > 0 {
		f |= digit
	}
	if space == 0 && len(s) <= 60 {
		f |= code
	}
	if digits == len(s) {
		f |= lookDigits(s)
		return f
	}
	if i := strings.IndexByte(s, '@'); i > 0 && strings.IndexByte(s[i:], '.') > 1 && space == 0 {
		return f | mail
	}
	if digits == 0 {
		if len(s) <= 24 {
			f |= word
		}
		if alpha > 0 && others == 0 && len(s) <= 30 && alpha > 1 {
			f |= person_
		}
		return f
	}
	if isWhole(s) {
		f |= whole
	}
	f |= lookTime(s)
	if t := strings.TrimPrefix(s, "'"); f&(day|clock) == 0 && digits == 7 && (len(t) == 7 || len(t) == 8 && t[3] == '-') {
		f |= zip // Shopify puts a ' in front, against spreadsheets
	}
	if f&(day|moment|clock|zip|whole) == 0 && digits >= 9 && digits <= 15 && alpha == 0 && (s[0] == '0' || s[0] == '+') {
		if ok, _ := normal.PhoneOK(s); ok {
			f |= phone
		}
	}
	if f&(day|moment|clock) == 0 && (s[0] == '+' || s[0] == '0' || s[0] == '\'') && f&phone == 0 && digits >= 10 && digits <= 13 && alpha == 0 && strings.IndexByte(s, '.') < 0 && f&whole == 0 {
		f |= phone
	}
	return f
}

func lookDigits(s string) shape {
	f := shape(0)
	n := len(s)
	if n <= 11 {
		f |= whole
	}
	if n <= 4 {
		f |= small
	}
	switch n {
	case 7:
		f |= zip
	case 8:
		if isDay(s[:4], s[4:6], s[6:]) {
			f |= day
		}
	case 14:
		if isDay(s[:4], s[4:6], s[6:8]) {
			f |= moment
		}
	case 10, 11:
		if s[0] == '0' {
			f |= phone
		}
	}
	if n == 3 || n == 4 {
		f |= zipPart
		if isSpan(s) {
			f |= span
		}
	}
	if n == 1 {
		f |= span // 楽天's codes: 1 morning, 2 afternoon, 9 other
	}
	if n >= 2 && n <= 5 {
		f |= phonePart
	}
	if (n == 13 || n == 8) && isBarcode(s) {
		f |= barcode
	}
	return f
}

// isBarcode checks the last digit of an EAN (JIS X 0501).
func isBarcode(s string) bool {
	sum := 0
	for i := range len(s) - 1 {
		d := int(s[len(s)-2-i] - '0')
		if i%2 == 0 {
			d *= 3
		}
		sum += d
	}
	return (10-sum%10)%10 == int(s[len(s)-1]-'0')
}

func isSpan(s string) bool {
	from, to := number(s[:len(s)-2]), number(s[len(s)-2:])
	return from >= 6 && from < to && to <= 24
}

// number reads a few ASCII digits; -1 for anything else.
func number(s string) int {
	n := 0
	if s == "" || len(s) > 9 {
		return -1
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func isDay(y, m, d string) bool {
	year, month, dayOf := number(y), number(m), number(d)
	return (year >= 1990 && year <= 2099 || year >= 0 && year <= 99 && len(y) == 2) && month >= 1 && month <= 12 && dayOf >= 1 && dayOf <= 31
}

// isWhole tells whether an ASCII text is an amount: -1,080, ¥1080, 1080.00.
func isWhole(s string) bool {
	s = strings.TrimLeft(s, `\+-`)
	s = strings.TrimLeft(s, `\`)
	if i := strings.IndexByte(s, '.'); i > 0 {
		if strings.Trim(s[i+1:], "0") != "" {
			return false
		}
		s = s[:i]
	}
	if s == "" || len(s) > 15 || s[0] == ',' || s[len(s)-1] == ',' {
		return false
	}
	for i := range len(s) {
		if s[i] != ',' && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// lookTime finds dates and times in a text of ASCII characters.
func lookTime(s string) shape {
	rest := s
	f := shape(0)
	if i := strings.IndexAny(s, "-/."); i == 4 || i == 2 {
		sep := s[i : i+1]
		if j := strings.Index(s[i+1:], sep); j > 0 && j <= 2 {
			end := i + 1 + j + 1
			for end < len(s) && s[end] >= '0' && s[end] <= '9' {
				end++
			}
			if isDay(s[:i], s[i+1:i+1+j], s[i+2+j:end]) {
				f, rest = day, strings.TrimLeft(s[end:], " T")
				if rest == "" {
					return f
				}
				if rest[0] == '(' {
					return f
				}
			} else {
				return 0
			}
		}
	}
	if len(rest) >= 4 {
		if i := strings.IndexByte(rest, ':'); i >= 1 && i <= 2 && number(rest[:i]) >= 0 && number(rest[:i]) < 25 && len(rest) >= i+3 && number(rest[i+1:i+3]) >= 0 {
			if f == day {
				return moment
			}
			if strings.ContainsAny(rest, "-~") {
				return span
			}
			return clock
		}
	}
	if f == day {
		return 0 // something else behind a date
	}
	if i := strings.IndexAny(s, "-~"); i > 0 && i <= 2 && number(s[:i]) >= 6 && number(s[i+1:]) > number(s[:i]) && number(s[i+1:]) <= 24 {
		return span
	}
	return 0
}
