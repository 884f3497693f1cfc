// Package phrase says when two sentences that customers write say the same, so that a sentence which the owner has released
// stops no order, and everything else does. A key is exact: width, kana, spelling, politeness and decoration don't count;
// numbers, dates, negations, questions and conditions always do. It knows nothing of orders, of the database, of the window.
package phrase

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Sentence is one sentence of a comment, in runes of the comment.
type Sentence struct {
	From, To int
	Key      string // equal keys say the same
	Courtesy bool   // a greeting, thanks or a closing, and nothing else
	wrapped  bool   // a line end alone divides it from the one before
}

// Cut cuts a comment into its sentences: at 。！？, and at a line end where a sentence can end. Decoration is none; a comment of
// signs alone is one.
func Cut(comment string) []Sentence {
	text := []rune(comment)
	var out []Sentence
	start, wrapped := 0, false
	cut := func(end int, line bool) {
		raw := string(text[start:end])
		s := Sentence{From: start, To: end, wrapped: wrapped}
		s.Key, s.Courtesy = key(raw)
		last := len(out) - 1
		switch {
		case s.Key == "":
		case last >= 0 && (fragments[s.Key] || (wrapped && !complete(out[last]))):
			// 「領収書」「不要」 on two lines are one sentence: each half alone means nothing, or something else.
			out[last] = span(text, out[last], s, fragments[s.Key])
		default:
			out = append(out, s)
		}
		if s.Key != "" {
			wrapped = line
		}
		start = end
	}
	for i := 0; i < len(text); i++ {
		switch r := text[i]; {
		case r == '\n' || r == '\r':
			cut(i+1, true)
		case strings.ContainsRune("。｡!！?？‼⁉⁈❓❔❗", r) || (r == '.' || r == '．') && stop(text, i):
			for i+1 < len(text) && strings.ContainsRune("。｡．.!！?？‼⁉⁈❓❔❗\uFE0F", text[i+1]) {
				i++
			}
			cut(i+1, false)
		}
	}
	cut(len(text), false)
	if trimmed := strings.TrimSpace(comment); len(out) == 0 && trimmed != "" {
		out = append(out, Sentence{From: 0, To: len(text), Key: "§" + trimmed})
	}
	return out
}

// span joins two neighbours to one sentence; glued, the line end between them is nothing.
func span(text []rune, a, b Sentence, glued bool) Sentence {
	s := Sentence{From: a.From, To: b.To, wrapped: a.wrapped}
	raw := string(text[a.From:b.To])
	if glued {
		raw = strings.NewReplacer("\r", "", "\n", "").Replace(raw)
	}
	s.Key, s.Courtesy = key(raw)
	return s
}

// stop says whether the full stop of Latin script at i ends a sentence; in 1.5 and in an address of the net it doesn't.
func stop(text []rune, i int) bool {
	return i+1 == len(text) || !asciiWord(text[i+1])
}

func asciiWord(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '０' && r <= '９'
}

// endings are how a sentence ends that needs no more.
var endings = []string{"お願い", "希望", "です", "ます", "ません", "ました", "ましょう", "ください", "不要", "なし", "不可", "可能", "大丈夫", "ok", "ない", "たい", "うれしい", "急ぎ", "急がない", "いつも利用", "鳴らさない", "自宅用", "初めて", "可", "よろしく", "ありがとう", "|", "?", "か"}

// complete says whether a sentence can end where it does.
func complete(s Sentence) bool {
	return s.Courtesy || slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(s.Key, e) })
}

// fragments say something only together with what stands before them.
var fragments = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("不要 必要 要 いりません 要りません いらない 要らない なし あり 可 不可 可能 ok ng だめ 無理 禁止 希望 希望しません 希望しない ください しないでください やめてください ではありません ではない じゃない でない 以外 のみ だけ はい いいえ 有 無 ○ 〇 × ✕ ✖ ? 結構 大丈夫 中止 取り消し 取消 きゃんせる 変更 不可能 未定 同上 同じ です ではなく ないです ません します いたします もうしあげます") {
		out[w] = true
	}
	return out
}()

// New gives the sentences of a comment that have to be looked at, given the keys that the owner has released; none when the
// comment is made of nothing but released sentences, and greetings, thanks and closings around them. Courtesies alone pass once
// she has released any of them.
func New(comment string, released map[string]bool) []Sentence {
	return Among(comment, Cut(comment), released)
}

// Among is New where the comment has been cut already.
func Among(comment string, all []Sentence, released map[string]bool) []Sentence {
	text := []rune(comment)
	var fresh []Sentence
	known := false
	courtesies := true
	for i := 0; i < len(all); i++ {
		s := all[i]
		if released[s.Key] {
			known, courtesies = true, courtesies && s.Courtesy
			continue
		}
		if to, ok := acrossLines(text, all[i:], released); ok {
			i += to
			known, courtesies = true, false
			continue
		}
		if s.Courtesy {
			continue
		}
		courtesies = false
		fresh = append(fresh, s)
	}
	if courtesies && !known && !slices.ContainsFunc(kinds, func(k string) bool { return released[k] }) {
		return all
	}
	return fresh
}

// acrossLines says whether lines from the first one on make up one released sentence: people break lines anywhere.
func acrossLines(text []rune, rest []Sentence, released map[string]bool) (more int, ok bool) {
	const most = 3
	s := rest[0]
	for k := 1; k < len(rest) && k <= most && rest[k].wrapped; k++ {
		s = span(text, s, rest[k], true)
		if released[s.Key] {
			return k, true
		}
	}
	return 0, false
}

// Content is a digest of what the sentences of a comment say beside its courtesies: of two comments with the same one an answer to one is an
// answer to the other.
func Content(all []Sentence) string {
	h := sha256.New()
	bare := !slices.ContainsFunc(all, func(s Sentence) bool { return !s.Courtesy })
	for _, s := range all {
		if !s.Courtesy || bare {
			h.Write([]byte(s.Key + "\n"))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
