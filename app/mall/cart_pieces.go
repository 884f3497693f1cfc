package mall

import (
	"slices"

	"miseban/app/order"
)

// cartPieces puts together what two pieces of a cart's order say that stood apart in the file: the customer's words, the
// methods and wishes of their destinations, and whether all has gone out.
func cartPieces(out, a, b *order.Facts) {
	out.Comment, out.Alerts = bothTexts(a.Comment, b.Comment, "\n"), bothAlerts(a.Alerts, b.Alerts)
	out.NoComment = a.NoComment && b.NoComment
	out.Method = bothTexts(a.Method, b.Method, "、")
	if a.ShippedMall != nil && b.ShippedMall != nil {
		out.ShippedMall = order.Known(*a.ShippedMall && *b.ShippedMall)
	}
	if equal(a.WishDate, b.WishDate) && equal(a.WishSlot, b.WishSlot) {
		return
	}
	if first := order.Value(a.WishDate); order.Value(b.WishDate) != "" && (first == "" || *b.WishDate < first) {
		out.WishDate, out.WishTime, out.WishSlot = b.WishDate, b.WishTime, b.WishSlot
	}
	out.Alerts = bothAlerts(out.Alerts, &[]order.Alert{{Kind: "wishes_differ",
		Text: "同じ受注の中で、お届け先ごとに配送の希望が違います。お届け先ごとに確認してください。"}})
}

// eccubePieces is cartPieces for EC-CUBE, whose fees, discounts and points are lines: each piece tells its own.
func eccubePieces(out, a, b *order.Facts) {
	cartPieces(out, a, b)
	out.CODFee, out.Coupon, out.Points = sum(a.CODFee, b.CODFee), sum(a.Coupon, b.Coupon), sum(a.Points, b.Points)
	if a.Other != nil && b.Other != nil {
		others := slices.Concat(*a.Other, *b.Other)
		out.Other = &others
	}
}
