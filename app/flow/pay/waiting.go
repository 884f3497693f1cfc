package pay

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"miseban/app/bank"
	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
	"miseban/store"
)

// waiting is the orders that wait for money, and what the deposits have brought.
type waiting struct {
	orders   map[int64]Order
	awaiting []bank.Awaiting // those that a transfer may pay
}

// wait reads the orders that wait for their money: also those that wait for a person as well.
func wait(ctx context.Context, d *desk.Desk, deposits []store.Deposit, now time.Time) (waiting, error) {
	w := waiting{orders: map[int64]Order{}}
	var rows []*desk.Row
	for _, r := range d.Rows() {
		if r.Status.Open() && r.Status <= judge.AwaitingPayment {
			rows = append(rows, r)
		}
	}
	booked := map[int64][]store.Deposit{}
	for _, x := range deposits {
		if x.State == store.DepositPaid {
			for _, id := range x.Orders {
				booked[id] = append(booked[id], x)
			}
		}
	}
	err := d.EachJudged(ctx, rows, now, func(row *desk.Row, in judge.Input, j judge.Judgement) error {
		if !j.Blocked(judge.BlockPayment) {
			return nil
		}
		o := orderOf(d, row)
		o.Due = cmp.Or(j.Billed, in.Facts.Total)
		o.PayBy = order.Value(in.Facts.PayBy)
		if o.PayBy == "" && o.Ordered != "" {
			o.PayBy = o.Ordered.AddDays(judge.PayDays)
		}
		o.Overdue, o.Deferred = j.Has(judge.Overdue), j.Class == payment.Atobarai
		if o.Deferred {
			o.PayBy = ""
		}
		for _, x := range booked[row.ID] {
			o.Paid += share(d, x, row.ID)
		}
		w.orders[row.ID] = o
		if !o.Deferred {
			w.awaiting = append(w.awaiting, bank.Awaiting{OrderID: row.ID, No: in.No, Shown: o.No, Name: o.Name, Kana: kana(in.Facts), Due: o.Due, Ordered: o.Ordered, PayBy: o.PayBy, Paid: o.Paid})
		}
		return nil
	})
	return w, err
}

// share is how much of a deposit is an order's: that of several pays each in the order of their numbers, as far as it goes.
func share(d *desk.Desk, x store.Deposit, id int64) yen.Yen {
	left := x.Amount
	for i, o := range x.Orders {
		if i == len(x.Orders)-1 && o == id {
			return left
		}
		part := yen.Yen(0)
		if row := d.Row(o); row != nil && row.Total != nil {
			part = min(left, *row.Total)
		}
		if o == id {
			return part
		}
		left -= part
	}
	return 0
}

// kana is the orderer's, or that of a recipient of the same name: some carts tell it only there.
func kana(f *order.Facts) string {
	if k := order.Value(f.Orderer.Kana); k != "" {
		return k
	}
	name := normal.Name(order.Value(f.Orderer.Name))
	for _, x := range f.Destinations {
		if name != "" && normal.Name(order.Value(x.Name)) == name {
			return order.Value(x.Kana)
		}
	}
	return ""
}

// match finds candidates for deposits. One that the owner has put back is never exact.
func (w *waiting) match(deposits []store.Deposit, now time.Time) []Matched {
	var asked []bank.Deposit
	by := map[string]store.Deposit{}
	for i, x := range deposits {
		asked = append(asked, bank.Deposit{Row: i, Date: x.Day, Payer: name(x.Payer), Amount: x.Amount, Memo: x.Memo, Key: x.Key})
		by[x.Key] = x
	}
	var out []Matched
	for _, r := range bank.Match(asked, w.awaiting, now) {
		m := Matched{Deposit: by[r.Deposit.Key], Kind: r.Kind, More: r.More}
		m.PutBack = len(m.Deposit.Orders) > 0
		if m.PutBack && m.Kind == bank.Exact {
			m.Kind = bank.Several
		}
		for _, c := range r.Candidates {
			found := Candidate{Difference: c.Difference, Why: c.Why, Score: c.Score}
			for _, id := range c.Orders {
				found.Orders = append(found.Orders, w.orders[id])
			}
			m.Candidates = append(m.Candidates, found)
		}
		out = append(out, m)
	}
	return out
}

