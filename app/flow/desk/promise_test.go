package desk_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/stock"
	"miseban/app/yen"
	"miseban/store"
)

// The people, goods and words of a small town's shop: few enough that everything meets everything.
var (
	peopleOf   = []string{"山田 花子", "髙橋 一郎", "高橋 一郎", "佐藤 太郎"}
	phonesOf   = []string{"090-0000-1001", "090-0000-1002", "03-0000-0003"}
	addresses  = []string{"神宮前1-2-3", "神宮前", "恵比寿4-5-6"}
	commentsOf = []string{"", "", "よろしくお願いします。", "置き配しないでください", "よろしくお願いします。のしは不要です。"}
	paymentsOf = []string{"クレジットカード", "代金引換", "銀行振込", "村の商品券"}
	statesOf   = []string{"100", "300", "300", "300", "400", "500", "800", "900"}
	wishesOf   = []string{"", "", "2026-11-25", "2026-11-20"}
	goodsOf    = []string{"tea-100", "tea-200", "cup"}
	methodsOf  = []string{"宅配便", "メール便"}
)

func drawSold(rt *rapid.T, no int) sold {
	pick := func(name string, from []string) string { return rapid.SampledFrom(from).Draw(rt, name) }
	o := sold{No: fmt.Sprint(no), Status: pick("status", statesOf), Pay: pick("pay", paymentsOf), Name: pick("name", peopleOf), Phone: pick("phone", phonesOf),
		Address: pick("address", addresses), Comment: pick("comment", commentsOf), Wish: pick("wish", wishesOf), Method: pick("method", methodsOf), SKU: pick("sku", goodsOf),
		Date: pick("date", []string{"2026-11-10", "2026-11-22", "2026-11-23"}), Qty: rapid.IntRange(1, 3).Draw(rt, "qty"), Total: rapid.SampledFrom([]int{1080, 400_000}).Draw(rt, "total")}
	o.To = o.Name
	if rapid.IntRange(0, 3).Draw(rt, "gift") == 0 {
		o.To = pick("to", peopleOf)
	}
	return o
}

