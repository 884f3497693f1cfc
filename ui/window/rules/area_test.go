package rules_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"miseban/app/rule"
	"miseban/ui/window/rules"
)

const usual = `
ルール "高額"
  条件 請求金額 >= 10000
  動作 確認 "高額です"

ルール "贈り物"
  メモ "Amazon は住所を見ない"
  条件 ギフト
  動作 ラベル "ギフト"
`

// She says with a few keys that orders of 8,000 yen or more paid by bank are to be looked at; nothing is typed but the sum, the
// beginning of names and the message, and the simulation beside follows.
func TestARuleIsBuiltFromLists(t *testing.T) {
	s := sitDown(t, usual)
	s.expect("高額です", "Amazon は住所を見ない", "\n1件\n", "\n2件\n", "公開中 v12（2026/10/01）", "変わる 0件", "組み込みの判定", "コメントの列がない")
	s.keys = 0
	s.write("n")
	s.write("せいきゅう")
	s.press("Enter")
	s.write("8000")
	s.press("Enter")
	s.write("しはらいく")
	s.press("Enter")
	s.expect("80件") // the most frequent value stands first
	s.press("Enter")
	s.expect("請求金額が8,000円以上", "支払区分が銀行振込", "動作を1つ選んでください")
	if s.shelf.draft != nil {
		t.Fatalf("half a rule is kept: %s", s.drafted())
	}
	s.press("↓", "Enter", "Enter")
	s.write("高いので見る")
	s.press("Enter")
	want := `ルール "請求金額が8,000円以上" 条件 請求金額 >= 8000 支払区分 = 銀行振込 動作 確認 "高いので見る"`
	if got := s.drafted(); !strings.HasSuffix(got, want) {
		t.Fatalf("the draft is\n%s\nwanted at its end\n%s", got, want)
	}
	s.expect("変わる 1件", "変わらない 3件", "100004", "ルール「請求金額が", "下書きに保存済み", "下書き v13")
	if s.keys > 14 {
		t.Errorf("%d actions for a rule of two conditions", s.keys)
	}
	s.press("Ctrl+Enter")
	s.expect("3件のルール", "変更あり", "v13 を公開…")
	s.press("F6", "Home", "Enter")
	if len(s.found) != 1 || s.found[0] != 4 {
		t.Errorf("Enter on the changed order opened %v", s.found)
	}
}

// Publishing shows what changes, asks for mails, and leaves a version with a way back.
func TestPublishingShowsTheSimulationFirst(t *testing.T) {
	s := sitDown(t, usual)
	s.press("Ctrl+Enter") // nothing differs
	s.expectNot("を公開しますか")
	s.press("Delete")
	s.expect("1件のルール", "変わる 1件", "確認待ち 1 → 0", "印刷待ち 3 → 4")
	s.press("Ctrl+Enter")
	s.expect("ルール v13 を公開しますか", "変わる 1件", "変わる受注にメールを送る（1通を送信箱に入れる）", "高額")
	s.write("高額は見ない")
	s.press("Ctrl+Enter")
	if s.shelf.version != 13 || s.shelf.mails || s.shelf.draft != nil || s.shelf.versions[0].Note != "高額は見ない" {
		t.Fatalf("version %d, mails %v, draft %v", s.shelf.version, s.shelf.mails, s.shelf.draft)
	}
	s.expect("公開中 v13", "変わる 0件")
	s.area.Focus()
	s.write("r")
	s.expect("ルールの履歴", "v13 で変わったこと", "高額は見ない")
	s.press("Esc")
	s.press("Ctrl+Z")
	if s.shelf.version != 13 {
		t.Error("Ctrl+Z on the page goes behind what was published")
	}
}

// An old version comes back as a draft: nothing changes until it is published.
func TestAnOldVersionComesBackAsADraft(t *testing.T) {
	s := sitDown(t, usual)
	s.press("Delete", "Ctrl+Enter", "Ctrl+Enter")
	s.area.Focus()
	s.press("Delete", "Ctrl+Enter", "Ctrl+Enter")
	if s.shelf.version != 14 {
		t.Fatalf("version %d", s.shelf.version)
	}
	s.area.Focus()
	s.write("r")
	s.press("↓", "Ctrl+Enter")
	if got := s.drafted(); !strings.Contains(got, "贈り物") || s.shelf.version != 14 {
		t.Errorf("draft %q of version %d", got, s.shelf.version)
	}
}

// On, off, order, copies and deletions: each is one key, kept at once, and taken back with Ctrl+Z.
func TestTheListIsWorkedByKeys(t *testing.T) {
	s := sitDown(t, usual)
	s.press("Space")
	s.expect("停止中")
	if !s.shelf.draft.Rules[0].Off {
		t.Error("the rule is on")
	}
	s.press("Ctrl+Z")
	if s.shelf.draft != nil {
		t.Errorf("a draft that is as published is kept: %s", s.drafted())
	}
	s.press("Alt+↓")
	if s.shelf.draft.Rules[1].Name != "高額" {
		t.Errorf("not moved: %s", s.drafted())
	}
	s.press("Alt+↓") // it is the last already
	s.write("d")
	if n := len(s.shelf.draft.Rules); n != 3 || s.shelf.draft.Rules[2].Name != "高額（コピー）" {
		t.Errorf("%d rules: %s", n, s.drafted())
	}
	s.press("Delete")
	if n := len(s.shelf.draft.Rules); n != 2 {
		t.Errorf("%d rules: %s", n, s.drafted())
	}
	s.press("End", "Space") // the last built-in judgement
	if len(s.shelf.draft.Off) != 1 || s.shelf.draft.Off[0].ID != rule.BuiltIns[2].ID {
		t.Errorf("switched off: %v", s.shelf.draft.Off)
	}
	s.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
	if s.shelf.draft != nil {
		t.Errorf("all was taken back, but: %s", s.drafted())
	}
}

