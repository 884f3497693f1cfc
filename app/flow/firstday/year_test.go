package firstday_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	assets "miseban/assets/demo"

	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/jst"
)

var (
	ctx   = context.Background()
	first = jst.Date("2026-11-24") // the day on which the shop begins
	now   = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)
)

// sale is one order of the year before, at whichever mall.
type sale struct {
	group   string // why it is in the year
	mall    string // rakuten, yahoo, makeshop
	by, to  int    // numbers of fictional people
	day     jst.Date
	no      string // as the mall writes it
	pay     string // "" = by card
	codFee  int
	method  string // "" = 宅配便
	comment string
	wish    jst.Date
	options string // 項目・選択肢, one a line
	noshi   string
	item    string // "" = tea
	price   int    // 0 = 1,080 yen
	qty     int    // 0 = one
	gone    bool   // cancelled
	open    bool   // not sent yet
	pref    string // where it goes; "" = 東京都
}

// year is the shop's past. Every group says how many orders of its kind there are: what the cards must tell is counted from here.
func year() []*sale {
	var all []*sale
	person := 1000 // everybody orders once, but for the regulars
	// add spreads n orders over the year, so that some are of the last month.
	add := func(n int, s sale) {
		for i := range n {
			x := s
			if x.by == 0 {
				person++
				x.by = person
			}
			if x.to == 0 {
				x.to = x.by
			}
			x.day = first.AddDays(-1 - (i*365/n+len(all)*7)%365)
			if x.wish != "" {
				x.wish = x.day.AddDays(6)
			}
			if strings.Contains(x.options, "%") {
				x.options = fmt.Sprintf(x.options, i)
			}
			all = append(all, &x)
		}
	}
	for regular := range 40 {
		add(4, sale{group: "regular", mall: "rakuten", by: 1 + regular})
	}
	add(60, sale{group: "thanks", mall: "rakuten", comment: "いつもありがとうございます。"})
	add(30, sale{group: "please", mall: "yahoo", comment: "よろしくお願いいたします。"})
	add(20, sale{group: "care+please", mall: "rakuten", comment: "お世話になっております。\nよろしくお願いいたします。"})
	add(2, sale{group: "rare", mall: "rakuten", comment: "どうぞよろしくお願い申し上げます。"})
	add(5, sale{group: "one person", mall: "rakuten", by: 900, comment: "初めまして。"})
	for i, text := range lookAlikes {
		add(3, sale{group: "look-alike", mall: []string{"rakuten", "yahoo"}[i%2], comment: text})
	}
	add(26, sale{group: "softbank", mall: "yahoo", pay: "ソフトバンクまとめて支払い"})
	add(8, sale{group: "atobarai", mall: "yahoo", pay: "コンビニ後払い（アトカラ）"})
	add(6, sale{group: "riddle", mall: "yahoo", pay: "ショッピングクレジット／ローン"})
	add(12, sale{group: "engraved", mall: "rakuten", options: "名入れ:TARO%d"})
	add(20, sale{group: "not engraved", mall: "rakuten", options: "名入れ:なし"})
	add(15, sale{group: "wrapped", mall: "rakuten", options: "ラッピング:あり（＋220円）"})
	add(40, sale{group: "not wrapped", mall: "rakuten", options: "ラッピング:なし"})
	add(9, sale{group: "noshi", mall: "rakuten", noshi: "内祝"})
	add(13, sale{group: "cod gift", mall: "rakuten", to: 950, pay: "代金引換", codFee: 330})
	add(9, sale{group: "cod", mall: "rakuten", pay: "代金引換", codFee: 330})
	add(9, sale{group: "remote wish", mall: "rakuten", wish: "x", pref: "北海道"})
	add(14, sale{group: "wish", mall: "rakuten", wish: "x"})
	add(6, sale{group: "remote", mall: "rakuten", pref: "沖縄県"})
	add(5, sale{group: "large", mall: "rakuten", price: 52_000})
	add(8, sale{group: "middling", mall: "rakuten", price: 31_000})
	add(4, sale{group: "bulk", mall: "rakuten", qty: 12})
	add(30, sale{group: "mailed", mall: "rakuten", item: "tenugui", method: "メール便", qty: 2})
	add(10, sale{group: "could be mailed", mall: "rakuten", item: "tenugui", qty: 1})
	add(4, sale{group: "too many to mail", mall: "rakuten", item: "tenugui", qty: 5})
	add(3, sale{group: "mailed by wish", mall: "rakuten", item: "tenugui", qty: 1, wish: "x"})
	add(8, sale{group: "cancelled", mall: "rakuten", gone: true})
	add(2, sale{group: "cancelled thanks", mall: "rakuten", gone: true, comment: "いつもありがとうございます。"})
	add(7, sale{group: "no comment column", mall: "makeshop"})
	add(6, sale{group: "engraving left empty", mall: "rakuten", options: "名入れ:"})
	for i, s := range all {
		switch s.mall {
		case "rakuten":
			s.no = fmt.Sprintf("123456-%s-%010d", strings.ReplaceAll(string(s.day), "-", ""), 1_000_000+i)
		case "yahoo":
			s.no = fmt.Sprintf("shop-%d", 20_000_000+i)
		case "makeshop":
			s.no = fmt.Sprintf("P%s%010d", strings.ReplaceAll(string(s.day), "-", ""), i)
		}
	}
	return all
}

