// Package imported is the page after an import (取り込み結果): every row of every file has its place, what was refused says
// why, what changed says what, and what could not be taken says what can be done about it at once. It decides nothing.
package imported

import (
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/app/flow/intake"
	"miseban/app/judge"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Window is what the window does for this page.
type Window interface {
	Folder(title, start string, do func(path string)) // asks for a folder
	Show(path string) error                           // opens a file in its own program
	// Import takes files in and gives the report back; before the first import it asks from when on orders are to do.
	Import(paths []string, o intake.Options, done func(intake.Report))
	// Explain opens the page on which the owner says what a file's columns mean.
	Explain(path string)
}

// Screen is the page; it is opened by an import, not from the rail.
type Screen struct {
	f      *frame.Frame
	w      Window
	root   *fyne.Container
	report intake.Report
	took   string
	gen    int
	read   read // what is known beyond the report

	files, refused, changes *list
	lines                   []line    // of the table of changes
	bad                     []problem // of the table of refused rows
	written                 []string  // the files of refused rows that were written
	scroll                  *container.Scroll
	told                    func() // takes the line about written files away
}

// New makes the page.
func New(f *frame.Frame, w Window) *Screen {
	return &Screen{f: f, w: w, root: container.NewStack()}
}

// ID is the page's name.
func (s *Screen) ID() string { return "imported" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Show takes the report of an import; took says how long it was, empty for an import of the past.
func (s *Screen) Show(r intake.Report, took string) {
	s.report, s.took, s.read, s.written, s.scroll = r, took, read{}, nil, nil
	s.build()
	s.Refresh()
}

// Took puts the report of a file that was taken in once more into the place of the one that it could not be taken by. A
// file that is not on the page gets a page of its own.
func (s *Screen) Took(path string, r intake.Report) {
	for i, f := range s.report.Files {
		if f.Path() != path || f.Error == "" || len(r.Files) == 0 {
			continue
		}
		files := append([]intake.FileReport{}, s.report.Files[:i]...)
		files = append(append(files, r.Files...), s.report.Files[i+1:]...)
		o := &s.report.Orders
		o.New, o.Changed, o.Same, o.Refused = o.New+r.Orders.New, o.Changed+r.Orders.Changed, o.Same+r.Orders.Same, o.Refused+r.Orders.Refused
		s.report.Files, s.read = files, read{}
		s.build()
		s.Refresh()
		return
	}
	s.Show(r, "")
}

// Key goes on to the questions with Enter.
func (s *Screen) Key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
		s.f.Open("today")
		return true
	}
	return false
}

// Rune writes the refused rows out with E.
func (s *Screen) Rune(r rune) bool {
	if (r == 'e' || r == 'E' || r == 'ｅ') && len(s.exportable()) > 0 {
		s.export()
		return true
	}
	return false
}

// Undo takes the whole import back and tells that it did: while it is the newest that was done, Ctrl+Z means all its files.
func (s *Screen) Undo() bool {
	if !s.read.newest || len(s.entries()) == 0 {
		return false
	}
	s.undo()
	return true
}

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	out := []part.Command{{Title: "取り込み：今日の質問へ", Key: "Enter", Do: func() { s.f.Open("today") }}}
	if len(s.exportable()) > 0 {
		out = append(out, part.Command{Title: "取り込み：読めなかった行をファイルに書き出す", Key: "E", Words: "kakidashi export naosu", Do: s.export})
	}
	if len(s.entries()) > 0 {
		out = append(out, part.Command{Title: "取り込み：この取り込みを元に戻す", Key: s.undoKey(), Words: "undo modosu", Do: s.undo})
	}
	return out
}

func (s *Screen) undoKey() string {
	if s.read.newest {
		return "Ctrl+Z"
	}
	return ""
}

// build makes the tables anew, as large as the report needs them.
func (s *Screen) build() {
	s.files = s.filesTable()
	s.refused = s.refusedTable()
	s.changes = s.changesTable()
}

// Refresh draws the report, and reads what has become of the import since.
func (s *Screen) Refresh() {
	if s.files == nil {
		s.build()
	}
	s.draw()
	s.lookUp()
}

// manyNew is from how many new orders on the page leads to the first day's proposals, as long as there are no rules.
const manyNew = 150

func (s *Screen) draw() {
	_, counts := s.report.Totals()
	back := part.NewKeyButton("この取り込みを元に戻す", s.undoKey(), part.Plain, s.undo)
	back.SetEnabled(len(s.entries()) > 0)
	acts := []fyne.CanvasObject{back}
	if s.f.Desk.Rules().Version == 0 && s.report.Orders.New >= manyNew {
		acts = append(acts, part.NewKeyButton("はじめの提案", "", part.Plain, func() { s.f.Open("firstday") }))
	}
	acts = append(acts, part.NewKeyButton("今日の質問へ", "Enter", part.Primary, func() { s.f.Open("today") }))
	top := part.NewTopBar("取り込み結果", s.about(), acts...)
	box := part.VStack(12)
	if len(s.report.Files) == 0 {
		box.Add(s.nothing())
	} else {
		s.fillFiles()
		s.fillChanges()
		if s.read.undone {
			box.Add(part.NewCardInset(part.CardNotice, 8, 12, part.NewNote("この取り込みは、元に戻してあります。下は取り込んだときの結果です。", part.Body)))
		}
		box.Add(s.sums())
		for _, o := range []fyne.CanvasObject{s.late(), s.failed(), s.filesPart(), s.refusedPart(counts.Refused), s.changesPart()} {
			if o != nil {
				box.Add(o)
			}
		}
	}
	foot := "元のファイルは取り込みと一緒に保存されています。ファイルそのものは書き換えません。"
	at := fyne.Position{}
	if s.scroll != nil {
		at = s.scroll.Offset
	}
	s.scroll = container.NewVScroll(part.Inset(14, 16, 14, 16, box))
	s.root.Objects = []fyne.CanvasObject{part.Dock(top, part.NewFootLine(foot, ""), nil, nil, s.scroll)}
	s.root.Refresh()
	s.scroll.ScrollToOffset(at)
}

