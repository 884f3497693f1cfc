package store

import (
	"errors"
	"testing"

	"miseban/app/order"
)

// A shop that the first version wrote: after the migration its corrections are there, and what was done before can be
// undone as if nothing had happened.
func TestAFileOfTheFirstVersion(t *testing.T) {
	path := shopFile(t)
	known, tables := migrations, journaled
	t.Cleanup(func() { migrations, journaled = known, tables })
	migrations, journaled = known[:1], journaledV1
	s := opened(t, path)
	put := func(value string, at int) int64 {
		return write(t, s, "correct", func(w *Writer) error {
			return w.exec("INSERT INTO correction(order_id, target, field, value, at) VALUES(1,'','total',?,?) ON CONFLICT DO UPDATE SET value=excluded.value, at=excluded.at", value, at)
		})
	}
	write(t, s, "import", func(w *Writer) error {
		return errors.Join(w.exec("INSERT INTO shop(id, mall, name) VALUES(1,'rakuten','楽天市場店')"),
			w.exec("INSERT INTO batch(id, entry, shop_id, file, format, encoding, hash, fresh_at, imported_at, report) VALUES(1,1,1,'a.csv','rakuten','cp932','h',1,1,'{}')"),
			w.exec("INSERT INTO orders(id, shop_id, no) VALUES(1,1,'1001')"), w.exec("INSERT INTO reading(order_id, batch_id, body) VALUES(1,1,x'a0')"))
	})
	first, second := put("1080", 1), put("2160", 2)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	migrations, journaled = known, tables
	s = opened(t, path)
	value := func() (out string) {
		if err := s.Read(ctx, func(r *Reader) error {
			all, err := r.Corrections(1)
			for _, c := range all {
				if c.Was != nil {
					t.Error("the mall's value of then is not known")
				}
				out += c.Value
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return out
	}
	if value() != "2160" {
		t.Errorf("correction %q", value())
	}
	if n, kept := undo(t, s, second); n != 1 || len(kept) > 0 || value() != "1080" {
		t.Errorf("reversed %d, kept %+v: %q", n, kept, value())
	}
	if n, kept := undo(t, s, first); n != 1 || len(kept) > 0 || value() != "" {
		t.Errorf("reversed %d, kept %+v: %q", n, kept, value())
	}
	// And what is done from now on.
	now := write(t, s, "correct", func(w *Writer) error {
		return w.PutCorrection(order.Correction{OrderID: 1, Field: "total", Value: "540", At: 3, Was: order.Known("1080")})
	})
	if n, kept := undo(t, s, now); n != 1 || len(kept) > 0 || value() != "" {
		t.Errorf("reversed %d, kept %+v: %q", n, kept, value())
	}
}
