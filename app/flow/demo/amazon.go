package demo

import (
	"fmt"
	"time"

	"miseban/app/jst"
)

// amazonRows are the rows of both reports, one for each item: the order report has prices and words, the one of unshipped
// orders the day by which to ship. Each file takes the columns that it has.
func amazonRows(sales []*sale, today jst.Date) []row {
	var out []row
	for _, s := range sales {
		p := s.parcels[0]
		at := s.at.UTC().Format("2006-01-02T15:04:05+00:00")
		phone := fmt.Sprintf("%s-%s-%s", s.by.phone[0], s.by.phone[1], s.by.phone[2])
		for i, l := range p.lines {
			r := row{}
			r.set("order-id order-item-id purchase-date payments-date buyer-email sku quantity-purchased currency item-price item-tax is-prime",
				s.number, 5_000_000_000_000_0+s.serial*10+int64(i), at, at, s.by.masked("amazon", 14)+"@marketplace.amazon.co.jp", l.amazon, l.qty, "JPY", l.price*l.qty, 0, "false")
			r["buyer-name"], r["buyer-phone-number"], r["recipient-name"], r["product-name"] = s.by.name(), phone, p.to.name(), l.title()
			r.set("ship-address-1 ship-address-2 ship-state ship-country ship-postal-code ship-service-level", p.to.city+p.to.rest, "", p.to.pref, "JP", p.to.zip[:3]+"-"+p.to.zip[3:], "Standard")
			r["ship-address-2"] = p.to.home
			r["ship-phone-number"] = fmt.Sprintf("%s-%s-%s", p.to.phone[0], p.to.phone[1], p.to.phone[2])
			r["gift-wrap-type"], r["gift-message-text"], r["delivery-Instructions"] = p.wrap, p.message, oneLine(s.comment)
			r.set("shipping-price shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount", 0, 0, 0, 0, 0, 0)
			if i == 0 {
				r.set("shipping-price gift-wrap-price", s.shipping(), p.wrapFee)
				if s.coupon > 0 {
					r.set("item-promotion-discount item-promotion-id", -s.coupon, fmt.Sprintf("DEMO-%dOFF", s.coupon))
				}
			}
			if s.wish != "" {
				from, to := s.wishedHours()
				r["delivery-start-date"], r["delivery-end-date"] = from.Format(time.RFC3339), to.Format(time.RFC3339)
				r["scheduled-delivery-start-date"], r["scheduled-delivery-end-date"] = r["delivery-start-date"], r["delivery-end-date"]
				r["delivery-time-zone"], r["ship-service-level"] = "Asia/Tokyo", "Scheduled"
			}
			promise := max(jst.DateOf(s.at).AddDays(3), today).Time().Add(24*time.Hour - time.Second)
			r.set("reporting-date promise-date days-past-promise quantity-shipped quantity-to-ship cod-collectible-amount already-paid payment-method-fee points-granted verge-of-cancellation verge-of-lateShipment",
				today.Time().Add(8*time.Hour).Format(time.RFC3339), promise.Format(time.RFC3339), -int(promise.Sub(today.Time()).Hours()/24), 0, l.qty, "", "", "", 0, "false", "false")
			r["payment-method"] = "Other"
			out = append(out, r)
		}
	}
	return out
}

// wishedHours are the wished hours of the wished day; the whole day without a wished time.
func (s *sale) wishedHours() (from, to time.Time) {
	day := s.wish.Time()
	a, b := 0, 0
	switch {
	case s.slot == "am":
		a, b = 8, 12
	case s.slot != "":
		if n, err := fmt.Sscanf(s.slot, "%d-%d", &a, &b); n != 2 || err != nil {
			a, b = 0, 0
		}
	}
	if b == 0 {
		return day, day.Add(24*time.Hour - time.Second)
	}
	return day.Add(time.Duration(a) * time.Hour), day.Add(time.Duration(b) * time.Hour)
}
