package goods

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/app/flow/buy"
	"miseban/app/flow/desk"
	"miseban/app/stock"
	"miseban/app/table"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// most is how many rows a table of a report lists; the rest is counted.
const most = 200

func supplierNames(g *desk.Goods) []supplierName {
	skus := map[string]int{}
	for _, s := range g.SKUs {
		skus[stock.Key(s.Supplier)]++
	}
	var out []supplierName
	for _, name := range slices.Sorted(maps.Keys(g.Suppliers)) {
		out = append(out, supplierName{name, skus[stock.Key(name)]})
	}
	return out
}

// resultPage is what became of the file: every row has its place, what was refused says why.
func (s *Screen) resultPage() fyne.CanvasObject {
	r := s.result
	box := part.VStack(12)
	if r.err != nil {
		box.Add(part.NewCard(part.CardError, part.VStack(8, part.NewText("取り込めませんでした", part.Heading), part.NewFact("ファイル", part.NewNote(filepath.Base(r.path)+"（"+r.name+"）", part.Body)),
			part.NewNote(frame.Sentence(r.err), part.Body),
			part.NewNote("見出しが違うだけなら「列の意味を教える」で、どの列が何かを選ぶと取り込めます。選んだことは覚えておき、次からは聞きません。", part.Quiet))))
	} else if r.maker != nil {
		s.makerResult(box, r.maker)
	} else {
		s.goodsResult(box, r.goods)
	}
	return container.NewVScroll(part.Inset(14, 16, 14, 16, box))
}

func figure(label string, n int, style part.Style) fyne.CanvasObject {
	if n == 0 {
		style = part.Figure.In(look.Secondary)
	}
	return part.VStack(0, part.NewText(label, part.Quiet), part.NewText(part.Count(n), style))
}

// sums is the head of a report: what it is and how many rows went where.
func (s *Screen) sums(rows int, encoding string, figures ...fyne.CanvasObject) *fyne.Container {
	r := s.result
	about := []part.Run{run(filepath.Base(r.path), part.Strong), run("　"+r.name, part.Body)}
	if r.supplier != "" {
		about = append(about, run("　"+r.supplier, part.Body))
	}
	if e := encodingName(encoding); e != "" {
		about = append(about, run("　"+e, part.Quiet))
	}
	if r.format != "" {
		about = append(about, run("　読み方「"+r.format+"」で読みました", part.Quiet))
	}
	line := part.HStack(28, append([]fyne.CanvasObject{figure("読んだ行", rows, part.Figure), part.NewText("＝", part.Figure)}, figures...)...)
	line.Add(layout.NewSpacer())
	return part.VStack(8, part.NewParagraph(about...), line)
}

func encodingName(e string) string {
	switch table.Encoding(e) {
	case table.CP932:
		return "Shift_JIS"
	case table.UTF8, table.UTF8BOM:
		return "UTF-8"
	case table.UTF16:
		return "UTF-16"
	}
	return e
}

func (s *Screen) goodsResult(box *fyne.Container, r *buy.GoodsReport) {
	n := r.RowCounts
	card := s.sums(r.Rows, r.Encoding, figure("新しい", n.New, part.Figure.In(look.Good)), figure("変わった", n.Changed, part.Figure.In(look.Warn)), figure("同じ", n.Same, part.Figure), figure("拒否", n.Refused, part.Figure.In(look.Error)))
	if r.Counted > 0 {
		card.Add(part.NewFactWide("在庫", factWidth, part.Beside(part.NewNote(fmt.Sprintf("%s品の在庫数を変えました", part.Count(r.Counted)), part.Body), part.NewLink("商品一覧を見る", part.Quiet, func() { s.show(tabList) }))))
	}
	if r.MallCodes > 0 {
		card.Add(part.NewFactWide("モールのコード", factWidth, part.Beside(part.NewNote(fmt.Sprintf("%s件を対応づけました", part.Count(r.MallCodes)), part.Body), part.NewLink("対応を見る", part.Quiet, func() { s.show(tabMapped) }))))
	}
	if len(r.Suppliers) > 0 {
		card.Add(part.NewFactWide("新しい仕入先", factWidth, part.NewNote(listed(r.Suppliers, 12), part.Body)))
	}
	s.columns(card, r.Columns, r.Unused)
	box.Add(part.NewCard(part.CardPlain, card))
	problems(box, "読めなかった行", "その行だけを見送りました。ほかの行は取り込んであります。", r.Problems, n.Refused)
	problems(box, "気をつけること", "行は取り込みましたが、使わなかったところがあります。", r.Notes, len(r.Notes))
}

