package rule

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// wrong is something that the owner may write, where it is wrong (counted in signs), and what the sentence must tell her.
type wrong struct {
	text   string
	column int
	says   string
}

func TestConditionsThatAreRefused(t *testing.T) {
	for _, w := range []wrong{
		// names
		{`請求額 > 1`, 1, "「請求金額」のことですか"},
		{`支払区分 = 代引`, 8, "「代金引換」のことですか"},
		{`支払区分 = 銀行`, 8, "「銀行振込」のことですか"},
		{`注文者の都道府県 = [北海道, 東京]`, 18, "「東京都」のことですか"},
		{`判定 含む ギフト包装`, 7, "という値はありません"},
		{`モール = 楽天市場`, 7, "「楽天」のことですか"},
		{`コメント 包む "名入れ"`, 6, "「含む」のことですか"},
		{`ギフトX`, 1, "という項目はありません"},
		{`明細のとれか(個数 > 1)`, 1, "「明細のどれか」のことですか"},
		// half filled
		{`請求金額`, 5, "後に比べ方と値がありません"},
		{`請求金額 >=`, 8, "後に値がありません"},
		{`請求金額 >= 、ギフト`, 9, "後に値がありません"},
		{`請求金額 = 1000 から`, 13, "終わりの値"},
		{`total between 1 5`, 17, "終わりの値"},
		{`モール = []`, 7, "[ ] の中に値がありません"},
		{`モール = [楽天, , BASE]`, 12, "前に値がありません"},
		{`どれか()`, 1, "中に条件がありません"},
		{`ギフト かつ`, 5, "「かつ」の後に条件がありません"},
		{`ギフト かつ 、入金済み`, 5, "「かつ」の後に条件がありません"},
		{`、ギフト`, 1, "前に条件がありません"},
		{`【未入力】 = 【未入力】`, 1, "未入力"},
		{`請求金額 >= 【未入力】`, 9, "未入力"},
		{`請求金額 >= ？`, 9, "未入力"},
		{`明細の合計() > 2`, 7, "何を数えるか"},
		{`明細の合計(個数、) > 2`, 9, "後に条件がありません"},
		{`ギフト =`, 6, "「はい」か「いいえ」"},
		// operators and types
		{`請求金額 含む "1"`, 1, "「含む」は使えません"},
		{`商品合計 = "千円"`, 8, "比べられません"},
		{`コメント >= "あ"`, 1, "「>=」は使えません"},
		{`コメント = 10`, 8, "比べられません"},
		{`注文者の郵便番号 = 0600001`, 12, "比べられません"},
		{`注文日 >= 20261201`, 8, "比べられません"},
		{`支払区分 > 代金引換`, 1, "「>」は使えません"},
		{`請求金額 > 注文日`, 8, "比べられません"},
		{`請求金額 = [1000, 2000]、モール > [楽天, BASE]`, 21, "「>」は使えません"},
		{`請求金額 > [1000, 2000]`, 15, "比べられる値は1つ"},
		{`モール = 支払区分`, 7, "比べられません"},
		{`ギフト がある`, 1, "「がある」は使えません"},
		{`コメント+1 含む "a"`, 1, "数は足せません"},
		{`請求金額 = 5000 から 1000 まで`, 16, "入れ替えて"},
		// numbers and dates that could be taken for others
		{`請求金額 >= 3万`, 9, "数として読めません"},
		{`請求金額 >= 10.5`, 9, "小数は使えません"},
		{`請求金額 >= 10,00`, 12, "条件は項目の名前から"},
		{`請求金額 >= 10、000`, 12, "条件は項目の名前から"},
		{`点数 = [1,200]`, 7, "1つの数なのか、2つの数なのか"},
		{"点数 = [\n1,200]", 1, "1つの数なのか、2つの数なのか"},
		{`請求金額 >= 1234,567`, 9, "1つの数なのか、2つの数なのか"},
		{`請求金額 >= 99999999999999999999`, 9, "大きすぎます"},
		{`請求金額 >= 10個`, 9, "「円」"},
		{`点数 >= 10円`, 7, "「円」は付けられません"},
		{`注文日 = 2026-02-30`, 7, "という日はありません"},
		{`注文日 = 12月24日`, 7, "数として読めません"},
		{`注文日 = 2026-12-011`, 7, "日付として読めません"},
		{`注文日 >= あした`, 8, "日付として読めません"},
		{`注文日 >= 今日+3円`, 10, "ここに「円」は足せません"},
		{`注文日 >= 今日+5000日`, 8, "10年まで"},
		{`注文日 >= 今日+`, 10, "後に数がありません"},
		// texts
		{`コメント 含む 名入れ`, 9, "\"名入れ\""},
		{`コメント 含む "名入れ`, 9, "閉じていません"},
		{`コメント 含む 「名入れ「A」`, 9, "閉じていません"},
		{`コメント 含む ""`, 9, "空です"},
		{`コメント 含む " － "`, 9, "空白や線だけ"},
		{`コメント 含む "` + strings.Repeat("長", MostText+1) + `"`, 9, "長すぎます"},
		{`コメント 正規表現 "` + strings.Repeat("長", MostPattern+1) + `"`, 11, "長すぎます"},
		{`コメント 正規表現 "(名入れ"`, 11, "正規表現"},
		{`コメント 正規表現 "a(?=b)"`, 11, "正規表現"},
		{`コメント 正規表現 注文者の氏名`, 11, "\" \" で囲んで"},
		{`コメント 正規表現 "((((a{100}){100}){100}){100})"`, 11, "正規表現"},
		// places
		{`個数 > 1`, 1, "「明細のどれか( 個数"},
		{`都道府県 = 沖縄県`, 1, "「お届け先のどれか( 都道府県"},
		{`お届け先のどれか(個数 > 1)`, 10, "「個数」は明細の値"},
		{`明細のどれか(明細のすべて(個数 > 1))`, 8, "もう一度"},
		{`明細の合計(商品名) > 1`, 1, "数ではない"},
		{`明細の合計(請求金額) > 1`, 1, "注文に1つの値"},
		{`明細の合計(個数)+1 > 1`, 10, "足したり引いたり"},
		// brackets and order
		{`ギフト かつ 入金済み または モール = BASE`, 13, "混ざっています"},
		{`ギフト または 入金済み、モール = BASE`, 13, "混ざっています"},
		{`モール = BASE、ギフト または 入金済み`, 11, "混ざっています"},
		{`どれか(ギフト かつ 入金済み、モール = BASE)`, 16, "混ざっています"},
		{`どれか(ギフト`, 4, "閉じていません"},
		{`ギフト)`, 4, "余分です"},
		{`ギフト 入金済み`, 5, "比べ方ではありません"},
		{`モール = BASE 入金済み`, 12, "改行するか「、」で"},
		{`"名入れ" = コメント`, 1, "項目の名前から"},
		{`支払区分 = 代金引換、後払い`, 13, "という項目はありません"},
		{`コメント 含む "a"、"b"`, 13, "[ ] で囲んで"},
		{`モール = [楽天 BASE]`, 11, "「,」で区切って"},
		{`モール = [楽天`, 7, "[ が閉じていません"},
		{strings.Repeat("(", 5000) + "ギフト", 0, "深すぎます"},
		{strings.Repeat("not ", 50000) + "gift", 0, "深すぎます"},
		{strings.Repeat("でない(", MostDepth) + "ギフト" + strings.Repeat(")", MostDepth), 0, "深すぎます"},
		{"ギフト\xff", 4, "UTF-8"},
	} {
		c, faults := ParseCond(w.text)
		if len(faults) == 0 {
			t.Errorf("%q is taken for %s", w.text, FormatCond(&c))
			continue
		}
		f := faults[0]
		if w.column > 0 && f.At.Column != w.column || !strings.Contains(f.Text, w.says) {
			t.Errorf("%q: column %d %q, want column %d and %q", clip(w.text), f.At.Column, f.Text, w.column, w.says)
		}
		if len(faults) > 2 {
			t.Errorf("%q: one slip gives %d faults: %v", clip(w.text), len(faults), faults)
		}
		if again := CheckCond(&c); len(again) == 0 {
			t.Errorf("%q: what was read of it, %s, passes for whole", clip(w.text), FormatCond(&c))
		}
	}
}

