package enter_test

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"miseban/app/flow/desk"
	"miseban/app/flow/enter"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/yen"
	"miseban/store"
)

// TestMain keeps the property tests short: each draw is a whole shop with its file.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		_ = flag.Set("rapid.checks", "25")
	}
	os.Exit(m.Run())
}

var (
	ctx     = context.Background()
	tuesday = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)
)

// counter is a shop whose owner takes orders at the counter and by telephone.
type counter struct {
	*testing.T
	folder string
	d      *desk.Desk
}

func newCounter(t *testing.T) *counter {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "店番")
	s, err := open.Writing(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if err := s.Desk.Warm(ctx, tuesday); err != nil {
		t.Fatal(err)
	}
	return &counter{t, folder, s.Desk}
}

func (c *counter) enter(dr enter.Draft, now time.Time) *desk.Row {
	c.Helper()
	id, entry, err := enter.New(ctx, c.d, dr, now)
	if err != nil {
		c.Fatal(err)
	}
	if entry == 0 || c.d.Row(id) == nil {
		c.Fatalf("order %d, entry %d", id, entry)
	}
	return c.d.Row(id)
}

func (c *counter) facts(r *desk.Row) *order.Facts {
	c.Helper()
	in, err := c.d.Input(ctx, r.ID)
	if err != nil {
		c.Fatal(err)
	}
	return in.Facts
}

// dump gives the tables of facts, one line a row. It is another reader's look at the file.
func (c *counter) dump() string {
	c.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(c.folder, open.FileName)+"?mode=ro&_busy_timeout=5000")
	if err != nil {
		c.Fatal(err)
	}
	defer db.Close()
	var b strings.Builder
	for _, table := range []string{"shop", "orders", "reading", "correction", "decision", "deed", "phrase", "payment_word", "setting", "sku", "supplier", "mall_code", "movement", "purchase", "purchase_line"} {
		rows, err := db.Query("SELECT * FROM " + table + " ORDER BY 1, 2")
		if err != nil {
			c.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			c.Fatal(err)
		}
		for rows.Next() {
			cells, to := make([]any, len(columns)), make([]any, len(columns))
			for i := range cells {
				to[i] = &cells[i]
			}
			if err := rows.Scan(to...); err != nil {
				c.Fatal(err)
			}
			fmt.Fprintf(&b, "%s: %v\n", table, cells)
		}
		if err := rows.Err(); err != nil {
			c.Fatal(err)
		}
		rows.Close()
	}
	return b.String()
}

// call is what a customer says on the telephone.
func call() enter.Draft {
	return enter.Draft{Payment: "代金引換", Shipping: "600", CODFee: "330", Orderer: enter.Contact{Name: "山田 花子", Zip: "〒150-0001", Address: "東京都渋谷区神宮前1-2-3", Phone: "０９０-0000-1001"},
		Lines: []enter.Line{{SKU: "tea-100", Name: "煎茶", Qty: "2", UnitPrice: "1,080円", TaxRate: "8"}, {Name: "ようかん", Qty: "1", UnitPrice: "540"}}}
}

// An order by telephone: numbered, summed up, judged at once, ready to print; and a second one the same day.
func TestAnOrderByTelephone(t *testing.T) {
	c := newCounter(t)
	r := c.enter(call(), tuesday)
	f := c.facts(r)
	if r.No != "T-20261124-001" || r.Status != judge.ReadyToPrint || *f.Goods != 2700 || *f.Total != 3630 || *f.Orderer.Phone != "09000001001" || *f.Orderer.Zip != "1500001" {
		t.Errorf("%s is %s: goods %v total %v %+v", r.No, r.Status.Name(), *f.Goods, *f.Total, f.Orderer)
	}
	if len(f.Destinations) != 1 || *f.Destinations[0].Address != "東京都渋谷区神宮前1-2-3" || f.Lines[1].TaxRate != nil || *f.Comment != "" || f.NoComment {
		t.Errorf("%+v", f)
	}
	shops := enter.Shops(c.d)
	if len(shops) != 1 || shops[0].Name != "電話・店頭" || shops[0].Mall != order.Hand || shops[0].MailSince != "2026-11-24" {
		t.Errorf("shops %+v", shops)
	}
	if again := c.enter(call(), tuesday); again.No != "T-20261124-002" || again.ShopID != r.ShopID || again.Repeat != 1 {
		t.Errorf("the second is %+v", again)
	}
	if next := c.enter(call(), tuesday.AddDate(0, 0, 1)); next.No != "T-20261125-001" {
		t.Errorf("the next day's is %s", next.No)
	}
	hashes := map[string]bool{}
	if err := c.d.Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Batches()
		for _, b := range all {
			hashes[b.Hash] = true
		}
		return err
	}); err != nil || len(hashes) != 3 {
		t.Errorf("three orders have %d hashes, %v", len(hashes), err)
	}
	batches, err := intake.Batches(ctx, c.d)
	if err != nil || len(batches) != 3 || batches[0].File != "手入力" || batches[0].Format != "hand" {
		t.Errorf("%+v %v", batches, err)
	}
}

