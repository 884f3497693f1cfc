package simulate_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/simulate"
	"miseban/app/jst"
	"miseban/app/rule"
	"miseban/app/stock"
	"miseban/store"
)

var november = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)

// year is a year of a busy shop: so many orders, seven rows to every four of them, in the columns of 楽天 that matter here. One in
// thirty is still to go out; one in six has a comment, one in eight is a gift, one in nine is paid on delivery.
func year(tb testing.TB, orders int) (path string) {
	tb.Helper()
	path = filepath.Join(tb.TempDir(), "rakuten-20261124-0900.csv")
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	columns := []string{"注文番号", "ステータス", "注文日時", "支払方法名", "配送方法", "請求金額", "合計金額", "送料合計", "商品合計金額", "注文者姓", "注文者名", "注文者電話番号1", "注文者電話番号2", "注文者電話番号3", "注文者メールアドレス",
		"注文者住所都道府県", "注文者住所郡市区", "注文者住所それ以降の住所", "送付先ID", "送付先姓", "送付先名", "送付先住所都道府県", "送付先住所郡市区", "送付先住所それ以降の住所", "のし", "商品明細ID", "商品名", "商品番号", "商品管理番号",
		"SKU管理番号", "単価", "個数", "お届け日指定", "コメント", "ギフト配送希望"}
	fmt.Fprintln(w, `"`+strings.Join(columns, `","`)+`"`)
	random := rand.New(rand.NewPCG(1, 2))
	families := []string{"佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木", "山口", "松本", "井上"}
	givens := []string{"花子", "太郎", "美咲", "一郎", "さくら", "誠", "陽子", "健", "由美", "翔太", "直樹"}
	comments := []string{"よろしくお願いします。", "置き配しないでください", "のしに「内祝」とお書きください。名入れは山田でお願いします。", "急ぎです！", "ＢＯＸにお願いします"}
	pref := []string{"東京都", "大阪府", "北海道", "沖縄県", "愛知県", "福岡県"}
	for i := range orders {
		who := i / 3 // every customer comes three times
		family, given := families[who%len(families)], givens[who/7%len(givens)]
		to := given
		if i%8 == 3 {
			to = givens[(who+5)%len(givens)]
		}
		comment := ""
		if i%6 == 1 {
			comment = comments[i/6%len(comments)]
		}
		pay := []string{"クレジットカード", "クレジットカード", "クレジットカード", "銀行振込", "クレジットカード", "代金引換", "クレジットカード", "後払い", "クレジットカード"}[i%9]
		status, day := "700", november.AddDate(0, 0, -10-i%350)
		if i%30 == 0 {
			status, day = "300", november.AddDate(0, 0, -1-i/30%4)
		}
		for l := range 1 + []int{0, 1, 1, 1, 0, 2, 0}[i%7] {
			qty, price := 1+random.IntN(4), 480+10*random.IntN(300)
			cells := []any{fmt.Sprintf("123456-20261005-%010d", 1000000+i), status, day.Format("2006-01-02 15:04:05"), pay, []string{"宅配便", "メール便"}[i%2], qty * price, qty * price, 0, qty * price,
				family, given, "090", fmt.Sprintf("%04d", who/10000), fmt.Sprintf("%04d", who%10000), fmt.Sprintf("k%d@example.com", who), pref[who%6], "中央区", fmt.Sprintf("中町%d-%d-%d", who%9+1, who/9%30+1, who/270+1),
				i, family, to, pref[(who+i%8/7)%6], "中央区", fmt.Sprintf("中町%d-%d-%d", who%9+1, who/9%30+1, who/270+1), []string{"", "", "", "", "御祝"}[i%5], 10*i + l, fmt.Sprintf("静岡 煎茶 %dg 缶入り", 100*(1+i%5)),
				fmt.Sprintf("tea-%03d", (i*7+l)%800), "tea", fmt.Sprintf("tea-%03d", (i*7+l)%800), price, qty, "", comment, "0"}
			for n, c := range cells {
				if n > 0 {
					w.WriteByte(',')
				}
				fmt.Fprintf(w, `"%v"`, c)
			}
			w.WriteString("\r\n")
		}
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	return path
}

// full opens a shop with a year of orders; with goods, every SKU is managed and most are short.
func full(tb testing.TB, orders int, goods bool) *open.Shop {
	tb.Helper()
	s, err := open.Writing(context.Background(), filepath.Join(tb.TempDir(), "店番"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	if goods {
		_, err := s.Desk.Act(context.Background(), "products", "商品", november, desk.AllOpen, func(w *store.Writer) ([]int64, error) {
			for i := range 800 {
				code := fmt.Sprintf("tea-%03d", i)
				if err := w.PutSKU(code, stock.SKU{Code: code}); err != nil {
					return nil, err
				}
				if err := w.PutMovement(stock.Movement{SKU: code, Kind: stock.Count, Qty: i % 9, At: jst.At(november), Ref: "棚卸"}); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	report, err := intake.Import(context.Background(), s.Desk, []string{year(tb, orders)}, intake.Options{Now: november})
	if err != nil || report.Refused() {
		tb.Fatalf("%+v %v", report, err)
	}
	return s
}

// fifty is a set of fifty rules such as shops write them.
func fifty(tb testing.TB, change string) *rule.Program {
	tb.Helper()
	_, p, err := desk.ReadRules(fiftyText(change))
	if err != nil {
		tb.Fatal(err, err.(*desk.RulesError).Faults)
	}
	return p
}

func fiftyText(change string) string {
	conds := []string{"支払区分 = 代金引換、ギフト", "請求金額 >= 10000、購入回数 = 1", "明細のどれか(個数 >= 3)", "お届け先のどれか(都道府県 = [北海道, 沖縄県])", `コメント 含む ["のし", "熨斗", "名入れ"]`,
		`どれか(コメント 含む "急ぎ"、すべて(お届け希望日 がある、お届け希望日 <= 今日+2日))`, `明細のどれか(商品名 含む "煎茶"、単価 >= 2000)`, "購入回数 >= 3、でない(ギフト)", "明細の合計(小計) >= 8000", `モールの配送方法 含む "メール便"、点数 >= 4`}
	actions := []string{`ラベル "印%d"`, `チェック "確かめ%d"`, `納品書の一言 "いつもありがとうございます%d"`, "優先度 %d", `同梱物 "カード%d"`}
	var b strings.Builder
	b.WriteString("店番ルール 1\n")
	for i := range 50 {
		fmt.Fprintf(&b, "ルール \"%d番\"\n  条件 請求金額 >= %d\n    %s\n  動作\n    %s\n", i, 100*i, conds[i%len(conds)], fmt.Sprintf(actions[i/3%len(actions)], i))
	}
	return b.String() + change
}

// edited is what the owner has just typed.
const edited = "ルール \"新しい\"\n  条件\n    支払区分 = 代金引換\n    請求金額 >= 5000\n  動作\n    確認 \"高い代引です\"\n"

func BenchmarkSimulate(b *testing.B) {
	for _, orders := range []int{20_000, 50_000, 100_000} {
		b.Run(fmt.Sprintf("%d orders", orders), func(b *testing.B) {
			s := full(b, orders, true)
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			book, err := simulate.Load(context.Background(), s.Desk, "", november, nil)
			if err != nil || len(book.Orders) != orders {
				b.Fatal(err)
			}
			loaded := time.Since(start)
			force, draft := fifty(b, ""), fifty(b, edited)
			// From nothing: both sides and their difference.
			b.Run("both sides", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					sim, err := book.Compare(context.Background(), force, draft)
					if err != nil || len(sim.Changed) == 0 {
						b.Fatal(err)
					}
					b.StopTimer()
					book.Forget()
					b.StartTimer()
				}
				b.ReportMetric(loaded.Seconds(), "s-to-load")
			})
			// While she types: the set in force has been judged before, the draft is another each time.
			drafts := [2]*rule.Program{draft, fifty(b, strings.Replace(edited, "5000", "6000", 1))}
			b.Run("an edit", func(b *testing.B) {
				if _, err := book.Compare(context.Background(), force, draft); err != nil {
					b.Fatal(err)
				}
				b.ReportAllocs()
				for n := 0; b.Loop(); n++ {
					if _, err := book.Compare(context.Background(), force, drafts[n%2]); err != nil {
						b.Fatal(err)
					}
				}
				runtime.GC()
				runtime.ReadMemStats(&after)
				b.ReportMetric(float64(after.HeapInuse-before.HeapInuse)/1e6, "book-MB")
				b.ReportMetric(float64(after.HeapInuse)/1e6, "heap-MB")
			})
			runtime.KeepAlive(book)
		})
	}
}

// One SKU's stock is counted anew: what wants it is judged again, with fifty rules in force of which some say who is served first.
func BenchmarkOneSKUOfMany(b *testing.B) {
	s := full(b, 20_000, true)
	if _, _, err := s.Desk.PublishRules(context.Background(), fiftyText(""), "", november); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		_, err := s.Desk.Act(context.Background(), "stock", "棚卸", november, desk.TheseOrders, func(w *store.Writer) ([]int64, error) {
			return nil, w.PutMovement(stock.Movement{SKU: "tea-007", Kind: stock.Count, Qty: n % 7, At: jst.At(november.Add(time.Duration(n) * time.Second)), Ref: "棚卸"})
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// A year's file comes into a shop with and without rules.
func BenchmarkImport100000WithRules(b *testing.B) {
	path := year(b, 100_000)
	text, err := os.ReadFile(path)
	if err != nil || bytes.Count(text, []byte("\n")) < 100_000 {
		b.Fatal(err)
	}
	for _, rules := range []string{"none", "fifty"} {
		b.Run(rules, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s, err := open.Writing(context.Background(), filepath.Join(b.TempDir(), "店番"))
				if err != nil {
					b.Fatal(err)
				}
				if rules == "fifty" {
					if _, _, err := s.Desk.PublishRules(context.Background(), fiftyText(""), "", november); err != nil {
						b.Fatal(err)
					}
				}
				report, err := intake.Import(context.Background(), s.Desk, []string{path}, intake.Options{Now: november})
				if err != nil || report.Refused() {
					b.Fatalf("%+v %v", report, err)
				}
				s.Close()
			}
		})
	}
}
