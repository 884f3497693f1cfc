package mall

import (
	"strings"

	"miseban/app/order"
	"miseban/app/yen"
)

// What is known of the money of an order at Shopify (Financial Status). The values are those of Shopify's order API and of
// the help page on order CSVs; that the export writes them like this is confirmed for paid, pending, refunded and voided.
var shopifyMoney = map[string]struct {
	paid   *bool
	cancel bool
	alert  string // Japanese: what must be looked at
}{
	"paid":               {paid: order.Known(true)},
	"pending":            {paid: order.Known(false)},
	"authorized":         {},                                                                                              // [u] the card's amount is reserved, not yet taken
	"partially_paid":     {paid: order.Known(false), alert: "Shopifyで一部だけ支払われています（partially_paid）。残りの入金を確認してください。"},       // [u]
	"partially_refunded": {paid: order.Known(true), alert: "Shopifyで一部が返金されています（partially_refunded）。送らない商品がないか確認してください。"}, // [u]
	"refunded":           {paid: order.Known(true), cancel: true},
	"voided":             {paid: order.Known(false), cancel: true},
	"expired":            {paid: order.Known(false), alert: "Shopifyで支払いの期限が切れています（expired）。管理画面で確認してください。"}, // [u]
}

// What is known of the parcels of an order at Shopify (Fulfillment Status); "" stands for an order that nobody has touched.
var shopifyParcels = map[string]struct {
	shipped bool
	alert   string
}{
	"":            {},
	"unfulfilled": {},
	"fulfilled":   {shipped: true},
	"partial":     {alert: "Shopifyで一部が発送済みです（partial）。残りの商品を管理画面で確認してください。"},
	"on_hold":     {alert: "Shopifyで発送が保留されています（on_hold）。管理画面で確認してください。"},     // [u]
	"scheduled":   {alert: "Shopifyで発送日が予約されています（scheduled）。管理画面で確認してください。"},  // [u]
	"restocked":   {alert: "Shopifyで商品が在庫に戻されています（restocked）。管理画面で確認してください。"}, // [u]
}

// state reads what the shop's own cart says. It never clears an order: the class of the payment does.
func (r *shopifyReader) state(c *cells) {
	f := r.facts
	money, parcels := shopifyWord(c.text(r.status)), shopifyWord(c.text(r.fulfilment))
	if r.status.there() || r.fulfilment.there() {
		f.StatusRaw = order.Known(strings.Trim(c.text(r.status)+" / "+c.text(r.fulfilment), " /"))
	}
	alerts := []order.Alert{} // known to be none, unlike nil
	look := func(kind, text string) {
		if text != "" {
			alerts = append(alerts, order.Alert{Kind: kind, Text: text})
		}
	}
	m, ok := shopifyMoney[money]
	if !ok && money != "" {
		look("unknown_state", "Shopifyの支払いの状態「"+short(money, 20)+"」の意味が分かりません。管理画面で確認してください。")
	}
	f.Paid = m.paid
	if !r.status.there() && c.text(r.paidAt) != "" {
		f.Paid = order.Known(true)
	}
	p, ok := shopifyParcels[parcels]
	if !ok {
		look("unknown_state", "Shopifyの発送の状態「"+short(parcels, 20)+"」の意味が分かりません。管理画面で確認してください。")
	}
	if r.fulfilment.there() {
		f.ShippedMall = order.Known(p.shipped)
	}
	cancelled := m.cancel || c.text(r.cancelledAt) != ""
	if cancelled || all(r.status, r.cancelledAt) {
		f.Cancelled = &cancelled
	}
	look("payment_state", m.alert)
	look("fulfilment_state", p.alert)
	if back, ok := whole(c.text(r.refunded)); ok && back > 0 && m.alert == "" && !cancelled {
		look("payment_state", "Shopifyで"+yen.Yen(back).String()+"円が返金されています。送らない商品がないか確認してください。")
	}
	if risk := shopifyWord(c.text(r.risk)); risk == "high" || risk == "高" {
		look("suspect", "Shopifyが不正注文の危険が高いと示しています（Risk Level）。管理画面で確認してください。")
	}
	if all(r.status, r.fulfilment, r.refunded, r.risk) || len(alerts) > 0 {
		f.Alerts = &alerts
	}
}

// shopifyWord gives a state in the form of the tables: partially_paid for "Partially paid".
func shopifyWord(s string) string {
	return strings.ReplaceAll(strings.ToLower(halfWidth(s)), " ", "_")
}
