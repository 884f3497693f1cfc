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

// maybe draws a value or "not in the file".
func maybe[T any](rt *rapid.T, name string, g *rapid.Generator[T]) *T {
	if rapid.Bool().Draw(rt, name+" known") {
		return order.Known(g.Draw(rt, name))
	}
	return nil
}

var words = rapid.SampledFrom([]string{"", "山田 花子", "髙橋", "渋谷区1-2-3"})

// drawFacts draws an order as some file might tell it: any field may be missing.
func drawFacts(rt *rapid.T) *order.Facts {
	f := &order.Facts{Head: rapid.Bool().Draw(rt, "head"), StatusRaw: maybe(rt, "status", words), Cancelled: maybe(rt, "cancelled", rapid.Bool()), Paid: maybe(rt, "paid", rapid.Bool()),
		Total: maybe(rt, "total", rapid.SampledFrom([]yen.Yen{0, 1080})), Comment: maybe(rt, "comment", words), WishDate: maybe(rt, "wish", rapid.SampledFrom([]jst.Date{"", "2026-11-27"})),
		Orderer: order.Person{Name: maybe(rt, "name", words), Phone: maybe(rt, "phone", words)}, AllLines: rapid.Bool().Draw(rt, "all lines"),
		Alerts: maybe(rt, "alerts", rapid.SampledFrom([][]order.Alert{{}, {{Kind: "hold", Text: "保留"}}}))}
	f.NoComment = f.Head && f.Comment == nil
	for i := range rapid.IntRange(0, 2).Draw(rt, "places") {
		f.Destinations = append(f.Destinations, order.Destination{ID: fmt.Sprint("d", i), Name: maybe(rt, "to", words), Address: maybe(rt, "address", words)})
	}
	seen := map[string]bool{}
	for range rapid.IntRange(0, 3).Draw(rt, "lines") {
		id := rapid.SampledFrom([]string{"1", "2", "3", "4"}).Draw(rt, "line id")
		if seen[id] {
			continue
		}
		seen[id] = true
		l := order.Line{ID: id, Name: maybe(rt, "goods", words), Qty: maybe(rt, "qty", rapid.IntRange(1, 3))}
		if len(f.Destinations) > 0 {
			l.Dest = f.Destinations[rapid.IntRange(0, len(f.Destinations)-1).Draw(rt, "place")].Key()
		}
		f.Lines = append(f.Lines, l)
	}
	return f
}

func drawReadings(rt *rapid.T) []order.Reading {
	var out []order.Reading
	for i := range rapid.IntRange(1, 5).Draw(rt, "files") {
		out = append(out, order.Reading{Fresh: jst.Moment(rapid.IntRange(1, 3).Draw(rt, "fresh")), Hash: fmt.Sprint("h", i), Facts: drawFacts(rt)})
	}
	return out
}

func encoded(t interface{ Fatal(...any) }, f *order.Facts) string {
	b, err := order.Encode(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The order in which files were imported, and importing one again, make no difference; and the files' own facts stay.
func TestFoldDoesNotDependOnTheOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		readings := drawReadings(rt)
		var before []string
		for _, r := range readings {
			before = append(before, encoded(rt, r.Facts))
		}
		want := encoded(rt, order.Fold(readings))
		other := rapid.Permutation(readings).Draw(rt, "another order")
		if got := encoded(rt, order.Fold(other)); got != want {
			rt.Fatalf("another order gives other facts:\n%q\n%q", got, want)
		}
		for i, r := range readings {
			if encoded(rt, r.Facts) != before[i] {
				rt.Fatalf("folding changed what file %d said", i)
			}
		}
	})
}

