package stock

import (
	"cmp"
	"maps"
	"slices"

	"miseban/app/jst"
)

// Want is a line of an open order that needs stock.
type Want struct {
	Order    int64
	Line     int
	SKU      string // the catalogue's; empty = not known, then nothing is short
	Qty      int
	Pinned   bool       // printed or labelled: what it has, it keeps
	At       jst.Moment // order time, or the payment's where the owner says so
	Priority int        // higher is served earlier; 0 is normal
}

// Got is what a line was given.
type Got struct {
	Order   int64
	Line    int
	SKU     string
	Want    int
	Got     int
	Managed bool // false: the SKU's stock is not known, so nothing is reserved and nothing is missing
}

// Shortage is what a line of an order still lacks.
type Shortage struct {
	Line             int
	SKU              string
	Want             int
	Got              int
	CoveredByOnOrder bool // the supplier already owes enough for it and for all who wait before it
}

// Waiting is an order in the queue for a SKU.
type Waiting struct {
	Order            int64
	Line             int
	Qty              int // units that it lacks
	CoveredByOnOrder bool
}

// Balance is the state of one SKU after allocation, in units.
type Balance struct {
	SKU       string
	OnHand    *int // as in the ledger; nil = stock not managed
	OnOrder   int  // 発注残
	Demand    int  // wanted by open orders
	Allocated int
	Free      int // on hand, not allocated; never negative
	Shortage  int // wanted, not allocated; 0 where stock is not managed
	Waiting   []Waiting
	Orders    []int64 // all open orders that want it, in the order of service
}

// Allocation is a proposal of who gets which stock.
type Allocation struct {
	Lines []Got                // in the order of service
	Short map[int64][]Shortage // per order that lacks something, in the order of service
	SKUs  map[string]Balance   // every SKU of the stock, of the purchases or of the wants
}

// Allocate gives the stock on hand to wants: pinned ones first, then by priority, time and order number. A line gets all that it
// wants or what is left. A SKU that is not in onHand has no managed stock and is never short; negative stock counts as none.
// onOrder is what suppliers still owe; it is not given out, it only tells who is waiting for goods that will come. The result
// does not depend on the order of wants.
func Allocate(onHand, onOrder map[string]int, wants []Want) Allocation {
	queue := make([]Want, 0, len(wants))
	for _, w := range wants {
		if w.SKU != "" && w.Qty > 0 {
			queue = append(queue, w)
		}
	}
	slices.SortFunc(queue, before)

	balances := make(map[string]*Balance, len(onHand))
	balance := func(sku string) *Balance {
		b := balances[sku]
		if b == nil {
			b = &Balance{SKU: sku, OnOrder: max(onOrder[sku], 0)}
			if n, managed := onHand[sku]; managed {
				b.OnHand, b.Free = &n, max(n, 0)
			}
			balances[sku] = b
		}
		return b
	}
	for sku := range onHand {
		balance(sku)
	}
	for sku := range onOrder {
		balance(sku)
	}

	type orderSKU struct {
		order int64
		sku   string
	}
	seen := make(map[orderSKU]bool, len(queue))
	a := Allocation{Lines: make([]Got, 0, len(queue)), Short: map[int64][]Shortage{}}
	for _, w := range queue {
		b := balance(w.SKU)
		b.Demand += w.Qty
		if k := (orderSKU{w.Order, w.SKU}); !seen[k] {
			seen[k] = true
			b.Orders = append(b.Orders, w.Order)
		}
		g := Got{Order: w.Order, Line: w.Line, SKU: w.SKU, Want: w.Qty, Managed: b.OnHand != nil}
		if g.Managed {
			g.Got = min(w.Qty, b.Free)
			b.Allocated += g.Got
			b.Free -= g.Got
			if lacks := w.Qty - g.Got; lacks > 0 {
				b.Shortage += lacks
				// Arriving goods go down the same queue, so whoever waits behind an uncovered order is not covered either.
				covered := b.Shortage <= b.OnOrder
				b.Waiting = append(b.Waiting, Waiting{Order: w.Order, Line: w.Line, Qty: lacks, CoveredByOnOrder: covered})
				a.Short[w.Order] = append(a.Short[w.Order], Shortage{Line: w.Line, SKU: w.SKU, Want: w.Qty, Got: g.Got, CoveredByOnOrder: covered})
			}
		}
		a.Lines = append(a.Lines, g)
	}
	a.SKUs = make(map[string]Balance, len(balances))
	for sku, b := range balances {
		a.SKUs[sku] = *b
	}
	return a
}

// Codes lists the SKUs of the allocation, sorted.
func (a Allocation) Codes() []string { return slices.Sorted(maps.Keys(a.SKUs)) }

// before orders wants by who is served first. It looks at every field, so that equal wants are interchangeable.
func before(a, b Want) int {
	pinned := func(w Want) int {
		if w.Pinned {
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(pinned(a), pinned(b)),
		cmp.Compare(b.Priority, a.Priority),
		cmp.Compare(a.At, b.At),
		cmp.Compare(a.Order, b.Order),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.SKU, b.SKU),
		cmp.Compare(a.Qty, b.Qty),
	)
}
