package grid

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"miseban/ui/look"
)

// book is a shop's orders, their view-models made when they are asked for.
type book struct {
	n     int
	order func(int) int
}

func (b book) Len() int { return b.n }

func (b book) at(i int) int {
	if b.order != nil {
		return b.order(i)
	}
	return i
}

func (b book) Key(i int) string { return fmt.Sprintf("楽天/%d", b.at(i)) }

func (b book) Row(i int) Row {
	i = b.at(i)
	tones := []look.Tone{look.ToneReview, look.TonePrint, look.TonePayment, look.ToneCancelled}
	words := []string{"確認待ち", "印刷待ち", "入金待ち", "キャンセル"}
	return Row{Cells: []Cell{
		Text("楽天"), Text(fmt.Sprintf("123456-20261130-%010d", i)), Text("11/30 08:24"), Text("山﨑 美咲"),
		Text(fmt.Sprint(i%9 + 1)), Text("13,190"), Status(words[i%4], tones[i%4]), Tags("ギフト", "複数届け先"),
		Of(Quiet, "コメント「金額の分かるものは入れないでください。」に初めての文があります"),
		Text("クレジットカード"), Text("宅急便"), Text("愛知県名古屋市中区栄 3-4-5"),
	}}
}

func columns() []Column {
	return []Column{
		{ID: "shop", Title: "店舗", Width: 68, Always: true}, {ID: "number", Title: "注文番号", Width: 121, KeepEnd: true},
		{ID: "at", Title: "注文日時", Width: 86}, {ID: "name", Title: "注文者", Width: 84},
		{ID: "lines", Title: "点数", Width: 45, Align: Right}, {ID: "total", Title: "請求額", Width: 76, Align: Right},
		{ID: "status", Title: "ステータス", Width: 118}, {ID: "flags", Title: "判定", Width: 136, NoSort: true},
		{ID: "reason", Title: "理由", Width: 160, Grow: true}, {ID: "pay", Title: "支払", Width: 110},
		{ID: "method", Title: "配送", Width: 80}, {ID: "address", Title: "住所", Width: 160},
	}
}

// open shows a grid over n orders in a window with room for 25 rows, focused.
func open(t testing.TB, n int) (*Grid, fyne.Window) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	g := New(columns())
	g.SetRows(book{n: n})
	w := test.NewTempWindow(t, g)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1000, headerHeight+25*look.RowHeight))
	w.Canvas().Focus(g)
	return g, w
}

