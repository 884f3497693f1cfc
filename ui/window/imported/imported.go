// Package imported is the page after an import (取り込み結果): every row of every file has its place, what was refused says
// why, what changed says what.
package imported

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/app/flow/intake"
	"miseban/app/judge"
	"miseban/app/table"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Screen is the page; it is opened by an import, not from the rail.
type Screen struct {
	f      *frame.Frame
	root   *fyne.Container
	report intake.Report
	took   string
	unsure bool // the points that were never seen in a real file are spread out
}

// New makes the page.
func New(f *frame.Frame) *Screen { return &Screen{f: f, root: container.NewStack()} }

// ID is the page's name.
func (s *Screen) ID() string { return "imported" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Show takes the report of an import; took says how long it was.
func (s *Screen) Show(r intake.Report, took string) {
	s.report, s.took = r, took
	s.Refresh()
}

// Key goes on to the questions with Enter.
func (s *Screen) Key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
		s.f.Open("today")
		return true
	}
	return false
}

// Rune has nothing of its own here.
func (s *Screen) Rune(rune) bool { return false }

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	return []part.Command{{Title: "取り込み：この取り込みを元に戻す", Do: s.undo}, {Title: "取り込み：今日の質問へ", Key: "Enter", Do: func() { s.f.Open("today") }}}
}

// entries is how many of the files can be taken back.
func (s *Screen) entries() int {
	n := 0
	for _, f := range s.report.Files {
		if f.Entry != 0 {
			n++
		}
	}
	return n
}

func (s *Screen) undo() {
	for i := len(s.report.Files) - 1; i >= 0; i-- {
		if e := s.report.Files[i].Entry; e != 0 {
			s.f.UndoEntry(e)
			s.report.Files[i].Entry = 0
		}
	}
}

// Refresh draws the report.
func (s *Screen) Refresh() {
	rows, counts := s.report.Totals()
	orders := s.report.Orders
	back := part.NewKeyButton("この取り込みを元に戻す", "", part.Plain, s.undo)
	back.SetEnabled(s.entries() > 0)
	top := part.NewTopBar("取り込み結果", fmt.Sprintf("%dファイル　%s", len(s.report.Files), s.took),
		back, part.NewKeyButton("今日の質問へ", "Enter", part.Primary, func() { s.f.Open("today") }))
	box := part.VStack(12, s.sums(rows, orders), s.files())
	if o := s.failed(); o != nil {
		box.Add(o)
	}
	if counts.Refused > 0 {
		box.Add(s.problems(counts.Refused))
	}
	if o := s.changed(); o != nil {
		box.Add(o)
	}
	if o := s.unproven(); o != nil {
		box.Add(o)
	}
	s.root.Objects = []fyne.CanvasObject{part.Dock(top, part.NewFootLine("元のファイルは取り込みと一緒に保存されています。ファイルそのものは書き換えません。", ""), nil, nil,
		container.NewVScroll(part.Inset(14, 16, 14, 16, box)))}
	s.root.Refresh()
}

func (s *Screen) sums(rows int, orders intake.Counts) fyne.CanvasObject {
	figure := func(label string, n int, style part.Style) fyne.CanvasObject {
		if n == 0 {
			style = part.Figure.In(look.Secondary)
		}
		return part.VStack(0, part.NewText(label, part.Quiet), part.NewText(part.Count(n), style))
	}
	c := s.f.Desk.Counts()
	waiting := c[judge.NeedsReview]
	ready := c[judge.ReadyToPrint]
	all := "すべての行に行き先があります。"
	if rows == 0 {
		all = "読んだ行はありません。"
	}
	return part.NewCard(part.CardPlain, part.HStack(30, figure("読んだ行", rows, part.Figure), part.NewText("→", part.Figure), figure("受注", orders.Sum(), part.Figure), part.NewText("＝", part.Figure),
		figure("新しい受注", orders.New, part.Figure.In(look.Good)), figure("変わった受注", orders.Changed, part.Figure.In(look.Warn)),
		figure("同じ", orders.Same, part.Figure), figure("拒否", orders.Refused, part.Figure.In(look.Error)), layout.NewSpacer(),
		part.VStack(0, part.NewTextRight(fmt.Sprintf("いま出せる %d件 · 確認待ち %d件", ready, waiting), part.Strong), part.NewTextRight(all, part.Quiet))))
}

func (s *Screen) files() fyne.CanvasObject {
	right := func(id, title string) grid.Column {
		return grid.Column{ID: id, Title: title, Width: 52, Align: grid.Right, NoSort: true}
	}
	g := grid.NewTable([]grid.Column{{ID: "file", Title: "ファイル", Width: 250, NoSort: true}, {ID: "format", Title: "形式", Width: 250, Grow: true, NoSort: true}, {ID: "shop", Title: "店舗", Width: 100, NoSort: true},
		{ID: "code", Title: "文字コード", Width: 84, NoSort: true}, right("rows", "行"), right("new", "新規"), right("changed", "更新"), right("same", "同じ"), right("bad", "拒否")})
	var lines []grid.Row
	for _, f := range s.report.Files {
		if f.Error != "" {
			lines = append(lines, grid.Row{Cells: []grid.Cell{grid.Text(f.File), grid.Join(grid.Span{Text: "取り込めません", Kind: grid.Pill, Tone: look.ToneError})}})
			continue
		}
		sure, tone := "確実", look.TonePrint
		if len(f.Unsure) > 0 {
			sure, tone = "未検証", look.ToneReview
		}
		form := []grid.Span{{Text: f.Name}, {Text: sure, Kind: grid.Pill, Tone: tone}}
		if f.Again {
			form = append(form, grid.Span{Text: "前と同じ", Kind: grid.Chip})
		}
		refused := grid.Text("0")
		if f.Orders.Refused > 0 {
			refused = grid.Of(grid.Alarm, strconv.Itoa(f.Orders.Refused))
		}
		lines = append(lines, grid.Row{Cells: []grid.Cell{grid.Text(f.File), grid.Join(form...), grid.Text(f.Shop), grid.Text(encodingName(f.Encoding)), grid.Text(part.Count(f.Rows)),
			grid.Text(part.Count(f.Orders.New)), grid.Text(part.Count(f.Orders.Changed)), grid.Text(part.Count(f.Orders.Same)), refused}})
	}
	g.SetRows(grid.Fixed{Lines: lines})
	return g
}

