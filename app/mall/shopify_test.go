package mall_test

import (
	gocsv "encoding/csv"
	"reflect"
	"slices"
	"strings"
	"testing"

	"miseban/app/order"
)

// utf8CSV writes a file as Shopify does: UTF-8, quoted only where needed.
func utf8CSV(tb testing.TB, names []string, data rows) []byte {
	tb.Helper()
	var b strings.Builder
	w := gocsv.NewWriter(&b)
	table := [][]string{names}
	for _, r := range data {
		cells := make([]string, len(names))
		for i, n := range names {
			cells[i] = r[n]
		}
		table = append(table, cells)
	}
	if err := w.WriteAll(table); err != nil {
		tb.Fatal(err)
	}
	return []byte(b.String())
}

func shopifyOrder(tb testing.TB, change map[string]string) *order.Facts {
	tb.Helper()
	names, data := sample(tb, "others/shopify.sample.csv")
	return one(tb, utf8CSV(tb, names, rows{with(data[2], change)})) // #1002, an order without traps
}

func alertKinds(f *order.Facts) []string {
	var out []string
	for _, a := range order.Value(f.Alerts) {
		out = append(out, a.Kind)
	}
	return out
}

// facts compares what is read with what is expected, both as text.
func facts(tb testing.TB, f *order.Facts, want map[string]string) {
	tb.Helper()
	d := order.Destination{}
	if len(f.Destinations) > 0 {
		d = f.Destinations[0]
	}
	amount := func(v any) string {
		if p := reflect.ValueOf(v); !p.IsNil() {
			return strings.ReplaceAll(p.MethodByName("String").Call(nil)[0].String(), ",", "")
		}
		return "?"
	}
	text := func(s *string) string {
		if s == nil {
			return "?"
		}
		return *s
	}
	flag := func(b *bool) string {
		if b == nil {
			return "?"
		}
		return map[bool]string{true: "yes", false: "no"}[*b]
	}
	at := "?"
	if f.OrderedAt != nil {
		at = f.OrderedAt.Time().Format("2006-01-02 15:04:05")
	}
	clearance := "?"
	if f.Clearance != nil {
		clearance = string(*f.Clearance)
	}
	wish := "?"
	if f.WishDate != nil {
		wish = string(*f.WishDate)
	}
	got := map[string]string{
		"shown": text(f.Shown), "at": at, "status": text(f.StatusRaw), "cancelled": flag(f.Cancelled), "clearance": clearance, "shipped": flag(f.ShippedMall),
		"payment": text(f.PaymentText), "paid": flag(f.Paid), "total": amount(f.Total), "goods": amount(f.Goods), "shipping": amount(f.Shipping),
		"cod": amount(f.CODFee), "wrapping fee": amount(f.WrappingFee), "coupon": amount(f.Coupon), "uncertain": flag(f.Uncertain),
		"orderer": text(f.Orderer.Name), "from": text(f.Orderer.Address), "from zip": text(f.Orderer.Zip), "from phone": text(f.Orderer.Phone), "mail": text(f.Orderer.Email),
		"to name": text(d.Name), "to": text(d.Address), "zip": text(d.Zip), "phone": text(d.Phone), "noshi": text(d.Noshi), "wrapping": text(d.Wrapping), "message": text(d.Message),
		"comment": text(f.Comment), "memo": text(f.Memo), "gift": flag(f.GiftMark), "wish": wish, "slot": text(f.WishSlot), "method": text(f.Method),
		"preorder": flag(f.Preorder), "alerts": strings.Join(alertKinds(f), " "),
	}
	for k, w := range want {
		if g, ok := got[k]; !ok || g != w {
			tb.Errorf("%s: %s is %q, want %q", text(f.Shown), k, g, w)
		}
	}
}

// goodsOf tells the lines as text: code/SKU name [options] ×pieces @price rate%.
func goodsOf(f *order.Facts) []string {
	var out []string
	for _, l := range f.Lines {
		price, rate := "?", "?"
		if l.UnitPrice != nil {
			price = strings.ReplaceAll(l.UnitPrice.String(), ",", "")
		}
		if l.TaxRate != nil {
			rate = map[int]string{8: "8", 10: "10", 0: "0"}[*l.TaxRate]
		}
		out = append(out, order.Value(l.Code)+"/"+order.Value(l.SKU)+" "+order.Value(l.Name)+" ["+strings.Join(order.Value(l.Options), "|")+"] ×"+
			map[int]string{1: "1", 2: "2", 3: "3", 4: "4"}[order.Value(l.Qty)]+" @"+price+" "+rate+"%")
	}
	return out
}

