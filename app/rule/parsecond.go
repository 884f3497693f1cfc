package rule

// place says where conditions are being read.
type place struct {
	over  Over
	join  CondKind // All or Any: how conditions of the list belong together
	depth int
	group bool // a closing bracket ends it
}

// unread is what stands in the tree for a condition that could not be read: nothing that could be taken for a condition.
func unread(at Pos) Cond {
	return Cond{Kind: Compare, Left: Operand{At: at}, Right: []Operand{{At: at}}, At: at}
}

// ParseCond reads conditions that stand outside a rule: a saved search, the words of a call. One condition gives itself, several
// an All of them, an empty text an All without children. With any fault the condition must not be used. Comments are not kept.
func ParseCond(text string) (Cond, []Fault) {
	if f, bad := unreadable(text); bad {
		return unread(f.At), []Fault{f}
	}
	p := newParser(text)
	list := p.conditions(place{over: TheOrder, join: All})
	c := Cond{Kind: All, Of: list, At: Pos{1, 1}}
	if len(list) == 1 {
		c = list[0]
	}
	dropComments(&c)
	if len(p.faults) > 0 { // whoever overlooks the faults must not take what was read for the whole
		return Cond{Kind: All, Of: append(list, unread(Pos{1, 1})), At: Pos{1, 1}}, p.faults
	}
	return c, checkCond(&c, mostFaults)
}

// dropComments takes the comments out of a tree and gives them in their order.
func dropComments(c *Cond) (lines []string) {
	lines = append(lines, c.Above...)
	if c.Beside != "" {
		lines = append(lines, c.Beside)
	}
	c.Comments = Comments{}
	for i := range c.Of {
		lines = append(lines, dropComments(&c.Of[i])...)
	}
	return lines
}

// conditions reads a list of conditions up to its closing bracket, or where there is none up to the next section or the end.
func (p *parser) conditions(in place) (list []Cond) {
	comma := -1        // where the separator stands that joins the next condition to the one before, on the same line
	otherwise := false // the condition before was joined in another way than the list
	for !p.full() {
		line := p.blank()
		if p.peek() == endOfFile || p.atSection() || p.peek() == ')' && in.group {
			break
		}
		if line {
			comma = -1
		}
		at := p.pos
		switch {
		case p.peek() == ')':
			p.fault(at, "閉じるかっこ「)」が1つ余分です。消してください。")
			p.pos++
			continue
		case separator(p.peek()):
			p.fault(at, "「%s」の前に条件がありません。", string(p.rs[at]))
			p.pos++
			continue
		}
		above := p.takePending()
		nodes, infix := p.joined(in)
		if comma >= 0 && (infix || otherwise) {
			p.fault(comma, "「、」と「かつ」「または」が1行に混ざっています。どこまでが一組か、かっこで囲むか行を分けてください。")
		}
		otherwise = infix
		nodes[0].Above = append(above, nodes[0].Above...)
		list = append(list, nodes...)
		p.spaces()
		if !p.endsLine() && !separator(p.peek()) && p.peek() != ')' && !p.atSection() {
			p.fault(p.pos, "「%s」が余分です。条件と条件の間は、改行するか「、」で区切ってください。", clip(p.bare(p.pos)))
			p.recover()
		}
		comma = p.pos
		if separator(p.peek()) {
			p.pos++
		}
		p.beside(&list[len(list)-1].Beside)
	}
	if len(list) > 0 && in.group {
		last := &list[len(list)-1]
		last.Above = append(last.Above, p.takePending()...)
	}
	return list
}

// atSection says whether a section of the file begins here, which ends every bracket that is still open.
func (p *parser) atSection() bool {
	if !p.inSet {
		return false
	}
	for i := p.pos - 1; i >= 0 && p.fs[i] != '\n'; i-- {
		if p.fs[i] != ' ' {
			return false
		}
	}
	_, _, ok := p.section()
	return ok
}

// joined reads one element of a list: a condition, or several with かつ or または between. Those of the list's own kind become
// elements of it; infix says that they are of the other.
func (p *parser) joined(in place) (nodes []Cond, infix bool) {
	start := p.pos
	if kind, end, ok := p.words.infix.find(p.source, p.pos); ok && p.ended(end) {
		p.fault(start, "「%s」は行のはじめに書けません。前の条件と同じ行に書くか、「%s( … )」で囲んでください。", infixWord(kind), groupWord(kind, TheOrder))
		p.recover()
		return []Cond{unread(p.at(start))}, false
	}
	c, ok := p.primary(in)
	nodes = append(nodes, c)
	if !ok {
		p.recover()
	}
	kind := CondKind(-1)
	for {
		p.spaces()
		at := p.pos
		k, end, ok := p.words.infix.find(p.source, p.pos)
		if !ok {
			break
		}
		p.pos = end
		if kind >= 0 && k != kind {
			p.fault(at, "「かつ」と「または」が混ざっています。どちらが一組か、かっこで囲んでください。例: A かつ (B または C)")
		}
		kind = k
		var own Comments
		p.beside(&own.Beside)
		if own.Beside != "" {
			p.pending = append(p.pending, own.Beside)
		}
		p.blank()
		if p.peek() == endOfFile || p.peek() == ')' || separator(p.peek()) {
			p.fault(at, "「%s」の後に条件がありません。", infixWord(k))
			nodes = append(nodes, unread(p.at(at)))
			break
		}
		above := p.takePending()
		c, ok := p.primary(in)
		c.Above = append(above, c.Above...)
		nodes = append(nodes, c)
		if !ok {
			p.recover()
		}
	}
	if kind < 0 || kind == in.join {
		return nodes, false
	}
	return []Cond{{Kind: kind, Of: nodes, At: p.at(start)}}, true
}

