package rule

import (
	"strings"
)

// comparison reads 項目 比べ方 値.
func (p *parser) comparison(in place) (Cond, bool) {
	start := p.pos
	c := Cond{Kind: Compare, Over: TheOrder, At: p.at(start)}
	left, ok := p.left(in)
	c.Left = left
	if !ok {
		c.Right = []Operand{{At: c.At}}
		return c, false
	}
	t, of, typed := typeOf(&left, in.over)
	p.spaces()
	at := p.pos
	if typed && t == BoolType && p.butNot() {
		c.Op = IsNot
		return c, true
	}
	op, found := p.words.ops.take(p.source)
	if !found {
		if typed && t == BoolType && (p.endsLine() || separator(p.peek()) || p.peek() == ')' || p.infixNext()) {
			c.Op = Is
			return c, true
		}
		c.Right = []Operand{{At: p.at(at)}}
		what := string(p.rs[start:at])
		if p.endsLine() || separator(p.peek()) || p.peek() == ')' {
			return c, p.fault(at, "「%s」の後に比べ方と値がありません。%s", clip(strings.TrimSpace(what)), example(t, typed))
		}
		return c, p.fault(at, "「%s」は比べ方ではありません。%s", clip(p.bare(at)), p.opProposal(p.bare(at), t, typed))
	}
	c.Op = fit(op, t, typed)
	if typed && t == BoolType && (op == Is || op == IsNot) {
		return c, p.yesNo(&c)
	}
	if takesNothing(c.Op) {
		return c, true
	}
	p.spaces()
	if p.endsLine() || separator(p.peek()) || p.peek() == ')' || p.peek() == ']' {
		c.Right = []Operand{{At: p.at(p.pos)}}
		return c, p.fault(p.pos, "「%s」の後に値がありません。値を書くか、この条件を消してください。", clip(string(p.rs[start:p.pos])))
	}
	want := target{type_: t, typed: typed, field: of, in: in}
	if p.peek() == '[' {
		return c, p.several(&c, want)
	}
	r, ok := p.operand(want)
	c.Right = []Operand{r}
	if !ok {
		return c, false
	}
	return c, p.span(&c, want)
}

// span reads the end of 値 から 値 まで.
func (p *parser) span(c *Cond, want target) bool {
	p.spaces()
	from := fromWords
	if c.Op == Between {
		from = betweenWords
	}
	at := p.pos
	if _, ok := from.take(p.source); !ok {
		if c.Op == Between {
			c.Right = append(c.Right, Operand{At: p.at(at)})
			return p.fault(at, "終わりの値がありません。「1000 から 5000 まで」のように書いてください。")
		}
		return true
	}
	if c.Op != Is && c.Op != Between {
		return p.fault(at, "「から」は「=」と一緒に使います。「= 1000 から 5000 まで」のように書いてください。")
	}
	c.Op = Between
	p.spaces()
	if p.endsLine() || separator(p.peek()) || p.peek() == ')' {
		c.Right = append(c.Right, Operand{At: p.at(p.pos)})
		return p.fault(at, "「から」の後に終わりの値がありません。「1000 から 5000 まで」のように書いてください。")
	}
	to, ok := p.operand(want)
	c.Right = append(c.Right, to)
	if !ok {
		return false
	}
	p.spaces()
	if strings.HasPrefix(string(p.fs[p.pos:min(p.pos+2, len(p.fs))]), "まで") {
		p.pos += 2
	}
	return true
}

// yesNo reads what stands behind = of a field that is yes or no. The tree has no value there: いいえ is IsNot.
func (p *parser) yesNo(c *Cond) bool {
	p.spaces()
	at := p.pos
	yes, end, ok := p.words.truths.find(p.source, at)
	if !ok || !p.ended(end) {
		c.Right = []Operand{{At: p.at(at)}}
		return p.fault(at, "「はい」か「いいえ」を書いてください。「= はい」は書かなくてもかまいません。")
	}
	p.pos = end
	if !yes {
		c.Op = Is + IsNot - c.Op
	}
	return true
}

// butNot reads the でない behind a field that is yes or no.
func (p *parser) butNot() bool {
	_, ok := notWords.take(p.source)
	return ok
}

