package stock_test

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"miseban/app/stock"
	"miseban/app/yen"
)

// rows gives lines of tab-separated cells, the first one being row 2 of the file.
func rows(lines ...string) stock.Next {
	i := 0
	return func() ([]string, int, error) {
		if i == len(lines) {
			return nil, 0, io.EOF
		}
		i++
		return strings.Split(lines[i-1], "\t"), i + 1, nil
	}
}

func heading(line string) []string { return strings.Split(line, "\t") }

func of[T any](v T) *T { return &v }

// The owner keeps her products in Excel, with her own headings, in her own order.
func TestHerOwnExcelListIsRead(t *testing.T) {
	got, problems, err := stock.ReadProducts(
		heading("商品名\t品番\tカラー\tサイズ\t仕入れ先\tメーカー品番\t原価（税抜）\t消費税率\t在庫数\t発注点\t目標在庫\t発注単位\t最低発注数\tリードタイム\t発売日\t取り寄せ\tＪＡＮコード\tロケーション\tメモ\t粗利"),
		rows(
			"今治タオル\timabari-f-ai\t藍\tフェイス\t山田陶器\tYT-1001\t１，２８０円\t10%\t1,234\t10\t20\t5\t10\t7日\t2026/11/20\t\t4900000000017\tA-3\t人気\t45%",
			"",
			"湯呑\tyunomi-kon\t紺\t\t\t\t\t\t\t\t\t\t\t\t46346\t○\t\t\t",
			"煎茶\ttea-sencha-100\t\t\t八十八園\t\t540\t0.08\t0",
		))
	if err != nil || len(problems) != 0 {
		t.Fatal(err, problems)
	}
	want := []stock.SKU{
		{Code: "imabari-f-ai", Name: "今治タオル", Variant: "藍 フェイス", Supplier: "山田陶器", SupplierCode: "YT-1001", Cost: yen.Of(1280), TaxRate: of(10),
			ReorderPoint: of(10), Target: of(20), Lot: 5, MinQty: 10, LeadDays: of(7), Managed: true, ReleaseDate: "2026-11-20", Jan: "4900000000017", Location: "A-3", Note: "人気"},
		{Code: "yunomi-kon", Name: "湯呑", Variant: "紺", ReleaseDate: "2026-11-20", ToOrder: true},
		{Code: "tea-sencha-100", Name: "煎茶", Supplier: "八十八園", Cost: yen.Of(540), TaxRate: of(8), Managed: true},
	}
	for i, p := range got.Rows {
		if !reflect.DeepEqual(p.SKU, want[i]) {
			t.Errorf("row %d:\n got %+v\nwant %+v", p.Row, p.SKU, want[i])
		}
	}
	if len(got.Rows) != 3 || got.Rows[2].Row != 5 {
		t.Errorf("rows: %+v", got.Rows)
	}
	if s := got.Rows[0].Stock; s == nil || *s != 1234 {
		t.Error("the count of the towel is lost:", s)
	}
	if got.Rows[1].Stock != nil {
		t.Error("an empty stock cell is unknown, not zero")
	}
	if s := got.Rows[2].Stock; s == nil || *s != 0 {
		t.Error("a stock of 0 is known:", s)
	}
	if !reflect.DeepEqual(got.Unused, []string{"粗利"}) {
		t.Error("unused headings:", got.Unused)
	}
}

