package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"modernc.org/sqlite"
)

// Copy is one backup of the shop file.
type Copy struct {
	Path    string
	Made    time.Time
	Why     string // before an import, a migration, by hand …
	Bytes   int64
	Orders  int
	Version int
}

const stamp = "20060102-150405.000"

// Backups is the folder of the file's backups.
func (s *Store) Backups() string { return filepath.Join(filepath.Dir(s.path), "backups") }

// Backup makes a checked copy of the file beside it: a temporary name, quick_check, its SHA-256 beside it, rename. The
// running file is never opened as a file: closing it would drop SQLite's locks.
func (s *Store) Backup(ctx context.Context, why string) (Copy, error) {
	return s.BackupTo(ctx, filepath.Join(s.Backups(), "miseban-"+time.Now().Format(stamp)+"-"+why+".db"))
}

// BackupTo makes a checked copy under the given name, which must not exist.
func (s *Store) BackupTo(ctx context.Context, path string) (Copy, error) {
	fail := func(err error) (Copy, error) { return Copy{}, fmt.Errorf("back up to %s: %w", path, translate(err)) }
	path, err := filepath.Abs(path)
	if err != nil {
		return fail(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fail(err)
	}
	if _, err := os.Stat(path); err == nil {
		return fail(os.ErrExist)
	}
	part := path + ".part"
	_ = os.Remove(part)
	defer os.Remove(part)
	if err := s.copyPages(ctx, part); err != nil {
		return fail(err)
	}
	c, err := Inspect(ctx, part)
	if err != nil {
		return fail(err)
	}
	if err := syncFile(part); err != nil {
		return fail(err)
	}
	sum, err := hashFile(part)
	if err != nil {
		return fail(err)
	}
	if err := os.Chmod(part, 0o600); err != nil {
		return fail(err)
	}
	// The checksum first: a copy without one would pass as made by hand.
	if err := writeWhole(path+".sha256", []byte(sum+"\n")); err != nil {
		return fail(err)
	}
	if err := os.Rename(part, path); err != nil {
		_ = os.Remove(path + ".sha256")
		return fail(err)
	}
	syncFolder(filepath.Dir(path))
	c.Path = path
	c.named()
	return c, nil
}

// backupPages is how many pages are copied between two looks at the context: about 16 MB.
const backupPages = 4096

// copyPages writes the file as it stands at one moment to a new file, page by page (SQLite's online backup): writers go on,
// and it takes about a fifth of the time of VACUUM INTO.
func (s *Store) copyPages(ctx context.Context, to string) error {
	conn, err := s.r.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	// The reading transaction holds the moment: without it an act in between would begin the copy anew.
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	if _, err := conn.ExecContext(ctx, "SELECT 1 FROM sqlite_schema LIMIT 1"); err != nil {
		return err
	}
	return conn.Raw(func(driver any) error {
		source, ok := driver.(interface {
			NewBackup(to string) (*sqlite.Backup, error)
		})
		if !ok {
			return errors.New("the driver has no online backup")
		}
		b, err := source.NewBackup(fileURL(to, url.Values{"_pragma": {"journal_mode(off)", "synchronous(off)"}}))
		if err != nil {
			return err
		}
		for more := true; more; {
			if ctx.Err() != nil {
				return errors.Join(ctx.Err(), b.Finish())
			}
			if more, err = b.Step(backupPages); err != nil {
				return errors.Join(err, b.Finish())
			}
		}
		return b.Finish()
	})
}

// Inspect checks a file that nobody has open and says what is in it; ErrDamaged or ErrNewer when it can't be used.
func Inspect(ctx context.Context, path string) (Copy, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Copy{}, fmt.Errorf("inspect %s: %w", path, ErrMissing)
	}
	c := Copy{Path: path, Bytes: info.Size(), Made: info.ModTime()}
	how := reading
	if !inUse(path) {
		how = frozen // so that nothing is made beside it
	}
	db, err := connect(ctx, path, how)
	if err != nil {
		return c, err
	}
	defer db.Close()
	var result string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&result); err != nil || result != "ok" {
		return c, fmt.Errorf("inspect %s: %s: %w", path, result, errors.Join(ErrDamaged, err))
	}
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&c.Version); err != nil {
		return c, fmt.Errorf("inspect %s: %w", path, translate(err))
	}
	if c.Version > len(migrations) {
		return c, fmt.Errorf("inspect %s, version %d: %w", path, c.Version, ErrNewer)
	}
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM orders").Scan(&c.Orders); err != nil {
		return c, fmt.Errorf("inspect %s: %w", path, errors.Join(ErrDamaged, err))
	}
	return c, nil
}

