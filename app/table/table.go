// Package table opens a file that a person downloaded (CSV, TSV or XLSX) and gives its header and its records as a
// stream, one at a time, from a buffer of fixed size. It recognises a file by its content, never by its name, and says
// honestly what is wrong with it: a fault of the whole file is a *FileError, a fault of one record a *RowError.
//
// It knows nothing of malls, orders or columns, and it never guesses a cell: what it cannot read it marks as damaged.
//
// Text is split as raw bytes and decoded cell by cell, only where asked. That is safe in both encodings: the second
// byte of a CP932 character is 0x40–0x7E or 0x80–0xFC, and every byte of a longer UTF-8 character is above 0x7F, so
// comma, quote, TAB, CR and LF always stand for themselves.
package table

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// Kind is the form of a file.
type Kind string

// The forms that are read.
const (
	CSV  Kind = "csv"  // comma or semicolon, cells may be quoted (RFC 4180, any line end)
	TSV  Kind = "tsv"  // TAB, no quoting at all: `"` is an ordinary character (Amazon's reports)
	XLSX Kind = "xlsx" // Excel 2007 and later
)

// Encoding is how the text of a file is written.
type Encoding string

// The encodings that are recognised. The text of UTF-16 files and of workbooks reaches Raw as UTF-8.
const (
	UTF8    Encoding = "utf-8"
	UTF8BOM Encoding = "utf-8-bom"
	CP932   Encoding = "cp932"
	UTF16   Encoding = "utf-16" // with a byte order mark: what Excel calls "Unicode テキスト"
)

// The limits. No mall's download comes near them; beyond them a file is refused with FaultTooLarge or FaultBomb.
const (
	maxText    = 2 << 30   // bytes of a text file
	maxRecord  = 4 << 20   // bytes of one record of a text file
	maxColumns = 1_000     // names in a header (the widest known one has 158)
	bufferSize = 256 << 10 // bytes read at a time
)

// Table is an open file: its header, and its records through Next. It is not safe for concurrent use. The reader given
// to Open stays the caller's, and must stay open as long as the table is read. Nothing is written anywhere.
type Table struct {
	Kind      Kind
	Encoding  Encoding
	Delimiter byte // ',', '\t' or ';'; ',' for a workbook, whose Raw is written as CSV

	name   string
	header []string
	split  *splitter // text files
	book   *workbook // workbooks
	row    Row
	size   int64
	err    error // io.EOF or the fault that ended the reading
}

// Open recognises the file behind r (size bytes) and reads its header. The name is used in messages only.
//
// A text file is first read through once, to tell its encoding: a byte order mark decides; else, if every byte is valid
// UTF-8, it is UTF-8; else CP932. The delimiter is TAB if the first line holds at least as many TABs as commas;
// semicolon if it holds semicolons, neither of the others, and the lines below agree; else comma. In a workbook the
// first visible sheet with a header is read: the first row that has two or more filled cells.
//
// A file that cannot be read as a table gives a *FileError, a failing r an error that wraps r's.
func Open(r io.ReaderAt, size int64, name string) (*Table, error) {
	return OpenAs(r, size, name, Options{})
}

