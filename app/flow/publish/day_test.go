package publish_test

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
	"miseban/app/stock"
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

// tester is what *testing.T and *rapid.T have in common.
type tester interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
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

// shop is a shop that is closed at the end of the test.
func shop(t *testing.T) *day {
	t.Helper()
	d := begin(t, t.TempDir())
	t.Cleanup(d.end)
	return d
}

func (d *day) end() {
	d.t.Helper()
	if err := d.s.Close(); err != nil {
		d.t.Fatal(err)
	}
}

func (d *day) desk() *desk.Desk { return d.s.Desk }

// take imports orders of 楽天 as one file of the day.
func (d *day) take(name string, orders ...sold) {
	d.t.Helper()
	path := filepath.Join(d.inbox, name)
	if err := os.WriteFile(path, []byte(rakuten(orders...)), 0o600); err != nil {
		d.t.Fatal(err)
	}
	r, err := intake.Import(d.ctx, d.desk(), []string{path}, intake.Options{Now: d.now})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, f := range r.Files {
		if f.Error != "" || f.RowCounts.Refused > 0 {
			d.t.Fatalf("%s: %s %+v", f.File, f.Error, f.Problems)
		}
	}
}

// row finds an order by its short number.
func (d *day) row(no string) *desk.Row {
	d.t.Helper()
	r, err := d.desk().Find(rakutenNo(no))
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

func (d *day) status(no string) string { d.t.Helper(); return d.row(no).Status.ID() }

// raw writes as an act of its own.
func (d *day) raw(kind string, f func(w *store.Writer) error) {
	d.t.Helper()
	if _, err := d.desk().Act(d.ctx, kind, kind, d.now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) { return nil, f(w) }); err != nil {
		d.t.Fatal(err)
	}
}

// goods puts SKUs into the catalogue, with so many pieces of each on the shelf.
func (d *day) goods(pieces map[string]int) {
	d.t.Helper()
	for code, n := range pieces {
		d.raw("products", func(w *store.Writer) error { return w.PutSKU(code, stock.SKU{Code: code}) })
		d.raw("stock", func(w *store.Writer) error {
			return w.PutMovement(stock.Movement{SKU: code, Kind: stock.Count, Qty: n, At: jst.At(d.now), Ref: "棚卸"})
		})
	}
}

// sold is an order as a customer made it.
type sold struct {
	No, Status, Pay, Name, To, Phone, Address, Comment, Wish, Method, Noshi, SKU, Date string
	Qty, Total                                                                         int
}

// usual is an order without anything special about it: 楽天, cleared, to the orderer herself.
func usual(no string, change ...func(*sold)) sold {
	o := sold{No: no, Status: "300", Pay: "クレジットカード", Name: "山田 花子", To: "山田 花子", Phone: "090-0000-1001", Address: "神宮前1-2-3", SKU: "tea-100", Date: "2026-11-23",
		Qty: 1, Total: 1080, Method: "宅配便"}
	for _, c := range change {
		c(&o)
	}
	return o
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
		rows[i] = map[string]string{"注文番号": rakutenNo(o.No), "ステータス": o.Status, "注文日時": o.Date + fmt.Sprintf(" 10:%02s:00", o.No[max(0, len(o.No)-2):]), "支払方法名": o.Pay, "配送方法": o.Method,
			"請求金額": fmt.Sprint(o.Total), "合計金額": fmt.Sprint(o.Total), "送料合計": "0", "商品合計金額": fmt.Sprint(o.Total), "注文者姓": family, "注文者名": given,
			"注文者電話番号1": tel[0], "注文者電話番号2": tel[1], "注文者電話番号3": tel[2], "注文者メールアドレス": "c" + strings.ReplaceAll(o.Phone, "-", "") + "@example.com",
			"注文者住所都道府県": "東京都", "注文者住所郡市区": "渋谷区", "注文者住所それ以降の住所": o.Address, "送付先ID": "d" + o.No, "送付先姓": toFamily, "送付先名": toGiven,
			"送付先住所都道府県": "東京都", "送付先住所郡市区": "渋谷区", "送付先住所それ以降の住所": o.Address, "のし": o.Noshi, "商品明細ID": "3" + o.No, "商品名": "煎茶 " + o.SKU,
			"商品番号": o.SKU, "商品管理番号": o.SKU, "SKU管理番号": o.SKU, "単価": fmt.Sprint(o.Total / max(o.Qty, 1)), "個数": fmt.Sprint(o.Qty), "お届け日指定": o.Wish, "コメント": o.Comment, "ギフト配送希望": "0"}
	}
	return sheet(names, rows)
}

func sheet(names []string, rows []map[string]string) string {
	var b strings.Builder
	line := func(cells []string) {
		for i, c := range cells {
			cells[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		b.WriteString(strings.Join(cells, ",") + "\r\n")
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

// facts are the tables that an undo must bring back as they were.
var facts = []string{"shop", "orders", "reading", "correction", "decision", "deed", "phrase", "payment_word", "setting", "sku", "supplier", "mall_code", "movement", "purchase", "purchase_line", "rule_version"}

// dump gives the tables of the shop's file, one line a row. It is another reader's look at the file.
func (d *day) dump(tables ...string) string {
	d.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(d.folder, open.FileName)+"?mode=ro&_busy_timeout=5000")
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	var b strings.Builder
	for _, table := range tables {
		rows, err := db.Query("SELECT * FROM " + table + " ORDER BY 1, 2")
		if err != nil {
			d.t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			d.t.Fatal(err)
		}
		for rows.Next() {
			cells := make([]any, len(columns))
			to := make([]any, len(columns))
			for i := range cells {
				to[i] = &cells[i]
			}
			if err := rows.Scan(to...); err != nil {
				d.t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s: %v\n", table, cells)
		}
		if err := rows.Err(); err != nil {
			d.t.Fatal(err)
		}
		rows.Close()
	}
	return b.String()
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
