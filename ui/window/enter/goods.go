package enter

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/flow/enter"
	"miseban/app/order"
	"miseban/ui/part"
)

// line is one row of the table of goods.
type line struct {
	name, qty, price, tax, options *input
	dest                           *input // where there are several destinations
	code, sku                      string // of what was taken from the list
	took                           string // its name as it was taken
	about                          *part.Paragraph
	sum                            *part.Text
	object                         fyne.CanvasObject
}

// widths are the table's columns in pixels; 0 takes what is left.
type widths []float32

// table: 商品, 個数, 単価, 税率, 小計, ×
var table = widths{0, 68, 92, 66, 80, 30}

const columnGap = 6

// MinSize is Fyne's.
func (w widths) MinSize(o []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(120+columnGap*float32(len(w)-1), 0)
	for i, x := range w {
		s.Width += x
		s.Height = max(s.Height, o[i].MinSize().Height)
	}
	return s
}

// Layout is Fyne's.
func (w widths) Layout(o []fyne.CanvasObject, size fyne.Size) {
	rest := size.Width - columnGap*float32(len(w)-1)
	for _, x := range w {
		rest -= x
	}
	at := float32(0)
	for i, x := range w {
		if x == 0 {
			x = rest
		}
		h := o[i].MinSize().Height
		o[i].Move(fyne.NewPos(at, (size.Height-h)/2))
		o[i].Resize(fyne.NewSize(x, h))
		at += x + columnGap
	}
}

// goods is the card of what is ordered.
func (s *Screen) goods() fyne.CanvasObject {
	s.table = part.VStack(5)
	s.lines = nil
	s.addLine()
	head := container.New(table, part.NewText("商品", part.Caption), part.NewText("個数", part.Caption), part.NewText("単価（税込）", part.Caption), part.NewText("税率", part.Caption),
		part.NewTextRight("小計", part.Caption), part.NewText("", part.Caption))
	return part.VStack(6, part.NewText("商品", part.Strong), head, part.NewRule(), s.table)
}

// addLine adds an empty row at the end.
func (s *Screen) addLine() *line {
	l := &line{about: part.NewNote("", part.Caption), sum: part.NewTextRight("—", part.Body)}
	name := part.NewSuggestEntry("商品名・SKU・コードで探す", s.layer)
	l.name = suggesting(name)
	s.watch("name", l.name, s.main)
	var found []enter.Item
	name.OnAsk = func(text string) {
		if text != l.took { // another thing than the one that was taken
			l.code, l.sku = "", ""
			s.describe(l)
		}
		s.search(name, text, func(all []enter.Item) { found = all })
	}
	name.OnTake = func(i int) { s.takeItem(l, found[i]) }
	next := func(e *part.NumberEntry) {
		commit := e.OnEnter
		e.OnEnter = func() { commit(); s.f.Window.Canvas().FocusNext() }
	}
	var e *part.NumberEntry
	cell := func(id, placeholder string) (*input, *part.NumberEntry) {
		w, e := number(placeholder)
		e.SetWidth(0)
		next(e)
		s.watch(id, w, s.main)
		return w, e
	}
	row := []fyne.CanvasObject{name}
	l.qty, e = cell("qty", "1")
	row = append(row, e)
	l.price, e = cell("unit_price", "未定")
	row = append(row, e)
	tax := part.NewPickEntry("—", s.layer, "10", "8", "0")
	l.tax = suggesting(tax)
	tax.OnEnter = func() { s.f.Window.Canvas().FocusNext() }
	s.watch("tax_rate", l.tax, s.main)
	row = append(row, tax, l.sum, part.NewKeyButton("×", "", part.Flat, func() { s.dropLine(l) }))
	w, options := several("項目・選択肢（1行に1つ）", 2)
	l.options = w
	s.watch("options", w, s.main)
	w.object = part.Inset(0, 0, 0, 0, options)
	w.object.Hide()
	dest := part.NewPickEntry("どのお届け先に？", s.layer)
	l.dest = suggesting(dest)
	s.watch("dest", l.dest, s.main)
	l.dest.object = part.Inset(0, 0, 0, 0, dest)
	l.object = part.VStack(2, container.New(table, row...), l.about, l.name.error, l.qty.error, l.price.error, l.tax.error, w.object, l.dest.object, part.NewRuleSoft())
	l.about.Hide()
	s.lines = append(s.lines, l)
	s.drawTable()
	return l
}

func (s *Screen) dropLine(l *line) {
	s.lines = slices.DeleteFunc(s.lines, func(o *line) bool { return o == l })
	if len(s.lines) == 0 {
		s.addLine()
	}
	s.drawTable()
	s.check()
	s.redraw()
	s.f.Window.Canvas().Focus(s.lines[len(s.lines)-1].name.focus)
}

