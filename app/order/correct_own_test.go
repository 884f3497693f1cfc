package order_test

import (
	"slices"
	"testing"

	"miseban/app/order"
	"miseban/app/yen"
)

func fix(target, field, value string) order.Correction {
	return order.Correction{Target: target, Field: field, Value: value}
}

// names gives the goods with where they go.
func names(f *order.Facts) []string {
	var out []string
	for _, l := range f.Lines {
		to := ""
		if len(f.Destinations) > 0 {
			to = order.Value(f.Destinations[f.DestinationOf(l)].Name)
		}
		out = append(out, order.Value(l.Code)+order.Value(l.Name)+"→"+to)
	}
	return out
}

// She adds a cake by telephone, to a place of its own, and takes the cup out: the rest of the order stays as it is.
func TestALineAndAPlaceOfTheOwnersOwn(t *testing.T) {
	f := toHer("渋谷区神宮前")
	cup := order.Targets(f)[5]
	all := []order.Correction{fix("line:+1", "name", "ようかん"), fix("line:+1", "qty", "2"), fix("line:+1", "dest", "+1"), fix("dest:+1", "name", "鈴木 次郎"), fix("dest:+1", "address", "名古屋市1-1"),
		fix(cup, "gone", "yes"), fix("dest:佐藤 太郎\x1f大阪市1-1", "gone", "yes")}
	e, lost := order.Correct(f, all)
	if want := []string{"tea→山田 花子", "ようかん→鈴木 次郎"}; len(lost) > 0 || !slices.Equal(names(e), want) || len(e.Destinations) != 2 {
		t.Errorf("%v, want %v; lost %v", names(e), want, lost)
	}
	// Seen in the window, the own line and place are corrected and taken out by the same targets.
	if got := order.Targets(e); !slices.Contains(got, "line:+1") || !slices.Contains(got, "dest:+1") {
		t.Errorf("targets %q", got)
	}
	if v, told := order.Text(e, "line:+1", "qty"); v != "2" || !told {
		t.Errorf("quantity %q %v", v, told)
	}
	if got := order.NewTarget(e, "line"); got != "line:+2" {
		t.Errorf("the next line is %s", got)
	}
	// Without its corrections the line is no more.
	e, _ = order.Correct(f, all[3:])
	if want := []string{"tea→山田 花子"}; !slices.Equal(names(e), want) {
		t.Errorf("%v, want %v", names(e), want)
	}
}

// A place is not taken out from under goods that still go there, and a line does not go where there is nothing.
func TestGoodsNeverGoToSomebodyElseByACorrection(t *testing.T) {
	f := toHer("渋谷区神宮前")
	before := names(f)
	for _, c := range []order.Correction{fix("dest:佐藤 太郎\x1f大阪市1-1", "gone", "yes"), fix(order.Targets(f)[4], "dest", "誰か\x1fどこか"), fix("line:+1", "dest", "+1"), fix("line:+1", "qty", "二つ"), fix("dest:+0", "name", "x")} {
		e, lost := order.Correct(f, []order.Correction{c})
		if len(lost) != 1 || !slices.Equal(names(e), before) {
			t.Errorf("%+v: %v, lost %v", c, names(e), lost)
		}
	}
	e, lost := order.Correct(f, []order.Correction{fix("dest:佐藤 太郎\x1f大阪市1-1", "gone", "yes"), fix(order.Targets(f)[5], "dest", f.Destinations[0].Key())})
	if want := []string{"tea→山田 花子", "cup→山田 花子"}; len(lost) > 0 || !slices.Equal(names(e), want) || len(e.Destinations) != 1 {
		t.Errorf("%v, lost %v", names(e), lost)
	}
}

// What she took out and the mall takes out, too, is no question; a line that came back at another price is one.
func TestTakenOutByBoth(t *testing.T) {
	f := toHer("渋谷区神宮前")
	tea := order.Targets(f)[4]
	all := []order.Correction{fix(tea, "gone", "yes"), fix(tea, "qty", "2")}
	without := *f
	without.Lines = f.Lines[1:]
	if e, lost := order.Correct(&without, all); len(lost) > 0 || len(e.Lines) != 1 {
		t.Errorf("gone at the mall: %v, lost %v", names(e), lost)
	}
	dearer := *f
	dearer.Lines = slices.Clone(f.Lines)
	dearer.Lines[0].UnitPrice = yen.Of(2000)
	if _, lost := order.Correct(&dearer, all); len(lost) != 0 {
		t.Errorf("the price was not known before, it is the same line: lost %v", lost)
	}
	priced, cheaper := *f, dearer
	priced.Lines = slices.Clone(f.Lines)
	priced.Lines[0].UnitPrice = yen.Of(1000)
	all = []order.Correction{fix(order.Targets(&priced)[4], "gone", "yes")}
	if _, lost := order.Correct(&cheaper, all); len(lost) != 1 {
		t.Errorf("the tea is back at another price and nobody is asked: lost %v", lost)
	}
}

