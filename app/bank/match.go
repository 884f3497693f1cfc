package bank

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"miseban/app/jst"
	"miseban/app/yen"
)

// Awaiting is an order that waits for its money (入金待ち).
type Awaiting struct {
	OrderID int64
	No      string   // the order number as the program keys it
	Shown   string   // as the customer knows it; empty = No
	Name    string   // the orderer
	Kana    string   // empty = not told
	Due     *yen.Yen // billed, tax in; nil = not known yet
	Ordered jst.Date // empty = not told: then never Exact
	PayBy   jst.Date // empty = no such day
	Paid    yen.Yen  // what has come already
}

// rest is what is still to come; nil = not known.
func (a Awaiting) rest() *yen.Yen {
	if a.Due == nil {
		return nil
	}
	return yen.Of(*a.Due - a.Paid)
}

// Kind says how sure a match is.
type Kind string

// The kinds.
const (
	Exact     Kind = "exact"     // one order, which may be marked as paid without the owner's click
	Several   Kind = "several"   // the amount fits, but the owner must choose or confirm
	Short     Kind = "short"     // the name fits, and less has come
	Over      Kind = "over"      // the name fits, and more has come
	Unmatched Kind = "unmatched" // no name and no number fits; candidates, if any, fit by the amount alone
)

// Text is the kind as the owner reads it.
func (k Kind) Text() string {
	return map[Kind]string{Exact: "一致", Several: "候補あり", Short: "不足", Over: "過入金", Unmatched: "該当なし"}[k]
}

// Candidate is one way in which a deposit may be used.
type Candidate struct {
	Orders     []int64  // ascending; more than one where the deposit pays several orders of one name together
	Difference *yen.Yen // deposit − what is still to come: below 0 too little, above 0 too much; nil = the bill isn't known
	Why        string   // Japanese: what agrees and what doesn't
	Score      int      // 0 to 100, for sorting only
}

// Result is what was found for one deposit.
type Result struct {
	Deposit    Deposit
	Kind       Kind
	Candidates []Candidate // the best first, at most maxCandidates; exactly one with one order where Exact
	More       int         // candidates that are not listed
}

const (
	maxCandidates = 12
	maxHints      = 3 // by the amount alone, with a name that differs: more of them say nothing
	maxSubsets    = 10
	maxOfName     = 64 // orders of one name that are looked at singly
	minKey        = 3  // letters of a name that are enough for Exact
	minDigits     = 4  // digits that are enough for an order number
	sureDigits    = 5  // and for one that stands beside another name: four may be a date or the end of a telephone
)

// Match finds for each deposit the orders that it may pay. A result is Exact only where all of this holds:
//
//   - the amount is what is still to come for the order, the order was made on the deposit's day or before, and the day is
//     not ahead of now;
//   - the payer's name is the order's by its kana (at least three letters, not two kinds of company, the digits in the name
//     too), or the payer wrote the number of this order and of no other: beside the same name, or beside another one with
//     five digits or more. An order without kana is never Exact;
//   - no other awaiting order has that name and amount (unless the number says which), no orders of that name add up to the
//     amount, and no name or number in the payer's words points elsewhere;
//   - no other deposit claims the order.
//
// One deposit for several orders of a name is always Several, be it the only possibility: two people may share a name, and
// the program can't see that they don't. Orders that an Exact result pays are no candidates of the other deposits.
//
// Deposits with one Key count once, orders with one OrderID too. The results are sorted by day, row and key; the order of
// the input makes no difference.
func Match(deposits []Deposit, awaiting []Awaiting, now time.Time) []Result {
	m := newMatching(deposits, awaiting, jst.DateOf(now))
	exact := make([]int, len(m.deposits)) // index of the order + 1
	claims := make([]int, len(m.orders))  // deposits that claim the order
	last := make([]int, len(m.orders))    // the deposit that was the last to claim it, + 1
	for i := range m.deposits {
		exact[i] = m.certain(i, func(orders []int) {
			for _, o := range orders {
				if last[o] != i+1 {
					claims[o]++
				}
				last[o] = i + 1
			}
		})
	}
	taken := make(map[int]bool)
	for i, o := range exact {
		if o > 0 && claims[o-1] == 1 {
			taken[o-1] = true
		} else {
			exact[i] = 0
		}
	}
	results := make([]Result, len(m.deposits))
	for i := range m.deposits {
		if exact[i] > 0 {
			p := m.payers[i]
			found := option{orders: []int{exact[i] - 1}, name: m.sameName(p, exact[i]-1), number: slices.Contains(p.named, exact[i]-1), difference: yen.Of(0), score: 100}
			results[i] = Result{Deposit: m.deposits[i], Kind: Exact, Candidates: []Candidate{m.candidate(i, found, false)}}
			continue
		}
		results[i] = m.open(i, taken, claims)
	}
	return results
}

