package buy_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/buy"
	"miseban/app/stock"
	"miseban/app/yen"
	"miseban/store"
)

// A price with a slip of the hand costs its own row, and the report says where it is.
func TestABadRowCostsOnlyItself(t *testing.T) {
	s := newShop(t)
	r := s.products(s.cp932("商品.csv", "SKU,商品名,仕入単価,在庫,当店メモ欄",
		"yunomi-ai,湯呑 藍,450,12,",
		"yunomi-aka,湯呑 赤,四百五十,8,",
		",名前だけ,450,8,",
		"yunomi-ai,湯呑 藍,460,1,",
		"kobachi,小鉢,1,200,,はみ出し"))
	if r.Rows != 5 || r.RowCounts != (buy.Counts{New: 1, Refused: 4}) || !slices.Equal(r.Unused, []string{"当店メモ欄"}) {
		t.Errorf("%+v", r)
	}
	var where []int
	for _, p := range r.Problems {
		where = append(where, p.Row)
	}
	if !slices.Equal(where, []int{3, 4, 5, 6}) || r.Problems[0].Column != "仕入単価" || r.Problems[0].Value != "四百五十" {
		t.Errorf("problems: %+v", r.Problems)
	}
	if g := s.Goods(); len(g.SKUs) != 1 || g.OnHand["yunomi-ai"] != 12 || *g.SKUs["yunomi-ai"].Cost != 450 {
		t.Errorf("catalogue: %+v", g)
	}
}

// An empty cell says nothing: what was known stays. A code in capitals is the same product.
func TestAnEmptyCellKeepsWhatWasKnown(t *testing.T) {
	s := newShop(t)
	s.products(s.cp932("商品.csv", "SKU,商品名,仕入先,仕入単価,発注点,在庫", "yunomi-ai,湯呑 藍,山田陶器,450,5,12"))
	before := s.picture()
	r := s.products(s.xlsx("直し.xlsx", []any{"SKU", "商品名", "仕入先", "発注点", "在庫"}, []any{"YUNOMI-AI", "湯呑 藍色", "", 0, ""}))
	if r.RowCounts != (buy.Counts{Changed: 1}) || r.Counted != 0 || len(r.Suppliers) != 0 {
		t.Errorf("%+v", r)
	}
	g := s.Goods()
	if x := g.SKUs["yunomi-ai"]; len(g.SKUs) != 1 || x.Name != "湯呑 藍色" || x.Supplier != "山田陶器" || *x.Cost != 450 || *x.ReorderPoint != 0 || g.OnHand["yunomi-ai"] != 12 {
		t.Errorf("%+v", g)
	}
	s.undo()
	if now := s.picture(); now != before {
		t.Errorf("taken back:\n%s\nbefore:\n%s", now, before)
	}
}

