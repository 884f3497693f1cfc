package command

import (
	"errors"
	"fmt"

	"miseban/app/bank"
	"miseban/app/flow/learn"
	"miseban/app/flow/open"
	"miseban/app/flow/pay"
	"miseban/app/jst"
	"miseban/app/yen"
)

var paymentCommands = []*command{
	{name: "payments", does: "まだどの受注にも使われていない入金と、その候補の一覧です（入金消込）。", run: runPayments,
		help: `JSON: {"matched":[…],"ambiguous":[…],"short":[…],"over":[…],"unmatched":[…],"waiting":[{"order_no","shop","name","billed","received","pay_by","overdue"}]}
入金の形は payments import と同じです。matched は、あとから受注が届いて一致した入金です（次の取り込みで入金済みになります）。`},
	{name: "payments import", args: "明細ファイル [--account 口座の名前] [--mapping 読み方.json] [--dry-run]", run: runPaymentsImport,
		does:  "銀行の入金明細（CSV・Excel）を取り込み、入金待ちの受注と照合します。名義と金額が一致した受注だけ、入金済みにします。",
		flags: map[string]bool{"account": true, "mapping": true, "dry-run": false},
		help: `列の意味は、覚えた読み方か、列の名前と中身から見分けます。わからないときは「formats learn ファイル --kind statement --out 読み方.json」で下書きを作れます。
重なる期間の明細を取り込んでも、同じ入金は一度だけ数えます。--account は、同じ銀行に口座がいくつもあるときの名前です。
読めない行があるか、ファイルを読めないとき、終了コードは 1 です。候補あり・不足・該当なしは、拒否ではありません。
JSON: {"file","format","rows","deposits":{"new","known","sum"},"withdrawals","problems":[{"row","column","value","message"}],"notes":["…"],
"matched":[{"date","payer","amount","new","hint","candidates":[{"orders":[{"order_no","shop","name","billed","received"}],"difference","why"}],"more"}],"ambiguous":[…],"short":[…],"over":[…],"unmatched":[…]}
amount と difference は円です。difference は、入金 − 請求の残り（null は請求額が未確定）。`},
}

type paymentOrder struct {
	OrderNo  string   `json:"order_no"`
	Shop     string   `json:"shop"`
	Name     string   `json:"name"`
	Billed   *yen.Yen `json:"billed"`
	Received yen.Yen  `json:"received"`
}

type paymentCandidate struct {
	Orders     []paymentOrder `json:"orders"`
	Difference *yen.Yen       `json:"difference"`
	Why        string         `json:"why"`
}

type paymentDeposit struct {
	Date       jst.Date           `json:"date"`
	Payer      string             `json:"payer"`
	Amount     yen.Yen            `json:"amount"`
	Account    string             `json:"account"`
	New        bool               `json:"new"`
	Hint       string             `json:"hint"`
	Candidates []paymentCandidate `json:"candidates"`
	More       int                `json:"more"`
}

func paymentOrderOf(o pay.Order) paymentOrder {
	return paymentOrder{o.No, o.Shop, o.Name, o.Due, o.Paid}
}

func paymentsOf(all []pay.Matched) []paymentDeposit {
	out := []paymentDeposit{}
	for _, m := range all {
		d := paymentDeposit{m.Deposit.Day, m.Deposit.Payer, m.Deposit.Amount, m.Deposit.Account, m.New, m.Hint, []paymentCandidate{}, m.More}
		for _, c := range m.Candidates {
			x := paymentCandidate{[]paymentOrder{}, c.Difference, c.Why}
			for _, o := range c.Orders {
				x.Orders = append(x.Orders, paymentOrderOf(o))
			}
			d.Candidates = append(d.Candidates, x)
		}
		out = append(out, d)
	}
	return out
}

