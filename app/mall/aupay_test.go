package mall_test

import (
	"slices"
	"strings"
	"testing"

	"miseban/app/order"
	"miseban/app/yen"
)

// other reads a sample file of testdata/others and checks that every order of it is taken.
func other(tb testing.TB, name string, format string, orders int) map[string]*order.Facts {
	tb.Helper()
	r := read(tb, file(tb, "others/"+name))
	if r.err != nil || r.format.ID != format || len(r.refused) > 0 {
		tb.Fatalf("%s: format %s, refused %+v, error %v", name, r.format.ID, r.refused, r.err)
	}
	all := r.orders()
	if len(all) != orders {
		tb.Fatalf("%s: %d orders, want %d", name, len(all), orders)
	}
	return all
}

func want(tb testing.TB, what string, got, want any) {
	tb.Helper()
	if got != want {
		tb.Errorf("%s: %#v, want %#v", what, got, want)
	}
}

func kinds(f *order.Facts) string {
	var all []string
	for _, a := range order.Value(f.Alerts) {
		all = append(all, a.Kind)
	}
	return strings.Join(all, " ")
}

func money(y *yen.Yen) string { return yen.Text(y) }

// Two goods to a friend: sender* is the recipient, the code is itemCode and its suffix, the empty rows are none.
func TestAnOrderOfAuPay(t *testing.T) {
	f := other(t, "aupay.sample.csv", "aupay", 8)["700000101"]
	d := f.Destinations[0]
	for what, got := range map[string][2]string{
		"shown":   {order.Value(f.Shown), "700000101"},
		"ordered": {f.OrderedAt.Time().Format("2006-01-02 15:04"), "2026-11-20 09:12"},
		"orderer": {order.Value(f.Orderer.Name), "山田 花子"},
		"kana":    {order.Value(f.Orderer.Kana), "ヤマダ ハナコ"},
		"from":    {order.Value(f.Orderer.Zip) + order.Value(f.Orderer.Address), "1500001東京都渋谷区神宮前1-2-3 架空ハイツ405"},
		"phone":   {order.Value(f.Orderer.Phone), "09000001001"},
		"mail":    {order.Value(f.Orderer.Email), "hanako@example.jp"},
		"to":      {order.Value(d.Name) + order.Value(d.Kana), "髙﨑 德子タカサキ トクコ"},
		"address": {order.Value(d.Zip) + order.Value(d.Address), "0600001北海道札幌市中央区北一条西2-3-4 №5ビルⅢ 2F"},
		"tel":     {order.Value(d.Phone), "0110001002"},
		"comment": {order.Value(f.Comment), "のしはいりません。\n金額のわかるものは\"入れない\"でください。"},
		"payment": {order.Value(f.PaymentText), "クレジットカード決済"},
		"method":  {order.Value(f.Method), "宅配便"},
		"slot":    {order.Value(f.WishSlot), "12-14"},
		"promise": {string(order.Value(f.Promise)), "2026-11-25"},
		"state":   {order.Value(f.StatusRaw) + string(order.Value(f.Clearance)), "発送待ちcleared"},
		// 3,810 + 660 = 4,470 less 200, 100 and 50.
		"amounts": {strings.Join([]string{money(f.Total), money(f.Goods), money(f.Shipping), money(f.CODFee), money(f.Coupon), money(f.Points)}, " "),
			strings.Join([]string{money(yen.Of(4120)), money(yen.Of(3810)), money(yen.Of(660)), money(yen.Of(0)), money(yen.Of(200)), money(yen.Of(150))}, " ")},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %q, want %q", what, got[0], got[1])
		}
	}
	if !f.Head || f.NoComment || f.AllLines || f.GiftMark != nil || f.WrappingFee != nil || f.Paid != nil || *f.Cancelled || *f.ShippedMall || kinds(f) != "" || f.Alerts == nil {
		t.Errorf("got\n%s", dump(f))
	}
	if len(f.Lines) != 2 || len(f.Destinations) != 1 {
		t.Fatalf("got\n%s", dump(f))
	}
	l := f.Lines[0]
	want(t, "line", l.ID+order.Value(l.Code)+order.Value(l.SKU)+order.Value(l.Name), "800000101sencha-100gsencha-100g宇治煎茶 100g")
	want(t, "qty", *l.Qty, 2)
	want(t, "price", *l.UnitPrice, yen.Yen(1080))
	want(t, "options", strings.Join(*l.Options, "|"), "香り:金木犀")
	if l.TaxRate != nil || *f.Lines[1].Code != "yunomi" || *f.Lines[1].Name != "有田焼 湯呑み ～青海波～" || len(*f.Lines[1].Options) != 0 {
		t.Errorf("got\n%s", dump(f))
	}
}

