package table

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
)

// cp932 writes a text as Windows does.
func cp932(t testing.TB, s string) []byte {
	t.Helper()
	b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func open(t testing.TB, content []byte) *Table {
	t.Helper()
	table, err := Open(bytes.NewReader(content), int64(len(content)), "注文.csv")
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// record is what a row said, kept beyond the next call of Next.
type record struct {
	number, line, endLine int
	cells                 []string
	raw                   []byte
	fault                 RowFault
}

func readAll(table *Table) ([]record, error) {
	var all []record
	for {
		row, err := table.Next()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		r := record{number: row.Number, line: row.Line, endLine: row.EndLine, raw: bytes.Clone(row.Raw())}
		for i := range row.Len() {
			r.cells = append(r.cells, row.Cell(i))
		}
		if fault := new(RowError); errors.As(row.Problem(), &fault) {
			r.fault = fault.Kind
		}
		all = append(all, r)
	}
}

// want reads the whole of content and compares header and cells.
func want(t *testing.T, content []byte, header []string, cells ...[]string) (*Table, []record) {
	t.Helper()
	table := open(t, content)
	if !slices.Equal(table.Header(), header) {
		t.Fatalf("header %q, want %q", table.Header(), header)
	}
	records, err := readAll(table)
	if err != nil {
		t.Fatal(err)
	}
	if len(records) != len(cells) {
		t.Fatalf("%d records, want %d: %+v", len(records), len(cells), records)
	}
	for i, r := range records {
		if !slices.Equal(r.cells, cells[i]) {
			t.Errorf("record %d: %q, want %q", i+1, r.cells, cells[i])
		}
		if r.number != i+1 {
			t.Errorf("record %d is numbered %d", i+1, r.number)
		}
	}
	return table, records
}

// wantFault reads content until its fault.
func wantFault(t *testing.T, content []byte, kind FileFault, line int) *FileError {
	t.Helper()
	table, err := Open(bytes.NewReader(content), int64(len(content)), `C:\Users\店長\Downloads\注文.csv`)
	if err == nil {
		_, err = readAll(table)
	}
	var fault *FileError
	if !errors.As(err, &fault) {
		t.Fatalf("got %v, want the fault %s", err, kind)
	}
	if fault.Kind != kind || fault.Line != line {
		t.Fatalf("got %v, want %s at line %d", fault, kind, line)
	}
	if fault.Name != "注文.csv" {
		t.Errorf("the fault names the file %q", fault.Name)
	}
	if table != nil {
		if _, again := table.Next(); again != err {
			t.Errorf("after the fault Next gives %v", again)
		}
	}
	return fault
}

func TestRakutenFileAsDownloaded(t *testing.T) {
	text := "\"注文番号\",\"注文者姓\",\"コメント\"\r\n" +
		"\"123456-20261124-0000000001\",\"髙﨑\",\"[配送日時指定:]\r\n午前中に、\"\"必ず\"\"お願いします\"\r\n" +
		"\"123456-20261124-0000000002\",\"德濵\",\"①㈱Ⅲ№～\"\r\n"
	table, records := want(t, cp932(t, text), []string{"注文番号", "注文者姓", "コメント"},
		[]string{"123456-20261124-0000000001", "髙﨑", "[配送日時指定:]\n午前中に、\"必ず\"お願いします"},
		[]string{"123456-20261124-0000000002", "德濵", "①㈱Ⅲ№～"})
	if table.Encoding != CP932 || table.Kind != CSV || table.Delimiter != ',' {
		t.Errorf("recognised as %s %s %q", table.Encoding, table.Kind, table.Delimiter)
	}
	if records[0].line != 2 || records[0].endLine != 3 || records[1].line != 4 {
		t.Errorf("lines %d–%d and %d, want 2–3 and 4", records[0].line, records[0].endLine, records[1].line)
	}
	for _, r := range records {
		if r.fault != "" {
			t.Errorf("record %d: %s", r.number, r.fault)
		}
	}
}

func TestEveryLineEnd(t *testing.T) {
	for name, end := range map[string]string{"LF": "\n", "CRLF": "\r\n", "CR": "\r", "CRCRLF": "\r\r\n"} {
		t.Run(name, func(t *testing.T) {
			text := strings.ReplaceAll("番号,備考\n1,\"上\n下\"\n2,x\n", "\n", end)
			_, records := want(t, cp932(t, text), []string{"番号", "備考"}, []string{"1", "上\n下"}, []string{"2", "x"})
			if records[0].line != 2 || records[0].endLine != 3 || records[1].line != 4 {
				t.Errorf("lines %d–%d, %d", records[0].line, records[0].endLine, records[1].line)
			}
			_, records = want(t, []byte(strings.TrimSuffix(text, end)), []string{"番号", "備考"}, []string{"1", "上\n下"}, []string{"2", "x"})
			if records[1].line != 4 {
				t.Errorf("without a line end behind it the last record is on line %d", records[1].line)
			}
		})
	}
}

func TestBlankLinesAreNoRecords(t *testing.T) {
	_, records := want(t, []byte("\r\n\r\n番号,備考\r\n\r\n1,a\r\n   \r\n\r\n2,b\r\n\r\n"), []string{"番号", "備考"},
		[]string{"1", "a"}, []string{"2", "b"})
	if records[0].line != 5 || records[1].line != 8 {
		t.Errorf("lines %d and %d, want 5 and 8", records[0].line, records[1].line)
	}
}

func TestLineOfCommasIsAnEmptyRecord(t *testing.T) {
	table := open(t, []byte("a,b,c\n,,\n1,,\n"))
	for _, empty := range []bool{true, false} {
		row, err := table.Next()
		if err != nil || row.Empty() != empty || row.Problem() != nil {
			t.Fatal(err, row.Empty(), row.Problem())
		}
	}
}

func TestControlZAtTheEnd(t *testing.T) {
	for _, end := range []string{"\x1a", "\r\n\x1a", "\r\n\x1a\r\n", "\r\n\x1a\x1a"} {
		want(t, []byte("番号,備考\r\n1,a"+end), []string{"番号", "備考"}, []string{"1", "a"})
	}
	want(t, cp932(t, "番号,備考\r\n1,\"a\"\x1a"), []string{"番号", "備考"}, []string{"1", "a"})
}

func TestDuplicateNamesStay(t *testing.T) {
	table := open(t, cp932(t, "売上ID, 発送状態 ,入金状態,発送状態,,\n1,未,済,完,,\n"))
	if header := []string{"売上ID", "発送状態", "入金状態", "発送状態", "", ""}; !slices.Equal(table.Header(), header) {
		t.Fatalf("%q", table.Header())
	}
	if twice := table.HeaderDuplicates(); !slices.Equal(twice, []string{"発送状態"}) {
		t.Errorf("%q", twice)
	}
}

func TestAmazonReportHasNoQuoting(t *testing.T) {
	text := "order-id\tproduct-name\tnote\r\n" +
		"249-0000000-0000001\t\"Wa\" 皿, 大\t\"\r\n" +
		"249-0000000-0000002\t\"開いたまま\tx\r\n"
	table, records := want(t, cp932(t, text), []string{"order-id", "product-name", "note"},
		[]string{"249-0000000-0000001", `"Wa" 皿, 大`, `"`}, []string{"249-0000000-0000002", `"開いたまま`, "x"})
	if table.Kind != TSV || table.Delimiter != '\t' || records[0].fault != "" {
		t.Errorf("%s %q %s", table.Kind, table.Delimiter, records[0].fault)
	}
}

func TestStrayNewlineInAnAmazonValueIsAProblemOfThoseRowsAlone(t *testing.T) {
	_, records := want(t, []byte("order-id\tname\tsku\n1\tA\tx\n2\tB\nb\ty\n3\tC\tz\n"), []string{"order-id", "name", "sku"},
		[]string{"1", "A", "x"}, []string{"2", "B"}, []string{"b", "y"}, []string{"3", "C", "z"})
	for i, fault := range []RowFault{"", FaultTooFewCells, FaultTooFewCells, ""} {
		if records[i].fault != fault {
			t.Errorf("record %d: %q, want %q", i+1, records[i].fault, fault)
		}
	}
}

func TestTabWithinACommaHeaderIsNoDelimiter(t *testing.T) {
	want(t, []byte("番号,\"品名\t色\",数\n1,\"皿\t白\",2\n"), []string{"番号", "品名\t色", "数"}, []string{"1", "皿\t白", "2"})
}

func TestHalfARowAndTooLongARow(t *testing.T) {
	_, records := want(t, []byte("a,b,c\n1,2\n1,2,3,4\n1,2,3,\n1,2,3\n"), []string{"a", "b", "c"},
		[]string{"1", "2"}, []string{"1", "2", "3", "4"}, []string{"1", "2", "3", ""}, []string{"1", "2", "3"})
	for i, fault := range []RowFault{FaultTooFewCells, FaultTooManyCells, "", ""} {
		if records[i].fault != fault {
			t.Errorf("record %d: %q, want %q", i+1, records[i].fault, fault)
		}
	}
	_, records = want(t, []byte("a,b,\n1,2\n1\n"), []string{"a", "b", ""}, []string{"1", "2"}, []string{"1"})
	if records[0].fault != "" || records[1].fault != FaultTooFewCells {
		t.Errorf("with a nameless last column: %q, %q", records[0].fault, records[1].fault)
	}
}

func TestProblemSpeaksToTheOwner(t *testing.T) {
	table := open(t, []byte("a,b,c\n1,\"x\ny\"\n"))
	row, err := table.Next()
	if err != nil {
		t.Fatal(err)
	}
	var fault *RowError
	if !errors.As(row.Problem(), &fault) {
		t.Fatal(row.Problem())
	}
	if got := fault.Japanese(); got != "2〜3行目は項目が足りません（見出しは3項目、この行は2項目）。途中で切れているか、値の中に改行があります。" {
		t.Error(got)
	}
}

func TestHeaderOnlyIsATableOfNoRecords(t *testing.T) {
	for _, content := range []string{"番号,備考", "番号,備考\r\n", bomUTF8 + "番号,備考\r\n\r\n\x1a"} {
		table, _ := want(t, []byte(content), []string{"番号", "備考"})
		if fault := table.HeaderOnly(); fault.Kind != FaultHeaderOnly || fault.Name != "注文.csv" {
			t.Error(fault)
		}
		if table.Progress() != 1 {
			t.Errorf("progress %v at the end", table.Progress())
		}
	}
}

func TestRawGivesTheCellsBack(t *testing.T) {
	for kind, content := range map[Kind][]byte{
		CSV: cp932(t, "a,b,c\r\n\"1\",\"上\r\n\"\"下\"\"\",髙\r\n,,\r\n\"x\"y,z\"w,\"\"\r\n"),
		TSV: cp932(t, "a\tb\tc\r\n\"1\t\"上\"\t髙\r\n\t\t\r\n"),
	} {
		table := open(t, content)
		records, err := readAll(table)
		if err != nil || table.Kind != kind {
			t.Fatal(table.Kind, err)
		}
		for _, r := range records {
			if !bytes.Contains(content, append(bytes.Clone(r.raw), "\r\n"...)) {
				t.Errorf("%q is not in the file", r.raw)
			}
			if cells := DecodeRaw(r.raw, table.Encoding, table.Kind, table.Delimiter); !slices.Equal(cells, r.cells) {
				t.Errorf("%q back from %q", cells, r.raw)
			}
		}
	}
	if DecodeRaw(nil, UTF8, CSV, ',') != nil {
		t.Error("nothing gives cells")
	}
}

func TestExcelNumber(t *testing.T) {
	for s, wanted := range map[string]bool{
		"1.23E+11": true, "1E+12": true, "9.00012E+10": true, " 2.5E-05 ": true, "1.23456789012346E+17": true,
		"": false, "123": false, "1.23": false, "12E3": false, "3E10": false, "E+11": false, "1.23E+": false, "A1.23E+11": false,
		"250-0000000-0000000": false, "1.E+11": false,
	} {
		if ExcelNumber(s) != wanted {
			t.Errorf("%q: %v", s, !wanted)
		}
	}
}
