package smtptest

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// Mail is one mail that a server has taken.
type Mail struct {
	From, To string // the envelope's
	Data     string
	TLS      bool
	Helo     string // what the sender called itself
}

// Behaviour is what Server does with one try to hand over a mail.
type Behaviour struct {
	atRecipient, afterData *smtp.SMTPError
	dropAtRecipient        bool
	dropAfterData          bool
	dropAtReset            bool
	late                   time.Duration
}

// Accept takes the mail and says so.
func Accept() Behaviour { return Behaviour{} }

// RefuseRecipient answers RCPT with a code and never sees the text.
func RefuseRecipient(code int, enhanced [3]int, text string) Behaviour {
	return Behaviour{atRecipient: &smtp.SMTPError{Code: code, EnhancedCode: enhanced, Message: text}}
}

// RefuseText reads the text and answers it with a code.
func RefuseText(code int, enhanced [3]int, text string) Behaviour {
	return Behaviour{afterData: &smtp.SMTPError{Code: code, EnhancedCode: enhanced, Message: text}}
}

// DropBeforeText hangs up at RCPT.
func DropBeforeText() Behaviour { return Behaviour{dropAtRecipient: true} }

// TakeThenDrop takes the mail and hangs up before it says so.
func TakeThenDrop() Behaviour { return Behaviour{dropAfterData: true} }

// TakeThenAnswerAfter takes the mail and says so only after d.
func TakeThenAnswerAfter(d time.Duration) Behaviour { return Behaviour{late: d} }

// TakeThenDropAtReset takes the mail, says so, and hangs up, so that the RSET behind it fails.
func TakeThenDropAtReset() Behaviour { return Behaviour{dropAtReset: true} }

// Server is a mail server for one test. Its methods are safe for use by several goroutines.
type Server struct {
	Host  string
	Port  int
	Roots *x509.CertPool // trusts the server's certificate

	mu          sync.Mutex
	behaviours  map[string][]Behaviour
	refusedFrom *smtp.SMTPError
	mails       []Mail
	tries       map[string]int
	signIns     int
	connections int
}

type config struct {
	implicitTLS, noTLS, insecureAuth, openRelay bool
	mechanisms, names                           []string
}

// Option changes how a Server is made.
type Option func(*config)

// ImplicitTLS encrypts from the first byte instead of after STARTTLS.
func ImplicitTLS() Option { return func(c *config) { c.implicitTLS = true } }

// WithoutTLS offers no encryption at all, but the sign-in all the same.
func WithoutTLS() Option { return func(c *config) { c.noTLS, c.insecureAuth = true, true } }

// OpenRelay takes mail without a sign-in.
func OpenRelay() Option { return func(c *config) { c.openRelay = true } }

// Offering offers only these ways to sign in.
func Offering(mechanisms ...string) Option { return func(c *config) { c.mechanisms = mechanisms } }

// CertificateFor gives the server a certificate for another name than its own.
func CertificateFor(name string) Option { return func(c *config) { c.names = []string{name} } }

// Start starts a server on a free port of 127.0.0.1; it ends with the test.
func Start(tb testing.TB, opts ...Option) *Server {
	tb.Helper()
	c := config{mechanisms: Mechanisms, names: []string{"127.0.0.1"}}
	for _, o := range opts {
		o(&c)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	s := &Server{Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, behaviours: map[string][]Behaviour{}, tries: map[string]int{}}
	backend := smtp.NewServer(smtp.BackendFunc(func(conn *smtp.Conn) (smtp.Session, error) {
		return &session{server: s, conn: conn, config: c, signedIn: c.openRelay}, nil
	}))
	backend.Domain = "mail.example.jp"
	backend.ErrorLog = log.New(io.Discard, "", 0) // broken lines are what is tested
	backend.AllowInsecureAuth = c.insecureAuth
	backend.EnableSMTPUTF8 = true // so that a client that asks for it without need is seen
	certificate, pool := certificate(tb, c.names...)
	s.Roots = pool
	tlsConfig := &tls.Config{Certificates: []tls.Certificate{certificate}}
	var serve net.Listener = &countingListener{listener, s}
	switch {
	case c.implicitTLS:
		serve = tls.NewListener(serve, tlsConfig)
	case !c.noTLS:
		backend.TLSConfig = tlsConfig
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = backend.Serve(serve) }()
	tb.Cleanup(func() {
		_ = backend.Close()
		_ = listener.Close() // Serve may not have begun yet, and go-smtp would then not know the listener
		<-done
	})
	return s
}

type countingListener struct {
	net.Listener
	server *Server
}

func (l *countingListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err == nil {
		l.server.mu.Lock()
		l.server.connections++
		l.server.mu.Unlock()
	}
	return conn, err
}

// For queues what happens to the next tries to a recipient; when the queue is empty the server accepts.
func (s *Server) For(recipient string, b ...Behaviour) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.behaviours[recipient] = append(s.behaviours[recipient], b...)
}

// RefuseSender answers every MAIL with a code.
func (s *Server) RefuseSender(code int, enhanced [3]int, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusedFrom = &smtp.SMTPError{Code: code, EnhancedCode: enhanced, Message: text}
}

// Mails gives the mails taken so far, whether or not the sender was told.
func (s *Server) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mails)
}

// Taken counts the mails taken for a recipient.
func (s *Server) Taken(recipient string) int {
	n := 0
	for _, m := range s.Mails() {
		if m.To == recipient {
			n++
		}
	}
	return n
}

// Tries counts how often a recipient was named.
func (s *Server) Tries(recipient string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tries[recipient]
}

// SignIns counts the successful sign-ins.
func (s *Server) SignIns() int { s.mu.Lock(); defer s.mu.Unlock(); return s.signIns }

// Connections counts the connections made.
func (s *Server) Connections() int { s.mu.Lock(); defer s.mu.Unlock(); return s.connections }
