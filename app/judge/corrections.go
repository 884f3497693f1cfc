package judge

import (
	"fmt"

	"miseban/app/order"
)

// corrections stops an order whose corrected line or destination is no longer there, and one whose corrected fact the
// mall has changed since.
func (g *judging) corrections() {
	for _, c := range g.in.Lost {
		g.ask(Question{Kind: "correction_lost", Subject: "correction_lost:" + c.Target + c.Field, Group: "correction_lost:" + g.in.No + c.Target + c.Field,
			Title: "直した項目の元がなくなりました", Text: "「" + c.String() + "」を直してありましたが、新しいファイルにその明細かお届け先がありません。",
			Answers: []Answer{{Label: "モールの内容で出す", Act: ActAccept}, answerAsk, answerHold}})
	}
	for _, o := range g.in.Overridden {
		if !o.Changed {
			continue
		}
		was := "直したときのモールの値は「" + order.Shown(o.Field, order.Value(o.Was)) + "」でした。"
		if *o.Was == order.Untold {
			was = "直したときには、モールの値はファイルにありませんでした。"
		}
		g.ask(Question{Kind: "correction_stale", Subject: "correction_stale:" + o.Target + "|" + o.Field + ":" + digest(o.Mall),
			Group: "correction_stale:" + fmt.Sprint(g.in.ID) + o.Target + "|" + o.Field, Title: "直した項目を、モールでも変えました",
			Text: fmt.Sprintf("「%s」：モールは「%s」、直した値は「%s」です。", o.String(), order.Shown(o.Field, o.Mall), order.Shown(o.Field, o.Value)), Note: was,
			Answers: []Answer{{Label: "直した値のまま出す", Act: ActAccept}, {Label: "モールの値にする", Act: ActMall, Value: o.Target + "|" + o.Field}, answerAsk, answerHold}})
	}
}
