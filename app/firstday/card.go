package firstday

import (
	"fmt"
	"slices"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/rule"
	"miseban/app/stock"
	"miseban/app/yen"
)

// Kind is what a proposal is about.
type Kind string

// The kinds of proposal, in the order in which they are shown.
const (
	AboutShop      Kind = "shop"
	AboutNoComment Kind = "no_comment"
	AboutPayment   Kind = "payment"
	AboutPhrase    Kind = "phrase"
	AboutOption    Kind = "option"
	AboutCustomers Kind = "customers"
	AboutRule      Kind = "rule"
	AboutMailbin   Kind = "mailbin"
	AboutReorder   Kind = "reorder"
)

// State is what has become of a proposal. It is not kept but seen: what it would do is done, by whatever way, or was put aside.
type State string

// The states.
const (
	Waiting  State = "open"
	Accepted State = "accepted"
	PutAside State = "dismissed"
	Told     State = "told" // there is nothing to decide
)

// Card is one proposal with its evidence.
type Card struct {
	ID       string // stable for the same files
	Kind     Kind
	Title    string   // one sentence
	Evidence []string // sentences: counts, days
	Does     string   // what accepting does
	Tally             // the orders that it concerns
	Answers  []Answer // 1 採用, 2 使わない, then others; none when there is nothing to decide
	Choose   bool     // no answer is proposed: the first is only the first of those to choose from
	State    State
}

// Answer is one numbered answer.
type Answer struct {
	Label string
	Take  Take
}

// Take is what an answer changes. Only one of its parts is set.
type Take struct {
	PutAside  bool
	Phrases   []Phrase
	Word      string // wording of a payment method
	Class     payment.Class
	Shop      int64
	NoComment bool     // the shop's files without a comment column need no question
	TodoSince jst.Date // orders of before this day are history
	Rule      *rule.Rule
	Points    []Point
}

// Phrase is a sentence that needs no look any more.
type Phrase struct{ Key, Shown string }

// Point is a reorder point with the target that goes with it; units.
type Point struct {
	SKU, Name  string
	Reorder    int
	Target     int
	Was        *int // reorder point of before; nil = none
	WasTarget  *int
	Arithmetic string // how it came about, as a Japanese sentence
}

// Here is how the shop stands, as far as it says which proposals are taken.
type Here struct {
	Phrases   map[string]bool
	Words     map[string]string // the owner's payment wordings → class
	Shops     []order.Shop
	Rules     map[string]bool // names in the draft and in the published set
	SKUs      map[string]stock.SKU
	Dismissed map[string]bool
}

// Settle sets the states of the cards.
func Settle(cards []Card, h Here) {
	for i := range cards {
		c := &cards[i]
		switch {
		case len(c.Answers) == 0:
			c.State = Told
		case slices.ContainsFunc(c.Answers, func(a Answer) bool { return a.Take.done(h) }):
			c.State = Accepted
		case h.Dismissed[c.ID]:
			c.State = PutAside
		default:
			c.State = Waiting
		}
	}
}

// done says whether the shop stands as the answer would have it.
func (t *Take) done(h Here) bool {
	shop := func() order.Shop {
		i := slices.IndexFunc(h.Shops, func(s order.Shop) bool { return s.ID == t.Shop })
		if i < 0 {
			return order.Shop{}
		}
		return h.Shops[i]
	}
	switch {
	case len(t.Phrases) > 0:
		return slices.ContainsFunc(t.Phrases, func(p Phrase) bool { return h.Phrases[p.Key] })
	case t.Word != "":
		c := h.Words[t.Word]
		return c != "" && payment.Class(c) != payment.Unknown
	case t.NoComment:
		return shop().NoCommentOK
	case t.TodoSince != "":
		return shop().TodoSince != ""
	case t.Rule != nil:
		return h.Rules[t.Rule.Name]
	case len(t.Points) > 0:
		return !slices.ContainsFunc(t.Points, func(p Point) bool { return order.Value(h.SKUs[p.SKU].ReorderPoint) != p.Reorder })
	}
	return false
}

func answers(label string, t Take, others ...Answer) []Answer {
	return append([]Answer{{label, t}, {"使わない", Take{PutAside: true}}}, others...)
}

// Count writes a number of orders: 1,230件.
func Count(n int) string { return yen.Yen(n).String() + "件" }

func days(t Tally) string {
	if t.From == "" {
		return ""
	}
	return t.From.Long() + "〜" + t.To.Long()
}

func (t Tally) says() string { return fmt.Sprintf("%s（%s）", Count(t.Orders), days(t)) }