// rules puts lines into a set with a rule around them.
func ruleWith(when, then string) string {
	return "店番ルール 1\n\nルール \"x\"\n  条件\n    " + when + "\n  動作\n    " + then + "\n"
}

func TestActionsThatAreRefused(t *testing.T) {
	for _, w := range []wrong{
		{`判定 ギフド`, 8, "「ギフト」のことですか"},
		{`判定`, 7, "判定がありません"},
		{`ラベル 急ぎ`, 9, `"急ぎ"`},
		{`ラベル`, 8, "内容がありません"},
		{`ラベル ""`, 5, "未入力"},
		{`ラベル 【未入力】`, 9, "未入力"},
		{`ラベル "` + strings.Repeat("長", MostText+1) + `"`, 5, "長すぎます"},
		{`ラベル "a\nb"`, 5, "改行"},
		{`確認する "x"`, 5, "「確認」のことですか"},
		{`確認不要 名入れ`, 10, "という組み込みの確認はありません"},
		{`金額 かくす`, 8, "選べるのは「表示」「非表示」「追加料金だけ」"},
		{`保留 今日+3日`, 13, "「まで」がありません"},
		{`保留 あした まで`, 8, "日付として読めません"},
		{`保留 請求金額 まで`, 8, "日付ではありません"},
		{`保留 個数 まで`, 8, "読めません"},
		{`保留 2026-12-01+5000日 まで`, 8, "10年まで"},
		{`保留 5 まで`, 8, "日付を書きます"},
		{`出荷日`, 8, "いつかがありません"},
		{`出荷日 "あした"`, 9, "日付を書きます"},
		{`出荷日 【未入力】`, 5, "未入力"},
		{`料金 "名入れ代" 300円 税5%`, 5, "8% か 10%"},
		{`料金 "名入れ代" 300円 税0%`, 5, "8% か 10%"},
		{`料金 "名入れ代" 300円 税1000%`, 21, "ありません"},
		{`料金 "名入れ代" 300円`, 19, "税率がありません"},
		{`料金 "名入れ代" 300 税10%`, 15, "「円」がありません"},
		{`料金 "名入れ代" 0円 税10%`, 5, "1円から"},
		{`料金 "名入れ代" -300円 税10%`, 5, "1円から"},
		{`料金 300円 税10%`, 8, "囲んで"},
		{`優先度 高い`, 9, "数として読めません"},
		{`優先度 100000`, 5, "1000 まで"},
		{`優先度 -`, 9, "数として読めません"},
		{`ここで終わる 急ぎ`, 12, "余分"},
		{"判定 ギフト\n    判定 ギフト を外す", 5, "付けて外しています"},
		{"ラベル \"急ぎ\"\n    ラベル \"急ぎ　\" を外す", 5, "付けて外しています"},
		{"金額 表示\n    金額 非表示", 5, "「金額」が2つ"},
		{"配送方法 \"宅急便\"\n    配送方法 \"ネコポス\"", 5, "「配送方法」が2つ"},
		{"保留\n    保留 今日+1日 まで", 5, "「保留」が2つ"},
		{"出荷日 今日\n    出荷日 今日+1日", 5, "「出荷日」が2つ"},
		{"確認 \"a\"\n    確認 \"a\"", 5, "同じ動作"},
		{"料金 \"a\" 1円 税8%\n    料金 \"a\" 2円 税8%", 5, "料金「a」が2つ"},
		{"ここで終わる\n    ここで終わる", 5, "2つあります"},
		{"", 3, "動作がありません"},
	} {
		_, faults := Parse(ruleWith("ギフト", w.text))
		if len(faults) != 1 {
			t.Errorf("%q: %d faults %v", w.text, len(faults), faults)
			continue
		}
		line := 7 + strings.Count(w.text, "\n")
		if w.text == "" {
			line, w.column = 3, 1
		}
		if f := faults[0]; f.At != (Pos{line, w.column}) || !strings.Contains(f.Text, w.says) || f.Rule != "x" {
			t.Errorf("%q: %v %q in %q, want %d:%d and %q", w.text, f.At, f.Text, f.Rule, line, w.column, w.says)
		}
	}
}

