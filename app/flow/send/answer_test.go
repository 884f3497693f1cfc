package send

import (
	"strings"
	"testing"
	"time"

	"miseban/app/flow/send/smtptest"
	"miseban/app/jst"
)

// What the server may say about one mail, and what becomes of it and of the others.
func TestWhatTheServerSays(t *testing.T) {
	s := openShop(t)
	s.many(5)
	s.server.For(customer(1), smtptest.RefuseRecipient(451, [3]int{4, 3, 0}, "try later"))
	s.server.For(customer(2), smtptest.RefuseRecipient(550, [3]int{5, 1, 1}, "no such user"))
	s.server.For(customer(3), smtptest.TakeThenDrop())
	s.server.For(customer(4), smtptest.RefuseText(421, [3]int{4, 7, 0}, "too many"))
	r := s.deliver()
	if r.Retry != 2 || r.Failed != 1 || r.Unknown != 1 || r.Sent != 0 || r.Paused == "" || r.Next != jst.At(s.now.Add(15*time.Minute)) {
		t.Errorf("%+v", r)
	}
	s.wantStates("failed:1 queued:1 retry:2 unknown:1")
	s.later(15 * time.Minute)
	if r := s.deliver(); r.Sent != 3 {
		t.Errorf("%+v", r)
	}
	s.wantStates("failed:1 sent:3 unknown:1")
	s.wantTaken(1, 0, 1, 1, 1)
	l := s.letters()
	if !strings.Contains(l[1].Answer, "no such user") || l[3].Attempts != 2 {
		t.Errorf("%+v", l)
	}
	s.must(MarkSent(s.ctx, s.d, l[2].ID))

	// The account may not send as this sender: one refusal is enough, no customer's mail fails for it.
	s.server.RefuseSender(553, [3]int{5, 7, 1}, "Sender address rejected")
	s.rakuten(cells(6, nil), cells(7, nil))
	s.confirm()
	s.later(time.Hour)
	if r := s.deliver(); !r.Stopped || r.Failed != 0 || !strings.Contains(r.Paused, "差出人") {
		t.Errorf("%+v", r)
	}
	s.wantStates("failed:1 queued:2 sent:4")
}

// A mailbox that says "later" for ever: after a day of waiting the mail has failed.
func TestAMailboxThatIsNeverReady(t *testing.T) {
	s := openShop(t)
	s.many(1)
	for range 50 {
		s.server.For(customer(1), smtptest.RefuseRecipient(450, [3]int{4, 2, 1}, "busy"))
	}
	begun := s.now
	for range 50 {
		r := s.deliver()
		if r.Failed == 1 {
			break
		}
		next := s.deliver().Next
		if r.Retry != 1 || next <= jst.At(s.now) {
			t.Fatalf("%+v, next %v", r, next.Time())
		}
		s.now = next.Time()
	}
	s.wantStates("failed:1")
	if d := s.now.Sub(begun); d < 12*time.Hour || d > 26*time.Hour {
		t.Errorf("given up after %v", d)
	}
}
