package enter_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"miseban/app/flow/desk"
	"miseban/app/flow/enter"
	"miseban/app/flow/intake"
	"miseban/app/flow/review"
	"miseban/app/stock"
	"miseban/store"
)

// rakuten imports a file of 楽天 with these rows.
func (c *counter) rakuten(name, rows string) {
	c.Helper()
	path := filepath.Join(c.TempDir(), name)
	head := "注文番号,ステータス,注文日時,支払方法名,請求金額,商品合計金額,送料合計,代引料合計,注文者姓,注文者名,注文者姓カナ,注文者名カナ,注文者メールアドレス,注文者電話番号1,注文者電話番号2,注文者電話番号3,送付先姓,送付先名,送付先住所都道府県,送付先住所郡市区,送付先住所それ以降の住所,送付先電話番号1,送付先電話番号2,送付先電話番号3,商品名,商品番号,単価,個数,お届け日指定,コメント\r\n"
	if err := os.WriteFile(path, []byte(head+rows), 0o600); err != nil {
		c.Fatal(err)
	}
	if r, err := intake.Import(ctx, c.d, []string{path}, intake.Options{Now: tuesday}); err != nil || r.Refused() {
		c.Fatalf("%+v %v", r, err)
	}
}

const fromTheMall = "123456-20261120-0000000001,300,2026-11-20 10:00:00,クレジットカード,1580,1080,500,0,佐藤,太郎,サトウ,タロウ,abc@pc.fw.rakuten.ne.jp,090,0000,2002,山田,和子,東京都,渋谷区,恵比寿4-5-6,090,0000,3003,煎茶 100g,tea-100,1080,1,2026-11-22,急ぎでお願いします\r\n"

// A mall's order is sent once more: everything is copied but what belongs to that order alone; and another quantity makes
// another total.
func TestACopyOfAMallsOrder(t *testing.T) {
	c := newCounter(t)
	c.rakuten("20261121.csv", fromTheMall)
	mall := c.d.Rows()[0]
	if _, err := review.Correct(ctx, c.d, mall, "orderer", "name", "佐藤 太朗", false, tuesday); err != nil {
		t.Fatal(err)
	}
	dr, err := enter.Copy(ctx, c.d, mall, tuesday)
	if err != nil {
		t.Fatal(err)
	}
	if dr.No+dr.Shop+dr.Paid+dr.Comment+dr.WishDate+dr.OrderedAt+dr.Orderer.Email != "" || dr.Orderer.Name != "佐藤 太朗" || dr.Orderer.Kana != "サトウ タロウ" {
		t.Errorf("%+v", dr)
	}
	if len(dr.Destinations) != 1 || dr.Destinations[0].Name != "山田 和子" || len(dr.Lines) != 1 || dr.Lines[0].UnitPrice != "1080" || dr.Shipping != "500" {
		t.Errorf("%+v", dr)
	}
	if r := c.enter(dr, tuesday); r.No != "T-20261124-001" || *r.Total != 1580 || r.Recipient != "山田 和子" {
		t.Errorf("%+v", r)
	}
	dr.Lines[0].Qty = "3"
	if r := c.enter(dr, tuesday); *r.Total != 3740 {
		t.Errorf("three of them are %v", *r.Total)
	}
	wish := call()
	wish.WishDate, wish.Paid, wish.No, wish.Total = "2026-12-24", "はい", "FAX-1", "3,500"
	dr, err = enter.Copy(ctx, c.d, c.enter(wish, tuesday), tuesday)
	if err != nil || dr.WishDate != "2026-12-24" || dr.Shop != "電話・店頭" || dr.Paid != "" || dr.No != "" || dr.Total != "3500" {
		t.Errorf("%+v %v", dr, err)
	}
}

// She types the beginning of a telephone number, a name or its kana, and gets the people who have ordered before.
func TestKnownCustomers(t *testing.T) {
	c := newCounter(t)
	c.rakuten("20261121.csv", fromTheMall)
	c.enter(call(), tuesday.AddDate(0, 0, -1))
	newer := call()
	newer.Orderer.Address = "東京都渋谷区代々木7-7"
	newest := c.enter(newer, tuesday)
	for i := range 12 {
		dr := call()
		dr.Orderer = enter.Contact{Name: fmt.Sprintf("鈴木 %d", i), Phone: fmt.Sprintf("03-0000-%04d", 1000+i)}
		c.enter(dr, tuesday)
	}
	for text, want := range map[string]string{"090-0000-1": "山田 花子", "０９００００": "山田 花子 佐藤 太郎", "ｻﾄｳ": "佐藤 太郎", "さとう": "佐藤 太郎", "山田": "山田 花子", "佐藤太": "佐藤 太郎", "和子": "", "3003": "", "0": "", "": "", "恵比寿": ""} {
		got, err := enter.Suggest(ctx, c.d, text)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, p := range got {
			names = append(names, p.Name)
		}
		if strings.Join(names, " ") != want {
			t.Errorf("%q: %q, want %q", text, names, want)
		}
	}
	got, err := enter.Suggest(ctx, c.d, "090-0000-1001")
	if err != nil || len(got) != 1 || got[0].Address != newer.Orderer.Address || got[0].OrderID != newest.ID {
		t.Errorf("the newest address: %+v %v", got, err)
	}
	if got, err := enter.Suggest(ctx, c.d, "佐藤"); err != nil || got[0].Email != "" {
		t.Errorf("a masked address reaches nobody: %+v %v", got, err)
	}
	if got, err := enter.Suggest(ctx, c.d, "鈴木"); err != nil || len(got) != 8 {
		t.Errorf("%d people, %v", len(got), err)
	}
}

// Goods are found by SKU, code or name, with the price of the newest order; what has no price gets none.
func TestGoodsWithTheirLastPrice(t *testing.T) {
	c := newCounter(t)
	rate := 8
	if _, err := c.d.Act(ctx, "products", "商品", tuesday, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
		return nil, errors.Join(w.PutSKU("tea-100", stock.SKU{Code: "tea-100", Name: "煎茶", Variant: "100g", TaxRate: &rate}), w.PutSKU("tea-200", stock.SKU{Code: "tea-200", Name: "煎茶", Variant: "200g"}))
	}); err != nil {
		t.Fatal(err)
	}
	c.rakuten("20261121.csv", fromTheMall)
	c.enter(call(), tuesday.AddDate(0, 0, -10)) // older than the mall's, at the same price
	dearer := call()
	dearer.Lines[0].UnitPrice = "1200"
	c.enter(dearer, tuesday)
	got, err := enter.Goods(ctx, c.d, "煎茶")
	if err != nil || len(got) != 2 || got[0].SKU != "tea-100" || got[0].UnitPrice != "1200" || got[0].TaxRate != "8" || got[1].SKU != "tea-200" || got[1].UnitPrice != "" || got[1].Last != 0 {
		t.Errorf("%+v %v", got, err)
	}
	for text, want := range map[string]string{"ＴＥＡ２００": "tea-200", "ようかん": " ようかん", "200g": "tea-200", "ない": "", "": ""} {
		got, err := enter.Goods(ctx, c.d, text)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, i := range got {
			if i.Known {
				found = append(found, i.SKU)
			} else {
				found = append(found, i.SKU+" "+i.Name+" "+i.UnitPrice)
			}
		}
		if want == " ようかん" {
			want = " ようかん 540"
		}
		if strings.Join(found, ",") != want {
			t.Errorf("%q: %q, want %q", text, found, want)
		}
	}
}
