package rule

import (
	"strconv"
	"strings"
	"unicode"

	"miseban/app/jst"
)

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
