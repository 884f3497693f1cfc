package store

import (
	"database/sql"
	"encoding/binary"
	"fmt"

	"miseban/app/jst"
	"miseban/app/order"
)

// A shop that downloads everything every week tells the same of most orders again and again. Such a reading is an echo: it
// names the batch whose reading of the order has the same body. No body of order.Encode begins with the mark, since a CBOR
// map never does. The batch named is always an older one, and one that has the body itself.
const echoMark = 0x00

func echoOf(batch int64) []byte { return binary.AppendUvarint([]byte{echoMark}, uint64(batch)) }

// echoed gives the batch that an echo names; ok is false for a body.
func echoed(body []byte) (batch int64, ok bool) {
	if len(body) < 2 || body[0] != echoMark {
		return 0, false
	}
	n, size := binary.Uvarint(body[1:])
	return int64(n), size > 0
}

// Echo adds that a batch says of an order what an older batch said, in which of its file's rows (PackRows).
func (ow *OrderWriter) Echo(orderID, batchID, older int64, rows []byte) error {
	return ow.Reading(orderID, batchID, echoOf(older), rows)
}

// StoredReading is what one batch says about one order.
type StoredReading struct {
	OrderID int64
	Batch   int64 // that has the body: of an echo the one that it names
	Fresh   jst.Moment
	Hash    string
	Body    []byte // order.Encode; valid during the call only
}

// Reading gives it as facts.
func (s StoredReading) Reading() (order.Reading, error) {
	f, err := order.Decode(s.Body)
	return order.Reading{Fresh: s.Fresh, Hash: s.Hash, Facts: f}, err
}

// Readings gives every reading of an order, undone batches excepted.
func (r *Reader) Readings(orderID int64) ([]order.Reading, error) {
	var out []order.Reading
	bodies := map[int64][]byte{}
	err := r.each(func(rows *sql.Rows) error {
		s := StoredReading{OrderID: orderID}
		var body sql.RawBytes
		if err := rows.Scan(&s.Batch, &s.Fresh, &s.Hash, &body); err != nil {
			return fmt.Errorf("read reading: %w", translate(err))
		}
		if err := s.resolve(body, bodies); err != nil {
			return err
		}
		x, err := s.Reading()
		out = append(out, x)
		return err
	}, "SELECT b.id, b.fresh_at, b.hash, r.body FROM reading r JOIN batch b ON b.id=r.batch_id WHERE r.order_id=? ORDER BY r.batch_id", orderID)
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("readings of order %d: %w", orderID, ErrNotFound)
	}
	return out, err
}

// resolve fills in the body; bodies are those of the order's batches met before.
func (s *StoredReading) resolve(body []byte, bodies map[int64][]byte) error {
	from, echo := echoed(body)
	if !echo {
		s.Body = append([]byte(nil), body...)
		bodies[s.Batch] = s.Body
		return nil
	}
	if s.Body = bodies[from]; s.Body == nil {
		return fmt.Errorf("reading of order %d in batch %d: batch %d is not there: %w", s.OrderID, s.Batch, from, ErrDamaged)
	}
	s.Batch = from
	return nil
}

// EachReading calls f for every reading of every order for which want is true (nil: all), in the order of the orders, then
// of the batches.
func (r *Reader) EachReading(want func(orderID int64) bool, f func(StoredReading) error) error {
	type meta struct {
		fresh jst.Moment
		hash  string
	}
	batches := map[int64]meta{}
	err := r.each(func(rows *sql.Rows) error {
		var id int64
		var m meta
		if err := rows.Scan(&id, &m.fresh, &m.hash); err != nil {
			return err
		}
		batches[id] = m
		return nil
	}, "SELECT id, fresh_at, hash FROM batch")
	if err != nil {
		return err
	}
	bodies, last := map[int64][]byte{}, int64(0)
	var s StoredReading
	var body sql.RawBytes
	return r.each(func(rows *sql.Rows) error {
		if err := rows.Scan(&s.OrderID, &s.Batch, &body); err != nil {
			return fmt.Errorf("read reading: %w", translate(err))
		}
		if want != nil && !want(s.OrderID) {
			return nil
		}
		if s.OrderID != last {
			clear(bodies)
			last = s.OrderID
		}
		m := batches[s.Batch]
		s.Fresh, s.Hash = m.fresh, m.hash
		if err := s.resolve(body, bodies); err != nil {
			return err
		}
		return f(s)
	}, "SELECT order_id, batch_id, body FROM reading ORDER BY order_id, batch_id")
}

// handOver gives the body of a batch's readings to the echoes that name it, before the batch goes.
func (w *Writer) handOver(batchID int64) error {
	type row struct {
		order, batch int64
		body         []byte
	}
	var all []row
	// The echoes of the orders of this batch, and the bodies that it has itself.
	err := w.each(func(rows *sql.Rows) error {
		var x row
		err := rows.Scan(&x.order, &x.batch, &x.body)
		all = append(all, x)
		return err
	}, "SELECT order_id, batch_id, body FROM reading WHERE order_id IN (SELECT order_id FROM reading WHERE batch_id=?1) AND (batch_id=?1 OR body=?2) ORDER BY order_id, batch_id",
		batchID, echoOf(batchID))
	if err != nil {
		return err
	}
	var own row   // the reading that goes
	heir := row{} // the echo that has its body now
	for _, x := range all {
		switch {
		case x.batch == batchID:
			own, heir = x, row{}
			continue
		case x.order != own.order:
			continue
		case heir.batch == 0:
			heir = x
			err = w.exec("UPDATE reading SET body=? WHERE order_id=? AND batch_id=?", own.body, x.order, x.batch)
		default:
			err = w.exec("UPDATE reading SET body=? WHERE order_id=? AND batch_id=?", echoOf(heir.batch), x.order, x.batch)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
