package bank

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/yen"
)

// A small town: few names, few amounts, few numbers, so that everything collides.
var (
	townKana   = []string{"ヤマダ ハナコ", "ヤマダ タロウ", "ヤマダハナコ", "サトウ ショウゴ", "オオタ コウイチ", "オータ コーイチ", "", "カ）アオイ", "ユウゲンガイシャアオイ", "リ イ", "スタジオ1"}
	townPayers = []string{"ﾔﾏﾀﾞ ﾊﾅｺ", "振込 ﾔﾏﾀﾞﾊﾅｺ", "ﾔﾏﾀﾞ ﾀﾛｳ", "ｻﾄｳ ｼﾖｳｺﾞ", "ｵｵﾀ ｺｳｲﾁ", "ｶ)ｱｵｲ", "ﾕ)ｱｵｲ", "ｱｵｲ", "ﾘ ｲ", "ｽﾀｼﾞｵ2", "ｽﾀｼﾞｵ1", "ﾓﾘ ﾚｲ", ""}
	townDays   = []jst.Date{"2026-11-20", "2026-11-20", "2026-11-22", "2026-11-22", "2026-11-23", "2026-11-24", "2026-11-24", "2026-11-25", ""}
	townNos    = []string{"1001", "1002", "20003", "EC-20260012", "7"}
	townYen    = []yen.Yen{1000, 2000, 3000, 780, 500, 4321, 8765}
)

func drawAwaiting(t *rapid.T) []Awaiting {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Awaiting {
		a := Awaiting{OrderID: rapid.Int64Range(1, 30).Draw(t, "id"), No: rapid.SampledFrom(townNos).Draw(t, "no"), Name: rapid.SampledFrom([]string{"森 怜", "もり れい", ""}).Draw(t, "name"),
			Kana: rapid.SampledFrom(townKana).Draw(t, "kana"), Ordered: rapid.SampledFrom(townDays).Draw(t, "ordered"), PayBy: rapid.SampledFrom(townDays).Draw(t, "pay by"),
			Paid: rapid.SampledFrom([]yen.Yen{0, 0, 0, 500, 1000}).Draw(t, "paid")}
		if rapid.IntRange(0, 9).Draw(t, "known") > 0 {
			a.Due = yen.Of(rapid.SampledFrom(townYen).Draw(t, "due"))
		}
		return a
	}), 1, 7).Draw(t, "awaiting")
}

// drawDeposits draws deposits of anybody, and most of them of people whose orders are waiting.
func drawDeposits(t *rapid.T, awaiting []Awaiting) []Deposit {
	list := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Deposit {
		d := Deposit{Date: rapid.SampledFrom(append([]jst.Date{"2026-11-24", "2026-11-24", "2026-11-24"}, townDays...)).Draw(t, "date"),
			Payer:  rapid.SampledFrom([]string{"", "", "1001", "20003", "EC20260012 ", "1002 "}).Draw(t, "number") + rapid.SampledFrom(townPayers).Draw(t, "payer"),
			Amount: rapid.SampledFrom(townYen).Draw(t, "amount"), Memo: rapid.SampledFrom([]string{"", "", "ﾔﾏﾀﾞ ﾊﾅｺ", "20003"}).Draw(t, "memo")}
		if rapid.IntRange(0, 3).Draw(t, "of an order") > 0 {
			a := rapid.SampledFrom(awaiting).Draw(t, "order")
			d.Payer = rapid.SampledFrom([]string{"", "", "振込 ", a.No + " "}).Draw(t, "front") + rapid.SampledFrom([]string{a.Kana, a.Kana, a.Kana, "ﾔﾏﾀﾞ ｼﾞﾛｳ"}).Draw(t, "name")
			if rest := a.rest(); rest != nil {
				d.Amount = *rest
			}
		}
		return d
	}), 1, 6).Draw(t, "deposits")
	for i := range list {
		list[i].Row = i + 2
		list[i].Key = string(rune('a' + i))
	}
	return list
}

