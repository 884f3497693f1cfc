package mall_test

import (
	"strings"
	"testing"

	"miseban/app/order"
	"miseban/app/yen"
)

func TestAnOrderOfMinne(t *testing.T) {
	orders := other(t, "minne.sample.csv", "minne", 6)
	f := orders["30000001"]
	d := f.Destinations[0]
	for what, got := range map[string][2]string{
		"ordered": {f.OrderedAt.Time().Format("2006-01-02"), "2026-11-20"},
		"state":   {order.Value(f.StatusRaw) + string(order.Value(f.Clearance)), "発送準備中cleared"},
		"payment": {order.Value(f.PaymentText), "クレジットカード"},
		"buyer":   {order.Value(f.Orderer.Name) + order.Value(f.Orderer.Phone), "𠮷田 みかん09000003001"},
		"to":      {order.Value(d.Name) + order.Value(d.Zip) + order.Value(d.Address) + order.Value(d.Phone), "𠮷田 みかん1500001東京都渋谷区神宮前7-8-9 架空荘10109000003001"},
		"comment": {order.Value(f.Comment), "プレゼント用です。\n値札を外してください。"}, // once, though on every row
		"memo":    {order.Value(f.Memo), "ニックネーム：みかん🍊"},
		"method":  {order.Value(f.Method), "クリックポスト"},
		"amounts": {money(f.Goods) + " " + money(f.Shipping) + " " + money(f.Total), money(yen.Of(5200)) + " " + money(yen.Of(185)) + " " + money(yen.Of(5385))},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %q, want %q", what, got[0], got[1])
		}
	}
	// The same work on two rows is one line of two.
	if len(f.Lines) != 2 || *f.Lines[0].Code != "P-01" || *f.Lines[0].Qty != 2 || *f.Lines[1].Name != "刺繍ブローチ" || *f.Lines[1].Qty != 1 || *f.Lines[1].UnitPrice != 2200 {
		t.Errorf("got\n%s", dump(f))
	}
	if !*f.Paid || f.Orderer.Email != nil || f.GiftMark != nil || f.MallSettles != nil || *f.Uncertain || !f.Head || f.AllLines {
		t.Errorf("got\n%s", dump(f))
	}
	if g := orders["30000002"]; *g.Orderer.Name != "林 一郎" || *g.Destinations[0].Name != "髙﨑 花" || *g.Destinations[0].Address != "北海道札幌市中央区北一条西2-3-4" || *g.Comment != "" {
		t.Errorf("to another: got\n%s", dump(g))
	}
}

func TestTheStatesOfMinne(t *testing.T) {
	orders := other(t, "minne.sample.csv", "minne", 6)
	for no, c := range map[string]struct {
		clearance          order.Clearance
		why                string
		shipped, cancelled bool
	}{
		"30000003": {order.Cleared, "発送済み", true, false},
		"30000004": {order.NotYet, "入金をお待ちください", false, false},
		"30000005": {"", "", false, true},
		"30000006": {order.ClearanceUnknown, "意味が分かりません", false, false},
	} {
		f := orders[no]
		if order.Value(f.Clearance) != c.clearance || !strings.Contains(order.Value(f.ClearanceWhy), c.why) || *f.ShippedMall != c.shipped || *f.Cancelled != c.cancelled {
			t.Errorf("%s: got\n%s", no, dump(f))
		}
	}
	if p := orders["30000004"].Paid; p == nil || *p {
		t.Error("not paid, yet not told")
	}
}

// Where rows of one order tell different totals, no one knows which is right.
func TestTotalsOfMinneThatDiffer(t *testing.T) {
	names, data := sample(t, "others/minne.sample.csv")
	utf8 := func(r rows) []byte { return []byte("\uFEFF" + decoded(t, csv(t, names, r))) }
	plain := map[string]string{"注文者の氏名": "吉田 みかん", "配送先の氏名": "吉田 みかん", "注文者のニックネーム": "みかん"}
	a, b := with(data[0], plain), with(data[1], plain)
	if f := one(t, utf8(rows{a, with(b, map[string]string{"注文の合計": "999"})})); !*f.Uncertain || *f.Total != 5385 {
		t.Errorf("got\n%s", dump(f))
	}
	// Only the first row of an order may tell it.
	if f := one(t, utf8(rows{a, with(b, map[string]string{"注文の合計": ""})})); *f.Uncertain || *f.Total != 5385 {
		t.Errorf("got\n%s", dump(f))
	}
	// Rows that stand apart are still one order, and the same work one line.
	other := with(with(data[3], plain), map[string]string{"注文者の氏名": "林 一郎"})
	f := read(t, utf8(rows{a, other, a, b})).orders()["30000001"]
	if len(f.Lines) != 2 || *f.Lines[0].Qty != 2 || *f.Total != 5385 || *f.Comment != "プレゼント用です。\n値札を外してください。" {
		t.Errorf("got\n%s", dump(f))
	}
}

func FuzzReadMinne(f *testing.F) {
	f.Add(file(f, "others/minne.sample.csv"))
	f.Add([]byte("注文ID,注文状況,作品名,数量,注文の合計\n1,発送準備中,a,1,100\n2,,b,2,\n1,発送完了,a,1,200\n"))
	fuzz(f, "minne")
}
