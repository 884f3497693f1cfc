package bank

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/yen"
)

// Tuesday noon, 24 November 2026.
var today = time.Date(2026, 11, 24, 12, 0, 0, 0, jst.Zone)

// rowsOf gives rows as a table does: the heading was row 1.
func rowsOf(rows ...[]string) Next {
	i := 0
	return func() ([]string, int, error) {
		if i == len(rows) {
			return nil, 0, io.EOF
		}
		i++
		return rows[i-1], i + 1, nil
	}
}

// usual is date, payer, withdrawal, deposit, balance, memo.
func usual() Columns {
	c := NoColumns()
	c.Date, c.Payer, c.Withdrawal, c.Deposit, c.Balance, c.Memo = 0, 1, 2, 3, 4, 5
	return c
}

func readAll(t testing.TB, c Columns, rows ...[]string) Statement {
	t.Helper()
	s, err := ReadStatement("みどり銀行 普通", c, rowsOf(rows...), today)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(s.Deposits) + s.Withdrawals + len(s.Problems) + s.Blank; got != s.Rows || s.Rows != len(rows) {
		t.Fatalf("%d deposits, %d withdrawals, %d problems and %d blank rows of %d (%d)", len(s.Deposits), s.Withdrawals, len(s.Problems), s.Blank, len(rows), s.Rows)
	}
	return s
}

