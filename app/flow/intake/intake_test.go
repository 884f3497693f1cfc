package intake_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/jst"
	"miseban/app/order"
)

type shop struct {
	t      *testing.T
	s      *open.Shop
	folder string
}

func newShop(t *testing.T) *shop {
	t.Helper()
	s, err := open.Writing(context.Background(), filepath.Join(t.TempDir(), "店番"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &shop{t, s, t.TempDir()}
}

const rakutenHeader = "注文番号,ステータス,注文日時,支払方法名,請求金額,注文者姓,注文者名,送付先姓,送付先名,送付先住所都道府県,送付先住所郡市区,送付先住所それ以降の住所,商品名,単価,個数,コメント\r\n"

// rakuten puts a file of a 楽天 shop into the downloads folder.
func (s *shop) rakuten(name, shopID string, orders ...string) string {
	s.t.Helper()
	var b strings.Builder
	b.WriteString(rakutenHeader)
	for i, day := range orders {
		fmt.Fprintf(&b, "%s-20261120-%010d,300,%s 10:00:00,クレジットカード,1080,山田,花子,山田,花子,東京都,渋谷区,神宮前1-2-3,煎茶,1080,1,\r\n", shopID, i+1, day)
	}
	path := filepath.Join(s.folder, name)
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

func (s *shop) take(o intake.Options, paths ...string) intake.Report {
	s.t.Helper()
	o.Now = november
	r, err := intake.Import(context.Background(), s.s.Desk, paths, o)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s *shop) statuses() string {
	var out []string
	for _, r := range s.s.Desk.Rows() {
		out = append(out, r.Status.ID())
	}
	return strings.Join(out, " ")
}

// When the mall wrote a file stands in its name; the file's own time is the second best.
func TestHowFreshAFileIs(t *testing.T) {
	modified := time.Date(2026, 11, 24, 8, 15, 0, 0, jst.Zone)
	at := func(y, m, d, h, min, s int) time.Time { return time.Date(y, time.Month(m), d, h, min, s, 0, jst.Zone) }
	for name, want := range map[string]time.Time{
		"受注.csv":                         modified,
		"rakuten_20261120.csv":           at(2026, 11, 20, 0, 0, 0),
		"rakuten_20261124.csv":           modified, // of today: the file's time says more
		"rakuten_20261120_0912.csv":      at(2026, 11, 20, 9, 12, 0),
		"20261120091233.csv":             at(2026, 11, 20, 9, 12, 33),
		"注文 2026-11-20 09-12-33 (1).csv": at(2026, 11, 20, 9, 12, 33),
		"2026-11-20T09:12.txt":           at(2026, 11, 20, 9, 12, 0),
		"20261399.csv":                   modified, // no day of any calendar
		"20261120_2960.csv":              at(2026, 11, 20, 0, 0, 0),
		"20261120_2559.csv":              modified,
		"123456-20261120-0000100001.csv": at(2026, 11, 20, 0, 0, 0),
		"1202611209.csv":                 modified, // digits of a longer number
	} {
		if got := intake.FreshAt(filepath.Join("ダウンロード", name), modified); got != jst.At(want) {
			t.Errorf("%s: %s, want %s", name, got.Time(), want)
		}
	}
}

// Which shop a file belongs to: the number in its orders says, else the owner is asked.
func TestWhichShop(t *testing.T) {
	s := newShop(t)
	first := s.rakuten("a.csv", "111111", "2026-11-20")
	second := s.rakuten("b.csv", "222222", "2026-11-20")
	bare := s.rakuten("c.csv", "999999", "2026-11-20")
	if r := s.take(intake.Options{}, first, second); r.Refused() || r.Files[0].Shop == r.Files[1].Shop || r.Files[1].Shop != "楽天市場店（222222）" {
		t.Errorf("%+v", r)
	}
	if r := s.take(intake.Options{}, s.rakuten("d.csv", "111111", "2026-11-21")); r.Files[0].Shop != "楽天市場店" || r.Files[0].Orders.Changed+r.Files[0].Orders.Same != 1 {
		t.Errorf("%+v", r)
	}
	if r := s.take(intake.Options{Shop: "三号店"}, bare); r.Refused() || r.Files[0].Shop != "三号店" {
		t.Errorf("%+v", r)
	}
	if n := len(s.s.Desk.Shops()); n != 3 {
		t.Errorf("%d shops", n)
	}
	amazon := filepath.Join("..", "..", "mall", "testdata", "amazon_orders.sample.txt")
	if r := s.take(intake.Options{Shop: "三号店"}, amazon); r.Files[0].Error == "" || !strings.Contains(r.Files[0].Error, "三号店") {
		t.Errorf("an Amazon file for a 楽天 shop: %+v", r)
	}
	s.take(intake.Options{Shop: "Amazon一号"}, amazon)
	other := filepath.Join(s.folder, "amazon.txt")
	text, err := os.ReadFile(amazon)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, append(text, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	s.take(intake.Options{Shop: "Amazon二号"}, other)
	if r := s.take(intake.Options{}, other); r.Files[0].Error == "" || !strings.Contains(r.Files[0].Error, "Amazon一号、Amazon二号") {
		t.Errorf("Amazon's numbers don't tell the shop: %+v", r)
	}
}

// Beginning with a running shop: what was placed before a day is history. The day is part of the import: one undo takes
// back both.
func TestShippedBefore(t *testing.T) {
	s := newShop(t)
	s.take(intake.Options{ShippedBefore: "2026-11-21"}, s.rakuten("a.csv", "1", "2026-11-20", "2026-11-21"))
	if got := s.statuses(); got != "shipped ready_to_print" {
		t.Errorf("%s", got)
	}
	// The next file moves the day, and with it the orders that are there already.
	r := s.take(intake.Options{ShippedBefore: "2026-11-23"}, s.rakuten("b.csv", "1", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"))
	if got := s.statuses(); got != "shipped shipped shipped ready_to_print" {
		t.Errorf("%s", got)
	}
	if _, err := revert.Batch(context.Background(), s.s.Desk, r.Files[0].Batch, november); err != nil {
		t.Fatal(err)
	}
	if got := s.statuses(); got != "shipped ready_to_print" || s.s.Desk.Shops()[0].TodoSince != "2026-11-21" {
		t.Errorf("after undo: %s, %+v", got, s.s.Desk.Shops())
	}
	// The same file again moves the day all the same.
	if r := s.take(intake.Options{ShippedBefore: "2026-11-20"}, filepath.Join(s.folder, "a.csv")); !r.Files[0].Again || s.statuses() != "ready_to_print ready_to_print" {
		t.Errorf("%+v %s", r, s.statuses())
	}
}

// A file that is written to while it is read (Excel, a slow download) is not taken.
func TestAFileThatChangesUnderItsReading(t *testing.T) {
	s := newShop(t)
	path := s.rakuten("a.csv", "1", "2026-11-20")
	r := s.take(intake.Options{Progress: func(_ string, part float64) {
		if part == 0.6 {
			s.rakuten("a.csv", "1", "2026-11-20", "2026-11-20")
		}
	}}, path)
	if r.Files[0].Error == "" || len(s.s.Desk.Rows()) != 0 || len(s.s.Desk.Shops()) != 0 {
		t.Errorf("%+v, %d orders", r, len(s.s.Desk.Rows()))
	}
	if r := s.take(intake.Options{}, path); r.Refused() || len(s.s.Desk.Rows()) != 2 {
		t.Errorf("the next try: %+v", r)
	}
}

// Cancelled half way: nothing is written, and the next import works.
func TestACancelledImport(t *testing.T) {
	s := newShop(t)
	path := s.rakuten("a.csv", "1", "2026-11-20")
	for _, at := range []float64{0, 0.6} {
		ctx, cancel := context.WithCancel(context.Background())
		_, err := intake.Import(ctx, s.s.Desk, []string{path}, intake.Options{Now: november, Progress: func(_ string, part float64) {
			if part >= at {
				cancel()
			}
		}})
		cancel()
		if !errors.Is(err, context.Canceled) || len(s.s.Desk.Rows()) != 0 {
			t.Errorf("cancelled at %g: %v, %d orders", at, err, len(s.s.Desk.Rows()))
		}
	}
	if r := s.take(intake.Options{}, path); r.Refused() || len(s.s.Desk.Rows()) != 1 {
		t.Errorf("%+v", r)
	}
}

// What a fresher file changes is named, field by field; what it doesn't know changes nothing.
func TestWhatAFresherFileChanges(t *testing.T) {
	s := newShop(t)
	s.take(intake.Options{}, s.rakuten("20261120.csv", "1", "2026-11-20"))
	path := s.rakuten("20261121.csv", "1", "2026-11-20")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.NewReplacer(",300,", ",900,", "1-2-3", "9-9-9").Replace(string(text))
	if err := os.WriteFile(path, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	f := s.take(intake.Options{}, path).Files[0]
	if f.Orders.Changed != 1 || len(f.Changed) != 1 || f.Changed[0].Status != "キャンセル" {
		t.Fatalf("%+v", f)
	}
	fields := map[string]order.Change{}
	for _, c := range f.Changed[0].Changes {
		fields[c.Field] = c
	}
	if c := fields["お届け先住所"]; !strings.Contains(c.Old, "1-2-3") || !strings.Contains(c.New, "9-9-9") {
		t.Errorf("%+v", f.Changed[0].Changes)
	}
	if c := fields["キャンセル"]; c.New != "はい" {
		t.Errorf("%+v", f.Changed[0].Changes)
	}
	// An older file that comes late changes nothing.
	late := s.rakuten("20261119.csv", "1", "2026-11-20")
	if f := s.take(intake.Options{}, late).Files[0]; f.Orders.Same != 1 || s.statuses() != "cancelled" {
		t.Errorf("%+v %s", f, s.statuses())
	}
}

// The mall changes an address, and changes it back: the third file has the very bytes of the first. It is news all the same,
// whatever the order in which they come in.
func TestTheSameContentFromLaterOn(t *testing.T) {
	for _, turn := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {2, 1, 0}, {1, 2, 0, 2}} {
		s := newShop(t)
		var files []string
		for i, street := range []string{"1-2-3", "9-9-9", "1-2-3"} {
			path := s.rakuten(fmt.Sprintf("2026112%d.csv", i), "1", "2026-11-20")
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(strings.ReplaceAll(string(text), "1-2-3", street)), 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, path)
		}
		for _, i := range turn {
			s.take(intake.Options{}, files[i])
		}
		in, err := s.s.Desk.Input(context.Background(), s.s.Desk.Rows()[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := order.Value(in.Facts.Destinations[0].Address); !strings.Contains(got, "1-2-3") {
			t.Errorf("in the turn %v: %s", turn, got)
		}
		if f := s.take(intake.Options{}, files[2]).Files[0]; !f.Again {
			t.Errorf("in the turn %v, the newest once more: %+v", turn, f)
		}
	}
}
