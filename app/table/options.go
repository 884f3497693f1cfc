package table

import (
	"fmt"
	"io"
)

// Options say what of a file need not be recognised. The zero value recognises everything.
type Options struct {
	// Encoding of a text file, "" to recognise it. UTF8 and UTF8BOM are the same here: a mark is skipped where there is
	// one. A file that is written otherwise gives FaultUnknownEncoding. It does not matter for a workbook.
	Encoding Encoding
	// Delimiter of a text file: ',', '\t', ';', or 0 to recognise it. With TAB nothing is quoted.
	// It does not matter for a workbook.
	Delimiter byte
	// HeaderRow is the record that is the header: its number among the records of a text file (from 1, blank lines not
	// counted), or its row in the sheet of a workbook; see Glance.HeaderRow. What stands before it is skipped. 0: the
	// first record of a text file, the first row with two or more filled cells of a workbook. Where it is not there,
	// the fault is FaultNoHeader.
	HeaderRow int
}

// OpenAs is Open with what the caller, or the owner, knows better than the recognition.
func OpenAs(r io.ReaderAt, size int64, name string, o Options) (*Table, error) {
	t, head, err := begin(r, size, name)
	if err != nil {
		return nil, err
	}
	switch {
	case isZip(head):
		err = t.openWorkbook(r, size, o)
	case isOLE(head):
		err = oleFault(r, size)
	default:
		if err = t.openText(r, size, head, o); err == nil {
			err = t.readHeader(max(o.HeaderRow, 1))
		}
	}
	if err != nil {
		return nil, t.named(err)
	}
	return t, nil
}

// check refuses what is not one of the delimiters: the second byte of a CP932 character can be any from '@' on, '|'
// for one, so that not every byte could be one.
func (o Options) check() error {
	switch o.Delimiter {
	case 0, ',', '\t', ';':
		return nil
	}
	return fmt.Errorf("the delimiter %q is none of comma, TAB and semicolon", o.Delimiter)
}