func runPaymentsImport(c *call) error {
	if len(c.args) != 1 {
		return usage("入金明細のファイルをひとつ書いてください。")
	}
	o := pay.Options{Account: c.flags["account"], DryRun: c.has("dry-run")}
	if path := c.flags["mapping"]; path != "" {
		m, err := learn.Load(path)
		if err != nil {
			return err
		}
		o.Mapping = &m
	}
	return c.writing(func(s *open.Shop) error {
		r, err := pay.Import(c.ctx, s.Desk, c.args[0], o, c.now)
		var sentence interface{ Japanese() string }
		if errors.As(err, &sentence) {
			return told(sentence.Japanese())
		}
		if err != nil {
			return err
		}
		if c.json {
			err = c.writeJSON(map[string]any{"file": r.File, "format": r.Format, "rows": r.Rows, "deposits": map[string]any{"new": r.New, "known": r.Known, "sum": r.Sum}, "withdrawals": r.Withdrawals,
				"problems": r.Problems, "notes": r.Notes, "matched": paymentsOf(r.Exact), "ambiguous": paymentsOf(r.Several), "short": paymentsOf(r.Short), "over": paymentsOf(r.Over), "unmatched": paymentsOf(r.Unmatched)})
			if err != nil {
				return err
			}
		}
		done := "入金済みにした"
		if o.DryRun {
			done = "入金済みになる"
		}
		c.print("%s：%d行　新しい入金 %d件（%s円）　取り込み済み %d件　出金 %d件　%s受注 %d件", r.File, r.Rows, r.New, r.Sum, r.Known, r.Withdrawals, done, len(r.Exact))
		for _, n := range r.Notes {
			fmt.Fprintln(c.err, n)
		}
		for _, p := range r.Problems {
			fmt.Fprintf(c.err, "  %s\n", bank.Problem{Row: p.Row, Column: p.Column, Value: p.Value, Message: p.Message}.Text())
		}
		c.tellPayments(bank.Exact, r.Exact)
		c.tellPayments(bank.Several, r.Several)
		c.tellPayments(bank.Short, r.Short)
		c.tellPayments(bank.Over, r.Over)
		c.tellPayments(bank.Unmatched, r.Unmatched)
		if len(r.Problems) > 0 {
			return silently
		}
		return nil
	})
}

func runPayments(c *call) error {
	if len(c.args) > 0 {
		return usage("payments のあとは、なし、または import 明細ファイル です。")
	}
	return c.reading(func(s *open.Shop) error {
		v, err := pay.Look(c.ctx, s.Desk, c.now)
		if err != nil {
			return err
		}
		by := map[bank.Kind][]pay.Matched{}
		for _, m := range v.Open {
			by[m.Kind] = append(by[m.Kind], m)
		}
		if c.json {
			type waiting struct {
				paymentOrder
				PayBy   *jst.Date `json:"pay_by"`
				Overdue bool      `json:"overdue"`
			}
			waits := []waiting{}
			for _, o := range v.Waiting {
				w := waiting{paymentOrderOf(o), nil, o.Overdue}
				if o.PayBy != "" {
					w.PayBy = &o.PayBy
				}
				waits = append(waits, w)
			}
			return c.writeJSON(map[string]any{"matched": paymentsOf(by[bank.Exact]), "ambiguous": paymentsOf(by[bank.Several]), "short": paymentsOf(by[bank.Short]), "over": paymentsOf(by[bank.Over]),
				"unmatched": paymentsOf(by[bank.Unmatched]), "waiting": waits})
		}
		c.print("入金 %d件　入金待ちの受注 %d件", len(v.Open), len(v.Waiting))
		for _, k := range []bank.Kind{bank.Exact, bank.Several, bank.Short, bank.Over, bank.Unmatched} {
			c.tellPayments(k, by[k])
		}
		for _, o := range v.Waiting {
			late := ""
			if o.Overdue {
				late = "　期限切れ"
			}
			c.print("  待ち　%s %s 様　請求 %s　期限 %s%s", o.No, o.Name, yenOrUnknown(o.Due), dayOrNone(o.PayBy), late)
		}
		return nil
	})
}

// tellPayments writes deposits of one kind for people.
func (c *call) tellPayments(k bank.Kind, all []pay.Matched) {
	for _, m := range all {
		c.print("  %s　%s %s %s円", k.Text(), m.Deposit.Day, m.Deposit.Payer, m.Deposit.Amount)
		if m.Hint != "" {
			c.print("      %s", m.Hint)
		}
		for _, x := range m.Candidates {
			for _, o := range x.Orders {
				c.print("      → %s %s 様　請求 %s", o.No, o.Name, yenOrUnknown(o.Due))
			}
			c.print("         %s", x.Why)
		}
	}
}

func yenOrUnknown(y *yen.Yen) string {
	if y == nil {
		return "未確定"
	}
	return y.String() + "円"
}

func dayOrNone(d jst.Date) string {
	if d == "" {
		return "なし"
	}
	return d.Long()
}
