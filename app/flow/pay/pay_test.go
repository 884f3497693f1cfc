package pay_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"miseban/app/bank"
	"miseban/app/flow/desk"
	"miseban/app/flow/learn"
	"miseban/app/flow/pay"
	"miseban/app/flow/revert"
	"miseban/app/flow/review"
	"miseban/app/mapping"
	"miseban/app/yen"
	"miseban/store"
)

// Statements of one account as different banks lay them out (the names of the columns are 未検証): two deposits that are
// exact, one whose name nobody has, and a withdrawal.
var layouts = map[string]string{
	"一行見出し": "日付,摘要,摘要内容,支払い金額,預かり金額,差引残高,メモ,未資金化区分,入払区分\r\n" +
		"2026/11/21,振込１,ﾔﾏﾀﾞ ﾊﾅｺ,,\"2,820\",\"102,820\",,,入金\r\n2026/11/21,カード,,\"10,000\",,\"92,820\",,,出金\r\n" +
		"2026/11/22,振込１,ｶ)ｻﾝﾌﾟﾙｼｮｳｼﾞ,,\"5,500\",\"98,320\",,,入金\r\n2026/11/24,振込１,ﾀｶﾊｼ ｲﾁﾛｳ,,\"3,960\",\"102,280\",,,入金\r\n",
	"見出しが4行目": "お取引明細\r\n照会期間,2026.11.01～2026.11.24\r\n口座,普通 0000001\r\nお取引日,お引出金額,お預入金額,お取引内容,残高\r\n" +
		"2026.11.21,,\"2,820\",ヤマダ　ハナコ,\"102,820\"\r\n2026.11.21,\"10,000\",,ATM引出し,\"92,820\"\r\n2026.11.22,,\"5,500\",カ）サンプルシヨウジ,\"98,320\"\r\n2026.11.24,,\"3,960\",タカハシ　イチロウ,\"102,280\"\r\n",
	"入出金が1列": "取引日,入出金(円),取引後残高(円),入出金内容\r\n20261121,2820,102820,サンプル銀行 本店 普通預金 0000001 ヤマダ ハナコ\r\n20261121,-10000,92820,ATM引出し\r\n" +
		"20261122,5500,98320,サンプル銀行 本店 普通預金 0000003 カ）サンプルシヨウジ\r\n20261124,3960,102280,サンプル銀行 本店 普通預金 0000002 タカハシ イチロウ\r\n",
	"年月日が3列": "操作日(年),操作日(月),操作日(日),操作時刻(時),操作時刻(分),操作時刻(秒),取引順番号,摘要,お支払金額,お預り金額,残高,メモ\r\n" +
		"2026,11,21,10,11,12,000001,振込 ヤマダ ハナコ,,2820,102820,\r\n2026,11,21,10,12,12,000002,デビット,10000,,92820,\r\n2026,11,22,10,11,12,000001,振込 カ）サンプルシヨウジ,,5500,98320,\r\n2026,11,24,10,11,12,000001,振込 タカハシ イチロウ,,3960,102280,\r\n",
}

func twoCustomers(s *shop) {
	s.take("受注.csv", ordered{no: 101, family: "山田", name: "花子", kana: "ヤマダ ハナコ", total: 2820}, ordered{no: 102, family: "高橋", name: "一郎", kana: "タカハシ イチロウ", total: 3960},
		ordered{no: 103, family: "佐藤", name: "次郎", kana: "サトウ ジロウ", total: 4980})
}

// Whatever bank she has: the statement is read without a word, what is certain is marked, the rest is asked.
func TestStatementsOfSeveralBanks(t *testing.T) {
	for name, text := range layouts {
		s := newShop(t)
		twoCustomers(s)
		r := s.statement("明細.csv", text)
		if r.New != 3 || r.Withdrawals != 1 || len(r.Exact) != 2 || len(r.Unmatched) != 1 || r.Asks() != 1 || r.Sum != 12280 {
			t.Errorf("%s: %+v", name, r)
		}
		if s.waits("101") || s.waits("102") || !s.waits("103") {
			t.Errorf("%s: %s %s %s", name, s.status("101"), s.status("102"), s.status("103"))
		}
		if len(r.Notes) == 0 || !strings.Contains(r.Notes[0], "列の意味を自動で決めました") {
			t.Errorf("%s: she is not told which columns were taken: %q", name, r.Notes)
		}
		again := s.statement("明細.csv", text)
		if again.New != 0 || again.Known != 3 || again.Entry != 0 || len(again.Exact) != 0 || again.Asks() != 1 || s.sum() != 12280 {
			t.Errorf("%s: taken in twice: %+v, %s yen", name, again, s.sum())
		}
	}
}

