package safe

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/store"
)

// download writes an order file of 楽天 as it comes from the mall: the customers by number, each with one order of the day.
func download(t *testing.T, folder, name, day, status string, customers ...int) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("注文番号,ステータス,注文日時,支払方法名,請求金額,注文者姓,注文者名,注文者電話番号1,注文者電話番号2,注文者電話番号3,注文者メールアドレス,注文者住所都道府県,注文者住所郡市区,注文者住所それ以降の住所," +
		"送付先姓,送付先名,送付先住所都道府県,送付先住所郡市区,送付先住所それ以降の住所,商品名,商品番号,単価,個数,コメント\r\n")
	for _, n := range customers {
		to := fmt.Sprintf("架空%03d,花子", n)
		if n%3 == 0 {
			to = fmt.Sprintf("贈先%03d,太郎", n)
		}
		fmt.Fprintf(&b, "123456-%s-%010d,%s,%s 10:00:00,クレジットカード,1080,架空%03d,花子,090,0000,%04d,hanako%03d@example.jp,東京都,渋谷区,架空町%d-2-3,%s,東京都,渋谷区,架空町%d-2-3,煎茶,茶100,1080,1,言葉%03dです\r\n",
			strings.ReplaceAll(day, "-", ""), n, status, day, n, n, n, n, to, n, n)
	}
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	// Each is fresher than the ones before.
	others, _ := os.ReadDir(folder)
	if at := tuesday.Add(time.Duration(len(others)) * time.Hour); os.Chtimes(path, at, at) != nil {
		t.Fatal("no time can be set")
	}
	return path
}

func taken(t *testing.T, s *open.Shop, path string, now time.Time) intake.FileReport {
	t.Helper()
	r, err := intake.Import(ctx, s.Desk, []string{path}, intake.Options{Now: now})
	if err != nil || r.Refused() || len(r.Files) != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	return r.Files[0]
}

