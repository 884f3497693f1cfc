package customer

// sets is a union-find over order positions. The smallest position of a set is its root, so that the result does not
// depend on the order of the unions.
type sets []int32

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = int32(i)
	}
	return s
}

func (s sets) find(i int32) int32 {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(i, j int32) {
	i, j = s.find(i), s.find(j)
	switch {
	case i < j:
		s[j] = i
	case j < i:
		s[i] = j
	}
}

// joinEqual joins all positions whose hash is equal; 0 is no hash. table must hold a power of two of places, more than
// there are hashes, and is overwritten.
func (s sets) joinEqual(hashes []uint64, table []int32) {
	for i := range table {
		table[i] = -1
	}
	mask := uint64(len(table) - 1)
	for i, h := range hashes {
		if h == 0 {
			continue
		}
		at := h & mask
		for table[at] >= 0 && hashes[table[at]] != h {
			at = (at + 1) & mask
		}
		if table[at] < 0 {
			table[at] = int32(i)
			continue
		}
		s.join(table[at], int32(i))
	}
}

// tableFor gives a table for joinEqual.
func tableFor(n int) []int32 {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return make([]int32, size)
}
