package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"testing"
)

const (
	mainNames  = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	typesPart  = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`
	relStart   = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relType    = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	packageRel = relStart + `<Relationship Id="rId1" Type="` + relType + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookRel    = relStart + `<Relationship Id="rId3" Type="` + relType + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	bookPart   = `<workbook ` + mainNames + ` xmlns:r="` + relType + `"><sheets><sheet name="受注" sheetId="1" r:id="rId3"/></sheets></workbook>`
	stylesPart = `<styleSheet ` + mainNames + `><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>` +
		`<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="22"/></cellXfs></styleSheet>`
)

// bookParts gives the parts of a workbook with one sheet, and what else is to be in it or to take a part's place.
func bookParts(sheet string, more ...string) []string {
	parts := []string{"[Content_Types].xml", typesPart, "_rels/.rels", packageRel, "xl/workbook.xml", bookPart, "xl/_rels/workbook.xml.rels", bookRel,
		"xl/styles.xml", stylesPart, "xl/worksheets/sheet1.xml", sheet}
	for i := 0; i < len(more); i += 2 {
		at := slices.Index(parts, more[i])
		if at < 0 {
			parts = append(parts, more[i:i+2]...)
		} else {
			parts[at+1] = more[i+1]
		}
	}
	return parts
}

const declared = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n"

// A shop's workbooks come from many programs. Each writes the same two records in its way.
func TestFormsInWhichProgramsWrite(t *testing.T) {
	header := []string{"番号", "お名前", "日付", "金額"}
	rows := [][]string{{"0001", "髙橋 <花> & \"子\"", "2026-11-24", "1980"}, {"0002", "山田\n太郎 ", "2026-11-24 10:00:00", "0.07"}}
	texts := `<si><t>番号</t></si><si><t>お名前</t></si><si><t>日付</t></si><si><t>金額</t></si><si><t>0001</t></si>` +
		`<si><r><rPr><b/><sz val="11"/></rPr><t>髙橋 </t></r><r><t xml:space="preserve">&lt;花&gt; &amp; &quot;子&quot;</t></r><rPh sb="0" eb="2"><t>タカハシ</t></rPh><phoneticPr fontId="1"/></si>` +
		`<si><t>0002</t></si><si><t xml:space="preserve">山田_x000D_&#10;太郎 </t><rPh sb="0" eb="2"><t>ヤマダ</t></rPh></si>`
	shared := declared + `<sst ` + mainNames + ` count="8" uniqueCount="8">` + texts + `</sst>`
	for program, parts := range map[string][]string{
		"Excel": bookParts(declared+`<worksheet `+mainNames+` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac"><dimension ref="A1:D4"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"><selection activeCell="A1" sqref="A1"/></sheetView></sheetViews>`+
			`<sheetFormatPr defaultRowHeight="13.5"/><cols><col min="1" max="1" width="9" style="1"/></cols><sheetData><row r="1" spans="1:4" ht="18" customHeight="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>`+
			`<row r="2" spans="1:4"><c r="A2" t="s"><v>4</v></c><c r="B2" t="s"><v>5</v></c><c r="C2" s="1"><v>46350</v></c><c r="D2"><f>990*2</f><v>1980</v></c><c r="E2" s="2"/></row>`+
			`<row r="4" spans="1:4"><c r="A4" t="s"><v>6</v></c><c r="B4" t="s"><v>7</v></c><c r="C4" s="2"><v>46350.416666666664</v></c><c r="D4"><v>7.0000000000000007E-2</v></c></row></sheetData>`+
			`<mergeCells count="1"><mergeCell ref="A5:B5"/></mergeCells><phoneticPr fontId="1"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`, "xl/sharedStrings.xml", shared),
		"prefixed names": bookParts(strings.NewReplacer("</", "</x:", "<", "<x:").Replace(`<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>`+
			`<row r="2"><c r="A2" t="s"><v>4</v></c><c r="B2" t="s"><v>5</v></c><c r="C2" s="1"><v>46350</v></c><c r="D2"><v>1980</v></c></row><row r="4"><c r="A4" t="s"><v>6</v></c><c r="B4" t="s"><v>7</v></c><c r="C4" s="2"><v>46350.416666666664</v></c><c r="D4"><v>0.07</v></c></row></sheetData></worksheet>`),
			"xl/sharedStrings.xml", strings.NewReplacer("</", "</x:", "<?", "<?", "<", "<x:").Replace(strings.Replace(shared, "xmlns=", "xmlns:x=", 1))),
		"LibreOffice": bookParts(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+`<worksheet `+mainNames+`><sheetPr filterMode="false"><pageSetUpPr fitToPage="false"/></sheetPr><sheetData><row r="1" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" s="0" t="s"><v>1</v></c><c r="C1" s="0" t="s"><v>2</v></c><c r="D1" s="0" t="s"><v>3</v></c></row>`+
			`<row r="2" ht="12.8"><c r="A2" s="0" t="s"><v>4</v></c><c r="B2" s="0" t="s"><v>5</v></c><c r="C2" s="1" t="n"><v>46350</v></c><c r="D2" s="0" t="n"><f aca="false">990*2</f><v>1980</v></c></row><row r="3" ht="12.8"/>`+
			`<row r="4" ht="12.8"><c r="A4" s="0" t="s"><v>6</v></c><c r="B4" s="0" t="s"><v>7</v></c><c r="C4" s="2" t="n"><v>46350.4166666667</v></c><c r="D4" s="0" t="n"><v>0.07</v></c></row></sheetData><printOptions headings="false"/></worksheet>`, "xl/sharedStrings.xml", shared),
		"Google Sheets": bookParts(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet `+mainNames+`><sheetData><row r="1"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>`+
			`<row r="2"><c r="A2" t="s"><v>4</v></c><c r="B2" t="s"><v>5</v></c><c r="C2" s="1"><v>46350.0</v></c><c r="D2"><v>1980.0</v></c></row><row r="4"><c r="A4" t="s"><v>6</v></c><c r="B4" t="s"><v>7</v></c><c r="C4" s="2"><v>46350.416666666664</v></c><c r="D4"><v>0.07</v></c></row></sheetData><drawing r:id="rId1" xmlns:r="r"/></worksheet>`, "xl/sharedStrings.xml", shared),
		"texts in cells, no places": bookParts(`<worksheet ` + mainNames + `><sheetData><row><c t="inlineStr"><is><t>番号</t></is></c><c t="inlineStr"><is><t>お名前</t></is></c><c t="str"><v>日付</v></c><c t="inlineStr"><is><t>金額</t></is></c></row>` +
			`<row><c t="inlineStr"><is><t><![CDATA[0001]]></t></is></c><c t="inlineStr"><is><r><t>髙橋 </t></r><r><t><![CDATA[<花> & "子"]]></t></r><rPh sb="0" eb="2"><t>タカハシ</t></rPh></is></c><c s='1'><v>46350</v></c><c><v>1980</v></c></row><row/>` +
			`<row r="4"><c t="str"><v>0002</v></c><c t="str"><v xml:space="preserve">山田&#xD;&#10;太郎 </v></c><c s="2"><v>46350.416666666664</v></c><c><!-- a comment --><v>0.<!-- within -->07</v></c></row></sheetData></worksheet>`),
	} {
		t.Run(program, func(t *testing.T) {
			content := zipOf(t, parts...)
			table, records := want(t, content, header, rows...)
			if records[0].line != 2 || records[1].line != 4 || table.Kind != XLSX {
				t.Errorf("rows %d and %d, %s", records[0].line, records[1].line, table.Kind)
			}
			sameAsExcelize(t, content)
		})
	}
}

const twoCells = `<worksheet ` + mainNames + `><sheetData><row><c t="inlineStr"><is><t>番号</t></is></c><c t="inlineStr"><is><t>名前</t></is></c></row><row><c><v>1</v></c>%s</row></sheetData></worksheet>`

// However the parts are packed, they are read: stored, deflated, with sizes behind them, with sizes of 64 bits.
func TestWaysOfPackingAWorkbook(t *testing.T) {
	parts := bookParts(fmt.Sprintf(twoCells, `<c t="str"><v>山田</v></c>`))
	var stored, wide bytes.Buffer
	z, w := zip.NewWriter(&stored), zip.NewWriter(&wide)
	for i := 0; i < len(parts); i += 2 {
		content := []byte(parts[i+1])
		part, err := z.CreateHeader(&zip.FileHeader{Name: strings.ReplaceAll(parts[i], "/", `\`), Method: zip.Store})
		must(t, err)
		_, err = part.Write(content)
		must(t, err)
		// The sizes of zip64 (APPNOTE 4.5.3) stand in a field of their own: archive/zip writes it from 4 GB on.
		part, err = w.CreateRaw(&zip.FileHeader{Name: parts[i], Method: zip.Store, CRC32: crc32.ChecksumIEEE(content), CompressedSize64: uint64(len(content)), UncompressedSize64: uint64(len(content))})
		must(t, err)
		_, err = part.Write(content)
		must(t, err)
	}
	must(t, z.Close())
	must(t, w.Close())
	for name, content := range map[string][]byte{"deflated": zipOf(t, parts...), "stored, with the folders of Windows": stored.Bytes(), "sizes in front": wide.Bytes(), "zip64": zip64Of(parts)} {
		t.Run(name, func(t *testing.T) { want(t, content, []string{"番号", "名前"}, []string{"1", "山田"}) })
	}
}

// zip64Of writes a zip whose directory gives all sizes and places in 64 bits (APPNOTE 4.3.9 to 4.3.16, 4.5.3).
func zip64Of(parts []string) []byte {
	var out, directory []byte
	le := func(b []byte, size int, n uint64) []byte {
		for range size {
			b = append(b, byte(n))
			n >>= 8
		}
		return b
	}
	for i := 0; i < len(parts); i += 2 {
		name, content, at := parts[i], parts[i+1], uint64(len(out))
		sum, size := uint64(crc32.ChecksumIEEE([]byte(content))), uint64(len(content))
		out = le(out, 4, 0x04034b50)
		for _, n := range []uint64{45, 0, 0, 0, 0} {
			out = le(out, 2, n)
		}
		out = le(le(le(out, 4, sum), 4, 0xFFFFFFFF), 4, 0xFFFFFFFF)
		out = append(le(le(out, 2, uint64(len(name))), 2, 20), name...)
		out = le(le(le(le(out, 2, 1), 2, 16), 8, size), 8, size)
		out = append(out, content...)
		directory = le(directory, 4, 0x02014b50)
		for _, n := range []uint64{45, 45, 0, 0, 0, 0} {
			directory = le(directory, 2, n)
		}
		directory = le(le(le(directory, 4, sum), 4, 0xFFFFFFFF), 4, 0xFFFFFFFF)
		for _, n := range []uint64{uint64(len(name)), 28, 0, 0, 0} {
			directory = le(directory, 2, n)
		}
		directory = append(le(le(directory, 4, 0), 4, 0xFFFFFFFF), name...)
		directory = le(le(le(le(le(directory, 2, 1), 2, 24), 8, size), 8, size), 8, at)
	}
	start, count := uint64(len(out)), uint64(len(parts)/2)
	out = append(out, directory...)
	end := uint64(len(out))
	out = le(le(le(le(out, 4, 0x06064b50), 8, 44), 2, 45), 2, 45)
	out = le(le(le(le(out, 4, 0), 4, 0), 8, count), 8, count)
	out = le(le(out, 8, uint64(len(directory))), 8, start)
	out = le(le(le(le(out, 4, 0x07064b50), 4, 0), 8, end), 4, 1)
	out = le(le(le(le(out, 4, 0x06054b50), 4, 0), 2, 0xFFFF), 2, 0xFFFF)
	return le(le(le(out, 4, 0xFFFFFFFF), 4, 0xFFFFFFFF), 2, 0)
}

// What the cell says is there and is not is no empty cell: the file is broken, and no address is lost without a word.
func TestCellsThatCannotBeRead(t *testing.T) {
	for name, xml := range map[string]string{
		"a text beyond the table":  `<c t="s"><v>1</v></c>`,
		"a text before the table":  `<c t="s"><v>-1</v></c>`,
		"a text without a number":  `<c t="s"><v>x</v></c>`,
		"a style without a number": `<c s="x"><v>1</v></c>`,
		"the same place again":     `<c r="A2"><v>1</v></c>`,
	} {
		t.Run(name, func(t *testing.T) {
			content := zipOf(t, bookParts(fmt.Sprintf(twoCells, xml), "xl/sharedStrings.xml", `<sst `+mainNames+`><si><t>山田</t></si></sst>`)...)
			wantFault(t, content, FaultBroken, 2)
		})
	}
	again := strings.Replace(fmt.Sprintf(twoCells, ""), "</sheetData>", `<row r="2"><c><v>2</v></c></row></sheetData>`, 1)
	wantFault(t, zipOf(t, bookParts(again)...), FaultBroken, 2)
	for xml, cell := range map[string]string{
		`<c t="inlineStr"><v>山田</v></c>`: "山田",
		`<c t="s"><v> 0 </v></c>`:        "山田", `<c t="d"><v>2026-11-24T10:00:00Z</v></c>`: "2026-11-24 10:00:00", `<c t="d"><v>2026-11-24</v></c>`: "2026-11-24",
		`<c t="d"><v>きょう</v></c>`: "きょう", `<c t="b"><v>0</v></c>`: "FALSE", `<c t="e"><v>#N/A</v></c>`: "#N/A", `<c t="str"><v>a&#13;b_x0041_</v></c>`: "a\nb_x0041_",
		`<c t="inlineStr"><is><t>_xD83D_、_x005F_x0041_、_x0041_</t></is></c>`: "\uFFFD、_x0041_、A", `<c s="9"><v>46350</v></c>`: "46350",
		`<c><v>1<x>2</x></v></c>`: "1", `<c><v>1</v><v>2</v></c>`: "2", `<c t="inlineStr"><is><r><t>a</t><t>b</t></r><r><t>c</t></r></is></c>`: "bc",
		`<c><v>0.00000000123456</v></c>`: "0.00000000123456", `<c s="1"><v>0.5</v></c>`: "1900-01-00 12:00:00", `<c s="1"><v>1</v></c>`: "1900-01-01",
		`<c s="1"><v>32</v></c>`: "1900-02-01", `<c s="1"><v>59</v></c>`: "1900-02-28", `<c s="1"><v>60</v></c>`: "1900-02-29", `<c s="1"><v>61</v></c>`: "1900-03-01",
		`<c><v>1</v><extLst><ext><v>2</v></ext></extLst></c>`: "1", `<c s="1"><v>20261124</v></c>`: "20261124",
	} {
		content := zipOf(t, bookParts(fmt.Sprintf(twoCells, xml), "xl/sharedStrings.xml", `<sst `+mainNames+`><si><t>山田</t></si></sst>`)...)
		want(t, content, []string{"番号", "名前"}, []string{"1", cell})
	}
}

// A second sheet that nobody reads is no reason to refuse the first, as long as the file is whole.
func TestSheetsThatAreNotRead(t *testing.T) {
	sheet := fmt.Sprintf(twoCells, `<c t="str"><v>山田</v></c>`)
	two := `<workbook ` + mainNames + ` xmlns:r="` + relType + `"><sheets><sheet name="グラフ" sheetId="1" r:id="rId9"/><sheet name="受注" sheetId="2" r:id="rId3"/><sheet name="メモ" sheetId="3" r:id="rId4"/></sheets></workbook>`
	rels := strings.Replace(bookRel, "</Relationships>", `<Relationship Id="rId4" Type="`+relType+`/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>`, 1)
	parts := bookParts(sheet, "xl/workbook.xml", two, "xl/_rels/workbook.xml.rels", rels, "xl/worksheets/sheet2.xml", "<worksheet>")
	want(t, zipOf(t, parts...), []string{"番号", "名前"}, []string{"1", "山田"})
	damaged := bytes.Replace(zipStored(t, parts...), []byte("<worksheet>"), []byte("<workshEEt>"), 1)
	wantFault(t, damaged, FaultBroken, 0)
	absolute := strings.Replace(bookRel, `"worksheets/`, `"/xl/worksheets/`, 1)
	want(t, zipOf(t, bookParts(sheet, "xl/_rels/workbook.xml.rels", absolute)...), []string{"番号", "名前"}, []string{"1", "山田"})
	// Style 0 is no style, whatever the list of styles begins with; and rows in two places are all read.
	dated := strings.Replace(stylesPart, `<xf numFmtId="0"/>`, `<xf numFmtId="14"/>`, 1)
	twice := strings.Replace(fmt.Sprintf(twoCells, `<c s="0"><v>46350</v></c>`), "</sheetData>", `</sheetData><sheetData><row><c><v>9</v></c></row></sheetData>`, 1)
	odd := zipOf(t, bookParts(twice, "xl/styles.xml", dated)...)
	want(t, odd, []string{"番号", "名前"}, []string{"1", "46350"}, []string{"9"})
	sameAsExcelize(t, odd)
	// An order list of one name for two sheets, and one for a sheet that is not there.
	want(t, zipOf(t, bookParts(sheet, "xl/workbook.xml", strings.Replace(two, "rId4", "rId3", 1))...), []string{"番号", "名前"}, []string{"1", "山田"})
	wantFault(t, zipOf(t, bookParts(sheet, "xl/workbook.xml", strings.Replace(bookPart, "rId3", "rId8", 1))...), FaultEmpty, 0)
	wantFault(t, zipOf(t, bookParts(sheet, "xl/workbook.xml", strings.Replace(bookPart, "<sheet ", `<sheet state="veryHidden" `, 1))...), FaultEmpty, 0)
	wantFault(t, zipOf(t, bookParts(sheet, "xl/styles.xml", "<styleSheet><cellXfs>")...), FaultBroken, 0)
}

// zipStored writes a zip whose parts are not packed.
func zipStored(t *testing.T, parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store})
		must(t, err)
		_, err = io.WriteString(w, parts[i+1])
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

// The texts lie in blocks: each is found again, wherever a block ends.
func TestTextsAreFoundAgain(t *testing.T) {
	var table texts
	var wanted []string
	for n := range 102 { // the last is empty, behind a full block
		text := strings.Repeat(string(rune('a'+n%26)), []int{0, 1, 70_001, textBlock / 4, textBlock, 0, textBlock - 1, 0}[n%8])
		must(t, table.add([]byte(text)))
		wanted = append(wanted, text)
	}
	for n, text := range wanted {
		if got, ok := table.at(n); !ok || string(got) != text {
			t.Fatalf("text %d: %d bytes of %d", n, len(got), len(text))
		}
	}
	for _, n := range []int{-1, 102} {
		if _, ok := table.at(n); ok {
			t.Errorf("there is a text %d", n)
		}
	}
	var fault *FileError
	if err := table.add(make([]byte, textBlock+1)); !errors.As(err, &fault) || fault.Kind != FaultTooLarge {
		t.Error(err)
	}
	table = texts{bytes: maxTextBytes - 1}
	must(t, table.add([]byte("x")))
	if err := table.add([]byte("x")); !errors.As(err, &fault) || fault.Kind != FaultTooLarge {
		t.Error(err)
	}
	table = texts{starts: make([]uint32, maxTexts)}
	if err := table.add(nil); !errors.As(err, &fault) || fault.Kind != FaultBomb {
		t.Error(err)
	}
}

// A few bytes of a sheet name a long text, a million times: what comes out is bounded too.
func TestLongTextNamedAgainAndAgain(t *testing.T) {
	long := strings.Repeat("あ", 300_000)
	var sheet strings.Builder
	sheet.WriteString(`<worksheet><sheetData>`)
	for range maxText/len(long)/4 + 2 {
		sheet.WriteString("<row>" + strings.Repeat(`<c t="s"><v>0</v></c>`, 4) + "</row>")
	}
	sheet.WriteString(`</sheetData></worksheet>`)
	content := zipOf(t, bookParts(sheet.String(), "xl/sharedStrings.xml", `<sst><si><t>`+long+`</t></si></sst>`)...)
	table := open(t, content)
	var err error
	for err == nil {
		_, err = table.Next()
	}
	var fault *FileError
	if err == io.EOF || !errors.As(err, &fault) || fault.Kind != FaultBomb {
		t.Error(err)
	}
	wide := fmt.Sprintf(twoCells, strings.Repeat(`<c t="s"><v>0</v></c>`, 5))
	wantFault(t, zipOf(t, bookParts(wide, "xl/sharedStrings.xml", `<sst><si><t>`+long+`</t></si></sst>`)...), FaultTooLarge, 2)
}
