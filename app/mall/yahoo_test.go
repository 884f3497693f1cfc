package mall_test

import (
	"slices"
	"strings"
	"testing"

	"miseban/app/mall"
	"miseban/app/order"
	"miseban/app/payment"
)

// Two orders of the store yshop, with the cells of every layout.
var yahooOrders = rows{
	{
		"Id": "yshop-10000001", "OrderId": "10000001", "OrderTime": "2026/10/05 09:12", "OrderTimeUnixEpoch": "1791159151", "OrderStatus": "2",
		"PayStatus": "1", "PayMethod": "payment_a1", "PayMethodName": "クレジットカード決済", "SettleStatus": "1",
		"BillName": "山﨑 美咲", "BillNameKana": "ヤマザキ ミサキ", "BillZipCode": "0600001", "BillPrefecture": "北海道", "BillCity": "札幌市中央区",
		"BillAddress1": "北一条西2-3-4", "BillAddress2": "", "BillPhoneNumber": "0110001003", "BillMailAddress": "misaki@example.jp",
		"ShipName": "德永 誠", "ShipNameKana": "トクナガ マコト", "ShipZipCode": "812-0011", "ShipPrefecture": "福岡県", "ShipCity": "福岡市博多区",
		"ShipAddress1": "博多駅前3-4-5", "ShipAddress2": "№5ビルⅢ 2F", "ShipAddressFull": "福岡県福岡市博多区博多駅前3-4-5 №5ビルⅢ 2F",
		"ShipPhoneNumber": "092-000-1004", "ShipMethodName": "宅配便", "ShipRequestDate": "2026/10/12", "ShipRequestTime": "14:00-16:00",
		"GiftWrapType": "和紙ラッピング", "GiftWrapPaperType": "御祝", "GiftWrapName": "山﨑", "GiftWrapMessage": "おめでとう",
		"BuyerComments": "のしは外のしで\nお願いします", "ShipNotes": "午前は不在", "Option1Field": "領収書の宛名", "Option1Value": "㈱サンプル",
		"ShipCharge": "660", "PayCharge": "0", "GiftWrapCharge": "220", "Discount": "-100", "UsePoint": "40",
		"ItemCouponDiscount": "200", "TotalMallCouponDiscount": "-300", "ShippingCouponDiscount": "0", "Total": "5040",
	},
	{
		"Id": "yshop-10000002", "OrderId": "10000002", "OrderTime": "2026/10/06 21:00", "OrderStatus": "2", "PayStatus": "0",
		"PayMethod": "payment_d1", "PayMethodName": "商品代引", "BillLastName": "鈴木", "BillFirstName": "次郎", "ShipName": "鈴木 次郎",
		"ShipPrefecture": "神奈川県", "ShipCity": "横浜市中区", "ShipAddress1": "山下町7-8", "ShipZipCode": "2310023", "ShipPhoneNumber": "0450001007",
		"ShipCharge": "660", "PayCharge": "330", "GiftWrapCharge": "0", "Discount": "0", "UsePoint": "0", "ItemCouponDiscount": "0",
		"TotalMallCouponDiscount": "0", "Total": "2640",
	},
}

// 1,500 after a coupon of 100 a piece, twice, and 1,600: goods 4,800.
var yahooItems = rows{
	{"Id": "yshop-10000001", "OrderId": "10000001", "LineId": "1", "Quantity": "2", "ItemId": "towel", "SubCode": "towel-wh", "Title": "今治タオル",
		"SubCodeOption": "カラー:ホワイト", "ItemOptionName": "刺繍;糸", "ItemOptionValue": "あり;紺", "InscriptionName": "名入れ", "InscriptionValue": "MISAKI",
		"UnitPrice": "1500", "CouponDiscount": "100", "ReleaseDate": ""},
	{"Id": "yshop-10000001", "OrderId": "10000001", "LineId": "2", "Quantity": "1", "ItemId": "tea-2027", "SubCode": "", "Title": "新茶", "UnitPrice": "1600",
		"CouponDiscount": "0", "ReleaseDate": "2027/05/01"},
	{"Id": "yshop-10000002", "OrderId": "10000002", "LineId": "1", "Quantity": "1", "ItemId": "towel", "SubCode": "towel-ai", "Title": "今治タオル", "UnitPrice": "1650"},
}