// The first file has no ids and no prices, the next one has both: what was corrected stays corrected.
func TestAFullerFileKeepsTheCorrection(t *testing.T) {
	f := toHer("渋谷区神宮前")
	all := []order.Correction{fix(order.Targets(f)[2], "phone", "09000001009"), fix(order.Targets(f)[4], "qty", "7"), fix(order.Targets(f)[5], "qty", "8")}
	fuller := *f
	fuller.Destinations, fuller.Lines = slices.Clone(f.Destinations), slices.Clone(f.Lines)
	for i := range fuller.Destinations {
		fuller.Destinations[i].ID = []string{"d1", "d2"}[i]
		fuller.Lines[i].ID, fuller.Lines[i].UnitPrice, fuller.Lines[i].Dest = []string{"11", "12"}[i], yen.Of(500), fuller.Destinations[i].Key()
	}
	e, lost := order.Correct(&fuller, all)
	if len(lost) > 0 || *e.Destinations[0].Phone != "09000001009" || *e.Lines[0].Qty != 7 || *e.Lines[1].Qty != 8 || e.Destinations[1].Phone != nil {
		t.Errorf("lost %v, %+v", lost, e)
	}
}

// What the mall said when she corrected is compared with what it says now.
func TestTheMallChangesWhatWasCorrected(t *testing.T) {
	f := &order.Facts{Orderer: order.Person{Name: order.Known("山田 花子")}, Total: yen.Of(1000), Unconfirmed: order.Known(true)}
	name := order.Correction{Target: "orderer", Field: "name", Value: "山田 花", Was: order.WasOf(f, "orderer", "name")}
	phone := order.Correction{Target: "orderer", Field: "phone", Value: "09000001001", Was: order.WasOf(f, "orderer", "phone")}
	total := order.Correction{Field: "total", Value: "1200", Was: order.WasOf(f, "", "total")}
	if *name.Was != "山田 花子" || *phone.Was != order.Untold || *total.Was != order.Untold {
		t.Fatalf("%q %q %q", *name.Was, *phone.Was, *total.Was)
	}
	changed := func(c order.Correction, change func(*order.Facts)) bool {
		g := *f
		change(&g)
		o := order.Overridden(&g, []order.Correction{c})
		return len(o) == 1 && o[0].Changed
	}
	rename := func(n string) func(*order.Facts) { return func(g *order.Facts) { g.Orderer.Name = &n } }
	call := func(n string) func(*order.Facts) { return func(g *order.Facts) { g.Orderer.Phone = &n } }
	fixed := func(y yen.Yen) func(*order.Facts) {
		return func(g *order.Facts) { g.Total, g.Unconfirmed = &y, nil }
	}
	old := name
	old.Was = nil
	for what, tc := range map[string]struct{ got, want bool }{
		"says the same":              {changed(name, func(*order.Facts) {}), false},
		"in another width":           {changed(name, rename("山田　花子 ")), false},
		"something else":             {changed(name, rename("山口 花子")), true},
		"nothing any more":           {changed(name, rename("")), true},
		"what she says":              {changed(name, rename("山田 花")), false},
		"kept by an earlier version": {changed(old, rename("山口 花子")), false},
		"told for the first time":    {changed(phone, call("09000001002")), true},
		"told as she said":           {changed(phone, call("09000001001")), false},
		"told as empty":              {changed(phone, call("")), true},
		"still not fixed":            {changed(total, func(*order.Facts) {}), false},
		"fixed at another sum":       {changed(total, fixed(1000)), true},
		"fixed at her sum":           {changed(total, fixed(1200)), false},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: changed is %v", what, tc.got)
		}
	}
}

// Two rows may be of one place, under the names that it had: what she typed last counts, wherever it stands.
func TestTheLaterCorrectionCounts(t *testing.T) {
	f := toHer("渋谷区神宮前")
	early := order.Correction{Target: "dest:" + f.Destinations[0].Key(), Field: "phone", Value: "1", At: 1}
	late := order.Correction{Target: "dest:#" + f.Destinations[0].Key(), Field: "phone", Value: "2", At: 2}
	for _, both := range [][]order.Correction{{early, late}, {late, early}} {
		if e, _ := order.Correct(f, both); *e.Destinations[0].Phone != "2" {
			t.Errorf("%s counts", *e.Destinations[0].Phone)
		}
	}
}

// Two lines alike, of which a fuller file comes to tell the prices: what was corrected of the second stays with the second.
func TestTheSecondOfTwoLinesAlike(t *testing.T) {
	f := &order.Facts{Lines: []order.Line{{Code: order.Known("tea"), Qty: order.Known(1)}, {Code: order.Known("tea"), Qty: order.Known(1)}}}
	c := fix(order.Targets(f)[3], "qty", "5")
	fuller := &order.Facts{Lines: slices.Clone(f.Lines)}
	fuller.Lines[0].UnitPrice, fuller.Lines[1].UnitPrice = yen.Of(540), yen.Of(1080)
	e, lost := order.Correct(fuller, []order.Correction{c})
	if len(lost) > 0 || *e.Lines[0].Qty != 1 || *e.Lines[1].Qty != 5 {
		t.Errorf("%+v, lost %v", e.Lines, lost)
	}
}

// The code of the time goes with its words, or the conflict of メール便 with a wished time would be overlooked.
func TestTheSlotAndItsCode(t *testing.T) {
	for typed, want := range map[string][2]string{"14時～16時": {"14-16", "1416"}, "午前中": {"am", "1"}, "午後": {"pm", "2"}, "8-12": {"08-12", "0812"}, "夜": {"夜", "夜"}, "": {"", ""}, "指定なし": {"", ""}} {
		v, err := order.Clean("", "wish_slot", typed)
		if err != nil {
			t.Fatal(err)
		}
		if e, _ := order.Correct(&order.Facts{WishTime: order.Known("1820")}, []order.Correction{fix("", "wish_slot", v)}); *e.WishSlot != want[0] || *e.WishTime != want[1] {
			t.Errorf("%q: %q %q, want %q", typed, *e.WishSlot, *e.WishTime, want)
		}
	}
}
