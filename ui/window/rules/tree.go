package rules

import (
	"slices"

	"miseban/app/rule"
)

// path leads from a rule's condition to a node: indices in Of; inWhere leads to what a count or a sum is taken over.
type path []int

const inWhere = -1

func (p path) with(i int) path { return append(slices.Clone(p), i) }
func (p path) up() path        { return append(path{}, p[:len(p)-1]...) }
func (p path) last() int       { return p[len(p)-1] }

// at finds a node; nil where there is none.
func at(c *rule.Cond, p path) *rule.Cond {
	for _, i := range p {
		switch {
		case c == nil:
			return nil
		case i == inWhere:
			c = c.Left.Where
		case i < 0 || i >= len(c.Of):
			return nil
		default:
			c = &c.Of[i]
		}
	}
	return c
}

// inner is the path of the node whose Of are the rows below a header; nil where nothing can stand below.
func inner(c *rule.Cond, p path) path {
	switch {
	case c.Kind == rule.Not:
		return p.with(0)
	case c.Kind != rule.Compare:
		return append(path{}, p...)
	case c.Left.Where != nil:
		return p.with(inWhere)
	}
	return nil
}

// widen makes every Not a list, and every part of a sum too, so that rows can be added; narrow undoes that.
func widen(c *rule.Cond) {
	if c.Kind == rule.Not && (len(c.Of) != 1 || c.Of[0].Kind != rule.Any) {
		c.Of = []rule.Cond{{Kind: rule.Any, Of: c.Of}}
	}
	for i := range c.Of {
		widen(&c.Of[i])
	}
	for _, o := range operands(c) {
		if w := o.Where; w != nil {
			if w.Kind != rule.All {
				one := *w
				*w = rule.Cond{Kind: rule.All, Of: []rule.Cond{one}}
			}
			widen(w)
		}
	}
}

func narrow(c *rule.Cond) {
	for i := range c.Of {
		narrow(&c.Of[i])
	}
	if c.Kind == rule.Not && len(c.Of) == 1 && c.Of[0].Kind == rule.Any && len(c.Of[0].Of) == 1 {
		c.Of = c.Of[0].Of
	}
	for _, o := range operands(c) {
		if o.Where == nil {
			continue
		}
		narrow(o.Where)
		if len(o.Where.Of) == 0 {
			o.Where = nil
		} else if len(o.Where.Of) == 1 {
			one := o.Where.Of[0]
			o.Where = &one
		}
	}
}

func operands(c *rule.Cond) []*rule.Operand {
	if c.Kind != rule.Compare {
		return nil
	}
	out := []*rule.Operand{&c.Left}
	for i := range c.Right {
		out = append(out, &c.Right[i])
	}
	return out
}

// scope tells what the rows of a node are asked of: the order, one line, one destination.
func scope(root *rule.Cond, p path) rule.Over {
	in, c := rule.TheOrder, root
	for i := 0; ; i++ {
		switch c.Kind {
		case rule.Some, rule.Every, rule.None:
			in = c.Over
		}
		if i == len(p) {
			return in
		}
		if p[i] == inWhere {
			in = c.Left.Over
		}
		if c = at(c, p[i:i+1]); c == nil {
			return in
		}
	}
}

// insert puts a node into a list and tells its path.
func insert(root *rule.Cond, list path, index int, c rule.Cond) path {
	l := at(root, list)
	index = min(max(index, 0), len(l.Of))
	l.Of = slices.Insert(l.Of, index, c)
	return list.with(index)
}

// cut takes a node out. Headers that hold nothing then stay: they are marked until something is put in.
func cut(root *rule.Cond, p path) rule.Cond {
	l := at(root, p.up())
	c := l.Of[p.last()]
	l.Of = slices.Delete(l.Of, p.last(), p.last()+1)
	return c
}

// header is the path of the row that a list stands below.
func header(root *rule.Cond, list path) path {
	if len(list) == 0 {
		return list
	}
	if list.last() == inWhere {
		return list.up()
	}
	if up := at(root, list.up()); up.Kind == rule.Not {
		return list.up()
	}
	return list
}

