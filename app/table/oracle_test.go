package table

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The oracle reads a workbook through excelize, a library that reads the whole of Excel's format: what the package reads
// by itself must be what excelize reads with formats that show the values (see form).
type oracle struct {
	sheet  string
	header int // its row
	rows   [][]string
	lines  []int
}

func readByExcelize(content []byte) (o oracle, err error) {
	file, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		return o, err
	}
	defer file.Close() // in memory
	if err := showValues(file); err != nil {
		return o, err
	}
	for _, sheet := range file.GetSheetList() {
		if visible, err := file.GetSheetVisible(sheet); err != nil || !visible {
			continue
		}
		rows, lines, err := sheetByExcelize(file, sheet)
		if err != nil {
			return o, err
		}
		at := slices.IndexFunc(rows[:min(len(rows), headerSearch)], func(cells []string) bool { return countFilled(cells) >= 2 })
		if at >= 0 {
			return oracle{sheet, lines[at], rows, lines}, nil
		}
		if o.sheet == "" && len(rows) > 0 {
			o = oracle{sheet, lines[0], rows, lines}
		}
	}
	if o.sheet == "" {
		return o, errors.New("no sheet with a filled cell")
	}
	return o, nil
}

// sheetByExcelize gives the rows that have a filled cell, without the empty cells at their ends, and their numbers.
func sheetByExcelize(file *excelize.File, sheet string) (all [][]string, lines []int, err error) {
	rows, err := file.Rows(sheet)
	if err != nil {
		return nil, nil, nil // a sheet that is a chart
	}
	for at := 1; rows.Next(); at++ {
		cells, err := rows.Columns()
		if err != nil {
			return nil, nil, err
		}
		for i, cell := range cells {
			cells[i] = valueShown(cell)
		}
		for len(cells) > 0 && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) > 0 {
			all, lines = append(all, cells), append(lines, at)
		}
	}
	return all, lines, errors.Join(rows.Error(), rows.Close())
}

// shownMark begins a date as showValues lets it be written, so that it is told from a text that looks like one.
const shownMark = "\u2063日時\u2063"

func valueShown(cell string) string {
	if value, date := strings.CutPrefix(cell, shownMark); date {
		cell = strings.TrimSuffix(value, " 00:00:00")
	}
	return strings.NewReplacer("\r\r\n", "\n", "\r\n", "\n", "\r", "\n").Replace(cell)
}

// showValues changes the formats of the opened file: dates in one form for all, numbers without any.
func showValues(file *excelize.File) error {
	styles := file.Styles
	if styles == nil || styles.CellXfs == nil {
		return nil
	}
	custom := map[int]string{}
	plain := 1 << 20
	if styles.NumFmts != nil {
		for _, f := range styles.NumFmts.NumFmt {
			custom[f.NumFmtID] = f.FormatCode
			plain = max(plain, f.NumFmtID+1)
		}
	}
	own := len(styles.CellXfs.Xf)
	ids := map[form]*int{numberForm: &plain}
	for f, code := range map[form]string{dateForm: "yyyy-mm-dd hh:mm:ss", timeForm: "hh:mm:ss"} {
		code = `"` + shownMark + `"` + code
		id, err := file.NewStyle(&excelize.Style{CustomNumFmt: &code})
		if err != nil {
			return err
		}
		ids[f] = styles.CellXfs.Xf[id].NumFmtID
	}
	for i := range styles.CellXfs.Xf[:own] {
		style := &styles.CellXfs.Xf[i]
		shown := numberForm
		if style.NumFmtID != nil {
			shown = builtInForm(*style.NumFmtID)
			if code, ok := custom[*style.NumFmtID]; ok {
				shown = formOf(code)
			}
		}
		if shown != zerosForm {
			style.NumFmtID = ids[shown]
		}
	}
	return nil
}