// beforeName is what some banks write before the payer's name: the bank, the branch and the account that the money came from.
// Source: the layout of 楽天銀行's statement as it is remembered (未検証).
var beforeName = regexp.MustCompile(`^.*(?:普通|当座|貯蓄|定期)(?:預金)?[\s　]*[0-9０-９]{4,8}[\s　]+`)

// name is the part of a statement's words in which the payer's name stands.
func name(payer string) string { return beforeName.ReplaceAllString(payer, "") }

// hintDays is how old an order may be to be named as the one that a deposit without an order was meant for.
const hintDays = 120

// hint names the cancelled or paid orders of the payer's name and amount: money to give back, or paid twice.
func hint(ctx context.Context, d *desk.Desk, w *waiting, found []Matched, now time.Time) error {
	amounts := map[yen.Yen][]int{}
	for i, m := range found {
		if len(m.Candidates) == 0 {
			amounts[m.Deposit.Amount] = append(amounts[m.Deposit.Amount], i)
		}
	}
	since := jst.At(now.AddDate(0, 0, -hintDays))
	var rows []*desk.Row
	for _, r := range d.Rows() {
		if _, waits := w.orders[r.ID]; waits || r.Total == nil || r.OrderedAt < since || len(amounts[*r.Total]) == 0 {
			continue
		}
		rows = append(rows, r)
	}
	over := waiting{orders: map[int64]Order{}}
	err := d.EachJudged(ctx, rows, now, func(row *desk.Row, in judge.Input, j judge.Judgement) error {
		over.orders[row.ID] = orderOf(d, row)
		over.awaiting = append(over.awaiting, bank.Awaiting{OrderID: row.ID, No: in.No, Shown: row.No, Name: row.Name, Kana: kana(in.Facts), Due: row.Total, Ordered: dateOf(row.OrderedAt)})
		return nil
	})
	if err != nil || len(over.awaiting) == 0 {
		return err
	}
	for _, list := range amounts {
		for _, i := range list {
			for _, m := range over.match([]store.Deposit{found[i].Deposit}, now) {
				if len(m.Candidates) == 0 || m.Candidates[0].Score < 85 {
					continue
				}
				o := m.Candidates[0].Orders[0]
				row := d.Row(o.ID)
				if row.Status == judge.Cancelled {
					found[i].Hint = fmt.Sprintf("キャンセルされた受注 %s（%s 様）と、名義と金額が同じです。返金が必要かもしれません。", o.No, o.Name)
				} else {
					found[i].Hint = fmt.Sprintf("%sの受注 %s（%s 様）と、名義と金額が同じです。この受注は入金を待っていません。二重のお振込みかもしれません。", row.Status.Name(), o.No, o.Name)
				}
			}
		}
	}
	return nil
}

// mark is what a decision of MarkPaid keeps: by which deposit, and whether the owner said so.
type mark struct {
	Deposit string `json:"deposit"`
	Auto    bool   `json:"auto,omitempty"`
}

func (m mark) body() string {
	b, _ := json.Marshal(m) // two plain fields
	return string(b)
}

// markOf reads it; ok is false for an order that the owner marked by hand.
func markOf(d order.Decision) (m mark, ok bool) {
	if d.Kind != order.MarkPaid || !strings.HasPrefix(d.Body, "{") {
		return m, false
	}
	err := json.Unmarshal([]byte(d.Body), &m)
	return m, err == nil && m.Deposit != ""
}

// list gives the orders that wait, the most overdue first, those without a day last.
func (w *waiting) list() []Order {
	out := slices.Collect(maps.Values(w.orders))
	day := func(o Order) jst.Date { return cmp.Or(o.PayBy, "9999-12-31") }
	slices.SortFunc(out, func(a, b Order) int {
		return cmp.Or(cmp.Compare(day(a), day(b)), cmp.Compare(a.Ordered, b.Ordered), cmp.Compare(a.ID, b.ID))
	})
	return out
}