// lookAlikes look like good manners and are none: each asks or tells something.
var lookAlikes = []string{
	"置き配しないでください。", "いつもありがとうございます、領収書をお願いします。", "早めによろしくお願いします。", "届くのを楽しみにしていました。",
	"発送よろしくお願いします。", "前回と同じでよろしくお願いします。", "ありがとうございます。でも前回は割れていました。", "よろしくお願いします。置き配しないでください。",
	"お世話になっております、先日の件はどうなりましたか。", "いつもの色でよろしくお願いします。",
}

func count(all []*sale, want func(*sale) bool) int {
	n := 0
	for _, s := range all {
		if !s.gone && want(s) {
			n++
		}
	}
	return n
}

func in(groups ...string) func(*sale) bool {
	return func(s *sale) bool {
		for _, g := range groups {
			if s.group == g {
				return true
			}
		}
		return false
	}
}

// inMonth says whether a sale is one of the thirty days that the letter is about.
func inMonth(s *sale) bool { return s.day >= first.AddDays(-30) && s.day < first }

// who is a fictional person by number: another name, telephone and house for each.
type who struct{ family, given, phone, street string }

var families, givens = names("families.tsv"), names("givens.tsv")

func names(file string) []string {
	b, err := assets.Files.ReadFile(file)
	if err != nil {
		panic(err)
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		out = append(out, name)
	}
	return out
}

func person(n int) who {
	return who{families[n%len(families)], givens[n/len(families)%len(givens)], fmt.Sprintf("0900000%04d", n%10000), fmt.Sprintf("架空町%d-%d", 1+n/50, 1+n%50)}
}

func (s *sale) where(of int) (pref, city string) {
	if of == s.to && s.pref != "" {
		return s.pref, map[string]string{"北海道": "札幌市中央区", "沖縄県": "那覇市"}[s.pref]
	}
	return "東京都", "渋谷区"
}

func or[T comparable](a, b T) T {
	var none T
	if a == none {
		return b
	}
	return a
}

