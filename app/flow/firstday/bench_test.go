package firstday_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/firstday"
)

// busy is the year of a shop with so many orders, with everything in it that a first day finds.
func busy(orders int) []*sale {
	var all []*sale
	for i := range orders {
		s := &sale{mall: "rakuten", by: 1 + i/3, day: first.AddDays(-1 - i%365), price: 500 + i%97*200, qty: 1 + i%3}
		s.to = s.by
		switch i % 20 {
		case 0:
			s.comment = "いつもありがとうございます。"
		case 1:
			s.comment = "お世話になっております。\nよろしくお願いいたします。"
		case 2:
			s.comment = fmt.Sprintf("%d日までに届けてください。よろしくお願いします。", 1+i%28)
		case 3:
			s.to = 1 + (i+7)%orders
			s.noshi = "内祝"
		case 4:
			s.options = "名入れ:" + fmt.Sprint(i) + "\nラッピング:あり（+220円）"
		case 5:
			s.options = "名入れ:なし\nラッピング:なし"
		case 6, 7:
			s.item, s.method, s.qty = "tenugui", "メール便", 1+i%2
		case 8:
			s.item, s.qty = "tenugui", 1
		case 9:
			s.pay, s.codFee = "代金引換", 330
		case 10:
			s.wish = s.day.AddDays(5)
		case 11:
			s.pay = "なぞの払い" + fmt.Sprint(i%5)
		}
		s.no = fmt.Sprintf("123456-%s-%010d", strings.ReplaceAll(string(s.day), "-", ""), 1_000_000+i)
		all = append(all, s)
	}
	return all
}

// What the owner waits for on her first day, once the files are in: the cards and the letter.
func BenchmarkFirstDay100000Orders(b *testing.B) {
	s, _ := drop(b, busy(100_000))
	if err := s.Desk.Warm(ctx, now); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		day, err := firstday.Look(ctx, s.Desk, now, nil)
		if err != nil {
			b.Fatal(err)
		}
		looked := time.Since(start)
		l, err := day.Letter(ctx, s.Desk, now)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(looked.Seconds(), "look-s")
		b.ReportMetric((time.Since(start) - looked).Seconds(), "letter-s")
		b.ReportMetric(float64(len(day.Cards)), "cards")
		b.ReportMetric(float64(l.Orders), "month-orders")
	}
}
