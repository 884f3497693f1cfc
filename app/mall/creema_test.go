package mall_test

import (
	"slices"
	"strings"
	"testing"

	"miseban/app/mall"
	"miseban/app/order"
	"miseban/app/yen"

	"golang.org/x/text/encoding/japanese"
)

// decoded gives a CP932 file as UTF-8.
func decoded(tb testing.TB, b []byte) string {
	tb.Helper()
	s, err := japanese.ShiftJIS.NewDecoder().Bytes(b)
	if err != nil {
		tb.Fatal(err)
	}
	return string(s)
}

// The buyer is a handle; name and address are the recipient's. The price of a choice is in the unit price, not in its text.
func TestAnOrderOfCreema(t *testing.T) {
	orders := other(t, "creema.sample.csv", "creema", 6)
	f := orders["K10001"]
	d := f.Destinations[0]
	for what, got := range map[string][2]string{
		"ordered": {f.OrderedAt.Time().Format("2006-01-02 15:04"), "2026-11-20 21:05"},
		"state":   {order.Value(f.StatusRaw) + string(order.Value(f.Clearance)), "発送準備cleared"},
		"to":      {order.Value(d.Name) + order.Value(d.Zip) + order.Value(d.Address) + order.Value(d.Phone), "雲井 さくら5300001大阪府大阪市北区架空2-2-2 架空ビル3F07000004001"},
		"comment": {order.Value(f.Comment), "午前中に受け取りたいです"},
		"memo":    {order.Value(f.Memo), "取引相手：sakura_kumo"},
		"promise": {string(order.Value(f.Promise)), "2026-11-27"},
		"amounts": {strings.Join([]string{money(f.Goods), money(f.Shipping), money(f.Coupon), money(f.Points), money(f.Total)}, " "),
			strings.Join([]string{money(yen.Of(8600)), money(yen.Of(200)), money(yen.Of(300)), money(yen.Of(100)), money(yen.Of(8400))}, " ")},
		"options": {strings.Join(*f.Lines[0].Options, "|"), "青|名入れ（SAKURA）"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %q, want %q", what, got[0], got[1])
		}
	}
	if f.Orderer != (order.Person{}) || !*f.MallSettles || f.PaymentText != nil || !*f.Paid || *f.GiftMark || *f.Lines[0].UnitPrice != 3500 || *f.Lines[0].Qty != 2 ||
		*f.Lines[1].UnitPrice != 1600 || *f.Lines[1].Name != "猫のブローチ🐈" || f.Lines[0].Code != nil || len(*f.Lines[1].Options) != 0 {
		t.Errorf("got\n%s", dump(f))
	}
	// With a wrapping, one amount holds postage and wrapping: neither is known.
	g := orders["K10002"]
	if !*g.GiftMark || *g.Destinations[0].Wrapping != "あり" || g.Shipping != nil || len(*g.Other) != 1 || (*g.Other)[0].Yen != 450 || *g.Memo != "2回目のお客様\n取引相手：sakura_kumo" {
		t.Errorf("got\n%s", dump(g))
	}
}

func TestTheStatesOfCreema(t *testing.T) {
	orders := other(t, "creema.sample.csv", "creema", 6)
	for no, c := range map[string]struct {
		clearance          order.Clearance
		why                string
		shipped, cancelled bool
	}{
		"K10003": {order.Cleared, "発送済み", true, false},
		"K10004": {order.NotYet, "支払いをお待ちください", false, false},
		"K10005": {"", "", false, true},
		"K10006": {order.ClearanceUnknown, "「取引中断」の意味が分かりません", false, false},
	} {
		f := orders[no]
		if order.Value(f.Clearance) != c.clearance || !strings.Contains(order.Value(f.ClearanceWhy), c.why) || *f.ShippedMall != c.shipped || *f.Cancelled != c.cancelled {
			t.Errorf("%s: got\n%s", no, dump(f))
		}
	}
	if p := orders["K10004"].Paid; p == nil || *p {
		t.Error("not paid, yet not told")
	}
}

// The oldest layout has two choices, no 種類, and another name for the points.
func TestTheOldestLayoutOfCreema(t *testing.T) {
	names := slices.DeleteFunc(header(t, "creema"), func(n string) bool {
		return n == "種類" || strings.HasPrefix(n, "オプション3") || strings.HasPrefix(n, "オプション4") || strings.HasPrefix(n, "オプション5")
	})
	names[slices.Index(names, "(-)お買い物券・ポイント・キャンペーン分")] = "(-)ポイント・お買い物券利用分"
	if f, m := mall.Recognise(names); f == nil || f.ID != "creema" || len(m.Unknown) > 0 {
		t.Fatalf("%v, unknown %v", f, m.Unknown)
	}
	f := one(t, csv(t, names, rows{{"注文ID": "1", "ステータス": "発送準備", "作品タイトル": "皿", "作品単価": "1000", "オプション1": "箱(+200円)", "オプション1価格": "200", "数量": "2",
		"(-)ポイント・お買い物券利用分": "-50", "ご注文金額": "2350"}}))
	if *f.Points != 50 || *f.Lines[0].UnitPrice != 1200 || strings.Join(*f.Lines[0].Options, "") != "箱" || *f.Total != 2350 || f.Goods != nil {
		t.Errorf("got\n%s", dump(f))
	}
}

func FuzzReadCreema(f *testing.F) {
	f.Add(file(f, "others/creema.sample.csv"))
	f.Add([]byte("注文ID,作品タイトル,作品単価,オプション1,数量,ギフトラッピング,ご注文金額\n1,a,1,b,1,あり,9\n2,c,,,2,なし,\n1,a,1,b,1,なし,8\n"))
	fuzz(f, "creema")
}
