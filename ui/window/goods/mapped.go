package goods

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"miseban/app/flow/buy"
	"miseban/app/stock"
	"miseban/ui/grid"
	"miseban/ui/part"
)

func (s *Screen) makeCodes() {
	s.codes = grid.New([]grid.Column{{ID: "shop", Title: "店舗・モール", Width: 180, NoSort: true}, {ID: "code", Title: "モールの商品コード", Width: 220, NoSort: true, Always: true},
		{ID: "sku", Title: "SKU", Width: 200, NoSort: true, Always: true}, {ID: "name", Title: "商品名", Width: 240, Grow: true, NoSort: true}})
	s.codes.OnOpen = func(int) { s.change() }
	s.codesFind = part.NewSearchField("コード・SKU・商品名・店舗で探す", "/")
	s.codesFind.OnSearch = func(string) { s.fillCodes() }
	s.codesFind.OnLeave = func() { s.f.Window.Canvas().Focus(s.codes) }
}

func (s *Screen) mappedPage() (fyne.CanvasObject, []fyne.CanvasObject) {
	if len(s.mapped) == 0 {
		if s.goods.Empty() {
			return s.noGoods(), nil
		}
		return part.NewEmptyState("対応づけたコードはまだありません", "SKUと同じコードは自動で対応するので、ここには出ません。違うコードは「モールの商品コード」でお聞きします。",
			part.Action{Label: "モールの商品コードを見る", Do: func() { s.show(tabCodes) }}), nil
	}
	s.fillCodes()
	return part.Dock(part.Bar(part.Beside(s.codesFind, part.Inset(0, 0, 0, 12, part.NewText("Shift・Ctrl で何行でも選べます", part.Quiet)))), nil, nil, nil, onSurface(s.codes)),
		[]fyne.CanvasObject{part.NewKeyButton("対応を外す", "Delete", part.Plain, s.forget), part.NewKeyButton("商品ではない", "X", part.Plain, s.noProducts),
			part.NewKeyButton("SKUを変える", "Enter", part.Primary, s.change)}
}

// shopText is the shop or mall whose code it is.
func shopText(m stock.MallCode) string {
	if m.Shop == "" {
		return "すべての店舗"
	}
	return m.Shop
}

func (s *Screen) fillCodes() {
	words := wordsOf(s.codesFind.Text)
	s.codesSeen = nil
	f := grid.Fixed{}
	for i, m := range s.mapped {
		if !finds(s.codesHay[i], words) {
			continue
		}
		name := s.goods.SKUs[m.SKU].Title()
		sku := grid.Text(m.SKU)
		switch _, there := s.goods.SKUs[m.SKU]; {
		case m.SKU == "":
			sku, name = grid.Of(grid.Quiet, "商品ではない"), "在庫を引き当てません"
		case !there:
			name = "商品一覧にないSKUです"
			sku = grid.Of(grid.Warn, m.SKU)
		}
		s.codesSeen = append(s.codesSeen, m)
		f.Lines = append(f.Lines, grid.Row{Cells: []grid.Cell{grid.Text(shopText(m)), grid.Text(codeText(m.Code, m.Variant)), sku, grid.Text(name)}, Faint: m.SKU == ""})
		f.Keys = append(f.Keys, m.Shop+"\n"+m.Code+"\n"+m.Variant)
	}
	s.codes.SetEmpty(part.NewEmptyState("見つかりません", "言葉を短くしてみてください。Esc で検索をやめます。"))
	s.codes.SetRows(f)
	if s.codes.Selection().Count() == 0 && len(f.Lines) > 0 {
		s.codes.Select(0)
	}
}

// marked gives the mappings that are marked in the list.
func (s *Screen) marked() (out []stock.MallCode) {
	for _, i := range s.codes.Selection().Rows() {
		if i < len(s.codesSeen) {
			out = append(out, s.codesSeen[i])
		}
	}
	return out
}

// change asks for another SKU for the marked codes.
func (s *Screen) change() {
	list := s.marked()
	if len(list) == 0 || s.answering {
		return
	}
	title := codeText(list[0].Code, list[0].Variant)
	if len(list) > 1 {
		title = fmt.Sprintf("%s など%d件", title, len(list))
	}
	s.pickSKU("どのSKUにしますか　"+title, "", list[0].SKU, func(sku string) { s.remap(list, sku, "対応を変えました："+title+" → "+sku) })
}

// noProducts says that the marked codes are no products.
func (s *Screen) noProducts() {
	if list := s.marked(); len(list) > 0 && !s.answering {
		s.remap(list, "", fmt.Sprintf("商品ではないとしました：%d件", len(list)))
	}
}

func (s *Screen) remap(list []stock.MallCode, sku, said string) {
	for i := range list {
		list[i].SKU = sku
	}
	s.act(said, func(ctx context.Context, now time.Time) (int64, error) { return buy.MapCodes(ctx, s.f.Desk, list, now) })
}

// forget takes the marked mappings away.
func (s *Screen) forget() {
	list := s.marked()
	if len(list) == 0 || s.answering {
		return
	}
	s.act(fmt.Sprintf("対応を外しました：%d件", len(list)), func(ctx context.Context, now time.Time) (int64, error) {
		return buy.ForgetCodes(ctx, s.f.Desk, list, now)
	})
}
