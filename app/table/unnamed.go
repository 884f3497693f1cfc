package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/japanese"
)

// WithHeader gives a text file that has no header one: the names stand before it as a line of their own, in its encoding and
// with its delimiter, and what Preview or OpenAs then takes for the header is that line. Numbers of records stay as they are;
// the numbers of lines grow by one. A name must hold neither delimiter, quote nor line break. It is not for workbooks and not
// for UTF-16.
func WithHeader(r io.ReaderAt, size int64, names []string, encoding Encoding, delimiter byte) (io.ReaderAt, int64, error) {
	line := []byte(strings.Join(names, string(rune(delimiter))) + "\r\n")
	if encoding == CP932 {
		var err error
		if line, err = japanese.ShiftJIS.NewEncoder().Bytes(line); err != nil {
			return nil, 0, fmt.Errorf("write a header in %s: %w", encoding, err)
		}
	}
	skip := int64(0)
	head := make([]byte, len(bomUTF8))
	if n, _ := r.ReadAt(head, 0); n == len(head) && bytes.Equal(head, []byte(bomUTF8)) {
		skip = int64(len(head))
		line = append([]byte(bomUTF8), line...)
	}
	return &headed{line, io.NewSectionReader(r, skip, size-skip)}, int64(len(line)) + size - skip, nil
}

// headed is a line with a file behind it.
type headed struct {
	line []byte
	rest *io.SectionReader
}

// ReadAt is io.ReaderAt's.
func (h *headed) ReadAt(p []byte, at int64) (int, error) {
	n := 0
	if at < int64(len(h.line)) {
		n = copy(p, h.line[at:])
		if n == len(p) {
			return n, nil
		}
		at = int64(len(h.line))
	}
	m, err := h.rest.ReadAt(p[n:], at-int64(len(h.line)))
	return n + m, err
}
