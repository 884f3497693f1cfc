package send

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/review"
	"miseban/app/mail"
	"miseban/app/order"
	"miseban/store"
)

// Every order that must get no mail, each with its reason.
func TestWhoGetsNoMail(t *testing.T) {
	s := openShop(t)
	s.rakuten(cells(1, nil))
	s.armed()
	s.rakuten(
		cells(2, map[string]string{"注文日時": "2026-11-23 23:59:59", "注文日": "2026-11-23"}),
		cells(3, map[string]string{"注文者メールアドレス": "08bb67fa21af8e5819f4152edb9b5e41s1@pc.fw.rakuten.ne.jp"}),
		cells(4, map[string]string{"ステータス": "900"}),
		cells(5, map[string]string{"ステータス": "200"}),
		cells(6, map[string]string{"コメント": "孫の誕生日なので必ず土曜に届けてください"}),
	)
	q, err := QueueFor(s.ctx, s.d, s.d.Rows(), mail.OrderConfirmed, s.now)
	s.must(err)
	if q.Queued != 1 || len(q.Refused) != 5 {
		t.Fatalf("%+v", q)
	}
	for i, want := range []string{"より前の注文", "マスクアドレス", "キャンセル", "モール処理待ち", "確認待ち"} {
		if r := q.Refused[i]; !strings.HasSuffix(r.OrderNo, fmt.Sprint(i+2)) || !strings.Contains(r.Reason, want) {
			t.Errorf("%+v, want %s", r, want)
		}
	}
	// She has read the customer's wish: now the order is accepted.
	row, err := s.d.Find(q.Refused[4].OrderNo)
	s.must(err)
	_, err = review.Accept(s.ctx, s.d, []*desk.Row{row}, false, s.now)
	s.must(err)
	if q := s.confirm(); q.Queued != 1 || q.Already != 1 || len(q.Held) != 0 {
		t.Errorf("%+v", q)
	}
}

func TestAmazonGetsNoMailWhateverIsStored(t *testing.T) {
	s := openShop(t)
	s.must(SetAccount(s.ctx, s.d, s.account(), s.now))
	report, err := intake.Import(s.ctx, s.d, []string{"../../mall/testdata/amazon_orders.sample.txt"}, intake.Options{Now: s.now})
	s.must(err)
	if report.Files[0].Orders.New == 0 {
		t.Fatalf("%+v", report)
	}
	amazon := s.d.Shops()[0]
	amazon.MailSince = "2026-01-01"
	s.must(s.d.SetShop(s.ctx, amazon, s.now))
	for _, e := range mail.Events() {
		if err := SetSender(s.ctx, s.d, amazon, e, mail.SenderShop, s.now); !errors.Is(err, mail.ErrSender) {
			t.Errorf("%s: %v", e, err)
		}
	}
	s.must(Arm(s.ctx, s.d, "2026-01-01", s.now))
	// Even a file that was written by other hands changes nothing.
	s.must(s.d.Store().WriteUnjournaled(s.ctx, func(w *store.Writer) error {
		return w.PutSetting(sendersKey, []Sender{{amazon.ID, mail.OrderConfirmed, mail.SenderShop}, {amazon.ID, mail.Shipped, mail.SenderShop}})
	}))
	s.confirm()
	for _, e := range mail.Events() {
		q, err := QueueFor(s.ctx, s.d, s.d.Rows(), e, s.now)
		s.must(err)
		if q.Queued+len(q.Held) != 0 || len(q.Refused) != len(s.d.Rows()) {
			t.Errorf("%+v", q)
		}
	}
	s.wantStates("")
}

