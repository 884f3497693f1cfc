package table

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
)

// FuzzDecodeCP932: what is no damage reads as golang.org/x/text reads it, and what is, that reader does not know either.
// Only the byte 80, which is no character in CP932, it takes for the control character U+0080; to us it is damage.
func FuzzDecodeCP932(f *testing.F) {
	for _, s := range []string{"髙﨑①㈱Ⅲ～", "ｱｲｳ表ソ能", "plain ASCII of some length, and then 漢字", "－∥―￠"} {
		f.Add(cp932(f, s))
	}
	f.Add([]byte("\xF0\x40\x81\x81,\xA0\xFD\x85\x40\xFA\x40"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got := decodeCP932(b)
		if !utf8.ValidString(got) {
			t.Fatalf("%q is no UTF-8", got)
		}
		wanted, err := japanese.ShiftJIS.NewDecoder().Bytes(b)
		if err != nil {
			t.Fatal(err)
		}
		wanted = bytes.ReplaceAll(wanted, []byte("\u0080"), []byte("\uFFFD"))
		hurt := strings.ContainsRune(got, utf8.RuneError)
		if hurt != damagedCP932(b) {
			t.Fatalf("% X reads as %q, damaged: %v", b, got, !hurt)
		}
		if !hurt && got != string(wanted) {
			t.Fatalf("% X: %q, x/text %q", b, got, wanted)
		}
		if hurt && !bytes.ContainsRune(wanted, utf8.RuneError) {
			t.Fatalf("% X is damaged, x/text reads %q", b, wanted)
		}
	})
}

// rowsConserved reads a text in pieces of the package's own and by the simplest of splitters, and compares: each line
// that is not blank is in exactly one record, or the file has a fault.
func rowsConserved(t *testing.T, content []byte, o Options) {
	table, err := OpenAs(bytes.NewReader(content), int64(len(content)), "f", o)
	if err != nil {
		var fault *FileError
		if !errors.As(err, &fault) || fault.Japanese() == "" {
			t.Fatalf("%v is no fault of the file", err)
		}
		return
	}
	if table.Encoding == UTF16 {
		return // its lines are other bytes
	}
	text := bytes.TrimPrefix(content, []byte(bomUTF8))
	text = bytes.TrimRight(text, "\r\n")
	if i := bytes.LastIndexFunc(text, func(r rune) bool { return r != 0x1A && r != '\r' && r != '\n' }); bytes.IndexByte(text[i+1:], 0x1A) >= 0 {
		text = bytes.TrimRight(text, "\x1a\r\n")
	}
	lines := linesOf(text)
	last, header := 0, table.row.EndLine
	covered := map[int]bool{}
	for {
		row, err := table.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			if fault := new(FileError); !errors.As(err, &fault) {
				t.Fatal(err)
			}
			return // nothing of the file is used
		}
		if row.Line <= last || row.EndLine < row.Line || row.EndLine > len(lines) {
			t.Fatalf("record on lines %d–%d after %d of %d", row.Line, row.EndLine, last, len(lines))
		}
		for n := row.Line; n <= row.EndLine; n++ {
			covered[n] = true
		}
		if raw := joined(lines[row.Line-1 : row.EndLine]); string(joined(linesOf(row.Raw()))) != string(raw) {
			t.Fatalf("record %q of the lines %q", row.Raw(), raw)
		}
		last = row.EndLine
		if row.Problem() == nil && row.Len() < len(table.Header()) && table.Header()[len(table.Header())-1] != "" {
			t.Fatalf("%d cells of %d are no problem", row.Len(), len(table.Header()))
		}
	}
	for n, line := range lines {
		if at := n + 1; len(bytes.Trim(line, " ")) > 0 && !covered[at] && at > header {
			t.Fatalf("line %d, %q, is in no record", at, line)
		}
	}
}

// linesOf cuts at LF, CR, CRLF and CRCRLF.
func linesOf(text []byte) (lines [][]byte) {
	for {
		i := bytes.IndexAny(text, "\r\n")
		if i < 0 {
			return append(lines, text)
		}
		lines, text = append(lines, text[:i]), text[i+lineEnd(text[i:]):]
	}
}

func joined(lines [][]byte) []byte { return bytes.Join(lines, []byte{'\n'}) }

