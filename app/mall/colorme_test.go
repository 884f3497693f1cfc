package mall_test

import (
	"slices"
	"strings"
	"testing"

	"miseban/app/order"
)

// The sales file of a カラーミー shop: LF, quotes only where needed, 発送状態 twice with two values.
func TestColorMeSales(t *testing.T) {
	orders := cartOrders(t, "colorme", 10)
	if len(orders) != 7 {
		t.Errorf("%d orders", len(orders))
	}
	wantOrder(t, orders, "10000001", `
11/20 00:00:00 入金済／未発送 クレジット決済 paid=yes shipped=no cancelled=no preorder=–
total=5940 goods=5280 shipping=660 cod=0 wrap=0 coupon=0 points=0 open=–
by 髙﨑花子/–/1500041/東京都渋谷区架空町1-2-3/09000001111/hanako@example.com
wish   by ヤマト運輸 gift=no comment=玄関前に置いてください。⏎「必ず」午前中で、お願いします。 memo=–
to 100000011 髙﨑花子/タカサキハナコ/1500041/東京都渋谷区架空町1-2-3/09000001111 のし= 包装= 文=
50001 TEA-01/– 煎茶 100g（–）×2 @1080 –% →#100000011
50002 9002/– 茶筒～波～ №3（–）×1 @3120 –% →#100000011`)
	wantOrder(t, orders, "10000002", `
11/21 00:00:00 未入金／未発送 銀行振込 paid=no shipped=no cancelled=no preorder=–
total=12660 goods=12000 shipping=660 cod=0 wrap=0 coupon=0 points=0 open=–
by 德濵太郎/–/1500041/東京都渋谷区架空町1-2-3/09000001111/hanako@example.com
wish 2026-11-30 14-16 by ヤマト運輸 gift=no comment= memo=–
to 100000021 德濵太郎/タカサキハナコ/1500041/東京都渋谷区架空町1-2-3/09000001111 のし= 包装= 文=
50003 CUP-02/– 湯呑み（–）×1 @12000 –% →#100000021`)
	// Two recipients with wishes, のし and notes of their own. One parcel has gone out; the order has not.
	wantOrder(t, orders, "10000003", `
11/22 00:00:00 入金済／未発送 クレジット決済 paid=yes shipped=no cancelled=no preorder=–
total=11100 goods=9720 shipping=1320 cod=0 wrap=330 coupon=500 points=100 open=–
+熨斗手数料 110
+メッセージカード手数料 220
by 髙﨑花子/–/1500041/東京都渋谷区架空町1-2-3/09000001111/hanako@example.com
wish 2026-12-01 am by ヤマト運輸 gift=yes comment=髙﨑次郎様へのお届け：宅配BOXへ入れてください memo=–
! wishes_differ
to 700001 ㈱架空商事 山田一郎/ヤマダイチロウ/0600001/北海道札幌市中央区架空1-1/0110000001 のし=内のし（御歳暮） 包装=リボン 文=誕生日カード：おめでとう！⏎また会いましょう。
to 700002 髙﨑次郎/タカサキハナコ/5300001/大阪府大阪市北区架空2-2/060000002 のし= 包装= 文=
50004 TEA-01/– 煎茶 100g（–）×3 @1080 –% →#700001
50005 CUP-02/– 湯呑み（–）×1 @3240 –% →#700001
50006 CUP-02/– 湯呑み（–）×1 @3240 –% →#700002`)
	if why := (*orders["10000003"].Alerts)[0].Text; !strings.Contains(why, "㈱架空商事 山田一郎様 2026-12-01 am") || !strings.Contains(why, "髙﨑次郎様 指定なし") {
		t.Errorf("wishes: %s", why)
	}
	f := orders["10000004"]
	if *f.CODFee != 330 || len(*f.Other) != 0 || *f.Paid || *f.PaymentText != "代金引換" {
		t.Errorf("cash on delivery:\n%s", dump(f))
	}
	for no, want := range map[string]string{"10000005": "cancelled", "10000006": "refunded", "10000007": "shipped"} {
		f := orders[no]
		alert := ""
		for _, a := range *f.Alerts {
			alert += a.Kind
		}
		if *f.Cancelled != (want == "cancelled") || *f.ShippedMall != (want == "shipped") || (alert == "refunded") != (want == "refunded") {
			t.Errorf("%s: cancelled %v, shipped %v, alert %q; want %s", no, *f.Cancelled, *f.ShippedMall, alert, want)
		}
	}
}

