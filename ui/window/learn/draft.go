package learn

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"miseban/app/flow/learn"
	"miseban/app/mall"
	"miseban/app/mapping"
	"miseban/app/order"
)

// draft is what the owner has decided about a file so far. It knows no widget.
type draft struct {
	file    learn.File
	name    string
	mall    order.Mall
	mine    map[int]bool // columns whose meaning she chose herself
	changed bool         // something was decided that is not saved

	// Of a known mall's file under other names: her answers to the questions, by their order; nil = not yet.
	simple  bool
	answers []*bool
}

func newDraft(f learn.File) *draft {
	d := &draft{file: f, name: nameFor(f.Name), mall: order.Other, mine: map[int]bool{}}
	if f.Drift != nil {
		d.mall = f.Drift.Format.Mall
		if d.simple = len(f.Drift.Renames) > 0; d.simple {
			d.name = f.Drift.Format.Name + "（列名の変更後）"
			d.answers = make([]*bool, len(f.Drift.Renames))
		}
	}
	return d
}

// nameFor proposes the file's name without what changes from day to day.
func nameFor(file string) string {
	name := strings.Trim(strings.TrimSuffix(file, filepath.Ext(file)), "0123456789-_.() （）")
	if name == "" {
		return strings.TrimSuffix(file, filepath.Ext(file))
	}
	return name
}

func (d *draft) kind() mapping.Kind { return d.file.Kind }

func (d *draft) columns() []mapping.Column { return d.file.Proposal.Columns }

// mapping gives what is decided so far; false while there is nothing to try.
func (d *draft) mapping() (mapping.Mapping, bool) {
	if !d.simple {
		return d.file.Mapping(d.name, d.mall), true
	}
	var yes []mall.Rename
	for i, a := range d.answers {
		if a != nil && *a {
			yes = append(yes, d.file.Drift.Renames[i])
		}
	}
	whole := d.file.Mapping(d.name, d.mall)
	m := d.file.Drift.Mapping(d.name, d.file.Proposal.Header, yes)
	m.Encoding, m.Delimiter, m.HeaderRow = whole.Encoding, whole.Delimiter, whole.HeaderRow
	return m, len(yes) > 0
}

// asked is the first question without an answer; -1 when all have one.
func (d *draft) asked() int {
	return slices.IndexFunc(d.answers, func(a *bool) bool { return a == nil })
}

// set gives a column another meaning. One that only one column can have is taken from the column that had it, whose name is
// given back.
func (d *draft) set(at int, means mapping.Meaning) (from string) {
	cols := slices.Clone(d.columns())
	about, _ := mapping.AboutOf(d.kind(), means)
	for i := range cols {
		if means != "" && i != at && cols[i].Means == means && !about.Several {
			cols[i].Others = beforeAll(cols[i], d.mine[i])
			cols[i].Means, cols[i].Confidence, from = "", 0, cols[i].Name
			cols[i].Reason = "「" + about.Name + "」は、列「" + cols[at].Name + "」に移しました。"
			d.mine[i] = true
		}
	}
	cols[at].Others = beforeAll(cols[at], d.mine[at])
	cols[at].Means, cols[at].Confidence = means, 1
	d.mine[at], d.changed = true, true
	d.file.Proposal.Columns = cols
	d.words()
	return from
}

// beforeAll puts what was proposed for a column before what else it could mean, so that it can be had again.
func beforeAll(c mapping.Column, mine bool) []mapping.Choice {
	if mine || c.Means == "" {
		return c.Others
	}
	return append([]mapping.Choice{{Means: c.Means, Confidence: c.Confidence}}, c.Others...)
}

// words lists the texts of the status and paid columns anew; what is decided of them already stays decided.
func (d *draft) words() {
	p := &d.file.Proposal
	was, had := p.Values, p.Texts
	p.Values, p.Texts = mapping.Values{Status: map[string]string{}, Paid: map[string]string{}}, mapping.Texts{}
	if d.kind() != mapping.Orders {
		return
	}
	for _, c := range p.Columns {
		switch c.Means {
		case mapping.Status:
			p.Texts.Status = d.texts(c.At)
			keep(p.Texts.Status, had.Status, was.Status, p.Values.Status, mapping.Cleared, mapping.NotYet, mapping.Shipped, mapping.Cancelled)
		case mapping.Paid:
			p.Texts.Paid = d.texts(c.At)
			keep(p.Texts.Paid, had.Paid, was.Paid, p.Values.Paid, mapping.IsPaid, mapping.Unpaid)
		}
	}
	// What the words of a column mean that has just become one of status is proposed like that of any other.
	fresh := mapping.Guess(mapping.Orders, d.named())
	if p.Texts.Status != nil && had.Status == nil {
		merge(p.Values.Status, fresh.Values.Status)
	}
	if p.Texts.Paid != nil && had.Paid == nil {
		merge(p.Values.Paid, fresh.Values.Paid)
	}
}

func keep(texts, had []string, was, to map[string]string, allowed ...string) {
	for _, t := range texts {
		if m := was[t]; slices.Contains(had, t) && slices.Contains(allowed, m) {
			to[t] = m
		}
	}
}

