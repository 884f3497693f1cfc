package store

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"miseban/app/jst"
)

// Batch is one imported file.
type Batch struct {
	ID         int64
	Entry      int64
	ShopID     int64
	File       string // its name, without the folder
	Format     string
	Encoding   string
	Hash       string // SHA-256 of the file
	FreshAt    jst.Moment
	ImportedAt jst.Moment
	Report     json.RawMessage // as shown after the import
	UndoneAt   jst.Moment      // 0 = in force
	Lists      bool            // the file names every order of the shop that has not gone out; not read back
	Layout     json.RawMessage // how the file is to be opened again, where its content alone does not tell; may be empty
}

// InsertBatch adds a batch under the entry being written and gives its id.
func (w *Writer) InsertBatch(b Batch) (int64, error) {
	res, err := w.q.ExecContext(w.ctx, "INSERT INTO batch(entry, shop_id, file, format, encoding, hash, fresh_at, imported_at, report, lists, layout) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
		w.entry, b.ShopID, b.File, b.Format, b.Encoding, b.Hash, b.FreshAt, b.ImportedAt, string(b.Report), b.Lists, string(b.Layout))
	if err != nil {
		return 0, fmt.Errorf("insert batch %s: %w", b.File, translate(err))
	}
	return res.LastInsertId()
}

// SetReport stores the batch's report.
func (w *Writer) SetReport(batchID int64, report json.RawMessage) error {
	return w.exec("UPDATE batch SET report=? WHERE id=?", string(report), batchID)
}

// Batches gives all batches, newest first.
func (r *Reader) Batches() ([]Batch, error) {
	var out []Batch
	err := r.each(func(rows *sql.Rows) error {
		var b Batch
		var report, layout string
		if err := rows.Scan(&b.ID, &b.Entry, &b.ShopID, &b.File, &b.Format, &b.Encoding, &b.Hash, &b.FreshAt, &b.ImportedAt, &report, &b.UndoneAt, &layout); err != nil {
			return fmt.Errorf("read batch: %w", translate(err))
		}
		b.Report, b.Layout = json.RawMessage(report), json.RawMessage(layout)
		out = append(out, b)
		return nil
	}, "SELECT id, entry, shop_id, file, format, encoding, hash, fresh_at, imported_at, report, coalesce(undone_at,0), layout FROM batch ORDER BY id DESC")
	return out, err
}

// dropBatch takes the readings of a batch away. An order that only this batch told of goes with them, unless somebody
// has decided, corrected, done or mailed something about it since.
func (w *Writer) dropBatch(batchID int64, at jst.Moment) ([]Outcome, error) {
	const touched = `EXISTS(SELECT 1 FROM decision d WHERE d.order_id=r.order_id) OR EXISTS(SELECT 1 FROM correction c WHERE c.order_id=r.order_id)
		OR EXISTS(SELECT 1 FROM deed e WHERE e.order_id=r.order_id) OR EXISTS(SELECT 1 FROM outbox m WHERE m.order_id=r.order_id AND m.state NOT IN ('withdrawn'))`
	const alone = `NOT EXISTS(SELECT 1 FROM reading o WHERE o.order_id=r.order_id AND o.batch_id<>r.batch_id)`
	var out []Outcome
	var drop []int64
	err := w.each(func(rows *sql.Rows) error {
		var id int64
		var onlyHere, isTouched bool
		if err := rows.Scan(&id, &onlyHere, &isTouched); err != nil {
			return err
		}
		o := Outcome{Table: "reading", OrderID: id}
		if onlyHere && isTouched {
			o.Kept = "取り込みのあとに操作した受注なので、そのままにしました"
		} else if onlyHere {
			drop = append(drop, id)
		}
		out = append(out, o)
		return nil
	}, "SELECT r.order_id, "+alone+", "+touched+" FROM reading r WHERE r.batch_id=?", batchID)
	if err != nil {
		return nil, err
	}
	if err := w.handOver(batchID); err != nil {
		return nil, err
	}
	for _, o := range out {
		if o.Kept != "" {
			continue
		}
		if err := w.exec("DELETE FROM reading WHERE order_id=? AND batch_id=?", o.OrderID, batchID); err != nil {
			return nil, err
		}
	}
	for _, id := range drop {
		if err := w.exec("DELETE FROM orders WHERE id=?", id); err != nil {
			return nil, err
		}
	}
	return out, w.exec("UPDATE batch SET undone_at=? WHERE id=?", at, batchID)
}