func infixWord(kind CondKind) string {
	if kind == Any {
		return "または"
	}
	return "かつ"
}

// primary reads one condition: a group, brackets, or a comparison.
func (p *parser) primary(in place) (Cond, bool) {
	start := p.pos
	if p.peek() == '(' {
		list, ok := p.bracket(place{over: in.over, join: All, depth: in.depth + 1}, nil)
		if ok && len(list) == 0 {
			ok = p.fault(start, "かっこの中に条件がありません。条件を書くか、かっこを消してください。")
		}
		switch {
		case len(list) == 1:
			return list[0], ok
		case len(list) == 0:
			return unread(p.at(start)), ok
		}
		return Cond{Kind: All, Of: list, At: p.at(start)}, ok
	}
	if g, end, ok := p.words.groups.find(p.source, p.pos); ok {
		p.pos = end
		p.spaces()
		if p.peek() == '(' {
			return p.grouped(g, start, in)
		}
		if g.kind == Not && p.fs[start] == 'n' {
			if in.depth++; in.depth > mostOpen {
				return unread(p.at(start)), p.tooDeep(start)
			}
			c, ok := p.primary(in)
			return Cond{Kind: Not, Of: []Cond{c}, At: p.at(start)}, ok
		}
		return unread(p.at(start)), p.fault(start, "「%s」の後に ( がありません。条件を ( ) で囲んでください。", string(p.rs[start:end]))
	}
	return p.comparison(in)
}

// grouped reads the brackets of a group.
func (p *parser) grouped(g group, start int, in place) (Cond, bool) {
	c := Cond{Kind: g.kind, Over: g.over, At: p.at(start)}
	inner := place{over: in.over, join: All, depth: in.depth + 1}
	if g.over != TheOrder {
		inner.over = g.over
	}
	if g.kind == Any || g.kind == Not {
		inner.join = Any
	}
	list, ok := p.bracket(inner, &c.Beside)
	if ok && len(list) == 0 {
		ok = p.fault(start, "「%s( )」の中に条件がありません。条件を書くか、この行を消してください。", groupWord(g.kind, g.over))
	}
	c.Of = list
	if g.kind == Not && len(list) > 1 {
		c.Of = []Cond{{Kind: Any, Of: list, At: c.At}}
	}
	if len(list) == 0 {
		c.Above = append(c.Above, p.takePending()...)
	}
	return c, ok
}

// bracket reads the conditions in the brackets that open here, and the comment behind the opening one.
func (p *parser) bracket(in place, beside *string) ([]Cond, bool) {
	open, outer := p.pos, p.list
	p.list = false
	defer func() { p.list = outer }()
	if in.group = true; in.depth > mostOpen {
		p.tooDeep(open)
		p.skipBrackets()
		p.unclosed = p.pos
		return nil, false
	}
	p.pos++
	if beside != nil {
		p.beside(beside)
	}
	list := p.conditions(in)
	if p.takes(')') {
		return list, true
	}
	if p.unclosed != p.pos { // one bracket that is missing leaves all around it open
		p.unclosed = p.pos
		p.fault(open, "ここで開いたかっこが閉じていません。「)」を書いてください。")
	}
	return list, false
}

// mostOpen is how deep conditions are read. A tree that is deeper than MostDepth is refused by what looks at the tree.
const mostOpen = MostDepth + 2

func (p *parser) tooDeep(at int) bool {
	return p.fault(at, "かっこが深すぎます（%d段まで）。ルールを分けてください。", MostDepth)
}

// skipBrackets goes behind the bracket that closes the one that stands here; an unclosed one ends with the section.
func (p *parser) skipBrackets() {
	depth := 0
	for p.peek() != endOfFile {
		if p.skipQuoted() {
			continue
		}
		switch p.peek() {
		case '#':
			p.comment()
			continue
		case '(':
			depth++
		case ')':
			depth--
		}
		p.pos++
		if depth == 0 {
			return
		}
		if p.fs[p.pos-1] == '\n' {
			p.spaces()
			if p.atSection() {
				return
			}
		}
	}
}

// recover goes on after a fault: to the next separator, bracket or line end that belongs to the list being read.
func (p *parser) recover() {
	square := 0
	for !p.endsLine() && !p.atSection() {
		if p.skipQuoted() {
			continue
		}
		switch r := p.peek(); {
		case r == '(':
			p.skipBrackets()
			continue
		case r == '[':
			square++
		case r == ']':
			square--
		case r == ')':
			return
		case separator(r) && square <= 0:
			return
		}
		p.pos++
	}
}
