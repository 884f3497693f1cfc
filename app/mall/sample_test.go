package mall_test

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"miseban/app/mall"
	"miseban/app/order"
	"miseban/app/table"

	"golang.org/x/text/encoding/japanese"
)

// rows are the cells of a file by column name.
type rows []map[string]string

// header gives the column names of a layout, as they stand in names/.
func header(tb testing.TB, name string) []string {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("names", name+".txt"))
	if err != nil {
		tb.Fatal(err)
	}
	return splitHeader(string(b))
}

func splitHeader(text string) []string {
	text = strings.TrimRight(text, "\r\n")
	if strings.Contains(text, "\t") {
		return strings.Split(text, "\t")
	}
	return strings.Split(text, ",")
}

// csv writes a file as 楽天 and Yahoo! do: CP932, every cell quoted, CRLF.
func csv(tb testing.TB, names []string, data rows) []byte {
	return cp932(tb, names, data, func(cells []string) string {
		for i, c := range cells {
			cells[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		return strings.Join(cells, ",")
	})
}

// tsv writes a file as Amazon does: CP932, TAB, no quoting.
func tsv(tb testing.TB, names []string, data rows) []byte {
	return cp932(tb, names, data, func(cells []string) string { return strings.Join(cells, "\t") })
}

func cp932(tb testing.TB, names []string, data rows, line func([]string) string) []byte {
	tb.Helper()
	var b strings.Builder
	b.WriteString(line(slices.Clone(names)) + "\r\n")
	for _, r := range data {
		cells := make([]string, len(names))
		for i, n := range names {
			cells[i] = r[n]
		}
		b.WriteString(line(cells) + "\r\n")
	}
	out, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(b.String()))
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// with gives a copy of a row with other cells.
func with(row map[string]string, change map[string]string) map[string]string {
	out := maps.Clone(row)
	maps.Copy(out, change)
	return out
}

// reading is all that reading a file gave.
type reading struct {
	format  *mall.Format
	parsed  []mall.Parsed
	refused []mall.Refusal
	rows    int
	err     error
}

func open(tb testing.TB, data []byte) *table.Table {
	tb.Helper()
	t, err := table.Open(bytes.NewReader(data), int64(len(data)), "受注.csv")
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// read recognises a file and reads it, and checks that every row was told of once.
func read(tb testing.TB, data []byte) reading {
	tb.Helper()
	t := open(tb, data)
	f, _ := mall.Recognise(t.Header())
	if f == nil {
		tb.Fatalf("not recognised: %s", mall.WhyNot(t.Header()))
	}
	return readAs(tb, t, f)
}

func readAs(tb testing.TB, t *table.Table, f *mall.Format) reading {
	tb.Helper()
	r := reading{format: f}
	told := map[int]int{}
	r.rows, r.err = mall.Read(context.Background(), t, f, func(p mall.Parsed) error {
		p.Rows = slices.Clone(p.Rows)
		if len(p.Raw) != len(p.Rows) {
			tb.Fatalf("order %s: %d rows but %d raw rows", p.No, len(p.Rows), len(p.Raw))
		}
		raw := make([][]byte, len(p.Raw))
		for i := range raw {
			raw[i] = bytes.Clone(p.Raw[i])
		}
		p.Raw = raw
		for _, at := range p.Rows {
			told[at.Number]++
		}
		r.parsed = append(r.parsed, p)
		return nil
	}, func(x mall.Refusal) {
		x.Rows = slices.Clone(x.Rows)
		if len(x.Problems) == 0 {
			tb.Fatalf("order %q refused without a problem", x.No)
		}
		for _, at := range x.Rows {
			told[at.Number]++
		}
		r.refused = append(r.refused, x)
	})
	if r.err == nil && len(told) != r.rows {
		tb.Fatalf("%d rows, told of %d", r.rows, len(told))
	}
	for n, times := range told {
		if times != 1 {
			tb.Fatalf("row %d told of %d times", n, times)
		}
	}
	return r
}

// orders joins the pieces of every order, as an import does.
func (r reading) orders() map[string]*order.Facts {
	out := map[string]*order.Facts{}
	for _, p := range r.parsed {
		if have := out[p.No]; have != nil {
			out[p.No] = r.format.Join(have, p.Facts)
			continue
		}
		out[p.No] = p.Facts
	}
	return out
}

// one reads a file of one order.
func one(tb testing.TB, data []byte) *order.Facts {
	tb.Helper()
	r := read(tb, data)
	if r.err != nil || len(r.parsed) != 1 || len(r.refused) != 0 {
		tb.Fatalf("want one order, got %d and %d refused (%+v), error %v", len(r.parsed), len(r.refused), r.refused, r.err)
	}
	return r.parsed[0].Facts
}

func file(tb testing.TB, name string) []byte {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// sample reads a sample file's rows by column name.
func sample(tb testing.TB, name string) ([]string, rows) {
	tb.Helper()
	t := open(tb, file(tb, name))
	names := slices.Clone(t.Header())
	var data rows
	for {
		row, err := t.Next()
		if err != nil {
			return names, data
		}
		cells := map[string]string{}
		for i, n := range names {
			cells[n] = row.Cell(i)
		}
		data = append(data, cells)
	}
}
