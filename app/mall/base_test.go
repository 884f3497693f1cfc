package mall_test

import (
	"slices"
	"strings"
	"testing"

	"miseban/app/mall"
	"miseban/app/order"

	"pgregory.net/rapid"
)

func baseOrder(tb testing.TB, change map[string]string) *order.Facts {
	tb.Helper()
	names, data := sample(tb, "others/base.sample.csv")
	return one(tb, csv(tb, names, rows{with(data[4], change)})) // …0002, one row
}

func TestBasesOrders(t *testing.T) {
	for _, name := range []string{"base", "base_itemcode"} {
		r := read(t, file(t, "others/"+name+".sample.csv"))
		if r.err != nil || r.format.ID != "base" || len(r.parsed) != 5 || len(r.refused) != 0 || r.rows != 10 {
			t.Fatalf("%s: %d orders of %d rows, refused %+v, error %v", name, len(r.parsed), r.rows, r.refused, r.err)
		}
		o := r.orders()
		// 2 × (1,500 + 300 wrapping + 0) + 1,600 = 5,200; + 600 postage − 200, each counted once.
		facts(t, o["A1B2C3D4E5F60001"], map[string]string{
			"shown": "A1B2C3D4E5F60001", "at": "2026-11-20 09:12:31", "status": "未発送", "cancelled": "no", "clearance": "cleared", "shipped": "no",
			"payment": "クレジットカード決済", "paid": "yes", "total": "5600", "goods": "5200", "shipping": "600", "cod": "0", "coupon": "200", "uncertain": "no",
			"orderer": "山﨑 美咲", "from": "北海道札幌市中央区北一条西2-3-4", "from zip": "0600001", "from phone": "0110001003", "mail": "misaki@example.jp",
			"to name": "德永 誠", "to": "福岡県福岡市博多区博多駅前3-4-5 №5ビルⅢ 2F", "zip": "8120011", "phone": "0920001004",
			"comment": "熨斗は外のしで\nお願いします。", "memo": "初回のお客様", "wish": "2026-11-28", "slot": "14-16", "gift": "yes", "wrapping": "ギフトラッピング", "alerts": "",
		})
		// 配送先 is blank: it goes to 請求先.
		facts(t, o["A1B2C3D4E5F60002"], map[string]string{"clearance": "not_yet", "paid": "no", "to name": "鈴木 次郎", "to": "神奈川県横浜市中区山下町7-8 ハイツ髙 201", "zip": "2310023",
			"phone": "0450001007", "total": "2100", "uncertain": "no", "wish": "", "slot": "", "gift": "?", "comment": ""})
		facts(t, o["A1B2C3D4E5F60003"], map[string]string{"clearance": "cleared", "shipped": "yes", "paid": "?", "cod": "330", "total": "5730", "goods": "4800"})
		facts(t, o["A1B2C3D4E5F60004"], map[string]string{"cancelled": "yes", "shipped": "no", "clearance": "?"})
		facts(t, o["A1B2C3D4E5F60005"], map[string]string{"clearance": "unknown", "paid": "?", "gift": "?", "wrapping": "?", "message": "?"})
		if why := *o["A1B2C3D4E5F60005"].ClearanceWhy; !strings.Contains(why, "調整中") || !strings.Contains(*o["A1B2C3D4E5F60002"].ClearanceWhy, "入金をお待ちください") {
			t.Errorf("why: %s", why)
		}
		codes := map[string][2]string{
			"base":          {"70000001/80000001", "70000002/"},
			"base_itemcode": {"towel/towel-wh", "tea/"},
		}[name]
		wantGoods(t, o["A1B2C3D4E5F60001"], codes[0]+" 今治タオル [ホワイト|ギフトラッピング:あり|名入れ:MISAKI] ×2 @1800 10%", codes[1]+" 新茶 100g [] ×1 @1600 8%")
		wantGoods(t, o["A1B2C3D4E5F60003"], codes[1]+" 新茶 100g [] ×3 @1600 8%")
		wantGoods(t, o["A1B2C3D4E5F60005"], codes[0]+" 今治タオル [ホワイト|メッセージカード:なし] ×1 @1500 10%")
	}
}

