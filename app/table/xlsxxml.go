package table

import (
	"bytes"
	"io"
)

const (
	maxToken = 1 << 20 // bytes of a tag, or of the text between two; a cell holds 32,767 characters
	maxDepth = 64      // elements within elements
)

// token is what xmlScan met.
type token int

const (
	tokenNone  token = iota
	tokenEnd         // the XML ends, and was whole
	tokenStart       // xmlScan.tag
	tokenClose       // the innermost element that is open ends; a tag that is closed itself gives none
	tokenText        // xmlScan.text, its entities and line ends as they stand in the file
	tokenCDATA       // xmlScan.text, of a section in which & is an ordinary character
)

// xmlScan reads the XML of a sheet or of the table of texts, token by token. It takes nothing that encoding/xml does not
// take, no declarations, and UTF-8 only; and it takes the plain XML that spreadsheet programs write. It is ten times as
// fast, which is why it stands here: a large sheet has ten million tags.
type xmlScan struct {
	src io.Reader
	row int // the sheet's row reached, told in faults

	// The token met last; valid until the next is read.
	tag  startTag
	text []byte

	buf      []byte
	pos, lim int
	taken    int64 // bytes before buf
	eof      bool

	names  []byte // of the elements that are open, one after another
	starts []int  // where each name begins
}

// broken is the fault of XML that cannot be read, at the row reached.
func (s *xmlScan) broken(why string) error {
	return &FileError{Kind: FaultBroken, Line: s.row, Detail: why}
}

// offset gives how many bytes have been read.
func (s *xmlScan) offset() int64 { return s.taken + int64(s.pos) }

// next reads the next token. Its error is a *FileError; once there was one, nothing more can be read.
func (s *xmlScan) next() (token, error) {
	if s.buf == nil {
		s.buf = make([]byte, bufferSize)
	}
	for {
		text, err := s.until(0, "<")
		if err != nil {
			return tokenNone, err
		}
		if len(text) > 0 {
			if why := wrongText(text); why != "" {
				return tokenNone, s.broken(why)
			}
			s.pos += len(text)
			s.text = text
			return tokenText, nil
		}
		if s.pos == s.lim {
			if len(s.starts) > 0 {
				return tokenNone, s.broken("XML ends early")
			}
			return tokenEnd, nil
		}
		if met, err := s.markup(); err != nil || met != tokenNone {
			return met, err
		}
	}
}

// until gives what comes before the next end, searched from s.pos+from on; at the end of the XML, all that is left.
func (s *xmlScan) until(from int, end string) ([]byte, error) {
	for {
		i := 0
		if rest := s.buf[s.pos+from : s.lim]; len(end) == 1 {
			i = bytes.IndexByte(rest, end[0])
		} else {
			i = bytes.Index(rest, []byte(end))
		}
		if i >= 0 {
			return s.buf[s.pos : s.pos+from+i], nil
		}
		if s.eof {
			return s.buf[s.pos:s.lim], nil
		}
		from = max(from, s.lim-s.pos-len(end)+1)
		if err := s.more(); err != nil {
			return nil, err
		}
	}
}

// more reads on; what lies before s.pos goes.
func (s *xmlScan) more() error {
	copy(s.buf, s.buf[s.pos:s.lim])
	s.taken += int64(s.pos)
	s.lim, s.pos = s.lim-s.pos, 0
	if s.lim == len(s.buf) {
		if s.lim >= maxToken {
			return s.broken("XML token too long")
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := io.ReadFull(s.src, s.buf[s.lim:]) // not less: a long tag is looked at from its beginning each time
	s.lim += n
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		s.eof, err = true, nil
	}
	if err != nil {
		return s.broken(err.Error())
	}
	return nil
}

// markup takes what begins with the < at s.pos; tokenNone is something to pass over.
func (s *xmlScan) markup() (token, error) {
	for s.lim-s.pos < len("<![CDATA[") && !s.eof {
		if err := s.more(); err != nil {
			return tokenNone, err
		}
	}
	head := s.buf[s.pos:s.lim]
	switch {
	case len(head) > 1 && head[1] == '/':
		return tokenClose, s.endTag()
	case len(head) > 1 && head[1] == '?':
		return tokenNone, s.skip("<?", "?>", wrongInstruction)
	case bytes.HasPrefix(head, []byte("<!--")):
		return tokenNone, s.skip("<!--", "-->", func(b []byte) string {
			if bytes.Contains(b, []byte("--")) || bytes.HasSuffix(b, []byte("-")) {
				return "-- in a comment"
			}
			return wrongChars(b)
		})
	case bytes.HasPrefix(head, []byte("<![CDATA[")):
		return tokenCDATA, s.skip("<![CDATA[", "]]>", wrongChars)
	case bytes.HasPrefix(head, []byte("<!")):
		return tokenNone, s.broken("a declaration in the XML") // no spreadsheet program writes one; entities can be a bomb
	}
	return tokenStart, s.startTag()
}

// skip takes something between two marks, after wrong has found nothing in it.
func (s *xmlScan) skip(from, to string, wrong func([]byte) string) error {
	content, err := s.until(len(from), to)
	if err != nil {
		return err
	}
	if s.pos+len(content) == s.lim {
		return s.broken("XML ends early")
	}
	s.text = content[len(from):]
	if why := wrong(s.text); why != "" {
		return s.broken(why)
	}
	s.pos += len(content) + len(to)
	return nil
}

func (s *xmlScan) endTag() error {
	tag, err := s.until(2, ">")
	if err != nil {
		return err
	}
	if s.pos+len(tag) == s.lim {
		return s.broken("XML ends early")
	}
	name := tag[2:]
	for len(name) > 0 && isXMLSpace(name[len(name)-1]) {
		name = name[:len(name)-1]
	}
	open := len(s.starts) - 1
	if open < 0 || !bytes.Equal(name, s.names[s.starts[open]:]) {
		return s.broken("XML elements not closed in order")
	}
	s.names, s.starts = s.names[:s.starts[open]], s.starts[:open]
	s.pos += len(tag) + 1
	return nil
}

func (s *xmlScan) startTag() error {
	for {
		state := s.tag.parse(s.buf[s.pos:s.lim])
		if state == tagWrong || state == tagShort && s.eof {
			return s.broken("XML tag broken")
		}
		if state == tagWhole {
			break
		}
		if err := s.more(); err != nil {
			return err
		}
	}
	if !s.tag.closed {
		if len(s.starts) == maxDepth {
			return s.broken("XML too deep")
		}
		s.starts = append(s.starts, len(s.names))
		s.names = append(s.names, s.tag.name...)
	}
	s.pos += s.tag.length
	return nil
}
