package transport

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"miseban/app/flow/send/smtptest"
	"miseban/app/jst"
	"miseban/app/mail"
)

var monday = time.Date(2026, 11, 24, 9, 30, 0, 0, jst.Zone)

// shopAt is the shop's account on a test server.
func shopAt(s *smtptest.Server) Account {
	return Account{Name: "本店", Host: s.Host, Port: s.Port, Security: mail.STARTTLS, SignIn: mail.SignInPlain, User: smtptest.User, From: "shop@example.jp", FromName: "みせばん商店"}
}

// plainAt is an account on a Script, which has neither encryption nor sign-in.
func plainAt(s *smtptest.Script) Account {
	return Account{Name: "社内", Host: s.Host, Port: s.Port, Security: mail.Plain, SignIn: mail.SignInNone, From: "shop@example.jp"}
}

func letterTo(t testing.TB, to string) Message {
	t.Helper()
	id, err := mail.MessageID(mail.Key{Mall: "shopify", Shop: "honten", OrderNo: to, Event: mail.Shipped, Occasion: "1"}, "example.jp")
	if err != nil {
		t.Fatal(err)
	}
	return Message{ID: id, To: to, Subject: "【みせばん商店】商品を発送しました", Body: "山田 花子 様\n\n発送いたしました。\n", Date: monday}
}

