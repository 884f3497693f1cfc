package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Columns tells what the owner did to the columns, to be kept.
func (g *Grid) Columns() []ColumnState {
	states := make([]ColumnState, len(g.columns))
	for i, c := range g.columns {
		states[i] = ColumnState{c.ID, c.Width, c.Hidden}
	}
	return states
}

// SetColumns restores what was kept. Columns that it doesn't know stay as they were made, those
// that are no longer there are ignored.
func (g *Grid) SetColumns(states []ColumnState) {
	for _, s := range states {
		for i := range g.columns {
			if c := &g.columns[i]; c.ID == s.ID {
				c.Width, c.Hidden = max(leastWidth, s.Width), s.Hidden && !c.Always
			}
		}
	}
	g.Refresh()
}

func (g *Grid) keepColumns() {
	if g.OnColumns != nil {
		g.OnColumns(g.Columns())
	}
}

func (g *Grid) setWidth(column int, w float32) {
	g.columns[column].Width = max(leastWidth, w)
	g.relayout()
}

func (g *Grid) relayout() {
	g.body.forget()
	g.Refresh()
}

// ToggleColumn shows or hides a column and calls back.
func (g *Grid) ToggleColumn(id string) {
	for i := range g.columns {
		if c := &g.columns[i]; c.ID == id && !c.Always {
			c.Hidden = !c.Hidden
			g.relayout()
			g.keepColumns()
		}
	}
}

// ResetColumns gives every column back its first width and place, and calls back.
func (g *Grid) ResetColumns() {
	copy(g.columns, g.original)
	g.relayout()
	g.keepColumns()
}

// ColumnsMenu is the menu of the right button on the header: which columns are shown.
func (g *Grid) ColumnsMenu() *fyne.Menu {
	menu := fyne.NewMenu("列")
	for _, c := range g.columns {
		if c.Always || c.Title == "" {
			continue
		}
		item := fyne.NewMenuItem(c.Title, func() { g.ToggleColumn(c.ID) })
		item.Checked = !c.Hidden
		menu.Items = append(menu.Items, item)
	}
	menu.Items = append(menu.Items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("列を初めの幅に戻す", g.ResetColumns))
	return menu
}

// ShowColumnsMenu opens that menu at a place of the canvas.
func (g *Grid) ShowColumnsMenu(at fyne.Position) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		widget.ShowPopUpMenuAtPosition(g.ColumnsMenu(), c, at)
	}
}