func TestYahoosOrderFile(t *testing.T) {
	r := read(t, csv(t, header(t, "yahoo_order"), yahooOrders))
	if r.err != nil || len(r.parsed) != 2 || len(r.refused) != 0 {
		t.Fatalf("%d orders, refused %+v, error %v", len(r.parsed), r.refused, r.err)
	}
	if p := r.parsed[0]; p.No != "10000001" || p.ShopHint != "yshop" {
		t.Errorf("number %q of shop %q", p.No, p.ShopHint)
	}
	f := r.parsed[0].Facts
	// Sums: goods 4,800 + 660 + 0 + 220 − 100 − 200 − 300 − 40 = 5,040.
	sum := 4800 + order.Value(f.Shipping) + order.Value(f.CODFee) + order.Value(f.WrappingFee) - order.Value(f.Coupon) - order.Value(f.Points)
	for _, o := range order.Value(f.Other) {
		sum += o.Yen
	}
	if order.Value(f.Total) != 5040 || sum != 5040 {
		t.Errorf("total %v, parts %v", order.Value(f.Total), sum)
	}
	d := f.Destinations[0]
	for what, got := range map[string][2]string{
		"ordered at": {f.OrderedAt.Time().Format("2006-01-02T15:04:05"), "2026-10-05T09:12:31"}, // the epoch, not the text
		"orderer":    {order.Value(f.Orderer.Name), "山﨑 美咲"},
		"from":       {order.Value(f.Orderer.Address), "北海道札幌市中央区北一条西2-3-4"},
		"to":         {order.Value(d.Address), "福岡県福岡市博多区博多駅前3-4-5 №5ビルⅢ 2F"},
		"zip":        {order.Value(d.Zip), "8120011"},
		"phone":      {order.Value(d.Phone), "0920001004"},
		"のし":         {order.Value(d.Noshi), "御祝（名入れ：山﨑）"},
		"message":    {order.Value(d.Message), "おめでとう"},
		"comment":    {order.Value(f.Comment), "のしは外のしで\nお願いします"},
		"memo":       {order.Value(f.Memo), "午前は不在\n領収書の宛名：㈱サンプル"},
		"date":       {string(order.Value(f.WishDate)), "2026-10-12"},
		"slot":       {order.Value(f.WishSlot), "14-16"},
		"clearance":  {string(order.Value(f.Clearance)), "cleared"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %q, want %q", what, got[0], got[1])
		}
	}
	if !order.Value(f.GiftMark) || f.Paid != nil || len(f.Lines) != 0 || f.AllLines {
		t.Errorf("got\n%s", dump(f))
	}
	cod := r.parsed[1].Facts
	if order.Value(cod.Clearance) != order.Cleared || cod.Paid != nil || order.Value(cod.CODFee) != 330 || order.Value(cod.Orderer.Name) != "鈴木 次郎" ||
		cod.GiftMark == nil || order.Value(cod.GiftMark) {
		t.Errorf("got\n%s", dump(cod))
	}
}

func TestYahoosItemFile(t *testing.T) {
	r := read(t, csv(t, header(t, "yahoo_item"), yahooItems))
	f := r.parsed[0].Facts
	if f.Head || !f.AllLines || order.Value(f.Goods) != 4800 || len(f.Destinations) != 0 || f.Total != nil || f.Clearance != nil {
		t.Errorf("got\n%s", dump(f))
	}
	l := f.Lines[0]
	if order.Value(l.UnitPrice) != 1600 || order.Value(l.Qty) != 2 || order.Value(l.SKU) != "towel-wh" || order.Value(l.Code) != "towel" ||
		!slices.Equal(order.Value(l.Options), []string{"カラー:ホワイト", "刺繍:あり", "糸:紺", "名入れ:MISAKI"}) {
		t.Errorf("line %s", dump(&order.Facts{Lines: f.Lines[:1]}))
	}
	if l := f.Lines[1]; order.Value(l.SKU) != "tea-2027" || order.Value(l.Release) != "2027-05-01" {
		t.Errorf("line %+v", l)
	}
}

// One cell holds the goods of all lines.
func TestYahoosCombinedTemplate(t *testing.T) {
	names := []string{"OrderId", "OrderTime", "ShipName", "Total", "PayMethodName", "ItemId", "SubCode", "Title", "QuantityDetail"}
	f := one(t, csv(t, names, rows{{"OrderId": "yshop-10000001", "ItemId": "L1=towel&L2=tea", "SubCode": "L1=towel-wh&L2=", "Title": "L1=タオル&バス&L2=茶",
		"QuantityDetail": "L1=2&L2=1", "Total": "5040"}}))
	if len(f.Lines) != 2 || order.Value(f.Lines[0].SKU) != "towel-wh" || order.Value(f.Lines[0].Qty) != 2 || order.Value(f.Lines[0].Name) != "タオル&バス" ||
		order.Value(f.Lines[1].SKU) != "tea" || order.Value(f.Lines[1].Qty) != 1 {
		t.Errorf("got\n%s", dump(f))
	}
	if r := read(t, csv(t, names, rows{{"OrderId": "1", "ItemId": "L1=towel", "QuantityDetail": "L1=x"}})); len(r.refused) != 1 {
		t.Error("a quantity that cannot be read was taken")
	}
}

