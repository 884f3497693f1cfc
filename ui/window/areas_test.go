package window_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"miseban/app/jst"
	"miseban/app/judge"
)

// What is missing is ordered: Excel forms, one for each supplier, and the orders wait for arrival.
func TestOrderingFromTheSuppliers(t *testing.T) {
	s := afterImport(t)
	s.press("Ctrl+3")
	_, counts := s.tabCounts()
	if counts["提案"] == 0 {
		t.Fatalf("nothing is proposed:\n%s", s.screen())
	}
	open := counts["発注済み"]
	waiting := len(s.with(judge.AwaitingStock))
	label := ""
	for _, x := range s.texts() {
		if strings.HasSuffix(x, "社の発注書を作る（Excel）") {
			label = x
		}
	}
	s.button(label).Press()
	forms, err := filepath.Glob(filepath.Join(filepath.Dir(s.slips), "発注", "2026-11-30", "*.xlsx"))
	if err != nil || len(forms) == 0 || label != strconv.Itoa(len(forms))+"社の発注書を作る（Excel）" {
		t.Fatalf("%s made %q, %v:\n%s", label, forms, err, s.screen())
	}
	for _, f := range forms {
		if b, err := os.ReadFile(f); err != nil || !strings.HasPrefix(string(b), "PK") {
			t.Errorf("%s: %d bytes, %v", f, len(b), err)
		}
	}
	if _, counts = s.tabCounts(); counts["発注済み"] != open+len(forms) {
		t.Errorf("発注済み %d, before %d, and %d forms", counts["発注済み"], open, len(forms))
	}
	if n := len(s.with(judge.AwaitingStock)); n >= waiting {
		t.Errorf("%d orders wait for stock as before", n)
	}
	s.win.Canvas().Focus(s.tabs())
	s.press("End")
	s.expect("入荷待ち", "すべて入荷した")
	s.press("Ctrl+Z")
	for len(s.with(judge.AwaitingStock)) < waiting {
		before := len(s.with(judge.AwaitingStock))
		s.press("Ctrl+Z")
		if len(s.with(judge.AwaitingStock)) == before {
			t.Fatalf("taken back, %d orders wait for stock, before %d", before, waiting)
		}
	}
}

// Her name on the slips.
func TestTheCompanyOnTheSlips(t *testing.T) {
	s := demoShop(t)
	s.press("Ctrl+P")
	s.write("設定")
	s.expect("開く：設定")
	s.press("Enter")
	s.expect("納品書・発注書・メールに入ります", "確認で止めるもの", "控え（バックアップ）")
	s.press("Ctrl+P")
	s.write("かいしゃ")
	s.press("Esc", "Ctrl+P")
	s.write("会社の情報")
	s.press("Enter")
	fields := s.fields()
	if len(fields) != 7 || fields[0].Text != "茶と布 みせばん堂" {
		t.Fatalf("the form has %d fields:\n%s", len(fields), s.screen())
	}
	s.press("Ctrl+A")
	s.write("茶と布 みせばん堂 本店")
	s.press("Ctrl+Enter")
	if c, err := s.shop.Desk.Company(ctx); err != nil || c.Name != "茶と布 みせばん堂 本店" || c.Zip == "" {
		t.Errorf("company %+v, %v", c, err)
	}
	s.expect("会社の情報を変えました", "茶と布 みせばん堂 本店")
	s.press("Ctrl+Z")
	s.expect("茶と布 みせばん堂")
	if c, err := s.shop.Desk.Company(ctx); err != nil || c.Name != "茶と布 みせばん堂" {
		t.Errorf("company %+v after taking it back, %v", c, err)
	}
}

