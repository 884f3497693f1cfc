package mall

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"miseban/app/jst"
	"miseban/app/table"

	"golang.org/x/text/unicode/norm"
)

// halfWidth gives the text with full-width digits and signs as half-width ones.
func halfWidth(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return strings.TrimSpace(norm.NFKC.String(s))
		}
	}
	return trim(s)
}

// whole reads a whole number: 1080, -330, 1,080, １０８０, 1080.00, ¥1,080, 1,080円.
func whole(s string) (int64, bool) {
	s = halfWidth(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, inReach(n)
	}
	s = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSuffix(s, "円"), "¥"), `\`)
	sign := int64(1)
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = -1
		}
		s = strings.TrimPrefix(s[1:], "¥") // -¥330 as well as ¥-330
	}
	if i := strings.IndexByte(s, '.'); i > 0 {
		if strings.Trim(s[i+1:], "0") != "" {
			return 0, false
		}
		s = s[:i]
	}
	if strings.Contains(s, ",") {
		if !thousands.MatchString(s) {
			return 0, false
		}
		s = strings.ReplaceAll(s, ",", "")
	}
	n, err := strconv.ParseUint(s, 10, 63)
	if err != nil {
		return 0, false
	}
	return sign * int64(n), inReach(int64(n))
}

var thousands = regexp.MustCompile(`^\d{1,3}(,\d{3})+$`)

// inReach keeps sums of amounts far from the end of 64 bits.
func inReach(n int64) bool { return n > -1e12 && n < 1e12 }

// percent reads a tax rate, 0.1 and 10% alike, as whole percent.
func percent(s string) (int, bool) {
	switch s {
	case "0.1", "0.10":
		return 10, true
	case "0.08":
		return 8, true
	case "0", "0.0", "0.00":
		return 0, true
	}
	s, hundredths := strings.CutSuffix(halfWidth(s), "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || !(v >= 0 && v <= 100) { // not a number neither
		return 0, false
	}
	if !hundredths && v < 1 {
		v *= 100
	}
	n := int(v + 0.5)
	if d := v - float64(n); d > 1e-6 || d < -1e-6 {
		return 0, false
	}
	return n, true
}

// The forms of a moment without an offset; it is in Japan's zone. A day alone is its beginning.
var momentForms = []string{
	"2006-1-2 15:04:05", "2006/1/2 15:04:05", "2006-1-2 15:04", "2006/1/2 15:04",
	"2006-1-2T15:04:05", "2006-1-2T15:04", "2006-1-2", "2006/1/2",
	"20060102150405", "20060102",
}

// moment reads a date with a time; one with an offset from UTC (ISO 8601) is turned to Japan's zone.
func moment(s string) (jst.Moment, bool) {
	if m, ok := plainMoment(s); ok {
		return m, true
	}
	s = halfWidth(s)
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return jst.At(t), true
	}
	for _, form := range momentForms {
		if t, err := time.ParseInLocation(form, s, jst.Zone); err == nil {
			return jst.At(t), true
		}
	}
	return 0, false
}

// plainMoment reads 2026-10-05 09:12:31 without the cost of the general way.
func plainMoment(s string) (jst.Moment, bool) {
	if len(s) != 19 || s[4] != '-' || s[7] != '-' || s[10] != ' ' || s[13] != ':' || s[16] != ':' {
		return 0, false
	}
	two := func(i int) int {
		a, b := s[i]-'0', s[i+1]-'0'
		if a > 9 || b > 9 {
			return -1
		}
		return int(a)*10 + int(b)
	}
	c, y, mo, d, h, mi, sec := two(0), two(2), two(5), two(8), two(11), two(14), two(17)
	if c < 0 || y < 0 || mo < 1 || mo > 12 || d < 1 || d > 28 && d > daysOf(c*100+y, mo) || h < 0 || h > 23 || mi < 0 || mi > 59 || sec < 0 || sec > 59 {
		return 0, false
	}
	return jst.At(time.Date(c*100+y, time.Month(mo), d, h, mi, sec, 0, jst.Zone)), true
}

func daysOf(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

var weekday = regexp.MustCompile(`\s*[(（][日月火水木金土](曜日?)?[)）]$`)

// day reads a date, with or without a weekday or a time behind it.
func day(s string) (jst.Date, bool) {
	if plainDay(s) {
		return jst.Date(s), true
	}
	if d, err := jst.ParseDate(s); err == nil {
		return d, true
	}
	s = halfWidth(s)
	if d, err := jst.ParseDate(weekday.ReplaceAllString(s, "")); err == nil {
		return d, true
	}
	return "", false
}

// plainDay tells whether s is a day of the calendar written 2026-10-05.
func plainDay(s string) bool {
	if len(s) != 10 {
		return false
	}
	_, ok := plainMoment(s + " 00:00:00")
	return ok
}

// digits keeps the digits of a text, full-width ones as half-width.
func digits(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９':
			b.WriteRune(r - '０' + '0')
		}
	}
	return b.String()
}

// damagedByExcel tells whether a number stands in a form that a spreadsheet turns long ones into: 1.23E+11, or the ####
// of a column that was too narrow.
func damagedByExcel(s string) bool {
	s = halfWidth(s)
	return table.ExcelNumber(s) || s != "" && strings.Trim(s, "#") == ""
}
