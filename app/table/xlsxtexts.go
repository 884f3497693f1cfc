package table

import (
	"archive/zip"
	"bytes"
	"unicode/utf8"
)

const (
	maxTexts     = 4_000_000 // entries of the table of texts
	maxTextBytes = 256 << 20 // bytes of all of them
	textBlock    = 1 << 20   // bytes; a cell holds 32,767 characters, so that a text fits in one
)

// texts is the table of the texts that the cells of a workbook name by number (ECMA-376 part 1, 18.4.9), packed: in
// blocks, so that it never stands in memory twice as it grows.
type texts struct {
	blocks [][]byte
	starts []uint32 // where each text begins: the block's number, then the place in it
	bytes  int
}

// add takes a text as the next entry.
func (t *texts) add(text []byte) error {
	t.bytes += len(text)
	if len(text) > textBlock || t.bytes > maxTextBytes {
		return &FileError{Kind: FaultTooLarge}
	}
	if len(t.starts) == maxTexts {
		return &FileError{Kind: FaultBomb}
	}
	last := len(t.blocks) - 1
	if last < 0 || len(t.blocks[last]) == textBlock || len(t.blocks[last])+len(text) > textBlock {
		t.blocks = append(t.blocks, make([]byte, 0, textBlock))
		last++
	}
	t.starts = append(t.starts, uint32(last*textBlock+len(t.blocks[last])))
	t.blocks[last] = append(t.blocks[last], text...)
	return nil
}

// at gives text i, and whether there is one.
func (t *texts) at(i int) ([]byte, bool) {
	if i < 0 || i >= len(t.starts) {
		return nil, false
	}
	start := int(t.starts[i])
	block := t.blocks[start/textBlock]
	end := len(block)
	if i+1 < len(t.starts) {
		if next := int(t.starts[i+1]); next/textBlock == start/textBlock {
			end = next % textBlock
		}
	}
	return block[start%textBlock : end], true
}

// readTexts reads the table of texts from its part of the zip.
func readTexts(part *zip.File) (*texts, error) {
	content, err := part.Open()
	if err != nil {
		return nil, &FileError{Kind: FaultBroken, Detail: err.Error()}
	}
	defer content.Close() // read only
	t, w := new(texts), walk{xml: xmlScan{src: content}}
	for {
		at, ends, err := w.next()
		switch {
		case err != nil:
			return nil, err
		case at == atRoot:
			return t, nil
		case at == atEntry && ends:
			if err := t.add(w.gathered()); err != nil {
				return nil, err
			}
		}
	}
}

// gathered gives the text of an entry, or of a cell's own: the pieces joined, the escapes of Excel resolved, the line
// ends as in the text of a CSV. It is valid until the next text begins.
func (w *walk) gathered() []byte {
	if len(w.runs) > 0 {
		w.text = append(w.text, w.runs...)
	}
	w.text = plainBreaks(plainEscapes(w.text))
	return w.text
}

// plainEscapes resolves _xHHHH_, by which a text holds what XML does not allow (ECMA-376 part 1, 22.4.2.4); b is
// overwritten. Half of a pair of UTF-16 is no character.
func plainEscapes(b []byte) []byte {
	at := bytes.Index(b, []byte("_x"))
	if at < 0 {
		return b
	}
	out := b[:at]
	for at < len(b) {
		if char, ok := escaped(b[at:]); ok {
			out = utf8.AppendRune(out, char) // three bytes at most, of seven
			at += len("_xHHHH_")
			continue
		}
		out = append(out, b[at])
		at++
	}
	return out
}

func escaped(b []byte) (char rune, ok bool) {
	if len(b) < len("_xHHHH_") || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	for _, c := range b[2:6] {
		switch {
		case c >= '0' && c <= '9':
			char = char<<4 + rune(c-'0')
		case c >= 'a' && c <= 'f':
			char = char<<4 + rune(c-'a'+10)
		case c >= 'A' && c <= 'F':
			char = char<<4 + rune(c-'A'+10)
		default:
			return 0, false
		}
	}
	return char, true
}

// plainBreaks makes the line breaks of a cell LF, as those of a CSV; b is overwritten.
func plainBreaks(b []byte) []byte {
	at := bytes.IndexByte(b, '\r')
	if at < 0 {
		return b
	}
	out := b[:at]
	for at < len(b) {
		if b[at] == '\r' {
			at += lineEnd(b[at:]) // before it is overwritten
			out = append(out, '\n')
			continue
		}
		out = append(out, b[at])
		at++
	}
	return out
}

// appendXMLText adds text of an XML file, which xmlScan has found to be right, with its entities resolved and its line
// ends LF (XML 1.0, 2.11); in a CDATA section there are no entities.
func appendXMLText(to, text []byte, cdata bool) []byte {
	special := "&\r"
	if cdata {
		special = "\r"
	}
	if bytes.IndexByte(text, '\r') < 0 && (cdata || bytes.IndexByte(text, '&') < 0) {
		return append(to, text...)
	}
	for {
		i := bytes.IndexAny(text, special)
		if i < 0 {
			return append(to, text...)
		}
		to = append(to, text[:i]...)
		end := 1
		if text[i] == '\r' {
			to = append(to, '\n')
			if bytes.HasPrefix(text[i:], []byte("\r\n")) {
				end = 2
			}
		} else {
			end = bytes.IndexByte(text[i:], ';') + 1
			char, _ := entity(string(text[i+1 : i+end-1]))
			to = utf8.AppendRune(to, char)
		}
		text = text[i+end:]
	}
}
