package rule

import (
	"strings"

	"miseban/app/yen"
)

// then reads the actions of a rule, up to its next section or the next rule.
func (p *parser) then(r *Rule) {
	var beside string
	p.beside(&beside)
	if beside != "" {
		p.pending = append(p.pending, beside)
	}
	for !p.full() {
		p.blank()
		if p.peek() == endOfFile || p.atSection() {
			break
		}
		if separator(p.peek()) {
			p.fault(p.pos, "「%s」の前に動作がありません。", string(p.rs[p.pos]))
			p.pos++
			continue
		}
		above := p.takePending()
		start := p.pos
		a, ok := p.action()
		if !ok {
			p.recover()
		}
		p.spaces()
		if ok && !p.endsLine() && !separator(p.peek()) {
			p.fault(p.pos, "「%s」が余分です。動作は1行に1つずつ書いてください。", clip(p.bare(p.pos)))
			p.recover()
		}
		if separator(p.peek()) || p.peek() == ')' {
			p.pos++
		}
		comments := Comments{Above: above}
		p.beside(&comments.Beside)
		if a.Kind == stopHere {
			if r.Stop {
				p.fault(start, "「%s」が2つあります。1つだけにしてください。", stopHere.Name())
			}
			r.Stop = true
			r.Above = append(r.Above, comments.Above...)
			if comments.Beside != "" {
				r.Above = append(r.Above, comments.Beside)
			}
			continue
		}
		a.At, a.Comments = p.at(start), comments
		r.Then = append(r.Then, a)
	}
}

// action reads one action.
func (p *parser) action() (a Action, ok bool) {
	start := p.pos
	kind, end, ok := p.words.actions.find(p.source, start)
	if !ok || !p.ended(end) {
		bare := p.bare(start)
		return a, p.fault(start, "「%s」という動作はありません。%s", clip(bare), p.proposal(bare, p.words.actions.names))
	}
	p.pos = end
	p.spaces()
	a.Kind = kind
	switch kind {
	case SetFlag:
		a.Text = p.word(p.words.flags, "判定")
		a.Off = p.takeOff()
		return a, a.Text != ""
	case SetLabel, SetCheck:
		a.Text, ok = p.actionText(a.Kind, "急ぎ")
		a.Off = ok && p.takeOff()
		return a, ok
	case HoldUntil:
		return a, p.hold(&a)
	case ShipOn:
		if p.takeMissing() {
			return a, p.fault(start, "出荷日が未入力です。「出荷日 お届け希望日-3日」のように書いてください。")
		}
		if p.endsLine() {
			return a, p.fault(p.pos, "いつかがありません。「出荷日 お届け希望日-3日」のように書いてください。")
		}
		a.When, ok = p.operand(whenTarget)
		return a, ok
	case Pass:
		a.Text = p.word(p.words.builtIns, "組み込みの確認")
		return a, a.Text != ""
	case Prices:
		a.Text = p.word(p.words.prices, "金額の出し方")
		return a, a.Text != ""
	case Fee:
		return a, p.fee(&a)
	case Priority:
		at := p.pos
		if p.takeMissing() || p.endsLine() {
			return a, p.fault(at, "優先度の数がありません。「優先度 10」のように書いてください。ふつうは 0 です。")
		}
		if r := p.peek(); r != '-' && r != '+' && (r < '0' || r > '9') {
			return a, p.fault(at, "「%s」は数として読めません。「優先度 10」のように書いてください。", clip(p.bare(at)))
		}
		if r := p.ahead(1); (p.peek() == '-' || p.peek() == '+') && (r < '0' || r > '9') {
			return a, p.fault(at, "「%s」は数として読めません。「優先度 10」のように書いてください。", clip(p.bare(at)))
		}
		var unit string
		if a.Number, unit, ok = p.number(); ok && unit != "" {
			return a, p.fault(at, "優先度に「%s」は付けられません。数だけを書いてください。", unit)
		}
		return a, ok
	case stopHere:
		return a, true
	}
	a.Text, ok = p.actionText(kind, "…")
	return a, ok
}

var whenTarget = target{type_: DateType, typed: true, in: place{over: TheOrder}}

// actionText reads the text that an action is about.
func (p *parser) actionText(kind ActionKind, sample string) (string, bool) {
	at := p.pos
	if p.takeMissing() {
		return "", p.fault(at, "「%s」の内容が未入力です。書いてください。", kind.Name())
	}
	if p.peek() != '"' && p.peek() != '「' {
		if p.endsLine() || separator(p.peek()) {
			return "", p.fault(at, "「%s」の内容がありません。「%s \"%s\"」のように書いてください。", kind.Name(), kind.Name(), sample)
		}
		return "", p.fault(at, "「%s」は \"%s\" のように囲んでください。", clip(p.bare(at)), clip(p.bare(at)))
	}
	return p.quoted()
}

// takeOff reads the を外す behind an action.
func (p *parser) takeOff() bool {
	p.spaces()
	_, ok := takeOffWords.take(p.source)
	return ok
}

// hold reads 保留 [日 まで] ["理由"].
func (p *parser) hold(a *Action) bool {
	if !p.endsLine() && !separator(p.peek()) && p.peek() != '"' && p.peek() != '「' {
		var ok bool
		at := p.pos
		if p.takeMissing() {
			return p.fault(at, "いつまでかが未入力です。日付を書くか、「保留」だけにしてください（手で解くまで待ちます）。")
		}
		if a.When, ok = p.operand(whenTarget); !ok {
			return false
		}
		p.spaces()
		if !strings.HasPrefix(string(p.fs[p.pos:min(p.pos+2, len(p.fs))]), "まで") {
			return p.fault(p.pos, "「まで」がありません。「保留 今日+3日 まで \"理由\"」のように書いてください。")
		}
		p.pos += 2
		p.spaces()
	}
	if p.peek() == '"' || p.peek() == '「' {
		text, ok := p.quoted()
		a.Text = text
		return ok
	}
	return true
}

// fee reads 料金 "名入れ代" 300円 税10%.
func (p *parser) fee(a *Action) bool {
	const sample = "「料金 \"名入れ代\" 300円 税10%」のように書いてください。"
	var ok bool
	if a.Text, ok = p.actionText(Fee, "名入れ代"); !ok {
		return false
	}
	p.spaces()
	at := p.pos
	if r := p.peek(); r != '-' && (r < '0' || r > '9') || r == '-' && (p.ahead(1) < '0' || p.ahead(1) > '9') {
		return p.fault(at, "金額がありません。%s", sample)
	}
	n, unit, ok := p.number()
	if !ok {
		return false
	}
	if unit != "円" {
		return p.fault(at, "金額の後に「円」がありません（税込）。%s", sample)
	}
	a.Yen = yen.Yen(n)
	p.spaces()
	at = p.pos
	if _, ok := taxWords.take(p.source); !ok {
		return p.fault(at, "税率がありません。%s", sample)
	}
	p.spaces()
	at = p.pos
	if r := p.peek(); r < '0' || r > '9' {
		return p.fault(at, "税率は数で書きます。%s", sample)
	}
	n, unit, ok = p.number()
	if !ok {
		return false
	}
	if unit != "%" {
		return p.fault(at, "税率の後に「%%」がありません。%s", sample)
	}
	if n > 100 {
		return p.fault(at, "税率 %d%% はありません。8%% か 10%% です。", n)
	}
	a.Rate = int(n)
	return true
}
