package bank

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// entities are the short forms of the kinds of company in transfers (法人略語), by what is written out. They stand at the front
// as カ), at the end as (カ, in the middle as (カ). Source: the table of short forms that 全国銀行協会 gives its members, as banks
// print it beside their forms for transfers.
var entities = map[string]string{
	"株式会社": "カ", "有限会社": "ユ", "合名会社": "メ", "合資会社": "シ", "合同会社": "ド", "医療法人": "イ", "医療法人社団": "イ", "医療法人財団": "イ",
	"社会医療法人": "イ", "財団法人": "ザイ", "一般財団法人": "ザイ", "公益財団法人": "ザイ", "社団法人": "シヤ", "一般社団法人": "シヤ", "公益社団法人": "シヤ",
	"宗教法人": "シユウ", "学校法人": "ガク", "社会福祉法人": "フク", "相互会社": "ソ", "更生保護法人": "ホゴ", "特定非営利活動法人": "トクヒ",
	"独立行政法人": "ドク", "地方独立行政法人": "チドク", "弁護士法人": "ベン", "有限責任中間法人": "チユウ", "行政書士法人": "ギヨ", "司法書士法人": "シホウ",
	"税理士法人": "ゼイ", "国立大学法人": "ダイ", "公立大学法人": "ダイ", "農事組合法人": "ノウ", "管理組合法人": "カンリ", "社会保険労務士法人": "ロウム",
}

// spelledOut are the same in kana, as customers fill in a form's field for kana.
var spelledOut = map[string]string{
	"カブシキガイシャ": "カ", "カブシキカイシャ": "カ", "ユウゲンガイシャ": "ユ", "ユウゲンカイシャ": "ユ", "ゴウメイガイシャ": "メ", "ゴウシガイシャ": "シ",
	"ゴウドウガイシャ": "ド", "ゴウドウカイシャ": "ド", "イリョウホウジン": "イ", "イリョウホウジンシャダン": "イ", "イッパンシャダンホウジン": "シヤ",
	"コウエキシャダンホウジン": "シヤ", "イッパンザイダンホウジン": "ザイ", "コウエキザイダンホウジン": "ザイ", "シュウキョウホウジン": "シユウ", "ガッコウホウジン": "ガク",
	"シャカイフクシホウジン": "フク", "トクテイヒエイリカツドウホウジン": "トクヒ", "エヌピーオーホウジン": "トクヒ", "ゼイリシホウジン": "ゼイ", "ベンゴシホウジン": "ベン",
}

// transferWords stand before the payer in many statements. 振込み is not here: with み read as ミ, 振込 ﾐﾔｹ would lose a letter.
// 未検証 for any one bank; a word that is not here only costs the match.
var transferWords = []string{"他行振込", "ネット振込", "電信振込", "振込入金", "振込", "お振込", "フリコミ"}

// short says whether a text in brackets is a short form, and of what. 営業所 (エイ) and 出張所 (シユツ) are no kind of company.
func short(text string) (entity string, ok bool) {
	switch text {
	case "エイ", "シユツ":
		return "", true
	case "株":
		return "カ", true
	case "有":
		return "ユ", true
	case "同":
		return "ド", true
	}
	for _, e := range entities {
		if e == text {
			return e, true
		}
	}
	return "", false
}

// dropEntity takes short forms in brackets out of a folded name, and puts a space where they were. Brackets around anything
// else stay; they are no letters and go later.
func dropEntity(rs []rune) (rest []rune, entity string) {
	found := func(text string) bool {
		e, ok := short(text)
		if ok && entity == "" {
			entity = e
		}
		return ok
	}
	for i := 0; i < len(rs); i++ {
		switch rs[i] {
		case '(': // (カ) and (カ at the end
			end := i + 1
			for end < len(rs) && rs[end] != ')' && rs[end] != '(' && rs[end] != ' ' && !isDigit(rs[end]) && end-i <= 4 {
				end++
			}
			closed := end < len(rs) && rs[end] == ')'
			if (closed || end == len(rs) || rs[end] == ' ' || isDigit(rs[end])) && found(string(rs[i+1:end])) {
				rest = append(rest, ' ')
				if i = end; !closed {
					i--
				}
				continue
			}
		case ')': // カ) at the front, perhaps behind a number or 振込
			start := len(rest)
			for start > 0 && rest[start-1] != ' ' && rest[start-1] != '*' && !isDigit(rest[start-1]) && rest[start-1] != '(' && len(rest)-start < 5 {
				start--
			}
			word := string(rest[start:])
			for _, w := range transferWords {
				word = strings.TrimPrefix(word, w)
			}
			if found(word) {
				rest = append(rest[:len(rest)-len([]rune(word))], ' ')
				continue
			}
		}
		rest = append(rest, rs[i])
	}
	return rest, entity
}

// word is a word that is cut from a key: an entity in full at either end, or a word of the bank at the front.
type word struct {
	text, entity string
	front        bool // at the front only
}

// words are sorted with the longest first, so that 医療法人社団 is not left as 社団.
var words = func() (list []word) {
	for text, e := range entities {
		list = append(list, word{text, e, false})
	}
	for text, e := range spelledOut {
		list = append(list, word{longVowels([]rune(fold(text))), e, false})
	}
	for _, text := range transferWords {
		list = append(list, word{longVowels([]rune(fold(text))), "", true})
	}
	slices.SortFunc(list, func(a, b word) int {
		if d := len(b.text) - len(a.text); d != 0 {
			return d
		}
		return strings.Compare(a.text, b.text)
	})
	return list
}()

// wordEnds has the first and the last letters of the words: nearly every name is done after a look at them.
var wordEnds = func() map[rune]bool {
	ends := map[rune]bool{}
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w.text)
		last, _ := utf8.DecodeLastRuneInString(w.text)
		ends[first], ends[last] = true, true
	}
	return ends
}()

// dropWords cuts one such word from a key, unless nothing would be left.
func dropWords(key string) (rest, entity string) {
	first, _ := utf8.DecodeRuneInString(key)
	last, _ := utf8.DecodeLastRuneInString(key)
	if !wordEnds[first] && !wordEnds[last] {
		return key, ""
	}
	for _, w := range words {
		if len(key) <= len(w.text) {
			continue
		}
		if rest, ok := strings.CutPrefix(key, w.text); ok {
			return rest, w.entity
		}
		if rest, ok := strings.CutSuffix(key, w.text); ok && !w.front {
			return rest, w.entity
		}
	}
	return key, ""
}

// dropSpelledKanji takes 株式会社 and （株） out of an order's kana or name: アオイ株式会社 can be compared, 葵株式会社 can't.
func dropSpelledKanji(s string) string {
	s = norm.NFKC.String(s)
	if !hasKanji(s) {
		return s
	}
	for _, w := range words {
		if !w.front && hasKanji(w.text) {
			s = strings.ReplaceAll(s, w.text, "")
		}
	}
	return strings.NewReplacer("(株)", "", "(有)", "", "(同)", "").Replace(s)
}
