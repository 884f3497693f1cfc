package table

import (
	"math"
	"regexp"
	"strings"
	"time"
)

// Numbers in a workbook are shown through formats: ¥1,980, 1.23E+11 for a long order number, 11月24日 for a date that
// has a year. A reader wants the values. Whatever the format and the base year,
//   - a number is plain: 1980, 123456789012 (see appendNumber);
//   - a date is 2026-11-24 or 2026-11-24 10:00:00, a time of day 10:00:00;
//   - a number shown with leading zeros (format 0000000: zip codes) keeps them.
//
// Texts are never touched, also those that begin with = or look like a number.
type form int

const (
	numberForm form = iota
	dateForm
	timeForm
	zerosForm
)

// cellForm is what a style says of the numbers in its cells.
type cellForm struct {
	form  form
	zeros int // digits at least, of zerosForm
}

// builtInForm knows the formats without a code of their own (ECMA-376 part 1, 18.8.30, with its Japanese ones).
func builtInForm(id int) form {
	switch {
	case id >= 18 && id <= 21, id == 32, id == 33, id == 45, id == 47:
		return timeForm
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 50 && id <= 58:
		return dateForm
	}
	return numberForm
}

var (
	literal   = regexp.MustCompile(`"[^"]*"|\\.|[_*].|\[[^\]]*\]|g/標準|general|am/pm|a/p`)
	exponent  = regexp.MustCompile(`e[+-]`)
	onlyZeros = regexp.MustCompile(`^0{2,}$`)
)

// formOf tells what a format's code shows. Elapsed time ([h]:mm) is a number: it is no time of day.
func formOf(code string) form {
	if onlyZeros.MatchString(code) {
		return zerosForm
	}
	code = strings.ToLower(code)
	for _, elapsed := range []string{"[h]", "[hh]", "[m]", "[mm]", "[s]", "[ss]"} {
		if strings.Contains(code, elapsed) {
			return numberForm
		}
	}
	code = literal.ReplaceAllString(code, "")
	code, _, _ = strings.Cut(exponent.ReplaceAllString(code, ""), ";")
	switch {
	case strings.ContainsAny(code, "ydge") || strings.Contains(code, "aaa"):
		return dateForm
	case strings.ContainsAny(code, "hs"):
		return timeForm
	case strings.Contains(code, "m"):
		return dateForm
	}
	return numberForm
}

const (
	dateLayout = "2006-01-02"
	timeLayout = "15:04:05"
	lastDay    = 2_958_466 // the day after 9999-12-31: no calendar of Excel goes so far, it is some other number
)

// appendDate adds the date or the time of day that a number of days means, from 0 to before lastDay (ECMA-376 part 1,
// 18.17.4). A date at midnight comes without its time.
func appendDate(to []byte, days float64, f form, from1904 bool) []byte {
	moment := momentOf(days, from1904)
	if f == timeForm {
		return moment.AppendFormat(to, timeLayout)
	}
	switch {
	case from1904 || days >= 61:
		to = moment.AppendFormat(to, dateLayout)
	case days >= 60:
		to = append(to, "1900-02-29"...) // Excel's calendar has the day
	case days >= 1:
		to = moment.AddDate(0, 0, 1).AppendFormat(to, dateLayout)
	default:
		to = append(to, "1900-01-00"...) // a time of day that is shown as a date
	}
	return appendClock(to, moment)
}

// appendClock adds the time of day behind a date; midnight is none.
func appendClock(to []byte, moment time.Time) []byte {
	if moment.Hour() == 0 && moment.Minute() == 0 && moment.Second() == 0 {
		return to
	}
	return moment.AppendFormat(append(to, ' '), timeLayout)
}

// momentOf gives the second that a number of days means. A day's fraction of 15 digits is rarely a whole second: one
// that lacks less than half of one is taken for it. Before March 1900 Excel's calendar is a day ahead: see appendDate.
func momentOf(days float64, from1904 bool) time.Time {
	first := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	julian := 15018.0
	if from1904 {
		first, julian = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC), 16480
	}
	const day = float64(24 * time.Hour)
	wholeDays, fraction := math.Modf(days)
	midnight := first.AddDate(0, 0, int(wholeDays))
	if wholeDays <= 61 {
		_, fraction = math.Modf(days + julian)
		return midnight.Add(time.Duration(day * fraction)).Add(time.Microsecond / 2).Truncate(time.Microsecond).Round(time.Second)
	}
	moment := midnight.Add(time.Duration(day * (fraction + 1e-9)))
	if moment.Nanosecond()/1e6 > 500 {
		return moment.Round(time.Second)
	}
	return moment.Truncate(time.Second)
}

// isoDate reads the value of a cell that is a date by its type (ISO 8601), which few programs write.
func isoDate(value string) (moment time.Time, ok bool) {
	value = strings.TrimSuffix(strings.Replace(value, ",", ".", 1), "Z")
	for _, layout := range []string{dateLayout, "2006-01-02T15:04:05", "2006-01-02T15:04", "20060102T150405", "20060102"} {
		if moment, err := time.Parse(layout, value); err == nil { // a fraction of a second is taken too
			return moment.Round(time.Second), true
		}
	}
	return time.Time{}, false
}
