package mapping_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"miseban/app/mapping"
)

// headerOf gives the column names of a mall's or cart's file.
func headerOf(tb testing.TB, layout string) []string {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "headers", layout+".header.txt"))
	if err != nil {
		tb.Fatal(err)
	}
	text := strings.TrimRight(string(b), "\r\n")
	if strings.Contains(text, "\t") {
		return strings.Split(text, "\t")
	}
	return strings.Split(text, ",")
}

func layouts(tb testing.TB) []string {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "headers", "*.header.txt"))
	if err != nil || len(files) < 20 {
		tb.Fatal(files, err)
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(f), ".header.txt"))
	}
	return names
}

// truth gives what the columns of each layout mean: the meanings that are right, "" for none, by column name.
func truth(tb testing.TB) map[string]map[string][]mapping.Meaning {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "meanings.txt"))
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string]map[string][]mapping.Meaning{}
	layout := ""
	for _, line := range strings.Split(string(b), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			layout = strings.Trim(line, "[]")
			out[layout] = map[string][]mapping.Meaning{}
			continue
		}
		column, means, ok := strings.Cut(line, " = ")
		if !ok {
			tb.Fatal(line)
		}
		if !slices.Contains(headerOf(tb, layout), column) {
			tb.Fatalf("%s has no column %q", layout, column)
		}
		for _, m := range strings.Split(means, "|") {
			m = strings.TrimSpace(m)
			if rest, ok := strings.CutPrefix(m, "o_"); ok {
				m = mapping.Orderer + rest
			} else if rest, ok := strings.CutPrefix(m, "d_"); ok {
				m = mapping.Dest + rest
			}
			if m == "-" {
				m = ""
			} else if _, ok := mapping.AboutOf(mapping.Orders, mapping.Meaning(m)); !ok {
				tb.Fatalf("%s: no meaning %q", line, m)
			}
			out[layout][column] = append(out[layout][column], mapping.Meaning(m))
		}
	}
	return out
}

// somebody is a customer of a day's orders; all are fictional.
type somebody struct{ family, given, kanaFamily, kanaGiven, zip, pref, city, street, building, phone, mail string }

var people = []somebody{
	{"山田", "花子", "ヤマダ", "ハナコ", "1500001", "東京都", "渋谷区", "神宮前1-2-3", "サンプルマンション101", "09000001001", "hanako@example.com"},
	{"髙橋", "一郎", "タカハシ", "イチロウ", "5300001", "大阪府", "大阪市北区", "梅田1-2-3", "①号棟405", "0600001002", "ichiro@example.jp"},
	{"佐々木", "美咲", "ササキ", "ミサキ", "0600001", "北海道", "札幌市中央区", "北一条西2-1", "", "0110001003", "misaki@example.com"},
	{"鈴木", "健", "スズキ", "ケン", "4600008", "愛知県", "名古屋市中区", "栄3-4-5", "栄ビル2F", "08000001004", "ken@example.com"},
	{"小野寺", "さくら", "オノデラ", "サクラ", "9800811", "宮城県", "仙台市青葉区", "一番町1-1-1", "", "0220001005", "sakura@example.com"},
	{"田中", "太郎", "タナカ", "タロウ", "8120011", "福岡県", "福岡市博多区", "博多駅前2-3-4", "コーポ青葉203", "07000001006", "taro@example.com"},
	{"斎藤", "由美", "サイトウ", "ユミ", "2310023", "神奈川県", "横浜市中区", "山下町5-6", "", "0450001007", "yumi@example.com"},
}

type goods struct {
	code, sku, name, option string
	price                   int
}

var shelf = []goods{
	{"tea-sencha-100", "tea-sencha-100", "静岡県産 深蒸し煎茶 100g", "", 1080},
	{"towel-imabari", "towel-imabari-f-wh", "今治タオル フェイスタオル", "カラー:ホワイト", 1650},
	{"towel-imabari", "towel-imabari-f-ai", "今治タオル フェイスタオル", "カラー:藍", 1650},
	{"tea-hojicha-80", "tea-hojicha-80", "ほうじ茶 焙煎 80g", "", 756},
	{"cup-arita-01", "cup-arita-01-b", "有田焼 マグカップ", "サイズ:大", 3300},
}

