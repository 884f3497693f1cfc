package transport

import (
	"context"
	"errors"
	"net/textproto"
	"time"

	"miseban/app/mail"
)

// checkTimeout is how long the owner waits in front of the connection test.
const checkTimeout = 30 * time.Second

// Report is the result of a connection test.
type Report struct {
	OK       bool
	Problem  Problem // NoProblem if OK
	Answer   string  // the server's words if it refused; "" = it said nothing
	Sentence string  // for the owner: what is wrong and what to do, or that all is well
}

// Check tests an account without sending a mail: it connects, encrypts, signs in, and asks whether the sender may write to its
// own address, then takes that back.
func Check(ctx context.Context, a Account, secret string, opts ...Option) Report {
	if err := a.Validate(); err != nil {
		return Report{Problem: BadSettings, Sentence: err.Error()}
	}
	o := options{timeout: checkTimeout}
	for _, opt := range opts {
		opt(&o)
	}
	report := func(f fault) Report {
		r := Report{OK: f.problem == NoProblem, Problem: f.problem, Answer: f.answer, Sentence: f.problem.Sentence(a)}
		if f.problem == TimedOut || f.problem == LineDropped || f.problem == ServerBusy {
			r.Sentence += "時間をおいてもう一度お試しください。"
		}
		return r
	}
	l, f := connect(ctx, a, secret, o)
	if f != nil {
		return report(*f)
	}
	defer l.conn.Close()
	from, err := mail.CheckAddress(a.From)
	if err != nil {
		return Report{Problem: BadSettings, Sentence: err.Error()}
	}
	path := "<" + from.Addr + ">"
	if err = l.client.Mail(path); err == nil {
		// Many servers judge the sender only when they hear a recipient.
		err = l.client.Rcpt(path)
	}
	var answer *textproto.Error
	switch {
	case errors.As(err, &answer):
		f := answeredFault(mail.StageEnvelope, answer, secret)
		switch {
		case f.attempt.Code == 530:
			f.problem = SignInRequired
		case f.attempt.Code >= 500:
			f.problem = FromRefused
		}
		return report(f)
	case err != nil:
		return report(connectFault(a, err, secret))
	}
	_ = l.client.Reset()
	_ = l.client.Quit()
	return report(fault{})
}
