package table

import "bytes"

// swallowed tells whether the record found holds other records, because a quote in it was never closed and the next
// quote of the file, lines below, was taken for its end. It gives the line on which that quote opened, or 0.
//
// Such a file must be refused as a whole: orders have vanished inside a cell. But a customer's comment may hold line
// breaks, quotes and commas, so only these are taken as proof, width being the number of columns:
//   - text follows the quote that closes a field of several lines, and the record has not width cells;
//   - the same with width cells, where the last line alone is a whole record;
//   - nothing follows it, but the line on which the field opens, the line on which it closes, and most of those between
//     would each be a whole record by themselves. From five columns on two such lines are enough, with three or four
//     columns it takes four. Fewer columns prove nothing.
func (s *splitter) swallowed(width int) int {
	if len(s.multi) == 0 {
		return 0
	}
	record := s.buf[s.start:s.end]
	if s.brokenQuote > 0 {
		last := record[bytes.LastIndexAny(record, "\r\n")+1:]
		if widthFault(record, s.fields, width) != "" || width > 1 && s.cells(last) == width {
			return s.brokenQuote
		}
	}
	for _, n := range s.multi {
		if f := s.fields[n]; s.holdsRecords(record, f, width) {
			return s.recordLine + countBreaks(record[:f.start])
		}
	}
	return 0
}

// holdsRecords judges the lines over which a field of several lines runs.
func (s *splitter) holdsRecords(record []byte, f field, width int) bool {
	if width < 3 {
		return false
	}
	from := bytes.LastIndexAny(record[:f.start], "\r\n") + 1
	to := len(record)
	if n := bytes.IndexAny(record[f.end:], "\r\n"); n >= 0 {
		to = int(f.end) + n
	}
	between, alike := -2, -2 // the first and the last line are not between
	whole := false           // whether the line seen last is a whole record
	for b := record[from:to]; ; {
		line := b
		n := bytes.IndexAny(b, "\r\n")
		if n >= 0 {
			line = b[:n]
		}
		if whole = s.cells(line) == width || bytes.Count(line, []byte{s.delimiter}) == width-1; whole {
			alike++
		}
		if between == -2 && !whole {
			return false
		}
		if len(line) > 0 {
			between++
		}
		if n < 0 {
			break
		}
		b = b[n+lineEnd(b[n:]):]
	}
	return whole && 2*alike >= between && (alike >= 2 || width >= 5)
}

// cells counts the cells of a line, roughly: delimiters between quotes do not count.
func (s *splitter) cells(line []byte) int {
	n, quoted := 1, false
	for _, c := range line {
		switch c {
		case '"':
			quoted = !quoted
		case s.delimiter:
			if !quoted {
				n++
			}
		}
	}
	return n
}
