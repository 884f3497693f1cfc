// Package store keeps everything of a shop in one SQLite file: schema, migrations, queries, journal, backup. It decides
// nothing; the use cases of app/flow call it and are the only ones that do.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"modernc.org/sqlite"
)

// Faults that a caller tells apart.
var (
	ErrNewer     = errors.New("the file was made by a newer version")
	ErrOlder     = errors.New("the file was made by an older version and was not yet opened for writing by this one")
	ErrDamaged   = errors.New("the file is damaged")
	ErrWrongFile = errors.New("another file was opened than asked for")
	ErrMissing   = errors.New("no such file")
	ErrFull      = errors.New("the disk is full")
	ErrReadOnly  = errors.New("the place can't be written")
	ErrNotFound  = errors.New("not found")
)

// Store is an open shop file: one writing connection and a pool of reading ones.
type Store struct {
	path string
	w    *sql.DB // nil when opened for reading
	r    *sql.DB
}

// Open opens or creates the shop's file for writing and brings its schema up to date. The caller holds the
// instance's lock. A file of a newer version is refused with ErrNewer, a damaged one with ErrDamaged; neither is touched.
func Open(ctx context.Context, path string) (*Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, translate(err))
	}
	info, statErr := os.Stat(path)
	isNew := errors.Is(statErr, os.ErrNotExist)
	if statErr == nil && info.Size() > 0 {
		// Looked at before it is opened for writing, which alone can change a file.
		if err := usable(ctx, path, reading); err != nil {
			return nil, err
		}
	}
	s := &Store{path: path}
	fail := func(err error) (*Store, error) {
		for _, db := range []*sql.DB{s.r, s.w} {
			if db != nil {
				db.Close()
			}
		}
		if isNew {
			for _, tail := range tails {
				_ = os.Remove(path + tail)
			}
		}
		return nil, err
	}
	var err error
	if s.w, err = connect(ctx, path, writing); err != nil {
		return fail(err)
	}
	s.w.SetMaxOpenConns(1)
	if isNew {
		_ = os.Chmod(path, 0o600)
	}
	if s.r, err = connect(ctx, path, reading); err != nil {
		return fail(err)
	}
	s.r.SetMaxOpenConns(4)
	if err := s.migrate(ctx); err != nil {
		return fail(err)
	}
	return s, nil
}

// usable says whether this program can open the file, without touching it.
func usable(ctx context.Context, path string, how access) error {
	db, err := connect(ctx, path, how)
	if err != nil {
		return err
	}
	defer db.Close()
	var version, tables int
	if err := db.QueryRowContext(ctx, "SELECT user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version").Scan(&version, &tables); err != nil {
		return fmt.Errorf("open store %s: %w", path, translate(err))
	}
	if version > len(migrations) {
		return fmt.Errorf("open store %s, version %d: %w", path, version, ErrNewer)
	}
	if version == 0 && tables > 0 {
		return fmt.Errorf("open store %s: tables of another program: %w", path, ErrDamaged)
	}
	return nil
}

// OpenReading opens an existing shop file for reading beside whoever writes it. A file that nothing was written to yet
// is ErrMissing; one of an older version is ErrOlder, since bringing it up to date is writing.
func OpenReading(ctx context.Context, path string) (*Store, error) {
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return nil, fmt.Errorf("open store %s: %w", path, ErrMissing)
	}
	how := reading
	err := usable(ctx, path, how)
	if errors.Is(err, ErrReadOnly) && !inUse(path) {
		how = frozen
		err = usable(ctx, path, how)
	}
	if err != nil {
		return nil, err
	}
	r, err := connect(ctx, path, how)
	if err != nil {
		return nil, err
	}
	var version int
	if err := r.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		r.Close()
		return nil, fmt.Errorf("open store %s: %w", path, translate(err))
	}
	switch {
	case version == 0:
		r.Close()
		return nil, fmt.Errorf("open store %s: %w", path, ErrMissing)
	case version < len(migrations):
		r.Close()
		return nil, fmt.Errorf("open store %s, version %d: %w", path, version, ErrOlder)
	}
	r.SetMaxOpenConns(4)
	return &Store{path: path, r: r}, nil
}

// inUse says whether acts may still lie beside the file: somebody has it open, or did not close it.
func inUse(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

// Path is the file's place.
func (s *Store) Path() string { return s.path }

// Writable says whether the file was opened for writing.
func (s *Store) Writable() bool { return s.w != nil }

// Close closes all connections.
func (s *Store) Close() error {
	var werr error
	rerr := s.r.Close()
	if s.w != nil {
		werr = s.w.Close()
	}
	return errors.Join(rerr, werr)
}

// How a file is opened.
type access int

const (
	writing access = iota
	reading
	frozen // for reading, where nothing can be written beside the file and so nobody writes to it
)

func connect(ctx context.Context, path string, how access) (*sql.DB, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	q := url.Values{}
	q.Set("_busy_timeout", "5000")
	q.Set("_foreign_keys", "1")
	q.Set("_defensive", "1")
	q.Set("_dqs", "0")
	if how != writing {
		q.Set("mode", "ro")
		q.Set("_query_only", "1")
		if how == frozen {
			q.Set("immutable", "1")
		}
	} else {
		q.Set("_journal_mode", "WAL")
		q.Set("_synchronous", "FULL")
		q.Set("_txlock", "immediate")
		if runtime.GOOS == "darwin" {
			q.Set("_pragma", "fullfsync(1)")
		}
	}
	db, err := sql.Open("sqlite", fileURL(full, q))
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, translate(err))
	}
	// A path with # ? % that was not escaped right opens another file without a word.
	var seq, name, opened string
	if err := db.QueryRowContext(ctx, "PRAGMA database_list").Scan(&seq, &name, &opened); err != nil {
		db.Close()
		return nil, fmt.Errorf("open store %s: %w", path, translate(err))
	}
	if !sameFile(opened, full) {
		db.Close()
		return nil, fmt.Errorf("open store %s, got %s: %w", path, opened, ErrWrongFile)
	}
	return db, nil
}

// fileURL names a file by its whole path as SQLite wants it, so that # ? % in it mean themselves.
func fileURL(full string, q url.Values) string {
	slashed := filepath.ToSlash(full)
	if slashed[0] != '/' { // a Windows drive
		slashed = "/" + slashed
	}
	return "file:" + (&url.URL{Path: slashed}).EscapedPath() + "?" + q.Encode()
}

func sameFile(a, b string) bool {
	ia, errA := os.Stat(a)
	ib, errB := os.Stat(b)
	if errA != nil || errB != nil {
		return filepath.Clean(a) == filepath.Clean(b)
	}
	return os.SameFile(ia, ib)
}

// translate turns what the driver and the system say into this package's faults, keeping the original beneath.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	if errors.Is(err, os.ErrPermission) {
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	}
	var se *sqlite.Error
	if errors.As(err, &se) {
		switch se.Code() & 0xff {
		case 13: // SQLITE_FULL
			return fmt.Errorf("%w: %w", ErrFull, err)
		case 8, 14, 3: // READONLY, CANTOPEN, PERM
			return fmt.Errorf("%w: %w", ErrReadOnly, err)
		case 11, 26: // CORRUPT, NOTADB
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	return diskFault(err)
}
