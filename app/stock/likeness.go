package stock

import (
	"cmp"
	"math"
	"slices"
	"unicode"
)

// Limits of the search for similar texts: per text so many entries of the index are looked at, the rarest pieces first,
// and so many of the best found are compared in full. They keep a shop of 20,000 SKUs under a second.
const (
	mostLooked   = 1000
	mostCompared = 8
)

// pieces finds texts that share pieces (runs of two or three characters) with another one.
type pieces struct {
	size   int // characters of a piece
	texts  [][]uint64
	where  map[uint64][]int32 // piece → texts that have it
	weight map[uint64]float64 // the rarer, the more it says
	length []float64          // per text: what the shared weight is measured by, since a long text shares much by its length
	hits   []float64          // scratch: per text the weight shared
	best   []float64          // scratch: the worth of the best texts
}

func newPieces(size int, texts []string) *pieces {
	p := &pieces{size: size, texts: make([][]uint64, len(texts)), where: make(map[uint64][]int32, len(texts)), weight: map[uint64]float64{}, hits: make([]float64, len(texts)), length: make([]float64, len(texts))}
	for i, t := range texts {
		p.texts[i] = p.cut(t)
		p.length[i] = math.Sqrt(float64(len(p.texts[i])))
		for _, x := range p.texts[i] {
			p.where[x] = append(p.where[x], int32(i))
		}
	}
	for x, in := range p.where {
		p.weight[x] = math.Log(1 + float64(len(texts))/float64(len(in)))
	}
	return p
}

// cut gives the pieces of a text, each once, sorted.
func (p *pieces) cut(t string) []uint64 {
	runes := []rune(t)
	var out []uint64
	for i := 0; i+p.size <= len(runes); i++ {
		x := uint64(0)
		for _, r := range runes[i : i+p.size] {
			x = x<<21 | uint64(r)
		}
		out = append(out, x)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// alike gives the texts that share most with the pieces, best first.
func (p *pieces) alike(cut []uint64) []int32 {
	type piece struct {
		in     []int32
		weight float64
	}
	rare := make([]piece, 0, len(cut))
	for _, x := range cut {
		if in := p.where[x]; len(in) > 0 {
			rare = append(rare, piece{in, p.weight[x]})
		}
	}
	slices.SortStableFunc(rare, func(a, b piece) int { return cmp.Compare(len(a.in), len(b.in)) })
	var touched []int32
	looked := 0
	for i, x := range rare {
		if looked += len(x.in); looked > mostLooked && i > 0 {
			break
		}
		for _, t := range x.in[:min(len(x.in), mostLooked)] {
			if p.hits[t] == 0 {
				touched = append(touched, t)
			}
			p.hits[t] += x.weight
		}
	}
	var best []int32
	p.best = p.best[:0]
	for _, t := range touched {
		worth := p.hits[t] / p.length[t]
		p.hits[t] = 0
		at := len(best)
		for at > 0 && (worth > p.best[at-1] || worth == p.best[at-1] && t < best[at-1]) {
			at--
		}
		if at < mostCompared {
			best, p.best = slices.Insert(best, at, t), slices.Insert(p.best, at, worth)
			best, p.best = best[:min(len(best), mostCompared)], p.best[:min(len(best), mostCompared)]
		}
	}
	return best
}

// held tells how much of what the one text says is in the other, from 0 to 1; rare pieces count more.
func (p *pieces) held(small, big []uint64) float64 {
	var shared, all float64
	for _, x := range small {
		w := p.weight[x]
		if w == 0 {
			w = math.Log(1 + float64(len(p.texts)))
		}
		all += w
		if _, ok := slices.BinarySearch(big, x); ok {
			shared += w
		}
	}
	if all == 0 {
		return 0
	}
	return shared / all
}

// distance is the number of characters to change, put in or leave out (Levenshtein) to make b of a, and the number of
// characters of the longer one. digits tells that only digits differ between texts of one length.
func distance(a, b string) (d, longest int, digits bool) {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	digits = len(x) == len(y)
	for i := range x {
		if digits && x[i] != y[i] && !(unicode.IsDigit(x[i]) && unicode.IsDigit(y[i])) {
			digits = false
		}
	}
	return row[len(y)], max(len(x), len(y)), digits
}

// commonPrefix is the number of characters with which both begin.
func commonPrefix(a, b string) int {
	n := 0
	y := []rune(b)
	for _, r := range []rune(a) {
		if n == len(y) || y[n] != r {
			break
		}
		n++
	}
	return n
}

// nameText gives a name for comparing: letters, digits and kanji alone.
func nameText(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range Key(s) {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || r == 'ー' {
			out = append(out, r)
		}
	}
	return string(out)
}
