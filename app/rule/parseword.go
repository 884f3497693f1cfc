package rule

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

func (p *parser) noWord(at int, text string, d *dictionary[string], what string) {
	p.fault(at, "「%s」という%sはありません。%s", clip(text), what, p.proposal(text, d.names))
}
