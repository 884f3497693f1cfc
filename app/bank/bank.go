// Package bank is 入金消込: it reads a bank's statement, however the bank lays it out, and finds for each deposit the orders
// that wait for it. It compares amounts and the payer's kana, and calls a deposit Exact only where nothing else is possible:
// only those may be marked as paid without the owner's click.
//
// It must not know where orders are kept, what marks them as paid, or how a file is cut into cells.
package bank

import (
	"fmt"

	"miseban/app/jst"
	"miseban/app/yen"
)

// Deposit is money that came in: one row of a statement.
type Deposit struct {
	Row     int      // as the file counts
	Date    jst.Date // the bank's day
	Time    string   // 10:31 or 10:31:05 where the bank writes it behind the date; empty = not told
	Payer   string   // as in the file
	Amount  yen.Yen  // above 0
	Memo    string   // as in the file
	Balance *yen.Yen // after the deposit; nil = not told
	// Key is the same for the same deposit in another, overlapping statement of the account. It holds no name in the clear.
	Key string
}

// Columns says in which cell, counted from 0, each thing stands; -1 = the statement has no such column. Begin with NoColumns.
//
// Money is either in Deposit and Withdrawal, or in Amount: signed, or with InOut saying 入金 or 出金 (全銀協 1 or 2). Where
// Deposit is set, Amount and InOut are not looked at. A Date cell that holds only a year has the month and the day in the two
// cells behind it.
type Columns struct {
	Date, Payer, Deposit, Withdrawal, Balance, Memo, Amount, InOut int
}

// NoColumns has no column set.
func NoColumns() Columns { return Columns{-1, -1, -1, -1, -1, -1, -1, -1} }

// Next gives the cells of the following row and its number in the file, or io.EOF behind the last one.
type Next func() (cells []string, row int, err error)

// Problem is a row that was left out, and why. It costs nothing but that row.
type Problem struct {
	Row     int    // as the file counts
	Column  string // 日付, 入金額, 出金額, 金額, 入出金 or 残高
	Value   string // as in the file
	Message string // Japanese
}

// Text is the problem as the owner reads it. The value is left out of it where it is empty.
func (p Problem) Text() string {
	if p.Value == "" {
		return fmt.Sprintf("%d行目「%s」: %s", p.Row, p.Column, p.Message)
	}
	return fmt.Sprintf("%d行目「%s」 「%s」: %s", p.Row, p.Column, p.Value, p.Message)
}

// Statement is what a bank's file says. Rows = len(Deposits) + Withdrawals + len(Problems) + Blank.
type Statement struct {
	Deposits    []Deposit // in the file's order
	Problems    []Problem
	Rows        int
	Withdrawals int      // rows of money going out: only counted
	Blank       int      // rows that move no money: empty, 繰越, 合計, 0 yen; without a column of withdrawals, those without a deposit
	Notes       []string // Japanese: how dates without a full year were read, for the owner to check
}
