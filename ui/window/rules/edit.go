package rules

import (
	"strings"

	"miseban/app/rule"
)

// rowKind is what a row of the editor is.
type rowKind int

const (
	rowTitle  rowKind = iota // 条件, 動作: can't be chosen
	rowHeader                // of a group
	rowCond
	rowAdd // ＋ into a group
	rowAction
	rowStop
	rowAddAction
)

// cellKind is what a click or Enter on a cell asks for.
type cellKind int

const (
	cellGroup cellKind = iota
	cellField
	cellOp
	cellValue // at: index in Right; len(Right) adds one
	cellAdd
	cellDeed
	cellSlot // at: slot
	cellAddDeed
)

// cell is one thing of a row that can be chosen.
type cell struct {
	kind    cellKind
	at      int
	text    string
	missing bool // text says what is missing
	quiet   bool // a proposal to add, not a part of the rule
}

// row is one row of the editor.
type row struct {
	kind   rowKind
	depth  int
	path   path // of a condition; of the list, for rowAdd
	action int
	cells  []cell
	note   string // the row as a sentence
	fault  string // why it can't be saved
}

// edit is a rule while it is being changed: it may be half filled in.
type edit struct {
	rule rule.Rule
	at   int  // in the set; len(set.Rules) for a new one
	made bool // the name was made from the sentence and follows it
}

func newEdit(r *rule.Rule, at int) *edit {
	e := &edit{rule: copyRule(r), at: at}
	if e.rule.When.Kind != rule.All {
		e.rule.When = rule.Cond{Kind: rule.All, Of: []rule.Cond{e.rule.When}}
	}
	widen(&e.rule.When)
	return e
}

// whole gives the rule as it is kept, without the editor's lists.
func (e *edit) whole() rule.Rule {
	r := copyRule(&e.rule)
	narrow(&r.When)
	return r
}

// rows are the rows as they are shown.
func (e *edit) rows() []row {
	out := []row{{kind: rowTitle, cells: []cell{{text: "条件"}}}}
	out = e.condRows(out, path{}, 0)
	out = append(out, row{kind: rowTitle, cells: []cell{{text: "動作"}}})
	for i := range e.rule.Then {
		out = append(out, e.actionRow(i))
	}
	if e.rule.Stop {
		out = append(out, row{kind: rowStop, action: len(e.rule.Then), cells: []cell{{kind: cellDeed, text: "ここで終わる"}}, note: "当てはまる受注では、あとのルールを見ません。"})
	}
	add := row{kind: rowAddAction, cells: []cell{{kind: cellAddDeed, text: "＋ 動作を足す", quiet: true}}}
	if len(e.rule.Then) == 0 && !e.rule.Stop {
		add.fault = "動作を1つ選んでください"
	}
	return append(out, add)
}

// scope tells what a row is asked of.
func (e *edit) scope(p path) rule.Over {
	if len(p) == 0 {
		return rule.TheOrder
	}
	return scope(&e.rule.When, p.up())
}

func (e *edit) condRows(out []row, p path, depth int) []row {
	c := at(&e.rule.When, p)
	in := e.scope(p)
	if c.Kind == rule.Compare {
		out = append(out, e.condRow(c, p, depth, in))
	} else {
		text := groupText(c)
		if len(p) == 0 && len(c.Of) == 0 {
			text = "すべての受注（条件なし）"
		}
		out = append(out, row{kind: rowHeader, depth: depth, path: p, cells: []cell{{kind: cellGroup, text: text}}})
	}
	list := inner(c, p)
	if list == nil {
		return out
	}
	l := at(&e.rule.When, list)
	for i := range l.Of {
		out = e.condRows(out, list.with(i), depth+1)
	}
	add := row{kind: rowAdd, depth: depth + 1, path: list, cells: []cell{{kind: cellAdd, text: addText(c), quiet: true}}}
	if len(l.Of) == 0 && len(p) > 0 && c.Kind != rule.Compare {
		add.fault = "条件を1つ以上入れてください"
	}
	return append(out, add)
}

