package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"miseban/app/jst"
)

// JournalEntry is one act in the history.
type JournalEntry struct {
	ID       int64
	At       jst.Moment
	Kind     string
	Title    string
	Undoes   int64 // the entry that this one took back; 0 = none
	UndoneBy int64 // the entry that took this one back; 0 = none
	BatchID  int64 // of an import; else 0
}

// Journal gives the newest acts, newest first.
func (r *Reader) Journal(limit int) ([]JournalEntry, error) {
	var out []JournalEntry
	err := r.each(func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		out = append(out, e)
		return err
	}, journalQuery+" ORDER BY j.id DESC LIMIT ?", limit)
	return out, err
}

const journalQuery = `SELECT j.id, j.at, j.kind, j.title, coalesce(j.undoes,0), coalesce(j.undone_by,0), coalesce(b.id,0)
	FROM journal j LEFT JOIN batch b ON b.entry=j.id`

func scanEntry(row interface{ Scan(...any) error }) (JournalEntry, error) {
	var e JournalEntry
	err := row.Scan(&e.ID, &e.At, &e.Kind, &e.Title, &e.Undoes, &e.UndoneBy, &e.BatchID)
	return e, translate(err)
}

// JournalEntry gives one act.
func (r *Reader) JournalEntry(id int64) (JournalEntry, error) {
	e, err := scanEntry(r.q.QueryRowContext(r.ctx, journalQuery+" WHERE j.id=?", id))
	if err != nil {
		err = fmt.Errorf("journal entry %d: %w", id, err)
	}
	return e, err
}

// NewestUndoable gives the newest act that was not yet taken back and is not itself a taking back.
func (r *Reader) NewestUndoable() (JournalEntry, error) {
	e, err := scanEntry(r.q.QueryRowContext(r.ctx, journalQuery+` WHERE j.undone_by IS NULL AND j.undoes IS NULL
		AND (b.id IS NOT NULL OR EXISTS(SELECT 1 FROM journal_change c WHERE c.entry=j.id)) ORDER BY j.id DESC LIMIT 1`))
	if err != nil {
		err = fmt.Errorf("newest undoable act: %w", err)
	}
	return e, err
}

// Outcome is what Undo did with one row.
type Outcome struct {
	Table   string
	OrderID int64  // 0 when the row is of no order
	Kept    string // why it was kept; empty = reversed
	Key     string // the row's key as JSON
}

// Undo takes the act of an entry back: every row that it touched becomes what it was before, where the present still
// equals what the act made of it; every other row is kept and said so. Mails that the act queued and that have not
// gone out are withdrawn. Nothing is written when it fails.
func (s *Store) Undo(ctx context.Context, entry int64, at jst.Moment) (outcomes []Outcome, undo int64, err error) {
	var e JournalEntry
	if err := s.Read(ctx, func(r *Reader) error { e, err = r.JournalEntry(entry); return err }); err != nil {
		return nil, 0, err
	}
	if e.UndoneBy != 0 {
		return nil, 0, fmt.Errorf("undo entry %d: already undone by %d: %w", entry, e.UndoneBy, ErrNotFound)
	}
	undo, err = s.write(ctx, Entry{Kind: "undo", Title: "元に戻す：" + e.Title, At: at}, entry, func(w *Writer) error {
		if err := w.withdraw(entry); err != nil {
			return err
		}
		if e.BatchID != 0 {
			kept, err := w.dropBatch(e.BatchID, at)
			if err != nil {
				return err
			}
			outcomes = append(outcomes, kept...)
		}
		changes, err := w.changes(entry)
		if err != nil {
			return err
		}
		for _, c := range changes {
			o, err := w.reverse(c)
			if err != nil {
				return err
			}
			outcomes = append(outcomes, o)
		}
		return w.exec("UPDATE journal SET undone_by=? WHERE id=?", w.entry, entry)
	})
	return outcomes, undo, err
}

// Judged says that the cached judgements hold all consequences of everything written so far, for which time they were
// made, and by which version of the judging.
func (w *Writer) Judged(at jst.Moment, by int) error {
	return w.exec("UPDATE journal_cursor SET judged=(SELECT coalesce(max(id),0) FROM journal), judged_at=?, judged_by=?", at, by)
}

// Unjudged says whether the cached judgements lack something: acts were written whose consequences are not in them, or
// another version judged. at is the time for which they were made last.
func (r *Reader) Unjudged(by int) (lacking bool, at jst.Moment, err error) {
	err = r.one([]any{&lacking, &at}, "SELECT (SELECT coalesce(max(id),0) FROM journal) > judged OR judged_by <> ?, judged_at FROM journal_cursor", by)
	return lacking, at, err
}

