package send

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/send/transport"
	"miseban/app/jst"
	"miseban/app/mail"
	"miseban/store"
)

// Secret gives the account's password or access token. It is asked for only when there is something to send.
type Secret func() (string, error)

// Options are how mails are handed over.
type Options struct {
	Now       func() time.Time   // the clock; nil = the computer's
	Transport []transport.Option // timeout and trusted certificates; none = the usual ones
	Resume    bool               // a stopped account tries again: the owner has just typed the password anew
	Every     time.Duration      // between two runs of Loop; 0 = a minute
}

func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}

// Result says what became of the mails that were due.
type Result struct {
	Sent      int
	Retry     int // not taken, tried again later
	Failed    int // refused for good
	Unknown   int // perhaps taken: the owner decides
	Held      int // not sent: something changed since it was queued
	Withdrawn int // not sent: no longer wanted
	Paused    string
	Stopped   bool       // Paused until the owner repairs something
	Next      jst.Moment // when there is something to do again; 0 = nothing waits, or Stopped
}

// Empty says whether nothing happened.
func (r Result) Empty() bool {
	r.Next = 0
	return r == Result{}
}

// turns makes the senders of one file take turns within the program; between programs the lock on the folder does.
var turns sync.Map // path → chan struct{}

func takeTurn(ctx context.Context, d *desk.Desk) (release func(), err error) {
	c, _ := turns.LoadOrStore(d.Store().Path(), make(chan struct{}, 1))
	turn := c.(chan struct{})
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Recover makes every mail that was being handed over when the program last stopped one of unknown fate, and gives how many.
// Call it once when the shop has been opened; Deliver does it, too.
func Recover(ctx context.Context, d *desk.Desk) (int, error) {
	release, err := takeTurn(ctx, d)
	if err != nil {
		return 0, wrap(err, "recover mails")
	}
	defer release()
	return recoverMails(ctx, d)
}

func recoverMails(ctx context.Context, d *desk.Desk) (int, error) {
	n := 0
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		cut, err := r.Mails(string(mail.Sending), 0, 1)
		n = len(cut)
		return err
	})
	if err != nil || n == 0 {
		return 0, wrap(err, "recover mails")
	}
	err = d.Store().WriteUnjournaled(ctx, func(w *store.Writer) error {
		var err error
		n, err = w.MoveAll(string(mail.Sending), string(mail.AfterStart(mail.Sending)),
			"送信の途中で店番が終了したため、届いたかどうか分かりません。送信済みメールを確かめて、どうするかを選んでください。")
		return err
	})
	return n, wrap(err, "recover mails")
}

// delivery is one run of Deliver.
type delivery struct {
	d       *desk.Desk
	o       Options
	rules   rules
	pause   pause
	session *transport.Session
	past    []time.Time // tries that the throttle counts
	result  Result
}

// Deliver sends what is due, one mail after the other, until nothing is due, the limits of the account say "later", or the
// server does. Nothing is sent while automatic mail is off or in the demo shop; Result.Paused says so. When ctx ends, the mail
// that has been begun is carried to its end. A fault means that the shop's file or the secret failed; no mail is lost by it.
func Deliver(ctx context.Context, d *desk.Desk, secret Secret, o Options) (Result, error) {
	release, err := takeTurn(ctx, d)
	if err != nil {
		return Result{}, wrap(err, "send mails")
	}
	defer release()
	// ctx ends the run between two mails. What is read and written is carried to its end: a cut transaction would only make
	// a known state doubtful.
	file := context.WithoutCancel(ctx)
	if _, err := recoverMails(file, d); err != nil {
		return Result{}, err
	}
	s := &delivery{d: d, o: o}
	if s.rules, err = rulesOf(file, d); err != nil {
		return Result{}, err
	}
	if why := s.rules.silent(); why != "" {
		return Result{Paused: why, Stopped: true}, nil
	}
	if o.Resume {
		if err := Resume(file, d); err != nil {
			return Result{}, err
		}
	}
	if err := get(file, d, pauseKey, &s.pause); err != nil {
		return Result{}, err
	}
	if s.pause.holds(o.now()) {
		s.rest()
		return s.result, nil
	}
	if err := s.readPast(file); err != nil {
		return Result{}, err
	}
	defer func() {
		if s.session != nil {
			s.session.Close()
		}
	}()
	err = s.run(ctx, secret)
	if errors.Is(err, errChanged) {
		s.result.Next = jst.At(o.now())
		err = nil
	}
	return s.result, wrap(err, "send mails")
}

