package stock

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// column is one thing that a file about stock can say.
type column struct {
	id    string   // its first name in Japanese
	names []string // further names, already in the form that headingKey gives
}

// The columns of products. Where a file has two names of one column, the earlier name wins: beside an SKU column,
// 商品コード is the code of the whole product.
const (
	colSKU          = "SKU"
	colName         = "商品名"
	colVariant      = "色・サイズ"
	colColour       = "カラー"
	colSize         = "サイズ"
	colSupplier     = "仕入先"
	colSupplierCode = "仕入先品番"
	colCost         = "仕入単価"
	colTaxRate      = "税率"
	colStock        = "在庫"
	colReorderPoint = "発注点"
	colTarget       = "補充目標"
	colLot          = "ロット"
	colMinQty       = "最低発注数"
	colLeadDays     = "リードタイム"
	colRelease      = "発売日"
	colToOrder      = "取寄せ"
	colJan          = "JAN"
	colLocation     = "棚番"
	colNote         = "備考"
)

var productColumns = []column{
	{colSKU, []string{"skuコード", "sku番号", "商品コード", "商品番号", "品番", "自社品番", "自社sku"}},
	{colName, []string{"品名", "商品名称", "名称"}},
	{colVariant, []string{"バリエーション", "カラー・サイズ", "カラーサイズ", "色サイズ", "規格", "種類"}},
	{colColour, []string{"色", "カラー名"}},
	{colSize, []string{"サイズ名"}},
	{colSupplier, []string{"仕入先名", "仕入れ先", "仕入れ先名", "メーカー", "メーカー名", "発注先"}},
	{colSupplierCode, []string{"仕入先商品コード", "仕入れ先品番", "メーカー品番", "メーカー型番", "先方品番"}},
	{colCost, []string{"仕入れ単価", "仕入価格", "仕入れ価格", "原価", "原価単価", "発注単価"}},
	{colTaxRate, []string{"消費税率", "税", "税区分"}},
	{colStock, []string{"在庫数", "在庫数量", "現在庫", "現在庫数", "実在庫", "棚卸数"}},
	{colReorderPoint, []string{"発注点数", "補充点"}},
	{colTarget, []string{"目標在庫", "目標在庫数", "補充目標数", "適正在庫", "目標"}},
	{colLot, []string{"ロット数", "発注単位", "発注ロット", "入数"}},
	{colMinQty, []string{"最低発注数量", "最小発注数", "最小発注数量", "最低ロット"}},
	{colLeadDays, []string{"リードタイム日数", "納期日数", "調達日数"}},
	{colRelease, []string{"発売予定日", "販売開始日"}},
	{colToOrder, []string{"取り寄せ", "取寄", "お取り寄せ", "取寄せ品"}},
	{colJan, []string{"janコード", "jan/ean", "バーコード", "ean"}},
	{colLocation, []string{"ロケーション", "棚", "保管場所", "置き場"}},
	{colNote, []string{"メモ", "商品メモ", "仕入メモ"}},
}

const (
	colEmail   = "メールアドレス"
	colContact = "担当者"
	colMinimum = "最低発注額"
)

var supplierColumns = []column{
	{colSupplier, []string{"仕入先名", "仕入れ先", "仕入れ先名", "会社名", "名称", "発注先"}},
	{colEmail, []string{"メール", "email", "e-mail"}},
	{colContact, []string{"担当", "ご担当", "ご担当者", "担当者名"}},
	{colMinimum, []string{"最低発注金額", "最小発注額", "最小発注金額"}},
	{colLeadDays, []string{"リードタイム日数", "納期日数", "調達日数"}},
	{colNote, []string{"メモ"}},
}

// mallColumn is a column of a mall's codes: its index and whose codes they are.
type mallColumn struct {
	at   int
	shop string
}

// heading is what a file's heading says: where each column stands.
type heading struct {
	titles []string       // as in the file
	at     map[string]int // column id → index
	malls  []mallColumn
	unused []string
}

// units are the bracketed remarks behind a heading that change nothing; （税込） is not one of them.
var units = regexp.MustCompile(`\((税抜き?|税別|円|個|点|枚|日|営業日|%|必須|任意|税抜・円|円・税抜)\)$`)

