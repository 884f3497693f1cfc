package publish_test

import (
	"errors"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"miseban/app/flow/desk"
	"miseban/app/flow/publish"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/flow/simulate"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
	"miseban/app/stock"
	"miseban/store"
)

func tempFolder(rt *rapid.T) string {
	dir, err := os.MkdirTemp("", "publish")
	if err != nil {
		rt.Fatal(err)
	}
	rt.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// act is one thing that the owner does, with whatever there is to do it to.
func (d *day) act(rt *rapid.T, except ...string) {
	dk := d.desk()
	var rows []*desk.Row
	for _, r := range dk.Rows() {
		if rapid.IntRange(0, 2).Draw(rt, "this one") == 0 {
			rows = append(rows, r)
		}
	}
	off := rapid.IntRange(0, 2).Draw(rt, "off") == 0
	var err error
	acts := slices.DeleteFunc([]string{"import", "accept", "hold", "pay", "cancel", "ship", "prices", "label", "print", "correct", "answer", "products", "stock", "stock", "purchase", "settings", "publish", "publish",
		"rollback", "undo", "tomorrow"}, func(a string) bool { return slices.Contains(except, a) })
	what := rapid.SampledFrom(acts).Draw(rt, "act")
	rt.Logf("%s of %d, off %v", what, len(rows), off)
	switch what {
	case "import":
		d.take("rakuten-"+d.now.Format("20060102-1504")+".csv", drawOrders(rt)...)
	case "accept":
		_, err = review.Accept(d.ctx, dk, rows, off, d.now)
	case "hold":
		_, err = review.Hold(d.ctx, dk, rows, "後で", off, d.now)
	case "pay":
		_, err = review.Pay(d.ctx, dk, rows, off, d.now)
	case "cancel":
		_, err = review.Cancel(d.ctx, dk, rows, off, d.now)
	case "ship":
		_, err = review.Ship(d.ctx, dk, rows, off, d.now)
	case "prices":
		_, err = review.Prices(d.ctx, dk, rows, true, off, d.now)
	case "label":
		d.raw("label", func(w *store.Writer) error {
			for _, r := range rows {
				body := map[bool]string{true: "off", false: "on"}[off]
				if err := w.PutDecision(order.Decision{OrderID: r.ID, Kind: order.Labelled, Subject: "急ぎ", Body: body, At: jst.At(d.now)}); err != nil {
					return err
				}
			}
			return nil
		})
	case "print":
		d.raw("slips", func(w *store.Writer) error {
			for _, r := range rows {
				if err := w.PutDeed(order.Deed{OrderID: r.ID, Kind: order.Printed, Ref: d.now.Format("150405"), At: jst.At(d.now), Snapshot: `{"running":"001/001","fingerprint":"x"}`}); err != nil {
					return err
				}
			}
			return nil
		})
	case "correct":
		for _, r := range rows[:min(1, len(rows))] {
			_, err = review.Correct(d.ctx, dk, r, "", "wish_date", "2026-11-27", off, d.now)
		}
	case "answer":
		asked, qerr := review.Questions(d.ctx, dk, d.now)
		if qerr != nil {
			rt.Fatal(qerr)
		}
		if len(asked) > 0 {
			q := rapid.SampledFrom(asked).Draw(rt, "question")
			if _, err = review.Answer(d.ctx, dk, q, rapid.SampledFrom(q.Answers).Draw(rt, "answer"), "2026-11-28", d.now); errors.Is(err, review.ErrValue) {
				err = nil // a date is no telephone
			}
		}
	case "products":
		d.raw("products", func(w *store.Writer) error {
			s := stock.SKU{Code: rapid.SampledFrom(goodsOf).Draw(rt, "code"), ToOrder: rapid.IntRange(0, 4).Draw(rt, "to order") == 0,
				ReleaseDate: rapid.SampledFrom([]jst.Date{"", "", "2026-11-26"}).Draw(rt, "release")}
			return w.PutSKU(s.Code, s)
		})
	case "stock":
		d.raw("stock", func(w *store.Writer) error {
			return w.PutMovement(stock.Movement{SKU: rapid.SampledFrom(goodsOf).Draw(rt, "code"), Kind: stock.Count, Qty: rapid.IntRange(0, 5).Draw(rt, "qty"), At: jst.At(d.now), Ref: "棚卸"})
		})
	case "purchase":
		d.raw("purchase", func(w *store.Writer) error {
			return w.InsertPurchase(store.Purchase{No: "PO-" + d.now.Format("0102150405"), Supplier: "茶園", At: jst.At(d.now), State: "issued", Body: "{}",
				Lines: []store.PurchaseLine{{SKU: rapid.SampledFrom(goodsOf).Draw(rt, "code"), Qty: 3, Body: "{}"}}})
		})
	case "settings":
		file := desk.SettingsFile{Judge: &desk.JudgePart{Off: &[]string{rapid.SampledFrom([]string{"address", "conflict_cod_gift", "wish_past"}).Draw(rt, "switched off")}}}
		if off {
			file = desk.SettingsFile{Judge: &desk.JudgePart{Off: &[]string{}}}
		}
		err = dk.ApplySettings(d.ctx, file, d.now)
	case "publish":
		text := drawRules(rt)
		rt.Log(text)
		_, err = publish.Publish(d.ctx, dk, text, publish.Options{Now: d.now})
	case "rollback":
		if all, verr := dk.RuleVersions(d.ctx); verr != nil {
			rt.Fatal(verr)
		} else if len(all) > 0 {
			_, err = publish.Rollback(d.ctx, dk, rapid.SampledFrom(all).Draw(rt, "version").N, publish.Options{Now: d.now})
		}
	case "undo":
		_, err = revert.Newest(d.ctx, dk, d.now)
	case "tomorrow":
		d.now = d.now.AddDate(0, 0, rapid.IntRange(0, 2).Draw(rt, "days"))
		err = dk.Warm(d.ctx, d.now)
	}
	if err != nil && !errors.Is(err, review.ErrNothingToDo) && !errors.Is(err, revert.ErrNothing) && !errors.Is(err, publish.ErrSame) {
		rt.Fatalf("%s: %v", what, err)
	}
	d.now = d.now.Add(time.Minute)
}

// sides judges every order as it is now.
func (d *day) sides() map[int64]simulate.Side {
	d.t.Helper()
	out := map[int64]simulate.Side{}
	err := d.desk().EachJudged(d.ctx, d.desk().Rows(), d.now, func(r *desk.Row, _ judge.Input, j judge.Judgement) error {
		out[r.ID] = simulate.SideOf(&j)
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return out
}

func sameRows(t tester, what string, got, want []*desk.Row) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d orders, want %d", what, len(got), len(want))
	}
	for i := range got {
		if !reflect.DeepEqual(*got[i], *want[i]) {
			t.Fatalf("%s: order %s is\n%+v\nwant\n%+v", what, got[i].No, *got[i], *want[i])
		}
	}
}

// edit changes a set as an owner does: a rule goes, is switched, moves, or is new.
func edit(rt *rapid.T, text string) string {
	set, _ := rule.Parse(text)
	more, _ := rule.Parse(drawRules(rt))
	for i := range more.Rules {
		more.Rules[i].Name += "の新"
	}
	if n := len(set.Rules); n > 0 {
		i := rapid.IntRange(0, n-1).Draw(rt, "which")
		switch rapid.SampledFrom([]string{"gone", "switched", "moved", "kept"}).Draw(rt, "how") {
		case "gone":
			set.Rules = slices.Delete(set.Rules, i, i+1)
		case "switched":
			set.Rules[i].Off = !set.Rules[i].Off
		case "moved":
			r := set.Rules[i]
			set.Rules = slices.Insert(slices.Delete(set.Rules, i, i+1), rapid.IntRange(0, n-1).Draw(rt, "to"), r)
		}
	}
	if len(more.Rules) > 0 && rapid.Bool().Draw(rt, "one more") {
		set.Rules = slices.Insert(set.Rules, rapid.IntRange(0, len(set.Rules)).Draw(rt, "at"), more.Rules[0])
	}
	return rule.Format(set)
}

// Promise 1: what a simulation shows is what publishing does, to the last order: those that it names become what it says, all others
// stay as they are. Taking it back brings everything back.
func TestPublishingDoesWhatTheSimulationShowed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := begin(rt, tempFolder(rt))
		defer d.end()
		d.take("rakuten-20261124-0800.csv", drawOrders(rt)...)
		if rapid.IntRange(0, 3).Draw(rt, "stock is managed") > 0 {
			d.goods(map[string]int{"tea-100": rapid.IntRange(0, 4).Draw(rt, "tea"), "tea-200": rapid.IntRange(0, 4).Draw(rt, "more tea"), "cup": 1})
		}
		for range rapid.IntRange(0, 4).Draw(rt, "acts") {
			d.act(rt)
		}
		dk := d.desk()
		text := drawRules(rt)
		if dk.Rules().Version > 0 && rapid.Bool().Draw(rt, "an edit") {
			text = edit(rt, dk.Rules().Text)
		}
		rt.Log(text)
		_, draft, err := desk.ReadRules(text)
		if err != nil {
			rt.Fatalf("%v\n%s", err.(*desk.RulesError).Faults, text)
		}
		if dk.Rules().Text == text {
			return
		}
		book, err := simulate.Load(d.ctx, dk, "", d.now, nil)
		if err != nil {
			rt.Fatal(err)
		}
		shown, err := book.Compare(d.ctx, dk.Rules().Program, draft)
		if err != nil {
			rt.Fatal(err)
		}
		if shown.Orders != len(dk.Rows()) || shown.Unchanged+len(shown.Changed) != shown.Orders {
			rt.Fatalf("%d orders, %d unchanged, %d changed, in the shop %d", shown.Orders, shown.Unchanged, len(shown.Changed), len(dk.Rows()))
		}
		// What is taken over from the set in force is what judging gives, for orders that are over too.
		all, err := book.Sides(d.ctx, draft)
		if err != nil {
			rt.Fatal(err)
		}
		changed := map[int64]simulate.Change{}
		for _, c := range shown.Changed {
			changed[c.Order.Row.ID] = c
		}
		was, err := book.Sides(d.ctx, dk.Rules().Program)
		if err != nil {
			rt.Fatal(err)
		}
		for i, o := range book.Orders {
			c, ok := changed[o.Row.ID]
			if ok && !reflect.DeepEqual(c.After, all[i]) || ok == was[i].Same(&all[i]) {
				rt.Fatalf("order %s: shown %v %+v, judged %+v", o.Row.No, ok, c.After, all[i])
			}
		}
		rows, before, file := dk.Rows(), d.sides(), d.dump(facts...)
		report, err := publish.Publish(d.ctx, dk, text, publish.Options{Now: d.now, Note: "試し", Book: book})
		if err != nil {
			rt.Fatal(err)
		}
		if !slices.EqualFunc(report.Simulation.Changed, shown.Changed, func(a, b simulate.Change) bool {
			return a.Order.Row.ID == b.Order.Row.ID && reflect.DeepEqual(a.Before, b.Before) && reflect.DeepEqual(a.After, b.After) && slices.Equal(a.Because, b.Because)
		}) {
			rt.Fatal("the simulation of the publishing is another than the one before it")
		}
		said := map[int64]simulate.Change{}
		for _, c := range shown.Changed {
			said[c.Order.Row.ID] = c
		}
		after := d.sides()
		for i, r := range rows {
			c, named := said[r.ID]
			was, is := before[r.ID], after[r.ID]
			if !r.Status.Open() {
				// What is over is tried as if it were not; publishing leaves it alone.
				if now := dk.Row(r.ID); !reflect.DeepEqual(*rows[i], *now) {
					rt.Fatalf("order %s is over and became %+v", r.No, *now)
				}
				continue
			}
			switch {
			case named && (!c.Before.Same(&was) || !c.After.Same(&is)):
				rt.Fatalf("order %s: shown %+v → %+v\nwas %+v, is %+v", r.No, c.Before, c.After, was, is)
			case !named && !is.Same(&was):
				rt.Fatalf("order %s: not shown, but was %+v, is %+v", r.No, was, is)
			case dk.Row(r.ID).Status != is.Status || !reflect.DeepEqual(dk.Row(r.ID).Labels, is.Labels):
				rt.Fatalf("order %s: the list has %+v, judged it is %+v", r.No, *dk.Row(r.ID), is)
			}
		}
		sameRows(rt, "judged from scratch", dk.Rows(), d.fromScratch().Rows())
		if _, err := revert.Entry(d.ctx, dk, report.Entry, d.now); err != nil {
			rt.Fatal(err)
		}
		sameRows(rt, "taken back", dk.Rows(), rows)
		if now := d.dump(facts...); now != file {
			rt.Fatalf("taken back, the file is\n%s\nwas\n%s", now, file)
		}
	})
}

