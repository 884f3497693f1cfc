package transport

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/send/smtptest"
	"miseban/app/mail"
)

// The owner types in her mail account and presses 接続テスト: each mistake gets its own sentence, and no mail is sent.
func TestTheConnectionTestNamesTheMistake(t *testing.T) {
	good := smtptest.Start(t)
	implicit := smtptest.Start(t, smtptest.ImplicitTLS())
	clear := smtptest.Start(t, smtptest.WithoutTLS())
	stranger := smtptest.Start(t, smtptest.CertificateFor("mail.example.com"))
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closedPort := closed.Addr().(*net.TCPAddr).Port
	_ = closed.Close()
	refusing := smtptest.Start(t)
	refusing.RefuseSender(553, [3]int{5, 7, 1}, "Sender address rejected: not owned by user")
	lateRefusing := smtptest.Start(t)
	lateRefusing.For("shop@example.jp", smtptest.RefuseRecipient(553, [3]int{5, 7, 1}, "Sender address rejected"))
	mustSignIn := smtptest.Start(t)
	quiet := silent(t)

	for _, c := range []struct {
		name    string
		server  *smtptest.Server
		change  func(*Account)
		secret  string
		problem Problem
		says    []string
	}{
		{"all is well", good, nil, smtptest.Secret, NoProblem, []string{"接続でき", "「shop@example.jp」から送信できます"}},
		{"all is well, encrypted from the start", implicit, func(a *Account) { a.Security = mail.TLS }, smtptest.Secret, NoProblem, []string{"送信できます"}},
		{"a typing error in the server's name", good, func(a *Account) { a.Host = "smpt.example.invalid" }, smtptest.Secret, HostNotFound, []string{"「smpt.example.invalid」が見つかりません"}},
		{"a wrong port", good, func(a *Account) { a.Port = closedPort }, smtptest.Secret, PortClosed, []string{"つながりません", "587", "465"}},
		{"the port for SSL/TLS with STARTTLS", implicit, nil, smtptest.Secret, TimedOut, []string{"時間内に返事がありません", "587", "465", "もう一度"}},
		{"the port for STARTTLS with SSL/TLS", good, func(a *Account) { a.Security = mail.TLS }, smtptest.Secret, TLSFailed, []string{"SSL/TLS", "パスワードは送っていません"}},
		{"a server without encryption", clear, nil, smtptest.Secret, TLSFailed, []string{"STARTTLS", "パスワードは送っていません"}},
		{"another server's certificate", stranger, nil, smtptest.Secret, BadCertificate, []string{"証明書", "パスワードは送っていません"}},
		{"a wrong password", good, nil, "chigau", WrongPassword, []string{"ユーザー名「shop@example.jp」かパスワードが違う", "アプリ パスワード"}},
		{"a sender that isn't hers", refusing, nil, smtptest.Secret, FromRefused, []string{"ログインはできました", "差出人「shop@example.jp」"}},
		{"a sender that is refused only at the recipient", lateRefusing, nil, smtptest.Secret, FromRefused, []string{"差出人「shop@example.jp」"}},
		{"no sign-in where one is wanted", mustSignIn, func(a *Account) { a.SignIn = mail.SignInNone }, "", SignInRequired, []string{"ログインしないと送信できません"}},
		{"a server that says nothing", nil, func(a *Account) { *a = quiet }, smtptest.Secret, TimedOut, []string{"時間内に返事がありません"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var account Account
			opts := []Option{WithTimeout(1500 * time.Millisecond)}
			if c.server != nil {
				account = shopAt(c.server)
				opts = append(opts, WithRoots(c.server.Roots))
			}
			if c.change != nil {
				c.change(&account)
			}
			r := Check(context.Background(), account, c.secret, opts...)
			if r.Problem != c.problem || r.OK != (c.problem == NoProblem) {
				t.Errorf("%+v, want %q", r, c.problem)
			}
			for _, words := range c.says {
				if !strings.Contains(r.Sentence, words) {
					t.Errorf("%s, want %s", r.Sentence, words)
				}
			}
			if c.secret != "" && strings.Contains(r.Sentence+r.Answer, c.secret) {
				t.Errorf("the password is in %+v", r)
			}
			if c.server != nil && len(c.server.Mails()) != 0 {
				t.Error("the test sent a mail")
			}
		})
	}
}

func TestEveryProblemHasItsOwnSentence(t *testing.T) {
	seen := map[string]Problem{}
	for _, p := range []Problem{NoProblem, BadSettings, BadMessage, HostNotFound, PortClosed, TimedOut, LineDropped, TLSFailed, BadCertificate,
		SignInImpossible, WrongPassword, FromRefused, SignInRequired, RecipientRefused, ServerRefused, ServerBusy, Cancelled, "something new"} {
		sentence := p.Sentence(Account{Host: "mail.example.jp", Port: 587, User: "shop", From: "shop@example.jp"})
		if other, ok := seen[sentence]; ok || !strings.HasSuffix(sentence, "。") {
			t.Errorf("%q and %q: %s", p, other, sentence)
		}
		seen[sentence] = p
	}
}
