package bank

import (
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"miseban/app/yen"
)

var (
	benchSei = []string{"ヤマダ", "サトウ", "スズキ", "タカハシ", "イトウ", "ワタナベ", "オオタ", "ナカムラ", "コバヤシ", "カトウ", "ヨシダ", "マツモト", "イノウエ", "キムラ", "ハヤシ", "シミズ", "モリ", "アベ", "イケダ", "ハシモト"}
	benchMei = []string{"ハナコ", "タロウ", "ショウゴ", "レイ", "ミキ", "ユウコ", "コウイチ", "ケイコ", "マコト", "ヨウコ", "アキラ", "ナオミ", "ヒロシ", "カオル", "ジュンコ", "リョウ", "サクラ", "ケンタ", "メグミ", "トオル"}
)

// year makes n orders, each with a deposit: one in four without kana, one in ten with a fee, one in ten with a number.
func year(n, prices int) (deposits []Deposit, awaiting []Awaiting) {
	r := rand.New(rand.NewPCG(24, 11))
	for i := range n {
		kana := benchSei[r.IntN(len(benchSei))] + " " + benchMei[r.IntN(len(benchMei))] + []string{"", "", "エ", "コ"}[r.IntN(4)]
		a := waits(int64(i+1), fmt.Sprint(100000+i), kana, yen.Yen(500+r.IntN(prices)*10))
		d := in(i+2, narrow(kana), *a.Due)
		if r.IntN(4) == 0 {
			a.Kana, a.Name = "", "山田 花子"
		}
		if r.IntN(10) == 0 {
			d.Amount -= 220
		}
		if r.IntN(10) == 0 {
			d.Payer = a.No + d.Payer
		}
		deposits, awaiting = append(deposits, d), append(awaiting, a)
	}
	return deposits, awaiting
}

// 5,000 deposits and 5,000 orders: below 200 ms is the aim.
func BenchmarkMatch5000(b *testing.B) {
	for _, prices := range []int{3000, 300, 5} {
		b.Run(fmt.Sprint(prices, "prices"), func(b *testing.B) {
			deposits, awaiting := year(5000, prices)
			b.ReportAllocs()
			exact := 0
			for b.Loop() {
				exact = 0
				for _, r := range Match(deposits, awaiting, today) {
					if r.Kind == Exact {
						exact++
					}
				}
			}
			b.ReportMetric(float64(exact), "exact")
		})
	}
}

// The worst there is: everybody has one name, or no kana, and pays one price.
func BenchmarkMatchEverythingAlike(b *testing.B) {
	for _, kana := range []string{"ヤマダ ハナコ", ""} {
		b.Run("kana "+kana, func(b *testing.B) {
			deposits, awaiting := year(5000, 1)
			for i := range awaiting {
				awaiting[i].Kana, deposits[i].Payer, deposits[i].Amount = kana, "ﾔﾏﾀﾞ ﾊﾅｺ", *awaiting[i].Due
			}
			b.ReportAllocs()
			for b.Loop() {
				Match(deposits, awaiting, today)
			}
		})
	}
}

func BenchmarkPayerKey(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		PayerKey("振込＊1001ﾔﾏﾀﾞ ﾊﾅｺ")
	}
}

func BenchmarkReadStatement(b *testing.B) {
	const rows = 5000
	b.ReportAllocs()
	for b.Loop() {
		i := 0
		s, err := ReadStatement("みどり銀行", usual(), func() ([]string, int, error) {
			if i == rows {
				return nil, 0, io.EOF
			}
			i++
			return []string{time.Date(2026, 1, 1+i/20, 0, 0, 0, 0, time.UTC).Format("2006/01/02"), "振込 ﾔﾏﾀﾞ ﾊﾅｺ", "", "13,190", fmt.Sprint(i * 13190), "ネット"}, i + 1, nil
		}, today)
		if err != nil || len(s.Deposits) != rows {
			b.Fatal(len(s.Deposits), err)
		}
	}
}
