package orders

import (
	"fyne.io/fyne/v2"

	"miseban/app/flow/desk"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/ui/part"
)

// mostText is how many characters of a question the card shows.
const mostText = 160

// whyCard says why the order has its status, with what can be done about it.
func (s *Screen) whyCard(j judge.Judgement, row *desk.Row) fyne.CanvasObject {
	box := part.VStack(4, part.NewText("なぜ"+j.Status.Name()+"？", part.Strong))
	for _, q := range j.Questions {
		box.Add(part.NewNote(q.Title, part.Quiet))
		text := q.Text
		if r := []rune(text); len(r) > mostText { // all of a comment stands below
			text = string(r[:mostText])
		}
		marks := make([][2]int, len(q.Marks))
		for i, m := range q.Marks {
			marks[i] = byteRange(text, m.From, m.To)
		}
		runs := part.Highlight(text, part.Body, marks...)
		if text != q.Text {
			runs = append(runs, part.Run{Text: "…", Style: part.Body})
		}
		box.Add(part.NewParagraph(runs...))
	}
	for _, b := range j.Blockers {
		if b != judge.BlockReview {
			box.Add(part.NewNote(j.Because(string(b)), part.Body))
		}
	}
	if len(j.Questions) == 0 && len(j.Blockers) == 0 {
		box.Add(part.NewNote(plainWhy(j), part.Body))
	}
	for _, f := range j.Flags {
		switch f {
		case judge.Gift, judge.HidePrice, judge.Preorder, judge.Late, judge.TotalUncertain, judge.Comment:
			if t := j.Because(string(f)); t != "" {
				box.Add(part.NewNote(t, part.Quiet))
			}
		}
	}
	buttons := part.Flow(4)
	for _, a := range acts {
		if a.key == 0 || a.key == 'X' || len(a.fitting([]*desk.Row{row})) == 0 {
			continue
		}
		kind := part.Plain
		if a.next {
			kind = part.Primary
		}
		buttons.Add(part.NewKeyButton(a.label, string(a.key), kind, func() { s.perform(a) }))
	}
	buttons.Add(part.NewKeyButton("直す", "E", part.Plain, s.correct))
	buttons.Add(part.NewKeyButton("元の行", "O", part.Plain, s.original))
	buttons.Add(part.NewKeyButton("ラベル", "L", part.Plain, func() { s.mark(order.Labelled) }))
	buttons.Add(part.NewKeyButton("チェック", "C", part.Plain, func() { s.mark(order.Ticked) }))
	why := "なぜ？"
	if s.why.open {
		why = "なぜ を閉じる"
	}
	buttons.Add(part.NewKeyButton(why, "W", part.Plain, s.toggleWhy))
	box.Add(part.Inset(4, 0, 0, 0, buttons))
	return part.NewCardInset(part.CardNotice, 8, 10, box)
}

func plainWhy(j judge.Judgement) string {
	switch j.Status {
	case judge.ReadyToPrint:
		return "待つものはありません。「今日」で出せます。"
	case judge.ReadyToShip:
		return "納品書を印刷しました。荷物を渡したら出荷済みにしてください。"
	case judge.AwaitingNotice:
		return j.Because("awaiting_notice")
	case judge.Shipped:
		if t := j.Because(string(judge.History)); t != "" {
			return t
		}
		return "出荷済みです。"
	case judge.Cancelled:
		return "キャンセルされた受注です。"
	}
	return ""
}

func byteRange(s string, from, to int) [2]int {
	r := []rune(s)
	to = min(to, len(r))
	from = min(from, to)
	return [2]int{len(string(r[:from])), len(string(r[:to]))}
}
