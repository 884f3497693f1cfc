package buy_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"miseban/app/flow/buy"
	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/stock"
	"miseban/store"
)

func (s *shop) unmapped() []buy.CodeProposal {
	s.t.Helper()
	list, err := buy.Unmapped(ctx, s.Desk)
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}

func (s *shop) codesListed() []string {
	s.t.Helper()
	var out []string
	for _, c := range s.unmapped() {
		out = append(out, strings.TrimSpace(c.Code+" "+c.Variant))
	}
	return out
}

func (s *shop) mapCodes(codes ...stock.MallCode) int64 {
	s.t.Helper()
	entry, err := buy.MapCodes(ctx, s.Desk, codes, noon)
	if err != nil {
		s.t.Fatal(err)
	}
	return entry
}

// The catalogue writes its codes without hyphens; the malls' orders are found all the same once she has said so, and what
// they lack is known at once. Taken back, all is as it was.
func TestMappingWhatTheMallsWrite(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.cp932("商品.csv", "SKU,商品名,在庫,発注点,補充目標", "TEASENCHA100,煎茶,3,4,10", "towel_imabari_f_ai,今治タオル,7,2,10"))
	before := s.picture()
	if st := s.status(rakutenNext); st != "ready_to_print" {
		t.Fatalf("before: %s", st)
	}
	list := s.unmapped()
	at := slices.IndexFunc(list, func(c buy.CodeProposal) bool { return c.Code == "tea-sencha-100" })
	if at < 0 {
		t.Fatalf("%+v", list)
	}
	tea := list[at]
	if p := tea.Proposals[0]; p.SKU != "TEASENCHA100" || !p.Sure || p.Reason != "コードが「-」の有無だけ違います" || tea.Open == 0 || tea.Lines < tea.Open || tea.Mall != "Amazon" || tea.Newest == 0 {
		t.Errorf("%+v", tea)
	}
	sure := stock.AllSure(list)
	if len(sure) < 2 {
		t.Fatalf("sure: %+v", sure)
	}
	entry := s.mapCodes(sure...)
	if entry == 0 {
		t.Error("nothing was written")
	}
	for _, m := range sure {
		if slices.Contains(s.codesListed(), strings.TrimSpace(m.Code+" "+m.Variant)) {
			t.Errorf("%+v is asked about still", m)
		}
	}
	if l := s.propose()["TEASENCHA100"]; l.Demand == 0 || s.status(rakutenNext) != "awaiting_stock" {
		t.Errorf("%+v, %s", l, s.status(rakutenNext))
	}
	if again := s.mapCodes(sure...); again != 0 {
		t.Error("the same once more was written")
	}
	s.undo()
	if now := s.picture(); now != before {
		t.Errorf("taken back:\n%s\nbefore:\n%s", now, before)
	}
}

// What is no product is asked about no more, and is a product again when she says so.
func TestWhatIsNoProduct(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	before := s.codesListed()
	x := s.unmapped()[0]
	if _, err := buy.IgnoreCode(ctx, s.Desk, x.Shop, x.Code, x.Variant, noon); err != nil {
		t.Fatal(err)
	}
	if after := s.codesListed(); !slices.Equal(after, before[1:]) {
		t.Errorf("before %q, after %q", before, after)
	}
	// The exported catalogue says nothing of it: no shop has a column of codes.
	out := filepath.Join(s.folder, "書き出し.xlsx")
	if _, err := buy.ExportProducts(ctx, s.Desk, out); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if rows, err := book.GetRows("商品"); err != nil || !slices.Equal(rows[0], stock.ProductTitles()) || len(rows) != 4 {
		t.Error(rows, err)
	}
	s.mapCodes(x.Mapping("kyusu-tokoname"))
	if after := s.codesListed(); !slices.Equal(after, before[1:]) {
		t.Errorf("mapped: %q", after)
	}
	s.undo()
	s.undo()
	if after := s.codesListed(); !slices.Equal(after, before) {
		t.Errorf("taken back: %q", after)
	}
}