// drawFile draws a file of one of the malls with a time in its name, or none.
func drawFile(rt *rapid.T, d *day) string {
	var orders []sold
	for no := 1; no <= 6; no++ {
		if rapid.Bool().Draw(rt, "in") {
			orders = append(orders, drawSold(rt, no))
		}
	}
	if len(orders) == 0 {
		orders = append(orders, drawSold(rt, 1))
	}
	day := rapid.IntRange(20, 26).Draw(rt, "day")
	if rapid.IntRange(0, 2).Draw(rt, "mall") == 0 {
		return d.file(fmt.Sprintf("amazon-202611%02d-0900.txt", day), amazon(orders...))
	}
	return d.file(fmt.Sprintf("rakuten-202611%02d-0900.csv", day), rakuten(orders...))
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
	raw := func(kind string, f func(w *store.Writer) error) {
		_, err = dk.Act(d.ctx, kind, kind, d.now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) { return nil, f(w) })
	}
	acts := slices.DeleteFunc([]string{"import", "import", "accept", "hold", "ask", "pay", "cancel", "ship", "notified", "prices", "print", "correct", "answer", "products", "stock", "purchase",
		"settings", "shop", "undo", "undo older", "tomorrow", "reopen"}, func(a string) bool { return slices.Contains(except, a) })
	what := rapid.SampledFrom(acts).Draw(rt, "act")
	rt.Logf("%s of %d, off %v", what, len(rows), off)
	switch what {
	case "import":
		d.take(drawFile(rt, d))
	case "accept":
		_, err = review.Accept(d.ctx, dk, rows, off, d.now)
	case "hold":
		_, err = review.Hold(d.ctx, dk, rows, "後で", off, d.now)
	case "ask":
		_, err = review.Ask(d.ctx, dk, rows, "", off, d.now)
	case "pay":
		_, err = review.Pay(d.ctx, dk, rows, off, d.now)
	case "cancel":
		_, err = review.Cancel(d.ctx, dk, rows, off, d.now)
	case "ship":
		_, err = review.Ship(d.ctx, dk, rows, off, d.now)
	case "notified":
		_, err = review.Notified(d.ctx, dk, rows, off, d.now)
	case "prices":
		_, err = review.Prices(d.ctx, dk, rows, true, off, d.now)
	case "print":
		raw("slips", func(w *store.Writer) error { return d.print(w, rows) })
	case "correct":
		for _, r := range rows[:min(1, len(rows))] {
			in, ierr := dk.Input(d.ctx, r.ID)
			if ierr != nil {
				d.t.Fatal(ierr)
			}
			target := rapid.SampledFrom([][2]string{{"", "comment"}, {"", "wish_date"}, {"orderer", "phone"}, {"orderer", "name"}, {"dest:" + in.Facts.Destinations[0].Key(), "address"},
				{"line:" + order.LineKeys(in.Facts.Lines)[0], "qty"}}).Draw(rt, "field")
			value := map[string]string{"comment": "", "wish_date": "2026-11-27", "phone": "09000001003", "name": "田中 実", "address": "東京都渋谷区神宮前9-9", "qty": "2"}[target[1]]
			_, err = review.Correct(d.ctx, dk, r, target[0], target[1], value, off, d.now)
		}
	case "answer":
		asked, qerr := review.Questions(d.ctx, dk, d.now)
		if qerr != nil {
			d.t.Fatal(qerr)
		}
		if len(asked) > 0 {
			q := rapid.SampledFrom(asked).Draw(rt, "question")
			a := rapid.SampledFrom(q.Answers).Draw(rt, "answer")
			_, err = review.Answer(d.ctx, dk, q, a, "2026-11-28", d.now)
			if errors.Is(err, review.ErrValue) { // a date is no telephone
				err = nil
			}
		}
	case "products":
		raw("products", func(w *store.Writer) error {
			s := stock.SKU{Code: rapid.SampledFrom(goodsOf).Draw(rt, "code"), ToOrder: rapid.IntRange(0, 4).Draw(rt, "to order") == 0,
				ReleaseDate: rapid.SampledFrom([]jst.Date{"", "", "2026-11-26", "2026-12-10"}).Draw(rt, "release")}
			return w.PutSKU(s.Code, s)
		})
	case "stock":
		raw("stock", func(w *store.Writer) error {
			return w.PutMovement(stock.Movement{SKU: rapid.SampledFrom(goodsOf).Draw(rt, "code"), Kind: stock.Count, Qty: rapid.IntRange(0, 5).Draw(rt, "qty"), At: jst.At(d.now), Ref: "棚卸"})
		})
	case "purchase":
		no := fmt.Sprintf("PO-%d", d.now.UnixNano())
		raw("purchase", func(w *store.Writer) error {
			return w.InsertPurchase(store.Purchase{No: no, Supplier: "茶園", At: jst.At(d.now), State: "issued", Body: "{}",
				Lines: []store.PurchaseLine{{SKU: rapid.SampledFrom(goodsOf).Draw(rt, "code"), Qty: 3, Body: "{}"}}})
		})
	case "settings":
		phone := rapid.SampledFrom(phonesOf).Draw(rt, "own phone")
		limit := rapid.SampledFrom([]yen.Yen{300_000, 500_000}).Draw(rt, "limit")
		file := desk.SettingsFile{Company: &desk.CompanyPart{Phone: &phone}, Judge: &desk.JudgePart{CODLimit: &limit,
			Off:     &[]string{rapid.SampledFrom([]string{"address", "conflict_cod_gift", "wish_past"}).Draw(rt, "switched off")},
			NotGift: &[]string{rapid.SampledFrom(peopleOf).Draw(rt, "not gift")}}}
		if off {
			file = desk.SettingsFile{Judge: &desk.JudgePart{Off: &[]string{}, NotGift: &[]string{}}}
		}
		err = dk.ApplySettings(d.ctx, file, d.now)
	case "shop":
		for _, s := range dk.Shops() {
			since := rapid.SampledFrom([]string{"", "2026-11-20", "2026-11-23"}).Draw(rt, "since")
			err = dk.ApplySettings(d.ctx, desk.SettingsFile{Shops: []desk.ShopPart{{Name: s.Name, TodoSince: &since, NoCommentOK: &off}}}, d.now)
			break
		}
	case "undo":
		_, err = revert.Newest(d.ctx, dk, d.now)
	case "undo older":
		var all []store.JournalEntry
		if rerr := dk.Store().Read(d.ctx, func(r *store.Reader) (e error) { all, e = r.Journal(50); return e }); rerr != nil {
			d.t.Fatal(rerr)
		}
		var can []store.JournalEntry
		for _, e := range all {
			if e.Undoes == 0 && e.UndoneBy == 0 {
				can = append(can, e)
			}
		}
		if len(can) > 0 {
			_, err = revert.Entry(d.ctx, dk, rapid.SampledFrom(can).Draw(rt, "entry").ID, d.now)
		}
	case "tomorrow":
		d.now = d.now.AddDate(0, 0, rapid.IntRange(-1, 3).Draw(rt, "days"))
		err = dk.Warm(d.ctx, d.now)
	case "reopen":
		d.end()
		d.s = begin(d.t, filepath.Dir(d.folder)).s
		err = d.desk().Warm(d.ctx, d.now)
	}
	if err != nil && !errors.Is(err, review.ErrNothingToDo) && !errors.Is(err, revert.ErrNothing) {
		d.t.Fatalf("%s: %v", what, err)
	}
	d.now = d.now.Add(time.Minute)
}

