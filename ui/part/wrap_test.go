package part

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// square gives every character one em of 10 pixels, Latin ones half.
func square(r rune, _ Style) float32 {
	if r < 0x250 {
		return 5
	}
	return 10
}

func linesOf(text string, width float32) []string {
	var out []string
	for _, l := range wrap([]Run{{text, Body}}, width, square) {
		s := ""
		for _, f := range l {
			s += f.text
		}
		out = append(out, s)
	}
	return out
}

func TestLinesBreakTheWayJapaneseDoes(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"あいうえお。かき", "あいうえ/お。かき"},                          // 。 never begins a line
		{"あいうえ「かき」く", "あいうえ/「かき」く"},                        // 「 never ends one
		{"お届け yshop-10000412 です", "お届け/yshop-10000412/です"}, // a number stays whole
		{"一行目\n二行目", "一行目/二行目"},
		{"終わり\n", "終わり/"},
		{"", ""},
	} {
		width := float32(50)
		if strings.Contains(c.text, "yshop") {
			width = 75
		}
		if got := strings.Join(linesOf(c.text, width), "/"); got != c.want {
			t.Errorf("%q became %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWrappingLosesNoCharacterAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ぁ-ん一-龠a-z0-9「」。、\n 　-]{0,60}`).Draw(t, "text")
		width := float32(rapid.IntRange(10, 300).Draw(t, "width"))
		half := len([]rune(text)) / 2
		runs := []Run{{string([]rune(text)[:half]), Body}, {string([]rune(text)[half:]), Strong}}
		bare := func(s string) string { return strings.NewReplacer(" ", "", "　", "", "\n", "").Replace(s) }
		var all strings.Builder
		for _, l := range wrap(runs, width, square) {
			w, inked := float32(0), 0
			for _, f := range l {
				if f.x != w {
					t.Fatalf("a piece stands at %v, the one before ends at %v", f.x, w)
				}
				w += f.w
				inked += len([]rune(bare(f.text)))
				all.WriteString(f.text)
			}
			trailing := strings.HasSuffix(all.String(), " ") || strings.HasSuffix(all.String(), "　")
			if w > width && inked > 1 && !trailing {
				t.Fatalf("a line of %v in a width of %v", w, width)
			}
		}
		if bare(all.String()) != bare(text) {
			t.Fatalf("%q became %q", text, all.String())
		}
	})
}

func TestHighlightMarksExactlyTheNewWords(t *testing.T) {
	text := "よろしく。金額なしで。"
	at := len("よろしく。")
	runs := Highlight(text, Body, [2]int{at, at + len("金額なし")}, [2]int{at + 3, at + 6}, [2]int{-5, 0}, [2]int{900, 901})
	var marked, all string
	for _, r := range runs {
		all += r.Text
		if r.Style.Mark {
			marked += r.Text
		}
	}
	if all != text || marked != "金額なし" {
		t.Errorf("marked %q of %q", marked, all)
	}
}
