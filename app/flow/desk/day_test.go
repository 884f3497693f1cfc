package desk_test

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/jst"
	"miseban/store"
)

// TestMain keeps the property tests short: each draw is a whole shop with its file.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		_ = flag.Set("rapid.checks", "25")
	}
	os.Exit(m.Run())
}

// tester is what *testing.T, *testing.B and *rapid.T have in common.
type tester interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

// day is a shop with its file, as on one morning.
type day struct {
	t      tester
	ctx    context.Context
	folder string
	inbox  string
	s      *open.Shop
	now    time.Time
}

// morning is the Tuesday on which the days of these tests begin.
var morning = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)

func begin(t tester, folder string) *day {
	t.Helper()
	d := &day{t: t, ctx: context.Background(), folder: filepath.Join(folder, "店"), inbox: filepath.Join(folder, "ダウンロード"), now: morning}
	if err := os.MkdirAll(d.inbox, 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := open.Writing(d.ctx, d.folder)
	if err != nil {
		t.Fatal(err)
	}
	d.s = s
	return d
}

func (d *day) end() {
	d.t.Helper()
	if err := d.s.Close(); err != nil {
		d.t.Fatal(err)
	}
}

func (d *day) desk() *desk.Desk { return d.s.Desk }

// file puts a file into the downloads folder.
func (d *day) file(name string, body string) string {
	d.t.Helper()
	path := filepath.Join(d.inbox, name)
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// take imports files and fails on anything refused.
func (d *day) take(paths ...string) intake.Report {
	d.t.Helper()
	r, err := intake.Import(d.ctx, d.desk(), paths, intake.Options{Now: d.now})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, f := range r.Files {
		if f.Error != "" || f.RowCounts.Refused > 0 {
			d.t.Fatalf("%s: %s %+v", f.File, f.Error, f.Problems)
		}
	}
	return r
}

// row finds an order by its number.
func (d *day) row(no string) *desk.Row {
	d.t.Helper()
	r, err := d.desk().Find(no)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

// status is the order's headline.
func (d *day) status(no string) string { d.t.Helper(); return d.row(no).Status.ID() }

// sold is an order as a customer made it.
type sold struct {
	No, Status, Pay, Name, To, Phone, Address, Comment, Wish, Method, Noshi, SKU, Date string
	Qty, Total                                                                         int
}

// usual is an order without anything special about it: 楽天, cleared, to the orderer herself.
func usual(no string) sold {
	return sold{No: no, Status: "300", Pay: "クレジットカード", Name: "山田 花子", To: "山田 花子", Phone: "090-0000-1001", Address: "神宮前1-2-3", SKU: "tea-100", Date: "2026-11-23",
		Qty: 1, Total: 1080, Method: "宅配便"}
}

func rakutenNo(no string) string { return "123456-20261123-" + fmt.Sprintf("%010s", no) }

// rakuten writes a file as RMS does, cut down to the columns that matter here.
func rakuten(orders ...sold) string {
	names := []string{"注文番号", "ステータス", "注文日時", "支払方法名", "配送方法", "請求金額", "合計金額", "送料合計", "商品合計金額", "注文者姓", "注文者名", "注文者電話番号1", "注文者電話番号2", "注文者電話番号3",
		"注文者メールアドレス", "注文者住所都道府県", "注文者住所郡市区", "注文者住所それ以降の住所", "送付先ID", "送付先姓", "送付先名", "送付先住所都道府県", "送付先住所郡市区", "送付先住所それ以降の住所", "のし",
		"商品明細ID", "商品名", "商品番号", "商品管理番号", "SKU管理番号", "単価", "個数", "お届け日指定", "コメント", "ギフト配送希望"}
	rows := make([]map[string]string, len(orders))
	for i, o := range orders {
		family, given, _ := strings.Cut(o.Name, " ")
		toFamily, toGiven, _ := strings.Cut(o.To, " ")
		tel := strings.SplitN(o.Phone+"--", "-", 4)
		rows[i] = map[string]string{"注文番号": rakutenNo(o.No), "ステータス": o.Status, "注文日時": o.Date + fmt.Sprintf(" 10:%02s:00", o.No), "支払方法名": o.Pay, "配送方法": o.Method,
			"請求金額": fmt.Sprint(o.Total), "合計金額": fmt.Sprint(o.Total), "送料合計": "0", "商品合計金額": fmt.Sprint(o.Total), "注文者姓": family, "注文者名": given,
			"注文者電話番号1": tel[0], "注文者電話番号2": tel[1], "注文者電話番号3": tel[2], "注文者メールアドレス": "c" + strings.ReplaceAll(o.Phone, "-", "") + "@example.com",
			"注文者住所都道府県": "東京都", "注文者住所郡市区": "渋谷区", "注文者住所それ以降の住所": o.Address, "送付先ID": "d" + o.No, "送付先姓": toFamily, "送付先名": toGiven,
			"送付先住所都道府県": "東京都", "送付先住所郡市区": "渋谷区", "送付先住所それ以降の住所": o.Address, "のし": o.Noshi, "商品明細ID": "3" + o.No, "商品名": "煎茶 " + o.SKU,
			"商品番号": o.SKU, "商品管理番号": o.SKU, "SKU管理番号": o.SKU, "単価": fmt.Sprint(o.Total / max(o.Qty, 1)), "個数": fmt.Sprint(o.Qty), "お届け日指定": o.Wish, "コメント": o.Comment, "ギフト配送希望": "0"}
	}
	return sheet(names, ",", rows)
}

// amazon writes 未出荷注文レポート's newer sibling, the orders report.
func amazon(orders ...sold) string {
	names := []string{"order-id", "order-item-id", "purchase-date", "payments-date", "buyer-email", "buyer-name", "buyer-phone-number", "sku", "product-name", "quantity-purchased", "currency",
		"item-price", "item-tax", "shipping-price", "shipping-tax", "gift-wrap-price", "gift-wrap-tax", "ship-service-level", "recipient-name", "ship-address-1", "ship-address-2", "ship-address-3",
		"ship-city", "ship-state", "ship-postal-code", "ship-country", "ship-phone-number", "gift-wrap-type", "gift-message-text", "item-promotion-discount", "item-promotion-id",
		"ship-promotion-discount", "ship-promotion-id", "delivery-start-date", "delivery-end-date", "delivery-time-zone", "delivery-Instructions", "is-prime"}
	rows := make([]map[string]string, len(orders))
	for i, o := range orders {
		rows[i] = map[string]string{"order-id": amazonNo(o.No), "order-item-id": "5" + o.No, "purchase-date": o.Date + fmt.Sprintf("T01:%02s:30+00:00", o.No), "payments-date": o.Date + fmt.Sprintf("T01:%02s:30+00:00", o.No),
			"buyer-email": "m" + o.Phone[len(o.Phone)-4:] + "@marketplace.amazon.co.jp", "buyer-name": o.Name, "buyer-phone-number": o.Phone, "sku": o.SKU, "product-name": "煎茶 " + o.SKU,
			"quantity-purchased": fmt.Sprint(o.Qty), "currency": "JPY", "item-price": fmt.Sprint(o.Total), "item-tax": "0", "shipping-price": "0", "shipping-tax": "0", "gift-wrap-price": "0",
			"gift-wrap-tax": "0", "ship-service-level": "Standard", "recipient-name": o.To, "ship-address-1": "渋谷区" + o.Address, "ship-state": "東京都", "ship-postal-code": "150-0001",
			"ship-country": "JP", "ship-phone-number": o.Phone, "item-promotion-discount": "0", "ship-promotion-discount": "0", "delivery-Instructions": o.Comment, "is-prime": "false"}
	}
	return sheet(names, "\t", rows)
}

func amazonNo(no string) string { return fmt.Sprintf("250-%07s-%07s", no, no) }

func sheet(names []string, comma string, rows []map[string]string) string {
	var b strings.Builder
	line := func(cells []string) {
		for i, c := range cells {
			if comma == "," {
				cells[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
		}
		b.WriteString(strings.Join(cells, comma) + "\r\n")
	}
	line(slices.Clone(names))
	for _, r := range rows {
		cells := make([]string, len(names))
		for i, n := range names {
			cells[i] = r[n]
		}
		line(cells)
	}
	return b.String()
}

// dump gives the tables of a shop's file, one line a row. It is another reader's look at the file.
func (d *day) dump(tables ...string) string {
	d.t.Helper()
	return dumpFile(d.t, filepath.Join(d.folder, open.FileName), tables...)
}

// facts are the tables that an undo must bring back as they were.
var facts = []string{"shop", "orders", "reading", "correction", "decision", "deed", "phrase", "payment_word", "setting", "sku", "supplier", "mall_code", "movement", "purchase", "purchase_line"}

func dumpFile(t tester, path string, tables ...string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)+"?mode=ro&_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var b strings.Builder
	for _, table := range tables {
		rows, err := db.Query("SELECT * FROM " + table + " ORDER BY 1, 2")
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			cells := make([]any, len(columns))
			to := make([]any, len(columns))
			for i := range cells {
				to[i] = &cells[i]
			}
			if err := rows.Scan(to...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s:", table)
			for i, c := range cells {
				fmt.Fprintf(&b, " %s=%v", columns[i], c)
			}
			b.WriteByte('\n')
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
	}
	return b.String()
}

// firstDifference shows where two dumps part.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(x), len(y)) {
		var p, q string
		if i < len(x) {
			p = x[i]
		}
		if i < len(y) {
			q = y[i]
		}
		if p != q {
			return fmt.Sprintf("line %d:\n- %.600s\n+ %.600s", i, p, q)
		}
	}
	return "none"
}

// fromScratch opens the file beside the desk and judges every order from nothing but facts.
func (d *day) fromScratch() *desk.Desk {
	d.t.Helper()
	st, err := store.OpenReading(d.ctx, filepath.Join(d.folder, open.FileName))
	if err != nil {
		d.t.Fatal(err)
	}
	defer st.Close()
	fresh, err := desk.Open(d.ctx, st)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := fresh.Rebuild(d.ctx, d.now); err != nil {
		d.t.Fatal(err)
	}
	return fresh
}

var _ tester = (*testing.T)(nil)
