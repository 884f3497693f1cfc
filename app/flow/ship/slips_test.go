package ship

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/flow/desk"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/slip"
	"miseban/app/yen"
)

// Whatever rules add to a gift (fees, notes with sums in them, cards with their worth, a method with its price), its slip has no
// amount anywhere; with 追加料金だけ those of the fees and their sum alone.
func TestWhatRulesAddBringsNoAmountToAGift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var amounts []yen.Yen
		amount := func() yen.Yen {
			y := yen.Yen(rapid.IntRange(70001, 79999).Draw(t, "yen"))
			amounts = append(amounts, y)
			return y
		}
		priced := func(plain string) string {
			return fmt.Sprintf(rapid.SampledFrom([]string{"%s（%s円）", "%s ¥%s", "%s：+%s円（税込）", "【%[2]s円】%[1]s", "%s 合計%s円"}).Draw(t, "form"), plain, amount())
		}
		f := &order.Facts{Method: order.Known(priced("宅配便")), Total: yen.Of(amount()), Shipping: yen.Of(amount()), PaymentText: order.Known("代金引換"),
			Orderer:      order.Person{Name: order.Known("山田 花子")},
			Destinations: []order.Destination{{Name: order.Known("佐藤 太郎"), Address: order.Known("東京都渋谷区神宮前1-2-3")}},
			Lines:        []order.Line{{Name: order.Known(priced("煎茶")), Qty: order.Known(1), UnitPrice: yen.Of(amount())}}}
		in := judge.Input{Facts: f}
		j := judge.Judgement{Gifts: []bool{true}, Hide: []bool{true}, SKUs: []string{""}, FeesOnly: rapid.Bool().Draw(t, "fees only")}
		if rapid.Bool().Draw(t, "method") {
			j.Method = priced("ネコポス")
		}
		more := yen.Yen(0)
		for range rapid.IntRange(0, 3).Draw(t, "fees") {
			fee := judge.Fee{Name: priced("ギフト包装"), Yen: yen.Yen(rapid.IntRange(1, 9999).Draw(t, "fee")), Rate: rapid.SampledFrom([]int{8, 10}).Draw(t, "rate")}
			j.Fees, more = append(j.Fees, fee), more+fee.Yen
		}
		j.Billed = yen.Of(*f.Total + more)
		amounts = append(amounts, *j.Billed)
		for range rapid.IntRange(0, 2).Draw(t, "notes") {
			j.Notes = append(j.Notes, priced("お包みしました"))
		}
		for range rapid.IntRange(0, 2).Draw(t, "enclosed") {
			j.Encloses = append(j.Encloses, priced("割引券"))
		}
		byHand := rapid.Bool().Draw(t, "by hand")
		if byHand {
			in.Decisions = []order.Decision{{Kind: order.ShowPrices, Body: "hide"}, {Kind: order.SlipNote, Body: priced("別送します")}}
		}
		var want []string
		if j.FeesOnly && !byHand && len(j.Fees) > 0 {
			for _, x := range j.Fees {
				want = append(want, yen.Text(&x.Yen))
			}
			want = append(want, yen.Text(&more))
		}
		var got []string
		for _, p := range slip.Layout(slipsOf(in, j, desk.Company{}, &desk.Goods{}, "2026-11-24")[0]).Pages {
			for _, r := range p.Texts {
				if slices.Contains(want, r.Text) {
					got = append(got, r.Text)
					continue
				}
				for _, w := range []string{"円", "¥", "合計", "金額", "単価", "税率"} {
					if strings.Contains(r.Text, w) {
						t.Fatalf("the slip says %q", r.Text)
					}
				}
				for _, y := range amounts {
					if strings.Contains(r.Text, y.String()) || strings.Contains(r.Text, fmt.Sprint(int64(y))) {
						t.Fatalf("the slip says %q", r.Text)
					}
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("amounts %q, want %q", got, want)
		}
	})
}

// What the customer pays is the sum of what stands above it: goods, the mall's own amounts, the added fees, less what is taken off.
func TestTheTotalIsTheSumOfItsLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := func(name string) *yen.Yen { return yen.Of(yen.Yen(rapid.IntRange(0, 5000).Draw(t, name))) }
		f := &order.Facts{Shipping: y("shipping"), CODFee: y("cod"), WrappingFee: y("wrapping"), Coupon: y("coupon"), Points: y("points"),
			Destinations: []order.Destination{{}}, Lines: []order.Line{{Qty: order.Known(2), UnitPrice: y("price")}}}
		f.Total = yen.Of(2**f.Lines[0].UnitPrice + *f.Shipping + *f.CODFee + *f.WrappingFee - *f.Coupon - *f.Points)
		j := judge.Judgement{Hide: []bool{false}, SKUs: []string{""}, Billed: f.Total}
		for range rapid.IntRange(0, 3).Draw(t, "fees") {
			fee := judge.Fee{Name: "名入れ", Yen: *y("fee"), Rate: 10}
			j.Fees, j.Billed = append(j.Fees, fee), yen.Of(*j.Billed+fee.Yen)
		}
		s := slipsOf(judge.Input{Facts: f}, j, desk.Company{}, &desk.Goods{}, "2026-11-24")[0]
		sum := *s.Lines[0].Amount
		for _, x := range s.Fees {
			sum += *x.Amount
		}
		if sum != *s.Total {
			t.Fatalf("the lines come to %d, the total says %d", sum, *s.Total)
		}
	})
}
