package rule

import (
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// source is the text of a rule set while it is read. It is read without a separate pass over words: which name stands
// somewhere (au PAY, 代金引換 × メール便) can only be told by knowing the names that may stand there.
type source struct {
	rs    []rune // as written; what is in quotes is taken from here
	fs    []rune // the same, one for one, without the differences of width and case
	lines []int  // where each line begins
	pos   int
}

const endOfFile = rune(-1)

func newSource(text string) *source {
	text = strings.TrimPrefix(text, "\uFEFF")
	if strings.ContainsRune(text, '\r') {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	s := &source{rs: []rune(text), lines: []int{0}}
	s.fs = make([]rune, len(s.rs))
	for i, r := range s.rs {
		s.fs[i] = foldRune(r)
		if r == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// foldRune makes the width, the case and the shape of a sign not matter. It never changes how many runes there are, so that
// columns stay those of the file.
func foldRune(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + ('a' - 'A')
	}
	if r < 0x80 {
		if r == '\t' || r == '\v' || r == '\f' {
			return ' '
		}
		return r
	}
	if r >= 0xFF01 && r <= 0xFF5E {
		return foldRune(r - 0xFEE0)
	}
	switch r {
	case '≦':
		return '≤'
	case '≧':
		return '≥'
	case '−', '‐', '‑', '–':
		return '-'
	case '〜':
		return '~'
	case '“', '”', '„':
		return '"'
	case '｢':
		return '「'
	case '｣':
		return '」'
	case '､':
		return '、'
	case 0x200B, 0xFEFF:
		return ' '
	}
	if unicode.Is(unicode.Zs, r) {
		return ' '
	}
	return r
}

func fold(s string) []rune {
	rs := []rune(s)
	for i, r := range rs {
		rs[i] = foldRune(r)
	}
	return rs
}

// at gives the line and column of a place in the text.
func (s *source) at(pos int) Pos {
	line := sort.SearchInts(s.lines, pos+1)
	return Pos{Line: line, Column: pos - s.lines[line-1] + 1}
}

func (s *source) peek() rune { return s.ahead(0) }

func (s *source) ahead(n int) rune {
	if s.pos+n < len(s.fs) {
		return s.fs[s.pos+n]
	}
	return endOfFile
}

func (s *source) spaces() {
	for s.peek() == ' ' {
		s.pos++
	}
}

// endsLine says whether nothing but a comment follows on the line.
func (s *source) endsLine() bool {
	r := s.peek()
	return r == '\n' || r == endOfFile || r == '#'
}

func separator(r rune) bool { return r == ',' || r == '、' }

// comment reads the rest of the line after #; ok is false where no comment stands.
func (s *source) comment() (text string, ok bool) {
	if s.peek() != '#' {
		return "", false
	}
	start := s.pos + 1
	for s.pos < len(s.rs) && s.rs[s.pos] != '\n' {
		s.pos++
	}
	text = string(s.rs[start:s.pos])
	if start < s.pos && s.fs[start] == ' ' {
		text = string(s.rs[start+1 : s.pos])
	}
	return strings.TrimRightFunc(text, unicode.IsSpace), true
}

// takes reads a sign if it stands next.
func (s *source) takes(sign rune) bool {
	if s.peek() != sign {
		return false
	}
	s.pos++
	return true
}

// bareEnd gives where the bare word that begins at pos ends.
func (s *source) bareEnd(pos int) int {
	for pos < len(s.fs) {
		r := s.fs[pos]
		if r == ' ' || r == '\n' || separator(r) || strings.ContainsRune(`()[]「」"#=≠<>≤≥!+~`, r) {
			break
		}
		pos++
	}
	return pos
}

// bare gives the word that stands at pos as it is written, for sentences; at least one sign unless the line ends.
func (s *source) bare(pos int) string {
	end := s.bareEnd(pos)
	if end == pos && pos < len(s.rs) && s.rs[pos] != '\n' {
		end++
	}
	return string(s.rs[pos:end])
}

// dictionary finds the longest of several names at a place in the text.
type dictionary[V any] struct {
	byFirst map[rune][]entry[V]
	byWhole map[string]V // after NFKC, for half-width katakana
	names   []string     // as they are proposed
}

type entry[V any] struct {
	name  []rune
	value V
}

func newDictionary[V any]() *dictionary[V] {
	return &dictionary[V]{byFirst: map[rune][]entry[V]{}, byWhole: map[string]V{}}
}

// add puts names for one value in; the first is the one that is proposed. A name that is there already keeps its value.
func (d *dictionary[V]) add(value V, names ...string) {
	for i, name := range names {
		if name == "" {
			continue
		}
		if i == 0 {
			d.names = append(d.names, name)
		}
		whole := wholeKey(name)
		if _, ok := d.byWhole[whole]; ok {
			continue
		}
		d.byWhole[whole] = value
		f := fold(name)
		list := append(d.byFirst[f[0]], entry[V]{f, value})
		sort.SliceStable(list, func(i, j int) bool { return len(list[i].name) > len(list[j].name) })
		d.byFirst[f[0]] = list
	}
}

func wholeKey(s string) string {
	return strings.ToLower(strings.ReplaceAll(norm.NFKC.String(s), " ", ""))
}

// exact finds a name that is the whole of a text.
func (d *dictionary[V]) exact(text string) (V, bool) {
	v, ok := d.byWhole[wholeKey(text)]
	return v, ok
}

// longestName is longer than any name of a field or a word.
const longestName = 60

// find gives the value of the longest name at pos and where it ends.
func (d *dictionary[V]) find(s *source, pos int) (value V, end int, ok bool) {
	if pos >= len(s.fs) {
		return value, pos, false
	}
	for _, e := range d.byFirst[s.fs[pos]] {
		if end, ok := e.matches(s.fs, pos); ok {
			return e.value, end, true
		}
	}
	if r := s.fs[pos]; r >= 0xFF61 && r <= 0xFF9F || r >= 0x30A0 && r <= 0x30FF {
		end := s.bareEnd(pos)
		if end-pos > longestName {
			return value, pos, false
		}
		if value, ok = d.exact(string(s.rs[pos:end])); ok {
			return value, end, true
		}
	}
	return value, pos, false
}

// matches compares a name with the text; where the name has a space, the text may have any number.
func (e entry[V]) matches(fs []rune, pos int) (end int, ok bool) {
	for _, r := range e.name {
		if r == ' ' {
			for pos < len(fs) && fs[pos] == ' ' {
				pos++
			}
			continue
		}
		if pos >= len(fs) || fs[pos] != r {
			return pos, false
		}
		pos++
	}
	if pos < len(fs) && latin(e.name[len(e.name)-1]) && latin(fs[pos]) {
		return pos, false
	}
	return pos, true
}

func latin(r rune) bool { return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' }

// take reads the longest name that stands next.
func (d *dictionary[V]) take(s *source) (value V, ok bool) {
	value, end, ok := d.find(s, s.pos)
	if ok {
		s.pos = end
	}
	return value, ok
}
