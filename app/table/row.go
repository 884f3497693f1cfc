package table

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"
)

// Row is one record. It is valid until the next call of Table.Next; the strings it gave stay.
type Row struct {
	Number  int // 1-based number of the record, the header not counted
	Line    int // 1-based line of the file on which it begins; in a workbook the sheet's row
	EndLine int // the line on which it ends: greater than Line where a cell holds line breaks

	table  *Table
	record []byte   // text files: its bytes without the line end
	fields []field  // text files
	cells  []string // workbooks
	raw    []byte   // workbooks: the cells as CSV, once asked for
}

// Len gives the number of cells in the record, which need not be that of the header (see Problem).
func (r *Row) Len() int {
	if r.table.book != nil {
		return len(r.cells)
	}
	return len(r.fields)
}

// Cell gives cell i (from 0) as UTF-8: the quotes around it removed, "" made ", the line breaks inside (CRLF, CR) made
// LF, nothing trimmed. Beyond the end it is "". Bytes that cannot be decoded become U+FFFD (see Damaged).
func (r *Row) Cell(i int) string {
	if i < 0 || i >= r.Len() {
		return ""
	}
	if r.table.book != nil {
		return r.cells[i]
	}
	f := r.fields[i]
	b := r.record[f.start:f.end]
	if len(b) == 0 {
		return ""
	}
	if f.marks != 0 {
		b = unquote(b, f.marks)
	}
	return decode(b, r.table.Encoding)
}

// Damaged tells whether cell i holds something that was lost: bytes that are no character of the encoding (外字, codes
// F040–F9FC of CP932, are such), U+FFFD, or 0x1A, which some programs write for a character they could not encode.
func (r *Row) Damaged(i int) bool {
	if i < 0 || i >= r.Len() {
		return false
	}
	if r.table.book != nil {
		return strings.ContainsAny(r.cells[i], "\uFFFD\x1a")
	}
	f := r.fields[i]
	return damaged(r.record[f.start:f.end], r.table.Encoding)
}

// Empty tells whether the record has no filled cell, as the line ",,,,".
func (r *Row) Empty() bool {
	if r.table.book != nil {
		return !slices.ContainsFunc(r.cells, func(s string) bool { return s != "" })
	}
	return !slices.ContainsFunc(r.fields, func(f field) bool { return f.start != f.end })
}

// Problem gives a *RowError if the record is not one of the table's: too few cells (half a row, or a line break in a
// value of a TSV), too many, or text behind a closing quote; else nil. Empty cells too many (a delimiter at the end of
// the line) and missing cells of columns without a name are no problem, as they carry nothing; nor are missing cells
// in a workbook, which does not store empty ones.
func (r *Row) Problem() error {
	width := len(r.table.header)
	fault := RowFault("")
	if r.table.book != nil {
		if len(r.cells) > width {
			fault = FaultTooManyCells
		}
	} else {
		named := width
		for named > 0 && r.table.header[named-1] == "" {
			named--
		}
		switch {
		case slices.ContainsFunc(r.fields, func(f field) bool { return f.marks&hasGarbage != 0 }):
			fault = FaultTextAfterQuote
		case len(r.fields) < named || len(r.fields) > width:
			fault = widthFault(r.record, r.fields, width)
		}
	}
	if fault == "" {
		return nil
	}
	return &RowError{Kind: fault, Number: r.Number, Line: r.Line, EndLine: r.EndLine, Want: width, Got: r.Len()}
}

// widthFault compares the number of cells with the number of columns; cells too many must hold something to count.
func widthFault(record []byte, fields []field, width int) RowFault {
	switch {
	case len(fields) < width:
		return FaultTooFewCells
	case len(fields) > width && slices.ContainsFunc(fields[width:], func(f field) bool { return f.start != f.end }):
		return FaultTooManyCells
	}
	return ""
}

// Raw gives the record's bytes as they are in the file, without the line end, so that the original can be kept. They
// are valid until the next call of Table.Next. The record of a workbook comes as a line of CSV in UTF-8, that of a
// UTF-16 file in UTF-8. DecodeRaw turns them back into cells.
func (r *Row) Raw() []byte {
	if r.table.book == nil {
		return r.record
	}
	if len(r.raw) == 0 {
		for i, cell := range r.cells {
			if i > 0 {
				r.raw = append(r.raw, ',')
			}
			r.raw = append(r.raw, '"')
			r.raw = append(r.raw, strings.ReplaceAll(cell, `"`, `""`)...)
			r.raw = append(r.raw, '"')
		}
	}
	return r.raw
}

// DecodeRaw turns the bytes that Row.Raw gave back into the cells that Row.Cell gave; encoding, kind and delimiter are
// those of the table they came from. Bytes that hold more than one record give the cells of the first.
func DecodeRaw(raw []byte, encoding Encoding, kind Kind, delimiter byte) []string {
	if len(raw) == 0 {
		return nil
	}
	s := splitter{buf: raw, lim: len(raw), eof: true, line: 1, delimiter: delimiter, quoting: kind != TSV}
	if err := s.record(); err != nil { // a quote that never closes, which no Raw has
		return []string{decode(raw, encoding)}
	}
	cells := make([]string, len(s.fields))
	for i, f := range s.fields {
		cells[i] = decode(unquote(raw[f.start:f.end], f.marks), encoding)
	}
	return cells
}

// unquote resolves what the marks of a quoted field say. It leaves b as it is.
func unquote(b []byte, marks uint8) []byte {
	if marks == 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	closed := false
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case c == '"' && !closed:
			if i+1 < len(b) && b[i+1] == '"' {
				out = append(out, '"')
				i++
			} else { // the closing quote; what follows is garbage, kept as it stands
				closed = true
			}
		case c == '\r':
			out = append(out, '\n')
			i += lineEnd(b[i:]) - 1
		default:
			out = append(out, c)
		}
	}
	return out
}

func decode(b []byte, encoding Encoding) string {
	switch {
	case isASCII(b):
		return string(b)
	case encoding == CP932:
		return decodeCP932(b)
	case utf8.Valid(b):
		return string(b)
	}
	return string(bytes.ToValidUTF8(b, []byte("\uFFFD")))
}

func damaged(b []byte, encoding Encoding) bool {
	if bytes.IndexByte(b, 0x1A) >= 0 {
		return true
	}
	if isASCII(b) {
		return false
	}
	if encoding == CP932 {
		return damagedCP932(b)
	}
	return !utf8.Valid(b) || bytes.Contains(b, []byte("\uFFFD"))
}

func isASCII(b []byte) bool {
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
