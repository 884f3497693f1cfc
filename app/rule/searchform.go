package rule

import (
	"strings"
	"sync"
	"unicode/utf8"

	"miseban/app/normal"
)

// A set compares the texts of tens of thousands of orders while the owner edits it, and bringing them into normal.Search's form is
// most of that work. What Search makes of the characters that order files are made of does not depend on their neighbours: it is
// looked up here, character by character. A text with any other character goes to Search as a whole, so the result is always its.

const (
	dropped   = 0      // Search leaves the character out
	dependent = 0xFFFF // its neighbours matter, or it is none of those that are looked up
)

// searchForms holds what Search makes of every character of the first plane.
var searchForms = sync.OnceValue(func() *[1 << 16]uint16 {
	var forms [1 << 16]uint16
	for i := range forms {
		forms[i] = dependent
	}
	for _, span := range [][2]rune{{'\n', '\n'}, {' ', '~'}, {0x2010, 0x2015}, {0x2212, 0x2212}, {0x2500, 0x2501}, {0x3000, 0x3035}, {0x3041, 0x3096}, {0x30A1, 0x30FE},
		{0x4E00, 0x9FFF}, {0xFF01, 0xFF5E}, {0xFF61, 0xFF9D}} {
		for r := span[0]; r <= span[1]; r++ {
			if r >= 0x302A && r <= 0x302F { // marks that stand on the character before them
				continue
			}
			switch form := []rune(normal.Search(string(r))); {
			case len(form) == 0:
				forms[r] = dropped
			case len(form) == 1 && form[0] < dependent:
				forms[r] = uint16(form[0])
			}
		}
	}
	return &forms
})

// searchForm is normal.Search, written into buf where it differs; and which characters stand in it (see charsOf). Nothing but line
// feeds is nothing.
func searchForm(s string, buf []byte) (form string, chars uint64, _ []byte) {
	forms := searchForms()
	buf = buf[:0]
	wrote := false
	for _, r := range s {
		if r >= dependent || forms[r] == dependent {
			form = normal.Search(s)
			if strings.Trim(form, "\n") == "" {
				form = ""
			}
			return form, charsOf(form), buf
		}
		if f := rune(forms[r]); f != dropped {
			wrote = wrote || f != '\n'
			chars |= charBit(f)
			buf = utf8.AppendRune(buf, f)
		}
	}
	switch {
	case !wrote:
		return "", 0, buf
	case string(buf) == s:
		return s, chars, buf
	}
	return string(buf), chars, buf
}

// charsOf marks which characters stand in a text, several of them to a bit: a text that lacks a bit of another's does not hold it.
func charsOf(s string) (chars uint64) {
	for _, r := range s {
		chars |= charBit(r)
	}
	return chars
}

func charBit(r rune) uint64 { return 1 << (uint32(r) * 2654435761 >> 26) }
