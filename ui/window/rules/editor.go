package rules

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"miseban/app/rule"
	"miseban/ui/look"
	"miseban/ui/part"
)

// editor is the page on which one rule is built. What is complete goes into the draft at once.
type editor struct {
	s      *Screen
	e      *edit
	back   []rule.Rule // the way back, for what was not complete too
	marks  int         // steps of the draft when the editor was opened
	faults []string    // of the rule as a whole

	tree   *treeView
	name   *part.Entry
	note   *part.Entry
	on     *widget.Check
	state  *part.Text
	words  *part.Paragraph
	page   *fyne.Container
	scroll *container.Scroll
	quiet  bool // fields are being filled by the program
}

func newEditor(s *Screen, r *rule.Rule, index int) *editor {
	x := &editor{s: s, e: newEdit(r, index), marks: len(s.d.back)}
	x.e.made = r.Name == ""
	x.tree = newTreeView()
	x.tree.open, x.tree.remove, x.tree.drop, x.tree.move, x.tree.menu = x.choose, x.removeRow, x.dropValue, x.moveRow, x.rowMenu
	x.tree.pass = func(ev *fyne.KeyEvent) { part.PassKey(x.tree, ev) }
	x.tree.moved = x.reveal
	x.name, x.note = part.NewEntry("条件から名前を付けます"), part.NewEntry("なぜこのルールがあるか（なくてもよい）")
	x.name.OnChanged = func(text string) {
		if !x.quiet {
			x.e.made = text == ""
			x.change(func() { x.e.rule.Name = text })
		}
	}
	x.note.OnChanged = func(text string) {
		if !x.quiet {
			x.change(func() { x.e.rule.Note = text })
		}
	}
	down := func() { s.f.Window.Canvas().Focus(x.tree) }
	x.name.OnEnter, x.note.OnEnter = down, down
	x.on = widget.NewCheck("使う", func(on bool) {
		if !x.quiet {
			x.change(func() { x.e.rule.Off = !on })
		}
	})
	x.state = part.NewText("", part.Caption)
	x.words = part.NewParagraph()
	x.scroll = container.NewVScroll(part.Inset(8, 10, 16, 10, x.tree))
	field := func(label string, e fyne.CanvasObject) fyne.CanvasObject {
		return part.Dock(nil, nil, part.Inset(0, 10, 0, 0, part.NewText(label, part.Quiet)), nil, e)
	}
	form := part.VStack(6, part.Beside(field("名前", x.name), x.on), field("メモ", x.note))
	title := fmt.Sprintf("ルール %d を編集", index+1)
	if index >= len(s.d.set.Rules) {
		title = "新しいルール"
	}
	head := part.Beside(part.HStack(8, part.NewText(title, part.Heading), x.state), part.HStack(6, part.NewKeyButton("戻る", "Esc", part.Plain, x.leave), part.NewKeyButton("できた", "Ctrl+Enter", part.Primary, x.finish)))
	foot := container.NewStack(part.NewGround(look.Surface), part.VStack(0, part.NewRule(), part.Inset(8, 14, 10, 14, x.words)))
	x.page = container.NewStack(part.NewGround(look.Surface), part.Dock(part.VStack(0, part.Inset(8, 12, 8, 12, part.VStack(8, head, form)), part.NewRule()), foot, nil, nil, x.scroll))
	x.show()
	return x
}

// start puts the cursor where work begins.
func (x *editor) start() {
	for i, r := range x.e.rows() {
		if r.kind == rowAdd || r.kind == rowCond {
			x.tree.goTo(i, 0)
			break
		}
	}
	x.s.f.Window.Canvas().Focus(x.tree)
}

// change does one change, keeps the way back and follows it.
func (x *editor) change(f func()) {
	x.back = append(x.back, copyRule(&x.e.rule))
	if len(x.back) > mostSteps {
		x.back = x.back[1:]
	}
	f()
	x.follow()
}

// undo takes the last change back; the page does so while there is none.
func (x *editor) undo() bool {
	if len(x.back) == 0 {
		return false
	}
	x.e.rule = x.back[len(x.back)-1]
	x.back = x.back[:len(x.back)-1]
	x.follow()
	return true
}

