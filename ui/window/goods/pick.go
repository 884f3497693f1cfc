package goods

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/normal"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
)

// option is one line of a list to pick from.
type option struct {
	key   string
	cells []grid.Cell
	hay   string // what the search looks through
}

// finds tells whether all words of a search stand in a text that Search normalised.
func finds(hay string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return true
}

// wordsOf cuts a search into words.
func wordsOf(search string) []string {
	words := strings.Fields(search)
	for i, w := range words {
		words[i] = normal.Search(w)
	}
	return words
}

// pickList asks for one of a list, found by typing: ↓ or Enter lead to the list, Enter there or a double click chooses.
func pickList(c fyne.Canvas, title, about, hint, label string, columns []grid.Column, options []option, present string, do func(key string)) {
	g := grid.New(columns)
	g.SetEmpty(part.NewEmptyState("見つかりません", "言葉を短くしてみてください。"))
	var shown []option
	field := part.NewSearchField(hint, "")
	var d *part.Dialog
	fill := func(text string) {
		words := wordsOf(text)
		shown = nil
		f := grid.Fixed{}
		at := 0
		for _, o := range options {
			if !finds(o.hay, words) {
				continue
			}
			if o.key == present && present != "" {
				at = len(shown)
			}
			shown = append(shown, o)
			f.Lines, f.Keys = append(f.Lines, grid.Row{Cells: o.cells}), append(f.Keys, o.key)
		}
		g.SetRows(f)
		if len(shown) > 0 {
			g.Select(at)
		}
	}
	field.OnSearch = fill
	field.OnLeave = func() { c.Focus(g) }
	chosen := func() (string, bool) {
		rows := g.Selection().Rows()
		if len(rows) != 1 || rows[0] >= len(shown) {
			return "", false
		}
		return shown[rows[0]].key, true
	}
	g.OnOpen = func(row int) {
		if row < len(shown) {
			key := shown[row].key
			d.Close()
			do(key)
		}
	}
	box := part.VStack(8)
	if about != "" {
		box.Add(part.NewNote(about, part.Quiet))
	}
	box.Add(field)
	box.Add(container.NewGridWrap(fyne.NewSize(pickWidth-44, 330), onSurface(g)))
	d = part.NewDialog(c, title, box, part.Choice{Label: label, Kind: part.Primary, Default: true,
		Keep: func() bool { _, ok := chosen(); return !ok },
		Do: func() {
			if key, ok := chosen(); ok {
				do(key)
			}
		}})
	d.SetWidth(pickWidth)
	fill("")
	d.Show(field)
}

// onSurface gives a list on a card the card's ground.
func onSurface(g *grid.Grid) fyne.CanvasObject {
	return container.NewStack(part.NewGround(look.Surface), g)
}

const pickWidth = 760

// pickSKU asks for a SKU of the catalogue.
func (s *Screen) pickSKU(title, about, present string, do func(sku string)) {
	options := make([]option, len(s.items))
	for i, x := range s.items {
		options[i] = option{x.SKU, []grid.Cell{grid.Text(x.SKU), grid.Text(x.Name), grid.Text(x.goods.Supplier), grid.Text(known(x.OnHand))}, x.hay}
	}
	pickList(s.f.Window.Canvas(), title, about, "SKU・商品名・仕入先・JANで探す", "このSKUにする",
		[]grid.Column{{ID: "sku", Title: "SKU", Width: 190, NoSort: true}, {ID: "name", Title: "商品名", Width: 240, Grow: true, NoSort: true}, {ID: "supplier", Title: "仕入先", Width: 120, NoSort: true},
			{ID: "stock", Title: "在庫", Width: 60, Align: grid.Right, NoSort: true}}, options, present, do)
}
