package publish_test

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// The people, goods and words of a small town's shop: few enough that everything meets everything.
var (
	peopleOf   = []string{"山田 花子", "髙橋 一郎", "高橋 一郎", "佐藤 太郎"}
	phonesOf   = []string{"090-0000-1001", "090-0000-1002", "03-0000-0003"}
	addresses  = []string{"神宮前1-2-3", "神宮前", "恵比寿4-5-6"}
	commentsOf = []string{"", "", "よろしくお願いします。", "置き配しないでください", "よろしくお願いします。のしは不要です。"}
	paymentsOf = []string{"クレジットカード", "代金引換", "銀行振込", "村の商品券"}
	statesOf   = []string{"100", "300", "300", "300", "300", "400", "500", "700", "800", "900"}
	wishesOf   = []string{"", "", "2026-11-25", "2026-11-20", "2026-11-28"}
	goodsOf    = []string{"tea-100", "tea-200", "cup"}
	methodsOf  = []string{"宅配便", "メール便"}
	noshiOf    = []string{"", "", "", "御祝"}
)

func drawSold(rt *rapid.T, no int) sold {
	pick := func(name string, from []string) string { return rapid.SampledFrom(from).Draw(rt, name) }
	o := sold{No: fmt.Sprint(no), Status: pick("status", statesOf), Pay: pick("pay", paymentsOf), Name: pick("name", peopleOf), Phone: pick("phone", phonesOf),
		Address: pick("address", addresses), Comment: pick("comment", commentsOf), Wish: pick("wish", wishesOf), Method: pick("method", methodsOf), SKU: pick("sku", goodsOf), Noshi: pick("noshi", noshiOf),
		Date: pick("date", []string{"2026-11-10", "2026-11-22", "2026-11-23"}), Qty: rapid.IntRange(1, 4).Draw(rt, "qty"), Total: rapid.SampledFrom([]int{1080, 12_000, 400_000}).Draw(rt, "total")}
	o.To = o.Name
	if rapid.IntRange(0, 3).Draw(rt, "gift") == 0 {
		o.To = pick("to", peopleOf)
	}
	return o
}

// drawOrders draws a file of 楽天.
func drawOrders(rt *rapid.T) []sold {
	var orders []sold
	for no := 1; no <= 8; no++ {
		if no == 1 || rapid.IntRange(0, 3).Draw(rt, "in") > 0 {
			orders = append(orders, drawSold(rt, no))
		}
	}
	return orders
}

// What shops write into their rules.
var condsOf = []string{
	"支払区分 = 代金引換", "支払区分 = [銀行振込, クレジットカード]", "ギフト", "でない(ギフト)", "請求金額 >= 10000", "請求金額 < 5000", "購入回数 >= 2", "購入回数 = 1",
	"コメント がある", `コメント 含む "のし"`, "明細のどれか(個数 >= 3)", `明細のどれか(SKU = "tea-100")`, `明細のすべて(商品コード から始まる "tea")`, "明細の合計(個数) >= 2", "お届け希望日 がある", "お届け希望日 <= 今日+2日",
	"お届け希望日 < 今日", "判定 含む リピーター", "判定 含む ギフト", `ラベル 含む "急ぎ"`, `でない(ラベル 含む "急ぎ")`, "組み込みの確認 含む コメント", "組み込みの確認 がある", "注文日 <= 今日-3日",
	"お届け先のどれか(のし がある)", "お届け先のどれか(氏名 ≠ 注文者の氏名)", "どれか(支払区分 = 代金引換、でない(購入回数 >= 2))", "すべて(請求金額 >= 1000、どれか(ギフト、コメント がある))", `チェック 含む "熨斗"`,
	`モールの配送方法 含む "メール"`, "入金済み", "同じ人かもしれない注文 > 0",
}

var actionsOf = []string{
	"判定 ギフト", "判定 ギフト を外す", "判定 金額非表示", "判定 VIP", `ラベル "急ぎ"`, `ラベル "急ぎ" を外す`, `ラベル "VIP"`, `チェック "熨斗"`, `保留 "店長に聞く"`, `保留 2026-11-26 まで "入荷の日"`, "保留 今日+1日 まで",
	`確認 "目で見てください"`, "確認不要 コメント", "確認不要 番地のない住所", `配送方法 "宅配便"`, `配送方法 "メール便"`, "金額 非表示", "金額 表示", "金額 追加料金だけ", `同梱物 "サンクスカード"`, `チラシ "お店の案内"`,
	`料金 "手数料" 330円 税10%`, `メール "受注確認"`, "優先度 10", "優先度 5", "優先度 -1", `納品書の一言 "ありがとうございます"`, "出荷日 お届け希望日-1日", "出荷日 2026-11-27", "出荷日 今日+1日",
}

var builtInsOf = []string{"コメント", "番地のない住所", "過ぎたお届け希望日", "代金引換 × ギフト", "初めての支払方法"}

// drawRules draws the text of a rule set such as shops write them; some have a rule that says who is served first.
func drawRules(rt *rapid.T) string {
	var b strings.Builder
	b.WriteString("店番ルール 1\n")
	for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(builtInsOf), 0, 2, rapid.ID).Draw(rt, "switched off") {
		fmt.Fprintf(&b, "組み込み オフ %s\n", id)
	}
	for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(1, 9), 0, 6, rapid.ID).Draw(rt, "rules") {
		off := ""
		if rapid.IntRange(0, 7).Draw(rt, "off") == 0 {
			off = " 停止中"
		}
		fmt.Fprintf(&b, "ルール \"%d番\"%s\n  条件", n, off)
		if rapid.IntRange(0, 5).Draw(rt, "all orders") == 0 {
			b.WriteString(" すべての注文\n")
		} else {
			for _, c := range rapid.SliceOfNDistinct(rapid.SampledFrom(condsOf), 1, 2, rapid.ID).Draw(rt, "conditions") {
				fmt.Fprintf(&b, "\n    %s", c)
			}
			b.WriteByte('\n')
		}
		b.WriteString("  動作\n")
		for _, a := range rapid.SliceOfNDistinct(rapid.SampledFrom(actionsOf), 1, 3, func(a string) string { return strings.Fields(a)[0] }).Draw(rt, "actions") {
			fmt.Fprintf(&b, "    %s\n", a)
		}
		if rapid.IntRange(0, 6).Draw(rt, "stop") == 0 {
			b.WriteString("    ここで終わる\n")
		}
	}
	return b.String()
}
