package transport

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"miseban/app/flow/send/smtptest"
	"miseban/app/mail"
)

func TestMondaysMailsGoOverOneConnection(t *testing.T) {
	server := smtptest.Start(t)
	s := open(t, shopAt(server), smtptest.Secret, WithRoots(server.Roots))
	for i := range 50 {
		if r := s.Send(context.Background(), letterTo(t, fmt.Sprintf("kyaku%d@example.com", i))); r.Outcome != mail.OutcomeSent || r.Answer == "" {
			t.Fatal(i, r)
		}
	}
	// A wrong address among them does not cost the connection.
	server.For("machigai@example.com", smtptest.RefuseRecipient(550, [3]int{5, 1, 1}, "nobody"))
	s.Send(context.Background(), letterTo(t, "machigai@example.com"))
	s.Send(context.Background(), letterTo(t, "saigo@example.com"))
	if n, c, signIns := len(server.Mails()), server.Connections(), server.SignIns(); n != 51 || c != 1 || signIns != 1 {
		t.Errorf("%d mails, %d connections, %d sign-ins", n, c, signIns)
	}
	s.Close()
	s.Close()
	if r := s.Send(context.Background(), letterTo(t, "ashita@example.com")); r.Outcome != mail.OutcomeSent || server.Connections() != 2 {
		t.Errorf("after closing: %v, %d connections", r, server.Connections())
	}
}

// The server hangs up, or the session's own deadline passes, between two mails: the next one goes out over a new line.
func TestALineThatDiedBetweenTwoMailsIsMadeAnew(t *testing.T) {
	server := smtptest.Start(t)
	s := open(t, shopAt(server), smtptest.Secret, WithRoots(server.Roots), WithTimeout(300*time.Millisecond))
	for i, to := range []string{"ichi@example.com", "ni@example.com", "san@example.com"} {
		if r := s.Send(context.Background(), letterTo(t, to)); r.Outcome != mail.OutcomeSent || server.Taken(to) != 1 {
			t.Fatal(r)
		}
		if i == 0 {
			time.Sleep(400 * time.Millisecond) // longer than the timeout: the line must still be usable
			continue
		}
		_ = s.line.conn.Close()
	}
	if c := server.Connections(); c != 2 {
		t.Errorf("%d connections", c)
	}
}

// An answer that comes after we stopped waiting for it must not be taken for the answer to the next customer's mail.
func TestALateAnswerIsNotTakenForTheNextMails(t *testing.T) {
	server := smtptest.Start(t)
	server.For("hanako@example.com", smtptest.TakeThenAnswerAfter(500*time.Millisecond))
	server.For("taro@example.com", smtptest.RefuseText(554, [3]int{5, 7, 1}, "no"))
	s := open(t, shopAt(server), smtptest.Secret, WithRoots(server.Roots), WithTimeout(300*time.Millisecond))
	if r := s.Send(context.Background(), letterTo(t, "hanako@example.com")); r.Outcome != mail.OutcomeUnknown {
		t.Fatal(r)
	}
	time.Sleep(400 * time.Millisecond)
	if r := s.Send(context.Background(), letterTo(t, "taro@example.com")); r.Outcome != mail.OutcomeFailed || r.Attempt.Code != 554 {
		t.Error(r)
	}

	stammering := smtptest.StartScript(t, map[string]string{"RSET": "500 what?\r\n250 ah, that"})
	s = open(t, plainAt(stammering), "")
	for _, to := range []string{"hanako@example.com", "taro@example.com"} {
		if r := s.Send(context.Background(), letterTo(t, to)); r.Outcome != mail.OutcomeSent {
			t.Error(to, r)
		}
	}
}

func TestSeveralSendersOfOneAccountTakeTurns(t *testing.T) {
	server := smtptest.Start(t)
	s := open(t, shopAt(server), smtptest.Secret, WithRoots(server.Roots))
	var senders sync.WaitGroup
	for i := range 8 {
		letter := letterTo(t, fmt.Sprintf("kyaku%d@example.com", i))
		senders.Go(func() {
			if r := s.Send(context.Background(), letter); r.Outcome != mail.OutcomeSent {
				t.Error(r)
			}
		})
	}
	senders.Wait()
	for i := range 8 {
		if n := server.Taken(fmt.Sprintf("kyaku%d@example.com", i)); n != 1 {
			t.Errorf("customer %d got %d mails", i, n)
		}
	}
}

