package stock_test

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/stock"
)

// Monday: five orders want six towels, and twelve more are on their way from the supplier.
func TestMondaysTowels(t *testing.T) {
	a := stock.Allocate(map[string]int{"towel": 6, "mug": -2}, map[string]int{"towel": 3}, []stock.Want{
		{Order: 11, Line: 1, SKU: "towel", Qty: 2, At: 100},
		{Order: 12, Line: 1, SKU: "towel", Qty: 3, At: 90},
		{Order: 13, Line: 1, SKU: "towel", Qty: 2, At: 300, Pinned: true},
		{Order: 14, Line: 1, SKU: "towel", Qty: 2, At: 400},
		{Order: 15, Line: 1, SKU: "towel", Qty: 1, At: 500},
		{Order: 15, Line: 2, SKU: "card", Qty: 9, At: 500},
		{Order: 16, Line: 1, SKU: "mug", Qty: 1, At: 500},
		{Order: 17, Line: 1, SKU: "", Qty: 4, At: 1},
	})
	towel := a.SKUs["towel"]
	if *towel.OnHand != 6 || towel.Allocated != 6 || towel.Free != 0 || towel.Demand != 10 || towel.Shortage != 4 || towel.OnOrder != 3 {
		t.Errorf("%+v", towel)
	}
	// The printed order 13 first, then 12, and 11 gets the last one of its two.
	want := []stock.Waiting{{Order: 11, Line: 1, Qty: 1, CoveredByOnOrder: true}, {Order: 14, Line: 1, Qty: 2, CoveredByOnOrder: true}, {Order: 15, Line: 1, Qty: 1}}
	if !reflect.DeepEqual(towel.Waiting, want) {
		t.Errorf("waiting: %+v", towel.Waiting)
	}
	if got := a.Short[11]; !reflect.DeepEqual(got, []stock.Shortage{{Line: 1, SKU: "towel", Want: 2, Got: 1, CoveredByOnOrder: true}}) {
		t.Errorf("order 11: %+v", got)
	}
	if len(a.Short[12])+len(a.Short[13])+len(a.Short[17]) != 0 {
		t.Errorf("%+v", a.Short)
	}
	if len(a.Short[15]) != 1 || a.SKUs["card"].OnHand != nil || a.SKUs["card"].Shortage != 0 || a.SKUs["card"].Demand != 9 {
		t.Error("cards are not managed, so they are never short:", a.Short[15], a.SKUs["card"])
	}
	if mug := a.SKUs["mug"]; mug.Shortage != 1 || mug.Free != 0 || *mug.OnHand != -2 {
		t.Errorf("a ledger below zero counts as nothing on the shelf: %+v", mug)
	}
	if !reflect.DeepEqual(a.Codes(), []string{"card", "mug", "towel"}) {
		t.Error(a.Codes())
	}
}

// Who gets the last one is decided by the queue: priority, then time, then order number.
func TestWhoIsServedFirst(t *testing.T) {
	wants := []stock.Want{
		{Order: 4, SKU: "a", Qty: 1, At: 10},
		{Order: 3, SKU: "a", Qty: 1, At: 10},
		{Order: 5, SKU: "a", Qty: 1, At: 5},
		{Order: 6, SKU: "a", Qty: 1, At: 99, Priority: 1},
		{Order: 7, SKU: "a", Qty: 1, At: 1, Priority: -1},
		{Order: 8, SKU: "a", Qty: 1, At: 100, Pinned: true, Priority: -5},
	}
	var got []int64
	for _, l := range stock.Allocate(nil, nil, wants).Lines {
		got = append(got, l.Order)
	}
	if !reflect.DeepEqual(got, []int64{8, 6, 5, 3, 4, 7}) {
		t.Error(got)
	}
}

// Two wants that differ in the quantity alone (a set of the same line) are served the same way, however they come in.
func TestWantsThatDifferInQuantityAlone(t *testing.T) {
	one, five := stock.Want{Order: 1, Line: 1, SKU: "a", Qty: 1}, stock.Want{Order: 1, Line: 1, SKU: "a", Qty: 5}
	onHand := map[string]int{"a": 3}
	if a, b := stock.Allocate(onHand, nil, []stock.Want{one, five}), stock.Allocate(onHand, nil, []stock.Want{five, one}); !reflect.DeepEqual(a, b) {
		t.Errorf("%+v\n%+v", a, b)
	}
}