// What Exact promises, told again from the words of the promise and not from the code.
func TestExactIsNeverWrong(t *testing.T) {
	exact := 0
	rapid.Check(t, func(t *rapid.T) {
		awaiting := drawAwaiting(t)
		deposits := drawDeposits(t, awaiting)
		results := Match(deposits, awaiting, today)
		if len(results) != len(deposits) {
			t.Fatalf("%d results for %d deposits", len(results), len(deposits))
		}
		orders := map[int64]Awaiting{}
		for _, a := range slices.Backward(sortedOrders(awaiting)) {
			orders[a.OrderID] = a
		}
		paid := map[int64]bool{}
		for _, r := range results {
			if r.Kind != Exact {
				continue
			}
			exact++
			d := r.Deposit
			if len(r.Candidates) != 1 || len(r.Candidates[0].Orders) != 1 || r.More != 0 {
				t.Fatalf("%+v pays more than one order", r)
			}
			id := r.Candidates[0].Orders[0]
			a := orders[id]
			if paid[id] {
				t.Fatalf("order %d is paid twice", id)
			}
			paid[id] = true
			if a.Due == nil || *a.Due-a.Paid != d.Amount || *r.Candidates[0].Difference != 0 {
				t.Fatalf("%+v for %+v: another amount", d, a)
			}
			if a.Ordered == "" || d.Date < a.Ordered || d.Date > "2026-11-24" {
				t.Fatalf("%+v for %+v: the days", d, a)
			}
			payer := d.Payer
			if payer == "" {
				payer = d.Memo
			}
			p := PayerKey(payer)
			n, ok := NameKey(a.Name, a.Kana)
			if !ok {
				t.Fatalf("%+v for %+v: there is no kana", d, a)
			}
			number := a.No != "7" && slices.ContainsFunc(append(PayerKey(d.Memo).Numbers, p.Numbers...), func(s string) bool { return digitsOf(s) == digitsOf(a.No) })
			if n.Key != p.Key && (!number || len(digitsOf(a.No)) < 5) {
				t.Fatalf("%+v for %+v: another name and no number", d, a)
			}
			if number {
				continue
			}
			// Without a number nobody else may come into question: no second order of the name and amount, no second deposit.
			for _, other := range orders {
				o, _ := NameKey(other.Name, other.Kana)
				if other.OrderID != id && o.Key == p.Key && other.Due != nil && *other.Due-other.Paid == d.Amount {
					t.Fatalf("%+v for %+v: so would %+v", d, a, other)
				}
			}
			for _, other := range deposits {
				if other.Key != d.Key && other.Payer != "" && PayerKey(other.Payer).Key == p.Key && other.Amount == d.Amount {
					t.Fatalf("%+v for %+v: so does %+v", d, a, other)
				}
			}
		}
		for _, r := range results {
			for _, c := range r.Candidates {
				for _, id := range c.Orders {
					if r.Kind != Exact && paid[id] {
						t.Fatalf("order %d is paid, and a candidate of %+v", id, r)
					}
					if _, there := orders[id]; !there {
						t.Fatalf("there is no order %d", id)
					}
				}
				if len(c.Orders) == 0 || !slices.IsSorted(c.Orders) {
					t.Fatalf("candidate %+v", c)
				}
				names := map[string]bool{}
				for _, id := range c.Orders {
					n, ok := NameKey(orders[id].Name, orders[id].Kana)
					names[n.Key] = true
					if !ok && len(c.Orders) > 1 {
						t.Fatalf("candidate %+v has orders without kana", c)
					}
				}
				if len(names) > 1 {
					t.Fatalf("candidate %+v pays for two people", c)
				}
			}
		}
	})
	if exact < 3 {
		t.Errorf("only %d exact results: the test saw too little", exact)
	}
}

// sortedOrders gives the orders as Match takes them: of one id the first.
func sortedOrders(awaiting []Awaiting) []Awaiting {
	list := slices.Clone(awaiting)
	slices.SortFunc(list, compareAwaiting)
	return list
}

func TestTheOrderOfTheFilesMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		awaiting := drawAwaiting(t)
		deposits := drawDeposits(t, awaiting)
		want := Match(deposits, awaiting, today)
		got := Match(rapid.Permutation(append(slices.Clone(deposits), deposits...)).Draw(t, "deposits again"), rapid.Permutation(append(slices.Clone(awaiting), awaiting...)).Draw(t, "awaiting again"), today)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("in another order, and twice:\n%+v\nfirst\n%+v", got, want)
		}
	})
}
