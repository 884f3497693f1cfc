package store

import (
	"database/sql"
	"errors"
	"fmt"

	"miseban/app/jst"
)

// OrderRow is an order with its cached judgement.
type OrderRow struct {
	ID         int64
	ShopID     int64
	No         string // the number that is the key; canonical
	Status     int
	ValidUntil jst.Moment // the cache holds until then; 0 = as long as nothing changes
	Keys       []byte     // identity keys of the orderer, for recognising customers
	Card       []byte     // what the list and the questions show
}

// EachOrder calls f for every order, by id. The bytes given are valid only during the call.
func (r *Reader) EachOrder(f func(OrderRow) error) error {
	var o OrderRow
	var keys, card sql.RawBytes
	return r.each(func(rows *sql.Rows) error {
		if err := rows.Scan(&o.ID, &o.ShopID, &o.No, &o.Status, &o.ValidUntil, &keys, &card); err != nil {
			return fmt.Errorf("read order: %w", translate(err))
		}
		o.Keys, o.Card = keys, card
		return f(o)
	}, "SELECT id, shop_id, no, status, valid_until, keys, card FROM orders ORDER BY id")
}

// OrderID finds an order by its key; ErrNotFound when there is none.
func (r *Reader) OrderID(shopID int64, no string) (int64, error) {
	var id int64
	err := r.one([]any{&id}, "SELECT id FROM orders WHERE no=? AND shop_id=?", no, shopID)
	return id, err
}

// NextOrderID is the id that the next new order gets.
func (r *Reader) NextOrderID() (int64, error) {
	var id sql.NullInt64
	// Ids are never used twice, even after an import was undone: the journal and the outbox still name them.
	err := r.one([]any{&id}, `SELECT max(m) FROM (SELECT max(id) m FROM orders UNION ALL SELECT max(order_id) FROM outbox
		UNION ALL SELECT max(CAST(pk ->> '$.order_id' AS INTEGER)) FROM journal_change WHERE tbl IN ('decision','correction','deed'))`)
	return id.Int64 + 1, err
}

// OrderWriter adds and changes many orders with statements prepared once.
type OrderWriter struct {
	w                     *Writer
	insert, reading, card *sql.Stmt
}

// Orders prepares for writing many orders.
func (w *Writer) Orders() (*OrderWriter, error) {
	ow := &OrderWriter{w: w}
	for _, p := range []struct {
		s **sql.Stmt
		q string
	}{
		{&ow.insert, "INSERT INTO orders(id, shop_id, no, status, valid_until, keys, card) VALUES(?,?,?,?,?,?,?)"},
		{&ow.reading, "INSERT INTO reading(order_id, batch_id, body, rows) VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET body=excluded.body, rows=excluded.rows"},
		{&ow.card, "UPDATE orders SET status=?, valid_until=?, keys=?, card=? WHERE id=?"},
	} {
		var err error
		if *p.s, err = w.q.PrepareContext(w.ctx, p.q); err != nil {
			return nil, fmt.Errorf("prepare orders: %w", translate(err))
		}
	}
	return ow, nil
}

// Insert adds a new order.
func (ow *OrderWriter) Insert(o OrderRow) error {
	if _, err := ow.insert.ExecContext(ow.w.ctx, o.ID, o.ShopID, o.No, o.Status, o.ValidUntil, blob(o.Keys), blob(o.Card)); err != nil {
		return fmt.Errorf("insert order %s: %w", o.No, translate(err))
	}
	return nil
}

// Reading adds what a batch says about an order, and in which of the file's rows (PackRows; none for an order without a file).
func (ow *OrderWriter) Reading(orderID, batchID int64, body, rows []byte) error {
	if _, err := ow.reading.ExecContext(ow.w.ctx, orderID, batchID, body, blob(rows)); err != nil {
		return fmt.Errorf("insert reading of order %d: %w", orderID, translate(err))
	}
	return nil
}

// Judged stores the cached judgement of an order.
func (ow *OrderWriter) Judged(o OrderRow) error {
	if _, err := ow.card.ExecContext(ow.w.ctx, o.Status, o.ValidUntil, blob(o.Keys), blob(o.Card), o.ID); err != nil {
		return fmt.Errorf("store judgement of order %d: %w", o.ID, translate(err))
	}
	return nil
}

func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// HasReading says whether the batch's file already told of an order.
func (r *Reader) HasReading(orderID, batchID int64) (bool, error) {
	var n int
	err := r.one([]any{&n}, "SELECT 1 FROM reading WHERE order_id=? AND batch_id=?", orderID, batchID)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
