package table

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

var pieces = []string{"a", "0", " ", ",", `"`, "\t", "\n", "ソ", "表", "能", "髙", "﨑", "①", "～", "ｶ", "ﾞ", "漢", "字", "=", "\\"}

func genCell() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
	})
}

// What any exporter writes by the rules is read back as it was, whatever encoding, line end and buffer.
func TestStrictCSVComesBackEqual(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		end := rapid.SampledFrom([]string{"\n", "\r\n", "\r", "\r\r\n"}).Draw(rt, "line end")
		encoding := rapid.SampledFrom([]Encoding{UTF8, UTF8BOM, CP932}).Draw(rt, "encoding")
		quoteAll := rapid.Bool().Draw(rt, "quote all")
		width := rapid.IntRange(2, 4).Draw(rt, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(genCell(), width, width), 0, 8).Draw(rt, "rows")
		header := []string{"番号", "名,前", "備\n考", "数"}[:width]

		var text strings.Builder
		for _, row := range append([][]string{header}, rows...) {
			for i, cell := range row {
				if i > 0 {
					text.WriteString(",")
				}
				if quoteAll || strings.ContainsAny(cell, ",\"\n\t") {
					cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
				}
				text.WriteString(strings.ReplaceAll(cell, "\n", end))
			}
			text.WriteString(end)
		}
		content := []byte(text.String())
		switch encoding {
		case UTF8BOM:
			content = []byte(bomUTF8 + text.String())
		case CP932:
			content = cp932(t, text.String())
		}
		table, err := Open(bytes.NewReader(content), int64(len(content)), "")
		if err != nil {
			rt.Fatal(err)
		}
		if !slices.Equal(table.Header(), header) {
			rt.Fatalf("header %q", table.Header())
		}
		lines := 1 + countBreaks([]byte(strings.Join(header, "")))
		for n, cells := range rows {
			row, err := table.Next()
			if err != nil {
				rt.Fatalf("record %d: %v", n+1, err)
			}
			if row.Number != n+1 || row.Line != lines+1 || row.Problem() != nil {
				rt.Fatalf("record %d: number %d, line %d of %d, %v", n+1, row.Number, row.Line, lines+1, row.Problem())
			}
			lines += 1 + strings.Count(strings.Join(cells, ""), "\n")
			for i, cell := range cells {
				if row.Cell(i) != cell || row.Damaged(i) {
					rt.Fatalf("record %d cell %d: %q, want %q", n+1, i, row.Cell(i), cell)
				}
			}
			if back := DecodeRaw(row.Raw(), table.Encoding, table.Kind, table.Delimiter); !slices.Equal(back, cells) {
				rt.Fatalf("back from raw: %q, want %q", back, cells)
			}
		}
		if _, err := table.Next(); err != io.EOF {
			rt.Fatal(err)
		}
	})
}

// cut reads the same content through a buffer that holds hardly anything, so that every place of a record is once the
// end of what has been read.
func cut(content []byte, size int, delimiter byte) (records [][]string, lines []int, err error) {
	s := &splitter{src: iotest.OneByteReader(bytes.NewReader(content)), delimiter: delimiter, quoting: delimiter == ',',
		line: 1, buf: make([]byte, size)}
	for {
		if err := s.next(); err != nil {
			if err == io.EOF {
				err = nil
			}
			return records, lines, err
		}
		var cells []string
		for _, f := range s.fields {
			cells = append(cells, string(unquote(s.buf[s.start+int(f.start):s.start+int(f.end)], f.marks)))
		}
		records, lines = append(records, cells), append(lines, s.recordLine, s.endLine, s.brokenQuote)
	}
}

func TestBufferOfAnySizeCutsTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		content := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", ",", `"`, "\r", "\n", "\t", " ", `""`, "\",\"", "\r\r\n"}), 0, 60).Draw(rt, "text"), ""))
		delimiter := rapid.SampledFrom([]byte{',', '\t'}).Draw(rt, "delimiter")
		all, allLines, allErr := cut(content, 4096, delimiter)
		few, fewLines, fewErr := cut(content, rapid.IntRange(1, 9).Draw(rt, "size"), delimiter)
		if !slices.EqualFunc(all, few, slices.Equal) || !slices.Equal(allLines, fewLines) {
			rt.Fatalf("%q %v\n%q %v", all, allLines, few, fewLines)
		}
		if (allErr == nil) != (fewErr == nil) || allErr != nil && allErr.Error() != fewErr.Error() {
			rt.Fatalf("%v, %v", allErr, fewErr)
		}
		if allErr == nil && len(allLines) > 0 {
			if last := allLines[len(allLines)-2]; last > countBreaks(content)+1 {
				rt.Fatalf("the last record ends on line %d of %d", last, countBreaks(content)+1)
			}
		}
	})
}