// shift moves a node up or down among its neighbours, over the edge out of its group, and tells where it is then.
func shift(root *rule.Cond, p path, by int) path {
	list := p.up()
	n := len(at(root, list).Of)
	if to := p.last() + by; to >= 0 && to < n {
		l := at(root, list)
		l.Of[p.last()], l.Of[to] = l.Of[to], l.Of[p.last()]
		return list.with(to)
	}
	return outdent(root, p, by < 0)
}

// outdent puts a node beside the header of its group, before or behind it.
func outdent(root *rule.Cond, p path, before bool) path {
	h := header(root, p.up())
	if len(h) == 0 {
		return p
	}
	from := scope(root, p.up())
	c := cut(root, p)
	list, index := h.up(), h.last()
	switch {
	case at(root, h).Kind != rule.Compare && len(at(root, p.up()).Of) == 0:
		cut(root, h) // a group that holds nothing any more
	case !before:
		index++
	}
	fit(&c, from, scope(root, list))
	return insert(root, list, index, c)
}

// indent puts a node into the group above it, or begins a new group with it.
func indent(root *rule.Cond, p path) path {
	list := p.up()
	from := scope(root, list)
	if i := p.last(); i > 0 {
		above := at(root, list.with(i-1))
		into := inner(above, list.with(i-1))
		if above.Kind != rule.Compare && (scope(root, into) == rule.TheOrder || !goesThrough(at(root, p))) {
			c := cut(root, p)
			fit(&c, from, scope(root, into))
			return insert(root, into, len(at(root, into).Of), c)
		}
	}
	return wrap(root, p, rule.Any, rule.TheOrder)
}

// goesThrough tells whether a node goes through lines or destinations: such a one can't stand inside another.
func goesThrough(c *rule.Cond) bool {
	return c.Over != rule.TheOrder || c.Left.Kind == rule.Gather || slices.ContainsFunc(c.Of, func(x rule.Cond) bool { return goesThrough(&x) })
}

// wrap puts a node alone into a new group and tells the node's new path.
func wrap(root *rule.Cond, p path, kind rule.CondKind, over rule.Over) path {
	c := at(root, p)
	one := *c
	*c = rule.Cond{Kind: kind, Over: over, Of: []rule.Cond{one}}
	widen(c)
	if kind == rule.Not && one.Kind == rule.Any {
		return p // "none of them" takes the place of "one of them"
	}
	return inner(c, p).with(0)
}

// fit keeps a row's meaning when it moves: what is asked of a line needs 明細のどれか around it where no line is at hand.
func fit(c *rule.Cond, from, to rule.Over) {
	if from == to || from == rule.TheOrder {
		return
	}
	if c.Kind == rule.Compare && c.Left.Kind == rule.FieldRef {
		if f, ok := rule.FieldNamed(c.Left.Field, to); ok && f.ID == c.Left.Field && f.Over != from {
			return
		}
	}
	*c = rule.Cond{Kind: rule.Some, Over: from, Of: []rule.Cond{*c}}
}

// regroup changes what a header says; the rows below stay.
func regroup(root *rule.Cond, p path, kind rule.CondKind, over rule.Over) {
	c := at(root, p)
	if len(p) == 0 { // the whole stays "all of them": another word goes into it
		if kind != rule.All {
			*c = rule.Cond{Kind: rule.All, Of: []rule.Cond{{Kind: kind, Over: over, Of: c.Of}}}
			widen(c)
		}
		return
	}
	rows := at(root, inner(c, p)).Of
	*c = rule.Cond{Kind: kind, Over: over, Of: rows, Comments: c.Comments}
	if kind == rule.Not {
		c.Of = []rule.Cond{{Kind: rule.Any, Of: rows}}
	}
}

// dissolve puts the rows of a group in its place.
func dissolve(root *rule.Cond, p path) {
	if len(p) == 0 {
		return
	}
	c := at(root, p)
	from := scope(root, inner(c, p))
	rows := slices.Clone(at(root, inner(c, p)).Of)
	list := p.up()
	for i := range rows {
		fit(&rows[i], from, scope(root, list))
	}
	l := at(root, list)
	l.Of = slices.Replace(l.Of, p.last(), p.last()+1, rows...)
}