// Promise 1: with rules in force too, judging little by little is judging from scratch, whatever the owner does.
func TestRulesLittleByLittleAreRulesFromScratch(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := begin(rt, tempFolder(rt))
		defer d.end()
		d.take("rakuten-20261124-0800.csv", drawOrders(rt)...)
		if _, err := publish.Publish(d.ctx, d.desk(), drawRules(rt), publish.Options{Now: d.now}); err != nil {
			rt.Fatal(err)
		}
		for range rapid.IntRange(4, 10).Draw(rt, "acts") {
			d.act(rt)
			sameRows(rt, "judged from scratch", d.desk().Rows(), d.fromScratch().Rows())
		}
		kept := d.desk().Rows()
		if err := d.desk().Reload(d.ctx); err != nil {
			rt.Fatal(err)
		}
		sameRows(rt, "kept in the file", kept, d.desk().Rows())
	})
}

// What a test of a rule set sees of an order that is over is what the simulation sees of it.
func TestATestSeesWhatTheSimulationSees(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := begin(rt, tempFolder(rt))
		defer d.end()
		d.take("rakuten-20261124-0800.csv", drawOrders(rt)...)
		d.goods(map[string]int{"tea-100": 1})
		for range rapid.IntRange(0, 3).Draw(rt, "acts") {
			d.act(rt)
		}
		_, p, err := desk.ReadRules(drawRules(rt))
		if err != nil {
			rt.Fatal(err)
		}
		book, err := simulate.Load(d.ctx, d.desk(), "", d.now, nil)
		if err != nil {
			rt.Fatal(err)
		}
		sides, err := book.Sides(d.ctx, p)
		if err != nil {
			rt.Fatal(err)
		}
		for i, o := range book.Orders {
			if o.Open {
				continue
			}
			undone, err := simulate.Undone(d.ctx, d.desk(), o.Row, d.now)
			if err != nil {
				rt.Fatal(err)
			}
			j := undone.With(p)
			if is := simulate.SideOf(&j); !reflect.DeepEqual(is, sides[i]) {
				rt.Fatalf("order %s: a test sees %+v, the simulation %+v", o.Row.No, is, sides[i])
			}
		}
	})
}
