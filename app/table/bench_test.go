package table

import (
	"bytes"
	"io"
	"strconv"
	"testing"
)

// rakutenSized gives a CP932 file like a year of a large shop's 楽天 orders: 158 columns, all quoted, the comment with
// line breaks, most cells short or empty.
func rakutenSized(b *testing.B, rows int) []byte { return rakutenLike(b, rows, "") }

// rakutenLike is rakutenSized with fill in the cells that are empty there.
func rakutenLike(b *testing.B, rows int, fill string) []byte {
	const columns = 158
	row := func(cell func(i int) string) []byte {
		var text []byte
		for i := range columns {
			if i > 0 {
				text = append(text, ',')
			}
			text = append(text, '"')
			text = append(text, cell(i)...)
			text = append(text, '"')
		}
		return cp932(b, string(append(text, "\r\n"...)))
	}
	content := row(func(i int) string { return "項目" + strconv.Itoa(i) })
	const number = "@NUMBER@@@"
	one := row(func(i int) string {
		switch {
		case i == 0:
			return "123456-20261124-" + number
		case i == 1:
			return "2026-11-24 10:00:00"
		case i == 11:
			return "[配送日時指定:]\r\n2026-11-30(月)\r\n午前中\r\n玄関前に置いてください。"
		case i == 20:
			return "東京都渋谷区架空町"
		case i == 21:
			return "1-2-3 架空マンション405"
		case i == 22:
			return "髙橋"
		case i == 60:
			return "有田焼 湯呑み 青海波 2個組（化粧箱入り）"
		case i%8 == 3:
			return strconv.Itoa(i * 55)
		case i%8 == 5:
			return "0"
		case i%25 == 7:
			return "発送待ち"
		}
		return fill
	})
	at := bytes.Index(one, []byte(number))
	content = append(make([]byte, 0, len(content)+rows*len(one)), content...)
	for n := range rows {
		content = append(content, one...)
		digits := strconv.Itoa(1_000_000_000 + n)
		copy(content[len(content)-len(one)+at:], digits)
	}
	return content
}

// BenchmarkRakutenSized reads 170,000 records of 158 columns and decodes 40 cells of each.
// The line to hold is 1.5 s for the whole file on one core.
func BenchmarkRakutenSized(b *testing.B) {
	const rows = 170_000
	content := rakutenSized(b, rows)
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		table, err := Open(bytes.NewReader(content), int64(len(content)), "楽天.csv")
		if err != nil {
			b.Fatal(err)
		}
		n, letters := 0, 0
		for {
			row, err := table.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			if row.Problem() != nil {
				b.Fatal(row.Problem())
			}
			for i := range 40 {
				letters += len(row.Cell(i * 3))
			}
			n++
		}
		if n != rows || letters == 0 {
			b.Fatal(n, letters)
		}
	}
}

// BenchmarkEveryCell decodes every cell of every record and asks whether it is damaged, which is all that is done before
// the judging of orders. The line to hold is 100 MB/s on one core, also where no cell is empty.
func BenchmarkEveryCell(b *testing.B) {
	for name, fill := range map[string]string{"as downloaded": "", "every cell filled": "お届け先：髙橋 ﾊﾅｺ様 A-1"} {
		b.Run(name, func(b *testing.B) {
			content := rakutenLike(b, 20_000, fill)
			b.SetBytes(int64(len(content)))
			b.ReportAllocs()
			for b.Loop() {
				table, err := Open(bytes.NewReader(content), int64(len(content)), "楽天.csv")
				must(b, err)
				letters := 0
				for {
					row, err := table.Next()
					if err == io.EOF {
						break
					}
					must(b, err)
					for i := range row.Len() {
						letters += len(row.Cell(i))
						if row.Damaged(i) {
							b.Fatal(row.Cell(i))
						}
					}
				}
				if letters < len(content)/9 {
					b.Fatal(letters)
				}
			}
		})
	}
}

// BenchmarkWorkbook reads 5,000 records of 45 columns, as a large shop's Qoo10 file.
func BenchmarkWorkbook(b *testing.B) {
	rows := make([][]any, 5_001)
	for n := range rows {
		for i := range 45 {
			rows[n] = append(rows[n], "値"+strconv.Itoa(n%100*i))
		}
	}
	content := workbookOf(b, rows, nil)
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		table, err := Open(bytes.NewReader(content), int64(len(content)), "Qoo10.xlsx")
		if err != nil {
			b.Fatal(err)
		}
		if records, err := readAll(table); err != nil || len(records) != 5_000 {
			b.Fatal(len(records), err)
		}
	}
}