// follow shows the rule as it is now and puts it into the draft once it is complete.
func (x *editor) follow() {
	if x.e.made {
		x.e.rule.Name = x.proposedName()
	}
	if x.show() == 0 {
		x.keep()
	}
}

// keep puts the rule into the draft: one step for all that is done while the editor is open.
func (x *editor) keep() {
	d := x.s.d
	if len(d.back) > x.marks {
		d.undo()
	}
	d.put(x.e.at, x.e.whole())
	x.s.changed()
}

// show fills the page and tells how much is not complete.
func (x *editor) show() int {
	rows := x.e.rows()
	x.check(rows)
	n := unfinished(rows) + len(x.faults)
	x.tree.set(rows)
	x.quiet = true
	if x.name.Text != x.e.rule.Name {
		x.name.SetText(x.e.rule.Name)
	}
	if x.note.Text != x.e.rule.Note {
		x.note.SetText(x.e.rule.Note)
	}
	x.on.SetChecked(!x.e.rule.Off)
	x.quiet = false
	switch {
	case len(x.faults) > 0:
		x.state.SetStyle(part.Caption.In(look.Warn))
		x.state.SetText(x.faults[0])
		x.words.SetRuns(part.Run{Text: x.faults[0], Style: part.Body.In(look.Warn)})
	case n > 0:
		x.state.SetStyle(part.Caption.In(look.Warn))
		x.state.SetText(fmt.Sprintf("未完成の行 %d", n))
		x.words.SetRuns(part.Run{Text: "未完成の行がそろうと、下書きに入ってシミュレーションします。", Style: part.Quiet})
	default:
		x.state.SetStyle(part.Caption)
		x.state.SetText("下書きに保存済み")
		r := x.e.whole()
		x.words.SetRuns(emphasised(rule.RuleSentence(&r), &r, part.Body)...)
	}
	x.page.Refresh()
	return n
}

// check marks what the language itself refuses: two rules of a name, a pattern that is none, texts that are too long.
func (x *editor) check(rows []row) {
	x.faults = nil
	if unfinished(rows) > 0 {
		return
	}
	set := shallow(x.s.d.set)
	r := x.e.whole()
	if x.e.at < len(set.Rules) {
		set.Rules[x.e.at] = r
	} else {
		set.Rules = append(set.Rules, r)
	}
	mine := &set.Rules[min(x.e.at, len(set.Rules)-1)]
	for _, f := range rule.Check(set) {
		if f.Rule != r.Name && f.Rule != "" {
			continue
		}
		if i := rowOf(rows, mine, f.Cond); i >= 0 {
			rows[i].fault = f.Text
		} else {
			x.faults = append(x.faults, f.Text)
		}
	}
}

// rowOf finds the row of a condition of the whole rule: rows and conditions stand in the same order.
func rowOf(rows []row, r *rule.Rule, c *rule.Cond) int {
	if c == nil {
		return -1
	}
	n, found := 0, -1
	var walk func(one *rule.Cond)
	walk = func(one *rule.Cond) {
		if one.Kind == rule.Compare {
			if one == c {
				found = n
			}
			n++
			if one.Left.Where != nil {
				walk(one.Left.Where)
			}
		}
		for i := range one.Of {
			walk(&one.Of[i])
		}
	}
	walk(&r.When)
	for i, x := range rows {
		if x.kind == rowCond {
			if found == 0 {
				return i
			}
			found--
		}
	}
	return -1
}

// proposedName is what a rule is called as long as she gives it no name.
func (x *editor) proposedName() string {
	text := ""
	for _, kind := range []rowKind{rowCond, rowAction} {
		for _, r := range x.e.rows() {
			if text == "" && r.kind == kind {
				text = r.note
			}
		}
	}
	if text == "" {
		text = "新しいルール"
	}
	if r := []rune(text); len(r) > 28 {
		text = string(r[:27]) + "…"
	}
	return x.s.d.named(text, x.e.at)
}
