package buy_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/buy"
	"miseban/app/stock"
	"miseban/app/table"
	"miseban/store"
)

// makerCatalogue has a supplier's goods, one of another supplier, and one whose supplier nobody has set.
func (s *shop) makerCatalogue() {
	s.t.Helper()
	s.products(s.cp932("商品.csv",
		"SKU,商品名,仕入先,仕入先品番,JAN,在庫,発注点,補充目標",
		"tea-sencha-100,煎茶,花田製茶,HS-1,4900000000017,0,4,10",
		"tea-sencha-set,煎茶 2袋,花田製茶,HS-1,,0,1,2",
		"tea-hojicha,ほうじ茶,花田製茶,HS-2,4900000000024,0,1,5",
		"tea-gyokuro,玉露,花田製茶,HS-3,,0,1,5",
		"towel-imabari-f-ai,今治タオル,今治織物,HS-2,4900000000031,0,2,10",
		"kyusu-tokoname,急須,,K-1,,,,"))
}

func (s *shop) importMaker(path string, at time.Time) buy.MakerReport {
	s.t.Helper()
	r, err := buy.ImportMakerStock(ctx, s.Desk, path, "花田製茶", at, false, buy.Headings{})
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

func (s *shop) makers() map[string]stock.MakerStock {
	s.t.Helper()
	m, err := buy.MakerStock(ctx, s.Desk)
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

// A maker's Excel list in its own words: every row has one fate, and the proposal says what the maker lacks.
func TestAMakersListInExcel(t *testing.T) {
	s := newShop(t)
	s.makerCatalogue()
	before := s.picture()
	file := s.xlsx("花田製茶 在庫表.xlsx",
		[]any{"品番", "品名", "JANコード", "在庫", "入荷予定", "定価"},
		[]any{"HS-1", "深蒸し煎茶 100g", "", "×", "11月下旬", 1200},
		[]any{"ＨＳ-2", "ほうじ茶", "4900000000024", 3, "", 800},
		[]any{"HS-3", "玉露", "", "廃番", "", 3000},
		[]any{"K-1", "常滑急須", "", "△", "2026/10/20", 5000},
		[]any{"HS-9", "抹茶", "", "在庫あり", "", 2000},
		[]any{"", "織物", "4900000000031", "○", "", 900},
		[]any{"HS-1", "深蒸し煎茶 100g", "", "×", "11月下旬", 1200},
		[]any{"HS-2", "ほうじ茶", "", "○", "", 800},
		[]any{"HS-4", "番茶", "", "ぼちぼち", "", 700},
		[]any{"", "名前だけ", "", "○", "", 1},
		[]any{"HS-3", "玉露", "", "−", "", 3000})
	dry, err := buy.ImportMakerStock(ctx, s.Desk, file, "花田製茶", noon, true, buy.Headings{})
	if err != nil || !dry.DryRun || dry.Entry != 0 || len(s.makers()) > 0 {
		t.Errorf("dry run: %+v %v", dry, err)
	}
	r := s.importMaker(file, noon)
	if want := (buy.MakerCounts{New: 4, Same: 1, Unknown: 2, Silent: 1, Refused: 3}); r.RowCounts != want || r.Rows != 11 || dry.RowCounts != want {
		t.Errorf("%+v of %d rows, dry %+v", r.RowCounts, r.Rows, dry.RowCounts)
	}
	if want := []buy.UnknownItem{{Row: 6, Code: "HS-9", Name: "抹茶", Says: "在庫あり"}, {Row: 7, Code: "4900000000031", Name: "織物", Says: "在庫あり", Elsewhere: "今治織物"}}; !reflect.DeepEqual(r.Unknown, want) {
		t.Errorf("%+v", r.Unknown)
	}
	for i, want := range []struct {
		row   int
		words string
	}{{9, "3行目にもあり"}, {10, "状態として読めません"}, {11, "品番が空欄"}} {
		if p := r.Problems[i]; p.Row != want.row || !strings.Contains(p.Message, want.words) {
			t.Errorf("%+v", p)
		}
	}
	three := 3
	want := map[string]stock.MakerStock{
		"tea-sencha-100": {State: stock.MakerOut, NextText: "11月下旬"},
		"tea-sencha-set": {State: stock.MakerOut, NextText: "11月下旬"},
		"tea-hojicha":    {Qty: &three},
		"tea-gyokuro":    {State: stock.MakerEnded},
		"kyusu-tokoname": {State: stock.MakerFew, NextDate: "2026-10-20", NextText: "2026/10/20"},
	}
	got := s.makers()
	for sku, w := range want {
		if g := got[sku]; !g.Says(stock.MakerStock{Supplier: "花田製茶", Qty: w.Qty, State: w.State, NextDate: w.NextDate, NextText: w.NextText}) || g.At.Time() != noon {
			t.Errorf("%s: %+v", sku, g)
		}
	}
	if len(got) != len(want) || !slices.Equal(r.Short, []string{"tea-sencha-100", "tea-sencha-set", "tea-gyokuro"}) || !slices.Equal(r.Unused, []string{"定価"}) {
		t.Errorf("%+v %+v", got, r)
	}
	lines := s.propose()
	for sku, end := range map[string]string{
		"tea-sencha-100":     "　メーカー欠品・次回入荷 11月下旬（10/7の在庫表）",
		"tea-hojicha":        "　メーカー在庫 3（10/7の在庫表）",
		"tea-gyokuro":        "　メーカー廃番（10/7の在庫表）",
		"towel-imabari-f-ai": "（空き在庫＋発注残 0 ≦ 発注点 2）",
	} {
		if !strings.HasSuffix(lines[sku].Arithmetic, end) {
			t.Errorf("%s: %s", sku, lines[sku].Arithmetic)
		}
	}
	if lines["tea-sencha-100"].Quantity != 10 || s.Goods().OnHand["tea-sencha-100"] != 0 {
		t.Errorf("the maker's word changed a quantity: %+v", lines["tea-sencha-100"])
	}
	if made := s.issue("花田製茶", nil); len(made) != 1 {
		t.Errorf("%+v", made)
	}
	s.undo()
	s.undo()
	if now := s.picture(); now != before || len(s.makers()) > 0 {
		t.Errorf("taken back:\n%s\nbefore:\n%s", now, before)
	}
}

// Next week's list: what changed is counted, what is the same is said anew, what the list leaves out keeps its date.
func TestNextWeeksList(t *testing.T) {
	s := newShop(t)
	s.makerCatalogue()
	s.importMaker(s.cp932("1.csv", "メーカー品番,在庫状況,次回入荷", "HS-1,欠品,未定", "HS-2,△,", "HS-3,残りわずか（2個）,"), noon)
	next := noon.AddDate(0, 0, 7)
	file := s.cp932("2.csv", "メーカー品番,在庫状況,次回入荷", "HS-1,欠品中(10月20日頃),", "HS-2,△,")
	r := s.importMaker(file, next)
	if want := (buy.MakerCounts{Changed: 1, Same: 1}); r.RowCounts != want || r.Entry == 0 || r.Encoding != "cp932" {
		t.Errorf("%+v", r)
	}
	m := s.makers()
	if m["tea-sencha-100"].NextText != "10月20日頃" || m["tea-hojicha"].At.Time() != next || m["tea-gyokuro"].At.Time() != noon || m["tea-gyokuro"].State != stock.MakerFew {
		t.Errorf("%+v", m)
	}
	if again := s.importMaker(file, next); again.Entry != 0 || again.RowCounts.Same != 2 {
		t.Errorf("the same file once more: %+v", again)
	}
	// Bought elsewhere from now on: what the old supplier said is nobody's business.
	s.products(s.cp932("商品2.csv", "SKU,仕入先", "tea-hojicha,今治織物"))
	if _, ok := s.makers()["tea-hojicha"]; ok {
		t.Error("another supplier's word holds")
	}
	for _, l := range s.propose() {
		if l.SKU == "tea-hojicha" && strings.Contains(l.Arithmetic, "メーカー") {
			t.Error(l.Arithmetic)
		}
	}
	// HS-2 is the other maker's code now; the one who says it here means something else.
	r = s.importMaker(s.cp932("3.csv", "メーカー品番,在庫状況", "HS-2,×"), next)
	if len(r.Unknown) != 1 || r.Unknown[0].Elsewhere != "" || r.Entry != 0 {
		t.Errorf("%+v", r)
	}
}

// A list that can't be used says so and writes nothing.
func TestListsThatCannotBeUsed(t *testing.T) {
	s := newShop(t)
	s.makerCatalogue()
	before := s.picture()
	for words, lines := range map[string][]string{
		"商品を見分ける列": {"名前,在庫", "茶,1"},
		"在庫の列":     {"品番,定価", "HS-1,1"},
	} {
		_, err := buy.ImportMakerStock(ctx, s.Desk, s.cp932("在庫表.csv", lines...), "花田製茶", noon, false, buy.Headings{})
		sentence(t, err, words, "何も取り込んでいません")
	}
	for _, name := range []string{"花田制茶", ""} {
		_, err := buy.ImportMakerStock(ctx, s.Desk, s.cp932("在庫表.csv", "品番,在庫", "HS-1,1"), name, noon, false, buy.Headings{})
		sentence(t, err, "仕入先「"+name+"」が登録されていません")
	}
	if s.picture() != before || len(s.makers()) > 0 {
		t.Error("it wrote something")
	}
}

// Her own file with her own headings: she says once what each column is.
func TestHerOwnHeadings(t *testing.T) {
	s := newShop(t)
	h := buy.Headings{Known: map[string]string{"管理No": "品番", "なまえ": "商品名", "手持ち": "在庫数", "問屋": "仕入先", "商品コード": "", "もうない列": "備考", "楽天の": "楽天商品番号", "原価メモ": "仕入単価"}}
	file := s.cp932("台帳.csv", "管理Ｎｏ,商品コード,なまえ,手持ち,在庫,問屋,楽天の,原価メモ", "tea-1,X1,煎茶,5,99,花田製茶,r-tea,高い", "tea-2,X2,番茶,6,98,花田製茶,r-ban,120")
	r, err := buy.ImportProductsAs(ctx, s.Desk, file, h, noon, false)
	if err != nil {
		t.Fatal(err)
	}
	if r.RowCounts.New != 1 || r.RowCounts.Refused != 1 || r.Problems[0].Column != "原価メモ" || r.MallCodes != 1 {
		t.Errorf("%+v", r)
	}
	if len(r.Notes) != 1 || r.Notes[0].Column != "もうない列" || !slices.Equal(r.Columns, []string{"SKU", "商品名", "在庫", "仕入先", "仕入単価"}) {
		t.Errorf("%+v", r)
	}
	if g := s.Goods(); g.OnHand["tea-2"] != 6 || g.SKUs["tea-2"].Name != "番茶" || g.SKUs["tea-2"].Supplier != "花田製茶" {
		t.Errorf("%+v %v", g.SKUs, g.OnHand)
	}
	if _, err := buy.ImportStockAs(ctx, s.Desk, file, h, noon, false); err != nil || s.Goods().OnHand["tea-2"] != 6 {
		t.Error(err, s.Goods().OnHand)
	}
	if _, err := buy.ImportSuppliersAs(ctx, s.Desk, s.cp932("問屋.csv", "問屋,れんらく先", "今治織物,a@example.jp"), buy.Headings{Known: map[string]string{"問屋": "会社名", "れんらく先": "メール"}}, noon, false); err != nil || s.Goods().Suppliers["今治織物"].Email != "a@example.jp" {
		t.Error(err, s.Goods().Suppliers)
	}
	m, err := buy.ImportMakerStock(ctx, s.Desk, s.cp932("表.csv", "こちらの番号,あるなし", "tea-2,×"), "花田製茶", noon, false, buy.Headings{Known: map[string]string{"こちらの番号": "SKU", "あるなし": "在庫"}})
	if err != nil || s.makers()["tea-2"].State != stock.MakerOut {
		t.Error(m, err)
	}
	// A title and an empty line stand above the headings; the first record is not the header.
	below := s.cp932("見出しは下.csv", "花田製茶 御中 在庫のご案内,,", "番号,残り,備考欄", "tea-2,7,")
	m, err = buy.ImportMakerStock(ctx, s.Desk, below, "花田製茶", noon, false, buy.Headings{Known: map[string]string{"番号": "SKU", "残り": "在庫数"}, Table: table.Options{HeaderRow: 2}})
	if err != nil || m.RowCounts.Changed != 1 || *s.makers()["tea-2"].Qty != 7 {
		t.Error(m, err)
	}
	for words, wrong := range map[string]map[string]string{
		"「重さ」という列は": {"管理No": "SKU", "なまえ": "重さ"},
		"どちらも「SKU」": {"管理No": "SKU", "商品コード": "品番"},
		"SKUの列":     {"管理No": "", "商品コード": ""},
	} {
		_, err := buy.ImportProductsAs(ctx, s.Desk, file, buy.Headings{Known: wrong}, noon, false)
		sentence(t, err, words)
	}
}

// None is zero, and zero is out of stock; both are kept as the maker said them.
func TestAMakersZero(t *testing.T) {
	s := newShop(t)
	s.makerCatalogue()
	s.importMaker(s.cp932("表.csv", "品番,在庫", "HS-1,0"), noon)
	n := 0
	err := s.st.Read(ctx, func(r *store.Reader) error {
		return r.EachMakerStock(func(sku string, body []byte) error {
			n++
			if !strings.Contains(string(body), `"state":"out"`) || !strings.Contains(string(body), `"qty":0`) {
				t.Errorf("%s %s", sku, body)
			}
			return nil
		})
	})
	if err != nil || n != 2 {
		t.Error(n, err)
	}
}
