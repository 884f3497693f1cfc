package send

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/review"
	"miseban/app/flow/ship"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/mail"
	"miseban/app/order"
	"miseban/store"
)

// She imports, arms, takes one mail back in time, and the others arrive once, whatever is imported again.
func TestTheFirstWeekWithMail(t *testing.T) {
	s := openShop(t)
	s.rakuten(cells(1, nil), cells(2, nil), cells(3, nil))
	if q := s.confirm(); q.Queued+len(q.Held) != 0 {
		t.Fatalf("nothing is armed, but %+v", q)
	}
	s.armed()
	if q := s.confirm(); q.Queued != 3 || q.Already != 0 || len(q.Held) != 0 {
		t.Fatalf("%+v", q)
	}
	if r := s.deliver(); r.Sent != 0 || r.Next != jst.At(tuesday.Add(5*time.Minute)) {
		t.Fatalf("within the five minutes: %+v", r)
	}
	first := s.letters()[0]
	s.must(TakeBack(s.ctx, s.d, first.ID))
	s.later(5 * time.Minute)
	if r := s.deliver(); r.Sent != 2 || r.Next != 0 || r.Paused != "" {
		t.Fatalf("%+v", r)
	}
	s.wantTaken(0, 1, 1)
	s.wantStates("sent:2 withdrawn:1")
	for _, m := range s.server.Mails() {
		if !m.TLS || m.From != "shop@example.jp" || !strings.Contains(m.Data, "From: =?utf-8?") {
			t.Errorf("%+v", m)
		}
	}

	// The next download tells of the same orders and of a new one.
	s.later(24 * time.Hour)
	s.rakuten(cells(1, nil), cells(2, nil), cells(3, map[string]string{"ひとことメモ": "梱包済み"}), cells(4, map[string]string{"注文日時": "2026-11-25 08:00:00"}))
	if q := s.confirm(); q.Queued != 1 || q.Already != 3 {
		t.Fatalf("%+v", q)
	}
	s.later(time.Hour)
	s.deliver()
	s.wantTaken(0, 1, 1, 1)
	s.confirm()
	s.later(time.Hour)
	s.deliver()
	s.wantTaken(0, 1, 1, 1)
	if err := TakeBack(s.ctx, s.d, s.letters()[1].ID); !errors.Is(err, mail.ErrMove) {
		t.Errorf("a sent mail was taken back: %v", err)
	}
}

// What the customer reads, in full.
func TestTheTextOfAConfirmation(t *testing.T) {
	s := openShop(t)
	s.rakuten(cells(1, map[string]string{"個数": "3", "商品合計金額": "3240", "送料合計": "660", "合計金額": "3900", "ポイント利用額": "100", "請求金額": "3800",
		"お届け日指定": "2026-11-28", "お届け時間帯": "1416"}))
	s.armed()
	if _, err := s.d.Act(s.ctx, "company", "会社", s.now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		return nil, w.PutSetting(desk.CompanyKey, desk.Company{Name: "みせばん商店", Zip: "1500000", Address: "東京都架空区一丁目1-1", Phone: "03-000-0000"})
	}); err != nil {
		t.Fatal(err)
	}
	p, err := Write(s.ctx, s.d, s.d.Rows()[0].ID, mail.OrderConfirmed, s.now)
	s.must(err)
	if p.Problem != "" || p.Refused != "" || p.To != customer(1) || p.Subject != "【みせばん商店】ご注文を承りました（注文番号 123456-20261124-0000000001）" {
		t.Errorf("%+v", p)
	}
	for _, want := range []string{"山田 花子 様\n", "2026年11月24日\n", "静岡県産 深蒸し煎茶 100g × 3　3,240円\nポイント利用　-100円\n", "商品合計　3,240円\n送料　　　660円\nお支払い合計（税込）　3,800円\n",
		"クレジットカード\n", "山田 花子 様\n〒150-0001 東京都渋谷区神宮前1-2-3 サンプルマンション101\n", "2026年11月28日 14時～16時\n",
		"〒150-0000 東京都架空区一丁目1-1\n電話 03-000-0000\nメール shop@example.jp\n"} {
		if !strings.Contains(p.Body, want) {
			t.Errorf("%q is not in\n%s", want, p.Body)
		}
	}
	s.wantStates("") // looking queues nothing
}

