package table

import (
	"bytes"
	"errors"
	"io"
)

// Marks of a field, beside its place.
const (
	hasEscape  = 1 << iota // holds "" for "
	hasBreak               // holds CR or LF between its quotes
	hasGarbage             // text after the closing quote: the field's bytes run on to its end, that quote included
)

// field is one cell of a record: its bytes without the surrounding quotes, as offsets from the record's start.
type field struct {
	start, end int32
	marks      uint8
}

// splitter cuts a stream of bytes into records and fields, without decoding anything.
type splitter struct {
	src       io.Reader
	delimiter byte
	quoting   bool

	buf    []byte
	lim    int // end of what has been read into buf
	follow int // where the record after the present one begins
	eof    bool
	done   int64 // bytes taken from src
	line   int   // 1-based text line reached

	// The record found by next.
	start, end  int // in buf, without its line end
	fields      []field
	recordLine  int   // line on which it begins
	endLine     int   // line on which it ends
	multi       []int // the fields that hold line breaks
	brokenQuote int   // line of the first quote that opened a field of several lines with text behind its end; 0: none
}

var errRecordTooLong = errors.New("record too long")

// more reads on, keeping the bytes from s.start, which move to the front of the buffer. It gives the new place of i and
// whether there is anything new.
func (s *splitter) more(i int) (int, bool, error) {
	if s.eof {
		return i, false, nil
	}
	if s.start > 0 {
		copy(s.buf, s.buf[s.start:s.lim])
		i, s.lim, s.start = i-s.start, s.lim-s.start, 0
	}
	if s.lim == len(s.buf) {
		if s.lim >= maxRecord {
			return i, false, errRecordTooLong
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := io.ReadAtLeast(s.src, s.buf[s.lim:], 1)
	s.lim += n
	s.done += int64(n)
	if err == io.EOF {
		s.eof, err = true, nil
	}
	return i, n > 0, err
}

// firstLine gives the first line that is not blank, without taking it.
func (s *splitter) firstLine() (string, error) {
	if err := s.skipBlank(); err != nil {
		if err == io.EOF {
			return "", &FileError{Kind: FaultEmpty}
		}
		return "", err
	}
	s.follow = s.start
	i := s.start
	for {
		if n := bytes.IndexAny(s.buf[i:s.lim], "\r\n"); n >= 0 {
			return string(s.buf[s.start : i+n]), nil
		}
		at, ok, err := s.more(s.lim)
		s.follow = s.start
		if err == errRecordTooLong {
			return "", &FileError{Kind: FaultTooLarge, Line: s.line}
		}
		if err != nil {
			return "", err
		}
		if !ok {
			return string(s.buf[s.start:s.lim]), nil
		}
		i = at
	}
}

// skipBlank moves s.start to the first byte that begins a record; io.EOF if there is none.
func (s *splitter) skipBlank() error {
	s.start = s.follow
	for {
		if s.start == s.lim {
			switch _, ok, err := s.more(s.start); {
			case err != nil:
				return err
			case !ok:
				return io.EOF
			}
			continue
		}
		if c := s.buf[s.start]; c != '\r' && c != '\n' {
			return nil
		}
		i, err := s.takeLineEnd(s.start)
		if err != nil {
			return err
		}
		s.start = i
	}
}

// takeLineEnd gives the place behind the line end at i: LF, CR, CRLF, or CRCRLF (a CRLF file sent as text once more).
func (s *splitter) takeLineEnd(i int) (int, error) {
	s.line++
	if s.buf[i] == '\n' {
		return i + 1, nil
	}
	for i+2 >= s.lim {
		at, ok, err := s.more(i)
		if err != nil && err != errRecordTooLong {
			return i, err
		}
		if i = at; !ok {
			break
		}
	}
	return i + lineEnd(s.buf[i:s.lim]), nil
}

// lineEnd gives the length of the line end with which b begins.
func lineEnd(b []byte) int {
	switch {
	case bytes.HasPrefix(b, []byte("\r\n")):
		return 2
	case bytes.HasPrefix(b, []byte("\r\r\n")):
		return 3
	}
	return 1
}

// countBreaks counts the line ends in b.
func countBreaks(b []byte) (n int) {
	for i := 0; i < len(b); n++ {
		j := bytes.IndexAny(b[i:], "\r\n")
		if j < 0 {
			return n
		}
		i += j
		i += lineEnd(b[i:])
	}
	return n
}

// next finds the next record: io.EOF if there is none, a *FileError if a quote never closes.
func (s *splitter) next() error {
	for {
		if err := s.skipBlank(); err != nil {
			return err
		}
		if err := s.record(); err != nil {
			return err
		}
		if len(s.fields) > 1 || len(bytes.Trim(s.buf[s.start:s.end], " ")) > 0 {
			return nil
		}
	}
}

// record cuts the record at s.start.
func (s *splitter) record() error {
	s.fields, s.multi, s.brokenQuote, s.recordLine = s.fields[:0], s.multi[:0], 0, s.line
	i := s.start
	for {
		if i == s.lim {
			var err error
			if i, _, err = s.more(i); err != nil {
				return s.tooLong(err)
			}
		}
		var err error
		if s.quoting && i < s.lim && s.buf[i] == '"' {
			i, err = s.quotedField(i)
		} else {
			i, err = s.plainField(i)
		}
		if err != nil {
			return err
		}
		if i == s.lim || s.buf[i] != s.delimiter {
			break
		}
		i++
	}
	s.endLine = s.line
	length := i - s.start
	if i < s.lim {
		var err error
		if i, err = s.takeLineEnd(i); err != nil {
			return err
		}
	}
	s.end, s.follow = s.start+length, i
	return nil
}

func (s *splitter) tooLong(err error) error {
	if err == errRecordTooLong {
		return &FileError{Kind: FaultTooLarge, Line: s.recordLine}
	}
	return err
}

// toFieldEnd gives the place of the next delimiter, line end, or end of the file, from i on.
func (s *splitter) toFieldEnd(i int) (int, error) {
	delimiter := s.delimiter
	for {
		buf := s.buf[:s.lim]
		for ; i < len(buf); i++ {
			if c := buf[i]; c == delimiter || c == '\n' || c == '\r' {
				return i, nil
			}
		}
		at, ok, err := s.more(i)
		if err != nil {
			return i, s.tooLong(err)
		}
		if i = at; !ok {
			return i, nil
		}
	}
}

func (s *splitter) plainField(i int) (int, error) {
	from := int32(i - s.start)
	i, err := s.toFieldEnd(i)
	s.fields = append(s.fields, field{start: from, end: int32(i - s.start)})
	return i, err
}

// quotedField cuts the field whose opening quote stands at i.
func (s *splitter) quotedField(i int) (int, error) {
	f := field{start: int32(i-s.start) + 1}
	openLine := s.line
	i++
	for {
		buf := s.buf[:s.lim]
		for ; i < len(buf); i++ {
			c := buf[i]
			if c == '"' {
				break
			}
			if c == '\n' || c == '\r' {
				f.marks |= hasBreak
			}
		}
		if i+1 >= len(buf) { // no quote yet, or one of which we do not see what follows
			at, ok, err := s.more(i)
			if err == errRecordTooLong || err == nil && !ok && at == s.lim {
				return i, &FileError{Kind: FaultUnbalancedQuote, Line: openLine}
			}
			if err != nil {
				return i, err
			}
			if i = at; ok {
				continue
			}
		}
		if i+1 < s.lim && s.buf[i+1] == '"' {
			f.marks |= hasEscape
			i += 2
			continue
		}
		break
	}
	f.end = int32(i - s.start)
	if f.marks&hasBreak != 0 {
		s.line += countBreaks(s.buf[s.start+int(f.start) : i])
		s.multi = append(s.multi, len(s.fields))
	}
	behind := i + 1 - s.start
	i, err := s.toFieldEnd(i + 1)
	if err != nil {
		return i, err
	}
	// Blanks behind the closing quote carry nothing; anything else is garbage, and kept.
	if len(bytes.Trim(s.buf[s.start+behind:i], " ")) > 0 {
		f.marks |= hasGarbage
		f.end = int32(i - s.start)
		if f.marks&hasBreak != 0 && s.brokenQuote == 0 {
			s.brokenQuote = openLine
		}
	}
	s.fields = append(s.fields, f)
	return i, nil
}
