package judge

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"miseban/app/normal"
	"miseban/app/order"
)

// comment stops the order for the customer's own words, unless they are made only of sentences that the owner released.
func (g *judging) comment() {
	if g.f.NoComment {
		if !g.in.Shop.NoCommentOK {
			g.ask(Question{Kind: "no_comment_column", Subject: "no_comment_column", Group: "no_comment_column:" + g.in.Shop.Name,
				Title: "コメントの列がないファイルです", Text: g.in.Shop.Name + "のファイルには、お客様のコメントの列がありません。コメントの有無がわかりません。",
				Note:    "コメントの列を入れたファイルを取り込むと、この質問は消えます。",
				Answers: []Answer{{Label: "コメントなしとして出す", Act: ActAccept}, {Label: "この店舗では今後も聞かない", Act: ActNoComment}, answerHold}})
		}
		return
	}
	c := strings.TrimSpace(order.Value(g.f.Comment))
	if c == "" {
		return
	}
	parts := Sentences(c)
	var marks []Mark
	for _, p := range parts {
		if !g.w.Settings.Phrases[p.Key] {
			marks = append(marks, Mark{p.From, p.To})
		}
	}
	if len(marks) == 0 {
		g.flag(Comment, "コメントは確認不要の文だけです：「"+short(c, 40)+"」")
		return
	}
	g.flag(Comment, "")
	note := "初めての文です。"
	if len(marks) < len(parts) {
		note = "色のない文は確認不要の文です。色のついた文は初めてです。"
	}
	g.ask(Question{Kind: "comment", Subject: "comment:" + digest(c), Group: "comment:" + digest(normal.Search(c)), Title: "コメントに初めての文があります", Text: c, Marks: marks, Note: note,
		Answers: []Answer{{Label: g.goAnswer(), Act: ActAccept}, {Label: "納品書に一言書いて出す", Act: ActNote}, answerAsk, {Label: "わかった。この文は今後も確認しない", Act: ActPhrase}}})
}

func (g *judging) goAnswer() string {
	for _, h := range g.j.Hide {
		if h {
			return "わかった。金額なしで出す"
		}
	}
	return "わかった。このまま出す"
}

// Sentence is one sentence of a comment, in runes of the comment, with the key by which it is released.
type Sentence struct {
	From, To int
	Key      string
}

// Sentences cuts a comment at 。！？ and line ends. A released sentence clears only itself: inside a longer new
// sentence it means nothing ("置き配しないでください"), and a question is another sentence than its answer ("置き配可？").
// A comment of signs alone is one sentence.
func Sentences(comment string) []Sentence {
	var out []Sentence
	start, at := 0, 0
	text := []rune(comment)
	cut := func(end int) {
		key := normal.Search(strings.TrimRight(strings.TrimSpace(string(text[start:end])), "。．.!！、,，"))
		if strings.Trim(key, "?？") == "" {
			key = ""
		}
		if key != "" {
			out = append(out, Sentence{start, end, key})
		}
		start = end
	}
	for at = range text {
		if strings.ContainsRune("。！!？?\n", text[at]) {
			cut(at + 1)
		}
	}
	cut(len(text))
	if key := normal.Search(strings.TrimSpace(comment)); len(out) == 0 && key != "" {
		out = append(out, Sentence{0, len(text), key})
	}
	return out
}

func digest(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:8])
}

func short(s string, runes int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return string([]rune(s)[:runes]) + "…"
}
