package mall_test

import (
	"slices"
	"strings"
	"testing"

	"miseban/app/order"
)

func TestAmazonsUnshippedReport(t *testing.T) {
	_, data := sample(t, "amazon_orders.sample.txt")
	for _, layout := range []string{"amazon_unshipped", "amazon_unshipped2025"} {
		r := read(t, amazonUnshipped(t, layout, data))
		if r.err != nil || len(r.parsed) != 7 || len(r.refused) != 0 || r.format.ID != "amazon_unshipped" {
			t.Fatalf("%s: %d orders, refused %+v, error %v", layout, len(r.parsed), r.refused, r.err)
		}
		f := r.parsed[1].Facts
		if f.Total != nil || f.Goods != nil || f.Uncertain != nil || f.Lines[0].UnitPrice != nil || f.GiftMark != nil || f.Comment != nil || !f.NoComment {
			t.Errorf("%s tells what it has no column for:\n%s", layout, dump(f))
		}
		if !f.Refreshed || !*f.MallSettles || !*f.Paid || *f.Clearance != order.Cleared || *f.Promise != "2026-10-08" || *f.Lines[2].Qty != 3 ||
			*f.Lines[2].Shipped != 0 || len(*f.Alerts) != 0 {
			t.Errorf("%s: got\n%s", layout, dump(f))
		}
		if p := *f.Destinations[0].Phone; p != "0600001002" {
			t.Errorf("%s: phone %q", layout, p)
		}
	}
}

func TestAmazonPaymentsAndDeadlines(t *testing.T) {
	_, data := sample(t, "amazon_orders.sample.txt")
	base := with(data[0], map[string]string{"quantity-purchased": "2", "quantity-to-ship": "1", "quantity-shipped": "1", "promise-date": "2026-10-08T14:59:59+00:00"})
	for _, c := range []struct {
		method, verge string
		alerts        []string
		settles, paid bool
	}{
		{"", "false", nil, true, true},
		{"Other", "", nil, true, true},
		{"CVS", "false", nil, false, true},
		{"COD", "false", []string{"cod_ended"}, false, false},
		{"Other", "true", []string{"verge_of_cancellation"}, true, true},
	} {
		f := one(t, tsv(t, header(t, "amazon_unshipped"), rows{with(base, map[string]string{"payment-method": c.method, "verge-of-cancellation": c.verge})}))
		var kinds []string
		for _, a := range *f.Alerts {
			kinds = append(kinds, a.Kind)
		}
		if !slices.Equal(kinds, c.alerts) || order.Value(f.MallSettles) != c.settles || order.Value(f.Paid) != c.paid || *f.Clearance != order.Cleared {
			t.Errorf("%q %q: alerts %v, got\n%s", c.method, c.verge, kinds, dump(f))
		}
		if *f.Lines[0].Shipped != 1 {
			t.Errorf("shipped %d of 2", *f.Lines[0].Shipped)
		}
	}
}

func TestAmazonAmounts(t *testing.T) {
	names, data := sample(t, "amazon_orders.sample.txt")
	get := func(change map[string]string) *order.Facts { return one(t, tsv(t, names, rows{with(data[0], change)})) }
	if f := get(map[string]string{"item-price": "1000", "quantity-purchased": "3"}); f.Lines[0].UnitPrice != nil || *f.Goods != 1000 {
		t.Errorf("a price that does not divide: %v", f.Lines[0].UnitPrice)
	}
	if f := get(map[string]string{"item-price": ""}); f.Goods != nil || f.Total != nil {
		t.Errorf("a price that is not told: %v", f.Total)
	}
	f := get(map[string]string{"item-price": "2160.00", "shipping-price": "410", "gift-wrap-price": "100", "item-promotion-discount": "200", "ship-promotion-discount": "-410"})
	if *f.Total != 2060 || *f.Coupon != 610 || !*f.Uncertain {
		t.Errorf("got\n%s", dump(f))
	}
	f = get(map[string]string{"delivery-start-date": "2026-10-15T14:00:00+09:00", "delivery-end-date": "2026-10-15T16:00:00+09:00"})
	if *f.WishDate != "2026-10-15" || *f.WishSlot != "14-16" {
		t.Errorf("wish %s %s", *f.WishDate, *f.WishSlot)
	}
	// The building never runs into the street number.
	f = get(map[string]string{"ship-address-1": "渋谷区神宮前1-2-3", "ship-address-2": "405", "ship-address-3": "㈱サンプル"})
	if *f.Destinations[0].Address != "東京都渋谷区神宮前1-2-3 405 ㈱サンプル" {
		t.Errorf("address %q", *f.Destinations[0].Address)
	}
	// The day changes on the way from UTC to Japan.
	f = get(map[string]string{"purchase-date": "2026-01-31T15:30:00+00:00"})
	if f.OrderedAt.Date() != "2026-02-01" {
		t.Errorf("ordered on %s", f.OrderedAt.Date())
	}
}

// A value with a stray line break tears a row in two: its order is refused, the next is read.
func TestATornRowOfAmazon(t *testing.T) {
	names, data := sample(t, "amazon_orders.sample.txt")
	text := string(tsv(t, names, data))
	torn := strings.Replace(text, "250-0000003-0000003\t50000000000685\t", "250-0000003-0000003\t500000\r\n00000685\t", 1)
	r := read(t, []byte(torn))
	if r.err != nil || r.rows != 10 || len(r.parsed) != 6 || len(r.refused) != 2 || r.refused[0].No != "" || r.refused[1].No != "250-0000003-0000003" {
		t.Errorf("%d rows, %d orders, refused %+v, error %v", r.rows, len(r.parsed), r.refused, r.err)
	}
}
