package safe

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/yen"
	"miseban/store"
)

// customer number n: everything that is personal of her begins so that it can be looked for.
func customer(n int) *order.Facts {
	name, address := order.Known(fmt.Sprintf("架空%03d 花子", n)), order.Known(fmt.Sprintf("東京都渋谷区架空町%d-2-3", n))
	phone, mail := order.Known(fmt.Sprintf("0900000%04d", n)), order.Known(fmt.Sprintf("hanako%03d@example.jp", n))
	gift := name
	if n%3 == 0 {
		gift = order.Known(fmt.Sprintf("贈先%03d 太郎", n))
	}
	return &order.Facts{Head: true, Clearance: order.Known(order.Cleared), Total: yen.Of(yen.Yen(1000 + n)), PaymentText: order.Known("クレジットカード"),
		Orderer: order.Person{Name: name, Address: address, Phone: phone, Email: mail, Zip: order.Known("1500001"), Kana: order.Known("カクウ ハナコ")},
		Comment: order.Known(fmt.Sprintf("言葉%03dです", n)), Memo: order.Known(fmt.Sprintf("覚書%03d", n)),
		Destinations: []order.Destination{{Name: gift, Address: address, Phone: phone, Message: order.Known(fmt.Sprintf("言葉%03d", n))}},
		Lines:        []order.Line{{Code: order.Known("茶100"), Name: order.Known("煎茶"), Qty: order.Known(1), UnitPrice: yen.Of(1000)}}}
}

// marks are what must not be left of anybody whose time has come, as bytes.
func marks(n int) []string {
	return []string{fmt.Sprintf("架空%03d", n), fmt.Sprintf("架空町%d-", n), fmt.Sprintf("0900000%04d", n), fmt.Sprintf("hanako%03d@", n), fmt.Sprintf("言葉%03d", n),
		fmt.Sprintf("覚書%03d", n), fmt.Sprintf("贈先%03d", n), fmt.Sprintf("手紙%03d", n)}
}

// sold takes one file of a shop in: customers from..to, ordered on the day.
func sold(t testing.TB, s *open.Shop, mall order.Mall, from, to int, day string, change func(n int, f *order.Facts)) {
	t.Helper()
	shop := order.Shop{Mall: mall, Name: mall.FirstShop()}
	for _, x := range s.Desk.Shops() {
		if x.Mall == mall {
			shop = x
		}
	}
	at, err := jst.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	var original strings.Builder
	b := &desk.Bring{Shop: shop, Batch: store.Batch{File: day + ".csv", Format: string(mall), Hash: fmt.Sprint(mall, from), FreshAt: jst.At(at.Time()) + jst.Moment(from), ImportedAt: jst.At(at.Time())},
		Report: func(int64, int64, func(int64) *desk.Row) (json.RawMessage, error) { return json.RawMessage("{}"), nil }}
	for n := from; n <= to; n++ {
		f := customer(n)
		f.OrderedAt = order.Known(jst.At(at.Time()))
		if change != nil {
			change(n, f)
		}
		body, err := order.Encode(f)
		if err != nil {
			t.Fatal(err)
		}
		original.WriteString(strings.Join(marks(n), ","))
		b.Orders = append(b.Orders, desk.Incoming{No: fmt.Sprintf("no-%03d", n), Reading: body})
	}
	b.Original = store.Pack(strings.NewReader(original.String()))
	if _, err := s.Desk.Bring(ctx, b, at.Time().Add(9*time.Hour)); err != nil {
		t.Fatal(err)
	}
}

