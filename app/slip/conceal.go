package slip

import (
	"regexp"
	"strings"
)

// Amounts that stand in free texts: ¥1,980, 1,980円, 千円, JPY 1980, (+330). Texts are cleaned before, so that an
// invisible character can't hide one.
const (
	digits = `[0-9０-９][0-9０-９,，.．]*`
	number = `[0-9０-９〇一二三四五六七八九十百千万億][0-9０-９,，.．〇一二三四五六七八九十百千万億]*`
	gap    = `[\s\p{Zs}]*`
)

var (
	amountText = regexp.MustCompile(`(?i)(?:[+＋\-−－]` + gap + `)?(?:[¥￥\\]` + gap + digits + `[\-－]?|jpy` + gap + digits + `|` +
		number + gap + `(?:円|圓|(?:yen|jpy)\b(?:` + gap + digits + `)?))|[¥￥]`)
	// Only whole numbers before a closing bracket: 「度数 +2.50」 is no price.
	surcharge  = regexp.MustCompile(`[+＋]` + gap + `[0-9０-９][0-9０-９,，]+` + gap + `([)）\]］】])`)
	priceWord  = regexp.MustCompile(`(?:単価|金額|合計|決済|税込|税抜|税別)(?:[:：\s\p{Zs}]*` + digits + `)?`)
	bracketed  = regexp.MustCompile(`\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|［[^［］]*］|【[^【】]*】|〔[^〔〕]*〕|《[^《》]*》|〈[^〈〉]*〉`)
	spaceRuns  = regexp.MustCompile(`[ 　]{2,}`)
	sentenceOf = regexp.MustCompile(`[^。\n]*[。\n]?`)
)

// tellsPrice says whether a text holds an amount or speaks of one.
func tellsPrice(s string) bool {
	return amountText.MatchString(s) || surcharge.MatchString(s) || priceWord.MatchString(s)
}

// concealLabel takes amounts and price words out of a short text (a name, an option, a wish): a bracket that holds one
// goes as a whole, 「ラッピング希望（+330円）」 becomes 「ラッピング希望」. What is left may be empty.
func concealLabel(s string) string {
	s = clean(s)
	for tellsPrice(s) { // taking one out can put the halves of another together; each round shortens the text
		s = bracketed.ReplaceAllStringFunc(s, func(b string) string {
			if tellsPrice(b) {
				return ""
			}
			return b
		})
		s = amountText.ReplaceAllString(s, "")
		s = surcharge.ReplaceAllString(s, "$1")
		s = priceWord.ReplaceAllString(s, "")
		s = spaceRuns.ReplaceAllString(s, " ")
	}
	return strings.TrimSpace(s)
}

// concealProse leaves out every sentence that holds an amount or speaks of one.
func concealProse(s string) string {
	s = clean(s)
	if !tellsPrice(s) {
		return s
	}
	kept := sentenceOf.ReplaceAllStringFunc(s, func(sentence string) string {
		if tellsPrice(sentence) {
			return ""
		}
		return sentence
	})
	if tellsPrice(kept) {
		return ""
	}
	return strings.TrimSpace(kept)
}
