package mall

import "miseban/app/order"

var (
	paidYes = order.Known(true)
	paidNo  = order.Known(false)
)

// aupayStates are the states of an order (orderStatus). The list is that of the order API as several public programs note it; 新規受付,
// 発送前入金待ち, 発送待ち, 発送後入金待ち, 完了 and キャンセル are also known from orders that were read. A shop's own states have no known meaning.
var aupayStates = meanings{
	mall: "au PAY", column: "受注ステータス", look: "Wow! managerで状態を確認してください。",
	texts: map[string]meaning{
		"新規受付":    {clearance: order.NotYet, todo: "Wow! managerで注文を確認し、「発送待ち」にしてください。"},
		"発送前入金待ち": {clearance: order.NotYet, todo: "お客様の入金をお待ちください。", paid: paidNo},
		"発送待ち":    {clearance: order.Cleared},
		"完了":      {clearance: order.Cleared, shipped: true},
		"キャンセル":   {cancelled: true},
		// Shipped only where the file says so as well (state below).
		"発送後入金待ち": {clearance: order.ClearanceUnknown, todo: "発送済みの印（shipStatus・shipDate）がありません。Wow! managerで発送したかどうかを確認してください。"},
		// From the API's list alone (未検証 in a file):
		"与信待ち":     {clearance: order.NotYet, todo: "与信が終わるまでお待ちください。"},
		"新規予約":     {clearance: order.NotYet, preorder: true, todo: "予約の注文です。Wow! managerで注文を確認してください。"},
		"予約中":      {clearance: order.NotYet, preorder: true, todo: "予約の注文です。発売日に「発送待ち」になるのをお待ちください。"},
		"不正取引審査中":  {clearance: order.NotYet, todo: "au PAYの審査が終わるまでお待ちください。"},
		"審査保留":     {clearance: order.NotYet, todo: "au PAYの審査が終わるまでお待ちください。"},
		"審査NG":     {clearance: order.ClearanceUnknown, alert: "audit_failed", todo: "発送せず、Wow! managerで確認してください。"},
		"保留":       {clearance: order.ClearanceUnknown, alert: "mall_hold", todo: "Wow! managerで内容を確認してください。"},
		"キャンセル受付中": {clearance: order.ClearanceUnknown, alert: "cancel_pending", todo: "Wow! managerでキャンセルを確認してください。"},
	},
}

// state reads what the mall says about shipping and money.
func (r *aupayReader) state(c *cells) {
	f := r.facts
	f.StatusRaw = c.known(r.status)
	status := order.Value(f.StatusRaw)
	s, why := aupayStates.of(status)
	cancelled := s.cancelled || isYes(c.text(r.cancel))
	sent := isYes(c.text(r.shipStatus)) || c.text(r.shipDate) != ""
	if halfWidth(status) == "発送後入金待ち" && sent {
		s = meaning{clearance: order.Cleared, shipped: true}
		why = "au PAYでは発送済みです（発送後入金待ち）。"
	}
	if r.status.there() || r.cancel.there() {
		f.Cancelled = &cancelled
	}
	if r.status.there() {
		f.ShippedMall, f.Preorder = order.Known(s.shipped && !cancelled), order.Known(s.preorder)
		if !cancelled {
			f.Clearance, f.ClearanceWhy = &s.clearance, &why
		}
		if s.alert != "" {
			r.alerts = append(r.alerts, order.Alert{Kind: s.alert, Text: why})
		}
		if s.clearance == order.Cleared && !s.shipped && sent {
			r.alerts = append(r.alerts, order.Alert{Kind: "ship_marked",
				Text: "au PAYの受注ステータスは「" + short(status, 20) + "」ですが、発送済みの印（shipStatus・shipDate）があります。二重に発送しないよう、Wow! managerで確認してください。"})
		}
	}
	switch {
	case isYes(c.text(r.payStatus)) || c.text(r.payDate) != "":
		f.Paid = order.Known(true)
	case s.paid != nil:
		f.Paid = s.paid
	}
}
