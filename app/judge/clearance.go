package judge

import (
	"miseban/app/order"
	"miseban/app/payment"
)

// payment finds the class of the payment and whether it is paid.
func (g *judging) payment() {
	g.j.Class = payment.Unknown
	switch {
	case g.f.PaymentText != nil && *g.f.PaymentText != "":
		if c, ok := g.w.Settings.Payments.Class(*g.f.PaymentText); ok {
			g.j.Class = c
		}
	case order.Value(g.f.MallSettles):
		g.j.Class = payment.Mall
	}
	g.j.Paid = g.f.Paid
	if _, ok := g.decided(order.MarkPaid, ""); ok {
		g.j.Paid = order.Known(true)
	}
}

// clearance reads the mall's own state: it decides before the payment class does.
func (g *judging) clearance() {
	if !g.f.Head {
		g.block(BlockMall, "商品ファイルだけを取り込みました。注文ファイルを取り込むと、続きに進みます。")
		return
	}
	c := order.ClearanceUnknown
	switch {
	case g.f.Clearance != nil:
		c = *g.f.Clearance
	case g.in.Shop.Mall.IsCart():
		c = order.Cleared
		g.cart()
	}
	why := order.Value(g.f.ClearanceWhy)
	switch c {
	case order.NotYet:
		// On Yahoo! the state only says that no money has come; on 楽天 100 and 200 never ship, whatever the owner ticks.
		if _, paid := g.decided(order.MarkPaid, ""); paid && g.in.Shop.Mall == order.Yahoo {
			break
		}
		if why == "" {
			why = "モールの処理が終わっていません。次の取り込みを待ちます。"
		}
		g.block(BlockMall, why)
	case order.ClearanceUnknown:
		if why == "" {
			why = "出荷してよいかを示す列（ステータスや入金状態）がファイルにないか、値がわかりません。"
		}
		g.ask(Question{Kind: "clearance", Subject: "clearance:" + order.Value(g.f.StatusRaw), Group: "clearance:" + g.in.Shop.Name + order.Value(g.f.StatusRaw),
			Title: "モールの状態がわかりません", Text: why,
			Answers: []Answer{{Label: "モールで確かめた。出してよい", Act: ActAccept}, {Label: "入金を確かめた。出してよい", Act: ActPaid}, answerHold}})
	}
	if t := order.Value(g.f.PaymentText); t != "" && g.j.Class == payment.Unknown {
		answers := []Answer{}
		for _, c := range []payment.Class{payment.Card, payment.COD, payment.Bank, payment.Conveni, payment.Atobarai, payment.Wallet} {
			answers = append(answers, Answer{Label: c.Name() + "として扱う", Act: ActPayment, Value: string(c)})
		}
		g.ask(Question{Kind: "payment_word", Subject: "payment_word:" + t, Group: "payment_word:" + t, Title: "初めての支払方法です", Text: "「" + t + "」",
			Note: "一度答えると、次からはこの支払方法で止まりません。", Answers: answers})
	}
}

// unlisted asks about an order that the mall's newest list of unshipped orders does not name: shipped elsewhere, it must not
// go out again.
func (g *judging) unlisted() {
	listed := g.in.Shop.ListedAt
	if listed == 0 || g.f.OrderedAt == nil || *g.f.OrderedAt >= listed || order.Value(g.f.Listed) >= listed {
		return
	}
	g.ask(Question{Kind: "unlisted", Subject: "unlisted", Group: "unlisted:" + g.in.Shop.Name, Title: "未出荷の一覧に載っていません",
		Text:    "新しい未出荷注文レポート（" + listed.Time().Format("01/02 15:04") + "）に、この受注がありません。モールでは出荷済みか、キャンセルされています。",
		Answers: []Answer{{Label: "もう出荷した。出荷済みにする", Act: ActShipped}, {Label: "まだ出していない。このまま出す", Act: ActAccept}, {Label: "キャンセルされた", Act: ActCancel}, answerHold}})
}

// amounts stops orders whose sum the mall has not fixed.
func (g *judging) amounts() {
	if order.Value(g.f.Unconfirmed) {
		g.flag(AmountOpen, "送料などの金額がモールで確定していません。")
		if !g.j.Blocked(BlockMall) {
			text := "送料などの金額が、モールのファイルで未確定のままです。"
			if g.in.Shop.Mall == order.Hand {
				text = "単価か送料が入っていないため、請求金額が出せません。"
			}
			g.ask(Question{Kind: "amount_open", Subject: "amount_open", Group: "amount_open", Title: "金額が確定していません", Text: text,
				Answers: []Answer{{Label: "金額を入れる", Act: ActFix, Value: "|total"}, {Label: "金額なしで出す", Act: ActHide}, answerAsk, answerHold}})
		}
	}
	if order.Value(g.f.Uncertain) {
		g.flag(TotalUncertain, "合計の出し方がモールの資料で確かめられていないため、参考値です（未検証）。")
	}
	g.j.Billed = g.f.Total
}

// alerts turns what the mall itself warns of into questions.
func (g *judging) alerts() {
	for _, a := range order.Value(g.f.Alerts) {
		g.ask(Question{Kind: "mall_" + a.Kind, Subject: "alert:" + a.Kind + ":" + a.Text, Group: "alert:" + a.Kind + ":" + a.Text, Title: "モールからの注意", Text: a.Text,
			Answers: []Answer{{Label: "確かめた。このまま出す", Act: ActAccept}, {Label: "キャンセルにする", Act: ActCancel}, answerAsk, answerHold}})
	}
}

// owner adds what she decided herself.
func (g *judging) owner() {
	if d, ok := g.decided(order.Hold, ""); ok {
		text := "保留にしています。"
		if d.Body != "" {
			text = "保留：" + d.Body
		}
		g.block(BlockHold, text)
	}
	if d, ok := g.decided(order.Ask, ""); ok {
		text := "お客様の返信を待っています（" + d.At.Date().Short() + " から）。"
		if d.Body != "" {
			text = "お客様の返信を待っています：" + d.Body
		}
		g.block(BlockReply, text)
	}
}