// The statement of the week, then that of the month, which has the week in it: every deposit is there once, also where her own
// format, saved in between, reads the second.
func TestOverlappingStatements(t *testing.T) {
	s := newShop(t)
	twoCustomers(s)
	head := "日付,内容,出金金額(円),入金金額(円),残高(円),メモ\r\n"
	week := "2026/11/21,振込＊ヤマダ　ハナコ,,\"2,820\",\"102,820\",-\r\n2026/11/22,振込＊スズキ　サブロウ,,\"1,000\",\"103,820\",-\r\n"
	s.statement("週.csv", head+week)
	path := s.file("月.csv", head+"2026/11/02,振込＊イトウ　シロウ,,\"7,000\",\"100,000\",-\r\n"+week+"2026/11/24,振込＊サトウ　ジロウ,,\"4,980\",\"108,800\",-\r\n")
	f, err := learn.Open(path, mapping.Statement)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := learn.Save(ctx, s.desk(), f.Mapping("サンプル銀行", ""), s.now); err != nil {
		t.Fatal(err)
	}
	r, err := pay.Import(ctx, s.desk(), path, pay.Options{}, s.now)
	if err != nil || r.New != 2 || r.Known != 2 || r.Format != "サンプル銀行" || len(r.Exact) != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	if s.sum() != 2820+1000+7000+4980 || s.waits("103") {
		t.Errorf("%s yen, order 103 is %s", s.sum(), s.status("103"))
	}
	if len(r.Notes) > 0 {
		t.Errorf("her own format is explained to her: %q", r.Notes)
	}
}

// Taken in, taken back, taken in again: as if once.
func TestUndoAndAgain(t *testing.T) {
	s := newShop(t)
	twoCustomers(s)
	first := s.statement("明細.csv", layouts["一行見出し"])
	res, err := revert.Entry(ctx, s.desk(), first.Entry, s.now)
	if err != nil || len(res.Kept) > 0 {
		t.Fatalf("%+v %v", res, err)
	}
	if len(s.deposits()) != 0 || !s.waits("101") || !s.waits("102") {
		t.Fatalf("after the undo: %+v, %s", s.deposits(), s.status("101"))
	}
	again := s.statement("明細.csv", layouts["一行見出し"])
	if again.New != 3 || len(again.Exact) != 2 || s.waits("101") || s.waits("102") {
		t.Errorf("again: %+v", again)
	}
}

// What would happen is said, and nothing happens.
func TestDryRun(t *testing.T) {
	s := newShop(t)
	twoCustomers(s)
	r, err := pay.Import(ctx, s.desk(), s.file("明細.csv", layouts["一行見出し"]), pay.Options{DryRun: true}, s.now)
	if err != nil || r.New != 3 || len(r.Exact) != 2 || r.Entry != 0 {
		t.Fatalf("%+v %v", r, err)
	}
	if len(s.deposits()) != 0 || !s.waits("101") {
		t.Error("something was written")
	}
}

const head = "日付,内容,出金金額(円),入金金額(円),残高(円),メモ\r\n"

// line is a deposit of a statement, without a balance.
func line(day, payer string, amount yen.Yen) string {
	return fmt.Sprintf("%s,%s,,%d,,-\r\n", day, payer, amount)
}

