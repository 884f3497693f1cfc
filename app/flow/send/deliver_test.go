package send

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/send/smtptest"
	"miseban/app/jst"
	"miseban/app/mail"
	"miseban/app/platform/keychain"
	"miseban/store"
)

// many imports n orders, and queues their confirmations.
func (s *shop) many(n int) {
	s.Helper()
	var orders []map[string]string
	for i := range n {
		orders = append(orders, cells(i+1, nil))
	}
	s.rakuten(orders...)
	s.armed()
	if q := s.confirm(); q.Queued != n {
		s.Fatalf("%+v", q)
	}
	s.later(5 * time.Minute)
}

// The power fails while a mail is being handed over. The next start can't know whether it arrived, says so, and leaves it to
// the owner; when she has it sent again it is the same mail with the same Message-ID.
func TestPowerCutWhileSending(t *testing.T) {
	s := openShop(t)
	s.many(3)
	cut := s.letters()[1]
	s.must(s.d.Store().WriteUnjournaled(s.ctx, func(w *store.Writer) error {
		_, err := w.Move(cut.ID, "queued", "sending", "", jst.At(s.now), cut.NotBefore, 1)
		return err
	}))
	s.stop()
	s.start()
	if n, err := Recover(s.ctx, s.d); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	s.wantStates("queued:2 unknown:1")
	for range 3 {
		s.deliver()
		s.confirm()
		s.later(24 * time.Hour)
	}
	s.wantStates("sent:2 unknown:1")
	s.wantTaken(1, 0, 1)
	s.must(SendAgain(s.ctx, s.d, cut.ID, s.now))
	s.later(5 * time.Minute)
	s.deliver()
	s.wantTaken(1, 1, 1)
	last := s.server.Mails()[2]
	if !strings.Contains(last.Data, "<"+cut.MessageID+">") {
		t.Errorf("another Message-ID than %s:\n%s", cut.MessageID, last.Data)
	}
	if err := SendAgain(s.ctx, s.d, cut.ID, s.now); !errors.Is(err, mail.ErrMove) {
		t.Errorf("a sent mail went again: %v", err)
	}
	if err := MarkSent(s.ctx, s.d, 4711); !errors.Is(err, ErrNoMail) {
		t.Error(err)
	}
}

// The account allows three mails in 15 minutes. Nobody sits and waits: each run sends what it may and says when to come back, and
// the end that was foretold is the end.
func TestTheLimitsOfTheAccountAreKept(t *testing.T) {
	s := openShop(t)
	s.many(8)
	a := s.account()
	a.Limits = []Limit{{3, 15}, {7, 60}}
	s.must(SetAccount(s.ctx, s.d, a, s.now))
	look, err := LookAhead(s.ctx, s.d, s.now)
	s.must(err)
	start := s.now
	if look.Waiting != 8 || look.Left != 7 || look.Done != jst.At(start.Add(time.Hour)) {
		t.Errorf("%+v", look)
	}
	var runs []int
	for range 10 {
		r := s.deliver()
		runs = append(runs, r.Sent)
		if r.Next == 0 {
			break
		}
		if r.Paused == "" || r.Stopped {
			t.Errorf("%+v", r)
		}
		if again := s.deliver(); again.Sent != 0 || again.Next != r.Next {
			t.Errorf("too early: %+v", again)
		}
		s.stop() // a scheduled task: each run is a program of its own
		s.now = r.Next.Time()
		s.start()
	}
	if fmt.Sprint(runs) != "[3 3 1 1]" || jst.At(s.now) != look.Done {
		t.Errorf("runs %v until %v, foretold %v", runs, s.now, look.Done.Time())
	}
	s.wantTaken(1, 1, 1, 1, 1, 1, 1, 1)
}

// A wrong password stops the account at once, for this run and the next ones, and is written nowhere.
func TestAWrongPasswordStopsAndIsWrittenNowhere(t *testing.T) {
	const wrong = "machigatta-aikotoba-4649"
	s := openShop(t)
	s.many(3)
	tries := 0
	ask := func() (string, error) { tries++; return wrong, nil }
	for range 3 {
		r, err := Deliver(s.ctx, s.d, ask, s.options())
		s.must(err)
		if !r.Stopped || r.Sent != 0 || !strings.Contains(r.Paused, "パスワード") || strings.Contains(fmt.Sprintf("%+v", r), wrong) {
			t.Errorf("%+v", r)
		}
		s.later(time.Hour)
		s.stop()
		s.start()
	}
	if tries != 1 || s.server.Connections() != 1 {
		t.Errorf("asked %d times, %d connections", tries, s.server.Connections())
	}
	s.wantStates("queued:3")
	for _, l := range s.letters() {
		if strings.Contains(l.Answer, wrong) || l.Attempts != 0 {
			t.Errorf("%+v", l)
		}
	}
	// She types it again, wrong once more, then right.
	o := s.options()
	o.Resume = true
	if r, err := Deliver(s.ctx, s.d, ask, o); err != nil || !r.Stopped || tries != 2 {
		t.Error(r, err, tries)
	}
	if r, err := Test(s.ctx, s.d, s.account(), wrong, "watashi@example.com", s.options()); err != nil || r.Outcome != mail.OutcomeStopAccount {
		t.Error(r, err)
	}
	if r := s.deliver(); !r.Stopped {
		t.Errorf("%+v", r)
	}
	if r, err := Test(s.ctx, s.d, s.account(), smtptest.Secret, "watashi@example.com", s.options()); err != nil || r.Outcome != mail.OutcomeSent {
		t.Error(r, err)
	}
	if r := s.deliver(); r.Sent != 3 {
		t.Errorf("%+v", r)
	}
	s.wantTaken(1, 1, 1)
	_, err := s.d.Store().Backup(s.ctx, "test")
	s.must(err)
	s.stop()
	files := 0
	s.must(filepath.WalkDir(s.folder, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		files++
		for _, secret := range []string{wrong, smtptest.Secret} {
			if bytes.Contains(b, []byte(secret)) {
				t.Errorf("the password is in %s", filepath.Base(path))
			}
		}
		return err
	}))
	if files < 3 {
		t.Errorf("only %d files were looked at", files)
	}
}

