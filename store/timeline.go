package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// EntrySizes gives for every act how many rows it touched; of an import its orders count too.
func (r *Reader) EntrySizes() (map[int64]int, error) {
	out := map[int64]int{}
	err := r.each(func(rows *sql.Rows) error {
		var entry int64
		var n int
		err := rows.Scan(&entry, &n)
		out[entry] += n
		return err
	}, `SELECT entry, count(*) FROM journal_change GROUP BY entry
		UNION ALL SELECT b.entry, (SELECT count(*) FROM reading r WHERE r.batch_id=b.id) FROM batch b`)
	return out, err
}

// Changed is what an act did to one row.
type Changed struct {
	Table         string
	OrderID       int64  // 0 when the row is of no order
	Kind          string // of a decision or deed
	Before, After bool   // the row was there before the act, after it
	Later         bool   // the row is no longer as the act left it
}

// EachChange calls f for the rows that an act touched, oldest first: of an import (batch not 0) first its orders.
func (r *Reader) EachChange(entry, batch int64, limit int, f func(Changed) error) error {
	var all []Changed
	var raw []change
	if batch != 0 {
		err := r.each(func(rows *sql.Rows) error {
			c := Changed{Table: "reading", After: true}
			err := rows.Scan(&c.OrderID)
			all = append(all, c)
			return err
		}, "SELECT order_id FROM reading WHERE batch_id=? ORDER BY order_id LIMIT ?", batch, limit)
		if err != nil {
			return err
		}
	}
	err := r.each(func(rows *sql.Rows) error {
		var c change
		err := rows.Scan(&c.table, &c.pk, &c.before, &c.after)
		raw = append(raw, c)
		return err
	}, "SELECT tbl, pk, before, after FROM journal_change WHERE entry=? ORDER BY id LIMIT ?", entry, limit-len(all))
	if err != nil {
		return err
	}
	for _, c := range all {
		if err := f(c); err != nil {
			return err
		}
	}
	for _, c := range raw {
		x, err := r.changed(c)
		if err != nil {
			return err
		}
		if err := f(x); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) changed(c change) (Changed, error) {
	out := Changed{Table: c.table, Before: c.before.Valid, After: c.after.Valid}
	var key struct {
		OrderID int64  `json:"order_id"`
		Kind    string `json:"kind"`
	}
	if err := json.Unmarshal([]byte(c.pk), &key); err != nil {
		return out, fmt.Errorf("read change %s %s: %w", c.table, c.pk, err)
	}
	out.OrderID, out.Kind = key.OrderID, key.Kind
	t, ok := tableNamed(c.table)
	if !ok {
		out.Later = true
		return out, nil
	}
	present, err := r.present(t, c.pk)
	out.Later = present != c.after
	return out, err
}

// present gives the image of a row as it is now; not valid when there is none.
func (r *Reader) present(t journaledTable, pk string) (sql.NullString, error) {
	var out sql.NullString
	err := r.one([]any{&out}, "SELECT "+t.image("")+" FROM "+t.name+" WHERE "+t.where(), pk)
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return out, err
}

// where is the SQL that finds a row by its key, the JSON in ?1.
func (t journaledTable) where() string {
	where := make([]string, len(t.key))
	for i, k := range t.key {
		where[i] = fmt.Sprintf("%s = ?1 ->> '$.%s'", k, k)
	}
	return strings.Join(where, " AND ")
}
