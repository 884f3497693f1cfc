package goods

import (
	"encoding/json"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"miseban/app/flow/buy"
	"miseban/app/flow/desk"
	"miseban/app/normal"
	"miseban/app/stock"
	"miseban/app/yen"
	"miseban/ui/grid"
	"miseban/ui/part"
)

// item is one SKU as the list shows it.
type item struct {
	buy.SKUStock
	goods stock.SKU
	maker *stock.MakerStock // what its maker last said; nil = nothing
	codes []string          // codes of malls that were mapped to it
	hay   string            // what the search looks through
}

// itemsOf puts together what is known of each SKU of the catalogue, by its code.
func itemsOf(g *desk.Goods, a buy.Allocation, makers map[string]stock.MakerStock, mapped []stock.MallCode) []item {
	codes := map[string][]string{}
	for _, m := range mapped {
		if m.SKU != "" {
			codes[m.SKU] = append(codes[m.SKU], strings.TrimSpace(m.Shop+" "+codeText(m.Code, m.Variant)))
		}
	}
	var out []item
	for _, b := range a.SKUs {
		sku, ok := g.SKUs[b.SKU]
		if !ok {
			continue
		}
		x := item{SKUStock: b, goods: sku, codes: codes[b.SKU]}
		if m, ok := makers[b.SKU]; ok {
			x.maker = &m
		}
		x.hay = normal.Search(strings.Join([]string{b.SKU, b.Name, sku.Supplier, sku.SupplierCode, sku.Jan, sku.Location, sku.Note}, "\n"))
		out = append(out, x)
	}
	return out
}

// listColumns are the columns of the catalogue; those that few need are hidden at first.
var listColumns = []grid.Column{
	{ID: "sku", Title: "SKU", Width: 154, Always: true}, {ID: "name", Title: "商品名", Width: 150, Grow: true}, {ID: "supplier", Title: "仕入先", Width: 96},
	number("stock", "在庫", 50), number("got", "引当", 50), number("free", "空き", 50), number("short", "不足", 50), number("open", "発注残", 58), number("point", "発注点", 58),
	{ID: "maker", Title: "メーカー在庫", Width: 138},
	hidden(number("goal", "補充目標", 74)), hidden(number("lot", "ロット", 60)), hidden(number("cost", "仕入単価", 84)),
	hidden(grid.Column{ID: "code", Title: "仕入先品番", Width: 120}), hidden(grid.Column{ID: "jan", Title: "JAN", Width: 120}), hidden(grid.Column{ID: "place", Title: "棚番", Width: 80}),
	hidden(grid.Column{ID: "release", Title: "発売日", Width: 120})}

func number(id, title string, w float32) grid.Column {
	return grid.Column{ID: id, Title: title, Width: w, Align: grid.Right}
}

func hidden(c grid.Column) grid.Column { c.Hidden = true; return c }

// shelf is the catalogue as rows: each is made when it comes into sight.
type shelf []item

func (l shelf) Len() int         { return len(l) }
func (l shelf) Key(i int) string { return l[i].SKU }

// Row writes one SKU.
func (l shelf) Row(i int) grid.Row {
	x := &l[i]
	plenty := func(n int, kind grid.Kind) grid.Cell {
		if n == 0 {
			return grid.Of(grid.Quiet, "0")
		}
		return grid.Of(kind, part.Count(n))
	}
	onHand, free := grid.Of(grid.Quiet, "—"), grid.Of(grid.Quiet, "—")
	if x.OnHand != nil {
		onHand, free = plenty(*x.OnHand, grid.Plain), plenty(x.Free, grid.Plain)
		if p := x.goods.ReorderPoint; p != nil && x.Free+x.OnOrder <= *p {
			free = grid.Of(grid.Warn, part.Count(x.Free))
		}
	}
	return grid.Row{Cells: []grid.Cell{grid.Text(x.SKU), grid.Text(x.Name), grid.Text(x.goods.Supplier), onHand, plenty(x.Allocated, grid.Plain), free, plenty(x.Shortage, grid.Alarm),
		plenty(x.OnOrder, grid.Plain), grid.Text(known(x.goods.ReorderPoint)), makerCell(x.maker), grid.Text(known(x.goods.Target)), grid.Text(part.Count(x.goods.LotSize())), grid.Text(money(x.goods.Cost)),
		grid.Text(x.goods.SupplierCode), grid.Text(x.goods.Jan), grid.Text(x.goods.Location), grid.Text(day(x.goods))}}
}

func known(n *int) string {
	if n == nil {
		return "—"
	}
	return part.Count(*n)
}

func money(y *yen.Yen) string {
	if y == nil {
		return "—"
	}
	return y.String()
}

func day(s stock.SKU) string {
	if s.ReleaseDate == "" {
		return ""
	}
	return s.ReleaseDate.Long()
}

// makerCell is what a maker says, in one cell.
func makerCell(m *stock.MakerStock) grid.Cell {
	if m == nil {
		return grid.Of(grid.Quiet, "")
	}
	kind := grid.Plain
	switch m.State {
	case stock.MakerOut, stock.MakerEnded:
		kind = grid.Alarm
	case stock.MakerFew, stock.MakerComing, stock.MakerAsk:
		kind = grid.Warn
	}
	return grid.Of(kind, makerText(m))
}

