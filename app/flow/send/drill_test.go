package send

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/open"
	"miseban/app/flow/send/smtptest"
	"miseban/app/flow/send/transport"
	"miseban/app/jst"
	"miseban/app/mail"
)

// The drill for "a mail is sent at most once per key": the real file, a real server that refuses, hangs up and answers late, and
// a program that is stopped again and again at any moment.

// childFolder names the shop's folder for the program that the drill starts and kills: this test binary.
const childFolder = "MISEBAN_SEND_FOLDER"

func TestMain(m *testing.M) {
	if folder := os.Getenv(childFolder); folder != "" {
		os.Exit(child(folder, os.Getenv("MISEBAN_SEND_NOW")))
	}
	os.Exit(m.Run())
}

// Exit codes of the child beside 0 (nothing waits).
const (
	childWaits = 7
	childFails = 9
)

// child opens the shop and sends what is due, as a scheduled task does.
func child(folder, clock string) int {
	now, err := time.Parse(time.RFC3339, clock)
	if err != nil {
		return childFails
	}
	ctx := context.Background()
	s, err := open.Writing(ctx, folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return childFails
	}
	r, err := Deliver(ctx, s.Desk, right, Options{Now: func() time.Time { return now }, Transport: []transport.Option{transport.WithTimeout(drillTimeout)}})
	if err := errors.Join(err, s.Close()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return childFails
	}
	if r.Next != 0 {
		return childWaits
	}
	return 0
}

// drillTimeout is how long the sender waits for an answer; late servers answer later.
const drillTimeout = 150 * time.Millisecond

// misbehave decides for every customer what the server does with the first tries.
func misbehave(s *smtptest.Server, r *rand.Rand, n int) {
	ways := []func() smtptest.Behaviour{
		smtptest.Accept,
		smtptest.DropBeforeText,
		smtptest.TakeThenDrop,
		smtptest.TakeThenDropAtReset,
		func() smtptest.Behaviour { return smtptest.TakeThenAnswerAfter(2 * drillTimeout) },
		func() smtptest.Behaviour { return smtptest.TakeThenAnswerAfter(drillTimeout / 10) },
		func() smtptest.Behaviour { return smtptest.RefuseRecipient(451, [3]int{4, 3, 0}, "try later") },
		func() smtptest.Behaviour { return smtptest.RefuseText(451, [3]int{4, 3, 0}, "try later") },
		func() smtptest.Behaviour { return smtptest.RefuseText(421, [3]int{4, 7, 0}, "too many") },
		func() smtptest.Behaviour { return smtptest.RefuseRecipient(550, [3]int{5, 1, 1}, "no such user") },
		func() smtptest.Behaviour { return smtptest.RefuseText(554, [3]int{5, 7, 1}, "looks like spam") },
	}
	for i := range n {
		if r.IntN(3) == 0 {
			continue // most servers are well-behaved
		}
		for range 1 + r.IntN(3) {
			s.For(customer(i+1), ways[r.IntN(len(ways))]())
		}
	}
}

// drill makes a shop with n mails that are due, at a server that misbehaves.
func drill(t *testing.T, n int, seed uint64) (*shop, *rand.Rand) {
	t.Helper()
	s := openShop(t, smtptest.WithoutTLS())
	s.many(n)
	a := s.account()
	a.Security, a.Limits = mail.Plain, []Limit{{100_000, 1}}
	s.must(SetAccount(s.ctx, s.d, a, s.now))
	r := rand.New(rand.NewPCG(seed, 1))
	misbehave(s.server, r, n)
	return s, r
}