// An order paid in two parts: the first is booked as a part, the second is then exactly the rest.
func TestAnOrderPaidByTwoDeposits(t *testing.T) {
	s := newShop(t)
	s.take("受注.csv", ordered{no: 201, family: "山田", name: "花子", kana: "ヤマダ ハナコ", total: 10000})
	r := s.statement("1.csv", head+line("2026/11/21", "ヤマダ ハナコ", 4000)+line("2026/11/21", "リソク", 1))
	if len(r.Short) != 1 || len(r.Exact) != 0 || !r.Short[0].Candidates[0].Part() {
		t.Fatalf("%+v", r)
	}
	key, id := r.Short[0].Deposit.Key, s.row("201").ID
	if _, err := pay.SettlePart(ctx, s.desk(), key, id, s.now); err != nil {
		t.Fatal(err)
	}
	v := s.look()
	if len(v.Waiting) != 1 || *v.Waiting[0].Rest() != 6000 || !s.waits("201") || !v.Settled[0].Partial {
		t.Fatalf("%+v", v)
	}
	r = s.statement("2.csv", head+line("2026/11/23", "ヤマダ ハナコ", 6000))
	if len(r.Exact) != 1 || s.waits("201") {
		t.Fatalf("the rest: %+v, %s", r, s.status("201"))
	}
	// She puts the first back: without it the money is not complete.
	if _, err := pay.PutBack(ctx, s.desk(), key, s.now); err != nil {
		t.Fatal(err)
	}
	if v := s.look(); !s.waits("201") || *v.Waiting[0].Rest() != 4000 {
		t.Errorf("%+v", v.Waiting)
	}
	// And it is asked about, not marked again behind her back.
	r = s.statement("3.csv", head+line("2026/11/24", "ヨソノ ヒト", 10))
	if len(r.Exact) != 0 || !s.waits("201") {
		t.Errorf("%+v", r)
	}
	if m := s.open("ヤマダ"); m.Kind != bank.Several || !m.PutBack || m.Candidates[0].Orders[0].ID != id {
		t.Errorf("%+v", m)
	}
}

// She says of each kind what it is; each word can be taken back.
func TestHerWord(t *testing.T) {
	s := newShop(t)
	s.take("受注.csv", ordered{no: 301, family: "山田", name: "花子", kana: "ヤマダ ハナコ", total: 5000}, ordered{no: 302, family: "高橋", name: "一郎", kana: "タカハシ イチロウ", total: 3000},
		ordered{no: 303, family: "高橋", name: "一郎", kana: "タカハシ イチロウ", total: 2000})
	r := s.statement("明細.csv", head+line("2026/11/21", "ヤマダ ハナコ", 4670)+line("2026/11/22", "タカハシ イチロウ", 5000)+line("2026/11/23", "リソク", 3))
	if len(r.Short) != 1 || len(r.Several) != 1 || len(r.Unmatched) != 1 {
		t.Fatalf("%+v", r)
	}
	if c := r.Short[0].Candidates[0]; *c.Difference != -330 || !strings.Contains(c.Why, "振込手数料") {
		t.Errorf("the bank's fee: %+v", c)
	}
	if c := r.Several[0].Candidates[0]; !slices.Equal(c.IDs(), []int64{s.row("302").ID, s.row("303").ID}) {
		t.Errorf("one transfer for two orders: %+v", c)
	}
	var entries []int64
	do := func(entry int64, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, entry)
	}
	do(pay.Settle(ctx, s.desk(), r.Short[0].Deposit.Key, []int64{s.row("301").ID}, s.now))
	do(pay.Settle(ctx, s.desk(), r.Several[0].Deposit.Key, r.Several[0].Candidates[0].IDs(), s.now))
	do(pay.Ignore(ctx, s.desk(), r.Unmatched[0].Deposit.Key, s.now))
	for _, no := range []string{"301", "302", "303"} {
		if s.waits(no) {
			t.Errorf("%s waits", no)
		}
	}
	v := s.look()
	if len(v.Open) != 0 || len(v.Waiting) != 0 || len(v.Settled) != 2 || len(v.Set) != 1 || v.Settled[0].Auto {
		t.Errorf("%+v", v)
	}
	if d, o, err := pay.Count(ctx, s.desk()); d != 0 || o != 0 || err != nil {
		t.Errorf("%d %d %v", d, o, err)
	}
	for _, e := range slices.Backward(entries) {
		if res, err := revert.Entry(ctx, s.desk(), e, s.now); err != nil || len(res.Kept) > 0 {
			t.Fatalf("%+v %v", res, err)
		}
	}
	if v := s.look(); len(v.Open) != 3 || len(v.Waiting) != 3 || len(v.Settled) != 0 {
		t.Errorf("taken back: %+v", v)
	}
}

