package smtptest

import (
	"errors"
	"strings"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/xdg-go/scram"
)

// User and Secret are the only name and password (or token) that the servers accept.
const (
	User   = "shop@example.jp"
	Secret = "kakunin-4649-tesuto"
)

// Mechanisms are the ways to sign in that Server offers unless told otherwise.
var Mechanisms = []string{"PLAIN", "LOGIN", "SCRAM-SHA-256", "SCRAM-SHA-1", "XOAUTH2", sasl.OAuthBearer}

// errMalformed says that a client broke the rules of its mechanism: such a client is at fault, not its password.
var errMalformed = &smtp.SMTPError{Code: 501, EnhancedCode: smtp.EnhancedCode{5, 5, 2}, Message: "Malformed sign-in"}

func check(user, secret string) error {
	if user != User || secret != Secret {
		return smtp.ErrAuthFailed
	}
	return nil
}

func signInServer(mechanism string) (sasl.Server, error) {
	switch mechanism {
	case "PLAIN":
		return sasl.NewPlainServer(func(_, user, secret string) error { return check(user, secret) }), nil
	case "LOGIN":
		return &loginServer{}, nil
	case "SCRAM-SHA-256":
		return newSCRAMServer(scram.SHA256)
	case "SCRAM-SHA-1":
		return newSCRAMServer(scram.SHA1)
	case "XOAUTH2":
		return &xoauth2Server{}, nil
	case sasl.OAuthBearer:
		return &bearerServer{sasl.NewOAuthBearerServer(func(o sasl.OAuthBearerOptions) *sasl.OAuthBearerError {
			if check(o.Username, o.Token) != nil {
				return &sasl.OAuthBearerError{Status: "invalid_token", Schemes: "bearer"}
			}
			return nil
		})}, nil
	}
	return nil, smtp.ErrAuthUnknownMechanism
}

// loginServer asks for name and password one after the other (draft-murchison-sasl-login).
type loginServer struct {
	step int
	user string
}

func (l *loginServer) Next(response []byte) (challenge []byte, done bool, err error) {
	l.step++
	switch l.step {
	case 1:
		return []byte("Username:"), false, nil
	case 2:
		l.user = string(response)
		return []byte("Password:"), false, nil
	}
	return nil, true, check(l.user, string(response))
}

// xoauth2Server is Google's and Microsoft's older way: a failure is first a challenge, then a code.
type xoauth2Server struct{ failed bool }

func (x *xoauth2Server) Next(response []byte) (challenge []byte, done bool, err error) {
	if x.failed {
		return nil, false, smtp.ErrAuthFailed
	}
	parts := strings.Split(string(response), "\x01")
	if len(parts) != 4 || !strings.HasPrefix(parts[0], "user=") || !strings.HasPrefix(parts[1], "auth=Bearer ") {
		return nil, false, errMalformed
	}
	if check(strings.TrimPrefix(parts[0], "user="), strings.TrimPrefix(parts[1], "auth=Bearer ")) != nil {
		x.failed = true
		return []byte(`{"status":"401","schemes":"bearer"}`), false, nil
	}
	return nil, true, nil
}

// bearerServer gives go-sasl's refusals the code that a mail server gives; go-smtp would say 454, "later".
type bearerServer struct{ sasl.Server }

func (b *bearerServer) Next(response []byte) ([]byte, bool, error) {
	challenge, done, err := b.Server.Next(response)
	var refused *sasl.OAuthBearerError
	switch {
	case errors.As(err, &refused):
		err = smtp.ErrAuthFailed
	case err != nil:
		err = errMalformed
	}
	return challenge, done, err
}

// scramServer lets xdg-go/scram talk through go-smtp's three steps.
type scramServer struct{ conversation *scram.ServerConversation }

func newSCRAMServer(hash scram.HashGeneratorFcn) (sasl.Server, error) {
	client, err := hash.NewClient(User, Secret, "")
	if err != nil {
		return nil, err
	}
	stored, err := client.GetStoredCredentialsWithError(scram.KeyFactors{Salt: "shio-shio-shio", Iters: 4096})
	if err != nil {
		return nil, err
	}
	server, err := hash.NewServer(func(user string) (scram.StoredCredentials, error) {
		if user != User {
			return scram.StoredCredentials{}, errors.New("no such user")
		}
		return stored, nil
	})
	if err != nil {
		return nil, err
	}
	return &scramServer{server.NewConversation()}, nil
}

func (s *scramServer) Next(response []byte) (challenge []byte, done bool, err error) {
	switch {
	case s.conversation.Done():
		return nil, true, nil
	case response == nil:
		return []byte{}, false, nil
	}
	next, err := s.conversation.Step(string(response))
	if err != nil {
		return nil, false, smtp.ErrAuthFailed
	}
	return []byte(next), false, nil
}
