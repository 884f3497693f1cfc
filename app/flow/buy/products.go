package buy

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/stock"
	"miseban/store"
)

// changes are what a file makes of the catalogue: only what differs from it.
type changes struct {
	skus      []stock.SKU
	suppliers []stock.Supplier
	codes     []stock.MallCode
	counts    []stock.Movement // without time and reference
}

func (c *changes) none() bool {
	return len(c.skus)+len(c.suppliers)+len(c.codes)+len(c.counts) == 0
}

// planning works out what a file changes, from the goods as they are now and what the file has to be compared with.
type planning func(g *desk.Goods, r *store.Reader, report *GoodsReport) (changes, error)

// ImportProducts takes a file of products in (CSV, TSV or XLSX; the columns are those of stock.ReadProducts). A cell that
// is empty keeps what was known. A count in the stock column becomes a movement of the ledger where it differs from the
// stock on hand, but only the first time that this very file comes: the goods that left since would come back otherwise.
// Suppliers not known yet are created by name. One bad row costs only itself; a fault of the file as a whole writes nothing.
func ImportProducts(ctx context.Context, d *desk.Desk, path string, now time.Time, dryRun bool) (GoodsReport, error) {
	return ImportProductsAs(ctx, d, path, Headings{}, now, dryRun)
}

// ImportProductsAs is ImportProducts of a file whose headings mean what h says.
func ImportProductsAs(ctx context.Context, d *desk.Desk, path string, h Headings, now time.Time, dryRun bool) (GoodsReport, error) {
	var p stock.Products
	src, err := readFile(ctx, path, h, stock.ProductColumns(), func(titles []string, next stock.Next) (found []stock.Problem, err error) {
		p, found, err = stock.ReadProducts(titles, next)
		return found, err
	})
	if err != nil {
		return GoodsReport{}, err
	}
	return change(ctx, d, src, "products", "商品の取り込み", now, dryRun, func(g *desk.Goods, r *store.Reader, report *GoodsReport) (changes, error) {
		report.Columns, report.Unused = p.Columns, append(report.Unused, p.Unused...)
		return planProducts(d, g, r, p, src, report)
	})
}

// change writes what a file changes in one act; nothing when nothing differs.
func change(ctx context.Context, d *desk.Desk, src *source, kind, title string, now time.Time, dryRun bool, plan planning) (GoodsReport, error) {
	if err := d.Warm(ctx, now); err != nil {
		return GoodsReport{}, err
	}
	report := newReport(src, dryRun)
	var todo changes
	err := d.Store().Read(ctx, func(r *store.Reader) (err error) {
		todo, err = plan(d.Goods(), r, &report)
		return err
	})
	report.sort()
	if err != nil || dryRun || todo.none() {
		return report, err
	}
	title = fmt.Sprintf("%s：%s（新規%d・変更%d）", title, src.name, report.RowCounts.New, report.RowCounts.Changed)
	report.Entry, err = d.Act(ctx, kind, title, now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		// Planned once more: nobody else can change anything now.
		fresh := newReport(src, dryRun)
		todo, err := plan(d.Goods(), &w.Reader, &fresh)
		if err != nil {
			return nil, err
		}
		fresh.sort()
		report = fresh
		return nil, todo.write(w, src.hash, now)
	})
	return report, err
}

// countRef is the ledger's reference of a counted file. The entry comes first: of two counts in the same second the later
// one holds.
func countRef(entry int64, hash string) string { return fmt.Sprintf("count:%08d:%s", entry, hash[:12]) }

