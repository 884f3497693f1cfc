package rule

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// edited gives the procedure with one thing in it written otherwise.
func edited(t *testing.T, was, is string) (old, new *Set) {
	t.Helper()
	if strings.Count(procedure, was) != 1 {
		t.Fatalf("%q stands %d times in the procedure", was, strings.Count(procedure, was))
	}
	return read(t, procedure), read(t, strings.Replace(procedure, was, is, 1))
}

func TestADifferenceIsToldInSentences(t *testing.T) {
	for _, c := range []struct{ was, is, want string }{
		{"請求金額 >= 10000", "請求金額 >= 20000", "ルール「代引のギフト」：「どれか」の中の条件「請求金額が10,000円以上」を「請求金額が20,000円以上」に変えました。"},
		{"    ギフト\n", "", "ルール「代引のギフト」：条件「ギフト」を消しました。"},
		{"    ギフト\n", "    ギフト\n    入金済み でない\n", "ルール「代引のギフト」：条件「入金済みでない」を加えました。"},
		{"、個数 > 2", "、個数 > 3", "ルール「代引のギフト」：「明細のどれか」の中の条件「個数が2個を超える」を「個数が3個を超える」に変えました。"},
		{"    ラベル \"代引ギフト\"\n", "", "ルール「代引のギフト」：動作「ラベル「代引ギフト」を付ける」を消しました。"},
		{"    ラベル \"代引ギフト\"\n", "    ラベル \"代引ギフト\"\n    チェック \"電話した\"\n", "ルール「代引のギフト」：動作「チェック「電話した」を付ける」を加えました。"},
		{"確認 \"送り先の方に代金を請求します\"", "確認 \"電話する\"", "ルール「代引のギフト」：動作「確認「送り先の方に代金を請求します」」を「確認「電話する」」に変えました。"},
		{"    ここで終わる\n", "", "ルール「代引のギフト」：当たっても後のルールを見るようにしました（「ここで終わる」を外しました）。"},
		{"\" 停止中", "\"", "ルール「北海道・沖縄」をまた使うようにしました。"},
		{"メモ \"送り先で代金を請求します\"", "メモ \"要電話\"", "ルール「代引のギフト」：メモを「要電話」に変えました。"},
		{"# 必ず", "# 必ず！", "ルール「代引のギフト」：コメントだけを変えました。"},
		{"ルール \"北海道・沖縄\"", "ルール \"遠方\"", "ルール「北海道・沖縄」の名前を「遠方」に変えました。"},
		{"組み込み オフ 番地のない住所 # 10/1 から\n", "", "組み込みの判定「番地のない住所」をオンに戻しました。"},
		{"組み込み オフ 番地のない住所", "組み込み オフ コメント\n組み込み オフ 番地のない住所", "組み込みの判定「コメント」をオフにしました。"},
		{"ステータス 確認待ち", "ステータス 保留", "テスト「楽天:123456-20261005-0000100002 は ステータス 確認待ち、判定 ギフト、ルール \"代引のギフト\" が当たる」を「ステータス 保留、判定 ギフト、ルール \"代引のギフト\" が当たる」に変えました。"},
		{"# おわり", "# 完", "ファイルのはじめや終わりのコメントを変えました。"},
	} {
		old, new := edited(t, c.was, c.is)
		if got := Diff(old, new); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s → %s is told as\n%s\nwant\n%s", c.was, c.is, strings.Join(got, "\n"), c.want)
		}
	}
}

func TestNamesOfTheRulesThatChanged(t *testing.T) {
	name := func(names ...string) *Set {
		s := &Set{}
		for _, n := range names {
			s.Rules = append(s.Rules, Rule{Name: n, Then: []Action{{Kind: Review, Text: n}}})
		}
		return s
	}
	old, new := name("代引", "予約", "北海道", "沖縄", "リピーター"), name("リピーター", "代引", "沖縄", "新規", "予約")
	new.Rules[1].Note = "電話する"
	added, removed, changed, moved := Changed(old, new)
	if !reflect.DeepEqual(added, []string{"新規"}) || !reflect.DeepEqual(removed, []string{"北海道"}) || !reflect.DeepEqual(changed, []string{"代引"}) {
		t.Errorf("added %q, removed %q, changed %q", added, removed, changed)
	}
	if len(moved) != 2 || !slices.Contains(moved, "リピーター") { // one of 予約 and 沖縄 passed the other
		t.Errorf("moved %q", moved)
	}
	got := Diff(name("代引", "予約", "北海道"), name("北海道", "代引", "予約"))
	if want := []string{"ルール「北海道」の順番を、3番目から1番目に変えました。"}; !reflect.DeepEqual(got, want) {
		t.Errorf("told as %q", got)
	}
}

// Whatever is written otherwise is told, and what is alike is not.
func TestNoDifferenceGoesUntold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, new := genSet().Draw(t, "old"), genSet().Draw(t, "new")
		if rapid.Bool().Draw(t, "one rule more") && len(old.Rules) > 0 {
			copied := *old
			copied.Rules = append([]Rule(nil), old.Rules...)
			i := rapid.IntRange(0, len(copied.Rules)-1).Draw(t, "rule")
			copied.Rules[i] = genRule(copied.Rules[i].Name).Draw(t, "otherwise")
			new = &copied
		}
		told := Diff(old, new)
		if alike := Format(old) == Format(new); alike != (len(told) == 0) {
			t.Fatalf("told %q of\n%s\nand\n%s", told, Format(old), Format(new))
		}
		if again := Diff(old, old); len(again) > 0 {
			t.Fatalf("a set differs from itself: %q", again)
		}
		added, removed, changed, moved := Changed(old, new)
		if len(added)-len(removed) != len(new.Rules)-len(old.Rules) {
			t.Fatalf("%d added, %d removed", len(added), len(removed))
		}
		all := strings.Join(told, "\n")
		for _, name := range slices.Concat(added, removed, changed, moved) {
			if !strings.Contains(all, "「"+name+"」") {
				t.Fatalf("nothing is told of %s in\n%s", name, all)
			}
		}
	})
}
