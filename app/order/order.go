// Package order holds what the malls say about orders: readings of files, the facts folded from them, and the owner's
// corrections on top. It knows nothing of file formats, of judgements, or of where orders are kept.
package order

import (
	"miseban/app/jst"
	"miseban/app/yen"
)

// Clearance is what a mall's own processing state says about shipping an order. It decides before the payment class does.
type Clearance string

// The clearances. An own cart, which has no such state, leaves it nil.
const (
	Cleared          Clearance = "cleared"
	NotYet           Clearance = "not_yet"
	ClearanceUnknown Clearance = "unknown"
)

// Alert is something in the mall's own state that a person must look at before the order may go on.
type Alert struct {
	Kind string `cbor:"1,keyasint"` // stable id, such as cancel_pending
	Text string `cbor:"2,keyasint"` // one Japanese sentence
}

// NamedYen is an amount of its own name in an order's sum, tax included.
type NamedYen struct {
	Name string  `cbor:"1,keyasint" json:"name"`
	Yen  yen.Yen `cbor:"2,keyasint" json:"yen"`
}

// Person is the orderer. A nil field was in no file; an empty one was there and empty.
type Person struct {
	Name    *string `cbor:"1,keyasint,omitempty"`
	Kana    *string `cbor:"2,keyasint,omitempty"`
	Zip     *string `cbor:"3,keyasint,omitempty"` // digits
	Address *string `cbor:"4,keyasint,omitempty"` // prefecture first
	Phone   *string `cbor:"5,keyasint,omitempty"` // digits
	Email   *string `cbor:"6,keyasint,omitempty"` // as in the file, masked or not
}

// Destination is one place that a part of the order goes to.
type Destination struct {
	ID       string  `cbor:"1,keyasint,omitempty"` // the mall's id; empty when it has none
	Name     *string `cbor:"2,keyasint,omitempty"`
	Kana     *string `cbor:"3,keyasint,omitempty"`
	Zip      *string `cbor:"4,keyasint,omitempty"` // digits
	Address  *string `cbor:"5,keyasint,omitempty"` // prefecture first
	Phone    *string `cbor:"6,keyasint,omitempty"` // digits
	Noshi    *string `cbor:"7,keyasint,omitempty"`
	Wrapping *string `cbor:"8,keyasint,omitempty"`
	Message  *string `cbor:"9,keyasint,omitempty"`
}

// Key finds the destination again in a later file: the mall's id, else name and address.
func (d Destination) Key() string {
	if d.ID != "" {
		return "#" + d.ID
	}
	return Value(d.Name) + "\x1f" + Value(d.Address)
}

// Line is one item of an order.
type Line struct {
	ID        string    `cbor:"1,keyasint,omitempty"` // the mall's line id; empty when it has none
	Code      *string   `cbor:"2,keyasint,omitempty"` // item code
	SKU       *string   `cbor:"3,keyasint,omitempty"` // the mall's variant code
	Name      *string   `cbor:"4,keyasint,omitempty"`
	Options   *[]string `cbor:"5,keyasint,omitempty"` // "カラー:藍"
	Qty       *int      `cbor:"6,keyasint,omitempty"`
	UnitPrice *yen.Yen  `cbor:"7,keyasint,omitempty"` // tax included
	TaxRate   *int      `cbor:"8,keyasint,omitempty"` // percent
	Dest      string    `cbor:"9,keyasint,omitempty"` // Key of its destination; empty = the only one
	Shipped   *int      `cbor:"10,keyasint,omitempty"`
	Release   *jst.Date `cbor:"11,keyasint,omitempty"`
	Preorder  *bool     `cbor:"12,keyasint,omitempty"`
}

