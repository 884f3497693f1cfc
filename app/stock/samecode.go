package stock

import (
	"slices"
	"strings"
	"unicode"
)

// codeForm is a code in the forms in which people's spellings of it are compared.
type codeForm struct {
	key   string // width and case folded
	loose string // key without separators
	bare  string // loose, without the zeros at the head of each group of digits
	gaps  []gap  // where separators stood
}

// gap is a place between two characters where a separator stood.
type gap struct {
	at, bareAt int  // bytes of loose and of bare before it
	sep        rune // as in the code
}

func formOf(code string) codeForm {
	f := codeForm{key: Key(code)}
	if plain(f.key) {
		f.loose, f.bare = f.key, f.key
		return f
	}
	loose, bare := make([]byte, 0, len(f.key)), make([]byte, 0, len(f.key))
	zeros := true // at the head of a group of digits
	runes := []rune(f.key)
	for i, r := range runes {
		if separates(runes, i) {
			if len(loose) > 0 {
				f.gaps = append(f.gaps, gap{len(loose), len(bare), r})
			}
			zeros = true
			continue
		}
		loose = append(loose, string(r)...)
		digit := r >= '0' && r <= '9'
		if r == '0' && zeros && i+1 < len(runes) && runes[i+1] >= '0' && runes[i+1] <= '9' {
			continue
		}
		zeros = !digit
		bare = append(bare, string(r)...)
	}
	for len(f.gaps) > 0 && f.gaps[len(f.gaps)-1].at == len(loose) {
		f.gaps = f.gaps[:len(f.gaps)-1]
	}
	f.loose, f.bare = string(loose), string(bare)
	return f
}

// plain tells that a code has nothing that could be left out.
func plain(key string) bool {
	for _, c := range []byte(key) {
		if c == '0' || c == '-' || c == '_' || c == ' ' || c >= 0x80 {
			return false
		}
	}
	return true
}

// separates tells whether the character is put between the parts of a code and may be left out. A point or a slash is
// not: 1.5 and 15 are two sizes.
func separates(runes []rune, i int) bool {
	switch r := runes[i]; r {
	case '-', '_', ' ', '‐', '‒', '–', '—', '―', '−', '─', '━':
		return true
	case 'ー': // typed for a hyphen, but a long vowel behind a kana
		return i == 0 || !unicode.In(runes[i-1], unicode.Katakana, unicode.Hiragana)
	default:
		return unicode.IsSpace(r)
	}
}

// telling is how long a code must be for a separator between two of its digits to mean nothing: 1-1 is not 11 in many a
// catalogue, 490000-0001 is 4900000001.
const telling = 6

// sameness says in what alone two codes differ; ok is false when it is more than people's ways of writing one code. sure
// is false where a separator between two digits is what differs, unless it is one of a long code.
func sameness(a, b codeForm) (how string, sure, ok bool) {
	switch {
	case a.key == b.key:
		return "大文字・小文字、全角・半角だけ違います", true, true
	case a.loose == b.loose:
		how, differs := separatorsDiffer(a, b)
		between := slices.ContainsFunc(differs, func(at int) bool { return digitAt(a.loose, at-1) && digitAt(a.loose, at) })
		long := (len(a.gaps) == 0 || len(b.gaps) == 0) && len(a.loose) >= telling
		return how, !between || long, true
	case a.bare == b.bare && a.bare != "":
		bareAt := func(g gap) int { return g.bareAt }
		differs := apart(placesOf(a, bareAt), placesOf(b, bareAt))
		if len(differs) == 0 {
			return "数字の先頭の「0」の有無だけ違います", true, true
		}
		between := slices.ContainsFunc(differs, func(at int) bool { return digitAt(a.bare, at-1) && digitAt(a.bare, at) })
		return "数字の先頭の「0」と区切りだけ違います", !between, true
	}
	return "", false, false
}

func placesOf(f codeForm, at func(gap) int) []int {
	out := make([]int, len(f.gaps))
	for i, g := range f.gaps {
		out[i] = at(g)
	}
	return slices.Compact(out)
}

// apart gives the places that are in one list alone.
func apart(a, b []int) []int {
	var out []int
	for _, at := range append(slices.Clone(a), b...) {
		if slices.Contains(a, at) != slices.Contains(b, at) {
			out = append(out, at)
		}
	}
	return out
}

// separatorsDiffer names the separators in which two codes differ, and the places where only one of them has one.
func separatorsDiffer(a, b codeForm) (how string, places []int) {
	at := func(g gap) int { return g.at }
	places = apart(placesOf(a, at), placesOf(b, at))
	if len(places) == 0 {
		return "区切りの記号（" + separatorNames(a) + "と" + separatorNames(b) + "）だけ違います", nil
	}
	names := separatorNames(a)
	if len(a.gaps) == 0 {
		names = separatorNames(b)
	}
	return names + "の有無だけ違います", places
}

func digitAt(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

// separatorNames names a code's separators: 「-」「_」.
func separatorNames(f codeForm) string {
	var out []string
	for _, g := range f.gaps {
		n := "「" + string(g.sep) + "」"
		if unicode.IsSpace(g.sep) {
			n = "空白"
		}
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		return "前後の区切り"
	}
	return strings.Join(out, "")
}

// janOf gives a text as a JAN without its leading zeros (a UPC has one fewer), empty where it is none.
func janOf(f codeForm) string {
	if len(f.loose) < 8 || len(f.loose) > 14 || strings.Trim(f.loose, "0123456789") != "" {
		return ""
	}
	return strings.TrimLeft(f.loose, "0")
}
