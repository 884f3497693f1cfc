package mall

import (
	"miseban/app/order"
	"miseban/app/payment"
)

// What Yahoo!'s order states (OrderStatus) are called.
const (
	yahooPreorder  = "1" // 予約中
	yahooHold      = "3" // 保留
	yahooCancelled = "4" // キャンセル
	yahooDone      = "5" // 完了
)

// state reads what the mall says about shipping: 入金済み, a 入金日, or a settlement state that clears; cash on delivery needs
// none. Alerts are known (and so may clear earlier ones) only from a file that has both columns they come from.
func (r *yahooReader) state(c *cells) {
	f := r.facts
	f.StatusRaw = c.known(r.status)
	status := halfWidth(order.Value(f.StatusRaw))
	if r.status.there() {
		f.Cancelled = order.Known(status == yahooCancelled)
		f.ShippedMall = order.Known(status == yahooDone)
		f.Preorder = order.Known(status == yahooPreorder)
	}
	r.alerts(c, status)
	class := yahooClass(order.Value(f.PaymentText), c.text(r.payCode))
	paid, payDate, settle := halfWidth(c.text(r.payStatus)), c.date(r.payDate), c.text(r.settle)
	told := r.payStatus.there() || r.payDate.there() || r.settle.there()
	clears, why := false, ""
	switch {
	case status == yahooDone:
		clears, why = true, "Yahoo!の注文ステータスが「完了」です。"
	case class == payment.COD:
		clears, why = true, "商品代引のため、入金を待ちません。"
	case paid == "1":
		clears, why = true, "Yahoo!の入金ステータスが「入金済み」です。"
	case order.Value(payDate) != "":
		clears, why = true, "Yahoo!に入金日（"+string(*payDate)+"）があります。"
	case told:
		clears, why = settled(r.settles, settle, class)
	}
	if class != payment.COD && (paid == "1" || order.Value(payDate) != "") {
		f.Paid = order.Known(true)
	}
	clearance := order.NotYet
	switch {
	case status == yahooCancelled:
		return
	case status == yahooHold:
		clearance, why = order.ClearanceUnknown, yahooHeld
	case clears:
		clearance = order.Cleared
	case !told:
		return // the file has no column that could tell
	}
	f.Clearance, f.ClearanceWhy = &clearance, &why
}

const yahooHeld = "Yahoo!の注文ステータスが「保留」です。ストアクリエイターProで内容を確認してください。"

func (r *yahooReader) alerts(c *cells, status string) {
	alerts := []order.Alert{} // known to be none, unlike nil
	if status == yahooHold {
		alerts = append(alerts, order.Alert{Kind: "mall_hold", Text: yahooHeld})
	}
	if s := c.text(r.suspect); s != "" {
		alerts = append(alerts, order.Alert{Kind: "suspect",
			Text: "Yahoo!がいたずら注文の疑いを示しています（" + short(s, 60) + "）。ストアクリエイターProで確認してください。"})
	}
	if all(r.status, r.suspect) || c.text(r.suspect) != "" {
		r.facts.Alerts = &alerts
	}
}
