package transport

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"sync"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"miseban/app/mail"
)

// DefaultTimeout is how long one mail, or making a connection, may take. RFC 5321 §4.5.3.2 lets a server think for minutes
// before it answers; giving up too early makes a mail's fate unknown.
const DefaultTimeout = 120 * time.Second

// helloName is what we call ourselves. go-mail would give the computer's name.
const helloName = "[127.0.0.1]"

type options struct {
	timeout time.Duration
	roots   *x509.CertPool
}

// Option changes how a Session or Check works.
type Option func(*options)

// WithTimeout replaces the default timeout.
func WithTimeout(d time.Duration) Option { return func(o *options) { o.timeout = d } }

// WithRoots replaces the system's list of trusted certificate authorities.
func WithRoots(pool *x509.CertPool) Option { return func(o *options) { o.roots = pool } }

// Session sends the mails of one account over one connection, which it makes when it is first needed and anew when it has
// broken. It is safe for use by several goroutines; their mails go one after the other.
type Session struct {
	account Account
	secret  string
	opts    options
	mu      sync.Mutex
	line    *line
}

// String names the account; the secret stays out of every format.
func (s *Session) String() string { return "transport.Session(" + s.account.Name + ")" }

// GoString is String.
func (s *Session) GoString() string { return s.String() }

// line is one connection to the server, signed in.
type line struct {
	client *smtp.Client
	mailer *gomail.Client
	conn   net.Conn
}

// Open prepares a session; nothing is sent over the network yet. secret is the password, or the access token for the ways to
// sign in that take one; a new token needs a new Session. The error is an ErrAccount.
func Open(a Account, secret string, opts ...Option) (*Session, error) {
	if err := a.Validate(); err != nil {
		return nil, err
	}
	s := &Session{account: a, secret: secret, opts: options{timeout: DefaultTimeout}}
	for _, o := range opts {
		o(&s.opts)
	}
	return s, nil
}

// Send hands one mail to the server and says what became of it. It tries once: it connects anew only while the mail has not
// been mentioned to any server. ctx ends the wait for a connection; a mail that has been begun is carried to its end, so that
// stopping the program does not make fates unknown.
func (s *Session) Send(ctx context.Context, m Message) Result {
	s.mu.Lock()
	defer s.mu.Unlock()
	msg, err := build(s.account, m)
	if err != nil {
		return Result{Outcome: mail.OutcomeFailed, Problem: BadMessage, Sentence: err.Error() + "。" + meaning(mail.OutcomeFailed)}
	}
	if f := s.ready(ctx); f != nil {
		return f.result(s.account)
	}
	err = s.line.mailer.SendWithSMTPClient(s.line.client, msg)
	if msg.IsDelivered() {
		if err != nil {
			s.drop() // the mail is with the server, but the line is no longer good
		}
		answer := tidyAnswer(msg.ServerResponse(), s.secret)
		return fault{answer: answer, attempt: mail.Attempt{Delivered: true, Code: 250, Enhanced: enhancedOf(answer), Stage: mail.StageContent}}.result(s.account)
	}
	f := sendFault(err, s.secret)
	if f.attempt.Code == 0 || f.attempt.Code == 421 {
		s.drop()
	}
	return f.result(s.account)
}

// Close ends the connection politely. The session can be used again.
func (s *Session) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.line == nil {
		return
	}
	if s.line.client.UpdateDeadline(min(s.opts.timeout, 5*time.Second)) == nil {
		_ = s.line.client.Quit() // whatever the server says to a goodbye changes nothing
	}
	s.drop()
}

func (s *Session) drop() {
	_ = s.line.conn.Close()
	s.line = nil
}

// ready makes sure of a line on which no mail is half said. RSET shows both that the line is alive and that the server has
// forgotten a refused mail: go-mail leaves the refusal of DATA without one, and the next mail would get a 503.
func (s *Session) ready(ctx context.Context) *fault {
	if s.line != nil {
		if s.line.client.UpdateDeadline(s.opts.timeout) == nil && s.line.client.Reset() == nil {
			return nil
		}
		s.drop()
	}
	if ctx.Err() != nil {
		return &fault{problem: Cancelled}
	}
	l, f := connect(ctx, s.account, s.secret, s.opts)
	s.line = l
	return f
}

// connect dials, encrypts and signs in.
func connect(ctx context.Context, a Account, secret string, o options) (*line, *fault) {
	l := &line{}
	stop := func() bool { return true }
	tlsConfig := &tls.Config{ServerName: a.Host, RootCAs: o.roots, MinVersion: tls.VersionTLS12}
	dial := func(dialCtx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(dialCtx, network, address)
		if err != nil {
			return nil, err
		}
		// go-mail forgets the connection when greeting or encryption fail; it is kept here to be closed, also when the
		// caller gives up while the server is silent.
		l.conn = conn
		stop = context.AfterFunc(ctx, func() { _ = conn.Close() })
		if a.Security != mail.TLS {
			return conn, nil
		}
		encrypted := tls.Client(conn, tlsConfig)
		if err := encrypted.HandshakeContext(dialCtx); err != nil {
			return nil, err
		}
		return encrypted, nil
	}
	fail := func(f fault) (*line, *fault) {
		stop()
		if l.conn != nil {
			_ = l.conn.Close()
		}
		if ctx.Err() != nil {
			f.problem = Cancelled
		}
		return nil, &f
	}

	settings := []gomail.Option{
		gomail.WithPort(a.Port), gomail.WithTimeout(o.timeout), gomail.WithHELO(helloName), gomail.WithDialContextFunc(dial),
		gomail.WithoutNoop(), // ready asks before each mail
		// Our addresses are ASCII. A mail sent as SMTPUTF8 would be returned by the next server that can't do it.
		gomail.WithoutSMTPUTF8(),
		gomail.WithTLSConfig(tlsConfig),
	}
	switch a.Security {
	case mail.TLS:
		settings = append(settings, gomail.WithSSL())
	case mail.Plain:
		settings = append(settings, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		settings = append(settings, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	var err error
	if l.mailer, err = gomail.NewClient(a.Host, settings...); err != nil {
		return fail(fault{problem: BadSettings})
	}
	if l.client, err = l.mailer.DialToSMTPClientWithContext(ctx); err != nil {
		return fail(connectFault(a, err, secret))
	}
	if err := l.client.UpdateDeadline(o.timeout); err != nil {
		return fail(connectFault(a, fmt.Errorf("set deadline: %w", err), secret))
	}
	if err := signIn(l.client, a, secret); err != nil {
		return fail(signInFault(a, err, secret))
	}
	if !stop() {
		return fail(fault{problem: Cancelled}) // ctx ended and the line is already closed
	}
	return l, nil
}
