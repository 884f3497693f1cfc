package review_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/jst"
	"miseban/app/judge"
)

// unshipped writes Amazon's report of unshipped orders as it would be at a moment.
func unshipped(t *testing.T, at time.Time, numbers ...string) string {
	t.Helper()
	header := []string{"order-id", "order-item-id", "purchase-date", "payments-date", "reporting-date", "promise-date", "days-past-promise", "buyer-email", "buyer-name",
		"sku", "product-name", "quantity-purchased", "quantity-shipped", "quantity-to-ship", "recipient-name", "ship-address-1", "ship-state", "ship-postal-code", "payment-method"}
	lines := []string{strings.Join(header, "\t")}
	for _, n := range numbers {
		lines = append(lines, strings.Join([]string{n, n[4:11] + "1", "2026-11-20T09:00:00+09:00", "2026-11-20T09:00:00+09:00", at.Format(time.RFC3339), "2026-11-26T00:00:00+09:00", "0",
			"a1b2c3@marketplace.amazon.co.jp", "Yamada Hanako", "tea-1", "tea", "1", "0", "1", "Yamada Hanako", "shibuya 1-2-3", "tokyo", "150-0001", ""}, "\t"))
	}
	path := filepath.Join(t.TempDir(), "未出荷_"+at.In(jst.Zone).Format("20060102-150405")+".txt")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\r\n")+"\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnAmazonOrderThatIsNoLongerListedAsksWhetherItHasGoneOut(t *testing.T) {
	ctx := context.Background()
	s, err := open.Writing(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d := s.Desk
	monday := time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)
	tuesday := monday.AddDate(0, 0, 1)
	const gone, here = "250-0000001-0000001", "250-0000002-0000002"
	take := func(path string, now time.Time) intake.Report {
		t.Helper()
		r, err := intake.Import(ctx, d, []string{path}, intake.Options{Now: now})
		if err != nil || r.Refused() {
			t.Fatalf("import: %v %+v", err, r)
		}
		return r
	}
	// What the list shows must be what judging from scratch gives, after every step.
	scratch := func() {
		t.Helper()
		fresh, err := desk.Open(ctx, d.Store())
		if err != nil {
			t.Fatal(err)
		}
		was := map[string]int{}
		for _, r := range fresh.Rows() {
			was[r.No] = r.Questions
		}
		if err := fresh.Rebuild(ctx, tuesday); err != nil {
			t.Fatal(err)
		}
		for _, r := range fresh.Rows() {
			if r.Questions != was[r.No] {
				t.Errorf("%s has %d questions in the list and %d from scratch", r.No, was[r.No], r.Questions)
			}
		}
	}
	asked := func(now time.Time) []review.Asked {
		t.Helper()
		all, err := review.Questions(ctx, d, now)
		if err != nil {
			t.Fatal(err)
		}
		var out []review.Asked
		for _, q := range all {
			if q.Kind == "unlisted" {
				out = append(out, q)
			}
		}
		return out
	}
	take(unshipped(t, monday, gone, here), monday)
	if q := asked(monday); len(q) != 0 {
		t.Fatalf("both orders are on the newest list, and %d questions are asked", len(q))
	}
	take(unshipped(t, tuesday, here), tuesday)
	q := asked(tuesday)
	if len(q) != 1 || len(q[0].Orders) != 1 || q[0].Orders[0].No != gone {
		t.Fatalf("asked: %+v; want one question about %s", q, gone)
	}
	scratch()
	// An older list that comes late says nothing new.
	take(unshipped(t, monday.Add(time.Hour), gone, here), tuesday)
	if q := asked(tuesday); len(q) != 1 {
		t.Fatalf("after an older list %d questions are asked", len(q))
	}
	// A newest list with the order on it again ends the question, and its undo brings it back.
	take(unshipped(t, tuesday.Add(time.Hour), gone, here), tuesday)
	if q := asked(tuesday); len(q) != 0 {
		t.Fatalf("listed again, and %d questions are asked", len(q))
	}
	scratch()
	if _, err := revert.Newest(ctx, d, tuesday); err != nil {
		t.Fatal(err)
	}
	if q = asked(tuesday); len(q) != 1 {
		t.Fatalf("after the undo %d questions are asked", len(q))
	}
	if _, err := review.Answer(ctx, d, q[0], q[0].Answers[0], "", tuesday); err != nil {
		t.Fatal(err)
	}
	want := map[string]judge.Status{gone: judge.Shipped, here: judge.NeedsReview} // the list has no comments: that is asked
	for no, st := range want {
		r, err := d.Find(no)
		if err != nil || r.Status != st {
			t.Errorf("%s is %v (%v), want %s", no, r, err, st.Name())
		}
	}
	scratch()
}
