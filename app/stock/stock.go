// Package stock holds the owner's catalogue (SKUs, suppliers, the malls' codes for them), the ledger of stock movements, and
// the allocation of stock to open orders. It is pure: it reads rows and numbers that are handed to it and knows nothing of
// file formats, databases, windows or the clock, nor of why an order is open.
package stock

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"miseban/app/jst"
	"miseban/app/yen"
)

// SKU is one sellable variant (colour, size) of the owner's catalogue. A nil or empty field is unknown, never zero.
type SKU struct {
	Code         string
	Name         string
	Variant      string // 色・サイズ, one text
	Supplier     string // the supplier's name; empty = 仕入先未設定
	SupplierCode string // the supplier's own code (仕入先品番)
	Cost         *yen.Yen
	TaxRate      *int // percent, 8 or 10
	ReorderPoint *int // 発注点, units
	Target       *int // 補充目標, units
	Lot          int  // ordered in multiples of this; see LotSize
	MinQty       int  // fewest units in one order to the supplier; 0 = none
	LeadDays     *int
	Managed      bool // stock is known: there was a count
	ToOrder      bool // 取寄せ: bought for each customer order, not kept on the shelf
	ReleaseDate  jst.Date
	Jan          string
	Location     string // 棚番
	Note         string
}

// LotSize is the lot, at least 1.
func (s SKU) LotSize() int { return max(s.Lot, 1) }

// Title is the name with the variant behind it, as on a list: 今治タオル フェイス 藍.
func (s SKU) Title() string { return strings.TrimSpace(s.Name + " " + s.Variant) }

// Supplier is whom the shop buys from.
type Supplier struct {
	Name          string
	Email         string
	Contact       string   // person or department
	MinimumAmount *yen.Yen // 最低発注額, tax excluded; nil = none known
	LeadDays      *int
	Note          string
}

// Key makes texts comparable that a person would call the same: width (NFKC), case and outer spaces don't count.
// It is for finding and grouping only; what is shown is the text as given.
func Key(s string) string { return strings.ToLower(strings.TrimSpace(norm.NFKC.String(s))) }
