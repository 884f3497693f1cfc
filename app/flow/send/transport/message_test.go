package transport

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	netmail "net/mail"
	"os"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/send/smtptest"
	"miseban/app/mail"
)

// What arrives at the customer's mail program: the Japanese reads as it was written, and nothing tells of this computer.
func TestTheJapaneseOfALetterArrives(t *testing.T) {
	server := smtptest.Start(t)
	template, _ := mail.DefaultTemplate(mail.Shipped)
	fields := mail.Samples(mail.Shipped)
	fields["お名前"], fields["店名"] = "髙橋 𠮷野", "みせばん商店　〜手しごとと雑貨の小さな店〜"
	subject, body, err := mail.Render(template, fields)
	if err != nil {
		t.Fatal(err)
	}
	account := shopAt(server)
	account.FromName = `みせばん商店 "本店", カスタマーサポート`
	letter := letterTo(t, "hanako@example.com")
	letter.Subject, letter.Body = subject, body
	if r := open(t, account, smtptest.Secret, WithRoots(server.Roots)).Send(context.Background(), letter); r.Outcome != mail.OutcomeSent {
		t.Fatal(r)
	}

	raw := server.Mails()[0].Data
	for i, line := range strings.Split(raw, "\r\n") {
		if len(line) > 78 || strings.ContainsFunc(line, func(r rune) bool { return r > '~' }) {
			t.Errorf("line %d of the mail is long or not ASCII: %q", i, line)
		}
	}
	arrived, err := netmail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := new(mime.WordDecoder).DecodeHeader(arrived.Header.Get("Subject"))
	if err != nil || decoded != subject {
		t.Errorf("subject %q, %v", decoded, err)
	}
	from, err := arrived.Header.AddressList("From")
	if err != nil || len(from) != 1 || from[0].Name != account.FromName || from[0].Address != "shop@example.jp" {
		t.Errorf("from %v, %v", from, err)
	}
	if to, err := arrived.Header.AddressList("To"); err != nil || len(to) != 1 || to[0].Address != "hanako@example.com" {
		t.Errorf("to %v, %v", to, err)
	}
	if media, params, err := mime.ParseMediaType(arrived.Header.Get("Content-Type")); err != nil || media != "text/plain" || !strings.EqualFold(params["charset"], "utf-8") {
		t.Error(media, params, err)
	}
	if arrived.Header.Get("Content-Transfer-Encoding") != "base64" {
		t.Error(arrived.Header)
	}
	text, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, arrived.Body))
	if err != nil || string(text) != strings.ReplaceAll(body, "\n", "\r\n") {
		t.Errorf("body %q, %v", text, err)
	}
	if got := arrived.Header.Get("Message-Id"); got != "<"+letter.ID+">" {
		t.Error(got)
	}
	if date, err := arrived.Header.Date(); err != nil || !date.Equal(monday) {
		t.Error(date, err)
	}
	// Exactly these headers: no User-Agent, no X-Mailer, no Cc or Bcc.
	want := map[string]bool{"Date": true, "Message-Id": true, "Mime-Version": true, "Subject": true, "From": true, "To": true, "Content-Type": true, "Content-Transfer-Encoding": true}
	for name := range arrived.Header {
		if !want[name] {
			t.Errorf("header %s: %s", name, arrived.Header.Get(name))
		}
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	if helo := server.Mails()[0].Helo; helo != "[127.0.0.1]" || strings.Contains(raw, "go-mail") || len(host) > 3 && strings.Contains(raw, host) {
		t.Errorf("the mail tells of this computer: %q\n%s", helo, raw)
	}
}

func TestOldMobileAddressesAreReached(t *testing.T) {
	server := smtptest.Start(t)
	s := open(t, shopAt(server), smtptest.Secret, WithRoots(server.Roots))
	for raw, reached := range map[string]string{
		"ha..na.@docomo.ne.jp": "ha..na.@docomo.ne.jp", // in quotation marks on the line; the server gives the bare form
		"ｔａｒｏ＠ｅｚｗｅｂ．ｎｅ．ｊｐ":     "taro@ezweb.ne.jp",
	} {
		letter := letterTo(t, "a@example.jp")
		letter.To = raw
		if r := s.Send(context.Background(), letter); r.Outcome != mail.OutcomeSent {
			t.Errorf("%s: %v %s", raw, r, r.Answer)
		}
		if server.Taken(reached) != 1 {
			t.Errorf("%s: %+v", raw, server.Mails())
		}
	}
	for _, m := range server.Mails() {
		arrived, err := netmail.ReadMessage(strings.NewReader(m.Data))
		if err != nil {
			t.Fatal(err)
		}
		if to, err := arrived.Header.AddressList("To"); err != nil || to[0].Address != m.To {
			t.Errorf("header %q: %v", arrived.Header.Get("To"), err)
		}
	}
}

// Each of these is stopped here and never reaches a server.
func TestAMailThatCannotBeSentIsNotBegun(t *testing.T) {
	for name, spoil := range map[string]func(*Message){
		"two recipients":          func(m *Message) { m.To = "hanako@example.com, taro@example.com" },
		"no recipient":            func(m *Message) { m.To = "" },
		"a header in the subject": func(m *Message) { m.Subject = "発送\r\nBcc: all@example.com" },
		"no subject":              func(m *Message) { m.Subject = " " },
		"no body":                 func(m *Message) { m.Body = "\n" },
		"no Message-ID":           func(m *Message) { m.ID = "" },
		"a broken Message-ID":     func(m *Message) { m.ID = "a@example.jp>\r\nBcc: all@example.com" },
		"no date":                 func(m *Message) { m.Date = time.Time{} },
	} {
		server := smtptest.Start(t)
		letter := letterTo(t, "hanako@example.com")
		spoil(&letter)
		r := open(t, shopAt(server), smtptest.Secret, WithRoots(server.Roots)).Send(context.Background(), letter)
		if r.Outcome != mail.OutcomeFailed || r.Problem != BadMessage || !strings.HasPrefix(r.Sentence, ErrMessage.Error()) {
			t.Errorf("%s: %v %s", name, r, r.Sentence)
		}
		if strings.Contains(r.Sentence, "hanako") || server.Connections() != 0 {
			t.Errorf("%s: %s, %d connections", name, r.Sentence, server.Connections())
		}
	}
}

func TestAccountsThatCannotWork(t *testing.T) {
	good := Account{Name: "本店", Host: "mail.example.jp", Port: 587, Security: mail.STARTTLS, SignIn: mail.SignInPlain, User: "shop@example.jp", From: "shop@example.jp"}
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*Account){
		"サーバー名":  func(a *Account) { a.Host = "unix://mail" },
		"ポート番号":  func(a *Account) { a.Port = 0 },
		"暗号化の方法": func(a *Account) { a.Security = "" },
		"認証の方法":  func(a *Account) { a.SignIn = "ntlm" },
		"ユーザー名":  func(a *Account) { a.User = "" },
		"差出人:":   func(a *Account) { a.From = "shop@localhost" },
		"制御文字":   func(a *Account) { a.FromName = "店\r\nBcc: all@example.com" },
		"トークン":   func(a *Account) { a.SignIn, a.Security = mail.SignInXOAuth2, mail.Plain },
	} {
		a := good
		spoil(&a)
		if _, err := Open(a, "x"); !errors.Is(err, ErrAccount) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "本店") {
			t.Errorf("%s: %v", want, err)
		}
		if r := Check(context.Background(), a, "x"); r.OK || r.Problem != BadSettings || !strings.Contains(r.Sentence, want) {
			t.Errorf("%s: %+v", want, r)
		}
	}
}
