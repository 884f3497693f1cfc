package rule

import (
	"regexp"
	"strings"
)

// comparison is a node that compares.
type comparison struct {
	op    Op
	mode  mode
	left  operand
	right []operand
	nums  []int64  // the right side, where all of it stands in the file
	strs  []string // the same of texts, normalised, and of words, by id
	res   []*regexp.Regexp
	bits  uint64 // of flags and stops
	clock bool   // a side is today
	parts bool   // the text is a list, one in each line
}

// mode is what is compared with what.
type mode int

const (
	numberMode mode = iota // amounts, counts, days, yes and no
	dateMode               // the same; a day has no zero
	textMode
	wordMode
	flagMode
	stopMode
	labelMode
	checkMode
)

// operand is a side that can be worked out.
type operand struct {
	kind      OperandKind
	field     string
	fieldOver Over
	slot      int // of the field's normalised text
	typ       Type
	num       numberOf
	text      textOf
	costly    bool // a word that is worked out from a text
	konst     int64
	str       string // normalised, or the id of a word
	plus      int64

	agg         Agg
	over, scope Over
	where       *node
	inner       *operand // what is gathered
}

// value is a side that was worked out.
type value struct {
	n     int64
	how   known
	clock bool // it goes with today
}

// node is a compiled condition.
type node struct {
	kind        CondKind
	over, scope Over
	of          []node
	cmp         *comparison
	cond        *Cond
}

// truth works a condition out, as far as it is needed to know.
func (r *run) truth(n *node, e elem) Truth {
	switch n.kind {
	case Compare:
		return r.compare(n.cmp, e)
	case All:
		return r.all(n.of, e)
	case Any:
		return r.any(n.of, e)
	case Not:
		return Yes - r.any(n.of, e)
	case Some:
		return r.some(n, e)
	case None:
		return Yes - r.some(n, e)
	}
	return r.every(n, e)
}

func (r *run) all(of []node, e elem) Truth {
	t := Yes
	for i := range of {
		if t = min(t, r.truth(&of[i], e)); t == No {
			break
		}
	}
	return t
}

func (r *run) any(of []node, e elem) Truth {
	t := No
	for i := range of {
		if t = max(t, r.truth(&of[i], e)); t == Yes {
			break
		}
	}
	return t
}

func (r *run) some(n *node, e elem) Truth {
	t := No
	for i := range r.elements(n.over) {
		if x, ok := r.element(n.over, n.scope, e, i); ok {
			if t = max(t, r.all(n.of, x)); t == Yes {
				break
			}
		}
	}
	return t
}

func (r *run) every(n *node, e elem) Truth {
	t, found := Yes, false
	for i := range r.elements(n.over) {
		if x, ok := r.element(n.over, n.scope, e, i); ok {
			found = true
			if t = min(t, r.all(n.of, x)); t == No {
				break
			}
		}
	}
	if !found {
		return No
	}
	return t
}

func (r *run) compare(c *comparison, e elem) Truth {
	switch c.mode {
	case numberMode, dateMode:
		return r.compareNumbers(c, e)
	case textMode:
		return r.compareTexts(c, e)
	case wordMode:
		return r.compareWords(c, e)
	case flagMode:
		return c.set(r.flags != 0, r.flags&c.bits != 0)
	case stopMode:
		return c.set(r.stops != 0, r.stops&c.bits != 0)
	case labelMode:
		return c.set(len(r.labels) > 0, hasName(r.labels, c.strs))
	}
	return c.set(len(r.checks) > 0, hasName(r.checks, c.strs))
}

// set compares a set; it is always known.
func (c *comparison) set(any, has bool) Truth {
	switch c.op {
	case Has, Is:
		return yesIf(has)
	case HasNot, IsNot:
		return yesIf(!has)
	case Filled:
		return yesIf(any)
	case Empty:
		return yesIf(!any)
	}
	return No // Unknown
}

