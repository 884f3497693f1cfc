package table

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// doubles maps the two-byte codes of CP932, from 0x8100 on, to characters; 0 stands for a code that has none. It is
// filled from golang.org/x/text's Shift_JIS, which is CP932 with NEC's and IBM's extensions (①㈱Ⅲ№ 髙﨑德濵, and ～ for
// 0x8160) and, unlike that decoder, tells a missing character from a U+FFFD and costs one look per character.
var doubles = sync.OnceValue(func() *[0x10000 - 0x8100]uint16 {
	var codes []byte
	for lead := 0x81; lead <= 0xFC; lead++ {
		for trail := 0x40; trail <= 0xFC; trail++ {
			if isLead(byte(lead)) && isTrail(byte(trail)) {
				codes = append(codes, byte(lead), byte(trail))
			}
		}
	}
	table := new([0x10000 - 0x8100]uint16)
	text, err := japanese.ShiftJIS.NewDecoder().Bytes(codes)
	if err != nil {
		return table // never: the decoder writes U+FFFD for what it does not know
	}
	for i := 0; len(text) > 0 && i < len(codes); i += 2 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		if r != utf8.RuneError {
			table[int(codes[i])<<8+int(codes[i+1])-0x8100] = uint16(r)
		}
	}
	return table
})

func isLead(c byte) bool  { return c >= 0x81 && c <= 0x9F || c >= 0xE0 && c <= 0xFC }
func isTrail(c byte) bool { return c >= 0x40 && c <= 0x7E || c >= 0x80 && c <= 0xFC }

// nextCP932 reads one character and its length; a code without one gives U+FFFD. The byte behind a lead is taken with it only if it can be a second byte, so that a damaged character never eats a
// digit, a quote or a comma. b begins with a byte from 0x80 on.
func nextCP932(b []byte, table *[0x10000 - 0x8100]uint16) (rune, int) {
	c := b[0]
	switch {
	case c >= 0xA1 && c <= 0xDF: // half-width katakana
		return rune(c) - 0xA1 + 0xFF61, 1
	case isLead(c) && len(b) > 1 && isTrail(b[1]):
		if r := table[int(c)<<8+int(b[1])-0x8100]; r != 0 {
			return rune(r), 2
		}
		return utf8.RuneError, 2
	}
	return utf8.RuneError, 1
}

// decodeCP932 writes three bytes per character without asking: but for a few signs (§ × ÷ ¶ and Greek and Cyrillic
// letters, which take two) every character of CP932 beyond ASCII lies from U+0800 on and takes three.
func decodeCP932(b []byte) string {
	var short [192]byte
	out := short[:]
	if 3*len(b) > len(out) {
		out = make([]byte, 3*len(b))
	}
	table, n := doubles(), 0
	for i := 0; i < len(b); {
		if c := b[i]; c < utf8.RuneSelf {
			out[n] = c
			n, i = n+1, i+1
			continue
		}
		r, size := nextCP932(b[i:], table)
		i += size
		if r < 0x800 {
			out[n], out[n+1] = 0xC0|byte(r>>6), 0x80|byte(r&0x3F)
			n += 2
			continue
		}
		out[n], out[n+1], out[n+2] = 0xE0|byte(r>>12), 0x80|byte(r>>6&0x3F), 0x80|byte(r&0x3F)
		n += 3
	}
	return string(out[:n])
}

func damagedCP932(b []byte) bool {
	table := doubles()
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := nextCP932(b[i:], table)
		if r == utf8.RuneError {
			return true
		}
		i += size
	}
	return false
}
