package rule

import (
	"math"
	"slices"
	"sync"

	"miseban/app/normal"
	"miseban/app/order"
)

// run is what one order needs while rules look at it. Runs are pooled: looking at an order takes no memory of its own beyond
// what comes out, and every text is normalised once, when it is first compared.
type run struct {
	s     *Subject
	f     *order.Facts
	today int64
	clock bool // today is known

	flags    uint64 // of Flags
	stops    uint64 // of BuiltIns
	allGifts int8   // 1: a rule has made a gift of every destination; -1: of none
	marks    bool   // labels and check boxes are asked for
	labels   []name
	checks   []name

	dests      []int // per line the index of its destination
	destsKnown bool

	made  uint32 // which order the cells are of
	cells []cell // normalised texts: those of the order, then those of each destination, then those of each line

	fired    []int
	effects  []Effect
	winners  [exclusives]int
	untilDay int64 // the next day on which something can be otherwise; never

	buf    []byte  // for a text in the making
	values []value // of the right side that is being compared
}

// name is a label or a check box.
type name struct{ raw, norm string }

// cell is a text as compared.
type cell struct {
	made  uint32
	how   known
	norm  string
	chars uint64 // which characters stand in it
}

const never = math.MaxInt64

var runs = sync.Pool{New: func() any { return new(run) }}

// borrow makes a run for an order.
func borrow(s *Subject, marks bool) *run {
	r := runs.Get().(*run)
	r.s, r.f = s, s.Facts
	if r.f == nil {
		r.f = &noFacts
	}
	r.today, r.clock = dayNumber(s.Today)
	r.flags, r.stops = bitsOf(flagBits, s.Flags), bitsOf(stopBits, s.Stops)
	r.allGifts = 0
	r.marks = marks
	if marks {
		r.labels, r.checks = named(r.labels[:0], s.Labels), named(r.checks[:0], s.Checks)
	}
	r.destsKnown = false
	if r.made++; r.made == 0 { // once round: what the cells hold could be taken for this order's
		clear(r.cells[:cap(r.cells)])
		r.made = 1
	}
	n := cellsOf[TheOrder] + cellsOf[Destinations]*max(len(r.f.Destinations), 1) + cellsOf[Lines]*len(r.f.Lines)
	if n > cap(r.cells) {
		r.cells = make([]cell, n, n+n/2)
	}
	r.cells = r.cells[:cap(r.cells)]
	r.fired, r.effects = r.fired[:0], r.effects[:0]
	for i := range r.winners {
		r.winners[i] = -1
	}
	r.untilDay = never
	return r
}

var noFacts order.Facts

func (r *run) giveBack() {
	r.s, r.f = nil, nil
	runs.Put(r)
}

func named(dst []name, names []string) []name {
	for _, n := range names {
		dst = append(dst, name{n, normal.Search(n)})
	}
	return dst
}

// flagBits and stopBits give every flag and every built-in stop a bit; what has none shares the last.
var (
	flagBits = bitsFor(Flags)
	stopBits = bitsFor(BuiltIns)
	giftBit  = flagBits["gift"]
)

const otherBit = 1 << 63

func bitsFor(words []WordOf) map[string]uint64 {
	if len(words) > 63 {
		panic("rule: more words than bits")
	}
	m := make(map[string]uint64, len(words))
	for i, w := range words {
		m[w.ID] = 1 << i
	}
	return m
}

func bitsOf(bits map[string]uint64, ids []string) (mask uint64) {
	for _, id := range ids {
		if b, ok := bits[id]; ok {
			mask |= b
		} else {
			mask |= otherBit
		}
	}
	return mask
}

// text gives a field's text as compared, and what is known of it. A dash or a space is nothing: nobody wrote anything.
func (r *run) text(o *operand, e elem) *cell {
	c := &r.cells[r.cellOf(o, e)]
	if c.made != r.made {
		raw, how := o.text(r, e)
		c.made, c.how, c.norm, c.chars = r.made, how, "", 0
		if how == told {
			if c.norm, c.chars, r.buf = searchForm(raw, r.buf); c.norm == "" {
				c.how = nothing
			}
		}
	}
	return c
}

// word gives the id of a field's word.
func (r *run) word(o *operand, e elem) (string, known) {
	if !o.costly {
		return o.text(r, e)
	}
	c := &r.cells[r.cellOf(o, e)]
	if c.made != r.made {
		c.norm, c.how = o.text(r, e)
		c.made = r.made
	}
	return c.norm, c.how
}

// cellOf is where the normalised text is kept. A line that asks for its destination's shares it with the destination.
func (r *run) cellOf(o *operand, e elem) int {
	at := o.slot
	switch o.fieldOver {
	case Destinations:
		at += cellsOf[TheOrder] + cellsOf[Destinations]*max(r.dest(e), 0)
	case Lines:
		at += cellsOf[TheOrder] + cellsOf[Destinations]*max(len(r.f.Destinations), 1) + cellsOf[Lines]*e.line
	}
	return at
}

// slots gives every field that is a text or a word its place among the cells of an order, a destination or a line, of which
// there are cellsOf.
var slots, cellsOf = func() (map[string]int, [3]int) {
	at, n := map[string]int{}, [3]int{}
	for _, f := range allFields {
		if f.Type == TextType || f.Type == WordType {
			at[f.ID] = n[f.Over]
			n[f.Over]++
		}
	}
	return at, n
}()

// changesOn remembers a day after today on which something can be otherwise.
func (r *run) changesOn(day int64) {
	if r.clock && day > r.today && day < r.untilDay {
		r.untilDay = day
	}
}

// elements is the number of what is gone through, some of which may not be asked of.
func (r *run) elements(over Over) int {
	if over == Lines {
		return len(r.f.Lines)
	}
	return len(r.f.Destinations)
}

// element gives the i-th line or destination; ok is false for one that does not belong to what is asked of: inside a destination
// its own lines are gone through, inside a line the destination that it goes to.
func (r *run) element(over, scope Over, e elem, i int) (x elem, ok bool) {
	if over == Lines {
		x = elem{i, -1}
		return x, scope != Destinations || r.dest(x) == e.dest
	}
	return elem{-1, i}, scope != Lines || r.dest(e) == i
}

// hasName says whether one of the names is among those that are asked for.
func hasName(have []name, want []string) bool {
	return slices.ContainsFunc(have, func(n name) bool { return slices.Contains(want, n.norm) })
}
