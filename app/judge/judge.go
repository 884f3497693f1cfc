// Package judge decides what an order is and what it waits for. It is a pure function of facts, corrections, decisions,
// deeds, settings, customers, stock and the clock: the same input always gives the same judgement, so that a cache can
// be thrown away, a simulation is the judgement itself, and judging little by little equals judging from scratch. It
// knows nothing of files, of the database, of the window, and it does nothing: what follows from a judgement is done by
// the use cases.
package judge

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/rule"
	"miseban/app/stock"
	"miseban/app/yen"
)

// Input is all that is known of one order itself.
type Input struct {
	ID         int64
	Shop       order.Shop
	No         string
	Facts      *order.Facts // effective: corrections are in
	Lost       []order.Correction
	Overridden []order.Override // what the malls say where the owner says something else
	Decisions  []order.Decision
	Deeds      []order.Deed
}

// Customer is what is known of the orderer from other orders.
type Customer struct {
	Earlier    int      // earlier orders of the same person, not cancelled
	Evidence   string   // "氏名と電話が一致・前回 2026/08/02 楽天"
	Last       jst.Date // of the earlier ones the latest; empty = none
	Candidates int      // orders that may be of the same person or household
	Likeness   string   // "メールが一致"
}

// World is what an order's judgement reads beyond the order: settings, and the strata above it.
type World struct {
	Settings  Settings
	Customer  func(orderID int64) Customer
	SKU       func(shopID int64, l order.Line) (string, bool) // the catalogue's SKU of a line
	Goods     func(sku string) rule.Goods                     // what the catalogue says of it
	Shortages func(orderID int64) []stock.Shortage
	Rules     *rule.Program // the published set; nil = none
}

// Reason says in Japanese why a flag or a blocker is there.
type Reason struct {
	For  string `cbor:"1,keyasint"` // flag or blocker
	Text string `cbor:"2,keyasint"`
}

// Judgement is what follows from everything known now.
type Judgement struct {
	Status     Status        `cbor:"1,keyasint"`
	Blockers   []Blocker     `cbor:"2,keyasint,omitempty"`
	Flags      []Flag        `cbor:"3,keyasint,omitempty"`
	Reasons    []Reason      `cbor:"4,keyasint,omitempty"`
	Questions  []Question    `cbor:"5,keyasint,omitempty"`
	Class      payment.Class `cbor:"6,keyasint"`
	Paid       *bool         `cbor:"7,keyasint,omitempty"`
	Gifts      []bool        `cbor:"8,keyasint,omitempty"` // per destination
	Hide       []bool        `cbor:"9,keyasint,omitempty"` // per destination: no amount on its slip
	Billed     *yen.Yen      `cbor:"10,keyasint,omitempty"`
	ValidUntil jst.Moment    `cbor:"11,keyasint,omitempty"` // 0 = as long as no input changes
	SKUs       []string      `cbor:"12,keyasint,omitempty"` // per line; empty = not in the catalogue
	Repeat     int           `cbor:"13,keyasint,omitempty"` // which order of this person it is; 0 = the first

	// What the owner's rules and her own hand add.
	Labels   []string `cbor:"14,keyasint,omitempty"`
	Checks   []string `cbor:"15,keyasint,omitempty"` // check boxes that are ticked
	Method   string   `cbor:"16,keyasint,omitempty"` // the shipping method that was chosen; empty = as in the file
	FeesOnly bool     `cbor:"17,keyasint,omitempty"` // where amounts are hidden, those of added fees are shown
	Fees     []Fee    `cbor:"18,keyasint,omitempty"`
	Mails    []string `cbor:"19,keyasint,omitempty"` // events to tell the customer of
	Encloses []string `cbor:"20,keyasint,omitempty"` // what is put into the parcel
	Notes    []string `cbor:"21,keyasint,omitempty"` // sentences for the packing slip
	Priority int      `cbor:"22,keyasint,omitempty"` // higher is served earlier when stock is short
	Rules    []Fired  `cbor:"23,keyasint,omitempty"` // the rules that fired, in their order
}

// Fee is a line that a rule adds to the order's sum.
type Fee struct {
	Name string  `cbor:"1,keyasint" json:"name"`
	Yen  yen.Yen `cbor:"2,keyasint" json:"yen"` // tax included
	Rate int     `cbor:"3,keyasint" json:"tax_rate"`
	Rule string  `cbor:"4,keyasint" json:"rule"`
}

// Fired is a rule that fired.
type Fired struct {
	Rule int    `cbor:"1,keyasint"` // index in the set
	Name string `cbor:"2,keyasint"`
	Lost []Lost `cbor:"3,keyasint,omitempty"`
}

