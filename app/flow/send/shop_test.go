package send

import (
	"context"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/send/smtptest"
	"miseban/app/flow/send/transport"
	"miseban/app/jst"
	"miseban/app/mail"
	"miseban/store"
)

// tuesday is the day on which the owner begins to send mails by herself.
var tuesday = time.Date(2026, 11, 24, 12, 0, 0, 0, jst.Zone)

// shop is the owner's shop on a real file, with a clock that the test turns.
type shop struct {
	testing.TB
	ctx    context.Context
	folder string
	open   *open.Shop
	d      *desk.Desk
	server *smtptest.Server
	now    time.Time
}

// openShop opens an empty shop folder beside a mail server.
func openShop(tb testing.TB, opts ...smtptest.Option) *shop {
	tb.Helper()
	s := &shop{TB: tb, ctx: context.Background(), folder: filepath.Join(tb.TempDir(), "店"), now: tuesday, server: smtptest.Start(tb, opts...)}
	s.start()
	tb.Cleanup(func() {
		if s.open != nil {
			s.open.Close()
		}
	})
	return s
}

// start starts the program; stop ends it.
func (s *shop) start() {
	s.Helper()
	var err error
	if s.open, err = open.Writing(s.ctx, s.folder); err != nil {
		s.Fatal(err)
	}
	s.d = s.open.Desk
	s.must(s.d.Warm(s.ctx, s.now))
}

func (s *shop) stop() {
	s.Helper()
	s.must(s.open.Close())
	s.open = nil
}

func (s *shop) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// cells are one order of 楽天's file: number n of the day, with other cells.
func cells(n int, change map[string]string) map[string]string {
	c := map[string]string{
		"注文番号": fmt.Sprintf("123456-20261124-%010d", n), "注文日時": "2026-11-24 09:12:31", "注文日": "2026-11-24", "注文時間": "09:12:31",
		"注文者メールアドレス": customer(n), "送付先ID": fmt.Sprint(n), "商品明細ID": fmt.Sprint(n), "配送方法": "宅配便",
	}
	maps.Copy(c, change)
	return c
}

func customer(n int) string { return fmt.Sprintf("kyaku%d@example.com", n) }

// rakuten imports one file of 楽天 with these orders.
func (s *shop) rakuten(orders ...map[string]string) intake.FileReport {
	s.Helper()
	path := s.rakutenFile(orders...)
	report, err := intake.Import(s.ctx, s.d, []string{path}, intake.Options{Now: s.now})
	s.must(err)
	f := report.Files[0]
	if f.Error != "" || f.Orders.Refused > 0 {
		s.Fatalf("%s %+v", f.Error, f.Problems)
	}
	return f
}

func (s *shop) rakutenFile(orders ...map[string]string) string {
	s.Helper()
	raw, err := os.ReadFile("../../mall/testdata/rakuten.sample.csv")
	s.must(err)
	text, err := japanese.ShiftJIS.NewDecoder().Bytes(raw)
	s.must(err)
	sample, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	s.must(err)
	path := filepath.Join(s.TempDir(), fmt.Sprintf("rakuten-%s.csv", s.now.Format("20060102150405")))
	f, err := os.Create(path)
	s.must(err)
	w := csv.NewWriter(f)
	s.must(w.Write(sample[0]))
	for _, o := range orders {
		row := slices.Clone(sample[1])
		for name, v := range o {
			i := slices.Index(sample[0], name)
			if i < 0 {
				s.Fatalf("no column %s", name)
			}
			row[i] = v
		}
		s.must(w.Write(row))
	}
	w.Flush()
	s.must(w.Error())
	s.must(f.Close())
	return path
}

// account is the shop's account on the test's server.
func (s *shop) account() Account {
	return Account{Name: "本店", Host: s.server.Host, Port: s.server.Port, Security: mail.STARTTLS, SignIn: mail.SignInPlain, User: smtptest.User,
		From: "shop@example.jp", FromName: "みせばん商店"}
}

// armed sets the account, takes 楽天's mails over from the mall, and switches automatic mail on.
func (s *shop) armed() {
	s.Helper()
	s.must(SetAccount(s.ctx, s.d, s.account(), s.now))
	for _, x := range s.d.Shops() {
		for _, e := range mail.Events() {
			s.must(SetSender(s.ctx, s.d, x, e, mail.SenderShop, s.now))
		}
	}
	s.must(Arm(s.ctx, s.d, "", s.now))
}

// confirm queues 受注確認 as after an import.
func (s *shop) confirm() Queued {
	s.Helper()
	q, err := Confirm(s.ctx, s.d, s.now)
	s.must(err)
	return q
}

func (s *shop) options() Options {
	return Options{Now: func() time.Time { return s.now }, Transport: []transport.Option{transport.WithRoots(s.server.Roots), transport.WithTimeout(2 * time.Second)}}
}

// deliver sends what is due.
func (s *shop) deliver() Result {
	s.Helper()
	r, err := Deliver(s.ctx, s.d, right, s.options())
	s.must(err)
	return r
}

func right() (string, error) { return smtptest.Secret, nil }

// later turns the clock.
func (s *shop) later(d time.Duration) { s.now = s.now.Add(d) }

// letters gives the outbox, oldest first.
func (s *shop) letters() []Letter {
	s.Helper()
	l, err := Mails(s.ctx, s.d, Filter{})
	s.must(err)
	slices.Reverse(l)
	return l
}

// states sums the outbox up: "sent:2 withdrawn:1".
func (s *shop) states() string {
	s.Helper()
	counts, err := Counts(s.ctx, s.d)
	s.must(err)
	var out []string
	for _, st := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, fmt.Sprintf("%s:%d", st, counts[st]))
	}
	return strings.Join(out, " ")
}

func (s *shop) wantStates(want string) {
	s.Helper()
	if got := s.states(); got != want {
		s.Fatalf("outbox %q, want %q", got, want)
	}
}

// wantTaken checks how many mails the server has taken for the customers 1…n.
func (s *shop) wantTaken(want ...int) {
	s.Helper()
	for i, n := range want {
		if got := s.server.Taken(customer(i + 1)); got != n {
			s.Errorf("customer %d got %d mails, want %d", i+1, got, n)
		}
	}
}

// undoNewest takes the newest act back that can be.
func (s *shop) undoNewest() {
	s.Helper()
	var e store.JournalEntry
	s.must(s.d.Store().Read(s.ctx, func(r *store.Reader) error {
		var err error
		e, err = r.NewestUndoable()
		return err
	}))
	_, err := s.d.Undo(s.ctx, e.ID, s.now)
	s.must(err)
}
