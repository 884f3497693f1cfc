package customer

import (
	"cmp"
	"slices"
)

// Link finds the customers among all orders of the book. Neither the order of the input nor that of the decisions makes
// a difference; decisions about orders that are not there wait until they are. Of two entries of one order the last
// counts. The input is not kept.
func Link(all []Keys, decisions []Decision, criteria Criteria) *Book {
	b := &Book{keys: sorted(all), criteria: criteria, combinations: criteria.combinations()}
	b.decided = settle(decisions)
	b.working = slices.Clone(b.keys)
	for kind := range contactKinds {
		b.index[kind] = indexOf(b.keys, kind)
		b.index[kind].distrust(criteria.Families, b.keys, b.working, kind)
	}
	found := newSets(len(b.keys))
	b.joinByKeys(found)
	for _, d := range b.decided {
		if i, j, ok := b.positions(d); ok && d.Same {
			found.join(i, j)
		}
	}
	b.raw = make([]int32, len(found))
	for i := range found {
		b.raw[i] = found.find(int32(i))
	}
	b.split(found)
	b.root = make([]int32, len(found))
	for i := range found {
		b.root[i] = found.find(int32(i))
	}
	b.apart = b.splitCustomers()
	b.members()
	b.hints()
	return b
}

// sorted gives the orders by number, each once.
func sorted(all []Keys) []Keys {
	if slices.IsSortedFunc(all, func(a, b Keys) int { return cmp.Compare(a.Order, b.Order) }) {
		return lastOfEach(slices.Clone(all))
	}
	type entry struct {
		order int64
		at    int
	}
	entries := make([]entry, len(all))
	for i := range all {
		entries[i] = entry{all[i].Order, i}
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.at, b.at)) })
	keys := make([]Keys, len(all))
	for i, e := range entries {
		keys[i] = all[e.at]
	}
	return lastOfEach(keys)
}

// lastOfEach keeps the last of the entries of one order, in place.
func lastOfEach(keys []Keys) []Keys {
	out := keys[:0]
	for _, k := range keys {
		if n := len(out); n > 0 && out[n-1].Order == k.Order {
			out[n-1] = k
			continue
		}
		out = append(out, k)
	}
	return out
}

// settle puts the decisions in the order in which they count: one for each pair of orders, the latest (a split, if a join
// is as late), by time.
func settle(decisions []Decision) []Decision {
	ds := make([]Decision, 0, len(decisions))
	for _, d := range decisions {
		if d.A > d.B {
			d.A, d.B = d.B, d.A
		}
		if d.A != d.B {
			ds = append(ds, d)
		}
	}
	later := func(a, b Decision) int {
		same := 0
		if a.Same != b.Same {
			same = 1
			if a.Same {
				same = -1
			}
		}
		return cmp.Or(cmp.Compare(a.At, b.At), same)
	}
	pair := func(a, b Decision) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) }
	slices.SortFunc(ds, func(a, b Decision) int { return cmp.Or(pair(a, b), later(b, a)) })
	ds = slices.CompactFunc(ds, func(a, b Decision) bool { return pair(a, b) == 0 })
	slices.SortFunc(ds, func(a, b Decision) int { return cmp.Or(cmp.Compare(a.At, b.At), pair(a, b)) })
	return ds
}

// joinByKeys joins the orders that agree in one of the combinations.
func (b *Book) joinByKeys(found sets) {
	hashes := make([]uint64, len(b.working))
	table := tableFor(len(b.working))
	for _, c := range b.combinations {
		for i := range b.working {
			hashes[i] = b.working[i].combined(c)
		}
		found.joinEqual(hashes, table)
	}
}

// split takes apart the sets in which the owner split two orders, and builds each again from its strongest links, leaving
// out every link that would bring split orders together.
func (b *Book) split(found sets) {
	splits := map[int32][][2]int32{} // by root
	for _, d := range b.decided {
		if i, j, ok := b.positions(d); ok && !d.Same && b.raw[i] == b.raw[j] {
			splits[b.raw[i]] = append(splits[b.raw[i]], [2]int32{i, j})
		}
	}
	if len(splits) == 0 {
		return
	}
	members := map[int32][]int32{}
	for i, r := range b.raw {
		if splits[r] != nil {
			members[r] = append(members[r], int32(i))
		}
	}
	for r, set := range members {
		b.rebuild(found, set, splits[r])
	}
	slices.SortFunc(b.unheeded, func(x, y Decision) int {
		return cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
}

func (b *Book) rebuild(found sets, set []int32, splits [][2]int32) {
	for _, i := range set {
		found[i] = i
	}
	try := func(i, j int32) bool {
		i, j = found.find(i), found.find(j)
		for _, s := range splits {
			x, y := found.find(s[0]), found.find(s[1])
			if x == i && y == j || x == j && y == i {
				return false
			}
		}
		found.join(i, j)
		return true
	}
	for _, d := range b.decided {
		i, j, ok := b.positions(d)
		if ok && d.Same && b.raw[i] == b.raw[set[0]] && !try(i, j) {
			b.unheeded = append(b.unheeded, d)
		}
	}
	most := 0
	for _, i := range set {
		most = max(most, b.working[i].shared(&b.working[i]).Len())
	}
	for strength := most; strength > 0; strength-- {
		for n, i := range set {
			for _, j := range set[n+1:] {
				shared := b.working[i].shared(&b.working[j])
				if shared.Len() == strength && b.satisfied(shared) && found.find(i) != found.find(j) {
					try(i, j)
				}
			}
		}
	}
}

// satisfied says whether the shared keys are enough for one person.
func (b *Book) satisfied(shared KeySet) bool {
	for _, c := range b.combinations {
		if shared.Has(c) {
			return true
		}
	}
	return false
}

// splitCustomers gives the pairs of customers that the owner said are two.
func (b *Book) splitCustomers() map[[2]int32]bool {
	apart := map[[2]int32]bool{}
	for _, d := range b.decided {
		if i, j, ok := b.positions(d); ok && !d.Same {
			i, j = b.root[i], b.root[j]
			apart[[2]int32{min(i, j), max(i, j)}] = true
		}
	}
	return apart
}
