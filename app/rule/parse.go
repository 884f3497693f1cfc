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
	words   *vocabulary
	faults  []Fault
	rule    string   // name of the rule being read
	pending []string // comment lines that belong to what comes next
	broken  map[int]bool
	index   int  // of the rule being read; -1 outside one
	inSet   bool // whether names of sections end a list of conditions
	list    bool // whether values in [ ] are being read, which a comma separates
}

func newParser(text string) *parser {
	return &parser{source: newSource(text), words: words(), index: -1, broken: map[int]bool{}}
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
	for _, f := range check(set, mostFaults) {
		if !p.broken[set.ruleAt(f.At)] {
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

// ruleAt gives the index of the rule in whose lines a place lies; -1 for a place outside any.
func (s *Set) ruleAt(at Pos) int {
	found := -1
	for i := range s.Rules {
		if s.Rules[i].At.Line > at.Line {
			break
		}
		found = i
	}
	for _, t := range s.Tests {
		if t.At.Line == at.Line {
			return -1
		}
	}
	for _, off := range s.Off {
		if off.At.Line == at.Line {
			return -1
		}
	}
	return found
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
	if p.peek() == endOfFile && len(s.Above) > 0 {
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
	d := newDictionary[bool]()
	d.add(true, header, "miseban_rules")
	_, end, ok = d.find(p.source, p.pos)
	return end, ok
}

// section says which section begins here; only at the beginning of a line.
func (p *parser) section() (section, int, bool) {
	word, end, ok := p.words.sections.find(p.source, p.pos)
	if !ok {
		return 0, p.pos, false
	}
	switch r := p.ahead(end - p.pos); r {
	case ' ', '\n', '"', '「', '#', endOfFile:
		return word, end, true
	}
	return 0, p.pos, false
}

// blank goes on to the next thing that is neither space nor comment, keeps the comments on the way, and says whether it stands
// on another line.
func (p *parser) blank() (line bool) {
	for {
		p.spaces()
		if text, ok := p.comment(); ok {
			p.pending = append(p.pending, text)
			continue
		}
		if !p.takes('\n') {
			return line
		}
		line = true
	}
}

func (p *parser) takePending() []string {
	lines := p.pending
	p.pending = nil
	return lines
}

// restOfLine faults what stands behind something complete.
func (p *parser) restOfLine(advice string) {
	p.spaces()
	if !p.endsLine() {
		p.fault(p.pos, "「%s」が余分です。%s", clip(p.bare(p.pos)), advice)
		p.skipLine()
	}
}

// beside reads the comment behind something.
func (p *parser) beside(into *string) {
	p.spaces()
	if text, ok := p.comment(); ok {
		*into = joinComment(*into, text)
	}
}

func joinComment(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " / " + b
}

// skipLine goes to the end of the line, before its comment.
func (p *parser) skipLine() {
	for !p.endsLine() {
		if !p.skipQuoted() {
			p.pos++
		}
	}
}

// ruleBody reads a rule from behind its first word.
func (p *parser) ruleBody(start int, above []string, index int) Rule {
	r := Rule{At: p.at(start), Comments: Comments{Above: above}, When: Cond{Kind: All}}
	p.index = index
	p.spaces()
	if name, ok := p.quoted(); ok {
		r.Name, p.rule = name, name
	} else if p.peek() != '"' && p.peek() != '「' {
		p.fault(p.pos, "ルールの名前がありません。「ルール \"代引のギフト\"」のように、名前を \" \" で囲んで書いてください。")
	}
	p.spaces()
	off := newDictionary[bool]()
	off.add(true, "停止中", "停止", "off")
	if _, ok := off.take(p.source); ok {
		r.Off = true
	}
	p.restOfLine("ルールの名前の後には「停止中」だけが書けます。条件は次の行から書いてください。")
	p.beside(&r.Beside)
	seen := map[section]int{}
	for !p.full() {
		p.blank()
		at := p.pos
		word, end, ok := p.section()
		if p.peek() == endOfFile || ok && (word == ruleSection || word == testSection || word == switchSection) {
			break
		}
		if !ok {
			p.fault(at, "「%s」で始まる行は、ここには書けません。「メモ」「条件」「動作」のどれかで始めてください。", clip(p.bare(at)))
			p.skipLine()
			continue
		}
		p.pos = end
		if seen[word]++; seen[word] > 1 && word != noteSection {
			p.fault(at, "「%s」が2つあります。1つのルールには1つだけです。まとめるか、ルールを分けてください。", string(p.rs[at:end]))
		}
		switch word {
		case noteSection:
			p.note(&r)
		case whenSection:
			p.when(&r, at)
		case thenSection:
			p.then(&r)
		}
	}
	if seen[whenSection] == 0 {
		p.fault(start, "ルールに条件がありません。どの注文にも当てはめるなら「条件 %s」と書いてください。", everyOrder)
		r.When.Of = []Cond{unread(r.At)}
	}
	if seen[thenSection] == 0 {
		p.fault(start, "ルールに動作がありません。「動作」の行と、することを書いてください。")
	}
	return r
}

func (p *parser) note(r *Rule) {
	r.Above = append(r.Above, p.takePending()...)
	p.spaces()
	at := p.pos
	text, ok := p.quoted()
	if !ok {
		if p.peek() != '"' && p.peek() != '「' {
			p.fault(at, "メモの文がありません。「メモ \"…\"」のように \" \" で囲んで書いてください。")
		}
		p.skipLine()
		return
	}
	if r.Note != "" {
		r.Note += "\n"
	}
	r.Note += text
	p.restOfLine("メモは1行に1つです。")
	var beside string
	p.beside(&beside)
	if beside != "" {
		r.Above = append(r.Above, beside)
	}
}

func (p *parser) when(r *Rule, at int) {
	r.When.At = p.at(at)
	r.When.Above = p.takePending()
	p.beside(&r.When.Beside)
	every := newDictionary[bool]()
	every.add(true, everyOrder, "every_order")
	p.spaces()
	if _, ok := every.take(p.source); ok {
		p.restOfLine("「" + everyOrder + "」のほかに条件を書くなら、この行を消してください。")
		p.beside(&r.When.Beside)
		return
	}
	r.When.Of = p.conditions(place{over: TheOrder, join: All})
	if len(r.When.Of) == 0 && !p.broken[p.index] {
		p.fault(at, "条件が1つもありません。どの注文にも当てはめるなら「条件 %s」と書いてください。", everyOrder)
	}
	if len(r.When.Of) == 0 {
		r.When.Of = []Cond{unread(r.When.At)}
	}
}

// switchOff reads a line that switches a built-in judgement off.
func (p *parser) switchOff(start int, above []string) Switch {
	s := Switch{At: p.at(start), Comments: Comments{Above: above}}
	p.spaces()
	off := newDictionary[bool]()
	off.add(true, "オフ", "off")
	if _, ok := off.take(p.source); !ok {
		p.fault(p.pos, "「組み込み オフ 住所」のように書いてください。")
		p.skipLine()
		p.beside(&s.Beside)
		return s
	}
	p.spaces()
	s.ID = p.word(p.words.builtIns, "組み込みの判定")
	p.restOfLine("組み込みの判定は1行に1つです。")
	p.beside(&s.Beside)
	return s
}

// word reads one of the words of a dictionary, bare or in quotes. Without one it faults and gives nothing.
func (p *parser) word(d *dictionary[string], what string) string {
	at := p.pos
	if p.peek() == '"' || p.peek() == '「' {
		text, ok := p.quoted()
		if !ok {
			return ""
		}
		if id, ok := d.exact(text); ok {
			return id
		}
		p.noWord(at, text, d, what)
		return ""
	}
	if p.takeMissing() {
		p.fault(at, "%sが未入力です。選んでください。", what)
		return ""
	}
	if p.endsLine() || separator(p.peek()) {
		p.fault(at, "%sがありません。%s", what, listed(d.names))
		return ""
	}
	id, end, ok := d.find(p.source, at)
	if ok && p.ended(end) {
		p.pos = end
		return id
	}
	bare := p.bare(at)
	p.noWord(at, bare, d, what)
	p.pos = at + len([]rune(bare))
	return ""
}

// ended says whether a word can end at pos: nothing of the same word follows.
func (p *parser) ended(pos int) bool {
	if pos >= len(p.fs) {
		return true
	}
	switch r := p.fs[pos]; r {
	case ' ', '\n', ',', '、', ')', ']', '#', '(', '=', '+', '-', '~', '<', '>', '≤', '≥', '≠', '!', '"', '「':
		return true
	}
	if _, _, ok := tails.find(p.source, pos); ok {
		return true
	}
	_, _, op := p.words.ops.find(p.source, pos)
	_, _, infix := p.words.infix.find(p.source, pos)
	return op || infix
}

// tails may follow a value without a space.
var tails = func() *dictionary[string] {
	d := newDictionary[string]()
	for _, t := range []string{"から", "まで", "を外す", "が当たる", "が当たらない", "がある", "がない", "ではない", "でない", "である"} {
		d.add(t, t)
	}
	return d
}()

func (p *parser) noWord(at int, text string, d *dictionary[string], what string) {
	p.fault(at, "「%s」という%sはありません。%s", clip(text), what, p.proposal(text, d.names))
}