// drawTable puts the rows below each other; with several destinations each says where it goes.
func (s *Screen) drawTable() {
	s.table.Objects = nil
	names := s.placeNames()
	for _, l := range s.lines {
		l.dest.object.Hidden = len(names) < 2
		if len(names) >= 2 {
			at := max(0, min(l.to(), len(names)-1))
			l.dest.focus.(*part.SuggestEntry).SetTexts(names...)
			was := s.filling
			s.filling = true
			l.dest.put(names[at])
			s.filling = was
		}
		s.table.Add(l.object)
	}
	s.table.Refresh()
}

// to is the index of the destination that a line goes to.
func (l *line) to() int {
	rest, ok := strings.CutPrefix(l.dest.text(), "お届け先 ")
	n, _, _ := strings.Cut(rest, "　")
	i, err := strconv.Atoi(n)
	if !ok || err != nil {
		return 0
	}
	return i - 1
}

// search looks up what it could be that she wants, in the background; a late answer is dropped.
func (s *Screen) search(e *part.SuggestEntry, text string, keep func([]enter.Item)) {
	mine := s.asked.Add(1)
	s.f.Go(func() {
		if s.asked.Load() != mine {
			return
		}
		found, err := enter.Goods(s.f.Ctx, s.f.Desk, text)
		fyne.Do(func() {
			if s.asked.Load() != mine || err != nil {
				return
			}
			keep(found)
			all := make([]part.Suggestion, len(found))
			for i, x := range found {
				all[i] = part.Suggestion{Text: x.Name, Note: itemNote(x)}
			}
			e.Suggest(all...)
		})
	})
}

func itemNote(x enter.Item) string {
	out := []string{}
	if id := x.SKU + x.Code; x.SKU == "" || x.Code == "" {
		out = append(out, id)
	} else {
		out = append(out, x.SKU)
	}
	if x.UnitPrice != "" {
		n, _ := strconv.Atoi(x.UnitPrice)
		out = append(out, "前回 "+part.Count(n)+"円")
	}
	if !x.Known {
		out = append(out, "商品マスタにありません")
	}
	return strings.Join(out, "　")
}

// takeItem fills a row in and goes on to the quantity.
func (s *Screen) takeItem(l *line, x enter.Item) {
	s.filling = true
	qty := l.qty.text()
	if qty == "" {
		qty = "1"
	}
	x.Line.Qty = qty
	l.put(x.Line)
	s.filling = false
	s.describe(l)
	s.check()
	s.redraw()
	s.f.Window.Canvas().Focus(l.qty.focus)
	l.qty.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

func (l *line) put(x enter.Line) {
	l.name.put(x.Name)
	l.code, l.sku, l.took = x.Code, x.SKU, x.Name
	l.qty.put(separated(x.Qty))
	l.price.put(separated(x.UnitPrice))
	l.tax.put(x.TaxRate)
	l.options.put(x.Options)
	l.options.object.Hidden = x.Options == ""
}

// describe says what a row was recognised as.
func (s *Screen) describe(l *line) {
	text := l.sku
	if text == "" {
		text = l.code
	}
	l.about.SetRuns(part.Run{Text: text, Style: part.Caption})
	if hide := text == ""; hide != l.about.Hidden {
		l.about.Hidden = hide
		s.redraw()
	}
}

func separated(n string) string {
	if v, err := strconv.Atoi(n); err == nil {
		return part.Count(v)
	}
	return n
}

// empty tells a row into which nothing was put: the one that waits at the end.
func (l *line) empty() bool {
	return strings.TrimSpace(l.name.text()+l.price.text()+l.tax.text()+l.options.text()+l.code+l.sku) == "" && (l.qty.text() == "" || l.qty.text() == "1")
}

func (l *line) typed() enter.Line {
	qty := l.qty.text()
	if qty == "" && strings.TrimSpace(l.name.text()) != "" {
		qty = "1" // as the grey figure in the field says
	}
	return enter.Line{Code: l.code, SKU: l.sku, Name: l.name.text(), Options: l.options.text(), Qty: qty, UnitPrice: l.price.text(), TaxRate: l.tax.text(), Dest: l.to()}
}

// count shows what a row comes to.
func (l *line) count() {
	text := "—"
	qty, e1 := order.Clean("line:+1", "qty", l.typed().Qty)
	price, e2 := order.Clean("line:+1", "unit_price", l.price.text())
	q, e3 := strconv.Atoi(qty)
	p, e4 := strconv.Atoi(price)
	if e1 == nil && e2 == nil && e3 == nil && e4 == nil {
		text = part.Count(q * p)
	}
	l.sum.SetText(text)
}
