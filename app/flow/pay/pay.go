// Package pay is 入金消込: it takes a bank's statement in, keeps every deposit once, finds the orders that each one pays, and
// marks orders as paid. What is marked without the owner's word is what the bank's matching calls exact; everything else is
// asked. A deposit is never lost: it is open, paid its orders, or was set aside by the owner, and each act can be taken back.
//
// It does not know how a bank lays its file out (mapping says it), nor how names and amounts are compared (bank does it).
package pay

import (
	"miseban/app/bank"
	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/mapping"
	"miseban/app/yen"
	"miseban/store"
)

// Deposit is money that came in, as it is kept.
type Deposit = store.Deposit

// The states of a deposit.
const (
	DepositOpen    = store.DepositOpen
	DepositPaid    = store.DepositPaid
	DepositIgnored = store.DepositIgnored
)

// Order is an order that waits for its money, or did.
type Order struct {
	ID       int64
	No       string // as the owner sees it
	Shop     string
	Name     string   // the orderer
	Due      *yen.Yen // billed, tax in; nil = not known yet
	Paid     yen.Yen  // what has come already in part
	Ordered  jst.Date // empty = not told
	PayBy    jst.Date // empty = no such day
	Overdue  bool
	Deferred bool   // 後払い: it waits for the provider's word, not for a transfer, and no deposit is matched with it
	Status   string // Japanese, of the order: an order may wait for a person and for its money
}

// Rest is what is still to come; nil = not known.
func (o Order) Rest() *yen.Yen {
	if o.Due == nil {
		return nil
	}
	return yen.Of(*o.Due - o.Paid)
}

// Candidate is one way to use a deposit.
type Candidate struct {
	Orders     []Order
	Difference *yen.Yen // deposit − what is still to come: below 0 too little, above 0 too much; nil = the bill isn't known
	Why        string   // Japanese
	Score      int      // 0 to 100
}

// IDs are the orders' ids.
func (c Candidate) IDs() []int64 {
	out := make([]int64, 0, len(c.Orders))
	for _, o := range c.Orders {
		out = append(out, o.ID)
	}
	return out
}

// Part says whether the deposit can be booked as a part of one order's bill, so that the rest is still awaited.
func (c Candidate) Part() bool {
	return len(c.Orders) == 1 && c.Difference != nil && *c.Difference < 0
}

// Matched is a deposit with what was found for it.
type Matched struct {
	Deposit    store.Deposit
	Kind       bank.Kind
	Candidates []Candidate // the best first
	More       int         // candidates that are not listed
	New        bool        // the statement that is being taken in brought it
	PutBack    bool        // it was marked before and put back by the owner: never marked again without her
	Hint       string      // Japanese: a cancelled or paid order of this name and amount; empty = none
}

// Settled is a deposit that paid its orders.
type Settled struct {
	Deposit store.Deposit
	Orders  []Order
	Auto    bool // marked without the owner's click
	Partial bool // booked as a part: its order still waits for the rest
}

// Options are what the owner says about a statement.
type Options struct {
	Account string // her name for the account; empty = by the layout, which keeps different banks apart
	// Mapping says what the columns mean; nil = one of the owner's own formats, else what their names and contents say.
	Mapping *mapping.Mapping
	DryRun  bool // nothing is written
}

// Problem is a row of the statement that was left out, and why.
type Problem struct {
	Row     int    `json:"row"` // line of the file
	Column  string `json:"column"`
	Value   string `json:"value,omitempty"`
	Message string `json:"message"` // Japanese
}

// Report says what became of a statement. Rows = New + Known + Withdrawals + Blank + len(Problems).
type Report struct {
	File        string
	Format      string // the owner's own format by which it was read; empty = recognised by its content
	Rows        int
	New         int // deposits that were not known
	Known       int // deposits of an earlier, overlapping statement
	Withdrawals int
	Blank       int // rows that move no money
	Problems    []Problem
	Notes       []string // Japanese: how the file was read, for the owner to check
	Sum         yen.Yen  // of the new deposits
	Entry       int64    // the act, for undo; 0 = nothing was written

	Exact                           []Matched // marked as paid
	Several, Short, Over, Unmatched []Matched // every open deposit, earlier ones too: for the owner to decide
}

// Asks are the deposits that need the owner, the new ones first.
func (r *Report) Asks() int { return len(r.Several) + len(r.Short) + len(r.Over) + len(r.Unmatched) }

// Error is a refusal with its sentence. Nothing was changed.
type Error struct {
	what string
	text string
}

func (e *Error) Error() string { return "pay: " + e.what }

// Japanese is the sentence for the owner.
func (e *Error) Japanese() string { return e.text + "何も変更していません。" }

// The refusals of an act, whose state has changed since it was shown.
var (
	errGone    = &Error{"deposit is not open", "この入金は、もう処理済みです。画面を新しくしてから、もう一度お試しください。"}
	errNotOpen = &Error{"order does not wait", "この受注は、もう入金を待っていません（入金済み、キャンセル、出荷済みなど）。"}
	errNone    = &Error{"no order", "どの受注への入金かを選んでください。"}
	errPart    = &Error{"no part of the bill", "一部の入金として記録できるのは、請求の残りより少ない入金だけです。"}
	errOpen    = &Error{"deposit is open already", "この入金は、まだどの受注にも使われていません。"}
)

func orderOf(d *desk.Desk, row *desk.Row) Order {
	return Order{ID: row.ID, No: row.No, Shop: d.Shop(row.ShopID).Name, Name: row.Name, Due: row.Total, Ordered: dateOf(row.OrderedAt), Status: row.Status.Name()}
}

func dateOf(m jst.Moment) jst.Date {
	if m == 0 {
		return ""
	}
	return m.Date()
}
