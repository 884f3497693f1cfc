package store

import (
	"context"
	"database/sql"
	"fmt"

	"miseban/app/jst"
)

type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

// Reader reads within one consistent view of the file. It is valid only inside the function that was given it.
type Reader struct {
	ctx context.Context
	q   querier
}

// Writer also writes. All that one function writes is committed together or not at all.
type Writer struct {
	Reader
	entry int64
}

// Entry is the journal entry under which an act of the owner is written.
type Entry struct {
	Kind  string // stable id: import, accept, ship_out …
	Title string // as she reads it in the history
	At    jst.Moment
}

// Read runs f in a reading transaction.
func (s *Store) Read(ctx context.Context, f func(*Reader) error) error {
	tx, err := s.r.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("begin reading: %w", translate(err))
	}
	defer tx.Rollback()
	return f(&Reader{ctx, tx})
}

// Write runs f in a writing transaction and keeps every change of a journaled table under the entry. It gives the
// entry's id, by which Undo takes the act back. When f fails nothing is written.
func (s *Store) Write(ctx context.Context, e Entry, f func(*Writer) error) (int64, error) {
	return s.write(ctx, e, 0, f)
}

// WriteUnjournaled runs f in a writing transaction without a journal entry: for caches and the outbox's states.
func (s *Store) WriteUnjournaled(ctx context.Context, f func(*Writer) error) error {
	_, err := s.write(ctx, Entry{}, 0, f)
	return err
}

func (s *Store) write(ctx context.Context, e Entry, undoes int64, f func(*Writer) error) (entry int64, err error) {
	if s.w == nil {
		return 0, fmt.Errorf("write %s: %w", e.Kind, ErrReadOnly)
	}
	tx, err := s.w.BeginTx(ctx, nil)
	if err != nil {
		return 0, fmt.Errorf("begin %s: %w", e.Kind, translate(err))
	}
	defer tx.Rollback()
	w := &Writer{Reader{ctx, tx}, 0}
	if e.Kind != "" {
		var u any
		if undoes > 0 {
			u = undoes
		}
		r, err := tx.ExecContext(ctx, "INSERT INTO journal(at, kind, title, undoes) VALUES(?,?,?,?)", e.At, e.Kind, e.Title, u)
		if err != nil {
			return 0, fmt.Errorf("write journal %s: %w", e.Kind, translate(err))
		}
		if w.entry, err = r.LastInsertId(); err != nil {
			return 0, err
		}
		if err := w.cursor(w.entry); err != nil {
			return 0, err
		}
	}
	if err := f(w); err != nil {
		return 0, err
	}
	if err := w.cursor(0); err != nil {
		return 0, err
	}
	if err := tx.Commit(); err != nil {
		return 0, fmt.Errorf("commit %s: %w", e.Kind, translate(err))
	}
	return w.entry, nil
}

func (w *Writer) cursor(entry int64) error {
	return w.exec("UPDATE journal_cursor SET entry=?", entry)
}

// Entry is the id of the journal entry being written.
func (w *Writer) Entry() int64 { return w.entry }

func (w *Writer) exec(query string, args ...any) error {
	if _, err := w.q.ExecContext(w.ctx, query, args...); err != nil {
		return fmt.Errorf("write: %w", translate(err))
	}
	return nil
}

// each runs the query and calls scan for every row.
func (r *Reader) each(scan func(*sql.Rows) error, query string, args ...any) error {
	rows, err := r.q.QueryContext(r.ctx, query, args...)
	if err != nil {
		return fmt.Errorf("query: %w", translate(err))
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("query: %w", translate(err))
	}
	return nil
}

func (r *Reader) one(dest []any, query string, args ...any) error {
	if err := r.q.QueryRowContext(r.ctx, query, args...).Scan(dest...); err != nil {
		return fmt.Errorf("query: %w", translate(err))
	}
	return nil
}
