package rules

import (
	"slices"

	"fyne.io/fyne/v2"

	"miseban/app/rule"
)

// cursorOn puts the cursor onto the row of a condition.
func (x *editor) cursorOn(p path, c int) {
	for i, r := range x.tree.rows {
		if (r.kind == rowCond || r.kind == rowHeader) && slices.Equal(r.path, p) {
			x.tree.goTo(i, c)
			return
		}
	}
}

// cursorOnAdd puts it onto the row that adds to a list.
func (x *editor) cursorOnAdd(list path) {
	for i, r := range x.tree.rows {
		if r.kind == rowAdd && slices.Equal(r.path, list) {
			x.tree.goTo(i, 0)
			return
		}
	}
}

func (x *editor) cursorOnAction(i, c int) {
	for n, r := range x.tree.rows {
		if (r.kind == rowAction || r.kind == rowStop) && r.action == i {
			x.tree.goTo(n, c)
			return
		}
	}
	x.tree.goTo(len(x.tree.rows)-1, 0)
}

// removeRow takes a row out; a group with all that stands below it.
func (x *editor) removeRow(i int) {
	if i >= len(x.tree.rows) || !removable(x.tree.rows[i]) {
		return
	}
	r := x.tree.rows[i]
	x.change(func() {
		switch r.kind {
		case rowAction:
			x.e.rule.Then = slices.Delete(slices.Clone(x.e.rule.Then), r.action, r.action+1)
		case rowStop:
			x.e.rule.Stop = false
		default:
			cut(&x.e.rule.When, r.path)
		}
	})
	x.tree.goTo(min(i, len(x.tree.rows)-1), 0)
}

// dropValue takes one of several values out of a row.
func (x *editor) dropValue(i, c int) {
	r := x.tree.rows[i]
	v := r.cells[c].at
	x.change(func() {
		k := at(&x.e.rule.When, r.path)
		if v < len(k.Right) {
			k.Right = slices.Delete(k.Right, v, v+1)
		}
	})
	x.tree.goTo(i, c-1)
}

// moveRow moves a row: Alt and the arrows; Insert adds one behind it.
func (x *editor) moveRow(i int, key fyne.KeyName) {
	r := x.tree.rows[i]
	switch r.kind {
	case rowCond, rowHeader:
		if len(r.path) == 0 {
			if key == fyne.KeyInsert {
				x.add(path{}, 0, "")
			}
			return
		}
		x.moveCond(r, key)
	case rowAdd:
		if key == fyne.KeyInsert {
			x.add(r.path, len(at(&x.e.rule.When, r.path).Of), "")
		}
	case rowAction:
		x.moveAction(r.action, key)
	case rowStop, rowAddAction:
		if key == fyne.KeyInsert {
			x.pickDeed(-1, "")
		}
	}
}

func (x *editor) moveCond(r row, key fyne.KeyName) {
	to := r.path
	if key == fyne.KeyInsert {
		x.add(r.path.up(), r.path.last()+1, "")
		return
	}
	root := &x.e.rule.When
	first := len(r.path) == 1
	n := len(at(root, r.path.up()).Of)
	if first && (key == fyne.KeyLeft || key == fyne.KeyUp && r.path[0] == 0 || key == fyne.KeyDown && r.path[0] == n-1) {
		return
	}
	x.change(func() {
		switch key {
		case fyne.KeyUp:
			to = shift(root, r.path, -1)
		case fyne.KeyDown:
			to = shift(root, r.path, 1)
		case fyne.KeyLeft:
			to = outdent(root, r.path, false)
		case fyne.KeyRight:
			to = indent(root, r.path)
		}
	})
	x.cursorOn(to, 0)
}

func (x *editor) moveAction(i int, key fyne.KeyName) {
	to := i
	switch key {
	case fyne.KeyUp:
		to--
	case fyne.KeyDown:
		to++
	case fyne.KeyInsert:
		x.pickDeed(-1, "")
		return
	}
	if to == i || to < 0 || to >= len(x.e.rule.Then) {
		return
	}
	x.change(func() {
		then := slices.Clone(x.e.rule.Then)
		then[i], then[to] = then[to], then[i]
		x.e.rule.Then = then
	})
	x.cursorOnAction(to, 0)
}

// rowMenu is the menu of a row, for the mouse.
func (x *editor) rowMenu(i int) *fyne.Menu {
	r := x.tree.rows[i]
	m := fyne.NewMenu("")
	item := func(label string, do func()) { m.Items = append(m.Items, fyne.NewMenuItem(label, do)) }
	key := func(k fyne.KeyName) func() { return func() { x.moveRow(i, k) } }
	switch r.kind {
	case rowCond, rowHeader:
		item("この下に条件を足す　Insert", key(fyne.KeyInsert))
		if len(r.path) > 0 {
			item("上へ　Alt+↑", key(fyne.KeyUp))
			item("下へ　Alt+↓", key(fyne.KeyDown))
			item("グループに入れる　Alt+→", key(fyne.KeyRight))
			item("グループから出す　Alt+←", key(fyne.KeyLeft))
			for _, g := range groups[:3] {
				item("「"+g.word+"」で囲む", func() { x.wrapRow(r, g) })
			}
			if r.kind == rowHeader {
				item("グループをほどく", func() {
					x.change(func() { dissolve(&x.e.rule.When, r.path) })
					x.tree.goTo(i, 0)
				})
			}
			item("削除　Delete", func() { x.removeRow(i) })
		}
	case rowAction:
		item("動作を足す　Insert", key(fyne.KeyInsert))
		item("上へ　Alt+↑", key(fyne.KeyUp))
		item("下へ　Alt+↓", key(fyne.KeyDown))
		item("削除　Delete", func() { x.removeRow(i) })
	case rowStop:
		item("削除　Delete", func() { x.removeRow(i) })
	default:
		return nil
	}
	return m
}

func (x *editor) wrapRow(r row, g group) {
	var to path
	x.change(func() { to = wrap(&x.e.rule.When, r.path, g.kind, g.over) })
	x.cursorOn(to, 0)
}

// newCond is a row of a field before a value is chosen.
func newCond(f rule.Field) rule.Cond {
	return rule.Cond{Kind: rule.Compare, Left: rule.Operand{Kind: rule.FieldRef, Field: f.ID}, Op: opWords(f.Type)[0].op}
}
