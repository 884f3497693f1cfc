package mall_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"miseban/app/mall"

	"pgregory.net/rapid"
)

// formatOf says which format each layout in names/ is.
var formatOf = map[string]string{
	"rakuten": "rakuten", "rakuten_custom": "rakuten",
	"colorme": "colorme", "makeshop": "makeshop", "eccube4": "eccube4", "futureshop": "futureshop",
	"yahoo_order": "yahoo_order", "yahoo_custom_order": "yahoo_order", "yahoo_item": "yahoo_item", "yahoo_custom_item": "yahoo_item",
	"amazon_orders": "amazon_orders", "amazon_unshipped": "amazon_unshipped", "amazon_unshipped2025": "amazon_unshipped",
	"aupay": "aupay", "aupay2024": "aupay", "qoo10": "qoo10", "qoo10_short": "qoo10", "minne": "minne", "creema": "creema",
	"shopify": "shopify", "base": "base", "base_itemcode": "base", "stores": "stores", "mercari_shops": "mercari_shops",
}

// twiceIn names the columns that stand twice in a layout as the cart writes it.
var twiceIn = map[string][]string{"colorme": {"発送状態"}, "eccube4": {"送料"}}

func TestEveryLayoutIsRecognised(t *testing.T) {
	for name, id := range formatOf {
		f, m := mall.Recognise(header(t, name))
		if f == nil || f.ID != id {
			t.Errorf("%s: recognised as %v, want %s", name, f, id)
			continue
		}
		if len(m.Unknown) > 0 || !slices.Equal(m.Duplicate, twiceIn[name]) {
			t.Errorf("%s: unknown %v, twice %v", name, m.Unknown, m.Duplicate)
		}
		if why := mall.WhyNot(header(t, name)); why != "" {
			t.Errorf("%s: recognised, but also %q", name, why)
		}
	}
	// The full templates miss nothing that is read.
	for _, name := range []string{"rakuten", "amazon_orders"} {
		if _, m := mall.Recognise(header(t, name)); len(m.Missing) > 0 {
			t.Errorf("%s: missing %v", name, m.Missing)
		}
	}
}

// The older unshipped report lacks the two verge-* columns.
func TestTheOlderUnshippedReport(t *testing.T) {
	names := slices.DeleteFunc(header(t, "amazon_unshipped"), func(n string) bool { return strings.HasPrefix(n, "verge-") })
	f, m := mall.Recognise(names)
	if len(names) != 32 || f == nil || f.ID != "amazon_unshipped" || !slices.Contains(m.Missing, "verge-of-cancellation") {
		t.Errorf("%d columns: %v, missing %v", len(names), f, m.Missing)
	}
}

// A file of another mall or cart is not taken for one of ours, and the owner is told so.
func TestFilesOfOtherMallsAreNotTaken(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "others", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{
		"楽天の商品":     "コントロールカラム,商品管理番号（商品URL）,商品番号,全商品ディレクトリID,商品名,販売価格,個数",
		"送り状":       "お客様管理番号,送り状種類,クール区分,伝票番号,出荷予定日,お届け予定日,配達時間帯,お届け先コード,お届け先電話番号,お届け先郵便番号",
		"銀行の明細":     "日付,摘要,お支払金額,お預り金額,差引残高",
		"Creemaの売上": "購入日,確定日,取引相手,作品タイトル,作品URL,種類,作品単価",
		"au PAYの商品": "ctrlCol,itemCode,itemName,itemPrice,itemOptionCommissionTitle1,saleStatus",
	}
	for _, path := range files {
		if _, err := os.Stat(filepath.Join("names", filepath.Base(path))); err == nil {
			continue // a layout that is read
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(path)] = string(b)
	}
	for file, text := range texts {
		names := splitHeader(text)
		if f, _ := mall.Recognise(names); f != nil {
			t.Errorf("%s was taken for %s", file, f.ID)
		}
		if why := mall.WhyNot(names); !strings.Contains(why, "何も変更していません") {
			t.Errorf("%s: %q", file, why)
		}
	}
}

func TestTheOwnerIsToldWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  []string
	}{
		{[]string{"ステータス", "送付先姓", "送付先名", "商品明細ID", "請求金額"}, []string{"楽天の受注CSV", "注文番号"}},
		{[]string{"注文番号", "送付先姓"}, []string{"楽天の受注CSV", "足りません"}},
		{[]string{"日付", "金額"}, []string{"先頭の列：日付、金額"}},
		{[]string{"LineId", "ItemId", "SubCode", "Quantity"}, []string{"Yahoo!ショッピングの注文商品データ", "IdまたはOrderId"}},
		{nil, []string{"受注ファイルではない"}},
	} {
		why := mall.WhyNot(c.names)
		for _, part := range c.want {
			if !strings.Contains(why, part) {
				t.Errorf("%v: %q lacks %q", c.names, why, part)
			}
		}
	}
}

// Owners choose and order the columns; malls append new ones; a spreadsheet may double one. It stays recognised.
func TestAnyTemplateIsRecognised(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom([]string{"rakuten", "rakuten_custom", "amazon_orders", "amazon_unshipped", "yahoo_item", "yahoo_order"}).Draw(rt, "layout")
		names := rapid.Permutation(header(t, name)).Draw(rt, "order")
		names = append(names, "2027年に追加された列", "注文番号の控え")
		names = append(names, names[0])
		if f, m := mall.Recognise(names); f == nil || f.ID != formatOf[name] {
			rt.Fatalf("%s in another order: %v", name, f)
		} else if !slices.Equal(m.Unknown, []string{"2027年に追加された列", "注文番号の控え"}) || !slices.Equal(m.Duplicate, names[:1]) {
			rt.Fatalf("%s: unknown %v, twice %v", name, m.Unknown, m.Duplicate)
		}
	})
	subset := []string{"ギフト配送希望", "　注文番号 ", "個数", "送付先姓", "送付先名", "商品名", "請求金額"}
	if f, _ := mall.Recognise(subset); f == nil || f.ID != "rakuten" {
		t.Errorf("a template of seven columns: %v", f)
	}
	if f, _ := mall.Recognise([]string{"ＯｒｄｅｒＩｄ", "ＬｉｎｅＩｄ", "ＩｔｅｍＩｄ", "ＳｕｂＣｏｄｅ"}); f == nil || f.ID != "yahoo_item" {
		t.Errorf("full-width names: %v", f)
	}
}

func TestEveryFormatKnowsItsColumns(t *testing.T) {
	for _, f := range mall.Formats() {
		if mall.ByID(f.ID) != f || f.Name == "" || f.Mall.FirstShop() == "" {
			t.Errorf("format %s: name %q, mall %q", f.ID, f.Name, f.Mall.Name())
		}
	}
	if mall.ByID("yahuoku") != nil {
		t.Error("ヤフオク! is not read")
	}
}
