package store

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"miseban/app/jst"
	"miseban/app/yen"
)

// DepositState is what has become of a deposit.
type DepositState string

// The states of a deposit.
const (
	DepositOpen    DepositState = "open"    // nobody has said yet what it paid
	DepositPaid    DepositState = "paid"    // it paid its orders
	DepositIgnored DepositState = "ignored" // the owner says that it is for no order
)

// Deposit is money that came into a bank account.
type Deposit struct {
	Key     string // the same deposit in an overlapping statement has the same
	Account string
	Day     jst.Date
	Payer   string
	Amount  yen.Yen
	Memo    string
	State   DepositState
	Orders  []int64 // that it paid
	At      jst.Moment
}

// Deposits gives every deposit, the newest day first.
func (r *Reader) Deposits() ([]Deposit, error) {
	var out []Deposit
	err := r.each(func(rows *sql.Rows) error {
		var d Deposit
		var orders string
		if err := rows.Scan(&d.Key, &d.Account, &d.Day, &d.Payer, &d.Amount, &d.Memo, &d.State, &orders, &d.At); err != nil {
			return fmt.Errorf("read deposit: %w", translate(err))
		}
		if err := json.Unmarshal([]byte(orders), &d.Orders); err != nil {
			return fmt.Errorf("read deposit %s: %w", d.Key, err)
		}
		out = append(out, d)
		return nil
	}, "SELECT key, account, day, payer, amount, memo, state, orders, at FROM deposit ORDER BY day DESC, key")
	return out, err
}

// PutDeposit writes a deposit; the same key again replaces it.
func (w *Writer) PutDeposit(d Deposit) error {
	orders, err := json.Marshal(append([]int64{}, d.Orders...))
	if err != nil {
		return fmt.Errorf("write deposit %s: %w", d.Key, err)
	}
	return w.exec(`INSERT INTO deposit(key, account, day, payer, amount, memo, state, orders, at) VALUES(?,?,?,?,?,?,?,?,?)
		ON CONFLICT DO UPDATE SET state=excluded.state, orders=excluded.orders, at=excluded.at`,
		d.Key, d.Account, d.Day, d.Payer, d.Amount, d.Memo, d.State, string(orders), d.At)
}
