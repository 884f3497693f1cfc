package rule

import "regexp"

// comparison is a node that compares.
type comparison struct {
	op    Op
	mode  mode
	left  operand
	right []operand
	nums  []int64  // the right side, where all of it stands in the file
	strs  []string // the same of texts, normalised, and of words, by id
	chars []uint64 // which characters stand in the texts
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
