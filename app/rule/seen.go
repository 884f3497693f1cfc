package rule

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// unseen are the fields that an acceptance does not cover: what was judged, the customer's other orders, the clock.
var unseen = map[string]bool{"gift": true, "place_gift": true, "flags": true, "stops": true, "labels": true, "checks": true,
	"times": true, "last_order": true, "candidates": true}

// Seen is a digest of the values that the rule's condition compares, as they are compared: the same as long as none of them
// changes, whatever else becomes of the order, and in whatever order its lines stand. What an owner accepted covers these. Flags,
// labels, the customer and the clock are not in it; nor is which sentences of a comment are released: the comment is.
func (p *Program) Seen(rule int, s *Subject) string {
	if rule < 0 || rule >= len(p.rules) {
		return ""
	}
	asked := map[string]bool{}
	askedBy(&p.rules[rule].when, asked)
	if asked["comment_rest"] {
		delete(asked, "comment_rest")
		asked["comment"] = true
	}
	r := borrow(s, false)
	defer r.giveBack()
	var parts []string
	for _, over := range []Over{TheOrder, Destinations, Lines} {
		n := 1
		if over != TheOrder {
			if n = r.elements(over); !asked[through(over)] {
				n = 0
			}
		}
		rows := make([]string, n)
		for i := range rows {
			for _, f := range fields {
				if asked[f.ID] && (f.Over == over || over == Lines && f.Over == Destinations) {
					rows[i] += f.ID + "=" + r.seen(f, over, i) + "\x1e"
				}
			}
		}
		slices.Sort(rows)
		parts = append(parts, strings.Join(rows, "\x1d"))
	}
	h := sha256.Sum256([]byte(strings.Join(parts, "\x1c")))
	return hex.EncodeToString(h[:8])
}

// through marks, among the fields that are asked about, that lines or destinations are gone through.
func through(over Over) string { return "#" + strconv.Itoa(int(over)) }

// seen writes one value; unknown, none and empty are three.
func (r *run) seen(f Field, over Over, i int) string {
	e := ofOrder
	switch over {
	case Lines:
		e.line = i
	case Destinations:
		e.dest = i
	}
	o := operand{kind: FieldRef, fieldOver: f.Over, slot: slots[f.ID], num: numbers[f.ID], text: texts[f.ID]}
	value, how := "", untold
	switch {
	case f.Type == TextType:
		c := r.text(&o, e)
		value, how = c.norm, c.how
	case o.text != nil:
		value, how = o.text(r, e)
	case o.num != nil:
		var n int64
		n, how = o.num(r, e)
		value = strconv.FormatInt(n, 10)
	}
	return strconv.Itoa(int(how)) + value
}

// askedBy collects the fields that a condition asks about.
func askedBy(n *node, asked map[string]bool) {
	if n.kind == Some || n.kind == Every || n.kind == None {
		asked[through(n.over)] = true
	}
	for i := range n.of {
		askedBy(&n.of[i], asked)
	}
	if n.cmp == nil {
		return
	}
	side := func(o *operand) {
		if o.kind == FieldRef && !unseen[o.field] {
			asked[o.field] = true
		}
		if o.kind == Gather {
			asked[through(o.over)] = true
			if o.inner != nil && !unseen[o.inner.field] {
				asked[o.inner.field] = true
			}
			if o.where != nil {
				askedBy(o.where, asked)
			}
		}
	}
	side(&n.cmp.left)
	for i := range n.cmp.right {
		side(&n.cmp.right[i])
	}
}