// begin makes the table of a file, and reads its beginning.
func begin(r io.ReaderAt, size int64, name string) (t *Table, head []byte, err error) {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	t = &Table{name: name, size: size, Delimiter: ','}
	t.row.table = t
	head = make([]byte, min(size, headSize))
	if n, err := r.ReadAt(head, 0); err != nil && (err != io.EOF || n < len(head)) {
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	return t, head, nil
}

// named puts the file's name into a fault, and the operation before any other error.
func (t *Table) named(err error) error {
	var fault *FileError
	if errors.As(err, &fault) {
		fault.Name = t.name
		return fault
	}
	return fmt.Errorf("read %s: %w", t.name, err)
}

// openText recognises a text file and stands before its first record.
func (t *Table) openText(r io.ReaderAt, size int64, head []byte, o Options) error {
	if size > maxText {
		return &FileError{Kind: FaultTooLarge}
	}
	if what := notText(head); what != "" {
		return &FileError{Kind: FaultNotText, Detail: what}
	}
	text, err := recognise(r, size, head, o.Encoding)
	if err != nil {
		return err
	}
	t.Encoding, t.Kind = text.encoding, CSV
	t.split = &splitter{src: text.open(), line: 1, buf: make([]byte, bufferSize)}
	if t.Delimiter, err = t.split.tellDelimiter(o); err != nil {
		return err
	}
	if t.Delimiter == '\t' {
		t.Kind = TSV
	}
	t.split.delimiter, t.split.quoting = t.Delimiter, t.Kind == CSV
	return nil
}

// readHeader takes the record at (from 1) as the header; those before it are skipped.
func (t *Table) readHeader(at int) error {
	for n := 1; n <= at; n++ {
		switch err := t.split.next(); {
		case err == io.EOF && n > 1:
			return &FileError{Kind: FaultNoHeader, Line: at}
		case err == io.EOF:
			return &FileError{Kind: FaultEmpty}
		case err != nil:
			return err
		case t.split.brokenQuote > 0: // above the header too: it may have swallowed it
			return &FileError{Kind: FaultUnbalancedQuote, Line: t.split.brokenQuote}
		}
	}
	if len(t.split.fields) > maxColumns {
		return &FileError{Kind: FaultTooLarge, Line: t.split.recordLine}
	}
	t.takeSplit()
	for i := range t.row.Len() {
		if t.row.Damaged(i) && t.Encoding == CP932 {
			// No mall's header holds a character outside CP932, so this is some other encoding (EUC-JP, say).
			return &FileError{Kind: FaultUnknownEncoding, Line: t.split.recordLine}
		}
		t.header = append(t.header, headerName(t.row.Cell(i)))
	}
	t.row.Number = 0
	return nil
}

func headerName(s string) string { return strings.TrimSpace(strings.Trim(s, "\uFEFF")) }

// Header gives the names in the first record: as in the file, without byte order mark and surrounding space. The same
// name may stand twice, and a name may be empty. The slice is the table's own: read it, do not change it.
func (t *Table) Header() []string { return t.header }

// HeaderDuplicates gives the names that stand more than once in the header, each once, in the order of their first
// column. They are legal (カラーミー 発送状態, EC-CUBE 送料); a caller takes the first column of each.
func (t *Table) HeaderDuplicates() []string {
	seen := make(map[string]int, len(t.header))
	for _, name := range t.header {
		seen[name]++
	}
	var twice []string
	for _, name := range t.header {
		if name != "" && seen[name] > 1 {
			twice = append(twice, name)
			seen[name] = 0
		}
	}
	return twice
}

// HeaderOnly gives the fault of a file that has a header and no record, for a caller to whom that is one.
// The package itself takes such a file as a table of no records: Next gives io.EOF at once.
func (t *Table) HeaderOnly() *FileError { return &FileError{Kind: FaultHeaderOnly, Name: t.name} }

// Next reads the next record. The row, and what its Raw gives, are valid until the next call of Next; the strings of
// Cell stay. At the end the error is io.EOF; a *FileError means that the file as a whole cannot be trusted, the records
// given before included. Once an error was given, it is given again.
//
// Blank lines are no records and are not counted; a line of delimiters only is one (see Row.Empty).
func (t *Table) Next() (*Row, error) {
	if t.err != nil {
		return nil, t.err
	}
	var err error
	if t.book != nil {
		err = t.nextSheetRow()
	} else if err = t.split.next(); err == nil {
		if line := t.split.swallowed(len(t.header)); line > 0 {
			err = &FileError{Kind: FaultUnbalancedQuote, Line: line}
		} else {
			t.takeSplit()
		}
	}
	if err != nil {
		if err != io.EOF {
			err = t.named(err)
		}
		t.err = err
		return nil, err
	}
	t.row.Number++
	return &t.row, nil
}

func (t *Table) takeSplit() {
	s := t.split
	t.row.Line, t.row.EndLine = s.recordLine, s.endLine
	t.row.fields, t.row.record = s.fields, s.buf[s.start:s.end]
}

// Close ends the reading; after it, Next gives fs.ErrClosed unless it gave another error before. It may be called at any
// time and more than once. It does not close the reader given to Open, and its error is always nil.
func (t *Table) Close() error {
	if t.err == nil {
		t.err = fs.ErrClosed
	}
	if t.book != nil {
		t.book.close()
	}
	return nil
}

// Progress gives how much of the file has been read, from 0 to 1; it never goes back. That of a workbook is how much of
// the sheet.
func (t *Table) Progress() float64 {
	switch {
	case t.err == io.EOF:
		return 1
	case t.book != nil:
		return t.book.progress()
	case t.split == nil || t.size == 0:
		return 0
	}
	return min(1, float64(t.split.done)/float64(t.size))
}
