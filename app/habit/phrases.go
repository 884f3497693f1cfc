package habit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"miseban/app/payment"
)

// longest is how many runes a sentence has at most that is proposed: a longer one will not be written again.
const longest = 40

// phrases finds sentences that she let pass on three orders. An answer about a comment with several new sentences lets all of them
// pass; when it was another answer, nobody knows which of them she meant, and only a sentence that stood alone has a
// counterexample. Sentences with numbers and questions are never proposed.
func phrases(all []Given, k Known) []Proposal {
	passed, shown, against := map[string][]Given{}, map[string]string{}, map[string]bool{}
	for _, g := range all {
		if g.Kind != "comment" {
			continue
		}
		for _, s := range g.Said {
			since, never := k.after("phrase:" + s.Key)
			switch {
			case k.Phrases[s.Key] || never || g.At <= since || !lasting(s):
			case g.Answer == Goes:
				passed[s.Key] = append(passed[s.Key], g)
				if old := shown[s.Key]; old == "" || utf8.RuneCountInString(s.Shown) < utf8.RuneCountInString(old) {
					shown[s.Key] = s.Shown
				}
			default:
				against[s.Key] = against[s.Key] || len(g.Said) == 1
			}
		}
	}
	var out []Proposal
	for _, key := range sortedKeys(passed) {
		if against[key] || orders(passed[key]) < Enough {
			continue
		}
		p := Proposal{Sort: Phrase, Key: "phrase:" + key, Shown: shown[key], Phrase: key, From: byTime(passed[key])}
		var gone []Given
		for _, g := range k.recent(all) {
			if g.Kind == "comment" && only(g.Said, key, k.Phrases) {
				gone = append(gone, g)
			}
		}
		p.Saves = acts(gone)
		out = append(out, p)
	}
	return out
}

// only says whether nothing but the sentence is new in a comment.
func only(said []Said, key string, released map[string]bool) bool {
	has := false
	for _, s := range said {
		if s.Key != key && !released[s.Key] {
			return false
		}
		has = has || s.Key == key
	}
	return has
}

// lasting says whether a sentence can be meant the same way next time.
func lasting(s Said) bool {
	return utf8.RuneCountInString(s.Key) <= longest && !strings.HasSuffix(s.Key, "?") && !strings.HasSuffix(s.Key, "か") && !strings.ContainsFunc(s.Key, number)
}

func number(r rune) bool {
	return unicode.IsDigit(r) || strings.ContainsRune("一二三四五六七八九十百千〇", r)
}

// classWords tell a payment's class from a word in its wording. A wording that has two of them is not guessed.
var classWords = []struct {
	word  string
	class payment.Class
}{{"後払", payment.Atobarai}, {"あと払", payment.Atobarai}, {"代引", payment.COD}, {"代金引換", payment.COD}, {"振込", payment.Bank}, {"カード", payment.Card}, {"クレジット", payment.Card},
	{"コンビニ", payment.Conveni}, {"セブン", payment.Conveni}, {"ローソン", payment.Conveni}, {"ペイ", payment.Wallet}, {"Pay", payment.Wallet}, {"PAY", payment.Wallet}}

// words finds payment wordings that she let pass three times without saying what they are.
func words(all []Given, k Known) []Proposal {
	passed, against := map[string][]Given{}, map[string]bool{}
	for _, g := range all {
		if g.Kind != "payment_word" {
			continue
		}
		switch since, never := k.after("word:" + g.Word); {
		case never || g.At <= since:
		case g.Answer == Goes:
			passed[g.Word] = append(passed[g.Word], g)
		default:
			against[g.Word] = true
		}
	}
	var out []Proposal
	for _, word := range sortedKeys(passed) {
		class, ok := guess(word)
		if against[word] || !ok || acts(passed[word]) < Enough {
			continue
		}
		out = append(out, Proposal{Sort: Word, Key: "word:" + word, Shown: word, Class: class, From: byTime(passed[word]), Saves: acts(k.recent(passed[word]))})
	}
	return out
}

func guess(word string) (payment.Class, bool) {
	var found payment.Class
	for _, c := range classWords {
		if !strings.Contains(word, c.word) || found == c.class {
			continue
		}
		if found != "" {
			return "", false
		}
		found = c.class
	}
	return found, found != ""
}
