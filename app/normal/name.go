package normal

import (
	"slices"
	"unicode/utf8"
)

// corporate lists the forms of company that people leave out or abbreviate, as they read after folding (㈱ is (株) then).
var corporate = []string{"株式会社", "有限会社", "合同会社", "合資会社", "一般社団法人", "一般財団法人", "(株)", "(有)", "(同)", "(資)"}

// Name gives the key of a person's or a company's name: without spaces, 様, 御中, 株式会社 and the like, with 旧字 as 新字
// and 々 written out. An empty key means that there is no name.
func Name(s string) string {
	var stack [stackRunes]rune
	rs := appendFolded(stack[:0], s)
	return text(nameKey(rs), s)
}

// nameKey works in place: the key is never longer than the folded name.
func nameKey(rs []rune) []rune {
	rs = dropHonorific(rs)
	out := rs[:0]
	for i := 0; i < len(rs); i++ {
		r := rs[i]
		if r == '株' || r == '有' || r == '合' || r == '一' || r == '(' {
			if n := corporateAt(rs[i:]); n > 0 {
				i += n - 1
				continue
			}
		}
		switch {
		case r == ' ' || r == '\n' || r == '・' || r == '·':
			continue
		case r == '々' && len(out) > 0:
			r = out[len(out)-1]
		case r == 'ヶ':
			r = 'ケ'
		case r == 'ヵ':
			r = 'カ'
		case hyphenLike(r):
			if r = '-'; len(out) > 0 && isKana(out[len(out)-1]) {
				r = 'ー'
			}
		default:
			r = modernForm(waveDash(r))
		}
		out = append(out, r)
	}
	return out
}

func corporateAt(rs []rune) int {
	for _, c := range corporate {
		if hasPrefix(rs, c) {
			return utf8.RuneCountInString(c)
		}
	}
	return 0
}

// dropHonorific cuts 様, さま and 御中 from the end, unless nothing would be left.
func dropHonorific(rs []rune) []rune {
	for {
		rs = trimSpace(rs)
		n := len(rs)
		switch {
		case n > 1 && (rs[n-1] == '様' || rs[n-1] == '樣'):
			rs = rs[:n-1]
		case n > 3 && rs[n-2] == 'さ' && rs[n-1] == 'ま', n > 2 && rs[n-2] == '御' && rs[n-1] == '中':
			rs = rs[:n-2]
		default:
			return rs
		}
	}
}

func trimSpace(rs []rune) []rune {
	for len(rs) > 0 && (rs[0] == ' ' || rs[0] == '\n') {
		rs = rs[1:]
	}
	for len(rs) > 0 && (rs[len(rs)-1] == ' ' || rs[len(rs)-1] == '\n') {
		rs = rs[:len(rs)-1]
	}
	return rs
}

// Kana gives the key of a name's reading: katakana in full width and large letters, without spaces and サマ/様.
// 「ﾔﾏﾀﾞ ﾊﾅｺ」, 「やまだ　はなこ」 and 「ヤマダハナコ」 share one; so do ショウ and シヨウ, which old systems can't tell apart.
func Kana(s string) string {
	var stack [stackRunes]rune
	rs := dropHonorific(appendFolded(stack[:0], s))
	out := rs[:0]
	for _, r := range rs {
		switch {
		case r == ' ' || r == '\n' || r == '・' || r == '·':
			continue
		case r == 0x3099 || r == 0x309A: // a voice mark behind a letter that has none
			continue
		case hyphenLike(r):
			r = 'ー'
		case r >= 0x3041 && r <= 0x3096:
			r += 0x60
		}
		out = append(out, largeKana(r))
	}
	return text(out, s)
}

func largeKana(r rune) rune {
	switch r {
	case 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ッ', 'ャ', 'ュ', 'ョ', 'ヮ':
		return r + 1
	case 'ヵ':
		return 'カ'
	case 'ヶ':
		return 'ケ'
	}
	return r
}

// AllKana says whether the name s is written in kana alone, so that it can be compared with a reading.
func AllKana(s string) bool {
	var stack [stackRunes]rune
	found := false
	for _, r := range appendFolded(stack[:0], s) {
		switch {
		case isKana(r):
			found = true
		case r == ' ' || r == '・' || hyphenLike(r):
		default:
			return false
		}
	}
	return found
}

// Surname gives the key of the family name: what stands before the space, else the first two characters. The second is
// a guess, good enough for counting how many families share a telephone; don't show or decide by it.
func Surname(s string) string {
	var stack [stackRunes]rune
	rs := dropHonorific(appendFolded(stack[:0], s))
	if i := slices.Index(rs, ' '); i > 0 {
		return string(nameKey(rs[:i]))
	}
	rs = nameKey(rs)
	return string(rs[:min(2, len(rs))])
}

// SamePerson says whether two names are spellings of one: the test for a gift (ご注文者 ≠ お届け先). Width, spaces, 様
// and 旧字 make no difference; the order of family and given name does. A name that is missing is unknown, and unknown is
// not different: the answer is true then.
func SamePerson(a, b string) bool {
	if a == b {
		return true
	}
	ka, kb := Name(a), Name(b)
	return ka == "" || kb == "" || ka == kb
}
