package order_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/yen"
)

// typed is what an owner could type, field by field.
var typed = map[string][]string{"qty": {"0", "２"}, "tax_rate": {"8%", "10"}, "paid": {"はい", "no"}, "ordered_at": {"2026/11/23 9:05"}, "wish_slot": {"午前中", "14時～16時", "", "夜"},
	"wish_date": {"2026/11/27", ""}, "release": {"2026年12月1日", ""}, "zip": {"〒150-0001", ""}, "phone": {"090-0000-1009", ""}, "email": {"hanako@example.com", ""}, "options": {"色:藍\n\nサイズ:M", ""}}

func typedFor(rt *rapid.T, target, field string) string {
	from := typed[field]
	for _, amount := range []string{"total", "goods", "shipping", "cod_fee", "wrapping_fee", "coupon", "points", "unit_price"} {
		if field == amount {
			from = []string{"0", "1,980円"}
		}
	}
	if from == nil {
		from = []string{"", "新しい値", "髙橋 一郎"}
	}
	v, err := order.Clean(target, field, rapid.SampledFrom(from).Draw(rt, field))
	if err != nil {
		rt.Fatal(err)
	}
	return v
}

// drawShort draws facts of a layout without ids of lines and places, several lines alike.
func drawShort(rt *rapid.T) *order.Facts {
	f := &order.Facts{Head: true, Comment: maybe(rt, "comment", words), Shipping: maybe(rt, "shipping", rapid.SampledFrom([]yen.Yen{0, 500})), WishSlot: maybe(rt, "slot", words)}
	for i := range rapid.IntRange(1, 2).Draw(rt, "places") {
		f.Destinations = append(f.Destinations, order.Destination{Name: order.Known(fmt.Sprint("山田", i)), Address: maybe(rt, "address", words), Phone: maybe(rt, "phone", words)})
	}
	for range rapid.IntRange(1, 4).Draw(rt, "lines") {
		f.Lines = append(f.Lines, order.Line{Code: order.Known(rapid.SampledFrom([]string{"tea", "cup"}).Draw(rt, "code")), UnitPrice: maybe(rt, "price", rapid.SampledFrom([]yen.Yen{540, 1080})),
			Qty: order.Known(1), Dest: rapid.SampledFrom(f.Destinations).Draw(rt, "to").Key()})
	}
	return f
}

// members are the fields of the structures that a correction writes; one that is not named here must stay.
var members = map[string][]string{"total": {"Total", "Unconfirmed", "Uncertain"}, "goods": {"Goods"}, "shipping": {"Shipping"}, "cod_fee": {"CODFee"}, "wrapping_fee": {"WrappingFee"}, "coupon": {"Coupon"},
	"points": {"Points"}, "payment": {"PaymentText"}, "paid": {"Paid"}, "comment": {"Comment", "NoComment"}, "memo": {"Memo"}, "wish_date": {"WishDate"}, "wish_slot": {"WishSlot", "WishTime"}, "method": {"Method"},
	"ordered_at": {"OrderedAt"}, "release": {"Release"}, "name": {"Name"}, "kana": {"Kana"}, "zip": {"Zip"}, "address": {"Address"}, "phone": {"Phone"}, "email": {"Email"}, "noshi": {"Noshi"}, "wrapping": {"Wrapping"},
	"message": {"Message"}, "code": {"Code"}, "sku": {"SKU"}, "options": {"Options"}, "qty": {"Qty"}, "unit_price": {"UnitPrice"}, "tax_rate": {"TaxRate"}}

// sameBut compares two structures but for some fields.
func sameBut(rt *rapid.T, what string, a, b any, except ...string) {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range x.NumField() {
		name := x.Type().Field(i).Name
		if !slices.Contains(except, name) && !reflect.DeepEqual(x.Field(i).Interface(), y.Field(i).Interface()) {
			rt.Fatalf("%s: %s was %+v and is %+v", what, name, x.Field(i), y.Field(i))
		}
	}
}