// about says when the import was, of how many files, and how long it took.
func (s *Screen) about() string {
	text := fmt.Sprintf("%dファイル", len(s.report.Files))
	if s.read.at != 0 {
		t := s.read.at
		text = t.Date().Long() + " " + t.Time().Format("15:04") + "　" + text
	}
	if s.took != "" {
		text += "　" + s.took
	}
	return text
}

func (s *Screen) nothing() fyne.CanvasObject {
	text := "選んだものの中に、読めるファイルがありませんでした。何も変更していません。"
	if s.report.Passed > 0 {
		text = fmt.Sprintf("フォルダの中の %s個のファイルに、受注ファイルはありませんでした。何も変更していません。モールからダウンロードしたCSV・Excelを選んでください。", part.Count(s.report.Passed))
	}
	return part.NewEmptyState("取り込むファイルがありません", text, part.Action{Label: "ファイルを選ぶ", Hint: "Ctrl+O", Do: func() { s.f.Import(nil) }})
}

func (s *Screen) sums() fyne.CanvasObject {
	rows, _ := s.report.Totals()
	orders := s.report.Orders
	figure := func(label string, n int, style part.Style, follow func()) fyne.CanvasObject {
		var name fyne.CanvasObject = part.NewText(label, part.Quiet)
		if n == 0 {
			style = part.Figure.In(look.Secondary)
		} else if follow != nil {
			name = part.NewLink(label, part.Quiet, follow)
		}
		return part.VStack(0, part.HStack(0, name), part.NewText(part.Count(n), style))
	}
	c := s.f.Desk.Counts()
	state := func(text string, n int, st judge.Status) fyne.CanvasObject {
		text += " " + part.Count(n) + "件"
		if n == 0 {
			return part.NewText(text, part.Strong)
		}
		return part.NewLink(text, part.Strong, func() { s.f.Status(st.ID()) })
	}
	all := "すべての行に行き先があります。"
	if rows == 0 {
		all = "読んだ行はありません。"
	}
	return part.NewCard(part.CardPlain, part.HStack(16, figure("読んだ行", rows, part.Figure, nil), part.NewText("→", part.Figure), figure("受注", orders.Sum(), part.Figure, nil), part.NewText("＝", part.Figure),
		figure("新しい受注", orders.New, part.Figure.In(look.Good), func() { s.f.Open("orders") }),
		figure("変わった受注", orders.Changed, part.Figure.In(look.Warn), func() { s.to(s.changes) }),
		figure("同じ", orders.Same, part.Figure, nil), figure("拒否", orders.Refused, part.Figure.In(look.Error), func() { s.to(s.refused) }), layout.NewSpacer(),
		part.VStack(2, part.HStack(10, layout.NewSpacer(), state("いま出せる", c[judge.ReadyToPrint], judge.ReadyToPrint), state("確認待ち", c[judge.NeedsReview], judge.NeedsReview)),
			part.NewTextRight(all, part.Quiet))))
}

// to leads to a table on the page.
func (s *Screen) to(t *list) {
	if t == nil || len(t.rows.Lines) == 0 {
		return
	}
	driver := fyne.CurrentApp().Driver()
	y := driver.AbsolutePositionForObject(t.o).Y - driver.AbsolutePositionForObject(s.scroll.Content).Y
	s.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y-48)))
	s.f.Window.Canvas().Focus(t.g)
	t.g.Select(0)
}

// fewest is the number of rows up to which a table is as high as they are; a longer one scrolls by itself, so that only the
// rows in sight are drawn.
const fewest = 12

// list is a grid on the page and what it tells of the row that is chosen.
type list struct {
	g    *grid.Grid
	o    fyne.CanvasObject
	note *part.Paragraph
	rows grid.Fixed
}

func newTable(columns []grid.Column, n int, chosen func(row int) []part.Run) *list {
	t := &list{note: part.NewParagraph()}
	if n <= fewest {
		t.g = grid.NewTable(columns)
		t.o = t.g
	} else {
		t.g = grid.New(columns)
		t.o = container.New(tall(27+look.RowHeight*fewest), t.g)
	}
	t.note.Hide()
	t.g.OnSelect = func(sel *grid.Selection) {
		rows := sel.Rows()
		if len(rows) != 1 || rows[0] >= len(t.rows.Lines) {
			t.note.Hide()
			return
		}
		t.note.SetRuns(chosen(rows[0])...)
		t.note.Show()
		t.note.Refresh()
	}
	return t
}

func (t *list) set(rows grid.Fixed) { t.rows = rows; t.g.SetRows(rows) }

// tall gives an object a height of its own.
type tall float32

// MinSize is Fyne's.
func (t tall) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, float32(t))
}

// Layout is Fyne's.
func (t tall) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// open opens a file in its own program.
func (s *Screen) open(path string) {
	s.f.Go(func() {
		if err := s.w.Show(path); err != nil {
			fyne.Do(func() {
				s.f.Warn("「" + filepath.Base(path) + "」を開けませんでした。フォルダから開いてください：" + path)
			})
		}
	})
}
