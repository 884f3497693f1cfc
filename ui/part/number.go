package part

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"golang.org/x/text/unicode/norm"
)

// NumberEntry is a field for a whole number: pieces, yen, days. It reads full-width figures and
// separators, writes separators when it is left, and ↑ and ↓ change it by one step. An empty field
// is "unknown", which is not zero.
type NumberEntry struct {
	Entry
	// OnNumber gets another valid number, nil for an emptied field, once the owner is done with it:
	// Enter, Tab, a click elsewhere. Not while it is typed, not for SetNumber.
	OnNumber func(*int64)

	low, high, step int64
	number, told    *int64
	wrong           bool
}

// NewNumberEntry makes an empty field for numbers from low to high.
func NewNumberEntry(placeholder string, low, high int64) *NumberEntry {
	e := &NumberEntry{low: low, high: high, step: 1}
	e.PlaceHolder = placeholder
	e.OnChanged = func(text string) { e.read(text) }
	e.OnEnter = e.commit
	e.OnFocus = func(on bool) {
		if !on {
			e.commit()
		}
	}
	e.OnKey = func(ev *fyne.KeyEvent) bool {
		by := map[fyne.KeyName]int64{fyne.KeyUp: e.step, fyne.KeyDown: -e.step}[ev.Name]
		if by == 0 {
			return false
		}
		n := max(e.low, min(0, e.high))
		if e.number != nil {
			n = min(max(*e.number+by, e.low), e.high)
		}
		e.SetText(separated(n))
		return true
	}
	e.extend(e)
	e.SetWidth(96)
	return e
}

// SetStep changes what ↑ and ↓ add: the lot of an SKU.
func (e *NumberEntry) SetStep(step int64) { e.step = step }

// Number tells the number; nil is none. ok is false if the text is no number between the limits.
func (e *NumberEntry) Number() (n *int64, ok bool) { return e.number, !e.wrong }

// SetNumber fills the field, nil empties it.
func (e *NumberEntry) SetNumber(n *int64) {
	e.told = n
	if n == nil {
		e.SetText("")
		return
	}
	e.SetText(separated(*n))
}

// commit writes the number out and tells it, if it is another one. A text that is none stays.
func (e *NumberEntry) commit() {
	n, ok := e.Number()
	if !ok {
		return
	}
	if n != nil {
		e.SetText(separated(*n))
	}
	if (n == nil) != (e.told == nil) || n != nil && *n != *e.told {
		e.told = n
		if e.OnNumber != nil {
			e.OnNumber(n)
		}
	}
}

func separated(n int64) string { return Count(int(n)) }

func (e *NumberEntry) read(text string) {
	n, ok := readNumber(text)
	if n != nil && (*n < e.low || *n > e.high) {
		n, ok = nil, false
	}
	e.number, e.wrong = n, !ok
}

// readNumber reads a whole number as a person types it. An empty text is nil and right.
func readNumber(text string) (n *int64, ok bool) {
	s := norm.NFKC.String(text)
	s = strings.NewReplacer(",", "", "、", "", " ", "", "円", "", "¥", "", "−", "-", "ー", "-").Replace(s)
	if s == "" {
		return nil, true
	}
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return nil, false
	}
	return &v, true
}
