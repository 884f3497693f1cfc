package rule

import (
	"miseban/app/jst"
)

// moment gives the seconds since the first of January 1970 by Japan's clock.
func moment(m *jst.Moment) (int64, known) {
	if m == nil {
		return 0, untold
	}
	return int64(*m) + 9*60*60, told
}

// day gives a date as the number of days since 1970-01-01. It is read by hand: a rule set compares many.
func day(d *jst.Date) (int64, known) {
	switch {
	case d == nil:
		return 0, untold
	case *d == "":
		return 0, nothing
	}
	n, ok := dayNumber(*d)
	if !ok {
		return 0, untold
	}
	return n, told
}

func dayNumber(d jst.Date) (int64, bool) {
	if len(d) != 10 || d[4] != '-' || d[7] != '-' {
		return 0, false
	}
	n := func(s jst.Date) (v int64) {
		for i := range len(s) {
			if s[i] < '0' || s[i] > '9' {
				return -1
			}
			v = v*10 + int64(s[i]-'0')
		}
		return v
	}
	y, m, dd := n(d[:4]), n(d[5:7]), n(d[8:])
	if y < 0 || m < 1 || m > 12 || dd < 1 || dd > 31 {
		return 0, false
	}
	// Days from the civil calendar, with the year beginning in March so that the leap day is its last.
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + dd - 1 - 719468, true
}

// Days outside these four-digit years are no dates of a shop's.
var firstDay, lastDay = mustDay("0001-01-01"), mustDay("9999-12-31")

func mustDay(d jst.Date) int64 { n, _ := dayNumber(d); return n }

// dateOf is the opposite of dayNumber; empty for a day that can't be written in ten characters.
func dateOf(n int64) jst.Date {
	if n < firstDay || n > lastDay {
		return ""
	}
	return jst.DateOf(jst.Moment(n*86400 - 9*60*60).Time())
}

// weekday is the id of the day's weekday. The first of January 1970 was a Thursday.
func weekday(day int64) string { return weekdays[floorMod(day+4, 7)].ID }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }
