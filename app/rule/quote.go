package rule

import "strings"

// A text stands in " ", where \" \\ \n \t \r mean what they mean elsewhere and any other \ is itself (so that \d of a regular
// expression can be written as it is), or in 「 」, where everything is itself and inner 「 」 come in pairs. It ends on its line.

// quoted reads a text. An unclosed one is faulted; where no text begins nothing is.
func (p *parser) quoted() (string, bool) {
	start := p.pos
	end, ok := p.quoteEnd(start)
	if !ok {
		if p.peek() == '"' || p.peek() == '「' {
			p.fault(start, "「%s」で始まる文字が、この行で閉じていません。同じ記号で閉じてください。", clip(string(p.rs[start:p.lineEnd(start)])))
			p.pos = p.lineEnd(start)
		}
		return "", false
	}
	p.pos = end
	inner := p.rs[start+1 : end-1]
	if p.fs[start] == '「' {
		return string(inner), true
	}
	var b strings.Builder
	for i := 0; i < len(inner); i++ {
		if inner[i] == '\\' && i+1 < len(inner) {
			if r, ok := escapes[inner[i+1]]; ok {
				b.WriteRune(r)
				i++
				continue
			}
		}
		b.WriteRune(inner[i])
	}
	return b.String(), true
}

var escapes = map[rune]rune{'\\': '\\', '"': '"', '＂': '＂', '“': '“', '”': '”', '„': '„', 'n': '\n', 't': '\t', 'r': '\r'}

// quoteEnd gives the place behind the sign that closes the text which opens at pos; ok is false where none does.
func (s *source) quoteEnd(pos int) (int, bool) {
	if pos >= len(s.fs) {
		return pos, false
	}
	switch s.fs[pos] {
	case '"':
		for i := pos + 1; i < len(s.fs) && s.fs[i] != '\n'; i++ {
			if s.rs[i] == '\\' {
				i++
			} else if s.fs[i] == '"' {
				return i + 1, true
			}
		}
	case '「':
		depth := 0
		for i := pos; i < len(s.fs) && s.fs[i] != '\n'; i++ {
			switch s.fs[i] {
			case '「':
				depth++
			case '」':
				if depth--; depth == 0 {
					return i + 1, true
				}
			}
		}
	}
	return pos, false
}

func (s *source) lineEnd(pos int) int {
	for pos < len(s.fs) && s.fs[pos] != '\n' {
		pos++
	}
	return pos
}

// skipQuoted goes behind a text; one that is not closed ends with its line.
func (s *source) skipQuoted() bool {
	if r := s.peek(); r != '"' && r != '「' {
		return false
	}
	end, ok := s.quoteEnd(s.pos)
	if !ok {
		end = s.lineEnd(s.pos)
	}
	s.pos = end
	return true
}

// quote writes a text so that reading it gives the same.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	rs := []rune(text)
	for i, r := range rs {
		switch r {
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '"', '＂', '“', '”', '„':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\\':
			b.WriteRune(r)
			if i+1 == len(rs) || escapes[rs[i+1]] != 0 || rs[i+1] == '\n' || rs[i+1] == '\r' {
				b.WriteRune(r)
			}
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