// The same file twice changes nothing, also after goods have come in since: its count is no longer true.
func TestTheSameFileTwiceIsOnce(t *testing.T) {
	s := newShop(t)
	file := s.cp932("商品.csv", "SKU,商品名,在庫", "yunomi-ai,湯呑 藍,12")
	s.products(file)
	before := s.picture()
	if r := s.products(file); r.Entry != 0 || r.RowCounts != (buy.Counts{Same: 1}) {
		t.Errorf("twice: %+v", r)
	}
	if s.picture() != before {
		t.Error("the second time changed something")
	}
	if _, err := buy.Receive(ctx, s.Desk, s.cp932("入荷.csv", "SKU,入荷数", "yunomi-ai,5"), noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	r, err := buy.ImportProducts(ctx, s.Desk, file, noon.Add(2*time.Hour), false)
	if err != nil {
		t.Fatal(err)
	}
	if n := s.Goods().OnHand["yunomi-ai"]; n != 17 || r.Entry != 0 || len(r.Notes) != 1 || !strings.Contains(r.Notes[0].Message, "取り込み済み") {
		t.Errorf("%d on hand, %+v", n, r)
	}
	// A counted stock is another thing: the owner says what is on the shelf now.
	if _, err := buy.ImportStock(ctx, s.Desk, file, noon.Add(3*time.Hour), false); err != nil {
		t.Fatal(err)
	}
	if n := s.Goods().OnHand["yunomi-ai"]; n != 12 {
		t.Errorf("%d on hand after the count", n)
	}
}

// Two counts in the same second: the later one holds, whatever the files are.
func TestTheLaterOfTwoCountsHolds(t *testing.T) {
	s := newShop(t)
	s.products(s.cp932("商品.csv", "SKU,在庫", "yunomi-ai,12"))
	for i, count := range []string{"7", "9", "3", "8", "1"} {
		if _, err := buy.ImportStock(ctx, s.Desk, s.cp932("棚卸"+count+".csv", "SKU,実在庫", "yunomi-ai,"+count), noon, false); err != nil {
			t.Fatal(err)
		}
		if n := s.Goods().OnHand["yunomi-ai"]; string(rune('0'+n)) != count {
			t.Fatalf("count %d: %d on hand, counted %s", i, n, count)
		}
	}
}

// A dry run says the same as the import and writes nothing.
func TestADryRunWritesNothing(t *testing.T) {
	s := newShop(t).withOrders()
	before := s.picture()
	dry, err := buy.ImportProducts(ctx, s.Desk, s.catalogue(), noon, true)
	if err != nil {
		t.Fatal(err)
	}
	if s.picture() != before {
		t.Error("the dry run wrote something")
	}
	real := s.products(s.catalogue())
	if dry.RowCounts != real.RowCounts || dry.Counted != real.Counted || !slices.Equal(dry.Suppliers, real.Suppliers) || !dry.DryRun || real.DryRun {
		t.Errorf("dry %+v, real %+v", dry, real)
	}
}

// 楽天 calls the tea something else: its own column says so, and the order finds its product.
func TestTheMallsCodesFindTheProduct(t *testing.T) {
	s := newShop(t).withOrders()
	r := s.products(s.cp932("商品.csv", "SKU,商品名,在庫,楽天SKU管理番号,Amazon SKU",
		"SENCHA,煎茶,1,tea-sencha-100,tea-sencha-100",
		"TOWEL-WH,タオル 白,9,towel-imabari-f,",
		"TOWEL-AI,タオル 藍,9,towel-imabari-f,towel-imabari-f-ai"))
	if r.MallCodes != 3 || len(r.Notes) != 1 || r.Notes[0].Value != "towel-imabari-f" || r.RowCounts.New != 3 {
		t.Errorf("%+v", r)
	}
	if b := s.Allocation().SKUs["SENCHA"]; b.Demand != 6 || b.Shortage != 5 {
		t.Errorf("煎茶: %+v", b)
	}
	if b := s.Allocation().SKUs["TOWEL-AI"]; b.Demand != 5 {
		t.Errorf("藍, of Amazon alone: %+v", b)
	}
	if b := s.Allocation().SKUs["TOWEL-WH"]; b.Demand != 0 {
		t.Errorf("白, whose code could be either colour: %+v", b)
	}
}

// Files that are no catalogue change nothing and say what they are.
func TestAWrongFileChangesNothing(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	before := s.picture()
	for name, c := range map[string]struct{ path, says string }{
		"an order file of 楽天": {"../../mall/testdata/rakuten.sample.csv", "受注の取り込み"},
		"an Amazon report":    {"../../mall/testdata/amazon_orders.sample.txt", "受注の取り込み"},
		"no SKU column":       {s.cp932("名簿.csv", "氏名,電話", "山田,090-0000-0001"), "SKUの列"},
		"one heading twice":   {s.cp932("二重.csv", "SKU,在庫,在庫", "a,1,2"), "どちらを使うか"},
		"a heading alone":     {s.cp932("見出し.csv", "SKU,在庫"), "1件もありません"},
		"a web page":          {s.file("期限切れ.csv", []byte("<!DOCTYPE html><html><body>ログイン</body></html>")), "HTML"},
		"nothing":             {s.file("空.csv", nil), "何も入っていません"},
		"a quote left open":   {s.cp932("引用符.csv", `SKU,商品名`, `a,"湯呑`, `b,皿`), "引用符"},
		"a folder":            {s.folder, "フォルダです"},
		"not there":           {filepath.Join(s.folder, "ない.csv"), "見つかりません"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := buy.ImportProducts(ctx, s.Desk, c.path, noon, false)
			sentence(t, err, c.says)
			if s.picture() != before {
				t.Error("it changed something")
			}
		})
	}
	_, err := buy.ImportStock(ctx, s.Desk, s.cp932("棚卸.csv", "SKU,商品名", "tea-sencha-100,煎茶"), noon, false)
	sentence(t, err, "在庫の列")
	_, err = buy.Receive(ctx, s.Desk, s.cp932("入荷.csv", "SKU,商品名", "tea-sencha-100,煎茶"), noon)
	sentence(t, err, "入荷数")
	if s.picture() != before {
		t.Error("it changed something")
	}
}

// A count of something that is not in the catalogue is refused, the others are taken; the undo puts the numbers back.
func TestCountingTheShelf(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	before := s.picture()
	r, err := buy.ImportStock(ctx, s.Desk, s.xlsx("棚卸.xlsx", []any{"商品番号", "実在庫"}, []any{"tea-sencha-100", 60}, []any{"towel-imabari-f-ai", 7}, []any{"maboroshi", 1}), noon, false)
	if err != nil {
		t.Fatal(err)
	}
	if r.RowCounts != (buy.Counts{Changed: 1, Same: 1, Refused: 1}) || r.Problems[0].Value != "maboroshi" || r.Counted != 1 {
		t.Errorf("%+v", r)
	}
	if s.status(rakutenNext) != "ready_to_print" {
		t.Errorf("%s with 60 packs there: %s", rakutenNext, s.status(rakutenNext))
	}
	s.undo()
	if now := s.picture(); now != before {
		t.Errorf("taken back:\n%s\nbefore:\n%s", now, before)
	}
}

