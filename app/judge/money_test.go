package judge_test

import (
	"slices"
	"strings"
	"testing"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
)

// On her own cart nobody but the payment says whether an order may ship: money that is paid beforehand is waited for, with a
// day, and only until it has come.
func TestHerOwnCartWaitsByPayment(t *testing.T) {
	pays := func(text string, change ...change) judge.Judgement {
		return one(tea(order.ColorMe, append([]func(*judge.Input){facts(func(f *order.Facts) { f.Clearance, f.PaymentText = nil, &text })}, change...)...))
	}
	paid := facts(func(f *order.Facts) { f.Paid = order.Known(true) })
	unpaid := facts(func(f *order.Facts) { f.Paid = order.Known(false) })
	for _, x := range []struct {
		text   string
		change []change
		want   judge.Status
	}{
		{"クレジットカード", nil, judge.ReadyToPrint},
		{"クレジットカード", []change{unpaid}, judge.ReadyToPrint},
		{"代金引換", []change{unpaid}, judge.ReadyToPrint},
		{"PayPay", nil, judge.ReadyToPrint},
		{"銀行振込", nil, judge.AwaitingPayment},
		{"銀行振込", []change{unpaid}, judge.AwaitingPayment},
		{"銀行振込", []change{paid}, judge.ReadyToPrint},
		{"銀行振込", []change{decide(order.MarkPaid, "", "")}, judge.ReadyToPrint},
		{"コンビニ決済", nil, judge.AwaitingPayment},
		{"コンビニ決済", []change{unpaid, decide(order.MarkPaid, "", "")}, judge.ReadyToPrint},
		{"後払い決済", nil, judge.AwaitingPayment},
		{"後払い決済", []change{paid}, judge.ReadyToPrint},
		{"きいたことのない払い方", nil, judge.NeedsReview},
		{"", nil, judge.NeedsReview},
	} {
		if j := pays(x.text, x.change...); j.Status != x.want {
			t.Errorf("%s: %s %v, want %s", x.text, j.Status.Name(), j.Reasons, x.want.Name())
		}
	}
	// On a mall the same wording waits for nothing: the mall has cleared the order.
	if j := one(tea(order.Rakuten, facts(func(f *order.Facts) { f.PaymentText = text("銀行振込") }))); j.Status != judge.ReadyToPrint {
		t.Errorf("%s", j.Status.Name())
	}
	// Who orders by telephone is not asked about a payment that nobody wrote down.
	if j := one(tea(order.Hand, facts(func(f *order.Facts) { f.Clearance, f.PaymentText = nil, nil }))); j.Status != judge.ReadyToPrint {
		t.Errorf("%s %v", j.Status.Name(), j.Reasons)
	}
}

// The day until which the money is due is the file's, else seven days from the order; the day after it is overdue.
func TestMoneyThatIsLate(t *testing.T) {
	waiting := func(by *jst.Date, ordered jst.Date) judge.Judgement {
		return one(tea(order.ECCube, facts(func(f *order.Facts) {
			f.Clearance, f.PaymentText, f.PayBy = nil, text("銀行振込"), by
			f.OrderedAt = order.Known(jst.At(ordered.Time()))
		})))
	}
	for _, x := range []struct {
		by      *jst.Date
		ordered jst.Date
		due     string
		late    bool
	}{
		{nil, "2026-11-17", "11/24", false}, {nil, "2026-11-16", "11/23", true},
		{order.Known(jst.Date("2026-11-24")), "2026-10-01", "11/24", false}, {order.Known(jst.Date("2026-11-23")), "2026-11-22", "11/23", true},
	} {
		j := waiting(x.by, x.ordered)
		why := j.Because("payment")
		if j.Status != judge.AwaitingPayment || !strings.Contains(why, x.due) || slices.Contains(j.Flags, judge.Overdue) != x.late {
			t.Errorf("%+v: %s %q %v", x, j.Status.Name(), why, j.Flags)
		}
		if !x.late && j.ValidUntil != jst.At(jst.Date("2026-11-25").Time()) {
			t.Errorf("%+v: judged again at %v, not when it becomes late", x, j.ValidUntil.Time())
		}
	}
}
