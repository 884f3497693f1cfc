package part

import (
	"strings"
	"unicode"
)

// Run is a piece of a paragraph in one style.
type Run struct {
	Text  string
	Style Style
}

// fragment is a run's part on one line, x pixels from the line's start.
type fragment struct {
	text  string
	style Style
	x, w  float32
}

type line []fragment

// Characters that may not begin a line, and those that may not end one (JIS X 4051, the part that
// readers notice).
const (
	notFirst = "、。，．・：；？！）］｝〉》」』】〕〟’”…‥ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.)]}!?:;%％円件枚通点"
	notLast  = "（［｛〈《「『【〔〝‘“([{〒￥¥#"
)

// glyph is one character on its way into a line.
type glyph struct {
	r   rune
	run int
	w   float32
}

// wrap breaks runs into lines of at most width pixels. Words of Latin letters and figures stay
// whole while they fit; 「、。」 never begin a line and brackets never end one where there is a
// choice. Spaces at a break disappear, everything else is kept. measure gives a character's width.
func wrap(runs []Run, width float32, measure func(rune, Style) float32) []line {
	var text []glyph
	for i, r := range runs {
		for _, c := range r.Text {
			text = append(text, glyph{c, i, measure(c, r.Style)})
		}
	}
	var lines []line
	for start := 0; start < len(text); {
		end, next := lineEnd(text, start, width)
		lines = append(lines, fragments(text[start:end], runs))
		start = next
		if next == len(text) && next > 0 && text[next-1].r == '\n' {
			lines = append(lines, nil)
		}
	}
	return lines
}

// lineEnd finds where the line that begins at start ends, and where the next one begins.
func lineEnd(text []glyph, start int, width float32) (end, next int) {
	var w float32
	last := -1 // the last place where a line may break
	for i := start; i < len(text); i++ {
		g := text[i]
		if g.r == '\n' {
			return i, i + 1
		}
		if i > start && mayBreak(text[i-1].r, g.r) {
			last = i
		}
		w += g.w
		if w > width && i > start && !blank(g.r) {
			if last < 0 {
				last = i
			}
			end, next = last, last
			for end > start && blank(text[end-1].r) {
				end--
			}
			if end == start { // nothing but spaces: keep them rather than loop
				end = next
			}
			return end, next
		}
	}
	return len(text), len(text)
}

func blank(r rune) bool { return r == ' ' || r == '　' }

func mayBreak(before, after rune) bool {
	if blank(after) || strings.ContainsRune(notFirst, after) || strings.ContainsRune(notLast, before) {
		return false
	}
	return blank(before) || !(wordly(before) && wordly(after))
}

// wordly tells the characters of Latin words, order numbers, addresses of mail and amounts.
func wordly(r rune) bool {
	return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.,@/+:'&", r))
}

// fragments joins neighbours of one run again.
func fragments(text []glyph, runs []Run) line {
	var out line
	var x float32
	for i := 0; i < len(text); {
		j, w := i, float32(0)
		var b strings.Builder
		for ; j < len(text) && text[j].run == text[i].run; j++ {
			b.WriteRune(text[j].r)
			w += text[j].w
		}
		out = append(out, fragment{b.String(), runs[text[i].run].Style, x, w})
		x += w
		i = j
	}
	return out
}
