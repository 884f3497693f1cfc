package grid

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
	"miseban/ui/part"
)

// focus takes the keyboard, so that the arrows work after a click.
func (g *Grid) focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil && c.Focused() != fyne.Focusable(g) {
		c.Focus(g)
	}
}

// FocusGained is Fyne's.
func (g *Grid) FocusGained() { g.focused = true; g.body.paintMarks() }

// FocusLost is Fyne's.
func (g *Grid) FocusLost() { g.focused, g.shift = false, false; g.body.paintMarks() }

// KeyDown remembers Shift, which Fyne's key events don't tell.
func (g *Grid) KeyDown(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		g.shift = true
	}
}

// KeyUp is Fyne's.
func (g *Grid) KeyUp(ev *fyne.KeyEvent) {
	if ev.Name == desktop.KeyShiftLeft || ev.Name == desktop.KeyShiftRight {
		g.shift = false
	}
}

// TypedRune is Fyne's.
func (g *Grid) TypedRune(r rune) {
	if r != ' ' {
		part.PassRune(g, r)
	}
}

// TypedKey is Fyne's.
func (g *Grid) TypedKey(ev *fyne.KeyEvent) {
	at, n := g.sel.Cursor(), g.sel.Len()
	if n == 0 {
		part.PassKey(g, ev)
		return
	}
	switch ev.Name {
	case fyne.KeyUp:
		g.move(g.step(at, -1))
	case fyne.KeyDown:
		g.move(g.step(at, 1))
	case fyne.KeyPageUp:
		g.move(at - g.page())
	case fyne.KeyPageDown:
		g.move(at + g.page())
	case fyne.KeyHome:
		g.move(0)
	case fyne.KeyEnd:
		g.move(n - 1)
	case fyne.KeySpace:
		g.sel.Toggle(at)
		g.selected()
	case fyne.KeyReturn, fyne.KeyEnter:
		g.open(at)
	case fyne.KeyLeft, fyne.KeyRight:
		g.sideways(ev.Name == fyne.KeyRight)
	case desktop.KeyMenu:
		g.menuAtCursor()
	case fyne.KeyF10:
		if g.shift {
			g.menuAtCursor()
			return
		}
		part.PassKey(g, ev)
	default:
		part.PassKey(g, ev)
	}
}

// step goes from the cursor; the first press in an untouched list marks the row it stands on.
func (g *Grid) step(at, by int) int {
	if g.sel.Count() == 0 && at == 0 && !g.shift {
		return at
	}
	return at + by
}

func (g *Grid) move(to int) {
	to = g.sel.clamp(to)
	if g.shift {
		g.sel.Extend(to)
	} else {
		g.sel.Click(to)
	}
	g.ScrollTo(to)
	g.selected()
}

func (g *Grid) sideways(right bool) {
	if g.fit || g.total <= g.scroll.Size().Width {
		return
	}
	by := float32(-120)
	if right {
		by = 120
	}
	x := min(max(0, g.scroll.Offset.X+by), g.total-g.scroll.Size().Width)
	g.scroll.ScrollToOffset(fyne.NewPos(x, g.scroll.Offset.Y))
	g.scrolled()
}

func (g *Grid) open(row int) {
	if g.OnOpen != nil {
		g.OnOpen(row)
	}
}

// TypedShortcut is Fyne's.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	switch one := s.(type) {
	case *fyne.ShortcutSelectAll:
		g.SelectAll()
		return
	case *fyne.ShortcutCopy:
		g.copy(one.Clipboard)
		return
	case *desktop.CustomShortcut:
		if one.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0 {
			switch one.KeyName {
			case fyne.KeyHome, fyne.KeyEnd, fyne.KeySpace:
				g.shift = one.Modifier&fyne.KeyModifierShift != 0
				g.TypedKey(&fyne.KeyEvent{Name: one.KeyName})
				return
			}
		}
	}
	if g.OnShortcut != nil && g.OnShortcut(s) {
		return
	}
	part.PassShortcut(g, s)
}

func (g *Grid) copy(clipboard fyne.Clipboard) {
	rows := g.sel.Rows()
	if len(rows) == 0 {
		return
	}
	if g.OnCopy != nil {
		g.OnCopy(rows)
		return
	}
	if clipboard == nil {
		clipboard = fyne.CurrentApp().Clipboard()
	}
	clipboard.SetContent(g.TSV(rows))
}

// TSV writes rows as tab separated text with the titles of the columns in sight, for a spreadsheet.
// Tabs and line breaks inside a cell become spaces.
func (g *Grid) TSV(rows []int) string {
	var b strings.Builder
	clean := strings.NewReplacer("\t", " ", "\r", "", "\n", " ")
	for i, c := range g.shown {
		if i > 0 {
			b.WriteByte('\t')
		}
		b.WriteString(clean.Replace(c.Title))
	}
	b.WriteByte('\n')
	for _, r := range rows {
		cells := g.rows.Row(r).Cells
		for i, c := range g.shown {
			if i > 0 {
				b.WriteByte('\t')
			}
			if c.index < len(cells) {
				b.WriteString(clean.Replace(cells[c.index].Plaintext()))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// menuAtCursor opens the menu below the cursor's row.
func (g *Grid) menuAtCursor() {
	at := g.sel.Cursor()
	if !g.sel.Has(at) {
		g.sel.Click(at)
		g.selected()
	}
	g.ScrollTo(at)
	top, _ := g.viewport()
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(g)
	g.showMenu(pos.AddXY(40, headerHeight+look.RowHeight*float32(at+1)-top))
}

func (g *Grid) showMenu(at fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(g)
	if g.OnMenu == nil || c == nil || g.sel.Count() == 0 {
		return
	}
	if menu := g.OnMenu(g.sel.Rows()); menu != nil {
		widget.ShowPopUpMenuAtPosition(menu, c, at)
	}
}