// Copies lists the backups, newest first.
func (s *Store) Copies(ctx context.Context) ([]Copy, error) { return CopiesIn(ctx, s.Backups()) }

// CopiesIn lists the backups in a folder, newest first. One that is damaged is left out.
func CopiesIn(ctx context.Context, folder string) ([]Copy, error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", translate(err))
	}
	var out []Copy
	for _, e := range slices.Backward(entries) { // sorted by name, which begins with the time
		if !strings.HasPrefix(e.Name(), "miseban-") || filepath.Ext(e.Name()) != ".db" {
			continue
		}
		f := filepath.Join(folder, e.Name())
		if err := Verify(f); err != nil {
			continue
		}
		c, err := Inspect(ctx, f)
		if err != nil {
			continue
		}
		c.named()
		out = append(out, c)
	}
	return out, nil
}

// named reads from the copy's name when and why it was made.
func (c *Copy) named() {
	name, ours := strings.CutPrefix(strings.TrimSuffix(filepath.Base(c.Path), ".db"), "miseban-")
	if !ours || len(name) <= len(stamp) {
		return
	}
	if t, err := time.ParseInLocation(stamp, name[:len(stamp)], time.Local); err == nil {
		c.Made, c.Why = t, name[len(stamp)+1:]
	}
}

// Verify compares a backup with the SHA-256 that was stored beside it; ErrDamaged when they differ. A file without one
// passes: it was copied by hand.
func Verify(path string) error {
	want, err := os.ReadFile(path + ".sha256")
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("verify %s: %w", path, err)
	}
	got, err := hashFile(path)
	if err != nil {
		return fmt.Errorf("verify %s: %w", path, err)
	}
	if got != strings.TrimSpace(string(want)) {
		return fmt.Errorf("verify %s: checksum differs: %w", path, ErrDamaged)
	}
	return nil
}

// Restore puts the backup in the place of the shop file at path, which nobody may have open. The file that was there is
// kept beside it and its name given back (empty when there was none). Mails that the backup holds as queued are put on
// hold, those that it holds as being sent become unknown, and what the replaced file knows of mails wins. Until the last
// step the present file stays in its place.
func Restore(ctx context.Context, backup, path string) (kept string, err error) {
	fail := func(err error) (string, error) { return "", fmt.Errorf("restore %s: %w", backup, translate(err)) }
	if _, err := os.Stat(backup); errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("restore %s: %w", backup, ErrMissing)
	}
	if err := Verify(backup); err != nil {
		return "", err
	}
	// The copy is looked at, not the backup: it may lie where nothing can be written.
	part := path + ".restoring"
	defer func() {
		for _, tail := range tails {
			_ = os.Remove(part + tail)
		}
	}()
	if err := copyFile(backup, part); err != nil {
		return fail(err)
	}
	if _, err := Inspect(ctx, part); err != nil {
		return "", err
	}
	if err := mergeOutbox(ctx, part, path); err != nil {
		return fail(err)
	}
	if err := syncFile(part); err != nil {
		return fail(err)
	}
	if _, err := os.Stat(path); err == nil {
		if err := checkpoint(ctx, path); err != nil && !errors.Is(err, ErrDamaged) {
			return fail(err)
		}
		kept = path + ".before-restore-" + time.Now().Format(stamp)
		if err := keep(path, kept); err != nil {
			return fail(err)
		}
	}
	if err := os.Rename(part, path); err != nil {
		return fail(err)
	}
	syncFolder(filepath.Dir(path))
	return kept, nil
}

