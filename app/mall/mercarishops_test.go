package mall_test

import (
	"strings"
	"testing"
)

func TestMercariShopsOrders(t *testing.T) {
	r := read(t, file(t, "others/mercari_shops.sample.csv"))
	if r.err != nil || r.format.ID != "mercari_shops" || len(r.parsed) != 4 || len(r.refused) != 0 || r.rows != 6 {
		t.Fatalf("%d orders of %d rows, refused %+v, error %v", len(r.parsed), r.rows, r.refused, r.err)
	}
	if len(r.format.Unsure) < 5 {
		t.Error("hardly anything is confirmed, and the owner is not told")
	}
	o := r.orders()
	first := o["order_2FictionSample00000001"]
	facts(t, first, map[string]string{
		"clearance": "unknown", "cancelled": "?", "shipped": "?", "paid": "?", "payment": "?", "total": "?", "shipping": "?", "goods": "3100", "coupon": "0",
		"orderer": "山﨑 美咲", "to name": "?", "to": "北海道札幌市中央区北一条西2-3-4 №5ビル 201", "zip": "0600001", "phone": "?", "comment": "?", "at": "?", "status": "?", "wish": "?",
	})
	wantGoods(t, first, "1111/ 今治タオル [] ×1 @1500 ?%", "1112/ 新茶 100g [] ×1 @1600 ?%")
	if !first.NoComment || !first.Head || first.AllLines || first.MallSettles != nil || !strings.Contains(*first.ClearanceWhy, "確認してください") {
		t.Errorf("got\n%s", dump(first))
	}
	facts(t, o["order_2FictionSample00000002"], map[string]string{"coupon": "100", "goods": "1800"})
	// Of three pieces the price may be that of one or of all; a coupon on two rows may be one or two.
	facts(t, o["order_2FictionSample00000003"], map[string]string{"goods": "?"})
	wantGoods(t, o["order_2FictionSample00000003"], "1112/ 新茶 100g [] ×3 @? ?%")
	facts(t, o["order_2FictionSample00000004"], map[string]string{"coupon": "?", "goods": "3000"})
	wantGoods(t, o["order_2FictionSample00000004"], "1111/ 今治タオル [] ×2 @1500 ?%")
}

// Columns that the notes do not know: a state can only end an order, never clear it.
func TestMercariShopsStates(t *testing.T) {
	names, data := sample(t, "others/mercari_shops.sample.csv")
	names = append(names, "order_status", "billing_postal_code", "billing_state", "billing_city", "billing_address_1", "billing_address_2", "shipping_name")
	for status, want := range map[string]map[string]string{
		"":         {"clearance": "unknown", "cancelled": "?", "shipped": "?"},
		"発送待ち":     {"clearance": "unknown", "cancelled": "?", "shipped": "?", "status": "発送待ち"},
		"発送済み":     {"clearance": "unknown", "cancelled": "no", "shipped": "yes"},
		"キャンセル":    {"clearance": "?", "cancelled": "yes", "shipped": "no"},
		"Canceled": {"clearance": "?", "cancelled": "yes"},
	} {
		f := one(t, utf8CSV(t, names, rows{with(data[2], map[string]string{"order_status": status, "shipping_name": "德永 誠", "billing_postal_code": "231-0023",
			"billing_state": "神奈川県", "billing_city": "横浜市中区", "billing_address_1": "山下町7-8"})}))
		facts(t, f, want)
		facts(t, f, map[string]string{"to name": "德永 誠", "from": "神奈川県横浜市中区山下町7-8", "from zip": "2310023"})
	}
	for no, ok := range map[string]bool{"order_2FictionSample00000009": true, "1001": false, "1.2E+10": false, "": false} {
		if r := read(t, utf8CSV(t, names, rows{with(data[2], map[string]string{"order_id": no}), data[3]})); (len(r.parsed) == 2) != ok {
			t.Errorf("%q: %d orders, refused %+v", no, len(r.parsed), r.refused)
		}
	}
}

func FuzzReadMercariShops(f *testing.F) {
	f.Add(file(f, "others/mercari_shops.sample.csv"))
	fuzz(f, "mercari_shops")
}