// print marks orders as the slips do.
func (d *day) print(w *store.Writer, rows []*desk.Row) error {
	for _, r := range rows {
		in, err := d.desk().Input(d.ctx, r.ID)
		if err != nil {
			return err
		}
		snapshot := fmt.Sprintf(`{"running":"001/001","fingerprint":%q}`, judge.Fingerprint(in.Facts))
		if err := w.PutDeed(order.Deed{OrderID: r.ID, Kind: order.Printed, Ref: d.now.Format("150405"), At: jst.At(d.now), Snapshot: snapshot}); err != nil {
			return err
		}
	}
	return nil
}

// sameRows compares what the list shows.
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

// Promise 1: whatever the owner does, in whatever order, judging little by little shows what judging everything from
// nothing shows; what the file keeps is the same; and no order is lost from the counts.
func TestJudgingLittleByLittleIsJudgingFromScratch(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := begin(rt, tempFolder(rt))
		defer d.end()
		d.take(drawFile(rt, d))
		for range rapid.IntRange(4, 14).Draw(rt, "acts") {
			d.act(rt)
			sum := 0
			for _, n := range d.desk().Counts() {
				sum += n
			}
			if rows := d.desk().Rows(); sum != len(rows) {
				rt.Fatalf("counts add up to %d, orders are %d", sum, len(rows))
			}
			sameRows(rt, "judged from scratch", d.desk().Rows(), d.fromScratch().Rows())
		}
		kept := d.desk().Rows()
		if err := d.desk().Reload(d.ctx); err != nil {
			rt.Fatal(err)
		}
		sameRows(rt, "kept in the file", kept, d.desk().Rows())
	})
}

// Promise 2: as many undos as acts bring everything back, whatever the acts were.
func TestUndoingEverythingBringsEverythingBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := begin(rt, tempFolder(rt))
		defer d.end()
		d.take(drawFile(rt, d))
		if rapid.Bool().Draw(rt, "with goods") {
			d.act(rt)
		}
		var last int64
		newest := func() int64 {
			var e store.JournalEntry
			err := d.desk().Store().Read(d.ctx, func(r *store.Reader) (err error) { e, err = r.NewestUndoable(); return err })
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				rt.Fatal(err)
			}
			return e.ID
		}
		last = newest()
		clock := d.now
		if err := d.desk().Rebuild(d.ctx, clock); err != nil {
			rt.Fatal(err)
		}
		before := d.dump(facts...)
		for range rapid.IntRange(1, 8).Draw(rt, "acts") {
			// Only forward: an undo among the acts would leave nothing to undo it with.
			d.act(rt, "undo", "undo older")
		}
		for n := 0; newest() > last; n++ {
			res, err := revert.Newest(d.ctx, d.desk(), d.now)
			if err != nil {
				rt.Fatal(err)
			}
			if len(res.Kept) > 0 {
				rt.Fatalf("%s: kept %+v", res.Title, res.Kept)
			}
			if n > 50 {
				rt.Fatal("undo has no end")
			}
		}
		if err := d.desk().Rebuild(d.ctx, clock); err != nil {
			rt.Fatal(err)
		}
		if after := d.dump(facts...); after != before {
			rt.Fatalf("not as before, %s", firstDifference(before, after))
		}
	})
}

// Promise 2: import then undo is as before, and the second import of the same file is none.
func TestAnImportTakenBackLeavesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := begin(rt, tempFolder(rt))
		defer d.end()
		for range rapid.IntRange(0, 2).Draw(rt, "earlier files") {
			d.take(drawFile(rt, d))
		}
		if err := d.desk().Rebuild(d.ctx, d.now); err != nil {
			rt.Fatal(err)
		}
		before := d.dump(facts...)
		path := drawFile(rt, d)
		first := d.take(path).Files[0]
		once := d.dump(append(facts, "batch", "original")...)
		again := d.take(path).Files[0]
		if !again.Again && !first.Again || again.RowCounts.Same != again.Rows {
			rt.Fatalf("second import: %+v", again)
		}
		if twice := d.dump(append(facts, "batch", "original")...); twice != once {
			rt.Fatalf("importing twice is not once, %s", firstDifference(once, twice))
		}
		if first.Again {
			return // drawn before: nothing to take back
		}
		if _, err := revert.Batch(d.ctx, d.desk(), first.Batch, d.now); err != nil {
			rt.Fatal(err)
		}
		if after := d.dump(facts...); after != before {
			rt.Fatalf("not as before, %s", firstDifference(before, after))
		}
	})
}

