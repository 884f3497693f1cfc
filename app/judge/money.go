package judge

import (
	"fmt"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
)

// PayDays is how many days after the order the money of a bank transfer or a convenience store is due, where the file names
// no day.
const PayDays = 7

// cart decides for an order on the owner's own cart, at the telephone or the counter, where no mall's state says whether it
// may ship: the class of the payment does.
func (g *judging) cart() {
	paid := order.Value(g.j.Paid)
	switch g.j.Class {
	case payment.Bank, payment.Conveni:
		if paid {
			return
		}
		due := g.due()
		text := "入金を待っています。"
		if due != "" {
			text = fmt.Sprintf("入金を待っています（期限 %s）。", due.Long())
			g.until(due.AddDays(1))
		}
		if due != "" && due < g.day {
			text = fmt.Sprintf("入金の期限（%s）を過ぎています。", due.Long())
			g.flag(Overdue, text)
		}
		g.block(BlockPayment, text)
	case payment.Atobarai:
		if !paid {
			g.block(BlockPayment, "後払いの与信（審査）の結果を待っています。結果がOKなら「入金済みにする」で進みます。")
		}
	case payment.Unknown:
		// A wording that nobody knows is asked about elsewhere; here the file tells of no payment at all.
		if order.Value(g.f.PaymentText) != "" || paid || g.in.Shop.Mall == order.Hand {
			return
		}
		g.ask(Question{Kind: "no_payment", Subject: "no_payment", Group: "no_payment:" + g.in.Shop.Name, Title: "支払方法がわかりません",
			Text:    g.in.Shop.Name + "のファイルに支払方法の列がないか、空です。入金を待つ注文かどうかがわかりません。",
			Note:    "支払方法の列を入れたファイルを取り込むと、この質問は消えます。",
			Answers: []Answer{{Label: "入金を確かめた。出してよい", Act: ActPaid}, {Label: "入金を待たずに出す", Act: ActAccept}, answerHold}})
	}
}

// due is the day until which the money is awaited; empty where neither the file nor the order's own date tells.
func (g *judging) due() jst.Date {
	if d := order.Value(g.f.PayBy); d != "" {
		return d
	}
	if g.f.OrderedAt == nil {
		return ""
	}
	return g.f.OrderedAt.Date().AddDays(PayDays)
}
