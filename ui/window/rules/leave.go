package rules

import (
	"fyne.io/fyne/v2"

	"miseban/ui/part"
)

// finish goes back to the list, if all is filled in; else to the row that is not.
func (x *editor) finish() {
	rows := x.tree.rows
	for i, r := range rows {
		if r.fault != "" {
			x.s.f.Window.Canvas().Focus(x.tree)
			x.tree.goTo(i, firstMissing(r))
			x.s.f.Say("未完成の行があります。値を選ぶか、Delete で消してください。")
			return
		}
	}
	if len(x.faults) > 0 {
		x.s.f.Say(x.faults[0])
		return
	}
	if x.e.at >= len(x.s.d.set.Rules) {
		x.keep()
	}
	x.s.closeEditor(x.e.at)
}

func firstMissing(r row) int {
	for i, c := range r.cells {
		if c.missing {
			return i
		}
	}
	return 0
}

// leave goes back to the list; rows that are not complete are asked about.
func (x *editor) leave() {
	fresh := len(x.back) == 0
	if n := unfinished(x.tree.rows) + len(x.faults); n == 0 || fresh {
		x.s.closeEditor(x.e.at)
		return
	}
	part.NewDialog(x.s.f.Window.Canvas(), "未完成の行があります", part.NewNote("未完成のままでは保存できません。完成していた状態は下書きに残っています。", part.Body),
		part.Choice{Label: "未完成の行を捨てる", Kind: part.Danger, Do: func() {
			x.faults = nil
			if x.e.strip() {
				x.follow()
			}
			x.s.closeEditor(x.e.at)
		}}).Show(nil)
}

// reveal scrolls to the cursor.
func (x *editor) reveal() {
	t := x.tree
	if t.row >= len(t.lines) || x.scroll.Size().Height <= 0 {
		return
	}
	l := t.lines[t.row]
	top, bottom, at, h := l.y, l.y+l.h+24, x.scroll.Offset.Y, x.scroll.Size().Height
	switch {
	case top < at:
		at = max(0, top-8)
	case bottom > at+h:
		at = bottom - h
	default:
		return
	}
	x.scroll.ScrollToOffset(fyne.NewPos(0, at))
}
