package intake

import (
	"errors"

	"miseban/app/mall"
	"miseban/app/order"
)

// Counts are numbers of rows or orders by what became of them; each is counted once.
type Counts struct {
	New     int `json:"new"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
	Refused int `json:"refused"`
}

// Sum is the number of all.
func (c Counts) Sum() int { return c.New + c.Changed + c.Same + c.Refused }

// Problem is one cell or row that could not be read.
type Problem struct {
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Value   string `json:"value,omitempty"`
	Message string `json:"message"`
	OrderNo string `json:"order_no,omitempty"`
}

// Changed is an order about which the file says something new.
type Changed struct {
	OrderID int64          `json:"-"`
	OrderNo string         `json:"order_no"`
	Changes []order.Change `json:"changes"`
	Status  string         `json:"status"` // Japanese, after the import
	key     string
}

// FileReport says what became of one file.
type FileReport struct {
	File      string    `json:"file"`
	Format    string    `json:"format"`
	Name      string    `json:"format_name,omitempty"` // Japanese
	Unsure    []string  `json:"unverified,omitempty"`  // what in this format no source confirms (未検証)
	Encoding  string    `json:"encoding"`
	Shop      string    `json:"shop"`
	Rows      int       `json:"rows"`
	RowCounts Counts    `json:"row_counts"`
	Orders    Counts    `json:"orders"`
	Problems  []Problem `json:"problems"`
	Changed   []Changed `json:"changed,omitempty"`
	Unknown   []string  `json:"unknown_columns,omitempty"` // columns that no known layout has
	Drift     []string  `json:"drift,omitempty"`           // Japanese: how the columns differ from the mall's known ones
	Batch     int64     `json:"batch,omitempty"`
	Again     bool      `json:"again,omitempty"` // this very file is already in
	Error     string    `json:"error,omitempty"` // Japanese: why nothing of the file was taken
	Entry     int64     `json:"-"`
	cause     error
	path      string       // where the file lay
	format    *mall.Format // nil when it was not recognised
	layout    layout
}

// CanExplain says whether the file came to nothing only because it is not known what its columns mean: the owner can say so.
func (f *FileReport) CanExplain() bool {
	var unknown *unknownFile
	var drift *driftFault
	return errors.As(f.cause, &unknown) || errors.As(f.cause, &drift)
}

// Shops gives the shops of which the owner must choose one, when the file does not tell to which it belongs.
func (f *FileReport) Shops() []string {
	var which *whichShop
	if errors.As(f.cause, &which) {
		return which.shops
	}
	return nil
}

// Path is where the file lay when it was taken in.
func (f *FileReport) Path() string { return f.path }

// Cause is the fault behind Error; nil when the file was taken.
func (f *FileReport) Cause() error { return f.cause }

// Report says what became of all files of one import.
type Report struct {
	Files []FileReport `json:"files"`
	// Orders counts every order once, however many of the files tell of it: one that a file brought and the next completed
	// is new.
	Orders Counts `json:"orders"`
	// Passed is the number of files in dropped folders that are no order files; they were not touched.
	Passed int `json:"passed,omitempty"`
}

// Refused says whether any file, row or order was not taken.
func (r *Report) Refused() bool {
	for _, f := range r.Files {
		if f.Error != "" || f.RowCounts.Refused > 0 {
			return true
		}
	}
	return false
}

// Totals adds up the files' rows.
func (r *Report) Totals() (rows int, counts Counts) {
	for _, f := range r.Files {
		rows += f.Rows
		counts.New += f.RowCounts.New
		counts.Changed += f.RowCounts.Changed
		counts.Same += f.RowCounts.Same
		counts.Refused += f.RowCounts.Refused
	}
	return
}

// fate is what became of one order in one file, the weightier the higher.
type fate int

const (
	same fate = iota
	changed
	isNew
	refused
)

// tally keeps of every order the weightiest fate over all files of an import.
type tally map[string]fate

func (t tally) note(shop, no string, f fate) {
	key := tallyKey(shop, no)
	if old, ok := t[key]; !ok || f > old {
		t[key] = f
	}
}

func tallyKey(shop, no string) string { return shop + "\x1f" + no }

func (t tally) counts() Counts {
	var c Counts
	for _, f := range t {
		switch f {
		case same:
			c.Same++
		case changed:
			c.Changed++
		case isNew:
			c.New++
		case refused:
			c.Refused++
		}
	}
	return c
}
