package customer

import (
	"cmp"
	"slices"
)

// posting says that an order has a contact key.
type posting struct {
	key uint64
	at  int32
}

// index finds the orders that have a contact key of one kind, believed or not.
type index struct {
	postings []posting // by key, then position
	start    []int32   // per order: where the postings of its key begin, -1 when it has none
	ignored  []bool    // per posting: the key belongs to more families than are believed; nil when there are none
}

func indexOf(keys []Keys, kind contactKind) index {
	x := index{postings: make([]posting, 0, len(keys)), start: make([]int32, len(keys))}
	for i := range keys {
		x.start[i] = -1
		if k := keys[i].contact(kind); k != 0 {
			x.postings = append(x.postings, posting{k, int32(i)})
		}
	}
	x.postings = sortPostings(x.postings)
	begin := 0
	for i, p := range x.postings {
		if p.key != x.postings[begin].key {
			begin = i
		}
		x.start[p.at] = int32(begin)
	}
	return x
}

// sortPostings sorts by key; positions, which come in ascending, stay so within a key. Two passes over the upper 22 bits
// of the hash leave next to nothing for the comparison: a third of the time of comparing alone.
func sortPostings(ps []posting) []posting {
	const width = 11
	other := make([]posting, len(ps))
	for _, shift := range [...]uint{64 - 2*width, 64 - width} {
		var count [1 << width]int32
		for _, p := range ps {
			count[p.key>>shift&(1<<width-1)]++
		}
		sum := int32(0)
		for i, c := range count {
			count[i] = sum
			sum += c
		}
		for _, p := range ps {
			b := p.key >> shift & (1<<width - 1)
			other[count[b]] = p
			count[b]++
		}
		ps, other = other, ps
	}
	for begin := 0; begin < len(ps); {
		end := begin + 1
		mixed := false
		for end < len(ps) && ps[end].key>>(64-2*width) == ps[begin].key>>(64-2*width) {
			mixed = mixed || ps[end].key != ps[begin].key
			end++
		}
		if mixed {
			slices.SortFunc(ps[begin:end], func(a, b posting) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.at, b.at)) })
		}
		begin = end
	}
	return ps
}

// run gives the postings of one key from the place where they begin.
func (x *index) run(begin int32) []posting {
	end := begin
	for end < int32(len(x.postings)) && x.postings[end].key == x.postings[begin].key {
		end++
	}
	return x.postings[begin:end]
}

// of gives the place where the postings of a key begin, -1 when no order has it.
func (x *index) of(key uint64) int32 {
	at, found := slices.BinarySearchFunc(x.postings, key, func(p posting, k uint64) int { return cmp.Compare(p.key, k) })
	if !found {
		return -1
	}
	return int32(at)
}

// believed says whether the key whose postings begin at the place is believed to belong to one family.
func (x *index) believed(begin int32) bool { return x.ignored == nil || !x.ignored[begin] }

// eachRun calls do with every key's postings.
func (x *index) eachRun(do func(begin int32, run []posting)) {
	for begin := int32(0); begin < int32(len(x.postings)); {
		run := x.run(begin)
		do(begin, run)
		begin += int32(len(run))
	}
}

// distrust marks the keys that more families than that share, and takes them out of the working copy of the keys.
func (x *index) distrust(families int, keys, working []Keys, kind contactKind) {
	if families <= 0 {
		return
	}
	x.eachRun(func(begin int32, run []posting) {
		if len(run) <= families || surnames(run, keys, families+1) <= families {
			return
		}
		if x.ignored == nil {
			x.ignored = make([]bool, len(x.postings))
		}
		x.ignored[begin] = true
		for _, p := range run {
			switch kind {
			case kindPhone:
				working[p.at].Phone = 0
			case kindMail:
				working[p.at].Mail = 0
			case kindAddress:
				working[p.at].Address = 0
			}
		}
	})
}

// surnames counts the families among the orders of a key, up to enough.
func surnames(run []posting, keys []Keys, enough int) int {
	seen := make([]uint64, 0, 8)
	for _, p := range run {
		s := keys[p.at].Surname
		if s == 0 || slices.Contains(seen, s) {
			continue
		}
		if seen = append(seen, s); len(seen) >= enough {
			break
		}
	}
	return len(seen)
}