func addText(c *rule.Cond) string {
	switch {
	case c.Kind == rule.Compare && c.Left.Over == rule.Lines:
		return "＋ どの明細を数えるか"
	case c.Kind == rule.Compare:
		return "＋ どのお届け先を数えるか"
	case c.Kind == rule.Any:
		return "＋ または…"
	case c.Kind == rule.All:
		return "＋ 条件を足す"
	}
	return "＋ この中に足す"
}

func (e *edit) condRow(c *rule.Cond, p path, depth int, in rule.Over) row {
	r := row{kind: rowCond, depth: depth, path: p}
	t, f := typeOf(c, in)
	left := leftText(c, in)
	if left == "" {
		r.cells = []cell{{kind: cellField, text: "項目を選ぶ", missing: true}}
		r.fault = "項目を選んでください"
		return r
	}
	r.cells = append(r.cells, cell{kind: cellField, text: left}, cell{kind: cellOp, text: opText(t, c.Op)})
	least, more := values(t, c.Op)
	for i := range max(least, len(c.Right)) {
		text := ""
		if i < len(c.Right) {
			text = operandText(c.Right[i], f, in)
		}
		one := cell{kind: cellValue, at: i, text: text}
		if text == "" {
			one.text, one.missing = "値を選ぶ", true
			r.fault = "値を選んでください"
		}
		r.cells = append(r.cells, one)
	}
	if more && len(c.Right) > 0 && r.fault == "" {
		r.cells = append(r.cells, cell{kind: cellValue, at: len(c.Right), text: "＋", quiet: true})
	}
	if r.fault == "" {
		r.note = sentenceOf(c, in)
	}
	return r
}

// sentenceOf words one condition as it is kept. What is asked of a line is worded as of one that there is.
func sentenceOf(c *rule.Cond, in rule.Over) string {
	one := copyCond(c)
	narrow(&one)
	if in == rule.TheOrder {
		return rule.Sentence(&one)
	}
	text := rule.Sentence(&rule.Cond{Kind: rule.Some, Over: in, Of: []rule.Cond{one}})
	for _, end := range []string{"の明細がある", "明細がある", "のお届け先がある", "お届け先がある"} {
		if rest, ok := strings.CutSuffix(text, end); ok {
			return rest
		}
	}
	return text
}

func (e *edit) actionRow(i int) row {
	a := &e.rule.Then[i]
	r := row{kind: rowAction, action: i, cells: []cell{{kind: cellDeed, text: deedOf(a.Kind, a.Off).name}}}
	for _, s := range slots(a.Kind) {
		text := slotValue(a, s)
		one := cell{kind: cellSlot, at: int(s), text: text}
		if text == "" {
			one.text = slotHint(a.Kind, s)
			one.missing, one.quiet = !optional(a.Kind, s), optional(a.Kind, s)
			if one.missing {
				r.fault = slotHint(a.Kind, s) + "を入れてください"
				if one.text == "選ぶ" || one.text == "日を選ぶ" {
					r.fault = "値を選んでください"
				}
			}
		}
		r.cells = append(r.cells, one)
	}
	if r.fault == "" {
		r.note = rule.ActionSentence(a)
	}
	return r
}

// unfinished counts the rows that are not filled in.
func unfinished(rows []row) int {
	n := 0
	for _, r := range rows {
		if r.fault != "" {
			n++
		}
	}
	return n
}

// strip takes every unfinished row out of a rule, and tells whether something is left to keep.
func (e *edit) strip() bool {
	for range 10000 {
		done := true
		for _, r := range e.rows() {
			if r.fault == "" {
				continue
			}
			switch r.kind {
			case rowCond:
				cut(&e.rule.When, r.path)
			case rowAdd:
				cut(&e.rule.When, header(&e.rule.When, r.path))
			case rowAction:
				e.rule.Then = append(e.rule.Then[:r.action:r.action], e.rule.Then[r.action+1:]...)
			default:
				return false // no action is left
			}
			done = false
			break
		}
		if done {
			return true
		}
	}
	return false
}
