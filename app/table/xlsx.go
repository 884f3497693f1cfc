package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// workbook reads the rows of one sheet.
type workbook struct {
	rows *excelize.Rows
	at   int // the sheet's row reached, from 1
}

// openWorkbook opens the zip at r as a workbook, after checkWorkbook has found it harmless.
func (t *Table) openWorkbook(r io.ReaderAt, size int64) (err error) {
	defer recoverBroken(&err)
	if err := checkWorkbook(r, size); err != nil {
		return err
	}
	t.Kind, t.Encoding = XLSX, UTF8
	// Both limits are the same, so that no sheet with customers' addresses is unpacked into a temporary file.
	file, err := excelize.OpenReader(io.NewSectionReader(r, 0, size),
		excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	if err := plainNumbers(file); err != nil {
		return &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	sheet, at, err := findHeader(file)
	if err != nil {
		return err
	}
	rows, err := file.Rows(sheet)
	if err != nil {
		return &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	t.book = &workbook{rows: rows}
	for t.book.at < at {
		if err := t.nextSheetRow(); err != nil {
			return err
		}
	}
	for _, cell := range t.row.cells {
		t.header = append(t.header, headerName(cell))
	}
	return nil
}

// headerSearch is how many filled rows of a sheet are looked at for a header below titles and notes.
const headerSearch = 50

// findHeader gives the first visible sheet that has a row of two or more filled cells, and that row (from 1). Where no
// sheet has one, the first filled row of all is the header: a list of one column.
func findHeader(file *excelize.File) (sheet string, at int, err error) {
	for _, name := range file.GetSheetList() {
		if visible, err := file.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		rows, err := file.Rows(name)
		if err != nil {
			continue // a sheet that is a chart
		}
		book, filled := workbook{rows: rows}, 0
		for filled < headerSearch {
			cells, err := book.next()
			if err == io.EOF {
				break
			}
			if err != nil {
				return "", 0, err
			}
			filled++
			if n := countFilled(cells); n >= 2 {
				return name, book.at, nil
			}
			if at == 0 {
				sheet, at = name, book.at
			}
		}
	}
	if at == 0 {
		return "", 0, &FileError{Kind: FaultEmpty}
	}
	return sheet, at, nil
}

func countFilled(cells []string) (n int) {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			n++
		}
	}
	return n
}

// next gives the cells of the next row that has any, without the empty ones at its end.
func (b *workbook) next() ([]string, error) {
	for b.rows.Next() {
		b.at++
		cells, err := b.rows.Columns()
		if err != nil {
			return nil, sheetFault(err, b.at)
		}
		for len(cells) > 0 && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) > maxColumns {
			return nil, &FileError{Kind: FaultTooLarge, Line: b.at}
		}
		if len(cells) > 0 {
			return cells, nil
		}
	}
	if err := b.rows.Error(); err != nil {
		return nil, sheetFault(err, b.at)
	}
	return nil, io.EOF
}

func sheetFault(err error, at int) error {
	return &FileError{Kind: FaultBroken, Line: at, Detail: err.Error()}
}

func (t *Table) nextSheetRow() (err error) {
	defer recoverBroken(&err)
	cells, err := t.book.next()
	if err != nil {
		return err
	}
	for i, cell := range cells {
		cells[i] = sheetCell(cell)
	}
	t.row.Line, t.row.EndLine = t.book.at, t.book.at
	t.row.cells, t.row.raw = cells, t.row.raw[:0]
	return nil
}

// sheetCell makes the cell's text what it would be in a CSV.
func sheetCell(cell string) string {
	cell = dateText(cell)
	if strings.IndexByte(cell, '\r') >= 0 {
		cell = string(unquote([]byte(strings.ReplaceAll(cell, `"`, `""`)), hasBreak|hasEscape))
	}
	return strings.ToValidUTF8(cell, "\uFFFD")
}

// recoverBroken turns a panic of the workbook library over a malformed file into a fault of that file.
func recoverBroken(err *error) {
	if p := recover(); p != nil {
		*err = &FileError{Kind: FaultBroken, Detail: fmt.Sprint(p)}
	}
}

// isOLE tells the container of Office before 2007, in which encrypted new workbooks come too.
func isOLE(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
}

// oleFault tells a workbook with a password, by the name of its stream ([MS-OFFCRYPTO] 2.3.4), from an old one.
func oleFault(r io.ReaderAt, size int64) error {
	const name = "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"
	buf := make([]byte, bufferSize)
	for at := int64(0); at < min(size, maxWorkbook); at += bufferSize - int64(len(name)) {
		n, err := r.ReadAt(buf, at)
		if bytes.Contains(buf[:n], []byte(name)) {
			return &FileError{Kind: FaultEncrypted}
		}
		if err != nil && err != io.EOF {
			return err
		}
	}
	return &FileError{Kind: FaultOldExcel}
}