// Per field: what no file knows stays unknown; else the freshest file that knows it is believed.
func TestTheFreshestKnownValueWins(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		readings := drawReadings(rt)
		got := order.Fold(readings)
		sorted := slices.Clone(readings)
		slices.SortFunc(sorted, func(a, b order.Reading) int {
			if a.Fresh != b.Fresh {
				return int(a.Fresh - b.Fresh)
			}
			return strings.Compare(a.Hash, b.Hash)
		})
		freshest := func(name string, field func(*order.Facts) any, have any) {
			var want any
			for _, r := range sorted {
				if v := reflect.ValueOf(field(r.Facts)); !v.IsNil() {
					want = v.Elem().Interface()
				}
			}
			var known any
			if v := reflect.ValueOf(have); !v.IsNil() {
				known = v.Elem().Interface()
			}
			if !reflect.DeepEqual(known, want) {
				rt.Fatalf("%s is %v, want %v", name, known, want)
			}
		}
		freshest("status", func(f *order.Facts) any { return f.StatusRaw }, got.StatusRaw)
		freshest("cancelled", func(f *order.Facts) any { return f.Cancelled }, got.Cancelled)
		freshest("paid", func(f *order.Facts) any { return f.Paid }, got.Paid)
		freshest("total", func(f *order.Facts) any { return f.Total }, got.Total)
		freshest("comment", func(f *order.Facts) any { return f.Comment }, got.Comment)
		freshest("wish", func(f *order.Facts) any { return f.WishDate }, got.WishDate)
		freshest("name", func(f *order.Facts) any { return f.Orderer.Name }, got.Orderer.Name)
		freshest("phone", func(f *order.Facts) any { return f.Orderer.Phone }, got.Orderer.Phone)
		commentColumn := false
		for _, r := range readings {
			commentColumn = commentColumn || r.Facts.Comment != nil
		}
		if commentColumn && got.NoComment {
			rt.Fatal("a comment column was there, yet it is said to be missing")
		}
		// Every line goes to a place that is there.
		for _, l := range got.Lines {
			if l.Dest != "" && !slices.ContainsFunc(got.Destinations, func(d order.Destination) bool { return d.Key() == l.Dest }) {
				rt.Fatalf("line %s goes to %q, which is not among %+v", l.ID, l.Dest, got.Destinations)
			}
		}
	})
}

// What is kept comes back as it was: unknown, empty and zero stay three things.
func TestKeptFactsComeBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := drawFacts(rt)
		g, err := order.Decode([]byte(encoded(rt, f)))
		if err != nil || !reflect.DeepEqual(f, g) {
			rt.Fatalf("%+v\n%+v\n%v", f, g, err)
		}
		if !order.Same(f, g) || len(order.Diff(f, g)) != 0 {
			rt.Fatalf("the same, yet different: %v", order.Diff(f, g))
		}
	})
}

func line(id, name string, qty int) order.Line {
	return order.Line{ID: id, Name: order.Known(name), Qty: &qty}
}

// A complete file that lists a line no longer: the line is gone, and the owner is asked. A partial one says nothing.
func TestALineThatIsGone(t *testing.T) {
	old := order.Reading{Fresh: 1, Facts: &order.Facts{Head: true, AllLines: true, Lines: []order.Line{line("1", "煎茶", 1), line("2", "急須", 1)}}}
	complete := order.Reading{Fresh: 2, Facts: &order.Facts{Head: true, AllLines: true, Lines: []order.Line{line("1", "煎茶", 2)}}}
	partial := order.Reading{Fresh: 2, Facts: &order.Facts{Head: true, Lines: []order.Line{line("1", "煎茶", 2)}}}
	f := order.Fold([]order.Reading{old, complete})
	if len(f.Lines) != 1 || *f.Lines[0].Qty != 2 || len(order.Value(f.Alerts)) != 1 || !strings.Contains((*f.Alerts)[0].Text, "急須") {
		t.Errorf("complete: %+v %+v", f.Lines, order.Value(f.Alerts))
	}
	f = order.Fold([]order.Reading{old, partial})
	if len(f.Lines) != 2 || *f.Lines[0].Qty != 2 || len(order.Value(f.Alerts)) != 0 {
		t.Errorf("partial: %+v %+v", f.Lines, order.Value(f.Alerts))
	}
	back := order.Reading{Fresh: 3, Facts: old.Facts}
	if f = order.Fold([]order.Reading{old, complete, back}); len(f.Lines) != 2 || len(order.Value(f.Alerts)) != 0 {
		t.Errorf("back again: %+v %+v", f.Lines, order.Value(f.Alerts))
	}
}