// Touched gives the orders and the tables that the entry being written has touched so far.
func (w *Writer) Touched() (orders []int64, tables map[string]bool, err error) {
	tables = map[string]bool{}
	seen := map[int64]bool{}
	err = w.each(func(rows *sql.Rows) error {
		var table string
		var id sql.NullInt64
		if err := rows.Scan(&table, &id); err != nil {
			return err
		}
		tables[table] = true
		if id.Valid && !seen[id.Int64] {
			seen[id.Int64] = true
			orders = append(orders, id.Int64)
		}
		return nil
	}, "SELECT DISTINCT tbl, CAST(pk ->> '$.order_id' AS INTEGER) FROM journal_change WHERE entry=?", w.entry)
	return orders, tables, err
}

// TouchedSKUs gives the codes of the SKUs that the entry being written has touched so far.
func (w *Writer) TouchedSKUs() (codes []string, err error) {
	err = w.each(func(rows *sql.Rows) error {
		var code string
		err := rows.Scan(&code)
		codes = append(codes, code)
		return err
	}, "SELECT DISTINCT pk ->> '$.code' FROM journal_change WHERE entry=? AND tbl='sku'", w.entry)
	return codes, err
}

type change struct {
	table, pk     string
	before, after sql.NullString
}

// changes gives an entry's changes, newest first.
func (r *Reader) changes(entry int64) ([]change, error) {
	var out []change
	err := r.each(func(rows *sql.Rows) error {
		var c change
		if err := rows.Scan(&c.table, &c.pk, &c.before, &c.after); err != nil {
			return err
		}
		out = append(out, c)
		return nil
	}, "SELECT tbl, pk, before, after FROM journal_change WHERE entry=? ORDER BY id DESC", entry)
	return out, err
}

// ChangedOrders gives the orders whose rows an entry touched.
func (r *Reader) ChangedOrders(entry int64) ([]int64, error) {
	var out []int64
	err := r.each(func(rows *sql.Rows) error {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		out = append(out, id)
		return nil
	}, "SELECT DISTINCT CAST(pk ->> '$.order_id' AS INTEGER) FROM journal_change WHERE entry=? AND pk ->> '$.order_id' IS NOT NULL", entry)
	return out, err
}

func (w *Writer) reverse(c change) (Outcome, error) {
	o := Outcome{Table: c.table, Key: c.pk}
	var key map[string]any
	if err := json.Unmarshal([]byte(c.pk), &key); err != nil {
		return o, fmt.Errorf("undo %s %s: %w", c.table, c.pk, err)
	}
	if id, ok := key["order_id"].(float64); ok {
		o.OrderID = int64(id)
	}
	t, ok := tableNamed(c.table)
	if !ok {
		o.Kept = "この版では元に戻せない種類の変更です"
		return o, nil
	}
	at := t.where()
	if c.after.String == purgedImage {
		o.Kept = "個人情報を消したため、元に戻せません"
		return o, nil
	}
	present, err := w.present(t, c.pk)
	if err != nil {
		return o, err
	}
	if present != c.after {
		o.Kept = "そのあとに変更されたため、そのままにしました"
		return o, nil
	}
	switch {
	case !c.before.Valid:
		if c.table == "shop" {
			var used int
			if err := w.one([]any{&used}, "SELECT count(*) FROM orders WHERE shop_id = ? ->> '$.id'", c.pk); err != nil {
				return o, err
			}
			if used > 0 {
				o.Kept = "この店舗の受注が残っているため、そのままにしました"
				return o, nil
			}
		}
		return o, w.exec("DELETE FROM "+t.name+" WHERE "+at, c.pk)
	case present.Valid:
		set := make([]string, len(t.rest))
		for i, k := range t.rest {
			set[i] = fmt.Sprintf("%s = ?2 ->> '$.%s'", k, k)
		}
		return o, w.exec("UPDATE "+t.name+" SET "+strings.Join(set, ", ")+" WHERE "+at, c.pk, c.before.String)
	default:
		if o.OrderID != 0 {
			var there int
			if err := w.one([]any{&there}, "SELECT count(*) FROM orders WHERE id=?", o.OrderID); err != nil {
				return o, err
			}
			if there == 0 {
				o.Kept = "受注の取り込みを元に戻してあるため、そのままにしました"
				return o, nil
			}
		}
		columns := t.columns()
		values := make([]string, len(columns))
		for i, k := range columns {
			values[i] = fmt.Sprintf("?1 ->> '$.%s'", k)
		}
		return o, w.exec("INSERT INTO "+t.name+"("+strings.Join(columns, ", ")+") VALUES("+strings.Join(values, ", ")+")", c.before.String)
	}
}

func tableNamed(name string) (journaledTable, bool) {
	for _, t := range journaled {
		if t.name == name {
			return t, true
		}
	}
	return journaledTable{}, false
}
