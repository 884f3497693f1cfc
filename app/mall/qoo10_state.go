package mall

import (
	"slices"

	"miseban/app/order"
)

// qoo10States are the states of a row (配送状態). 配送要請 (paid, to be sent) is in files that public programs read and write and in
// LOGILESS's manual of the CSV; 新規注文 is the same by another service's manual and an article. The others are the order API's
// list and QSM's own tabs, 未検証 in a file.
var qoo10States = meanings{
	mall: "Qoo10", column: "配送状態", look: "QSMで状態を確認してください。",
	texts: map[string]meaning{
		"配送要請":        {clearance: order.Cleared, paid: paidYes},
		"新規注文":        {clearance: order.Cleared, paid: paidYes},
		"配送準備":        {clearance: order.Cleared, paid: paidYes},
		"配送準備中":       {clearance: order.Cleared, paid: paidYes},
		"配送中":         {clearance: order.Cleared, paid: paidYes, shipped: true},
		"配送完了":        {clearance: order.Cleared, paid: paidYes, shipped: true},
		"入金待ち":        {clearance: order.NotYet, paid: paidNo, todo: "お客様の入金をお待ちください。"},
		"配送待ち":        {clearance: order.NotYet, paid: paidNo, todo: "入金が終わり「配送要請」になるまでお待ちください。"},
		"キャンセル完了":     {cancelled: true},
		"キャンセル":       {cancelled: true},
		"未納の注文のキャンセル": {cancelled: true},
		"キャンセル要請":     {clearance: order.ClearanceUnknown, alert: "cancel_pending", todo: "QSMでキャンセルを確認してください。"},
		"キャンセル中":      {clearance: order.ClearanceUnknown, alert: "cancel_pending", todo: "QSMでキャンセルを確認してください。"},
		"返品要請":        {clearance: order.ClearanceUnknown, alert: "return_pending", todo: "QSMで返品を確認してください。"},
		"返品中":         {clearance: order.ClearanceUnknown, alert: "return_pending", todo: "QSMで返品を確認してください。"},
		"返品完了":        {clearance: order.ClearanceUnknown, alert: "returned", todo: "QSMで返品を確認してください。"},
		"交換申請":        {clearance: order.ClearanceUnknown, alert: "exchange_pending", todo: "QSMで交換を確認してください。"},
		"交換承認":        {clearance: order.ClearanceUnknown, alert: "exchange_pending", todo: "QSMで交換を確認してください。"},
	},
}

// qoo10State collects the states of a cart's rows, each of which is an order of its own at the mall.
type qoo10State struct {
	deciding  *order.Facts // of the row that decides
	raw       string
	rows      int
	cancelled int
	paid      *bool
	alerts    []order.Alert
}

// see takes the next row's state; whether a payment date stands in the row tells more than its state.
func (q *qoo10State) see(text string, payday bool) meaning {
	m, why := qoo10States.of(text)
	f := &order.Facts{Cancelled: order.Known(m.cancelled), ShippedMall: order.Known(m.shipped)}
	if !m.cancelled {
		f.Clearance, f.ClearanceWhy = &m.clearance, &why
	}
	paid := m.paid
	if payday {
		paid = paidYes
	}
	if q.rows == 0 {
		q.paid = paid
	} else if q.paid == nil || paid == nil || *q.paid != *paid {
		q.paid = nil
	}
	if q.deciding == nil || rank(f) > rank(q.deciding) {
		q.deciding = f
	}
	q.raw = add(q.raw, text, "、")
	q.rows++
	if m.cancelled {
		q.cancelled++
	}
	if m.alert != "" {
		q.warn(order.Alert{Kind: m.alert, Text: why})
	}
	return m
}

func (q *qoo10State) warn(a order.Alert) {
	if !slices.Contains(q.alerts, a) {
		q.alerts = append(q.alerts, a)
	}
}

// tell puts what the rows say together into the cart's facts.
func (q *qoo10State) tell(f *order.Facts) {
	f.StatusRaw = order.Known(q.raw)
	d := q.deciding
	f.Cancelled, f.ShippedMall, f.Clearance, f.ClearanceWhy = d.Cancelled, d.ShippedMall, d.Clearance, d.ClearanceWhy
	alerts := append([]order.Alert{}, q.alerts...) // known to be none, unlike nil
	f.Alerts = &alerts
}
