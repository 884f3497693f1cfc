package mall_test

import (
	"slices"
	"testing"

	"miseban/app/order"
)

func TestFutureshopOrders(t *testing.T) {
	orders := cartOrders(t, "futureshop", 11)
	const no = "00000000012026"
	const by = "by 髙﨑 花子/タカサキ ハナコ/1500041/東京都渋谷区架空町1-2-3 架空マンション405/09000001111/hanako@example.com\n"
	const home = "髙﨑 花子/タカサキ ハナコ/1500041/東京都渋谷区架空町1-2-3 架空マンション405/09000001111 のし= 包装= 文=–\n"
	wantOrder(t, orders, no+"01", `
11/20 09:12:31 通常処理 クレジット paid=yes shipped=no cancelled=no preorder=no
total=5940 goods=5280 shipping=660 cod=0 wrap=0 coupon=– points=0 open=no
`+by+`wish   by – gift=no comment=いつもありがとう。⏎"割れ物"です、よろしく。 memo=
to 1 `+home+` TEA/01 煎茶（100g、袋：和紙）×2 @1080 –% →#1 sent=0
 CUP/– 湯呑み～波～（）×1 @3120 –% →#1 sent=0`)
	wantOrder(t, orders, no+"02", `
11/21 00:00:00 通常処理 銀行振込 paid=no shipped=no cancelled=no preorder=no
total=3900 goods=3240 shipping=660 cod=0 wrap=0 coupon=– points=0 open=no
`+by+`wish 2026-11-30 12-14 by – gift=no comment= memo=
to 1 `+home+` CUP/02 湯呑み（）×1 @3240 –% →#1 sent=0`)
	// Two recipients, points of 200; the second parcel has gone out, the order has not.
	wantOrder(t, orders, no+"03", `
11/22 10:00:00 通常処理 クレジット paid=yes shipped=no cancelled=no preorder=no
total=11170 goods=9720 shipping=1320 cod=0 wrap=330 coupon=– points=200 open=no
`+by+`wish 2026-12-01 am by クール便 gift=yes comment= memo=
! wishes_differ
to 1 山田 一郎/ヤマダ イチロウ/0600001/北海道札幌市中央区架空1-1/0110000001 のし=内のし・御歳暮⏎名入れ「髙﨑」 包装=ギフト包装（青） 文=–
to 2 `+home+` TEA/01 煎茶（）×3 @1080 –% →#1 sent=0
 CUP/02 湯呑み（）×1 @3240 –% →#1 sent=0
 CUP/02 湯呑み（）×1 @3240 –% →#2 sent=1`)
	if f := orders[no+"04"]; *f.CODFee != 330 || len(*f.Other) != 0 || *f.Paid {
		t.Errorf("cash on delivery:\n%s", dump(f))
	}
	if f := orders[no+"08"]; !*f.Preorder || len(*f.Alerts) != 0 {
		t.Errorf("予約:\n%s", dump(f))
	}
	if f := orders[no+"07"]; !*f.ShippedMall || len(*f.Alerts) != 0 {
		t.Errorf("done and gone:\n%s", dump(f))
	}
}