// write lays the year down as an owner has it: a file of 楽天 for every month, the year of Yahoo! in two files, one of MakeShop, and
// things that are none of ours, all in one folder.
func write(t testing.TB, all []*sale) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "昔の受注")
	months := map[string][]*sale{}
	var yahoo, makeshop []*sale
	for _, s := range all {
		switch s.mall {
		case "rakuten":
			months[string(s.day[:7])] = append(months[string(s.day[:7])], s)
		case "yahoo":
			yahoo = append(yahoo, s)
		case "makeshop":
			makeshop = append(makeshop, s)
		}
	}
	for month, sales := range months {
		csv(t, filepath.Join(folder, "楽天", "normal-order_"+strings.ReplaceAll(month, "-", "")+"28-2300.csv"), heading(t, "rakuten"), sales, rakutenRow)
	}
	csv(t, filepath.Join(folder, "yahoo_order_20261123-1800.csv"), heading(t, "yahoo_order"), yahoo, yahooRow)
	csv(t, filepath.Join(folder, "yahoo_item_20261123-1800.csv"), heading(t, "yahoo_item"), yahoo, yahooItemRow)
	csv(t, filepath.Join(folder, "makeshop_20261123-1800.csv"), strings.Split("日付,注文時間,注文番号,処理状況,決済方法(ステータス),注文者,配送方法,配送希望日,配送希望時間帯,受取人,郵便番号,住所,受取人の電話番号,商品名,OPTION+商品別特殊表示,商品コード,独自商品コード,オプション独自コード,JANコード,個数", ","), makeshop, makeshopRow)
	if err := os.WriteFile(filepath.Join(folder, "メモ.txt"), []byte("引っ越しのときのメモ"), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

func heading(t testing.TB, name string) []string {
	t.Helper()
	b, err := assets.Files.ReadFile(name + ".header.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimRight(string(b), "\r\n"), ",")
}

func csv(t testing.TB, path string, names []string, sales []*sale, row func(*sale, map[string]string)) {
	t.Helper()
	if len(sales) == 0 {
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	line := func(cells []string) {
		for i, c := range cells {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
		}
		b.WriteString("\r\n")
	}
	line(names)
	cells := make([]string, len(names))
	for _, s := range sales {
		r := map[string]string{}
		row(s, r)
		for i, n := range names {
			cells[i] = r[n]
		}
		line(cells)
	}
	text, err := japanese.ShiftJIS.NewEncoder().String(b.String())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func set(r map[string]string, names string, values ...any) {
	for i, n := range strings.Fields(names) {
		r[n] = fmt.Sprint(values[i])
	}
}

func (s *sale) money() (price, qty, goods, total int) {
	price, qty = or(s.price, 1080), or(s.qty, 1)
	goods = price * qty
	return price, qty, goods, goods + 660 + s.codFee
}

func rakutenRow(s *sale, r map[string]string) {
	price, qty, goods, total := s.money()
	by, to := person(s.by), person(s.to)
	state := "700"
	if s.gone {
		state = "900"
	}
	if s.open {
		state = "300"
	}
	item := or(s.item, "tea")
	set(r, "注文番号 ステータス 注文日時 注文日 注文時間 支払方法名 配送方法 注文種別 複数送付先フラグ 楽天確認中フラグ 警告表示タイプ", s.no, state, string(s.day)+" 10:15:00", s.day, "10:15:00", or(s.pay, "クレジットカード"), or(s.method, "宅配便"), 1, 0, 0, 0)
	set(r, "商品合計金額 送料合計 代引料合計 請求金額 合計金額 ポイント利用額 クーポン利用総額", goods, 660, s.codFee, total, total, 0, 0)
	pref, city := s.where(s.by)
	set(r, "注文者郵便番号1 注文者郵便番号2 注文者住所都道府県 注文者住所郡市区 注文者住所それ以降の住所 注文者姓 注文者名 注文者電話番号1 注文者電話番号2 注文者電話番号3", "150", "0001", pref, city, by.street, by.family, by.given, by.phone[:3], by.phone[3:7], by.phone[7:])
	set(r, "注文者メールアドレス", fmt.Sprintf("kyaku%d@example.jp", s.by))
	pref, city = s.where(s.to)
	set(r, "送付先ID 送付先郵便番号1 送付先郵便番号2 送付先住所都道府県 送付先住所郡市区 送付先住所それ以降の住所 送付先姓 送付先名 送付先電話番号1 送付先電話番号2 送付先電話番号3", 1, "150", "0001", pref, city, to.street, to.family, to.given, to.phone[:3], to.phone[3:7], to.phone[7:])
	set(r, "商品明細ID 商品ID 商品名 商品番号 商品管理番号 単価 個数 税込別 商品税率 商品毎税込価格 在庫タイプ", 1, 1, map[string]string{"tea": "煎茶100g", "tenugui": "手ぬぐい"}[item], item, item, price, qty, 1, "0.08", price, 1)
	r["項目・選択肢"], r["のし"], r["コメント"], r["お届け日指定"] = s.options, s.noshi, "[配送日時指定:]\n"+s.comment, string(s.wish)
	r["お届け時間帯"] = "0"
}

func yahooRow(s *sale, r map[string]string) {
	_, _, _, total := s.money()
	by, to := person(s.by), person(s.to)
	_, bare, _ := strings.Cut(s.no, "-")
	set(r, "OrderId Id OrderTime OrderStatus ShipCharge PayCharge GiftWrapCharge Discount UsePoint Total TotalPrice ShipMethod ShipMethodName", bare, s.no, s.day.Time().Format("2006/01/02")+" 10:15", 5, 660, 0, 0, 0, 0, total, total, "postage1", "宅配便")
	set(r, "PayMethod PayMethodName PayDate SettleStatus", "payment_x", or(s.pay, "クレジットカード決済"), s.day.Time().Format("2006/01/02"), 1)
	r["BuyerComments"] = s.comment
	for who, p := range map[string]who{"Bill": by, "Ship": to} {
		set(r, who+"Name "+who+"LastName "+who+"FirstName "+who+"ZipCode "+who+"Prefecture "+who+"City "+who+"Address1 "+who+"PhoneNumber", p.family+p.given, p.family, p.given, "1500001", "東京都", "渋谷区", p.street, p.phone)
	}
	r["BillMailAddress"] = fmt.Sprintf("kyaku%d@example.jp", s.by)
}

func yahooItemRow(s *sale, r map[string]string) {
	price, qty, goods, _ := s.money()
	_, bare, _ := strings.Cut(s.no, "-")
	set(r, "OrderId Id LineId Quantity ItemId Title UnitPrice LineSubTotal", bare, s.no, 1, qty, "tea", "煎茶100g", price, goods)
}

func makeshopRow(s *sale, r map[string]string) {
	p := person(s.by)
	set(r, "日付 注文時間 注文番号 処理状況 注文者 配送方法 受取人 郵便番号 受取人の電話番号 商品名 商品コード 個数", s.day.Time().Format("2006/1/2"), "101500", s.no, "配送", p.family+p.given, "宅配便", p.family+p.given, "150-0001", p.phone, "煎茶100g", "tea", 1)
	r["住所"], r["決済方法(ステータス)"] = "東京都渋谷区"+p.street, "クレジットカード決済(決済完了)"
}

// drop opens an empty shop and drops the folder on it; what is older than its first day is history.
func drop(t testing.TB, all []*sale) (*open.Shop, intake.Report) {
	t.Helper()
	return dropSince(t, all, first)
}

func dropSince(t testing.TB, all []*sale, since jst.Date) (*open.Shop, intake.Report) {
	t.Helper()
	s, _ := dropNothing(t)
	report, err := intake.Import(ctx, s.Desk, []string{write(t, all)}, intake.Options{ShippedBefore: since, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Files {
		if f.Error != "" || f.RowCounts.Refused > 0 {
			t.Fatalf("%s: %s, %d refused %+v", f.File, f.Error, f.RowCounts.Refused, f.Problems)
		}
	}
	if len(s.Desk.Rows()) != len(all) {
		t.Fatalf("%d orders in the shop, %d in the files", len(s.Desk.Rows()), len(all))
	}
	return s, report
}

// dropNothing opens an empty shop.
func dropNothing(t testing.TB) (*open.Shop, intake.Report) {
	t.Helper()
	s, err := open.Writing(ctx, filepath.Join(t.TempDir(), "店"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, intake.Report{}
}

func padded(n int) string { return fmt.Sprintf("%010d", n) }
