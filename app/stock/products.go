package stock

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Product is one row of a file of products.
type Product struct {
	SKU   SKU  // what the row says; Lot is 0 where it doesn't
	Row   int  // as the file counts
	Stock *int // a count (棚卸), units; nil = the row has none
	given map[string]bool
}

// Products is what a file of products says.
type Products struct {
	Rows    []Product
	Codes   []MallCode
	Unused  []string // headings that mean nothing here, for the owner to see
	Columns []string // the columns that were found, by their first names, in the file's order
}

// Next gives the cells of the following row and its number in the file, or io.EOF behind the last one.
type Next func() (cells []string, number int, err error)

// severalCodes separates the codes in one cell of a mall's column.
var severalCodes = regexp.MustCompile(`[\n\r、;；]+`)

// ReadProducts reads a file of products: any of the known columns, in any order, under any of their names (the command's help
// lists them). SKU (or 商品コード, 品番) must be there. An empty cell is unknown, never zero. A row that can't be read is a Problem and
// costs only itself. An error concerns the file as a whole (no SKU column, one heading twice, or next's own error) and is a
// sentence for the owner unless it comes from next; nothing is returned with it.
func ReadProducts(titles []string, next Next) (Products, []Problem, error) {
	h, err := readHeading(titles, productColumns)
	if err != nil {
		return Products{}, nil, err
	}
	if _, ok := h.at[colSKU]; !ok {
		return Products{}, nil, errors.New("SKUの列（見出しが SKU・商品コード・品番 のどれか）が見つかりません。何も取り込んでいません。1行目が見出しになっているか確かめてください。")
	}
	out := Products{Unused: h.unused, Columns: h.found()}
	var problems []Problem
	for _, t := range h.unused {
		if name, ok := strings.CutSuffix(headingKey(t), "(税込)"); ok && isColumn(name, colCost) {
			problems = append(problems, Problem{Column: t, Reason: "税込の単価は取り込んでいません。仕入単価は税抜で管理します。見出しと金額を税抜に直すと取り込めます。"})
		}
	}
	first := map[string]int{} // SKU → the row that has it
	err = h.each(next, func(r row) {
		p := r.product()
		if r.problem == nil {
			if before, twice := first[Key(p.SKU.Code)]; twice {
				r.refuse(colSKU, fmt.Sprintf("同じSKUが%d行目にもあります。色・サイズごとに別のSKUを付けてください。", before))
			}
		}
		if r.problem != nil {
			problems = append(problems, *r.problem)
			return
		}
		first[Key(p.SKU.Code)] = r.number
		out.Rows = append(out.Rows, p)
		for _, m := range h.malls {
			for _, c := range severalCodes.Split(r.cell(m.at), -1) {
				if c = strings.TrimSpace(c); c != "" {
					out.Codes = append(out.Codes, MallCode{Shop: m.shop, Code: c, SKU: p.SKU.Code})
				}
			}
		}
	})
	if err != nil {
		return Products{}, nil, err
	}
	return out, problems, nil
}

// Into lays the row over what was known of the SKU: what the row says wins, what it doesn't say stays.
func (p Product) Into(old SKU) SKU {
	n, s := old, p.SKU
	n.Code = s.Code
	for id := range p.given {
		switch id {
		case colName:
			n.Name = s.Name
		case colVariant, colColour, colSize:
			n.Variant = s.Variant
		case colSupplier:
			n.Supplier = s.Supplier
		case colSupplierCode:
			n.SupplierCode = s.SupplierCode
		case colCost:
			n.Cost = s.Cost
		case colTaxRate:
			n.TaxRate = s.TaxRate
		case colStock:
			n.Managed = true
		case colReorderPoint:
			n.ReorderPoint = s.ReorderPoint
		case colTarget:
			n.Target = s.Target
		case colLot:
			n.Lot = s.Lot
		case colMinQty:
			n.MinQty = s.MinQty
		case colLeadDays:
			n.LeadDays = s.LeadDays
		case colRelease:
			n.ReleaseDate = s.ReleaseDate
		case colToOrder:
			n.ToOrder = s.ToOrder
		case colJan:
			n.Jan = s.Jan
		case colLocation:
			n.Location = s.Location
		case colNote:
			n.Note = s.Note
		}
	}
	n.Lot = n.LotSize()
	return n
}

