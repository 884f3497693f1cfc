package normal

// Zip gives the seven digits of a Japanese postal code; empty when s does not hold exactly seven, or holds anything
// besides digits, hyphens, spaces and 〒.
func Zip(s string) string {
	var buf [7]byte
	n := 0
	var stack [stackRunes]rune
	for _, r := range appendFolded(stack[:0], s) {
		switch {
		case isDigit(r):
			if n == len(buf) {
				return ""
			}
			buf[n] = byte(r)
			n++
		case r != ' ' && r != '\n' && r != '〒' && !hyphenLike(r):
			return ""
		}
	}
	if n != len(buf) {
		return ""
	}
	if string(buf[:]) == s {
		return s
	}
	return string(buf[:])
}