// FuzzCSV: every line that is not blank is in a record, whatever the file.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\r\n1,\"x\r\ny\"\r\n2,z\r\n", "a;b\n1;2\n", "口座,1\n\na,b\n1,2\n", "\"a\",\"b\"\r\r\n\"1\"\"\",2\r\r\n\x1a", "a,b\r1,\"c\"d\r,\r"} {
		f.Add([]byte(s), byte(0), uint8(0))
		f.Add([]byte(s), byte(';'), uint8(2))
		f.Add(cp932(f, s), byte(','), uint8(3))
	}
	f.Fuzz(func(t *testing.T, content []byte, delimiter byte, headerRow uint8) {
		if delimiter == '\t' {
			return
		}
		rowsConserved(t, content, Options{Delimiter: legal(delimiter), HeaderRow: int(headerRow % 9)})
	})
}

// FuzzTSV: as FuzzCSV, without quoting, where each line is a record.
func FuzzTSV(f *testing.F) {
	for _, s := range []string{"a\tb\n\"1\t2\n", "order-id\tname\r\n1\t\"皿\"\r\n\r\n2\t\r\n", "a\tb\r1\r2\t3\t\r"} {
		f.Add([]byte(s), uint8(0))
		f.Add(cp932(f, s), uint8(2))
	}
	f.Fuzz(func(t *testing.T, content []byte, headerRow uint8) {
		rowsConserved(t, content, Options{Delimiter: '\t', HeaderRow: int(headerRow % 9)})
	})
}

func legal(delimiter byte) byte {
	if (Options{Delimiter: delimiter}).check() != nil {
		return ','
	}
	return delimiter
}

// FuzzPreview: a preview never panics, shows at most what was asked for, and what it shows is what the table then
// reads, whichever record is taken for the header.
func FuzzPreview(f *testing.F) {
	for _, s := range []string{"口座番号,123\r\n\r\n日付,摘要,お預り金額\r\n2026/11/24,ﾔﾏﾀﾞ ﾊﾅｺ,\"1,980\"\r\n", "a\tb\tc\n1\t2\t3\n", "x;y\n1;2\n", "a,\"b\nc\"\n1"} {
		f.Add([]byte(s), uint8(10), "", byte(0))
		f.Add(cp932(f, s), uint8(2), string(CP932), byte(','))
	}
	f.Add(workbookOf(f, [][]any{{"口座"}, {"日付", "金額"}, {46350, 1980}}, nil), uint8(5), "", byte(0))
	f.Fuzz(func(t *testing.T, content []byte, n uint8, encoding string, delimiter byte) {
		if len(content) > 1<<16 {
			return
		}
		o := Options{Encoding: Encoding(encoding), Delimiter: delimiter}
		g, err := Preview(bytes.NewReader(content), int64(len(content)), "f", o, int(n))
		if len(g.Records) > int(n) || len(g.Records) != len(g.Lines) {
			t.Fatalf("%d records, %d lines of %d", len(g.Records), len(g.Lines), n)
		}
		if err != nil || len(g.Records) == 0 {
			return
		}
		for i := range g.Records[:min(3, len(g.Records))] {
			table, err := OpenAs(bytes.NewReader(content), int64(len(content)), "f",
				Options{Encoding: g.Encoding, Delimiter: g.Delimiter, HeaderRow: g.HeaderRow(i)})
			if err != nil {
				continue // a header with characters that are none, say
			}
			var names []string
			for _, cell := range g.Records[i] {
				names = append(names, headerName(cell))
			}
			if !slices.Equal(names, table.Header()) {
				t.Fatalf("record %d: %q, as a header %q", i, names, table.Header())
			}
			if i+1 < len(g.Records) {
				row, err := table.Next()
				if err == nil && (row.Line != g.Lines[i+1] || row.Len() != len(g.Records[i+1])) {
					t.Fatalf("line %d with %d cells, in the preview %d with %d", row.Line, row.Len(), g.Lines[i+1], len(g.Records[i+1]))
				}
			}
			must(t, table.Close())
		}
	})
}