func merge(to, more map[string]string) {
	for k, v := range more {
		if to[k] == "" {
			to[k] = v
		}
	}
}

// named gives the records with the status and paid columns under names that leave no doubt.
func (d *draft) named() [][]string {
	h := d.file.Proposal.HeaderRow
	if h < 1 {
		return nil
	}
	records := slices.Clone(d.file.Glance.Records[h-1:])
	records[0] = slices.Clone(records[0])
	for _, c := range d.columns() {
		if c.At < len(records[0]) {
			switch c.Means {
			case mapping.Status:
				records[0][c.At] = "注文ステータス"
			case mapping.Paid:
				records[0][c.At] = "入金状況"
			}
		}
	}
	return records
}

// mostTexts is how many different words of a column are asked about.
const mostTexts = 40

func (d *draft) texts(at int) []string {
	var out []string
	for _, r := range d.rows() {
		if at >= len(r) || len(out) >= mostTexts {
			continue
		}
		if t := strings.TrimSpace(r[at]); t != "" && len(t) <= 60 && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// rows are the records below the header.
func (d *draft) rows() [][]string {
	return d.file.Glance.Records[min(len(d.file.Glance.Records), d.file.Proposal.HeaderRow):]
}

// say decides what a word of the status or paid column means; empty = it is not known.
func (d *draft) say(paid bool, text, means string) {
	v := &d.file.Proposal.Values
	v.Status, v.Paid = maps.Clone(v.Status), maps.Clone(v.Paid)
	to := &v.Status
	if paid {
		to = &v.Paid
	}
	if *to == nil {
		*to = map[string]string{}
	}
	if means == "" {
		delete(*to, text)
	} else {
		(*to)[text] = means
	}
	d.changed = true
}

// as looks at the file as one of another kind; what she chose herself stays where that kind has it.
func (d *draft) as(kind mapping.Kind) {
	if kind == d.kind() {
		return
	}
	before, mine := d.columns(), d.mine
	row := d.file.Proposal.HeaderRow
	d.file = d.file.As(kind)
	d.simple, d.mine, d.changed = false, map[int]bool{}, true
	if d.file.Proposal.HeaderRow != row && row > 0 {
		d.header(row)
	}
	for at := range mine {
		if at < len(before) && at < len(d.columns()) {
			if _, ok := mapping.AboutOf(kind, before[at].Means); ok && before[at].Means != "" {
				d.set(at, before[at].Means)
			}
		}
	}
}

// header takes another record, from 1, for the one with the names.
func (d *draft) header(row int) {
	records := d.file.Glance.Records
	if row < 1 || row > len(records) || row == d.file.Proposal.HeaderRow {
		return
	}
	d.file.Proposal = under(d.kind(), records, row)
	d.mine, d.changed = map[int]bool{}, true
}

// under proposes meanings for the names in a record that she chose.
func under(kind mapping.Kind, records [][]string, row int) mapping.Proposal {
	p := mapping.Guess(kind, records[row-1:])
	if p.HeaderRow != 1 {
		// A record further down looks more like a header: its names are hidden, so that the rows speak alone.
		names := records[row-1]
		p = mapping.Proposal{Kind: kind, Header: slices.Clone(names)}
		var by []mapping.Named
		if kind == mapping.Orders {
			by = mapping.NameMeans(names)
		}
		taken := map[mapping.Meaning]bool{}
		for i, name := range names {
			c := mapping.Column{At: i, Name: strings.TrimSpace(name), Reason: "名前からは分かりません。"}
			if by != nil && by[i].Means != "" {
				about, _ := mapping.AboutOf(kind, by[i].Means)
				if about.Several || !taken[by[i].Means] {
					c.Means, c.Confidence, c.Reason = by[i].Means, by[i].Confidence, "名前が「"+c.Name+"」です。"
					taken[by[i].Means] = true
				}
			}
			for _, r := range records[row:] {
				if i < len(r) && r[i] != "" && len(c.Samples) < 3 && !slices.Contains(c.Samples, r[i]) {
					c.Samples = append(c.Samples, r[i])
				}
			}
			p.Columns = append(p.Columns, c)
		}
	}
	p.HeaderRow = row
	return p
}

// problems are what stands against saving, and what is worth knowing.
func (d *draft) problems() (stops, advice []mapping.Problem) {
	m, ok := d.mapping()
	if !ok {
		return nil, nil
	}
	for _, p := range mapping.Check(m) {
		if p.Stops {
			stops = append(stops, p)
		} else {
			advice = append(advice, p)
		}
	}
	return stops, advice
}

// undecided counts the words of the status and paid columns whose meaning is not known.
func (d *draft) undecided() int {
	p, n := d.file.Proposal, 0
	for _, t := range p.Texts.Status {
		if p.Values.Status[t] == "" {
			n++
		}
	}
	for _, t := range p.Texts.Paid {
		if p.Values.Paid[t] == "" {
			n++
		}
	}
	return n
}