func TestBaseStates(t *testing.T) {
	for state, want := range map[string]map[string]string{
		"未発送":   {"clearance": "cleared", "shipped": "no", "cancelled": "no", "paid": "yes"},
		"未対応":   {"clearance": "cleared", "shipped": "no", "paid": "yes"},
		"入金待ち":  {"clearance": "not_yet", "shipped": "no", "paid": "no"},
		"対応開始前": {"clearance": "not_yet", "shipped": "no", "paid": "?"},
		"発送済み":  {"clearance": "cleared", "shipped": "yes"},
		"対応済":   {"clearance": "cleared", "shipped": "yes"},
		"配送中":   {"clearance": "cleared", "shipped": "yes"},
		"キャンセル": {"clearance": "?", "cancelled": "yes", "shipped": "no", "paid": "?"},
		"返品":    {"clearance": "unknown", "cancelled": "no", "shipped": "no", "paid": "?"},
		"":      {"clearance": "unknown"},
	} {
		f := baseOrder(t, map[string]string{"発送状況": state})
		facts(t, f, want)
		if f.Clearance != nil && !strings.Contains(order.Value(f.ClearanceWhy), "BASE") {
			t.Errorf("%s: %q", state, order.Value(f.ClearanceWhy))
		}
	}
	facts(t, baseOrder(t, map[string]string{"発送状況": "未発送", "支払い方法": "代引き", "代引き手数料": "330"}), map[string]string{"clearance": "cleared", "paid": "?", "total": "2430"})
	names, data := sample(t, "others/base.sample.csv")
	without := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == "発送状況" || n == "備考" || n == "調整金額" })
	f := one(t, csv(t, without, data[4:5]))
	facts(t, f, map[string]string{"clearance": "?", "cancelled": "?", "shipped": "?", "paid": "?", "comment": "?", "total": "?", "coupon": "?", "goods": "1500"})
	if !f.NoComment {
		t.Error("a file without 備考 tells of no comment")
	}
}

func TestBaseAmounts(t *testing.T) {
	for _, c := range []struct{ change, want map[string]string }{
		{map[string]string{"送料": ""}, map[string]string{"total": "?", "shipping": "?", "goods": "1500"}},
		{map[string]string{"合計金額": ""}, map[string]string{"total": "?", "goods": "?"}},
		{map[string]string{"調整金額": "100"}, map[string]string{"total": "2200", "coupon": "0"}},
		{map[string]string{"調整金額": "-600"}, map[string]string{"total": "1500", "coupon": "600"}},
		{map[string]string{"代引き手数料": "", "支払い方法": "代引き"}, map[string]string{"total": "?", "cod": "?"}},
		{map[string]string{"代引き手数料": ""}, map[string]string{"total": "2100", "cod": "0"}},
		{map[string]string{"バリエーション": "藍（+699円）"}, map[string]string{"total": "2100"}},
		{map[string]string{"合計金額": "2100"}, map[string]string{"total": "2700", "uncertain": "yes"}}, // the row's sum is more than its goods
		{map[string]string{"配送日": "いつでも"}, map[string]string{"wish": "?", "alerts": "wish_unread"}},
		{map[string]string{"氏(配送先)": "髙橋", "住所(配送先)": "梅田1-1-1"}, map[string]string{"to name": "髙橋", "to": "梅田1-1-1", "phone": ""}},
	} {
		facts(t, baseOrder(t, c.change), c.want)
	}
	// No amount in a choice: it is printed on the slip of a gift, too.
	if o := *baseOrder(t, map[string]string{"バリエーション": "藍（+699円）"}).Lines[0].Options; !slices.Equal(o, []string{"藍"}) {
		t.Errorf("options %q", o)
	}
	for rate, want := range map[string]int{"8": 8, "10": 10, "0.08": 8, "10%": 10, "軽減税率8%": 8, "標準": 0, "18%": 0, "": 0} {
		if got := order.Value(baseOrder(t, map[string]string{"税率": rate}).Lines[0].TaxRate); got != want {
			t.Errorf("%q: %d %%", rate, got)
		}
	}
	names, data := sample(t, "others/base.sample.csv")
	// An option of fewer pieces than the item: its price cannot be told per piece, the total has it.
	some := rows{data[0], with(data[1], map[string]string{"数量": "1", "合計金額": "300"})}
	f := one(t, csv(t, names, some))
	facts(t, f, map[string]string{"total": "3700", "goods": "3300"})
	if f.Lines[0].UnitPrice != nil || *f.Lines[0].Qty != 2 {
		t.Errorf("got\n%s", dump(f))
	}
	// An order's postage that differs from row to row is not sure.
	facts(t, one(t, csv(t, names, rows{data[5], with(data[6], map[string]string{"送料": "700"})})), map[string]string{"total": "5730", "uncertain": "yes"})
}

