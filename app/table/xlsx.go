package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync/atomic"

	"github.com/xuri/excelize/v2"
)

// workbook reads the rows of one sheet.
type workbook struct {
	file  *excelize.File
	rows  *excelize.Rows
	at    int // the sheet's row reached, from 1
	src   *watched
	audit *audit
	part  string  // the sheet's name in the zip, in lower case; "" if not known
	share float64 // the progress told last
	ended error   // what close gave
	open  bool
}

// openSheets opens the zip at r as a workbook, after checkWorkbook has found it harmless, and finds the row that is the
// header: the row named, or else as Open says. The texts and sheets are looked through beside the reading.
func (t *Table) openSheets(r io.ReaderAt, size int64, o Options) (b *workbook, sheet string, header int, err error) {
	src := &watched{ReaderAt: r, size: size}
	b = &workbook{src: src}
	defer func() {
		if p := recover(); p != nil {
			err = broken(p)
		}
		if err != nil {
			err = b.verdict(err)
			b.close() // the fault of the file says more than one of its temporary files
		}
	}()
	limits := inMemory
	if o.TempDir != "" {
		limits = onDisk
	}
	if b.audit, err = checkWorkbook(src, size, &limits); err != nil {
		return b, "", 0, err
	}
	t.Kind, t.Encoding = XLSX, UTF8
	b.file, err = excelize.OpenReader(io.NewSectionReader(src, 0, size),
		excelize.Options{UnzipSizeLimit: limits.unpacked, UnzipXMLSizeLimit: limits.xml, TmpDir: o.TempDir})
	b.open = b.file != nil
	if err != nil {
		return b, "", 0, &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	// A caller that forgets to close the table, and drops it, leaves no customers' data behind.
	runtime.AddCleanup(t, func(b *workbook) { b.close() }, b)
	if err = plainNumbers(b.file); err != nil {
		return b, "", 0, &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	if sheet, header, err = findHeader(b.file); err != nil {
		return b, "", 0, err
	}
	if b.rows, err = b.file.Rows(sheet); err != nil {
		return b, "", 0, &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	b.part = partOf(b.file, sheet)
	if o.HeaderRow > 0 {
		header = o.HeaderRow
	}
	return b, sheet, header, nil
}

func (t *Table) openWorkbook(r io.ReaderAt, size int64, o Options) error {
	b, _, header, err := t.openSheets(r, size, o)
	if err != nil {
		return err
	}
	t.book = b
	for b.at < header {
		err := t.nextSheetRow()
		if err == io.EOF || err == nil && b.at > header {
			err = &FileError{Kind: FaultNoHeader, Line: header}
		}
		if err != nil {
			b.close()
			return err
		}
	}
	for _, cell := range t.row.cells {
		t.header = append(t.header, headerName(cell))
	}
	return nil
}

func (t *Table) previewWorkbook(r io.ReaderAt, size int64, o Options, n int) (Glance, error) {
	o.HeaderRow = 0
	b, sheet, _, err := t.openSheets(r, size, o)
	if err != nil {
		return Glance{}, err
	}
	defer b.close() // an error would be of no use to one who only looks
	t.book = b
	g := Glance{Kind: t.Kind, Encoding: t.Encoding, Delimiter: t.Delimiter, Sheet: sheet}
	for len(g.Records) < n {
		if err := t.nextSheetRow(); err == io.EOF {
			break
		} else if err != nil {
			return g, err
		}
		g.Records, g.Lines = append(g.Records, t.row.cells), append(g.Lines, t.row.Line)
	}
	return g, nil
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

// nextSheetRow takes the next row. At the sheet's end, and at an error, it waits for what the audit says: a sheet that
// only seemed to end is broken. Then the workbook is closed.
func (t *Table) nextSheetRow() (err error) {
	b := t.book
	defer func() {
		if p := recover(); p != nil {
			err = broken(p)
		}
		if err != nil {
			err = b.verdict(err)
			b.close() // Table.Close tells its error
		}
	}()
	cells, err := b.next()
	if err != nil {
		return err
	}
	for i, cell := range cells {
		cells[i] = sheetCell(cell)
	}
	t.row.Line, t.row.EndLine = b.at, b.at
	t.row.cells, t.row.raw = cells, t.row.raw[:0]
	return nil
}

// verdict gives the error that counts: that of the disk, else what the audit found, else err.
func (b *workbook) verdict(err error) error {
	var found error
	if b.audit != nil {
		found = b.audit.wait()
	}
	if failed := b.src.failure(); failed != nil {
		return failed
	}
	if found != nil {
		return found
	}
	return err
}

// close ends the audit and removes the temporary files. Its error is the same each time.
func (b *workbook) close() error {
	if b.audit != nil {
		b.audit.cancel()
	}
	if !b.open {
		return b.ended
	}
	b.open = false
	if b.rows != nil {
		b.ended = b.rows.Close()
	}
	b.ended = errors.Join(b.ended, b.file.Close())
	b.rows, b.file = nil, nil
	return b.ended
}

// progress is the sheet's rows read, of those there are; while the audit still counts them, of those that its size
// lets expect.
func (b *workbook) progress() float64 {
	if b.audit != nil && b.part != "" {
		if rows := b.audit.rows(b.part); rows > 0 {
			b.share = max(b.share, min(0.999, float64(b.at)/rows))
		}
	}
	return b.share
}

// sheetCell makes the cell's text what it would be in a CSV.
func sheetCell(cell string) string {
	cell = dateText(cell)
	if strings.IndexByte(cell, '\r') >= 0 {
		cell = string(unquote([]byte(strings.ReplaceAll(cell, `"`, `""`)), hasBreak|hasEscape))
	}
	return strings.ToValidUTF8(cell, "\uFFFD")
}

// broken is what a panic of the workbook library over a malformed file is to us: a fault of that file.
func broken(p any) error { return &FileError{Kind: FaultBroken, Detail: fmt.Sprint(p)} }

// watched remembers an error of its reader: the libraries take a failing disk for a broken file. A place outside of the
// file, which only a broken file names, is not asked for.
type watched struct {
	io.ReaderAt
	size   int64
	failed atomic.Pointer[error]
}

func (w *watched) ReadAt(p []byte, at int64) (int, error) {
	if at < 0 || at >= w.size {
		return 0, io.EOF
	}
	n, err := w.ReaderAt.ReadAt(p, at)
	if err != nil && err != io.EOF {
		w.failed.CompareAndSwap(nil, &err)
	}
	return n, err
}

// failure gives the first error of the reader; nil if there was none.
func (w *watched) failure() error {
	if err := w.failed.Load(); err != nil {
		return *err
	}
	return nil
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