func (s *Screen) makerResult(box *fyne.Container, r *buy.MakerReport) {
	n := r.RowCounts
	card := s.sums(r.Rows, r.Encoding, figure("新しい", n.New, part.Figure.In(look.Good)), figure("変わった", n.Changed, part.Figure.In(look.Warn)), figure("同じ", n.Same, part.Figure),
		figure("登録のない品番", n.Unknown, part.Figure), figure("在庫の記載なし", n.Silent, part.Figure), figure("拒否", n.Refused, part.Figure.In(look.Error)))
	if len(r.Short) > 0 {
		card.Add(part.NewFactWide("欠品・廃番など", factWidth, part.Beside(part.NewNote(listed(r.Short, 12), part.Body), part.NewLink("商品一覧を見る", part.Quiet, func() { s.show(tabList) }))))
	}
	s.columns(card, r.Columns, r.Unused)
	card.Add(part.NewNote("自分の在庫は変わりません。発注の提案に、メーカーの欠品と次回入荷が付きます。", part.Quiet))
	box.Add(part.NewCard(part.CardPlain, card))
	problems(box, "読めなかった行", "その行だけを見送りました。ほかの行は取り込んであります。", r.Problems, n.Refused)
	if len(r.Unknown) > 0 {
		g := grid.NewTable([]grid.Column{{ID: "row", Title: "行", Width: 56, Align: grid.Right, NoSort: true}, {ID: "code", Title: "品番", Width: 150, NoSort: true}, {ID: "name", Title: "商品名", Width: 220, Grow: true, NoSort: true},
			{ID: "says", Title: "在庫", Width: 160, NoSort: true}, {ID: "why", Title: "理由", Width: 240, NoSort: true}})
		f := grid.Fixed{}
		for _, u := range r.Unknown[:min(len(r.Unknown), most)] {
			why := "商品一覧にない品番"
			if u.Elsewhere != "" {
				why = "別の仕入先（" + u.Elsewhere + "）の商品"
			}
			f.Lines = append(f.Lines, grid.Row{Cells: []grid.Cell{grid.Text(strconv.Itoa(u.Row)), grid.Text(u.Code), grid.Text(u.Name), grid.Text(u.Says), grid.Of(grid.Quiet, why)}})
		}
		g.SetRows(f)
		section(box, "登録のない品番", "この仕入先の商品ではないため、使っていません。", len(r.Unknown), g)
	}
	problems(box, "気をつけること", "", r.Notes, len(r.Notes))
}

const factWidth = 110

// columns says which of the file's columns were read and which mean nothing here.
func (s *Screen) columns(card *fyne.Container, found, unused []string) {
	card.Add(part.NewFactWide("読んだ列", factWidth, part.NewNote(listed(found, 24), part.Body)))
	if len(unused) > 0 {
		card.Add(part.NewFactWide("使わなかった列", factWidth, part.Beside(part.NewNote(listed(unused, 24), part.Body), part.NewLink("列の意味を教える", part.Quiet, s.explain))))
	}
}

func listed(names []string, atMost int) string {
	text := strings.Join(names[:min(len(names), atMost)], "、")
	if n := len(names) - atMost; n > 0 {
		text += fmt.Sprintf(" ほか %s件", part.Count(n))
	}
	return text
}

// problems lists rows and cells that were not taken.
func problems(box *fyne.Container, title, text string, list []buy.Problem, n int) {
	if len(list) == 0 {
		return
	}
	g := grid.NewTable([]grid.Column{{ID: "row", Title: "行", Width: 56, Align: grid.Right, NoSort: true}, {ID: "column", Title: "列", Width: 120, NoSort: true}, {ID: "value", Title: "値", Width: 160, NoSort: true},
		{ID: "why", Title: "理由", Width: 300, Grow: true, NoSort: true}})
	f := grid.Fixed{}
	whole := part.VStack(4)
	for _, p := range list[:min(len(list), most)] {
		row := "見出し"
		if p.Row > 0 {
			row = part.Count(p.Row)
		}
		f.Lines = append(f.Lines, grid.Row{Cells: []grid.Cell{grid.Text(row), grid.Text(p.Column), grid.Text(p.Value), grid.Text(p.Message)}})
	}
	// What a row is too narrow for is written out below, for the row that is chosen.
	g.OnSelect = func(sel *grid.Selection) {
		whole.Objects = nil
		if rows := sel.Rows(); len(rows) == 1 && rows[0] < len(list) {
			whole.Add(part.NewNote(list[rows[0]].Text(), part.Quiet))
		}
		whole.Refresh()
	}
	g.SetRows(f)
	section(box, title, text, n, part.VStack(6, g, whole))
}

// section adds a table with its heading.
func section(box *fyne.Container, title, text string, n int, table fyne.CanvasObject) {
	inner := part.VStack(8, part.NewParagraph(run(title+"　"+part.Count(n)+"　", part.Strong), run(text, part.Quiet)), table)
	if n > most {
		inner.Add(part.NewNote(fmt.Sprintf("ほか %s件", part.Count(n-most)), part.Quiet))
	}
	box.Add(part.NewCard(part.CardPlain, inner))
}
