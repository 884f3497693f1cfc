package intake_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/jst"
	"miseban/app/judge"
)

// year is a year of a busy shop: so many orders, seven rows to every four orders, in the mall's own 158 columns and CP932.
func year(tb testing.TB, orders int) (path string, rows int) {
	tb.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "mall", "testdata", "rakuten.sample.csv"))
	if err != nil {
		tb.Fatal(err)
	}
	at := bytes.IndexByte(text, '\n') + 1
	row := text[at:]
	row = row[:bytes.Index(row, []byte(`"123456-20261005-0000100002"`))]
	path = filepath.Join(tb.TempDir(), "rakuten-20261124-0900.csv")
	f, err := os.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	if _, err := w.Write(text[:at]); err != nil {
		tb.Fatal(err)
	}
	family, given := cp932(tb, "山田")[0], cp932(tb, "花子")[0]
	families := cp932(tb, "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木", "山口", "松本", "井上", "木村", "林", "斎藤", "清水")
	givens := cp932(tb, "花子", "太郎", "美咲", "一郎", "さくら", "誠", "陽子", "健", "由美", "翔太", "直樹", "恵", "実")
	for i := range orders {
		lines := 1 + []int{0, 1, 1, 1, 0, 2, 0}[i%7]
		for l := range lines {
			who := i / 3 // every customer comes three times
			r := strings.NewReplacer("20261005-0000100001", fmt.Sprintf("20261005-%010d", 1000000+i), `"300"`, []string{`"300"`, `"500"`, `"700"`, `"700"`, `"700"`}[i%5],
				`"30000000"`, fmt.Sprintf(`"%d"`, 30000000+3*i+l), `"0000","1001"`, fmt.Sprintf(`"%04d","%04d"`, who/10000, who%10000), "08bb67fa21af8e58", fmt.Sprintf("08bb67fa%08x", who),
				"1-2-3", fmt.Sprintf("%d-%d-%d", who%9+1, who/9%30+1, who/270+1), family, families[who%len(families)], given, givens[who/7%len(givens)],
				"tea-sencha-100", fmt.Sprintf("tea-%03d", (i*7+l)%800)).Replace(string(row))
			if _, err := w.WriteString(r); err != nil {
				tb.Fatal(err)
			}
			rows++
		}
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	return path, rows
}

func cp932(tb testing.TB, texts ...string) []string {
	tb.Helper()
	out := make([]string, len(texts))
	for i, t := range texts {
		var err error
		if out[i], err = japanese.ShiftJIS.NewEncoder().String(t); err != nil {
			tb.Fatal(err)
		}
	}
	return out
}

// peakHeap watches the heap until stop is called, and gives the most that was in use and the most taken from the system.
func peakHeap() (stop func() (used, taken uint64)) {
	var used, taken atomic.Uint64
	end := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			used.Store(max(used.Load(), m.HeapInuse))
			taken.Store(max(taken.Load(), m.Sys-m.HeapReleased))
			select {
			case <-end:
				return
			case <-tick.C:
			}
		}
	}()
	return func() (uint64, uint64) {
		close(end)
		<-done
		return used.Load(), taken.Load()
	}
}

var november = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)

func BenchmarkImport100000Orders(b *testing.B) {
	path, rows := year(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		s, err := open.Writing(context.Background(), filepath.Join(b.TempDir(), "店番"))
		if err != nil {
			b.Fatal(err)
		}
		stop := peakHeap()
		start := time.Now()
		report, err := intake.Import(context.Background(), s.Desk, []string{path}, intake.Options{Now: november})
		if err != nil || report.Refused() || report.Files[0].Rows != rows {
			b.Fatalf("%+v %v", report, err)
		}
		took := time.Since(start)
		used, taken := stop()
		b.ReportMetric(float64(rows)/took.Seconds(), "rows/s")
		b.ReportMetric(float64(used)/1e6, "peak-heap-MB")
		b.ReportMetric(float64(taken)/1e6, "peak-system-MB")
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// The same year once more with one order changed: what a shop does that downloads everything every week.
func BenchmarkReimport100000OrdersOneChanged(b *testing.B) {
	path, rows := year(b, 100_000)
	s, err := open.Writing(context.Background(), filepath.Join(b.TempDir(), "店番"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if _, err := intake.Import(context.Background(), s.Desk, []string{path}, intake.Options{Now: november}); err != nil {
		b.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	folder := b.TempDir()
	for n := 0; b.Loop(); n++ {
		b.StopTimer()
		again := filepath.Join(folder, november.AddDate(0, 0, n+1).Format("rakuten-20060102-0900.csv"))
		// Of one order the state is another than in the file before.
		at := bytes.Index(text, []byte(fmt.Sprintf("20261005-%010d\",", 1000000+n))) + len("20261005-1000000000\",")
		changed := slices.Clone(text)
		if copy(changed[at:], `"800"`); bytes.Equal(changed, text) {
			b.Fatalf("%q", text[at-30:at+10])
		}
		if err := os.WriteFile(again, changed, 0o600); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		start := time.Now()
		report, err := intake.Import(context.Background(), s.Desk, []string{again}, intake.Options{Now: november.AddDate(0, 0, n)})
		if err != nil || report.Refused() || report.Files[0].Rows != rows {
			b.Fatalf("%+v %v", report, err)
		}
		b.ReportMetric(float64(rows)/time.Since(start).Seconds(), "rows/s")
		b.ReportMetric(float64(report.Orders.Changed), "changed")
	}
}

// full is a shop with a year of orders in it.
func full(b *testing.B) (folder string) {
	b.Helper()
	path, _ := year(b, 100_000)
	folder = filepath.Join(b.TempDir(), "店番")
	s, err := open.Writing(context.Background(), folder)
	if err != nil {
		b.Fatal(err)
	}
	if report, err := intake.Import(context.Background(), s.Desk, []string{path}, intake.Options{Now: november}); err != nil || report.Refused() {
		b.Fatalf("%+v %v", report, err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return folder
}

func BenchmarkShopOf100000Orders(b *testing.B) {
	ctx := context.Background()
	folder := full(b)
	b.Run("open", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s, err := open.Writing(ctx, folder)
			if err != nil {
				b.Fatal(err)
			}
			s.Close()
		}
	})
	s, err := open.Writing(ctx, folder)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	b.Run("warm", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := s.Desk.Reload(ctx); err != nil {
				b.Fatal(err)
			}
			if err := s.Desk.Warm(ctx, november); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, word := range []string{"山", "花子", "09000001001", "tea-799"} {
		b.Run("search "+word, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.Desk.Select(desk.Filter{Search: word})
			}
		})
	}
	rows := s.Desk.Rows()[:100]
	b.Run("judge 100", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			if err := s.Desk.EachJudged(ctx, rows, november, judged(&n)); err != nil || n != 100 {
				b.Fatal(n, err)
			}
		}
	})
	b.Run("judge all", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			if err := s.Desk.EachJudged(ctx, s.Desk.Rows(), november, judged(&n)); err != nil || n != 100_000 {
				b.Fatal(n, err)
			}
		}
	})
}

// judged counts the orders that are judged.
func judged(n *int) func(*desk.Row, judge.Input, judge.Judgement) error {
	return func(*desk.Row, judge.Input, judge.Judgement) error { *n++; return nil }
}
