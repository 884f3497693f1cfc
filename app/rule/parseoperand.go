package rule

import (
	"strconv"
	"strings"
	"unicode"

	"miseban/app/jst"
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
	from := newDictionary[bool]()
	from.add(true, "から", "~")
	if c.Op == Between {
		from.add(true, "and", "と")
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
	_, ok := butNot.take(p.source)
	return ok
}

var butNot = func() *dictionary[bool] {
	d := newDictionary[bool]()
	d.add(true, "でない", "ではない")
	return d
}()

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

// target says what a value is wanted for.
type target struct {
	type_ Type
	typed bool // false: the left side is not filled in
	field *Field
	in    place
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

func (p *parser) todayAt() (end int, ok bool) {
	_, end, ok = todayWord.find(p.source, p.pos)
	return end, ok && p.ended(end)
}

var todayWord = func() *dictionary[bool] {
	d := newDictionary[bool]()
	d.add(true, "今日", "本日", "today")
	return d
}()

// takeMissing reads the mark of a value that is not filled in yet.
func (p *parser) takeMissing() bool {
	mark := fold(missingWord)
	if p.peek() == '?' {
		p.pos++
		return true
	}
	if p.pos+len(mark) <= len(p.fs) && string(p.fs[p.pos:p.pos+len(mark)]) == string(mark) {
		p.pos += len(mark)
		return true
	}
	return false
}

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

// operand reads a value.
func (p *parser) operand(want target) (Operand, bool) {
	start := p.pos
	o := Operand{At: p.at(start)}
	if p.takeMissing() {
		return o, true
	}
	r := p.peek()
	switch {
	case r == '"' || r == '「':
		text, ok := p.quoted()
		if !ok {
			return o, false
		}
		o.Kind, o.Text = Text, text
		if d := want.values(p.words); d != nil {
			id, ok := d.exact(text)
			if !ok {
				return Operand{At: o.At}, p.noValue(start, text, want, d)
			}
			o.Kind, o.Text = Word, id
		}
		return o, true
	case r >= '0' && r <= '9' || (r == '-' || r == '+') && p.ahead(1) >= '0' && p.ahead(1) <= '9':
		return p.figure(want)
	}
	if d := want.values(p.words); d != nil {
		if id, end, ok := d.find(p.source, start); ok && p.ended(end) {
			p.pos = end
			o.Kind, o.Text = Word, id
			return o, true
		}
	}
	if end, ok := p.todayAt(); ok {
		p.pos = end
		o.Kind = Today
		return p.plus(o, DateType)
	}
	if g, ok, found := p.gather(want.in); found {
		return g, ok
	}
	if f, end, ok := p.words.fields[want.in.over].find(p.source, start); ok && p.ended(end) {
		p.pos = end
		o.Kind, o.Field = FieldRef, f.ID
		return p.plus(o, f.Type)
	}
	return o, p.noValue(start, p.bare(start), want, want.values(p.words))
}

// values gives the words that can stand as a value; nil where any text or number can.
func (w target) values(v *vocabulary) *dictionary[string] {
	if w.typed && w.field != nil && (w.type_ == WordType || w.type_ == SetType && len(w.field.Words) > 0) {
		return v.values[w.field.ID]
	}
	return nil
}

func (p *parser) noValue(at int, text string, want target, d *dictionary[string]) bool {
	switch {
	case d != nil:
		return p.fault(at, "「%s」に「%s」という値はありません。%s", want.field.Name, clip(text), p.proposal(text, d.names))
	case !want.typed:
		return p.fault(at, "「%s」は値として読めません。文字は \" \" で囲んでください。", clip(text))
	case want.type_ == TextType || want.type_ == SetType:
		return p.fault(at, "「%s」が文字なら \"%s\" のように囲んでください。項目なら名前を確かめてください。", clip(text), clip(text))
	case want.type_ == DateType:
		return p.fault(at, "「%s」は日付として読めません。2026-12-01、今日+3日、注文日+2日 のように書いてください。", clip(text))
	}
	return p.fault(at, "「%s」は数として読めません。10000 のように数字で書いてください。", clip(text))
}

// figure reads a number or a day.
func (p *parser) figure(want target) (Operand, bool) {
	start := p.pos
	o := Operand{At: p.at(start)}
	if text, end, ok := p.dayAt(); ok {
		p.pos = end
		day, err := jst.ParseDate(text)
		if err != nil {
			return o, p.fault(start, "「%s」という日はありません。暦を確かめてください。", text)
		}
		if unicode.IsDigit(p.peek()) {
			return o, p.fault(start, "「%s」は日付として読めません。2026-12-01 のように書いてください。", clip(p.bare(start)))
		}
		o.Kind, o.Date = Day, day
		return p.plus(o, DateType)
	}
	n, unit, ok := p.number()
	if !ok {
		return o, false
	}
	if want.typed && want.type_ == YenType && unit != "" && unit != "円" {
		return o, p.fault(start, "金額に「%s」は付けられません。「円」を付けるか、数だけを書いてください。", unit)
	}
	if want.typed && want.type_ == CountType && (unit == "円" || unit == "日") {
		return o, p.fault(start, "数に「%s」は付けられません。数だけを書いてください。", unit)
	}
	o.Kind, o.Number = Number, n
	return o, true
}

// dayAt finds a written day: 2026-12-01, 2026/12/1, 2026年12月1日.
func (p *parser) dayAt() (text string, end int, ok bool) {
	i := p.pos
	digits := func(most int) int {
		n := 0
		for i < len(p.fs) && p.fs[i] >= '0' && p.fs[i] <= '9' && n < most {
			i, n = i+1, n+1
		}
		return n
	}
	sign := func(signs string) bool {
		if i < len(p.fs) && strings.ContainsRune(signs, p.fs[i]) {
			i++
			return true
		}
		return false
	}
	if digits(4) != 4 || !sign("-/年") {
		return "", 0, false
	}
	mark := p.fs[i-1]
	second := string(mark)
	if mark == '年' {
		second = "月"
	}
	if digits(2) == 0 || !sign(second) || digits(2) == 0 {
		return "", 0, false
	}
	if mark == '年' && !sign("日") {
		return "", 0, false
	}
	return string(p.fs[p.pos:i]), i, true
}

// number reads digits with their unit. In a list a comma separates values, so there it cannot stand inside a number.
func (p *parser) number() (n int64, unit string, ok bool) {
	start := p.pos
	var digits []rune
	if r := p.peek(); r == '-' || r == '+' {
		digits = append(digits, r)
		p.pos++
	}
	first := p.pos
	isDigit := func(k int) bool { r := p.ahead(k); return r >= '0' && r <= '9' }
	for isDigit(0) || p.peek() == ',' && isDigit(1) && isDigit(2) && isDigit(3) && !isDigit(4) {
		if p.peek() != ',' {
			digits = append(digits, p.peek())
			p.pos++
			continue
		}
		if p.list || len(digits) > 3 && p.pos-first == len(digits) {
			return 0, "", p.fault(start, "「%s」が1つの数なのか、2つの数なのかわかりません。1つなら「,」を消し、2つなら「, 」のように間を空けてください。", clip(string(p.rs[start:p.pos+4])))
		}
		p.pos++
	}
	if p.peek() == '.' {
		return 0, "", p.fault(start, "小数は使えません。整数で書いてください。")
	}
	n, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil || n > mostNumber || n < -mostNumber {
		return 0, "", p.fault(start, "数が大きすぎます。桁を確かめてください。")
	}
	unit, _ = p.words.units.take(p.source)
	if !p.ended(p.pos) {
		return 0, "", p.fault(start, "「%s」は数として読めません。10000 のように数字だけで書いてください。", clip(p.bare(start)))
	}
	return n, unit, true
}

// mostNumber is the largest number that a rule can name.
const mostNumber = 1_000_000_000_000

// plus reads what is added to a field, to a day or to today.
func (p *parser) plus(o Operand, t Type) (Operand, bool) {
	before := p.pos
	p.spaces()
	r := p.peek()
	if r != '+' && r != '-' {
		p.pos = before
		return o, true
	}
	at := p.pos
	p.pos++
	p.spaces()
	if r := p.peek(); r < '0' || r > '9' {
		return o, p.fault(at, "「%s」の後に数がありません。「今日+3日」のように書いてください。", string(p.rs[at]))
	}
	n, unit, ok := p.number()
	if !ok {
		return o, false
	}
	good := map[Type]bool{DateType: unit == "" || unit == "日", YenType: unit == "" || unit == "円", CountType: unit != "円" && unit != "日"}
	if fine, ok := good[t]; ok && !fine {
		return o, p.fault(at, "ここに「%s」は足せません。日付には日数を、金額には円を足してください。", unit)
	}
	if r == '-' {
		n = -n
	}
	o.Plus = n
	return o, true
}

// typeOf gives the type of an operand, and of a field the field.
func typeOf(o *Operand, in Over) (Type, *Field, bool) {
	switch o.Kind {
	case FieldRef:
		if f, ok := FieldNamed(o.Field, in); ok {
			return f.Type, &f, true
		}
	case Text:
		return TextType, nil, true
	case Number:
		return CountType, nil, true
	case Word:
		return WordType, nil, true
	case Day, Today:
		return DateType, nil, true
	case Gather:
		if o.Agg == Count {
			return CountType, nil, true
		}
		if f, ok := FieldNamed(o.Field, o.Over); ok {
			return f.Type, &f, true
		}
	}
	return 0, nil, false
}
