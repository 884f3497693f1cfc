package demo_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"miseban/app/flow/demo"
	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/review"
	"miseban/app/flow/ship"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
)

var (
	ctx    = context.Background()
	monday = time.Date(2026, 11, 23, 9, 0, 0, 0, jst.Zone)
)

// fill makes a demo shop in a folder of its own and keeps it open.
func fill(t testing.TB, now time.Time) (*open.Shop, demo.Report) {
	t.Helper()
	s, err := open.Writing(ctx, filepath.Join(t.TempDir(), "見本"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	report, err := demo.Fill(ctx, s.Desk, s.Folder, now)
	if err != nil {
		t.Fatal(err)
	}
	return s, report
}

func statuses(d *desk.Desk) map[judge.Status]int {
	n := map[judge.Status]int{}
	for _, r := range d.Rows() {
		n[r.Status]++
	}
	return n
}

// The shop of the pictures: every status that orders of the three malls can have is there to look at.
func TestTheDemoShopShowsEveryStatus(t *testing.T) {
	s, report := fill(t, monday)
	if report.Orders != 300 || report.Shops != 3 || report.Products != 35 || len(report.Files) != 10 {
		t.Errorf("%d orders, %d shops, %d products, files %q", report.Orders, report.Shops, report.Products, report.Files)
	}
	n := statuses(s.Desk)
	sum := 0
	for _, st := range judge.Statuses() {
		sum += n[st]
		switch st {
		case judge.AwaitingPayment, judge.AwaitingShipDate: // a mall clears its orders itself: no order file of a mall leads there
			continue
		}
		if n[st] == 0 {
			t.Errorf("no order is %s", st.Name())
		}
	}
	if sum != 300 || n[judge.Shipped] < 200 || n[judge.NeedsReview] > 3 {
		t.Errorf("%d orders: %v", sum, n)
	}
	if !open.IsDemo(s.Folder) {
		t.Error("the folder is not marked: mail could leave it")
	}
	company, err := s.Desk.Company(ctx)
	if err != nil || company.Name != "茶と布 みせばん堂" {
		t.Errorf("company %+v, %v", company, err)
	}
	if goods := s.Desk.Goods(); len(goods.Suppliers) != 3 || goods.OnOrder["kyusu-tokoname-shu"] == 0 {
		t.Errorf("suppliers %v, on order %v", goods.Suppliers, goods.OnOrder)
	}
	kinds := map[judge.Flag]int{}
	for _, r := range s.Desk.Rows() {
		for _, f := range r.Flags {
			kinds[f]++
		}
	}
	for _, f := range []judge.Flag{judge.Gift, judge.HidePrice, judge.Preorder, judge.Repeater, judge.MultiDestination, judge.Comment, judge.History} {
		if kinds[f] < 3 {
			t.Errorf("%s: %d orders", f.Name(), kinds[f])
		}
	}
}

// take imports the Monday's five files and gives the orders that came with them.
func take(t testing.TB, s *open.Shop, now time.Time) []*desk.Row {
	t.Helper()
	paths, err := demo.Monday(ctx, s.Folder, now)
	if err != nil || len(paths) != 5 {
		t.Fatalf("files %q, %v", paths, err)
	}
	before := map[int64]bool{}
	for _, r := range s.Desk.Rows() {
		before[r.ID] = true
	}
	report, err := intake.Import(ctx, s.Desk, paths, intake.Options{Now: now})
	if err != nil || report.Refused() {
		t.Fatalf("import %+v, %v", report, err)
	}
	for _, f := range report.Files {
		if f.Rows == 0 || f.Rows != f.RowCounts.Sum() || len(f.Problems) > 0 || len(f.Unknown) > 0 {
			t.Errorf("%s: %d rows, %+v, problems %+v, columns %q", f.File, f.Rows, f.RowCounts, f.Problems, f.Unknown)
		}
	}
	var fresh []*desk.Row
	for _, r := range s.Desk.Rows() {
		if !before[r.ID] {
			fresh = append(fresh, r)
		}
	}
	return fresh
}

// Monday, 200 mixed orders, five files, whatever the day and hour on which somebody tries it.
func TestTheMondayMorning(t *testing.T) {
	for _, now := range []time.Time{monday, monday.Add(11 * time.Hour), // tried in the evening
		time.Date(2027, 2, 28, 0, 20, 0, 0, jst.Zone), time.Date(2027, 4, 30, 12, 0, 0, 0, jst.Zone), time.Date(2028, 1, 2, 23, 59, 0, 0, jst.Zone)} {
		t.Run(now.Format("2006-01-02 15:04"), func(t *testing.T) {
			s, _ := fill(t, now)
			fresh := take(t, s, now)
			if len(fresh) != 200 {
				t.Fatalf("%d new orders", len(fresh))
			}
			malls, n, sum := map[order.Mall]int{}, map[judge.Status]int{}, 0
			for _, r := range fresh {
				malls[s.Desk.Shop(r.ShopID).Mall]++
				n[r.Status]++
				if at := r.OrderedAt.Time(); at.After(now) || at.Before(now.AddDate(0, 0, -4)) {
					t.Errorf("%s came at %s", r.No, at)
				}
			}
			for _, st := range []judge.Status{judge.ReadyToPrint, judge.NeedsReview, judge.AwaitingMall, judge.AwaitingRelease, judge.AwaitingArrival, judge.AwaitingStock} {
				sum += n[st]
				if n[st] == 0 {
					t.Errorf("no new order is %s", st.Name())
				}
			}
			waiting := sum - n[judge.ReadyToPrint] - n[judge.NeedsReview]
			if sum != 200 || n[judge.ReadyToPrint] < 120 || waiting < 40 || waiting > 50 {
				t.Errorf("ready %d, asked %d, waiting %d of %d: %v", n[judge.ReadyToPrint], n[judge.NeedsReview], waiting, sum, n)
			}
			if malls[order.Rakuten] != 105 || malls[order.Yahoo] != 55 || malls[order.Amazon] != 40 {
				t.Errorf("orders by mall: %v", malls)
			}
			asked, err := review.Questions(ctx, s.Desk, now)
			if err != nil {
				t.Fatal(err)
			}
			kinds, several := map[string]bool{}, 0
			for _, q := range asked {
				kinds[q.Kind] = true
				if len(q.Orders) > 1 {
					several++
				}
			}
			if len(asked) < 10 || len(asked) > 18 || several < 4 {
				t.Errorf("%d questions, %d about several orders", len(asked), several)
			}
			for _, k := range []string{"comment", "payment_word", "address", "phone", "wish_past", "conflict_cod_gift", "conflict_mailbin_wish", "mall_mall_warning"} {
				if !kinds[k] {
					t.Errorf("no question of kind %s among %v", k, kinds)
				}
			}
			if kinds["no_comment_column"] {
				t.Error("the unshipped report has no comments, but the order report of the same orders has")
			}
			t.Logf("a perfect program needs 2 + %d = %d actions; ready %d, asked %d, waiting %d", len(asked), 2+len(asked), n[judge.ReadyToPrint], n[judge.NeedsReview], waiting)
		})
	}
}

// Answering each question once, with its first answer, leaves nothing to ask: 2 + Q actions are really enough.
func TestEachQuestionIsAnsweredOnce(t *testing.T) {
	s, _ := fill(t, monday)
	take(t, s, monday)
	actions, first := 0, 0
	for {
		asked, err := review.Questions(ctx, s.Desk, monday)
		if err != nil {
			t.Fatal(err)
		}
		if first == 0 {
			first = len(asked)
		}
		if len(asked) == 0 || actions > first {
			break
		}
		q, text := asked[0], ""
		a := q.Answers[0]
		if a.Act == judge.ActFix {
			if text = "090-0000-1234"; q.Kind == "address" {
				text = q.Text + " 1-2-3"
			}
		}
		if _, err := review.Answer(ctx, s.Desk, q, a, text, monday); err != nil {
			t.Fatalf("%s: %v", q.Title, err)
		}
		actions++
	}
	if actions != first {
		t.Errorf("%d questions took %d answers", first, actions)
	}
	plan, err := ship.Make(ctx, s.Desk, monday)
	if err != nil || len(plan.Missing) > 0 || len(plan.Question) > 0 {
		t.Errorf("missing glyphs %+v, questions %d, %v", plan.Missing, len(plan.Question), err)
	}
}

// The same person is found again at another mall, though her mail is masked and her name spelled anew there.
func TestRepeatersAreFoundAcrossMalls(t *testing.T) {
	s, _ := fill(t, monday)
	fresh := take(t, s, monday)
	book, across, respelled := s.Desk.Customers(), 0, 0
	for _, r := range fresh {
		mall := s.Desk.Shop(r.ShopID).Mall
		for _, id := range book.History(r.ID) {
			earlier := s.Desk.Row(id)
			if earlier == nil || s.Desk.Shop(earlier.ShopID).Mall == mall {
				continue
			}
			across++
			if earlier.Name != r.Name {
				respelled++
			}
		}
	}
	if across < 10 || respelled == 0 {
		t.Errorf("%d earlier orders at other malls, %d under another spelling", across, respelled)
	}
}

// contents gives the text of every file that was written, by its path below the folder.
func contents(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(filepath.Join(folder, "files"), func(path string, e os.DirEntry, err error) error {
		if ext := filepath.Ext(path); err != nil || e.IsDir() || ext == ".pdf" || strings.Contains(path, "発注") {
			return err // the papers of the day have their own tests
		}
		b, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		out[name] = b
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTheSameDayGivesTheSameFiles(t *testing.T) {
	var shops []map[string][]byte
	for range 2 {
		s, _ := fill(t, monday)
		if _, err := demo.Monday(ctx, s.Folder, monday); err != nil {
			t.Fatal(err)
		}
		shops = append(shops, contents(t, s.Folder))
	}
	if len(shops[0]) != 15 || len(shops[1]) != len(shops[0]) {
		t.Fatalf("%d and %d files", len(shops[0]), len(shops[1]))
	}
	for name, b := range shops[0] {
		if !bytes.Equal(b, shops[1][name]) {
			t.Errorf("%s differs", name)
		}
	}
}

// A second try on the same day brings nothing new, a week later it brings 200 other orders.
func TestTheNextMonday(t *testing.T) {
	s, _ := fill(t, monday)
	take(t, s, monday)
	if again := take(t, s, monday.Add(3*time.Hour)); len(again) != 0 {
		t.Errorf("%d orders came twice", len(again))
	}
	report, err := demo.Fill(ctx, s.Desk, s.Folder, monday)
	if err != nil || report.Orders != 500 || len(report.Files) != 0 {
		t.Errorf("filled again: %+v, %v", report, err)
	}
	if next := take(t, s, monday.AddDate(0, 0, 7)); len(next) != 200 {
		t.Errorf("%d new orders a week later", len(next))
	}
	found, err := os.ReadDir(filepath.Join(s.Folder, "files", "月曜日"))
	if err != nil || len(found) != 5 {
		t.Errorf("%d files lie in the Monday's folder, %v", len(found), err)
	}
}

func TestTheOwnersShopIsNeverTouched(t *testing.T) {
	real := filepath.Join(t.TempDir(), "店")
	s, err := open.Writing(ctx, real)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := intake.Import(ctx, s.Desk, []string{"../../mall/testdata/rakuten.sample.csv"}, intake.Options{Now: monday}); err != nil {
		t.Fatal(err)
	}
	before := len(s.Desk.Rows())
	if _, err := demo.Fill(ctx, s.Desk, real, monday); !errors.Is(err, demo.ErrOwnShop) {
		t.Errorf("filled a real shop: %v", err)
	}
	if _, err := os.Stat(filepath.Join(real, "files")); before == 0 || len(s.Desk.Rows()) != before || open.IsDemo(real) || !os.IsNotExist(err) {
		t.Error("the real shop was changed")
	}
	if err := demo.Check(real); !errors.Is(err, demo.ErrOwnShop) {
		t.Errorf("check of a real shop: %v", err)
	}
	papers := t.TempDir()
	if err := os.WriteFile(filepath.Join(papers, "家計簿.xlsx"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := demo.Check(papers); !errors.Is(err, demo.ErrNotFree) {
		t.Errorf("check of a folder with papers: %v", err)
	}
	if err := demo.Check(t.TempDir()); err != nil {
		t.Errorf("an empty folder is refused: %v", err)
	}
	for _, e := range []error{demo.ErrOwnShop, demo.ErrNotFree, demo.ErrHalf} {
		if text, ok := demo.Sentence(e); !ok || !strings.HasSuffix(text, "。") {
			t.Errorf("no sentence for %v", e)
		}
	}
}

func decoded(t *testing.T, b []byte) string {
	t.Helper()
	s, err := japanese.ShiftJIS.NewDecoder().Bytes(b)
	if err != nil {
		t.Fatal(err)
	}
	return string(s)
}
