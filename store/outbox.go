package store

import (
	"database/sql"
	"fmt"

	"miseban/app/jst"
)

// Mail is one row of the outbox.
type Mail struct {
	ID                                   int64
	Mall, Shop, OrderNo, Event, Occasion string // the key: at most one mail ever
	State                                string
	Account                              string
	Recipient, Subject, Body             string
	MessageID                            string
	QueuedAt, NotBefore, TriedAt         jst.Moment
	Attempts                             int
	Answer                               string // what the server said
	OrderID                              int64
	Entry                                int64 // the journal entry that queued it
}

const mailColumns = "id, mall, shop, order_no, event, occasion, state, account, recipient, subject, body, message_id, queued_at, not_before, tried_at, attempts, answer, order_id, entry"

func scanMail(rows *sql.Rows) (Mail, error) {
	var m Mail
	err := rows.Scan(&m.ID, &m.Mall, &m.Shop, &m.OrderNo, &m.Event, &m.Occasion, &m.State, &m.Account, &m.Recipient, &m.Subject, &m.Body,
		&m.MessageID, &m.QueuedAt, &m.NotBefore, &m.TriedAt, &m.Attempts, &m.Answer, &m.OrderID, &m.Entry)
	if err != nil {
		err = fmt.Errorf("read mail: %w", translate(err))
	}
	return m, err
}

// Queue adds a mail under the entry being written. It gives false when a mail of that key is already there; a withdrawn
// one becomes queued again.
func (w *Writer) Queue(m Mail) (bool, error) {
	res, err := w.q.ExecContext(w.ctx, `INSERT INTO outbox(mall, shop, order_no, event, occasion, state, account, recipient, subject, body, message_id, queued_at, not_before, order_id, entry)
		VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT DO UPDATE SET state=excluded.state, account=excluded.account, recipient=excluded.recipient, subject=excluded.subject, body=excluded.body,
			queued_at=excluded.queued_at, not_before=excluded.not_before, entry=excluded.entry WHERE outbox.state='withdrawn'`,
		m.Mall, m.Shop, m.OrderNo, m.Event, m.Occasion, m.State, m.Account, m.Recipient, m.Subject, m.Body, m.MessageID, m.QueuedAt, m.NotBefore, m.OrderID, w.entry)
	if err != nil {
		return false, fmt.Errorf("queue mail %s of %s: %w", m.Event, m.OrderNo, translate(err))
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// Mails gives the outbox, newest first; an empty state gives all, orderID 0 those of all orders.
func (r *Reader) Mails(state string, orderID int64, limit int) ([]Mail, error) {
	var out []Mail
	err := r.each(func(rows *sql.Rows) error {
		m, err := scanMail(rows)
		out = append(out, m)
		return err
	}, "SELECT "+mailColumns+" FROM outbox WHERE (?1='' OR state=?1) AND order_id BETWEEN ?2 AND ?3 ORDER BY id DESC LIMIT ?4", state, orderID, upTo(orderID), limit)
	return out, err
}

// MailCounts gives the number of mails per state.
func (r *Reader) MailCounts() (map[string]int, error) {
	out := map[string]int{}
	err := r.each(func(rows *sql.Rows) error {
		var s string
		var n int
		if err := rows.Scan(&s, &n); err != nil {
			return err
		}
		out[s] = n
		return nil
	}, "SELECT state, count(*) FROM outbox GROUP BY state")
	return out, err
}

// DueMails gives the queued mails of an account whose time has come, oldest first.
func (r *Reader) DueMails(account string, now jst.Moment, limit int) ([]Mail, error) {
	var out []Mail
	err := r.each(func(rows *sql.Rows) error {
		m, err := scanMail(rows)
		out = append(out, m)
		return err
	}, "SELECT "+mailColumns+" FROM outbox WHERE state='queued' AND account=? AND not_before<=? ORDER BY not_before, id LIMIT ?", account, now, limit)
	return out, err
}

// SentSince gives when the account tried mails since a moment, for its throttle.
func (r *Reader) SentSince(account string, since jst.Moment) ([]jst.Moment, error) {
	var out []jst.Moment
	err := r.each(func(rows *sql.Rows) error {
		var m jst.Moment
		if err := rows.Scan(&m); err != nil {
			return err
		}
		out = append(out, m)
		return nil
	}, "SELECT tried_at FROM outbox WHERE account=? AND tried_at>=? ORDER BY tried_at", account, since)
	return out, err
}

// Move changes a mail's state if it still is in the state that the caller believes; it says whether it was.
func (w *Writer) Move(id int64, from, to, answer string, tried, notBefore jst.Moment, attempts int) (bool, error) {
	res, err := w.q.ExecContext(w.ctx, "UPDATE outbox SET state=?, answer=?, tried_at=max(tried_at, ?), not_before=?, attempts=? WHERE id=? AND state=?",
		to, answer, tried, notBefore, attempts, id, from)
	if err != nil {
		return false, fmt.Errorf("move mail %d to %s: %w", id, to, translate(err))
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// MoveAll changes the state of every mail in a state, and gives how many.
func (w *Writer) MoveAll(from, to string) (int, error) {
	res, err := w.q.ExecContext(w.ctx, "UPDATE outbox SET state=? WHERE state=?", to, from)
	if err != nil {
		return 0, fmt.Errorf("move mails to %s: %w", to, translate(err))
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// withdraw takes back what an entry queued and what has not gone out; row and key stay.
func (w *Writer) withdraw(entry int64) error {
	return w.exec("UPDATE outbox SET state='withdrawn' WHERE entry=? AND state IN ('queued','held')", entry)
}

// PutPaper keeps a slip as it was laid out.
func (w *Writer) PutPaper(run string, n int, orderID int64, body []byte) error {
	return w.exec("INSERT INTO paper(run, n, order_id, body) VALUES(?,?,?,?)", run, n, orderID, body)
}

// Paper gives an order's slips of one run of printing, or (run empty) of all, in order.
func (r *Reader) Paper(orderID int64, run string) ([][]byte, error) {
	var out [][]byte
	err := r.each(func(rows *sql.Rows) error {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return err
		}
		out = append(out, b)
		return nil
	}, "SELECT body FROM paper WHERE order_id=? AND (?2='' OR run=?2) ORDER BY run, n", orderID, run)
	return out, err
}
