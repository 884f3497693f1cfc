package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
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
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fail(err)
	}
	part := path + ".part"
	_ = os.Remove(part)
	db := s.w
	if db == nil {
		db = s.r
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		_ = os.Remove(part)
		return fail(err)
	}
	defer os.Remove(part)
	c, err := Inspect(ctx, part)
	if err != nil {
		return fail(err)
	}
	sum, err := hashFile(part)
	if err != nil {
		return fail(err)
	}
	if err := writeWhole(path+".sha256", []byte(sum+"\n")); err != nil {
		return fail(err)
	}
	if err := os.Chmod(part, 0o600); err != nil {
		return fail(err)
	}
	if err := os.Rename(part, path); err != nil {
		return fail(err)
	}
	c.Path = path
	return c, nil
}

// Inspect checks a file that nobody has open and says what is in it; ErrDamaged or ErrNewer when it can't be used.
func Inspect(ctx context.Context, path string) (Copy, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Copy{}, fmt.Errorf("inspect %s: %w", path, ErrMissing)
	}
	c := Copy{Path: path, Bytes: info.Size(), Made: info.ModTime()}
	db, err := connect(ctx, path, true)
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
	files, err := filepath.Glob(filepath.Join(globEscape(folder), "miseban-*.db"))
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", err)
	}
	slices.Sort(files)
	slices.Reverse(files)
	var out []Copy
	for _, f := range files {
		if err := Verify(f); err != nil {
			continue
		}
		c, err := Inspect(ctx, f)
		if err != nil {
			continue
		}
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(f), "miseban-"), ".db")
		if len(name) > len(stamp) {
			if t, err := time.ParseInLocation(stamp, name[:len(stamp)], time.Local); err == nil {
				c.Made, c.Why = t, name[len(stamp)+1:]
			}
		}
		out = append(out, c)
	}
	return out, nil
}

func globEscape(s string) string {
	return strings.NewReplacer("*", "\\*", "?", "\\?", "[", "\\[").Replace(s)
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
// kept beside it and its name given back. Every mail that the backup holds as queued is put on hold, and mails that the
// replaced file already sent stay sent.
func Restore(ctx context.Context, backup, path string) (kept string, err error) {
	if err := Verify(backup); err != nil {
		return "", err
	}
	if _, err := Inspect(ctx, backup); err != nil {
		return "", err
	}
	fail := func(err error) (string, error) { return "", fmt.Errorf("restore %s: %w", backup, translate(err)) }
	part := path + ".restoring"
	if err := copyFile(backup, part); err != nil {
		return fail(err)
	}
	defer os.Remove(part)
	if err := mergeOutbox(ctx, part, path); err != nil {
		return fail(err)
	}
	if _, err := os.Stat(path); err == nil {
		if err := checkpoint(ctx, path); err != nil && !errors.Is(err, ErrDamaged) {
			return fail(err)
		}
		kept = path + ".before-restore-" + time.Now().Format("20060102-150405")
		for _, tail := range []string{"", "-wal", "-shm"} {
			if err := os.Rename(path+tail, kept+tail); err != nil && !errors.Is(err, os.ErrNotExist) {
				return fail(err)
			}
		}
	}
	if err := os.Rename(part, path); err != nil {
		return fail(err)
	}
	return kept, nil
}

// mergeOutbox brings into the restored file what the replaced one knows of mails, so that none goes out twice.
func mergeOutbox(ctx context.Context, restored, replaced string) error {
	db, err := connect(ctx, restored, false)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "UPDATE outbox SET state='held' WHERE state IN ('queued','sending')"); err != nil {
		return err
	}
	if _, err := Inspect(ctx, replaced); err == nil {
		if _, err := db.ExecContext(ctx, "ATTACH ? AS replaced", replaced); err != nil {
			return err
		}
		const columns = "mall, shop, order_no, event, occasion, state, account, recipient, subject, body, message_id, queued_at, not_before, attempts, tried_at, answer, order_id, entry"
		if _, err := db.ExecContext(ctx, "INSERT INTO outbox("+columns+") SELECT "+columns+` FROM replaced.outbox WHERE true
			ON CONFLICT DO UPDATE SET state=excluded.state, answer=excluded.answer, attempts=excluded.attempts, tried_at=excluded.tried_at
			WHERE excluded.state IN ('sent','unknown','failed')`); err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, "UPDATE outbox SET state='held' WHERE state='queued'"); err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, "UPDATE outbox SET state='unknown' WHERE state='sending'"); err != nil {
			return err
		}
		if _, err := db.ExecContext(ctx, "DETACH replaced"); err != nil {
			return err
		}
	}
	_, err = db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

func checkpoint(ctx context.Context, path string) error {
	db, err := connect(ctx, path, false)
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

// writeWhole writes a small file so that it is there whole or not at all.
func writeWhole(path string, b []byte) error {
	part := path + ".part"
	if err := os.WriteFile(part, b, 0o600); err != nil {
		return err
	}
	return os.Rename(part, path)
}