func headingKey(title string) string {
	k := strings.Join(strings.Fields(Key(strings.TrimPrefix(title, "\ufeff"))), "")
	return units.ReplaceAllString(k, "")
}

// readHeading finds the columns of a heading. The same heading twice for one column can't be decided and is an error for the owner.
func readHeading(titles []string, columns []column) (heading, error) {
	h := heading{titles: titles, at: map[string]int{}}
	names := make(map[string][]int, len(titles))
	for i, t := range titles {
		if k := headingKey(t); k != "" {
			names[k] = append(names[k], i)
		}
	}
	used := map[int]bool{}
	for _, c := range columns {
		for _, name := range append([]string{headingKey(c.id)}, c.names...) {
			found := names[name]
			if len(found) == 0 {
				continue
			}
			if len(found) > 1 {
				return h, fmt.Errorf("見出し「%s」の列が%dつあるため、どちらを使うか決められません。何も取り込んでいません。一方の見出しを変えてから、もう一度取り込んでください。", titles[found[0]], len(found))
			}
			if !used[found[0]] {
				h.at[c.id], used[found[0]] = found[0], true
				break
			}
		}
	}
	for i, t := range titles {
		if used[i] || strings.TrimSpace(t) == "" {
			continue
		}
		if shop, ok := mallHeading(t); ok {
			h.malls = append(h.malls, mallColumn{i, shop})
			continue
		}
		h.unused = append(h.unused, strings.TrimSpace(t))
	}
	return h, nil
}

// isColumn tells whether a heading's key is a name of that column of products.
func isColumn(key, id string) bool {
	return slices.ContainsFunc(productColumns, func(c column) bool {
		return c.id == id && (key == headingKey(id) || slices.Contains(c.names, key))
	})
}

var (
	anyMall    = regexp.MustCompile(`^(?:モール|店舗|ショップ)(?:商品コード|商品番号|SKU|sku)(?:[(:](.+?)\)?)?$`)
	namedMall  = regexp.MustCompile(`(?i)^(.+?)の?(?:商品コード|商品番号|商品管理番号|商品ID|sku|SKUコード|SKU管理番号|システム連携用SKU番号|セラーSKU|コード)$`)
	mallTitles = map[string]string{
		"楽天": "楽天", "楽天市場": "楽天", "rakuten": "楽天", "yahoo": "Yahoo!", "yahoo!": "Yahoo!", "ヤフー": "Yahoo!",
		"yahoo!ショッピング": "Yahoo!", "amazon": "Amazon", "アマゾン": "Amazon", "aupay": "au PAY", "aupayマーケット": "au PAY",
		"qoo10": "Qoo10", "shopify": "Shopify", "base": "BASE", "stores": "STORES", "カラーミー": "カラーミー",
		"カラーミーショップ": "カラーミー", "makeshop": "MakeShop", "ec-cube": "EC-CUBE", "futureshop": "futureshop",
		"minne": "minne", "creema": "Creema", "メルカリshops": "メルカリShops",
	}
)

// mallHeading reads モール商品コード, モール商品コード（楽天本店）, 楽天商品番号, Amazon SKU. Only known malls count: メーカー商品コード is
// not a mall's. The shop is the name in brackets or the mall's name; empty for every shop.
func mallHeading(title string) (shop string, ok bool) {
	t := strings.Join(strings.Fields(norm.NFKC.String(title)), "")
	if m := anyMall.FindStringSubmatch(t); m != nil {
		if name, known := mallTitles[strings.ToLower(m[1])]; known {
			return name, true
		}
		return m[1], true
	}
	if m := namedMall.FindStringSubmatch(t); m != nil {
		shop, ok = mallTitles[strings.ToLower(m[1])]
	}
	return shop, ok
}

// KnownHeading gives the first name of the column that a heading is a name of, among columns as ProductColumns lists
// them; a heading of a mall's codes (楽天商品番号) is its own. ok is false for one that means nothing here.
func KnownHeading(columns [][]string, title string) (first string, ok bool) {
	k := headingKey(title)
	for _, c := range columns {
		if slices.ContainsFunc(c, func(n string) bool { return headingKey(n) == k }) {
			return c[0], true
		}
	}
	_, ok = mallHeading(title)
	return title, ok
}

// SameHeading tells whether two headings are one, whatever their width, case and spaces.
func SameHeading(a, b string) bool { return headingKey(a) == headingKey(b) }