func TestSetsThatAreRefused(t *testing.T) {
	good := "ルール \"a\"\n条件 ギフト\n動作 保留\n"
	for _, w := range []struct {
		text string
		at   Pos
		says string
	}{
		{"店番ルール 2\n" + good, Pos{1, 1}, "新しくして"},
		{"注文番号,氏名\n1,髙橋\n", Pos{1, 1}, "読めません"},
		{good + "テスト 楽店:1 は 判定 ギフト", Pos{4, 5}, "「楽天」のことですか"},
		{good + "テスト 楽天: は 判定 ギフト", Pos{4, 8}, "注文番号がありません"},
		{good + "テスト shopify:#1001 は 判定 ギフト", Pos{4, 13}, "囲んで"},
		{good + "テスト 楽天:1 判定 ギフト", Pos{4, 10}, "「は」がありません"},
		{good + "テスト 楽天:1 は", Pos{4, 11}, "どうなるはずか"},
		{good + "テスト 楽天:1 は 判定 ギフト、", Pos{4, 19}, "どうなるはずか"},
		{good + "テスト 楽天:1 は ステータス 確認まち", Pos{4, 18}, "「確認待ち」のことですか"},
		{good + "テスト 楽天:1 は ルール \"b\" が当たる", Pos{4, 1}, "がありません"},
		{good + "テスト 楽天:1 は ステータス 確認待ち、ステータス 保留", Pos{4, 1}, "2つのステータス"},
		{good + "テスト 楽天:1 は 判定 ギフト、判定 ギフト がない", Pos{4, 1}, "反対"},
		{good + "テスト 楽天:1 は 色 青", Pos{4, 12}, "確かめられません"},
		{good + "組み込み オフ 番地", Pos{4, 9}, "「番地のない住所」のことですか"},
		{good + "組み込み 住所", Pos{4, 6}, "組み込み オフ"},
		{good + "組み込み オフ コメント\n組み込み オフ コメント", Pos{5, 1}, "2回"},
		{good + good, Pos{4, 1}, "もう1つあります（1行目）"},
		{good + "ルール \"ａ\"\n条件 ギフト\n動作 保留", Pos{4, 1}, "もう1つあります"},
		{"ルール \"\"\n条件 ギフト\n動作 保留\n", Pos{1, 1}, "名前がありません"},
		{"ルール a\n条件 ギフト\n動作 保留\n", Pos{1, 5}, "\" \" で囲んで"},
		{"ルール \"a\n条件 ギフト\n動作 保留\n", Pos{1, 5}, "閉じていません"},
		{"ルール \"a\" 条件 ギフト\n動作 保留\n", Pos{1, 9}, "余分"},
		{"ルール \"a\"\n動作 保留\n", Pos{1, 1}, "条件 すべての注文"},
		{"ルール \"a\"\n条件\n動作 保留\n", Pos{2, 1}, "条件 すべての注文"},
		{"ルール \"a\"\n条件 すべての注文\n", Pos{1, 1}, "動作がありません"},
		{"ルール \"a\"\n条件 ギフト\n条件 入金済み\n動作 保留\n", Pos{3, 1}, "2つあります"},
		{"ルール \"a\"\nギフト\n動作 保留\n", Pos{2, 1}, "「条件」「動作」"},
		{"条件 ギフト\n", Pos{1, 1}, "ルールの中に"},
		{"ルール \"a\"\n条件\n  どれか(\n  ギフト\n動作 保留\n" + good, Pos{3, 6}, "閉じていません"},
		{"ルール \"a\"\n条件\nギフト\nまたは 入金済み\n動作 保留\n", Pos{4, 1}, "行のはじめ"},
		{"ルール \"a\"\nメモ 注意\n条件 ギフト\n動作 保留\n", Pos{2, 4}, "メモの文"},
	} {
		_, faults := Parse(w.text)
		if len(faults) == 0 {
			t.Errorf("%q is taken", w.text)
			continue
		}
		if f := faults[0]; f.At != w.at || !strings.Contains(f.Text, w.says) {
			t.Errorf("%q: %v %q, want %v and %q", w.text, f.At, f.Text, w.at, w.says)
		}
	}
}

