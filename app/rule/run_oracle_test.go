package rule

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"miseban/app/jst"
	"miseban/app/normal"
)

// cond works a condition out; scope says whether a line or a destination is asked of.
func (p *plainly) cond(c *Cond, scope Over, line, dest int) Truth {
	var each []Truth
	switch c.Kind {
	case Compare:
		return p.compare(c, scope, line, dest)
	case All, Any, Not:
		for i := range c.Of {
			each = append(each, p.cond(&c.Of[i], scope, line, dest))
		}
	default:
		for _, e := range p.elements(c.Over, scope, line, dest) {
			one := Yes
			for i := range c.Of {
				one = min(one, p.cond(&c.Of[i], c.Over, e[0], e[1]))
			}
			each = append(each, one)
		}
	}
	yes, no := slices.Contains(each, Yes), slices.Contains(each, No)
	unclear := slices.Contains(each, Unclear)
	switch c.Kind {
	case All, Every:
		switch {
		case no, c.Kind == Every && len(each) == 0:
			return No
		case unclear:
			return Unclear
		}
		return Yes
	case Any, Some:
		switch {
		case yes:
			return Yes
		case unclear:
			return Unclear
		}
		return No
	}
	switch { // Not, None
	case yes:
		return No
	case unclear:
		return Unclear
	}
	return Yes
}

// elements gives the lines or destinations that are gone through.
func (p *plainly) elements(over, scope Over, line, dest int) (out [][2]int) {
	f := p.s.Facts
	if over == Lines {
		for i, l := range f.Lines {
			if scope != Destinations || f.DestinationOf(l) == dest {
				out = append(out, [2]int{i, -1})
			}
		}
		return out
	}
	for i := range f.Destinations {
		if scope != Lines || f.DestinationOf(f.Lines[line]) == i {
			out = append(out, [2]int{-1, i})
		}
	}
	return out
}

// side works one side of a comparison out.
func (p *plainly) side(o *Operand, scope Over, line, dest int) any {
	switch o.Kind {
	case FieldRef:
		return add(p.ask(o.Field, line, dest), o.Plus)
	case Text, Word:
		return o.Text
	case Number:
		return o.Number + o.Plus
	case Day:
		return add(o.Date, o.Plus)
	case Today:
		return add(p.s.Today, o.Plus)
	}
	var values []any
	for _, e := range p.elements(o.Over, scope, line, dest) {
		if o.Where != nil {
			switch p.cond(o.Where, o.Over, e[0], e[1]) {
			case No:
				continue
			case Unclear:
				return nil
			}
		}
		v := any(int64(1))
		if o.Agg != Count {
			v = p.ask(o.Field, e[0], e[1])
		}
		switch v {
		case nil:
			return nil
		case jst.Date(""), none{}:
		default:
			values = append(values, v)
		}
	}
	if o.Agg == Count || o.Agg == Sum {
		total := o.Plus
		for _, v := range values {
			total += v.(int64)
		}
		return total
	}
	if len(values) == 0 {
		return none{}
	}
	slices.SortFunc(values, func(a, b any) int {
		if d, ok := a.(jst.Date); ok {
			return strings.Compare(string(d), string(b.(jst.Date)))
		}
		return int(a.(int64) - b.(int64))
	})
	if o.Agg == Largest {
		return add(values[len(values)-1], o.Plus)
	}
	return add(values[0], o.Plus)
}

func add(v any, n int64) any {
	switch v := v.(type) {
	case int64:
		return v + n
	case jst.Date:
		if v == "" {
			return none{}
		}
		return jst.DateOf(v.Time().Add(time.Duration(n) * 24 * time.Hour))
	}
	return v
}

func (p *plainly) compare(c *Cond, scope Over, line, dest int) Truth {
	left := p.side(&c.Left, scope, line, dest)
	isText, isWord := false, false
	if f, ok := FieldNamed(c.Left.Field, scope); ok && c.Left.Kind == FieldRef {
		isText, isWord = f.Type == TextType, f.Type == WordType
	}
	if isText {
		left = normalised(left)
	}
	switch c.Op {
	case Filled, Empty, Unknown:
		if left == "unknown" && isWord {
			left = nil
		}
		if c.Op == Unknown {
			return truthIs(left == nil)
		}
		if left == nil {
			return Unclear
		}
		there := true
		switch v := left.(type) {
		case none:
			there = false
		case string:
			there = v != ""
		case int64:
			there = v != 0
		case bool:
			there = v
		case []string:
			there = len(v) > 0
		}
		return truthIs(there == (c.Op == Filled))
	}
	if list, ok := left.([]string); ok {
		has := false
		for _, r := range c.Right {
			for _, l := range list {
				has = has || normal.Search(l) == normal.Search(r.Text)
			}
		}
		return truthIs(has == (c.Op == Has))
	}
	if _, ok := left.(bool); ok && len(c.Right) == 0 {
		return truthIs(left.(bool) == (c.Op == Is))
	} else if left == nil && len(c.Right) == 0 {
		return Unclear
	}
	var each []Truth
	for i := range c.Right {
		right := p.side(&c.Right[i], scope, line, dest)
		op := c.Op
		switch op {
		case IsNot:
			op = Is
		case Lacks:
			op = Contains
		case Between:
			op = []Op{AtLeast, AtMost}[i]
		}
		if s, ok := right.(string); ok && isBool(left) {
			right = s == "yes"
		}
		if isText && op != Matches {
			right = normalised(right)
		}
		each = append(each, compareTwo(op, left, right, isText, c.Left.Field == "options"))
	}
	switch {
	case c.Op == Between:
		return slices.Min(each)
	case c.Op == IsNot || c.Op == Lacks:
		return Yes - slices.Max(each)
	}
	return slices.Max(each)
}