// A sorted file has options without the item that they belong to: the order is refused, no other one is.
func TestABaseOptionWithoutItsItem(t *testing.T) {
	names, data := sample(t, "others/base.sample.csv")
	r := read(t, csv(t, names, rows{data[1], data[0], data[4]}))
	if len(r.parsed) != 1 || len(r.refused) != 1 || r.refused[0].No != "A1B2C3D4E5F60001" || !strings.Contains(r.refused[0].Problems[0].Message, "オプション") {
		t.Errorf("%d orders, refused %+v", len(r.parsed), r.refused)
	}
}

// BASE's file for registering parcels is not the orders, and the owner is told so.
func TestBasesParcelFileIsRefused(t *testing.T) {
	names := strings.Split("注文ID,注文日時,氏(配送先),名(配送先),配送業者ID,伝票番号,メッセージテンプレートID,郵便番号(配送先),都道府県(配送先),住所(配送先),住所2(配送先),電話番号(配送先),備考,商品コード,商品名,バリエーション,数量", ",")
	if f, _ := mall.Recognise(names); f != nil {
		t.Errorf("taken for %s", f.ID)
	}
	if why := mall.WhyNot(names); !strings.Contains(why, "BASEの注文CSVに似ていますが") || !strings.Contains(why, "何も変更していません") {
		t.Error(why)
	}
	r := read(t, csv(t, header(t, "base"), rows{{"注文ID": "--- 同上 ---", "商品名": "新茶", "数量": "1"}}))
	if len(r.parsed) != 0 || len(r.refused) != 1 {
		t.Errorf("%d orders", len(r.parsed))
	}
}

// The owner has switched the 商品コードApp on: the same lines have codes now.
func TestBaseWithTheItemCodeAppSwitchedOn(t *testing.T) {
	before, after := file(t, "others/base.sample.csv"), file(t, "others/base_itemcode.sample.csv")
	for no, rich := range read(t, after).orders() {
		got := folded(t, no, before, after)
		if a, b := encoded(t, got), encoded(t, rich); a != b {
			t.Errorf("%s: got\n%s\nwant\n%s", no, dump(got), dump(rich))
		}
		if back := folded(t, no, after, before); len(back.Lines) != len(rich.Lines) || order.Value(back.Total) != order.Value(rich.Total) {
			t.Errorf("%s: doubled\n%s", no, dump(back))
		}
	}
}

// Rows of one order apart in the file, or the whole file in it twice.
func TestPiecesOfMallsWithoutALineID(t *testing.T) {
	for name, write := range map[string]func(testing.TB, []string, rows) []byte{"base": csv, "stores": csv, "mercari_shops": utf8CSV} {
		names, data := sample(t, "others/"+name+".sample.csv")
		key := names[0]
		want := read(t, write(t, names, data)).orders()
		twice := read(t, write(t, names, append(slices.Clone(data), data...))).orders()
		for no := range want {
			if encoded(t, twice[no]) != encoded(t, want[no]) {
				t.Errorf("%s twice: got\n%s\nwant\n%s", no, dump(twice[no]), dump(want[no]))
			}
		}
		// An item of another order between each two; options stay behind their item.
		var first, others rows
		for _, r := range data {
			if r[key] == data[0][key] {
				first = append(first, r)
			} else {
				others = append(others, r)
			}
		}
		mixed := append(slices.Clone(first[:len(first)-1]), others...)
		mixed = append(mixed, first[len(first)-1])
		got := read(t, write(t, names, mixed)).orders()
		for no := range want {
			if encoded(t, got[no]) != encoded(t, want[no]) {
				t.Errorf("%s apart: got\n%s\nwant\n%s", no, dump(got[no]), dump(want[no]))
			}
		}
	}
}

// With its order number and half of its columns a file of these malls is known; no part of it is taken for another's.
func TestPartsOfCartFilesAreKnownOrNobodys(t *testing.T) {
	keys := map[string]string{"shopify": "Name", "base": "注文ID", "base_itemcode": "注文ID", "stores": "オーダー番号", "mercari_shops": "order_id"}
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom([]string{"base", "base_itemcode", "mercari_shops", "shopify", "stores"}).Draw(rt, "layout")
		all := rapid.Permutation(header(t, name)).Draw(rt, "order")
		some := append(slices.Clone(all[:rapid.IntRange(0, len(all)).Draw(rt, "columns")]), keys[name], "2027年に追加された列")
		f, _ := mall.Recognise(some)
		if f != nil && f.ID != formatOf[name] || f == nil && len(some) > len(all)/2+2 {
			rt.Fatalf("%v of %s: %v, %s", some, name, f, mall.WhyNot(some))
		}
	})
}

func FuzzReadBase(f *testing.F) {
	f.Add(file(f, "others/base.sample.csv"))
	f.Add(file(f, "others/base_itemcode.sample.csv"))
	fuzz(f, "base")
}
