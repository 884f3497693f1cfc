// Package normal turns Japanese text into keys that two spellings of one thing share: names, kana, telephones, mail
// addresses, postal addresses, and the text that the list's search looks through.
//
// A key is for comparing only. It is never printed, never shown, and never written into a file for a mall or a carrier:
// a customer who writes 髙橋 is 髙橋 on the label. The package knows nothing of orders, shops or customers, and needs no
// dictionary. Keys may be stored; when a table here changes, the packages that store them must count up their version.
package normal

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// stackRunes is how long a text may be before folding it needs memory of its own; a long address has about 60 characters.
const stackRunes = 96

// appendFolded appends s to dst in the form that all keys start from: NFKC, lower case, without variation selectors and
// zero-width characters. Spaces stay, as U+0020. Invalid UTF-8 becomes U+FFFD.
func appendFolded(dst []rune, s string) []rune {
	start := len(dst)
	for _, r := range s {
		f, ok := foldPlain(r)
		if r >= 0xFF61 && r <= 0xFF9F {
			f, ok = halfwidth[r-0xFF61], true
			if f == 0 && len(dst) > start { // ﾞ or ﾟ
				f, ok = 0, voice(&dst[len(dst)-1], r)
			} else if f == 0 {
				ok = false
			}
		}
		if !ok {
			return appendFoldedSlow(dst[:start], s)
		}
		if f != 0 {
			dst = append(dst, f)
		}
	}
	return dst
}

// foldPlain folds the characters that Japanese order files are made of; ok is false for one that needs the tables of
// NFKC, and 0 means that the character is dropped. It exists because NFKC over a whole text costs more than all the rest.
func foldPlain(r rune) (f rune, ok bool) {
	switch {
	case r < 0x80:
		return foldASCII(r), true
	case r >= 0x4E00 && r <= 0x9FFF, // kanji
		r >= 0x3041 && r <= 0x3096,            // hiragana, without the combining voice marks
		r >= 0x30A1 && r <= 0x30FE,            // katakana, ・ and ー
		r >= 0x3001 && r <= 0x3035,            // 、。々〇「」〒〜
		r >= 0x2010 && r <= 0x2010,            // ‐ (U+2011, the no-break one, is folded by NFKC)
		r >= 0x2012 && r <= 0x2015,            // ‒ – — ―
		r == 0x2212, r == 0x2500, r == 0x2501: // − ─ ━
		return r, true
	case r >= 0xFF01 && r <= 0xFF5E:
		return foldASCII(r - 0xFEE0), true
	case r == 0x3000:
		return ' ', true
	case r == '﨑', r == '﨔', r == '﨟': // three of the twelve in their block that are no compatibility forms
		return r, true
	case invisible(r):
		return 0, true
	}
	return 0, false
}

// halfwidth holds the full-width form of U+FF61 to U+FF9F; 0 for the two voice marks.
var halfwidth = func() (t [0xFF9F - 0xFF61 + 1]rune) {
	copy(t[:], []rune("。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"))
	return t
}()

// voice puts the half-width mark ﾞ or ﾟ on the kana before it; false where that makes no kana.
func voice(r *rune, mark rune) bool {
	c := *r
	switch {
	case mark == 'ﾞ' && c == 'ウ':
		*r = 'ヴ'
	case mark == 'ﾞ' && (c >= 'カ' && c <= 'ヂ' && (c-'カ')%2 == 0 || c == 'ツ' || c == 'テ' || c == 'ト'):
		*r = c + 1
	case c >= 'ハ' && c <= 'ホ' && (c-'ハ')%3 == 0:
		*r = c + 1
		if mark == 'ﾟ' {
			*r = c + 2
		}
	default:
		return false
	}
	return true
}

func foldASCII(r rune) rune {
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r == '\t' || r == '\r':
		return ' '
	}
	return r
}

func appendFoldedSlow(dst []rune, s string) []rune {
	s = strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, s)
	for _, r := range norm.NFKC.String(s) {
		r = unicode.ToLower(r)
		if r != '\n' && unicode.IsSpace(r) {
			r = ' '
		}
		dst = append(dst, r)
	}
	return dst
}

// invisible says whether r is a variation selector, a zero-width character or a mark of the writing direction.
func invisible(r rune) bool {
	switch {
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF, r >= 0x180B && r <= 0x180D:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2064, r == 0xFEFF, r == 0x00AD, r == 0x034F:
		return true
	}
	return false
}

// hyphenLike says whether people type r for a hyphen. The long-vowel mark ー is one of them.
func hyphenLike(r rune) bool {
	switch r {
	case '-', '‐', '‑', '‒', '–', '—', '―', '−', 'ー', '─', '━', '⁃', '﹘':
		return true
	}
	return false
}

// waveDash unifies 〜 and ～, which NFKC leaves as two characters (～ has become ~).
func waveDash(r rune) rune {
	if r == '〜' || r == '∼' {
		return '~'
	}
	return r
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isKana(r rune) bool {
	return r >= 0x3041 && r <= 0x3096 || r >= 0x30A1 && r <= 0x30FA || r == 'ー'
}

// text gives the key; where nothing was changed it gives s itself, so that no memory is taken.
func text(key []rune, s string) string {
	i := 0
	for _, r := range s {
		if i >= len(key) || key[i] != r {
			return string(key)
		}
		i++
	}
	if i != len(key) {
		return string(key)
	}
	return s
}

// hasPrefix says whether rs begins with the text p.
func hasPrefix(rs []rune, p string) bool {
	i := 0
	for _, r := range p {
		if i >= len(rs) || rs[i] != r {
			return false
		}
		i++
	}
	return true
}

// contains says whether the text p stands in rs.
func contains(rs []rune, p string) bool {
	for i := range rs {
		if hasPrefix(rs[i:], p) {
			return true
		}
	}
	return false
}
