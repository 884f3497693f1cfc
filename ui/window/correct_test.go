package window_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/judge"
	"miseban/app/normal"
	"miseban/app/order"
)

// ready opens the newest order that could go out.
func (s *sitting) ready() *desk.Row {
	s.t.Helper()
	s.goToStatus(judge.ReadyToPrint)
	s.press("Home")
	return s.with(judge.ReadyToPrint)[0]
}

// A customer rings: the parcel must go to another address. The keyboard is on the address at once; what can't be right is
// said at its field and nothing that she typed is lost; one Ctrl+Z takes all of it back.
func TestACustomerRingsAndChangesTheAddress(t *testing.T) {
	s := afterImport(t)
	row := s.ready()
	before := *s.facts(row.ID).Destinations[0].Address
	phone := *s.facts(row.ID).Destinations[0].Phone
	s.press("e")
	s.expect("受注を直す", "直した値はモールの値より優先され、取り込み直しても残ります。", "お届け先を足す", "明細を足す")
	address := s.field("住所")
	if s.win.Canvas().Focused() != address || read(address) != before {
		t.Fatalf("the keyboard is not on the address %q:\n%s", before, s.screen())
	}
	const moved = "北海道札幌市中央区北一条西9-99 雪荘101"
	s.typeOver(address, moved)
	s.typeOver(s.field("電話番号"), "090-0000-77")
	s.expect("この内容に直す（2項目）")
	s.press("Ctrl+Enter")
	if !s.dialogOpen() || read(s.field("住所")) != moved || read(s.field("電話番号")) != "090-0000-77" {
		t.Fatalf("what was typed is lost:\n%s", s.screen())
	}
	s.expect("電話番号の桁が足りません。", "1項目を確かめてください。まだ何も変更していません。")
	if s.win.Canvas().Focused() != s.field("電話番号") || *s.facts(row.ID).Destinations[0].Address != before {
		t.Error("the keyboard is not on the wrong field, or something was saved")
	}
	s.typeOver(s.field("電話番号"), "０９０-0000-7777")
	s.press("Ctrl+Enter")
	if s.dialogOpen() {
		t.Fatalf("the form is still open:\n%s", s.screen())
	}
	d := s.facts(row.ID).Destinations[0]
	if *d.Address != moved || *d.Phone != "09000007777" {
		t.Errorf("the parcel goes to %s, %s", *d.Address, *d.Phone)
	}
	s.expect("直しました：住所、電話番号", moved, "090-0000-7777", "直", "住所　モールの値："+before, "電話番号　モールの値："+normal.PhoneText(phone))
	s.press("Ctrl+Z")
	d = s.facts(row.ID).Destinations[0]
	if *d.Address != before || *d.Phone != phone {
		t.Errorf("taken back, the parcel goes to %s, %s", *d.Address, *d.Phone)
	}
}

// She rings off and thinks again: Esc asks before it throws anything away, and the mall's value comes back with one button.
func TestTheMallsValueComesBack(t *testing.T) {
	s := afterImport(t)
	row := s.ready()
	before := *s.facts(row.ID).Destinations[0].Address
	s.press("e", "Esc")
	if s.dialogOpen() {
		t.Fatal("Esc asks though nothing was typed")
	}
	s.press("e")
	s.typeOver(s.field("住所"), "大阪府大阪市北区梅田9-9-99")
	s.press("Esc")
	s.expect("入力を捨てて閉じますか？", "直した 1項目は、まだ保存していません。")
	s.press("Enter") // goes back
	if read(s.field("住所")) != "大阪府大阪市北区梅田9-9-99" {
		t.Fatalf("what was typed is gone:\n%s", s.screen())
	}
	s.press("Esc")
	s.button("捨てて閉じる").Press()
	if s.dialogOpen() || *s.facts(row.ID).Destinations[0].Address != before {
		t.Fatalf("thrown away, and yet: open %v, %s", s.dialogOpen(), *s.facts(row.ID).Destinations[0].Address)
	}
	s.press("e")
	s.typeOver(s.field("住所"), "大阪府大阪市北区梅田9-9-99")
	s.press("Ctrl+Enter", "e")
	s.expect("モールの値：" + before)
	s.typeOver(s.field("カナ"), "カクウ")
	s.button("もどす").Press()
	if read(s.field("住所")) != before || read(s.field("カナ")) != "カクウ" || *s.facts(row.ID).Destinations[0].Address != before {
		t.Errorf("もどす gives %q, beside it %q:\n%s", read(s.field("住所")), read(s.field("カナ")), s.screen())
	}
}

