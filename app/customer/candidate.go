package customer

import (
	"cmp"
	"slices"
)

// Candidate gives the earlier orders, not cancelled, of other customers that share a contact key with this order, by
// number. Customers whom the owner split from this one are left out.
func (b *Book) Candidate(order int64) []Candidate {
	i := b.position(order)
	if i < 0 {
		return nil
	}
	var found []Candidate
	b.sharing(i, func(j int32, key KeySet) bool {
		if b.earlier(j, i) && !b.keys[j].Cancelled {
			found = append(found, Candidate{b.keys[j].Order, b.keys[b.root[j]].Order, key})
		}
		return true
	})
	slices.SortFunc(found, func(x, y Candidate) int { return cmp.Compare(x.Order, y.Order) })
	out := found[:0]
	for _, c := range found {
		if n := len(out); n > 0 && out[n-1].Order == c.Order {
			out[n-1].Keys |= c.Keys
			continue
		}
		out = append(out, c)
	}
	return out
}

// sharing calls do with the orders of other customers that share a contact key with the order, until it says false; an
// order that shares two comes twice.
func (b *Book) sharing(i int32, do func(j int32, key KeySet) bool) {
	for kind := range contactKinds {
		x := &b.index[kind]
		begin := x.start[i]
		if begin < 0 || !b.criteria.Hints.Has(kind.key()) || !x.believed(begin) {
			continue
		}
		key := x.postings[begin].key
		for _, p := range x.postings[begin:] {
			if p.key != key {
				break
			}
			if b.root[p.at] != b.root[i] && !b.splitApart(p.at, i) && !do(p.at, kind.key()) {
				return
			}
		}
	}
}

func (b *Book) splitApart(i, j int32) bool {
	if len(b.apart) == 0 {
		return false
	}
	i, j = b.root[i], b.root[j]
	return b.apart[[2]int32{min(i, j), max(i, j)}]
}

func (b *Book) earlier(i, j int32) bool {
	if b.keys[i].OrderedAt != b.keys[j].OrderedAt {
		return b.keys[i].OrderedAt < b.keys[j].OrderedAt
	}
	return i < j
}

// hints marks the customers who share a contact key with somebody else's order that is not cancelled.
func (b *Book) hints() {
	b.hinted = make([]bool, len(b.keys))
	for kind := range contactKinds {
		if !b.criteria.Hints.Has(kind.key()) {
			continue
		}
		x := &b.index[kind]
		x.eachRun(func(begin int32, run []posting) {
			if len(run) > 1 && x.believed(begin) {
				b.hintRun(run)
			}
		})
	}
	// What a split takes away is too rare to slow down the rest.
	doubtful := map[int32]bool{}
	for pair := range b.apart {
		doubtful[pair[0]], doubtful[pair[1]] = true, true
	}
	for r := range doubtful {
		b.hinted[r] = false
		for _, i := range b.customerOrders(r) {
			b.sharing(i, func(j int32, _ KeySet) bool {
				b.hinted[r] = b.hinted[r] || !b.keys[j].Cancelled
				return !b.hinted[r]
			})
		}
	}
}

// hintRun marks the customers of one key's orders: all when two customers have orders that are not cancelled, all but
// the one when only one has.
func (b *Book) hintRun(run []posting) {
	only, several := int32(-1), false
	for _, p := range run {
		r := b.root[p.at]
		if b.keys[p.at].Cancelled || r == only {
			continue
		}
		if several = only >= 0; several {
			break
		}
		only = r
	}
	if only < 0 {
		return
	}
	for _, p := range run {
		if r := b.root[p.at]; several || r != only {
			b.hinted[r] = true
		}
	}
}
