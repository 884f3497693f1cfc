package table

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

const (
	bigRows    = 100_000
	bigColumns = 20
)

// bigCell is a cell of a year's orders: numbers, names and addresses, most of them different from row to row.
func bigCell(n, i int) any {
	switch i % 4 {
	case 0:
		return fmt.Sprintf("A-%07d-%02d", n, i)
	case 1:
		return n * i
	case 2:
		return "有田焼 湯呑み 青海波"
	}
	return "東京都渋谷区架空町1-2-" + strconv.Itoa(n%977)
}

// streamed writes the workbook as programs do that write row by row: each text in its cell.
func streamed(b *testing.B) string {
	name := filepath.Join(b.TempDir(), "受注.xlsx")
	file := excelize.NewFile()
	w, err := file.NewStreamWriter("Sheet1")
	must(b, err)
	for n := range bigRows + 1 {
		row := make([]any, bigColumns)
		for i := range row {
			if row[i] = bigCell(n, i); n == 0 {
				row[i] = "列" + strconv.Itoa(i)
			}
		}
		cell, err := excelize.CoordinatesToCellName(1, n+1)
		must(b, err)
		must(b, w.SetRow(cell, row))
	}
	must(b, w.Flush())
	must(b, file.SaveAs(name))
	must(b, file.Close())
	return name
}

// shared writes the same workbook as Excel does: the cells name entries of a table of texts. Here no text stands twice
// in that table, and half a million stand once.
func shared(b *testing.B) string { return sharedOf(b, bigCell) }

// different writes a workbook in which no two cells hold the same text, two millions of them: what costs most.
func different(b *testing.B) string {
	return sharedOf(b, func(n, i int) any { return fmt.Sprintf("東京都渋谷区架空町%d-%d", n, i) })
}

func sharedOf(b *testing.B, cellOf func(n, i int) any) string {
	small := workbookOf(b, [][]any{{"a", "b"}}, nil)
	from, err := zip.NewReader(bytes.NewReader(small), int64(len(small)))
	must(b, err)
	name := filepath.Join(b.TempDir(), "受注.xlsx")
	out, err := os.Create(name)
	must(b, err)
	z := zip.NewWriter(out)
	var texts strings.Builder
	index := map[string]int{}
	for _, part := range from.File {
		if part.Name == "xl/sharedStrings.xml" {
			continue
		}
		w, err := z.Create(part.Name)
		must(b, err)
		if part.Name != "xl/worksheets/sheet1.xml" {
			r, err := part.Open()
			must(b, err)
			_, err = io.Copy(w, r)
			must(b, err)
			continue
		}
		sheet := bufio.NewWriter(w)
		fmt.Fprint(sheet, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
		for n := range bigRows + 1 {
			fmt.Fprintf(sheet, `<row r="%d">`, n+1)
			for i := range bigColumns {
				cell, err := excelize.CoordinatesToCellName(i+1, n+1)
				must(b, err)
				switch value := cellOf(n, i).(type) {
				case int:
					fmt.Fprintf(sheet, `<c r="%s"><v>%d</v></c>`, cell, value)
				case string:
					at, ok := index[value]
					if !ok {
						at = len(index)
						index[value] = at
						fmt.Fprintf(&texts, "<si><t>%s</t></si>", value)
					}
					fmt.Fprintf(sheet, `<c r="%s" t="s"><v>%d</v></c>`, cell, at)
				}
			}
			fmt.Fprint(sheet, `</row>`)
		}
		fmt.Fprint(sheet, `</sheetData></worksheet>`)
		must(b, sheet.Flush())
	}
	w, err := z.Create("xl/sharedStrings.xml")
	must(b, err)
	_, err = io.WriteString(w, `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+texts.String()+`</sst>`)
	must(b, err)
	must(b, z.Close())
	must(b, out.Close())
	return name
}

// BenchmarkWorkbookOfAYear reads 100,000 rows of 20 columns from the disk.
// The lines to hold are 10 s on one core and a half, and 200 MB.
func BenchmarkWorkbookOfAYear(b *testing.B) {
	for form, write := range map[string]func(*testing.B) string{"streamed": streamed, "shared": shared, "different": different} {
		b.Run(form, func(b *testing.B) {
			name := write(b)
			debug.FreeOSMemory()
			stop := watchMemory(b)
			b.ReportAllocs()
			for b.Loop() {
				readBook(b, name)
			}
			stop()
			b.ReportMetric(float64(b.N)*bigRows/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func readBook(b *testing.B, name string) {
	file, err := os.Open(name)
	must(b, err)
	defer file.Close()
	info, err := file.Stat()
	must(b, err)
	table, err := Open(file, info.Size(), name)
	must(b, err)
	n := 0
	for {
		row, err := table.Next()
		if err == io.EOF {
			break
		}
		must(b, err)
		if row.Len() != bigColumns {
			b.Fatal(row.Len())
		}
		n++
	}
	if n != bigRows {
		b.Fatal(n)
	}
}

// watchMemory reports the highest heap, and where the system tells it, the highest resident memory, in MB, until stop.
func watchMemory(b *testing.B) (stop func()) {
	end, done := make(chan struct{}), make(chan struct{})
	var heap, resident uint64
	go func() {
		defer close(done)
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/unused:bytes"}}
		for tick := time.NewTicker(5 * time.Millisecond); ; {
			metrics.Read(sample)
			heap = max(heap, sample[0].Value.Uint64()+sample[1].Value.Uint64())
			if statm, err := os.ReadFile("/proc/self/statm"); err == nil {
				if fields := strings.Fields(string(statm)); len(fields) > 1 {
					if pages, err := strconv.ParseUint(fields[1], 10, 64); err == nil {
						resident = max(resident, pages*uint64(os.Getpagesize()))
					}
				}
			}
			select {
			case <-end:
				tick.Stop()
				return
			case <-tick.C:
			}
		}
	}()
	return func() {
		close(end)
		<-done
		b.ReportMetric(float64(heap)/1e6, "peak-heap-MB")
		if resident > 0 {
			b.ReportMetric(float64(resident)/1e6, "peak-RSS-MB")
		}
	}
}
