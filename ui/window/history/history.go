// Package history is the area 履歴: everything that was done, newest first, what each act touched, and the way back from it.
// Whether something can be taken back is decided by the use case.
package history

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/flow/intake"
	"miseban/app/flow/revert"
	"miseban/app/jst"
	"miseban/app/normal"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// reach is how many acts are listed: years of a busy shop.
const reach = 20_000

// Screen is the area 履歴.
type Screen struct {
	f      *frame.Frame
	root   *fyne.Container
	search *part.SearchField
	tabs   *part.StatusTabs
	grid   *grid.Grid
	pane   *fyne.Container
	gen    int
	paned  int
	all    []revert.Done
	shown  []revert.Done
	back   *part.KeyButton
}

// New makes the area.
func New(f *frame.Frame) *Screen {
	s := &Screen{f: f, root: container.NewStack(), pane: container.NewStack()}
	s.tabs = part.NewStatusTabs(nil, func(string) { s.fill() })
	s.search = part.NewSearchField("検索　操作・注文番号・ファイル名", "")
	s.search.OnSearch = func(string) { s.fill() }
	s.search.OnLeave = func() { s.f.Window.Canvas().Focus(s.grid) }
	s.grid = grid.New([]grid.Column{{ID: "when", Title: "日時", Width: 128}, {ID: "what", Title: "操作", Width: 300, Grow: true},
		{ID: "n", Title: "件数", Width: 64, Align: grid.Right}, {ID: "state", Title: "状態", Width: 120}})
	s.grid.OnSelect = func(*grid.Selection) { s.showPane() }
	s.grid.SetEmpty(part.NewEmptyState("まだ何もしていません", "取り込み・確認・印刷・設定の変更などが、ここに新しい順に並びます。どれも、ここから元に戻せます。",
		part.Action{Label: "ファイルを取り込む", Hint: "Ctrl+O", Do: func() { f.Import(nil) }}))
	s.back = part.NewKeyButton("この操作を元に戻す", "Delete", part.Primary, s.undo)
	top := part.VStack(0, part.NewTopBar("履歴", "操作を選ぶと、中身と、元に戻したときにどうなるかが出ます", container.NewGridWrap(fyne.NewSize(280, 30), s.search), s.back), part.TabBar(s.tabs))
	s.root.Objects = []fyne.CanvasObject{part.Dock(top, part.NewFootLine("印刷した紙・書き出したファイル・送ったメールは戻りません。そのほかは、あとで変更していないものがすべて戻ります。", ""), nil, nil,
		container.New(part.Sides{Right: 400}, s.grid, container.NewStack(part.NewGround(look.Surface), part.Dock(nil, nil, part.NewRule(), nil, s.pane))))}
	return s
}

// ID is the area's name.
func (s *Screen) ID() string { return "history" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Key takes the chosen act back with Delete.
func (s *Screen) Key(ev *fyne.KeyEvent) bool {
	if ev.Name == fyne.KeyDelete && !s.back.Disabled() {
		s.undo()
		return true
	}
	return false
}

// Rune has nothing of its own here.
func (s *Screen) Rune(rune) bool { return false }

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	return []part.Command{{Title: "履歴：選んだ操作を元に戻す", Key: "Delete", Words: "undo rireki", Do: s.undo}}
}

// Refresh reads the history anew.
func (s *Screen) Refresh() {
	s.gen++
	mine := s.gen
	s.f.Go(func() {
		all, err := revert.Timeline(s.f.Ctx, s.f.Desk, reach)
		fyne.Do(func() {
			if mine != s.gen {
				return
			}
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.all = all
			n := map[string]int{}
			for _, d := range all {
				n[group(d)]++
			}
			tabs := []part.Tab{{ID: "", Title: "すべて", Count: len(all)}}
			for _, g := range groups {
				if n[g.id] > 0 {
					tabs = append(tabs, part.Tab{ID: g.id, Title: g.name, Count: n[g.id]})
				}
			}
			s.tabs.SetTabs(tabs)
			s.fill()
		})
	})
}

// groups are the tabs, by kinds of act.
var groups = []struct {
	id, name string
	kinds    []string
}{
	{"import", "取り込み", []string{"import", "enter"}},
	{"orders", "受注", []string{"accept", "hold", "ask", "paid", "cancel", "answer", "correct", "show_prices", "prices", "slip_note", "payments"}},
	{"ship", "印刷・出荷", []string{"print", "printed", "shipped", "notified", "ship_out"}},
	{"goods", "商品・発注", []string{"products", "stock", "suppliers", "purchase", "receipt", "codes", "maker_stock"}},
	{"settings", "設定", nil},
	{"undo", "元に戻した", []string{"undo"}},
}

func group(d revert.Done) string {
	for _, g := range groups {
		for _, k := range g.kinds {
			if k == d.Kind {
				return g.id
			}
		}
	}
	return "settings"
}