// product reads the row's cells; what can't be read is in r.problem.
func (r *row) product() Product {
	p := Product{Row: r.number, given: map[string]bool{}}
	s := &p.SKU
	r.given = p.given
	s.Code = read(r, colSKU, code)
	if s.Code == "" && r.problem == nil {
		r.refuse(colSKU, "SKUが空欄です。")
	}
	s.Name = read(r, colName, text)
	s.Variant = read(r, colVariant, text)
	for _, part := range []string{read(r, colColour, text), read(r, colSize, text)} {
		if part != "" && !strings.Contains(s.Variant, part) {
			s.Variant = strings.TrimSpace(s.Variant + " " + part)
		}
	}
	s.Supplier = read(r, colSupplier, text)
	s.SupplierCode = read(r, colSupplierCode, code)
	s.Cost = maybe(r, colCost, amount)
	s.TaxRate = maybe(r, colTaxRate, taxRate)
	p.Stock = maybe(r, colStock, quantity)
	s.Managed = p.Stock != nil
	s.ReorderPoint = maybe(r, colReorderPoint, quantity)
	s.Target = maybe(r, colTarget, quantity)
	s.Lot = read(r, colLot, atLeastOne)
	s.MinQty = read(r, colMinQty, quantity)
	s.LeadDays = maybe(r, colLeadDays, days)
	s.ReleaseDate = read(r, colRelease, day)
	s.ToOrder = read(r, colToOrder, yes)
	s.Jan = read(r, colJan, jan)
	s.Location = read(r, colLocation, text)
	s.Note = read(r, colNote, text)
	return p
}

func text(s string) (string, error) { return strings.TrimSpace(s), nil }

// found lists the columns that the heading has, in the file's order.
func (h heading) found() []string {
	ids := make([]string, 0, len(h.at))
	for id := range h.at {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int { return h.at[a] - h.at[b] })
	return ids
}

// row is a row being read; the first thing that can't be read is its problem.
type row struct {
	*heading
	cells   []string
	number  int
	given   map[string]bool
	problem *Problem
}

func (r *row) cell(at int) string {
	if at < len(r.cells) {
		return r.cells[at]
	}
	return "" // short rows are common: Excel drops empty cells at the end
}

func (r *row) refuse(id, reason string) {
	if r.problem != nil {
		return
	}
	at := r.at[id]
	r.problem = &Problem{Row: r.number, Column: strings.TrimSpace(r.titles[at]), Value: strings.TrimSpace(r.cell(at)), Reason: reason}
}

// read gives the cell's value, or the zero value where the cell is empty, missing or unreadable.
func read[T any](r *row, id string, parse func(string) (T, error)) T {
	v, _ := try(r, id, parse)
	return v
}

// maybe is read for values whose absence is not zero.
func maybe[T any](r *row, id string, parse func(string) (T, error)) *T {
	v, ok := try(r, id, parse)
	if !ok {
		return nil
	}
	return &v
}

func try[T any](r *row, id string, parse func(string) (T, error)) (v T, ok bool) {
	at, there := r.at[id]
	if !there || strings.TrimSpace(r.cell(at)) == "" {
		return v, false
	}
	v, err := parse(r.cell(at))
	if err != nil {
		r.refuse(id, err.Error())
		var none T
		return none, false
	}
	r.given[id] = true
	return v, true
}

// each calls do for each row that is not blank. A row with texts beyond the heading's columns has slipped (a comma inside a
// price, say), so none of its cells can be trusted.
func (h *heading) each(next Next, do func(row)) error {
	for {
		cells, n, err := next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read row: %w", err)
		}
		blank := func(c string) bool { return strings.TrimSpace(c) == "" }
		if !slices.ContainsFunc(cells, func(c string) bool { return !blank(c) }) {
			continue
		}
		r := row{heading: h, cells: cells, number: n, given: map[string]bool{}}
		for _, c := range cells[min(len(h.titles), len(cells)):] {
			if !blank(c) {
				r.problem = &Problem{Row: n, Value: strings.TrimSpace(c), Reason: "見出しより列が多い行です。列がずれているおそれがあります。"}
				break
			}
		}
		do(r)
	}
}
