package table

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

func openAs(content []byte, o Options) (*Table, error) {
	return OpenAs(bytes.NewReader(content), int64(len(content)), "注文.csv", o)
}

// wantAs opens content and compares its header and its cells.
func wantAs(t *testing.T, content []byte, o Options, header []string, cells ...[]string) (*Table, []record) {
	t.Helper()
	table, err := openAs(content, o)
	if err != nil {
		t.Fatal(err)
	}
	records, err := readAll(table)
	if err != nil || !slices.Equal(table.Header(), header) || len(records) != len(cells) {
		t.Fatalf("%v, header %q, %d records", err, table.Header(), len(records))
	}
	for i, r := range records {
		if !slices.Equal(r.cells, cells[i]) || r.number != i+1 {
			t.Errorf("record %d, numbered %d: %q, want %q", i+1, r.number, r.cells, cells[i])
		}
	}
	return table, records
}

func wantFaultAs(t *testing.T, content []byte, o Options, kind FileFault, line int) {
	t.Helper()
	table, err := openAs(content, o)
	if err == nil {
		_, err = readAll(table)
	}
	var fault *FileError
	if !errors.As(err, &fault) || fault.Kind != kind || fault.Line != line || fault.Name != "注文.csv" {
		t.Fatalf("got %v, want %s at %d", err, kind, line)
	}
	if says := fault.Japanese(); !strings.Contains(says, "何も変更していません。") {
		t.Error(says)
	}
}

// statement is what a bank gives: the account first, then a blank line, then the header, and amounts with commas.
const statement = "口座情報\r\n\"架空銀行 本店\",普通,0000001\r\n\r\n" +
	"日付,摘要,お支払金額,お預り金額,残高\r\n" +
	"2026/11/24,振込 ﾔﾏﾀﾞ ﾊﾅｺ,,\"1,980\",\"101,980\"\r\n2026/11/25,ｶ)ｶｸｳｼｮｳｼﾞ,\"3,300\",,\"98,680\"\r\n"

func TestStatementOfABank(t *testing.T) {
	header := []string{"日付", "摘要", "お支払金額", "お預り金額", "残高"}
	_, records := wantAs(t, cp932(t, statement), Options{HeaderRow: 3}, header,
		[]string{"2026/11/24", "振込 ﾔﾏﾀﾞ ﾊﾅｺ", "", "1,980", "101,980"}, []string{"2026/11/25", "ｶ)ｶｸｳｼｮｳｼﾞ", "3,300", "", "98,680"})
	if records[0].line != 5 || records[1].line != 6 || records[0].fault != "" {
		t.Errorf("lines %d and %d, %q", records[0].line, records[1].line, records[0].fault)
	}
	wantFaultAs(t, cp932(t, statement), Options{HeaderRow: 6}, FaultNoHeader, 6)
	wantAs(t, cp932(t, statement), Options{HeaderRow: 5}, []string{"2026/11/25", "ｶ)ｶｸｳｼｮｳｼﾞ", "3,300", "", "98,680"})
	wantFaultAs(t, []byte("\r\n  \r\n"), Options{HeaderRow: 2}, FaultEmpty, 0)
	wantFaultAs(t, nil, Options{HeaderRow: 2}, FaultEmpty, 0)
	// A quote above the header that swallows it must not make an order of the header.
	wantFaultAs(t, []byte("口座,\"1\nx\"y\n日付,金額\n1,2\n"), Options{HeaderRow: 2}, FaultUnbalancedQuote, 1)
	wantFaultAs(t, []byte("口座,1\n"+strings.Repeat("a,", maxColumns)+"a\n1,2\n"), Options{HeaderRow: 2}, FaultTooLarge, 2)
}

