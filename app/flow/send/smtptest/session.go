package smtptest

import (
	"io"
	"slices"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// session is one client's visit.
type session struct {
	server      *Server
	conn        *smtp.Conn
	config      config
	signedIn    bool
	from, to    string
	behaviour   Behaviour
	dropAtReset bool
}

func (s *session) AuthMechanisms() []string { return s.config.mechanisms }

func (s *session) Auth(mechanism string) (sasl.Server, error) {
	if !slices.Contains(s.config.mechanisms, mechanism) {
		return nil, smtp.ErrAuthUnknownMechanism
	}
	inner, err := signInServer(mechanism)
	if err != nil {
		return nil, err
	}
	return &noting{inner, s}, nil
}

// noting tells the session when its sign-in has succeeded.
type noting struct {
	sasl.Server
	session *session
}

func (n *noting) Next(response []byte) ([]byte, bool, error) {
	challenge, done, err := n.Server.Next(response)
	if done && err == nil {
		n.session.signedIn = true
		n.session.server.mu.Lock()
		n.session.server.signIns++
		n.session.server.mu.Unlock()
	}
	return challenge, done, err
}

func (s *session) Mail(from string, o *smtp.MailOptions) error {
	if !s.signedIn {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "Authentication required"}
	}
	if o.UTF8 {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 6, 7}, Message: "SMTPUTF8 asked for without need"}
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.refusedFrom != nil {
		return s.server.refusedFrom
	}
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mu.Lock()
	s.to, s.behaviour = to, Behaviour{}
	s.server.tries[to]++
	if queue := s.server.behaviours[to]; len(queue) > 0 {
		s.behaviour, s.server.behaviours[to] = queue[0], queue[1:]
	}
	s.server.mu.Unlock()
	switch {
	case s.behaviour.dropAtRecipient:
		return s.conn.Conn().Close()
	case s.behaviour.atRecipient != nil:
		return s.behaviour.atRecipient
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.behaviour.afterData != nil {
		return s.behaviour.afterData
	}
	_, encrypted := s.conn.TLSConnectionState()
	s.server.mu.Lock()
	s.server.mails = append(s.server.mails, Mail{s.from, s.to, string(data), encrypted, s.conn.Hostname()})
	s.server.mu.Unlock()
	s.dropAtReset = s.behaviour.dropAtReset
	time.Sleep(s.behaviour.late)
	if s.behaviour.dropAfterData {
		return s.conn.Conn().Close()
	}
	return nil
}

// Reset is called by go-smtp after each mail, when its answer has been written, and at RSET.
func (s *session) Reset() {
	if s.dropAtReset {
		_ = s.conn.Conn().Close()
	}
	s.from, s.to = "", ""
}

func (s *session) Logout() error { return nil }