// What has changed since the screen was drawn is refused with a sentence, and nothing is written.
func TestRefusals(t *testing.T) {
	s := newShop(t)
	s.take("受注.csv", ordered{no: 401, family: "山田", name: "花子", kana: "ヤマダ ハナコ", total: 5000}, ordered{no: 402, family: "佐藤", name: "次郎", kana: "サトウ ジロウ", total: 900})
	r := s.statement("明細.csv", head+line("2026/11/21", "ヤマダ ハナコ", 4670)+line("2026/11/22", "リソク", 3))
	key, interest := r.Short[0].Deposit.Key, r.Unmatched[0].Deposit.Key
	if _, err := review.Cancel(ctx, s.desk(), []*desk.Row{s.row("402")}, false, s.now); err != nil {
		t.Fatal(err)
	}
	if _, err := pay.Settle(ctx, s.desk(), interest, []int64{s.row("401").ID}, s.now); err != nil {
		t.Fatal(err)
	}
	for what, f := range map[string]func() (int64, error){
		"a deposit that is used":      func() (int64, error) { return pay.Settle(ctx, s.desk(), interest, []int64{s.row("401").ID}, s.now) },
		"an order that is paid":       func() (int64, error) { return pay.Settle(ctx, s.desk(), key, []int64{s.row("401").ID}, s.now) },
		"an order that is cancelled":  func() (int64, error) { return pay.Settle(ctx, s.desk(), key, []int64{s.row("402").ID}, s.now) },
		"no order":                    func() (int64, error) { return pay.Settle(ctx, s.desk(), key, nil, s.now) },
		"a part of a cancelled order": func() (int64, error) { return pay.SettlePart(ctx, s.desk(), key, s.row("402").ID, s.now) },
		"no such deposit":             func() (int64, error) { return pay.Ignore(ctx, s.desk(), "なし", s.now) },
		"an open one put back":        func() (int64, error) { return pay.PutBack(ctx, s.desk(), key, s.now) },
	} {
		before := s.deposits()
		entry, err := f()
		var told *pay.Error
		if !errors.As(err, &told) || entry != 0 || !strings.HasSuffix(told.Japanese(), "何も変更していません。") {
			t.Errorf("%s: %d %v", what, entry, err)
		}
		if !slices.EqualFunc(before, s.deposits(), sameDeposit) {
			t.Errorf("%s: the deposits changed", what)
		}
	}
}

// Money for an order that was cancelled, and money that comes twice: she is told, nothing is marked.
func TestMoneyForOrdersThatDoNotWait(t *testing.T) {
	s := newShop(t)
	twoCustomers(s)
	if _, err := review.Cancel(ctx, s.desk(), []*desk.Row{s.row("103")}, false, s.now); err != nil {
		t.Fatal(err)
	}
	s.statement("1.csv", layouts["一行見出し"])
	r := s.statement("2.csv", head+line("2026/11/23", "サトウ ジロウ", 4980)+line("2026/11/24", "ヤマダ ハナコ", 2820))
	if len(r.Exact) != 0 || s.status("103") != "cancelled" {
		t.Fatalf("%+v", r)
	}
	if m := s.open("サトウ"); !strings.Contains(m.Hint, "キャンセルされた受注 103") || len(m.Candidates) != 0 {
		t.Errorf("%+v", m)
	}
	if m := s.open("ヤマダ"); !strings.Contains(m.Hint, "二重") {
		t.Errorf("%+v", m)
	}
}

// An order that she is asked about for another reason waits for its money as well.
func TestAnOrderUnderReviewIsPaid(t *testing.T) {
	s := newShop(t)
	twoCustomers(s)
	if _, err := review.Hold(ctx, s.desk(), []*desk.Row{s.row("101")}, "電話待ち", false, s.now); err != nil {
		t.Fatal(err)
	}
	if r := s.statement("明細.csv", layouts["一行見出し"]); len(r.Exact) != 2 {
		t.Fatalf("%+v", r)
	}
	if _, err := review.Hold(ctx, s.desk(), []*desk.Row{s.row("101")}, "", true, s.now); err != nil {
		t.Fatal(err)
	}
	if s.waits("101") {
		t.Errorf("101 is %s", s.status("101"))
	}
}

