package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/yen"
)

// What customers wrote about themselves, and the owner about them. None of it may be left after a purge.
var (
	people = []string{"山田 花子", "山田花子", "佐藤 太郎", "鈴木　一郎", "株式会社 架空商店"}
	places = []string{"東京都渋谷区神宮前1-2-3", "東京都渋谷区神宮前１－２－３", "北海道札幌市中央区北1条西2-3", "架空町4-5-6"}
	phones = []string{"09000001001", "0300001002"}
	mails  = []string{"hanako@example.jp", "taro@example.com"}
	words  = []string{"玄関の前に置いてください", "孫の誕生日です", "御祝 山田", "お母さんへ、いつもありがとう", "電話で話した件、値引き済み"}
)

func draw[T any](t *rapid.T, name string, from ...T) T { return rapid.SampledFrom(from).Draw(t, name) }

// maybe is unknown, empty, or one of the values.
func maybe(t *rapid.T, name string, from []string) *string {
	switch rapid.IntRange(0, 5).Draw(t, name+"?") {
	case 0:
		return nil
	case 1:
		return order.Known("")
	}
	return order.Known(draw(t, name, from...))
}

// aReading is one order as one file might tell it, with destinations with and without ids of the mall's.
func aReading(t *rapid.T) *order.Facts {
	f := &order.Facts{Head: true, Total: yen.Of(yen.Yen(rapid.IntRange(0, 9999).Draw(t, "total"))), AllLines: rapid.Bool().Draw(t, "all")}
	f.Orderer = order.Person{Name: maybe(t, "name", people), Kana: maybe(t, "kana", []string{"ヤマダ ハナコ"}), Zip: maybe(t, "zip", []string{"1500001"}),
		Address: maybe(t, "address", places), Phone: maybe(t, "phone", phones), Email: maybe(t, "mail", mails)}
	f.Comment, f.CommentRaw, f.Memo = maybe(t, "comment", words), maybe(t, "raw", words), maybe(t, "memo", words)
	for i := range rapid.IntRange(1, 3).Draw(t, "destinations") {
		d := order.Destination{Name: maybe(t, "to", people), Address: maybe(t, "to address", places), Phone: maybe(t, "to phone", phones),
			Noshi: maybe(t, "noshi", words), Wrapping: maybe(t, "wrapping", words), Message: maybe(t, "message", words)}
		if rapid.Bool().Draw(t, "ids") {
			d.ID = fmt.Sprint(i + 1)
		}
		f.Destinations = append(f.Destinations, d)
	}
	for range rapid.IntRange(1, 4).Draw(t, "lines") {
		l := order.Line{Code: order.Known(draw(t, "code", "茶100", "海苔")), Qty: order.Known(rapid.IntRange(1, 3).Draw(t, "qty")), UnitPrice: yen.Of(1080),
			Options: &[]string{"カラー:藍", draw(t, "engraved", "名入れ：花子ちゃん", "名入れ：太郎くん", "名入れ：")}}
		if len(f.Destinations) > 1 {
			l.Dest = draw(t, "line to", f.Destinations...).Key()
		}
		f.Lines = append(f.Lines, l)
	}
	return f
}

// personalTexts are all texts that must be gone.
func personalTexts() []string {
	var out []string
	for _, list := range [][]string{people, places, phones, mails, words, {"花子ちゃん", "太郎くん", "ヤマダ ハナコ", "1500001"}} {
		out = append(out, list...)
	}
	return out
}

func tellsNothing(t interface{ Fatalf(string, ...any) }, what string, b []byte) {
	for _, p := range personalTexts() {
		if bytes.Contains(b, []byte(p)) {
			t.Fatalf("%s still holds %q", what, p)
		}
	}
}

// shape is what must be the same of an order before and after: everything that judging reads but the words themselves.
func shape(f *order.Facts, lost []order.Correction) string {
	var b strings.Builder
	fmt.Fprint(&b, yen.Text(f.Total), f.Pieces(), len(lost), len(order.Value(f.Alerts)))
	present := func(p *string) string {
		switch {
		case p == nil:
			return "?"
		case *p == "":
			return "-"
		}
		return "x"
	}
	fmt.Fprint(&b, present(f.Orderer.Name), present(f.Orderer.Address), present(f.Comment), present(f.Memo))
	for i, d := range f.Destinations {
		fmt.Fprint(&b, "|", d.ID != "", present(d.Name), present(d.Address), present(d.Noshi), present(d.Message), normal.PrefectureOf(order.Value(d.Address)))
		for _, e := range f.Destinations[:i] {
			fmt.Fprint(&b, order.Value(d.Name) == order.Value(e.Name), order.Value(d.Address) == order.Value(e.Address))
		}
	}
	for _, l := range f.Lines {
		fmt.Fprint(&b, "|", order.Value(l.Code), order.Value(l.Qty), f.DestinationOf(l), len(order.Value(l.Options)))
	}
	return b.String()
}

