package rule

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	mostFaults = 50       // so many are shown at once
	mostBytes  = 16 << 20 // of a file; 2,000 rules with all their conditions have about 2 MB
)

// parser reads a text from its beginning to its end. What it cannot read it reports, leaves unfilled in the tree (so that nobody
// takes the rest for the whole), and goes on behind the next separator or line end.
type parser struct {
	*source
	words    *vocabulary
	faults   []Fault
	rule     string   // name of the rule being read
	pending  []string // comment lines that belong to what comes next
	broken   map[int]bool
	index    int  // of the rule being read; -1 outside one
	inSet    bool // whether names of sections end a list of conditions
	unclosed int  // where a bracket was found not to be closed
	list     bool // whether values in [ ] are being read, which a comma separates
}

func newParser(text string) *parser {
	return &parser{source: newSource(text), words: words(), index: -1, unclosed: -1, broken: map[int]bool{}}
}

// fault reports what is wrong at a place. It always gives false, for the reader that gives up there.
func (p *parser) fault(pos int, format string, args ...any) bool {
	p.broken[p.index] = true
	if len(p.faults) < mostFaults {
		p.faults = append(p.faults, Fault{At: p.at(pos), Rule: p.rule, Text: fmt.Sprintf(format, args...)})
	}
	return false
}

func (p *parser) full() bool { return len(p.faults) >= mostFaults }

// Parse reads a rule set. With any fault the set must not be kept or published: what could not be read stands in it as
// something half filled. The faults, at most 50, are in the order of the file and include those of Check.
func Parse(text string) (*Set, []Fault) {
	if f, bad := unreadable(text); bad {
		return &Set{}, []Fault{f}
	}
	p := newParser(text)
	p.inSet = true
	set := p.set()
	faults := p.faults
	said := map[int]bool{} // lines of which something is said already: what was not read there is half filled, of course
	for _, f := range faults {
		said[f.At.Line] = true
	}
	for _, f := range check(set, mostFaults) {
		if !said[f.At.Line] {
			faults = append(faults, f)
		}
	}
	for i := range set.Rules {
		if p.broken[i] { // whoever overlooks the faults must not take the rest of the rule for the whole
			set.Rules[i].When.Of = append(set.Rules[i].When.Of, unread(set.Rules[i].At))
		}
	}
	slices.SortStableFunc(faults, func(a, b Fault) int {
		if a.At.Line != b.At.Line {
			return a.At.Line - b.At.Line
		}
		return a.At.Column - b.At.Column
	})
	return set, faults[:min(len(faults), mostFaults)]
}

// unreadable finds what makes a text as a whole no rule set.
func unreadable(text string) (Fault, bool) {
	at := Pos{Line: 1, Column: 1}
	if len(text) > mostBytes {
		return Fault{At: at, Text: "ファイルが大きすぎます（16 MB まで）。ルールの書かれたファイルか確かめてください。"}, true
	}
	if utf8.ValidString(text) {
		return Fault{}, false
	}
	good := 0
	for i, r := range text {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(text[i:]); n == 1 {
				good = i
				break
			}
		}
	}
	at.Line += strings.Count(text[:good], "\n")
	at.Column = utf8.RuneCountInString(text[strings.LastIndexByte(text[:good], '\n')+1:good]) + 1
	return Fault{At: at, Text: "ここの文字が読めません。ファイルを UTF-8 で保存し直してください。"}, true
}

// set reads the whole file.
func (p *parser) set() *Set {
	s := &Set{}
	p.head(s)
	for !p.full() {
		p.blank()
		if p.peek() == endOfFile {
			break
		}
		start := p.pos
		above := p.takePending()
		p.index, p.rule = -1, ""
		word, end, ok := p.section()
		if ok {
			p.pos = end
		}
		switch {
		case ok && word == ruleSection:
			if len(s.Rules) == MostRules {
				p.fault(start, "ルールが多すぎます（%d個まで）。使っていないルールを減らすか、条件をまとめてください。", MostRules)
				return s
			}
			s.Rules = append(s.Rules, p.ruleBody(start, above, len(s.Rules)))
		case ok && word == testSection:
			s.Tests = append(s.Tests, p.test(start, above))
		case ok && word == switchSection:
			s.Off = append(s.Off, p.switchOff(start, above))
		case ok:
			p.fault(start, "「%s」は、ルールの中に書きます。この上に「ルール \"名前\"」の行を足してください。", strings.TrimSpace(string(p.rs[start:end])))
			p.skipLine()
		default:
			p.fault(start, "「%s」で始まる行は読めません。%s「ルール \"名前\"」「組み込み オフ …」「テスト …」のどれかで始めてください。", clip(p.bare(start)), p.meant(p.bare(start), p.words.sections.names))
			p.skipLine()
		}
		if p.pos == start {
			p.pos++
		}
	}
	s.Below = p.takePending()
	return s
}

// head reads what stands before the first rule: the line that names the file's kind, and the comments about the whole.
func (p *parser) head(s *Set) {
	blocks := p.commentBlocks()
	if end, ok := p.headerAt(); ok {
		for _, b := range blocks {
			s.Above = append(s.Above, b.lines...)
		}
		start := p.pos
		p.pos = end
		p.spaces()
		number := p.bare(p.pos)
		if number != "" && !p.endsLine() {
			p.pos = p.bareEnd(p.pos)
		}
		if string(fold(number)) != fmt.Sprint(headerTable) {
			p.fault(start, "「%s %d」と書かれたファイルだけが読めます。新しい店番で作ったファイルなら、店番を新しくしてください。", header, headerTable)
		}
		p.restOfLine("ルールは次の行から書きます。")
		if text, ok := p.comment(); ok {
			s.Above = append(s.Above, text)
		}
		blocks = p.commentBlocks()
	}
	if p.peek() == endOfFile {
		for _, b := range blocks {
			p.pending = append(p.pending, b.lines...)
		}
		return
	}
	for i, b := range blocks {
		if i < len(blocks)-1 || b.closed {
			s.Above = append(s.Above, b.lines...)
		} else {
			p.pending = b.lines
		}
	}
}

// commentBlock is a run of comment lines; it is closed by an empty line.
type commentBlock struct {
	lines  []string
	closed bool
}

func (p *parser) commentBlocks() (blocks []commentBlock) {
	open := false
	for {
		p.spaces()
		if text, ok := p.comment(); ok {
			if !open {
				blocks, open = append(blocks, commentBlock{}), true
			}
			last := &blocks[len(blocks)-1]
			last.lines = append(last.lines, text)
			p.takes('\n')
			continue
		}
		if p.peek() != '\n' {
			return blocks
		}
		p.pos++
		if open {
			blocks[len(blocks)-1].closed, open = true, false
		}
	}
}

func (p *parser) headerAt() (end int, ok bool) {
	_, end, ok = headerWords.find(p.source, p.pos)
	return end, ok
}
