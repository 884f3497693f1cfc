package table

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbookOf writes rows, from A1 on, and lets more change the book.
func workbookOf(t testing.TB, rows [][]any, more func(*excelize.File)) []byte {
	t.Helper()
	file := excelize.NewFile()
	for i, row := range rows {
		if err := file.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if more != nil {
		more(file)
	}
	b, err := file.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWorkbookAsQoo10GivesIt(t *testing.T) {
	content := workbookOf(t, [][]any{
		{"カート番号", " 商品名 ", "数量", "備考"},
		{"12345", "有田焼の皿\r\n赤", 2, nil},
		{},
		{"12346", "=1+1", 1980, "「\"急ぎ\"」,よろしく"},
		{"12347", "1.23E+11", 123456789012, nil, nil, "はみ出し"},
	}, nil)
	table, records := want(t, content, []string{"カート番号", "商品名", "数量", "備考"},
		[]string{"12345", "有田焼の皿\n赤", "2"},
		[]string{"12346", "=1+1", "1980", "「\"急ぎ\"」,よろしく"},
		[]string{"12347", "1.23E+11", "123456789012", "", "", "はみ出し"})
	if table.Kind != XLSX || table.Encoding != UTF8 || table.Delimiter != ',' {
		t.Errorf("%s %s %q", table.Kind, table.Encoding, table.Delimiter)
	}
	for i, wanted := range []struct {
		line  int
		fault RowFault
	}{{2, ""}, {4, ""}, {5, FaultTooManyCells}} {
		if r := records[i]; r.line != wanted.line || r.fault != wanted.fault {
			t.Errorf("record %d: row %d %q, want %+v", i+1, r.line, r.fault, wanted)
		}
		if cells := DecodeRaw(records[i].raw, table.Encoding, table.Kind, table.Delimiter); !slices.Equal(cells, records[i].cells) {
			t.Errorf("%q back from %q", cells, records[i].raw)
		}
	}
}

func TestNumbersAndDatesOfAWorkbookAreValues(t *testing.T) {
	// 2026-11-24 is day 46350 of Excel's calendar, 2026-03-01 day 46082.
	formats := []struct {
		code  string
		value any
		want  string
	}{
		{"yyyy/m/d", 46350, "2026-11-24"},
		{"yyyy\"年\"m\"月\"d\"日\"", 46082, "2026-03-01"},
		{"m/d", 46350, "2026-11-24"},
		{"[$-411]ggge\"年\"m\"月\"d\"日\";@", 46350, "2026-11-24"},
		{"yyyy-mm-dd hh:mm:ss", 46350.416666666664, "2026-11-24 10:00:00"},
		{"m/d/yy h:mm", 46350.999988425923, "2026-11-24 23:59:59"},
		{"h:mm AM/PM", 0.60416666666666663, "14:30:00"},
		{"[h]:mm", 1.5, "1.5"},
		{"#,##0\"円\"", 1980, "1980"},
		{"\"¥\"#,##0;[Red]\\-\"¥\"#,##0", -1980, "-1980"},
		{"0.00E+00", 123456789012, "123456789012"},
		{"0%", 0.08, "0.08"},
		{"0000000", 600001, "0600001"},
		{"@", "0312345678", "0312345678"},
		{"yyyy/m/d", "未定", "未定"},
		{"yyyy/m/d", "2026-11-24 00:00:00", "2026-11-24 00:00:00"},
	}
	header, row, wanted := []any{}, []any{}, []string{}
	for i, f := range formats {
		header, row, wanted = append(header, fmt.Sprint("列", i)), append(row, f.value), append(wanted, f.want)
	}
	content := workbookOf(t, [][]any{header, row}, func(file *excelize.File) {
		for i, f := range formats {
			style, err := file.NewStyle(&excelize.Style{CustomNumFmt: &f.code})
			must(t, err)
			cell, err := excelize.CoordinatesToCellName(i+1, 2)
			must(t, err)
			must(t, file.SetCellStyle("Sheet1", cell, cell, style))
		}
	})
	_, records := want(t, content, open(t, content).Header(), wanted)
	if len(records) != 1 {
		t.Fatal(records)
	}
}

func TestBuiltInFormatsAndLongNumbers(t *testing.T) {
	content := workbookOf(t, [][]any{{"a", "b", "c", "d", "e"}, {46350, 46350.5, 0.5, 0.07, 46350}}, func(file *excelize.File) {
		for cell, id := range map[string]int{"A2": 14, "B2": 22, "C2": 20, "D2": 10} {
			style, err := file.NewStyle(&excelize.Style{NumFmt: id})
			must(t, err)
			must(t, file.SetCellStyle("Sheet1", cell, cell, style))
		}
		style, err := file.NewStyle(&excelize.Style{NumFmt: 9})
		must(t, err)
		japanese := 31 // yyyy"年"m"月"d"日" without a code of its own in the file
		file.Styles.CellXfs.Xf[style].NumFmtID = &japanese
		must(t, file.SetCellStyle("Sheet1", "E2", "E2", style))
		must(t, file.SetCellValue("Sheet1", "A3", time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)))
		must(t, file.SetCellBool("Sheet1", "B3", true))
		must(t, file.SetCellDefault("Sheet1", "C3", "123456789012345678"))
		must(t, file.SetCellDefault("Sheet1", "D3", "7.0000000000000007E-2"))
		must(t, file.SetCellDefault("Sheet1", "E3", "1.23456789012E11")) // as Java programs write an order number
	})
	_, records := want(t, content, []string{"a", "b", "c", "d", "e"},
		[]string{"2026-11-24", "2026-11-24 12:00:00", "12:00:00", "0.07", "2026-11-24"},
		[]string{"2026-03-01 10:00:00", "TRUE", "1.23456789012346E+17", "0.07", "123456789012"})
	if !ExcelNumber(records[1].cells[2]) {
		t.Error("a number that lost its digits is not recognised")
	}
}

func TestCalendarFrom1904(t *testing.T) {
	content := workbookOf(t, [][]any{{"a", "b"}, {46350 - 1462, "x"}}, func(file *excelize.File) {
		yes := true
		must(t, file.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
		style, err := file.NewStyle(&excelize.Style{NumFmt: 14})
		must(t, err)
		must(t, file.SetCellStyle("Sheet1", "A2", "A2", style))
	})
	want(t, content, []string{"a", "b"}, []string{"2026-11-24", "x"})
}

func TestHeaderBelowATitleOnTheSecondSheet(t *testing.T) {
	content := workbookOf(t, [][]any{{"この表について"}, {"2026年11月の受注です"}}, func(file *excelize.File) {
		for _, name := range []string{"作業用", "受注"} {
			_, err := file.NewSheet(name)
			must(t, err)
		}
		must(t, file.SetSheetRow("作業用", "A1", &[]any{"x", "y"}))
		must(t, file.SetSheetVisible("作業用", false))
		must(t, file.SetCellStr("受注", "A1", "受注一覧"))
		must(t, file.SetSheetRow("受注", "A3", &[]any{"番号", "名前"}))
		must(t, file.SetSheetRow("受注", "A4", &[]any{"1", "山田"}))
	})
	_, records := want(t, content, []string{"番号", "名前"}, []string{"1", "山田"})
	if records[0].line != 4 {
		t.Errorf("row %d", records[0].line)
	}
}

func TestWorkbookOfOneColumnAndEmptyWorkbook(t *testing.T) {
	want(t, workbookOf(t, [][]any{{"商品番号"}, {"A-1"}, {"A-2"}}, nil), []string{"商品番号"}, []string{"A-1"}, []string{"A-2"})
	table, _ := want(t, workbookOf(t, [][]any{{"番号", "名前"}}, nil), []string{"番号", "名前"})
	if table.Progress() != 1 {
		t.Error(table.Progress())
	}
	wantFault(t, workbookOf(t, nil, nil), FaultEmpty, 0)
}

// zipOf writes a zip of the given parts.
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		must(t, err)
		_, err = io.WriteString(w, parts[i+1])
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

// withSheet replaces the XML of a workbook's first sheet.
func withSheet(t testing.TB, content []byte, xml string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	must(t, err)
	var parts []string
	for _, part := range z.File {
		r, err := part.Open()
		must(t, err)
		b, err := io.ReadAll(r)
		must(t, err)
		if part.Name == "xl/worksheets/sheet1.xml" {
			b = []byte(xml)
		}
		parts = append(parts, part.Name, string(b))
	}
	return zipOf(t, parts...)
}

const (
	sheetStart = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` +
		`<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>`
	sheetEnd = `</sheetData></worksheet>`
)

func TestBrokenWorkbooks(t *testing.T) {
	whole := workbookOf(t, [][]any{{"a", "b"}, {1, 2}}, nil)
	cell := func(name, text string) string {
		return `<c r="` + name + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
	}
	want(t, withSheet(t, whole, sheetStart+`<row r="2">`+cell("A2", "1")+cell("B2", "2")+`</row>`+sheetEnd), []string{"a", "b"}, []string{"1", "2"})
	for name, c := range map[string]struct {
		content []byte
		kind    FileFault
		line    int
	}{
		"photographs":           {zipOf(t, "写真.jpg", "x"), FaultZip, 0},
		"a packed CSV":          {zipOf(t, "注文.csv", "a,b\n1,2\n"), FaultZip, 0},
		"a document of Word":    {zipOf(t, "[Content_Types].xml", "<Types/>", "word/document.xml", "<x/>"), FaultZip, 0},
		"a binary workbook":     {zipOf(t, "[Content_Types].xml", "<Types/>", "xl/workbook.bin", "x"), FaultZip, 0},
		"an empty zip":          {zipOf(t), FaultZip, 0},
		"half a download":       {whole[:len(whole)/2], FaultBroken, 0},
		"a sheet that ends":     {withSheet(t, whole, sheetStart+`<row r="2">`+cell("A2", "1")), FaultBroken, 2},
		"a control character":   {withSheet(t, whole, sheetStart+`<row r="2">`+cell("A2", "お届け\x0B先")+`</row>`+sheetEnd), FaultBroken, 2},
		"rows out of order":     {withSheet(t, whole, sheetStart+`<row r="3">`+cell("A3", "1")+`</row><row r="2">`+cell("A2", "1")+`</row>`+sheetEnd), FaultBroken, 3},
		"cells out of order":    {withSheet(t, whole, sheetStart+`<row r="2">`+cell("B2", "1")+cell("A2", "1")+`</row>`+sheetEnd), FaultBroken, 2},
		"a million rows more":   {withSheet(t, whole, sheetStart+`<row r="1048577">`+cell("A1048577", "1")+`</row>`+sheetEnd), FaultTooLarge, 1048577},
		"ten thousand columns":  {withSheet(t, whole, sheetStart+`<row r="2">`+cell("XFD2", "1")+`</row>`+sheetEnd), FaultTooLarge, 2},
		"elements too deep":     {withSheet(t, whole, sheetStart+strings.Repeat("<x>", 100)+strings.Repeat("</x>", 100)+sheetEnd), FaultBroken, 1},
		"elements crossed":      {withSheet(t, whole, sheetStart+`<row r="2"><c r="A2"><v>1</c></v></row>`+sheetEnd), FaultBroken, 2},
		"elements within depth": {withSheet(t, whole, sheetStart+strings.Repeat("<x>", 100_000)), FaultBroken, 1},
	} {
		t.Run(name, func(t *testing.T) {
			says := wantFault(t, c.content, c.kind, c.line).Japanese()
			if !strings.Contains(says, "何も変更していません。") {
				t.Error(says)
			}
		})
	}
}

// bomb writes a small workbook with a sheet of size bytes of spaces; declared, if not 0, is what the directory says.
func bomb(t testing.TB, size, declared uint64) []byte {
	t.Helper()
	var b, packed bytes.Buffer
	f, err := flate.NewWriter(&packed, flate.BestCompression)
	must(t, err)
	spaces := bytes.Repeat([]byte(" "), 1<<20)
	for n := uint64(0); n < size; n += uint64(len(spaces)) {
		_, err := f.Write(spaces)
		must(t, err)
	}
	must(t, f.Close())
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml"} {
		w, err := z.Create(name)
		must(t, err)
		_, err = io.WriteString(w, "<x/>")
		must(t, err)
	}
	if declared == 0 {
		declared = size
	}
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate,
		CompressedSize64: uint64(packed.Len()), UncompressedSize64: declared})
	must(t, err)
	_, err = w.Write(packed.Bytes())
	must(t, err)
	must(t, z.Close())
	return b.Bytes()
}

func TestBombIsRefusedWithLittleMemory(t *testing.T) {
	for name, c := range map[string]struct {
		content []byte
		kind    FileFault
	}{
		"beyond the limit":    {bomb(t, 1<<20, 7<<30), FaultBomb},
		"below the limit":     {bomb(t, 100<<20, 0), FaultBomb},
		"lies about its size": {bomb(t, 64<<20, 1000), FaultBroken},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Open(bytes.NewReader(c.content), int64(len(c.content)), "受注.xlsx")
			runtime.ReadMemStats(&after)
			if fault := new(FileError); !errors.As(err, &fault) || fault.Kind != c.kind {
				t.Fatal(err)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
				t.Errorf("%d MB were used", used>>20)
			}
		})
	}
}

// sheetOf gives the XML of a workbook's first sheet.
func sheetOf(t testing.TB, content []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	must(t, err)
	r, err := z.Open("xl/worksheets/sheet1.xml")
	must(t, err)
	b, err := io.ReadAll(r)
	must(t, err)
	return b
}
