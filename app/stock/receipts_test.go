package stock_test

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/stock"
	"miseban/app/yen"
)

// 山田陶器's delivery note: one SKU did not come, one row can't be read.
func TestADeliveryNoteIsRead(t *testing.T) {
	got, problems, err := stock.ReadDelivered(heading("発注番号\t品番\t数量"), rows("P-20261124-01\ttowel-ai\t４０個", "P-20261124-01\tmug\t0", "\tyunomi\t三つ", "\ttowel-ai\t2"))
	if err != nil {
		t.Fatal(err)
	}
	want := []stock.Delivered{{SKU: "towel-ai", Purchase: "P-20261124-01", Qty: 40, Row: 2}, {SKU: "towel-ai", Qty: 2, Row: 5}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if len(problems) != 1 || problems[0].Row != 4 || problems[0].Value != "三つ" {
		t.Errorf("%+v", problems)
	}
	for _, head := range []string{"SKU", "入荷数"} {
		if _, _, err := stock.ReadDelivered(heading(head), rows()); err == nil || !strings.Contains(err.Error(), "見つかりません") {
			t.Error(head, err)
		}
	}
}

// She exports her catalogue, opens it, saves it, imports it: nothing has changed.
func TestAnExportedCatalogueReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		maybe := func(name string) *int {
			if rapid.Bool().Draw(t, name+" known") {
				return of(rapid.IntRange(0, 999).Draw(t, name))
			}
			return nil
		}
		word := rapid.SampledFrom([]string{"", "今治タオル", "=1+1", "1/2", "0012", "藍 フェイス"})
		s := stock.SKU{
			Code: rapid.StringMatching(`[A-Za-z][A-Za-z0-9-]{0,12}`).Draw(t, "code"), Name: word.Draw(t, "name"), Variant: word.Draw(t, "variant"),
			Supplier: word.Draw(t, "supplier"), SupplierCode: word.Draw(t, "supplier code"), ReorderPoint: maybe("reorder point"), Target: maybe("target"),
			Lot: rapid.IntRange(1, 99).Draw(t, "lot"), MinQty: rapid.IntRange(0, 99).Draw(t, "minimum"), LeadDays: maybe("lead days"),
			ReleaseDate: rapid.SampledFrom([]jst.Date{"", "2026-11-24"}).Draw(t, "release"), ToOrder: rapid.Bool().Draw(t, "取寄せ"),
			Jan: rapid.SampledFrom([]string{"", "4900000000017"}).Draw(t, "jan"), Location: word.Draw(t, "location"), Note: word.Draw(t, "note"),
		}
		if n := maybe("cost"); n != nil {
			s.Cost = yen.Of(yen.Yen(*n))
		}
		if rapid.Bool().Draw(t, "taxed") {
			s.TaxRate = of(rapid.SampledFrom([]int{8, 10}).Draw(t, "rate"))
		}
		onHand := maybe("on hand")
		s.Managed = onHand != nil
		cells := stock.ProductCells(s, onHand)
		if len(cells) != len(stock.ProductTitles()) {
			t.Fatal(cells)
		}
		got, problems, err := stock.ReadProducts(stock.ProductTitles(), rows(strings.Join(cells, "\t")))
		if err != nil || len(problems) != 0 || len(got.Unused) != 0 {
			t.Fatal(got.Unused, problems, err)
		}
		if back := got.Rows[0]; !reflect.DeepEqual(back.Into(stock.SKU{}), s) || !reflect.DeepEqual(back.Stock, onHand) {
			t.Fatalf("\n got %+v\nwant %+v", back, s)
		}
	})
}

// Every name that the help lists is really read as that column, alone and in wide letters.
func TestEveryListedNameIsRead(t *testing.T) {
	for _, names := range stock.ProductColumns()[1:] {
		for _, name := range names {
			got, _, err := stock.ReadProducts([]string{"ＳＫＵ", " " + name + "　"}, rows())
			if err != nil || len(got.Unused) != 0 || !reflect.DeepEqual(got.Columns, []string{"SKU", names[0]}) {
				t.Errorf("%s: %v unused %v, %v", name, got.Columns, got.Unused, err)
			}
		}
	}
	for _, name := range stock.ProductColumns()[0] {
		if _, _, err := stock.ReadProducts([]string{name}, rows()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
