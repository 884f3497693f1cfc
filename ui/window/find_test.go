package window_test

import (
	"slices"
	"testing"

	"miseban/app/judge"
)

// She looks for something that no status says, keeps it, and has it as a tab from then on.
func TestASavedSearchBecomesATab(t *testing.T) {
	s := afterImport(t)
	s.press("Ctrl+2", "f")
	s.expect("条件で探す", "保存した検索はまだありません")
	s.write("payment = cod、total >= 1000")
	s.expect("支払区分が代金引換 で 請求金額が1,000円以上")
	s.win.Canvas().Focus(s.fields()[0]) // its name
	s.write("代引")
	s.press("Ctrl+S")
	s.expect("検索を保存しました：代引")
	s.press("Ctrl+Enter")
	titles, counts := s.tabCounts()
	if !slices.Contains(titles, "代引") || counts["代引"] == 0 || counts["代引"] != len(s.listed()) {
		t.Fatalf("tabs %q, %d on the tab, %d in the list", titles, counts["代引"], len(s.listed()))
	}
	s.press("Esc")
	if n := len(s.listed()); n != len(s.shop.Desk.Rows()) {
		t.Errorf("Esc leaves %d orders in the list", n)
	}
	s.press("Ctrl+Z")
	if titles, _ = s.tabCounts(); slices.Contains(titles, "代引") {
		t.Errorf("taken back, the tab is still there: %q", titles)
	}
}

// Behind = the search field takes a condition; what can't be read is said, and the list stays.
func TestAConditionInTheSearchField(t *testing.T) {
	s := afterImport(t)
	s.press("Ctrl+K")
	s.write("=payment = cod")
	s.expect("支払区分が代金引換")
	n := len(s.listed())
	if n == 0 || n >= len(s.shop.Desk.Rows()) {
		t.Fatalf("%d orders in the list", n)
	}
	s.write(" nanika")
	s.expect("条件を読めません")
	if len(s.listed()) != n {
		t.Errorf("a condition that can't be read changes the list from %d to %d", n, len(s.listed()))
	}
	s.press("Esc")
	if len(s.listed()) != len(s.shop.Desk.Rows()) {
		t.Errorf("Esc leaves %d orders in the list", len(s.listed()))
	}
}

// A label on three orders at once, and back.
func TestLabelsOnSeveralOrders(t *testing.T) {
	s := afterImport(t)
	s.goToStatus(judge.ReadyToPrint)
	three := s.with(judge.ReadyToPrint)[:3]
	s.press("Home", "Shift+↓", "Shift+↓", "l")
	s.expect("ラベル", "3件の受注")
	s.write("要写真")
	s.press("Ctrl+Enter")
	s.expect("ラベル「要写真」を付けました：3件")
	for _, r := range three {
		if !slices.Contains(s.shop.Desk.Row(r.ID).Labels, "要写真") {
			t.Errorf("%s has the labels %q", r.No, s.shop.Desk.Row(r.ID).Labels)
		}
	}
	s.press("Ctrl+Z")
	for _, r := range three {
		if len(s.shop.Desk.Row(r.ID).Labels) > 0 {
			t.Errorf("taken back, %s has the labels %q", r.No, s.shop.Desk.Row(r.ID).Labels)
		}
	}
}

// W opens the explanation of the order, and closes it.
func TestWhyBesideTheOrder(t *testing.T) {
	s := afterImport(t)
	s.goToStatus(judge.NeedsReview)
	s.press("Home", "w")
	s.expect("組み込みの確認", "公開したルールはまだありません。", "なぜ〜でない？")
	s.press("q", "Enter")
	s.expect("なぜ「キャンセル」でないか")
	s.press("w")
	if s.sees("組み込みの確認") {
		t.Error("W does not close it")
	}
}
