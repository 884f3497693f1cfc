package goods

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/flow/buy"
	"miseban/app/mapping"
	"miseban/app/normal"
	"miseban/ui/grid"
	"miseban/ui/part"
)

// kindOf is one kind of files that are taken in here.
type kindOf struct {
	kind  mapping.Kind
	name  string
	says  string // what its columns are
	words string // for the palette
}

var kinds = []kindOf{
	{mapping.Products, "商品の一覧", "SKU（必須）・商品名・色・サイズ・仕入先・仕入先品番・仕入単価・在庫・発注点・補充目標・ロット・JAN・モールの商品コード など", "shohin sku"},
	{mapping.Stock, "在庫（棚卸）の数", "SKU と 在庫。いまの在庫と違う数だけを、棚卸として記録します", "zaiko tanaoroshi"},
	{mapping.Suppliers, "仕入先の一覧", "仕入先（必須）・メールアドレス・担当者・最低発注額・リードタイム・備考", "shiiresaki"},
	{mapping.MakerStock, "メーカーの在庫表", "品番・SKU・JAN のどれかと、在庫数・在庫状況・次回入荷。自分の在庫は変わりません", "meekaa zaikohyo"},
}

func kindNamed(k mapping.Kind) (kindOf, bool) {
	for _, x := range kinds {
		if x.kind == k {
			return x, true
		}
	}
	return kindOf{}, false
}

// result is what became of a file.
type result struct {
	kindOf
	path     string
	supplier string // whose stock list it is
	format   string // the owner's own format by which it was read; empty = its headings were known
	err      error  // it was not taken in
	entry    int64  // of the journal; 0 = nothing was written
	goods    *buy.GoodsReport
	maker    *buy.MakerReport
}

// chooseFile opens the tab with the choice of a kind.
func (s *Screen) chooseFile() {
	s.result = nil
	s.show(tabFile)
}

// pick asks for a file of a kind and takes it in.
func (s *Screen) pick(kind mapping.Kind) {
	k, ok := kindNamed(kind)
	if !ok || s.reading {
		return
	}
	s.files.Pick(k.name+"のファイルを選んでください", func(path string) { s.Take(path, kind) })
}

// Take takes a file of products, stock, suppliers or a maker's stock in and shows what became of it.
func (s *Screen) Take(path string, kind mapping.Kind) {
	if k, ok := kindNamed(kind); ok {
		s.withSupplier(&result{kindOf: k, path: path}, func(r *result) { s.read(r, nil) })
	}
}

// withSupplier asks whose stock list a file is, if it is one.
func (s *Screen) withSupplier(r *result, do func(*result)) {
	if r.kind != mapping.MakerStock || r.supplier != "" {
		do(r)
		return
	}
	var options []option
	best, most := "", 0
	file := normal.Search(filepath.Base(r.path))
	for _, n := range supplierNames(s.f.Desk.Goods()) {
		options = append(options, option{n.name, []grid.Cell{grid.Text(n.name), grid.Text(part.Count(n.skus))}, normal.Search(n.name)})
		if k := normal.Search(n.name); len(k) > most && strings.Contains(file, k) {
			best, most = n.name, len(k)
		}
	}
	c := s.f.Window.Canvas()
	if len(options) == 0 {
		part.NewDialog(c, "仕入先がまだありません", part.NewNote("メーカーの在庫表は、どの仕入先のものかを選んで取り込みます。先に、仕入先の一覧か、仕入先の列のある商品の一覧を取り込んでください。", part.Body),
			part.Choice{Label: "仕入先の一覧を取り込む", Kind: part.Primary, Default: true, Do: func() { s.pick(mapping.Suppliers) }}).Show(nil)
		return
	}
	about := "「" + filepath.Base(r.path) + "」の品番を、この仕入先の商品として読みます。"
	if best != "" {
		about += "ファイルの名前から「" + best + "」を選んであります。"
	}
	pickList(c, "どの仕入先の在庫表ですか", about, "仕入先の名前で探す", "この仕入先にする",
		[]grid.Column{{ID: "name", Title: "仕入先", Width: 300, Grow: true, NoSort: true}, {ID: "skus", Title: "商品", Width: 80, Align: grid.Right, NoSort: true}}, options, best,
		func(name string) {
			r.supplier = name
			do(r)
		})
}

