package table

import (
	"bytes"
	"io"
	"strconv"
)

// The size of a sheet (Excel's specifications and limits).
const (
	maxSheetRows    = 1_048_576
	maxSheetColumns = 16_384
)

// sheetRows reads the rows of one sheet as a stream.
type sheetRows struct {
	book    *book
	walk    walk
	content io.ReadCloser
	size    uint64 // bytes of the XML

	column int
	style  cellForm
	kind   cellKind
	own    bool // the cell holds a text of its own

	line   []byte // the texts of the row's filled cells, one after another
	filled []span
	cells  []string
	given  int64 // bytes of text in all rows
}

// span is a filled cell of the row being read.
type span struct{ column, start, end int } // column from 1

// cellKind is what the value of a cell is (ECMA-376 part 1, 18.18.11).
type cellKind int

const (
	numberCell cellKind = iota // or an error, as #N/A
	sharedCell
	ownCell
	stringCell // of a formula
	boolCell
	dateCell
)

func (b *book) openRows(s sheetEntry) (*sheetRows, error) {
	content, err := s.part.Open()
	if err != nil {
		return nil, &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	return &sheetRows{book: b, walk: walk{xml: xmlScan{src: content}}, content: content, size: s.part.UncompressedSize64}, nil
}

// close is to be called once.
func (r *sheetRows) close() { r.content.Close() } // read only

// progress is the share of the sheet's XML that has been read.
func (r *sheetRows) progress() float64 {
	return min(1, float64(r.walk.xml.offset())/float64(max(1, r.size)))
}

// next gives the cells of the next row that has a filled one, up to the last that is filled, and the row's number. They
// are valid until the next call; the strings stay. At the end the XML has been read through, so that io.EOF says that the
// sheet was whole; any other error is a *FileError.
func (r *sheetRows) next() (cells []string, at int, err error) {
	for {
		at, ends, err := r.walk.next()
		switch {
		case err != nil:
			return nil, r.walk.xml.row, err
		case at == atRoot:
			return nil, r.walk.xml.row, io.EOF
		case at == atRow && !ends:
			err = r.beginRow()
		case at == atCell && !ends:
			err = r.beginCell()
		case at == atOwnText && !ends:
			r.own = true
		case at == atCell:
			err = r.endCell()
		case at == atRow && len(r.filled) > 0:
			return r.take(), r.walk.xml.row, nil
		}
		if err != nil {
			return nil, r.walk.xml.row, err
		}
	}
}

func (r *sheetRows) beginRow() error {
	r.column, r.line, r.filled = 0, r.line[:0], r.filled[:0]
	x := &r.walk.xml
	number := x.row + 1
	if x.tag.place != nil {
		number = wholeNumber(x.tag.place)
	}
	if number <= x.row {
		return x.broken("rows out of order")
	}
	if x.row = number; number > maxSheetRows {
		return &FileError{Kind: FaultTooLarge, Line: number}
	}
	return nil
}

func (r *sheetRows) beginCell() error {
	x := &r.walk.xml
	column := r.column + 1
	if x.tag.place != nil {
		column = columnOf(x.tag.place)
	}
	if column <= r.column {
		return x.broken("cells out of order")
	}
	r.column, r.own, r.style = column, false, cellForm{}
	if len(x.tag.style) > 0 {
		style, err := strconv.Atoi(string(x.tag.style))
		if err != nil {
			return x.broken("a style that is no number")
		}
		r.style = r.book.formOfStyle(style)
	}
	switch string(x.tag.kind) {
	case "s":
		r.kind = sharedCell
	case "inlineStr":
		r.kind = ownCell
	case "str":
		r.kind = stringCell
	case "b":
		r.kind = boolCell
	case "d":
		r.kind = dateCell
	default:
		r.kind = numberCell
	}
	return nil
}

// endCell adds the cell's text to the row's.
func (r *sheetRows) endCell() error {
	start, value := len(r.line), r.walk.value
	switch r.kind {
	case sharedCell:
		if value = bytes.TrimSpace(value); len(value) > 0 {
			index, err := strconv.Atoi(string(value))
			text, ok := r.book.texts.at(index)
			if err != nil || !ok {
				return r.walk.xml.broken("a text that is not in the table of texts")
			}
			r.line = append(r.line, text...)
		}
	case numberCell:
		r.line = appendNumber(r.line, value, r.style, r.book.from1904)
	case ownCell:
		if r.own {
			value = r.walk.gathered()
		}
		r.line = append(r.line, value...)
	case boolCell:
		switch string(value) {
		case "1":
			value = []byte("TRUE")
		case "0":
			value = []byte("FALSE")
		}
		r.line = append(r.line, value...)
	case dateCell:
		if moment, ok := isoDate(string(value)); ok {
			r.line = appendClock(moment.AppendFormat(r.line, dateLayout), moment)
		} else {
			r.line = append(r.line, value...)
		}
	default:
		r.line = append(r.line, value...)
	}
	if r.kind != sharedCell {
		r.line = r.line[:start+len(plainBreaks(r.line[start:]))]
	}
	if len(r.line) == start {
		return nil
	}
	if r.column > maxColumns || len(r.line) > maxRecord {
		return &FileError{Kind: FaultTooLarge, Line: r.walk.xml.row}
	}
	// Some bytes of a sheet can name a text of a megabyte.
	if r.given += int64(len(r.line) - start); r.given > maxText {
		return &FileError{Kind: FaultBomb, Line: r.walk.xml.row}
	}
	r.filled = append(r.filled, span{r.column, start, len(r.line)})
	return nil
}

// take makes the row's strings, all at once.
func (r *sheetRows) take() []string {
	line := string(r.line)
	r.cells = append(r.cells[:0], make([]string, r.filled[len(r.filled)-1].column)...)
	for _, c := range r.filled {
		r.cells[c.column-1] = line[c.start:c.end]
	}
	return r.cells
}

// wholeNumber reads a row's number; 0 if it is none.
func wholeNumber(b []byte) int {
	n := 0
	for _, d := range b {
		if d < '0' || d > '9' || n > maxSheetRows {
			return 0
		}
		n = n*10 + int(d-'0')
	}
	return n
}

// columnOf reads the column of a cell's name, as 28 of AB12; 0 if it is none.
func columnOf(b []byte) int {
	n, i := 0, 0
	for ; i < len(b) && i < 4; i++ {
		letter := b[i] &^ 0x20
		if letter < 'A' || letter > 'Z' {
			break
		}
		n = n*26 + int(letter-'A') + 1
	}
	if row := wholeNumber(b[i:]); i > 3 || row < 1 || row > maxSheetRows || n > maxSheetColumns {
		return 0
	}
	return n
}