// line is one row of a day's orders.
type line struct {
	order, row        int
	orderer, dest     somebody
	goods             goods
	qty               int
	goodsSum, postage int
	cod               int
}

// day makes the rows of n orders of one to three lines each.
func day(n int) []line {
	var out []line
	for o := range n {
		from, to := people[o%len(people)], people[o%len(people)]
		if o%4 == 3 {
			to = people[(o+2)%len(people)]
		}
		sum, lines := 0, 1+o%3
		first := len(out)
		for l := range lines {
			g := shelf[(o*2+l)%len(shelf)]
			q := 1 + (o+l)%3
			sum += g.price * q
			out = append(out, line{order: o, row: len(out), orderer: from, dest: to, goods: g, qty: q})
		}
		for i := first; i < len(out); i++ {
			out[i].goodsSum, out[i].postage = sum, 660
			if sum > 5000 {
				out[i].postage = 0
			}
			if o%5 == 4 {
				out[i].cod = 330
			}
		}
	}
	return out
}

var payments = map[string][]string{"": {"クレジットカード", "銀行振込", "クレジットカード", "PayPay", "代金引換"}}

var statuses = map[string][]string{
	"rakuten": {"300", "100", "300", "300", "200"}, "rakuten_custom": {"300", "100", "300"}, "yahoo_order": {"2", "2", "5"}, "yahoo_custom_order": {"1", "3"},
	"shopify": {"unfulfilled", "fulfilled"}, "futureshop": {"1", "0", "2"}, "qoo10": {"配送要請", "配送準備"}, "aupay": {"発送待ち", "発送後入金待ち"},
	"eccube4": {"新規受付", "入金済み", "対応中", "発送済み"}, "": {"発送待ち", "発送済み", "キャンセル", "発送待ち"},
}

func pick(lists map[string][]string, layout string, i int) string {
	list, ok := lists[layout]
	if !ok {
		list = lists[""]
	}
	return list[i%len(list)]
}