// Words that can't be mapped leave everything as it was, the good ones beside them too.
func TestMappingsThatCannotBe(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	before := s.picture()
	good := stock.MallCode{Shop: "楽天", Code: "r-1", SKU: "tea-sencha-100"}
	for words, m := range map[string]stock.MallCode{
		"商品に登録されていないSKU":    {Shop: "楽天", Code: "r-2", SKU: "maboroshi"},
		"店舗やモールはありません":      {Shop: "どこかの店", Code: "r-2", SKU: "kyusu-tokoname"},
		"コードが空欄":            {Shop: "楽天", Code: " ", SKU: "kyusu-tokoname"},
		"二つのSKU":            {Shop: "楽天", Code: "Ｒ-1", SKU: "kyusu-tokoname"},
		"kyusu-tokoname、商品": {Shop: "楽天", Code: "r-2"},
	} {
		codes := []stock.MallCode{good, m}
		if m.SKU == "" {
			codes = []stock.MallCode{{Shop: "楽天", Code: "r-2", SKU: "kyusu-tokoname"}, m}
		}
		_, err := buy.MapCodes(ctx, s.Desk, codes, noon)
		sentence(t, err, words, "何も変更していません")
	}
	if now := s.picture(); now != before {
		t.Errorf("changed all the same:\n%s", now)
	}
}