func TestStatementOfAMorning(t *testing.T) {
	s := readAll(t, usual(),
		[]string{"", "前月繰越", "", "", "120,000", ""},
		[]string{"2026/11/20", "振込 ﾔﾏﾀﾞ ﾊﾅｺ", "", "13,190", "133,190", "ネット"},
		[]string{"2026/11/20", "ﾃﾞﾝｷﾀﾞｲ", "8,800", "", "124,390", ""},
		[]string{"2026年11月24日", "ｶ)ｱｵｲｼﾖｳﾃﾝ", "", "￥1,080", "125,470円", ""},
		[]string{"2026/11/24 10:31:05", "ｻﾄｳ ｼﾖｳｺﾞ", "", "１，０８０円", "126,550", ""},
		[]string{"", "", "", "", "", ""},
		[]string{"2026/11/24", "合計", "8,800", "15,350", "", ""},
		[]string{"あした", "ｽｽﾞｷ ﾚｲ", "", "500", "", ""},
		[]string{"2026/11/24", "ｽｽﾞｷ ﾚｲ", "", "", "126,550", ""},
	)
	var got []string
	for _, d := range s.Deposits {
		balance := "?"
		if d.Balance != nil {
			balance = d.Balance.String()
		}
		got = append(got, fmt.Sprint(d.Row, " ", d.Date, " ", d.Time, " ", d.Payer, " ", d.Amount, " ", balance, " ", d.Memo))
	}
	want := []string{
		"3 2026-11-20  振込 ﾔﾏﾀﾞ ﾊﾅｺ 13,190 133,190 ネット",
		"5 2026-11-24  ｶ)ｱｵｲｼﾖｳﾃﾝ 1,080 125,470 ",
		"6 2026-11-24 10:31:05 ｻﾄｳ ｼﾖｳｺﾞ 1,080 126,550 ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("deposits\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if s.Withdrawals != 1 || s.Blank != 2 {
		t.Errorf("%d withdrawals, %d blank rows", s.Withdrawals, s.Blank)
	}
	places := []string{}
	for _, p := range s.Problems {
		places = append(places, fmt.Sprint(p.Row, p.Column, p.Value))
		if p.Message == "" || !strings.Contains(p.Text(), p.Message) {
			t.Errorf("%+v says %q", p, p.Text())
		}
	}
	if !slices.Equal(places, []string{"8入金額15,350", "9日付あした", "10入金額"}) {
		t.Errorf("problems at %q", places)
	}
}

func TestDaysAsBanksWriteThem(t *testing.T) {
	for cell, want := range map[string]jst.Date{
		"2026/11/24": "2026-11-24", "2026-11-24": "2026-11-24", "2026.11.24": "2026-11-24", "2026/1/4": "2026-01-04", "20261124": "2026-11-24",
		"2026年11月24日": "2026-11-24", "２０２６／１１／２４": "2026-11-24", "2026年 1月 4日": "2026-01-04", "2026/11/24(火)": "2026-11-24", "2026/11/24（火）": "2026-11-24",
		"令和8年11月24日": "2026-11-24", "令和元年5月1日": "2019-05-01", "R8.11.24": "2026-11-24", "r08/11/24": "2026-11-24", "令8.11.24": "2026-11-24", "平成31年4月30日": "2019-04-30", "H30.12.28": "2018-12-28",
		"08.11.24": "2026-11-24", "8/11/24": "2026-11-24", "081124": "2026-11-24", "26/11/24": "2026-11-24", "26.11.24": "2026-11-24", "30.12.28": "2018-12-28",
		"11/24": "2026-11-24", "11月24日": "2026-11-24", "11-24": "2026-11-24", "12/28": "2025-12-28", "2/29": "2024-02-29", "2026/11/24 9:05": "2026-11-24", "2026-11-24T09:05:00+09:00": "2026-11-24",
		"2026/11/30": "2026-11-30", // dated ahead, over a weekend
	} {
		s := readAll(t, usual(), []string{cell, "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1080"})
		if len(s.Deposits) != 1 || s.Deposits[0].Date != want {
			t.Errorf("%q is read as %+v (%+v), want %s", cell, s.Deposits, s.Problems, want)
		}
	}
	for _, cell := range []string{"", "あした", "2026/13/01", "2026/02/30", "24/11/2026", "2/30", "0/1", "46350", "2027/11/24", "20261324", "99.11.24", "1926/11/24", "令和99年1月1日", "2026/11", "11/24/", "ﾔﾏﾀﾞ"} {
		s := readAll(t, usual(), []string{cell, "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1080"})
		if len(s.Problems) != 1 || s.Problems[0].Column != "日付" {
			t.Errorf("%q is read as %+v (%+v)", cell, s.Deposits, s.Problems)
		}
	}
}

// The owner is told where a day had to be guessed.
func TestGuessedYearsAreSaid(t *testing.T) {
	s := readAll(t, usual(), []string{"08.11.24", "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1080"}, []string{"08.11.24", "ｻﾄｳ ﾚｲ", "", "1080"})
	if len(s.Notes) != 1 || !strings.Contains(s.Notes[0], "08.11.24") || !strings.Contains(s.Notes[0], "2026/11/24(火)") {
		t.Errorf("notes %q", s.Notes)
	}
	s = readAll(t, usual(), []string{"11/24", "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1080"})
	if len(s.Notes) != 1 || !strings.Contains(s.Notes[0], "2026/11/24(火)") {
		t.Errorf("notes %q", s.Notes)
	}
	if s = readAll(t, usual(), []string{"2026/11/24", "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1080"}); len(s.Notes) != 0 {
		t.Errorf("notes %q", s.Notes)
	}
}

func TestStatementWithoutYearsOverTheNewYear(t *testing.T) {
	days := []string{"10/30", "12/15", "12/28", "1/4", "2/10", "6/30", "10/1", "11/20"}
	want := []jst.Date{"2025-10-30", "2025-12-15", "2025-12-28", "2026-01-04", "2026-02-10", "2026-06-30", "2026-10-01", "2026-11-20"}
	for _, newestFirst := range []bool{false, true} {
		if newestFirst {
			slices.Reverse(days)
			slices.Reverse(want)
		}
		var rows [][]string
		for _, d := range days {
			rows = append(rows, []string{d, "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1080"})
		}
		var got []jst.Date
		for _, d := range readAll(t, usual(), rows...).Deposits {
			got = append(got, d.Date)
		}
		if !slices.Equal(got, want) {
			t.Errorf("newest first %v: %v, want %v", newestFirst, got, want)
		}
	}
	// One full date decides for its neighbours, a withdrawal's too.
	s := readAll(t, usual(), []string{"2025/12/29", "ﾃﾞﾝｷﾀﾞｲ", "500", ""}, []string{"12/30", "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1080"}, []string{"1/4", "ｻﾄｳ ﾚｲ", "", "1080"})
	if s.Deposits[0].Date != "2025-12-30" || s.Deposits[1].Date != "2026-01-04" {
		t.Errorf("%s, %s", s.Deposits[0].Date, s.Deposits[1].Date)
	}
}

func TestYearMonthAndDayInCellsOfTheirOwn(t *testing.T) {
	c := NoColumns()
	c.Date, c.Payer, c.Withdrawal, c.Deposit = 0, 3, 4, 5
	s := readAll(t, c, []string{"2026", "11", "4", "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1080"}, []string{"2026", "13", "4", "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1080"}, []string{"2026"})
	if len(s.Deposits) != 1 || s.Deposits[0].Date != "2026-11-04" || len(s.Problems) != 2 {
		t.Errorf("%+v, %+v", s.Deposits, s.Problems)
	}
}

func TestAmounts(t *testing.T) {
	for cell, want := range map[string]yen.Yen{
		"1,080": 1080, "￥1,080": 1080, "¥1,080": 1080, `\1,080`: 1080, "１，０８０円": 1080, "1080": 1080, " 1 080 ": 1080, "*1,080": 1080, "1080.00": 1080, "+1,080": 1080,
		"999,999,999,999": 999999999999, "1,234,567": 1234567, "0001080": 1080,
		"-1,080": -1080, "△1,080": -1080, "▲1,080": -1080, "(1,080)": -1080, "−1080": -1080, "-¥1,080": -1080, "¥-1,080": -1080, "0": 0,
	} {
		if got, err := readYen(cell); err != nil || got != want {
			t.Errorf("%q is read as %d (%v), want %d", cell, got, err, want)
		}
	}
	for _, cell := range []string{"", "1,08", "1080.5", "1.08E+05", "千円", "1080ドル", "--5", "1,000,000,000,000", "99999999999999999999", "10 80a", "()", "-", "1080-", "十円"} {
		if got, err := readYen(cell); err == nil {
			t.Errorf("%q is read as %d", cell, got)
		}
	}
}

func TestMoneyInOneColumn(t *testing.T) {
	c := NoColumns()
	c.Date, c.Payer, c.Amount = 0, 1, 2
	s := readAll(t, c, []string{"20261124", "ﾔﾏﾀﾞ ﾊﾅｺ", "1080"}, []string{"20261124", "ﾃﾞﾝｷﾀﾞｲ", "-8,800"}, []string{"20261124", "利息", "0"}, []string{"20261124", "ｻﾄｳ ﾚｲ", ""})
	if len(s.Deposits) != 1 || s.Withdrawals != 1 || s.Blank != 1 || len(s.Problems) != 1 {
		t.Errorf("signed: %+v", s)
	}
	c.InOut = 3
	s = readAll(t, c,
		[]string{"20261124", "ﾔﾏﾀﾞ ﾊﾅｺ", "1080", "入金"}, []string{"20261124", "ｻﾄｳ ﾚｲ", "1080", "１"}, []string{"20261124", "ﾃﾞﾝｷﾀﾞｲ", "8800", "出金"}, []string{"20261124", "ｶﾞｽﾀﾞｲ", "-8800", "2"},
		[]string{"20261124", "ｽｽﾞｷ ﾚｲ", "500", "？"}, []string{"20261124", "ｽｽﾞｷ ﾚｲ", "-500", "入金"}, []string{"20261124", "ｽｽﾞｷ ﾚｲ", "500", ""})
	if len(s.Deposits) != 2 || s.Withdrawals != 2 || len(s.Problems) != 3 {
		t.Errorf("in and out: %+v", s)
	}
}

// A deposit that the bank takes back must not stay unseen: the order would count as paid.
func TestReversedDepositIsAProblem(t *testing.T) {
	s := readAll(t, usual(), []string{"2026/11/24", "ﾔﾏﾀﾞ ﾊﾅｺ", "", "-1,080"}, []string{"2026/11/24", "ﾔﾏﾀﾞ ﾊﾅｺ", "500", "1,080"}, []string{"2026/11/24", "ﾔﾏﾀﾞ ﾊﾅｺ", "-500", ""}, []string{"2026/11/24", "ﾔﾏﾀﾞ ﾊﾅｺ", "x", "1,080"},
		[]string{"2026/11/24", "ﾔﾏﾀﾞ ﾊﾅｺ", "0", "1,080"}, []string{"2026/11/24", "ﾔﾏﾀﾞ ﾊﾅｺ", "－", "1,080", "不明"})
	if len(s.Deposits) != 1 || s.Withdrawals != 1 || len(s.Problems) != 4 || !strings.Contains(s.Problems[0].Message, "取消") {
		t.Errorf("%+v", s)
	}
}

func TestStatementOfDepositsOnly(t *testing.T) {
	c := NoColumns()
	c.Date, c.Payer, c.Deposit = 0, 1, 2
	s := readAll(t, c, []string{"2026/11/24", "ﾔﾏﾀﾞ ﾊﾅｺ", "1,080"}, []string{"2026/11/24", "ﾃﾞﾝｷﾀﾞｲ", ""})
	if len(s.Deposits) != 1 || s.Blank != 1 || len(s.Problems) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestColumnsThatAreNotEnough(t *testing.T) {
	c := usual()
	c.Date = -1
	d := usual()
	d.Deposit = -1
	for _, c := range []Columns{c, d, NoColumns()} {
		if _, err := ReadStatement("", c, rowsOf(), today); err == nil || !strings.Contains(err.Error(), "何も取り込んでいません") {
			t.Errorf("%+v: %v", c, err)
		}
	}
	broken := errors.New("the disk fails")
	s, err := ReadStatement("", usual(), func() ([]string, int, error) { return nil, 0, broken }, today)
	if !errors.Is(err, broken) || s.Rows != 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

// On Monday she downloads the month, on Tuesday the month again: what was there on Monday has the keys of Monday.
func TestOverlappingStatementsShareTheirKeys(t *testing.T) {
	rows := [][]string{
		{"2026/11/20", "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1,080", "1,080"},
		{"2026/11/20", "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1,080", "2,160"},
		{"2026/11/20", "ﾃﾞﾝｷﾀﾞｲ", "1,080", "", "1,080"},
		{"2026/11/20", "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1,080", "2,160"}, // paid back and paid in: even the balance is the same
		{"2026/11/24", "ﾔﾏﾀﾞ ﾊﾅｺ", "", "1,080", "3,240"},
	}
	for _, balance := range []int{4, -1} {
		c := usual()
		c.Balance = balance
		keys := func(account string, rows [][]string) (list []string) {
			s, err := ReadStatement(account, c, rowsOf(rows...), today)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range s.Deposits {
				list = append(list, d.Key)
			}
			slices.Sort(list)
			return list
		}
		all := keys("みどり銀行", rows)
		if len(slices.Compact(slices.Clone(all))) != 4 {
			t.Errorf("balance column %d: keys %q are not four", balance, all)
		}
		monday := keys("みどり銀行", rows[:4])
		for _, k := range monday {
			if !slices.Contains(all, k) {
				t.Errorf("balance column %d: a deposit of Monday has another key on Tuesday", balance)
			}
		}
		backwards := slices.Clone(rows)
		slices.Reverse(backwards)
		if !slices.Equal(keys("みどり銀行", backwards), all) {
			t.Errorf("balance column %d: newest first gives other keys", balance)
		}
		for _, k := range keys("あおい銀行", rows) {
			if slices.Contains(all, k) {
				t.Errorf("balance column %d: two accounts share a key", balance)
			}
		}
	}
	wide := readAll(t, usual(), []string{"20261124", "ヤマダ ハナコ", "", "1080", "1080"})
	half := readAll(t, usual(), []string{"2026/11/24", "ﾔﾏﾀﾞ ﾊﾅｺ ", "", "￥1,080", "1,080円"})
	if wide.Deposits[0].Key != half.Deposits[0].Key {
		t.Error("the width of the letters makes another key")
	}
	if k := half.Deposits[0].Key; strings.Contains(k, "ﾔﾏﾀﾞ") || strings.Contains(k, "ヤマダ") {
		t.Errorf("the key %q holds the name", k)
	}
}

var cellsSeen = []string{"", " ", "2026/11/24", "11/24", "08.11.24", "令和8年11月24日", "2026", "11", "ﾔﾏﾀﾞ ﾊﾅｺ", "1,080", "-1,080", "0", "１，０８０円", "x", "-", "入金", "出金", "前月繰越", "合計"}

func TestNoRowIsLostOrCountedTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		index := rapid.IntRange(-1, 6)
		c := Columns{index.Draw(t, "date"), index.Draw(t, "payer"), index.Draw(t, "deposit"), index.Draw(t, "withdrawal"), index.Draw(t, "balance"), index.Draw(t, "memo"), index.Draw(t, "amount"), index.Draw(t, "in_out")}
		rows := rapid.SliceOf(rapid.SliceOfN(rapid.SampledFrom(cellsSeen), 0, 7)).Draw(t, "rows")
		conserved(t, c, rows)
	})
}

