package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"miseban/app/jst"
	"miseban/app/order"
)

var ctx = context.Background()

// opened gives a new shop file under path that is closed at the end of the test.
func opened(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func shopFile(t testing.TB) string { return filepath.Join(t.TempDir(), "miseban.db") }

// write runs an act.
func write(t testing.TB, s *Store, kind string, f func(w *Writer) error) int64 {
	t.Helper()
	entry, err := s.Write(ctx, Entry{Kind: kind, Title: kind, At: 1}, f)
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

// stocked puts a shop with n orders into the file: what one import writes.
func stocked(t testing.TB, s *Store, n int) (entry int64) {
	t.Helper()
	return write(t, s, "import", func(w *Writer) error {
		if _, err := w.PutShop(order.Shop{Mall: order.Rakuten, Name: "楽天市場店"}); err != nil {
			return err
		}
		batch, err := w.InsertBatch(Batch{ShopID: 1, File: "rakuten.csv", Format: "rakuten", Hash: "h", FreshAt: 1, Report: []byte("{}")})
		if err != nil {
			return err
		}
		ow, err := w.Orders()
		if err != nil {
			return err
		}
		first, err := w.NextOrderID()
		if err != nil {
			return err
		}
		for i := range n {
			id := first + int64(i)
			body, err := order.Encode(&order.Facts{Head: true, Shown: order.Known(fmt.Sprintf("no-%d", id))})
			if err != nil {
				return err
			}
			if err := ow.Insert(OrderRow{ID: id, ShopID: 1, No: fmt.Sprintf("no-%d", id), Status: 13}); err != nil {
				return err
			}
			if err := ow.Reading(id, batch, body, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

func put(d order.Decision) func(w *Writer) error {
	return func(w *Writer) error { return w.PutDecision(d) }
}

func decisions(t testing.TB, s *Store) []order.Decision {
	t.Helper()
	var out []order.Decision
	if err := s.Read(ctx, func(r *Reader) (err error) { out, err = r.Decisions(0); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

func bytesOf(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// raw runs SQL on a file as another program would.
func raw(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range statements {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
}

// pragma asks one connection.
func pragma(t testing.TB, db *sql.DB, name string) string {
	t.Helper()
	var v string
	if err := db.QueryRow("PRAGMA " + name).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func count(t testing.TB, s *Store, query string) (n int) {
	t.Helper()
	if err := s.Read(ctx, func(r *Reader) error { return r.one([]any{&n}, query) }); err != nil {
		t.Fatal(err)
	}
	return n
}

func sameBytes(t *testing.T, what string, before, after []byte) {
	t.Helper()
	if !bytes.Equal(before, after) {
		t.Errorf("%s: the file was changed (%d bytes before, %d after)", what, len(before), len(after))
	}
}

func at(n int) jst.Moment { return jst.Moment(n) }

// names lists a folder, for what must not be left behind.
func names(t testing.TB, folder string) string {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		out = append(out, f.Name())
	}
	return strings.Join(out, " ")
}
