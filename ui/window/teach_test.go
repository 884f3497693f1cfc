package window_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/transform"

	"miseban/app/flow/desk"
	"miseban/app/flow/review"
	"miseban/app/flow/teach"
)

var rakutenColumns = strings.Split("注文番号,ステータス,注文日時,支払方法名,配送方法,請求金額,注文者姓,注文者名,送付先姓,送付先名,送付先住所都道府県,送付先住所郡市区,送付先住所それ以降の住所,送付先電話番号1,送付先電話番号2,送付先電話番号3,商品名,商品番号,単価,個数,お届け日指定,コメント", ",")

// bring takes a 楽天 file with one order in at the window, and gives the order's number. special are the cells that matter.
func (s *sitting) bring(serial int, special map[string]string) string {
	s.t.Helper()
	s.now = s.now.Add(time.Hour)
	no := fmt.Sprintf("123456-%s-%010d", s.now.Format("20060102"), serial)
	cells := map[string]string{"注文番号": no, "ステータス": "300", "注文日時": s.now.Format("2006-01-02 15:04:05"), "支払方法名": "クレジットカード", "配送方法": "宅配便", "請求金額": "1080",
		"注文者姓": "山田", "注文者名": fmt.Sprint("花子", serial), "送付先姓": "山田", "送付先名": fmt.Sprint("花子", serial), "送付先住所都道府県": "東京都", "送付先住所郡市区": "渋谷区", "送付先住所それ以降の住所": fmt.Sprint("神宮前1-2-", serial),
		"送付先電話番号1": "090", "送付先電話番号2": "0000", "送付先電話番号3": fmt.Sprintf("%04d", serial), "商品名": "煎茶", "商品番号": fmt.Sprint("tea-", serial), "単価": "1080", "個数": "1"}
	for k, v := range special {
		cells[k] = v
	}
	row := make([]string, len(rakutenColumns))
	for i, c := range rakutenColumns {
		row[i] = cells[c]
	}
	path := filepath.Join(s.t.TempDir(), fmt.Sprintf("受注_%04d.csv", serial))
	f, err := os.Create(path)
	if err != nil {
		s.t.Fatal(err)
	}
	w := csv.NewWriter(transform.NewWriter(f, japanese.ShiftJIS.NewEncoder()))
	if err := w.WriteAll([][]string{rakutenColumns, row}); err != nil {
		s.t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Chtimes(path, s.now, s.now); err != nil { // just downloaded
		s.t.Fatal(err)
	}
	s.picks = append(s.picks, []string{path})
	s.press("Ctrl+O")
	if s.dialogOpen() { // the first import asks from which day on
		s.press("Enter")
	}
	s.press("Ctrl+1")
	return no
}

// taught is a shop in which the same sentence, and the same conflict, passed three times.
func taught(t *testing.T) (*sitting, []string) {
	t.Helper()
	return taughtIn(t, filepath.Join(t.TempDir(), "店番"))
}

func taughtIn(t *testing.T, folder string) (*sitting, []string) {
	t.Helper()
	s := sitDown(t, folder)
	var nos []string
	serial := 0
	for range 3 {
		for _, special := range []map[string]string{{"コメント": "門の前の青い箱へ入れてください"}, {"配送方法": "ゆうパケット", "お届け日指定": "2026-12-07"}} {
			serial++
			nos = append(nos, s.bring(serial, special))
			if _, _, title := s.question(); title == "" {
				t.Fatalf("nothing is asked of order %d:\n%s", serial, s.screen())
			}
			s.now = s.now.Add(time.Minute)
			s.press("1")
		}
	}
	s.now = s.now.Add(time.Second)
	return s, nos
}

// After the questions she is shown what her answers teach, one after the other; the number keys answer, and it can be taken back.
func TestWhatHerAnswersTeachIsProposedAfterTheQuestions(t *testing.T) {
	s, nos := taught(t)
	s.expect("お聞きすることはありません", "覚えること 1 / 2", "もとの答え", "3件とも「このまま出す」", nos[0], "覚えていれば、この4週間で 3回", "答えなくても、出すことには影響しません。")
	s.press("→")
	s.expect("覚えること 2 / 2")
	s.press("←")
	for !s.sees("「門の前の青い箱へ入れてください」") {
		if s.sees("覚えること 2 / 2") {
			t.Fatalf("the sentence is not proposed:\n%s", s.screen())
		}
		s.press("→")
	}
	s.press("1")
	if n := len(s.learned()); n != 1 {
		t.Fatalf("%d things learned after 1 覚える:\n%s", n, s.screen())
	}
	s.expect("覚えること 1 / 1", "このルールを作りますか", "試した結果", "変わる受注")
	s.press("Ctrl+Z")
	if n := len(s.learned()); n != 0 {
		t.Errorf("%d things are learned after taking it back", n)
	}
	s.expect("覚えること", "/ 2", "「門の前の青い箱へ入れてください」") // it is proposed again at once

	s.now = s.now.Add(time.Second)
	s.press("1", "3")
	s.expect("お聞きすることはありません")
	if s.sees("覚えること 1") {
		t.Errorf("there is still a proposal:\n%s", s.screen())
	}
	s.bring(90, map[string]string{"コメント": "門の前の青い箱へ入れてください"})
	if _, _, title := s.question(); title != "" {
		t.Errorf("what was learned is asked: %s", title)
	}
}

// A proposal that takes the last question's place gets no answer from a hand that is still at the questions.
func TestAProposalIsNotAnsweredByTheHandAtTheQuestions(t *testing.T) {
	s, _ := taught(t)
	s.bring(91, map[string]string{"コメント": "花瓶の高さを教えてください"})
	s.press("1", "1")
	if n := len(s.learned()); n != 0 {
		t.Errorf("%d things learned by pressing 1 once too often", n)
	}
	s.now = s.now.Add(time.Second)
	s.press("1")
	if n := len(s.learned()); n != 1 {
		t.Errorf("%d things learned by pressing 1 a second later", n)
	}
}

// While there are questions, proposals wait behind them: one line tells of them, → after the last question leads to them.
func TestProposalsWaitBehindTheQuestions(t *testing.T) {
	s, _ := taught(t)
	s.bring(92, map[string]string{"コメント": "花瓶の高さを教えてください"})
	at, of, _ := s.question()
	if at == "" || at != of {
		t.Fatalf("question %q of %q:\n%s", at, of, s.screen())
	}
	s.expect("覚えること 2件")
	s.press("→")
	s.expect("覚えること 1 / 2", "質問はあと 1問です")
	if at, _, _ := s.question(); at != "" {
		t.Error("a question and a proposal are both on the screen")
	}
	s.press("2") // 今回だけ
	s.expect("覚えること 1 / 1")
	s.press("Backspace")
	if _, of2, title := s.question(); of2 != of || title == "" {
		t.Errorf("Backspace leads to %q, %q questions instead of %q", title, of2, of)
	}
	s.press("Ctrl+Enter") // nothing of this holds up 出す
	s.expect("出しました：受注")
}

// What lets an order through that she then puts aside is withdrawn; the banner gives it back.
func TestWhatWasLearnedWronglyIsWithdrawn(t *testing.T) {
	s, _ := taught(t)
	for range 2 {
		s.press("1")
	}
	before := len(s.learned())
	no := s.bring(93, map[string]string{"コメント": "門の前の青い箱へ入れてください"})
	row, err := s.shop.Desk.Find(no)
	if err != nil {
		t.Fatal(err)
	}
	s.now = s.now.Add(time.Minute)
	s.hold(row.ID)
	s.expect("覚えたことを取り消しました：コメント「門の前の青い箱へ入れてください」は確認しない")
	if n := len(s.learned()); n != before-1 {
		t.Errorf("%d things are learned, before %d", n, before)
	}
	s.button("覚えたままにする").Press()
	if n := len(s.learned()); n != before {
		t.Errorf("%d things are learned after taking the withdrawal back, before %d", n, before)
	}
}

// On an order in the list she says that it should not have gone through: what let it through is withdrawn, and that can be taken back.
func TestAnOrderThatShouldNotHaveGoneThrough(t *testing.T) {
	s, _ := taught(t)
	for range 2 {
		s.press("1")
	}
	before := len(s.learned())
	s.bring(95, map[string]string{"コメント": "門の前の青い箱へ入れてください"})
	s.now = s.now.Add(time.Minute)
	s.press("Ctrl+2", "Home", "Ctrl+P")
	s.write("覚えたことを取り消す")
	s.press("Enter")
	s.expect("覚えたことを取り消しました：コメント「門の前の青い箱へ入れてください」は確認しない")
	if n := len(s.learned()); n != before-1 {
		t.Errorf("%d things are learned, before %d", n, before)
	}
	s.press("Ctrl+Z")
	if n := len(s.learned()); n != before {
		t.Errorf("%d things are learned after taking it back, before %d", n, before)
	}
}

// The settings list what was learned; there it can be taken back, and that too.
func TestTheSettingsListWhatWasLearned(t *testing.T) {
	empty := sitDown(t, filepath.Join(t.TempDir(), "店番"))
	empty.press("Ctrl+,")
	empty.expect("覚えたこと", "同じ質問に3回続けて同じ答えを出すと")

	s, nos := taught(t)
	for !s.sees("「門の前の青い箱へ入れてください」") {
		s.press("→")
	}
	s.press("1")
	s.now = s.now.Add(time.Minute)
	s.bring(94, map[string]string{"コメント": "門の前の青い箱へ入れてください"})
	s.press("Ctrl+,")
	s.expect("コメント「門の前の青い箱へ入れてください」は確認しない", "3件の「このまま出す」から", "もとの答え", nos[0], "12週間で 1件に使用")
	s.button("取り消す").Press()
	s.expect("覚えない（新しい答えが出るまで聞かない）", "また聞く")
	if n := len(s.learned()); n != 0 {
		t.Errorf("%d things are still learned", n)
	}
	s.press("Ctrl+Z")
	s.expect("コメント「門の前の青い箱へ入れてください」は確認しない")
	if n := len(s.learned()); n != 1 {
		t.Errorf("%d things are learned after taking the withdrawal back", n)
	}
}

// learned are the things that are in force.
func (s *sitting) learned() []teach.Learned {
	s.t.Helper()
	all, err := teach.List(ctx, s.shop.Desk, s.now)
	if err != nil {
		s.t.Fatal(err)
	}
	var out []teach.Learned
	for _, l := range all {
		if l.Sort != teach.RefusedSort {
			out = append(out, l)
		}
	}
	return out
}

// hold puts an order aside and comes back to the day's screen.
func (s *sitting) hold(id int64) {
	s.t.Helper()
	if _, err := review.Hold(ctx, s.shop.Desk, []*desk.Row{s.shop.Desk.Row(id)}, "", false, s.now); err != nil {
		s.t.Fatal(err)
	}
	s.press("Ctrl+1")
}
