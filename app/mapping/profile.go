package mapping

import (
	"math/bits"
	"strings"
)

// profile is what the cells of one column look like taken together.
type profile struct {
	filled   int      // cells that are not empty
	rows     int      // rows looked at
	counts   [64]int  // of the filled cells, how many have that shape
	samples  []string // the first different cells, at most three
	distinct int
	runs     int // how many times a filled cell differs from the one before it
	sameLen  bool
	first    []string // as they are, by row; "" where the row has none
}

// profileOf looks at a column's cells in the rows below the header.
func profileOf(rows [][]string, at int, seen map[string]shape) profile {
	p := profile{rows: len(rows), sameLen: true, first: make([]string, len(rows))}
	values := map[string]bool{}
	before, length := "", -1
	for i, r := range rows {
		if at >= len(r) {
			continue
		}
		cell := strings.TrimSpace(r[at])
		if cell == "" {
			continue
		}
		p.first[i] = cell
		p.filled++
		if cell != before {
			p.runs++
		}
		before = cell
		if length >= 0 && len(cell) != length {
			p.sameLen = false
		}
		length = len(cell)
		if !values[cell] {
			values[cell] = true
			if len(p.samples) < 3 {
				p.samples = append(p.samples, cell)
			}
		}
		f, ok := seen[cell]
		if !ok {
			if len(cell) > 400 {
				f = look(cell[:1]) & letters // a long text is only that
			} else {
				f = look(cell)
			}
			seen[cell] = f
		}
		for f != 0 {
			b := bits.TrailingZeros64(uint64(f))
			p.counts[b]++
			f &^= 1 << b
		}
	}
	p.distinct = len(values)
	return p
}

// count gives how many cells have one of the shapes, at least: those of the commonest shape of them and, where the shapes
// exclude each other, their sum, never more than all.
func (p *profile) count(any shape) int {
	n := 0
	for f := any; f != 0; {
		b := bits.TrailingZeros64(uint64(f))
		n += p.counts[b]
		f &^= 1 << b
	}
	return min(n, p.filled)
}

// share is count as a share of the filled cells.
func (p *profile) share(any shape) float64 {
	if p.filled == 0 {
		return 0
	}
	return float64(p.count(any)) / float64(p.filled)
}

// keylike tells whether the column could number things: every value new, or equal ones only next to each other.
func (p *profile) keylike() bool { return p.filled > 0 && p.runs == p.distinct }
