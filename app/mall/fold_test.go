package mall_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"miseban/app/order"

	"pgregory.net/rapid"
)

// The owner downloads with her full template, then with a short one, or the other way round: nothing that the full file
// told is blanked, and no line or destination is doubled.
func TestAPoorerFileBlanksNothing(t *testing.T) {
	names, data := sample(t, "rakuten.sample.csv")
	orders := read(t, csv(t, names, data)).orders()
	rapid.Check(t, func(rt *rapid.T) {
		keep := rapid.SliceOfN(rapid.Bool(), len(names), len(names)).Draw(rt, "columns")
		var some []string
		for i, n := range names {
			if keep[i] || slices.Contains([]string{"注文番号", "商品明細ID", "送付先ID", "送付先姓", "個数"}, n) {
				some = append(some, n)
			}
		}
		short := read(t, csv(t, rapid.Permutation(some).Draw(rt, "order"), data)).orders()
		for no, rich := range orders {
			for _, facts := range [][]*order.Facts{{rich, short[no]}, {short[no], rich}} {
				got := order.Fold([]order.Reading{{Fresh: 1, Facts: facts[0]}, {Fresh: 2, Facts: facts[1]}})
				if lost := unknowns("facts", reflect.ValueOf(*rich), reflect.ValueOf(*got)); len(lost) > 0 {
					rt.Fatalf("%s: lost %v with columns %v", no, lost, some)
				}
				if got.NoComment || order.Value(got.GiftMark) != order.Value(rich.GiftMark) || order.Value(got.Total) != order.Value(rich.Total) {
					rt.Fatalf("%s: got\n%s\nwant\n%s", no, dump(got), dump(rich))
				}
			}
		}
	})
}

// Amazon's two reports tell of the same orders; in either order they make one, with the prices of the one and the
// deadline of the other.
func TestAmazonsTwoReportsMakeOneOrder(t *testing.T) {
	names, data := sample(t, "amazon_orders.sample.txt")
	orders := tsv(t, names, data)
	for _, layout := range []string{"amazon_unshipped", "amazon_unshipped2025"} {
		unshipped := amazonUnshipped(t, layout, data)
		for no, rich := range read(t, orders).orders() {
			for _, files := range [][][]byte{{orders, unshipped}, {unshipped, orders}} {
				got := folded(t, no, files...)
				if lost := unknowns("facts", reflect.ValueOf(*rich), reflect.ValueOf(*got)); len(lost) > 0 {
					t.Errorf("%s: lost or doubled: %v", no, lost)
				}
				if order.Value(got.Promise) != "2026-10-08" || got.NoComment || order.Value(got.Total) != order.Value(rich.Total) {
					t.Errorf("%s: got\n%s", no, dump(got))
				}
				if p := order.Value(got.Destinations[0].Phone); p != order.Value(rich.Destinations[0].Phone) {
					t.Errorf("%s: phone %q, want %q", no, p, order.Value(rich.Destinations[0].Phone))
				}
			}
		}
	}
}

// amazonUnshipped makes the unshipped report of the orders in an order report.
func amazonUnshipped(tb testing.TB, layout string, orders rows) []byte {
	var data rows
	for _, r := range orders {
		data = append(data, with(r, map[string]string{
			"reporting-date": "2026-10-07T00:00:00+00:00", "promise-date": "2026-10-08T14:59:59+00:00", "days-past-promise": "-1",
			"quantity-shipped": "0", "quantity-to-ship": r["quantity-purchased"], "payment-method": "Other",
			"verge-of-cancellation": "false", "verge-of-lateShipment": "false", "number-of-items": "1",
			"scheduled-delivery-start-date": r["delivery-start-date"], "scheduled-delivery-end-date": r["delivery-end-date"],
		}))
	}
	return tsv(tb, header(tb, layout), data)
}

// Yahoo! tells of an order in two files, which may come in either order.
func TestYahoosTwoFilesMakeOneOrder(t *testing.T) {
	for _, kind := range []string{"yahoo", "yahoo_custom"} {
		orders := csv(t, header(t, kind+"_order"), yahooOrders)
		items := csv(t, header(t, kind+"_item"), yahooItems)
		for _, files := range [][][]byte{{orders, items}, {items, orders}} {
			got := folded(t, "10000001", files...)
			if !got.Head || len(got.Lines) != 2 || len(got.Destinations) != 1 || order.Value(got.Total) != 5040 {
				t.Errorf("%s: got\n%s", kind, dump(got))
			}
			if order.Value(got.Shown) != "yshop-10000001" {
				t.Errorf("%s: shown as %q", kind, order.Value(got.Shown))
			}
		}
		// The short template, imported after the full one, erases neither comment nor gift.
		full := csv(t, header(t, "yahoo_order"), yahooOrders)
		got := folded(t, "10000001", full, items, orders)
		if order.Value(got.Comment) != "のしは外のしで\nお願いします" || !order.Value(got.GiftMark) || got.NoComment ||
			!strings.HasPrefix(order.Value(got.Destinations[0].Noshi), "御祝") || order.Value(got.Orderer.Name) != "山﨑 美咲" {
			t.Errorf("%s: got\n%s", kind, dump(got))
		}
	}
}