// once checks what the drill is for. No customer has the mail twice; what is called sent was taken, what is called failed was
// not; nothing is left between the states.
func (s *shop) once(n int) {
	s.Helper()
	counts := map[mail.State]int{}
	taken := map[string]int{}
	for _, m := range s.server.Mails() {
		taken[m.To]++
	}
	letters := s.letters()
	if len(letters) != n {
		s.Fatalf("%d mails in the outbox, want %d", len(letters), n)
	}
	for _, l := range letters {
		counts[l.State]++
		switch k := taken[l.To]; {
		case k > 1:
			s.Errorf("%s got the mail %d times (%s)", l.To, k, l.State)
		case l.State == mail.Sent && k != 1:
			s.Errorf("%s: called sent, but never taken", l.To)
		case l.State == mail.Failed && k != 0:
			s.Errorf("%s: called failed, but taken", l.To)
		case l.State != mail.Sent && l.State != mail.Failed && l.State != mail.Unknown:
			s.Errorf("%s ends as %s", l.To, l.State)
		}
	}
	if counts[mail.Sent] == 0 || counts[mail.Failed] == 0 || counts[mail.Unknown] == 0 {
		s.Errorf("a drill without every ending: %v", counts)
	}
	s.Logf("%v", counts)
}

// kill -9 of the whole program, at any moment, forty times.
func TestDrillTheProgramIsKilled(t *testing.T) {
	const n, kills = 300, 40
	s, r := drill(t, n, 4649)
	s.stop()
	run := func(life time.Duration) int {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childFolder+"="+s.folder, "MISEBAN_SEND_NOW="+s.now.Format(time.RFC3339))
		var stderr strings.Builder
		cmd.Stderr = &stderr
		s.must(cmd.Start())
		if life > 0 {
			timer := time.AfterFunc(life, func() { _ = cmd.Process.Kill() })
			defer timer.Stop()
		}
		_ = cmd.Wait() // the exit code tells
		if cmd.ProcessState.ExitCode() == childFails {
			t.Fatal(stderr.String())
		}
		return cmd.ProcessState.ExitCode()
	}
	killed := 0
	for range kills {
		if run(time.Duration(20+r.IntN(250))*time.Millisecond) == -1 {
			killed++
		}
		s.later(20 * time.Minute)
	}
	for range 60 {
		if run(0) == 0 {
			break
		}
		s.later(5 * time.Hour)
	}
	if killed < kills/4 {
		t.Errorf("only %d of %d runs were killed on the way", killed, kills)
	}
	t.Logf("killed %d times", killed)
	s.start()
	s.once(n)
	// A month later nothing has changed by itself.
	before := len(s.server.Mails())
	s.later(30 * 24 * time.Hour)
	s.confirm()
	s.deliver()
	if after := len(s.server.Mails()); after != before {
		t.Errorf("%d more mails", after-before)
	}
}

// The window is closed and opened while its sender works: what was begun is carried to its end, so that closing makes no fate
// unknown by itself.
func TestDrillTheWindowIsClosed(t *testing.T) {
	const n = 100
	s, r := drill(t, n, 801)
	o := s.options()
	o.Transport = []transport.Option{transport.WithTimeout(drillTimeout)}
	cancelled := 0
	for range 300 {
		ctx, cancel := context.WithTimeout(s.ctx, time.Duration(1+r.IntN(60))*time.Millisecond)
		res, err := Deliver(ctx, s.d, right, o)
		cancel()
		switch {
		case errors.Is(err, context.DeadlineExceeded):
			cancelled++
		case err != nil:
			t.Fatal(err)
		case res.Next == 0:
			s.once(n)
			if cancelled < 10 {
				t.Errorf("only %d runs were stopped on the way", cancelled)
			}
			return
		case res.Next > jst.At(s.now):
			s.now = res.Next.Time()
		}
	}
	t.Fatalf("not finished: %s", s.states())
}

// Two senders of one shop in one program, such as the window's loop and a click on 今すぐ送る, take turns.
func TestDrillTwoSendersAtOnce(t *testing.T) {
	const n = 40
	s := openShop(t)
	s.many(n)
	results := make(chan Result)
	for range 4 {
		go func() {
			r, err := Deliver(s.ctx, s.d, right, s.options())
			if err != nil {
				t.Error(err)
			}
			results <- r
		}()
	}
	sent := 0
	for range 4 {
		sent += (<-results).Sent
	}
	if sent != n || len(s.server.Mails()) != n {
		t.Errorf("%d called sent, %d taken", sent, len(s.server.Mails()))
	}
	s.wantStates(fmt.Sprintf("sent:%d", n))
}
