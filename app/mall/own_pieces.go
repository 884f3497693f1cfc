package mall

import (
	"miseban/app/order"
	"miseban/app/yen"
)

// totalDiffers is the alert of an order whose rows tell different totals.
const totalDiffers = "total_differs"

// ownPieces joins what two pieces of an order that stand apart in the file tell of it, as neighbouring rows are joined: an
// amount that only one of them tells is known, one that they tell differently is not.
func ownPieces(out, a, b *order.Facts) {
	oneOrder(out, a, b)
	if order.Value(a.Cancelled) != order.Value(b.Cancelled) {
		out.Cancelled = nil
		out.Clearance = order.Known(order.ClearanceUnknown)
		out.ClearanceWhy = order.Known("状態「" + short(order.Value(out.StatusRaw), 20) + "」：一部の明細だけがキャンセルされています。モールで確認してください。")
	}
	same := func(to **yen.Yen, x, y *yen.Yen) (differs bool) {
		switch {
		case x == nil:
			*to = y
		case y == nil || *x == *y:
			*to = x
		default:
			*to = nil
			return true
		}
		return false
	}
	same(&out.Goods, a.Goods, b.Goods)
	same(&out.Shipping, a.Shipping, b.Shipping)
	same(&out.CODFee, a.CODFee, b.CODFee)
	same(&out.WrappingFee, a.WrappingFee, b.WrappingFee)
	same(&out.Coupon, a.Coupon, b.Coupon)
	same(&out.Points, a.Points, b.Points)
	if same(&out.Total, a.Total, b.Total) {
		out.Alerts = bothAlerts(&[]order.Alert{{Kind: totalDiffers, Text: differingTotal("請求金額")}}, out.Alerts)
	}
	for _, x := range order.Value(out.Alerts) {
		if x.Kind == totalDiffers {
			out.Total = nil // one of the pieces could not tell
		}
	}
}

// differingTotal says why the total of an order is not known.
func differingTotal(column string) string {
	return "「" + column + "」の金額が同じ注文の行ごとに違うため、請求金額が分かりません。列の意味（明細の金額か、受注の合計か）を確かめてください。"
}