func (c *changes) write(w *store.Writer, hash string, now time.Time) error {
	for _, s := range c.suppliers {
		if err := w.PutSupplier(s.Name, s); err != nil {
			return err
		}
	}
	for _, s := range c.skus {
		if err := w.PutSKU(s.Code, s); err != nil {
			return err
		}
	}
	for _, m := range c.codes {
		if err := w.PutMallCode(m); err != nil {
			return err
		}
	}
	if len(c.counts) == 0 {
		return nil
	}
	moves, err := w.Movements()
	if err != nil {
		return err
	}
	last := lastMoves(moves)
	for _, m := range c.counts {
		m.Kind, m.At, m.Ref = stock.Count, jst.At(now), countRef(w.Entry(), hash)
		// A count holds over everything before it, also when the clock has not moved on since or was set back.
		if before := last[m.SKU]; before.At >= m.At {
			m.At = before.At
			if before.Kind != stock.Count {
				m.At++
			}
		}
		if err := w.PutMovement(m); err != nil {
			return err
		}
	}
	return nil
}

// lastMoves gives the newest movement of each SKU.
func lastMoves(moves []stock.Movement) map[string]stock.Movement {
	out := make(map[string]stock.Movement, len(moves))
	for _, m := range moves {
		out[m.SKU] = m // the ledger is in order of time
	}
	return out
}

func planProducts(d *desk.Desk, g *desk.Goods, r *store.Reader, p stock.Products, src *source, report *GoodsReport) (changes, error) {
	var c changes
	again, err := countedBefore(r, src.hash)
	if err != nil {
		return c, err
	}
	known, cat := suppliersOf(g), catalogueOf(g)
	canonical := map[string]string{} // code in the file → the catalogue's
	for _, row := range p.Rows {
		code, several := cat.find(row.SKU.Code)
		switch {
		case len(several) > 0:
			report.refuse(Problem{Row: row.Row, Column: "SKU", Value: row.SKU.Code,
				Message: "大文字・小文字や全角・半角だけが違うSKU（" + strings.Join(several, "、") + "）があり、どれか決められません。同じ書き方にしてください。"})
			continue
		case code == "":
			code = row.SKU.Code
		}
		canonical[row.SKU.Code] = code
	}
	codes, err := planCodes(d, r, p, canonical, report)
	if err != nil {
		return c, err
	}
	kept := 0
	for _, row := range p.Rows {
		code, taken := canonical[row.SKU.Code]
		if !taken {
			continue
		}
		old, had := g.SKUs[code]
		next := row.Into(old)
		next.Code = code
		next.Supplier = known.settle(next.Supplier, &c, report)
		counted := false
		if onHand, managed := g.OnHand[code]; row.Stock != nil && (!managed || onHand != *row.Stock) {
			if counted = !again || !managed; counted {
				c.counts = append(c.counts, stock.Movement{SKU: code, Qty: *row.Stock})
			} else {
				kept++
			}
		}
		next.Managed = old.Managed || counted
		differs := !had || !reflect.DeepEqual(old, next)
		if differs {
			c.skus = append(c.skus, next)
		}
		c.codes = append(c.codes, codes[code]...)
		report.MallCodes += len(codes[code])
		report.count(!had, differs || counted || len(codes[code]) > 0)
	}
	report.Counted = len(c.counts)
	if kept > 0 {
		report.Notes = append(report.Notes, Problem{Column: "在庫", Message: fmt.Sprintf(
			"このファイルは取り込み済みのため、在庫数（%d件）は変えていません。数え直した数を入れるときは「在庫の取り込み」を使ってください。", kept)})
	}
	return c, nil
}

// settle gives the supplier's name as it is kept, and creates the supplier when the name is new.
func (s suppliers) settle(name string, c *changes, report *GoodsReport) string {
	k := stock.Key(name)
	if k == "" {
		return name
	}
	if had, ok := s[k]; ok {
		return had.Name
	}
	s[k] = stock.Supplier{Name: name}
	c.suppliers = append(c.suppliers, s[k])
	report.Suppliers = append(report.Suppliers, name)
	return name
}

// countedBefore says whether counts of a file with this content are in the ledger.
func countedBefore(r *store.Reader, hash string) (bool, error) {
	moves, err := r.Movements()
	return slices.ContainsFunc(moves, func(m stock.Movement) bool {
		return m.Kind == stock.Count && strings.HasSuffix(m.Ref, ":"+hash[:12])
	}), err
}
