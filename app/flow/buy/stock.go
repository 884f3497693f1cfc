package buy

import (
	"context"
	"slices"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/stock"
	"miseban/store"
)

// ImportStock takes a counted stock in (棚卸): the columns SKU and 在庫; others are not looked at. Where the count differs
// from the stock on hand it becomes a movement of the ledger. A SKU that is not in the catalogue is refused.
func ImportStock(ctx context.Context, d *desk.Desk, path string, now time.Time, dryRun bool) (GoodsReport, error) {
	return ImportStockAs(ctx, d, path, Headings{}, now, dryRun)
}

// ImportStockAs is ImportStock of a file whose headings mean what h says.
func ImportStockAs(ctx context.Context, d *desk.Desk, path string, h Headings, now time.Time, dryRun bool) (GoodsReport, error) {
	var p stock.Products
	src, err := readFile(ctx, path, h, stock.ProductColumns(), func(titles []string, next stock.Next) (found []stock.Problem, err error) {
		p, found, err = stock.ReadProducts(titles, next)
		return found, err
	})
	if err != nil {
		return GoodsReport{}, err
	}
	if !slices.Contains(p.Columns, "在庫") {
		return GoodsReport{}, tell("在庫の列（見出しが 在庫・在庫数・実在庫 など）が見つかりません。何も取り込んでいません。1行目が見出しになっているか確かめてください。")
	}
	return change(ctx, d, src, "stock", "在庫の取り込み", now, dryRun, func(g *desk.Goods, _ *store.Reader, report *GoodsReport) (changes, error) {
		report.Columns = []string{"SKU", "在庫"}
		report.Unused = append(report.Unused, p.Unused...)
		for _, c := range p.Columns {
			if !slices.Contains(report.Columns, c) {
				report.Unused = append(report.Unused, c)
			}
		}
		return planStock(g, p, report), nil
	})
}

func planStock(g *desk.Goods, p stock.Products, report *GoodsReport) changes {
	var c changes
	cat := catalogueOf(g)
	for _, row := range p.Rows {
		code, _ := cat.find(row.SKU.Code)
		if code == "" {
			report.refuse(Problem{Row: row.Row, Column: "SKU", Value: row.SKU.Code, Message: unknownSKU})
			continue
		}
		onHand, managed := g.OnHand[code]
		differs := row.Stock != nil && (!managed || onHand != *row.Stock)
		if differs {
			c.counts = append(c.counts, stock.Movement{SKU: code, Qty: *row.Stock})
			if s := g.SKUs[code]; !s.Managed {
				s.Managed = true
				c.skus = append(c.skus, s)
			}
		}
		report.count(false, differs)
	}
	report.Counted = len(c.counts)
	return c
}

const unknownSKU = "商品に登録されていないSKUです。先に商品を取り込んでください。"
