package buy

import (
	"context"
	"maps"
	"slices"

	"miseban/app/flow/desk"
	"miseban/app/purchase"
	"miseban/app/stock"
)

// Propose works out what to buy from whom, from the stock, the open orders of all shops and what is on order already. The
// desk must be warm. Where a maker's list (在庫表) speaks against a line, its arithmetic ends with what it says; quantities do
// not change by it.
func Propose(ctx context.Context, d *desk.Desk) ([]purchase.SupplierProposal, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	g := d.Goods()
	in := purchase.Input{Allocation: d.Allocation(), OrderNumber: func(id int64) string { return orderNo(d, id) }}
	for _, code := range slices.Sorted(maps.Keys(g.SKUs)) {
		in.SKUs = append(in.SKUs, g.SKUs[code])
	}
	for _, name := range slices.Sorted(maps.Keys(g.Suppliers)) {
		in.Suppliers = append(in.Suppliers, g.Suppliers[name])
	}
	all := purchase.Propose(in)
	return all, noteMakers(ctx, d, all)
}

// orderNo is the number that the owner knows an order by.
func orderNo(d *desk.Desk, id int64) string {
	if r := d.Row(id); r != nil {
		return r.No
	}
	return ""
}

// SKUStock is how one SKU stands: what is there, who gets it, what is missing. Counts are units.
type SKUStock struct {
	SKU       string         `json:"sku"`
	Name      string         `json:"name"`
	OnHand    *int           `json:"on_hand"` // null = stock not managed
	Demand    int            `json:"demand"`  // wanted by open orders
	Allocated int            `json:"allocated"`
	Free      int            `json:"free"`
	Shortage  int            `json:"shortage"`
	OnOrder   int            `json:"on_order"`
	Waiting   []WaitingOrder `json:"waiting"` // in the order in which they will be served
}

// WaitingOrder is an order that lacks something of a SKU.
type WaitingOrder struct {
	OrderNo string `json:"order_no"`
	Qty     int    `json:"qty"`      // units that it lacks
	Ordered bool   `json:"on_order"` // the supplier already owes enough for it
}

// ShortOrder is an open order that lacks something.
type ShortOrder struct {
	OrderNo string      `json:"order_no"`
	Status  string      `json:"status"` // stable id
	Name    string      `json:"-"`      // the status in Japanese
	Lines   []ShortLine `json:"lines"`
}

// ShortLine is what an order wants of a SKU and what it got; units.
type ShortLine struct {
	SKU  string `json:"sku"`
	Want int    `json:"want"`
	Got  int    `json:"got"`
}

// Allocation is who gets which stock.
type Allocation struct {
	SKUs   []SKUStock   `json:"skus"`
	Orders []ShortOrder `json:"orders_short"` // the oldest first
}

// Allocated gives who gets which stock now, in words that need no ids. The desk must be warm.
func Allocated(d *desk.Desk) Allocation {
	a, g := d.Allocation(), d.Goods()
	out := Allocation{SKUs: []SKUStock{}, Orders: []ShortOrder{}}
	codes := map[string]bool{}
	for code := range a.SKUs {
		codes[code] = true
	}
	for code := range g.SKUs {
		codes[code] = true
	}
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		b := a.SKUs[code]
		s := SKUStock{SKU: code, Name: g.SKUs[code].Title(), OnHand: b.OnHand, Demand: b.Demand, Allocated: b.Allocated, Free: b.Free,
			Shortage: b.Shortage, OnOrder: b.OnOrder, Waiting: []WaitingOrder{}}
		for _, w := range b.Waiting {
			s.Waiting = append(s.Waiting, WaitingOrder{orderNo(d, w.Order), w.Qty, w.CoveredByOnOrder})
		}
		out.SKUs = append(out.SKUs, s)
	}
	for _, id := range oldestFirst(d, a.Short) {
		r := d.Row(id)
		o := ShortOrder{OrderNo: r.No, Status: r.Status.ID(), Name: r.Status.Name()}
		for _, s := range a.Short[id] {
			o.Lines = append(o.Lines, ShortLine{s.SKU, s.Want, s.Got})
		}
		out.Orders = append(out.Orders, o)
	}
	return out
}

func oldestFirst(d *desk.Desk, short map[int64][]stock.Shortage) []int64 {
	var rows []*desk.Row
	for id := range short {
		if r := d.Row(id); r != nil {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b *desk.Row) int {
		if a.OrderedAt != b.OrderedAt {
			return int(a.OrderedAt - b.OrderedAt)
		}
		return int(a.ID - b.ID)
	})
	out := make([]int64, len(rows))
	for i, r := range rows {
		out[i] = r.ID
	}
	return out
}
