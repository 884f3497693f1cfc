package order_test

import (
	"slices"
	"testing"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/yen"
)

func toHer(address string) *order.Facts {
	d := order.Destination{Name: order.Known("山田 花子"), Address: &address, Phone: order.Known("09000001001")}
	return &order.Facts{Head: true, NoComment: true, Total: yen.Of(1080), Unconfirmed: order.Known(true), Orderer: order.Person{Name: order.Known("山田 花子")},
		Destinations: []order.Destination{d, {Name: order.Known("佐藤 太郎"), Address: order.Known("大阪市1-1")}},
		Lines:        []order.Line{{Code: order.Known("tea"), Qty: order.Known(1), Dest: d.Key()}, {Code: order.Known("cup"), Qty: order.Known(1), Dest: "佐藤 太郎\x1f大阪市1-1"}}}
}

// Every field that can be corrected is, and the facts of the files stay as they were.
func TestEveryFieldCanBeCorrected(t *testing.T) {
	f := toHer("渋谷区神宮前")
	place, goods := "dest:"+f.Destinations[0].Key(), "line:"+order.LineKeys(f.Lines)[0]
	before := encoded(t, f)
	values := map[string]string{"qty": "3", "wish_date": "2026-11-27", "release": "2026-12-01", "ordered_at": "2026-11-23 21:05:00", "paid": "yes", "tax_rate": "8", "unit_price": "540",
		"dest": f.Destinations[0].Key()}
	for _, amount := range []string{"total", "goods", "shipping", "cod_fee", "wrapping_fee", "coupon", "points"} {
		values[amount] = "2160"
	}
	var all []order.Correction
	for kind, fields := range order.Fields {
		target := map[string]string{"": "", "orderer": "orderer", "dest": place, "line": goods}[kind]
		for field := range fields {
			if field == "gone" {
				continue
			}
			v := values[field]
			if v == "" {
				v = "新しい" + field
			}
			all = append(all, order.Correction{Target: target, Field: field, Value: v})
		}
	}
	e, lost := order.Correct(f, all)
	if len(lost) > 0 {
		t.Fatalf("lost %+v", lost)
	}
	d := e.Destinations[0]
	for field, got := range map[string]*string{"name": d.Name, "kana": d.Kana, "zip": d.Zip, "address": d.Address, "phone": d.Phone, "noshi": d.Noshi, "wrapping": d.Wrapping, "message": d.Message,
		"comment": e.Comment, "method": e.Method, "memo": e.Memo, "payment": e.PaymentText, "wish_slot": e.WishSlot, "email": e.Orderer.Email,
		"code": e.Lines[0].Code, "sku": e.Lines[0].SKU} {
		if order.Value(got) != "新しい"+field {
			t.Errorf("%s is %q", field, order.Value(got))
		}
	}
	for field, got := range map[string]*yen.Yen{"goods": e.Goods, "shipping": e.Shipping, "cod_fee": e.CODFee, "wrapping_fee": e.WrappingFee, "coupon": e.Coupon, "points": e.Points} {
		if *got != 2160 {
			t.Errorf("%s is %v", field, got)
		}
	}
	if l := e.Lines[0]; *l.UnitPrice != 540 || *l.TaxRate != 8 || !slices.Equal(*l.Options, []string{"新しいoptions"}) || *l.Name != "新しいname" {
		t.Errorf("the line is %+v", l)
	}
	if !*e.Paid || *e.Release != "2026-12-01" || e.OrderedAt.Time().Format("01/02 15:04") != "11/23 21:05" {
		t.Errorf("paid %v, release %v, ordered %v", *e.Paid, *e.Release, e.OrderedAt.Time())
	}
	if *e.Total != 2160 || *e.Unconfirmed || *e.Lines[0].Qty != 3 || *e.WishDate != jst.Date("2026-11-27") || e.NoComment {
		t.Errorf("%+v", e)
	}
	if e.DestinationOf(e.Lines[0]) != 0 || e.DestinationOf(e.Lines[1]) != 1 || order.Value(e.Destinations[1].Name) != "佐藤 太郎" {
		t.Errorf("the goods go elsewhere: %+v", e)
	}
	if encoded(t, f) != before {
		t.Error("the files' facts were changed")
	}
}

// The second thing corrected at a place without an id is found again, whether it was named before or after the first.
func TestTwoCorrectionsOfOnePlace(t *testing.T) {
	f := toHer("渋谷区神宮前")
	first := order.Correction{Target: "dest:" + f.Destinations[0].Key(), Field: "address", Value: "渋谷区神宮前1-2-3"}
	seen, _ := order.Correct(f, []order.Correction{first})
	second := order.Correction{Target: "dest:" + seen.Destinations[0].Key(), Field: "phone", Value: "09000001002"}
	for _, both := range [][]order.Correction{{first, second}, {second, first}} {
		e, lost := order.Correct(f, both)
		if len(lost) > 0 || *e.Destinations[0].Address != "渋谷区神宮前1-2-3" || *e.Destinations[0].Phone != "09000001002" {
			t.Errorf("lost %+v, %+v", lost, e.Destinations[0])
		}
	}
}

// A correction whose place or line is gone is given back, never dropped, and never lands elsewhere.
func TestACorrectionWhoseTargetIsGone(t *testing.T) {
	f := toHer("渋谷区神宮前")
	moved := toHer("目黒区1-1")
	for _, c := range []order.Correction{{Target: "dest:" + f.Destinations[0].Key(), Field: "phone", Value: "1"}, {Target: "line:" + order.LineKeys(f.Lines)[0], Field: "qty", Value: "2"},
		{Target: "dest:#9", Field: "name", Value: "x"}, {Target: "", Field: "colour", Value: "x"}, {Target: "", Field: "total", Value: "たくさん"}} {
		e, lost := order.Correct(moved, []order.Correction{c})
		if len(lost) != 1 || lost[0] != c || encoded(t, e) != encoded(t, moved) {
			t.Errorf("%+v: lost %+v", c, lost)
		}
	}
}