// The money came before the order's file: the next statement marks it, the screen offers it.
func TestTheOrderComesAfterTheMoney(t *testing.T) {
	s := newShop(t)
	s.take("他.csv", ordered{no: 500, family: "佐藤", name: "次郎", kana: "サトウ ジロウ", total: 1})
	if r := s.statement("1.csv", layouts["一行見出し"]); len(r.Unmatched) != 3 {
		t.Fatalf("%+v", r)
	}
	twoCustomers(s)
	if m := s.open("ﾔﾏﾀﾞ"); m.Kind != bank.Exact || !s.waits("101") {
		t.Fatalf("%+v, %s", m, s.status("101"))
	}
	r := s.statement("1.csv", layouts["一行見出し"])
	if r.New != 0 || len(r.Exact) != 2 || r.Entry == 0 || s.waits("101") || r.Exact[0].New {
		t.Errorf("%+v", r)
	}
	if _, err := pay.PutBack(ctx, s.desk(), r.Exact[0].Deposit.Key, s.now); err != nil {
		t.Fatal(err)
	}
	if r := s.statement("1.csv", layouts["一行見出し"]); len(r.Exact) != 0 || len(r.Several) != 1 {
		t.Errorf("marked again behind her back: %+v", r)
	}
}

// Overdue orders come first, and are counted.
func TestWhoIsLate(t *testing.T) {
	s := newShop(t)
	s.take("受注.csv", ordered{no: 1, family: "山田", name: "花子", kana: "ヤマダ ハナコ", total: 100}, ordered{no: 2, family: "高橋", name: "一郎", kana: "タカハシ イチロウ", total: 200, day: "2026-11-10"})
	v := s.look()
	if len(v.Waiting) != 2 || v.Waiting[0].No != "2" || !v.Waiting[0].Overdue || v.Waiting[0].PayBy != "2026-11-17" || v.Waiting[1].Overdue || v.Kept != 0 {
		t.Errorf("%+v", v.Waiting)
	}
	if d, o, err := pay.Count(ctx, s.desk()); d != 0 || o != 1 || err != nil {
		t.Errorf("%d deposits, %d overdue, %v", d, o, err)
	}
}

// Files that are no statement, or that nobody can read for sure, are refused with a sentence; only the latter can be explained.
func TestFilesThatAreNoStatement(t *testing.T) {
	s := newShop(t)
	twoCustomers(s)
	vague := s.file("謎.csv", "A,B,C\r\nあ,い,う\r\nえ,お,か\r\n")
	empty := filepath.Join(s.folder, "空.csv")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, explain := range map[string]bool{vague: true, empty: false, filepath.Join(s.folder, "受注.csv"): false, filepath.Join(s.folder, "なし.csv"): false} {
		_, err := pay.Import(ctx, s.desk(), path, pay.Options{}, s.now)
		var told interface{ Japanese() string }
		if !errors.As(err, &told) || !strings.HasSuffix(told.Japanese(), "。") || pay.CanExplain(err) != explain {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
		if pay.IsStatement(ctx, s.desk(), path) {
			t.Errorf("%s is taken for a statement", filepath.Base(path))
		}
	}
	if path := s.file("明細.csv", layouts["入出金が1列"]); !pay.IsStatement(ctx, s.desk(), path) {
		t.Error("a statement is not known as one")
	}
	if len(s.deposits()) != 0 {
		t.Error("deposits were kept")
	}
}

// One bad row costs only itself, and is said with its line; a row with cells too many is never read by shifted columns.
func TestBadRows(t *testing.T) {
	s := newShop(t)
	twoCustomers(s)
	r := s.statement("明細.csv", head+"2026/11/21,振込 ヤマダ ハナコ,,\"2,820\",,-\r\n2026/11/22,振込 タカハシ イチロウ,,3,960,,-\r\n2026/13/40,振込 サトウ ジロウ,,4980,,-\r\n")
	if r.New != 1 || len(r.Exact) != 1 || len(r.Problems) != 2 || r.Problems[0].Row != 3 || r.Problems[1].Row != 4 || r.Problems[1].Column != "日付" {
		t.Errorf("%+v", r)
	}
}

func sameDeposit(a, b store.Deposit) bool { return fmt.Sprint(a) == fmt.Sprint(b) }