// In the demo shop everything can be tried, and nothing leaves the computer.
func TestTheDemoShopSendsNothing(t *testing.T) {
	s := openShop(t)
	s.rakuten(cells(1, nil))
	s.armed()
	s.confirm() // as if it had been queued before the folder became the demo's
	s.must(open.MarkDemo(s.folder))
	if err := Arm(s.ctx, s.d, "", s.now); !errors.Is(err, ErrDemo) {
		t.Error(err)
	}
	if q := s.confirm(); q.Queued+q.Already != 0 {
		t.Errorf("%+v", q)
	}
	row := s.d.Rows()[0]
	in, j, err := s.d.Judged(s.ctx, row.ID, s.now)
	s.must(err)
	s.must(s.d.Store().WriteUnjournaled(s.ctx, func(w *store.Writer) error {
		queued, err := NewMailer(s.d).Queue(w, in, j, mail.Shipped, s.now)
		if queued {
			t.Error("queued")
		}
		return err
	}))
	if _, err := Test(s.ctx, s.d, s.account(), "himitsu", "watashi@example.com", s.options()); !errors.Is(err, ErrDemo) {
		t.Error(err)
	}
	if err := SendAgain(s.ctx, s.d, 1, s.now); !errors.Is(err, ErrDemo) {
		t.Error(err)
	}
	s.later(time.Hour)
	if r := s.deliver(); r.Sent != 0 || r.Paused == "" {
		t.Errorf("%+v", r)
	}
	if n := s.server.Connections(); n != 0 {
		t.Errorf("%d connections", n)
	}
	s.wantStates("queued:1")
}

// An order without a usable address or with an amount that isn't certain is held with its reason; nothing else waits for it.
// Once she has typed what was missing, it goes.
func TestAnOrderThatLacksSomethingIsHeld(t *testing.T) {
	s := openShop(t)
	s.rakuten(cells(1, map[string]string{"注文者メールアドレス": "kyaku1@example,com"}), cells(2, map[string]string{"注文者姓": "", "注文者名": ""}), cells(3, nil))
	s.armed()
	q := s.confirm()
	if q.Queued != 1 || len(q.Held) != 2 || !strings.Contains(q.Held[0].Reason, "メールアドレス") || !strings.Contains(q.Held[1].Reason, "お名前") {
		t.Fatalf("%+v", q)
	}
	for _, h := range q.Held {
		if strings.Contains(h.Reason, "kyaku1") {
			t.Errorf("an address in %q", h.Reason)
		}
	}
	s.later(10 * time.Minute)
	if r := s.deliver(); r.Sent != 1 {
		t.Fatalf("%+v", r)
	}
	s.wantStates("held:2 sent:1")
	held := s.letters()[0]
	if err := SendAgain(s.ctx, s.d, held.ID, s.now); !errors.Is(err, ErrNotNow) {
		t.Errorf("nothing was repaired: %v", err)
	} else if text, ok := Sentence(err); !ok || !strings.Contains(text, "メールアドレス") {
		t.Error(text)
	}
	row, err := s.d.Find(held.OrderNo)
	s.must(err)
	_, err = s.d.Act(s.ctx, "correct", "メールを直す", s.now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		return []int64{row.ID}, w.PutCorrection(order.Correction{OrderID: row.ID, Target: "orderer", Field: "email", Value: customer(1)})
	})
	s.must(err)
	s.must(SendAgain(s.ctx, s.d, held.ID, s.now))
	s.later(10 * time.Minute)
	s.deliver()
	s.wantTaken(1, 0, 1)
}