// FuzzXLSX: a workbook of any bytes never panics; what is read is bounded and numbered; what excelize reads too has the same cells. Bytes
// that begin with < are the XML of its sheet: those of a zip fail at the check sum for most of what is changed in them.
func FuzzXLSX(f *testing.F) {
	small := workbookOf(f, [][]any{{"a", "b"}}, nil)
	f.Add([]byte(sheetStart + `<row r="2" spans="1:2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="0"><v>46350.5</v></c></row><row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>` + sheetEnd))
	f.Add([]byte(sheetStart + `<row r="9"><c r="C9" t="str"><f>A1</f><v>x</v></c><c t="d"><v>2026-11-24</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>_x000D_</t></r></is></c></row>` + sheetEnd))
	f.Add(workbookOf(f, [][]any{{"番号", "名前", "数"}, {"1", "山田", 2}, {"2", nil, 3.5}}, nil))
	f.Add(workbookOf(f, [][]any{{"この表について"}, {}, {"日付", "金額"}, {46350, 1980}}, nil))
	f.Add(withSheet(f, workbookOf(f, [][]any{{"a", "b"}}, nil), sheetStart+`<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>`+sheetEnd))
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 1<<17 {
			return
		}
		comparable := bytes.HasPrefix(content, []byte("<")) && regular(content) && !bytes.Contains(bytes.ToLower(content), []byte("_xd"))
		if bytes.HasPrefix(content, []byte("<")) {
			content = withSheet(t, small, string(content))
		}
		if here, err := readHere(content); err == nil && comparable {
			if wanted, err := readByExcelize(content); err == nil {
				compare(t, here, wanted)
			}
		}
		table, err := Open(bytes.NewReader(content), int64(len(content)), "f.xlsx")
		if err == nil {
			line := 0
			for {
				row, err := table.Next()
				if err != nil {
					if fault := new(FileError); err != io.EOF && !errors.As(err, &fault) {
						t.Fatal(err)
					}
					break
				}
				if row.Line <= line || row.Len() > maxColumns && table.Kind == XLSX {
					t.Fatalf("row %d after %d, %d cells", row.Line, line, row.Len())
				}
				line = row.Line
			}
			must(t, table.Close())
		}
	})
}

// FuzzSheetXML: what the scan lets pass, encoding/xml reads to its end, and as the same elements and texts. Whatever the
// size of the buffer's pieces, the verdict is the same.
func FuzzSheetXML(f *testing.F) {
	for _, s := range []string{
		sheetStart + sheetEnd, sheetStart, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n" + sheetStart + `<row r="2" spans="1:2"><c r="A2" t="s"><v>0</v></c><c/></row>` + sheetEnd,
		`<x:a xmlns:x='u'><!-- c --><x:si><![CDATA[ <&]]> ]]></x:si>&amp;&#x20;&#9;</x:a >`, `<a b="&lt;>"/>`, `<a><b></a></b>`, `<a>&nbsp;</a>`, `<!DOCTYPE a>`, `<a>]]></a>`, "<a>\x0B</a>", "<a>\xFF</a>",
		"<a>x\r\ny\r&#13;\n<![CDATA[\r\n&amp;]]>z</a>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		tokens, err := elements(bytes.NewReader(b))
		again, err2 := elements(&oneByte{b})
		if (err == nil) != (err2 == nil) || err != nil && err.Error() != err2.Error() || !slices.Equal(tokens, again) {
			t.Fatalf("%q, %v; byte by byte %q, %v", tokens, err, again, err2)
		}
		if err != nil {
			return
		}
		var wanted []string
		d := xml.NewDecoder(bytes.NewReader(b))
		for {
			met, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%q passed: %v", b, err)
			}
			switch met := met.(type) {
			case xml.StartElement:
				wanted = append(wanted, "<"+met.Name.Local)
			case xml.EndElement:
				wanted = append(wanted, ">")
			case xml.CharData:
				wanted = append(wanted, string(met))
			}
		}
		if got, wanted := strings.Join(tokens, "|"), strings.Join(slices.DeleteFunc(wanted, func(s string) bool { return s == "" }), "|"); got != wanted {
			t.Fatalf("%q is %q, want %q", b, got, wanted)
		}
	})
}

// elements gives what a scan meets: names of elements, ">" where one ends, and texts.
func elements(r io.Reader) (met []string, err error) {
	s := xmlScan{src: r}
	for {
		token, err := s.next()
		if err != nil || token == tokenEnd {
			return met, err
		}
		switch token {
		case tokenStart:
			if met = append(met, "<"+string(s.tag.local)); s.tag.closed {
				met = append(met, ">")
			}
		case tokenClose:
			met = append(met, ">")
		default:
			if text := appendXMLText(nil, s.text, token == tokenCDATA); len(text) > 0 {
				met = append(met, string(text))
			}
		}
	}
}

// oneByte gives its bytes one at a time.
type oneByte struct{ b []byte }

func (o *oneByte) Read(p []byte) (int, error) {
	if len(o.b) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:1], o.b)
	o.b = o.b[n:]
	return n, nil
}