// Suppliers: the minimum that the proposal watches, and the address for the form.
func TestSuppliersAndTheirMinimum(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	before := s.picture()
	r, err := buy.ImportSuppliers(ctx, s.Desk, s.cp932("仕入先.csv", "仕入先,メールアドレス,担当者,最低発注額", `花田製茶,order@example.jp,営業部,"30,000円"`, "山田陶器,これは違う,,", "山田陶器,yamada@example.com,,"), noon, false)
	if err != nil {
		t.Fatal(err)
	}
	if r.RowCounts != (buy.Counts{New: 1, Changed: 1, Refused: 1}) || !slices.Equal(r.Suppliers, []string{"山田陶器"}) {
		t.Errorf("%+v", r)
	}
	all, err := buy.Propose(ctx, s.Desk)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.Supplier.Name == "花田製茶" && (p.Minimum != "missed" || *p.MissingYen != 6000 || p.Supplier.Email != "order@example.jp") {
			t.Errorf("%+v", p)
		}
	}
	s.undo()
	if now := s.picture(); now != before {
		t.Errorf("taken back:\n%s\nbefore:\n%s", now, before)
	}
}

// The exported workbook, read back, changes nothing; in an empty shop it makes the same catalogue.
func TestTheExportReadsBack(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	s.products(s.cp932("追加.csv", "SKU,商品名,JAN,税率,棚番,リードタイム,備考,モール商品コード（楽天市場店）",
		"0012,=1+1,4900000000001,8,A-1,3,割れもの,haru-0012;haru-12"))
	path := filepath.Join(s.folder, "商品一覧.xlsx")
	n, err := buy.ExportProducts(ctx, s.Desk, path)
	if err != nil || n != 4 {
		t.Fatal(n, err)
	}
	before := s.picture()
	if r := s.products(path); r.Entry != 0 || r.RowCounts != (buy.Counts{Same: 4}) || len(r.Unused)+len(r.Notes) > 0 {
		t.Errorf("read back: %+v", r)
	}
	if s.picture() != before {
		t.Error("reading it back changed something")
	}
	other := newShop(t)
	if r := other.products(path); r.RowCounts != (buy.Counts{New: 4}) || r.MallCodes != 2 {
		t.Errorf("in an empty shop: %+v", r)
	}
	x := other.Goods().SKUs["0012"]
	if x.Name != "=1+1" || x.Jan != "4900000000001" || *x.TaxRate != 8 || x.Cost != nil || x.Location != "A-1" || *x.LeadDays != 3 || x.Note != "割れもの" {
		t.Errorf("%+v", x)
	}
	if y := other.Goods().SKUs["tea-sencha-100"]; *y.Cost != yen.Yen(1600) || y.Lot != 5 || other.Goods().OnHand["tea-sencha-100"] != 3 {
		t.Errorf("%+v", y)
	}
	var codes []stock.MallCode
	if err := other.st.Read(ctx, func(r *store.Reader) (err error) { codes, err = r.MallCodes(); return err }); err != nil {
		t.Fatal(err)
	}
	if len(codes) != 2 || codes[0] != (stock.MallCode{Shop: "楽天市場店", Code: "haru-0012", SKU: "0012"}) {
		t.Errorf("%+v", codes)
	}
	// A place that can't be written leaves the old file and no rest.
	if _, err := buy.ExportProducts(ctx, s.Desk, filepath.Join(s.folder, "商品.csv", "商品.xlsx")); err == nil {
		t.Error("wrote below a file")
	} else {
		sentence(t, err, "書き込めません")
	}
	if rest, _ := filepath.Glob(filepath.Join(s.folder, ".miseban-*")); len(rest) > 0 {
		t.Errorf("left behind: %v", rest)
	}
	if b, err := os.ReadFile(path); err != nil || !bytes.HasPrefix(b, []byte("PK")) {
		t.Error("the exported file is gone")
	}
}

// A character that a program could not write is told, not guessed.
func TestALostCharacterRefusesTheRow(t *testing.T) {
	s := newShop(t)
	content := append([]byte("SKU,\x8f\xa4\x95\x69\x96\xbc\r\nyunomi,\xf0\x40\x96\x4b\r\n"), "sara,\x8e\x4d\r\n"...)
	r := s.products(s.file("外字.csv", content))
	if r.RowCounts != (buy.Counts{New: 1, Refused: 1}) || r.Problems[0].Row != 2 || r.Problems[0].Column != "商品名" {
		t.Errorf("%+v", r)
	}
}
