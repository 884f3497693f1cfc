package slip

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// geta is printed for a character that the font lacks (下駄記号), so that a gap is seen and not taken for a space.
const geta = '〓'

// MissingGlyph is a character of a slip that the font can't print.
type MissingGlyph struct {
	Rune  rune
	Field string // Japanese name of the field that holds it
}

// Text is the warning for the owner.
func (m MissingGlyph) Text() string {
	return fmt.Sprintf("%sの「%c」（U+%04X）は印字できません。このまま印刷すると〓になります。", m.Field, m.Rune, m.Rune)
}

// Missing lists the characters that would be printed as 〓, each once per field, in the order of the paper. Texts that
// are not printed (the payment of a price-hidden slip) are not looked at.
func Missing(s Slip) []MissingGlyph {
	var out []MissingGlyph
	seen := map[MissingGlyph]bool{}
	for _, f := range fields(s) {
		for _, r := range clean(f.text) {
			m := MissingGlyph{Rune: r, Field: f.name}
			if r == '\n' || prints(r) || seen[m] {
				continue
			}
			seen[m] = true
			out = append(out, m)
		}
	}
	return out
}

type field struct{ name, text string }

// fields names every free text that the slip prints.
func fields(s Slip) []field {
	c := contentOf(s)
	out := []field{
		{"通し番号", c.running}, {"バッチ名", c.batchNote}, {"表題", c.title},
		{"お届け先の氏名", s.To.Name}, {"お届け先の住所", s.To.Address}, {"お届け先の郵便番号", s.To.Zip},
		{"店舗名", s.Shop.Name}, {"店舗の住所", s.Shop.Address}, {"店舗の連絡先", s.Shop.Phone + s.Shop.Email},
	}
	for _, f := range c.facts {
		out = append(out, field{f.label, f.text})
	}
	for _, r := range c.rows {
		out = append(out, field{"商品名", r.name})
		for _, o := range r.options {
			out = append(out, field{"選択肢", o})
		}
		out = append(out, field{"品番", r.code})
	}
	for _, f := range c.sums {
		out = append(out, field{"料金の名前", f.label})
	}
	out = append(out, field{"同梱物", c.enclosed})
	for _, n := range c.notes {
		out = append(out, field{"備考", n})
	}
	return append(out, field{"店舗からのメッセージ", c.message})
}

// clean takes out what can't be seen (variation selectors, zero-width and control characters), joins kana with their
// detached voicing marks (files from a Mac), and makes every line break \n. The shapes of kanji are never touched.
func clean(s string) string {
	if !needsCleaning(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	out := make([]rune, 0, len(s))
	for _, r := range s {
		switch {
		case r == '\n' || r == '\u2028' || r == '\u2029':
			out = append(out, '\n')
		case r == '\t' || (unicode.Is(unicode.Zs, r) && r != '　'):
			out = append(out, ' ')
		case unicode.In(r, unicode.Cc, unicode.Cf) || isVariationSelector(r):
		case (r == '\u3099' || r == '\u309A') && len(out) > 0:
			joined := []rune(norm.NFC.String(string([]rune{out[len(out)-1], r})))
			out = append(out[:len(out)-1], joined...)
		default:
			out = append(out, r)
		}
	}
	return string(out)
}

func needsCleaning(s string) bool {
	for _, r := range s {
		switch {
		case r >= 0x20 && r < 0x7F:
		case r < 0xA1, r >= 0x2000 && r <= 0x206F, r == 0x3099, r == 0x309A, r >= 0xFE00 && r <= 0xFEFF, r >= 0xE0000:
			return true
		case r < 0x3000 && unicode.In(r, unicode.Zs, unicode.Cf):
			return true
		}
	}
	return false
}

func isVariationSelector(r rune) bool {
	return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF || r >= 0x180B && r <= 0x180D
}

// printable is clean with 〓 for what the font lacks: exactly the characters that reach the paper.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || prints(r) {
			return r
		}
		return geta
	}, clean(s))
}

// oneLine is printable without line breaks.
func oneLine(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(printable(s), "\n", " "))
}
