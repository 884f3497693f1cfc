package bank

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"miseban/app/jst"
)

// day is a written day. Its year may be missing.
type day struct {
	year       int // 0 = not written, and not yet found
	month, dom int // dom is the day of the month
	time       string
	short      bool // the year had two digits and no era
	guessed    bool // the year was found by the clock or the neighbours
}

// date gives the day, and false where the year has no such day or none is known.
func (d day) date() (jst.Date, bool) {
	t := time.Date(d.year, time.Month(d.month), d.dom, 12, 0, 0, 0, jst.Zone)
	if d.year == 0 || int(t.Month()) != d.month || t.Day() != d.dom {
		return "", false
	}
	return jst.DateOf(t), true
}

// eras gives the year before the first one of each era: 令和 from 2019-05-01, 平成 from 1989-01-08. Statements are kept for ten
// years, so no era before 平成 can be meant.
var eras = map[string]int{"令和": 2018, "令": 2018, "R": 2018, "平成": 1988, "平": 1988, "H": 1988}

var (
	writtenEra  = regexp.MustCompile(`^(令和|令|R|平成|平|H)[.\s]*(\d{1,2}|元)(?:年|[./-])\s*(\d{1,2})(?:月|[./-])\s*(\d{1,2})日?$`)
	writtenFull = regexp.MustCompile(`^(\d{4})(?:年|[./-])\s*(\d{1,2})(?:月|[./-])\s*(\d{1,2})日?$`)
	writtenOne  = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)$`)
	writtenTwo  = regexp.MustCompile(`^(\d{1,2})(?:年|[./-])\s*(\d{1,2})(?:月|[./-])\s*(\d{1,2})日?$`)
	writtenSix  = regexp.MustCompile(`^(\d\d)(\d\d)(\d\d)$`)
	writtenNone = regexp.MustCompile(`^(\d{1,2})(?:月|[./-])\s*(\d{1,2})日?$`)
	clockBehind = regexp.MustCompile(`[ T]+(\d{1,2}:\d\d(?::\d\d)?)(?:\.\d+)?(?:\+09:?00)?$`)
	weekday     = regexp.MustCompile(`\s*\(?[日月火水木金土](?:曜日?)?\)$`)
)

var errDay = errors.New("日付として読めません。2026/11/24、20261124、令和8年11月24日 のような日付の列を選んでください。")

// readDay reads the ways in which banks write a day: 2026/11/24, 2026-11-24, 2026年11月24日, 20261124, 令和8年11月24日, R8.11.24,
// 08.11.24 and 081124 (two digits of a year), 11/24 and 11月24日 (no year), each with a weekday or a time behind it.
//
// Two digits are a year of 令和, as 全国銀行協会's own format has it; where that would lie ahead of today, a year of our
// calendar (26.11.24), and where that does too, of 平成 (30.11.24). The error is a sentence for the owner.
func readDay(s string, today jst.Date) (day, error) {
	t := strings.TrimSpace(norm.NFKC.String(s))
	t = strings.NewReplacer("−", "-", "‐", "-", "–", "-").Replace(t)
	var d day
	if m := clockBehind.FindStringSubmatchIndex(t); m != nil {
		d.time, t = t[m[2]:m[3]], t[:m[0]]
	}
	t = weekday.ReplaceAllString(t, "")
	if m := writtenEra.FindStringSubmatch(strings.ToUpper(t)); m != nil {
		year := 1
		if m[2] != "元" {
			year = number(m[2])
		}
		d.year, d.month, d.dom = eras[m[1]]+year, number(m[3]), number(m[4])
		return d.known()
	}
	for _, form := range []*regexp.Regexp{writtenFull, writtenOne} {
		if m := form.FindStringSubmatch(t); m != nil {
			d.year, d.month, d.dom = number(m[1]), number(m[2]), number(m[3])
			return d.known()
		}
	}
	for _, form := range []*regexp.Regexp{writtenTwo, writtenSix} {
		if m := form.FindStringSubmatch(t); m != nil {
			d.month, d.dom, d.short = number(m[2]), number(m[3]), true
			for _, before := range []int{eras["令和"], 2000, eras["平成"]} {
				d.year = before + number(m[1])
				if date, ok := d.date(); ok && date <= today.AddDays(daysAhead) {
					return d, nil
				}
			}
			return day{}, errDay
		}
	}
	if m := writtenNone.FindStringSubmatch(t); m != nil {
		d.month, d.dom = number(m[1]), number(m[2])
		d.year = 2024 // a leap year, only to see whether there is such a day
		if _, ok := d.date(); ok {
			d.year, d.guessed = 0, true
			return d, nil
		}
	}
	return day{}, errDay
}

func (d day) known() (day, error) {
	if _, ok := d.date(); !ok || d.year < 1989 {
		return day{}, errDay
	}
	return d, nil
}

// number reads at most four digits, which the pattern has made sure of.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// spreadYears finds the years that are not written. Next to a row whose year is known it is the year that brings the two
// days closest together, so that a statement from December to January turns the year where it should. Where no row has a
// year, the newest end of the statement is the last such day.
func spreadYears(rows []pending, today jst.Date) {
	first := -1
	for i := range rows {
		if rows[i].day.year != 0 {
			first = i
			break
		}
	}
	if first < 0 {
		if len(rows) == 0 {
			return
		}
		if first = 0; ascending(rows) {
			first = len(rows) - 1
		}
		rows[first].day.year = lastSuch(rows[first].day, today)
	}
	for i := first - 1; i >= 0; i-- {
		rows[i].day.year = closest(rows[i].day, rows[i+1].day)
	}
	for i := first + 1; i < len(rows); i++ {
		if rows[i].day.year == 0 {
			rows[i].day.year = closest(rows[i].day, rows[i-1].day)
		}
	}
}

// ascending says whether the days of a statement without years go forward in time.
func ascending(rows []pending) bool {
	sum := 0
	for i := 1; i < len(rows); i++ {
		a, b := rows[i-1].day, rows[i].day
		step := (b.month-a.month)*31 + b.dom - a.dom
		if step > 186 {
			step -= 372
		} else if step < -186 {
			step += 372
		}
		sum += step
	}
	return sum >= 0
}

// lastSuch gives the newest year in which the day is not further ahead than a bank may date a deposit.
func lastSuch(d day, today jst.Date) int {
	newest := today.AddDays(daysAhead)
	year := newest.Time().Year()
	for d.year = year; d.year > year-9; d.year-- { // nine years hold a leap year, 2100 between them or not
		if date, ok := d.date(); ok && date <= newest {
			return d.year
		}
	}
	return year
}

// closest gives the year that brings d closest to its neighbour.
func closest(d, neighbour day) int {
	best, distance := neighbour.year, time.Duration(1<<62)
	date, _ := neighbour.date()
	for d.year = neighbour.year - 1; d.year <= neighbour.year+1; d.year++ {
		other, ok := d.date()
		if !ok {
			continue
		}
		if apart := other.Time().Sub(date.Time()).Abs(); apart < distance {
			best, distance = d.year, apart
		}
	}
	return best
}
