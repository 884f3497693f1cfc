package mall_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"miseban/app/mall"
	"miseban/app/order"
)

func storesOrder(tb testing.TB, change map[string]string) *order.Facts {
	tb.Helper()
	names, data := sample(tb, "others/stores.sample.csv")
	return one(tb, csv(tb, names, rows{with(data[2], change)})) // 1000000002, one row
}

func TestStoresOrders(t *testing.T) {
	for _, name := range []string{"stores", "stores_new"} {
		r := read(t, file(t, "others/"+name+".sample.csv"))
		if r.err != nil || r.format.ID != "stores" || len(r.parsed) != 6 || len(r.refused) != 0 || r.rows != 8 {
			t.Fatalf("%s: %d orders of %d rows, refused %+v, error %v", name, len(r.parsed), r.rows, r.refused, r.err)
		}
		o := r.orders()
		company := map[string]string{"stores": "", "stores_new": " ㈱サンプル"}[name]
		facts(t, o["1000000001"], map[string]string{
			"shown": "1000000001", "at": "2026-11-20 09:12:31", "status": "未発送", "cancelled": "no", "clearance": "cleared", "shipped": "no", "paid": "yes",
			"payment": "クレジットカード決済", "total": "5280", "goods": "4600", "shipping": "660", "cod": "0", "wrapping fee": "220", "coupon": "200", "uncertain": "no",
			"orderer": "山﨑 美咲", "from": "北海道札幌市中央区北一条西2-3-4", "from zip": "0600001", "from phone": "0110001003", "mail": "misaki@example.jp",
			"to name": "德永 誠", "to": "福岡県福岡市博多区博多駅前3-4-5 №5ビルⅢ" + company, "zip": "8120011", "phone": "0920001004",
			"comment": "11/28の午前中～\n着でお願いします", "memo": "常連\n領収書の宛名：㈱サンプル", "wish": "?", "gift": "yes", "preorder": "no", "alerts": "",
		})
		wantGoods(t, o["1000000001"], "towel-wh/towel-wh 今治タオル [ホワイト] ×2 @1500 ?%", "tea/tea 新茶 100g [] ×1 @1600 ?%")
		facts(t, o["1000000002"], map[string]string{"clearance": "not_yet", "paid": "no", "payment": "銀行振込", "total": "2160", "gift": "?", "comment": ""})
		wantGoods(t, o["1000000002"], "towel-ai/towel-ai 今治タオル [藍] ×1 @1500 10%")
		facts(t, o["1000000003"], map[string]string{"clearance": "cleared", "shipped": "yes", "paid": "?", "cod": "330", "total": "5790", "uncertain": "no"})
		wantGoods(t, o["1000000003"], "tea/tea 新茶 100g [] ×3 @1600 ?%")
		facts(t, o["1000000004"], map[string]string{"cancelled": "yes", "shipped": "no", "clearance": "?", "paid": "?"})
		facts(t, o["1000000005"], map[string]string{"preorder": "yes", "paid": "yes", "clearance": "cleared"})
		if f := o["1000000005"]; order.Value(f.Release) != "2026-12-10" {
			t.Errorf("released on %s", order.Value(f.Release))
		}
		facts(t, o["1000000006"], map[string]string{"clearance": "unknown", "cancelled": "no", "shipped": "no"})
		if why := *o["1000000006"].ClearanceWhy; !strings.Contains(why, "返品受付中") {
			t.Error(why)
		}
	}
	// Blank, inserted and renamed columns; none of them is read wrongly or reported as unknown.
	names, _ := sample(t, "others/stores_new.sample.csv")
	if _, m := mall.Recognise(names); len(m.Unknown) > 0 || len(m.Missing) > 0 {
		t.Errorf("unknown %v, missing %v", m.Unknown, m.Missing)
	}
}

