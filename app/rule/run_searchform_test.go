package rule

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/normal"
)

func TestTextsAreComparedInTheFormOfTheSearch(t *testing.T) {
	// Every character by itself, and between two that could join with it.
	for r := rune(1); r < 0x20000; r++ {
		for _, s := range []string{string(r), "ｶ" + string(r) + "は", "か" + string(r)} {
			want := normal.Search(s)
			if strings.Trim(want, "\n") == "" {
				want = ""
			}
			if got, chars, _ := searchForm(s, nil); got != want || chars != charsOf(want) {
				t.Fatalf("%q (%U) is compared as %q, the search has %q", s, r, got, want)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.StringOf(rapid.RuneFrom([]rune("ｶﾞﾊﾟｱ山﨑髙あアー-－ 　ＡＢcD１2\n゙゚〜～①㈱é"))), rapid.String()).Draw(t, "text")
		want := normal.Search(s)
		if strings.Trim(want, "\n") == "" {
			want = ""
		}
		if got, _, _ := searchForm(s, nil); got != want {
			t.Fatalf("%q is compared as %q, the search has %q", s, got, want)
		}
	})
}