// An import is taken back before its mails have gone: they are withdrawn with it, and go once when the file comes in again.
func TestAnImportTakenBackTakesItsMailsBack(t *testing.T) {
	s := openShop(t)
	s.rakuten(cells(1, nil))
	s.armed()
	s.confirm()
	s.later(10 * time.Minute)
	s.deliver()

	s.later(time.Hour)
	wrong := s.rakuten(cells(2, nil), cells(3, nil))
	s.confirm()
	s.wantStates("queued:2 sent:1")
	_, err := s.d.Undo(s.ctx, wrong.Entry, s.now)
	s.must(err)
	s.wantStates("sent:1 withdrawn:2")
	if len(s.d.Rows()) != 1 {
		t.Fatalf("%d orders are left", len(s.d.Rows()))
	}
	s.later(time.Hour)
	s.deliver()
	s.wantTaken(1, 0, 0)

	s.rakuten(cells(2, nil), cells(3, nil))
	if q := s.confirm(); q.Queued != 2 {
		t.Fatalf("%+v", q)
	}
	s.later(time.Hour)
	s.deliver()
	s.wantTaken(1, 1, 1)
	for _, l := range s.letters() {
		if r := s.d.Row(l.OrderID); r == nil || r.No != l.OrderNo {
			t.Errorf("mail %d belongs to no order", l.ID)
		}
	}
}

// 出す queues with the slips; undone it withdraws, done again it queues again, and each customer still gets one mail.
func TestPuttingOutUndoneAndRedone(t *testing.T) {
	s := openShop(t)
	s.rakuten(cells(1, nil), cells(2, nil))
	s.armed()
	for round := range 2 {
		printed, err := ship.Out(s.ctx, s.d, filepath.Join(t.TempDir(), "出荷"), NewMailer(s.d), s.now)
		s.must(err)
		if printed.Mails != 2 {
			t.Fatalf("round %d: %d mails", round, printed.Mails)
		}
		if round == 0 {
			s.undoNewest()
			s.wantStates("withdrawn:2")
			s.later(10 * time.Minute)
			s.deliver()
			s.wantTaken(0, 0)
		}
	}
	if q := s.confirm(); q.Queued != 0 {
		t.Fatalf("%+v", q)
	}
	s.later(10 * time.Minute)
	s.deliver()
	s.undoNewest() // too late for the mails: they stay sent
	s.wantStates("sent:2")
	_, err := ship.Out(s.ctx, s.d, filepath.Join(t.TempDir(), "出荷2"), NewMailer(s.d), s.now)
	s.must(err)
	s.later(10 * time.Minute)
	s.deliver()
	s.wantTaken(1, 1)
}

// gone marks an order as shipped and queues 出荷 in the same act.
func (s *shop) gone(no int, x Shipment) {
	s.Helper()
	row, err := s.d.Find(cells(no, nil)["注文番号"])
	s.must(err)
	in, j, err := s.d.Judged(s.ctx, row.ID, s.now)
	s.must(err)
	_, err = s.d.Act(s.ctx, "shipped", "出荷済みにする", s.now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		if err := w.PutDeed(order.Deed{OrderID: row.ID, Kind: order.Shipped, Ref: "1", At: jst.At(s.now), Snapshot: "{}"}); err != nil {
			return nil, err
		}
		_, err := NewMailer(s.d).QueueShipped(w, in, j, x, s.now)
		return []int64{row.ID}, err
	})
	s.must(err)
}

func TestTheShippingMailCarriesItsNumber(t *testing.T) {
	s := openShop(t)
	s.rakuten(cells(1, nil), cells(2, nil))
	s.armed()
	s.gone(1, Shipment{Carrier: "ヤマト運輸（宅急便）", Tracking: "0000-0000-0001"})
	s.gone(2, Shipment{})
	l := s.letters()
	if !strings.Contains(l[0].Body, "■ 配送会社\nヤマト運輸（宅急便）\n") || !strings.Contains(l[0].Body, "0000-0000-0001") || !strings.Contains(l[0].Body, "■ 発送日\n2026年11月24日\n") {
		t.Errorf("%s", l[0].Body)
	}
	if !strings.Contains(l[1].Body, "■ 配送会社\n宅配便\n") || strings.Contains(l[1].Body, "お問い合わせ番号") {
		t.Errorf("%s", l[1].Body)
	}
	// The second parcel did not leave after all.
	row, err := s.d.Find(l[1].OrderNo)
	s.must(err)
	_, err = review.Ship(s.ctx, s.d, []*desk.Row{row}, true, s.now)
	s.must(err)
	s.later(10 * time.Minute)
	if r := s.deliver(); r.Sent != 1 || r.Withdrawn != 1 {
		t.Errorf("%+v", r)
	}
	s.wantTaken(1, 0)
	s.gone(2, Shipment{Tracking: "0000-0000-0002"})
	s.later(10 * time.Minute)
	s.deliver()
	s.wantTaken(1, 1)
	if row := s.d.Row(row.ID); row.Status != judge.AwaitingNotice {
		t.Errorf("%s", row.Status.Name())
	}
	// By hand for all that went out: both have theirs.
	q, err := QueueFor(s.ctx, s.d, GoneOut(s.d), mail.Shipped, s.now)
	s.must(err)
	if q.Queued != 0 || q.Already != 2 {
		t.Errorf("%+v", q)
	}
}