func drawStock(t *rapid.T, name string, from int) map[string]int {
	return rapid.MapOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), rapid.IntRange(from, 12), 0, 4).Draw(t, name)
}

func drawWants(t *rapid.T) []stock.Want {
	n := rapid.IntRange(0, 25).Draw(t, "n")
	wants := make([]stock.Want, n)
	for i := range wants {
		wants[i] = stock.Want{
			Order: int64(rapid.IntRange(1, 8).Draw(t, "order")), Line: i, SKU: rapid.SampledFrom([]string{"", "a", "b", "c", "d"}).Draw(t, "sku"),
			Qty: rapid.IntRange(0, 6).Draw(t, "qty"), Pinned: rapid.Bool().Draw(t, "pinned"),
			At: jst.Moment(rapid.IntRange(0, 5).Draw(t, "at")), Priority: rapid.IntRange(-1, 1).Draw(t, "priority"),
		}
	}
	return wants
}

func TestAllocationKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		onHand, onOrder, wants := drawStock(t, "on hand", -2), drawStock(t, "on order", 0), drawWants(t)
		a := stock.Allocate(onHand, onOrder, wants)

		given, lacking := map[string]int{}, map[string]int{}
		for _, l := range a.Lines {
			if l.Got < 0 || l.Got > l.Want {
				t.Fatalf("%+v", l)
			}
			given[l.SKU] += l.Got
			if l.Managed {
				lacking[l.SKU] += l.Want - l.Got
			}
		}
		for sku, b := range a.SKUs {
			n, managed := onHand[sku]
			if given[sku] > max(n, 0) {
				t.Fatalf("%s: gave %d of %d", sku, given[sku], n)
			}
			if managed != (b.OnHand != nil) || b.Allocated != given[sku] || b.Shortage != lacking[sku] {
				t.Fatalf("%+v: given %d, lacking %d", b, given[sku], lacking[sku])
			}
			if managed && b.Allocated+b.Free != max(n, 0) || b.Free > 0 && b.Shortage > 0 {
				t.Fatalf("stock lies free while orders wait, or is lost: %+v", b)
			}
			sum, covered := 0, 0
			for _, w := range b.Waiting {
				if sum += w.Qty; w.CoveredByOnOrder {
					covered += w.Qty
				}
			}
			if sum != b.Shortage || covered > max(onOrder[sku], 0) {
				t.Fatalf("waiting for %d, short %d, covered %d of %d", sum, b.Shortage, covered, onOrder[sku])
			}
		}

		if again := stock.Allocate(onHand, onOrder, rapid.Permutation(wants).Draw(t, "another order")); !reflect.DeepEqual(a, again) {
			t.Fatal("the order in which wants come in changes who gets what")
		}

		// Printed orders get what they would get if nobody else had ordered.
		var pinned []stock.Want
		for _, w := range wants {
			if w.Pinned {
				pinned = append(pinned, w)
			}
		}
		got := map[int]int{}
		for _, l := range a.Lines {
			got[l.Line] = l.Got
		}
		for _, l := range stock.Allocate(onHand, onOrder, pinned).Lines {
			if got[l.Line] != l.Got {
				t.Fatalf("printed order %d lost stock: %d instead of %d", l.Order, got[l.Line], l.Got)
			}
		}
	})
}

// A busy season: 20,000 waiting lines over 2,000 SKUs.
func BenchmarkAllocate20000Lines(b *testing.B) {
	onHand, onOrder := map[string]int{}, map[string]int{}
	wants := make([]stock.Want, 20_000)
	for i := range wants {
		sku := fmt.Sprintf("sku-%04d", i*7919%2000)
		onHand[sku], onOrder[sku] = 12, 3
		wants[i] = stock.Want{Order: int64(i / 2), Line: i, SKU: sku, Qty: 1 + i%3, At: jst.Moment(i * 7919 % 20_000)}
	}
	b.ReportAllocs()
	for b.Loop() {
		stock.Allocate(onHand, onOrder, wants)
	}
}
