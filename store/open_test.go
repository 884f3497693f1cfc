package store

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"miseban/app/order"
)

// A shop in 「C:\店 #1 (50%?)」 opens its own file and no other.
func TestAnyNameOfTheFolderOpensItsOwnFile(t *testing.T) {
	folders := []string{"店番 データ", "a#b", "50%引き", "%41", "a;b&c=d+e", "'引用'"}
	if runtime.GOOS != "windows" { // which has no such names
		folders = append(folders, "何?mode=memory", "file:x", "\"符\"", "a\\b")
	}
	for _, name := range folders {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), name)
			path := filepath.Join(folder, "miseban.db")
			s := opened(t, path)
			stocked(t, s, 1)
			for pool, db := range map[string]*sql.DB{"writing": s.w, "reading": s.r} {
				var seq, alias, file string
				if err := db.QueryRow("PRAGMA database_list").Scan(&seq, &alias, &file); err != nil {
					t.Fatal(err)
				}
				if !sameFile(file, path) {
					t.Errorf("%s: opened %q, want %q", pool, file, path)
				}
			}
			files, err := os.ReadDir(filepath.Dir(folder))
			if err != nil || len(files) != 1 {
				t.Errorf("files beside the folder: %v %v", files, err)
			}
			if _, err := s.Backup(ctx, "hand"); err != nil {
				t.Error(err)
			}
			if all, err := s.Copies(ctx); err != nil || len(all) != 1 || all[0].Orders != 1 || all[0].Why != "hand" {
				t.Errorf("backups %+v, %v", all, err)
			}
			r, err := OpenReading(ctx, path)
			if err != nil {
				t.Fatal(err)
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Every connection of both pools has the settings that keep acknowledged changes through a power cut.
func TestEveryConnectionIsSafe(t *testing.T) {
	s := opened(t, shopFile(t))
	held := []*sql.Tx{}
	for range 3 { // three readers at once: each on a connection of its own
		tx, err := s.r.Begin()
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, tx)
		for name, want := range map[string]string{"journal_mode": "wal", "query_only": "1", "foreign_keys": "1", "busy_timeout": "5000"} {
			var got string
			if err := tx.QueryRow("PRAGMA " + name).Scan(&got); err != nil || got != want {
				t.Errorf("reading %s = %q, want %q (%v)", name, got, want, err)
			}
		}
		if _, err := tx.Exec("DELETE FROM shop"); err == nil {
			t.Error("a reading connection could write")
		}
	}
	for _, tx := range held {
		tx.Rollback()
	}
	for name, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000"} {
		if got := pragma(t, s.w, name); got != want {
			t.Errorf("writing %s = %q, want %q", name, got, want)
		}
	}
	if err := s.w.QueryRow(`SELECT "no such column"`).Scan(new(string)); err == nil {
		t.Error("a mistyped column is taken for a text")
	}
	if info, err := os.Stat(s.Path()); err != nil || (runtime.GOOS != "windows" && info.Mode().Perm() != 0o600) {
		t.Errorf("the file can be read by others: %v %v", info.Mode(), err)
	}
}

