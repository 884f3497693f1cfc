package orders

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/normal"
	"miseban/ui/grid"
	"miseban/ui/part"
)

// sheets shows every column of an order's rows in the files, as the mall wrote them (元の行).
type sheets struct {
	s      *Screen
	row    *desk.Row
	all    []intake.Sheet
	at     int
	panel  *part.Panel
	tabs   *part.StatusTabs
	search *part.SearchField
	empty  *widget.Check
	grid   *grid.Grid
	shown  []cell
	whole  *part.Paragraph // the chosen value, uncut
	about  *part.Text
}

// cell is one value: what a column says in one row of the file, or in all of them.
type cell struct {
	column int // from 1
	name   string
	rows   string // which rows of the file; empty = there is one only
	value  string
}

// original opens the rows of the chosen order.
func (s *Screen) original() {
	rows := s.chosen()
	if len(rows) != 1 {
		return
	}
	x := &sheets{s: s, row: rows[0]}
	s.f.Run("元のファイルを開いています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		x.all, err = intake.Original(ctx, s.f.Desk, x.row.ID)
		return err
	}, func(err error) {
		if err != nil {
			s.f.Fail(err)
			return
		}
		x.open()
	})
}

func (x *sheets) open() {
	tabs := make([]part.Tab, len(x.all))
	for i, sh := range x.all {
		tabs[i] = part.Tab{ID: strconv.Itoa(i), Title: short(sh.File, 32), Count: -1}
	}
	x.tabs = part.NewStatusTabs(tabs, func(id string) {
		x.at, _ = strconv.Atoi(id)
		x.fill()
	})
	x.search = part.NewSearchField("絞り込み　列名・値", "")
	x.search.OnSearch = func(string) { x.fill() }
	x.empty = widget.NewCheck("空の列も表示する", func(bool) { x.fill() })
	x.about, x.whole = part.NewText("", part.Quiet), part.NewNote("", part.Body)
	x.grid = grid.New([]grid.Column{{ID: "n", Title: "列", Width: 48, Align: grid.Right, NoSort: true}, {ID: "name", Title: "列名", Width: 250, NoSort: true},
		{ID: "row", Title: "行", Width: 88, NoSort: true}, {ID: "value", Title: "値", Width: 300, Grow: true, NoSort: true}})
	x.grid.OnSelect = func(*grid.Selection) { x.showWhole() }
	x.grid.OnCopy = func([]int) { x.copy() }
	x.grid.OnOpen = func(int) { x.copy() }
	x.search.OnLeave = func() { s := x.s.f.Window.Canvas(); s.Focus(x.grid) }
	value := container.NewVScroll(part.Inset(8, 20, 8, 20, x.whole))
	value.SetMinSize(fyne.NewSize(0, 74))
	head := part.VStack(0, part.Inset(0, 20, 0, 20, x.tabs), part.NewRule(),
		part.Inset(8, 20, 8, 20, part.Beside(x.search, part.HStack(12, x.empty))), part.Inset(0, 20, 6, 20, x.about))
	body := part.Dock(head, part.VStack(0, part.NewRule(), value), nil, nil, x.grid)
	copyIt := part.NewKeyButton("値をコピー", "Ctrl+C", part.Plain, x.copy)
	x.panel = part.NewPanel(x.s.f.Window.Canvas(), 940, "元の行", x.row.No+"　"+x.row.Name+" 様", body,
		part.NewNote("ファイルに書いてあったままの値です。ここでは何も変わりません。", part.Quiet), "閉じる", copyIt)
	x.panel.OnShortcut = func(s fyne.Shortcut) bool {
		if _, ok := s.(*fyne.ShortcutCopy); ok {
			x.copy()
			return true
		}
		return false
	}
	x.fill()
	x.panel.Show(x.search)
}