// read takes the file in, by a mapping of the owner's if there is one.
func (s *Screen) read(r *result, m *mapping.Mapping) {
	if s.reading {
		return
	}
	s.reading = true
	*r = result{kindOf: r.kindOf, path: r.path, supplier: r.supplier}
	s.f.Run(r.name+"を取り込んでいます", func(ctx context.Context, _ func(int, int)) error {
		var h buy.Headings
		var err error
		if m != nil {
			r.format = m.Name
			h, err = buy.HeadingsOf(r.path, *m)
		} else {
			h, r.format, err = buy.Recognised(ctx, s.f.Desk, r.path, r.kind)
		}
		if err != nil {
			return err
		}
		now := s.f.Now()
		if r.kind == mapping.MakerStock {
			var rep buy.MakerReport
			if rep, err = buy.ImportMakerStock(ctx, s.f.Desk, r.path, r.supplier, now, false, h); err == nil {
				r.maker, r.entry = &rep, rep.Entry
			}
			return err
		}
		var rep buy.GoodsReport
		switch r.kind {
		case mapping.Stock:
			rep, err = buy.ImportStockAs(ctx, s.f.Desk, r.path, h, now, false)
		case mapping.Suppliers:
			rep, err = buy.ImportSuppliersAs(ctx, s.f.Desk, r.path, h, now, false)
		default:
			rep, err = buy.ImportProductsAs(ctx, s.f.Desk, r.path, h, now, false)
		}
		if err == nil {
			r.goods, r.entry = &rep, rep.Entry
		}
		return err
	}, func(err error) {
		s.reading = false
		if err != nil {
			if _, told := buy.Sentence(err); !told { // nothing that the file could help
				s.f.Fail(err)
				return
			}
		}
		r.err, s.result = err, r
		if r.entry != 0 {
			s.f.Did("取り込みました："+filepath.Base(r.path), r.entry)
			s.f.Changed()
		}
		s.show(tabFile)
	})
}

// explain lets the owner say what the columns of the last file mean, and takes it in by that.
func (s *Screen) explain() {
	r := s.result
	if r == nil || s.reading {
		return
	}
	s.files.Explain(r.path, r.kind, func(m mapping.Mapping) {
		if k, ok := kindNamed(m.Kind); ok {
			r.kindOf = k
		}
		s.withSupplier(r, func(r *result) { s.read(r, &m) })
	})
}

// goOn is what Enter does with a result.
func (s *Screen) goOn() {
	switch {
	case s.result == nil:
	case s.result.err != nil:
		s.explain()
	case len(s.asked) > 0:
		s.show(tabCodes)
	default:
		s.show(tabList)
	}
}

func (s *Screen) filePage() (fyne.CanvasObject, []fyne.CanvasObject) {
	s.answers = map[rune]answer{}
	column := part.VStack(8)
	for i, k := range kinds {
		a := answer{k.name, "", func() { s.pick(k.kind) }}
		s.answers[numbers[i]] = a
		column.Add(part.VStack(2, part.NewAnswerButton(i+1, a.label, "", i == 0 && s.result == nil, a.do), part.Inset(0, 0, 4, 39, part.NewNote(k.says, part.Caption))))
	}
	if s.result != nil {
		return s.resultPage(), s.resultButtons()
	}
	note := "ExcelかCSVのファイルです。列の順番は自由で、1行目でなくても見出しを探します。見出しがわからないときは、列の意味をお聞きします。"
	return container.NewVScroll(part.Inset(14, 16, 14, 16, part.NewCard(part.CardPlain, part.VStack(12, part.NewText("どのファイルを取り込みますか", part.Heading), part.NewNote(note, part.Quiet), column)))), nil
}

func (s *Screen) resultButtons() []fyne.CanvasObject {
	r := s.result
	another := part.NewKeyButton("別のファイルを取り込む", "N", part.Plain, s.chooseFile)
	if r.err != nil {
		return []fyne.CanvasObject{another, part.NewKeyButton("列の意味を教える", "Enter", part.Primary, s.explain)}
	}
	back := part.NewKeyButton("元に戻す", "", part.Plain, func() {
		entry := r.entry
		r.entry = 0
		s.f.UndoEntry(entry)
	})
	back.SetEnabled(r.entry != 0)
	next := "商品一覧を見る"
	if len(s.asked) > 0 {
		next = fmt.Sprintf("商品コードの質問へ（%s件）", part.Count(len(s.asked)))
	}
	return []fyne.CanvasObject{another, back, part.NewKeyButton(next, "Enter", part.Primary, s.goOn)}
}

// supplierName is a supplier with the number of SKUs that are bought there.
type supplierName struct {
	name string
	skus int
}