func press(g *Grid, keys ...fyne.KeyName) {
	for _, k := range keys {
		g.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func shifted(g *Grid, keys ...fyne.KeyName) {
	g.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(g, keys...)
	g.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

func wantMarked(t *testing.T, g *Grid, what string, want ...int) {
	t.Helper()
	if got := g.Selection().Rows(); !slices.Equal(got, want) {
		t.Errorf("%s: marked %v, want %v", what, got, want)
	}
}

func TestTheWholeListIsWorkedByKeyboard(t *testing.T) {
	g, _ := open(t, 100)
	calls := 0
	g.OnSelect = func(*Selection) { calls++ }
	press(g, fyne.KeyDown)
	wantMarked(t, g, "the first ↓ marks the first row", 0)
	press(g, fyne.KeyDown, fyne.KeyDown)
	wantMarked(t, g, "↓↓", 2)
	shifted(g, fyne.KeyDown, fyne.KeyDown)
	wantMarked(t, g, "Shift+↓↓", 2, 3, 4)
	shifted(g, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	wantMarked(t, g, "Shift+↑↑↑ turns round", 1, 2)
	press(g, fyne.KeyEnd)
	wantMarked(t, g, "End", 99)
	if top, height := g.viewport(); top+height < 100*look.RowHeight {
		t.Errorf("End left the last row out of sight: %.0f + %.0f", top, height)
	}
	press(g, fyne.KeyPageUp)
	wantMarked(t, g, "PageUp goes 24 of 25 rows", 75)
	press(g, fyne.KeyHome)
	wantMarked(t, g, "Home", 0)
	press(g, fyne.KeyPageDown, fyne.KeySpace)
	wantMarked(t, g, "Space takes the mark away")
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	if g.Selection().Count() != 100 {
		t.Errorf("Ctrl+A marked %d of 100", g.Selection().Count())
	}
	if calls == 0 {
		t.Error("nobody was told of the selection")
	}
	opened := -1
	g.OnOpen = func(row int) { opened = row }
	press(g, fyne.KeyHome, fyne.KeyReturn)
	if opened != 0 {
		t.Errorf("Enter opened %d, want the first row", opened)
	}
}

func TestMarkingWithTheMouse(t *testing.T) {
	g, w := open(t, 100)
	click := func(row int, mod fyne.KeyModifier) {
		ev := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: mod}
		ev.Position = fyne.NewPos(200, look.RowHeight*float32(row)+10)
		g.body.MouseDown(ev)
		g.body.MouseUp(ev)
		g.body.Tapped(&ev.PointEvent)
	}
	click(4, 0)
	wantMarked(t, g, "click", 4)
	click(6, fyne.KeyModifierShift)
	wantMarked(t, g, "Shift+click", 4, 5, 6)
	click(9, fyne.KeyModifierControl)
	wantMarked(t, g, "Ctrl+click", 4, 5, 6, 9)
	if w.Canvas().Focused() != fyne.Focusable(g) {
		t.Error("after a click the arrows don't reach the list")
	}
	opened := 0
	g.OnOpen = func(int) { opened++ }
	click(7, 0)
	click(7, 0)
	if opened != 1 {
		t.Errorf("a double click opened %d times", opened)
	}
	click(8, 0)
	click(9, 0)
	if opened != 1 {
		t.Error("two clicks on two rows opened something")
	}
	right := &desktop.MouseEvent{Button: desktop.MouseButtonSecondary}
	right.Position = fyne.NewPos(200, 10)
	g.body.MouseDown(right)
	wantMarked(t, g, "the right button marks what it points at", 0)
	var menuFor []int
	g.OnMenu = func(rows []int) *fyne.Menu {
		menuFor = rows
		return fyne.NewMenu("", fyne.NewMenuItem("保留にする", nil))
	}
	test.TapSecondaryAt(g.body, right.Position)
	if !slices.Equal(menuFor, []int{0}) || w.Canvas().Overlays().Top() == nil {
		t.Errorf("menu for %v, shown %v", menuFor, w.Canvas().Overlays().Top() != nil)
	}
}

func TestAClickOnATitleSortsAndAgainTurnsRound(t *testing.T) {
	g, _ := open(t, 10)
	var asked []Sort
	g.OnSort = func(s Sort) { asked = append(asked, s) }
	at := func(id string) fyne.Position {
		for _, c := range g.shown {
			if c.ID == id {
				return fyne.NewPos(c.x+c.w/2, 10)
			}
		}
		t.Fatalf("column %s is not shown", id)
		return fyne.Position{}
	}
	test.TapAt(g.header, at("total"))
	test.TapAt(g.header, at("total"))
	test.TapAt(g.header, at("name"))
	test.TapAt(g.header, at("flags")) // can't be sorted
	want := []Sort{{"total", false}, {"total", true}, {"name", false}}
	if !slices.Equal(asked, want) {
		t.Errorf("asked for %v, want %v", asked, want)
	}
	var marks []string
	for i, m := range g.header.marks[:len(g.shown)] {
		if m.Text != "" {
			marks = append(marks, g.shown[i].ID+m.Text)
		}
	}
	if !slices.Equal(marks, []string{"name▲"}) {
		t.Errorf("the header shows %v, want ▲ on the orderer alone", marks)
	}
}

func TestWidthsAndColumnsAreKept(t *testing.T) {
	g, _ := open(t, 10)
	var kept []ColumnState
	g.OnColumns = func(s []ColumnState) { kept = s }
	edge := g.shown[1].x + g.shown[1].w
	drag := func(x, dx float32) {
		ev := &fyne.DragEvent{Dragged: fyne.NewDelta(dx, 0)}
		ev.Position = fyne.NewPos(x+dx, 10)
		g.header.Dragged(ev)
	}
	drag(edge, 30)
	drag(edge+30, 10)
	g.header.DragEnd()
	if g.columns[1].Width != 161 || len(kept) != 12 || kept[1].Width != 161 {
		t.Errorf("dragged by 40 from 121: %v, kept %v", g.columns[1].Width, kept)
	}
	drag(g.shown[1].x+g.shown[1].w, -500)
	g.header.DragEnd()
	if g.columns[1].Width != leastWidth {
		t.Errorf("a column became %v wide", g.columns[1].Width)
	}
	for _, item := range g.ColumnsMenu().Items {
		switch item.Label {
		case "店舗":
			t.Error("the shop can be hidden, though it must stay")
		case "住所":
			item.Action()
		}
	}
	if len(g.shown) != 11 || !kept[11].Hidden {
		t.Errorf("住所 is still shown: %d columns", len(g.shown))
	}
	other, _ := open(t, 10)
	other.SetColumns(append(kept, ColumnState{ID: "no longer there"}))
	if !slices.Equal(other.Columns(), kept) {
		t.Errorf("restored %v, want %v", other.Columns(), kept)
	}
	other.ResetColumns()
	if other.columns[1].Width != 121 || len(other.shown) != 12 {
		t.Error("the first widths did not come back")
	}
}

func TestCopyPastesIntoASpreadsheet(t *testing.T) {
	g, _ := open(t, 3)
	g.Select(0)
	g.Selection().Toggle(2)
	clipboard := test.NewClipboard()
	g.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	lines := strings.Split(strings.TrimRight(clipboard.Content(), "\n"), "\n")
	if len(lines) != 3 {
		t.Fatalf("%d lines, want the titles and two orders", len(lines))
	}
	if cells := strings.Split(lines[2], "\t"); len(cells) != 12 || cells[1] != "123456-20261130-0000000002" ||
		cells[6] != "入金待ち" || cells[7] != "ギフト 複数届け先" {
		t.Errorf("the second order reads %q", cells)
	}
}

func TestSortingTheListKeepsTheOrderInHand(t *testing.T) {
	g, _ := open(t, 100)
	g.Select(10)
	g.SetRows(book{n: 100, order: func(i int) int { return 99 - i }})
	wantMarked(t, g, "the eleventh order is now the eleventh from below", 89)
	if g.Selection().Cursor() != 89 {
		t.Errorf("the cursor is at %d", g.Selection().Cursor())
	}
	g.SetRows(book{n: 5})
	wantMarked(t, g, "it is not among five")
}

// seen are the texts on the screen, by row.
func seen(g *Grid) map[int]string {
	rows := map[int]string{}
	for _, s := range g.body.slots {
		if s.row < 0 || s.box.Hidden {
			continue
		}
		for _, txt := range s.texts {
			if txt.Visible() {
				rows[s.row] += txt.Text + "|"
			}
		}
	}
	return rows
}

func TestEveryRowInSightIsRightAfterAnyScroll(t *testing.T) {
	g, _ := open(t, 100_000)
	for _, row := range []int{0, 1, 30, 29, 50_000, 99_999, 99_990, 3} {
		g.ScrollTo(row)
		top, height := g.viewport()
		rows := seen(g)
		for i := int(top / look.RowHeight); float32(i)*look.RowHeight < top+height && i < 100_000; i++ {
			if !strings.Contains(rows[i], fmt.Sprintf("%04d|", i%10_000)) {
				t.Fatalf("at row %d, row %d reads %q", row, i, rows[i])
			}
		}
		if len(rows) > 27 {
			t.Errorf("%d rows are drawn for a window of 25", len(rows))
		}
	}
}

func TestNoTextIsWiderThanItsColumn(t *testing.T) {
	g, _ := open(t, 100)
	for _, s := range g.body.slots {
		for _, txt := range s.texts {
			if s.row < 0 || !txt.Visible() {
				continue
			}
			x := txt.Position().X
			for _, c := range g.shown {
				if x >= c.x && x < c.x+c.w && x+txt.MinSize().Width > c.x+c.w {
					t.Errorf("%q runs out of %s: %.0f + %.0f > %.0f", txt.Text, c.Title, x, txt.MinSize().Width, c.x+c.w)
				}
			}
		}
	}
}

func TestAShortTableIsAsHighAsItsRows(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Dark))
	g := NewTable(columns()[:6])
	g.SetRows(book{n: 4})
	w := test.NewTempWindow(t, g)
	w.Resize(fyne.NewSize(600, 300))
	if h := g.MinSize().Height; h != headerHeight+4*look.RowHeight {
		t.Errorf("four rows are %.0f high", h)
	}
	g.Select(1)
	shifted(g, fyne.KeyDown)
	wantMarked(t, g, "one row at a time", 2)
	g.SetRows(book{n: 2})
	if rows := seen(g); len(rows) != 2 {
		t.Errorf("%d rows are drawn of two", len(rows))
	}
}

// One step of the wheel: about one row comes into sight. Target: under 1 ms.
func BenchmarkScrollStep(b *testing.B) {
	g, _ := open(b, 100_000)
	b.ReportAllocs()
	y := float32(0)
	for b.Loop() {
		if y += look.RowHeight; y > 2_900_000 {
			y = 0
		}
		g.scroll.Offset.Y = y
		g.scrolled()
	}
}

// A jump by a page: all rows in sight change. Target: under 16 ms.
func BenchmarkScrollPage(b *testing.B) {
	g, _ := open(b, 100_000)
	b.ReportAllocs()
	y := float32(0)
	for b.Loop() {
		if y += 26 * look.RowHeight; y > 2_900_000 {
			y = 0
		}
		g.scroll.Offset.Y = y
		g.scrolled()
	}
}

func BenchmarkSelectAll(b *testing.B) {
	g, _ := open(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		g.SelectAll()
	}
}