func TestDelimiterIsToldByTheFirstLine(t *testing.T) {
	for text, delimiter := range map[string]byte{
		"a;b;c\n1;2;3\n":   ';',
		"a;b\n1;\"x;y\"\n": ';',
		"a;b\n1,5;2,5\n":   ';', // decimal commas below
		"サイズ;色,数\n1,2\n":   ',',
		"a;b\tc\n1;\t2\n":  '\t',
		"\"サイズ;色\"\nS;赤\nM;青\nL;白,黒\n": ';', // the lines below decide
		"\"サイズ;色\"\n1,2\n3,4\n":        ',',
		"商品番号\nA;1\nA;2\nA;3\n":        ',', // a list of one column
		"商品番号\nA\n":                    ',',
		"a\tb\n1,2\t3,4\n":             '\t',
	} {
		if table, err := openAs([]byte(text), Options{}); err != nil || table.Delimiter != delimiter {
			t.Errorf("%q: %v %q, want %q", text, err, table.Delimiter, delimiter)
		}
	}
	table, records := wantAs(t, cp932(t, "番号;名前\r\n1;\"髙橋; 表\"\r\n"), Options{}, []string{"番号", "名前"}, []string{"1", "髙橋; 表"})
	if table.Kind != CSV || !slices.Equal(DecodeRaw(records[0].raw, table.Encoding, table.Kind, table.Delimiter), records[0].cells) {
		t.Errorf("%s %q", table.Kind, records[0].raw)
	}
}

func TestDelimiterIsNamed(t *testing.T) {
	wantAs(t, []byte("a;b,c\n1;2,3\n"), Options{Delimiter: ','}, []string{"a;b", "c"}, []string{"1;2", "3"})
	wantAs(t, []byte("a;b,c\n1;2,3\n"), Options{Delimiter: ';'}, []string{"a", "b,c"}, []string{"1", "2,3"})
	table, _ := wantAs(t, []byte("a,b\n\"1\t,2\"\n"), Options{Delimiter: '\t'}, []string{"a,b"}, []string{"\"1", ",2\""})
	if table.Kind != TSV {
		t.Error(table.Kind)
	}
	_, err := openAs([]byte("a|b\n"), Options{Delimiter: '|'})
	if fault := new(FileError); err == nil || errors.As(err, &fault) {
		t.Errorf("a delimiter that cannot be is no fault of the file: %v", err)
	}
}

func TestLinesVoteWhereTheHeaderIsNotFirst(t *testing.T) {
	for text, delimiter := range map[string]byte{
		statement: ',',
		"口座番号;0000001,架空銀行\n日付;摘要;金額\n1;2;3\n4;5;6\n": ';',
		"受注一覧、11月,全件\n番号\t名前\n1\tA, B\n2\tC\n":        '\t',
		"メモ\nメモ\n":                                                                    ',',
		"口座\n1;\"1,2,3\"\n2;\"4,5,6\"\n":                                              ';',
		"口座\t普通\n日付,摘要,金額\n1,\"2\t3\",4\n":                                            ',',
		"x\n" + strings.Repeat("a\tb\n", judgedLines) + strings.Repeat("a,b\n", 1000): '\t', // the first lines decide
	} {
		content := cp932(t, text)
		g, err := Preview(bytes.NewReader(content), int64(len(content)), "", Options{}, 5)
		if err != nil || g.Delimiter != delimiter {
			t.Errorf("%.40q: preview %v %q, want %q", text, err, g.Delimiter, delimiter)
		}
		if table, err := openAs(content, Options{HeaderRow: 2}); err != nil || table.Delimiter != delimiter {
			t.Errorf("%.40q: %v", text, err)
		}
	}
}

