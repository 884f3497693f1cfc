package pay_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/flow/desk"
	"miseban/app/flow/pay"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/order"
	"miseban/app/yen"
	"miseban/store"
)

// picture is all that acts on money can change: deposits, decisions and statuses, without times.
func (s *shop) picture() string {
	s.t.Helper()
	var b strings.Builder
	for _, x := range s.deposits() {
		fmt.Fprintln(&b, x.Key, x.Account, x.Day, x.Payer, x.Amount, x.Memo, x.State, x.Orders)
	}
	err := s.desk().Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Decisions(0)
		for _, x := range all {
			fmt.Fprintln(&b, x.OrderID, x.Kind, x.Subject, x.Body)
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, r := range s.desk().Rows() {
		fmt.Fprintln(&b, r.ID, r.Status.ID(), r.Flags)
	}
	return b.String()
}

// Whatever she does with the money, in whatever order: no yen is lost or made, no order is paid without a deposit or her word,
// and as many steps back as she made lead to where she began.
func TestMoneyIsConserved(t *testing.T) {
	people := []ordered{{family: "山田", name: "花子", kana: "ヤマダ ハナコ"}, {family: "高橋", name: "一郎", kana: "タカハシ イチロウ"}, {family: "佐藤", name: "次郎", kana: ""}}
	payers := []string{"ヤマダ ハナコ", "タカハシ イチロウ", "サトウ ジロウ", "リソク"}
	amounts := []yen.Yen{1000, 2000, 3000, 670}
	rapid.Check(t, func(t *rapid.T) {
		folder, err := os.MkdirTemp("", "miseban-pay-")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder)
		s := shopIn(t, folder, func(f func()) { t.Cleanup(f) })
		var orders []ordered
		for i := range rapid.IntRange(1, 6).Draw(t, "orders") {
			o := people[rapid.IntRange(0, len(people)-1).Draw(t, "who")]
			o.no, o.total = 100+i, rapid.IntRange(1, 3).Draw(t, "total")*1000
			orders = append(orders, o)
		}
		s.take("受注.csv", orders...)
		var lines []string
		for range rapid.IntRange(1, 8).Draw(t, "deposits") {
			lines = append(lines, line(fmt.Sprintf("2026/11/%d", rapid.IntRange(20, 24).Draw(t, "day")), rapid.SampledFrom(payers).Draw(t, "payer"), rapid.SampledFrom(amounts).Draw(t, "amount")))
		}
		slices.Sort(lines) // as the bank writes them: so the same day's equal deposits are counted alike in every statement
		began := s.picture()
		taken, steps := 0, 0
		var expected yen.Yen
		for range rapid.IntRange(1, 14).Draw(t, "acts") {
			before := s.picture()
			v := s.look()
			var entry int64
			var err error
			switch rapid.IntRange(0, 6).Draw(t, "act") {
			case 0, 1: // the next statement holds the days before, too
				taken = rapid.IntRange(taken, len(lines)).Draw(t, "until")
				var r pay.Report
				r, err = pay.Import(ctx, s.desk(), s.file("明細.csv", head+strings.Join(lines[:taken], "")), pay.Options{}, s.now)
				if taken == 0 { // a statement of nothing can't be told from any other file
					err = nil
				}
				entry, expected = r.Entry, expected+r.Sum
			case 2:
				if len(v.Open) > 0 && len(v.Waiting) > 0 {
					m := rapid.SampledFrom(v.Open).Draw(t, "deposit")
					entry, err = pay.Settle(ctx, s.desk(), m.Deposit.Key, []int64{rapid.SampledFrom(v.Waiting).Draw(t, "order").ID}, s.now)
				}
			case 3:
				if len(v.Open) > 0 && len(v.Open[0].Candidates) > 0 && v.Open[0].Candidates[0].Part() {
					entry, err = pay.SettlePart(ctx, s.desk(), v.Open[0].Deposit.Key, v.Open[0].Candidates[0].Orders[0].ID, s.now)
				}
			case 4:
				if len(v.Open) > 0 {
					entry, err = pay.Ignore(ctx, s.desk(), rapid.SampledFrom(v.Open).Draw(t, "deposit").Deposit.Key, s.now)
				}
			case 5:
				if len(v.Settled) > 0 {
					entry, err = pay.PutBack(ctx, s.desk(), rapid.SampledFrom(v.Settled).Draw(t, "deposit").Deposit.Key, s.now)
				}
			case 6:
				row := rapid.SampledFrom(s.desk().Rows()).Draw(t, "cancelled")
				entry, err = review.Cancel(ctx, s.desk(), []*desk.Row{row}, false, s.now)
			}
			if err != nil {
				t.Fatalf("%v", err)
			}
			switch changed := s.picture() != before; {
			case changed && entry == 0:
				t.Fatalf("changed without an entry:\n%s\n%s", before, s.picture())
			case changed: // an order that is cancelled once more changes nothing
				steps++
			}
			if got := s.sum(); got != expected {
				t.Fatalf("%s yen are kept, %s came", got, expected)
			}
			s.checkPaid(t)
		}
		for range steps {
			if res, err := revert.Newest(ctx, s.desk(), s.now); err != nil || len(res.Kept) > 0 {
				t.Fatalf("%+v %v", res, err)
			}
		}
		if got := s.picture(); got != began {
			t.Fatalf("not as before:\n%s\n%s", began, got)
		}
	})
}

// checkPaid: every mark on an order names a deposit that is settled for it; one that was made without her is of that very
// amount.
func (s *shop) checkPaid(t *rapid.T) {
	by := map[string]store.Deposit{}
	for _, x := range s.deposits() {
		by[x.Key] = x
	}
	err := s.desk().Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Decisions(0)
		for _, x := range all {
			if x.Kind != order.MarkPaid {
				continue
			}
			_, rest, _ := strings.Cut(x.Body, `"deposit":"`)
			key, _, _ := strings.Cut(rest, `"`)
			d, ok := by[key]
			if !ok || d.State != store.DepositPaid || !slices.Contains(d.Orders, x.OrderID) {
				t.Errorf("order %d is paid by %+v (%s)", x.OrderID, d, x.Body)
			}
			if strings.Contains(x.Body, `"auto":true`) && len(d.Orders) != 1 {
				t.Errorf("marked without her: %+v", d)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
