package learn

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/mapping"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// The tabs of the page.
const (
	tabColumns = "columns"
	tabWords   = "words"
	tabHeader  = "header"
)

// draw builds the page for a file anew.
func (s *Screen) draw() {
	leave := part.NewKeyButton("やめる", "Esc", part.Plain, s.leave)
	show := func(top, foot, main fyne.CanvasObject) {
		s.root.Objects = []fyne.CanvasObject{part.Dock(top, foot, nil, nil, main)}
		s.root.Refresh()
	}
	const foot = "保存するまで何も変わりません。元のファイルは書き換えません。"
	if s.d == nil {
		var main fyne.CanvasObject = part.Inset(20, 20, 20, 20, part.NewNote("ファイルを見ています…", part.Quiet))
		if s.bad != nil {
			main = part.NewEmptyState("このファイルは開けません", frame.Sentence(s.bad), part.Action{Label: "戻る", Hint: "Esc", Do: s.leave})
		} else if s.path == "" {
			main = part.NewEmptyState("ファイルがまだありません", "取り込めなかったファイルの「読み方を決める」から、ここに来ます。", part.Action{Label: "ファイルを取り込む", Hint: "Ctrl+O", Do: func() { s.f.Import(nil) }})
		}
		show(part.NewTopBar("読み方を決める", "", leave), part.NewFootLine(foot, ""), main)
		return
	}
	s.save = part.NewKeyButton(s.label(), "Ctrl+Enter", part.Primary, func() { s.Confirm() })
	top := part.Bar(part.Beside(part.Dock(nil, nil, part.Inset(0, 8, 0, 0, part.NewText("読み方を決める", part.Title)), nil, part.NewTextCut(s.d.file.Name, part.Quiet)), part.HStack(part.Unit, leave, s.save)))
	s.pane = container.NewStack()
	side := container.NewStack(part.NewGround(look.Surface), part.Dock(nil, nil, part.NewRule(), nil, s.pane))
	s.name = part.NewEntry("読み方の名前").SetWidth(250)
	s.name.SetText(s.d.name)
	s.name.OnChanged = func(text string) {
		s.d.name, s.d.changed = strings.TrimSpace(text), true
		s.save.SetEnabled(s.ready())
		s.fillWarning()
	}
	s.warn = part.NewText("", part.Body.In(look.Warn))
	s.form, s.chips = container.NewStack(), container.NewStack()
	left, keys := s.simplePage(), "1 はい　2 いいえ　Backspace 前の質問　"
	if !s.d.simple {
		left, keys = s.wholePage(), "Enter 意味を選ぶ　Delete 読まない　F2 次のタブ　"
	}
	head := container.NewStack(part.NewGround(look.Surface), part.Dock(nil, part.NewRule(), nil, nil, part.Inset(8, 12, 8, 12, part.VStack(6, s.form, s.chips))))
	show(part.VStack(0, top, head), part.NewFootLine(foot, keys), container.New(part.Sides{Right: 348}, left, side))
	s.fill()
	s.fillPane()
}

// wholePage is the left side with the columns, one tab for each thing to decide.
func (s *Screen) wholePage() fyne.CanvasObject {
	s.note = part.NewParagraph()
	s.notes = part.VStack(0, part.NewRule(), container.NewStack(part.NewGround(look.Surface), part.Inset(8, 12, 10, 12, s.note)))
	s.columns = grid.New([]grid.Column{{ID: "name", Title: "列の名前", Width: 150, NoSort: true, Always: true}, {ID: "sample", Title: "例", Width: 130, Grow: true, NoSort: true},
		{ID: "means", Title: "意味", Width: 166, NoSort: true, Always: true}, {ID: "sure", Title: "確かさ", Width: 72, NoSort: true}})
	s.columns.OnSelect = func(*grid.Selection) { s.tell() }
	s.columns.OnOpen = func(int) { s.pickMeaning("") }
	s.texts = grid.New([]grid.Column{{ID: "of", Title: "列", Width: 120, NoSort: true}, {ID: "text", Title: "ファイルの言葉", Width: 150, Grow: true, NoSort: true}, {ID: "means", Title: "意味", Width: 192, NoSort: true}})
	s.texts.OnOpen = func(int) { s.pickWord() }
	s.texts.SetEmpty(part.NewEmptyState("状態・入金の列がありません", "「状態」または「入金」の意味の列を選ぶと、その言葉がここに並びます。"))
	s.heads = grid.New(s.headColumns())
	s.heads.OnSelect = func(sel *grid.Selection) {
		if rows := sel.Rows(); !s.filling && len(rows) == 1 && rows[0]+1 != s.d.file.Proposal.HeaderRow {
			s.d.header(rows[0] + 1)
			s.decided()
		}
	}
	s.tabs = part.NewStatusTabs(nil, func(string) { s.showTab() })
	s.page = container.NewStack()
	s.fillTabs()
	s.showTab()
	return part.Dock(part.TabBar(s.tabs), nil, nil, nil, s.page)
}