// One more, and one less: an item added on the telephone, another one taken out, as one act.
func TestItemsAreAddedAndTakenOut(t *testing.T) {
	s := afterImport(t)
	row := s.ready()
	before := s.facts(row.ID).Lines
	s.press("e")
	s.button("明細を足す").Press()
	names, qtys, prices := s.labelled("商品名"), s.labelled("個数"), s.labelled("単価")
	last := len(names) - 1
	if last != len(before) {
		t.Fatalf("%d items in the form, the order had %d", last+1, len(before))
	}
	s.typeOver(prices[last], "1,080円")
	s.press("Ctrl+Enter")
	s.expect("追加した明細やお届け先には、この項目が必要です。")
	s.typeOver(s.labelled("商品名")[last], "風呂敷")
	s.typeOver(qtys[last], "２")
	s.press("Ctrl+Enter")
	lines := s.facts(row.ID).Lines
	if s.dialogOpen() || len(lines) != len(before)+1 || *lines[last].Name != "風呂敷" || *lines[last].Qty != 2 || *lines[last].UnitPrice != 1080 {
		t.Fatalf("%+v:\n%s", lines, s.screen())
	}
	s.expect("直しました：明細を足す", "風呂敷", "自分で足した明細です。")
	s.press("e")
	s.button("明細を外す").Press() // the last one is the topmost that the button is found of
	s.expect("保存すると、この明細はこの受注から外れます。", "やはり残す")
	s.press("Ctrl+Enter")
	if n := len(s.facts(row.ID).Lines); n != len(before) {
		t.Errorf("%d items after taking one out", n)
	}
	s.press("Ctrl+Z", "Ctrl+Z")
	if n := len(s.facts(row.ID).Lines); n != len(before) {
		t.Errorf("%d items after taking both acts back", n)
	}
}

// She set the telephone number right, and then the customer did so at the mall: the form and the question say it.
func TestTheMallChangesWhatSheCorrected(t *testing.T) {
	s := afterImport(t)
	row := s.fromRakuten()
	s.press("e")
	phone := *s.facts(row.ID).Destinations[0].Phone
	s.typeOver(s.field("電話番号"), "090-0000-7777")
	s.press("Ctrl+Enter")
	s.now = s.now.Add(4 * time.Hour)
	s.picks = append(s.picks, []string{s.rakutenAgain(row.No, normal.PhoneText(phone), "090-0000-8888")})
	s.press("Ctrl+O")
	if p := *s.facts(row.ID).Destinations[0].Phone; p != "09000007777" {
		t.Fatalf("her number was overwritten with %s:\n%s", p, s.screen())
	}
	s.press("Ctrl+K", "Esc", "Ctrl+K")
	s.write(row.No)
	s.press("Enter", "Home")
	s.expect("直した項目を、モールでも変えました", "モールの値が、あとで変わりました。")
	s.press("e")
	s.expect("モールの値：090-0000-8888", "モールの値が、あとで変わりました。")
}

// fromRakuten opens an order of 楽天 with a telephone number in the form in which the files have it.
func (s *sitting) fromRakuten() *desk.Row {
	s.t.Helper()
	for _, r := range s.with(judge.ReadyToPrint) {
		if s.shop.Desk.Shop(r.ShopID).Mall != order.Rakuten || len(order.Value(s.facts(r.ID).Destinations[0].Phone)) != 11 {
			continue
		}
		s.press("Ctrl+K")
		s.write(r.No)
		s.press("Enter", "Home")
		return r
	}
	s.t.Fatal("no order of 楽天 is ready")
	return nil
}

// rakutenAgain writes the Monday's file of 楽天 once more, four hours later, with another telephone number in one order.
func (s *sitting) rakutenAgain(no, was, is string) string {
	s.t.Helper()
	for _, path := range s.mondayFiles() {
		b, err := os.ReadFile(path)
		if err != nil {
			s.t.Fatal(err)
		}
		if !bytes.Contains(b, []byte(no)) {
			continue
		}
		lines := strings.SplitAfter(string(b), "\n")
		for i, l := range lines {
			if !strings.Contains(l, no) {
				continue
			}
			old := strings.Split(was, "-")
			for k, n := range strings.Split(is, "-") {
				l = strings.ReplaceAll(l, `"`+old[k]+`"`, `"`+n+`"`)
			}
			lines[i] = strings.ReplaceAll(strings.ReplaceAll(l, strings.ReplaceAll(was, "-", ""), strings.ReplaceAll(is, "-", "")), was, is)
		}
		name := filepath.Join(s.t.TempDir(), "ikkatsu_20261130_1255.csv")
		if err := os.WriteFile(name, []byte(strings.Join(lines, "")), 0o600); err != nil {
			s.t.Fatal(err)
		}
		later := s.now
		if err := os.Chtimes(name, later, later); err != nil {
			s.t.Fatal(err)
		}
		return name
	}
	s.t.Fatalf("no file has %s", no)
	return ""
}

// "What did the mall's file say?" All columns of the order's rows, found by name or value, and copied.
func TestTheOriginalRows(t *testing.T) {
	s := afterImport(t)
	row := s.fromRakuten()
	s.press("o")
	s.expect("元の行", "ファイルに書いてあったままの値です。ここでは何も変わりません。", "空の列も表示する")
	all := s.list().Rows().Len()
	if all < 30 {
		t.Fatalf("%d columns with values:\n%s", all, s.screen())
	}
	s.write("注文番号")
	rows := s.list().Rows()
	if rows.Len() == 0 || rows.Len() >= all || !strings.Contains(rows.Row(0).Cells[1].Plaintext(), "注文番号") {
		t.Fatalf("%d rows of %d fit", rows.Len(), all)
	}
	s.press("↓", "Ctrl+C")
	if got := s.app.Clipboard().Content(); got != row.No {
		t.Errorf("%q is on the clipboard, not %s", got, row.No)
	}
	s.press("Esc")
	if s.dialogOpen() {
		t.Error("Esc does not close the rows")
	}
}
