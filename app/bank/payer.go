package bank

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"miseban/app/normal"
)

// Name is what a payer's or an orderer's name comes down to, so that two spellings can be compared.
type Name struct {
	Key     string   // letters alone: katakana in full width and large letters, Latin in capitals; empty = nothing to compare
	Numbers []string // runs with digits in them, split off: an order number, a telephone; without hyphens, in capitals
	Entity  string   // 全銀協's short form of the kind of company (カ 株式会社, ユ 有限会社 …); empty = a person, or not told
}

// PayerKey reads a payer's name as banks write it: ﾔﾏﾀﾞ ﾊﾅｺ, 振込＊ヤマダハナコ, 1001ﾔﾏﾀﾞﾊﾅｺ, ｶ)ｱｵｲｼﾖｳﾃﾝ, ｱｵｲｼﾖｳﾃﾝ(ｶ.
// The kana of an order come down to the same Key by NameKey. Old spellings and long vowels are one: ヲ=オ, and オオ=オウ=オー, ユウ=ユー, ケイ=ケー,
// as banks' systems have no ー of their own and people hear no difference.
func PayerKey(s string) Name {
	rs, entity := dropEntity([]rune(fold(s)))
	letters, numbers := split(rs)
	// What stood between two parts of one letter is gone: they are one letter again.
	key := norm.NFC.String(longVowels(letters))
	for {
		cut, spelled := dropWords(key)
		if entity == "" {
			entity = spelled
		}
		if cut == key {
			return Name{Key: key, Numbers: numbers, Entity: entity}
		}
		key = cut
	}
}

// NameKey gives the name of an order for comparing with payers: from its kana, else from the name where that has no kanji
// (a name in kana, or of a customer with Latin letters). ok is false where there is nothing that a payer's kana could be
// compared with. 様 at the end is no part of it.
func NameKey(name, kana string) (n Name, ok bool) {
	s := kana
	if strings.TrimSpace(s) == "" {
		s = name
	}
	s = strings.TrimRight(s, "様樣 　")
	if hasKanji(dropSpelledKanji(s)) {
		return Name{}, false
	}
	n = PayerKey(s)
	return n, n.Key != ""
}

// kanjiKey gives the key of a name in kanji, for the few banks that print payers so; empty for a name without kanji.
func kanjiKey(s string) string {
	if !hasKanji(s) {
		return ""
	}
	for _, w := range transferWords {
		s = strings.TrimLeft(strings.TrimPrefix(strings.TrimSpace(norm.NFKC.String(strings.ToValidUTF8(s, ""))), w), "*: 0123456789")
	}
	return normal.Name(s)
}

func hasKanji(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// spacedMarks are voice marks that stand alone (カ゛, as some forms demand); NFKC would put a space before them.
var spacedMarks = strings.NewReplacer("゛", "\u3099", "゜", "\u309A")

// fold gives s in full-width katakana, large letters and capitals; hyphens of all kinds are '-' where they were an ASCII or
// full-width hyphen or a dash, 'ー' where they were the long-vowel mark.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		r = unicode.ToUpper(r)
		if r >= 0x3041 && r <= 0x3096 {
			r += 0x60
		}
		switch r {
		case 'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ッ', 'ャ', 'ュ', 'ョ', 'ヮ':
			return r + 1
		case 'ヵ':
			return 'カ'
		case 'ヶ':
			return 'ケ'
		case 'ヲ':
			return 'オ'
		case 'ヰ':
			return 'イ'
		case 'ヱ':
			return 'エ'
		case '‐', '‑', '‒', '–', '—', '―', '−', '─', '━', '⁃', '﹘':
			return '-'
		case '｢', '「', '[', '【', '〔':
			return '('
		case '｣', '」', ']', '】', '〕':
			return ')'
		}
		return r
	}, norm.NFKC.String(spacedMarks.Replace(strings.ToValidUTF8(s, ""))))
}

// split parts the letters from the runs with digits in them. A run takes the hyphens inside it and up to three Latin letters
// on either side (EC-20260012, 1001A); more of them are a name, and other signs and spaces end it. A hyphen between run and
// name parts them; other hyphens are left, for long vowels. What parted letters is a space.
func split(rs []rune) (letters []rune, numbers []string) {
	for i := 0; i < len(rs); {
		if !isDigit(rs[i]) {
			switch {
			case unicode.IsLetter(rs[i]) || rs[i] == '-':
				letters = append(letters, rs[i])
			case !unicode.IsMark(rs[i]):
				letters = append(letters, ' ')
			}
			i++
			continue
		}
		before := latinBefore(letters)
		run := slices.Clone(letters[len(letters)-before:])
		letters = append(letters[:len(letters)-before], ' ')
		for n := inRun(rs[i:]); n > 0; n = inRun(rs[i:]) {
			run = append(run, rs[i:i+n]...)
			i += n
		}
		if i < len(rs) && (rs[i] == '-' || rs[i] == 'ー') {
			i++
		}
		numbers = append(numbers, string(slices.DeleteFunc(run, func(r rune) bool { return r == '-' || r == 'ー' })))
	}
	return letters, numbers
}

// inRun says how many characters at the front of rs carry a number on.
func inRun(rs []rune) int {
	n := 0
	if len(rs) > 1 && (rs[0] == '-' || rs[0] == 'ー') {
		n = 1
	}
	if n < len(rs) && isDigit(rs[n]) {
		return n + 1
	}
	latin := 0
	for n+latin < len(rs) && isLatin(rs[n+latin]) {
		latin++
	}
	if latin == 0 || latin > 3 {
		return 0
	}
	return n + latin
}

// latinBefore counts the letters and the hyphens at the end of letters that belong to the number behind them.
func latinBefore(letters []rune) int {
	i := len(letters)
	for i > 0 && letters[i-1] == '-' {
		i--
	}
	word := i
	for word > 0 && isLatin(letters[word-1]) {
		word--
	}
	if i-word > 3 {
		return len(letters) - i
	}
	return len(letters) - word
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isLatin(r rune) bool { return r >= 'A' && r <= 'Z' }

// vowelRows are the kana by vowel, after fold.
var vowelRows = func() map[rune]byte {
	vowels := map[rune]byte{}
	for vowel, row := range map[byte]string{
		'a': "アカサタナハマヤラワガザダバパ", 'i': "イキシチニヒミリギジヂビピ", 'u': "ウクスツヌフムユルグズヅブプヴ",
		'e': "エケセテネヘメレゲゼデベペ", 'o': "オコソトノホモヨロゴゾドボポ",
	} {
		for _, r := range row {
			vowels[r] = vowel
		}
	}
	return vowels
}()

// lengthened gives the kana that a long-vowel mark stands for behind each vowel.
var lengthened = map[byte]rune{'a': 'ア', 'i': 'イ', 'u': 'ウ', 'e': 'イ', 'o': 'ウ'}

// longVowels writes every long vowel in one way and drops the spaces. The result has no ー in it: one without a vowel before
// it, or behind a space (ﾔﾏﾀﾞ - ﾊﾅｺ), only parts.
func longVowels(letters []rune) string {
	var b strings.Builder
	vowel, space := byte(0), true
	for _, r := range letters {
		switch {
		case r == ' ':
			space = true
			continue
		case r == 'ー' || r == '-':
			if long, ok := lengthened[vowel]; ok && !space {
				b.WriteRune(long)
				vowel = 0
			}
			continue
		case vowel == 'o' && (r == 'オ' || r == 'ウ'):
			b.WriteRune('ウ')
			vowel = 0
		default:
			b.WriteRune(r)
			vowel = vowelRows[r]
		}
		space = false
	}
	return b.String()
}
