package mall_test

import (
	"slices"
	"strings"
	"testing"

	"miseban/app/order"
)

// rakutenOrder is one ordinary order of the sample with other cells.
func rakutenOrder(tb testing.TB, change map[string]string) *order.Facts {
	tb.Helper()
	names, data := sample(tb, "rakuten.sample.csv")
	return one(tb, csv(tb, names, rows{with(data[0], change)}))
}

// The mall's own state decides what may ship, for every payment method.
func TestRakutenStates(t *testing.T) {
	for _, c := range []struct {
		status, payment          string
		clearance                order.Clearance
		why                      string
		paid, shipped, cancelled bool
		alert                    string
	}{
		{"100", "クレジットカード", order.NotYet, "注文確認をしてください", false, false, false, ""},
		{"200", "クレジットカード", order.NotYet, "お待ちください", false, false, false, ""},
		{"300", "クレジットカード", order.Cleared, "", true, false, false, ""},
		{"300", "代金引換", order.Cleared, "", false, false, false, ""},
		{"300", "銀行振込", order.Cleared, "", true, false, false, ""},
		{"400", "クレジットカード", order.ClearanceUnknown, "変更確定待ち", false, false, false, "change_pending"},
		{"500", "クレジットカード", order.Cleared, "", true, true, false, ""},
		{"600", "代金引換", order.Cleared, "", false, true, false, ""},
		{"700", "代金引換", order.Cleared, "", true, true, false, ""},
		{"800", "クレジットカード", order.ClearanceUnknown, "キャンセル確定待ち", false, false, false, "cancel_pending"},
		{"900", "クレジットカード", "", "", false, false, true, ""},
		{"850", "クレジットカード", order.ClearanceUnknown, "意味が分かりません", false, false, false, ""},
		{"", "クレジットカード", order.ClearanceUnknown, "空です", false, false, false, ""},
	} {
		f := rakutenOrder(t, map[string]string{"ステータス": c.status, "支払方法名": c.payment})
		if order.Value(f.Clearance) != c.clearance || !strings.Contains(order.Value(f.ClearanceWhy), c.why) {
			t.Errorf("%s %s: %s, %q", c.status, c.payment, order.Value(f.Clearance), order.Value(f.ClearanceWhy))
		}
		if order.Value(f.Paid) != c.paid || !c.paid && f.Paid != nil || *f.ShippedMall != c.shipped || *f.Cancelled != c.cancelled {
			t.Errorf("%s %s: paid %v, shipped %v, cancelled %v", c.status, c.payment, f.Paid, *f.ShippedMall, *f.Cancelled)
		}
		alert := ""
		for _, a := range *f.Alerts {
			alert += a.Kind
		}
		if alert != c.alert {
			t.Errorf("%s: alert %q, want %q", c.status, alert, c.alert)
		}
	}
}

func TestRakutenChecksAndWarnings(t *testing.T) {
	if f := rakutenOrder(t, map[string]string{"楽天確認中フラグ": "1"}); *f.Clearance != order.NotYet || !strings.Contains(*f.ClearanceWhy, "確認中") {
		t.Errorf("being checked: %s %q", *f.Clearance, *f.ClearanceWhy)
	}
	if f := rakutenOrder(t, map[string]string{"警告表示タイプ": "1"}); len(*f.Alerts) != 1 || (*f.Alerts)[0].Kind != "mall_warning" {
		t.Errorf("warning: %+v", *f.Alerts)
	}
	if f := rakutenOrder(t, map[string]string{"警告表示タイプ": "2"}); !*f.Cancelled {
		t.Error("warning 2 is a cancellation")
	}
	for _, change := range []map[string]string{
		{"送付先郵便番号1": "999", "送付先郵便番号2": "9999"},
		{"送付先住所都道府県": "入力待ち", "送付先住所郡市区": "入力待ち"},
		{"送付先姓": "入力待ち"},
	} {
		if f := rakutenOrder(t, change); *f.Clearance != order.NotYet || !strings.Contains(*f.ClearanceWhy, "ソーシャルギフト") {
			t.Errorf("%v: %s %q", change, *f.Clearance, *f.ClearanceWhy)
		}
	}
}

