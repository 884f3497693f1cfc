package bank

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"miseban/app/jst"
	"miseban/app/yen"
)

// The columns by the names that a Problem gives them.
const (
	colDate       = "日付"
	colDeposit    = "入金額"
	colWithdrawal = "出金額"
	colAmount     = "金額"
	colInOut      = "入出金"
	colBalance    = "残高"
)

// daysAhead is how far behind today a bank may date a deposit: what comes in on a Friday night counts for the next working
// day, at New Year or in 大型連休 more than a week later.
const daysAhead = 10

// ReadStatement reads the rows of one account's statement. account is the owner's name for the account; it is part of the
// deposits' keys. A row that can't be read is a Problem and costs only itself. Columns without a date, or without any money,
// are an error for the owner; an error of next is passed on. With an error nothing is returned.
func ReadStatement(account string, columns Columns, next Next, now time.Time) (Statement, error) {
	if columns.Date < 0 || columns.Deposit < 0 && columns.Amount < 0 {
		return Statement{}, errors.New("日付の列と、入金額（または金額）の列を選んでください。何も取り込んでいません。")
	}
	r := reading{columns: columns, today: jst.DateOf(now)}
	for {
		cells, number, err := next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Statement{}, fmt.Errorf("read statement after row %d: %w", r.last, err)
		}
		r.last = number
		r.row(cells, number)
	}
	r.dates()
	slices.SortStableFunc(r.out.Problems, func(a, b Problem) int { return cmp.Compare(a.Row, b.Row) })
	r.keys(account)
	return r.out, nil
}

// reading is the work on one statement.
type reading struct {
	columns Columns
	today   jst.Date
	last    int
	out     Statement
	pending []pending // every row that has a date, in the file's order
	era     bool      // it was said how two-digit years are read
}

// pending is a row whose year may not be known yet.
type pending struct {
	day     day
	deposit *Deposit // nil = the row is none; its date only helps its neighbours
	cell    string
}

func (r *reading) row(cells []string, number int) {
	r.out.Rows++
	at := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		return strings.TrimSpace(cells[i])
	}
	refuse := func(column, value, message string) {
		r.out.Problems = append(r.out.Problems, Problem{number, column, value, message})
	}
	text := at(r.columns.Date)
	if year := norm.NFKC.String(text); bareYear.MatchString(year) {
		text = year + "/" + at(r.columns.Date+1) + "/" + at(r.columns.Date+2)
	}
	when, dateFault := readDay(text, r.today)
	if dateFault == nil {
		r.pending = append(r.pending, pending{day: when, cell: text})
	}

	m, fault := r.money(at)
	switch {
	case fault != nil:
		refuse(fault.column, fault.value, fault.message)
		return
	case m.out:
		r.out.Withdrawals++
		return
	case m.in == 0 && !m.told && r.speaks(at):
		column := colDeposit
		if r.columns.Deposit < 0 {
			column = colAmount
		}
		refuse(column, "", "入金額も出金額もありません。元の明細を確かめてください。")
		return
	case m.in == 0:
		r.out.Blank++
		return
	case dateFault != nil:
		refuse(colDate, text, dateFault.Error())
		return
	}
	d := Deposit{Row: number, Time: when.time, Payer: at(r.columns.Payer), Memo: at(r.columns.Memo), Amount: m.in}
	if b := at(r.columns.Balance); b != "" {
		v, err := readYen(b)
		if err != nil {
			refuse(colBalance, b, err.Error())
			return
		}
		d.Balance = yen.Of(v)
	}
	r.pending[len(r.pending)-1].deposit = &d
}

var (
	bareYear = regexp.MustCompile(`^(?:19|20)\d\d$`)
	// carried are the words of rows that only state a sum.
	carried = regexp.MustCompile(`繰越|繰り越し|残高|合計|小計|総計|ｸﾘｺｼ|クリコシ`)
)

// speaks says whether a row without any amount looks like a transaction, so that leaving it out must be said.
func (r *reading) speaks(at func(int) string) bool {
	if r.columns.Deposit >= 0 && r.columns.Withdrawal < 0 {
		return false // in such a statement every withdrawal looks like this
	}
	words := at(r.columns.Date) + at(r.columns.Payer) + at(r.columns.Memo) + at(r.columns.InOut)
	return words != "" && !carried.MatchString(words)
}

// dates gives every deposit its full date, or makes a problem of it.
func (r *reading) dates() {
	spreadYears(r.pending, r.today)
	yearless := ""
	for _, p := range r.pending {
		d := p.deposit
		if d == nil {
			continue
		}
		date, ok := p.day.date()
		switch {
		case !ok:
			r.out.Problems = append(r.out.Problems, Problem{d.Row, colDate, p.cell, "その年に、この日はありません。元の明細の日付を確かめてください。"})
			continue
		case date > r.today.AddDays(daysAhead):
			r.out.Problems = append(r.out.Problems, Problem{d.Row, colDate, p.cell, "今日より先の日付（" + date.Long() + "）として読めました。パソコンの時計か、元の明細の日付を確かめてください。"})
			continue
		}
		d.Date = date
		r.out.Deposits = append(r.out.Deposits, *d)
		if p.day.short && !r.era {
			r.era = true
			r.out.Notes = append(r.out.Notes, "2桁の年は、和暦を先に考えて読みました（「"+p.cell+"」は "+date.Long()+"）。")
		}
		if p.day.guessed && yearless == "" {
			yearless = p.cell
			r.out.Notes = append(r.out.Notes, "年のない日付は、今日と前後の行から年を決めました（「"+p.cell+"」は "+date.Long()+"）。")
		}
	}
}

// keys gives each deposit its key: account, day, payer, amount and balance, and the how-many-eth of such deposits it is on
// that day. The count is needed without a balance, and with one where money went out again in between.
func (r *reading) keys(account string) {
	seen := make(map[string]int, len(r.out.Deposits))
	for i := range r.out.Deposits {
		d := &r.out.Deposits[i]
		balance := ""
		if d.Balance != nil {
			balance = d.Balance.String()
		}
		like := strings.Join([]string{norm.NFKC.String(strings.TrimSpace(account)), string(d.Date), norm.NFKC.String(d.Payer), d.Amount.String(), balance}, "\x1f")
		seen[like]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x1f%d", like, seen[like]))
		d.Key = hex.EncodeToString(sum[:16])
	}
}