// conserved reads rows and checks that each is counted once, and that every deposit is one.
func conserved(t interface {
	Fatalf(string, ...any)
}, c Columns, rows [][]string) {
	s, err := ReadStatement("みどり銀行", c, rowsOf(rows...), today)
	if err != nil {
		if c.Date >= 0 && (c.Deposit >= 0 || c.Amount >= 0) {
			t.Fatalf("%v", err)
		}
		return
	}
	if s.Rows != len(rows) || len(s.Deposits)+s.Withdrawals+len(s.Problems)+s.Blank != len(rows) {
		t.Fatalf("%d rows became %d deposits, %d withdrawals, %d problems, %d blank", len(rows), len(s.Deposits), s.Withdrawals, len(s.Problems), s.Blank)
	}
	seen := map[int]bool{}
	keys := map[string]bool{}
	for _, d := range s.Deposits {
		if d.Amount <= 0 || d.Date == "" || d.Key == "" || seen[d.Row] || keys[d.Key] {
			t.Fatalf("deposit %+v", d)
		}
		if parsed, err := jst.ParseDate(string(d.Date)); err != nil || parsed != d.Date {
			t.Fatalf("deposit %+v: %v", d, err)
		}
		seen[d.Row], keys[d.Key] = true, true
	}
	for _, p := range s.Problems {
		if p.Message == "" || p.Column == "" || seen[p.Row] {
			t.Fatalf("problem %+v", p)
		}
		seen[p.Row] = true
	}
}