// A partial file of an order to two places lists one of them: the other's goods still go to the other place.
func TestAPlaceThatAPartialFileDoesNotName(t *testing.T) {
	mother := order.Destination{ID: "m", Name: order.Known("山田 和子"), Address: order.Known("札幌市1-1")}
	sister := order.Destination{ID: "s", Name: order.Known("山田 さくら"), Address: order.Known("福岡市2-2")}
	to := func(l order.Line, d order.Destination) order.Line { l.Dest = d.Key(); return l }
	old := order.Reading{Fresh: 1, Facts: &order.Facts{Head: true, Destinations: []order.Destination{mother, sister}, Lines: []order.Line{to(line("1", "煎茶", 1), mother), to(line("2", "急須", 1), sister)}}}
	fresh := order.Reading{Fresh: 2, Facts: &order.Facts{Head: true, Destinations: []order.Destination{sister}, Lines: []order.Line{to(line("2", "急須", 1), sister)}}}
	f := order.Fold([]order.Reading{old, fresh})
	if len(f.Destinations) != 2 || order.Value(f.Destinations[f.DestinationOf(f.Lines[0])].Name) != "山田 和子" {
		t.Errorf("the mother's tea goes to %+v", f.Destinations)
	}
	complete := *fresh.Facts
	complete.AllLines = true
	if f = order.Fold([]order.Reading{old, {Fresh: 2, Facts: &complete}}); len(f.Destinations) != 1 || len(f.Lines) != 1 {
		t.Errorf("a complete file: %+v %+v", f.Destinations, f.Lines)
	}
}

// The freshest file once more, later and word for word, tells nothing new, where everything in it can be found again by an id
// of the mall's, or nobody ever said anything else: that is what an import passes over.
func TestTheSameWordsLaterChangeNothing(t *testing.T) {
	seen := map[bool]int{}
	rapid.Check(t, func(rt *rapid.T) {
		readings := drawReadings(rt)
		if rapid.IntRange(0, 3).Draw(rt, "all the same") == 0 {
			for i := range readings {
				readings[i].Facts = readings[0].Facts
			}
		}
		for _, r := range readings {
			for i := range r.Facts.Lines {
				if l := &r.Facts.Lines[i]; rapid.IntRange(0, 5).Draw(rt, "no line id") == 0 {
					l.ID, l.Code = "", maybe(rt, "code", rapid.SampledFrom([]string{"tea", "cup"}))
				}
			}
			for i := range r.Facts.Destinations {
				if rapid.IntRange(0, 5).Draw(rt, "no place id") == 0 {
					old := r.Facts.Destinations[i].Key()
					r.Facts.Destinations[i].ID, r.Facts.Destinations[i].Name = "", order.Known(fmt.Sprint("人", i)) // a reader gives a place without an id a name
					for j := range r.Facts.Lines {
						if r.Facts.Lines[j].Dest == old {
							r.Facts.Lines[j].Dest = r.Facts.Destinations[i].Key()
						}
					}
				}
			}
		}
		last, same := readings[0], true
		for _, r := range readings {
			if r.Fresh > last.Fresh || r.Fresh == last.Fresh && r.Hash > last.Hash {
				last = r
			}
			same = same && encoded(rt, r.Facts) == encoded(rt, readings[0].Facts)
		}
		if last.Facts.Refreshed || !same && !last.Facts.Findable() {
			return // a list of unshipped orders says by its time alone that they have not gone out
		}
		seen[same]++
		before := order.Fold(readings)
		again := last
		again.Fresh, again.Hash = last.Fresh+60, "z"+last.Hash
		if after := order.Fold(append(append([]order.Reading{}, readings...), again)); !order.Same(before, after) {
			rt.Fatalf("%+v\n%s\n%s", order.Diff(before, after), encoded(rt, before), encoded(rt, after))
		}
	})
	if seen[true] == 0 || seen[false] == 0 {
		t.Errorf("not every case was tried: %v", seen)
	}
}