// readHere reads the same by the package: all filled rows of the sheet, with those above the header.
func readHere(content []byte) (o oracle, err error) {
	table, err := Open(bytes.NewReader(content), int64(len(content)), "")
	if err != nil {
		return o, err
	}
	o.header = table.row.Line
	if table, err = OpenAs(bytes.NewReader(content), int64(len(content)), "", Options{}); err != nil {
		return o, err
	}
	if _, err := readAll(table); err != nil { // what is behind the preview's end, and the XML to its end
		return o, err
	}
	g, err := Preview(bytes.NewReader(content), int64(len(content)), "", Options{}, maxSheetRows)
	o.sheet, o.rows, o.lines = g.Sheet, g.Records, g.Lines
	return o, err
}

type failer interface {
	Helper()
	Fatalf(string, ...any)
}

// sameAsExcelize compares the two readings, cell by cell.
func sameAsExcelize(t failer, content []byte) {
	t.Helper()
	here, err := readHere(content)
	wanted, wantedErr := readByExcelize(content)
	if err != nil || wantedErr != nil {
		var fault *FileError
		if errors.As(err, &fault) && fault.Kind == FaultEmpty && wantedErr != nil {
			return
		}
		t.Fatalf("here %v, excelize %v", err, wantedErr)
	}
	compare(t, here, wanted)
}

func compare(t failer, here, wanted oracle) {
	t.Helper()
	if here.sheet != wanted.sheet || here.header != wanted.header || !slices.Equal(here.lines, wanted.lines) {
		t.Fatalf("sheet %q, header %d, rows %v; by excelize %q, %d, %v", here.sheet, here.header, here.lines, wanted.sheet, wanted.header, wanted.lines)
	}
	for i := range here.rows {
		if !slices.Equal(here.rows[i], wanted.rows[i]) {
			t.Fatalf("row %d: %q, by excelize %q", here.lines[i], here.rows[i], wanted.rows[i])
		}
	}
}

// regular tells whether the elements of a sheet stand where the format has them, and their attributes hold what they may:
// of other XML the two make different things, or the package refuses it.
func regular(sheet []byte) bool {
	parents := map[string]string{"sheetData": "worksheet", "row": "sheetData", "c": "row", "v": "c", "f": "c", "is": "c", "t": "is r", "r": "is"}
	d := xml.NewDecoder(bytes.NewReader(sheet))
	open, sheets := []string{}, 0
	for {
		met, err := d.Token()
		if err == io.EOF {
			return sheets == 1
		}
		if err != nil {
			return false
		}
		switch met := met.(type) {
		case xml.StartElement:
			name := met.Name.Local
			parent := ""
			if len(open) > 0 {
				parent = open[len(open)-1]
			}
			wanted, known := parents[name]
			if known && !slices.Contains(strings.Fields(wanted), parent) || !known && len(open) > 1 {
				return false
			}
			if name == "sheetData" {
				sheets++
			}
			for _, a := range met.Attr {
				if name == "c" && (a.Name.Local == "s" && strings.Trim(a.Value, "0123456789") != "" || a.Name.Local == "t" && a.Value == "d") || name == "f" {
					return false
				}
			}
			open = append(open, name)
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// Every way to write a cell that excelize knows is read as excelize reads it.
func TestWorkbooksOfTheOtherTestsReadAsByExcelize(t *testing.T) {
	sameAsExcelize(t, workbookOf(t, [][]any{
		{"カート番号", " 商品名 ", "数量", "備考"}, {"12345", "有田焼の皿\r\n赤", 2, nil}, {}, {"12346", "=1+1", 1980, "「\"急ぎ\"」,よろしく"},
		{"12347", "1.23E+11", 123456789012, nil, nil, "はみ出し"}, {true, false, -0.07, 1e21},
	}, nil))
	sameAsExcelize(t, workbookOf(t, [][]any{{"商品番号"}, {"A-1"}, {"A-2"}}, nil))
	sameAsExcelize(t, workbookOf(t, [][]any{{"この表について"}, {}, {nil, nil, "日付", "金額"}, {46350, 1980}}, nil))
}