// fill shows the columns of the chosen file that fit the filter.
func (x *sheets) fill() {
	x.shown = nil
	missing := "この受注を載せたファイルはありません。"
	about := ""
	if x.at < len(x.all) {
		sh := x.all[x.at]
		missing = sh.Missing
		about = "取り込み " + sh.ImportedAt.Time().Format("2006/01/02 15:04")
		cells := cellsOf(sh)
		word := normal.Search(x.search.Text)
		for _, c := range cells {
			if (c.value != "" || x.empty.Checked) && (word == "" || strings.Contains(normal.Search(c.name), word) || strings.Contains(normal.Search(c.value), word)) {
				x.shown = append(x.shown, c)
			}
		}
		if missing == "" {
			about += "　" + part.Count(len(sh.Header)) + "列・" + part.Count(len(sh.Rows)) + "行　表示 " + part.Count(len(x.shown)) + "件"
		}
	}
	x.about.SetText(about)
	switch {
	case missing != "":
		x.grid.SetEmpty(part.NewEmptyState("元の行は見られません", missing))
	default:
		x.grid.SetEmpty(part.NewEmptyState("当てはまる列がありません", "絞り込みの文字を短くするか、「空の列も表示する」を選んでください。"))
	}
	f := grid.Fixed{Lines: make([]grid.Row, len(x.shown))}
	for i, c := range x.shown {
		value := grid.Text(strings.NewReplacer("\r\n", " ⏎ ", "\n", " ⏎ ").Replace(c.value))
		if c.value == "" {
			value = grid.Of(grid.Quiet, "（空）")
		}
		f.Lines[i] = grid.Row{Cells: []grid.Cell{grid.Text(strconv.Itoa(c.column)), grid.Text(c.name), grid.Of(grid.Quiet, c.rows), value}}
	}
	x.grid.SetRows(f)
	if len(x.shown) > 0 {
		x.grid.Select(0)
		return
	}
	x.showWhole()
}

// cellsOf gives the values column by column: once where all rows of the order say the same, else row by row.
func cellsOf(sh intake.Sheet) []cell {
	var out []cell
	wide := len(sh.Header)
	for _, r := range sh.Rows {
		wide = max(wide, len(r.Cells))
	}
	at := func(r intake.SheetRow, i int) string {
		if i < len(r.Cells) {
			return r.Cells[i]
		}
		return ""
	}
	for i := range wide {
		if len(sh.Rows) == 0 {
			break
		}
		c := cell{column: i + 1, name: "（列名なし）", value: at(sh.Rows[0], i)}
		if i < len(sh.Header) && sh.Header[i] != "" {
			c.name = sh.Header[i]
		}
		same := true
		for _, r := range sh.Rows[1:] {
			same = same && at(r, i) == c.value
		}
		if same {
			if len(sh.Rows) > 1 {
				c.rows = "全行"
			}
			out = append(out, c)
			continue
		}
		for _, r := range sh.Rows {
			c.rows, c.value = strconv.Itoa(r.Number)+"行目", at(r, i)
			out = append(out, c)
		}
	}
	return out
}

func (x *sheets) chosen() (cell, bool) {
	rows := x.grid.Selection().Rows()
	if len(rows) == 0 || rows[0] >= len(x.shown) {
		return cell{}, false
	}
	return x.shown[rows[0]], true
}

func (x *sheets) showWhole() {
	c, ok := x.chosen()
	text := "列を選ぶと、ここに値の全文が出ます。"
	style := part.Quiet
	if ok && c.value != "" {
		text, style = c.value, part.Body
	}
	x.whole.SetRuns(part.Run{Text: text, Style: style})
}

// copy puts the chosen values on the clipboard, one a line.
func (x *sheets) copy() {
	var values []string
	for _, i := range x.grid.Selection().Rows() {
		if i < len(x.shown) {
			values = append(values, x.shown[i].value)
		}
	}
	if len(values) == 0 {
		return
	}
	fyne.CurrentApp().Clipboard().SetContent(strings.Join(values, "\n"))
	x.about.SetText("「" + short(strings.ReplaceAll(values[0], "\n", " "), 30) + "」をコピーしました。")
}