// makerText is the state and the number that a maker told, and when goods come in there.
func makerText(m *stock.MakerStock) string {
	var parts []string
	if m.State != "" {
		parts = append(parts, m.State.Name())
	}
	if m.Qty != nil && (*m.Qty > 0 || m.State == "") {
		parts = append(parts, part.Count(*m.Qty))
	}
	text := strings.Join(parts, " ")
	switch {
	case m.NextDate != "":
		text += "　次回 " + m.NextDate.Time().Format("1/2")
	case m.NextText != "":
		text += "　次回 " + m.NextText
	}
	return strings.TrimSpace(text)
}

const columnsKey = "goods.columns"

func (s *Screen) makeList() {
	s.list = grid.New(listColumns)
	var kept []grid.ColumnState
	if json.Unmarshal([]byte(s.f.Prefs.String(columnsKey)), &kept) == nil && len(kept) > 0 {
		s.list.SetColumns(kept)
	}
	s.list.OnColumns = func(c []grid.ColumnState) {
		if b, err := json.Marshal(c); err == nil {
			s.f.Prefs.SetString(columnsKey, string(b))
		}
	}
	s.list.OnSort = func(grid.Sort) { s.fillList() }
	s.list.OnSelect = func(*grid.Selection) { s.showDetail() }
	s.list.OnOpen = func(row int) {
		if row < len(s.seen) && len(s.seen[row].Waiting) > 0 {
			s.openOrder(s.seen[row].Waiting[0].OrderNo)
		}
	}
	s.listFind = part.NewSearchField("SKU・商品名・仕入先・JAN・棚番で探す", "/")
	s.listFind.OnSearch = func(string) { s.fillList() }
	s.listFind.OnLeave = func() { s.f.Window.Canvas().Focus(s.list) }
}

func (s *Screen) listPage() (fyne.CanvasObject, []fyne.CanvasObject) {
	if s.goods.Empty() {
		return s.noGoods(), nil
	}
	s.fillList()
	return part.Dock(part.Bar(part.Beside(s.listFind, part.Inset(0, 0, 0, 12, part.NewText("見出しを右クリックで列を選べます", part.Quiet)))),
		part.VStack(0, part.NewRule(), s.detail), nil, nil, onSurface(s.list)), nil
}

func (s *Screen) fillList() {
	words := wordsOf(s.listFind.Text)
	seen := make([]item, 0, len(s.items))
	for _, x := range s.items {
		if finds(x.hay, words) {
			seen = append(seen, x)
		}
	}
	arrange(seen, s.list.Sort())
	s.list.SetEmpty(part.NewEmptyState("見つかりません", "言葉を短くしてみてください。Esc で検索をやめます。"))
	s.list.SetRows(shelf(seen)) // the rows before must be readable until here
	s.seen = seen
	if s.list.Selection().Count() == 0 && len(seen) > 0 {
		s.list.Select(0)
	}
	s.showDetail()
}

// showDetail says below the list what is known of the chosen SKU, and who waits for it.
func (s *Screen) showDetail() {
	rows := s.list.Selection().Rows()
	if len(rows) != 1 || rows[0] >= len(s.seen) {
		text := "商品を選ぶと、待っている受注とモールの商品コードがここに出ます。"
		if len(rows) > 1 {
			text = fmt.Sprintf("%s品を選んでいます。Ctrl+C で表計算ソフトに貼り付けられます。", part.Count(len(rows)))
		}
		set(s.detail, part.Inset(10, 16, 10, 16, part.NewNote(text, part.Quiet)))
		return
	}
	x := &s.seen[rows[0]]
	box := part.VStack(4, part.NewParagraph(run(x.SKU, part.Strong), run("　"+x.Name, part.Body)))
	if x.maker != nil {
		text := makerText(x.maker)
		if text == "" {
			text = "在庫の記載なし"
		}
		box.Add(part.NewFact("メーカー", part.NewParagraph(run(text, part.Body), run("　"+x.maker.Supplier+"、"+x.maker.At.Date().Long()+" の在庫表", part.Quiet))))
	}
	if len(x.codes) > 0 {
		text := strings.Join(x.codes[:min(len(x.codes), 6)], "、")
		if n := len(x.codes) - 6; n > 0 {
			text += fmt.Sprintf(" ほか %d件", n)
		}
		box.Add(part.NewFact("モール", part.NewNote(text, part.Body)))
	}
	if len(x.Waiting) > 0 {
		flow := part.Flow(10)
		for _, w := range x.Waiting[:min(len(x.Waiting), 8)] {
			label := fmt.Sprintf("%s（%d）", w.OrderNo, w.Qty)
			if w.Ordered {
				label = fmt.Sprintf("%s（%d・発注済み）", w.OrderNo, w.Qty)
			}
			flow.Add(part.NewLink(label, part.Body, func() { s.openOrder(w.OrderNo) }))
		}
		if n := len(x.Waiting) - 8; n > 0 {
			flow.Add(part.NewText(fmt.Sprintf("ほか %s件", part.Count(n)), part.Quiet))
		}
		box.Add(part.NewFact("待ち", flow))
	} else {
		text := "この商品を待っている受注はありません。"
		if x.OnHand == nil {
			text = "在庫を管理していない商品です。在庫の列のあるファイルを取り込むと管理を始めます。"
		}
		box.Add(part.NewNote(text, part.Quiet))
	}
	set(s.detail, part.NewCardInset(part.CardPlain, 8, 16, box))
}

func (s *Screen) openOrder(no string) {
	row, err := s.f.Desk.Find(no)
	if err != nil {
		s.f.Fail(err)
		return
	}
	s.f.Find(row.ID)
}
