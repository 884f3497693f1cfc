package table

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"testing"
	"unicode/utf8"
)

// FuzzOpen: whatever is opened, nothing panics or loops, records are counted from 1 without a gap, lines only grow,
// cells are valid UTF-8, and a kept record gives the same cells.
func FuzzOpen(f *testing.F) {
	for _, seed := range []string{
		"a,b\r\n1,\"x\r\ny\"\r\n", "a\tb\n\"1\t2\n", "a,b\n1,\"x", "\"a\",\"b\"\r\r\n\"1\"\"\",2\x1a", bomUTF8 + "a,b\n,\n",
		"\xFF\xFEa\x00,\x00b\x00\n\x001\x00", "a,b\n\x81,\xF0\x40\n", "<html>", "a,b\n1,\"x\"y\n\"", "PK\x03\x04", "a,b\r1\x00",
	} {
		f.Add([]byte(seed))
	}
	f.Add(workbookOf(f, [][]any{{"a", "b"}, {1, "x"}}, nil))
	f.Fuzz(func(t *testing.T, content []byte) {
		table, err := Open(bytes.NewReader(content), int64(len(content)), "f")
		if err != nil {
			var fault *FileError
			if !errors.As(err, &fault) || fault.Japanese() == "" {
				t.Fatalf("%v is no fault of the file", err)
			}
			return
		}
		number, line := 0, 0
		for {
			row, err := table.Next()
			if err != nil {
				if fault := new(FileError); err != io.EOF && !errors.As(err, &fault) {
					t.Fatal(err)
				}
				break
			}
			if number++; number > len(content) && table.Kind != XLSX {
				t.Fatal("more records than bytes")
			}
			if row.Number != number || row.Line <= line || row.EndLine < row.Line {
				t.Fatalf("record %d is numbered %d, line %d–%d after %d", number, row.Number, row.Line, row.EndLine, line)
			}
			line = row.EndLine
			var cells []string
			for i := range row.Len() {
				cells = append(cells, row.Cell(i))
				if !utf8.ValidString(row.Cell(i)) {
					t.Fatalf("%q is no UTF-8", row.Cell(i))
				}
				row.Damaged(i)
			}
			if problem := row.Problem(); problem == nil && len(cells) < len(table.Header()) && table.Header()[len(table.Header())-1] != "" && table.Kind != XLSX {
				t.Fatalf("%d cells of %d are no problem", len(cells), len(table.Header()))
			}
			back := DecodeRaw(row.Raw(), table.Encoding, table.Kind, table.Delimiter)
			if !slices.Equal(back, cells) {
				t.Fatalf("%q back from %q", back, cells)
			}
		}
	})
}