// Lost is an exclusive action that another rule's took precedence of.
type Lost struct {
	Kind rule.ActionKind `cbor:"1,keyasint"`
	To   string          `cbor:"2,keyasint"` // the rule that won
}

// Has says whether the judgement has a flag.
func (j *Judgement) Has(f Flag) bool { return slices.Contains(j.Flags, f) }

// Blocked says whether the order waits for b.
func (j *Judgement) Blocked(b Blocker) bool { return slices.Contains(j.Blockers, b) }

// Because gives the first reason for a flag or blocker, empty when there is none.
func (j *Judgement) Because(what string) string {
	for _, r := range j.Reasons {
		if r.For == what {
			return r.Text
		}
	}
	return ""
}

// judging is one order's judgement in the making.
type judging struct {
	in     Input
	f      *order.Facts
	w      *World
	now    time.Time
	day    jst.Date
	ended  Status   // the status that ends the order; 0 = open
	buyer  Customer // what other orders say of the orderer
	short  func(orderID int64) []stock.Shortage
	passed []string // kinds of question that rules let pass
	j      Judgement
}

// Prepared is an order of which everything is known that stands above the rules: itself, its customer, the built-in judgements. It
// is never changed, so that several goroutines can judge it with several sets.
type Prepared struct{ g judging }

// Prepare judges one order up to the rules (strata 1 to 3).
func Prepare(in Input, w *World, now time.Time) *Prepared {
	g := judging{in: in, f: in.Facts, w: w, now: now.In(jst.Zone), day: jst.DateOf(now)}
	g.payment()
	g.goods()
	g.gift()
	g.people()
	g.ended = g.ending()
	if g.ended == 0 {
		g.clearance()
		g.unlisted()
		g.comment()
		g.address()
		g.dates()
		g.amounts()
		g.alerts()
		g.corrections()
	}
	g.j.clip()
	return &Prepared{g}
}

// With judges the rest with a set of rules (strata 4 to 6).
func (p *Prepared) With(rules *rule.Program) Judgement { return p.WithStock(rules, p.g.w.Shortages) }

// WithStock is the same with another allocation of the stock.
func (p *Prepared) WithStock(rules *rule.Program, shortages func(orderID int64) []stock.Shortage) Judgement {
	g := p.g
	g.short = shortages
	g.rules(rules)
	if g.ended == 0 {
		g.conflicts()
		g.preorder()
		g.stock()
		g.owner()
		g.changedAfterPrint()
	}
	if g.ended == Shipped || g.ended == AwaitingNotice {
		g.changedAfterShipping()
	}
	g.stops()
	g.headline(g.ended)
	return g.j
}

// Input is what the order was prepared from.
func (p *Prepared) Input() Input { return p.g.in }

// Ended says whether the order is over, so that rules don't concern it.
func (p *Prepared) Ended() bool { return p.g.ended != 0 }

// One judges one order.
func One(in Input, w *World, now time.Time) Judgement { return Prepare(in, w, now).With(w.Rules) }

// clip sees to it that whatever is added to the lists from now on goes to lists of its own.
func (j *Judgement) clip() {
	j.Blockers, j.Flags, j.Reasons, j.Questions = slices.Clip(j.Blockers), slices.Clip(j.Flags), slices.Clip(j.Reasons), slices.Clip(j.Questions)
}

// stops turns the questions that are left into what the order waits for.
func (g *judging) stops() {
	g.j.Questions = slices.Clone(g.j.Questions)
	for i := range g.j.Questions {
		q := &g.j.Questions[i]
		if q.Kind == "comment" && q.Answers[0].Label != g.goAnswer() {
			// Rules may have said otherwise since it was asked. The answers are shared with what was prepared.
			q.Answers = slices.Clone(q.Answers)
			q.Answers[0].Label = g.goAnswer()
		}
		g.block(BlockReview, q.Title+"："+q.Text)
	}
}

func (g *judging) flag(f Flag, text string) {
	if !slices.Contains(g.j.Flags, f) {
		g.j.Flags = append(g.j.Flags, f)
	}
	if text != "" {
		g.j.Reasons = append(g.j.Reasons, Reason{string(f), text})
	}
}

func (g *judging) block(b Blocker, text string) {
	if !slices.Contains(g.j.Blockers, b) {
		g.j.Blockers = append(g.j.Blockers, b)
	}
	g.j.Reasons = append(g.j.Reasons, Reason{string(b), text})
}

// decided gives the owner's decision of a kind; subject "" means any.
func (g *judging) decided(kind order.DecisionKind, subject string) (order.Decision, bool) {
	for _, d := range g.in.Decisions {
		if d.Kind == kind && (subject == "" || d.Subject == subject) {
			return d, true
		}
	}
	return order.Decision{}, false
}