// Looking works beside the open window and sees whole acts only.
func TestReadingBesideAnOpenWriter(t *testing.T) {
	path := shopFile(t)
	s := opened(t, path)
	stocked(t, s, 2)
	r, err := OpenReading(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if r.Writable() {
		t.Error("opened for reading, but writable")
	}
	err = r.Read(ctx, func(view *Reader) error {
		write(t, s, "hold", put(order.Decision{OrderID: 1, Kind: order.Hold}))
		d, err := view.Decisions(0)
		// The view may begin with its first question, but it must not change under the reader's hands.
		write(t, s, "hold", put(order.Decision{OrderID: 2, Kind: order.Hold}))
		again, err2 := view.Decisions(0)
		if len(d) != len(again) {
			t.Errorf("the view changed from %d to %d", len(d), len(again))
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(decisions(t, r)); n != 2 {
		t.Errorf("%d decisions are seen after the acts", n)
	}
	if _, err := r.Write(ctx, Entry{Kind: "hold"}, put(order.Decision{OrderID: 1, Kind: order.Ask})); !errors.Is(err, ErrReadOnly) {
		t.Errorf("writing through a reading file: %v", err)
	}
}

// What can't be opened is refused with its reason, and not a byte of it changes.
func TestWhatCannotBeOpenedStaysAsItIs(t *testing.T) {
	sound := func(t *testing.T) string {
		path := shopFile(t)
		s := opened(t, path)
		stocked(t, s, 200)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, tc := range map[string]struct {
		make func(t *testing.T) string
		want error
	}{
		"a file of a newer program": {func(t *testing.T) string {
			path := sound(t)
			raw(t, path, fmt.Sprintf("PRAGMA user_version=%d", len(migrations)+1))
			return path
		}, ErrNewer},
		"a newer file that is not in WAL mode": {func(t *testing.T) string {
			path := sound(t)
			raw(t, path, "PRAGMA journal_mode=DELETE", "PRAGMA user_version=99")
			return path
		}, ErrNewer},
		"something else under its name": {func(t *testing.T) string {
			path := shopFile(t)
			if err := os.WriteFile(path, []byte(strings.Repeat("これは受注データではありません。\n", 200)), 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}, ErrDamaged},
		"another program's database": {func(t *testing.T) string {
			path := shopFile(t)
			raw(t, path, "CREATE TABLE bookmarks(url TEXT)")
			return path
		}, ErrDamaged},
		"a file whose first page is torn": {func(t *testing.T) string {
			path := sound(t)
			b := bytesOf(t, path)
			for i := 100; i < 400; i++ {
				b[i] = 0xAA
			}
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}, ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			path := tc.make(t)
			before := bytesOf(t, path)
			if s, err := Open(ctx, path); !errors.Is(err, tc.want) {
				t.Errorf("open for writing: %v, want %v", err, tc.want)
				if err == nil {
					s.Close()
				}
			}
			if s, err := OpenReading(ctx, path); !errors.Is(err, tc.want) {
				t.Errorf("open for reading: %v, want %v", err, tc.want)
				if err == nil {
					s.Close()
				}
			}
			sameBytes(t, name, before, bytesOf(t, path))
		})
	}
}

// Damage in the middle of the file is found by the check, not by guessing.
func TestCheckFindsATornPage(t *testing.T) {
	path := shopFile(t)
	s := opened(t, path)
	stocked(t, s, 3000)
	if faults, err := s.Check(ctx); err != nil || len(faults) > 0 {
		t.Fatalf("a sound file: %v %v", faults, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b := bytesOf(t, path)
	page := len(b) / 4096 / 2 * 4096
	copy(b[page:page+4096], make([]byte, 4096))
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s = opened(t, path)
	faults, err := s.Check(ctx)
	if err != nil || len(faults) == 0 {
		t.Errorf("a torn page: faults %v, %v", faults, err)
	}
	if _, err := s.Backup(ctx, "hand"); !errors.Is(err, ErrDamaged) {
		t.Errorf("a backup of a damaged file: %v", err)
	}
	if left := names(t, s.Backups()); left != "" {
		t.Errorf("left behind: %s", left)
	}
}

// There is nothing to look at before the first import, and looking makes nothing.
func TestReadingWhereNothingIs(t *testing.T) {
	path := shopFile(t)
	if _, err := OpenReading(ctx, path); !errors.Is(err, ErrMissing) {
		t.Errorf("no file: %v", err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenReading(ctx, path); !errors.Is(err, ErrMissing) {
		t.Errorf("an empty file: %v", err)
	}
	if left := names(t, filepath.Dir(path)); left != "miseban.db" {
		t.Errorf("looking made files: %s", left)
	}
}

// A migration that fails half way leaves the version, the tables and the orders of before, and a backup.
func TestAMigrationIsWholeOrNotAtAll(t *testing.T) {
	path := shopFile(t)
	s := opened(t, path)
	stocked(t, s, 3)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	known := migrations
	t.Cleanup(func() { migrations = known })
	migrations = append(append([]string{}, known...), "CREATE TABLE later(x TEXT) STRICT; UPDATE orders SET no='変更'; INSERT INTO no_such_table VALUES(1);")
	if _, err := Open(ctx, path); err == nil {
		t.Fatal("a failing migration was accepted")
	}
	if _, err := OpenReading(ctx, path); !errors.Is(err, ErrOlder) {
		t.Errorf("an old file opened for reading only: %v", err)
	}
	migrations = known
	s = opened(t, path)
	if v := pragma(t, s.w, "user_version"); v != fmt.Sprint(len(known)) {
		t.Errorf("version %s", v)
	}
	if n := count(t, s, "SELECT count(*) FROM sqlite_schema WHERE name='later'"); n != 0 {
		t.Error("half of the migration is there")
	}
	if n := count(t, s, "SELECT count(*) FROM orders WHERE no='変更'"); n != 0 {
		t.Error("orders of half a migration")
	}
	all, err := s.Copies(ctx)
	if err != nil || len(all) != 1 || all[0].Why != "migration" || all[0].Orders != 3 {
		t.Errorf("backups before the migration: %+v %v", all, err)
	}
	s.Close()
	migrations = append(append([]string{}, known...), "CREATE TABLE later(x TEXT) STRICT;")
	s = opened(t, path)
	if v := pragma(t, s.w, "user_version"); v != fmt.Sprint(len(known)+1) || count(t, s, "SELECT count(*) FROM orders") != 3 {
		t.Errorf("after the migration: version %s", v)
	}
}