func yesIf(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

// presence answers Filled, Empty and Unknown: for a value of which nothing is told, whether it is filled is not clear.
func presence(op Op, how known) Truth {
	switch {
	case op == Unknown:
		return yesIf(how == untold)
	case how == untold:
		return Unclear
	}
	return yesIf((how == told) == (op == Filled))
}

func isPresence(op Op) bool { return op == Filled || op == Empty || op == Unknown }

func (r *run) compareNumbers(c *comparison, e elem) Truth {
	n, how := r.number(&c.left, e)
	if isPresence(c.op) {
		if how == told && n == 0 && c.mode == numberMode {
			how = nothing // no coupon is no coupon, whether the file says 0 or nothing
		}
		return presence(c.op, how)
	}
	if c.nums != nil && !c.clock { // the usual case, without a detour
		switch {
		case how == untold:
			return Unclear
		case how == nothing:
			return yesIf(c.op == IsNot)
		}
		return yesIf(holds(c.op, n, c.nums))
	}
	from := len(r.values)
	for i := range c.right {
		v, how := r.number(&c.right[i], e)
		r.values = append(r.values, value{v, how, c.right[i].kind == Today})
	}
	rights := r.values[from:]
	left := value{n, how, c.left.kind == Today}
	t := decide(c.op, left, rights)
	if c.clock {
		r.flips(c.op, left, rights, t)
	}
	r.values = r.values[:from]
	return t
}

// holds compares known numbers.
func holds(op Op, n int64, with []int64) bool {
	switch op {
	case Is, IsNot:
		for _, w := range with {
			if n == w {
				return op == Is
			}
		}
		return op == IsNot
	case Less:
		return n < with[0]
	case AtMost:
		return n <= with[0]
	case More:
		return n > with[0]
	case AtLeast:
		return n >= with[0]
	}
	return n >= with[0] && n <= with[1] // Between
}

// decide compares numbers of which some may not be known. What there is none of is neither equal to, nor before or after, anything.
func decide(op Op, left value, rights []value) Truth {
	switch op {
	case Is, IsNot:
		t := No
		for _, w := range rights {
			t = max(t, pair(Is, left, w))
		}
		if op == IsNot {
			t = Yes - t
		}
		return t
	case Between:
		return min(pair(AtLeast, left, rights[0]), pair(AtMost, left, rights[1]))
	}
	return pair(op, left, rights[0])
}

func pair(op Op, a, b value) Truth {
	switch {
	case a.how == untold || b.how == untold:
		return Unclear
	case a.how == nothing || b.how == nothing:
		return No
	}
	return yesIf(holds(op, a.n, []int64{b.n}))
}

// flips finds the first day after today on which the comparison comes out otherwise: with today+p on one side and a day d on the
// other it can only be d-p or the day after.
func (r *run) flips(op Op, left value, rights []value, now Truth) {
	if !r.clock {
		return
	}
	for _, w := range rights {
		if left.clock == w.clock || left.how != told || w.how != told {
			continue
		}
		ahead := left.n - w.n // days from today until both are equal
		if left.clock {
			ahead = -ahead
		}
		for _, days := range []int64{ahead, ahead + 1} {
			if days > 0 && days < r.untilDay-r.today && shifted(op, left, rights, days) != now {
				r.changesOn(r.today + days)
				break
			}
		}
	}
}

// shifted is decide on a day that comes days later.
func shifted(op Op, left value, rights []value, days int64) Truth {
	move := func(v value) value {
		if v.clock {
			v.n += days
		}
		return v
	}
	var few [4]value
	later := few[:0]
	for _, w := range rights {
		later = append(later, move(w))
	}
	return decide(op, move(left), later)
}

// number works out a side that is a number, a day, or yes or no.
func (r *run) number(o *operand, e elem) (int64, known) {
	switch o.kind {
	case FieldRef:
		n, how := o.num(r, e)
		return plus(n, o.plus), how
	case Today:
		if !r.clock {
			return 0, untold
		}
		return plus(r.today, o.plus), told
	case Gather:
		n, how := r.gather(o, e)
		return plus(n, o.plus), how
	}
	return o.konst, told
}

// gather puts the numbers of lines or destinations together. One that is not known makes the whole unknown, and so does one of
// which it is not clear whether it counts.
func (r *run) gather(o *operand, e elem) (total int64, how known) {
	how = nothing
	if o.agg == Count || o.agg == Sum {
		how = told
	}
	for i := range r.elements(o.over) {
		x, ok := r.element(o.over, o.scope, e, i)
		if !ok {
			continue
		}
		if o.where != nil {
			switch r.truth(o.where, x) {
			case Unclear:
				return 0, untold
			case No:
				continue
			}
		}
		if o.agg == Count {
			total++
			continue
		}
		n, h := r.number(o.inner, x)
		switch {
		case h == untold:
			return 0, untold
		case h == nothing:
		case o.agg == Sum:
			total = plus(total, n)
		case how == nothing:
			total, how = n, told
		case o.agg == Largest:
			total = max(total, n)
		default:
			total = min(total, n)
		}
	}
	return total, how
}

func (r *run) compareTexts(c *comparison, e elem) Truth {
	s, how := r.side(&c.left, e)
	if isPresence(c.op) {
		return presence(c.op, how)
	}
	if how == untold {
		return Unclear
	}
	if c.op == Matches {
		for _, re := range c.res {
			if c.fits(s, func(part string) bool { return re.MatchString(part) }) {
				return Yes
			}
		}
		return No
	}
	t := No
	if c.strs != nil {
		for _, w := range c.strs {
			if c.compareText(s, w) {
				t = Yes
				break
			}
		}
	} else {
		for i := range c.right {
			w, how := r.side(&c.right[i], e)
			switch {
			case how == untold:
				t = max(t, Unclear)
			case c.compareText(s, w):
				t = Yes
			}
		}
	}
	if c.op == IsNot || c.op == Lacks {
		t = Yes - t
	}
	return t
}

// side gives a text as compared.
func (r *run) side(o *operand, e elem) (string, known) {
	if o.kind == FieldRef {
		return r.text(o, e)
	}
	return o.str, told
}

// compareText compares two normalised texts; IsNot and Lacks are turned round by the caller. A text that is empty is contained in
// none.
func (c *comparison) compareText(s, w string) bool {
	switch c.op {
	case Is, IsNot:
		return c.fits(s, func(part string) bool { return part == w })
	case Contains, Lacks:
		return w != "" && strings.Contains(s, w)
	case Starts:
		return w != "" && c.fits(s, func(part string) bool { return strings.HasPrefix(part, w) })
	}
	return w != "" && c.fits(s, func(part string) bool { return strings.HasSuffix(part, w) }) // Ends
}

// fits asks the text, or any entry of a list.
func (c *comparison) fits(s string, is func(string) bool) bool {
	if !c.parts {
		return is(s)
	}
	for part := range strings.SplitSeq(s, "\n") {
		if is(part) {
			return true
		}
	}
	return false
}

func (r *run) compareWords(c *comparison, e elem) Truth {
	s, how := r.word(&c.left, e)
	if isPresence(c.op) {
		if s == "unknown" {
			how = untold // the word says that it is not known
		}
		return presence(c.op, how)
	}
	if how == untold {
		return Unclear
	}
	t := No
	if c.strs != nil {
		for _, w := range c.strs {
			if s == w {
				t = Yes
				break
			}
		}
	} else {
		for i := range c.right {
			w, how := c.right[i].str, told
			if c.right[i].kind == FieldRef {
				w, how = r.word(&c.right[i], e)
			}
			switch {
			case how == untold:
				t = max(t, Unclear)
			case s == w:
				t = Yes
			}
		}
	}
	if c.op == IsNot {
		t = Yes - t
	}
	return t
}
