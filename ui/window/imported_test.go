package window_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"golang.org/x/text/encoding/japanese"

	"miseban/app/flow/learn"
	"miseban/app/judge"
	"miseban/app/mapping"
	"miseban/app/order"
	"miseban/ui/grid"
)

// sheetOf reads a mall's file in Shift_JIS.
func sheetOf(t testing.TB, path string) [][]string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text, err := japanese.ShiftJIS.NewDecoder().Bytes(raw)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatal(len(rows), err)
	}
	return rows
}

// keepSheet writes one.
func keepSheet(t testing.TB, path string, rows [][]string) string {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	encoded, err := japanese.ShiftJIS.NewEncoder().Bytes(b.Bytes())
	if err == nil {
		err = os.WriteFile(path, encoded, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// column gives the place of a column of 楽天's file.
func column(t testing.TB, rows [][]string, name string) int {
	t.Helper()
	i := slices.Index(rows[0], name)
	if i < 0 {
		t.Fatalf("the file has no column %s", name)
	}
	return i
}

// grids are the tables on the page, from top to bottom.
func (s *sitting) grids() []*grid.Grid {
	var out []*grid.Grid
	seen := map[*grid.Grid]bool{}
	s.walkGrids(func(g *grid.Grid) {
		if !seen[g] {
			seen[g] = true
			out = append(out, g)
		}
	})
	return out
}

// afterPrinting is the shop with Monday's parcels printed, and 楽天's file as it is an hour later: the first printed order has
// been cancelled, the second has another address, and a third one's quantity can't be read.
func afterPrinting(t *testing.T) (s *sitting, later string, cancelled, moved, unread *judge.Input) {
	t.Helper()
	s = demoShop(t)
	files := s.mondayFiles()
	s.picks = append(s.picks, files)
	s.press("Ctrl+O", "Enter")
	s.answerAll()
	s.press("Ctrl+Enter")
	at := slices.IndexFunc(files, func(f string) bool { return strings.HasPrefix(filepath.Base(f), "楽天") })
	rows := sheetOf(t, files[at])
	no, state, street, qty := column(t, rows, "注文番号"), column(t, rows, "ステータス"), column(t, rows, "送付先住所それ以降の住所"), column(t, rows, "個数")
	var found []*judge.Input
	for _, r := range rows[1:] {
		row, err := s.shop.Desk.Find(r[no])
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(found, func(in *judge.Input) bool { return in.No == r[no] }) || row.Status != judge.ReadyToShip {
			continue
		}
		in, err := s.shop.Desk.Input(ctx, row.ID)
		if err != nil {
			t.Fatal(err)
		}
		if found = append(found, &in); len(found) == 3 {
			break
		}
	}
	if len(found) < 3 {
		t.Fatalf("%d orders of the file were printed:\n%s", len(found), s.screen())
	}
	for _, r := range rows[1:] {
		switch r[no] {
		case found[0].No:
			r[state] = "900"
		case found[1].No:
			r[street] = "芝公園4-2-8 サンプル601"
		case found[2].No:
			r[qty] = "２個"
		}
	}
	later = keepSheet(t, filepath.Join(t.TempDir(), "楽天_受注_20261130-0950.csv"), rows)
	return s, later, found[0], found[1], found[2]
}

func running(t *testing.T, in *judge.Input) string {
	t.Helper()
	for _, d := range in.Deeds {
		if d.Kind == order.Printed {
			p, err := judge.ReadPrint(d)
			if err != nil || p.Running == "" {
				t.Fatalf("%+v %v", d, err)
			}
			return p.Running
		}
	}
	t.Fatalf("order %s was not printed", in.No)
	return ""
}

// The parcels stand packed when the mall says: one is cancelled, one goes elsewhere. She is told which to take out, by the
// numbers that are on the slips.
func TestTheMallChangesItsMindAfterPrinting(t *testing.T) {
	s, later, cancelled, moved, unread := afterPrinting(t)
	s.now = s.now.Add(3600e9)
	s.picks = append(s.picks, []string{later})
	s.press("Ctrl+O")
	s.expect("印刷・出荷のあとに変わった受注　2",
		"通し番号 "+running(t, cancelled)+" の荷物を抜いてください。印刷したあとにキャンセルされました。",
		"通し番号 "+running(t, moved)+" の荷物を止めてください。", "印刷後キャンセル", "印刷後の変更", "読めなかった行", "「２個」")
	s.lookTwice("80-imported-late")
	// The alarm heads the table of changes, the old and the new address beside each other.
	var first grid.Row
	for _, g := range s.grids() {
		if g.Rows().Len() > 0 && len(g.Rows().Row(0).Cells) == 4 {
			first = g.Rows().Row(0)
		}
	}
	if len(first.Cells) == 0 || !strings.Contains(first.Cells[0].Plaintext(), cancelled.No) && !strings.Contains(first.Cells[0].Plaintext(), moved.No) {
		t.Errorf("the first change is %+v", first)
	}
	// What could not be read is written out beside the original, set right, and taken in.
	was := s.status(unread.ID)
	s.press("e", "Enter")
	to := strings.TrimSuffix(later, ".csv") + "_直す行.csv"
	rows := sheetOf(t, to)
	s.expect("行を書き出しました。直して、もう一度取り込んでください", "直したので取り込む")
	if last := len(rows[0]) - 1; rows[0][last] != "店番：読めない理由" || rows[1][last] == "" {
		t.Errorf("the last column is %s with %q", rows[0][last], rows[1][last])
	}
	s.lookTwice("81-imported-written")
	s.press("e", "Enter")
	to = strings.TrimSuffix(to, ".csv") + "(2).csv" // what she may have set right already is not overwritten
	rows = sheetOf(t, to)
	for _, r := range rows[1:] {
		r[column(t, rows, "個数")] = "1"
	}
	keepSheet(t, to, rows)
	s.button("直したので取り込む").Press()
	if s.sees("読めなかった行") {
		t.Errorf("the rows set right are refused again:\n%s", s.screen())
	}
	if got := s.status(unread.ID); got != was && got != judge.NeedsReview {
		t.Errorf("the order is %s, before %s", got.Name(), was.Name())
	}
	// A past report looks the same and says from when it is.
	s.press("Ctrl+H")
	s.win.Canvas().Unfocus()
	for _, g := range s.grids() {
		g.Select(1)
	}
	s.button("取り込み結果を見る").Press()
	s.expect("2026/11/30(月) 09:55", "通し番号 "+running(t, cancelled))
	s.lookTwice("82-imported-past")
}

// Ctrl+Z on the page takes all files of the import back, not the last of them only.
func TestCtrlZTakesTheWholeImportBack(t *testing.T) {
	s := demoShop(t)
	before := len(s.shop.Desk.Rows())
	s.picks = append(s.picks, s.mondayFiles())
	s.press("Ctrl+O")
	if n := len(s.shop.Desk.Rows()); n != before+200 {
		t.Fatalf("%d orders after the import, before %d", n, before)
	}
	s.press("Ctrl+Z")
	if n := len(s.shop.Desk.Rows()); n != before {
		t.Errorf("%d orders after Ctrl+Z, before the import %d", n, before)
	}
	s.expect("この取り込みは、元に戻してあります。")
}

// odayaka is the file of a mall that nobody knows, with two lines above the names of its columns.
func odayaka(t testing.TB, quantity string) string {
	t.Helper()
	head := []string{"受付番号", "受付日時", "お客様のお名前", "ご連絡先電話番号", "お届け先のお名前", "お届け先〒", "お届け先ご住所", "品番", "品名", quantity, "単価（税込）", "合計金額（税込）", "お支払い", "処理", "ご要望"}
	rows := [][]string{{"おだやか市場　受注一覧"}, {"出力日", "2026/11/30"}, head}
	for i, state := range []string{"発送待ち", "発送待ち", "保管中", "発送済み"} {
		rows = append(rows, []string{fmt.Sprintf("OD-1002%d", i), "2026/11/29 10:02", "山田 花子", "090-0000-1001", "山田 花子", "150-0001", "東京都渋谷区神宮前1-2-3", "tea-100", "煎茶 100g", fmt.Sprint(i + 1), "1080", "2660", "クレジットカード", state, ""})
	}
	var b bytes.Buffer
	for _, r := range rows {
		b.WriteString(strings.Join(r, ",") + "\r\n")
	}
	encoded, err := japanese.ShiftJIS.NewEncoder().Bytes(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "odayaka_20261130.csv")
	if err := os.WriteFile(path, encoded, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A mall that nobody knows, from the keyboard: the page proposes, she corrects, sees the first orders, saves, and they are in;
// the next file comes in by itself.
func TestExplainingAFileFromTheKeyboard(t *testing.T) {
	s := demoShop(t)
	before := len(s.shop.Desk.Rows())
	path := odayaka(t, "ご注文数")
	s.picks = append(s.picks, []string{path})
	s.press("Ctrl+O")
	s.expect("取り込めなかったファイル", "読み方を決める")
	s.lookTwice("83-imported-unknown")
	s.button("読み方を決める").Press()
	s.expect("見出しの行（3行目）", "最初の受注は、こう読みます", "OD-10020", "4行 → 受注 4件", "この読み方を保存して取り込む（4件）", "『受付番号』　")
	s.lookTwice("84-learn")
	// Deleting the quantity says what is missing, and she can't go on.
	columns := func() *grid.Grid { return s.grids()[0] }
	row := func(name string) int {
		for i := range columns().Rows().Len() {
			if columns().Rows().Row(i).Cells[0].Plaintext() == name {
				return i
			}
		}
		t.Fatalf("no column is called %s", name)
		return -1
	}
	s.win.Canvas().Focus(columns())
	columns().Select(row("ご注文数"))
	s.press("Delete")
	s.expect("足りません：数量", "「数量」の列がありません。")
	s.lookTwice("85-learn-missing")
	s.press("Ctrl+Enter")
	if len(s.shop.Desk.Rows()) != before {
		t.Fatal("orders without a quantity were taken in")
	}
	// Enter opens the list, letters find the meaning.
	s.press("Enter")
	s.lookTwice("86-learn-pick")
	s.write("数量")
	s.press("Enter")
	s.expect("必要な列はそろっています", "受注 4件")
	// The same meaning on another column moves it there.
	columns().Select(row("単価（税込）"))
	s.press("Enter")
	s.write("数量")
	s.press("Enter")
	if got := columns().Rows().Row(row("ご注文数")).Cells[2].Plaintext(); got != "読まない" {
		t.Errorf("two columns are the quantity: %s", got)
	}
	columns().Select(row("ご注文数"))
	s.press("Enter")
	s.write("数量")
	s.press("Enter")
	columns().Select(row("単価（税込）"))
	s.press("Enter")
	s.write("単価")
	s.press("Enter")
	// What the mall's words mean.
	s.press("F2")
	s.lookTwice("87-learn-words")
	if s.sees("状態・入金の列がありません") {
		s.press("F2", "F2")
		columns().Select(row("処理"))
		s.press("Enter")
		s.write("状態")
		s.press("Enter", "F2")
	}
	s.expect("保管中", "決めていない → 確認待ち")
	words := s.grids()[0]
	for i := range words.Rows().Len() {
		if words.Rows().Row(i).Cells[1].Plaintext() == "保管中" {
			words.Select(i)
		}
	}
	s.press("2")
	s.expect("まだ（モール処理待ち）")
	s.lookTwice("88-learn-words-said")
	s.press("F2")
	s.lookTwice("89-learn-header")
	s.press("F2")
	// Esc asks, and Esc again stays.
	s.press("Esc")
	s.expect("保存せずに戻りますか")
	s.press("Esc")
	s.expect("最初の受注は、こう読みます")
	s.press("Ctrl+Enter")
	if n := len(s.shop.Desk.Rows()); n != before+4 {
		t.Fatalf("%d orders, before %d:\n%s", n, before, s.screen())
	}
	s.expect("取り込み結果", "odayaka_20261130.csv", "新しい受注")
	if s.sees("取り込めなかったファイル") {
		t.Errorf("the file is still among those that could not be taken:\n%s", s.screen())
	}
	row3, err := s.shop.Desk.Find("OD-10022")
	if err != nil || row3.Status == judge.ReadyToPrint {
		t.Errorf("an order that the mall keeps back is %v, %v", row3, err)
	}
	saved, err := learn.Saved(ctx, s.shop.Desk, mapping.Orders)
	if err != nil || len(saved) != 1 || saved[0].Values.Status["保管中"] != mapping.NotYet {
		t.Errorf("saved %+v, %v", saved, err)
	}
	s.picks = append(s.picks, []string{path})
	s.press("Ctrl+O")
	s.expect("前と同じ")
}

// Nothing of what she decided is lost by a fault, and going away without a decision does not ask.
func TestLeavingTheFileUnexplained(t *testing.T) {
	s := demoShop(t)
	s.picks = append(s.picks, []string{odayaka(t, "ご注文数")})
	s.press("Ctrl+O")
	s.button("読み方を決める").Press()
	s.press("Esc")
	s.expect("取り込めなかったファイル")
	s.button("読み方を決める").Press()
	s.press("Delete", "Esc")
	s.expect("保存せずに戻りますか")
	s.button("保存せずに戻る").Press()
	s.expect("取り込めなかったファイル")
	if saved, err := learn.Saved(ctx, s.shop.Desk, ""); err != nil || len(saved) != 0 {
		t.Errorf("saved %+v, %v", saved, err)
	}
}

// 楽天 gives a column another name: one question, one key, and the file is in.
func TestAKnownMallRenamesAColumn(t *testing.T) {
	s := demoShop(t)
	before := len(s.shop.Desk.Rows())
	files := s.mondayFiles()
	at := slices.IndexFunc(files, func(f string) bool { return strings.HasPrefix(filepath.Base(f), "楽天") })
	rows := sheetOf(t, files[at])
	rows[0][column(t, rows, "個数")] = "注文個数"
	path := keepSheet(t, filepath.Join(t.TempDir(), "楽天_新しい列名.csv"), rows)
	s.picks = append(s.picks, []string{path})
	s.press("Ctrl+O")
	s.expect("取り込めなかったファイル", "個数", "読み方を決める", "このまま読む")
	s.lookTwice("90-imported-drift")
	s.button("読み方を決める").Press()
	s.expect("列の名前が違います", "『注文個数』の例：", "はい、『個数』として読む")
	s.lookTwice("91-learn-drift")
	for range 10 {
		if !s.sees("はい、『") {
			break
		}
		s.press("1")
	}
	s.expect("この読み方を保存して取り込む（")
	s.lookTwice("92-learn-drift-answered")
	s.press("Backspace")
	s.expect("はい、『")
	for range 10 {
		if !s.sees("はい、『") {
			break
		}
		s.press("1")
	}
	s.press("Ctrl+Enter")
	if n := len(s.shop.Desk.Rows()); n <= before {
		t.Errorf("%d orders, before %d:\n%s", n, before, s.screen())
	}
	s.expect("取り込み結果")
}

// A thousand rows that can't be read and a thousand changed orders scroll in their own tables.
func TestAPageOfManyRows(t *testing.T) {
	s := demoShop(t)
	files := s.mondayFiles()
	s.picks = append(s.picks, files)
	s.press("Ctrl+O")
	at := slices.IndexFunc(files, func(f string) bool { return strings.HasPrefix(filepath.Base(f), "楽天") })
	rows := sheetOf(t, files[at])
	no, qty, street := column(t, rows, "注文番号"), column(t, rows, "個数"), column(t, rows, "送付先住所それ以降の住所")
	head := rows[0]
	out := [][]string{head}
	for i := range 1500 {
		r := slices.Clone(rows[1+i%(len(rows)-1)])
		r[no], r[qty] = fmt.Sprintf("987654-20261130-%010d", i), "たくさん"
		out = append(out, r)
	}
	for _, r := range rows[1:] {
		r[street] += " 角の家"
		out = append(out, r)
	}
	path := keepSheet(t, filepath.Join(t.TempDir(), "楽天_受注_20261130-1100.csv"), out)
	s.picks = append(s.picks, []string{path})
	s.press("Ctrl+O")
	s.expect("読めなかった行　1,500")
	drawn := 0
	for _, x := range s.texts() {
		if strings.Contains(x, "たくさん") {
			drawn++
		}
	}
	if drawn == 0 || drawn > 40 {
		t.Errorf("%d of 1,500 rows are drawn", drawn)
	}
	s.lookTwice("93-imported-many")
	s.button("直すためのファイルに書き出す…").Press()
	s.lookTwice("94-imported-export")
	s.button("書き出す").Press()
	if rows := sheetOf(t, strings.TrimSuffix(path, ".csv")+"_直す行.csv"); len(rows) != 1501 {
		t.Errorf("%d rows are written", len(rows)-1)
	}
}

// walkGrids visits the tables on the page.
func (s *sitting) walkGrids(visit func(*grid.Grid)) {
	s.walk(func(o fyne.CanvasObject) bool {
		if g, ok := o.(*grid.Grid); ok {
			visit(g)
		}
		return true
	})
}

func init() { keyNames["Delete"], keyNames["F2"] = fyne.KeyDelete, fyne.KeyF2 }

// lookTwice looks at the page in the usual and in the smallest window.
func (s *sitting) lookTwice(name string) {
	s.t.Helper()
	s.look(name)
	small := fyne.NewSize(1024, 700)
	s.settle(small)
	if m := s.win.Content().MinSize(); m.Width > small.Width || m.Height > small.Height {
		s.t.Errorf("%s needs %.0f × %.0f pixels", name, m.Width, m.Height)
	}
	for _, x := range s.cut() {
		s.t.Errorf("%s in the small window: %s", name, x)
	}
	if folder := os.Getenv("MISEBAN_PICTURES"); folder != "" {
		save(s.t, s.win.Canvas(), filepath.Join(folder, name+"-small.png"))
	}
	s.settle(fyne.NewSize(1280, 800))
}