// A shop without rules begins with a ready set, by one key.
func TestAnEmptyShopBeginsWithAReadySet(t *testing.T) {
	s := sitDown(t, "")
	s.expect("ルールはまだありません", "雑貨・日用品", "請求金額が10,000円以上", "これで始める")
	s.write("2")
	if got := s.drafted(); !strings.Contains(got, "贈り物") {
		t.Errorf("draft %q", got)
	}
	s.press("Ctrl+Z")
	s.expect("ルールはまだありません")
	s.write("n")
	s.expect("新しいルール", "すべての受注（条件なし）")
}

// The whole set as a text: faults by line and column, and nothing is kept until it has none.
func TestTheSetAsAText(t *testing.T) {
	s := sitDown(t, usual)
	s.write("t")
	s.expect("ルールをテキストで編集", "直すところはありません", "ルール 2件")
	s.write("xx")
	s.expect("直すところ", "1行 1字目")
	s.press("Ctrl+Enter")
	s.expect("ルールをテキストで編集")
	if s.shelf.draft != nil {
		t.Errorf("a text with a fault is kept: %s", s.drafted())
	}
	s.press("F8", "Delete", "Delete")
	s.expect("直すところはありません")
	s.press("End", "Enter")
	s.write("# 十二月から")
	s.press("Ctrl+Enter")
	if s.shelf.draft == nil || !strings.Contains(rule.Format(s.shelf.draft), "# 十二月から") {
		t.Errorf("draft %q", s.drafted())
	}
}

// A set goes to another shop as a file; a file with faults says where, and changes nothing.
func TestASetGoesThroughAFile(t *testing.T) {
	s := sitDown(t, usual)
	s.write("x")
	path := filepath.Join(s.shelf.folder, "rules.txt")
	if b, err := os.ReadFile(path); err != nil || !strings.Contains(string(b), "贈り物") {
		t.Fatalf("%s, %v", b, err)
	}
	bad := filepath.Join(s.shelf.folder, "bad.txt")
	if err := os.WriteFile(bad, []byte("店番ルール 1\nルール \"x\"\n条件 無い項目 = 3\n動作 確認 \"y\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.pick = bad
	s.write("i")
	s.expect("このファイルには直すところがあります", "3行")
	if s.shelf.draft != nil {
		t.Errorf("draft %q", s.drafted())
	}
	other := sitDown(t, "")
	other.pick = path
	other.write("i")
	if got := other.drafted(); !strings.Contains(got, "高額") {
		t.Errorf("draft %q", got)
	}
}

// What a test wants is checked at publishing: a failure stops it unless she says so.
func TestAFailingTestStopsPublishing(t *testing.T) {
	s := sitDown(t, usual+"\nテスト 楽天:100002 は ステータス 確認待ち\n")
	s.expect("テスト 1/1 合格")
	s.press("Delete")
	s.expect("テスト 0/1 不合格あり")
	s.press("Ctrl+Enter")
	s.expect("テスト 1件が不合格です")
	s.press("Ctrl+Enter")
	if s.shelf.version != 12 {
		t.Error("published although a test fails")
	}
	s.press("Esc")
	s.area.Focus()
	s.write("s")
	s.expect("ルールのテスト", "不合格", "100002")
}

// A rule that is never used says so on its card, and the proposal goes into the draft with one button.
func TestARuleThatIsNeverUsed(t *testing.T) {
	s := sitDown(t, usual)
	set := *s.shelf.set
	set.Rules = set.Rules[:1]
	s.shelf.advice = []rules.Advice{{Rule: "贈り物", Text: "90日間 一度も使われていません", Evidence: "4件に当たりませんでした。", Propose: "ルール「贈り物」を外す", Set: &set}}
	s.area.Refresh()
	s.expect("90日間 一度も使われていません")
	s.write("c")
	s.expect("ルールの点検", "提案：ルール「贈り物」を外す")
}

// An answer that comes late is not shown: the newest draft counts.
func TestALateSimulationIsDropped(t *testing.T) {
	s := sitDown(t, usual)
	s.late = true
	s.press("Delete") // 高額 goes
	s.press("Ctrl+Z") // and comes back
	work := s.wait
	s.wait, s.late = nil, false
	for i := len(work) - 1; i >= 0; i-- { // the newest answers first
		work[i]()
	}
	s.expect("変わる 0件", "2件のルール")
}

// What can't be read says so and offers to try again.
func TestABookThatCannotBeRead(t *testing.T) {
	s := sitDown(t, usual)
	s.shelf.bad = errors.New("disk")
	s.area.Refresh()
	s.expect("ルールを読めません", "もう一度読む")
	s.press("Enter", "Ctrl+Enter")
	s.write("n")
	s.shelf.bad = nil
	s.area.Refresh()
	s.expect("2件のルール")
}