// A sentence that she never wants to see again is asked about once more when she revokes it.
func TestWhatWasLearntCanBeRevoked(t *testing.T) {
	s := afterImport(t)
	for range 40 {
		if _, _, title := s.question(); strings.HasPrefix(title, "コメントに初めての文") {
			break
		}
		s.press("→")
	}
	phrases, err := s.shop.Desk.Phrases(ctx)
	if err != nil {
		t.Fatal(err)
	}
	waiting := len(s.with(judge.NeedsReview))
	s.press("4")
	now := len(s.with(judge.NeedsReview))
	if now >= waiting {
		t.Fatalf("%d orders wait as before", now)
	}
	s.press("Ctrl+,")
	more, err := s.shop.Desk.Phrases(ctx)
	if err != nil || len(more) <= len(phrases) {
		t.Fatalf("phrases %v, %v", more, err)
	}
	for len(s.with(judge.NeedsReview)) < waiting {
		left, err := s.shop.Desk.Phrases(ctx)
		if err != nil || len(left) == 0 {
			t.Fatalf("everything is revoked, and %d orders wait, before %d (%v)", len(s.with(judge.NeedsReview)), waiting, err)
		}
		s.expect("「" + left[len(left)-1].Shown + "」")
		s.button("取り消す").Press()
	}
	s.press("Ctrl+1")
	if _, of, _ := s.question(); of == "" {
		t.Error("nothing is asked again")
	}
}

func TestNoMailYet(t *testing.T) {
	s := demoShop(t)
	s.press("Ctrl+4")
	s.expect("送信用アカウントがまだありません", "メールはまだありません", "設定を開く")
	s.button("設定を開く").Press()
	s.expect("確認で止めるもの")
}

// Whoever doesn't know a key finds everything in one list.
func TestThePaletteListsWhatCanBeDone(t *testing.T) {
	s := afterImport(t)
	for _, words := range []string{"受注ファイルを取り込む", "元に戻す", "検索する", "開く：今日", "開く：受注", "開く：発注", "開く：メール", "開く：設定", "明るい／暗い画面を切り替える", "件を出す"} {
		s.press("Ctrl+P")
		s.write(words)
		if !s.sees(words) || s.sees("見つかりません。") {
			t.Errorf("%s is not in the palette", words)
		}
		s.press("Esc")
		if s.dialogOpen() {
			t.Fatal("Esc leaves the palette open")
		}
	}
	s.press("F1")
	if !s.dialogOpen() {
		t.Error("F1 does not open the palette")
	}
	s.press("Esc", "Ctrl+2", "Home", "Ctrl+P")
	s.write("保留")
	s.press("Enter")
	if n := len(s.with(judge.OnHold)); n == 0 {
		t.Error("保留 of the palette puts nothing aside")
	}
}

// While a question stands over the page, no key works on the page behind it.
func TestADialogKeepsTheKeysOffThePage(t *testing.T) {
	s := afterImport(t)
	ready := len(s.with(judge.ReadyToPrint))
	s.press("Ctrl+2", "e")
	if !s.dialogOpen() {
		t.Fatal("no form is open")
	}
	s.win.Canvas().Unfocus() // a click beside the fields
	s.press("Ctrl+1")
	s.win.Canvas().Unfocus()
	s.press("h", "Ctrl+Enter")
	if n := len(s.with(judge.ReadyToPrint)); n != ready {
		t.Errorf("%d orders are ready, before %d: something was done behind the form", n, ready)
	}
	if _, err := os.Stat(s.slips); err == nil {
		t.Error("slips were made behind the form")
	}
}

// The very first day: an empty shop says what to do, and the first import asks from when on orders are to do.
func TestTheFirstDay(t *testing.T) {
	old, err := filepath.Glob(filepath.Join(demoFolder(t), "files", "*"))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, f := range old {
		if info, err := os.Stat(f); err == nil && !info.IsDir() {
			files = append(files, f)
		}
	}
	s := sitDown(t, filepath.Join(t.TempDir(), "店"))
	s.expect("受注ファイルを取り込みましょう", "ファイルを選ぶ", "見本の店で試す", "控えはまだありません")
	if s.sees("見本の店です。") {
		t.Error("her own shop is called a demo")
	}
	s.press("Ctrl+2")
	s.expect("まだ受注がありません")
	s.press("Ctrl+3")
	s.expect("まだ商品がありません")
	s.press("Ctrl+1")

	s.picks = append(s.picks, files, files)
	s.press("Ctrl+O")
	s.expect("はじめての取り込み", "この日から始める")
	s.press("Esc")
	if n := len(s.shop.Desk.Rows()); n != 0 || s.dialogOpen() {
		t.Fatalf("Esc took %d orders in", n)
	}
	s.press("Ctrl+O", "Enter")
	if s.dialogOpen() {
		t.Fatalf("Enter leaves the question open:\n%s", s.screen())
	}
	rows := s.shop.Desk.Rows()
	if len(rows) == 0 {
		t.Fatalf("nothing was taken in:\n%s", s.screen())
	}
	since := jst.DateOf(monday).AddDays(-14)
	history := 0
	for _, r := range rows {
		if r.OrderedAt.Date() < since {
			history++
			if r.Status != judge.Shipped && r.Status != judge.Cancelled {
				t.Errorf("%s of %s is %s", r.No, r.OrderedAt.Date(), r.Status.Name())
			}
		}
	}
	if history == 0 {
		t.Error("no order is older than a fortnight: the test shows nothing")
	}
	s.press("Ctrl+,")
	s.expect(since.Long() + " からの注文がこれから出す受注（それより前は履歴）")
}