func wantGoods(tb testing.TB, f *order.Facts, want ...string) {
	tb.Helper()
	if got := goodsOf(f); !slices.Equal(got, want) {
		tb.Errorf("%s: goods\n%q\nwant\n%q", order.Value(f.Shown), got, want)
	}
}

func TestShopifysOrders(t *testing.T) {
	r := read(t, file(t, "others/shopify.sample.csv"))
	if r.err != nil || r.format.ID != "shopify" || len(r.parsed) != 7 || len(r.refused) != 0 || r.rows != 11 {
		t.Fatalf("%s: %d orders of %d rows, refused %+v, error %v", r.format.ID, len(r.parsed), r.rows, r.refused, r.err)
	}
	o := r.orders()
	facts(t, o["#1001"], map[string]string{
		"shown": "#1001", "at": "2026-11-20 09:12:31", "status": "paid / unfulfilled", "cancelled": "no", "shipped": "no", "clearance": "?", "paid": "yes",
		"payment": "Shopify Payments", "total": "5160", "goods": "4800", "shipping": "660", "coupon": "300",
		"orderer": "山﨑 美咲", "from": "北海道札幌市中央区北一条西2-3-4", "from zip": "0600001", "from phone": "0110001003", "mail": "misaki@example.jp",
		"to name": "德永 誠", "to": "東京都渋谷区神宮前1-2-3 №5ビルⅢ 2F ㈱サンプル", "zip": "1500001", "phone": "09000001004",
		"comment": "𠮷野さんへの贈り物です🎁\n値札を外してください。", "memo": "初回\n領収書の宛名：㈱サンプル", "wish": "2026-11-28", "slot": "14-16",
		"message": "お誕生日おめでとう\n髙橋より", "gift": "yes", "method": "宅配便", "alerts": "",
	})
	wantGoods(t, o["#1001"], "towel-wh/towel-wh 今治タオル - ホワイト / L [] ×2 @1500 10%", "scarf/scarf 草木染めスカーフ [] ×1 @1800 10%")
	// The transfer has not come; two equal rows are one line.
	facts(t, o["#1002"], map[string]string{"paid": "no", "payment": "銀行振込", "clearance": "?", "total": "3860", "goods": "3200", "comment": "", "gift": "?", "wish": "?",
		"to": "神奈川県横浜市中区山下町7-8", "from phone": "0450001007"})
	wantGoods(t, o["#1002"], "tea/tea 新茶 100g [] ×2 @1600 10%")
	facts(t, o["#1003"], map[string]string{"shipped": "yes", "paid": "yes", "cancelled": "no"})
	wantGoods(t, o["#1003"], "tea/tea 新茶 100g [] ×1 @1600 8%")
	// A part has gone out and a part of the money is back: somebody must look.
	facts(t, o["#1004"], map[string]string{"shipped": "no", "paid": "yes", "cancelled": "no", "alerts": "payment_state fulfilment_state"})
	if l := o["#1004"].Lines; order.Value(l[0].Shipped) != 2 || l[1].Shipped == nil || *l[1].Shipped != 0 {
		t.Errorf("shipped %v and %v", l[0].Shipped, l[1].Shipped)
	}
	facts(t, o["#1005"], map[string]string{"cancelled": "yes", "paid": "no"})
	// 8 % and 10 % in one order: which line has which is not told.
	facts(t, o["#1006"], map[string]string{"comment": "平日の夜に届くと助かります", "payment": "代金引換 (COD)", "paid": "no"})
	wantGoods(t, o["#1006"], "tea/tea 新茶 100g [] ×1 @1600 ?%", "towel-ai/towel-ai 今治タオル - 藍 / M [] ×1 @1500 ?%")
	// An evening in Brazil is the next day in Japan; abroad the name is left as it is, and no Japanese postal code is made up.
	facts(t, o["#1007"], map[string]string{"at": "2026-11-21 10:40:00", "paid": "?", "to name": "Ann Example", "zip": "", "to": "1 Sample Street Flat 2 London England SW1A 1AA GB",
		"phone": "442000000000"})
	for no, f := range o {
		if !f.Head || f.NoComment || f.AllLines || f.Uncertain != nil || f.MallSettles != nil {
			t.Errorf("%s: got\n%s", no, dump(f))
		}
	}
}