// Money decides: paid, a date of payment, a settlement state that is known to be good; cash on delivery needs none.
func TestYahooClearance(t *testing.T) {
	names := append(header(t, "yahoo_order"), "PayStatus") // which only some templates have
	base := map[string]string{"Id": "yshop-1", "OrderStatus": "2", "PayStatus": "0", "PayMethodName": "クレジットカード決済", "ShipName": "山田 花子"}
	for _, c := range []struct {
		change map[string]string
		want   order.Clearance
		why    string
	}{
		{map[string]string{"PayStatus": "1"}, order.Cleared, "入金済み"},
		{map[string]string{"PayDate": "2026/10/05"}, order.Cleared, "2026-10-05"},
		{map[string]string{"SettleStatus": "1"}, order.Cleared, "決済申込"},
		{map[string]string{"SettleStatus": "決済完了"}, order.Cleared, "決済完了"},
		{map[string]string{"SettleStatus": "9"}, order.NotYet, "決済申込中"},
		{map[string]string{"SettleStatus": "10"}, order.NotYet, "与信が通っていません"},
		{map[string]string{"SettleStatus": "99"}, order.NotYet, "意味が分かりません"},
		{map[string]string{}, order.NotYet, "入金がまだ確認できません"},
		{map[string]string{"SettleStatus": "1", "PayMethodName": "セブンイレブン（前払）"}, order.NotYet, "決済申込"}, // applied for, not paid
		{map[string]string{"PayMethodName": "商品代引"}, order.Cleared, "代引"},
		{map[string]string{"PayMethodName": "", "PayMethod": "payment_d1"}, order.Cleared, "代引"},
		{map[string]string{"OrderStatus": "3", "PayStatus": "1"}, order.ClearanceUnknown, "保留"},
		{map[string]string{"OrderStatus": "5"}, order.Cleared, "完了"},
	} {
		f := one(t, csv(t, names, rows{with(base, c.change)}))
		if order.Value(f.Clearance) != c.want || !strings.Contains(order.Value(f.ClearanceWhy), c.why) {
			t.Errorf("%v: %s, %q", c.change, order.Value(f.Clearance), order.Value(f.ClearanceWhy))
		}
	}
	alerts := func(change map[string]string) []string {
		var kinds []string
		f := one(t, csv(t, header(t, "yahoo_order"), rows{with(base, change)}))
		for _, a := range *f.Alerts {
			kinds = append(kinds, a.Kind)
		}
		return kinds
	}
	if got := alerts(map[string]string{"OrderStatus": "3", "SuspectMessage": "いたずらの可能性"}); !slices.Equal(got, []string{"mall_hold", "suspect"}) {
		t.Errorf("alerts %v", got)
	}
	if got := alerts(nil); len(got) != 0 {
		t.Errorf("alerts %v", got)
	}
	for status, want := range map[string][3]bool{"1": {false, false, true}, "2": {}, "4": {true, false, false}, "5": {false, true, false}} {
		f := one(t, csv(t, header(t, "yahoo_order"), rows{with(base, map[string]string{"OrderStatus": status})}))
		if got := [3]bool{*f.Cancelled, *f.ShippedMall, *f.Preorder}; got != want {
			t.Errorf("OrderStatus %s: cancelled, shipped, pre-order = %v, want %v", status, got, want)
		}
	}
	// A template that cannot tell leaves it open.
	f := one(t, csv(t, []string{"Id", "ShipName", "ShipZipCode", "OrderTime"}, rows{base}))
	if f.Clearance != nil || f.Cancelled != nil || f.Alerts != nil || !f.NoComment {
		t.Errorf("got\n%s", dump(f))
	}
}

// The settlement states are the owner's to edit.
func TestTheOwnersSettlementTable(t *testing.T) {
	data := csv(t, header(t, "yahoo_order"), rows{{"Id": "yshop-1", "PayStatus": "0", "SettleStatus": "20", "PayMethodName": "PayPay残高等"}})
	o := mall.Options{Settle: []mall.Settle{{Code: "20", Text: "新しい状態", Clears: true, Only: []payment.Class{payment.Wallet}}}}
	var got *order.Facts
	_, err := mall.ByID("yahoo_order").Read(t.Context(), open(t, data), o, func(p mall.Parsed) error { got = p.Facts; return nil }, func(mall.Refusal) {})
	if err != nil || order.Value(got.Clearance) != order.Cleared {
		t.Errorf("error %v, got\n%s", err, dump(got))
	}
}