// A wrong file is refused in words, and the right ones beside it are taken in.
func TestAWrongFile(t *testing.T) {
	s := demoShop(t)
	before := len(s.shop.Desk.Rows())
	wrong := filepath.Join(t.TempDir(), "家計簿.csv")
	if err := os.WriteFile(wrong, []byte("日付,品目,金額\n2026/11/30,牛乳,198\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	picture := filepath.Join(t.TempDir(), "写真.csv")
	if err := os.WriteFile(picture, []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), 0o600); err != nil {
		t.Fatal(err)
	}
	gone := filepath.Join(t.TempDir(), "なくなった.csv")
	s.picks = append(s.picks, []string{wrong, picture, gone})
	s.press("Ctrl+O")
	s.expect("取り込めなかったファイル", "家計簿.csv", "写真.csv", "なくなった.csv", "取り込めません")
	if n := len(s.shop.Desk.Rows()); n != before {
		t.Errorf("%d orders, before %d", n, before)
	}
	for _, x := range s.texts() {
		for _, english := range []string{"open ", "no such", "error", "invalid", "csv:"} {
			if strings.Contains(x, english) {
				t.Errorf("not in her language: %s", x)
			}
		}
	}
	s.picks = append(s.picks, append(s.mondayFiles(), wrong))
	s.press("Ctrl+O")
	s.expect("取り込めなかったファイル", "200")
	if n := len(s.shop.Desk.Rows()); n != before+200 {
		t.Errorf("%d orders beside the wrong file, before %d", n, before)
	}
}

// An import taken back leaves the shop as it was.
func TestAnImportTakenBack(t *testing.T) {
	s := demoShop(t)
	before := len(s.shop.Desk.Rows())
	s.picks = append(s.picks, s.mondayFiles())
	s.press("Ctrl+O")
	s.button("この取り込みを元に戻す").Press()
	if n := len(s.shop.Desk.Rows()); n != before {
		t.Errorf("%d orders, before the import %d:\n%s", n, before, s.screen())
	}
}

// Closing the window after a day's work keeps a backup; the brightness is remembered.
func TestClosingTheWindow(t *testing.T) {
	s := afterImport(t)
	s.press("Ctrl+D")
	closed := false
	s.win.SetOnClosed(func() { closed = true })
	s.press("Ctrl+Q")
	if !closed {
		t.Fatalf("Ctrl+Q leaves the window open:\n%s", s.screen())
	}
	if n := s.app.Preferences().Int("theme"); n != 2 {
		t.Errorf("the brightness kept is %d, dark is 2", n)
	}
	copies := 0
	err := filepath.WalkDir(s.shop.Folder, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.Contains(path, "backup") {
			copies++
		}
		return err
	})
	if err != nil || copies == 0 {
		t.Errorf("%d backups in the shop's folder, %v", copies, err)
	}
}

// A printer chosen in the settings gets the slips by itself.
func TestPrintingByItself(t *testing.T) {
	s := afterImport(t)
	s.app.Preferences().SetString("slips.printer", "事務所のプリンター")
	s.press("Ctrl+Enter")
	if len(s.sent) != 1 || !strings.HasSuffix(s.sent[0], ".pdf") {
		t.Errorf("the printer got %q", s.sent)
	}
	s.button("PDFを開く").Press()
	if len(s.opened) != 1 || s.opened[0] != s.sent[0] {
		t.Errorf("opened %q, printed %q", s.opened, s.sent)
	}
}