// Whatever files say of an order, and whatever the owner corrected in it: masked, it has the same lines to as many
// destinations, the same amounts, corrections find what they hang on, and nothing tells who it was.
func TestAMaskedOrderKeepsItsShape(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := newMasker(nil)
		var before, after []order.Reading
		for i := range rapid.IntRange(1, 3).Draw(rt, "readings") {
			before = append(before, order.Reading{Fresh: jst.Moment(i), Hash: fmt.Sprint(i), Facts: aReading(rt)})
			m.orderer(order.Value(before[i].Facts.Orderer.Name), order.Value(before[i].Facts.Orderer.Address))
		}
		folded := order.Fold(before)
		var corrections, masked []order.Correction
		for i, target := range order.Targets(folded) {
			kind, _, _ := strings.Cut(target, ":")
			for field, values := range map[string][]string{"name": people, "address": places, "comment": words, "noshi": words} {
				if _, ok := order.Fields[kind][field]; !ok || kind == "line" || rapid.IntRange(0, 3).Draw(rt, "correct") > 0 {
					continue
				}
				corrections = append(corrections, order.Correction{OrderID: 1, Target: target, Field: field, Value: draw(rt, "typed", values...), At: jst.Moment(i), Was: order.WasOf(folded, target, field)})
			}
			if kind == "line" && rapid.Bool().Draw(rt, "line") {
				corrections = append(corrections, order.Correction{OrderID: 1, Target: target, Field: "qty", Value: "2", At: 9, Was: order.WasOf(folded, target, "qty")})
			}
		}
		for _, c := range corrections {
			x := m.correction(c)
			masked = append(masked, x)
			tellsNothing(rt, "a correction", []byte(x.Target+"\x00"+x.Value+"\x00"+order.Value(x.Was)))
		}
		for _, r := range before {
			f := m.facts(r.Facts)
			body, err := order.Encode(f)
			if err != nil {
				rt.Fatal(err)
			}
			tellsNothing(rt, "a reading", body)
			after = append(after, order.Reading{Fresh: r.Fresh, Hash: r.Hash, Facts: f})
		}
		a, lostBefore := order.Correct(folded, corrections)
		b, lostAfter := order.Correct(order.Fold(after), masked)
		if x, y := shape(a, lostBefore), shape(b, lostAfter); x != y {
			rt.Fatalf("before %s\nafter  %s\n%q\n%q", x, y, corrections, masked)
		}
		// Who is the same person stays so, who is another stays another: gifts depend on it.
		for i, d := range a.Destinations {
			if was, is := normal.SamePerson(order.Value(a.Orderer.Name), order.Value(d.Name)), normal.SamePerson(order.Value(b.Orderer.Name), order.Value(b.Destinations[i].Name)); was != is {
				rt.Fatalf("destination %d: same person %v, masked %v", i, was, is)
			}
		}
	})
}

// The same file once more after the purge says byte for byte what the masked reading says, so it is no news.
func TestTheSameFileAfterAPurgeIsNoNews(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := aReading(rt)
		m := newMasker(nil)
		m.orderer(order.Value(f.Orderer.Name), order.Value(f.Orderer.Address))
		stored := m.facts(f)
		again := MaskAgain(f, order.Fold([]order.Reading{{Facts: stored}}))
		a, errA := order.Encode(stored)
		b, errB := order.Encode(again)
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			rt.Fatalf("stored %+v\nagain  %+v", stored, again)
		}
		// A newer file with another name and address changes nothing personal either.
		other := aReading(rt)
		other.Destinations = other.Destinations[:1]
		b, errB = order.Encode(MaskAgain(other, stored))
		if errB != nil {
			rt.Fatal(errB)
		}
		tellsNothing(rt, "a later file", b)
	})
}

