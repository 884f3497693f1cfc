package mall_test

import (
	"slices"
	"strings"
	"testing"

	"miseban/app/jst"
	"miseban/app/mall"
	"miseban/app/order"
)

func TestMakeShopOrders(t *testing.T) {
	orders := cartOrders(t, "makeshop", 10)
	const no = "P2026110900000000"
	// The same towel on two rows is three towels. No column tells of comments, sums or the orderer's address.
	wantOrder(t, orders, no+"01", `
11/09 09:30:05 未処理 クレジットカード決済(決済完了) paid=yes shipped=no cancelled=no preorder=–
total=– goods=– shipping=– cod=– wrap=– coupon=– points=– open=–
by 髙﨑花子/–/–/–/–/–
wish   by 宅配便 gift=– comment=– memo=–
to  髙﨑花子/–/1500041/東京都渋谷区架空町1-2-3/09000001111 のし=– 包装=– 文=–
 TS-01/TS-01-AI-M Tシャツ（カラー:藍、サイズ:M）×2 @– –% →
 000000000124/– タオル（）×3 @– –% →`)
	wantOrder(t, orders, no+"02", `
11/10 23:05:09 未処理 銀行振込(入金待ち) paid=no shipped=no cancelled=no preorder=–
total=– goods=– shipping=– cod=– wrap=– coupon=– points=– open=–
by 德濵太郎/–/–/–/–/–
wish 2026-11-30 14-16 by 宅配便 gift=– comment=– memo=–
to  德濵太郎/–/1500041/東京都渋谷区架空町1-2-3/09000001111 のし=– 包装=– 文=–
 000000000124/– タオル（）×1 @– –% →`)
	// Two recipients; GIFT500 is the fee for wrapping the first one's towels, GIFT-SET an item.
	wantOrder(t, orders, no+"03", `
11/11 09:30:05 未処理 クレジットカード決済(決済完了) paid=yes shipped=no cancelled=no preorder=–
total=– goods=– shipping=– cod=– wrap=– coupon=– points=– open=–
by 髙﨑花子/–/–/–/–/–
wish 2026-12-05  by 宅配便 gift=yes comment=– memo=–
! wishes_differ
to  山田一郎/–/0600001/北海道札幌市中央区架空1-1/0110000001 のし=– 包装=ギフトラッピング 文=–
to  髙﨑花子/–/1500041/東京都渋谷区架空町1-2-3/09000001111 のし=– 包装=– 文=–
 000000000124/– タオル（）×3 @– –% →山田一郎`+"\x1f"+`北海道札幌市中央区架空1-1
 GIFT-SET/– Tシャツ（カラー:白）×1 @– –% →髙﨑花子`+"\x1f"+`東京都渋谷区架空町1-2-3`)
	for no, f := range orders {
		if !f.NoComment {
			t.Errorf("%s: no column for the customer's words is known", no)
		}
	}
}

func TestMakeShopStates(t *testing.T) {
	names, data := sample(t, "others/makeshop.sample.csv")
	for _, c := range []struct {
		status, payment          string
		paid, shipped, cancelled string
		alert                    string
	}{
		{"未処理", "銀行振込(入金待ち)", "no", "no", "no", ""},
		{"未処理", "銀行振込（入金済み）", "yes", "no", "no", ""},
		{"未処理", "クレジットカード決済", "–", "no", "no", ""},
		{"未処理", "クレジットカード決済(与信OK)", "–", "no", "no", ""},
		{"未処理", "後払い決済(与信OK)", "yes", "no", "no", ""},
		{"未処理", "後払い決済(与信待ち)", "no", "no", "no", ""},
		{"配送", "代金引換", "–", "yes", "no", ""},
		{"注文キャンセル", "銀行振込(入金待ち)", "no", "no", "yes", ""},
		{"未処理", "銀行振込(キャンセル)", "–", "no", "yes", ""},
		{"返送", "銀行振込(入金済み)", "yes", "–", "no", "returned"},
		{"未処理", "銀行振込(返金済み)", "no", "no", "no", "refunded"},
		{"出荷準備", "代金引換", "–", "–", "no", "unknown_state"},
	} {
		f := one(t, csv(t, names, rows{with(data[0], map[string]string{"処理状況": c.status, "決済方法(ステータス)": c.payment})}))
		alert := ""
		for _, a := range *f.Alerts {
			alert += a.Kind
		}
		if cartYes(f.Paid) != c.paid || cartYes(f.ShippedMall) != c.shipped || cartYes(f.Cancelled) != c.cancelled || alert != c.alert || *f.PaymentText != c.payment {
			t.Errorf("%s %s: paid %s, shipped %s, cancelled %s, alert %q", c.status, c.payment, cartYes(f.Paid), cartYes(f.ShippedMall), cartYes(f.Cancelled), alert)
		}
	}
}