// cell writes what a mall's file has in a column of that meaning.
func cell(layout, column string, means mapping.Meaning, l line) string {
	n := l.order
	single := strings.HasSuffix(column, "1") || strings.HasSuffix(column, "１")
	switch means {
	case mapping.OrderNo:
		switch {
		case strings.HasPrefix(layout, "rakuten"):
			return fmt.Sprintf("123456-20261005-00001%05d", n)
		case strings.HasPrefix(layout, "amazon"):
			return fmt.Sprintf("250-%07d-%07d", n+1, n+1)
		case column == "Name":
			return fmt.Sprintf("#%d", 1001+n)
		case column == "Id" && strings.HasPrefix(layout, "yahoo"):
			return fmt.Sprintf("sample-store-%d", 10000001+n)
		case strings.HasPrefix(layout, "base"):
			return fmt.Sprintf("%016X", 0xA1B2C3D4E5F60000+uint64(n)*7919)
		case layout == "stores":
			return fmt.Sprintf("S%010d", 1000+n)
		}
		return fmt.Sprintf("%d", 10000001+n)
	case mapping.LineID:
		return fmt.Sprintf("%d", 30000000+l.row)
	case mapping.OrderedAt:
		switch {
		case strings.HasPrefix(layout, "amazon"):
			return fmt.Sprintf("2026-10-%02dT15:10:%02d+00:00", 4+n%9, n)
		case layout == "shopify":
			return fmt.Sprintf("2026-10-%02d 09:10:%02d +0900", 4+n%9, n)
		case column == "受注日" || column == "日付" || column == "注文日":
			return fmt.Sprintf("2026/10/%02d", 4+n%9)
		}
		return fmt.Sprintf("2026-10-%02d 09:12:%02d", 4+n%9, n)
	case mapping.OrderedTime:
		return fmt.Sprintf("09:12:%02d", n)
	case mapping.Status:
		return pick(statuses, layout, n)
	case mapping.Paid:
		switch {
		case strings.Contains(column, "日") || strings.Contains(strings.ToLower(column), "date") || strings.HasSuffix(column, " at"):
			if n%3 == 1 {
				return ""
			}
			return fmt.Sprintf("2026/10/%02d", 5+n%9)
		case layout == "shopify":
			return []string{"paid", "pending"}[n%2]
		case strings.HasPrefix(layout, "yahoo") || strings.Contains(column, "フラグ"):
			return []string{"1", "0"}[n%2]
		}
		return []string{"入金済", "未入金"}[n%2]
	case mapping.Payment:
		return pick(payments, layout, n)
	case mapping.Total:
		return fmt.Sprint(l.goodsSum + l.postage + l.cod)
	case mapping.Goods:
		return fmt.Sprint(l.goodsSum)
	case mapping.Shipping:
		return fmt.Sprint(l.postage)
	case mapping.CODFee:
		return fmt.Sprint(l.cod)
	case mapping.WrappingFee, mapping.Coupon:
		return "0"
	case mapping.Points:
		return fmt.Sprint(n % 3 * 50)
	case mapping.ItemCode:
		if layout == "aupay" || strings.Contains(column, "商品ID") || layout == "qoo10" && column == "商品番号" {
			return fmt.Sprint(10000001 + len(l.goods.code))
		}
		return l.goods.code
	case mapping.SKU:
		if layout == "futureshop" {
			return fmt.Sprintf("%02d", n%5)
		}
		return l.goods.sku
	case mapping.ItemName:
		return l.goods.name
	case mapping.Options:
		if single || !strings.ContainsAny(column, "2345２") {
			return l.goods.option
		}
		return ""
	case mapping.UnitPrice:
		if layout == "eccube4" {
			return fmt.Sprintf("%d.00", l.goods.price)
		}
		return fmt.Sprint(l.goods.price)
	case mapping.LineTotal:
		return fmt.Sprint(l.goods.price * l.qty)
	case mapping.Qty:
		return fmt.Sprint(l.qty)
	case mapping.TaxRate:
		if strings.HasPrefix(layout, "rakuten") {
			return []string{"0.08", "0.1"}[n%2]
		}
		return []string{"8", "10"}[n%2]
	case mapping.Noshi:
		return []string{"", "内祝", ""}[n%3]
	case mapping.Wrapping:
		return []string{"", "包装紙", ""}[n%3]
	case mapping.Message:
		return []string{"", "お誕生日おめでとう", ""}[n%3]
	case mapping.WishDate:
		if layout == "colorme" && n%2 == 0 {
			return "設定なし"
		}
		return []string{"", fmt.Sprintf("2026/10/%02d", 15+n%9), ""}[n%3]
	case mapping.WishTime:
		if strings.HasPrefix(layout, "rakuten") {
			return []string{"0", "1416", "1"}[n%3]
		}
		return []string{"", "14時-16時", "午前中"}[n%3]
	case mapping.Method:
		if strings.HasPrefix(layout, "amazon") {
			return "Standard"
		}
		return []string{"宅配便", "メール便", "ヤマト運輸"}[n%3]
	case mapping.Comment:
		return []string{"", "", "できるだけ早くお願いします。\n領収書も希望します。"}[n%3]
	case mapping.Memo:
		return []string{"", "次回サンプル同封", ""}[n%3]
	}
	p := l.dest
	part, orderer := strings.CutPrefix(string(means), mapping.Orderer)
	if orderer {
		p = l.orderer
	} else {
		part = strings.TrimPrefix(part, mapping.Dest)
	}
	return p.cell(layout, column, part)
}

func (p somebody) cell(layout, column, part string) string {
	last := column[len(column)-1:]
	switch part {
	case mapping.PartName:
		if layout == "colorme" {
			return p.family + p.given
		}
		return p.family + " " + p.given
	case mapping.PartFamily:
		return p.family
	case mapping.PartGiven:
		return p.given
	case mapping.PartKana:
		switch {
		case strings.Contains(column, "姓") || strings.Contains(column, "セイ") || strings.Contains(column, "Last"):
			return p.kanaFamily
		case strings.Contains(column, "名カナ") || strings.Contains(column, "（名）") || strings.Contains(column, "メイ") || strings.Contains(column, "First"):
			return p.kanaGiven
		}
		return p.kanaFamily + " " + p.kanaGiven
	case mapping.PartZip:
		switch {
		case last == "1":
			return p.zip[:3]
		case last == "2":
			return p.zip[3:]
		case layout == "colorme" || layout == "makeshop":
			return p.zip
		case layout == "shopify":
			return "'" + p.zip[:3] + "-" + p.zip[3:]
		}
		return p.zip[:3] + "-" + p.zip[3:]
	case mapping.PartPrefecture:
		if layout == "shopify" && strings.HasSuffix(column, "Province") {
			return "JP-13"
		}
		return p.pref
	case mapping.PartCity:
		if strings.HasPrefix(layout, "amazon") {
			return ""
		}
		return p.city
	case mapping.PartAddress:
		return p.address(layout, column, last)
	case mapping.PartPhone:
		return p.telephone(layout, column, last)
	}
	return p.mail
}