func TestEncodingIsNamed(t *testing.T) {
	const text = "番号,名前\r\n1,髙橋 ｱｲ\r\n"
	header, row := []string{"番号", "名前"}, []string{"1", "髙橋 ｱｲ"}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(text))
	must(t, err)
	files := map[Encoding][]byte{UTF8: []byte(text), UTF8BOM: []byte(bomUTF8 + text), CP932: cp932(t, text), UTF16: utf16}
	for is, content := range files {
		for _, named := range []Encoding{UTF8, UTF8BOM, CP932, UTF16, "euc-jp"} {
			right := is == named || (is == UTF8 || is == UTF8BOM) && (named == UTF8 || named == UTF8BOM)
			if !right {
				wantFaultAs(t, content, Options{Encoding: named}, FaultUnknownEncoding, 0)
				if _, err := Preview(bytes.NewReader(content), int64(len(content)), "", Options{Encoding: named}, 3); err == nil {
					t.Errorf("a preview of %s as %s", is, named)
				}
				continue
			}
			if table, _ := wantAs(t, content, Options{Encoding: named}, header, row); table.Encoding != is {
				t.Errorf("%s named %s is called %s", is, named, table.Encoding)
			}
		}
	}
}

// One broken character in a file of UTF-8 makes it look like CP932; named, it is read, and the cell is damaged.
func TestUTF8WithABrokenCharacter(t *testing.T) {
	content := []byte("番号,名前,住所\r\n1,山田花子,東京都渋谷区\r\n2,山\xE7\x94,東京都渋谷区架空町\r\n3,鈴木,大阪府大阪市北区\r\n")
	if table, err := openAs(content, Options{}); err == nil && table.Encoding == UTF8 {
		t.Fatal("it is recognised: nobody need name it")
	}
	table, _ := wantAs(t, content, Options{Encoding: UTF8}, []string{"番号", "名前", "住所"},
		[]string{"1", "山田花子", "東京都渋谷区"}, []string{"2", "山\uFFFD", "東京都渋谷区架空町"}, []string{"3", "鈴木", "大阪府大阪市北区"})
	if table.Encoding != UTF8 {
		t.Error(table.Encoding)
	}
	// Across the buffer, where a character is cut in two, nothing is broken that is whole.
	long := []byte("a\n" + strings.Repeat("x", bufferSize-3) + strings.Repeat("山", 20) + "\xFF\n")
	if table, err := openAs(long, Options{Encoding: UTF8}); err != nil || table.Encoding != UTF8 {
		t.Error(err)
	}
	if _, err := openAs(cp932(t, "name\n"+strings.Repeat("x", 5000)+"髙橋様\n"), Options{Encoding: UTF8}); err == nil {
		t.Error("three characters of CP932 in much ASCII pass for UTF-8")
	}
}

// ﾂｱ is C2 B1 in CP932, which is ± in UTF-8: that a file is read wrongly is what naming the encoding is for.
func TestKanaThatLooksLikeUTF8(t *testing.T) {
	content := []byte("date,name\r\n1,\xC2\xB1\r\n")
	wantAs(t, content, Options{}, []string{"date", "name"}, []string{"1", "±"})
	wantAs(t, content, Options{Encoding: CP932}, []string{"date", "name"}, []string{"1", "ﾂｱ"})
}

// Whatever the text, the right encoding reads it, and a wrong one says so: never other characters.
func TestNamedEncodingNeverGivesGarbage(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"山田", "髙橋", "東京都", "青海波", "ソ表能", "1,980", "ﾔﾏﾀﾞ"}), 1, 12).Draw(rt, "words")
		text := "日付,名前\n1,\"" + strings.Join(words, "") + "\"\n"
		is := rapid.SampledFrom([]Encoding{UTF8, CP932}).Draw(rt, "is")
		named := rapid.SampledFrom([]Encoding{UTF8, UTF8BOM, CP932, UTF16}).Draw(rt, "named")
		content := []byte(text)
		if is == CP932 {
			content = cp932(t, text)
		}
		table, err := openAs(content, Options{Encoding: named})
		if err != nil {
			if fault := new(FileError); !errors.As(err, &fault) || fault.Kind != FaultUnknownEncoding || is == named {
				rt.Fatal(err)
			}
			return
		}
		row, err := table.Next()
		if err != nil || row.Cell(1) != strings.Join(words, "") {
			rt.Fatalf("%s named %s: %v %q", is, named, err, row.Cell(1))
		}
	})
}
