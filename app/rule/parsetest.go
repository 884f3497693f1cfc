package rule

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// test reads テスト 楽天:番号 は ….
func (p *parser) test(start int, above []string) Test {
	t := Test{At: p.at(start), Comments: Comments{Above: above}}
	p.spaces()
	ok := p.testOrder(&t)
	if ok {
		p.spaces()
		if _, found := isWords.take(p.source); !found {
			ok = p.fault(p.pos, "「は」がありません。「テスト 楽天:番号 は ステータス 確認待ち」のように書いてください。")
		}
	}
	for ok {
		p.spaces()
		if p.endsLine() {
			p.fault(p.pos, "どうなるはずかが書かれていません。「ステータス 確認待ち」「判定 ギフト」のように書いてください。")
			break
		}
		e, good := p.expect()
		t.Want = append(t.Want, e)
		if ok = good; !ok {
			break
		}
		p.spaces()
		if !separator(p.peek()) {
			p.restOfLine("期待することの間は「、」で区切ってください。")
			break
		}
		p.pos++
	}
	if !ok {
		p.skipLine()
	}
	p.beside(&t.Beside)
	return t
}

// testOrder reads モール:番号. A number with signs of its own stands in quotes.
func (p *parser) testOrder(t *Test) bool {
	at := p.pos
	mall, end, ok := p.words.malls.find(p.source, at)
	if !ok || end >= len(p.fs) || p.fs[end] != ':' {
		bare := p.bare(at)
		return p.fault(at, "「%s」では注文がわかりません。「楽天:注文番号」のように、モールと番号を書いてください。%s", clip(bare), p.meant(strings.SplitN(string(fold(bare)), ":", 2)[0], p.words.malls.names))
	}
	p.pos = end + 1
	var no string
	if p.peek() == '"' || p.peek() == '「' {
		if no, ok = p.quoted(); !ok {
			return false
		}
	} else {
		from := p.pos
		for plainNumber(p.ahead(0)) {
			p.pos++
		}
		no = strings.Map(func(r rune) rune {
			if strings.ContainsRune("−‐‑–", r) {
				return '-'
			}
			return r
		}, norm.NFKC.String(string(p.rs[from:p.pos])))
		if r := p.peek(); r != ' ' && r != 'は' && r != '\n' && r != endOfFile {
			return p.fault(from, "注文番号「%s」は \" \" で囲んでください。", clip(p.bare(from)))
		}
	}
	if no == "" {
		return p.fault(p.pos, "注文番号がありません。「%s」の後に番号を書いてください。", string(p.rs[at:end+1]))
	}
	t.Order = mall + ":" + no
	return true
}

func plainNumber(r rune) bool { return latin(r) || r == '-' || r == '.' }

// expect reads one thing that a test wants.
func (p *parser) expect() (e Expect, ok bool) {
	at := p.pos
	kind, end, ok := p.words.expects.find(p.source, at)
	if !ok || !p.ended(end) {
		bare := p.bare(at)
		return e, p.fault(at, "「%s」は確かめられません。%s", clip(bare), p.proposal(bare, p.words.expects.names))
	}
	p.pos = end
	p.spaces()
	e.Kind = kind
	switch kind {
	case "status":
		e.ID = p.word(p.words.statuses, "ステータス")
	case "flag":
		e.ID = p.word(p.words.flags, "判定")
	case "question":
		if p.peek() != '"' && p.peek() != '「' {
			e.ID = p.word(p.words.builtIns, "組み込みの確認")
			break
		}
		return p.expectNamed(e)
	default:
		if p.peek() != '"' && p.peek() != '「' {
			return e, p.fault(p.pos, "「%s」の名前を \" \" で囲んで書いてください。", string(p.rs[at:end]))
		}
		return p.expectNamed(e)
	}
	e.Not = e.ID != "" && p.expectNot()
	return e, e.ID != ""
}

// expectNamed reads a name that the owner made.
func (p *parser) expectNamed(e Expect) (Expect, bool) {
	at := p.pos
	var ok bool
	if e.ID, ok = p.quoted(); !ok {
		return e, false
	}
	if e.ID == "" {
		return e, p.fault(at, "名前が空です。\" \" の中に書いてください。")
	}
	e.Not = p.expectNot()
	return e, true
}

func (p *parser) expectNot() bool {
	p.spaces()
	not, ok := expectTails.take(p.source)
	return ok && not
}