func encodingName(e string) string {
	switch table.Encoding(e) {
	case table.CP932:
		return "Shift_JIS"
	case table.UTF8, table.UTF8BOM:
		return "UTF-8"
	case table.UTF16:
		return "UTF-16"
	}
	return e
}

func (s *Screen) failed() fyne.CanvasObject {
	box := part.VStack(6, part.NewText("取り込めなかったファイル", part.Strong))
	n := 0
	for _, f := range s.report.Files {
		if f.Error != "" {
			n++
			box.Add(part.NewFactWide(f.File, 270, part.NewNote(f.Error, part.Body)))
		}
	}
	if n == 0 {
		return nil
	}
	return part.NewCard(part.CardError, box)
}

// most is how many lines a card lists; the rest is counted.
const most = 30

func (s *Screen) problems(rows int) fyne.CanvasObject {
	box := part.VStack(6, part.NewParagraph(part.Run{Text: fmt.Sprintf("読めなかった行　%d　", rows), Style: part.Strong}, part.Run{Text: "その行の受注だけを見送りました。ほかの受注は取り込んであります。", Style: part.Quiet}))
	n := 0
	for _, f := range s.report.Files {
		for _, p := range f.Problems {
			if n++; n > most {
				continue
			}
			where := fmt.Sprintf("%s %d行目", f.File, p.Row)
			what := p.Message
			if p.Value != "" {
				what = "「" + p.Value + "」" + what
			}
			if p.Column != "" {
				what = p.Column + "：" + what
			}
			box.Add(part.NewFactWide(where, 270, part.NewNote(what, part.Body)))
			box.Add(part.NewRuleSoft())
		}
	}
	if n > most {
		box.Add(part.NewNote(fmt.Sprintf("ほか %d件", n-most), part.Quiet))
	}
	return part.NewCard(part.CardPlain, box)
}

func (s *Screen) changed() fyne.CanvasObject {
	box := part.VStack(6)
	n := 0
	for _, f := range s.report.Files {
		for _, c := range f.Changed {
			if n++; n > most {
				continue
			}
			var parts []string
			for _, x := range c.Changes {
				parts = append(parts, fmt.Sprintf("%s：%s → %s", x.Field, blank(x.Old), blank(x.New)))
			}
			id := c.OrderID
			box.Add(part.NewFactWide(c.OrderNo, 270, part.Beside(part.NewNote(strings.Join(parts, "\n"), part.Body),
				part.HStack(8, part.NewPill(c.Status, toneOf(c.Status)), part.NewLink("開く", part.Quiet, func() { s.f.Find(id) })))))
			box.Add(part.NewRuleSoft())
		}
	}
	if n == 0 {
		return nil
	}
	if n > most {
		box.Add(part.NewNote(fmt.Sprintf("ほか %d件", n-most), part.Quiet))
	}
	return part.NewCard(part.CardPlain, part.VStack(8, part.NewText(fmt.Sprintf("変わった受注　%d", n), part.Strong), box))
}

func blank(s string) string {
	if s == "" {
		return "（なし）"
	}
	return s
}

func toneOf(name string) look.Tone {
	for _, st := range judge.Statuses() {
		if st.Name() == name {
			return frame.Tone(st)
		}
	}
	return look.ToneNeutral
}

// unproven are the points of the formats that were never seen in a real file: one line, and all of them when she wants.
func (s *Screen) unproven() fyne.CanvasObject {
	box := part.VStack(4)
	seen := map[string]bool{}
	for _, f := range s.report.Files {
		for _, u := range f.Unsure {
			if !seen[u] {
				seen[u] = true
				box.Add(part.NewFactWide(f.Name, 270, part.NewNote(u, part.Quiet)))
			}
		}
		if len(f.Unknown) > 0 {
			box.Add(part.NewFactWide(f.File, 270, part.NewNote("知らない列（読んでいません）："+strings.Join(f.Unknown, "、"), part.Quiet)))
		}
	}
	if len(seen) == 0 && len(box.Objects) == 0 {
		return nil
	}
	label := "表示する"
	if s.unsure {
		label = "隠す"
	}
	head := part.Beside(part.NewParagraph(part.Run{Text: fmt.Sprintf("未検証の項目　%d　", len(box.Objects)), Style: part.Strong}, part.Run{Text: "実物のファイルでまだ確かめていない点です。", Style: part.Quiet}),
		part.NewLink(label, part.Quiet, func() { s.unsure = !s.unsure; s.Refresh() }))
	if !s.unsure {
		return part.NewCard(part.CardPlain, head)
	}
	return part.NewCard(part.CardPlain, part.VStack(8, head, box))
}
