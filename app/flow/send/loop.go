package send

import (
	"context"
	"errors"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/send/transport"
	"miseban/app/jst"
	"miseban/app/mail"
	"miseban/store"
)

// Loop runs Deliver every minute until ctx ends, and tells of each run; a stopped run's own end is no fault. The caller runs it
// beside the open window.
func Loop(ctx context.Context, d *desk.Desk, secret Secret, o Options, tell func(Result, error)) {
	every := o.Every
	if every == 0 {
		every = time.Minute
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		r, err := Deliver(ctx, d, secret, o)
		o.Resume = false
		if tell != nil && !(errors.Is(err, context.Canceled) && r.Empty()) {
			tell(r, err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Outlook is what waits and when it will have gone, for the owner to see before many mails go.
type Outlook struct {
	Waiting int
	Left    int        // mails that the account may still send in its longest span; -1 = no limit
	Done    jst.Moment // when the last waiting mail goes, if nothing is refused; 0 = nothing waits
}

// LookAhead works the outlook out from the limits of the account.
func LookAhead(ctx context.Context, d *desk.Desk, now time.Time) (Outlook, error) {
	a, err := AccountOf(ctx, d)
	if err != nil {
		return Outlook{}, err
	}
	throttle := a.Throttle()
	var longest time.Duration
	for _, l := range throttle {
		longest = max(longest, l.Window)
	}
	past, err := tries(ctx, d, now.Add(-longest))
	if err != nil {
		return Outlook{}, err
	}
	var waiting []jst.Moment
	err = d.Store().Read(ctx, func(r *store.Reader) error {
		waiting, err = r.Waiting()
		return err
	})
	out := Outlook{Waiting: len(waiting), Left: throttle.Left(past, now)}
	at := now
	for _, w := range waiting {
		if w.Time().After(at) {
			at = w.Time()
		}
		var ok bool
		if at, ok = throttle.NextAt(past, at); !ok {
			return out, wrap(err, "look ahead")
		}
		past = append(past, at)
		out.Done = jst.At(at)
	}
	return out, wrap(err, "look ahead")
}

// Test sends one mail to an address of the owner's, whatever is armed, and says what became of it; a success lets a stopped
// account send again. Nothing of it is in the outbox. The demo shop sends none (ErrDemo).
func Test(ctx context.Context, d *desk.Desk, a Account, secret, address string, o Options) (transport.Result, error) {
	if isDemo(d) {
		return transport.Result{}, ErrDemo
	}
	to, err := mail.CheckAddress(address)
	if err != nil {
		return transport.Result{}, err
	}
	session, err := transport.Open(a.transport(), secret, o.Transport...)
	if err != nil {
		return transport.Result{}, err
	}
	defer session.Close()
	from, err := mail.CheckAddress(a.From)
	if err != nil {
		return transport.Result{}, err
	}
	now := o.now()
	id, err := mail.MessageID(mail.Key{Mall: "test", Shop: a.From, OrderNo: to.Addr, Event: "test", Occasion: now.UTC().Format(time.RFC3339Nano)}, from.Domain())
	if err != nil {
		return transport.Result{}, wrap(err, "test mail")
	}
	r := session.Send(ctx, transport.Message{ID: id, To: to.Addr, Date: now, Subject: "【店番】テストメール",
		Body: "店番からのテストメールです。\nこのメールが届いたら、送信用アカウントの設定は正しくできています。\n"})
	if r.Outcome == mail.OutcomeSent {
		return r, Resume(ctx, d)
	}
	return r, nil
}
