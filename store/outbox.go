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

// Queue adds a mail under the entry of m or, when that is 0, under the one being written. It gives false when a mail of
// that key is already there. One that an undo withdrew becomes queued again; one that was withdrawn with a reason (its
// answer) does not: the owner, or a rule, wanted it away.
func (w *Writer) Queue(m Mail) (bool, error) {
	if m.Entry == 0 {
		m.Entry = w.entry
	}
	res, err := w.q.ExecContext(w.ctx, `INSERT INTO outbox(mall, shop, order_no, event, occasion, state, account, recipient, subject, body, message_id, queued_at, not_before, answer, order_id, entry)
		VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT DO UPDATE SET state=excluded.state, account=excluded.account, recipient=excluded.recipient, subject=excluded.subject, body=excluded.body,
			queued_at=excluded.queued_at, not_before=excluded.not_before, attempts=0, answer=excluded.answer, order_id=excluded.order_id, entry=excluded.entry
			WHERE outbox.state='withdrawn' AND outbox.answer=''`,
		m.Mall, m.Shop, m.OrderNo, m.Event, m.Occasion, m.State, m.Account, m.Recipient, m.Subject, m.Body, m.MessageID, m.QueuedAt, m.NotBefore, m.Answer, m.OrderID, m.Entry)
	if err != nil {
		return false, fmt.Errorf("queue mail %s of %s: %w", m.Event, m.OrderNo, translate(err))
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// Rewrite gives a mail that was not sent another text, recipient and sender; its key and Message-ID stay.
func (w *Writer) Rewrite(id int64, account, recipient, subject, body string) error {
	return w.exec("UPDATE outbox SET account=?, recipient=?, subject=?, body=? WHERE id=? AND state IN ('queued','held','failed','withdrawn')",
		account, recipient, subject, body, id)
}

// Mail gives one mail.
func (r *Reader) Mail(id int64) (Mail, error) {
	return r.oneMail("id=?", fmt.Sprintf("mail %d", id), id)
}

// MailOf gives the mail of a key; ErrNotFound when there never was one.
func (r *Reader) MailOf(mall, shop, orderNo, event, occasion string) (Mail, error) {
	return r.oneMail("mall=? AND shop=? AND order_no=? AND event=? AND occasion=?", "mail "+event+" of "+orderNo, mall, shop, orderNo, event, occasion)
}

func (r *Reader) oneMail(where, what string, args ...any) (Mail, error) {
	var m Mail
	found := false
	err := r.each(func(rows *sql.Rows) error {
		var err error
		m, err = scanMail(rows)
		found = true
		return err
	}, "SELECT "+mailColumns+" FROM outbox WHERE "+where, args...)
	if err == nil && !found {
		err = fmt.Errorf("%s: %w", what, ErrNotFound)
	}
	return m, err
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

// MailCounts gives the number of mails per state; queued ones that were tried before count as "retry".
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
	}, "SELECT CASE WHEN state='queued' AND attempts>0 THEN 'retry' ELSE state END AS s, count(*) FROM outbox GROUP BY s")
	return out, err
}

// DueMails gives the queued mails whose time has come, oldest first, whoever sends them.
func (r *Reader) DueMails(now jst.Moment, limit int) ([]Mail, error) {
	var out []Mail
	err := r.each(func(rows *sql.Rows) error {
		m, err := scanMail(rows)
		out = append(out, m)
		return err
	}, "SELECT "+mailColumns+" FROM outbox WHERE state='queued' AND not_before<=? ORDER BY not_before, id LIMIT ?", now, limit)
	return out, err
}

// Waiting gives the times before which the queued mails don't go, earliest first.
func (r *Reader) Waiting() ([]jst.Moment, error) {
	return r.moments("SELECT not_before FROM outbox WHERE state='queued' ORDER BY not_before, id")
}

// SentSince gives when mails were tried since a moment, for the throttle.
func (r *Reader) SentSince(since jst.Moment) ([]jst.Moment, error) {
	return r.moments("SELECT tried_at FROM outbox WHERE tried_at>=? ORDER BY tried_at", since)
}

func (r *Reader) moments(query string, args ...any) ([]jst.Moment, error) {
	var out []jst.Moment
	err := r.each(func(rows *sql.Rows) error {
		var m jst.Moment
		if err := rows.Scan(&m); err != nil {
			return err
		}
		out = append(out, m)
		return nil
	}, query, args...)
	return out, err
}

// newestMails is how far back SameText looks: more than one day's mails.
const newestMails = 1000

// SameText counts the recipients who have a mail of exactly this text among the newest ones.
func (r *Reader) SameText(subject, body string) (int, error) {
	var n int
	err := r.one([]any{&n}, `SELECT count(DISTINCT recipient) FROM (SELECT recipient, subject, body, state FROM outbox ORDER BY id DESC LIMIT ?)
		WHERE subject=? AND body=? AND state<>'withdrawn'`, newestMails, subject, body)
	return n, err
}

// BroughtBy gives the journal entry of the newest import that told of an order; 0 when none did.
func (r *Reader) BroughtBy(orderID int64) (int64, error) {
	var entry int64
	err := r.one([]any{&entry}, "SELECT coalesce(max(b.entry),0) FROM reading r JOIN batch b ON b.id=r.batch_id WHERE r.order_id=? AND b.undone_at IS NULL", orderID)
	return entry, err
}

// WithdrawWaiting takes back the mails of a shop's event that have not gone out, with the reason, and gives how many.
func (w *Writer) WithdrawWaiting(shop, event, why string) (int, error) {
	return w.changed("UPDATE outbox SET state='withdrawn', answer=? WHERE shop=? AND event=? AND state IN ('queued','held')", why, shop, event)
}

// HoldWaiting puts every mail that waits on hold, with the reason, and gives how many.
func (w *Writer) HoldWaiting(why string) (int, error) {
	return w.changed("UPDATE outbox SET state='held', answer=? WHERE state='queued'", why)
}

func (w *Writer) changed(query string, args ...any) (int, error) {
	res, err := w.q.ExecContext(w.ctx, query, args...)
	if err != nil {
		return 0, fmt.Errorf("change mails: %w", translate(err))
	}
	n, err := res.RowsAffected()
	return int(n), err
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
func (w *Writer) MoveAll(from, to, why string) (int, error) {
	return w.changed("UPDATE outbox SET state=?, answer=? WHERE state=?", to, why, from)
}

// withdraw takes back what an entry queued and what has not gone out; row and key stay. Without a reason in its answer
// the mail may be queued again.
func (w *Writer) withdraw(entry int64) error {
	return w.exec("UPDATE outbox SET state='withdrawn', answer='' WHERE entry=? AND state IN ('queued','held')", entry)
}

// NewRun gives a name for a run of printing that no run has yet: the one wanted, or that with a number behind it.
func (w *Writer) NewRun(wanted string) (string, error) {
	run := wanted
	for n := 2; ; n++ {
		var taken int
		if err := w.one([]any{&taken}, "SELECT EXISTS(SELECT 1 FROM paper WHERE run=?)", run); err != nil || taken == 0 {
			return run, err
		}
		run = fmt.Sprintf("%s-%d", wanted, n)
	}
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