// silent says why nothing is sent at all; empty = mails are sent.
func (p rules) silent() string {
	switch {
	case p.demo:
		return "見本の店からはメールを送りません。"
	case p.account.Host == "":
		return "送信用のメールアカウントが設定されていません。"
	case !p.armed.Armed:
		return "自動メールを止めてあります。"
	}
	return ""
}

// rest tells of the pause in the result.
func (s *delivery) rest() {
	s.result.Paused, s.result.Stopped = s.pause.Sentence, s.pause.Stopped
	if !s.pause.Stopped {
		s.result.Next = s.pause.Until
	}
}

func (s *delivery) readPast(ctx context.Context) error {
	var longest time.Duration
	for _, l := range s.rules.account.Throttle() {
		longest = max(longest, l.Window)
	}
	past, err := tries(ctx, s.d, s.o.now().Add(-longest))
	s.past = past
	return err
}

// tries are the times at which mails were handed over since a time. All count, under whichever sender.
func tries(ctx context.Context, d *desk.Desk, since time.Time) ([]time.Time, error) {
	var out []time.Time
	err := d.Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.SentSince(jst.At(since))
		for _, m := range all {
			out = append(out, m.Time())
		}
		return err
	})
	return out, wrap(err, "read what was sent")
}

func (s *delivery) run(ctx context.Context, secret Secret) error {
	file := context.WithoutCancel(ctx)
	for ctx.Err() == nil {
		now := s.o.now()
		m, waiting, err := s.next(file, now)
		if err != nil {
			return err
		}
		if m == nil {
			s.result.Next = waiting
			return nil
		}
		at, ok := s.rules.account.Throttle().NextAt(s.past, now)
		if !ok {
			s.result.Paused, s.result.Stopped = "送信数の上限が0通になっているため、送信していません。アカウントの設定を確かめてください。", true
			return nil
		}
		if at.After(now) {
			s.result.Next = jst.At(at.Add(time.Second - 1)) // whole seconds, never too early
			s.result.Paused = fmt.Sprintf("送信数の上限に達したため、続きは%sから送ります。", at.In(jst.Zone).Format("1月2日15:04"))
			return nil
		}
		if s.session == nil {
			if err := s.open(secret); err != nil {
				return err
			}
		}
		stop, err := s.one(ctx, *m, now)
		if err != nil {
			return err
		}
		if stop {
			return ctx.Err()
		}
	}
	return ctx.Err()
}

// next gives the mail that is due first; else nil, and when the next one is due.
func (s *delivery) next(ctx context.Context, now time.Time) (m *store.Mail, at jst.Moment, err error) {
	err = s.d.Store().Read(ctx, func(r *store.Reader) error {
		due, err := r.DueMails(jst.At(now), 1)
		if err != nil {
			return err
		}
		if len(due) > 0 {
			m = &due[0]
			return nil
		}
		waiting, err := r.Waiting()
		if len(waiting) > 0 {
			at = waiting[0]
		}
		return err
	})
	return m, at, err
}

func (s *delivery) open(secret Secret) error {
	password := ""
	if s.rules.account.SignIn != mail.SignInNone {
		var err error
		if password, err = secret(); err != nil {
			return err
		}
	}
	var err error
	s.session, err = transport.Open(s.rules.account.transport(), password, s.o.Transport...)
	return err
}

// one hands one mail over and writes down what became of it.
func (s *delivery) one(ctx context.Context, m store.Mail, now time.Time) (stop bool, err error) {
	claimed, err := s.claim(context.WithoutCancel(ctx), &m, now)
	if err != nil || !claimed {
		return false, err
	}
	s.past = append(s.past, now)
	r := s.session.Send(ctx, transport.Message{ID: m.MessageID, To: m.Recipient, Subject: m.Subject, Body: m.Body, Date: now})
	return s.settle(context.WithoutCancel(ctx), m, r)
}
