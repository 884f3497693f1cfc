package review

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/unicode/norm"

	"miseban/app/normal"
)

// missing stands where a character has no other form: 〓, the printers' own sign for it.
const missing = "〓"

// plainer are signs that people type and couriers' programs don't know, with those that look the same.
var plainer = map[rune]string{'〜': "～", '−': "－", '–': "－", '—': "―", '‑': "－", '‖': "∥", '¢': "￠", '£': "￡", '¬': "￢", '\u00a0': " ", '\u3099': "", '\u309a': ""}

// forLabel proposes for the label other forms of characters that CP932, which the couriers' programs read, doesn't have:
// 𠮷 as 吉. The name itself stays: it is the customer's.
func forLabel(p place) []Proposal {
	var out []Proposal
	for _, x := range []struct{ field, text string }{{"name", p.name}, {"address", p.address}} {
		value, changed := labelText(x.text)
		if len(changed) == 0 {
			continue
		}
		why := "送り状の文字コードにない文字です：" + strings.Join(changed, "、") + "。注文者の表記はそのままです。"
		if strings.Contains(value, missing) {
			why += "〓のところは、かななどに書き換えてください。"
		}
		out = append(out, Proposal{Target: p.target, Field: x.field, Value: value, Why: why, LabelOnly: true})
	}
	return out
}

// labelText writes a text in characters that CP932 has, and says what became what.
func labelText(s string) (value string, changed []string) {
	encoder := japanese.ShiftJIS.NewEncoder()
	shows := func(s string) bool {
		_, err := encoder.String(s)
		return err == nil
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		c := string(r)
		if shows(c) {
			b.WriteString(c)
			continue
		}
		other, ok := plainer[r]
		switch {
		case ok:
		case unicode.Is(unicode.Variation_Selector, r) || unicode.Is(unicode.Cf, r):
			other = "" // it only chooses a shape of the character before it
		case unicode.Is(unicode.Han, r) && shows(normal.Name(c)):
			other = normal.Name(c) // the form in use today of one kanji
		case shows(norm.NFKC.String(c)):
			other = norm.NFKC.String(c)
		default:
			other = missing
		}
		b.WriteString(other)
		note := fmt.Sprintf("「%s」→「%s」", c, other)
		if other == "" {
			note = "字の形だけを選ぶ印（異体字セレクタなど）"
		}
		if !slices.Contains(changed, note) {
			changed = append(changed, note)
		}
	}
	return b.String(), changed
}