func TestShopifyStates(t *testing.T) {
	for _, c := range []struct {
		change                   map[string]string
		paid, cancelled, shipped string
		alerts                   string
	}{
		{map[string]string{"Financial Status": "paid"}, "yes", "no", "no", ""},
		{map[string]string{"Financial Status": "pending"}, "no", "no", "no", ""},
		{map[string]string{"Financial Status": "authorized"}, "?", "no", "no", ""},
		{map[string]string{"Financial Status": "partially_paid"}, "no", "no", "no", "payment_state"},
		{map[string]string{"Financial Status": "refunded", "Refunded Amount": "3860"}, "yes", "yes", "no", ""},
		{map[string]string{"Financial Status": "voided"}, "no", "yes", "no", ""},
		{map[string]string{"Financial Status": "expired"}, "no", "no", "no", "payment_state"},
		{map[string]string{"Financial Status": "disputed"}, "?", "no", "no", "unknown_state"},
		{map[string]string{"Financial Status": "paid", "Cancelled at": "2026-11-21 09:00:00 +0900"}, "yes", "yes", "no", ""},
		{map[string]string{"Financial Status": "paid", "Fulfillment Status": "fulfilled"}, "yes", "no", "yes", ""},
		{map[string]string{"Financial Status": "paid", "Fulfillment Status": ""}, "yes", "no", "no", ""},
		{map[string]string{"Financial Status": "paid", "Fulfillment Status": "on_hold"}, "yes", "no", "no", "fulfilment_state"},
		{map[string]string{"Financial Status": "paid", "Fulfillment Status": "lost"}, "yes", "no", "no", "unknown_state"},
		{map[string]string{"Financial Status": "paid", "Refunded Amount": "500"}, "yes", "no", "no", "payment_state"},
		{map[string]string{"Financial Status": "paid", "Risk Level": "High"}, "yes", "no", "no", "suspect"},
	} {
		facts(t, shopifyOrder(t, c.change), map[string]string{"paid": c.paid, "cancelled": c.cancelled, "shipped": c.shipped, "alerts": c.alerts, "clearance": "?"})
	}
}

func TestShopifyAddressesAndNames(t *testing.T) {
	for _, c := range []struct{ change, want map[string]string }{
		{map[string]string{"Shipping Province": "JP-27", "Shipping Province Name": ""}, map[string]string{"to": "大阪府横浜市中区山下町7-8"}},
		{map[string]string{"Shipping Province": "", "Shipping Province Name": "Tōkyō"}, map[string]string{"to": "東京都横浜市中区山下町7-8"}},
		{map[string]string{"Shipping Province": "", "Shipping Province Name": "Hyogo Prefecture"}, map[string]string{"to": "兵庫県横浜市中区山下町7-8"}},
		{map[string]string{"Shipping Province": "鹿児島県", "Shipping Province Name": ""}, map[string]string{"to": "鹿児島県横浜市中区山下町7-8"}},
		{map[string]string{"Shipping Province": "JP-48", "Shipping Province Name": ""}, map[string]string{"to": "JP-48横浜市中区山下町7-8"}},
		{map[string]string{"Shipping Address1": "神奈川県横浜市中区山下町7-8", "Shipping City": "神奈川県横浜市中区"}, map[string]string{"to": "神奈川県横浜市中区山下町7-8"}},
		{map[string]string{"Shipping Name": "鈴木次郎"}, map[string]string{"to name": "鈴木次郎"}},
		{map[string]string{"Shipping Name": "Maria Clara Suzuki"}, map[string]string{"to name": "Maria Clara Suzuki"}},
		{map[string]string{"Shipping Name": "次郎　鈴木"}, map[string]string{"to name": "鈴木 次郎"}},
		{map[string]string{"Shipping Phone": "'+81(0)90-0000-1001"}, map[string]string{"phone": "09000001001"}},
		{map[string]string{"Billing Phone": "", "Phone": "+819000001002"}, map[string]string{"from phone": "09000001002"}},
		{map[string]string{"Shipping Zip": "'0600001"}, map[string]string{"zip": "0600001"}},
		{map[string]string{"Shipping Zip": "600001"}, map[string]string{"zip": "0600001"}},
		{map[string]string{"Note Attributes": "お届け日: 指定なし\nのし: なし\nメッセージ: 玄関先に\nください"}, map[string]string{"wish": "", "noshi": "", "gift": "?", "comment": "玄関先に\nください"}},
		{map[string]string{"Note Attributes": "Delivery-Date: そのうち"}, map[string]string{"wish": "?", "alerts": "wish_unread"}},
		{map[string]string{"Note Attributes": "熨斗: 御祝\nギフト包装: 和紙"}, map[string]string{"noshi": "御祝", "wrapping": "和紙", "gift": "yes"}},
	} {
		facts(t, shopifyOrder(t, c.change), c.want)
	}
}

