package rules

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

const safe = "下書きは自動保存されます。公開するまで何も変わりません。"

// draw builds the page anew: the list or the editor at the left, the simulation at the right.
func (s *Screen) draw() {
	keys := "↑↓ 移動　Enter 編集　N 新規　Space 使う/止める　Alt+↑↓ 順番　F6 一覧へ"
	var main fyne.CanvasObject
	s.starting = s.empty()
	switch {
	case s.bad != nil:
		keys = ""
		main = part.NewEmptyState("ルールを読めません", frame.Sentence(s.bad), part.Action{Label: "もう一度読む", Do: s.Refresh})
	case s.starting:
		keys = "1〜3 ひな型を選ぶ　N はじめから作る"
		main = s.startPage()
	default:
		if s.ed != nil {
			keys = "Enter・文字 選ぶ　Insert 足す　Delete 消す　Alt+←→ グループ　Alt+↑↓ 順番"
			s.left.Objects = []fyne.CanvasObject{s.ed.page}
		} else {
			s.fillList()
			scroll := container.NewVScroll(part.Inset(10, 12, 12, 12, s.list))
			s.list.restless = scroll
			s.left.Objects = []fyne.CanvasObject{part.Dock(s.listHead(), nil, nil, nil, scroll)}
		}
		s.split.editing = s.ed != nil
		s.table.SetColumns([]grid.ColumnState{{ID: "name", Width: 80, Hidden: s.narrow()}, {ID: "why", Width: 100, Hidden: s.ed != nil && s.small()}})
		main = container.New(s.split, container.NewStack(part.NewGround(look.Surface), s.left), part.NewRule(), s.simPage())
	}
	s.fillTop()
	s.root.Objects = []fyne.CanvasObject{part.Dock(s.top, part.NewFootLine(safe, keys), nil, nil, main)}
	s.root.Refresh()
}

// listHead has the two things that begin something.
func (s *Screen) listHead() fyne.CanvasObject {
	row := part.HStack(6, s.count, layout.NewSpacer(),
		part.NewKeyButton("新しいルール", "N", part.Plain, func() { s.edit(len(s.d.set.Rules)) }), part.NewKeyButton("その他 ▼", "", part.Plain, s.more))
	return part.VStack(0, part.Inset(8, 12, 8, 12, row), part.NewRule())
}

// more is the list of what is done seldom.
func (s *Screen) more() {
	var choices []part.Command
	for _, a := range s.acts()[1:] {
		choices = append(choices, part.Command{Title: a.title, Key: string(a.key), Words: a.words, Do: a.do})
	}
	choices = append(choices, part.Command{Title: "下書きを捨てる", Words: "suteru", Do: s.dropDraft})
	part.NewPickList(s.f.Window.Canvas(), "何をしますか", 0, choices).Show()
}

// fillTop writes the bar at the head.
func (s *Screen) fillTop() {
	about := ""
	next := s.state.Version + 1
	differs := s.loaded && s.bad == nil && s.state.Set != nil && s.differs()
	if s.loaded && s.bad == nil {
		about = "まだ公開していません"
		if s.state.Version > 0 {
			about = fmt.Sprintf("公開中 v%d（%s）", s.state.Version, strings.ReplaceAll(string(s.state.Since), "-", "/"))
		}
		if differs {
			about += fmt.Sprintf("　下書き v%d", next)
		}
	}
	passed := 0
	for _, t := range s.tests {
		if t.OK {
			passed++
		}
	}
	tests := part.NewKeyButton("テスト", "S", part.Plain, s.showTests)
	if n := len(s.tests); n > 0 {
		tests.SetLabel(fmt.Sprintf("テスト %d/%d 合格", passed, n), "S")
		if passed < n {
			tests = part.NewKeyButton(fmt.Sprintf("テスト %d/%d 不合格あり", passed, n), "S", part.Danger, s.showTests)
		}
	}
	history := part.NewKeyButton("履歴", "R", part.Plain, s.showVersions)
	kind := part.Primary
	if s.ed != nil {
		kind = part.Plain // there is one primary button on a page, and the editor has it
	}
	hint := "Ctrl+Enter"
	if s.ed != nil {
		hint = ""
	}
	publish := part.NewKeyButton(fmt.Sprintf("v%d を公開…", next), hint, kind, s.publish)
	publish.SetEnabled(differs)
	for _, b := range []*part.KeyButton{history, tests} {
		b.SetEnabled(s.loaded && s.bad == nil)
	}
	row := part.Beside(part.Dock(nil, nil, part.Inset(0, 8, 0, 0, part.NewText("ルール", part.Title)), nil, part.NewTextCut(about, part.Quiet)), part.HStack(part.Unit, history, tests, publish))
	s.top.Objects = []fyne.CanvasObject{part.Bar(row)}
	s.top.Refresh()
}

// split gives the list two fifths of the width and an editor half of it.
type split struct{ editing bool }

func (s *split) left(width float32) float32 {
	if s.editing {
		return min(max(width*0.54, 440), 680)
	}
	return min(max(width*0.39, 340), 480)
}

// MinSize is Fyne's.
func (s *split) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[2].MinSize()
	return fyne.NewSize(max(a.Width, 340)+b.Width, max(a.Height, b.Height))
}

// Layout is Fyne's.
func (s *split) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := s.left(size.Width)
	for i, p := range [][2]float32{{0, w}, {w, 1}, {w + 1, size.Width - w - 1}} {
		o[i].Move(fyne.NewPos(p[0], 0))
		o[i].Resize(fyne.NewSize(p[1], size.Height))
	}
}
