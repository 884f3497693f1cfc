package mall

import (
	"strings"
	"testing"

	"miseban/app/jst"

	"pgregory.net/rapid"
)

func TestTheBoilerplateIsNotAComment(t *testing.T) {
	date := func(s string) *jst.Date { d := jst.Date(s); return &d }
	code := func(s string) *string { return &s }
	for _, c := range []struct {
		raw     string
		date    *jst.Date
		code    *string
		comment string
	}{
		// as in the documents
		{"[配送日時指定:]\n2017-11-01(水)\n14:00\n自由記入", date("2017-11-01"), code("1416"), "自由記入"},
		{"[配送日時指定:]\r\n2017-11-01(水)\r\n14:00\r\n自由\r\n記入", date("2017-11-01"), code("1416"), "自由\n記入"},
		{"[配送日時指定:]\n", date(""), code(""), ""},
		{"[配送日時指定:]", date(""), code(""), ""},
		{"", date(""), code(""), ""},
		{"[配送日時指定:]\n\n\n", date(""), code(""), ""},
		{"[配送日時指定:]\n2026-10-12(月)\n午前中\n領収書を。", date("2026-10-12"), code("1"), "領収書を。"},
		{"[配送日時指定:]\n2026/10/12\n14:00～16:00\n", date("2026-10-12"), code("1416"), ""},
		{"[配送日時指定:]\n2026-10-12（月）\n7:00\nX", date("2026-10-12"), code("708"), "X"},
		{"[配送日時指定:]\n午後\nX", date(""), code("2"), "X"},
		{"[配送日時指定:]\n2026-10-12(月)\nX", date("2026-10-12"), code(""), "X"},
		{"[配送日時指定:]\n2026-10-12(月)\n\n14:00\n\nX", date("2026-10-12"), code("1416"), "X"},

		// the customer's own words stay, also where they look like the mall's
		{"[配送日時指定:]\n2026-10-12(月)\nX", date(""), code(""), "2026-10-12(月)\nX"},              // no wish in the columns
		{"[配送日時指定:]\n2026-10-12(月)\nX", date("2026-10-13"), code(""), "2026-10-12(月)\nX"},    // another day
		{"[配送日時指定:]\n午前中\nX", date(""), code(""), "午前中\nX"},                                  // no time chosen
		{"[配送日時指定:]\n2026-10-12(月)\n18:00\nX", date("2026-10-12"), code("1416"), "18:00\nX"}, // another time
		{"[配送日時指定:]\n2026-10-12(月)着希望", date("2026-10-12"), code(""), "2026-10-12(月)着希望"},
		{"[配送日時指定:]\n14:00以降に", date(""), code("1416"), "14:00以降に"},
		{"[配送日時指定:]\n午前中に届けて", date(""), code("1"), "午前中に届けて"},
		{"[配送日時指定:]\n2026-10-12(月)\n14:00\n14:00", date("2026-10-12"), code("1416"), "14:00"},
		{"[配送日時指定:]置き配希望", date(""), code(""), "[配送日時指定:]置き配希望"},
		{"急ぎます\n[配送日時指定:]\n2026-10-12(月)", date("2026-10-12"), code(""), "急ぎます\n[配送日時指定:]\n2026-10-12(月)"},
		{"[配送日時指定:]\n2026-02-30\nX", date("2026-02-28"), code(""), "2026-02-30\nX"}, // no such day
		{"よろしく", date(""), code(""), "よろしく"},

		// a template without the columns
		{"[配送日時指定:]\n2026-10-12(月)\n午前中\nX", nil, nil, "X"},
		{"[配送日時指定:]\n14:00～16:00\nX", nil, nil, "X"},
	} {
		if got := withoutBoilerplate(c.raw, c.date, c.code); got.comment != c.comment {
			t.Errorf("%q: %q, want %q", c.raw, got.comment, c.comment)
		}
	}
}

func TestTheWishInTheBoilerplateIsKept(t *testing.T) {
	w := withoutBoilerplate("[配送日時指定:]\n2026-10-12(月)\n14:00～16:00\nX", nil, nil)
	if w.date != "2026-10-12" || w.slot != "14-16" {
		t.Errorf("got %+v", w)
	}
	if w := withoutBoilerplate("[配送日時指定:]\n午前中", nil, nil); w.date != "" || w.slot != "am" {
		t.Errorf("got %+v", w)
	}
}

// Whatever the customer writes, nothing of it is lost unless a line is the very date or time of the order.
func TestNoWordOfTheCustomerIsSwallowed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`[ぁ-んa-z0-9:\-/ 　]{0,20}(\n[ぁ-ん0-9:\-午前中後]{0,12}){0,3}`).Draw(t, "words")
		date, code := jst.Date(""), "" // nothing is wished for in the columns
		got := withoutBoilerplate("[配送日時指定:]\n"+words, &date, &code)
		if got.comment != strings.TrimSpace(words) {
			t.Fatalf("%q became %q", words, got.comment)
		}
	})
}
