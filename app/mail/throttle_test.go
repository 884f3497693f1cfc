package mail

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A sender that always waits as told, with any limits and any habits, never exceeds a limit in any window.
func TestNoWindowEverHoldsMoreThanItsLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var throttle Throttle
		for range rapid.IntRange(1, 3).Draw(t, "limits") {
			throttle = append(throttle, Limit{rapid.IntRange(1, 6).Draw(t, "max"), time.Duration(rapid.IntRange(1, 3600).Draw(t, "seconds")) * time.Second})
		}
		var sent []time.Time
		now := monday
		for range rapid.IntRange(1, 60).Draw(t, "mails") {
			now = now.Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "pause")) * time.Second)
			at, ok := throttle.NextAt(sent, now)
			if !ok || at.Before(now) {
				t.Fatal(at, ok)
			}
			now = at
			sent = append(sent, at)
		}
		for _, l := range throttle {
			for i, first := range sent {
				n := 0
				for _, s := range sent[i:] {
					if s.Sub(first) < l.Window {
						n++
					}
				}
				if n > l.Max {
					t.Fatalf("%d mails within %v from %v, allowed %d", n, l.Window, first, l.Max)
				}
			}
		}
	})
}

func TestTheThrottleDoesNotWaitLongerThanItMust(t *testing.T) {
	var sent []time.Time
	for i := range 60 {
		sent = append(sent, monday.Add(time.Duration(59-i)*time.Second)) // the order of the table does not matter
	}
	throttle := DefaultThrottle()
	now := monday.Add(2 * time.Minute)
	if at, ok := throttle.NextAt(sent, now); !ok || !at.Equal(monday.Add(15*time.Minute)) {
		t.Errorf("the 61st mail: %v, want 15 minutes after the first", at)
	}
	if at, ok := throttle.NextAt(sent[:59], now); !ok || !at.Equal(now) {
		t.Errorf("the 60th mail: %v", at)
	}
	if left := throttle.Left(sent, now); left != 340 {
		t.Errorf("left today: %d", left)
	}
	if left := throttle.Left(sent, monday.Add(25*time.Hour)); left != 400 {
		t.Errorf("left tomorrow: %d", left)
	}
}

func TestALimitOfZeroLetsNothingOut(t *testing.T) {
	if _, ok := (Throttle{{0, time.Hour}}).NextAt(nil, monday); ok {
		t.Error("a mail went out")
	}
	if at, ok := (Throttle)(nil).NextAt([]time.Time{monday}, monday); !ok || at != monday {
		t.Error("without limits:", at, ok)
	}
	if left := (Throttle)(nil).Left(nil, monday); left != -1 {
		t.Error(left)
	}
}

func BenchmarkNextAtAfterABusyDay(b *testing.B) {
	sent := make([]time.Time, 400)
	for i := range sent {
		sent[i] = monday.Add(time.Duration(i) * time.Minute)
	}
	throttle := DefaultThrottle()
	b.ReportAllocs()
	for b.Loop() {
		throttle.NextAt(sent, monday.Add(8*time.Hour))
	}
}