func row(t testing.TB, s *open.Shop, n int) *desk.Row {
	t.Helper()
	r, err := s.Desk.Find(fmt.Sprintf("no-%03d", n))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sent prints nothing and ships: the orders from..to go out and the mall is told.
func sent(t testing.TB, s *open.Shop, from, to int, day string) {
	t.Helper()
	at, _ := jst.ParseDate(day)
	var rows []*desk.Row
	for n := from; n <= to; n++ {
		rows = append(rows, row(t, s, n))
	}
	for _, f := range []func() (int64, error){
		func() (int64, error) { return review.Ship(ctx, s.Desk, rows, false, at.Time()) },
		func() (int64, error) { return review.Notified(ctx, s.Desk, rows, false, at.Time()) }} {
		if _, err := f(); err != nil {
			t.Fatal(err)
		}
	}
}

// usedShop has, on 24 November: Amazon orders 1–10 shipped on 20 October (due since the 19th), 11–15 shipped on 10 November,
// 16–18 open; 楽天 orders 21–30 shipped in January, 31 cancelled, 32 open.
func usedShop(t testing.TB, folder string) *open.Shop {
	t.Helper()
	s, err := open.Writing(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	sold(t, s, order.Amazon, 1, 10, "2026-10-18", nil)
	sold(t, s, order.Amazon, 11, 18, "2026-11-08", nil)
	sold(t, s, order.Rakuten, 21, 32, "2026-01-10", func(n int, f *order.Facts) {
		if n == 31 {
			f.Cancelled = order.Known(true)
		}
	})
	for n := 1; n <= 10; n++ {
		if _, err := review.Correct(ctx, s.Desk, row(t, s, n), "dest:"+order.Value(customer(n).Destinations[0].Name)+"\x1f"+order.Value(customer(n).Destinations[0].Address), "address", fmt.Sprintf("大阪府大阪市架空町%d-9", n), false, tuesday.AddDate(0, 0, -37)); err != nil {
			t.Fatal(err)
		}
		if _, err := review.Hold(ctx, s.Desk, []*desk.Row{row(t, s, n)}, fmt.Sprintf("覚書%03d", n), false, tuesday.AddDate(0, 0, -37)); err != nil {
			t.Fatal(err)
		}
		if _, err := review.Hold(ctx, s.Desk, []*desk.Row{row(t, s, n)}, "", true, tuesday.AddDate(0, 0, -36)); err != nil {
			t.Fatal(err)
		}
	}
	sent(t, s, 1, 10, "2026-10-20")
	sent(t, s, 11, 15, "2026-11-10")
	sent(t, s, 21, 30, "2026-01-12")
	err = s.Desk.Store().WriteUnjournaled(ctx, func(w *store.Writer) error {
		for n := 1; n <= 10; n++ {
			if _, err := w.Queue(store.Mail{Mall: "amazon", Shop: "1", OrderNo: fmt.Sprint(n), Event: "shipped", Occasion: "1", State: "sent", OrderID: row(t, s, n).ID,
				Recipient: order.Value(customer(n).Orderer.Email), Subject: "発送", Body: fmt.Sprintf("手紙%03d", n)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Desk.Warm(ctx, tuesday); err != nil {
		t.Fatal(err)
	}
	return s
}

// left gives which customers' data is still in some file of the folder, the running one included.
func left(t testing.TB, folder string) []int {
	t.Helper()
	found := map[int]bool{}
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for n := 1; n <= 32; n++ {
			for _, m := range marks(n) {
				if bytes.Contains(b, []byte(m)) {
					found[n] = true
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var out []int
	for n := range found {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

func span(from, to int) (out []int) {
	for n := from; n <= to; n++ {
		out = append(out, n)
	}
	return out
}

// The usual case: Amazon's orders of more than thirty days ago go, the rest stays; 楽天 never, until she says so.
func TestWhatIsDue(t *testing.T) {
	s := usedShop(t, filepath.Join(t.TempDir(), "店番"))
	defer s.Close()
	p, err := Due(ctx, s.Desk, tuesday, Only{})
	if err != nil {
		t.Fatal(err)
	}
	want := []ShopPlan{{"Amazon店", 30, 10, "2026-10-20", "2026-10-20", 5, 3, 0}, {"楽天市場店", 0, 0, "", "", 11, 1, 0}}
	if !slices.Equal(p.Shops, want) || p.Due != 10 || p.Originals != 1 || p.Mixed != 0 {
		t.Errorf("%+v", p)
	}
	// A day earlier than thirty days after the shipping nothing is due.
	if p, err := Due(ctx, s.Desk, jst.Date("2026-11-18").Time(), Only{}); err != nil || p.Due != 0 {
		t.Errorf("%+v %v", p, err)
	}
	if p, err := Due(ctx, s.Desk, jst.Date("2026-11-19").Time(), Only{}); err != nil || p.Due != 10 {
		t.Errorf("%+v %v", p, err)
	}
	// The file of 8 November names open orders, too: at Amazon it goes with the first of its orders all the same.
	p, err = Due(ctx, s.Desk, jst.Date("2026-12-10").Time(), Only{})
	if err != nil || p.Due != 15 || p.Originals != 2 || p.Mixed != 0 {
		t.Errorf("%+v %v", p, err)
	}
	// 楽天's file stays 30 days more, since an order of it is still open.
	p, err = Due(ctx, s.Desk, tuesday, Only{Shop: "楽天市場店", Days: 310})
	if err != nil || p.Due != 11 || p.Originals != 0 || p.Mixed != 1 || len(p.Shops) != 1 {
		t.Errorf("%+v %v", p, err)
	}
	p, err = Due(ctx, s.Desk, tuesday, Only{Shop: "楽天市場店", Days: 180})
	if err != nil || p.Due != 11 || p.Originals != 1 {
		t.Errorf("%+v %v", p, err)
	}
	if _, err := Due(ctx, s.Desk, tuesday, Only{Shop: "ない店"}); !errors.Is(err, ErrNoShop) {
		t.Errorf("%v", err)
	}
	for _, x := range s.Desk.Shops() {
		if err := SetPurgeDays(ctx, s.Desk, x.ID, map[order.Mall]int{order.Amazon: 0, order.Rakuten: 300}[x.Mall], tuesday); err != nil {
			t.Fatal(err)
		}
	}
	p, err = Due(ctx, s.Desk, tuesday, Only{})
	if err != nil || p.Due != 11 || p.Shops[0].Days != 0 || p.Shops[1].Days != 300 {
		t.Errorf("%+v %v", p, err)
	}
	if _, err := revert.Newest(ctx, s.Desk, tuesday); err != nil {
		t.Fatal(err)
	}
	if days, err := PurgeDays(ctx, s.Desk); err != nil || days[row(t, s, 21).ShopID] != 0 {
		t.Errorf("after undo %v %v", days, err)
	}
}

// A purge leaves nothing of those whose time has come in any file of the folder, and of everybody and everything else what
// was there: statuses, counts, sums. A second one has nothing to do.
func TestAPurge(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "店番")
	s := usedShop(t, folder)
	defer s.Close()
	if _, err := Backup(ctx, s.Desk, tuesday); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(Folder(folder), "手で写した.db"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if l := left(t, folder); !slices.Equal(l[:10], span(1, 10)) {
		t.Fatalf("the test looks for the wrong words: %v", l)
	}
	was, counts, flags := standing(s.Desk), s.Desk.Counts(), giftsOf(s)
	res, err := Purge(ctx, s.Desk, tuesday, Only{})
	if err != nil {
		t.Fatal(err)
	}
	if res.Counts.Orders != 10 || res.Moved != 0 || res.Removed != 2 || res.Counts.Mails != 10 || res.Counts.Originals != 1 || res.Counts.Corrections != 10 || len(res.Plan.Others) != 1 {
		t.Errorf("%+v", res)
	}
	if l := left(t, folder); !slices.Equal(l, append(span(11, 18), span(21, 32)...)) {
		t.Errorf("left of %v", l)
	}
	if moved(was, standing(s.Desk)) != 0 || fmt.Sprint(counts) != fmt.Sprint(s.Desk.Counts()) || fmt.Sprint(flags) != fmt.Sprint(giftsOf(s)) {
		t.Errorf("%v\n%v\n%v\n%v", counts, s.Desk.Counts(), flags, giftsOf(s))
	}
	copies, err := Copies(ctx, folder)
	if err != nil || len(copies) != 1 || copies[0].Path != res.Backup.Path || copies[0].Orders != 30 {
		t.Errorf("%+v %v", copies, err)
	}
	r := row(t, s, 3)
	if r.Name != "（消去済み）" || r.Recipient != "（消去済み2）" || len(s.Desk.Select(desk.Filter{Search: "架空003"})) != 0 || len(s.Desk.Select(desk.Filter{Search: "no-003"})) != 1 {
		t.Errorf("%+v", r)
	}
	in, err := s.Desk.Input(ctx, r.ID)
	if err != nil || len(in.Lost) > 0 || order.Value(in.Facts.Destinations[0].Address) != "大阪府（消去済み2）" {
		t.Errorf("the correction has lost its destination: %+v %v", in.Facts.Destinations, err)
	}
	dump := everything(t, s)
	again, err := Purge(ctx, s.Desk, tuesday, Only{})
	if err != nil || !again.Plan.Nothing() || again.Plan.Shops[0].Purged != 10 || again.Backup.Path != "" || everything(t, s) != dump {
		t.Errorf("the second purge: %+v %v", again, err)
	}
	// Nothing that was done to a purged order can be taken back.
	for range 3 {
		if res, err := revert.Newest(ctx, s.Desk, tuesday); err != nil {
			t.Fatal(err)
		} else {
			for _, k := range res.Kept {
				if k.Reason == "" {
					t.Errorf("%+v", res)
				}
			}
		}
	}
	if r := row(t, s, 3); r.Status != judge.Shipped {
		t.Errorf("no-003 is %s after undoing", r.Status.ID())
	}
	// All of it judged from scratch is what the purge left.
	s.Close()
	s, err = open.Writing(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Desk.Rebuild(ctx, tuesday); err != nil {
		t.Fatal(err)
	}
	for id, x := range standing(s.Desk) {
		if id <= 10 && x != was[id] {
			t.Errorf("order %d: %+v, was %+v", id, x, was[id])
		}
	}
}

// giftsOf counts the flags of the orders.
func giftsOf(s *open.Shop) map[judge.Flag]int {
	out := map[judge.Flag]int{}
	for _, r := range s.Desk.Rows() {
		for _, f := range r.Flags {
			out[f]++
		}
	}
	return out
}

// everything gives all that is known of every order.
func everything(t testing.TB, s *open.Shop) string {
	t.Helper()
	var b strings.Builder
	for _, r := range s.Desk.Rows() {
		in, err := s.Desk.Input(ctx, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		body, err := order.Encode(in.Facts)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%d %x %+v %+v\n", r.ID, body, in.Decisions, in.Deeds)
	}
	return b.String()
}

// A purge whose cleaning up could not be done says so and keeps the older backups; the next one cleans up.
func TestACleaningThatFails(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "店番")
	s := usedShop(t, folder)
	defer s.Close()
	if _, err := Backup(ctx, s.Desk, tuesday); err != nil {
		t.Fatal(err)
	}
	// Somebody reads meanwhile, and so the log can't be emptied.
	stop, done := make(chan bool), make(chan error)
	go func() {
		done <- s.Desk.Store().Read(ctx, func(r *store.Reader) error {
			_, err := r.PurgedOrders()
			stop <- true
			<-stop
			return err
		})
	}()
	<-stop
	_, err := Purge(ctx, s.Desk, tuesday, Only{})
	stop <- true
	if e := <-done; e != nil {
		t.Fatal(e)
	}
	if !errors.Is(err, ErrUncleaned) || !errors.Is(err, store.ErrBusy) {
		t.Fatalf("%v", err)
	}
	if copies, err := Copies(ctx, folder); err != nil || len(copies) != 2 {
		t.Errorf("%d backups, %v", len(copies), err)
	}
	res, err := Purge(ctx, s.Desk, tuesday, Only{})
	if err != nil || !res.Plan.Unclean || res.Counts.Orders != 0 || res.Removed != 2 {
		t.Errorf("%+v %v", res, err)
	}
	if l := left(t, folder); !slices.Equal(l, append(span(11, 18), span(21, 32)...)) {
		t.Errorf("left of %v", l)
	}
}