// soldLongAgo has 楽天 orders 1–9 of January, shipped and purged, in a folder of its own beside the downloads.
func soldLongAgo(t *testing.T) (s *open.Shop, downloads string, january []*desk.Row) {
	t.Helper()
	downloads = t.TempDir()
	s, err := open.Writing(ctx, filepath.Join(t.TempDir(), "店番"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	winter := tuesday.AddDate(0, -10, 0)
	taken(t, s, download(t, downloads, "january.csv", "2026-01-10", "300", span(1, 9)...), winter)
	rows := slices.Clone(s.Desk.Rows())
	for _, f := range []func() (int64, error){
		func() (int64, error) { return review.Accept(ctx, s.Desk, rows, false, winter) },
		func() (int64, error) { return review.Ship(ctx, s.Desk, rows, false, winter) },
		func() (int64, error) { return review.Notified(ctx, s.Desk, rows, false, winter) }} {
		if _, err := f(); err != nil {
			t.Fatal(err)
		}
	}
	return s, downloads, rows
}

func purgedOf(t *testing.T, s *open.Shop, n int) {
	t.Helper()
	res, err := Purge(ctx, s.Desk, tuesday, Only{Shop: "楽天市場店", Days: 200})
	if err != nil || res.Counts.Orders != n || res.Moved != 0 {
		t.Fatalf("%+v %v", res, err)
	}
	if l := left(t, s.Folder); len(l) > 0 {
		t.Fatalf("left of %v", l)
	}
}

// A customer comes back: before the purge, after it, after everything was judged from scratch, after a new start, she is
// known by what she ordered a year ago, though nothing tells who she is.
func TestACustomerComesBack(t *testing.T) {
	s, downloads, january := soldLongAgo(t)
	taken(t, s, download(t, downloads, "autumn.csv", "2026-11-20", "300", 2, 3), tuesday)
	repeats := func() string {
		var out []string
		for _, r := range s.Desk.Rows() {
			out = append(out, fmt.Sprint(r.Key, r.Repeat, slices.Contains(r.Flags, judge.Repeater), slices.Contains(r.Flags, judge.Gift), r.Status))
		}
		return strings.Join(out, "\n")
	}
	before := repeats()
	res, err := Purge(ctx, s.Desk, tuesday, Only{Shop: "楽天市場店", Days: 200})
	if err != nil || res.Counts.Orders != 9 || res.Moved != 0 {
		t.Fatalf("%+v %v", res, err)
	}
	same := func(when string) {
		t.Helper()
		if now := repeats(); now != before {
			t.Errorf("%s:\n%s\nwas\n%s", when, now, before)
		}
	}
	same("after the purge")
	if err := s.Desk.Rebuild(ctx, tuesday); err != nil {
		t.Fatal(err)
	}
	same("judged from scratch")
	folder := s.Folder
	s.Close()
	if s, err = open.Writing(ctx, folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if err := s.Desk.Warm(ctx, tuesday); err != nil {
		t.Fatal(err)
	}
	same("after a new start")
	taken(t, s, download(t, downloads, "late.csv", "2026-11-23", "300", 2, 5), tuesday)
	for no, want := range map[string]int{"123456-20261123-0000000002": 2, "123456-20261123-0000000005": 1, "123456-20261120-0000000003": 1, "123456-20260110-0000000005": 0} {
		if r, err := s.Desk.Find(no); err != nil || r.Repeat != want {
			t.Errorf("%s: %+v earlier orders, want %d (%v)", no, r, want, err)
		}
	}
	for _, r := range january {
		if now := s.Desk.Row(r.ID); now.Status != judge.Shipped {
			t.Errorf("%s is %s", r.Key, now.Status.ID())
		}
	}
}

// The same old file, one that words it otherwise, and one that tells of old and new orders: nothing personal of purged orders
// comes back, nothing about them changes; the new orders are all there.
func TestAnOldFileAgain(t *testing.T) {
	s, downloads, _ := soldLongAgo(t)
	purgedOf(t, s, 9)
	was := standing(s.Desk)
	if f := taken(t, s, filepath.Join(downloads, "january.csv"), tuesday); !f.Again || f.Orders.Same != 9 {
		t.Errorf("%+v", f)
	}
	again := download(t, downloads, "again.csv", "2026-01-10", "300", 9, 8, 7, 6, 5, 4, 3, 2, 1)
	if f := taken(t, s, again, tuesday.Add(time.Hour)); f.Orders.Same != 9 || f.Orders.Changed != 0 {
		t.Errorf("%+v", f)
	}
	later := download(t, downloads, "later.csv", "2026-01-10", "700", span(1, 9)...)
	if f := taken(t, s, later, tuesday.Add(2*time.Hour)); f.Orders.Changed != 9 { // the mall's state is news
		t.Errorf("%+v", f)
	}
	if l := left(t, s.Folder); len(l) > 0 {
		t.Errorf("left of %v", l)
	}
	var kept []store.PurgeBatch
	if err := s.Desk.Store().Read(ctx, func(r *store.Reader) (err error) { kept, err = r.BatchesWithOriginal(); return err }); err != nil || len(kept) > 0 {
		t.Errorf("files kept: %+v %v", kept, err)
	}
	mixed := download(t, downloads, "mixed.csv", "2026-01-10", "300", 8, 9, 10, 11)
	if f := taken(t, s, mixed, tuesday.Add(3*time.Hour)); f.Orders.New != 2 {
		t.Errorf("%+v", f)
	}
	if l := left(t, s.Folder); !slices.Equal(l, []int{10, 11}) {
		t.Errorf("left of %v", l)
	}
	for id, x := range was {
		if now := standing(s.Desk)[id]; now != x {
			t.Errorf("order %d is %+v, was %+v", id, now, x)
		}
	}
	for _, r := range s.Desk.Rows()[:9] {
		if r.Name != store.PurgeMark {
			t.Errorf("%+v", r)
		}
	}
}

// Taking back what was done to a purged order is refused, with the reason.
func TestUndoSaysWhyNot(t *testing.T) {
	s, _, _ := soldLongAgo(t)
	purgedOf(t, s, 9)
	res, err := revert.Newest(ctx, s.Desk, tuesday)
	if err != nil || res.Reversed != 0 || len(res.Kept) != 9 {
		t.Fatalf("%+v %v", res, err)
	}
	for _, k := range res.Kept {
		if k.Reason != "個人情報を消したため、元に戻せません" || k.OrderNo == "" {
			t.Errorf("%+v", k)
		}
	}
	for _, r := range s.Desk.Rows() {
		in, err := s.Desk.Input(ctx, r.ID)
		if err != nil || r.Status != judge.Shipped || order.Value(in.Facts.Comment) != store.PurgeMark {
			t.Errorf("%+v %v", r, err)
		}
	}
}