func (p somebody) address(layout, column, last string) string {
	lower := strings.ToLower(column)
	switch {
	case strings.Contains(column, "Full"):
		return p.pref + p.city + p.street + p.building
	case strings.HasPrefix(layout, "amazon"):
		return map[string]string{"1": p.city + p.street, "2": p.building, "3": ""}[last]
	case strings.HasPrefix(layout, "rakuten"):
		return strings.TrimSpace(p.street + " " + p.building)
	case strings.Contains(column, "2") || strings.Contains(column, "２") || strings.Contains(column, "3") || strings.Contains(column, "３"):
		if strings.ContainsAny(column, "3３") {
			return ""
		}
		return p.building
	case strings.Contains(lower, "street"):
		return p.street + ", " + p.building
	case layout == "shopify" || strings.HasPrefix(layout, "yahoo") || layout == "mercari_shops":
		return p.street
	case layout == "base" || layout == "base_itemcode" || layout == "stores" || layout == "colorme" || layout == "eccube4" || layout == "futureshop":
		return p.city + p.street
	}
	return p.pref + p.city + p.street + " " + p.building
}

func (p somebody) telephone(layout, column, last string) string {
	if strings.HasPrefix(layout, "rakuten") {
		cut := 3
		if len(p.phone) == 10 {
			cut = 2
		}
		return map[string]string{"1": p.phone[:cut], "2": p.phone[cut : len(p.phone)-4], "3": p.phone[len(p.phone)-4:]}[last]
	}
	switch {
	case strings.Contains(column, "Emg") || strings.Contains(column, "サブ") || strings.Contains(column, "会社") || strings.HasPrefix(layout, "aupay") && last == "2":
		return ""
	case layout == "shopify":
		return "'+81" + p.phone[1:]
	case layout == "base":
		return p.phone
	}
	return p.phone[:len(p.phone)-8] + "-" + p.phone[len(p.phone)-8:len(p.phone)-4] + "-" + p.phone[len(p.phone)-4:]
}

// other writes something likely into a column that has no meaning.
func other(layout, column string, l line) string {
	lower := strings.ToLower(column)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(lower, w) })
	}
	switch {
	case has("フラグ", "is-", "区分", "accepts", "requires", "taxable"):
		return "0"
	case has("税率"):
		return "0.1"
	case has("kana"):
		return "シブヤク"
	case has("日時", " at", "timeunix"):
		return "2026-10-06 10:00:00"
	case has("日", "date"):
		return "2026/10/06"
	case has("金額", "料", "合計", "税", "price", "point", "額", "tax", "原価"):
		return fmt.Sprint(l.row % 3 * 110)
	case has("id", "番号", "no"):
		return fmt.Sprint(700000 + l.row)
	case has("回数", "数"):
		return "1"
	}
	return ""
}

// rowsOf makes a file of that layout: header and rows of n orders.
func rowsOf(tb testing.TB, layout string, n int) [][]string {
	tb.Helper()
	header, means := headerOf(tb, layout), truth(tb)[layout]
	records := [][]string{header}
	before := -1
	for _, l := range day(n) {
		whole := layout == "yahoo_order" || layout == "yahoo_custom_order"
		if whole && l.order == before {
			continue
		}
		row := make([]string, len(header))
		for i, column := range header {
			if m := means[column]; len(m) > 0 && m[0] != "" {
				// Shopify tells of the order in its first row only.
				if layout == "shopify" && l.order == before && !strings.HasPrefix(column, "Lineitem") && column != "Name" {
					continue
				}
				row[i] = cell(layout, column, m[0], l)
			} else {
				row[i] = other(layout, column, l)
			}
		}
		if strings.HasPrefix(layout, "qoo10") {
			for i, column := range header {
				if column == "注文番号" {
					row[i] = fmt.Sprint(50000001 + l.row)
				}
			}
		}
		before = l.order
		records = append(records, row)
	}
	return records
}
