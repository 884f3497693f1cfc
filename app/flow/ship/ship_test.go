package ship_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/flow/ship"
	"miseban/app/jst"
	"miseban/app/judge"
)

// now is the morning after the sample orders were placed.
var now = time.Date(2026, 10, 8, 9, 0, 0, 0, jst.Zone)

const (
	plain   = "123456-20261005-0000100001"
	comment = "123456-20261005-0000100002"
	gift    = "123456-20261005-0000100003" // two destinations, both gifts
	cod     = "123456-20261006-0000100005"
)

// shop is a shop with the sample 楽天 file taken in.
func shop(t *testing.T) *desk.Desk {
	t.Helper()
	s, err := open.Writing(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	take(t, s.Desk, "../../mall/testdata/rakuten.sample.csv")
	return s.Desk
}

func take(t *testing.T, d *desk.Desk, path string) {
	t.Helper()
	r, err := intake.Import(context.Background(), d, []string{path}, intake.Options{Now: now})
	if err != nil || r.Refused() {
		t.Fatalf("import %s: %v, %+v", path, err, r)
	}
}

func rows(t *testing.T, d *desk.Desk, numbers ...string) []*desk.Row {
	t.Helper()
	var out []*desk.Row
	for _, n := range numbers {
		r, err := d.Find(n)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

func accept(t *testing.T, d *desk.Desk, numbers ...string) {
	t.Helper()
	if _, err := review.Accept(context.Background(), d, rows(t, d, numbers...), false, now); err != nil {
		t.Fatal(err)
	}
}

func status(t *testing.T, d *desk.Desk, number string) judge.Status {
	t.Helper()
	return rows(t, d, number)[0].Status
}

// text is what stands in a PDF, page by page.
func text(t *testing.T, pdf string) []string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return strings.Split(strings.TrimRight(string(out), "\f\n"), "\f")
}

func TestTheDayGoesOutInOneAct(t *testing.T) {
	d := shop(t)
	accept(t, d, comment, gift)
	plan, err := ship.Make(context.Background(), d, now)
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Ready) != 3 || plan.Slips != 4 || plan.Hidden != 2 {
		t.Fatalf("plan: %d orders, %d slips, %d without prices; want 3, 4, 2", len(plan.Ready), plan.Slips, plan.Hidden)
	}
	left := 0
	for _, g := range plan.LeftOut {
		left += len(g.Orders)
		for _, r := range g.Orders {
			if r.Why == "" {
				t.Errorf("%s stays behind without a reason", r.No)
			}
		}
	}
	if left != 4 { // comment on a 代引, 銀行振込 in 200, the pre-order, the unconfirmed amount
		t.Errorf("%d orders stay behind, want 4", left)
	}
	res, err := ship.Out(context.Background(), d, t.TempDir(), nil, now)
	if err != nil {
		t.Fatal(err)
	}
	pages := text(t, res.Path)
	if len(pages) != 4 || res.Slips != 4 || res.Hidden != 2 {
		t.Fatalf("%d pages, report %+v; want 4 pages, 2 of them without prices", len(pages), res)
	}
	for i, p := range pages {
		if want := []string{"001/004", "002/004", "003/004", "004/004"}[i]; !strings.Contains(p, want) {
			t.Errorf("page %d has no running number %s", i+1, want)
		}
	}
	for _, n := range []string{plain, comment, gift} {
		if s := status(t, d, n); s != judge.ReadyToShip {
			t.Errorf("%s is %s after printing", n, s.Name())
		}
	}
	if again, err := ship.Make(context.Background(), d, now); err != nil || len(again.Ready) != 0 || len(again.Waiting) != 3 {
		t.Errorf("after 出す %d are ready and %d wait for the courier (%v); want 0 and 3", len(again.Ready), len(again.Waiting), err)
	}
	if r, err := revert.Newest(context.Background(), d, now); err != nil || len(r.Kept) > 0 {
		t.Fatalf("one undo for all: %v, kept %v", err, r.Kept)
	}
	if s := status(t, d, plain); s != judge.ReadyToPrint {
		t.Errorf("after the undo %s is %s", plain, s.Name())
	}
	if _, err := os.Stat(res.Path); err != nil {
		t.Errorf("the undo took the file away: %v", err)
	}
}

var amount = regexp.MustCompile(`[0-9][0-9,]*\s*円|[¥￥]\s*[0-9]|単価|金額|合計|決済`)

func TestAGiftCarriesNoAmountToItsRecipient(t *testing.T) {
	d := shop(t)
	accept(t, d, gift)
	out := filepath.Join(t.TempDir(), "gift.pdf")
	if _, err := ship.Slips(context.Background(), d, ship.Print{Orders: rows(t, d, gift), Out: out, Now: now}); err != nil {
		t.Fatal(err)
	}
	pages := text(t, out)
	if len(pages) != 2 {
		t.Fatalf("%d pages for two destinations", len(pages))
	}
	for i, who := range []string{"德永", "濵田"} {
		if !strings.Contains(pages[i], who) {
			t.Errorf("page %d is not for %s", i+1, who)
		}
		if m := amount.FindString(pages[i]); m != "" {
			t.Errorf("page %d shows %q", i+1, m)
		}
		for _, n := range []string{"3,240", "4,950", "13,190", "3240", "13190", "220"} {
			if strings.Contains(pages[i], n) {
				t.Errorf("page %d shows the amount %s", i+1, n)
			}
		}
	}
	// She may decide otherwise for one order; then the amounts are there.
	if _, err := review.Prices(context.Background(), d, rows(t, d, gift), true, false, now); err != nil {
		t.Fatal(err)
	}
	shown := filepath.Join(t.TempDir(), "shown.pdf")
	if _, err := review.PutBack(context.Background(), d, rows(t, d, gift), now); err != nil {
		t.Fatal(err)
	}
	if _, err := ship.Slips(context.Background(), d, ship.Print{Orders: rows(t, d, gift), Out: shown, Now: now}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.Join(text(t, shown), ""), "3,240") {
		t.Error("prices were to be shown, and are not")
	}
}

func TestWaitingOrdersAreNotPrintedByMistake(t *testing.T) {
	d := shop(t)
	out := filepath.Join(t.TempDir(), "slips.pdf")
	res, err := ship.Slips(context.Background(), d, ship.Print{Orders: rows(t, d, plain, cod), Out: out, Now: now})
	if !errors.Is(err, ship.ErrWaiting) || len(res.Waiting) != 1 || !strings.Contains(res.Waiting[0], cod) {
		t.Fatalf("error %v, waiting %q; want just %s", err, res.Waiting, cod)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a file was written all the same")
	}
	if s := status(t, d, plain); s != judge.ReadyToPrint {
		t.Errorf("%s is %s although nothing was printed", plain, s.Name())
	}
	if _, err := ship.Slips(context.Background(), d, ship.Print{Orders: rows(t, d, cod), Out: out, Force: true, Preview: true, Now: now}); err != nil {
		t.Fatal(err)
	}
	if s := status(t, d, cod); s != judge.NeedsReview {
		t.Errorf("a preview made %s %s", cod, s.Name())
	}
}

func TestAReprintIsTheSamePageWithItsMark(t *testing.T) {
	d := shop(t)
	first, again := filepath.Join(t.TempDir(), "1.pdf"), filepath.Join(t.TempDir(), "2.pdf")
	if _, err := ship.Slips(context.Background(), d, ship.Print{Orders: rows(t, d, plain), Out: first, Now: now}); err != nil {
		t.Fatal(err)
	}
	later := now.AddDate(0, 0, 3)
	res, err := ship.Slips(context.Background(), d, ship.Print{Orders: rows(t, d, plain), Out: again, Now: later})
	if err != nil || res.Reissue != 1 {
		t.Fatalf("reissue %d, %v", res.Reissue, err)
	}
	was, is := text(t, first)[0], text(t, again)[0]
	if !strings.Contains(is, "再発行") || strings.Contains(was, "再発行") {
		t.Error("the mark 再発行 stands on the wrong page")
	}
	words := func(s string) string {
		return strings.Join(strings.Fields(strings.ReplaceAll(s, "再発行", "")), " ")
	}
	if words(was) != words(is) {
		t.Errorf("the reprint differs:\n%s\n%s", words(was), words(is))
	}
}

func TestNothingIsMarkedWhenTheFileCantBeWritten(t *testing.T) {
	d := shop(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ship.Slips(context.Background(), d, ship.Print{Orders: rows(t, d, plain), Out: filepath.Join(file, "slips.pdf"), Now: now}); err == nil {
		t.Fatal("a PDF was written into a file")
	}
	if s := status(t, d, plain); s != judge.ReadyToPrint {
		t.Errorf("%s is %s", plain, s.Name())
	}
	if _, err := ship.Slips(context.Background(), d, ship.Print{Orders: rows(t, d, plain), Out: file, Now: now}); !errors.Is(err, ship.ErrExists) {
		t.Errorf("an existing file: %v, want ErrExists", err)
	}
}

func TestANoteForTheSlipStandsOnIt(t *testing.T) {
	d := shop(t)
	asked, err := review.Questions(context.Background(), d, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range asked {
		if q.Kind != "comment" || q.Orders[0].No != comment {
			continue
		}
		for _, a := range q.Answers {
			if a.Act == judge.ActNote {
				if _, err := review.Answer(context.Background(), d, q, a, "宅配BOXへお入れします。", now); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	out := filepath.Join(t.TempDir(), "slips.pdf")
	if _, err := ship.Slips(context.Background(), d, ship.Print{Orders: rows(t, d, comment), Out: out, Now: now}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text(t, out)[0], "宅配BOXへお入れします。") {
		t.Error("the note is not on the slip")
	}
}

func TestWordsForWishedTimes(t *testing.T) {
	for slot, want := range map[string]string{"am": "午前中", "pm": "午後", "14-16": "14時～16時", "夜間": "夜間"} {
		if got := ship.SlotName(slot); got != want {
			t.Errorf("%s is worded %s, want %s", slot, got, want)
		}
	}
}

func BenchmarkPlanOfTheDay(b *testing.B) {
	s, err := open.Writing(context.Background(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if _, err := intake.Import(context.Background(), s.Desk, []string{"../../mall/testdata/rakuten.sample.csv"}, intake.Options{Now: now}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ship.Make(context.Background(), s.Desk, now); err != nil {
			b.Fatal(err)
		}
	}
}
