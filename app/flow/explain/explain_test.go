package explain_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/explain"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/publish"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/rule"
)

var morning = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)

const rules = `店番ルール 1
ルール "高い代引"
  条件
    支払区分 = 代金引換
    請求金額 >= 10000
  動作
    確認 "高い代引です"
ルール "ＢＯＸは見ない"
  条件 コメント 含む "BOX"
  動作
    確認不要 コメント
    配送方法 "宅配便"
    ここで終わる
ルール "みな宅急便"
  条件 すべての注文
  動作 配送方法 "宅急便"
ルール "休み" 停止中
  条件 ギフト
  動作 ラベル "休み"
`

// shop is a shop with one order: paid on delivery, 1,080 yen, with a comment.
func shop(t *testing.T, comment string) *open.Shop {
	t.Helper()
	ctx := context.Background()
	s, err := open.Writing(ctx, filepath.Join(t.TempDir(), "店"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	path := filepath.Join(t.TempDir(), "rakuten-20261124-0800.csv")
	names := []string{"注文番号", "ステータス", "注文日時", "支払方法名", "請求金額", "注文者姓", "注文者名", "注文者電話番号1", "注文者電話番号2", "注文者電話番号3", "注文者住所都道府県", "注文者住所郡市区", "注文者住所それ以降の住所", "送付先ID", "送付先姓", "送付先名",
		"送付先住所都道府県", "送付先住所郡市区", "送付先住所それ以降の住所", "商品明細ID", "商品名", "商品番号", "商品管理番号", "SKU管理番号", "単価", "個数", "コメント", "合計金額", "送料合計", "商品合計金額", "注文者メールアドレス", "配送方法", "お届け日指定", "のし", "ギフト配送希望"}
	cells := []string{"123456-20261123-0000000001", "300", "2026-11-23 10:00:00", "代金引換", "1080", "山田", "花子", "090", "0000", "1001", "東京都", "渋谷区", "神宮前1-2-3", "1", "山田", "花子", "東京都", "渋谷区", "神宮前1-2-3", "31", "煎茶", "tea", "tea", "tea", "1080", "1", comment,
		"1080", "0", "1080", "c@example.com", "宅配便", "", "", "0"}
	text := `"` + strings.Join(names, `","`) + "\"\r\n\"" + strings.Join(cells, `","`) + "\"\r\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if r, err := intake.Import(ctx, s.Desk, []string{path}, intake.Options{Now: morning}); err != nil || r.Refused() {
		t.Fatalf("%v %+v", err, r)
	}
	if _, err := publish.Publish(ctx, s.Desk, rules, publish.Options{Now: morning}); err != nil {
		t.Fatal(err)
	}
	return s
}

func explained(t *testing.T, s *open.Shop) *explain.Explanation {
	t.Helper()
	e, err := explain.Order(context.Background(), s.Desk, s.Desk.Rows()[0], morning)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEveryRuleOfAnOrderIsExplained(t *testing.T) {
	e := explained(t, shop(t, "ＢＯＸへ、置き配でおねがいします"))
	var states []explain.State
	for _, r := range e.Rules {
		states = append(states, r.State)
	}
	if want := []explain.State{explain.Not, explain.Fired, explain.NotReached, explain.Off}; !slices.Equal(states, want) {
		t.Fatalf("%v, want %v", states, want)
	}
	dear := e.Rules[0].Tree
	if len(dear.Of) != 2 || dear.Of[0].Truth != rule.Yes || dear.Of[1].Truth != rule.No || dear.Of[1].Raw != "1,080円" {
		t.Fatalf("%+v", dear)
	}
	if e.Rules[2].By != "ＢＯＸは見ない" || e.Version != 1 || e.Over {
		t.Fatalf("%+v", e.Rules[2])
	}
	// The comment is let pass; that it is paid on delivery and left at the door is not.
	for _, b := range e.BuiltIns {
		want := map[string]explain.State{"comment": explain.Passed, "conflict_cod_box": explain.Stops}[b.ID]
		if want == "" {
			want = explain.Clear
		}
		if b.State != want {
			t.Errorf("%s: %s, want %s (%s)", b.Name, b.State, want, b.Found)
		}
		if b.State == explain.Passed && b.By != "ＢＯＸは見ない" {
			t.Errorf("%s: passed by %q", b.Name, b.By)
		}
	}
}

func TestWhyNot(t *testing.T) {
	s := shop(t, "ＢＯＸへ、置き配でおねがいします")
	e := explained(t, s)
	why, err := e.WhyNotRule("高い代引")
	if err != nil || len(why) != 1 || !strings.Contains(why[0], "10,000円") || !strings.Contains(why[0], "1,080円") {
		t.Fatalf("%v %v", err, why)
	}
	if why, _ := e.WhyNotRule("みな宅急便"); len(why) != 1 || !strings.Contains(why[0], "ＢＯＸは見ない") {
		t.Fatal(why)
	}
	if why, _ := e.WhyNotRule("ＢＯＸは見ない"); len(why) != 1 || !strings.Contains(why[0], "当てはまって") {
		t.Fatal(why)
	}
	if _, err := e.WhyNotRule("月"); err == nil {
		t.Fatal("no rule of this name was explained")
	}
	if e.Judgement.Status != judge.NeedsReview {
		t.Fatal(e.Judgement.Status)
	}
	why = e.WhyNotStatus(judge.ReadyToPrint)
	if text := strings.Join(why, "\n"); !strings.Contains(text, "置き配") || !strings.Contains(text, "答えると進みます") {
		t.Fatal(text)
	}
	if why := e.WhyNotStatus(judge.OnHold); !slices.Equal(why, []string{"保留にしていません。"}) {
		t.Fatal(why)
	}
	if why := e.WhyNotStatus(judge.NeedsReview); !slices.Equal(why, []string{"この受注は「確認待ち」です。"}) {
		t.Fatal(why)
	}
}
