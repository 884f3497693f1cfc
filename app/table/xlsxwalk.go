package table

// place is an element of the parts that are read, told by where it stands (ECMA-376 part 1, 18.3.1 and 18.4).
type place int

const (
	elsewhere   place = iota
	atRoot            // worksheet, or sst
	atData            // sheetData
	atRow             // row in sheetData
	atCell            // c in a row
	atValue           // v in a cell
	atOwnText         // is in a cell: a text that is not in the table
	atEntry           // si: an entry of the table of texts
	atText            // t in either: the text
	atPiece           // r in either: a piece of rich text
	atPieceText       // t in a piece. What rPh holds, how a text is to be pronounced, is not part of it.
)

// within gives the place of an element by the place around it and its name, whatever the prefix of its namespace.
func (around place) within(local []byte) place {
	switch around {
	case atRoot:
		switch string(local) {
		case "sheetData":
			return atData
		case "si":
			return atEntry
		}
	case atData:
		if string(local) == "row" {
			return atRow
		}
	case atRow:
		if string(local) == "c" {
			return atCell
		}
	case atCell:
		switch string(local) {
		case "v":
			return atValue
		case "is":
			return atOwnText
		}
	case atOwnText, atEntry:
		switch string(local) {
		case "t":
			return atText
		case "r":
			return atPiece
		}
	case atPiece:
		if string(local) == "t" {
			return atPieceText
		}
	}
	return elsewhere
}

// walk goes through the XML of a sheet or of the table of texts, from place to place, and gathers texts on the way.
type walk struct {
	xml    xmlScan
	around [8]place // the known elements that are open, outermost first
	level  [8]int   // how many elements are open within each, itself included
	open   int
	ending bool // the element met last was closed by its own tag

	value []byte // of v
	text  []byte // of the t that is no piece
	runs  []byte // of the pieces
	piece int    // where the piece begins that is being read
}

// next goes on to where a known element begins or ends. At the end of the XML the place is atRoot.
func (w *walk) next() (at place, ends bool, err error) {
	if w.open == 0 {
		w.around[0], w.level[0], w.open = atRoot, 1, 1
	}
	if w.ending {
		w.ending = false
		w.open--
		return w.around[w.open], true, nil
	}
	for {
		met, err := w.xml.next()
		if err != nil {
			return elsewhere, false, err
		}
		inner := w.around[w.open-1]
		switch met {
		case tokenEnd:
			return atRoot, true, nil
		case tokenStart:
			level := len(w.xml.starts)
			if w.xml.tag.closed {
				level++
			}
			if level != w.level[w.open-1]+1 {
				continue
			}
			if at = inner.within(w.xml.tag.local); at != elsewhere {
				w.around[w.open], w.level[w.open] = at, level
				w.open++
				w.ending = w.xml.tag.closed
				w.begin(at)
				return at, false, nil
			}
		case tokenClose:
			if w.open > 1 && len(w.xml.starts) < w.level[w.open-1] {
				w.open--
				return inner, true, nil
			}
		case tokenText, tokenCDATA:
			if len(w.xml.starts) != w.level[w.open-1] {
				continue // of an element within
			}
			switch inner {
			case atValue:
				w.value = appendXMLText(w.value, w.xml.text, met == tokenCDATA)
			case atText:
				w.text = appendXMLText(w.text, w.xml.text, met == tokenCDATA)
			case atPieceText:
				w.runs = appendXMLText(w.runs, w.xml.text, met == tokenCDATA)
			}
		}
	}
}

// begin forgets what an element takes the place of.
func (w *walk) begin(at place) {
	switch at {
	case atCell, atEntry:
		w.value, w.text, w.runs = w.value[:0], w.text[:0], w.runs[:0]
	case atValue:
		w.value = w.value[:0]
	case atText:
		w.text = w.text[:0]
	case atPiece:
		w.piece = len(w.runs)
	case atPieceText:
		w.runs = w.runs[:w.piece]
	}
}