func (s *Screen) fill() {
	word := normal.Search(s.search.Text)
	want := s.tabs.Selected()
	undone := map[int64]bool{}
	s.shown = s.shown[:0:0]
	var f grid.Fixed
	for _, d := range s.all {
		if d.Undoes != 0 {
			undone[d.Undoes] = true
		}
		if want != "" && group(d) != want || word != "" && !strings.Contains(normal.Search(d.Title), word) {
			continue
		}
		s.shown = append(s.shown, d)
		state := grid.Text("")
		switch {
		case d.UndoneBy != 0:
			state = grid.Status("元に戻した", look.ToneCancelled)
		case d.Undoes != 0:
			state = grid.Text("")
		case !d.CanUndo():
			state = grid.Text("記録のみ")
		}
		n := ""
		if d.Changes > 0 {
			n = part.Count(d.Changes)
		}
		f.Lines = append(f.Lines, grid.Row{Faint: d.UndoneBy != 0, Cells: []grid.Cell{grid.Text(clock(d.At)), grid.Text(d.Title), grid.Text(n), state}})
		f.Keys = append(f.Keys, strconv.FormatInt(d.Entry, 10))
	}
	s.grid.SetRows(f)
	if s.grid.Selection().Count() == 0 && len(f.Lines) > 0 {
		s.grid.Select(0)
		return
	}
	s.showPane()
}

func clock(m jst.Moment) string { return m.Time().Format("2006/01/02 15:04") }

func (s *Screen) chosen() (revert.Done, bool) {
	rows := s.grid.Selection().Rows()
	if len(rows) != 1 || rows[0] >= len(s.shown) {
		return revert.Done{}, false
	}
	return s.shown[rows[0]], true
}

func (s *Screen) undo() {
	if d, ok := s.chosen(); ok && d.CanUndo() {
		s.f.UndoEntry(d.Entry)
	}
}

// showPane shows what the chosen act did; read in the background, a late answer is dropped.
func (s *Screen) showPane() {
	s.paned++
	mine := s.paned
	d, ok := s.chosen()
	s.back.SetEnabled(ok && d.CanUndo())
	if !ok {
		s.setPane(part.NewNote("操作を選ぶと、ここに中身が出ます。", part.Quiet))
		return
	}
	s.f.Go(func() {
		parts, err := revert.Parts(s.f.Ctx, s.f.Desk, d.Entry)
		fyne.Do(func() {
			switch {
			case mine != s.paned:
			case err != nil:
				s.setPane(part.NewNote(frame.Sentence(err), part.Body))
			default:
				s.setPane(s.donePane(d, parts))
			}
		})
	})
}

func (s *Screen) setPane(o fyne.CanvasObject) {
	s.pane.Objects = []fyne.CanvasObject{container.NewVScroll(part.Inset(12, 14, 12, 14, o))}
	s.pane.Refresh()
}

// most is how many rows of an act the pane lists.
const most = 40

func (s *Screen) donePane(d revert.Done, parts []revert.Part) fyne.CanvasObject {
	box := part.VStack(6, part.NewNote(clock(d.At), part.Quiet), part.NewNote(d.Title, part.Title))
	later := 0
	for _, p := range parts {
		if p.Later {
			later++
		}
	}
	say := func(kind part.CardKind, text string) {
		box.Add(part.NewCardInset(kind, 8, 10, part.NewNote(text, part.Body)))
	}
	switch {
	case d.UndoneBy != 0:
		say(part.CardPlain, "この操作は、あとで元に戻しました。")
	case d.Undoes != 0:
		say(part.CardPlain, "前の操作を元に戻した記録です。")
	case !d.CanUndo():
		say(part.CardPlain, "元に戻すものがない記録です（紙・ファイル・メールは戻りません）。")
	case later > 0:
		say(part.CardNotice, fmt.Sprintf("元に戻すと %s件が戻り、あとで変更した %s件はそのままになります。", part.Count(len(parts)-later), part.Count(later)))
	default:
		say(part.CardNotice, fmt.Sprintf("元に戻すと、%s件がすべて前の状態になります。", part.Count(d.Changes)))
	}
	if d.Batch != 0 {
		box.Add(part.NewKeyButton("取り込み結果を見る", "", part.Plain, func() { s.results(d.Batch) }))
	}
	box.Add(part.NewRule())
	for i, p := range parts {
		if i == most {
			box.Add(part.NewNote(fmt.Sprintf("ほか %s件", part.Count(d.Changes-most)), part.Quiet))
			break
		}
		what := p.What + "：" + p.Fate
		if p.Later {
			what += "（あとで変更）"
		}
		if p.OrderNo == "" {
			box.Add(part.NewNote(what, part.Body))
			continue
		}
		id := p.OrderID
		box.Add(part.Beside(part.NewNote(p.OrderNo+"\n"+what, part.Body), part.NewLink("開く", part.Quiet, func() { s.f.Find(id) })))
	}
	return box
}

// results opens the page that the import showed then.
func (s *Screen) results(batch int64) {
	var r intake.Report
	s.f.Run("取り込み結果を開いています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		r, err = intake.ReportOf(ctx, s.f.Desk, batch)
		return err
	}, func(err error) {
		if err != nil {
			s.f.Fail(err)
			return
		}
		s.f.Results(r)
	})
}