func futureshopOrder(t *testing.T, change map[string]string) *order.Facts {
	t.Helper()
	names, data := sample(t, "others/futureshop.sample.csv")
	for n := range change {
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return one(t, csv(t, names, rows{with(data[0], change)}))
}

func TestFutureshopStates(t *testing.T) {
	for _, c := range []struct {
		status, paidFlag, paidOn, sent string
		paid, shipped, cancelled       string
		alert                          string
	}{
		{"通常処理", "1", "", "0", "yes", "no", "no", ""},
		{"通常処理", "0", "", "0", "no", "no", "no", ""},
		{"通常処理", "入金済", "", "未発送", "yes", "no", "no", ""},
		{"通常処理", "", "2026/11/21", "", "yes", "–", "no", ""},
		{"通常処理", "", "", "", "–", "–", "no", ""},
		{"通常処理", "9", "", "0", "–", "no", "no", "unknown_state"},
		{"通常処理", "1", "", "一部", "yes", "–", "no", "unknown_state"},
		{"注文取消", "0", "", "0", "no", "no", "yes", ""},
		{"返品", "1", "", "1", "yes", "yes", "yes", "returned"},
		{"未回収", "0", "", "0", "no", "no", "no", "uncollected"},
		{"保留", "1", "", "0", "yes", "no", "no", "hold"},
		{"処理済", "1", "", "1", "yes", "yes", "no", ""},
		{"処理済", "1", "", "0", "yes", "no", "no", "done"},
		{"出荷指示中", "1", "", "0", "yes", "no", "no", "unknown_state"},
	} {
		f := futureshopOrder(t, map[string]string{"処理状況区分": c.status, "入金フラグ": c.paidFlag, "入金確認日": c.paidOn, "発送フラグ": c.sent})
		alert := ""
		for _, a := range *f.Alerts {
			alert += a.Kind
		}
		if cartYes(f.Paid) != c.paid || cartYes(f.ShippedMall) != c.shipped || cartYes(f.Cancelled) != c.cancelled || alert != c.alert {
			t.Errorf("%+v: paid %s, shipped %s, cancelled %s, alert %q", c, cartYes(f.Paid), cartYes(f.ShippedMall), cartYes(f.Cancelled), alert)
		}
	}
}

func TestFutureshopAmounts(t *testing.T) {
	// One item of 1,080 whose option costs 220: the order's sum tells whether the price holds it.
	for goods, want := range map[string]string{"1080": "1080", "1300": "1300", "5280": "1080"} {
		f := futureshopOrder(t, map[string]string{"商品合計金額": goods, "販売単価": "1080", "購入数量": "1", "オプション価格": "220"})
		if cartYen(f.Lines[0].UnitPrice) != want {
			t.Errorf("商品合計金額 %s: %s", goods, cartYen(f.Lines[0].UnitPrice))
		}
	}
	for tax, want := range map[string][2]string{"外税": {"–", "–"}, "内税(8%)": {"1080", "8"}, "税込10％": {"1080", "10"}, "": {"1080", "–"}} {
		l := futureshopOrder(t, map[string]string{"消費税種類": tax}).Lines[0]
		rate := "–"
		if l.TaxRate != nil {
			rate = map[int]string{8: "8", 10: "10"}[*l.TaxRate]
		}
		if cartYen(l.UnitPrice) != want[0] || rate != want[1] {
			t.Errorf("%q: %s at %s", tax, cartYen(l.UnitPrice), rate)
		}
	}
	// What lies between the sum and the bill is points only if the file says so.
	f := futureshopOrder(t, map[string]string{"総合計金額": "5940", "請求合計金額": "5440", "ポイント利用額": "300"})
	if f.Points != nil || !slices.Equal(*f.Other, []order.NamedYen{{Name: "請求合計金額との差額", Yen: -500}}) || *f.Total != 5440 {
		t.Errorf("got\n%s", dump(f))
	}
	f = futureshopOrder(t, map[string]string{"クール便手数料": "220", "決済手数料": "110", "割引合計金額(商品)": "-100", "割引合計金額(送料)": "0", "お店から後ほど連絡": "1", "配送サービス": "ヤマト運輸"})
	if !slices.Equal(*f.Other, []order.NamedYen{{Name: "決済手数料", Yen: 110}, {Name: "クール便手数料", Yen: 220}}) || *f.CODFee != 0 || *f.Coupon != 100 || !*f.Unconfirmed || *f.Method != "ヤマト運輸" {
		t.Errorf("got\n%s", dump(f))
	}
}

// お届け先別明細番号 may count lines instead of recipients: then it tells no recipients apart, and is none.
func TestFutureshopRecipientNumbers(t *testing.T) {
	names, data := sample(t, "others/futureshop.sample.csv")
	number := func(row map[string]string, n string) map[string]string {
		return with(row, map[string]string{"お届け先別明細番号": n})
	}
	f := one(t, csv(t, names, rows{number(data[3], "1"), number(data[4], "2"), number(data[5], "1")}))
	if len(f.Destinations) != 2 || f.Destinations[0].ID != "" || f.DestinationOf(f.Lines[0]) != 0 || f.DestinationOf(f.Lines[1]) != 0 || f.DestinationOf(f.Lines[2]) != 1 {
		t.Errorf("got\n%s", dump(f))
	}
}

// An owner's short list of columns.
func TestAShortFutureshopFile(t *testing.T) {
	_, data := sample(t, "others/futureshop.sample.csv")
	f := one(t, csv(t, []string{"受注コード", "氏名（姓）", "氏名（名）", "お届け先氏名（姓）", "お届け先氏名（名）", "商品番号", "購入数量", "お届け先住所１"}, rows{data[0]}))
	if f.Paid != nil || f.Cancelled != nil || f.ShippedMall != nil || f.Alerts != nil || f.Comment != nil || !f.NoComment || f.GiftMark != nil || f.Total != nil ||
		f.CODFee != nil || f.WishDate != nil || f.Unconfirmed != nil || f.Preorder != nil || f.Destinations[0].Address != nil || f.Lines[0].Shipped != nil || f.Lines[0].UnitPrice != nil {
		t.Errorf("a column that is not there was read:\n%s", dump(f))
	}
}

// A shop's usual packing is no gift.
func TestFutureshopWrapping(t *testing.T) {
	for wrapping, gift := range map[string]bool{"": false, "包装なし": false, "通常包装": false, "ギフト包装": true} {
		if f := futureshopOrder(t, map[string]string{"包装名": wrapping}); *f.GiftMark != gift {
			t.Errorf("%s: gift %v", wrapping, *f.GiftMark)
		}
	}
}

func FuzzReadFutureshop(f *testing.F) {
	f.Add(file(f, "others/futureshop.sample.csv"))
	fuzz(f, "futureshop")
}