// A file with slips in many lines gives them all at once, each at its own line, none because of another.
func TestManySlipsAreReportedAtOnce(t *testing.T) {
	text := `店番ルール 1
ルール "一"
  条件
    請求額 >= 1000
    どれか(
      明細のどれか(商品名 含む 名入れ、個数 > 2)
      支払区分 = 代引
    )
    ギフト
  動作
    ラベル 急ぎ
    判定 ギフト
    料金 "名入れ" 300円 税5%
    確認 "見る
ルール "二"
  条件 個数 > 1
  動作 出荷日
テスト 楽天:1 は ステータス 完了
あれこれ
`
	_, faults := Parse(text)
	var lines []int
	for _, f := range faults {
		lines = append(lines, f.At.Line)
	}
	if got := fmt.Sprint(lines); got != "[4 6 7 11 13 14 16 17 18 19]" {
		t.Errorf("faults in the lines %s: %v", got, faults)
	}
	for _, f := range faults {
		if want := map[bool]string{true: "一", false: "二"}[f.At.Line < 15]; f.At.Line < 18 && f.Rule != want {
			t.Errorf("line %d is of the rule %q", f.At.Line, f.Rule)
		}
	}
	if _, faults := Parse(strings.Repeat("あれこれ\n", 1000)); len(faults) != 50 {
		t.Errorf("%d faults of a file that is none", len(faults))
	}
}