// A template of another kind: its columns that say what they mean are read, the rest are for the owner to explain.
func TestMakeShopsOtherTemplate(t *testing.T) {
	names := []string{"注文日時", "郵便番号", "都道府県", "市町村", "支払方法", "商品金額（税抜単価）", "受注数", "送料（税込）", "代金引換手数料（税込）", "商品コード前半", "商品コード後半",
		"会員番号", "受注番号", "商品名"}
	row := map[string]string{"注文日時": "2026/11/20 10:11:12", "支払方法": "代金引換", "商品金額（税抜単価）": "1000", "受注数": "2", "送料（税込）": "660", "代金引換手数料（税込）": "330",
		"商品コード前半": "TS01", "商品コード後半": "AIM", "受注番号": "P202611200000000001", "商品名": "Tシャツ", "郵便番号": "1500041", "都道府県": "東京都"}
	f, m := mall.Recognise(names)
	if f == nil || f.ID != "makeshop" || !slices.Equal(m.Unknown, []string{"都道府県", "市町村", "商品金額（税抜単価）", "会員番号"}) || slices.Contains(m.Missing, "個数") || slices.Contains(m.Missing, "注文番号") {
		t.Fatalf("%s, %+v", f.ID, m)
	}
	got := one(t, csv(t, names, rows{row}))
	want := `
11/20 10:11:12 – 代金引換 paid=– shipped=– cancelled=– preorder=–
total=– goods=– shipping=660 cod=330 wrap=– coupon=– points=– open=–
by –/–/–/–/–/–
wish – – by – gift=– comment=– memo=–
 TS01AIM/– Tシャツ（–）×2 @– –% →`
	if cartTell(got) != strings.TrimSpace(want) || *got.Shown != "P202611200000000001" {
		t.Errorf("got\n%s", cartTell(got))
	}
}

func TestMakeShopsDates(t *testing.T) {
	names, data := sample(t, "others/makeshop.sample.csv")
	for clock, want := range map[string]string{"103309": "10:33:09", "93005": "09:30:05", "": "00:00:00", "9:30:05": "09:30:05", "5": "00:00:05"} {
		f := one(t, csv(t, names, rows{with(data[0], map[string]string{"注文時間": clock})}))
		if f.OrderedAt.Time().Format("2006-01-02 15:04:05") != "2026-11-09 "+want || f.OrderedAt.Date() != jst.Date("2026-11-09") {
			t.Errorf("%s: %s", clock, cartAt(f))
		}
	}
	if r := read(t, csv(t, names, rows{with(data[0], map[string]string{"注文時間": "256199"})})); len(r.refused) != 1 || r.refused[0].Problems[0].Column != "日付" {
		t.Errorf("an hour that is none: %+v", r.refused)
	}
	// A second order in another template without a status tells nothing of it.
	f := one(t, csv(t, []string{"注文番号", "受取人", "受取人の電話番号", "独自商品コード", "個数"}, rows{data[0]}))
	if f.Cancelled != nil || f.ShippedMall != nil || f.Paid != nil || f.Alerts != nil || f.OrderedAt != nil || f.Destinations[0].Address != nil || f.Destinations[0] == (order.Destination{}) {
		t.Errorf("got\n%s", dump(f))
	}
}

func FuzzReadMakeShop(f *testing.F) {
	f.Add(file(f, "others/makeshop.sample.csv"))
	fuzz(f, "makeshop")
}
