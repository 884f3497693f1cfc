package enter

import (
	"context"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/normal"
	"miseban/app/order"
)

// Copy makes a draft of an order that is already there, as it counts with the owner's corrections: a second order of the
// same things, a parcel sent again. Left out are its number, when it was ordered, whether it is paid, a wished day that is
// past, the customer's comment, and a mall's masked mail address, which reaches nobody outside that mall.
func Copy(ctx context.Context, d *desk.Desk, row *desk.Row, now time.Time) (Draft, error) {
	in, err := d.Input(ctx, row.ID)
	if err != nil {
		return Draft{}, err
	}
	f := in.Facts
	text := func(target string) func(field string) string {
		return func(field string) string { v, _ := order.Text(f, target, field); return v }
	}
	v := text("")
	dr := Draft{Payment: v("payment"), Goods: v("goods"), Shipping: v("shipping"), CODFee: v("cod_fee"), WrappingFee: v("wrapping_fee"), Coupon: v("coupon"), Points: v("points"), Total: v("total"),
		Memo: v("memo"), WishDate: v("wish_date"), WishSlot: v("wish_slot"), Method: v("method")}
	if in.Shop.Mall == order.Hand {
		dr.Shop = in.Shop.Name
	}
	if jst.Date(dr.WishDate) < jst.DateOf(now) {
		dr.WishDate = ""
	}
	v = text("orderer")
	dr.Orderer = Contact{v("name"), v("kana"), v("zip"), v("address"), v("phone"), v("email")}
	if normal.Masked(dr.Orderer.Email) {
		dr.Orderer.Email = ""
	}
	targets := order.Targets(f)[2:]
	for i := range f.Destinations {
		v = text(targets[i])
		dr.Destinations = append(dr.Destinations, Place{v("name"), v("kana"), v("zip"), v("address"), v("phone"), v("noshi"), v("wrapping"), v("message")})
	}
	for i, l := range f.Lines {
		v = text(targets[len(f.Destinations)+i])
		dr.Lines = append(dr.Lines, Line{v("code"), v("sku"), v("name"), v("options"), v("qty"), v("unit_price"), v("tax_rate"), f.DestinationOf(l)})
	}
	// Sums that follow from the rest are left to be computed, so that another quantity makes another total.
	bare := dr
	bare.Goods, bare.Total = "", ""
	if again, _ := read(d, bare, now); again.Goods != nil && f.Goods != nil && *again.Goods == *f.Goods {
		dr.Goods = ""
		if again.Total != nil && f.Total != nil && *again.Total == *f.Total {
			dr.Total = ""
		}
	}
	return dr, nil
}