// One slip in a cell costs that product alone, and the owner reads where and why.
func TestOneBadRowCostsOnlyItself(t *testing.T) {
	for _, c := range []struct{ head, row, column, value, reason string }{
		{"SKU\t在庫", "a\t約10", "在庫", "約10", "数として読めません"},
		{"SKU\t在庫", "a\t-3", "在庫", "-3", "0以上"},
		{"SKU\t在庫", "a\t1,23", "在庫", "1,23", "数として読めません"},
		{"SKU\t在庫", "a\t99999999999999999999", "在庫", "99999999999999999999", "大きすぎます"},
		{"SKU\t原価", "a\t12.5", "原価", "12.5", "小数"},
		{"SKU\t税率", "a\t5%", "税率", "5%", "8か10"},
		{"SKU\tロット", "a\t0", "ロット", "0", "1以上"},
		{"SKU\t発売日", "a\t11月下旬", "発売日", "11月下旬", "日付"},
		{"SKU\t取寄せ", "a\tたぶん", "取寄せ", "たぶん", "○か×"},
		{"SKU\tJAN", "a\t4.90123E+12", "JAN", "4.90123E+12", "Excel"},
		{"商品コード\t在庫", "1.23E+11\t3", "商品コード", "1.23E+11", "Excel"},
		{"SKU\t在庫", "\t3", "SKU", "", "空欄"},
		{"SKU\t仕入単価\t在庫", "a\t1\t280\t5", "", "5", "列がずれている"},
		{"SKU\t在庫", "ＯＫ\t3", "SKU", "ＯＫ", "2行目にもあります"},
	} {
		got, problems, err := stock.ReadProducts(heading(c.head), rows("ok", c.row, "after"))
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Rows) != 2 || got.Rows[0].SKU.Code != "ok" || got.Rows[1].SKU.Code != "after" {
			t.Errorf("%q took others with it: %+v", c.row, got.Rows)
		}
		if len(problems) != 1 {
			t.Errorf("%q: problems %+v", c.row, problems)
			continue
		}
		p := problems[0]
		if p.Row != 3 || p.Column != c.column || p.Value != c.value || !strings.Contains(p.Reason, c.reason) {
			t.Errorf("%q: %+v", c.row, p)
		}
		if !strings.Contains(p.Text(), "3行目") {
			t.Error(p.Text())
		}
	}
}

// A file that can't be read as a whole changes nothing and says what to do.
func TestAFileWithoutSKUColumnIsRefused(t *testing.T) {
	_, _, err := stock.ReadProducts(heading("商品名\t在庫"), rows("湯呑\t3"))
	if err == nil || !strings.Contains(err.Error(), "SKUの列") || !strings.Contains(err.Error(), "何も取り込んでいません") {
		t.Error(err)
	}
	_, _, err = stock.ReadProducts(heading("SKU\t在庫\t在庫"), rows("a\t3\t4"))
	if err == nil || !strings.Contains(err.Error(), "「在庫」の列が2つ") {
		t.Error(err)
	}
	broken := errors.New("読めない")
	_, _, err = stock.ReadProducts(heading("SKU"), func() ([]string, int, error) { return nil, 0, broken })
	if !errors.Is(err, broken) {
		t.Error(err)
	}
}

// 商品コード beside SKU is the code of the whole product; the SKU column decides.
func TestSKUColumnWinsOverProductCode(t *testing.T) {
	got, problems, err := stock.ReadProducts(heading("商品コード\tSKU\t商品名"), rows("mug\tmug-ai\tマグ", "mug\tmug-kon\tマグ"))
	if err != nil || len(problems) != 0 || len(got.Rows) != 2 {
		t.Fatal(got, problems, err)
	}
	if got.Rows[1].SKU.Code != "mug-kon" || !reflect.DeepEqual(got.Unused, []string{"商品コード"}) {
		t.Errorf("%+v", got)
	}
}

// Costs are kept without tax; a column that says 税込 must not slip in as one.
func TestCostWithTaxIsNotTakenSilently(t *testing.T) {
	got, problems, err := stock.ReadProducts(heading("SKU\t仕入単価(税込)"), rows("a\t1,100"))
	if err != nil || len(got.Rows) != 1 || got.Rows[0].SKU.Cost != nil {
		t.Fatal(got, err)
	}
	if len(problems) != 1 || !strings.Contains(problems[0].Text(), "税込") {
		t.Error(problems)
	}
}

