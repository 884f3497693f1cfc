// Package purchase works out what to buy from whom, with the arithmetic that the owner can follow, and writes the order form
// (発注書) for the supplier. It is pure: it knows the catalogue and the allocation of stock, but neither databases nor windows,
// and it sends nothing.
package purchase

import (
	"miseban/app/stock"
	"miseban/app/yen"
)

// Unassigned is the heading over SKUs whose supplier is not known. They can't be issued.
const Unassigned = "仕入先未設定"

// Line is one SKU that should be bought. Counts are units; money is without tax.
type Line struct {
	SKU          string
	SupplierCode string
	Name         string
	Variant      string
	Demand       int  // in open orders
	Stock        *int // nil = not managed
	OnOrder      int
	Free         int
	Shortage     int
	ReorderPoint *int
	Target       *int
	Lot          int
	ToOrder      bool // 取寄せ
	Quantity     int  // proposed
	Cost         *yen.Yen
	Amount       *yen.Yen // Cost × Quantity; nil where the cost is unknown
	Arithmetic   string   // how Quantity came about, as a Japanese sentence
	Waiting      []stock.Waiting
	Orders       []string // numbers of the orders that wait for it, in the order in which they will be served
}

// Minimum says whether a supplier's minimum amount (最低発注額) is reached.
type Minimum string

// The answers. MinimumUnsure: the known prices don't reach it, but some prices are unknown.
const (
	NoMinimum      Minimum = "none"
	MinimumReached Minimum = "reached"
	MinimumMissed  Minimum = "missed"
	MinimumUnsure  Minimum = "unsure"
)

// Name is the answer as the owner reads it.
func (m Minimum) Name() string {
	return map[Minimum]string{MinimumReached: "達しています", MinimumMissed: "達していません", MinimumUnsure: "単価未定の商品があり、分かりません"}[m]
}

// SupplierProposal is what should be bought from one supplier.
type SupplierProposal struct {
	Supplier    stock.Supplier // only the name where the supplier is not in the list of suppliers
	CanIssue    bool           // false for Unassigned
	Lines       []Line         // by SKU
	Amount      yen.Yen        // sum of the lines with a known cost, tax excluded
	UnknownCost int            // lines without a known cost
	Minimum     Minimum
	MissingYen  *yen.Yen // what is lacking to the minimum; only for MinimumMissed
}

// Issued is a line of a purchase that went out.
type Issued struct {
	SKU      string
	Quantity int
	Received int
	Closed   bool // the rest will not come
}

// OnOrder gives the units per SKU that suppliers still owe (発注残). More received than ordered is nothing owed.
func OnOrder(issued []Issued) map[string]int {
	owed := map[string]int{}
	for _, i := range issued {
		if rest := i.Quantity - i.Received; rest > 0 && !i.Closed {
			owed[i.SKU] += rest
		}
	}
	return owed
}
