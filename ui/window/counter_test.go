package window_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"miseban/app/flow/desk"
	"miseban/app/judge"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/ui/part"
)

// newest is the order that was entered last.
func (s *sitting) newest() *desk.Row {
	s.t.Helper()
	var last *desk.Row
	for _, r := range s.shop.Desk.Rows() {
		if last == nil || r.ID > last.ID {
			last = r
		}
	}
	return last
}

// suggested are the lines below the field with the focus.
func (s *sitting) suggested() []part.Suggestion {
	if e, ok := s.win.Canvas().Focused().(*part.SuggestEntry); ok {
		return e.Suggested()
	}
	return nil
}

func (s *sitting) register() { s.pageKey(fyne.KeyReturn, fyne.KeyModifierControl) }

// A regular customer rings: the telephone number finds her, the goods are found by a word, and the order stands in the list
// with the way back. Nothing needs the mouse.
func TestARegularCustomerRings(t *testing.T) {
	s := demoShop(t)
	var known *desk.Row
	for _, r := range s.with(judge.Shipped) {
		if o := s.facts(r.ID).Orderer; len(order.Value(o.Phone)) == 11 && order.Value(o.Address) != "" && s.shop.Desk.Shop(r.ShopID).Mall == order.Rakuten {
			known = r
			break
		}
	}
	her := s.facts(known.ID).Orderer
	before := len(s.shop.Desk.Rows())
	s.press("Ctrl+N")
	s.expect("受注を手で入れる", "お届け先は注文者と同じ", "登録するまで、どこにも保存されません。登録した受注は Ctrl+Z で元に戻せます。", "あと　注文者名、商品名")
	s.write(normal.PhoneText(*her.Phone))
	if len(s.suggested()) == 0 || s.suggested()[0].Text != *her.Name {
		t.Fatalf("%s is not known: %+v", *her.Name, s.suggested())
	}
	s.press("Enter") // nothing was chosen with the arrows: an input method presses Enter as well
	if read(s.field("お名前")) != "" {
		t.Error("Enter without ↓ took somebody")
	}
	s.press("↓", "Enter")
	if read(s.field("お名前")) != *her.Name || read(s.field("住所")) != *her.Address || read(s.field("郵便番号")) == "" {
		t.Fatalf("she is not filled in:\n%s", s.screen())
	}
	s.expect("前回の注文")
	s.write("tea-sencha-100") // the keyboard is on the goods already
	if len(s.suggested()) == 0 {
		t.Fatalf("the tea is not found:\n%s", s.screen())
	}
	s.press("↓", "Enter")
	s.write("3")
	s.typeOver(s.field("支払方法"), "代金引換")
	s.typeOver(s.field("送料"), "600")
	s.typeOver(s.field("代引手数料"), "330")
	s.typeOver(s.field("お届け希望日"), "12/5")
	s.typeOver(s.field("時間帯"), "午前中")
	s.expect("登録できます。", "3,240", "4,170円")
	s.register()
	row := s.newest()
	if len(s.shop.Desk.Rows()) != before+1 || row.No != "T-20261130-001" {
		t.Fatalf("%d orders, the newest is %s:\n%s", len(s.shop.Desk.Rows()), row.No, s.screen())
	}
	f := s.facts(row.ID)
	if *f.Total != 4170 || *f.Lines[0].Qty != 3 || *f.Lines[0].SKU != "tea-sencha-100" || *f.WishDate != "2026-12-05" || *f.WishSlot != "am" || *f.Orderer.Phone != *her.Phone ||
		*f.Destinations[0].Address != *her.Address {
		t.Errorf("%+v", f)
	}
	s.expect("登録しました：T-20261130-001　"+*her.Name+" 様", "続けてもう1件", "電話・店頭 · T-20261130-001", "リピーター")
	// The next one rings at once.
	s.button("続けてもう1件").Press()
	if read(s.field("お名前")) != "" || read(s.field("送料")) != "" {
		t.Errorf("the page is not empty:\n%s", s.screen())
	}
	s.press("Esc", "Ctrl+Z")
	if n := len(s.shop.Desk.Rows()); n != before {
		t.Errorf("%d orders after Ctrl+Z, %d before", n, before)
	}
}

