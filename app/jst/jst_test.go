package jst

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDatesInTheFormsThatMallsWrite(t *testing.T) {
	for in, want := range map[string]Date{
		"2026-11-24": "2026-11-24", "2026/11/24": "2026-11-24", "2026/1/4": "2026-01-04", "20261124": "2026-11-24",
		"2026年11月24日": "2026-11-24", "2026-11-24 09:30:00": "2026-11-24", " 2026/11/24 ": "2026-11-24", "2026-11-24T09:30:00+09:00": "2026-11-24",
	} {
		got, err := ParseDate(in)
		if err != nil || got != want {
			t.Errorf("%q is read as %q (%v), want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "2026-13-01", "2026-02-30", "24/11/2026", "あした", "1.23E+11"} {
		if got, err := ParseDate(in); !errors.Is(err, ErrDate) {
			t.Errorf("%q is read as %q (%v), want ErrDate", in, got, err)
		}
	}
}

func TestAnOrderLateInTheEveningInLondonIsOfTheNextDayInJapan(t *testing.T) {
	m := At(time.Date(2026, 1, 31, 15, 30, 0, 0, time.UTC))
	if m.Date() != "2026-02-01" {
		t.Errorf("the day is %s", m.Date())
	}
	b, err := json.Marshal(m)
	if err != nil || string(b) != `"2026-02-01T00:30:00+09:00"` {
		t.Errorf("JSON %s, %v", b, err)
	}
	var back Moment
	if err := json.Unmarshal(b, &back); err != nil || back != m {
		t.Errorf("read back %d, %v", back, err)
	}
}

func TestDatesAsTheWindowShowsThem(t *testing.T) {
	d := Date("2026-11-24")
	if d.Long() != "2026/11/24(火)" || d.Short() != "11/24(火)" {
		t.Errorf("%s, %s", d.Long(), d.Short())
	}
	if Date("").Long() != "" || Date("").Short() != "" {
		t.Error("no date is written as something")
	}
}

func TestAddingDaysAndTakingThemAwayAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := DateOf(time.Date(rapid.IntRange(2000, 2090).Draw(t, "year"), 1, rapid.IntRange(1, 366).Draw(t, "day"), 12, 0, 0, 0, Zone))
		n := rapid.IntRange(-2000, 2000).Draw(t, "n")
		if back := d.AddDays(n).AddDays(-n); back != d {
			t.Fatalf("%s %+d days and back is %s", d, n, back)
		}
		if n > 0 && d.AddDays(n) <= d {
			t.Fatalf("%s sorts before %s", d.AddDays(n), d)
		}
	})
}
