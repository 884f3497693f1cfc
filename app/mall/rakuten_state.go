package mall

import (
	"strings"

	"miseban/app/order"
)

// 楽天's states (ステータス) of an order, from RMS WEB SERVICE's orderProgress.
const (
	rakutenUnread     = "100" // 注文確認待ち
	rakutenProcessing = "200" // 楽天処理中
	rakutenToShip     = "300" // 発送待ち
	rakutenChanging   = "400" // 変更確定待ち
	rakutenShipped    = "500" // 発送済
	rakutenPaying     = "600" // 支払手続き中
	rakutenPaid       = "700" // 支払手続き済
	rakutenCancelling = "800" // キャンセル確定待ち
	rakutenCancelled  = "900" // キャンセル確定
)

const (
	changePending = "楽天の状態が「変更確定待ち」です。RMSで変更内容を確認してください。"
	cancelPending = "楽天の状態が「キャンセル確定待ち」です。RMSでキャンセルを確認してください。"
	mallWarning   = "楽天の警告が表示されている注文です。RMSで内容を確認してください。"
)

// state reads what the mall says about shipping. Alerts are known (and so may clear earlier ones) only from a file that
// has both columns they come from; from ステータス alone, a pending change is told by the clearance.
func (r *rakutenReader) state(c *cells) {
	f := r.facts
	f.StatusRaw = c.known(r.status)
	status := halfWidth(order.Value(f.StatusRaw))
	alerts := []order.Alert{} // known to be none, unlike nil
	switch status {
	case rakutenChanging:
		alerts = append(alerts, order.Alert{Kind: "change_pending", Text: changePending})
	case rakutenCancelling:
		alerts = append(alerts, order.Alert{Kind: "cancel_pending", Text: cancelPending})
	}
	warning := halfWidth(c.text(r.warning))
	if warning == "1" {
		alerts = append(alerts, order.Alert{Kind: "mall_warning", Text: mallWarning})
	}
	if all(r.status, r.warning) || warning == "1" {
		f.Alerts = &alerts
	}
	if r.status.there() || warning == "2" {
		f.Cancelled = order.Known(status == rakutenCancelled || warning == "2")
	}
	if r.status.there() {
		shipped := status == rakutenShipped || status == rakutenPaying || status == rakutenPaid
		f.ShippedMall = &shipped
		// The money of cash on delivery is with the customer until the carrier brings it.
		cod := !r.pay.there() || codByDefault(order.Value(f.PaymentText))
		if status == rakutenPaid || !cod && (status == rakutenToShip || shipped) {
			f.Paid = order.Known(true)
		}
		f.Clearance, f.ClearanceWhy = rakutenClearance(status)
	}
	if halfWidth(c.text(r.checking)) == "1" && status != rakutenCancelled {
		r.wait("楽天が注文内容を確認中です（楽天確認中フラグ）。楽天の確認が終わるまでお待ちください。")
	}
}

func rakutenClearance(status string) (*order.Clearance, *string) {
	clearance, why := order.Cleared, ""
	switch status {
	case rakutenUnread:
		clearance, why = order.NotYet, "楽天の状態が「注文確認待ち」です。RMSで注文確認をしてください。"
	case rakutenProcessing:
		clearance, why = order.NotYet, "楽天の状態が「楽天処理中」です。楽天の処理（与信・入金・不正注文の確認）が終わるまでお待ちください。"
	case rakutenToShip:
		why = "楽天の状態が「発送待ち」です。"
	case rakutenShipped, rakutenPaying, rakutenPaid:
		why = "楽天では発送済みです。"
	case rakutenChanging:
		clearance, why = order.ClearanceUnknown, changePending
	case rakutenCancelling:
		clearance, why = order.ClearanceUnknown, cancelPending
	case rakutenCancelled:
		return nil, nil // cancelled is said by Cancelled
	case "":
		clearance, why = order.ClearanceUnknown, "楽天のステータスが空です。RMSで状態を確認してください。"
	default:
		clearance, why = order.ClearanceUnknown, "楽天のステータス「"+short(status, 20)+"」の意味が分かりません。RMSで状態を確認してください。"
	}
	return &clearance, &why
}

// wait marks the order as not cleared, with the reason.
func (r *rakutenReader) wait(why string) {
	r.facts.Clearance, r.facts.ClearanceWhy = order.Known(order.NotYet), &why
}

// clearance adds what only the destinations tell: ソーシャルギフト orders carry dummy addresses (999, 9999, 入力待ち) until the
// recipient has given the real one.
func (r *rakutenReader) clearance() {
	f := r.facts
	if r.dummy && !order.Value(f.ShippedMall) && !order.Value(f.Cancelled) {
		r.wait("ソーシャルギフトの届け先がまだ入力されていません。受取人が入力したあと、受注データをもう一度ダウンロードしてください。")
	}
}

// dummyAddress tells whether a destination is that of an unfilled ソーシャルギフト.
func dummyAddress(d order.Destination) bool {
	const unfilled = "入力待ち"
	zip := order.Value(d.Zip)
	return zip == "9999999" || zip == "999" ||
		strings.Contains(order.Value(d.Address), unfilled) || strings.Contains(order.Value(d.Name), unfilled)
}
