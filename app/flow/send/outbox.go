package send

import (
	"context"
	"errors"
	"fmt"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/mail"
	"miseban/store"
)

// Letter is one mail of the outbox.
type Letter struct {
	ID        int64
	OrderID   int64
	OrderNo   string // as the owner sees it
	Shop      string // the shop's name
	Event     mail.Event
	State     mail.State
	From, To  string
	Subject   string
	Body      string
	MessageID string
	QueuedAt  jst.Moment
	NotBefore jst.Moment // while it waits: the earliest time at which it goes
	TriedAt   jst.Moment // 0 = never
	Attempts  int
	// Answer is the server's word, or why the mail is held or was withdrawn. It may name the recipient.
	Answer string
}

// Filter chooses letters. The zero value chooses all.
type Filter struct {
	State   mail.State // empty = any
	OrderID int64      // 0 = of any order
	Limit   int        // 0 = 1000
}

// stateOf is where a mail stands. A mail that was tried and waits again is stored as queued.
func stateOf(m store.Mail) mail.State {
	if s := mail.State(m.State); s != mail.Queued || m.Attempts == 0 {
		return s
	}
	return mail.Retry
}

// Mails lists the outbox, newest first.
func Mails(ctx context.Context, d *desk.Desk, f Filter) ([]Letter, error) {
	if f.Limit == 0 {
		f.Limit = 1000
	}
	stored := f.State
	if stored == mail.Retry {
		stored = mail.Queued
	}
	out := []Letter{}
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Mails(string(stored), f.OrderID, f.Limit)
		for _, m := range all {
			if f.State == "" || stateOf(m) == f.State {
				out = append(out, letter(d, m))
			}
		}
		return err
	})
	return out, wrap(err, "list mails")
}

func letter(d *desk.Desk, m store.Mail) Letter {
	no := m.OrderNo
	if r := d.Row(m.OrderID); r != nil {
		no = r.No
	}
	return Letter{ID: m.ID, OrderID: m.OrderID, OrderNo: no, Shop: shopOf(d, m.Shop).Name, Event: mail.Event(m.Event), State: stateOf(m), From: m.Account, To: m.Recipient,
		Subject: m.Subject, Body: m.Body, MessageID: m.MessageID, QueuedAt: m.QueuedAt, NotBefore: m.NotBefore, TriedAt: m.TriedAt, Attempts: m.Attempts, Answer: m.Answer}
}

// Counts gives the number of mails per state.
func Counts(ctx context.Context, d *desk.Desk) (map[mail.State]int, error) {
	out := map[mail.State]int{}
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		counts, err := r.MailCounts()
		for s, n := range counts {
			out[mail.State(s)] = n
		}
		return err
	})
	return out, wrap(err, "count mails")
}

// TakeBack withdraws a mail that has not gone out. It isn't queued again by itself.
func TakeBack(ctx context.Context, d *desk.Desk, id int64) error {
	return owner(ctx, d, id, mail.Withdrawn, "お店が取り消しました。")
}

// MarkSent records that the owner has seen a mail of unknown fate arrive, or in her sent mails.
func MarkSent(ctx context.Context, d *desk.Desk, id int64) error {
	return owner(ctx, d, id, mail.Sent, "送られたことをお店が確かめました。")
}

// owner moves a mail by the owner's word; mail.ErrMove when that may not be.
func owner(ctx context.Context, d *desk.Desk, id int64, to mail.State, why string) error {
	err := d.Store().WriteUnjournaled(ctx, func(w *store.Writer) error {
		m, err := w.Mail(id)
		if err != nil {
			return err
		}
		if err := mail.Move(stateOf(m), to, mail.ByOwner); err != nil {
			return err
		}
		return move(w, m, to, why, 0, m.NotBefore, m.Attempts)
	})
	return wrap(known(err), "move mail %d", id)
}

// SendAgain queues a mail that was held, failed, withdrawn or is of unknown fate: the owner has decided. One of unknown fate
// goes again word for word, with the same Message-ID; the others are written anew from the order as it is now. ErrNotNow with
// the reason when it still can't be.
func SendAgain(ctx context.Context, d *desk.Desk, id int64, now time.Time) error {
	if isDemo(d) {
		return ErrDemo
	}
	var m store.Mail
	var p rules
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		var err error
		if m, err = r.Mail(id); err != nil {
			return err
		}
		p, err = readRules(r, false)
		return err
	})
	if err != nil {
		return wrap(known(err), "send mail %d again", id)
	}
	if err := mail.Move(stateOf(m), mail.Queued, mail.ByOwner); err != nil {
		return wrap(err, "send mail %d again", id)
	}
	if m.State != string(mail.Unknown) {
		if err := p.rewrite(ctx, d, &m, now); err != nil {
			return wrap(err, "send mail %d again", id)
		}
	}
	err = d.Store().WriteUnjournaled(ctx, func(w *store.Writer) error {
		if err := w.Rewrite(m.ID, m.Account, m.Recipient, m.Subject, m.Body); err != nil {
			return err
		}
		return move(w, m, mail.Queued, "", 0, jst.At(now.Add(time.Duration(p.hold)*time.Minute)), 0)
	})
	return wrap(err, "send mail %d again", id)
}

// rewrite writes a mail anew from its order.
func (p rules) rewrite(ctx context.Context, d *desk.Desk, m *store.Mail, now time.Time) error {
	in, j, err := d.Judged(ctx, m.OrderID, now)
	if errors.Is(err, desk.ErrNoOrder) {
		return notNow{"このメールの受注はもうありません（取り込みを元に戻したためです）。何も変更していません。"}
	}
	if err != nil {
		return err
	}
	e := mail.Event(m.Event)
	if why := p.refuse(in, j, e); why != "" {
		return notNow{why + "何も変更していません。"}
	}
	w := p.write(in, j, e, Shipment{}, now)
	if w.why != "" {
		return notNow{w.why}
	}
	m.Account, m.Recipient = p.account.From, w.to
	// What a parcel was is known best when it leaves: that text stays.
	if e != mail.Shipped || m.Body == "" {
		m.Subject, m.Body = w.subject, w.body
	}
	return nil
}

// move changes a mail's row; a row that has moved on since it was read is left alone (errMovedOn).
func move(w *store.Writer, m store.Mail, to mail.State, answer string, tried, notBefore jst.Moment, attempts int) error {
	ok, err := w.Move(m.ID, m.State, string(to), answer, tried, notBefore, attempts)
	if err == nil && !ok {
		return errMovedOn
	}
	return err
}

// errMovedOn says that a mail was changed between reading it and moving it.
var errMovedOn = fmt.Errorf("%w: ほかの操作で先に変わりました", mail.ErrMove)

func isNotFound(err error) bool { return errors.Is(err, store.ErrNotFound) }

// known turns the store's "not found" into ErrNoMail.
func known(err error) error {
	if isNotFound(err) {
		return errors.Join(ErrNoMail, err)
	}
	return err
}
