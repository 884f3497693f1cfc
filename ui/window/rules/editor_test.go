package rules_test

import (
	"strings"
	"testing"
)

// A field of the goods brings 明細のどれか with it; Alt+→ makes a group, and the rows read as one sentence.
func TestANestedRuleIsBuiltByKeyboard(t *testing.T) {
	s := sitDown(t, usual)
	s.write("n")
	s.write("ぎふと")
	s.press("Enter") // ギフト, complete at once
	s.write("しょうひんめい")
	s.press("Enter")
	s.write("名入れ")
	s.press("Enter")
	s.expect("明細のどれかが、次のすべてに当てはまる", "商品名に「名入れ」を含む")
	s.write("こすう")
	s.press("Enter")
	s.write("1")
	s.press("Enter")
	s.press("End", "Enter", "Enter")
	s.write("名入れの贈り物")
	s.press("Enter")
	if got := s.drafted(); !strings.Contains(got, `条件 ギフト 明細のどれか(商品名 含む "名入れ"、個数 >= 1) 動作 確認 "名入れの贈り物"`) {
		t.Fatalf("draft %s", got)
	}
	s.press("Home", "↓", "Alt+→") // ギフト goes into a group of its own
	if got := s.drafted(); !strings.Contains(got, "どれか(ギフト)") {
		t.Errorf("draft %s", got)
	}
	s.press("Alt+←")
	s.expect("ギフト で")
}

// A row that is not filled in is marked and never kept; leaving asks, and what was complete stays.
func TestHalfARowIsNeverKept(t *testing.T) {
	s := sitDown(t, usual)
	s.press("Enter")
	s.expect("ルール 1 を編集", "下書きに保存済み")
	s.press("Insert")
	s.write("こめんと")
	s.press("Enter", "Esc") // no value
	s.expect("未完成：値を選んでください", "未完成の行 1")
	if s.shelf.draft != nil {
		t.Fatalf("kept: %s", s.drafted())
	}
	s.press("Ctrl+Enter") // not done
	s.expect("ルール 1 を編集")
	s.press("Esc")
	s.expect("未完成の行があります")
	s.press("Esc")
	s.expect("ルール 1 を編集")
	s.press("Ctrl+Z")
	s.expect("下書きに保存済み")
	s.press("Ctrl+Enter")
	s.expect("2件のルール")
}

// What the language refuses is said on the row, in its words.
func TestAPatternThatIsNone(t *testing.T) {
	s := sitDown(t, usual)
	s.write("n")
	s.write("comment")
	s.press("Enter")
	s.write("(急")
	s.press("Enter", "↑", "→") // to the comparison
	s.write("正規表現")
	s.press("Enter", "End", "Enter", "Enter")
	s.write("見る")
	s.press("Enter")
	s.expect("未完成：")
	if s.shelf.draft != nil {
		t.Errorf("kept: %s", s.drafted())
	}
}

// All that was done to a rule while its page was open is one step back on the list.
func TestOneStepBackForOneVisit(t *testing.T) {
	s := sitDown(t, usual)
	s.press("Enter", "→", "→") // the amount
	s.press("Enter")
	s.write("5000")
	s.press("Enter", "End", "Enter", "↓", "↓", "↓", "↓", "Enter") // a label
	s.write("見本")
	s.press("Enter", "Ctrl+Enter")
	if got := s.drafted(); !strings.Contains(got, "5000") || !strings.Contains(got, "見本") {
		t.Fatalf("draft %s", got)
	}
	s.press("Ctrl+Z")
	if s.shelf.draft != nil {
		t.Errorf("left: %s", s.drafted())
	}
}

// The explanation shows what was compared, and what would have to be otherwise.
func TestTheExplanationOfAnOrder(t *testing.T) {
	s := sitDown(t, usual)
	s.press("Enter", "→", "→", "Enter")
	s.write("9000")
	s.press("Enter", "Ctrl+Enter")
	s.expect("100004 はルール 1 に当たります", "✓ 請求金額が9,000円以上", "9,800円")
	s.press("↓")
	s.expect("100004 はルール 2 に当たります")
	s.press("↑", "Enter", "→", "→", "Enter")
	s.write("13000")
	s.press("Enter", "Ctrl+Enter")
	s.expect("100002 はルール 1 に当たりません", "✗ 請求金額が13,000円以上", "当たるには")
}
