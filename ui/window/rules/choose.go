package rules

import (
	"fmt"
	"slices"

	"miseban/app/rule"
	"miseban/ui/part"
)

// choose opens the list of a cell; typed is what was typed already.
func (x *editor) choose(i, c int, typed string) {
	if i >= len(x.tree.rows) || c >= len(x.tree.rows[i].cells) {
		return
	}
	r := x.tree.rows[i]
	one := r.cells[c]
	switch one.kind {
	case cellGroup:
		x.pickGroup(r, typed)
	case cellField:
		x.pickField(r.path.up(), r.path.last(), false, typed)
	case cellOp:
		x.pickOp(r, typed)
	case cellValue:
		x.pickValue(r.path, one.at, typed)
	case cellAdd:
		x.add(r.path, len(at(&x.e.rule.When, r.path).Of), typed)
	case cellDeed:
		if r.kind == rowAction {
			x.pickDeed(r.action, typed)
		}
	case cellSlot:
		x.pickSlot(r.action, slot(one.at), typed)
	case cellAddDeed:
		x.pickDeed(-1, typed)
	}
}

func (x *editor) list(title string, at int, choices []part.Command, typed string) {
	p := part.NewPickList(x.s.f.Window.Canvas(), title, at, choices)
	p.Show()
	p.Type(typed)
}

// add asks for the field of a new row, or for a group.
func (x *editor) add(list path, index int, typed string) { x.pickField(list, index, true, typed) }

// pickField asks what a row is about: its fields, sums over lines, and, for a new row, groups.
func (x *editor) pickField(list path, index int, fresh bool, typed string) {
	in := scope(&x.e.rule.When, list)
	var choices []part.Command
	now := 0
	put := func(c rule.Cond, then func(path)) func() {
		return func() {
			p := list.with(index)
			x.change(func() {
				if fresh {
					p = insert(&x.e.rule.When, list, index, c)
				} else {
					*at(&x.e.rule.When, p) = c
				}
			})
			then(p)
		}
	}
	old := rule.Cond{}
	if !fresh {
		old = *at(&x.e.rule.When, list.with(index))
	}
	field := func(f rule.Field, own bool) {
		c := newCond(f)
		where := f.Group
		if !fresh && old.Left.Kind == rule.FieldRef && old.Left.Field == f.ID {
			now, c = len(choices), old
		} else if t, was := typeOf(&old, in); !fresh && was.ID != "" && t == f.Type && len(f.Words) == 0 {
			c.Op, c.Right = old.Op, old.Right
		}
		p := func(p path) { x.goOn(p) }
		if !own {
			c = rule.Cond{Kind: rule.Some, Over: f.Over, Of: []rule.Cond{c}}
			where = map[rule.Over]string{rule.Lines: "明細のどれか", rule.Destinations: "お届け先のどれか"}[f.Over]
			p = func(p path) { x.goOn(p.with(0)) }
		}
		title := f.Name
		if f.Help != "" {
			title += "　" + f.Help
		}
		choices = append(choices, part.Command{Title: title, Key: where, Words: f.ID + " " + f.Group + " " + readings[f.ID], Do: put(c, p)})
	}
	for _, f := range rule.Fields() {
		if f.Over == in && in != rule.TheOrder {
			field(f, true)
		}
	}
	for _, f := range rule.Fields() {
		if f.Over == rule.TheOrder {
			field(f, true)
		}
	}
	if in == rule.TheOrder {
		for _, f := range rule.Fields() {
			if f.Over != rule.TheOrder {
				field(f, false)
			}
		}
		for _, g := range gathered() {
			c := rule.Cond{Kind: rule.Compare, Left: rule.Operand{Kind: rule.Gather, Agg: g.agg, Over: g.over, Field: g.field, Where: &rule.Cond{Kind: rule.All}}, Op: rule.AtLeast}
			if old.Left.Kind == rule.Gather && old.Left.Agg == g.agg && old.Left.Over == g.over && old.Left.Field == g.field {
				now, c = len(choices), old
			}
			choices = append(choices, part.Command{Title: g.name, Key: "合計・件数", Words: "gather sum count", Do: put(c, x.goOn)})
		}
	}
	if fresh {
		for _, g := range groups {
			if in != rule.TheOrder && g.over != rule.TheOrder {
				continue
			}
			c := rule.Cond{Kind: g.kind, Over: g.over}
			widen(&c)
			choices = append(choices, part.Command{Title: g.word, Key: "グループ　" + g.help, Words: "group guruupu " + g.help, Do: put(c, func(p path) { x.cursorOnAdd(inner(at(&x.e.rule.When, p), p)) })})
		}
	}
	x.list("何を見ますか（打つと絞り込めます）", now, choices, typed)
}

