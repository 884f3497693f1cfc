package rule

// gather reads 明細の合計(個数、条件…). found is false where none begins here.
func (p *parser) gather(in place) (o Operand, ok, found bool) {
	start := p.pos
	g, end, ok := p.words.gathers.find(p.source, start)
	if !ok {
		return o, false, false
	}
	for end < len(p.fs) && p.fs[end] == ' ' {
		end++
	}
	if end >= len(p.fs) || p.fs[end] != '(' {
		return o, false, false
	}
	o = Operand{Kind: Gather, Agg: g.agg, Over: g.over, At: p.at(start)}
	p.pos = end
	inner := place{over: g.over, join: All, depth: in.depth + 1}
	if g.agg != Count {
		p.pos++
		p.blank()
		at := p.pos
		f, end, ok := p.words.fields[g.over].find(p.source, at)
		switch {
		case p.takeMissing():
		case ok && p.ended(end):
			o.Field, p.pos = f.ID, end
		default:
			if p.peek() == ')' || p.peek() == endOfFile {
				p.fault(at, "「%s( )」の中に、何を数えるかを書いてください（例: 個数）。", gatherWord(g.agg, g.over))
			} else {
				p.noField(at, inner)
			}
			p.skipToBracket(start)
			return o, false, true
		}
		p.blank()
		if p.peek() != ')' && !separator(p.peek()) {
			p.fault(p.pos, "「%s」の後は「、条件」か「)」です。", string(p.rs[at:p.pos]))
			p.skipToBracket(start)
			return o, false, true
		}
		if p.peek() == ')' {
			p.pos++
			return p.noPlus(o)
		}
	}
	behind := p.pos
	list, ok := p.bracket(inner, nil)
	switch len(list) {
	case 0:
		if ok && g.agg != Count {
			return o, p.fault(behind, "「%s」の後に条件がありません。条件を書くか、「%s」を消してください。", string(p.rs[behind]), string(p.rs[behind])), true
		}
	case 1:
		o.Where = &list[0]
	default:
		o.Where = &Cond{Kind: All, Of: list, At: p.at(end)}
	}
	if o.Where != nil {
		p.pending = append(dropComments(o.Where), p.pending...)
	}
	if !ok {
		return o, false, true
	}
	return p.noPlus(o)
}

func (p *parser) skipToBracket(start int) {
	p.pos = start
	for p.peek() != '(' {
		p.pos++
	}
	p.skipBrackets()
}

func (p *parser) noPlus(o Operand) (Operand, bool, bool) {
	p.spaces()
	if r := p.peek(); r == '+' || r == '-' {
		return o, p.fault(p.pos, "明細をまとめた数には足したり引いたりできません。比べる相手のほうに書いてください。"), true
	}
	return o, true, true
}