func colormeOrder(t *testing.T, change map[string]string) *order.Facts {
	t.Helper()
	names, data := sample(t, "others/colorme.sample.csv")
	for n := range change {
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return one(t, csv(t, names, rows{with(data[0], change)}))
}

// A state that nobody has explained is looked at, never guessed.
func TestColorMeStates(t *testing.T) {
	for _, c := range []struct {
		paid, shipped        string
		paidIs               string
		shippedIs, cancelled string
		alert                string
	}{
		{"入金済", "未発送", "yes", "no", "no", ""},
		{"未入金", "キャンセル", "no", "no", "yes", ""},
		{"キャンセル", "未発送", "–", "no", "yes", ""},
		{"一部入金", "未発送", "–", "no", "no", "unknown_state"},
		{"入金済", "一部発送", "yes", "–", "no", "unknown_state"},
		{"", "", "–", "–", "no", ""},
	} {
		f := colormeOrder(t, map[string]string{"入金状態": c.paid, "発送状態": c.shipped})
		alert := ""
		for _, a := range *f.Alerts {
			alert += a.Kind
		}
		if cartYes(f.Paid) != c.paidIs || cartYes(f.ShippedMall) != c.shippedIs || cartYes(f.Cancelled) != c.cancelled || alert != c.alert {
			t.Errorf("%s %s: paid %s, shipped %s, cancelled %s, alert %q", c.paid, c.shipped, cartYes(f.Paid), cartYes(f.ShippedMall), cartYes(f.Cancelled), alert)
		}
	}
}

// Newer files have columns for the mobile telephone, the variant and what is to be engraved.
func TestColorMesNewerColumns(t *testing.T) {
	f := colormeOrder(t, map[string]string{"購入者 電話番号": "", "購入者 携帯番号": "+81 80-0000-2222", "購入商品 オプションID": "77", "名入れ・カスタムオプション": "名入れ：花子\n書体：楷書"})
	l := f.Lines[0]
	if *f.Orderer.Phone != "08000002222" || *l.SKU != "77" || !slices.Equal(*l.Options, []string{"名入れ：花子", "書体：楷書"}) {
		t.Errorf("got\n%s", dump(f))
	}
}

// What a short file has no column for is not known.
func TestAShortColorMeFile(t *testing.T) {
	_, data := sample(t, "others/colorme.sample.csv")
	f := one(t, csv(t, []string{"売上ID", "購入者 名前", "配送先 名前", "購入商品 商品名", "購入商品 販売個数"}, rows{data[0]}))
	if f.Paid != nil || f.Cancelled != nil || f.ShippedMall != nil || f.Alerts != nil || f.Comment != nil || !f.NoComment || f.GiftMark != nil || f.Total != nil ||
		f.CODFee != nil || f.WishDate != nil || f.WishSlot != nil || f.Method != nil || f.Orderer.Address != nil || f.Lines[0].UnitPrice != nil || f.Lines[0].Dest != "" {
		t.Errorf("a column that is not there was read:\n%s", dump(f))
	}
	// Of the customer's words those for the parcel are known; they are not lost.
	f = one(t, csv(t, []string{"売上ID", "購入者 名前", "配送先 名前", "配送先 備考", "購入商品 商品名"}, rows{with(data[0], map[string]string{"配送先 備考": "置き配希望"})}))
	if f.NoComment || *f.Comment != "置き配希望" {
		t.Errorf("got\n%s", dump(f))
	}
}

// The same sale in two pieces of a file is one order with all its lines and both recipients.
func TestColorMeOrderInPieces(t *testing.T) {
	names, data := sample(t, "others/colorme.sample.csv")
	orders := read(t, csv(t, names, rows{data[4], data[0], data[6]})).orders()
	f := orders["10000003"]
	if len(f.Destinations) != 2 || len(f.Lines) != 2 || f.DestinationOf(f.Lines[0]) != 0 || f.DestinationOf(f.Lines[1]) != 1 || *f.Total != 11100 {
		t.Errorf("got\n%s", dump(f))
	}
	// The words and wishes of the second piece are not lost.
	if *f.Comment != "宅配BOXへ入れてください" || *f.WishDate != "2026-12-01" || len(*f.Alerts) != 1 || (*f.Alerts)[0].Kind != "wishes_differ" {
		t.Errorf("got\n%s", dump(f))
	}
	// Nor when it comes first.
	f = read(t, csv(t, names, rows{data[6], data[0], data[4]})).orders()["10000003"]
	if *f.Comment != "宅配BOXへ入れてください" || *f.WishDate != "2026-12-01" || *f.WishSlot != "am" || len(*f.Alerts) != 1 {
		t.Errorf("got\n%s", dump(f))
	}
}

func FuzzReadColorMe(f *testing.F) {
	f.Add(file(f, "others/colorme.sample.csv"))
	fuzz(f, "colorme")
}
