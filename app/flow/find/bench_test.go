package find_test

import (
	"fmt"
	"testing"

	"miseban/app/flow/desk"
	"miseban/app/flow/find"
	"miseban/app/rule"
)

// Searching among a year's 100,000 orders: the first time all of them are read, then only the condition is asked; one that was
// asked before is remembered.
func BenchmarkWhereAmong100000Orders(b *testing.B) {
	s := shop(b, 100_000)
	b.Run("cold", func(b *testing.B) {
		b.ReportAllocs()
		c := cond(b, "payment = cod and total >= 10000")
		for b.Loop() {
			if _, err := find.Where(ctx, s.Desk, c, desk.Filter{}, tuesday); err != nil {
				b.Fatal(err)
			}
		}
	})
	f := find.New(s.Desk)
	for _, text := range []string{"payment = cod and total >= %d", `コメント 含む "置き配%d"`, `明細のどれか(商品名 含む "20号"、個数 > %d)`, "購入回数 >= %d"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			if _, err := f.Count(ctx, cond(b, fmt.Sprintf(text, 0)), tuesday); err != nil {
				b.Fatal(err)
			}
			var conds []rule.Cond
			for n := range 1000 {
				conds = append(conds, cond(b, fmt.Sprintf(text, n+1)))
			}
			n := 0
			for b.Loop() {
				if _, err := f.Where(ctx, conds[n%1000], desk.Filter{}, tuesday); err != nil {
					b.Fatal(err)
				}
				n++
			}
		})
	}
}
