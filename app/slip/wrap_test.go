package slip

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Widths are in ems of a 10 pt text, so that each case can be counted by hand: a kanji is one em wide.
func TestLinesBreakAsInAJapaneseBook(t *testing.T) {
	st := style{size: 10}
	for _, c := range []struct {
		text string
		ems  float64
		want string
	}{
		{"今治タオル", 5, "今治タオル"},
		{"今治タオル藍", 5, "今治タオル|藍"},
		{"今治タオル、藍", 5, "今治タオ|ル、藍"},
		{"今治タオ「藍」", 5, "今治タオ|「藍」"},
		{"ハンドメーカー", 4, "ハンド|メーカー"},
		{"お好み焼きソース", 5, "お好み焼き|ソース"},
		{"きっちり", 1, "き|っ|ち|り"},
		{"色は Navy Blue です", 5.6, "色は Navy|Blue です"},
		{"送料は1,200円です", 5, "送料は|1,200円で|す"},
		{"一行目\n二行目", 9, "一行目|二行目"},
		{"一行目\n\n三行目", 9, "一行目||三行目"},
		{"青い　小皿", 2, "青い|小皿"},
		{"待って……ください", 4, "待って|……くだ|さい"},
		{"", 5, ""},
	} {
		got := strings.Join(wrap(c.text, st, c.ems*10*pt), "|")
		if got != c.want {
			t.Errorf("%q in %v ems: got %q, want %q", c.text, c.ems, got, c.want)
		}
	}
}

// Whatever is typed: nothing is lost, nothing is too wide, and no line begins or ends wrongly unless the line before had
// no other place to break.
func TestWrappingLosesNothing(t *testing.T) {
	letters := []rune("今治タオル藍色ーッょ、。「」（）…ABC xyz 019,.-/　円個𠮷髙ｶﾞ\n")
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.SampledFrom(letters)).Draw(t, "text"))
		st := style{size: rapid.SampledFrom([]float64{8, 9.5, 13}).Draw(t, "size"), bold: rapid.Bool().Draw(t, "bold")}
		width := rapid.Float64Range(4, 120).Draw(t, "width")
		lines := wrap(text, st, width)
		bare := func(s string) string { return strings.NewReplacer(" ", "", "　", "", "\n", "").Replace(s) }
		if bare(strings.Join(lines, "")) != bare(text) {
			t.Fatalf("%q became %q", text, lines)
		}
		for i, l := range lines {
			if w := st.width(l); w > width+0.01 && utf8.RuneCountInString(l) > 1 {
				t.Fatalf("%q is %.2f mm wide, more than %.2f", l, w, width)
			}
			if i == 0 || l == "" || lines[i-1] == "" {
				continue
			}
			first, _ := utf8.DecodeRuneInString(l)
			last, _ := utf8.DecodeLastRuneInString(lines[i-1])
			if (noStartSet[first] || noEndSet[last]) && !strings.Contains(text, "\n") && hasBreak(lines[i-1]) {
				t.Fatalf("%q | %q breaks the rules although there was another place", lines[i-1], l)
			}
		}
	})
}

func hasBreak(line string) bool {
	rs := []rune(line)
	for i := 1; i < len(rs); i++ {
		if breakAt(rs, i) {
			return true
		}
	}
	return false
}

// The widths that lines are broken by are the font's own: a kanji is one em, digits are all alike.
func TestWidthsComeFromTheFont(t *testing.T) {
	st := style{size: 72} // one inch
	for _, r := range "一髙𠮷ア、" {
		if w := st.width(string(r)); w < 25.39 || w > 25.41 {
			t.Errorf("%c is %.3f mm wide, want one em, 25.4", r, w)
		}
	}
	for d := '0'; d <= '9'; d++ {
		if st.width(string(d)) != st.width("0") {
			t.Errorf("%c is not as wide as 0: columns of numbers would not line up", d)
		}
	}
}