func TestNothingIsSaidInClearToAServerThatCannotEncrypt(t *testing.T) {
	server := smtptest.Start(t, smtptest.WithoutTLS())
	r := open(t, shopAt(server), smtptest.Secret).Send(context.Background(), letterTo(t, "hanako@example.com"))
	if r.Outcome != mail.OutcomeRetry || r.Problem != TLSFailed || server.SignIns() != 0 || len(server.Mails()) != 0 {
		t.Errorf("%v, %d sign-ins", r, server.SignIns())
	}
	// Only the owner's own word opens the readable line.
	account := shopAt(server)
	account.Security = mail.Plain
	for _, way := range []mail.SignIn{mail.SignInPlain, mail.SignInLogin, mail.SignInSCRAMSHA256} {
		account.SignIn = way
		if r := open(t, account, smtptest.Secret).Send(context.Background(), letterTo(t, string(way)+"@example.com")); r.Outcome != mail.OutcomeSent {
			t.Errorf("%s: %v %s", way, r, r.Sentence)
		}
	}
}

func TestAServerThatCannotProveItsNameHearsNoPassword(t *testing.T) {
	stranger := smtptest.Start(t, smtptest.CertificateFor("mail.example.com"))
	unknown := smtptest.Start(t)
	for name, s := range map[string]*Session{
		"another name":        open(t, shopAt(stranger), smtptest.Secret, WithRoots(stranger.Roots)),
		"an unknown signer":   open(t, shopAt(unknown), smtptest.Secret),
		"another's authority": open(t, shopAt(unknown), smtptest.Secret, WithRoots(stranger.Roots)),
	} {
		if r := s.Send(context.Background(), letterTo(t, "hanako@example.com")); r.Outcome != mail.OutcomeRetry || r.Problem != BadCertificate {
			t.Errorf("%s: %v", name, r)
		}
	}
	if stranger.SignIns()+unknown.SignIns()+len(stranger.Mails())+len(unknown.Mails()) != 0 {
		t.Error("signed in all the same")
	}
}

// silent is a server that accepts a connection and says nothing.
func silent(t *testing.T) Account {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	return Account{Name: "無言", Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, Security: mail.STARTTLS, SignIn: mail.SignInPlain, User: "shop", From: "shop@example.jp"}
}

func TestTheOwnerCanStopWaitingForASilentServer(t *testing.T) {
	s := open(t, silent(t), smtptest.Secret, WithTimeout(time.Minute))
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	start := time.Now()
	if r := s.Send(ctx, letterTo(t, "hanako@example.com")); r.Outcome != mail.OutcomeRetry || r.Problem != Cancelled || !strings.Contains(r.Sentence, "何も送っていません") {
		t.Errorf("%v %s", r, r.Sentence)
	}
	if waited := time.Since(start); waited > 10*time.Second {
		t.Errorf("waited %v", waited)
	}
	if r := s.Send(ctx, letterTo(t, "hanako@example.com")); r.Problem != Cancelled {
		t.Error(r)
	}
}

// Stopping the program while a mail is being handed over waits for the answer, so that its fate is known.
func TestAMailThatHasBegunIsCarriedToItsEnd(t *testing.T) {
	server := smtptest.Start(t)
	server.For("hanako@example.com", smtptest.TakeThenAnswerAfter(300*time.Millisecond))
	s := open(t, shopAt(server), smtptest.Secret, WithRoots(server.Roots))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		for server.Tries("hanako@example.com") == 0 {
			time.Sleep(5 * time.Millisecond)
		}
		cancel()
	}()
	if r := s.Send(ctx, letterTo(t, "hanako@example.com")); r.Outcome != mail.OutcomeSent || ctx.Err() == nil {
		t.Errorf("%v, cancelled: %v", r, ctx.Err())
	}
}

func BenchmarkSendOnAKeptConnection(b *testing.B) {
	server := smtptest.Start(b)
	s := open(b, shopAt(server), smtptest.Secret, WithRoots(server.Roots))
	letter := letterTo(b, "hanako@example.com")
	b.ReportAllocs()
	for b.Loop() {
		if r := s.Send(context.Background(), letter); r.Outcome != mail.OutcomeSent {
			b.Fatal(r)
		}
	}
}
