package part

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"golang.org/x/text/unicode/norm"

	"miseban/app/jst"
)

// DateEntry is a field for a date written yyyy/mm/dd. It also reads 11/24, 1124, 20261124,
// 2026-11-24 and 2026年11月24日, in full-width figures too; ↑ and ↓ move by a day, Alt+↓ opens the
// calendar. An empty field is no date.
type DateEntry struct {
	Entry
	// OnDate gets another valid date, "" for an emptied field, once the owner is done with it: Enter,
	// Tab, a click elsewhere, a day in the calendar. Not while it is typed, not for SetDate.
	OnDate func(jst.Date)

	today func() jst.Date
	date  jst.Date
	told  jst.Date
}

// NewDateEntry makes an empty field; today says what 11/24 without a year is near to.
func NewDateEntry(today func() jst.Date) *DateEntry {
	e := &DateEntry{today: today}
	e.PlaceHolder = "年/月/日"
	e.ActionItem = NewKeyButton("▼", "", Flat, e.OpenCalendar)
	e.OnChanged = func(text string) { e.date, _ = readDate(text, e.today()) }
	e.OnEnter = e.commit
	e.OnFocus = func(on bool) {
		if !on {
			e.commit()
		}
	}
	e.OnKey = func(ev *fyne.KeyEvent) bool {
		step := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1}[ev.Name]
		if step == 0 {
			return false
		}
		from := e.date
		if from == "" {
			from = e.today()
			step = 0
		}
		e.SetText(slashes(from.AddDays(step)))
		return true
	}
	e.extend(e)
	e.SetWidth(128)
	return e
}

// Date tells the date in the field; "" is none. ok is false if the text is no date.
func (e *DateEntry) Date() (d jst.Date, ok bool) {
	return e.date, e.date != "" || strings.TrimSpace(e.Text) == ""
}

// SetDate fills the field, with "" it empties it.
func (e *DateEntry) SetDate(d jst.Date) {
	e.told = d
	e.SetText(slashes(d))
}

func slashes(d jst.Date) string { return strings.ReplaceAll(string(d), "-", "/") }

// commit writes the date out and tells it, if it is another one. A text that is no date stays.
func (e *DateEntry) commit() {
	d, ok := e.Date()
	if !ok {
		return
	}
	e.SetText(slashes(d))
	if d != e.told {
		e.told = d
		if e.OnDate != nil {
			e.OnDate(d)
		}
	}
}

// TypedShortcut opens the calendar with Alt+↓.
func (e *DateEntry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.KeyName == fyne.KeyDown && c.Modifier == fyne.KeyModifierAlt {
		e.OpenCalendar()
		return
	}
	e.Entry.TypedShortcut(s)
}

// OpenCalendar shows the calendar over the page; Esc closes it.
func (e *DateEntry) OpenCalendar() {
	c := canvasOf(e)
	if c == nil {
		return
	}
	at := e.date
	if at == "" {
		at = e.today()
	}
	var sh *sheet
	cal := NewCalendar(at, e.today(), func(d jst.Date) {
		sh.hide()
		e.SetText(slashes(d))
		e.commit()
	})
	sh = &sheet{canvas: c, top: -1, content: Inset(10, 12, 12, 12, cal),
		key: func(ev *fyne.KeyEvent) {
			if ev.Name == fyne.KeyEscape {
				sh.hide()
			}
		}}
	sh.outside = sh.hide
	sh.show(cal)
}

// monthDay is a date without a year: 1/5, 1月5日, 0105. 112 may be 1/12 or 11/2 and is none.
var monthDay = regexp.MustCompile(`^(?:(\d{1,2})[/.月-](\d{1,2})日?|(\d\d)(\d\d))$`)

// readDate reads what a person types as a date. Without a year it takes the one in which the date
// is nearest to today. ok is true for a date and for an empty text.
func readDate(text string, today jst.Date) (d jst.Date, ok bool) {
	s := strings.TrimSpace(norm.NFKC.String(text))
	if s == "" {
		return "", true
	}
	if one, err := jst.ParseDate(s); err == nil {
		return one, true
	}
	m := monthDay.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	month, day := m[1]+m[3], m[2]+m[4]
	now := today.Time()
	best := time.Duration(1<<63 - 1)
	for _, year := range []int{now.Year(), now.Year() + 1, now.Year() - 1} {
		one, err := jst.ParseDate(fmt.Sprintf("%d/%s/%s", year, month, day))
		if err != nil {
			continue
		}
		if gap := one.Time().Sub(now).Abs(); gap < best {
			d, ok, best = one, true, gap
		}
	}
	return d, ok
}