func (p *parser) infixNext() bool {
	_, _, ok := p.words.infix.find(p.source, p.pos)
	return ok
}

// fit gives the comparison that a word means for a field of the type: 含む of a set is Has.
func fit(op Op, t Type, typed bool) Op {
	if typed && t == SetType {
		switch op {
		case Is, Contains:
			return Has
		case IsNot, Lacks:
			return HasNot
		}
		return op
	}
	switch op {
	case Has:
		return Contains
	case HasNot:
		return Lacks
	}
	return op
}

// several reads [a, b].
func (p *parser) several(c *Cond, want target) bool {
	open, outer := p.pos, p.list
	p.list = true
	defer func() { p.list = outer }()
	p.pos++
	ok := true
	for ok {
		p.blank()
		if p.peek() == ']' {
			break
		}
		if p.peek() == endOfFile || p.atSection() {
			return p.fault(open, "ここで開いた [ が閉じていません。「]」を書いてください。")
		}
		if separator(p.peek()) {
			ok = p.fault(p.pos, "「%s」の前に値がありません。", string(p.rs[p.pos]))
			break
		}
		var r Operand
		r, ok = p.operand(want)
		c.Right = append(c.Right, r)
		p.blank()
		switch {
		case !ok || p.peek() == ']' || p.peek() == endOfFile || p.atSection():
		case separator(p.peek()):
			p.pos++
		default:
			ok = p.fault(p.pos, "値と値の間は「,」で区切ってください。")
		}
	}
	if !ok {
		for p.peek() != ']' && !p.endsLine() {
			if !p.skipQuoted() {
				p.pos++
			}
		}
		p.takes(']')
		return false
	}
	p.pos++
	if len(c.Right) == 0 {
		c.Right = []Operand{{At: p.at(open)}}
		return p.fault(open, "[ ] の中に値がありません。値を書いてください。")
	}
	return true
}

// left reads the left side of a comparison.
func (p *parser) left(in place) (Operand, bool) {
	start := p.pos
	o := Operand{At: p.at(start)}
	if p.takeMissing() {
		return o, true
	}
	if o, ok, found := p.gather(in); found {
		return o, ok
	}
	if end, ok := p.todayAt(); ok {
		p.pos = end
		o.Kind = Today
		return p.plus(o, DateType)
	}
	if f, end, ok := p.words.fields[in.over].find(p.source, start); ok && p.ended(end) {
		p.pos = end
		o.Kind, o.Field = FieldRef, f.ID
		return p.plus(o, f.Type)
	}
	return o, p.noField(start, in)
}

// noField faults the word that stands where a field should, with the best advice there is.
func (p *parser) noField(start int, in place) bool {
	switch r := p.peek(); {
	case r == '"' || r == '「' || r == '[':
		return p.fault(start, "条件は項目の名前から書きます（例: 商品名 含む \"名入れ\"）。値がいくつかあるときは [ ] で囲んでください（例: = [\"a\", \"b\"]）。")
	case r >= '0' && r <= '9':
		return p.fault(start, "条件は項目の名前から書きます（例: 請求金額 >= 10000）。値がいくつかあるときは [ ] で囲んでください。")
	}
	bare := p.bare(start)
	if f, end, ok := p.words.elsewhere.find(p.source, start); ok && p.ended(end) {
		if in.over == TheOrder {
			return p.fault(start, "「%s」は%sごとの値です。「%s( %s … )」のように、どの%sについてかを書いてください。", f.Name, overName(f.Over), groupWord(Some, f.Over), f.Name, overName(f.Over))
		}
		return p.fault(start, "「%s」は%sの値なので、「%sの…( )」の中には書けません。かっこの外に書いてください。", f.Name, overName(f.Over), overName(in.over))
	}
	names := p.words.fields[in.over].names
	if p.ahead(len([]rune(bare))) == '(' {
		names = append(append([]string(nil), p.words.groups.names...), p.words.gathers.names...)
		return p.fault(start, "「%s( )」というまとめ方はありません。%s", clip(bare), p.proposal(bare, names))
	}
	return p.fault(start, "「%s」という項目はありません。%s", clip(bare), p.proposal(bare, names))
}