// tails are the file itself and what SQLite keeps beside it.
var tails = []string{"", "-wal", "-shm"}

// keep gives the file a second name, so that the first is never without a file; what lies beside it moves.
func keep(path, kept string) error {
	if err := os.Link(path, kept); err != nil {
		if err := copyFile(path, kept); err != nil {
			return err
		}
	}
	for _, tail := range tails[1:] {
		if err := os.Rename(path+tail, kept+tail); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// mergeOutbox brings into the restored file what the replaced one knows of mails, so that none goes out twice.
func mergeOutbox(ctx context.Context, restored, replaced string) error {
	db, err := connect(ctx, restored, writing)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := Inspect(ctx, replaced); err == nil {
		if _, err := db.ExecContext(ctx, "ATTACH ? AS replaced", replaced); err != nil {
			return err
		}
		// The entries that queued them are not in this file: its own entries of the same numbers are others.
		const columns = "mall, shop, order_no, event, occasion, state, account, recipient, subject, body, message_id, queued_at, not_before, attempts, tried_at, answer, order_id, entry"
		from := strings.TrimSuffix(columns, "entry") + "0"
		if _, err := db.ExecContext(ctx, "INSERT INTO outbox("+columns+") SELECT "+from+` FROM replaced.outbox WHERE true
			ON CONFLICT DO UPDATE SET state=excluded.state, answer=excluded.answer, attempts=excluded.attempts, tried_at=excluded.tried_at
			WHERE excluded.state IN ('sent','sending','unknown','failed') AND outbox.state<>'sent'`); err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, "DETACH replaced"); err != nil {
			return err
		}
	}
	if _, err := db.ExecContext(ctx, `UPDATE outbox SET state=CASE state WHEN 'queued' THEN 'held' ELSE 'unknown' END WHERE state IN ('queued','sending')`); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

func checkpoint(ctx context.Context, path string) error {
	db, err := connect(ctx, path, writing)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return translate(err)
}

// Check looks the whole file through and gives the faults found, none for a sound file.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	var out []string
	err := s.Read(ctx, func(r *Reader) error {
		return r.each(func(rows *sql.Rows) error {
			var line string
			if err := rows.Scan(&line); err != nil {
				return err
			}
			if line != "ok" {
				out = append(out, line)
			}
			return nil
		}, "PRAGMA integrity_check(20)")
	})
	if errors.Is(err, ErrDamaged) {
		return append(out, err.Error()), nil
	}
	return out, err
}

func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func copyFile(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(dst, src); err != nil {
		dst.Close()
		return err
	}
	if err := dst.Sync(); err != nil {
		dst.Close()
		return err
	}
	return dst.Close()
}

// syncFile brings a written file onto the disk.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder brings new names in a folder onto the disk, where the system can.
func syncFolder(path string) {
	if f, err := os.Open(path); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}

// writeWhole writes a small file so that it is there whole or not at all.
func writeWhole(path string, b []byte) error {
	part := path + ".part"
	if err := os.WriteFile(part, b, 0o600); err != nil {
		return err
	}
	if err := syncFile(part); err != nil {
		return err
	}
	return os.Rename(part, path)
}

// DropCopy takes a backup away that was made for something that then did not happen. It makes no difference when it fails.
func (s *Store) DropCopy(c Copy) {
	if filepath.Dir(c.Path) == s.Backups() {
		_ = os.Remove(c.Path)
		_ = os.Remove(c.Path + ".sha256")
	}
}
