package table

import (
	"bytes"
	"io"

	"github.com/xuri/excelize/v2"
)

const maxToken = 1 << 20 // bytes of a tag, or of the text between two; a cell holds 32,767 characters

// xmlCheck looks through the XML of a sheet or of the table of texts. It takes nothing that encoding/xml, by which the
// workbook library reads and whose errors that library takes for the end, does not take; and it takes the plain XML that
// spreadsheet programs write. It is several times as fast, which is why it stands here: it reads everything that is
// then read once more.
type xmlCheck struct {
	src  io.Reader
	stop func(row int, offset int64) bool // told the place now and then; nil: nobody asks

	buf      []byte
	pos, lim int
	taken    int64 // bytes before buf
	eof      bool

	names  []byte // of the elements that are open, one after another
	starts []int  // where each name begins

	texts, row, column int
}

// broken is the fault of XML that cannot be read, at the row reached.
func (c *xmlCheck) broken(why string) error {
	return &FileError{Kind: FaultBroken, Line: c.row, Detail: why}
}

// run gives a *FileError, or nil for XML that may be read.
func (c *xmlCheck) run() error {
	c.buf = make([]byte, bufferSize)
	for n := 0; ; n++ {
		if n%4096 == 0 && c.stop != nil && c.stop(c.row, c.taken+int64(c.pos)) {
			return nil
		}
		text, err := c.until(0, "<")
		if err != nil {
			return err
		}
		if why := wrongText(text); why != "" {
			return c.broken(why)
		}
		if c.pos += len(text); c.pos == c.lim {
			if len(c.starts) > 0 {
				return c.broken("XML ends early")
			}
			return nil
		}
		if err := c.markup(); err != nil {
			return err
		}
	}
}

// until gives what comes before the next end, searched from c.pos+from on; at the end of the XML, all that is left.
func (c *xmlCheck) until(from int, end string) ([]byte, error) {
	for {
		if i := bytes.Index(c.buf[c.pos+from:c.lim], []byte(end)); i >= 0 {
			return c.buf[c.pos : c.pos+from+i], nil
		}
		if c.eof {
			return c.buf[c.pos:c.lim], nil
		}
		from = max(from, c.lim-c.pos-len(end)+1)
		if err := c.more(); err != nil {
			return nil, err
		}
	}
}

// more reads on; what lies before c.pos goes.
func (c *xmlCheck) more() error {
	copy(c.buf, c.buf[c.pos:c.lim])
	c.taken += int64(c.pos)
	c.lim, c.pos = c.lim-c.pos, 0
	if c.lim == len(c.buf) {
		if c.lim >= maxToken {
			return c.broken("XML token too long")
		}
		c.buf = append(c.buf, make([]byte, len(c.buf))...)
	}
	n, err := io.ReadAtLeast(c.src, c.buf[c.lim:], 1)
	c.lim += n
	if err == io.EOF {
		c.eof, err = true, nil
	}
	if err != nil {
		return c.broken(err.Error())
	}
	return nil
}

// markup takes what begins with the < at c.pos.
func (c *xmlCheck) markup() error {
	for c.lim-c.pos < len("<![CDATA[") && !c.eof {
		if err := c.more(); err != nil {
			return err
		}
	}
	head := c.buf[c.pos:c.lim]
	switch {
	case bytes.HasPrefix(head, []byte("</")):
		return c.endTag()
	case bytes.HasPrefix(head, []byte("<?")):
		return c.skip("<?", "?>", wrongInstruction)
	case bytes.HasPrefix(head, []byte("<!--")):
		return c.skip("<!--", "-->", func(b []byte) string {
			if bytes.Contains(b, []byte("--")) || bytes.HasSuffix(b, []byte("-")) {
				return "-- in a comment"
			}
			return wrongChars(b)
		})
	case bytes.HasPrefix(head, []byte("<![CDATA[")):
		return c.skip("<![CDATA[", "]]>", wrongChars)
	case bytes.HasPrefix(head, []byte("<!")):
		return c.broken("a declaration in the XML") // no spreadsheet program writes one; entities can be a bomb
	}
	return c.startTag()
}

// skip takes something between two marks, after wrong has found nothing in it.
func (c *xmlCheck) skip(from, to string, wrong func([]byte) string) error {
	content, err := c.until(len(from), to)
	if err != nil {
		return err
	}
	if c.pos+len(content) == c.lim {
		return c.broken("XML ends early")
	}
	if why := wrong(content[len(from):]); why != "" {
		return c.broken(why)
	}
	c.pos += len(content) + len(to)
	return nil
}

func (c *xmlCheck) endTag() error {
	tag, err := c.until(2, ">")
	if err != nil {
		return err
	}
	if c.pos+len(tag) == c.lim {
		return c.broken("XML ends early")
	}
	name := bytes.TrimRight(tag[2:], " \t\r\n")
	open := len(c.starts) - 1
	if open < 0 || !bytes.Equal(name, c.names[c.starts[open]:]) {
		return c.broken("XML elements not closed in order")
	}
	c.names, c.starts = c.names[:c.starts[open]], c.starts[:open]
	c.pos += len(tag) + 1
	return nil
}

func (c *xmlCheck) startTag() error {
	var tag startTag
	for {
		state := tag.parse(c.buf[c.pos:c.lim])
		if state == tagWrong || state == tagShort && c.eof {
			return c.broken("XML tag broken")
		}
		if state == tagWhole {
			break
		}
		if err := c.more(); err != nil {
			return err
		}
	}
	switch string(tag.local) {
	case "si":
		if c.texts++; c.texts > maxTexts {
			return &FileError{Kind: FaultBomb}
		}
	case "row":
		last := c.row
		if c.row, c.column = last+1, 0; tag.place != nil {
			c.row = wholeNumber(tag.place)
		}
		if c.row <= last {
			c.row = last
			return c.broken("rows out of order")
		}
		if c.row > excelize.TotalRows {
			return &FileError{Kind: FaultTooLarge, Line: c.row}
		}
	case "c":
		last := c.column
		if c.column = last + 1; tag.place != nil {
			c.column = columnOf(tag.place)
		}
		if c.column <= last {
			return c.broken("cells out of order")
		}
	}
	if !tag.closed {
		if len(c.starts) == maxDepth {
			return c.broken("XML too deep")
		}
		c.starts = append(c.starts, len(c.names))
		c.names = append(c.names, tag.name...)
	}
	c.pos += tag.length
	return nil
}

// wholeNumber reads a row's number; 0 if it is none.
func wholeNumber(b []byte) int {
	n := 0
	for _, d := range b {
		if d < '0' || d > '9' || n > excelize.TotalRows {
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
	if row := wholeNumber(b[i:]); i > 3 || row < 1 || row > excelize.TotalRows || n > excelize.MaxColumns {
		return 0
	}
	return n
}
