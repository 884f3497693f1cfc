package mail

import (
	"cmp"
	"slices"
	"time"
)

// Limit allows at most Max mails in any span of Window.
type Limit struct {
	Max    int
	Window time.Duration
}

// Throttle is the set of limits of one account; all hold at once. The empty Throttle limits nothing.
type Throttle []Limit

// DefaultThrottle is what an account keeps to unless the owner or a preset says otherwise: at most 60 mails in 15 minutes
// and 400 in 24 hours, below what the providers of the presets allow.
func DefaultThrottle() Throttle {
	return Throttle{{Max: 60, Window: 15 * time.Minute}, {Max: 400, Window: 24 * time.Hour}}
}

// NextAt gives the earliest time, not before now, at which the account may send one more mail. past are the times at which it
// handed over mails before, in any order; mails of unknown fate count. ok is false if a limit allows no mail at all.
func (t Throttle) NextAt(past []time.Time, now time.Time) (at time.Time, ok bool) {
	sorted := slices.SortedFunc(slices.Values(past), time.Time.Compare)
	at = now
	for _, l := range t {
		if l.Max <= 0 {
			return time.Time{}, false
		}
		if len(sorted) < l.Max {
			continue
		}
		// With the new mail, the last Max+1 must not fall into one window: it has to wait until the Max-th last has left.
		if free := sorted[len(sorted)-l.Max].Add(l.Window); free.After(at) {
			at = free
		}
	}
	return at, true
}

// Left gives how many mails the account may still send in the time that its longest limit looks at, shown before many are
// queued. A Throttle without limits gives -1: no limit.
func (t Throttle) Left(past []time.Time, now time.Time) int {
	if len(t) == 0 {
		return -1
	}
	longest := slices.MaxFunc(t, func(a, b Limit) int { return cmp.Compare(a.Window, b.Window) })
	left := longest.Max
	for _, p := range past {
		if p.After(now.Add(-longest.Window)) {
			left--
		}
	}
	return max(left, 0)
}
