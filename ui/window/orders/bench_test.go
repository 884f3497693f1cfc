package orders

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/yen"
	"miseban/ui/grid"
	"miseban/ui/look"
)

// year is a year of orders as the list shows them, the newest first.
func year(n int) list {
	start := time.Date(2026, 11, 30, 9, 0, 0, 0, jst.Zone)
	statuses := judge.Statuses()
	l := list{rows: make([]*desk.Row, n), shops: map[int64]order.Shop{1: {ID: 1, Mall: order.Rakuten, Name: "楽天市場店"}}}
	for i := range l.rows {
		r := &desk.Row{ID: int64(i + 1), ShopID: 1, Status: statuses[i%len(statuses)]}
		total := yen.Yen(1000 + i*37%20000)
		r.No = fmt.Sprintf("123456-20261130-%010d", i)
		r.OrderedAt = jst.At(start.Add(-time.Duration(i) * 5 * time.Minute))
		r.Name, r.Recipient, r.Pieces, r.Total = "架空 花子", "試験 太郎", 1+i%7, &total
		r.Flags, r.Repeat, r.Why = []judge.Flag{judge.Repeater, judge.Gift}, 2, "コメントに初めての文があります：不在の場合は宅配ボックスに入れてください。"
		l.rows[i] = r
	}
	return l
}

// Opening the list of a year's 100,000 orders and scrolling through it: what runs on the window's own goroutine ("rows",
// "scroll", "find again") must stay below the 16 ms of one picture; sorting runs beside it.
func BenchmarkListOf100000(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(look.New(look.Light))
	l := year(100_000)
	g := grid.New(columns())
	w := test.NewTempWindow(b, g)
	w.Resize(fyne.NewSize(760, 700))
	b.Run("sort by name", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sorted(l.rows, grid.Sort{Column: "name"}, l.shops)
		}
	})
	b.Run("rows", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			g.SetRows(l)
		}
	})
	g.SetRows(l)
	b.Run("find again with all marked", func(b *testing.B) {
		g.SelectAll()
		b.ReportAllocs()
		for b.Loop() {
			g.SetRows(l)
		}
		g.Select(0)
	})
	b.Run("scroll by a page", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
			if g.Selection().Cursor() > 99_000 {
				g.Select(0)
			}
		}
	})
}