func open(t testing.TB, a Account, secret string, opts ...Option) *Session {
	t.Helper()
	s, err := Open(a, secret, append([]Option{WithTimeout(5 * time.Second)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// Every row of the table "Outcome of a send", played by a real server over an encrypted line. After each, the next customer's
// mail goes out on the same session.
func TestWhatBecomesOfAMailForEachAnswerOfTheServer(t *testing.T) {
	const taken, notTaken = 1, 0
	for _, c := range []struct {
		name     string
		server   smtptest.Behaviour
		outcome  mail.Outcome
		taken    int
		code     int
		enhanced string
	}{
		{"accepted", smtptest.Accept(), mail.OutcomeSent, taken, 250, "2.0.0"},
		{"accepted, then RSET fails", smtptest.TakeThenDropAtReset(), mail.OutcomeSent, taken, 250, "2.0.0"},
		{"4xx before the text", smtptest.RefuseRecipient(451, [3]int{4, 3, 0}, "try later"), mail.OutcomeRetry, notTaken, 451, "4.3.0"},
		{"4xx after the text", smtptest.RefuseText(451, [3]int{4, 3, 0}, "try later"), mail.OutcomeRetry, notTaken, 451, "4.3.0"},
		{"450 mailbox busy", smtptest.RefuseRecipient(450, [3]int{4, 2, 1}, "busy"), mail.OutcomeRetry, notTaken, 450, "4.2.1"},
		{"421 before the text", smtptest.RefuseRecipient(421, [3]int{4, 7, 0}, "too many"), mail.OutcomePauseAccount, notTaken, 421, "4.7.0"},
		{"421 after the text", smtptest.RefuseText(421, [3]int{4, 7, 0}, "too many"), mail.OutcomePauseAccount, notTaken, 421, "4.7.0"},
		{"450 4.7.1", smtptest.RefuseRecipient(450, [3]int{4, 7, 1}, "slow down"), mail.OutcomePauseAccount, notTaken, 450, "4.7.1"},
		{"452 4.2.2", smtptest.RefuseRecipient(452, [3]int{4, 2, 2}, "over quota"), mail.OutcomePauseAccount, notTaken, 452, "4.2.2"},
		{"452 4.5.3", smtptest.RefuseText(452, [3]int{4, 5, 3}, "too many recipients"), mail.OutcomePauseAccount, notTaken, 452, "4.5.3"},
		{"452 otherwise", smtptest.RefuseText(452, [3]int{4, 3, 1}, "disk full"), mail.OutcomeRetry, notTaken, 452, "4.3.1"},
		{"454", smtptest.RefuseRecipient(454, [3]int{4, 7, 0}, "temporary"), mail.OutcomePauseAccount, notTaken, 454, "4.7.0"},
		{"550 5.4.5", smtptest.RefuseText(550, [3]int{5, 4, 5}, "Daily user sending limit exceeded"), mail.OutcomePauseAccount, notTaken, 550, "5.4.5"},
		{"5xx before the text", smtptest.RefuseRecipient(550, [3]int{5, 1, 1}, "no such user"), mail.OutcomeFailed, notTaken, 550, "5.1.1"},
		{"5xx after the text", smtptest.RefuseText(554, [3]int{5, 7, 1}, "looks like spam from 5.4.5.1"), mail.OutcomeFailed, notTaken, 554, "5.7.1"},
		{"taken, but the line dropped", smtptest.TakeThenDrop(), mail.OutcomeUnknown, taken, 0, ""},
		{"taken, but the answer came too late", smtptest.TakeThenAnswerAfter(1500 * time.Millisecond), mail.OutcomeUnknown, taken, 0, ""},
		{"line dropped before the text", smtptest.DropBeforeText(), mail.OutcomeRetry, notTaken, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := smtptest.Start(t)
			s := open(t, shopAt(server), smtptest.Secret, WithRoots(server.Roots), WithTimeout(700*time.Millisecond))
			server.For("hanako@example.com", c.server)

			r := s.Send(context.Background(), letterTo(t, "hanako@example.com"))
			if r.Outcome != c.outcome || r.Attempt.Code != c.code || r.Attempt.Enhanced != c.enhanced {
				t.Errorf("%v (%q), want %s %d %s", r, r.Answer, c.outcome, c.code, c.enhanced)
			}
			if strings.Contains(r.Answer, "hanako") || strings.Contains(r.Answer, "affected") || (r.Answer == "") != (c.code == 0) {
				t.Errorf("answer %q", r.Answer)
			}
			if r.Sentence == "" {
				t.Error("nothing to tell the owner")
			}
			if tries := server.Tries("hanako@example.com"); tries != 1 {
				t.Errorf("tried %d times", tries)
			}
			if r := s.Send(context.Background(), letterTo(t, "taro@example.com")); r.Outcome != mail.OutcomeSent {
				t.Errorf("the next mail: %v", r)
			}
			if n := server.Taken("hanako@example.com"); n != c.taken {
				t.Errorf("taken %d times, want %d", n, c.taken)
			}
			if n := server.Taken("taro@example.com"); n != 1 {
				t.Errorf("the next one taken %d times", n)
			}
		})
	}
}

// Answers that a well-behaved server never gives.
func TestWhatBecomesOfAMailAtAStrangeServer(t *testing.T) {
	for _, c := range []struct {
		name, command, answer string
		outcome               mail.Outcome
		problem               Problem
		taken                 int
	}{
		{"RSET refused after a mail", "RSET", "500 5.5.1 what?", mail.OutcomeSent, NoProblem, 1},
		{"RSET answered with closing", "RSET", "421 4.3.2 bye", mail.OutcomeSent, NoProblem, 1},
		{"RSET not answered", "RSET", smtptest.HangUp, mail.OutcomeSent, NoProblem, 1},
		{"DATA put off", "DATA", "451 4.3.0 not now", mail.OutcomeRetry, ServerBusy, 0},
		{"DATA refused", "DATA", "554 5.5.1 no valid recipients", mail.OutcomeFailed, ServerRefused, 0},
		{"DATA answered with an odd yes", "DATA", "250 sure", mail.OutcomeRetry, LineDropped, 0},
		{"line dropped at DATA", "DATA", smtptest.HangUp, mail.OutcomeRetry, LineDropped, 0},
		{"line dropped at MAIL", "MAIL", smtptest.HangUp, mail.OutcomeRetry, LineDropped, 0},
		{"garbage instead of an answer", smtptest.EndOfText, "やあ", mail.OutcomeUnknown, LineDropped, 0},
		{"an odd yes to the text", smtptest.EndOfText, "252 perhaps", mail.OutcomeUnknown, LineDropped, 1},
		{"no answer to the text", smtptest.EndOfText, smtptest.HangUp, mail.OutcomeUnknown, LineDropped, 1},
		{"sender refused", "MAIL", "553 5.7.1 not your address", mail.OutcomeFailed, FromRefused, 0},
		{"sign-in wanted", "MAIL", "530 5.7.0 Authentication required", mail.OutcomeStopAccount, SignInRequired, 0},
		{"greeted with too busy", smtptest.Greeting, "421 4.3.2 too busy", mail.OutcomePauseAccount, ServerBusy, 0},
		{"greeted with no", smtptest.Greeting, "554 5.7.1 go away", mail.OutcomeStopAccount, ServerRefused, 0},
		{"hung up at once", smtptest.Greeting, smtptest.HangUp, mail.OutcomeRetry, LineDropped, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := smtptest.StartScript(t, map[string]string{c.command: c.answer})
			r := open(t, plainAt(server), "").Send(context.Background(), letterTo(t, "hanako@example.com"))
			if r.Outcome != c.outcome || r.Problem != c.problem {
				t.Errorf("%v (%q), want %s %s", r, r.Answer, c.outcome, c.problem)
			}
			if n := server.Taken(); n != c.taken {
				t.Errorf("taken %d times, want %d", n, c.taken)
			}
		})
	}
}

// A server that refuses DATA still has the mail half said; without RSET the next customer's mail would be refused with 503.
func TestARefusedMailDoesNotSpoilTheNextOne(t *testing.T) {
	server := smtptest.StartScript(t, map[string]string{"DATA": "554 5.5.1 no valid recipients"})
	s := open(t, plainAt(server), "")
	s.Send(context.Background(), letterTo(t, "hanako@example.com"))
	server.Answer("DATA", "354 go on")
	if r := s.Send(context.Background(), letterTo(t, "taro@example.com")); r.Outcome != mail.OutcomeSent {
		t.Error(r)
	}
	heard := strings.Join(server.Heard(), " ")
	if want := "EHLO MAIL RCPT DATA RSET MAIL RCPT DATA . RSET"; heard != want {
		t.Errorf("heard %s, want %s", heard, want)
	}
}

// An outbox that tries again whenever the transport says that it may, at a server that does anything, in any order: nobody ever
// gets a mail twice, and what is reported is what happened.
func TestNobodyGetsAMailTwice(t *testing.T) {
	server := smtptest.Start(t)
	s := open(t, shopAt(server), smtptest.Secret, WithRoots(server.Roots))
	behaviours := []smtptest.Behaviour{
		smtptest.Accept(), smtptest.TakeThenDropAtReset(), smtptest.TakeThenDrop(), smtptest.DropBeforeText(),
		smtptest.RefuseRecipient(451, [3]int{4, 3, 0}, "later"), smtptest.RefuseText(421, [3]int{4, 7, 0}, "busy"),
		smtptest.RefuseRecipient(550, [3]int{5, 1, 1}, "nobody"), smtptest.RefuseText(451, [3]int{4, 3, 0}, "later"),
	}
	customer := 0
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 4).Draw(rt, "customers") {
			customer++
			to := fmt.Sprintf("kyaku%d@example.com", customer)
			server.For(to, rapid.SliceOfN(rapid.SampledFrom(behaviours), 0, 4).Draw(rt, "server")...)
			state := mail.Queued
			for tries := 0; state == mail.Queued || state == mail.Retry; tries++ {
				if tries > 10 {
					rt.Fatal("never ends")
				}
				r := s.Send(context.Background(), letterTo(t, to))
				state = mail.AfterOutcome(r.Outcome)
			}
			taken := server.Taken(to)
			switch state {
			case mail.Sent:
				if taken != 1 {
					rt.Fatalf("sent, but taken %d times", taken)
				}
			case mail.Failed:
				if taken != 0 {
					rt.Fatalf("failed, but taken %d times", taken)
				}
			case mail.Unknown:
				if taken > 1 {
					rt.Fatalf("taken %d times", taken)
				}
			default:
				rt.Fatal(state)
			}
		}
	})
}
