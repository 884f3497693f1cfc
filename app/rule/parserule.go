package rule

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
	_, r.Off = ruleOffWords.take(p.source)
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
	if seen[whenSection] == 0 && !p.broken[index] {
		p.fault(start, "ルールに条件がありません。どの注文にも当てはめるなら「条件 %s」と書いてください。", everyOrder)
	}
	if seen[thenSection] == 0 && !p.broken[index] {
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
	p.spaces()
	if _, ok := everyWords.take(p.source); ok {
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
	if _, ok := switchOffWords.take(p.source); !ok {
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
