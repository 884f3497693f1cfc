package table

import (
	"bytes"
	"unicode/utf8"
)

// startTag is a tag like <x:c r="A1" t="s">, as slices of the bytes it was parsed from.
type startTag struct {
	name   []byte // x:c
	local  []byte // c
	place  []byte // the value of the attribute r, as written; nil: none
	style  []byte // of s
	kind   []byte // of t
	closed bool   // ends in />
	length int    // bytes
}

type tagState int

const (
	tagWhole tagState = iota
	tagShort          // its end has not been read yet
	tagWrong
)

// parse reads the tag with which b begins.
func (t *startTag) parse(b []byte) tagState {
	*t = startTag{}
	i := 1
	if t.name, t.local = xmlName(b[i:]); t.name == nil {
		return shortIf(namesOnly(b[i:]))
	}
	i += len(t.name)
	for {
		space := i
		for i < len(b) && isXMLSpace(b[i]) {
			i++
		}
		switch {
		case i == len(b):
			return tagShort
		case b[i] == '>':
			t.length = i + 1
			return tagWhole
		case b[i] == '/':
			if i+1 == len(b) {
				return tagShort
			}
			if b[i+1] != '>' {
				return tagWrong
			}
			t.closed, t.length = true, i+2
			return tagWhole
		}
		name, local := xmlName(b[i:])
		if name == nil || space == i {
			return shortIf(space < i && namesOnly(b[i:]))
		}
		if i += len(name); i+1 >= len(b) {
			return tagShort
		}
		quote := b[i+1]
		if b[i] != '=' || quote != '"' && quote != '\'' {
			return tagWrong // blanks around = are legal, but nobody writes them
		}
		end := bytes.IndexByte(b[i+2:], quote)
		if end < 0 {
			return tagShort
		}
		value := b[i+2 : i+2+end]
		if bytes.IndexByte(value, '<') >= 0 || wrongText(value) != "" {
			return tagWrong
		}
		if len(local) == 1 {
			switch value := value[:len(value):len(value)]; local[0] {
			case 'r':
				t.place = value
			case 's':
				t.style = value
			case 't':
				t.kind = value
			}
		}
		i += 2 + end + 1
	}
}

func shortIf(short bool) tagState {
	if short {
		return tagShort
	}
	return tagWrong
}

// namesOnly tells whether b may be the beginning of a name that goes on.
func namesOnly(b []byte) bool {
	for _, c := range b {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.' || c == ':') {
			return false
		}
	}
	return len(b) < 256
}

func isXMLSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// xmlName gives the name with which b begins, and its part behind a colon; nil if there is none, or if it is one that
// the parts of a workbook do not have.
func xmlName(b []byte) (name, local []byte) {
	i, colon := 0, -1
	for ; i < len(b); i++ {
		c := b[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_':
		case i > 0 && i != colon+1 && (c >= '0' && c <= '9' || c == '-' || c == '.'):
		case i > 0 && c == ':' && colon < 0:
			colon = i
		default:
			if i == colon+1 {
				return nil, nil
			}
			return b[:i], b[colon+1 : i]
		}
	}
	return nil, nil // nothing behind it: it may go on
}

// wrongText tells what is wrong with text, or with the value of an attribute; "" if nothing is.
func wrongText(b []byte) string {
	if isPlainText(b) {
		return ""
	}
	if why := wrongChars(b); why != "" {
		return why
	}
	if bytes.Contains(b, []byte("]]>")) {
		return "]]> in text"
	}
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return ""
		}
		b = b[i+1:]
		end := bytes.IndexByte(b[:min(len(b), 10)], ';')
		if end < 0 || !isEntity(string(b[:end])) {
			return "unknown entity"
		}
		b = b[end+1:]
	}
}

// isPlainText tells whether b has nothing but letters, digits and signs of ASCII, as most values of cells.
func isPlainText(b []byte) bool {
	for _, c := range b {
		if c < 0x20 || c >= utf8.RuneSelf || c == '&' || c == ']' {
			return false
		}
	}
	return true
}

func isEntity(s string) bool {
	_, ok := entity(s)
	return ok
}

// entity gives the character that &s; stands for.
func entity(s string) (char rune, ok bool) {
	switch s {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "apos":
		return '\'', true
	case "quot":
		return '"', true
	}
	if len(s) < 2 || s[0] != '#' {
		return 0, false
	}
	base, digits := rune(10), s[1:]
	if digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	n := rune(0)
	for _, c := range digits {
		switch {
		case c >= '0' && c <= '9':
			n = n*base + c - '0'
		case base == 16 && c >= 'a' && c <= 'f':
			n = n*base + c - 'a' + 10
		case base == 16 && c >= 'A' && c <= 'F':
			n = n*base + c - 'A' + 10
		default:
			return 0, false
		}
	}
	return n, digits != "" && isXMLChar(n)
}

func isXMLChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD ||
		r >= 0x10000 && r <= utf8.MaxRune
}

// wrongChars tells what character of b XML does not allow; "" if there is none.
func wrongChars(b []byte) string {
	wide := false
	for _, c := range b {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
			return "illegal character"
		}
		wide = wide || c >= utf8.RuneSelf
	}
	if wide && (!utf8.Valid(b) || bytes.Contains(b, []byte("\uFFFE")) || bytes.Contains(b, []byte("\uFFFF"))) {
		return "illegal character"
	}
	return ""
}

// wrongInstruction looks at what stands between <? and ?>: UTF-8 and version 1.0 are all that is read.
func wrongInstruction(b []byte) string {
	name, _ := xmlName(append(bytes.Clone(b), ' '))
	if name == nil {
		return "instruction without a name"
	}
	if string(name) == "xml" {
		rest := bytes.ToLower(bytes.ReplaceAll(b[len(name):], []byte(`'`), []byte(`"`)))
		if bytes.Count(rest, []byte("version")) > 1 || bytes.Contains(rest, []byte("version")) && !bytes.Contains(rest, []byte(`version="1.0"`)) {
			return "not XML 1.0"
		}
		if bytes.Count(rest, []byte("encoding")) > 1 || bytes.Contains(rest, []byte("encoding")) && !bytes.Contains(rest, []byte(`encoding="utf-8"`)) {
			return "not UTF-8"
		}
	}
	return wrongChars(b)
}
