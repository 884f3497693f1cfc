package demo

import (
	"fmt"
	"strings"
	"time"

	"miseban/app/jst"
)

const minute = time.Minute

// yahooOrderRows are the rows of the order file: one for each order.
func yahooOrderRows(sales []*sale) []row {
	var out []row
	for _, s := range sales {
		r := row{}
		at := s.at.In(jst.Zone)
		_, bare, _ := strings.Cut(s.number, yahooShop+"-")
		r.set("OrderId Id DeviceType IsAffiliate OrderTime OrderTimeUnixEpoch OrderStatus StoreStatus IsItemCoupon IsShippingCoupon",
			bare, s.number, 1+s.serial%2, "FALSE", at.Format("2006/01/02 15:04"), at.Unix(), s.state, 1, "FALSE", "FALSE")
		p := s.parcels[0]
		r.yahooPerson("Ship", p.to)
		r.yahooPerson("Bill", s.by)
		if s.phone != "" {
			r["ShipPhoneNumber"] = s.phone
		}
		r["BillMailAddress"] = fmt.Sprintf("okyakusama%03d@example.jp", s.by.id)
		r.set("ShipMethod ShipMethodName ArriveType NeedBillSlip NeedDetailedSlip NeedReceipt", map[string]string{courier: "postage1", mailbin: "postage2"}[s.method], s.method, 0, 0, 0, 0)
		if s.wish != "" {
			r["ShipRequestDate"] = s.wish.Time().Format("2006/01/02")
		}
		if s.slot == "am" {
			r["ShipRequestTime"] = "午前中"
		} else if s.slot != "" {
			r["ShipRequestTime"] = s.slot[:2] + ":00-" + s.slot[3:] + ":00"
		}
		r.set("GiftWrapType GiftWrapPaperType GiftWrapMessage", p.wrap, p.noshi, p.message)
		if p.noshi != "" {
			r["GiftWrapName"] = s.by.family
		}
		r.set("PayMethod PayKind SettleStatus BuyerComments AgeConfirm", s.pay.code, 0, s.pay.settle, s.comment, 0)
		r["PayMethodName"] = s.pay.name
		if s.state == yahooDone || s.pay.paid {
			r["PayDate"] = at.Format("2006/01/02")
		}
		if s.state == yahooDone {
			r["ShipDate"] = jst.DateOf(s.at).AddDays(2).Time().Format("2006/01/02")
		}
		r.set("ShipCharge PayCharge GiftWrapCharge Discount UsePoint UsePointType GetPoint Total TotalPrice ShippingCouponDiscount ItemCouponDiscount TotalMallCouponDiscount",
			s.shipping(), s.cod(), s.wrapping(), 0, s.points, 0, s.goods()/100, s.total(), s.total()+s.points, 0, 0, -s.coupon)
		var qty []string
		for i, l := range p.lines {
			qty = append(qty, fmt.Sprintf("L%d=%d", i+1, l.qty))
		}
		r["QuantityDetail"] = strings.Join(qty, "&")
		out = append(out, r)
	}
	return out
}

// yahooPerson fills the columns of the orderer (Bill) or the recipient (Ship).
func (r row) yahooPerson(who string, p *person) {
	for name, value := range map[string]string{"Name": p.name(), "LastName": p.family, "FirstName": p.given, "NameKana": p.kana(), "LastNameKana": p.familyKana,
		"FirstNameKana": p.givenKana, "ZipCode": p.zip, "Prefecture": p.pref, "City": p.city, "Address1": p.rest, "Address2": p.home,
		"PhoneNumber": p.phone[0] + p.phone[1] + p.phone[2]} {
		r[who+name] = value
	}
}

// yahooItemRows are the rows of the item file: one for each line of each order.
func yahooItemRows(sales []*sale) []row {
	var out []row
	for _, s := range sales {
		_, bare, _ := strings.Cut(s.number, yahooShop+"-")
		for i, l := range s.parcels[0].lines {
			r := row{}
			r.set("OrderId Id LineId Quantity ItemId UnitPrice UnitGetPoint LineSubTotal LineGetPoint Condition CouponDiscount OriginalPrice IsGetPointFix GetPointType",
				bare, s.number, i+1, l.qty, l.item, l.price, l.price/100, l.price*l.qty, l.price*l.qty/100, "new", 0, l.price, "FALSE", 0)
			r["Title"] = l.name
			if !l.single() {
				r["SubCode"], r["SubCodeOption"] = l.sku, l.variant
			}
			if l.release != "" {
				r["ReleaseDate"] = l.release.Time().Format("2006/01/02")
			}
			out = append(out, r)
		}
	}
	return out
}
