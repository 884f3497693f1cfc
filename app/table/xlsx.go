package table

import (
	"bytes"
	"io"
	"slices"
	"sync/atomic"
)

// workbook reads the rows of one sheet.
type workbook struct {
	rows *sheetRows // nil once it is closed
	src  *watched
	at   int // the sheet's row reached, from 1
	read float64
}

// openSheets opens the zip at r as a workbook, after checkWorkbook has found it harmless, and finds the row that is the
// header: the row named, or else as Open says.
func (t *Table) openSheets(r io.ReaderAt, size int64, o Options) (b *workbook, sheet string, header int, err error) {
	b = &workbook{src: &watched{ReaderAt: r, size: size}}
	defer func() { err = b.verdict(err) }()
	archive, err := checkWorkbook(b.src, size)
	if err != nil {
		return b, "", 0, err
	}
	t.Kind, t.Encoding = XLSX, UTF8
	book, err := loadBook(archive)
	if err != nil {
		return b, "", 0, err
	}
	entry, header, err := book.findHeader()
	if err != nil {
		return b, "", 0, err
	}
	if err := checkOthers(archive, entry.part); err != nil {
		return b, "", 0, err
	}
	if header == 0 {
		return b, "", 0, &FileError{Kind: FaultEmpty}
	}
	if o.HeaderRow > 0 {
		header = o.HeaderRow
	}
	b.rows, err = book.openRows(entry)
	return b, entry.name, header, err
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
	defer b.close()
	t.book = b
	g := Glance{Kind: t.Kind, Encoding: t.Encoding, Delimiter: t.Delimiter, Sheet: sheet}
	for len(g.Records) < n {
		if err := t.nextSheetRow(); err == io.EOF {
			break
		} else if err != nil {
			return g, err
		}
		g.Records, g.Lines = append(g.Records, slices.Clone(t.row.cells)), append(g.Lines, t.row.Line)
	}
	return g, nil
}

// nextSheetRow takes the next row that has a filled cell. At the sheet's end, and at an error, the workbook is closed.
func (t *Table) nextSheetRow() error {
	b := t.book
	cells, at, err := b.rows.next()
	if err != nil {
		b.close()
		return b.verdict(err)
	}
	b.at = at
	t.row.Line, t.row.EndLine = at, at
	t.row.cells, t.row.raw = cells, t.row.raw[:0]
	return nil
}

// verdict gives the error that counts: that of the disk, else err.
func (b *workbook) verdict(err error) error {
	if failed := b.src.failure(); failed != nil {
		return failed
	}
	return err
}

// close lets go of the file; it may be called more than once.
func (b *workbook) close() {
	if b.rows != nil {
		b.read = b.progress()
		b.rows.close()
		b.rows = nil
	}
}

// progress is the share of the sheet that has been read, below 1.
func (b *workbook) progress() float64 {
	if b.rows == nil {
		return b.read
	}
	return min(0.999, b.rows.progress())
}

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
