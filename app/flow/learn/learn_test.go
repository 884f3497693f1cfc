package learn_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"miseban/app/flow/intake"
	"miseban/app/flow/learn"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/jst"
	"miseban/app/mapping"
	"miseban/app/order"
)

var (
	ctx    = context.Background()
	monday = time.Date(2026, 11, 30, 9, 0, 0, 0, jst.Zone)
)

func newShop(t *testing.T) (*open.Shop, string) {
	t.Helper()
	s, err := open.Writing(ctx, filepath.Join(t.TempDir(), "店番"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, t.TempDir()
}

// file writes a file of a mall that nobody knows, in CP932, with two lines above the header.
func file(t *testing.T, folder, name string, lines ...string) string {
	t.Helper()
	text, err := japanese.ShiftJIS.NewEncoder().String("おだやか市場　受注一覧\r\n出力日,2026/11/30\r\n" + strings.Join(lines, "\r\n") + "\r\n")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const header = "受付番号,受付日時,お客様のお名前,ご連絡先電話番号,お届け先のお名前,お届け先〒,お届け先ご住所,品番,品名,ご注文数,単価（税込）,合計金額（税込）,お支払い,ご要望"

// A mall that nobody knows: the first look proposes what the columns mean, she sees the first orders as they will be read,
// saves it, and from then on such files come in like any other, also with a column more and in another order.
func TestAMallThatNobodyKnows(t *testing.T) {
	s, folder := newShop(t)
	path := file(t, folder, "odayaka.csv", header,
		"OD-10021,2026/11/29 10:02,山田 花子,090-0000-1001,山田 花子,150-0001,東京都渋谷区神宮前1-2-3,tea-100,煎茶 100g,2,1080,2660,クレジットカード,",
		"OD-10022,2026/11/29 11:30,佐藤 健,080-0000-2002,佐藤 美咲,530-0001,大阪府大阪市北区梅田1-1-1,cup-01,湯呑み,1,1980,2480,クレジットカード,のしをお願いします",
		"OD-10022,2026/11/29 11:30,佐藤 健,080-0000-2002,佐藤 美咲,530-0001,大阪府大阪市北区梅田1-1-1,tea-100,煎茶 100g,3,1080,2480,クレジットカード,のしをお願いします",
		"OD-10023,2026/11/30 08:15,鈴木 陽子,03-0000-3003,鈴木 陽子,060-0001,北海道札幌市中央区北一条西2-3,tea-200,煎茶 200g,1,1900,2400,銀行振込,")
	r, err := intake.Import(ctx, s.Desk, []string{path}, intake.Options{Now: monday})
	if err != nil || !r.Files[0].CanExplain() || len(s.Desk.Rows()) != 0 {
		t.Fatalf("%+v %v", r, err)
	}
	f, err := learn.Open(path, "")
	if err != nil || f.Kind != mapping.Orders || f.Proposal.HeaderRow != 3 {
		t.Fatalf("kind %s, header in row %d, %v", f.Kind, f.Proposal.HeaderRow, err)
	}
	m := f.Mapping("おだやか市場", order.Other)
	trial, err := learn.Try(ctx, path, m)
	if err != nil || trial.Orders != 3 || trial.Rows != 4 || trial.Refused != 0 {
		t.Fatalf("%+v %v", trial, err)
	}
	first, second := trial.First[0], trial.First[1]
	if trial.Numbers[0] != "OD-10021" || order.Value(first.Orderer.Name) != "山田 花子" || order.Value(first.Destinations[0].Zip) != "1500001" ||
		order.Value(first.Lines[0].Qty) != 2 || order.Value(first.Total) != 2660 || order.Value(first.Lines[0].UnitPrice) != 1080 {
		t.Errorf("%s %+v %+v", trial.Numbers[0], first, first.Destinations)
	}
	if len(second.Lines) != 2 || order.Value(second.Comment) != "のしをお願いします" || order.Value(second.Destinations[0].Name) != "佐藤 美咲" {
		t.Errorf("%+v", second)
	}
	if len(s.Desk.Rows()) != 0 {
		t.Error("a trial has kept something")
	}
	if _, err := learn.Save(ctx, s.Desk, m, monday); err != nil {
		t.Fatal(err)
	}
	take := func(path string) intake.FileReport {
		t.Helper()
		r, err := intake.Import(ctx, s.Desk, []string{path}, intake.Options{Now: monday, Shop: "おだやか店"})
		if err != nil {
			t.Fatal(err)
		}
		return r.Files[0]
	}
	if f := take(path); f.Error != "" || f.Orders.New != 3 || f.Format != "own:おだやか市場" {
		t.Errorf("%+v", f)
	}
	// The next week: one column more, two changed places, one line above the header.
	next := file(t, folder, "20261207.csv", strings.Replace(strings.Replace(header, "品番,品名", "品名,会員ランク,品番", 1), "受付日時,お客様のお名前", "お客様のお名前,受付日時", 1),
		"OD-10024,高橋 誠,2026/12/06 10:02,070-0000-4004,高橋 誠,980-0001,宮城県仙台市青葉区本町1-2,煎茶 100g,金,tea-100,1,1080,1580,クレジットカード,")
	if f := take(next); f.Error != "" || f.Orders.New != 1 {
		t.Errorf("%+v", f)
	}
	row, err := s.Desk.Find("OD-10024")
	if err != nil || row.Name != "高橋 誠" {
		t.Errorf("%+v %v", row, err)
	}
	// The original row can be looked at, header and all.
	sheets, err := intake.Original(ctx, s.Desk, row.ID)
	if err != nil || len(sheets) != 1 || len(sheets[0].Rows) != 1 || sheets[0].Header[0] != "受付番号" || sheets[0].Rows[0].Cells[8] != "金" {
		t.Errorf("%+v %v", sheets, err)
	}
	// Forgotten, the file is unknown again; what came in stays.
	if _, err := learn.Forget(ctx, s.Desk, "おだやか市場", monday); err != nil {
		t.Fatal(err)
	}
	if f := take(file(t, folder, "20261214.csv", header, "OD-10025,2026/12/13 10:02,高橋 誠,070-0000-4004,高橋 誠,980-0001,宮城県仙台市青葉区本町1-2,tea-100,煎茶,1,1080,1580,クレジットカード,")); !f.CanExplain() {
		t.Errorf("%+v", f)
	}
	if n := len(s.Desk.Rows()); n != 4 {
		t.Errorf("%d orders", n)
	}
	if _, err := revert.Newest(ctx, s.Desk, monday); err != nil {
		t.Fatal(err)
	}
	if saved, err := learn.Saved(ctx, s.Desk, mapping.Orders); err != nil || len(saved) != 1 {
		t.Errorf("the undo of forgetting: %+v %v", saved, err)
	}
}

// 楽天 renames two columns overnight: the file is not read by guesswork, it is said what differs, and once she has agreed it
// is read as 楽天's, with all that is known of its states.
func TestAMallRenamesItsColumns(t *testing.T) {
	s, folder := newShop(t)
	text, err := os.ReadFile(filepath.Join("..", "..", "mall", "testdata", "rakuten.sample.csv"))
	if err != nil {
		t.Fatal(err)
	}
	cp := func(s string) []byte {
		b, err := japanese.ShiftJIS.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return []byte(b)
	}
	renamed := bytes.Replace(text, cp(`"個数"`), cp(`"商品個数"`), 1)
	renamed = bytes.Replace(renamed, cp(`"ステータス"`), cp(`"受注ステータス"`), 1)
	if bytes.Equal(renamed, text) {
		t.Fatal("nothing was renamed")
	}
	path := filepath.Join(folder, "rakuten.csv")
	if err := os.WriteFile(path, renamed, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := intake.Import(ctx, s.Desk, []string{path}, intake.Options{Now: monday})
	if err != nil || len(s.Desk.Rows()) != 0 || !r.Files[0].CanExplain() {
		t.Fatalf("%+v %v", r, err)
	}
	for _, want := range []string{"個数", "商品個数", "何も変更していません"} {
		if !strings.Contains(r.Files[0].Error, want) {
			t.Errorf("the sentence doesn't say %s: %s", want, r.Files[0].Error)
		}
	}
	f, err := learn.Open(path, "")
	if err != nil || f.Drift == nil || f.Drift.Format.ID != "rakuten" {
		t.Fatalf("%+v %v", f.Drift, err)
	}
	m := f.Drift.Mapping("楽天（2026年12月から）", f.Proposal.Header, f.Drift.Renames)
	if _, err := learn.Save(ctx, s.Desk, m, monday); err != nil {
		t.Fatal(err)
	}
	if r, err = intake.Import(ctx, s.Desk, []string{path}, intake.Options{Now: monday}); err != nil || r.Files[0].Orders.New != 8 {
		t.Fatalf("%+v %v", r, err)
	}
	whole, _ := newShop(t)
	if _, err := intake.Import(ctx, whole.Desk, []string{filepath.Join("..", "..", "mall", "testdata", "rakuten.sample.csv")}, intake.Options{Now: monday}); err != nil {
		t.Fatal(err)
	}
	for i, row := range whole.Desk.Rows() {
		got := s.Desk.Rows()[i]
		a, err := whole.Desk.Input(ctx, row.ID)
		b, err2 := s.Desk.Input(ctx, got.ID)
		if err != nil || err2 != nil || !order.Same(a.Facts, b.Facts) || got.Status != row.Status {
			t.Errorf("%s: %v %v %v", row.No, order.Diff(a.Facts, b.Facts), err, err2)
		}
	}
}

// Added and moved columns are no reason to ask: they are said, and the file is read.
func TestAddedColumnsAreSaid(t *testing.T) {
	s, folder := newShop(t)
	path := filepath.Join(folder, "amazon.txt")
	text, err := os.ReadFile(filepath.Join("..", "..", "mall", "testdata", "amazon_orders.sample.txt"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(text), "\r\n"), "\n")
	for i := range lines {
		if i == 0 {
			lines[i] = "new-column-2027\t" + lines[i]
		} else {
			lines[i] = "x\t" + lines[i]
		}
	}
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := intake.Import(ctx, s.Desk, []string{path}, intake.Options{Now: monday})
	if err != nil || r.Files[0].Error != "" || r.Files[0].Orders.New == 0 {
		t.Fatalf("%+v %v", r, err)
	}
	if said := strings.Join(r.Files[0].Drift, ""); !strings.Contains(said, "new-column-2027") {
		t.Errorf("%q", said)
	}
}

// A file without any header: the columns are named by their places, no row is lost, and the next file of the same look is
// recognised.
func TestAFileWithoutAHeader(t *testing.T) {
	s, folder := newShop(t)
	write := func(name string, lines ...string) string {
		text, err := japanese.ShiftJIS.NewEncoder().String(strings.Join(lines, "\r\n") + "\r\n")
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	path := write("a.csv", "AB-0001,2026/11/29,山田 花子,150-0001,東京都渋谷区神宮前1-2-3,090-0000-1001,煎茶 100g,2,1080",
		"AB-0002,2026/11/29,佐藤 健,530-0001,大阪府大阪市北区梅田1-1-1,080-0000-2002,湯呑み,1,1980",
		"AB-0003,2026/11/30,鈴木 陽子,060-0001,北海道札幌市中央区北一条西2-3,070-0000-3003,煎茶 200g,3,1900")
	f, err := learn.Open(path, mapping.Orders)
	if err != nil || f.Proposal.HeaderRow != 0 {
		t.Fatalf("header in row %d, %v", f.Proposal.HeaderRow, err)
	}
	m := f.Mapping("見出しなし", order.Other)
	m.Columns = nil // she says what they are
	for at, means := range []mapping.Meaning{mapping.OrderNo, mapping.OrderedAt, mapping.Dest + mapping.PartName, mapping.Dest + mapping.PartZip, mapping.Dest + mapping.PartAddress, mapping.Dest + mapping.PartPhone, mapping.ItemName, mapping.Qty, mapping.UnitPrice} {
		m.Columns = append(m.Columns, mapping.Mapped{Column: mapping.Unnamed(at + 1)[at], At: at, Means: means})
	}
	trial, err := learn.Try(ctx, path, m)
	if err != nil || trial.Orders != 3 || trial.Refused != 0 {
		t.Fatalf("%+v %v", trial, err)
	}
	if _, err := learn.Save(ctx, s.Desk, m, monday); err != nil {
		t.Fatal(err)
	}
	next := write("b.csv", "AB-0004,2026/12/06,髙橋 誠,980-0001,宮城県仙台市青葉区本町1-2,070-0000-4004,煎茶 100g,1,1080")
	for _, p := range []string{path, next} {
		if r, err := intake.Import(ctx, s.Desk, []string{p}, intake.Options{Now: monday}); err != nil || r.Refused() || r.Files[0].Shop != "見出しなし" {
			t.Fatalf("%+v %v", r, err)
		}
	}
	row, err := s.Desk.Find("AB-0001")
	if err != nil || len(s.Desk.Rows()) != 4 {
		t.Fatalf("%d orders, %v", len(s.Desk.Rows()), err)
	}
	sheets, err := intake.Original(ctx, s.Desk, row.ID)
	if err != nil || len(sheets[0].Rows) != 1 || sheets[0].Rows[0].Number != 1 || sheets[0].Rows[0].Cells[2] != "山田 花子" {
		t.Errorf("%+v %v", sheets, err)
	}
}