// At the counter: a new customer, two things of which one is in no catalogue, a present for somebody else. What is missing
// is said at its field and nothing typed is lost; 出す never happens here.
func TestAtTheCounter(t *testing.T) {
	s := demoShop(t)
	before := len(s.shop.Desk.Rows())
	ready := len(s.with(judge.ReadyToPrint))
	s.press("Ctrl+N")
	s.register()
	s.expect("お名前を入れてください。", "商品を1つ以上入れてください。")
	if len(s.shop.Desk.Rows()) != before || len(s.with(judge.ReadyToPrint)) != ready {
		t.Fatal("Ctrl+Enter did something with an empty page")
	}
	if s.win.Canvas().Focused() != s.field("お名前") {
		t.Error("the keyboard is not on what is missing first")
	}
	s.write("試験 太郎")
	s.typeOver(s.field("電話番号"), "090-0000-12")
	s.win.Canvas().Focus(s.field("カナ"))
	s.expect("電話番号の桁が足りません。")
	s.typeOver(s.field("電話番号"), "090-0000-1234")
	rows := s.goodsRows()
	s.typeOver(rows[0][0], "のれん（特注）")
	s.typeOver(rows[0][1], "1")
	s.typeOver(rows[0][2], "12,000円")
	rows = s.goodsRows()
	if len(rows) != 2 {
		t.Fatalf("%d rows after the first was filled in", len(rows))
	}
	s.typeOver(rows[1][0], "ふろしき")
	s.typeOver(rows[1][2], "1800")
	s.typeOver(s.field("支払方法"), "銀行振込")
	s.typeOver(s.field("入金"), "入金済み")
	s.typeOver(s.field("送料"), "0")
	s.expect("13,800円")
	// It goes to somebody else.
	s.press("Esc") // the list for a moment; the draft stays
	s.expect("入力中の受注は残してあります。")
	s.press("Ctrl+N")
	if read(s.goodsRows()[1][0]) != "ふろしき" {
		t.Fatalf("the draft is gone:\n%s", s.screen())
	}
	s.sameAsOrderer(false)
	names := s.labelled("お名前")
	s.typeOver(names[1], "見本 花子")
	s.typeOver(s.labelled("住所")[1], "福岡県福岡市中央区天神9-9-9")
	s.typeOver(s.field("のし"), "御祝")
	s.register()
	row := s.newest()
	f := s.facts(row.ID)
	if len(s.shop.Desk.Rows()) != before+1 || *f.Total != 13800 || len(f.Lines) != 2 || *f.Lines[1].Qty != 1 || !*f.Paid {
		t.Fatalf("%+v:\n%s", f, s.screen())
	}
	if d := f.Destinations[0]; len(f.Destinations) != 1 || *d.Name != "見本 花子" || *d.Noshi != "御祝" {
		t.Errorf("it goes to %+v", f.Destinations)
	}
	s.expect("ギフト", "090-0000-1234")
}

// "The same again, please": the copy has everything but what was that order's own, and is an order of its own.
func TestTheSameAgainPlease(t *testing.T) {
	s := afterImport(t)
	row := s.fromRakuten()
	was := s.facts(row.ID)
	before := len(s.shop.Desk.Rows())
	s.win.Canvas().Focus(nil)
	s.pageKey(fyne.KeyC, fyne.KeyModifierControl|fyne.KeyModifierShift)
	s.expect(row.No+" の複写", *was.Lines[0].Name)
	if read(s.field("お名前")) != *was.Orderer.Name || strings.Contains(read(s.field("メール")), "rakuten") {
		t.Fatalf("the copy is of somebody else, or has the mall's mail address:\n%s", s.screen())
	}
	qty := s.goodsRows()[0][1]
	s.typeOver(qty, "5")
	s.register()
	again := s.newest()
	f := s.facts(again.ID)
	if len(s.shop.Desk.Rows()) != before+1 || again.ID == row.ID || *f.Lines[0].Qty != 5 || *f.Destinations[0].Address != *was.Destinations[0].Address {
		t.Fatalf("%s %+v:\n%s", again.No, f, s.screen())
	}
	if q := *s.facts(row.ID).Lines[0].Qty; q != *was.Lines[0].Qty {
		t.Errorf("the first order has %d now", q)
	}
	// A second copy over a page that isn't empty asks first.
	s.press("Ctrl+N")
	s.typeOver(s.field("お名前"), "試験 太郎")
	s.press("Ctrl+2")
	s.win.Canvas().Focus(nil)
	s.pageKey(fyne.KeyC, fyne.KeyModifierControl|fyne.KeyModifierShift)
	s.expect("入力を捨てて閉じますか？")
	s.press("Enter", "Ctrl+N")
	if read(s.field("お名前")) != "試験 太郎" {
		t.Errorf("the draft was thrown away:\n%s", s.screen())
	}
}