// The effective facts are the facts with exactly the corrected fields changed, whatever was corrected, in whatever order;
// each reads back as typed; targets taken from the effective facts are those of the malls' facts; and the goods still go
// to the same places.
func TestExactlyWhatWasCorrectedIsChanged(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := drawShort(rt)
		if rapid.Bool().Draw(rt, "with ids") {
			f = drawFacts(rt)
		}
		before := encoded(rt, f)
		var all []order.Correction
		written := map[string][]string{}
		for n, target := range order.Targets(f) {
			for _, x := range order.FieldsOf(target) {
				if x.ID == "gone" || x.ID == "dest" || rapid.IntRange(0, 3).Draw(rt, "this") > 0 {
					continue
				}
				all = append(all, order.Correction{Target: target, Field: x.ID, Value: typedFor(rt, target, x.ID), At: jst.Moment(n)})
				written[target] = append(written[target], members[x.ID]...)
			}
		}
		e, lost := order.Correct(f, rapid.Permutation(all).Draw(rt, "written in some order"))
		if len(lost) > 0 {
			rt.Fatalf("lost %+v", lost)
		}
		if encoded(rt, f) != before {
			rt.Fatal("the malls' facts were changed")
		}
		targets := order.Targets(f)
		if got := order.Targets(e); !slices.Equal(got, targets) {
			rt.Fatalf("targets were %q and are %q", targets, got)
		}
		for _, c := range all {
			if v, told := order.Text(e, c.Target, c.Field); v != c.Value || !told {
				rt.Fatalf("%s %s reads %q, typed %q", c.Target, c.Field, v, c.Value)
			}
		}
		sameBut(rt, "order", *f, *e, append([]string{"Destinations", "Lines", "Orderer"}, written[""]...)...)
		sameBut(rt, "orderer", f.Orderer, e.Orderer, written["orderer"]...)
		for i := range f.Destinations {
			sameBut(rt, "destination", f.Destinations[i], e.Destinations[i], append([]string{"ID"}, written[targets[2+i]]...)...)
		}
		for i := range f.Lines {
			sameBut(rt, "line", f.Lines[i], e.Lines[i], append([]string{"ID", "Dest"}, written[targets[2+len(f.Destinations)+i]]...)...)
			if len(f.Destinations) > 0 && f.DestinationOf(f.Lines[i]) != e.DestinationOf(e.Lines[i]) {
				rt.Fatalf("line %d goes to another place", i)
			}
		}
	})
}

// Corrections survive whatever readings come, in any order: while the line or place is there they hold, else they are
// given back; none is dropped. Where the malls say the same as when she corrected, nothing is asked.
func TestCorrectionsSurviveEveryImport(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		readings := drawReadings(rt)
		seen := order.Fold(readings[:1])
		var all []order.Correction
		for _, target := range order.Targets(seen) {
			for _, field := range []string{"name", "phone", "comment", "qty", "address"} {
				if order.Label(target, field) == "" || rapid.Bool().Draw(rt, "not this") {
					continue
				}
				all = append(all, order.Correction{Target: target, Field: field, Value: typedFor(rt, target, field), Was: order.WasOf(seen, target, field)})
			}
		}
		for _, o := range order.Overridden(seen, all) {
			if o.Changed {
				rt.Fatalf("asked about what has not changed: %+v", o)
			}
		}
		f := order.Fold(readings)
		e, lost := order.Correct(f, all)
		g, lostToo := order.Correct(order.Fold(rapid.Permutation(readings).Draw(rt, "in another order")), rapid.Permutation(all).Draw(rt, "rows in another order"))
		if encoded(rt, e) != encoded(rt, g) || len(lost) != len(lostToo) {
			rt.Fatal("the order of files or corrections makes a difference")
		}
		over := order.Overridden(f, all)
		if len(over)+len(lost) != len(all) {
			rt.Fatalf("%d corrections, %d hold, %d are given back", len(all), len(over), len(lost))
		}
		for _, c := range all {
			_, there := order.Target(f, c.Target)
			given := slices.ContainsFunc(lost, func(l order.Correction) bool { return l.Target == c.Target && l.Field == c.Field })
			if there == given {
				rt.Fatalf("%s: there %v, given back %v", c.Target, there, given)
			}
			if v, _ := order.Text(e, c.Target, c.Field); there && v != c.Value {
				rt.Fatalf("%s %s is %q, corrected to %q", c.Target, c.Field, v, c.Value)
			}
		}
	})
}

// What is kept is what Clean would make of it: a form that shows it and is saved changes nothing.
func TestCleanTwiceIsCleanOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		target := rapid.SampledFrom([]string{"", "orderer", "dest:+1", "line:+1"}).Draw(rt, "target")
		x := rapid.SampledFrom(order.FieldsOf(target)).Draw(rt, "field")
		text := rapid.OneOf(rapid.StringMatching(`[ 0-9０-９,円:/~\-年月日]{0,12}`), rapid.SampledFrom([]string{"はい", "14:00～16:00", "26/11/24", "-5", "1e3", "９", "090-0000-1001"})).Draw(rt, "text")
		once, err := order.Clean(target, x.ID, text)
		if err != nil {
			if !strings.Contains(err.(*order.FieldError).Japanese(), x.Label) {
				rt.Fatalf("%v does not name the field", err)
			}
			return
		}
		twice, err := order.Clean(target, x.ID, once)
		if err != nil || twice != once {
			rt.Fatalf("%s: %q became %q and then %q, %v", x.ID, text, once, twice, err)
		}
	})
}
