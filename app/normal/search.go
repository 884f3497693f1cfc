package normal

// Search gives the text that the list's search compares, for the typed words as well as for what they are looked for
// in: width, case, hiragana and katakana, 旧字, spaces and hyphens make no difference. 「山﨑」 finds 山崎, 「ﾔﾏﾀﾞ」 finds
// やまだ, 「090-0000-1001」 finds 09000001001. Line feeds stay, so that a haystack of several fields joined by them is
// not found across two of them.
func Search(s string) string {
	if plainSearch(s) {
		return s
	}
	var stack [4 * stackRunes]rune
	rs := appendFolded(stack[:0], s)
	out := rs[:0]
	for _, r := range rs {
		switch {
		case r == ' ' || hyphenLike(r) || r == 0x3099 || r == 0x309A: // also a voice mark without its letter
			continue
		case r >= 0x30A1 && r <= 0x30F6:
			r -= 0x60
		default:
			r = modernForm(waveDash(r))
		}
		out = append(out, r)
	}
	return text(out, s)
}

func plainSearch(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || c == ' ' || c == '-' || c == '\t' || c == '\r' || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}
