package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"miseban/app/order"
)

// A backup is a whole, checked copy with its checksum, made while the shop is open; nothing half made lies about.
func TestABackupIsACheckedCopy(t *testing.T) {
	s := opened(t, shopFile(t))
	stocked(t, s, 5)
	c, err := s.Backup(ctx, "import")
	if err != nil {
		t.Fatal(err)
	}
	if c.Orders != 5 || c.Version != len(migrations) || c.Why != "import" || c.Made.IsZero() || c.Bytes < 4096 {
		t.Errorf("%+v", c)
	}
	if want := filepath.Base(c.Path) + " " + filepath.Base(c.Path) + ".sha256"; names(t, s.Backups()) != want {
		t.Errorf("in the folder: %s, want %s", names(t, s.Backups()), want)
	}
	if err := Verify(c.Path); err != nil {
		t.Error(err)
	}
	write(t, s, "hold", put(order.Decision{OrderID: 1, Kind: order.Hold}))
	if _, err := s.BackupTo(ctx, c.Path); !errors.Is(err, os.ErrExist) {
		t.Errorf("a backup over a backup: %v", err)
	}
	if err := Verify(c.Path); err != nil {
		t.Error("the first backup is no more what it was:", err)
	}
}

// One flipped bit anywhere makes a backup useless for restoring, and nothing is touched by trying.
func TestADamagedBackupIsRefused(t *testing.T) {
	path := shopFile(t)
	s := opened(t, path)
	stocked(t, s, 500)
	c, err := s.Backup(ctx, "hand")
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	whole, live := bytesOf(t, c.Path), bytesOf(t, path)
	for _, at := range []int{20, len(whole) / 3, len(whole) / 2, len(whole) - 1} {
		b := append([]byte{}, whole...)
		b[at] ^= 4
		if err := os.WriteFile(c.Path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if kept, err := Restore(ctx, c.Path, path); !errors.Is(err, ErrDamaged) || kept != "" {
			t.Errorf("bit at %d: %v", at, err)
		}
		if all, err := CopiesIn(ctx, filepath.Dir(c.Path)); err != nil || len(all) != 0 {
			t.Errorf("bit at %d: listed as good: %+v %v", at, all, err)
		}
	}
	// Without its checksum (copied by hand) a file that is no database is found out all the same.
	byHand := filepath.Join(t.TempDir(), "控え.db")
	if err := os.WriteFile(byHand, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(ctx, byHand, path); !errors.Is(err, ErrDamaged) {
		t.Errorf("half a file: %v", err)
	}
	if _, err := Restore(ctx, filepath.Join(t.TempDir(), "ない.db"), path); !errors.Is(err, ErrMissing) {
		t.Errorf("no file: %v", err)
	}
	sameBytes(t, "the shop's file", live, bytesOf(t, path))
	if left := names(t, filepath.Dir(path)); left != "backups miseban.db" {
		t.Errorf("left behind: %s", left)
	}
}

// Restoring brings back the copy and keeps what was there, under a name of its own.
func TestRestoreKeepsThePresentFile(t *testing.T) {
	path := shopFile(t)
	s := opened(t, path)
	stocked(t, s, 2)
	c, err := s.Backup(ctx, "hand")
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, "hold", put(order.Decision{OrderID: 2, Kind: order.Hold, Body: "昼すぎに電話"}))
	s.Close()
	kept, err := Restore(ctx, c.Path, path)
	if err != nil {
		t.Fatal(err)
	}
	restored := opened(t, path)
	if n := len(decisions(t, restored)); n != 0 {
		t.Errorf("%d decisions after the restore", n)
	}
	if _, err := Inspect(ctx, kept); err != nil {
		t.Fatal(err)
	}
	old := opened(t, kept)
	if d := decisions(t, old); len(d) != 1 || d[0].Body != "昼すぎに電話" {
		t.Errorf("the kept file: %+v", d)
	}
	if left := names(t, filepath.Dir(path)); strings.Contains(left, "restoring") {
		t.Errorf("left behind: %s", left)
	}
	// Twice within the same second: both files of before are kept.
	restored.Close()
	again, err := Restore(ctx, c.Path, path)
	if err != nil || again == kept {
		t.Errorf("second restore: kept %s and %s, %v", kept, again, err)
	}
}

// A mail goes out at most once, also across a restore: what the replaced file sent stays sent, what waited is held, and
// what was on its way is unknown, for the owner to decide.
func TestRestoreAndTheOutbox(t *testing.T) {
	path := shopFile(t)
	s := opened(t, path)
	stocked(t, s, 1)
	queue := func(no, state string) {
		write(t, s, "queue", func(w *Writer) error {
			ok, err := w.Queue(Mail{Mall: "rakuten", Shop: "楽天市場店", OrderNo: no, Event: "shipped", Occasion: "1", State: state, Recipient: no + "@example.com", OrderID: 1})
			if !ok {
				t.Errorf("%s was not queued", no)
			}
			return err
		})
	}
	move := func(no, state string) {
		if err := s.WriteUnjournaled(ctx, func(w *Writer) error {
			return w.exec("UPDATE outbox SET state=?, answer='250 OK' WHERE order_no=?", state, no)
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, no := range []string{"waits", "then sent", "then on its way", "then unknown", "then failed", "then withdrawn", "sent before"} {
		queue(no, "queued")
	}
	queue("on its way before", "sending")
	move("sent before", "sent")
	c, err := s.Backup(ctx, "hand")
	if err != nil {
		t.Fatal(err)
	}
	move("then sent", "sent")
	move("then on its way", "sending")
	move("then unknown", "unknown")
	move("then failed", "failed")
	move("then withdrawn", "withdrawn")
	queue("new since and sent", "queued")
	move("new since and sent", "sent")
	queue("new since", "queued")
	s.Close()
	if _, err := Restore(ctx, c.Path, path); err != nil {
		t.Fatal(err)
	}
	s = opened(t, path)
	got := map[string]string{}
	entries := map[string]int64{}
	if err := s.Read(ctx, func(r *Reader) error {
		all, err := r.Mails("", 0, 100)
		for _, m := range all {
			got[m.OrderNo], entries[m.OrderNo] = m.State, m.Entry
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for no, want := range map[string]string{"waits": "held", "then sent": "sent", "then on its way": "unknown", "then unknown": "unknown", "then failed": "failed",
		"then withdrawn": "held", "sent before": "sent", "on its way before": "unknown", "new since and sent": "sent", "new since": "held"} {
		if got[no] != want {
			t.Errorf("%s: %q, want %q", no, got[no], want)
		}
	}
	if len(got) != 10 {
		t.Errorf("mails: %v", got)
	}
	if entries["new since"] != 0 {
		t.Errorf("a mail of the replaced file hangs on entry %d of another history", entries["new since"])
	}
	if n := count(t, s, "SELECT count(*) FROM outbox WHERE state IN ('queued','sending')"); n != 0 {
		t.Errorf("%d mails would go out by themselves", n)
	}
}