// A short template clears or sets an alert only if it has both columns that alerts come from; what is pending is told anyway.
func TestAlertsOfAShortTemplate(t *testing.T) {
	_, data := sample(t, "rakuten.sample.csv")
	names := header(t, "rakuten_custom")
	f := one(t, csv(t, names, rows{with(data[0], map[string]string{"ステータス": "800"})}))
	if f.Alerts != nil || *f.Clearance != order.ClearanceUnknown || !strings.Contains(*f.ClearanceWhy, "キャンセル") {
		t.Errorf("got\n%s", dump(f))
	}
	f = one(t, csv(t, []string{"注文番号", "商品名", "個数", "送付先姓", "送付先名", "商品明細ID", "注文者姓"}, rows{data[0]}))
	if f.Clearance != nil || f.Cancelled != nil || f.Alerts != nil || f.Comment != nil || !f.NoComment || f.GiftMark != nil || f.Total != nil ||
		f.Unconfirmed != nil || f.Preorder != nil || f.Lines[0].UnitPrice != nil || f.Destinations[0].Address != nil {
		t.Errorf("a column that is not there was read:\n%s", dump(f))
	}
}

// A wish of the boilerplate is the mall's, not a comment; without columns for it, it is the only word of it.
func TestTheWishWithoutItsColumns(t *testing.T) {
	_, data := sample(t, "rakuten.sample.csv")
	f := one(t, csv(t, header(t, "rakuten_custom"), rows{data[1]}))
	if *f.Comment != "宅配BOXへお願いします。" || order.Value(f.WishDate) != "2026-10-10" || order.Value(f.WishSlot) != "14:00" || f.WishTime != nil {
		t.Errorf("got\n%s", dump(f))
	}
}

func TestRakutenAmounts(t *testing.T) {
	f := rakutenOrder(t, map[string]string{"請求金額": "-99999", "送料合計": "-99999", "合計金額": "-99999"}) // the old layout's mark
	if f.Total != nil || f.Shipping != nil || !*f.Unconfirmed || *f.Goods != 2160 {
		t.Errorf("got\n%s", dump(f))
	}
	f = rakutenOrder(t, map[string]string{"決済手数料": "250", "注文者負担金合計": "0"})
	if !slices.Equal(*f.Other, []order.NamedYen{{Name: "決済手数料", Yen: 250}}) || *f.Unconfirmed {
		t.Errorf("other %+v", *f.Other)
	}
	// The tax-included price wins over one that may be without tax.
	f = rakutenOrder(t, map[string]string{"単価": "1000", "商品毎税込価格": "1080"})
	if *f.Lines[0].UnitPrice != 1080 {
		t.Errorf("unit price %v", *f.Lines[0].UnitPrice)
	}
	// A spreadsheet has taken the zeros of 060-0001.
	f = rakutenOrder(t, map[string]string{"送付先郵便番号1": "60", "送付先郵便番号2": "1"})
	if *f.Destinations[0].Zip != "0600001" {
		t.Errorf("zip %q", *f.Destinations[0].Zip)
	}
}

func TestRakutenVariants(t *testing.T) {
	change := map[string]string{"商品番号": "", "商品管理番号": "tshirt", "SKU管理番号": "r-sku01", "システム連携用SKU番号": "", "SKU情報": "カラー:ブラック\n+サイズ:M",
		"項目・選択肢": "名入れ:T&K\n\nのし:なし"}
	l := rakutenOrder(t, change).Lines[0]
	if *l.Code != "tshirt" || *l.SKU != "r-sku01" || !slices.Equal(*l.Options, []string{"カラー:ブラック", "サイズ:M", "名入れ:T&K", "のし:なし"}) {
		t.Errorf("code %s, SKU %s, options %q", *l.Code, *l.SKU, *l.Options)
	}
	if l := rakutenOrder(t, with(change, map[string]string{"SKU管理番号": "normal-inventory"})).Lines[0]; *l.SKU != "tshirt" {
		t.Errorf("SKU %s", *l.SKU)
	}
}

// An order of two recipients from a template without 送付先ID.
func TestRecipientsWithoutAnId(t *testing.T) {
	names, data := sample(t, "rakuten.sample.csv")
	names = slices.DeleteFunc(names, func(n string) bool { return n == "送付先ID" })
	f := one(t, csv(t, names, data[4:7]))
	if len(f.Destinations) != 2 || f.DestinationOf(f.Lines[0]) != 0 || f.DestinationOf(f.Lines[1]) != 1 || f.DestinationOf(f.Lines[2]) != 1 {
		t.Errorf("got\n%s", dump(f))
	}
	if f := one(t, csv(t, names, data[:1])); f.Lines[0].Dest != "" || f.Destinations[0].ID != "" {
		t.Errorf("got\n%s", dump(f))
	}
}
