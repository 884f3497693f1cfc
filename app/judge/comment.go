package judge

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"miseban/app/habit/phrase"
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
	fresh := phrase.Among(c, parts, g.w.Settings.Phrases)
	if len(fresh) == 0 {
		g.flag(Comment, "コメントは確認不要の文だけです：「"+short(c, 40)+"」")
		return
	}
	g.flag(Comment, "")
	subject := "comment:" + phrase.Content(parts)
	if _, ok := g.decided(order.Accept, "comment:"+digest(c)); ok {
		return // accepted by an earlier version, which knew a comment by its letters
	}
	marks := make([]Mark, 0, len(fresh))
	for _, p := range fresh {
		marks = append(marks, Mark{p.From, p.To})
	}
	note := "初めての文です。"
	if len(marks) < len(parts) {
		note = "色のない文は確認不要の文か挨拶です。色のついた文は初めてです。"
	}
	g.ask(Question{Kind: "comment", Subject: subject, Group: subject, Title: "コメントに初めての文があります", Text: c, Marks: marks, Note: note,
		Answers: []Answer{{Label: g.goAnswer(), Act: ActAccept}, {Label: "納品書に一言書いて出す", Act: ActNote}, answerAsk, {Label: "わかった。この文は今後も確認しない", Act: ActPhrase}}})
}

// CommentSubject is the subject under which a comment is accepted. Comments that say the same beside their courtesies have
// the same one: an answer to one is an answer to all.
func CommentSubject(comment string) string {
	return "comment:" + phrase.Content(Sentences(strings.TrimSpace(comment)))
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
type Sentence = phrase.Sentence

// Sentences cuts a comment into its sentences.
func Sentences(comment string) []Sentence { return phrase.Cut(comment) }

// NewSentences gives the sentences of a comment that the owner has not released; none when it needs no look.
func NewSentences(comment string, released map[string]bool) []Sentence {
	return phrase.New(comment, released)
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