// certain gives the one order (its index + 1) that deposit i pays beyond doubt, as far as this deposit alone can tell; 0 for
// none. It tells claim every order that the deposit lays a claim to by amount and name or number.
func (m *matching) certain(i int, claim func([]int)) (order int) {
	d, p := m.deposits[i], m.payers[i]
	groups := m.groups(i)
	for _, g := range groups {
		claim(g)
	}
	var byName, byNumber []int
	if p.name.Key != "" {
		byName = m.byNameAmount[nameAmount{p.name.Key, d.Amount}]
	}
	for _, o := range p.named {
		if m.fits(o, d.Amount) {
			byNumber = append(byNumber, o)
		}
	}
	claim(byName)
	claim(byNumber)

	switch {
	case len(groups) > 0 || p.numbers > 1:
		return 0
	case p.numbers == 1 && len(byNumber) != 1:
		return 0 // the number says one order, the amount another; or two shops have it
	case p.numbers == 1:
		order = byNumber[0]
		if len(byName) > 0 && !slices.Contains(byName, order) {
			return 0
		}
		// Beside another name the number must be long, and the number of one shop's order only.
		if !m.sameName(p, order) && (m.orders[order].weak || p.digits < sureDigits || len(p.named) > 1) {
			return 0
		}
	case len(byName) == 1 && m.sameName(p, byName[0]):
		order = byName[0]
	default:
		return 0
	}
	ordered := m.orders[order].Ordered
	if ordered == "" || ordered > d.Date || d.Date > m.today {
		return 0
	}
	return order + 1
}

// sameName says whether the payer's name is enough like the order's for money to be taken as paid.
func (m *matching) sameName(p payer, order int) bool {
	n := m.orders[order].name
	return n.Key == p.name.Key && len([]rune(n.Key)) >= minKey && !m.orders[order].weak &&
		(n.Entity == "" || p.name.Entity == "" || n.Entity == p.name.Entity) &&
		!slices.ContainsFunc(n.Numbers, func(s string) bool { return !slices.Contains(p.name.Numbers, s) })
}

// fits says whether the amount is what is still to come for the order.
func (m *matching) fits(order int, amount yen.Yen) bool {
	rest := m.orders[order].rest()
	return rest != nil && *rest > 0 && *rest == amount
}

// groups gives the sets of two and more orders of the payer's name that add up to the deposit. Beyond maxSubsets orders
// only all of them together are tried, beyond maxOfName none. An order in a set is claimed, so it is
// never one that an Exact result of another deposit pays.
func (m *matching) groups(i int) (sets [][]int) {
	d := m.deposits[i]
	named := m.byName[m.payers[i].name.Key]
	if len(named) < 2 || len(named) > maxOfName {
		return nil
	}
	var open []int
	var rests []yen.Yen
	var all yen.Yen
	for _, o := range named {
		if rest := m.orders[o].rest(); rest != nil && *rest > 0 && m.orders[o].Ordered <= d.Date {
			open, rests = append(open, o), append(rests, *rest)
			all += *rest
		}
	}
	switch {
	case len(open) < 2 || all < d.Amount:
		return nil
	case all == d.Amount:
		return [][]int{open}
	case len(open) > maxSubsets:
		return nil
	}
	for mask := 1; mask < 1<<len(open); mask++ {
		sum := d.Amount
		for left := uint(mask); left != 0 && sum >= 0; left &= left - 1 {
			sum -= rests[bits.TrailingZeros(left)]
		}
		if sum != 0 || mask&(mask-1) == 0 {
			continue
		}
		var set []int
		for bit, o := range open {
			if mask&(1<<bit) != 0 {
				set = append(set, o)
			}
		}
		sets = append(sets, set)
	}
	return sets
}

// better sorts the ways to use a deposit.
func better(a, b option) int {
	if c := cmp.Compare(b.score, a.score); c != 0 {
		return c
	}
	if c := cmp.Compare(a.apart(), b.apart()); c != 0 {
		return c
	}
	return slices.Compare(a.orders, b.orders)
}