func isBool(v any) bool { _, ok := v.(bool); return ok }

func truthIs(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

func normalised(v any) any {
	if s, ok := v.(string); ok {
		if s = normal.Search(s); strings.Trim(s, "\n") == "" {
			s = ""
		}
		return s
	}
	return v
}

// compareTwo compares two values.
func compareTwo(op Op, left, right any, text, list bool) Truth {
	if left == nil || right == nil {
		return Unclear
	}
	noDay := func(v any) bool { return v == any(none{}) || v == any(jst.Date("")) }
	if !text && op != Is && (noDay(left) || noDay(right)) {
		return No
	}
	switch l := left.(type) {
	case string:
		r, ok := right.(string)
		if !ok {
			return No
		}
		parts := []string{l}
		if list {
			parts = strings.Split(l, "\n")
		}
		if op == Contains {
			return truthIs(r != "" && strings.Contains(l, r))
		}
		for _, part := range parts {
			hit := false
			switch op {
			case Is:
				hit = part == r
			case Starts:
				hit = r != "" && strings.HasPrefix(part, r)
			case Ends:
				hit = r != "" && strings.HasSuffix(part, r)
			case Matches:
				hit = regexp.MustCompile(inPlain[r]).MatchString(part)
			}
			if hit {
				return Yes
			}
		}
		return No
	case bool:
		return truthIs(l == right)
	case int64:
		r, ok := right.(int64)
		return truthIs(ok && ordered(op, l-r))
	case jst.Date:
		r, ok := right.(jst.Date)
		return truthIs(ok && l != "" && r != "" && ordered(op, int64(strings.Compare(string(l), string(r)))))
	case none: // two that are both none are not the same
		return No
	}
	panic("a value of no kind")
}

// inPlain is what the patterns of the generator mean on normalised text.
var inPlain = map[string]string{`名入れ`: `名入れ`, `ナマエ|山﨑`: `なまえ|山崎`, `^\d{3}-?\d{4}`: `^[0-9]{7}`, `Gift.*`: `gift`, `[ァ-ヶ]{3}`: `[ぁ-ゖァ-ヶ]{3}`,
	`（です|行目）$`: `(です|行目)$`, `\D\S`: `[^0-9].|[^0-9]\n`}

func ordered(op Op, diff int64) bool {
	return map[Op]bool{Is: diff == 0, Less: diff < 0, AtMost: diff <= 0, More: diff > 0, AtLeast: diff >= 0}[op]
}

// fires runs a set the long way.
func fires(set *Set, s *Subject) Outcome {
	p := plainlyOf(s)
	out := Outcome{Stopped: -1}
	won := map[ActionKind]int{}
	for i := range set.Rules {
		r := &set.Rules[i]
		if r.Off || p.cond(&r.When, TheOrder, -1, -1) != Yes {
			continue
		}
		out.Fired = append(out.Fired, i)
		for k := range r.Then {
			a := &r.Then[k]
			e := Effect{Rule: i, Action: a, Lost: -1}
			if a.Kind == HoldUntil || a.Kind == ShipOn {
				e.Day, _ = p.side(&a.When, TheOrder, -1, -1).(jst.Date)
			}
			if a.Kind.Exclusive() {
				if w, ok := won[a.Kind]; ok {
					e.Lost = w
				} else {
					won[a.Kind] = i
				}
			}
			switch a.Kind {
			case SetFlag:
				p.flags = with(p.flags, a.Text, !a.Off)
				if a.Text == "gift" {
					for g := range p.gifts {
						p.gifts[g] = !a.Off
					}
				}
			case SetLabel:
				p.labels = with(p.labels, a.Text, !a.Off)
			case SetCheck:
				p.checks = with(p.checks, a.Text, !a.Off)
			}
			out.Effects = append(out.Effects, e)
		}
		if r.Stop {
			out.Stopped = i
			break
		}
	}
	return out
}

func with(names []string, name string, on bool) []string {
	names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
	if on {
		names = append(names, name)
	}
	return names
}
