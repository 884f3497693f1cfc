package part

import (
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
)

func TestDatesAsTheOwnerTypesThem(t *testing.T) {
	const today = jst.Date("2026-11-30")
	for text, want := range map[string]jst.Date{
		"2026/11/24": "2026-11-24", "2026-11-24": "2026-11-24", "20261124": "2026-11-24", "2026年11月24日": "2026-11-24",
		"11/24": "2026-11-24", "1124": "2026-11-24", "１２／３": "2026-12-03", "12月3日": "2026-12-03",
		"1/5":  "2027-01-05", // in November, 5 January is the next one
		"6/15": "2026-06-15", "2/29": "", "2028/2/29": "2028-02-29", "2026/4/31": "", "13/1": "", "あした": "", "112": "", "": "",
	} {
		d, ok := readDate(text, today)
		if d != want || ok != (want != "" || text == "") {
			t.Errorf("%q reads as %q (%v), want %q", text, d, ok, want)
		}
	}
}

func TestNumbersAsTheOwnerTypesThem(t *testing.T) {
	for text, want := range map[string]int64{"1234": 1234, "1,234": 1234, "１，２３４": 1234, "1,234円": 1234, "-5": -5, "−5": -5, "0": 0} {
		n, ok := readNumber(text)
		if !ok || n == nil || *n != want {
			t.Errorf("%q reads as %v (%v), want %d", text, n, ok, want)
		}
	}
	if n, ok := readNumber(" "); n != nil || !ok {
		t.Error("an empty field must be unknown, not zero")
	}
	for _, text := range []string{"12a", "1.5", "二個", "99999999999999999999"} {
		if n, ok := readNumber(text); ok {
			t.Errorf("%q reads as %v", text, n)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		v := int64(rapid.IntRange(-1_000_000_000, 1_000_000_000).Draw(t, "yen"))
		if n, ok := readNumber(separated(v)); !ok || *n != v {
			t.Fatalf("%d is written %q and read as %v", v, separated(v), n)
		}
	})
}
