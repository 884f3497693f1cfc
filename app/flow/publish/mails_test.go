package publish_test

import (
	"testing"

	"miseban/app/flow/publish"
	"miseban/app/flow/send"
	"miseban/app/mail"
)

// A rule wants a mail for dear orders. It is queued only when she ticks it, for the open orders that the set changes, and never a
// second time, however often the set goes out of force and comes back.
func TestMailsOfRulesAreTicked(t *testing.T) {
	d := shop(t)
	d.take("a.csv", usual("1", func(s *sold) { s.Total, s.Date = 9800, "2026-11-24" }), usual("2"))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(send.SetAccount(d.ctx, d.desk(), send.Account{Name: "店", Host: "127.0.0.1", Port: 465, Security: mail.TLS, SignIn: mail.SignInPlain, User: "info", From: "info@misebando.example.jp"}, d.now))
	for _, s := range d.desk().Shops() {
		must(send.SetSender(d.ctx, d.desk(), s, mail.OrderConfirmed, mail.SenderShop, d.now))
	}
	must(send.Arm(d.ctx, d.desk(), "2026-11-01", d.now))
	set := "店番ルール 1\n\nルール \"高額のお礼\"\n  条件 請求金額 >= 5000\n  動作 メール \"" + mail.OrderConfirmed.Name() + "\"\n"
	waiting := func() int {
		t.Helper()
		c, err := send.Counts(d.ctx, d.desk())
		must(err)
		n := 0
		for _, x := range c {
			n += x
		}
		return n
	}
	r, err := publish.Publish(d.ctx, d.desk(), set, publish.Options{Now: d.now})
	if err != nil || len(r.Simulation.Mails) != 1 || r.Mails != nil || waiting() != 0 {
		t.Fatalf("not ticked: %d intents, %+v, %d in the outbox, %v", len(r.Simulation.Mails), r.Mails, waiting(), err)
	}
	off := func() {
		t.Helper()
		_, err := publish.Publish(d.ctx, d.desk(), "店番ルール 1\n", publish.Options{Now: d.now})
		must(err)
	}
	off()
	r, err = publish.Publish(d.ctx, d.desk(), set, publish.Options{Mails: true, Now: d.now})
	if err != nil || r.Mails == nil || r.Mails.Queued+len(r.Mails.Held) != 1 || len(r.Mails.Refused) != 0 || waiting() != 1 {
		t.Fatalf("ticked: %+v, %d in the outbox, %v", r.Mails, waiting(), err)
	}
	state := func() mail.State {
		t.Helper()
		c, err := send.Counts(d.ctx, d.desk())
		must(err)
		for s, n := range c {
			if n == 1 {
				return s
			}
		}
		return ""
	}
	was := state()
	if _, err := d.desk().Undo(d.ctx, r.Entry, d.now); err != nil || state() != mail.Withdrawn {
		t.Errorf("taken back: %s, then %s, %v", was, state(), err)
	}
	r, err = publish.Publish(d.ctx, d.desk(), set, publish.Options{Mails: true, Now: d.now})
	if err != nil || waiting() != 1 || state() != was {
		t.Errorf("published again: %+v, %s, %v", r.Mails, state(), err)
	}
	off()
	r, err = publish.Publish(d.ctx, d.desk(), set, publish.Options{Mails: true, Now: d.now})
	if err != nil || r.Mails == nil || r.Mails.Queued != 0 || waiting() != 1 {
		t.Errorf("ticked once more: %+v, %d in the outbox, %v", r.Mails, waiting(), err)
	}
}
