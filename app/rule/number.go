package rule

// value is a side that was worked out.
type value struct {
	n     int64
	how   known
	clock bool // it goes with today
}

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
