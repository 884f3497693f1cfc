package mall

import (
	"context"
	"errors"
	"fmt"
	"io"

	"miseban/app/order"
	"miseban/app/table"
)

// RowRef says where a row stands: its number among the rows, and the line of text on which it begins (both from 1).
type RowRef struct{ Number, Line int }

// Parsed is one order as adjacent rows of a file tell it.
type Parsed struct {
	No       string // the order number in the form that makes the key: for Yahoo! the bare digits
	ShopHint string // the mall's own id of the shop in the number (楽天 "123456", Yahoo! "yshop"); empty where it has none
	Facts    *order.Facts
	Rows     []RowRef // valid during the call only
	Raw      [][]byte // the rows' bytes as in the file; valid during the call only
}

// Problem is one thing that makes a row unusable.
type Problem struct {
	Row, Line int    // number of the row among the rows, and its line of text
	Column    string // empty: the row as a whole
	Value     string // the cell, shortened
	Message   string // Japanese
}

// Refusal is an order that cannot be taken, with all its adjacent rows. One bad row refuses its whole order, so pieces of
// the same No that stand elsewhere in the file are to be refused by the caller as well.
type Refusal struct {
	No       string // empty: the number itself cannot be read, the refusal is of that one row
	ShopHint string
	Rows     []RowRef  // valid during the call only
	Problems []Problem // at least one
}

// maxProblems keeps a hopeless order from filling the report.
const maxProblems = 20

// Read reads the rows of t as format f. Adjacent rows of one order number are one order, given to emit or, if anything in
// them cannot be read, to refuse; every row is in exactly one of these calls, and rows is their number. Rows without any
// filled cell are passed over and not counted. Only the order at hand is kept in memory.
//
// An error means that the file as a whole cannot be used, and that all calls made before are void: a *Fault (ErrNoRows,
// ErrExcel), a *table.FileError, the context's error, or the one that emit gave, wrapped.
func Read(ctx context.Context, t *table.Table, f *Format, emit func(Parsed) error, refuse func(Refusal)) (rows int, err error) {
	return f.Read(ctx, t, Options{}, emit, refuse)
}

// Read is the function Read with the owner's options.
func (f *Format) Read(ctx context.Context, t *table.Table, o Options, emit func(Parsed) error, refuse func(Refusal)) (rows int, err error) {
	g := group{reader: f.bind(newColumns(t.Header()), o), emit: emit, refuse: refuse}
	excel := 0
	for {
		row, err := t.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return rows, fmt.Errorf("read %s: %w", f.ID, err)
		}
		if row.Empty() {
			continue
		}
		if rows++; rows%256 == 0 && ctx.Err() != nil {
			return rows, fmt.Errorf("read %s at row %d: %w", f.ID, row.Number, ctx.Err())
		}
		damaged, err := g.add(row)
		if err != nil {
			return rows, err
		}
		if damaged {
			excel++
		}
	}
	if err := g.flush(); err != nil {
		return rows, err
	}
	switch {
	case rows == 0:
		return 0, fmt.Errorf("read %s: %w", f.ID, ErrNoRows)
	case excel == rows:
		return rows, fmt.Errorf("read %s: %w", f.ID, ErrExcel)
	}
	return rows, nil
}

// group is the order at hand.
type group struct {
	reader reader
	emit   func(Parsed) error
	refuse func(Refusal)

	no, shop string
	rows     []RowRef
	cells    cells
	bytes    []byte // the rows' bytes, one after another
	ends     []int  // where each row ends in them
	raw      [][]byte
}

// add takes the next row. damaged tells that its order number is in Excel's form.
func (g *group) add(row *table.Row) (damaged bool, err error) {
	at := RowRef{row.Number, row.Line}
	before := len(g.cells.problems)
	g.cells.row = row
	shape := row.Problem()
	no, shop := g.reader.number(&g.cells)
	problems := append([]Problem(nil), g.cells.problems[before:]...)
	g.cells.problems = g.cells.problems[:before]
	if no == "" {
		if shape != nil {
			problems = []Problem{shapeProblem(at, shape)} // the number is unreadable because of it
		}
		g.refuse(Refusal{Rows: []RowRef{at}, Problems: problems})
		return len(problems) > 0 && damagedByExcel(problems[0].Value), nil
	}
	if no != g.no || shop != g.shop {
		if err := g.flush(); err != nil {
			return false, err
		}
		g.no, g.shop = no, shop
		g.cells.texts = nil
		g.reader.begin()
	}
	g.cells.problems = append(g.cells.problems, problems...)
	g.rows = append(g.rows, at)
	g.bytes = append(g.bytes, row.Raw()...)
	g.ends = append(g.ends, len(g.bytes))
	if shape != nil {
		g.cells.problems = append(g.cells.problems, shapeProblem(at, shape))
		return false, nil
	}
	if len(g.cells.problems) < maxProblems {
		g.reader.row(&g.cells)
	}
	return false, nil
}

func shapeProblem(at RowRef, err error) Problem {
	message := "列の数が見出しと合いません。"
	var told interface{ Japanese() string }
	if errors.As(err, &told) {
		message = told.Japanese()
	}
	return Problem{Row: at.Number, Line: at.Line, Message: message}
}

// flush gives the order at hand to emit or refuse.
func (g *group) flush() error {
	if len(g.rows) == 0 {
		return nil
	}
	defer g.clear()
	facts := g.reader.end(g.no)
	if len(g.cells.problems) > 0 {
		g.refuse(Refusal{No: g.no, ShopHint: g.shop, Rows: g.rows, Problems: append([]Problem(nil), g.cells.problems...)})
		return nil
	}
	g.raw = g.raw[:0]
	start := 0
	for _, end := range g.ends {
		g.raw = append(g.raw, g.bytes[start:end:end])
		start = end
	}
	if err := g.emit(Parsed{No: g.no, ShopHint: g.shop, Facts: facts, Rows: g.rows, Raw: g.raw}); err != nil {
		return fmt.Errorf("take order %s: %w", g.no, err)
	}
	return nil
}

func (g *group) clear() {
	g.no, g.shop = "", ""
	g.rows, g.bytes, g.ends, g.cells.problems = g.rows[:0], g.bytes[:0], g.ends[:0], g.cells.problems[:0]
}
