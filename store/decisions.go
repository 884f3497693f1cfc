package store

import (
	"database/sql"
	"fmt"
	"math"

	"miseban/app/order"
)

// Decisions gives the owner's decisions, of one order or (id 0) of all.
func (r *Reader) Decisions(orderID int64) ([]order.Decision, error) {
	var out []order.Decision
	err := r.each(func(rows *sql.Rows) error {
		var d order.Decision
		if err := rows.Scan(&d.OrderID, &d.Kind, &d.Subject, &d.Body, &d.At); err != nil {
			return fmt.Errorf("read decision: %w", translate(err))
		}
		out = append(out, d)
		return nil
	}, "SELECT order_id, kind, subject, body, at FROM decision WHERE order_id BETWEEN ? AND ? ORDER BY order_id, kind, subject", orderID, upTo(orderID))
	return out, err
}

// PutDecision writes a decision; the same kind and subject again replaces it.
func (w *Writer) PutDecision(d order.Decision) error {
	return w.exec(`INSERT INTO decision(order_id, kind, subject, body, at) VALUES(?,?,?,?,?)
		ON CONFLICT DO UPDATE SET body=excluded.body, at=excluded.at`, d.OrderID, d.Kind, d.Subject, d.Body, d.At)
}

// DropDecision puts a decision back. An empty subject drops every one of the kind.
func (w *Writer) DropDecision(orderID int64, kind order.DecisionKind, subject string) error {
	return w.exec("DELETE FROM decision WHERE order_id=? AND kind=? AND (?3='' OR subject=?3)", orderID, kind, subject)
}

// Corrections gives the owner's corrections, of one order or (id 0) of all.
func (r *Reader) Corrections(orderID int64) ([]order.Correction, error) {
	var out []order.Correction
	err := r.each(func(rows *sql.Rows) error {
		var c order.Correction
		if err := rows.Scan(&c.OrderID, &c.Target, &c.Field, &c.Value, &c.At, &c.Was); err != nil {
			return fmt.Errorf("read correction: %w", translate(err))
		}
		out = append(out, c)
		return nil
	}, "SELECT order_id, target, field, value, at, was FROM correction WHERE order_id BETWEEN ? AND ? ORDER BY order_id, target, field", orderID, upTo(orderID))
	return out, err
}

// PutCorrection writes a correction.
func (w *Writer) PutCorrection(c order.Correction) error {
	return w.exec(`INSERT INTO correction(order_id, target, field, value, at, was) VALUES(?,?,?,?,?,?)
		ON CONFLICT DO UPDATE SET value=excluded.value, at=excluded.at, was=excluded.was`, c.OrderID, c.Target, c.Field, c.Value, c.At, c.Was)
}

// DropCorrection gives the mall's value back its place.
func (w *Writer) DropCorrection(orderID int64, target, field string) error {
	return w.exec("DELETE FROM correction WHERE order_id=? AND target=? AND field=?", orderID, target, field)
}

// Deeds gives what was done, with one order or (id 0) with all.
func (r *Reader) Deeds(orderID int64) ([]order.Deed, error) {
	var out []order.Deed
	err := r.each(func(rows *sql.Rows) error {
		var d order.Deed
		if err := rows.Scan(&d.OrderID, &d.Kind, &d.Ref, &d.At, &d.Snapshot); err != nil {
			return fmt.Errorf("read deed: %w", translate(err))
		}
		out = append(out, d)
		return nil
	}, "SELECT order_id, kind, ref, at, snapshot FROM deed WHERE order_id BETWEEN ? AND ? ORDER BY order_id, at, kind, ref", orderID, upTo(orderID))
	return out, err
}

// PutDeed records something done.
func (w *Writer) PutDeed(d order.Deed) error {
	return w.exec("INSERT INTO deed(order_id, kind, ref, at, snapshot) VALUES(?,?,?,?,?) ON CONFLICT DO UPDATE SET at=excluded.at, snapshot=excluded.snapshot",
		d.OrderID, d.Kind, d.Ref, d.At, d.Snapshot)
}

// DropDeeds takes back every deed of a kind: the owner says that it did not happen.
func (w *Writer) DropDeeds(orderID int64, kind order.DeedKind) error {
	return w.exec("DELETE FROM deed WHERE order_id=? AND kind=?", orderID, kind)
}

// upTo closes the range of order ids that starts with id: one order, or all for 0.
func upTo(id int64) int64 {
	if id == 0 {
		return math.MaxInt64
	}
	return id
}
