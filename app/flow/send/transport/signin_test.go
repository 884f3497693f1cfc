package transport

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/wneessen/go-mail/smtp"

	"miseban/app/flow/send/smtptest"
	"miseban/app/mail"
)

func TestEveryWayToSignIn(t *testing.T) {
	for _, way := range mail.SignIns() {
		if way == mail.SignInNone {
			continue
		}
		for _, security := range []mail.Security{mail.STARTTLS, mail.TLS} {
			t.Run(string(way)+" "+string(security), func(t *testing.T) {
				t.Parallel()
				opts := []smtptest.Option{smtptest.Offering(mechanisms[way])}
				if security == mail.TLS {
					opts = append(opts, smtptest.ImplicitTLS())
				}
				server := smtptest.Start(t, opts...)
				account := shopAt(server)
				account.SignIn, account.Security = way, security

				r := open(t, account, smtptest.Secret, WithRoots(server.Roots)).Send(context.Background(), letterTo(t, "hanako@example.com"))
				if r.Outcome != mail.OutcomeSent || server.SignIns() != 1 {
					t.Fatalf("%v %q, %d sign-ins", r, r.Sentence, server.SignIns())
				}
				if !server.Mails()[0].TLS {
					t.Error("the mail went over a readable line")
				}

				const wrong = "machigai-no-password"
				s := open(t, account, wrong, WithRoots(server.Roots))
				r = s.Send(context.Background(), letterTo(t, "taro@example.com"))
				if r.Outcome != mail.OutcomeStopAccount || r.Problem != WrongPassword || r.Attempt.Code != 535 {
					t.Errorf("wrong password: %v %q", r, r.Answer)
				}
				for _, text := range []string{fmt.Sprintf("%v %+v %#v", r, r, r), fmt.Sprintf("%v %+v %#v", s, s, s), r.Sentence, r.Answer} {
					if strings.Contains(text, wrong) {
						t.Errorf("the password is in %q", text)
					}
				}
				if server.Taken("taro@example.com") != 0 {
					t.Error("a mail without a sign-in")
				}
			})
		}
	}
}

func TestAServerThatDoesNotKnowTheWayStopsTheAccountUnasked(t *testing.T) {
	server := smtptest.Start(t, smtptest.Offering("LOGIN"))
	r := open(t, shopAt(server), smtptest.Secret, WithRoots(server.Roots)).Send(context.Background(), letterTo(t, "hanako@example.com"))
	if r.Outcome != mail.OutcomeStopAccount || r.Problem != SignInImpossible || !strings.Contains(r.Sentence, "「PLAIN」を受け付けません") {
		t.Errorf("%v %s", r, r.Sentence)
	}
}

func TestASignInThatTheServerPutsOffPausesTheAccount(t *testing.T) {
	server := smtptest.StartScript(t, map[string]string{"EHLO": "250-mail.example.jp\r\n250 AUTH PLAIN", "AUTH": "454 4.7.0 Temporary authentication failure"})
	account := plainAt(server)
	account.SignIn, account.User = mail.SignInPlain, smtptest.User
	if r := open(t, account, smtptest.Secret).Send(context.Background(), letterTo(t, "hanako@example.com")); r.Outcome != mail.OutcomePauseAccount || r.Problem != ServerBusy {
		t.Error(r)
	}
	// A line that breaks says nothing about the password.
	server.Answer("AUTH", smtptest.HangUp)
	if r := open(t, account, smtptest.Secret).Send(context.Background(), letterTo(t, "hanako@example.com")); r.Outcome != mail.OutcomeRetry || r.Problem != LineDropped {
		t.Error(r)
	}
}

// Some servers repeat what they were sent.
func TestAServerThatRepeatsThePasswordDoesNotGetItIntoTheOutbox(t *testing.T) {
	blob := base64.StdEncoding.EncodeToString([]byte(smtptest.Secret))
	server := smtptest.StartScript(t, map[string]string{
		"EHLO": "250-mail.example.jp\r\n250 AUTH PLAIN", "AUTH": "535 5.7.8 wrong: " + smtptest.Secret + " / " + blob,
	})
	account := plainAt(server)
	account.SignIn, account.User = mail.SignInPlain, smtptest.User
	r := open(t, account, smtptest.Secret).Send(context.Background(), letterTo(t, "hanako@example.com"))
	if r.Outcome != mail.OutcomeStopAccount || r.Answer != "5.7.8 wrong: ●●● / ●●●" {
		t.Errorf("%v %q", r, r.Answer)
	}
	if report := Check(context.Background(), account, smtptest.Secret); report.Problem != WrongPassword || strings.Contains(fmt.Sprintf("%+v", report), smtptest.Secret) {
		t.Errorf("%+v", report)
	}
}

func TestATokenNeverGoesOverAReadableLineNorTwice(t *testing.T) {
	server := smtptest.Start(t, smtptest.WithoutTLS())
	for _, way := range []mail.SignIn{mail.SignInXOAuth2, mail.SignInOAuthBearer} {
		account := shopAt(server)
		account.SignIn, account.Security = way, mail.Plain
		if _, err := Open(account, smtptest.Secret); !errors.Is(err, ErrAccount) {
			t.Errorf("%s: %v", way, err)
		}
	}
	if server.Connections() != 0 {
		t.Error("a connection was made")
	}
	bearer := newOAuthBearer(Account{Host: "mail.example.jp"}, smtptest.Secret)
	if _, first, err := bearer.Start(&smtp.ServerInfo{TLS: false}); !errors.Is(err, smtp.ErrUnencrypted) || first != nil {
		t.Error(err)
	}
	if _, first, err := bearer.Start(&smtp.ServerInfo{TLS: true}); err != nil || !strings.Contains(string(first), smtptest.Secret) {
		t.Error(err)
	}
	if _, first, err := bearer.Start(&smtp.ServerInfo{TLS: true}); !errors.Is(err, errSpent) || first != nil {
		t.Error(err)
	}
}
