package store

import (
	"context"
	"errors"
	"fmt"
)

// Scour rewrites the file so that nothing that was taken out is left in it or beside it. Nobody may be reading.
func (s *Store) Scour(ctx context.Context) error {
	if s.w == nil {
		return fmt.Errorf("scour: %w", ErrReadOnly)
	}
	if _, err := s.w.ExecContext(ctx, "VACUUM"); err != nil {
		return fmt.Errorf("scour: %w", translate(err))
	}
	var busy, log, done int
	if err := s.w.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &done); err != nil {
		return fmt.Errorf("scour: %w", translate(err))
	}
	if busy != 0 {
		return fmt.Errorf("scour: the file is being read: %w", ErrBusy)
	}
	return nil
}

// ErrBusy says that another reader kept the file from being cleaned; it can be done later.
var ErrBusy = errors.New("the file is in use")

// Cleaned says that nothing of the purges so far is left anywhere.
func (s *Store) Cleaned(ctx context.Context) error {
	return s.WriteUnjournaled(ctx, func(w *Writer) error { return w.exec("DELETE FROM setting WHERE key=?", keyUncleaned) })
}
