package mail

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"miseban/app/jst"
)

var monday = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)

func TestAMailThatWasPutOffComesBackAfter1_5_15_60MinutesAnd4Hours(t *testing.T) {
	nominal := []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour, 4 * time.Hour, 4 * time.Hour}
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.String().Draw(t, "seed")
		for i, want := range nominal {
			at, ok := RetryAt(i+1, monday, seed)
			wait := at.Sub(monday)
			if !ok || wait < want || wait > want+want/10 {
				t.Fatalf("try %d: %v %v, want %v to 10 %% more", i+1, wait, ok, want)
			}
			if again, _ := RetryAt(i+1, monday, seed); again != at {
				t.Fatal("another time for the same seed")
			}
		}
	})
}

func TestAfterADayOfTryingAMailHasFailed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.String().Draw(t, "seed")
		now, tries := monday, 0
		for tries < 100 {
			at, ok := RetryAt(tries+1, now, seed)
			if !ok {
				break
			}
			now, tries = at, tries+1
		}
		// 1+5+15+60 minutes and five times 4 hours are 21 h 21 min; a sixth pause of 4 hours would pass 24.
		if span := now.Sub(monday); tries != 9 || span > 24*time.Hour || span < 21*time.Hour {
			t.Fatalf("%d tries over %v", tries, span)
		}
	})
}

func TestMailsPutOffTogetherDoNotComeBackTogether(t *testing.T) {
	times := map[time.Time]bool{}
	for _, seed := range []string{"a@example.jp", "b@example.jp", "c@example.jp", "d@example.jp"} {
		at, _ := RetryAt(4, monday, seed)
		times[at] = true
	}
	if len(times) < 4 {
		t.Errorf("only %d different times", len(times))
	}
}
