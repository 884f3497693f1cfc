package safe

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"miseban/app/jst"
	"miseban/store"
)

// How long backups are kept: every one of two days, then the newest of each day, week and month.
const (
	keepAll = 48 * time.Hour
	daily   = 12
	weekly  = 10
	monthly = 9
)

// thin removes the backups that nobody would miss. Only good ones are counted and only good ones are removed: a damaged
// one is left for somebody to look at, and so is any file that this program did not name.
func thin(ctx context.Context, folder string, now time.Time) (removed []string, err error) {
	all, err := store.CopiesIn(ctx, folder)
	if err != nil {
		return nil, err
	}
	for _, c := range surplus(all, now) {
		for _, path := range []string{c.Path, c.Path + ".sha256"} {
			if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
				return removed, fmt.Errorf("thin out backups: %w", err)
			}
		}
		removed = append(removed, c.Path)
	}
	return removed, nil
}

// surplus chooses among the backups, newest first, those to be removed. The newest is never among them, nor is one
// without a reason in its name: it was put there by hand.
func surplus(all []Copy, now time.Time) []Copy {
	taken := map[string]bool{} // periods that have their copy
	kept := map[string]int{}
	first := func(kind string, most int, period string) bool {
		if taken[kind+period] || kept[kind] >= most {
			return false
		}
		taken[kind+period] = true
		kept[kind]++
		return true
	}
	var out []Copy
	for i, c := range all {
		if i == 0 || c.Why == "" || now.Sub(c.Made) <= keepAll {
			continue
		}
		day := string(jst.DateOf(c.Made))
		year, week := c.Made.In(jst.Zone).ISOWeek()
		// All three are asked, so that the newest of a week is also its day's and its month's.
		ofDay := first("day", daily, day)
		ofWeek := first("week", weekly, fmt.Sprintf("%d-%d", year, week))
		ofMonth := first("month", monthly, day[:7])
		if !ofDay && !ofWeek && !ofMonth {
			out = append(out, c)
		}
	}
	return out
}
