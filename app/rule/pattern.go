package rule

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"miseban/app/normal"
)

// pattern reads a regular expression (RE2) that is tried on texts as they are compared: without spaces and hyphens, in lower
// case, katakana as hiragana. What stands in it for itself is brought into the same form (「メール便」 finds it), what is a sign
// of the pattern stays as it is: \d is a digit, \D is none. Signs typed in full width count as signs. The error is one Japanese
// sentence; empty = none.
func pattern(text string) (*regexp.Regexp, string) {
	if text == "" {
		return nil, "正規表現が入っていません。"
	}
	if n := utf8.RuneCountInString(text); n > MostPattern {
		return nil, fmt.Sprintf("正規表現が長すぎます（%d文字）。%d文字までです。", n, MostPattern)
	}
	parsed, err := syntax.Parse(strings.Map(halfWidth, text), syntax.Perl)
	if err != nil {
		return nil, "正規表現「" + text + "」が読めません。括弧や記号が閉じているか確かめてください。"
	}
	foldPattern(parsed)
	re, err := regexp.Compile(parsed.String())
	if err != nil {
		return nil, "正規表現「" + text + "」が大きすぎます。くり返しの回数を減らしてください。"
	}
	return re, ""
}

func halfWidth(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0
	case r == 0x3000:
		return ' '
	}
	return r
}

// foldPattern brings what stands for itself into the form in which texts are compared.
func foldPattern(re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		re.Rune = []rune(normal.Search(string(re.Rune)))
		if len(re.Rune) == 0 {
			re.Op = syntax.OpEmptyMatch
		}
	case syntax.OpCharClass:
		re.Rune = foldClass(re.Rune)
	}
	for _, sub := range re.Sub {
		foldPattern(sub)
	}
}

// widest is how many characters a range of a class may have for each of them to be looked at: all kana, the common kanji.
const widest = 1000

// foldClass adds the forms in which a class's characters are compared.
func foldClass(ranges []rune) []rune {
	out := slices.Clone(ranges)
	for i := 0; i+1 < len(ranges); i += 2 {
		if ranges[i+1]-ranges[i] > widest {
			continue
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if f := []rune(normal.Search(string(r))); len(f) == 1 && f[0] != r {
				out = append(out, f[0], f[0])
			}
		}
	}
	return merged(out)
}

// merged sorts ranges and joins those that touch.
func merged(ranges []rune) []rune {
	type span struct{ from, to rune }
	var spans []span
	for i := 0; i+1 < len(ranges); i += 2 {
		spans = append(spans, span{ranges[i], ranges[i+1]})
	}
	slices.SortFunc(spans, func(a, b span) int { return int(a.from) - int(b.from) })
	out := make([]rune, 0, len(ranges))
	for _, s := range spans {
		if n := len(out); n > 0 && s.from <= out[n-1]+1 {
			out[n-1] = max(out[n-1], s.to)
			continue
		}
		out = append(out, s.from, s.to)
	}
	return out
}
