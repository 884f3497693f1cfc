package buy

import (
	"cmp"
	"slices"
)

// Counts are numbers of a file's rows by what became of them; each row is counted once.
type Counts struct {
	New     int `json:"new"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
	Refused int `json:"refused"`
}

// GoodsReport says what a file of products, stock or suppliers did, or with a dry run would do.
type GoodsReport struct {
	File      string    `json:"file"`
	Encoding  string    `json:"encoding"`
	Rows      int       `json:"rows"` // the sum of the counts
	RowCounts Counts    `json:"row_counts"`
	Problems  []Problem `json:"problems"`       // refused rows
	Notes     []Problem `json:"notes"`          // cells that were left out, their rows were taken
	Columns   []string  `json:"columns"`        // found in the file, by their first names
	Unused    []string  `json:"unused_columns"` // headings that mean nothing here
	Counted   int       `json:"counted"`        // SKUs whose stock was set to another number
	MallCodes int       `json:"mall_codes"`     // item codes of malls that were mapped
	Suppliers []string  `json:"new_suppliers"`  // suppliers that the file named first
	DryRun    bool      `json:"dry_run"`
	Entry     int64     `json:"-"` // of the journal; 0 = nothing was written
}

func newReport(s *source, dryRun bool) GoodsReport {
	r := GoodsReport{File: s.name, Encoding: s.encoding, Rows: s.rows, DryRun: dryRun,
		Problems: []Problem{}, Notes: []Problem{}, Columns: []string{}, Unused: []string{}, Suppliers: []string{}}
	for _, p := range slices.Concat(s.problems, s.notes) {
		r.refuse(p)
	}
	return r
}

// refuse counts a row as refused; a problem of the heading is a note.
func (r *GoodsReport) refuse(p Problem) {
	if p.Row == 0 {
		r.Notes = append(r.Notes, p)
		return
	}
	r.Problems = append(r.Problems, p)
	r.RowCounts.Refused++
}

func (r *GoodsReport) count(isNew, changed bool) {
	switch {
	case isNew:
		r.RowCounts.New++
	case changed:
		r.RowCounts.Changed++
	default:
		r.RowCounts.Same++
	}
}

func (r *GoodsReport) sort() {
	byRow := func(a, b Problem) int { return cmp.Compare(a.Row, b.Row) }
	slices.SortStableFunc(r.Problems, byRow)
	slices.SortStableFunc(r.Notes, byRow)
}
