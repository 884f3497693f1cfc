package table

import (
	"io"
	"strings"
)

// Glance is the beginning of a file as it stands, for finding its header: a bank's statement tells the account in some
// lines of another shape before it.
type Glance struct {
	Kind      Kind
	Encoding  Encoding
	Delimiter byte       // as in Table
	Sheet     string     // the name of a workbook's sheet that is read; "" for text
	Records   [][]string // the cells as Row.Cell gives them; the records need not be of one width
	Lines     []int      // where each record begins: the 1-based line of a text, the row of a sheet
}

// HeaderRow gives the value of Options.HeaderRow that takes record i (from 0) of the Records as the header.
func (g Glance) HeaderRow(i int) int {
	if g.Kind == XLSX {
		return g.Lines[i]
	}
	return i + 1
}

// Preview gives the first n records of a file, fewer if it has fewer, without taking one for its header; HeaderRow of
// the options does not matter. Encoding and delimiter are recognised as by Open, except that the first lines vote on
// the delimiter, whatever the first says: give OpenAs the Encoding and the Delimiter of the Glance. Of a workbook it
// shows the sheet that Open reads. Nothing stays open.
//
// The errors are those of Open; one met behind the first record comes with the records before it.
func Preview(r io.ReaderAt, size int64, name string, o Options, n int) (Glance, error) {
	t, head, err := begin(r, size, name)
	if err != nil {
		return Glance{}, err
	}
	o.HeaderRow = anyHeader
	var g Glance
	switch {
	case isZip(head):
		g, err = t.previewWorkbook(r, size, o, n)
	case isOLE(head):
		err = oleFault(r, size)
	default:
		if err = t.openText(r, size, head, o); err == nil {
			g, err = t.previewText(n)
		}
	}
	if err != nil {
		return g, t.named(err)
	}
	return g, nil
}

func (t *Table) previewText(n int) (Glance, error) {
	g := Glance{Kind: t.Kind, Encoding: t.Encoding, Delimiter: t.Delimiter}
	for len(g.Records) < n {
		if err := t.split.next(); err == io.EOF {
			break
		} else if err != nil {
			return g, err
		}
		if len(t.split.fields) > maxColumns {
			return g, &FileError{Kind: FaultTooLarge, Line: t.split.recordLine}
		}
		t.takeSplit()
		cells := make([]string, t.row.Len())
		for i := range cells {
			cells[i] = t.row.Cell(i)
		}
		if len(g.Records) == 0 {
			cells[0] = strings.TrimLeft(cells[0], "\uFEFF") // a second mark, as headerName drops it
		}
		g.Records, g.Lines = append(g.Records, cells), append(g.Lines, t.row.Line)
	}
	return g, nil
}