// lived is a shop file with two orders in which everything that can be personal is: one order goes, one stays.
func lived(t testing.TB, s *Store) (hold int64) {
	t.Helper()
	stocked(t, s, 2)
	facts := func(p order.Person, note string) []byte {
		body, err := order.Encode(&order.Facts{Head: true, Shown: order.Known("表示-1"), Comment: &note, Memo: &note, Orderer: p,
			Destinations: []order.Destination{{Name: p.Name, Address: p.Address, Phone: p.Phone, Noshi: &note, Message: &note}}, Lines: []order.Line{{Code: order.Known("茶100"), Qty: order.Known(1)}}})
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	stays := order.Person{Name: order.Known("残る 人"), Address: order.Known("東京都港区架空9-9-9"), Phone: order.Known("0300009999")}
	write(t, s, "import", func(w *Writer) error {
		report := `{"file":"b.csv","problems":[{"row":3,"value":"山田 花子","message":"山田 花子は読めません","order_no":"no-1"}],"changed":[{"order_no":"表示-1","changes":[{"field":"注文者","old":"佐藤 太郎","new":"山田 花子"},{"field":"送料","old":"0円","new":"500円"}]}]}`
		batch, err := w.InsertBatch(Batch{ShopID: 1, File: "b.csv", Hash: "b", FreshAt: 2, Report: []byte(report)})
		if err != nil {
			return err
		}
		again, err := w.InsertBatch(Batch{ShopID: 1, File: "c.csv", Hash: "c", FreshAt: 3, Report: []byte("{}")})
		if err != nil {
			return err
		}
		ow, err := w.Orders()
		return errors.Join(err, ow.Reading(1, batch, facts(order.Person{Name: &people[0], Address: &places[0], Phone: &phones[0], Email: &mails[0]}, words[0]), nil), ow.Echo(1, again, batch, nil),
			ow.Reading(2, batch, facts(stays, "残る言葉"), nil),
			ow.Judged(OrderRow{ID: 1, Status: 2, Keys: []byte("keys-of-1"), Card: []byte("x")}),
			w.KeepOriginal(batch, strings.NewReader(strings.Repeat(people[0]+places[0], 40))))
	})
	hold = write(t, s, "hold", func(w *Writer) error {
		dest := "dest:" + people[0] + "\x1f" + places[0]
		return errors.Join(w.PutDecision(order.Decision{OrderID: 1, Kind: order.Hold, Body: words[4], At: 5}),
			w.PutDecision(order.Decision{OrderID: 2, Kind: order.Hold, Body: "残るメモ", At: 5}),
			w.PutDecision(order.Decision{OrderID: 1, Kind: order.Accept, Subject: "correction_lost:" + dest + "address", At: 5}),
			w.PutCorrection(order.Correction{OrderID: 1, Target: dest, Field: "address", Value: places[2], At: 5, Was: &places[0]}),
			w.PutDeed(order.Deed{OrderID: 1, Kind: order.Shipped, Ref: "r", At: 6, Snapshot: `{"fingerprint":"F東京都渋谷区神宮前1-2-3"}`}),
			w.PutPaper("r", 1, 1, []byte(people[0])), w.PutPaper("r", 2, 2, []byte("残る 人")),
			w.PutDeposit(Deposit{Key: "d1", Account: "普通", Day: "2026-01-05", Payer: people[0], Memo: words[4], Amount: 1080, State: DepositPaid, Orders: []int64{1}}),
			w.PutDeposit(Deposit{Key: "d2", Account: "普通", Day: "2026-01-05", Payer: "ノコル ヒト", Amount: 1080, State: DepositPaid, Orders: []int64{1, 2}}))
	})
	write(t, s, "mail", func(w *Writer) error {
		for i, state := range []string{"sent", "queued", "withdrawn"} {
			if _, err := w.Queue(Mail{Mall: "rakuten", Shop: "1", OrderNo: "no-1", Event: fmt.Sprint(i), Occasion: "1", State: state, Recipient: mails[0], Subject: people[0], Body: words[0], OrderID: 1}); err != nil {
				return err
			}
		}
		return w.DropDecision(1, order.Hold, "")
	})
	return hold
}

func purge(t testing.TB, s *Store, ids ...int64) (n PurgeCounts) {
	t.Helper()
	write(t, s, "purge", func(w *Writer) (err error) {
		n, err = w.Purge(Purge{Orders: ids, Originals: []int64{2}, DepositsBefore: "2026-06-01", At: 100, Fingerprint: func(f *order.Facts) string {
			return "F" + order.Value(f.Destinations[0].Address)
		}})
		return err
	})
	return n
}

// After a purge and its cleaning up no byte of the folder tells who the customer was; the other order is as it was.
func TestNothingIsLeftInTheFile(t *testing.T) {
	path := shopFile(t)
	s := opened(t, path)
	lived(t, s)
	n := purge(t, s, 1)
	if n != (PurgeCounts{Orders: 1, Readings: 2, Corrections: 1, Decisions: 1, Mails: 3, Slips: 1, Originals: 1, Reports: 1, Deposits: 1, History: 5}) {
		t.Errorf("%+v", n)
	}
	if err := s.Scour(ctx); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		tellsNothing(t, filepath.Base(f), b)
		if f == path && (!bytes.Contains(b, []byte("残る 人")) || !bytes.Contains(b, []byte("残るメモ")) || !bytes.Contains(b, []byte("ノコル ヒト"))) {
			t.Error("the order that stays has lost something")
		}
	}
	err = s.Read(ctx, func(r *Reader) error {
		readings, err := r.Readings(1)
		if err != nil {
			return err
		}
		if f := order.Fold(readings); len(readings) != 3 || order.Value(f.Orderer.Name) != PurgeMark || order.Value(f.Orderer.Phone) != "" || f.Orderer.Phone == nil ||
			order.Value(f.Destinations[0].Address) != "東京都"+PurgeMark || f.Orderer.Kana != nil || f.Pieces() != 1 {
			t.Errorf("%+v", f)
		}
		deeds, err := r.Deeds(1)
		if err != nil {
			return err
		}
		if keys, ok := PurgedKeys(deeds); !ok || string(keys) != "keys-of-1" {
			t.Errorf("keys %q", keys)
		}
		mails, err := r.Mails("", 1, 9)
		for _, m := range mails {
			if m.State != map[string]string{"0": "sent", "1": "withdrawn", "2": "withdrawn"}[m.Event] || m.OrderNo != "no-1" {
				t.Errorf("%+v", m)
			}
		}
		unclean, err2 := r.Uncleaned()
		if len(mails) != 3 || !unclean {
			t.Errorf("%d mails, unclean %v", len(mails), unclean)
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Cleaned(ctx); err != nil {
		t.Fatal(err)
	}
}

// An act on a purged order can't be taken back, since what was before is gone; what it did to others can.
func TestUndoAfterAPurge(t *testing.T) {
	s := opened(t, shopFile(t))
	hold := lived(t, s)
	purge(t, s, 1)
	reversed, kept := undo(t, s, hold)
	for _, o := range kept {
		if o.OrderID == 2 {
			t.Errorf("kept of the other order: %+v", o)
		}
	}
	// The other order's decision and the deposit that also paid it go back; the purged order's deed, two decisions, correction
	// and deposit stay.
	if reversed != 2 || len(kept) != 5 {
		t.Errorf("%d reversed, %d kept: %+v", reversed, len(kept), kept)
	}
	for _, d := range decisions(t, s) {
		if d.Kind == order.Hold {
			t.Errorf("there is %+v", d)
		}
	}
	err := s.Read(ctx, func(r *Reader) error {
		e, err := r.NewestUndoable()
		if err == nil && e.Kind == "purge" {
			t.Error("a purge is offered for undo")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A purge that fails half way has done nothing.
func TestAPurgeIsAllOrNothing(t *testing.T) {
	s := opened(t, shopFile(t))
	lived(t, s)
	before := logical(t, s)
	failed := errors.New("the power goes")
	_, err := s.Write(ctx, Entry{Kind: "purge", Title: "purge", At: 9}, func(w *Writer) error {
		if _, err := w.Purge(Purge{Orders: []int64{1}, Originals: []int64{2}, At: 9}); err != nil {
			return err
		}
		return failed
	})
	if !errors.Is(err, failed) {
		t.Fatal(err)
	}
	if after := logical(t, s); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
	purge(t, s, 1) // and the next one is not in the way of the first
}

// logical gives every row of the tables that a purge touches.
func logical(t testing.TB, s *Store) string {
	t.Helper()
	var b strings.Builder
	for _, table := range []string{"orders", "reading", "correction", "decision", "deed", "outbox", "paper", "original", "batch", "deposit", "journal_change", "setting"} {
		rows, err := s.r.Query("SELECT * FROM " + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := rows.Columns()
		for rows.Next() {
			cells, at := make([]any, len(columns)), make([]any, len(columns))
			for i := range cells {
				at[i] = &cells[i]
			}
			if err := rows.Scan(at...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s %q\n", table, cells)
		}
		rows.Close()
	}
	return b.String()
}
