package mall

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDeliveryTimes(t *testing.T) {
	for code, want := range map[string]string{"": "", "0": "", "1": "am", "2": "pm", "1416": "14-16", "708": "07-08", "1921": "19-21",
		"9": "その他", "1614": "1614", "77": "77", "夜": "夜", "2530": "2530"} {
		if got := slotOfCode(code); got != want {
			t.Errorf("code %q: %q, want %q", code, got, want)
		}
	}
	for text, want := range map[string]string{"": "", "指定なし": "", "午前中": "am", "14:00-16:00": "14-16", "14時～16時": "14-16", "１４：００～１６：００": "14-16",
		"8-12": "08-12", "夕方": "夕方", "16-14": "16-14"} {
		if got := slotOfText(text); got != want {
			t.Errorf("text %q: %q, want %q", text, got, want)
		}
	}
}

func TestNumbersAsMallsAndSpreadsheetsWriteThem(t *testing.T) {
	for text, want := range map[string]int64{"1080": 1080, "-330": -330, "1,080": 1080, "１０８０": 1080, "1080.00": 1080, "¥1,080": 1080,
		"1,080円": 1080, "0": 0, " 12 ": 12, "-9999": -9999, "+5": 5, "-¥330": -330, "¥-330": -330, "1,234,567": 1234567} {
		if got, ok := whole(text); !ok || got != want {
			t.Errorf("%q: %d %v, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "二", "1.5", "1,08", "12,34", "1e3", "9999999999999", "--1", "1 080", "0x10", "."} {
		if got, ok := whole(text); ok {
			t.Errorf("%q was read as %d", text, got)
		}
	}
	for text, want := range map[string]int{"0.1": 10, "0.08": 8, "0": 0, "10%": 10, "8": 8, "0.10": 10, "１０％": 10} {
		if got, ok := percent(text); !ok || got != want {
			t.Errorf("%q: %d %v, want %d%%", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "x", "0.085", "-1", "NaN", "1000"} {
		if got, ok := percent(text); ok {
			t.Errorf("%q was read as %d%%", text, got)
		}
	}
}

func TestMomentsAreInJapan(t *testing.T) {
	for text, want := range map[string]string{
		"2026-10-05 09:12:31":       "2026-10-05T09:12:31+09:00",
		"2026/10/5 9:12":            "2026-10-05T09:12:00+09:00", // opened in a spreadsheet
		"2026-01-31T15:30:00+00:00": "2026-02-01T00:30:00+09:00", // the day changes
		"2026-01-31T15:30:00Z":      "2026-02-01T00:30:00+09:00",
		"2026-10-05":                "2026-10-05T00:00:00+09:00",
		"2028-02-29 23:59:59":       "2028-02-29T23:59:59+09:00",
		"20261005091231":            "2026-10-05T09:12:31+09:00",
	} {
		got, ok := moment(text)
		if !ok || got.Time().Format("2006-01-02T15:04:05-07:00") != want {
			t.Errorf("%q: %v %v, want %s", text, got.Time(), ok, want)
		}
	}
	for _, text := range []string{"", "2026-02-29 00:00:00", "2026-13-01 00:00:00", "2026-10-05 24:00:00", "昨日", "45000.5"} {
		if got, ok := moment(text); ok {
			t.Errorf("%q was read as %v", text, got.Time())
		}
	}
}

// The short way of trimming is the long one.
func TestTrimIsTrimSpace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune(" \t\n　\u00a0\u2003\u1680\u0085\u2028あア亜aé、〒\u200b\u3001")), 0, 6, -1).Draw(t, "text")
		if got := trim(s); got != strings.TrimSpace(s) {
			t.Fatalf("%q: %q, want %q", s, got, strings.TrimSpace(s))
		}
	})
}
