package rule

// target says what a value is wanted for.
type target struct {
	type_ Type
	typed bool // false: the left side is not filled in
	field *Field
	in    place
}

func (p *parser) todayAt() (end int, ok bool) {
	_, end, ok = todayWords.find(p.source, p.pos)
	return end, ok && p.ended(end)
}

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