// A sentence says what is wrong and what to do; no place is outside the text.
func TestSentencesOfFaults(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rs := []rune(procedure)
		for range rapid.IntRange(1, 4).Draw(t, "slips") {
			at := rapid.IntRange(0, len(rs)-1).Draw(t, "at")
			put := []rune(rapid.SampledFrom([]string{"", "(", ")", "\"", "、", "[", "]", "「", "=", "1", "ギ", "または", "\n", "#", "ルール", "動作\n"}).Draw(t, "put"))
			drop := rapid.IntRange(0, min(3, len(rs)-at)).Draw(t, "drop")
			rs = append(rs[:at], append(put, rs[at+drop:]...)...)
		}
		text := string(rs)
		set, faults := Parse(text)
		lines := strings.Split(text, "\n")
		for i, f := range faults {
			if f.At.Line < 1 || f.At.Line > len(lines) || f.At.Column < 1 || f.At.Column > utf8.RuneCountInString(lines[f.At.Line-1])+1 {
				t.Fatalf("%v is outside of\n%s", f.At, text)
			}
			if !strings.HasSuffix(f.Text, "。") && !strings.HasSuffix(f.Text, "）") && !strings.Contains(f.Text, "例:") || utf8.RuneCountInString(f.Text) > 200 {
				t.Fatalf("the sentence %q", f.Text)
			}
			if i > 0 && (f.At.Line < faults[i-1].At.Line) {
				t.Fatalf("out of order: %v", faults)
			}
		}
		if len(faults) > 0 {
			return
		}
		again, faults := Parse(Format(set))
		if len(faults) > 0 || Format(again) != Format(set) {
			t.Fatalf("%v in\n%s\nread from\n%s", faults, Format(set), text)
		}
	})
}

func TestTenThousandRulesAreRefusedAtOnce(t *testing.T) {
	var b strings.Builder
	for i := range 10000 {
		fmt.Fprintf(&b, "ルール \"%d番\"\n  条件\n    請求金額 >= %d\n    明細のどれか(商品名 含む \"名入れ\"、個数 > 2)\n  動作\n    ラベル \"急ぎ\"\n", i, i)
	}
	began := time.Now()
	set, faults := Parse(b.String())
	if took := time.Since(began); took > time.Second {
		t.Errorf("it took %v", took)
	}
	if len(faults) != 1 || faults[0].At != (Pos{MostRules*6 + 1, 1}) || !strings.Contains(faults[0].Text, "2000個まで") {
		t.Errorf("faults %v", faults)
	}
	for len(set.Rules) <= MostRules {
		set.Rules = append(set.Rules, set.Rules[0])
	}
	if faults := Check(set); len(faults) != 1 || !strings.Contains(faults[0].Text, "2000個まで") {
		t.Errorf("faults of the set %v", faults)
	}
	_, faults = Parse(strings.Repeat("ルール \"同じ\"\n条件 ギフト\n動作 保留\n", 10000))
	if len(faults) != 50 {
		t.Errorf("%d faults of ten thousand rules of one name", len(faults))
	}
	conds := ruleWith(strings.Repeat("ギフト\n", MostConds+1), "保留")
	if _, faults = Parse(conds); len(faults) != 1 || !strings.Contains(faults[0].Text, "条件が多すぎます") {
		t.Errorf("faults of too many conditions %v", faults)
	}
	if _, faults = Parse(strings.Repeat("x", mostBytes+1)); len(faults) != 1 || !strings.Contains(faults[0].Text, "大きすぎます") {
		t.Errorf("faults of a file that is too large %v", faults)
	}
}