// Facts is what files say about one order. A nil field was in no file.
type Facts struct {
	Shown        *string       `cbor:"1,keyasint,omitempty"` // the order number as the owner sees it at the mall
	OrderedAt    *jst.Moment   `cbor:"2,keyasint,omitempty"`
	StatusRaw    *string       `cbor:"3,keyasint,omitempty"`
	Cancelled    *bool         `cbor:"4,keyasint,omitempty"`
	Clearance    *Clearance    `cbor:"5,keyasint,omitempty"`
	ClearanceWhy *string       `cbor:"6,keyasint,omitempty"` // Japanese: the mall's state and what the owner must do, if anything
	Alerts       *[]Alert      `cbor:"7,keyasint,omitempty"`
	ShippedMall  *bool         `cbor:"8,keyasint,omitempty"` // the mall already counts it as shipped
	PaymentText  *string       `cbor:"9,keyasint,omitempty"`
	MallSettles  *bool         `cbor:"10,keyasint,omitempty"` // the mall settles every payment; its files have no payment column
	Paid         *bool         `cbor:"11,keyasint,omitempty"`
	PayBy        *jst.Date     `cbor:"12,keyasint,omitempty"`
	Total        *yen.Yen      `cbor:"13,keyasint,omitempty"` // what the customer pays, tax included
	Uncertain    *bool         `cbor:"14,keyasint,omitempty"` // Total rests on an unverified reading
	Unconfirmed  *bool         `cbor:"15,keyasint,omitempty"` // the mall has not fixed the amount
	Goods        *yen.Yen      `cbor:"16,keyasint,omitempty"`
	Shipping     *yen.Yen      `cbor:"17,keyasint,omitempty"`
	CODFee       *yen.Yen      `cbor:"18,keyasint,omitempty"`
	WrappingFee  *yen.Yen      `cbor:"19,keyasint,omitempty"`
	Coupon       *yen.Yen      `cbor:"20,keyasint,omitempty"` // positive
	Points       *yen.Yen      `cbor:"21,keyasint,omitempty"` // positive
	Other        *[]NamedYen   `cbor:"22,keyasint,omitempty"`
	Orderer      Person        `cbor:"23,keyasint"`
	Comment      *string       `cbor:"24,keyasint,omitempty"` // the customer's own words
	CommentRaw   *string       `cbor:"25,keyasint,omitempty"` // the cell as it is
	Memo         *string       `cbor:"26,keyasint,omitempty"` // the shop's own note at the mall
	GiftMark     *bool         `cbor:"27,keyasint,omitempty"` // the mall's own gift flag, wrapping, のし or message
	Preorder     *bool         `cbor:"28,keyasint,omitempty"`
	Release      *jst.Date     `cbor:"29,keyasint,omitempty"`
	WishDate     *jst.Date     `cbor:"30,keyasint,omitempty"` // empty = no wish
	WishTime     *string       `cbor:"31,keyasint,omitempty"` // the mall's code
	WishSlot     *string       `cbor:"32,keyasint,omitempty"` // "14-16", "am", or the mall's words
	Method       *string       `cbor:"33,keyasint,omitempty"` // shipping method as in the file
	Promise      *jst.Date     `cbor:"34,keyasint,omitempty"` // the mall's own last day for shipping
	Destinations []Destination `cbor:"35,keyasint,omitempty"`
	Lines        []Line        `cbor:"36,keyasint,omitempty"`
	AllLines     bool          `cbor:"37,keyasint,omitempty"` // the file lists every line of its orders; else a missing one says nothing
	Head         bool          `cbor:"38,keyasint,omitempty"` // the file tells of the order itself, not of its lines alone
	NoComment    bool          `cbor:"39,keyasint,omitempty"` // the layout had a head but no comment column
	Refreshed    bool          `cbor:"40,keyasint,omitempty"` // an unshipped list: it says by absence that an order has gone out
	Listed       *jst.Moment   `cbor:"41,keyasint,omitempty"` // made by Fold: the freshest unshipped list that names the order
}

// Value gives what p points to, or the zero value when it is not known.
func Value[T any](p *T) T {
	if p == nil {
		var none T
		return none
	}
	return *p
}

// Known gives a pointer to v: a value that a file has told us.
func Known[T any](v T) *T { return &v }

// DestinationOf gives the index of the destination that the line goes to.
func (f *Facts) DestinationOf(l Line) int {
	for i, d := range f.Destinations {
		if l.Dest == d.Key() {
			return i
		}
	}
	return 0
}

// Pieces is the number of goods in the order.
func (f *Facts) Pieces() int {
	n := 0
	for _, l := range f.Lines {
		n += Value(l.Qty)
	}
	return n
}

// Findable says whether everything in the facts has an id of the mall's, by which a later file finds it again for sure: every
// line, and every destination where there are several.
func (f *Facts) Findable() bool {
	for _, l := range f.Lines {
		if l.ID == "" {
			return false
		}
	}
	for _, d := range f.Destinations {
		if len(f.Destinations) > 1 && d.ID == "" {
			return false
		}
	}
	return true
}
