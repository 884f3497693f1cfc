package customer

import (
	"cmp"
	"slices"
)

// Book holds the customers among the orders of one moment. It does not change and may be read from several goroutines;
// after a change Link makes a new one.
type Book struct {
	keys         []Keys // by order number; a position is an index into it
	working      []Keys // the same without the keys that are not believed
	criteria     Criteria
	combinations []KeySet
	decided      []Decision
	unheeded     []Decision
	apart        map[[2]int32]bool // pairs of roots that the owner split

	index [contactKinds]index
	raw   []int32 // per order: its set as the keys and joins make it, before any split
	root  []int32 // per order: its customer, as the position of the customer's smallest order

	ordered  []int32 // positions by customer, then by time
	place    []int32 // per order: where it stands in ordered
	first    []int32 // per order: where its customer begins in ordered
	repeated []int32 // per order: earlier orders of the customer that are not cancelled
	live     []int32 // per root: orders that are not cancelled
	hinted   []bool  // per root: somebody else's order shares a contact key
}

// position finds an order, -1 when it is not in the book.
func (b *Book) position(order int64) int32 {
	i, found := slices.BinarySearchFunc(b.keys, order, func(k Keys, o int64) int { return cmp.Compare(k.Order, o) })
	if !found {
		return -1
	}
	return int32(i)
}

func (b *Book) positions(d Decision) (i, j int32, ok bool) {
	i, j = b.position(d.A), b.position(d.B)
	return i, j, i >= 0 && j >= 0
}

// members lays the customers' orders out by time and counts them.
func (b *Book) members() {
	n := len(b.keys)
	next := make([]int32, n+1)
	for _, r := range b.root {
		next[r+1]++
	}
	for i := range n {
		next[i+1] += next[i]
	}
	b.ordered, b.place, b.first = make([]int32, n), make([]int32, n), make([]int32, n)
	b.repeated, b.live = make([]int32, n), make([]int32, n)
	for i, r := range b.root {
		b.ordered[next[r]] = int32(i)
		next[r]++
	}
	byTime := func(i, j int32) int {
		return cmp.Or(cmp.Compare(b.keys[i].OrderedAt, b.keys[j].OrderedAt), cmp.Compare(i, j))
	}
	for begin := 0; begin < n; {
		r := b.root[b.ordered[begin]]
		set := b.ordered[begin:next[r]]
		slices.SortFunc(set, byTime)
		for at, i := range set {
			b.first[i], b.place[i], b.repeated[i] = int32(begin), int32(begin+at), b.live[r]
			if !b.keys[i].Cancelled {
				b.live[r]++
			}
		}
		begin += len(set)
	}
}

// customerOrders gives the positions of a customer's orders by time.
func (b *Book) customerOrders(i int32) []int32 {
	begin := b.first[i]
	end := begin
	for end < int32(len(b.ordered)) && b.root[b.ordered[end]] == b.root[i] {
		end++
	}
	return b.ordered[begin:end]
}

// Customer gives the number of the order's customer: that of the smallest order among hers. 0 when the order is unknown.
func (b *Book) Customer(order int64) int64 {
	i := b.position(order)
	if i < 0 {
		return 0
	}
	return b.keys[b.root[i]].Order
}

// Customers gives the numbers of all customers, ascending.
func (b *Book) Customers() []int64 {
	var all []int64
	for i, r := range b.root {
		if int(r) == i {
			all = append(all, b.keys[i].Order)
		}
	}
	return all
}

// Orders gives all orders of the order's customer, this one and cancelled ones too, by time (orders of the same second by
// number).
func (b *Book) Orders(order int64) []int64 {
	i := b.position(order)
	if i < 0 {
		return nil
	}
	return b.numbers(b.customerOrders(i))
}

// History gives the earlier orders of the order's customer, cancelled ones too, by time.
func (b *Book) History(order int64) []int64 {
	i := b.position(order)
	if i < 0 {
		return nil
	}
	return b.numbers(b.ordered[b.first[i]:b.place[i]])
}

func (b *Book) numbers(at []int32) []int64 {
	numbers := make([]int64, len(at))
	for n, i := range at {
		numbers[n] = b.keys[i].Order
	}
	return numbers
}

// Repeater gives the number of earlier orders of the same person that are not cancelled; above 0 the order is a
// リピーター's.
func (b *Book) Repeater(order int64) int {
	i := b.position(order)
	if i < 0 {
		return 0
	}
	return int(b.repeated[i])
}

// Kind gives what the order's customer is by all of her orders.
func (b *Book) Kind(order int64) Kind {
	i := b.position(order)
	switch {
	case i < 0:
		return Unknown
	case b.live[b.root[i]] >= 2:
		return Repeater
	case b.hinted[b.root[i]]:
		return CandidateKind
	}
	return New
}

// Unheeded gives the joins that a split forbids, by time: A with B, B with C, but A apart from C.
func (b *Book) Unheeded() []Decision { return slices.Clone(b.unheeded) }