// goOn moves to the row's next open value and asks for it; a row that is complete leads to the next one.
func (x *editor) goOn(p path) {
	for i, r := range x.tree.rows {
		if r.kind != rowCond || !slices.Equal(r.path, p) {
			continue
		}
		for j, c := range r.cells {
			if c.missing {
				x.tree.goTo(i, j)
				x.choose(i, j, "")
				return
			}
		}
		x.cursorOnAdd(p.up())
		return
	}
}

func (x *editor) pickGroup(r row, typed string) {
	c := at(&x.e.rule.When, r.path)
	in := x.e.scope(r.path)
	var choices []part.Command
	now := 0
	for _, g := range groups {
		if in != rule.TheOrder && g.over != rule.TheOrder {
			continue
		}
		if g.kind == c.Kind && g.over == c.Over {
			now = len(choices)
		}
		choices = append(choices, part.Command{Title: g.word, Key: g.help, Do: func() {
			x.change(func() { regroup(&x.e.rule.When, r.path, g.kind, g.over) })
			x.cursorOn(r.path, 0)
		}})
	}
	x.list("どう当てはまればよいですか", now, choices, typed)
}

func (x *editor) pickOp(r row, typed string) {
	c := at(&x.e.rule.When, r.path)
	t, f := typeOf(c, x.e.scope(r.path))
	var choices []part.Command
	now := 0
	for _, o := range opWords(t) {
		if o.op == c.Op {
			now = len(choices)
		}
		choices = append(choices, part.Command{Title: f.Name + "　" + o.word, Do: func() {
			x.change(func() {
				k := at(&x.e.rule.When, r.path)
				k.Op = o.op
				least, more := values(t, o.op)
				if len(k.Right) > least && !more {
					k.Right = k.Right[:least]
				}
			})
			x.goOn(r.path)
		}})
	}
	x.list("どう比べますか", now, choices, typed)
}

// setValue puts a value into a row; several at once where the row takes them.
func (x *editor) setValue(p path, i int, o ...rule.Operand) {
	x.change(func() {
		c := at(&x.e.rule.When, p)
		right := slices.Clone(c.Right)
		for len(right) <= i {
			right = append(right, rule.Operand{})
		}
		right = slices.Replace(right, i, i+1, o...)
		c.Right = right
	})
	x.goOn(p)
}

// pickDeed asks for an action's kind; index -1 adds one.
func (x *editor) pickDeed(index int, typed string) {
	var choices []part.Command
	now := 0
	for _, d := range deeds {
		if d.kind == stopHere && (index >= 0 || x.e.rule.Stop) {
			continue
		}
		if index >= 0 && x.e.rule.Then[index].Kind == d.kind && x.e.rule.Then[index].Off == d.off {
			now = len(choices)
		}
		choices = append(choices, part.Command{Title: d.name, Key: d.help, Words: string(d.kind) + " " + deedReadings[d.kind], Do: func() {
			i := index
			x.change(func() {
				switch {
				case d.kind == stopHere:
					x.e.rule.Stop = true
				case i < 0:
					i = len(x.e.rule.Then)
					x.e.rule.Then = append(slices.Clone(x.e.rule.Then), newAction(d))
				default:
					then := slices.Clone(x.e.rule.Then)
					if then[i].Kind == d.kind {
						then[i].Off = d.off
					} else {
						then[i] = newAction(d)
					}
					x.e.rule.Then = then
				}
			})
			x.goOnAction(i)
		}})
	}
	x.list("当てはまる受注をどうしますか", now, choices, typed)
}

// goOnAction asks for what an action still wants to know.
func (x *editor) goOnAction(i int) {
	for n, r := range x.tree.rows {
		if r.kind != rowAction || r.action != i {
			continue
		}
		for j, c := range r.cells {
			if c.missing {
				x.tree.goTo(n, j)
				x.choose(n, j, "")
				return
			}
		}
	}
	x.tree.goTo(len(x.tree.rows)-1, 0)
}

// setSlot changes what an action says.
func (x *editor) setSlot(i int, f func(*rule.Action)) {
	x.change(func() {
		then := slices.Clone(x.e.rule.Then)
		f(&then[i])
		x.e.rule.Then = then
	})
	x.goOnAction(i)
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s件", part.Count(n))
}