func TestShopifyAmounts(t *testing.T) {
	// A shop that sells without tax: 1,600 + 660 + 226 tax.
	f := shopifyOrder(t, map[string]string{"Subtotal": "1600", "Taxes": "226", "Total": "2486"})
	facts(t, f, map[string]string{"total": "2486", "goods": "?"})
	if f.Lines[0].UnitPrice != nil || !slices.Equal(*f.Other, []order.NamedYen{{Name: "消費税", Yen: 226}}) {
		t.Errorf("got\n%s", dump(f))
	}
	facts(t, shopifyOrder(t, map[string]string{"Currency": "USD", "Total": "25.80", "Subtotal": "20.10", "Shipping": "5.70", "Lineitem price": "20.10"}),
		map[string]string{"total": "?", "goods": "?", "alerts": "currency"})
	facts(t, shopifyOrder(t, map[string]string{"Subtotal": "9999"}), map[string]string{"goods": "?", "total": "3860"})
	for name, want := range map[string]int{"消費税（１０％）": 10, "JCT 8%": 8, "軽減税率": 0, "VAT 20%": 0} {
		if got := order.Value(shopifyOrder(t, map[string]string{"Tax 1 Name": name}).Lines[0].TaxRate); got != want {
			t.Errorf("%s: %d %%", name, got)
		}
	}
	if l := shopifyOrder(t, map[string]string{"Lineitem taxable": "false"}).Lines[0]; l.TaxRate != nil {
		t.Errorf("a line without tax has %d %%", *l.TaxRate)
	}
}

// Rows that a spreadsheet has sorted: the order's cells are on one of them only.
func TestShopifyRowsThatStandApart(t *testing.T) {
	names, data := sample(t, "others/shopify.sample.csv")
	want := read(t, utf8CSV(t, names, data)).orders()
	swapped := rows{data[1], data[0]} // the follow-up row first
	f := one(t, utf8CSV(t, names, swapped))
	facts(t, f, map[string]string{"total": "5160", "to name": "德永 誠", "goods": "4800"})
	apart := read(t, utf8CSV(t, names, rows{data[0], data[4], data[1]})).orders()
	facts(t, apart["#1001"], map[string]string{"total": "5160", "comment": "𠮷野さんへの贈り物です🎁\n値札を外してください。", "alerts": ""})
	if len(apart["#1001"].Lines) != 2 {
		t.Errorf("got\n%s", dump(apart["#1001"]))
	}
	apart = read(t, utf8CSV(t, names, rows{data[1], data[4], data[0]})).orders()
	if f := apart["#1001"]; !f.Head || len(f.Lines) != 2 || order.Value(f.Total) != 5160 {
		t.Errorf("got\n%s", dump(f))
	}
	// Two downloads copied into one file are not twice the goods.
	twice := read(t, utf8CSV(t, names, append(slices.Clone(data), data...))).orders()
	for no, f := range twice {
		if encoded(t, f) != encoded(t, want[no]) {
			t.Errorf("%s: got\n%s\nwant\n%s", no, dump(f), dump(want[no]))
		}
	}
	// If they differ, that is said.
	later := with(data[4], map[string]string{"Notes": "急ぎます"})
	facts(t, read(t, utf8CSV(t, names, rows{data[4], data[0], later})).orders()["#1003"], map[string]string{"alerts": "twice_in_file"})
}

func TestShopifyNumbers(t *testing.T) {
	names, data := sample(t, "others/shopify.sample.csv")
	for no, ok := range map[string]bool{"#1001": true, "1001": true, "SHOP1001-JP": true, "1.23E+11": false, "": false, "####": false, "注文 1": false} {
		r := read(t, utf8CSV(t, names, rows{with(data[2], map[string]string{"Name": no}), data[4]}))
		if (len(r.parsed) == 2) != ok {
			t.Errorf("%q: %d orders, refused %+v", no, len(r.parsed), r.refused)
		}
	}
}

func FuzzReadShopify(f *testing.F) {
	f.Add(file(f, "others/shopify.sample.csv"))
	names, data := sample(f, "others/shopify.sample.csv")
	f.Add(utf8CSV(f, names[:30], append(slices.Clone(data[1:]), data...)))
	fuzz(f, "shopify")
}
