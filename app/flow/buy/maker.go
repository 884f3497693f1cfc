package buy

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/stock"
	"miseban/store"
)

// MakerCounts are numbers of a maker's list's rows by what became of them; each row is counted once.
type MakerCounts struct {
	New     int `json:"new"`     // the first that a list says of the SKU
	Changed int `json:"changed"` // says something else than the last list
	Same    int `json:"same"`
	Unknown int `json:"unknown"` // no product that is bought there
	Silent  int `json:"silent"`  // a product, but nothing is said of its stock: what was known stays
	Refused int `json:"refused"`
}

// UnknownItem is a row of a maker's list whose code is no product that is bought there.
type UnknownItem struct {
	Row  int    `json:"row"`
	Code string `json:"code"`
	Name string `json:"name"`
	Says string `json:"says"` // in Japanese
	// Elsewhere is the supplier from whom the product is bought; empty = no product of the catalogue.
	Elsewhere string `json:"elsewhere"`
}

// MakerReport says what a maker's list did, or with a dry run would do.
type MakerReport struct {
	File      string        `json:"file"`
	Encoding  string        `json:"encoding"`
	Supplier  string        `json:"supplier"`
	Rows      int           `json:"rows"` // the sum of the counts
	RowCounts MakerCounts   `json:"row_counts"`
	Problems  []Problem     `json:"problems"`       // refused rows
	Notes     []Problem     `json:"notes"`          // of the heading
	Unknown   []UnknownItem `json:"unknown"`        // in the file's order
	Short     []string      `json:"short"`          // SKUs that the maker is out of, waits for, or no longer makes
	Columns   []string      `json:"columns"`        // found in the file, by their first names
	Unused    []string      `json:"unused_columns"` // headings that mean nothing here
	DryRun    bool          `json:"dry_run"`
	Entry     int64         `json:"-"` // of the journal; 0 = nothing was written
}

// ImportMakerStock takes a maker's list of its stock in (在庫表; the columns are those of stock.ReadMakerStock) and keeps per
// SKU what the supplier says. A row is a SKU by the shop's own code, else by the supplier's code of this supplier's SKUs (all
// of them that have it), else by its JAN. The supplier must be known. What an earlier list said of SKUs that this one
// does not name stays, with its date.
func ImportMakerStock(ctx context.Context, d *desk.Desk, path, supplier string, now time.Time, dryRun bool, columns Headings) (MakerReport, error) {
	var list stock.MakerList
	src, err := readFile(ctx, path, columns, stock.MakerColumns(), func(titles []string, next stock.Next) (found []stock.Problem, err error) {
		list, found, err = stock.ReadMakerStock(titles, next)
		return found, err
	})
	if err != nil {
		return MakerReport{}, err
	}
	if err := d.Warm(ctx, now); err != nil {
		return MakerReport{}, err
	}
	kept, ok := suppliersOf(d.Goods())[stock.Key(supplier)]
	if !ok || stock.Key(supplier) == "" {
		return MakerReport{}, tell("仕入先「%s」が登録されていません。名前を確かめるか、先に仕入先を登録してください。何も取り込んでいません。", supplier)
	}
	plan := func(r *store.Reader) (*makerPlan, error) {
		known, err := readMakerStock(r, nil)
		if err != nil {
			return nil, err
		}
		p := newMakerPlan(d.Goods(), src, list, kept.Name, known, jst.At(now))
		p.report.DryRun = dryRun
		return p, nil
	}
	var p *makerPlan
	err = d.Store().Read(ctx, func(r *store.Reader) (err error) {
		p, err = plan(r)
		return err
	})
	if err != nil {
		return MakerReport{}, err
	}
	if dryRun || len(p.put) == 0 {
		return p.report, nil
	}
	title := fmt.Sprintf("メーカー在庫表：%s %s（%d件）", kept.Name, src.name, len(p.put))
	entry, err := d.Act(ctx, "maker_stock", title, now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		if p, err = plan(&w.Reader); err != nil {
			return nil, err
		}
		for _, sku := range p.put {
			if err := w.PutMakerStock(sku, p.says[sku]); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if err != nil {
		return MakerReport{}, err
	}
	p.report.Entry = entry
	return p.report, nil
}

// makerPlan is what a list makes of what is known.
type makerPlan struct {
	put    []string // SKUs to write, in the file's order
	says   map[string]stock.MakerStock
	report MakerReport
}

func newMakerPlan(g *desk.Goods, src *source, list stock.MakerList, supplier string, known map[string]stock.MakerStock, at jst.Moment) *makerPlan {
	p := &makerPlan{says: map[string]stock.MakerStock{}, report: MakerReport{File: src.name, Encoding: src.encoding, Supplier: supplier, Rows: src.rows,
		Problems: []Problem{}, Notes: []Problem{}, Unknown: []UnknownItem{}, Short: []string{}, Columns: list.Columns, Unused: []string{}}}
	r := &p.report
	r.Unused = append(r.Unused, list.Unused...)
	for _, x := range slices.Concat(src.problems, src.notes) {
		p.refuse(x)
	}
	find := makerIndex(g, supplier)
	first := map[string]int{} // SKU → the row that told of it
	for _, row := range list.Rows {
		code := cmp.Or(row.Code, row.SKU, row.Jan)
		skus, others := find.find(row)
		switch {
		case len(skus) == 0:
			r.RowCounts.Unknown++
			x := UnknownItem{Row: row.Row, Code: code, Name: row.Name, Says: saysText(row.Says)}
			if len(others) > 0 {
				x.Elsewhere = g.SKUs[others[0]].Supplier
			}
			r.Unknown = append(r.Unknown, x)
			continue
		case row.Says == stock.MakerStock{}:
			r.RowCounts.Silent++
			continue
		}
		row.Says.Supplier, row.Says.At = supplier, at
		if before, twice := first[skus[0]]; twice {
			if !p.says[skus[0]].Says(row.Says) {
				p.refuse(Problem{Row: row.Row, Value: code, Message: fmt.Sprintf("同じ商品（%s）が%d行目にもあり、内容が違います。", skus[0], before)})
			} else {
				r.RowCounts.Same++
			}
			continue
		}
		isNew, changed := false, false
		for _, sku := range skus {
			old, had := known[sku]
			first[sku], p.says[sku] = row.Row, row.Says
			isNew, changed = isNew || !had, changed || had && !old.Says(row.Says)
			if !had || !old.Says(row.Says) || old.At != at { // the same, but said anew
				p.put = append(p.put, sku)
			}
			if s := row.Says.State; s == stock.MakerOut || s == stock.MakerComing || s == stock.MakerEnded {
				r.Short = append(r.Short, sku)
			}
		}
		switch {
		case changed:
			r.RowCounts.Changed++
		case isNew:
			r.RowCounts.New++
		default:
			r.RowCounts.Same++
		}
	}
	slices.SortStableFunc(r.Problems, func(a, b Problem) int { return cmp.Compare(a.Row, b.Row) })
	return p
}

func (p *makerPlan) refuse(x Problem) {
	if x.Row == 0 {
		p.report.Notes = append(p.report.Notes, x)
		return
	}
	p.report.Problems = append(p.report.Problems, x)
	p.report.RowCounts.Refused++
}

// saysText words what a row says of the stock.
func saysText(m stock.MakerStock) string {
	text := m.State.Name()
	if m.Qty != nil {
		text += fmt.Sprintf(" 在庫%d", *m.Qty)
	}
	if m.NextText != "" {
		text += " 次回入荷 " + m.NextText
	}
	return strings.TrimSpace(text)
}
