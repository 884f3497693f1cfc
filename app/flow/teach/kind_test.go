package teach

import (
	"testing"
	"time"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
)

// The history tells a question by its title, a decision by its subject: both must name the kind that the judge asks.
func TestKindsOfQuestionsAreToldApart(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)
	known := func(s string) *string { return &s }
	seen := map[string]bool{}
	for _, change := range []func(*order.Facts){
		func(f *order.Facts) { f.Comment = known("急ぎです") },
		func(f *order.Facts) { f.Comment, f.NoComment = nil, true },
		func(f *order.Facts) { f.PaymentText = known("村の商品券") },
		func(f *order.Facts) { f.Destinations[0].Address = known("東京都渋谷区神宮前") },
		func(f *order.Facts) { f.Destinations[0].Phone = known("123") },
		func(f *order.Facts) { f.WishDate = order.Known(jst.Date("2026-11-01")) },
		func(f *order.Facts) {
			f.PaymentText, f.Destinations[0].Name = known("代金引換"), known("佐藤 太郎")
		},
		func(f *order.Facts) {
			f.Method, f.WishDate = known("ゆうパケット"), order.Known(jst.Date("2026-11-30"))
		},
		func(f *order.Facts) {
			f.PaymentText, f.Destinations[0].Name = known("後払い決済"), known("佐藤 太郎")
		},
	} {
		f := &order.Facts{Head: true, Clearance: order.Known(order.Cleared), OrderedAt: order.Known(jst.At(now)), PaymentText: known("クレジットカード"), Comment: known(""), Orderer: order.Person{Name: known("山田 花子")},
			Destinations: []order.Destination{{Name: known("山田 花子"), Address: known("東京都渋谷区神宮前1-2-3"), Phone: known("09000001001")}}, Lines: []order.Line{{Name: known("煎茶"), Qty: order.Known(1)}}}
		change(f)
		w := judge.World{Settings: judge.DefaultSettings()}
		j := judge.One(judge.Input{ID: 1, No: "1", Shop: order.Shop{ID: 1, Mall: order.Rakuten, Name: "店"}, Facts: f}, &w, now)
		if len(j.Questions) == 0 {
			t.Errorf("%+v asks nothing", f)
		}
		for _, q := range j.Questions {
			seen[q.Kind] = true
			if kindOf(q.Title+" → "+q.Answers[0].Label+"：1001") != q.Kind || kindOfSubject(q.Subject) != q.Kind {
				t.Errorf("%s: by its title %q, by its subject %q", q.Kind, kindOf(q.Title+" → "), kindOfSubject(q.Subject))
			}
		}
	}
	if len(seen) != 9 {
		t.Errorf("only %v", seen)
	}
	for _, subject := range []string{"alert:suspect:…", "clearance:", "rule:x:y", "release", "unlisted"} {
		if kindOfSubject(subject) != "" {
			t.Errorf("%s teaches", subject)
		}
	}
}