func TestStoresStates(t *testing.T) {
	for _, c := range []struct{ change, want map[string]string }{
		{map[string]string{"ステータス": "未発送", "決済完了日": "2026-11-20"}, map[string]string{"clearance": "cleared", "paid": "yes", "shipped": "no"}},
		{map[string]string{"ステータス": "未発送"}, map[string]string{"clearance": "cleared", "paid": "?"}}, // no 決済完了日: not known
		{map[string]string{"ステータス": "未発送", "発送完了日": "2026-11-21"}, map[string]string{"shipped": "yes"}},
		{map[string]string{"ステータス": "入金待ち"}, map[string]string{"clearance": "not_yet", "paid": "no", "shipped": "no"}},
		{map[string]string{"ステータス": "発送済"}, map[string]string{"clearance": "cleared", "shipped": "yes"}},
		{map[string]string{"ステータス": "キャンセル済み", "発送完了日": "2026-11-21"}, map[string]string{"cancelled": "yes", "clearance": "?", "shipped": "no"}},
		{map[string]string{"ステータス": "保留"}, map[string]string{"clearance": "unknown", "cancelled": "no"}},
		{map[string]string{"ステータス": ""}, map[string]string{"clearance": "unknown"}},
	} {
		facts(t, storesOrder(t, c.change), c.want)
	}
	names, data := sample(t, "others/stores.sample.csv")
	without := slices.DeleteFunc(slices.Clone(names), func(n string) bool {
		return slices.Contains([]string{"ステータス", "備考", "メモ", "合計", "決済完了日"}, n)
	})
	f := one(t, csv(t, without, data[2:3]))
	facts(t, f, map[string]string{"clearance": "?", "cancelled": "?", "paid": "?", "comment": "?", "total": "?", "memo": "?"})
	if !f.NoComment || f.Alerts != nil {
		t.Errorf("got\n%s", dump(f))
	}
}

func TestStoresAmounts(t *testing.T) {
	names, data := sample(t, "others/stores.sample.csv")
	facts(t, storesOrder(t, map[string]string{"個数": "7", "小計": "1500"}), map[string]string{"goods": "1500"})
	if l := storesOrder(t, map[string]string{"個数": "7"}).Lines[0]; l.UnitPrice != nil {
		t.Errorf("a price that does not divide: %v", *l.UnitPrice)
	}
	facts(t, storesOrder(t, map[string]string{"小計": ""}), map[string]string{"goods": "?", "total": "2160", "uncertain": "no"})
	// 合計 of several rows that does not add up may be one row's only.
	facts(t, one(t, csv(t, names, rows{with(data[0], map[string]string{"合計": "4000"}), with(data[1], map[string]string{"合計": "4000"})})),
		map[string]string{"total": "4000", "uncertain": "yes", "alerts": ""})
	facts(t, one(t, csv(t, names, rows{data[0], with(data[1], map[string]string{"合計": "1600"})})), map[string]string{"total": "?", "uncertain": "?", "alerts": "totals_differ"})
	for no, ok := range map[string]bool{"1000000002": true, "１０００００００１２": true, "1.00E+09": false, "12345": false, "": false} {
		if r := read(t, csv(t, names, rows{with(data[2], map[string]string{"オーダー番号": no}), data[0]})); (len(r.parsed) == 2) != ok {
			t.Errorf("%q: %d orders, refused %+v", no, len(r.parsed), r.refused)
		}
	}
}

// The file of 2021 and the newer one of the same orders make one order each, whichever comes last.
func TestBothLayoutsOfStores(t *testing.T) {
	old, fresh := file(t, "others/stores.sample.csv"), file(t, "others/stores_new.sample.csv")
	for no, rich := range read(t, fresh).orders() {
		for _, files := range [][][]byte{{old, fresh}, {fresh, old}} {
			got := folded(t, no, files...)
			if lost := unknowns("facts", reflect.ValueOf(*rich), reflect.ValueOf(*got)); len(lost) > 0 {
				t.Errorf("%s: lost or doubled %v", no, lost)
			}
		}
	}
}

func FuzzReadStores(f *testing.F) {
	f.Add(file(f, "others/stores.sample.csv"))
	f.Add(file(f, "others/stores_new.sample.csv"))
	fuzz(f, "stores")
}