func (s *Screen) showTab() {
	switch s.tabs.Selected() {
	case tabWords:
		hint := part.NewNote("モールの言葉ごとに、出荷してよいかを決めます。決めない言葉の受注は確認待ちになります。\n1 出荷できる　2 まだ　3 出荷済み　4 キャンセル", part.Quiet)
		if len(s.words) > 0 && len(s.d.file.Proposal.Texts.Status) == 0 {
			hint = part.NewNote("入金の列の言葉が、入金済みかどうかを決めます。日付は入金済みと読みます。\n1 入金済み　2 未入金", part.Quiet)
		}
		s.page.Objects = []fyne.CanvasObject{part.Dock(part.Inset(8, 12, 8, 12, hint), nil, nil, nil, s.texts)}
	case tabHeader:
		s.page.Objects = []fyne.CanvasObject{part.Dock(part.Inset(8, 12, 8, 12, part.NewNote("列の名前が書いてある行を、↑↓かクリックで選びます。それより上の行は読みません。", part.Quiet)), nil, nil, nil, s.heads)}
	default:
		s.page.Objects = []fyne.CanvasObject{part.Dock(nil, s.notes, nil, nil, s.columns)}
	}
	s.page.Refresh()
}

func (s *Screen) nextTab() {
	if s.d == nil || s.d.simple {
		return
	}
	order := []string{tabColumns, tabWords, tabHeader}
	if s.d.kind() != mapping.Orders {
		order = []string{tabColumns, tabHeader}
	}
	at := 0
	for i, id := range order {
		if id == s.tabs.Selected() {
			at = i
		}
	}
	s.tabs.Select(order[(at+1)%len(order)])
	s.showTab()
	s.Focus()
}

// shownGrid is the table of the chosen tab.
func (s *Screen) shownGrid() *grid.Grid {
	switch s.tabs.Selected() {
	case tabWords:
		return s.texts
	case tabHeader:
		return s.heads
	}
	return s.columns
}

// fill brings everything but the trial up to date.
func (s *Screen) fill() {
	s.filling = true
	defer func() { s.filling = false }()
	s.fillForm()
	s.fillChips()
	if s.d.simple {
		return
	}
	s.fillTabs()
	s.fillColumns()
	s.fillWords()
	s.fillHeads()
}

func (s *Screen) fillTabs() {
	read := 0
	for _, c := range s.d.columns() {
		if c.Means != "" {
			read++
		}
	}
	tabs := []part.Tab{{ID: tabColumns, Title: fmt.Sprintf("列の意味 %d/%d", read, len(s.d.columns())), Count: -1}}
	if s.d.kind() == mapping.Orders {
		words := part.Tab{ID: tabWords, Title: "状態・入金の言葉", Count: -1}
		if n := s.d.undecided(); n > 0 {
			words.Count, words.Tone = n, look.ToneReview
		}
		tabs = append(tabs, words)
	}
	title := "見出しの行（なし）"
	if h := s.d.file.Proposal.HeaderRow; h > 0 {
		title = fmt.Sprintf("見出しの行（%d行目）", h)
	}
	s.tabs.SetTabs(append(tabs, part.Tab{ID: tabHeader, Title: title, Count: -1}))
}
