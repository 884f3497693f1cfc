// Package jst holds dates and moments as a Japanese shop reads them. Every time in the program is in Japan's zone
// (UTC+9, no daylight saving); the clock itself is always a parameter, never asked for here.
package jst

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Zone is Japan Standard Time. It is fixed, so that a computer without a zone database reads the same.
var Zone = time.FixedZone("JST", 9*60*60)

// Moment is a point in time in whole seconds since 1970-01-01 UTC. A moment that nobody has told us is a nil *Moment.
type Moment int64

// At gives the moment of t.
func At(t time.Time) Moment { return Moment(t.Unix()) }

// Time gives the moment in Japan's zone.
func (m Moment) Time() time.Time { return time.Unix(int64(m), 0).In(Zone) }

// Date gives the day in Japan on which the moment lies.
func (m Moment) Date() Date { return DateOf(m.Time()) }

// MarshalJSON writes RFC 3339 with Japan's offset.
func (m Moment) MarshalJSON() ([]byte, error) {
	return []byte(`"` + m.Time().Format(time.RFC3339) + `"`), nil
}

// UnmarshalJSON reads RFC 3339.
func (m *Moment) UnmarshalJSON(b []byte) error {
	t, err := time.Parse(time.RFC3339, strings.Trim(string(b), `"`))
	if err != nil {
		return fmt.Errorf("read moment %s: %w", b, err)
	}
	*m = At(t)
	return nil
}

// Date is a day in Japan, written 2026-11-24. The empty Date is "no date"; it sorts before every other one.
type Date string

// ErrDate says that a text is not a day of the calendar.
var ErrDate = errors.New("not a date")

// DateOf gives the day of t in Japan.
func DateOf(t time.Time) Date { return Date(t.In(Zone).Format(time.DateOnly)) }

// ParseDate reads 2026-11-24, 2026/11/24, 2026/1/4, 20261124, 2026年11月24日, with or without a time behind it.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, " T　"); i > 0 {
		s = s[:i]
	}
	for _, layout := range []string{"2006-1-2", "2006/1/2", "20060102", "2006年1月2日", "2006.1.2"} {
		if t, err := time.ParseInLocation(layout, s, Zone); err == nil {
			return DateOf(t), nil
		}
	}
	return "", fmt.Errorf("read date %q: %w", s, ErrDate)
}

// Time gives the first moment of the day in Japan; the zero time for no date.
func (d Date) Time() time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), Zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// AddDays gives the day n days later (earlier for a negative n).
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// Weekday names, Sunday first, as printed in brackets behind a date.
var weekdays = [7]string{"日", "月", "火", "水", "木", "金", "土"}

// Long writes 2026/11/24(火); nothing for no date.
func (d Date) Long() string {
	if d == "" {
		return ""
	}
	t := d.Time()
	return t.Format("2006/01/02") + "(" + weekdays[t.Weekday()] + ")"
}

// Short writes 11/24(火); nothing for no date.
func (d Date) Short() string {
	if d == "" {
		return ""
	}
	t := d.Time()
	return t.Format("01/02") + "(" + weekdays[t.Weekday()] + ")"
}
