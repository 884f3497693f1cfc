package table

import "bytes"

// delimiters are those that are recognised, the likelier first.
var delimiters = [...]byte{',', '\t', ';'}

const (
	judgedBytes = 64 << 10 // how much of a text is looked at for its delimiter
	judgedLines = 50       // and how many of its lines
)

// tellDelimiter gives the delimiter of the text before whose first record s stands, without taking anything.
// Where the header is the first record, its line decides. Above a header further down there may be lines of any form
// (口座番号：…), so there the lines vote.
func (s *splitter) tellDelimiter(o Options) (byte, error) {
	if err := o.check(); err != nil {
		return 0, err
	}
	line, err := s.firstLine()
	if err != nil || o.Delimiter != 0 {
		return o.Delimiter, err
	}
	if o.HeaderRow > 1 || o.HeaderRow == anyHeader {
		return s.vote()
	}
	tabs, commas := bytes.Count([]byte(line), []byte{'\t'}), bytes.Count([]byte(line), []byte{','})
	switch {
	case tabs > 0 && tabs >= commas:
		return '\t', nil
	case commas == 0 && bytes.IndexByte([]byte(line), ';') >= 0:
		return s.vote()
	}
	return ',', nil
}

// anyHeader as Options.HeaderRow: no record is known to be the header.
const anyHeader = -1

// vote gives the delimiter that cuts most lines into the same number of cells; of two such the one with more cells.
func (s *splitter) vote() (byte, error) {
	for s.lim-s.start < judgedBytes {
		_, ok, err := s.more(s.start)
		s.follow = s.start
		if err != nil {
			return 0, err
		}
		if !ok {
			break
		}
	}
	head := s.buf[s.start:min(s.lim, s.start+judgedBytes)]
	if whole := bytes.LastIndexAny(head, "\r\n"); whole > 0 && (!s.eof || len(head) == judgedBytes) {
		head = head[:whole] // the line behind is cut off
	}
	var alike [len(delimiters)]map[int]int // how many lines hold the delimiter so many times
	for i := range alike {
		alike[i] = map[int]int{}
	}
	for lines := 0; len(head) > 0 && lines < judgedLines; lines++ {
		line := head
		if n := bytes.IndexAny(head, "\r\n"); n >= 0 {
			line, head = head[:n], head[n+lineEnd(head[n:]):]
		} else {
			head = nil
		}
		for i, n := range unquoted(line) {
			if n > 0 {
				alike[i][n]++
			}
		}
	}
	best, bestLines, bestCount := byte(','), 0, 0
	for i, delimiter := range delimiters {
		for count, lines := range alike[i] {
			if lines > bestLines || lines == bestLines && count > bestCount {
				best, bestLines, bestCount = delimiter, lines, count
			}
		}
	}
	return best, nil
}

// unquoted counts each delimiter outside of quotes.
func unquoted(line []byte) (n [len(delimiters)]int) {
	quoted := false
	for _, c := range line {
		if c == '"' {
			quoted = !quoted
		}
		if !quoted {
			for i, delimiter := range delimiters {
				if c == delimiter {
					n[i]++
				}
			}
		}
	}
	return n
}