// Promise 2: files that disagree give the same orders in whatever order and however often they come; the fresher wins.
func TestTheOrderOfFilesMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := begin(rt, tempFolder(rt))
		defer d.end()
		e := begin(rt, tempFolder(rt))
		defer e.end()
		var paths []string
		for range rapid.IntRange(2, 4).Draw(rt, "files") {
			// One name a file, or the later would overwrite the earlier before it is read.
			path := drawFile(rt, d)
			unique := fmt.Sprintf("%s/%d/", d.inbox, len(paths))
			if err := os.MkdirAll(unique, 0o700); err != nil {
				rt.Fatal(err)
			}
			to := unique + path[len(d.inbox)+1:]
			if err := os.Rename(path, to); err != nil {
				rt.Fatal(err)
			}
			paths = append(paths, to)
		}
		d.take(paths...)
		other := rapid.Permutation(paths).Draw(rt, "another order")
		e.take(append(other, rapid.SampledFrom(paths).Draw(rt, "once more"))...)
		same := func(x *day) map[string]string {
			out := map[string]string{}
			for _, r := range x.desk().Rows() {
				in, j, err := x.desk().Judged(x.ctx, r.ID, x.now)
				if err != nil {
					rt.Fatal(err)
				}
				b, err := order.Encode(in.Facts)
				if err != nil {
					rt.Fatal(err)
				}
				out[string(in.Shop.Mall)+r.Key] = fmt.Sprintf("%s %v %d questions, %x", j.Status.ID(), j.Flags, len(j.Questions), b)
			}
			return out
		}
		a, b := same(d), same(e)
		if len(a) != len(b) {
			rt.Fatalf("%d orders or %d", len(a), len(b))
		}
		for no := range a {
			if a[no] != b[no] {
				rt.Fatalf("%s\nin order %v: %s\nin order %v: %s", no, paths, a[no], other, b[no])
			}
		}
	})
}

// The rows of a file are counted once each, whatever is wrong with them.
func TestEveryRowIsCountedOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := begin(rt, tempFolder(rt))
		defer d.end()
		if rapid.Bool().Draw(rt, "known") {
			d.take(drawFile(rt, d))
		}
		var orders []sold
		bad := map[string]bool{}
		good := map[string]bool{}
		for no := 1; no <= 9; no++ {
			o := drawSold(rt, no)
			o.No = fmt.Sprint(rapid.IntRange(1, 5).Draw(rt, "no")) // some have several rows, not always together
			if rapid.IntRange(0, 4).Draw(rt, "damage") == 0 {
				o.Qty = -3
				bad[o.No] = true
			}
			good[o.No] = true
			orders = append(orders, o)
		}
		for no := range bad {
			delete(good, no)
		}
		r, err := intake.Import(d.ctx, d.desk(), []string{d.file("rakuten-20261124-1000.csv", rakuten(orders...))}, intake.Options{Now: d.now})
		if err != nil {
			rt.Fatal(err)
		}
		f := r.Files[0]
		if f.Rows != len(orders) || f.RowCounts.Sum() != f.Rows {
			rt.Fatalf("rows %d, counted %+v, in the file %d", f.Rows, f.RowCounts, len(orders))
		}
		if n := f.Orders.New + f.Orders.Changed + f.Orders.Same; n != len(good) || f.Orders.Refused != len(bad) {
			rt.Fatalf("orders %+v, want %d taken and %d refused; %+v", f.Orders, len(good), len(bad), f.Problems)
		}
		for _, p := range f.Problems {
			if p.Row == 0 || p.Message == "" || p.OrderNo == "" {
				rt.Fatalf("a problem without place or reason: %+v", p)
			}
		}
	})
}

// tempFolder is a folder that goes away with the draw.
func tempFolder(rt *rapid.T) string {
	dir, err := os.MkdirTemp("", "店番")
	if err != nil {
		rt.Fatal(err)
	}
	rt.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}
