package table

import (
	"io"
	"strings"
)

// headerSearch is how many filled rows of a sheet are looked at for a header below titles and notes.
const headerSearch = 50

// findHeader gives the first visible sheet that has a row of two or more filled cells, and that row (from 1). Where no
// sheet has one, the first filled row of all is the header: a list of one column. Row 0 says that all are empty.
func (b *book) findHeader() (sheet sheetEntry, at int, err error) {
	for _, s := range b.sheets {
		if s.hidden {
			continue
		}
		first, header, err := b.lookForHeader(s)
		switch {
		case err != nil:
			return sheet, 0, err
		case header > 0:
			return s, header, nil
		case at == 0 && first > 0:
			sheet, at = s, first
		}
	}
	return sheet, at, nil
}

// lookForHeader gives the first row of a sheet with a filled cell, and the first with two or more; 0 where there is none,
// as in a sheet that is a chart.
func (b *book) lookForHeader(s sheetEntry) (first, header int, err error) {
	rows, err := b.openRows(s)
	if err != nil {
		return 0, 0, err
	}
	defer rows.close()
	for range headerSearch {
		cells, at, err := rows.next()
		switch {
		case err == io.EOF:
			return first, 0, nil
		case err != nil:
			return 0, 0, err
		case countFilled(cells) >= 2:
			return first, at, nil
		case first == 0:
			first = at
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