func TestMallCodesOfAProductList(t *testing.T) {
	got, problems, err := stock.ReadProducts(
		heading("SKU\t楽天商品番号\tAmazon SKU\tモール商品コード（青山店）\tモール商品コード\tメーカー商品コード"),
		rows("towel-ai\tr-100\tAMZ-1、AMZ-2\tao-1\tall-1\tYT-9"))
	if err != nil || len(problems) != 0 {
		t.Fatal(problems, err)
	}
	want := []stock.MallCode{
		{Shop: "楽天", Code: "r-100", SKU: "towel-ai"},
		{Shop: "Amazon", Code: "AMZ-1", SKU: "towel-ai"}, {Shop: "Amazon", Code: "AMZ-2", SKU: "towel-ai"},
		{Shop: "青山店", Code: "ao-1", SKU: "towel-ai"}, {Code: "all-1", SKU: "towel-ai"},
	}
	if !reflect.DeepEqual(got.Codes, want) {
		t.Errorf("%+v", got.Codes)
	}
}

// On Tuesday she imports only SKU and 原価: what she knew about lots and targets stays, and empty cells take nothing away.
func TestAPartialListKeepsWhatWasKnown(t *testing.T) {
	old := stock.SKU{Code: "a", Name: "湯呑", Cost: yen.Of(100), Lot: 6, Target: of(20), ToOrder: true, Managed: true}
	got, _, err := stock.ReadProducts(heading("SKU\t原価\t目標在庫\t取寄せ"), rows("a\t120\t\t×"))
	if err != nil {
		t.Fatal(err)
	}
	want := old
	want.Cost, want.ToOrder = yen.Of(120), false
	if n := got.Rows[0].Into(old); !reflect.DeepEqual(n, want) {
		t.Errorf("got %+v want %+v", n, want)
	}
	if n := got.Rows[0].Into(stock.SKU{}); n.Lot != 1 || n.Target != nil || n.Code != "a" {
		t.Errorf("new SKU: %+v", n)
	}
}

func TestSuppliersAreRead(t *testing.T) {
	got, problems, err := stock.ReadSuppliers(heading("会社名\tメール\tご担当者\t最低発注金額（税抜）\tリードタイム"),
		rows("山田陶器\torder@example.jp\t高橋 誠\t20,000円\t5", "八十八園\tこわれた\t\t\t", "山田陶器 \t\t\t\t", "九谷堂"))
	if err != nil {
		t.Fatal(err)
	}
	want := []stock.Supplier{
		{Name: "山田陶器", Email: "order@example.jp", Contact: "高橋 誠", MinimumAmount: yen.Of(20000), LeadDays: of(5)},
		{Name: "九谷堂"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if len(problems) != 2 || problems[0].Row != 3 || problems[1].Row != 4 {
		t.Errorf("%+v", problems)
	}
	if _, _, err := stock.ReadSuppliers(heading("名"), rows()); err == nil || !strings.Contains(err.Error(), "仕入先の列") {
		t.Error(err)
	}
}

// Whatever is in a file, each row is either a product or a problem, and nothing breaks.
func FuzzReadProducts(f *testing.F) {
	f.Add("SKU\t在庫\t原価\t発売日", "a\t1,234\t12円\t2026/1/4\nb\t-\t\t46000\n\nc\t3\t4\t5\t6")
	f.Add("商品コード\t楽天商品番号\t取寄せ\tJAN", "1.2E+10\tx、y\t○\t49")
	f.Add("SKU（必須）\tSKU\t税率", "a\tb\t8%")
	f.Fuzz(func(t *testing.T, head, body string) {
		lines := strings.Split(body, "\n")
		got, problems, err := stock.ReadProducts(heading(head), rows(lines...))
		if err != nil {
			return
		}
		filled := 0
		for _, l := range lines {
			if strings.TrimSpace(l) != "" {
				filled++
			}
		}
		refused := 0
		for _, p := range problems {
			if p.Row > 0 {
				refused++
			}
			if p.Reason == "" {
				t.Error("a problem without a reason")
			}
		}
		if len(got.Rows)+refused != filled {
			t.Errorf("%d products and %d problems of %d rows", len(got.Rows), refused, filled)
		}
		for _, p := range got.Rows {
			if p.SKU.Code == "" || p.Into(stock.SKU{}).Lot < 1 {
				t.Errorf("%+v", p)
			}
		}
	})
}