// A template that lost its fields sends the same words to everybody: after ten people it stops.
func TestTheSameWordsToManyPeopleStop(t *testing.T) {
	s := openShop(t)
	var orders []map[string]string
	for n := range 12 {
		orders = append(orders, cells(n+1, nil))
	}
	s.rakuten(orders...)
	s.armed()
	s.must(SetTemplate(s.ctx, s.d, mail.Template{Event: mail.OrderConfirmed, Subject: "ご注文ありがとうございます", Body: "ご注文を承りました。"}, s.now))
	if q := s.confirm(); q.Queued != 10 || len(q.Held) != 2 || !strings.Contains(q.Held[0].Reason, "同じ文面") {
		t.Fatalf("%+v", q)
	}
	if err := SetTemplate(s.ctx, s.d, mail.Template{Event: mail.OrderConfirmed, Subject: "承りました", Body: "{{.注文番}}"}, s.now); err == nil {
		t.Error("a text with an unknown field was kept")
	}
	s.must(SetTemplate(s.ctx, s.d, mail.Template{Event: mail.OrderConfirmed}, s.now))
	own, err := TemplateOf(s.ctx, s.d, mail.OrderConfirmed)
	s.must(err)
	if program, _ := mail.DefaultTemplate(mail.OrderConfirmed); own != program {
		t.Errorf("%+v", own)
	}
	s.must(SendAgain(s.ctx, s.d, s.letters()[11].ID, s.now))
	if l := s.letters()[11]; l.State != mail.Queued || !strings.Contains(l.Body, l.OrderNo) {
		t.Errorf("%+v", l)
	}
}

// She changes her mind in the five minutes: back to the mall, another sender, everything off.
func TestWhatChangesBeforeAMailGoes(t *testing.T) {
	s := openShop(t)
	s.rakuten(cells(1, nil))
	s.armed()
	s.confirm()
	rakuten := s.d.Shops()[0]
	s.must(SetSender(s.ctx, s.d, rakuten, mail.OrderConfirmed, mail.SenderMall, s.now))
	s.wantStates("withdrawn:1")
	s.must(SetSender(s.ctx, s.d, rakuten, mail.OrderConfirmed, mail.SenderShop, s.now))
	if q := s.confirm(); q.Already != 1 {
		t.Errorf("what the mall was to send is not queued again: %+v", q)
	}

	s.rakuten(cells(2, nil))
	s.confirm()
	other := s.account()
	other.From = "info@example.jp"
	s.must(SetAccount(s.ctx, s.d, other, s.now))
	s.later(10 * time.Minute)
	if r := s.deliver(); r.Held != 1 || r.Sent != 0 {
		t.Errorf("%+v", r)
	}
	s.must(SendAgain(s.ctx, s.d, s.letters()[1].ID, s.now))

	s.rakuten(cells(3, nil), cells(4, nil))
	s.confirm()
	s.must(Disarm(s.ctx, s.d, s.now))
	s.wantStates("held:3 withdrawn:1")
	s.later(10 * time.Minute)
	if r := s.deliver(); r.Sent != 0 || !r.Stopped || s.server.Connections() != 0 {
		t.Errorf("%+v", r)
	}

	// Armed again next week: what was held stays held, and orders of the pause get nothing.
	s.later(7 * 24 * time.Hour)
	s.must(Arm(s.ctx, s.d, "", s.now))
	if q := s.confirm(); q.Queued != 0 {
		t.Errorf("%+v", q)
	}
	s.must(TakeBack(s.ctx, s.d, s.letters()[2].ID))
	s.deliver()
	s.wantStates("held:2 withdrawn:2")
	s.wantTaken(0, 0, 0, 0)

	// A cancellation that comes in before a mail has gone stops it.
	s.must(Arm(s.ctx, s.d, "2026-11-24", s.now))
	s.rakuten(cells(5, nil), cells(6, nil))
	if q := s.confirm(); q.Queued != 2 {
		t.Fatalf("%+v", q)
	}
	s.later(time.Minute)
	s.rakuten(cells(5, map[string]string{"ステータス": "900"}))
	s.later(10 * time.Minute)
	if r := s.deliver(); r.Sent != 1 || r.Withdrawn != 1 {
		t.Errorf("%+v", r)
	}
	s.wantTaken(0, 0, 0, 0, 0, 1)

	// A computer that was off for a fortnight does not surprise anybody with old mails.
	s.rakuten(cells(7, nil))
	s.confirm()
	s.later(15 * 24 * time.Hour)
	if r := s.deliver(); r.Held != 1 || r.Sent != 0 {
		t.Errorf("%+v", r)
	}
}