func seeds() []string {
	return []string{procedure, "", "\uFEFF店番ルール 1\r\n", ruleWith(`コメント 正規表現 "^\d{3}$"`, `料金 "a" 1円 税8%`), ruleWith("明細の合計(個数、単価 > 1) >= [1, 2", "保留 今日+3日 まで \"x\""),
		ruleWith("どれか(\nギフト または\n(入金済み かつ (", "優先度 -5、ここで終わる"), "ルール \"\\", "テスト 楽天:", "組み込み オフ 代金引換×", "\"", "「「", "条件 明細の数(", ruleWith("注文日 = 2026-", "出荷日 今日-")}
}

// Nothing that is dropped onto the window, whatever it is, does more than give sentences.
func FuzzParse(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		set, faults := Parse(text)
		if len(faults) > mostFaults {
			t.Fatalf("%d faults", len(faults))
		}
		written := Format(set)
		if len(faults) > 0 {
			return
		}
		back, faults := Parse(written)
		if len(faults) > 0 || Format(back) != written {
			t.Fatalf("%q is written as\n%s\nthen %v as\n%s", text, written, faults, Format(back))
		}
		if _, faults := Compile(set); len(faults) > 0 {
			t.Fatalf("Check passes what Compile refuses: %v", faults)
		}
	})
}

// The words of a call and of the search line.
func FuzzParseCond(f *testing.F) {
	for _, s := range []string{"payment = cod and total >= 10000", "支払区分 = [代金引換、後払い]", "でない(ギフト、入金済み)", "明細の最大(単価、個数 > 1) > 商品合計+100", "注文日 = 今日-3日 から 今日 まで", "not (a or", "コメント 含む 「「", "点数 = [1,200"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, faults := ParseCond(text)
		if len(faults) > 0 {
			if len(CheckCond(&c)) == 0 {
				t.Fatalf("%q is refused, and yet %s passes", text, FormatCond(&c))
			}
			return
		}
		written := FormatCond(&c)
		back, faults := ParseCond(written)
		if len(faults) > 0 || FormatCond(&back) != written {
			t.Fatalf("%q is written as %q, then %v as %q", text, written, faults, FormatCond(&back))
		}
	})
}

// large is a set of as many rules as may be.
func large() string {
	var b strings.Builder
	b.WriteString("店番ルール 1\n")
	for i := range MostRules {
		fmt.Fprintf(&b, "\n# その%d\nルール \"%d番\"\n  メモ \"いつものとおり\"\n  条件\n    支払区分 = [代金引換, 後払い]\n    請求金額 >= %d\n    どれか(\n      明細のどれか(商品名 含む \"名入れ\"、個数 > 2)\n      お届け希望日 < 注文日+3日\n    )\n  動作\n    ラベル \"急ぎ\"\n    確認 \"見る\"\n", i, i, i)
	}
	return b.String()
}

func BenchmarkParseTwoThousandRules(b *testing.B) {
	text := large()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, faults := Parse(text); len(faults) > 0 {
			b.Fatal(faults)
		}
	}
}

func BenchmarkFormatTwoThousandRules(b *testing.B) {
	set, _ := Parse(large())
	b.ReportAllocs()
	for b.Loop() {
		if len(Format(set)) == 0 {
			b.Fatal(os.ErrInvalid)
		}
	}
}