// To two people, one of them the orderer; each line goes where she said.
func TestAnOrderToTwoPlaces(t *testing.T) {
	c := newCounter(t)
	dr := call()
	dr.Destinations = []enter.Place{{Name: "山田 花子", Address: "東京都渋谷区神宮前1-2-3"}, {Name: "鈴木 次郎", Address: "愛知県名古屋市中区1-1", Noshi: "御歳暮"}}
	dr.Lines[1].Dest = 1
	r := c.enter(dr, tuesday)
	f := c.facts(r)
	if len(f.Destinations) != 2 || f.DestinationOf(f.Lines[0]) != 0 || f.DestinationOf(f.Lines[1]) != 1 || *f.Destinations[1].Noshi != "御歳暮" || !slices.Contains(r.Flags, judge.Gift) {
		t.Errorf("%+v, %v", f, r.Flags)
	}
}

// What is missing is said, all at once and where; nothing is written, not even the shop.
func TestWhatIsMissingIsSaid(t *testing.T) {
	c := newCounter(t)
	before := c.dump()
	where := func(change func(*enter.Draft)) []string {
		dr := call()
		change(&dr)
		_, _, err := enter.New(ctx, c.d, dr, tuesday)
		var told *enter.Incomplete
		if !errors.As(err, &told) || !strings.Contains(told.Japanese(), "何も変更していません") {
			t.Fatalf("%v", err)
		}
		var out []string
		for _, f := range told.Fields {
			if f.Message == "" {
				t.Errorf("%+v says nothing", f)
			}
			out = append(out, f.Target+" "+f.Field)
		}
		return out
	}
	for what, tc := range map[string]struct {
		change func(*enter.Draft)
		want   []string
	}{
		"no name":            {func(d *enter.Draft) { d.Orderer.Name = " " }, []string{"orderer name"}},
		"no goods":           {func(d *enter.Draft) { d.Lines = nil }, []string{"line:+1 name"}},
		"no quantity":        {func(d *enter.Draft) { d.Lines[1].Qty = "" }, []string{"line:+2 qty"}},
		"none of it":         {func(d *enter.Draft) { d.Lines[1].Qty = "0" }, []string{"line:+2 qty"}},
		"no such quantity":   {func(d *enter.Draft) { d.Lines[1].Qty = "たくさん" }, []string{"line:+2 qty"}},
		"nameless goods":     {func(d *enter.Draft) { d.Lines[1].Name = "" }, []string{"line:+2 name"}},
		"half a postal code": {func(d *enter.Draft) { d.Orderer.Zip = "150" }, []string{"orderer zip"}},
		"no such rate":       {func(d *enter.Draft) { d.Lines[0].TaxRate = "5" }, []string{"line:+1 tax_rate"}},
		"coupon too high":    {func(d *enter.Draft) { d.Coupon = "9000" }, []string{" total"}},
		"nobody to send to":  {func(d *enter.Draft) { d.Destinations = []enter.Place{{Address: "東京都渋谷区1-1"}} }, []string{"dest:+1 name"}},
		"a shop of a mall":   {func(d *enter.Draft) { d.Shop = "楽天市場店" }, []string{"shop "}},
		"a number in two":    {func(d *enter.Draft) { d.No = "T 1" }, []string{"no "}},
		"much":               {func(d *enter.Draft) { d.Orderer = enter.Contact{Phone: "1"}; d.Lines[0].Qty = "" }, []string{"orderer phone", "orderer name", "line:+1 qty"}},
	} {
		if got := where(tc.change); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %q, want %q", what, got, tc.want)
		}
	}
	if after := c.dump(); after != before {
		t.Errorf("something was written:\n%s", after)
	}
	dr := call()
	dr.No = "FAX-1"
	c.enter(dr, tuesday)
	if got := where(func(d *enter.Draft) { d.No = "FAX-1" }); !slices.Equal(got, []string{"no "}) {
		t.Errorf("the same number twice: %q", got)
	}
}

