package mall_test

import (
	"bytes"
	"context"
	"testing"

	"miseban/app/mall"
	"miseban/app/table"
)

func FuzzReadRakuten(f *testing.F) {
	f.Add(file(f, "rakuten.sample.csv"))
	names, data := sample(f, "rakuten.sample.csv")
	f.Add(csv(f, header(f, "rakuten_custom"), data))
	f.Add(csv(f, names, rows{with(data[0], map[string]string{"注文番号": "1.23E+11"}), data[1]}))
	fuzz(f, "rakuten")
}

func FuzzReadYahoo(f *testing.F) {
	for _, name := range []string{"yahoo_order", "yahoo_custom_order"} {
		f.Add(csv(f, header(f, name), yahooOrders))
	}
	for _, name := range []string{"yahoo_item", "yahoo_custom_item"} {
		f.Add(csv(f, header(f, name), yahooItems))
	}
	f.Add([]byte("OrderId,ItemId,QuantityDetail,ShipName,Total\n1,L1=a&L2=b,L1=1&L2=2,x,3\n"))
	fuzz(f, "yahoo_order", "yahoo_item")
}

func FuzzReadAmazon(f *testing.F) {
	f.Add(file(f, "amazon_orders.sample.txt"))
	_, data := sample(f, "amazon_orders.sample.txt")
	f.Add(amazonUnshipped(f, "amazon_unshipped", data))
	f.Add(amazonUnshipped(f, "amazon_unshipped2025", data))
	fuzz(f, "amazon_orders", "amazon_unshipped")
}

// fuzz reads whatever comes: nothing panics, and every row is told of once (readAs checks). Pieces can always be joined.
func fuzz(f *testing.F, ids ...string) {
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, id := range ids {
			tab, err := table.Open(bytes.NewReader(data), int64(len(data)), "f.csv")
			if err != nil {
				return
			}
			mall.Recognise(tab.Header())
			mall.WhyNot(tab.Header())
			for no, facts := range readAs(t, tab, mall.ByID(id)).orders() {
				if no == "" || facts == nil {
					t.Fatalf("order %q: %v", no, facts)
				}
				encoded(t, facts)
			}
		}
	})
}

func BenchmarkReadRakuten(b *testing.B) {
	names, data := sample(b, "rakuten.sample.csv")
	benchmark(b, csv(b, names, repeated(data, 2000)), len(data)*2000)
}

func BenchmarkReadAmazon(b *testing.B) {
	names, data := sample(b, "amazon_orders.sample.txt")
	benchmark(b, tsv(b, names, repeated(data, 2000)), len(data)*2000)
}

func repeated(data rows, times int) rows {
	var out rows
	for range times {
		out = append(out, data...)
	}
	return out
}

// benchmark reads a file as a whole and tells the rows a second, the facts of every order included.
func benchmark(b *testing.B, data []byte, rowCount int) {
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		t, err := table.Open(bytes.NewReader(data), int64(len(data)), "b.csv")
		if err != nil {
			b.Fatal(err)
		}
		f, _ := mall.Recognise(t.Header())
		n, err := mall.Read(context.Background(), t, f, func(mall.Parsed) error { return nil }, func(r mall.Refusal) { b.Fatal(r) })
		if err != nil || n != rowCount {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(rowCount)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