func (g *judging) done(kind order.DeedKind) (order.Deed, bool) {
	var last order.Deed
	found := false
	for _, d := range g.in.Deeds {
		if d.Kind == kind && (!found || d.At >= last.At) {
			last, found = d, true
		}
	}
	return last, found
}

// until remembers a day on which the judgement must be made anew.
func (g *judging) until(d jst.Date) {
	if d == "" || d <= g.day {
		return
	}
	if m := jst.At(d.Time()); g.j.ValidUntil == 0 || m < g.j.ValidUntil {
		g.j.ValidUntil = m
	}
}

// IsHistory says whether the order was placed before the day from which the shop's orders are to do.
func IsHistory(shop order.Shop, f *order.Facts) bool {
	return shop.TodoSince != "" && f.OrderedAt != nil && f.OrderedAt.Date() < shop.TodoSince
}

// Over says, from the order alone, whether it has come to an end: cancelled, or gone out. What is over takes no stock.
func Over(in Input) bool {
	if order.Value(in.Facts.Cancelled) || order.Value(in.Facts.ShippedMall) || IsHistory(in.Shop, in.Facts) {
		return true
	}
	for _, d := range in.Decisions {
		if d.Kind == order.Cancel {
			return true
		}
	}
	for _, d := range in.Deeds {
		if d.Kind == order.Shipped {
			return true
		}
	}
	return false
}

// ending finds the statuses that end an order; 0 when it is open. A cancellation after printing is a review.
func (g *judging) ending() Status {
	_, byOwner := g.decided(order.Cancel, "")
	_, printed := g.done(order.Printed)
	_, shipped := g.done(order.Shipped)
	_, told := g.done(order.Notified)
	switch {
	case order.Value(g.f.Cancelled) || byOwner:
		if printed || shipped {
			text := "納品書を印刷したあとにキャンセルされました。荷物を止めてください。"
			if shipped {
				text = "出荷したあとにキャンセルされました。荷物の転送・返送を手配してください。"
			}
			g.flag(CancelledLate, "")
			g.ask(Question{Kind: "cancelled_after_print", Subject: "cancelled_after_print", Group: "cancelled_after_print", Title: "印刷後にキャンセルされました", Text: text,
				Answers: []Answer{{Label: "荷物を止めた。キャンセルにする", Act: ActAccept}}})
		}
		return Cancelled
	case shipped && !told && !order.Value(g.f.ShippedMall):
		g.j.Reasons = append(g.j.Reasons, Reason{"awaiting_notice", "出荷しました。モールへの出荷通知がまだです。"})
		return AwaitingNotice
	case shipped || order.Value(g.f.ShippedMall):
		return Shipped
	case IsHistory(g.in.Shop, g.f):
		g.flag(History, fmt.Sprintf("%s より前の注文のため、出荷済みの履歴として扱います。", g.in.Shop.TodoSince.Long()))
		return Shipped
	}
	return 0
}

// headline chooses the status: the end, unless a review is open on it, else the first blocker, else printing and shipping.
func (g *judging) headline(end Status) {
	if end != 0 && !g.j.Blocked(BlockReview) {
		g.j.Status = end
		return
	}
	best := Status(0)
	for _, b := range g.j.Blockers {
		if s := blockerStatus[b]; best == 0 || s < best {
			best = s
		}
	}
	slices.SortFunc(g.j.Blockers, func(a, b Blocker) int { return int(blockerStatus[a]) - int(blockerStatus[b]) })
	if best == 0 {
		best = ReadyToPrint
		if _, printed := g.done(order.Printed); printed {
			best = ReadyToShip
		}
	}
	g.j.Status = best
}

// Fingerprint is a short digest of what a slip and a parcel depend on: recipients, addresses, goods.
func Fingerprint(f *order.Facts) string {
	h := sha256.New()
	for _, d := range f.Destinations {
		fmt.Fprintf(h, "D%s|%s|%s|%s|%s|%s\n", order.Value(d.Name), order.Value(d.Zip), order.Value(d.Address), order.Value(d.Phone), order.Value(d.Noshi), order.Value(d.Wrapping))
	}
	for _, l := range f.Lines {
		fmt.Fprintf(h, "L%s|%s|%s|%d|%d\n", order.Value(l.Code), order.Value(l.SKU), strings.Join(order.Value(l.Options), "/"), order.Value(l.Qty), f.DestinationOf(l))
	}
	return hex.EncodeToString(h.Sum(nil)[:10])
}