// The mall's own state decides what may go out; a state that the shop has made itself is asked about.
func TestTheStatesOfAuPay(t *testing.T) {
	old, fresh := other(t, "aupay.sample.csv", "aupay", 8), other(t, "aupay2024.sample.csv", "aupay", 7)
	for _, c := range []struct {
		f         *order.Facts
		clearance order.Clearance
		why       string
		cancelled bool
		shipped   bool
		alerts    string
	}{
		{old["700000102"], order.NotYet, "「新規受付」です。Wow! managerで注文を確認", false, false, ""},
		{old["700000103"], order.Cleared, "「発送待ち」", false, false, ""},
		{old["700000104"], order.NotYet, "入金をお待ちください", false, false, ""},
		{old["700000105"], "", "", true, false, ""},
		{old["700000106"], order.Cleared, "発送済み", false, true, ""},
		{old["700000107"], order.ClearanceUnknown, "「名入れ加工中」の意味が分かりません", false, false, ""},
		{fresh["700000203"], "", "", true, false, "item_cancelled"}, // its only item is cancelled
		{fresh["700000204"], order.NotYet, "予約", false, false, ""},
		{fresh["700000205"], order.Cleared, "発送済み", false, true, ""},
		{fresh["700000206"], order.ClearanceUnknown, "発送済みの印", false, false, ""},
		{fresh["700000207"], order.Cleared, "発送待ち", false, false, "wish_words"},
	} {
		f := c.f
		if order.Value(f.Clearance) != c.clearance || !strings.Contains(order.Value(f.ClearanceWhy), c.why) || order.Value(f.Cancelled) != c.cancelled ||
			order.Value(f.ShippedMall) != c.shipped || kinds(f) != c.alerts {
			t.Errorf("%s: got\n%s", *f.Shown, dump(f))
		}
	}
	if p := old["700000104"].Paid; p == nil || *p {
		t.Error("not paid, yet it is not known")
	}
	if !order.Value(old["700000106"].Paid) || !order.Value(fresh["700000204"].Preorder) || *fresh["700000204"].Lines[0].Release != "2026-12-10" {
		t.Error("paid, pre-order or its day is not told")
	}
	names, data := sample(t, "others/aupay.sample.csv")
	for state, alert := range map[string]string{"保留": "mall_hold", "審査NG": "audit_failed", "キャンセル受付中": "cancel_pending", "": "", "発送待ち": ""} {
		f := one(t, csv(t, names, rows{with(data[0], map[string]string{"orderStatus": state})}))
		cleared := order.Value(f.Clearance) == order.Cleared
		if cleared != (state == "発送待ち") || kinds(f) != alert {
			t.Errorf("%q: got\n%s", state, dump(f))
		}
	}
	// Marked as sent while it waits: nobody sends it twice unasked.
	f := one(t, csv(t, names, rows{with(data[0], map[string]string{"shipStatus": "Y"})}))
	want(t, "alerts", kinds(f), "ship_marked")
	f = one(t, csv(t, names, rows{with(data[0], map[string]string{"cancelStatus": "Y"})}))
	if !*f.Cancelled || f.Clearance != nil {
		t.Errorf("cancelStatus Y: got\n%s", dump(f))
	}
}

