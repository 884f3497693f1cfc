package intake

import (
	"path/filepath"
	"regexp"
	"time"

	"miseban/app/jst"
)

var stampInName = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})[-_.]?([01][0-9])[-_.]?([0-3][0-9])(?:[-_T. ]?([0-2][0-9])[-_.:]?([0-5][0-9])(?:[-_.:]?([0-5][0-9]))?)?(?:[^0-9]|$)`)

// FreshAt says when the mall wrote a file: the date and time in its name, else its modification time. A date alone in
// the name counts only when the file was not changed on that very day, since the time then tells more.
func FreshAt(path string, modified time.Time) jst.Moment {
	m := stampInName.FindStringSubmatch(filepath.Base(path))
	if m == nil {
		return jst.At(modified)
	}
	day, err := jst.ParseDate(m[1] + "-" + m[2] + "-" + m[3])
	if err != nil {
		return jst.At(modified)
	}
	if m[4] == "" {
		if jst.DateOf(modified) == day {
			return jst.At(modified)
		}
		return jst.At(day.Time())
	}
	seconds := m[6]
	if seconds == "" {
		seconds = "00"
	}
	t, err := time.ParseInLocation("15:04:05", m[4]+":"+m[5]+":"+seconds, jst.Zone)
	if err != nil {
		return jst.At(modified)
	}
	return jst.At(day.Time().Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second))
}
