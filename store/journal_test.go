package store

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/order"
	"miseban/app/stock"
)

func undo(t testing.TB, s *Store, entry int64) (reversed int, kept []Outcome) {
	t.Helper()
	outcomes, _, err := s.Undo(ctx, entry, 9)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outcomes {
		if o.Kept != "" {
			kept = append(kept, o)
		} else {
			reversed++
		}
	}
	return reversed, kept
}

// Insert, change, delete: an undo brings each back as it was, columns of every kind included.
func TestUndoBringsEveryKindOfChangeBack(t *testing.T) {
	s := opened(t, shopFile(t))
	stocked(t, s, 1)
	text := "「引用」'\"\n改行\\ 🍵 \u0000なし"
	first := write(t, s, "hold", func(w *Writer) error {
		return errors.Join(w.PutDecision(order.Decision{OrderID: 1, Kind: order.Hold, Body: text, At: at(5)}),
			w.PutSetting("company", map[string]string{"name": text}),
			w.PutMovement(stock.Movement{Ref: "棚卸", SKU: "茶'100", Kind: stock.Count, Qty: -3, At: at(7)}))
	})
	dump := func() string {
		var b bytes.Buffer
		if err := s.Read(ctx, func(r *Reader) error {
			d, err := r.Decisions(0)
			m, err2 := r.Movements()
			var c map[string]string
			err3 := r.Setting("company", &c)
			fmt.Fprintf(&b, "%+v %+v %+v", d, m, c)
			return errors.Join(err, err2, err3)
		}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	made := dump()
	second := write(t, s, "change", func(w *Writer) error {
		return errors.Join(w.DropDecision(1, order.Hold, ""), w.PutSetting("company", map[string]string{"name": "改名"}), w.DropMovements("棚卸"))
	})
	if n, kept := undo(t, s, second); n != 3 || len(kept) > 0 {
		t.Errorf("reversed %d, kept %+v", n, kept)
	}
	if again := dump(); again != made {
		t.Errorf("after undo\n%s\nwant\n%s", again, made)
	}
	if n, kept := undo(t, s, first); n != 3 || len(kept) > 0 {
		t.Errorf("reversed %d, kept %+v", n, kept)
	}
	if gone := dump(); gone != "[] [] map[]" {
		t.Errorf("after both undos: %s", gone)
	}
	if _, _, err := s.Undo(ctx, first, 9); !errors.Is(err, ErrNotFound) {
		t.Errorf("undone twice: %v", err)
	}
}

// What was changed since is kept, and said so; the rest of the act is taken back.
func TestUndoKeepsWhatWasChangedSince(t *testing.T) {
	s := opened(t, shopFile(t))
	stocked(t, s, 2)
	both := write(t, s, "hold", func(w *Writer) error {
		return errors.Join(w.PutDecision(order.Decision{OrderID: 1, Kind: order.Hold}), w.PutDecision(order.Decision{OrderID: 2, Kind: order.Hold}))
	})
	write(t, s, "hold", put(order.Decision{OrderID: 2, Kind: order.Hold, Body: "電話待ち"}))
	n, kept := undo(t, s, both)
	if n != 1 || len(kept) != 1 || kept[0].OrderID != 2 || kept[0].Kept == "" {
		t.Errorf("reversed %d, kept %+v", n, kept)
	}
	if d := decisions(t, s); len(d) != 1 || d[0].Body != "電話待ち" {
		t.Errorf("left: %+v", d)
	}
}

// A row that an act writes as it was is no change of that act: undoing an older import of the same shop keeps nothing back.
func TestWritingTheSameIsNoChange(t *testing.T) {
	s := opened(t, shopFile(t))
	stocked(t, s, 1)
	entry := write(t, s, "import", func(w *Writer) error {
		_, err := w.PutShop(order.Shop{ID: 1, Mall: order.Rakuten, Name: "楽天市場店"})
		return err
	})
	if n := count(t, s, fmt.Sprintf("SELECT count(*) FROM journal_change WHERE entry=%d", entry)); n != 0 {
		t.Errorf("%d changes", n)
	}
}

// Held, taken back by hand, then the import undone: the order is gone, and undoing the older act does not stumble over it.
func TestUndoWhoseOrderIsGone(t *testing.T) {
	s := opened(t, shopFile(t))
	batch := stocked(t, s, 1)
	write(t, s, "hold", put(order.Decision{OrderID: 1, Kind: order.Hold}))
	released := write(t, s, "hold", func(w *Writer) error { return w.DropDecision(1, order.Hold, "") })
	if _, kept := undo(t, s, batch); len(kept) > 0 {
		t.Fatalf("kept %+v", kept)
	}
	if n := count(t, s, "SELECT count(*) FROM orders"); n != 0 {
		t.Fatalf("%d orders after the undo", n)
	}
	if n, kept := undo(t, s, released); n != 0 || len(kept) != 1 || kept[0].Kept == "" {
		t.Errorf("reversed %d, kept %+v", n, kept)
	}
	// The number of the order that is gone is never given to another one.
	var next int64
	if err := s.Read(ctx, func(r *Reader) (err error) { next, err = r.NextOrderID(); return err }); err != nil || next != 2 {
		t.Errorf("next id %d, %v", next, err)
	}
}

// An order that she has decided about since stays when its import is taken back.
func TestUndoOfAnImportKeepsWhatSheWorkedOn(t *testing.T) {
	s := opened(t, shopFile(t))
	batch := stocked(t, s, 3)
	write(t, s, "hold", put(order.Decision{OrderID: 2, Kind: order.Hold}))
	n, kept := undo(t, s, batch)
	if n != 2 || len(kept) != 2 || kept[0].OrderID != 2 || kept[1].Table != "shop" {
		t.Errorf("reversed %d, kept %+v", n, kept)
	}
	if n := count(t, s, "SELECT id FROM orders"); n != 2 {
		t.Errorf("left is order %d", n)
	}
	var b []Batch
	if err := s.Read(ctx, func(r *Reader) (err error) { b, err = r.Batches(); return err }); err != nil || b[0].UndoneAt == 0 {
		t.Errorf("%+v %v", b, err)
	}
}

// An act that fails half way leaves nothing, not even its line in the history.
func TestAFailingActWritesNothing(t *testing.T) {
	s := opened(t, shopFile(t))
	stocked(t, s, 1)
	before := count(t, s, "SELECT count(*) FROM journal")
	boom := errors.New("停電")
	if _, err := s.Write(ctx, Entry{Kind: "hold", Title: "保留"}, func(w *Writer) error {
		return errors.Join(w.PutDecision(order.Decision{OrderID: 1, Kind: order.Hold}), boom)
	}); !errors.Is(err, boom) {
		t.Errorf("%v", err)
	}
	if len(decisions(t, s)) != 0 || count(t, s, "SELECT count(*) FROM journal") != before {
		t.Error("half an act was kept")
	}
	if _, err := s.Write(ctx, Entry{Kind: "hold"}, put(order.Decision{OrderID: 99, Kind: order.Hold})); err == nil {
		t.Error("a decision about an order that is not there")
	}
}

// The file of a batch comes back byte for byte, whatever its size.
func TestTheImportedFileIsKept(t *testing.T) {
	s := opened(t, shopFile(t))
	stocked(t, s, 1)
	rapid.Check(t, func(rt *rapid.T) {
		unit := rapid.SliceOfN(rapid.Byte(), 0, 64).Draw(rt, "bytes")
		file := bytes.Repeat(unit, rapid.SampledFrom([]int{1, 7, 20_000}).Draw(rt, "times"))
		var got bytes.Buffer
		err := s.WriteUnjournaled(ctx, func(w *Writer) error {
			id, err := w.InsertBatch(Batch{ShopID: 1, File: "f", Report: []byte("{}")})
			if err != nil {
				return err
			}
			return errors.Join(w.KeepOriginal(id, bytes.NewReader(file)), w.Original(id, &got))
		})
		if err != nil || !bytes.Equal(got.Bytes(), file) {
			rt.Fatalf("%d bytes in, %d out: %v", len(file), got.Len(), err)
		}
	})
}

// A mail is queued once per key, however often an act asks; one that was withdrawn may be queued again.
func TestOneMailPerKey(t *testing.T) {
	s := opened(t, shopFile(t))
	stocked(t, s, 1)
	m := Mail{Mall: "rakuten", Shop: "楽天市場店", OrderNo: "no-1", Event: "shipped", Occasion: "1", State: "queued", OrderID: 1}
	queue := func() (ok bool, entry int64) {
		entry = write(t, s, "ship", func(w *Writer) (err error) { ok, err = w.Queue(m); return err })
		return ok, entry
	}
	ok, entry := queue()
	if again, _ := queue(); !ok || again {
		t.Errorf("first %v, again %v", ok, again)
	}
	undo(t, s, entry)
	if n := count(t, s, "SELECT count(*) FROM outbox WHERE state='withdrawn'"); n != 1 {
		t.Errorf("%d withdrawn after undo", n)
	}
	if ok, _ := queue(); !ok {
		t.Error("a withdrawn mail can't be queued again")
	}
	if n := count(t, s, "SELECT count(*) FROM outbox"); n != 1 {
		t.Errorf("%d rows of one key", n)
	}
}
