package transport

import (
	"errors"
	"slices"
	"strings"

	"github.com/emersion/go-sasl"
	"github.com/wneessen/go-mail/smtp"

	"miseban/app/mail"
)

// mechanisms are the SASL names under which servers offer the ways to sign in.
var mechanisms = map[mail.SignIn]string{
	mail.SignInPlain: "PLAIN", mail.SignInLogin: "LOGIN",
	mail.SignInSCRAMSHA256: "SCRAM-SHA-256", mail.SignInSCRAMSHA1: "SCRAM-SHA-1",
	mail.SignInXOAuth2: "XOAUTH2", mail.SignInOAuthBearer: sasl.OAuthBearer,
}

// errNotOffered says that the server doesn't know the way to sign in that the account asks for.
var errNotOffered = errors.New("sign-in mechanism not offered")

// signIn proves who we are on a fresh line. The way is made anew each time, because a sasl.Client is good for one use.
func signIn(client *smtp.Client, a Account, secret string) error {
	if a.SignIn == mail.SignInNone {
		return nil
	}
	_, offered := client.Extension("AUTH")
	if !slices.Contains(strings.Fields(strings.ToUpper(offered)), mechanisms[a.SignIn]) {
		return errNotOffered
	}
	readable := a.Security == mail.Plain // the owner's own choice; Validate has refused tokens then
	switch a.SignIn {
	case mail.SignInPlain:
		return client.Auth(smtp.PlainAuth("", a.User, secret, a.Host, readable))
	case mail.SignInLogin:
		return client.Auth(smtp.LoginAuth(a.User, secret, a.Host, readable))
	case mail.SignInSCRAMSHA256:
		return client.Auth(smtp.ScramSHA256Auth(a.User, secret))
	case mail.SignInSCRAMSHA1:
		return client.Auth(smtp.ScramSHA1Auth(a.User, secret))
	case mail.SignInXOAuth2:
		return client.Auth(smtp.XOAuth2Auth(a.User, secret))
	case mail.SignInOAuthBearer:
		return client.Auth(newOAuthBearer(a, secret))
	}
	return errNotOffered
}

// oauthBearer lets go-mail sign in with go-sasl's OAUTHBEARER (RFC 7628), which go-mail doesn't have itself.
type oauthBearer struct{ client sasl.Client }

func newOAuthBearer(a Account, token string) *oauthBearer {
	return &oauthBearer{sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{Username: a.User, Token: token, Host: a.Host, Port: a.Port})}
}

// errSpent says that one oauthBearer was used for a second sign-in.
var errSpent = errors.New("sign-in object used twice")

// Start gives the token, but only to an encrypted line and only once.
func (o *oauthBearer) Start(server *smtp.ServerInfo) (mechanism string, first []byte, err error) {
	if !server.TLS {
		return "", nil, smtp.ErrUnencrypted
	}
	if o.client == nil {
		return "", nil, errSpent
	}
	client := o.client
	o.client = nil
	return client.Start()
}

// Next answers a challenge, which in this mechanism only ever is the description of a failure: one byte of 0x01 lets the
// server give its real answer with a code (RFC 7628 §3.2.3).
func (o *oauthBearer) Next(_ []byte, more bool) ([]byte, error) {
	if more {
		return []byte{1}, nil
	}
	return nil, nil
}