func TestTheWishesOfAuPay(t *testing.T) {
	orders := other(t, "aupay.sample.csv", "aupay", 8)
	cod, paper := orders["700000103"], orders["700000108"]
	want(t, "day", string(*cod.WishDate)+*cod.WishSlot+*cod.Memo, "2026-11-28am常連様")
	want(t, "cod fee", money(cod.CODFee), money(yen.Of(330)))
	want(t, "questions", string(*paper.WishDate)+*paper.WishSlot+*paper.Memo, "2026-11-30am領収書の宛名：㈱サンプル")
	// Points that went back to the customer do not count.
	want(t, "points", money(paper.Points)+money(paper.Total), money(yen.Of(0))+money(yen.Of(3900)))
	if len(paper.Lines) != 2 || *paper.Lines[0].Qty+*paper.Lines[1].Qty != 3 {
		t.Errorf("the same item on two rows: got\n%s", dump(paper))
	}
	names, data := sample(t, "others/aupay.sample.csv")
	for option, slot := range map[string]string{"配達希望時間帯=指定なし": "", "お届け時間帯=午前中": "am", "配達希望時間帯=18-20時&備考=A&B": "18-20", "": ""} {
		f := one(t, csv(t, names, rows{with(data[0], map[string]string{"orderOption": option})}))
		want(t, option, order.Value(f.WishSlot), slot)
		want(t, "memo of "+option, strings.Contains(order.Value(f.Memo), "A&B"), strings.Contains(option, "A&B"))
	}
	want(t, "no wish", string(*orders["700000101"].WishDate), "")
}

// Gift columns of 2024, for each item: wrapping, のし with names, message; the fee of a choice is never printed with it.
func TestAGiftOfAuPay(t *testing.T) {
	orders := other(t, "aupay2024.sample.csv", "aupay", 7)
	f := orders["700000201"]
	d := f.Destinations[0]
	want(t, "marks", *d.Wrapping+"/"+*d.Noshi+"/"+*d.Message, "和紙ラッピング/御祝（名入れ：山田、花子）/お誕生日おめでとう！\nいつもありがとう。")
	want(t, "options", strings.Join(*f.Lines[1].Options, "|"), "名入れ:TOKUKO|箱:桐箱")
	want(t, "tax", []int{*f.Lines[0].TaxRate, *f.Lines[1].TaxRate}[0]*100+*f.Lines[1].TaxRate, 810)
	want(t, "amounts", money(f.Total)+money(f.Goods)+money(f.WrappingFee), money(yen.Of(4990))+money(yen.Of(3810))+money(yen.Of(220)))
	if !*f.GiftMark || len(*f.Other) != 1 || (*f.Other)[0].Yen != 300 {
		t.Errorf("got\n%s", dump(f))
	}
	if g := orders["700000207"]; g.GiftMark == nil || *g.GiftMark || *g.WrappingFee != 0 {
		t.Errorf("no gift: got\n%s", dump(g))
	}
	// One of two items is cancelled: it stays, without anything to send, and the owner is asked.
	f = orders["700000202"]
	if *f.Cancelled || *f.Lines[0].Qty != 0 || *f.Lines[1].Qty != 1 || kinds(f) != "item_cancelled" || !strings.Contains((*f.Alerts)[0].Text, "宇治煎茶") || f.Goods != nil {
		t.Errorf("got\n%s", dump(f))
	}
}

// The rows of an order that stand apart give what they give together; the same file twice gives it once.
func TestRowsApartOfAuPay(t *testing.T) {
	for _, name := range []string{"aupay", "aupay2024"} {
		names, data := sample(t, "others/"+name+".sample.csv")
		together := read(t, csv(t, names, data)).orders()
		var mixed rows
		for _, first := range []int{0, 1} {
			for i := first; i < len(data); i += 2 {
				mixed = append(mixed, data[i])
			}
		}
		for what, r := range map[string]reading{"apart": read(t, csv(t, names, mixed)), "twice": read(t, csv(t, names, append(slices.Clone(data), data...)))} {
			for no, f := range r.orders() {
				sortLines(f)
				if w := together[no]; encoded(t, f) != encoded(t, w) {
					t.Errorf("%s %s: got\n%s\nwant\n%s", what, no, dump(f), dump(w))
				}
			}
		}
	}
}

func FuzzReadAuPay(f *testing.F) {
	for _, name := range []string{"aupay", "aupay2024"} {
		f.Add(file(f, "others/"+name+".sample.csv"))
	}
	f.Add([]byte("orderId,orderDetailId,itemCode,itemOption,orderOption,unit\n1,1,a,x=1|y=2&z,時間帯=12-14時|&=,1\n1.0E+8,2,b,=,|,2\n"))
	fuzz(f, "aupay")
}