// A code in two spellings means one thing afterwards.
func TestOneCodeHasOneMeaning(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	err := s.act(func(w *store.Writer) error {
		for _, m := range []stock.MallCode{{Shop: "楽天", Code: "T-1", SKU: "tea-sencha-100"}, {Shop: "楽天", Code: "ｔ-1", SKU: "kyusu-tokoname"}} {
			if err := w.PutMallCode(m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	before := s.picture()
	s.mapCodes(stock.MallCode{Shop: "rakuten", Code: "t-1", Variant: "normal-inventory", SKU: "TOWEL-imabari-f-ai"})
	var kept []stock.MallCode
	if err := s.st.Read(ctx, func(r *store.Reader) (err error) { kept, err = r.MallCodes(); return err }); err != nil {
		t.Fatal(err)
	}
	if len(kept) != 1 || kept[0].SKU != "towel-imabari-f-ai" || kept[0].Shop != "楽天" || kept[0].Variant != "" {
		t.Errorf("%+v", kept)
	}
	s.undo()
	if now := s.picture(); now != before {
		t.Errorf("taken back:\n%s\nbefore:\n%s", now, before)
	}
}

func (s *shop) act(f func(*store.Writer) error) error {
	_, err := s.Act(ctx, "codes", "試し", noon, desk.AllOpen, func(w *store.Writer) ([]int64, error) { return nil, f(w) })
	return err
}

// Any mappings in any number of acts, taken back one by one: before each act and after its undo the file holds the same.
func TestMapThenUndoIsBefore(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	var seen []stock.Sighting
	for _, c := range s.unmapped() {
		seen = append(seen, c.Sighting)
	}
	skus := []string{"tea-sencha-100", "towel-imabari-f-ai", "kyusu-tokoname", ""}
	rapid.Check(t, func(t *rapid.T) {
		var before []string
		for range rapid.IntRange(1, 3).Draw(t, "acts") {
			given := map[[2]string]bool{}
			var codes []stock.MallCode
			for range rapid.IntRange(1, 4).Draw(t, "codes") {
				x := rapid.SampledFrom(seen).Draw(t, "item")
				m := x.Mapping(rapid.SampledFrom(skus).Draw(t, "sku"))
				if k := [2]string{m.Code, m.Variant}; !given[k] {
					given[k] = true
					codes = append(codes, m)
				}
			}
			picture := s.picture()
			entry, err := buy.MapCodes(ctx, s.Desk, codes, noon)
			if err != nil {
				t.Fatal(err)
			}
			if entry != 0 {
				before = append(before, picture)
			} else if s.picture() != picture {
				t.Fatal("an act without an entry changed something")
			}
			for _, c := range s.unmapped() {
				for _, m := range codes {
					if m.Shop == c.Shop && m.Code == c.Code && m.Variant == c.Variant {
						t.Fatalf("%+v is asked about still", m)
					}
				}
			}
		}
		for _, picture := range slices.Backward(before) {
			s.undo()
			if now := s.picture(); now != picture {
				t.Fatalf("taken back:\n%s\nbefore:\n%s", now, picture)
			}
		}
	})
}

// Old orders are looked through for twelve months, open ones whatever their age.
func TestHowFarBackCodesAreLookedFor(t *testing.T) {
	s := newShop(t)
	s.products(s.catalogue())
	day := func(d string) jst.Moment { return jst.At(jst.Date(d).Time()) }
	s.ordersOf(4, func(i int) (string, jst.Moment, bool) {
		return []string{"old-done", "old-open", "lately-done", "newest"}[i], day([]string{"2025-09-01", "2025-09-01", "2025-10-08", "2026-10-07"}[i]), i%2 == 0
	})
	if got := s.codesListed(); !slices.Equal(got, []string{"newest", "old-open", "lately-done"}) {
		t.Errorf("%q", got)
	}
}

// ordersOf puts orders with one line each into the file: of the n-th the code, the time, and whether the mall has shipped it.
func (s *shop) ordersOf(n int, of func(i int) (code string, at jst.Moment, shipped bool)) {
	s.t.Helper()
	fill(s.t, s.st, n, of)
	if err := s.Reload(ctx); err != nil {
		s.t.Fatal(err)
	}
	if err := s.Warm(ctx, noon); err != nil {
		s.t.Fatal(err)
	}
}

func fill(t testing.TB, st *store.Store, n int, of func(i int) (code string, at jst.Moment, shipped bool)) {
	t.Helper()
	_, err := st.Write(ctx, store.Entry{Kind: "import", Title: "試し", At: jst.At(noon)}, func(w *store.Writer) error {
		shopID, err := w.PutShop(order.Shop{Mall: order.Rakuten, Name: "楽天市場店"})
		if err != nil {
			return err
		}
		batch, err := w.InsertBatch(store.Batch{ShopID: shopID, File: "受注.csv", Hash: "00", FreshAt: jst.At(noon)})
		if err != nil {
			return err
		}
		ow, err := w.Orders()
		if err != nil {
			return err
		}
		for i := range n {
			code, at, shipped := of(i)
			known := order.Known[string]
			f := &order.Facts{Head: true, OrderedAt: &at, ShippedMall: &shipped, Clearance: order.Known(order.Cleared), PaymentText: known("クレジットカード"),
				Orderer:      order.Person{Name: known(fmt.Sprintf("花田 %d子", i)), Address: known(fmt.Sprintf("東京都渋谷区神宮前%d-%d-%d", i/900+1, i/30%30+1, i%30+1)), Email: known(fmt.Sprintf("c%d@example.jp", i))},
				Destinations: []order.Destination{{Name: known("花田 花子"), Zip: known("1500001"), Address: known("東京都渋谷区神宮前1-2-3"), Phone: known("0900001234")}},
				Lines:        []order.Line{{Code: &code, Name: known("【送料無料】品 " + code), Options: &[]string{"カラー:藍"}, Qty: order.Known(1)}}}
			body, err := order.Encode(f)
			if err != nil {
				return err
			}
			if err := ow.Insert(store.OrderRow{ID: int64(i + 1), ShopID: shopID, No: fmt.Sprintf("%06d", i)}); err != nil {
				return err
			}
			if err := ow.Reading(int64(i+1), batch, body, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// 100,000 orders of a year against 20,000 SKUs; a tenth of the codes are written otherwise than in the catalogue.
func BenchmarkUnmapped100000Orders(b *testing.B) {
	st, err := store.Open(ctx, filepath.Join(b.TempDir(), "miseban.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	code := func(i int) string {
		return fmt.Sprintf("%s-%05d-%s", []string{"tea", "mug", "towel", "wa"}[i%4], i/5, []string{"ai", "kon", "shiro", "kuro", "shu"}[i%5])
	}
	fill(b, st, 100_000, func(i int) (string, jst.Moment, bool) {
		c := code(i * 7919 % 20_000)
		switch {
		case i*7919%20_000%20 == 3:
			c = strings.ReplaceAll(c, "-", "")
		case i*7919%20_000%20 == 7:
			c = "10" + c[4:]
		}
		return c, jst.At(noon.Add(-time.Duration(i) * 5 * time.Minute)), i > 500
	})
	d, err := desk.Open(ctx, st)
	if err != nil {
		b.Fatal(err)
	}
	_, err = d.Act(ctx, "products", "試し", noon, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
		for i := range 20_000 {
			if err := w.PutSKU(code(i), stock.SKU{Code: code(i), Name: "品 " + code(i), Variant: "藍"}); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		list, err := buy.Unmapped(ctx, d)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(list)), "codes")
	}
}
