package stock_test

import (
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/stock"
)

// A week on the shelf: counted on Monday, sold, received, returned, counted again on Friday.
func TestAWeekOnTheShelf(t *testing.T) {
	week := []stock.Movement{
		{SKU: "towel", Kind: stock.Receipt, Qty: 99, At: 50, Ref: "数える前の入荷"},
		{SKU: "towel", Kind: stock.Count, Qty: 20, At: 100},
		{SKU: "towel", Kind: stock.Shipment, Qty: 6, At: 200},
		{SKU: "towel", Kind: stock.Receipt, Qty: 12, At: 300},
		{SKU: "towel", Kind: stock.Return, Qty: 1, At: 350},
		{SKU: "towel", Kind: stock.Correction, Qty: -2, At: 400},
		{SKU: "mug", Kind: stock.Shipment, Qty: 2, At: 400},
		{SKU: "yunomi", Kind: stock.Receipt, Qty: 3, At: 400},
		{SKU: "yunomi", Kind: stock.Shipment, Qty: 1, At: 500},
	}
	got := stock.OnHand(week, "yunomi", "sara")
	if got["towel"] != 25 || got["yunomi"] != 2 || got["sara"] != 0 {
		t.Error(got)
	}
	if _, known := got["mug"]; known || len(got) != 3 {
		t.Error("a SKU that was never counted is unknown:", got)
	}
	friday := append(week, stock.Movement{SKU: "towel", Kind: stock.Count, Qty: 24, At: 500},
		stock.Movement{SKU: "towel", Kind: stock.Shipment, Qty: 4, At: 500}, // the same second, entered behind the count
		stock.Movement{SKU: "towel", Kind: stock.Receipt, Qty: 7, At: 450})  // found on Saturday, but it was there when she counted
	if got := stock.OnHand(friday)["towel"]; got != 20 {
		t.Error("after Friday's count:", got)
	}
}

// She counts 24, sees a box behind the shelf and enters 30 at once: the later entry holds.
func TestCountingAgainWithinTheSecond(t *testing.T) {
	got := stock.OnHand([]stock.Movement{{SKU: "a", Kind: stock.Count, Qty: 24, At: 7}, {SKU: "a", Kind: stock.Count, Qty: 30, At: 7}})
	if got["a"] != 30 {
		t.Error(got)
	}
}

// A count forgets everything before it, and from then on only the sum matters.
func TestACountForgetsThePast(t *testing.T) {
	kinds := []stock.Kind{stock.Count, stock.Receipt, stock.Shipment, stock.Return, stock.Correction}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(from, to int) []stock.Movement {
			return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) stock.Movement {
				return stock.Movement{SKU: "a", Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Qty: rapid.IntRange(0, 50).Draw(t, "qty"), At: jst.Moment(rapid.IntRange(from, to).Draw(t, "at"))}
			}), 0, 12).Draw(t, "movements")
		}
		before, after := draw(0, 99), draw(101, 200)
		n := rapid.IntRange(0, 50).Draw(t, "count")
		count := stock.Movement{SKU: "a", Kind: stock.Count, Qty: n, At: 100}
		with := stock.OnHand(append(append(append([]stock.Movement{}, after...), count), before...))["a"]
		without := stock.OnHand(append([]stock.Movement{count}, after...))["a"]
		if with != without {
			t.Fatalf("the past changes the stock: %d, %d", with, without)
		}
		one := stock.Movement{SKU: "a", Kind: stock.Shipment, Qty: 1, At: 300}
		if got := stock.OnHand(append(append([]stock.Movement{count}, after...), one))["a"]; got != without-1 {
			t.Fatalf("shipping one of %d leaves %d", without, got)
		}
	})
}
