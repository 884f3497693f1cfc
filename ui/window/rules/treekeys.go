package rules

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"miseban/ui/part"
)

// TypedRune begins to search in the cell's list.
func (t *treeView) TypedRune(r rune) {
	if r > ' ' && t.row < len(t.rows) {
		t.open(t.row, t.cell, string(r))
	}
}

// TypedKey is Fyne's.
func (t *treeView) TypedKey(ev *fyne.KeyEvent) {
	if t.row >= len(t.rows) {
		t.pass(ev)
		return
	}
	r := t.rows[t.row]
	switch ev.Name {
	case fyne.KeyUp:
		t.goTo(t.step(t.row, -1), 0)
	case fyne.KeyDown:
		t.goTo(t.step(t.row, 1), 0)
	case fyne.KeyHome:
		t.goTo(0, 0)
	case fyne.KeyEnd:
		t.goTo(len(t.rows)-1, 0)
	case fyne.KeyLeft:
		t.goTo(t.row, t.cell-1)
	case fyne.KeyRight:
		t.goTo(t.row, t.cell+1)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.open(t.row, t.cell, "")
	case fyne.KeyInsert:
		t.move(t.row, fyne.KeyInsert)
	case fyne.KeyDelete, fyne.KeyBackspace:
		if c := r.cells[t.cell]; c.kind == cellValue && !c.quiet && len(r.cells) > 4 {
			t.drop(t.row, t.cell)
		} else if removable(r) {
			t.remove(t.row)
		}
	case desktop.KeyMenu:
		l := t.lines[t.row]
		t.showMenu(fyne.CurrentApp().Driver().AbsolutePositionForObject(t).AddXY(l.cells[t.cell].x, l.y+l.h))
	default:
		t.pass(ev)
	}
}

// TypedShortcut moves rows with Alt and the arrows; what it has no use for is the window's.
func (t *treeView) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierAlt && t.row < len(t.rows) {
		switch c.KeyName {
		case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
			t.move(t.row, c.KeyName)
			return
		}
	}
	part.PassShortcut(t, s)
}