// An amount that was not said is not zero: the total waits for it. What she typed stands.
func TestAnAmountThatWasNotSaid(t *testing.T) {
	c := newCounter(t)
	for what, tc := range map[string]struct {
		change       func(*enter.Draft)
		goods, total *yen.Yen
	}{
		"all known":            {func(*enter.Draft) {}, yen.Of(2700), yen.Of(3630)},
		"free of postage":      {func(d *enter.Draft) { d.Shipping = "0" }, yen.Of(2700), yen.Of(3030)},
		"postage not said":     {func(d *enter.Draft) { d.Shipping = "" }, yen.Of(2700), nil},
		"a price not said":     {func(d *enter.Draft) { d.Lines[1].UnitPrice = "" }, nil, nil},
		"no 代引手数料":             {func(d *enter.Draft) { d.CODFee = "" }, yen.Of(2700), nil},
		"by card, none needed": {func(d *enter.Draft) { d.CODFee, d.Payment = "", "クレジットカード" }, yen.Of(2700), yen.Of(3300)},
		"points and coupon":    {func(d *enter.Draft) { d.Points, d.Coupon, d.WrappingFee = "100", "200", "50" }, yen.Of(2700), yen.Of(3380)},
		"typed":                {func(d *enter.Draft) { d.Total = "3,600"; d.Lines[1].UnitPrice = "" }, nil, yen.Of(3600)},
	} {
		dr := call()
		tc.change(&dr)
		goods, total, wrong := enter.Check(c.d, dr, tuesday)
		f := c.facts(c.enter(dr, tuesday))
		if yen.Text(goods) != yen.Text(tc.goods) || yen.Text(total) != yen.Text(tc.total) || len(wrong) > 0 || yen.Text(f.Total) != yen.Text(tc.total) || order.Value(f.Unconfirmed) != (tc.total == nil) {
			t.Errorf("%s: goods %s total %s, want %s and %s; wrong %+v", what, yen.Text(goods), yen.Text(total), yen.Text(tc.goods), yen.Text(tc.total), wrong)
		}
	}
}

// Entering, correcting, taking back: the file is as before. A number that was taken back is not given again.
func TestEnteringAndTakingBack(t *testing.T) {
	c := newCounter(t)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		now := tuesday.Add(time.Duration(n) * time.Hour)
		if rapid.Bool().Draw(rt, "one before") {
			c.enter(call(), now)
		}
		if err := c.d.Rebuild(ctx, now); err != nil {
			rt.Fatal(err)
		}
		before := c.dump()
		dr := call()
		dr.Comment = rapid.SampledFrom([]string{"", "急ぎ"}).Draw(rt, "comment")
		dr.Payment = rapid.SampledFrom([]string{"", "銀行振込", "代金引換", "つけ"}).Draw(rt, "payment")
		dr.WishDate = rapid.SampledFrom([]string{"", "2026/11/20", "2026-12-24"}).Draw(rt, "wish")
		dr.Orderer.Address = rapid.SampledFrom([]string{"", "東京都渋谷区神宮前", dr.Orderer.Address}).Draw(rt, "address")
		r := c.enter(dr, now)
		shown := *r
		if err := c.d.Rebuild(ctx, now); err != nil {
			rt.Fatal(err)
		}
		if again := *c.d.Row(r.ID); again.Status != shown.Status || again.Questions != shown.Questions || again.Hay != shown.Hay || again.Repeat != shown.Repeat {
			rt.Fatalf("the list shows %+v, from scratch it is %+v", shown, again)
		}
		acts := 1
		for range rapid.IntRange(0, 3).Draw(rt, "corrections") {
			f := c.facts(r)
			target := rapid.SampledFrom(order.Targets(f)).Draw(rt, "target")
			field := rapid.SampledFrom([]string{"name", "comment", "qty", "unit_price"}).Draw(rt, "field")
			if order.Label(target, field) == "" {
				continue
			}
			acts++
			if _, err := review.Correct(ctx, c.d, c.d.Row(r.ID), target, field, fmt.Sprint(acts), false, now.Add(time.Duration(acts)*time.Second)); err != nil {
				rt.Fatal(err)
			}
			if v, _ := order.Text(c.facts(r), target, field); v != fmt.Sprint(acts) {
				rt.Fatalf("%s is %q", field, v)
			}
		}
		for range acts {
			if res, err := revert.Newest(ctx, c.d, now); err != nil || len(res.Kept) > 0 {
				rt.Fatalf("%+v %v", res, err)
			}
		}
		if err := c.d.Rebuild(ctx, now); err != nil {
			rt.Fatal(err)
		}
		if after := c.dump(); after != before {
			rt.Fatalf("not as before:\n%s\nwas\n%s", after, before)
		}
		next, err := enter.NextNo(ctx, c.d, now)
		if err != nil || next <= r.No && next[:11] == r.No[:11] {
			rt.Fatalf("%s was taken back and %s is next, %v", r.No, next, err)
		}
	})
}
