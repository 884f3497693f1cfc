package slip

import (
	"strings"
	"unicode"
)

// Line breaking after JIS X 4051: what may not begin or end a line (行頭禁則, 行末禁則), and what is not torn apart.
const (
	noStart = "、。，．・：；？！ヽヾゝゞ々〻ー―’”）〕］｝〉》」』】〙〗〟｠»〜～‐–゠゛゜′″℃％‰" +
		"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ" +
		",.:;?!)]}%｡､｣･ｰｧｨｩｪｫｬｭｮｯﾞﾟ"
	noEnd   = "（〔［｛〈《「『【〘〖〝‘“｟«([{｢¥￥$＄£＃#№〒"
	counter = "円個本枚点箱袋着足冊組台名月日年時"
	// nbsp glues the ※ to the end of a name while lines are broken; it is printed as a space.
	nbsp = '\u00A0'
)

var noStartSet, noEndSet, counterSet = runeSet(noStart), runeSet(noEnd), runeSet(counter)

func runeSet(s string) map[rune]bool {
	m := make(map[rune]bool, len(s)/2)
	for _, r := range s {
		m[r] = true
	}
	return m
}

// wrap breaks a text into lines of at most width mm. Line breaks in the text are kept; spaces at a break go. Where the
// rules leave no place to break, the line is cut at its last character that fits; a line never lacks a character.
// An empty text gives no line.
func wrap(s string, st style, width float64) []string {
	if s == "" {
		return nil
	}
	m, limit := st.metrics(), int(width/(st.size*pt)*1000+0.5)
	var out []string
	for para := range strings.SplitSeq(s, "\n") {
		rest := []rune(strings.TrimRight(para, " 　"))
		if len(rest) == 0 {
			out = append(out, "")
		}
		for len(rest) > 0 {
			n := lineLength(rest, m, limit)
			out = append(out, strings.TrimRight(string(rest[:n]), " 　"))
			for rest = rest[n:]; len(rest) > 0 && isSpace(rest[0]); {
				rest = rest[1:]
			}
		}
	}
	return out
}

// lineLength gives how many characters the first line takes, at least one.
func lineLength(rs []rune, m *metrics, limit int) int {
	sum, last := 0, 0
	for i, r := range rs {
		if breakAt(rs, i) {
			last = i
		}
		sum += m.advance(r)
		if sum > limit && !isSpace(r) {
			if last > 0 {
				return last
			}
			return max(i, 1)
		}
	}
	return len(rs)
}

// breakAt says whether a line may end before the i-th character. Spaces at a line's end are dropped, so what stands
// before them counts as its last character.
func breakAt(rs []rune, i int) bool {
	if i < 1 || !breakable(rs[i-1], rs[i]) {
		return false
	}
	for i > 0 && isSpace(rs[i-1]) {
		i--
	}
	return i > 0 && !noEndSet[rs[i-1]]
}

func isSpace(r rune) bool { return r == ' ' || r == '　' }

// breakable says whether a line may end with a and the next begin with b.
func breakable(a, b rune) bool {
	switch {
	case isSpace(b), a == nbsp, b == nbsp, noStartSet[b], noEndSet[a], unicode.Is(unicode.Mn, b):
		return false
	case isSpace(a):
		return true
	case a == b && (a == '…' || a == '‥' || a == '―' || a == '—'):
		return false
	case unicode.IsDigit(a) && counterSet[b]:
		return false
	case isWestern(a) && isWestern(b):
		return strings.ContainsRune("-/_&?=", a) && unicode.IsLetter(b)
	}
	return true
}

// isWestern says whether the character is part of a word that is not torn: letters, digits and signs before the CJK blocks.
func isWestern(r rune) bool { return r < 0x2000 }