func TestWithoutAPasswordNothingMoves(t *testing.T) {
	s := openShop(t)
	s.many(2)
	_, err := Deliver(s.ctx, s.d, func() (string, error) { return "", fmt.Errorf("ask: %w", keychain.ErrNone) }, s.options())
	if text, ok := Sentence(err); !errors.Is(err, keychain.ErrNone) || !ok || !strings.Contains(text, "キーチェーン") {
		t.Error(err)
	}
	s.wantStates("queued:2")
	s.later(time.Minute)
	s.deliver()
	asked := false
	_, err = Deliver(s.ctx, s.d, func() (string, error) { asked = true; return "", nil }, s.options())
	if err != nil || asked {
		t.Errorf("nothing was due, but the password was asked for (%v)", err)
	}
}

// The computer is offline at first: no mail uses up a try, and the pauses grow.
func TestOfflineForAWhile(t *testing.T) {
	s := openShop(t)
	s.many(2)
	real := s.account()
	dead := real
	dead.Port = 1
	s.must(SetAccount(s.ctx, s.d, dead, s.now))
	var waits []time.Duration
	for range 4 {
		r := s.deliver()
		if r.Sent != 0 || r.Stopped || r.Paused == "" {
			t.Fatalf("%+v", r)
		}
		waits = append(waits, r.Next.Time().Sub(s.now).Round(2*time.Minute))
		if again := s.deliver(); again.Next != r.Next {
			t.Errorf("%+v", again)
		}
		s.now = r.Next.Time()
	}
	if waits[0] >= waits[1] || waits[1] >= waits[2] || waits[2] >= waits[3] {
		t.Errorf("waits %v", waits)
	}
	for _, l := range s.letters() {
		if l.State != mail.Queued || l.Attempts != 0 {
			t.Errorf("%+v", l)
		}
	}
	s.must(SetAccount(s.ctx, s.d, real, s.now))
	if r := s.deliver(); r.Sent != 2 {
		t.Errorf("%+v", r)
	}
}

// The window sends by itself every minute while it is open.
func TestTheOpenWindowSends(t *testing.T) {
	s := openShop(t)
	s.many(3)
	ctx, stop := context.WithCancel(s.ctx)
	o := s.options()
	o.Every = time.Millisecond
	sent := 0
	done := make(chan struct{})
	go func() {
		defer close(done)
		Loop(ctx, s.d, right, o, func(r Result, err error) {
			if err != nil {
				t.Error(err)
			}
			if sent += r.Sent; sent == 3 {
				stop()
			}
		})
	}()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		stop()
		t.Fatal("the loop does not end")
	}
	s.wantTaken(1, 1, 1)
}

func TestAccountFiles(t *testing.T) {
	a, err := ReadAccount(strings.NewReader(`{"provider":"Gmail","from":"shop@example.com","from_name":"みせばん商店"}`))
	if err != nil || a.Host != "smtp.gmail.com" || a.Port != 587 || a.User != "shop@example.com" || a.Name != "Gmail" || len(a.Throttle()) != 3 {
		t.Errorf("%+v %v", a, err)
	}
	for text, want := range map[string]string{
		`{"provider":"Gmail","from":"shop@example.com","password":"himitsu"}`:                             "--password-stdin",
		`{"provider":"Gmale","from":"shop@example.com"}`:                                                  "Gmale",
		`{"provider":"Gmail","from":"shop@example.com","limits":[{"max":0,"minutes":15}]}`:                "上限",
		`{"provider":"Gmail","from":"shop"}`:                                                              "差出人",
		`{"name":"a","host":"mail.example.jp","port":587,"security":"starttls","from":"shop@example.jp"}`: "認証の方法",
		`{`: "読めません",
	} {
		_, err := ReadAccount(strings.NewReader(text))
		got, ok := Sentence(err)
		if !ok || !strings.Contains(got, want) || strings.Contains(got, "himitsu") {
			t.Errorf("%s: %q %v", text, got, err)
		}
	}
}

// A hundred mails over one connection, each with its two writes to the disk.
func BenchmarkAHundredMails(b *testing.B) {
	s := openShop(b)
	s.many(100)
	a := s.account()
	a.Limits = []Limit{{1_000_000, 1}}
	s.must(SetAccount(s.ctx, s.d, a, s.now))
	b.ReportAllocs()
	for b.Loop() {
		if r := s.deliver(); r.Sent != 100 {
			b.Fatalf("%+v", r)
		}
		b.StopTimer()
		s.must(s.d.Store().WriteUnjournaled(s.ctx, func(w *store.Writer) error {
			_, err := w.MoveAll("sent", "queued", "")
			return err
		}))
		b.StartTimer()
	}
}
