package table

import (
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// headerSearch is how many filled rows of a sheet are looked at for a header below titles and notes.
const headerSearch = 50

// findHeader gives the first visible sheet that has a row of two or more filled cells, and that row (from 1). Where no
// sheet has one, the first filled row of all is the header: a list of one column.
func findHeader(file *excelize.File) (sheet string, at int, err error) {
	for _, name := range file.GetSheetList() {
		if visible, err := file.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		first, header, err := lookForHeader(file, name)
		switch {
		case err != nil:
			return "", 0, err
		case header > 0:
			return name, header, nil
		case at == 0 && first > 0:
			sheet, at = name, first
		}
	}
	if at == 0 {
		return "", 0, &FileError{Kind: FaultEmpty}
	}
	return sheet, at, nil
}

// lookForHeader gives the first row of a sheet with a filled cell, and the first with two or more; 0 where there is none.
func lookForHeader(file *excelize.File, sheet string) (first, header int, err error) {
	rows, err := file.Rows(sheet)
	if err != nil {
		return 0, 0, nil // a sheet that is a chart
	}
	defer rows.Close() // read only
	b := workbook{rows: rows}
	for range headerSearch {
		cells, err := b.next()
		switch {
		case err == io.EOF:
			return first, 0, nil
		case err != nil:
			return 0, 0, err
		case countFilled(cells) >= 2:
			return first, b.at, nil
		case first == 0:
			first = b.at
		}
	}
	return first, 0, nil
}

func countFilled(cells []string) (n int) {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			n++
		}
	}
	return n
}
