package table

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

var cellTexts = []string{"", " ", "山田花子", "髙橋 ", " 皿\r\n赤", "a\nb\rc", "_x000D_", "_x005F_x0041_", "_x0041", "<&>\"'", "]]>", "0312345678", "=1+1", "1.23E+11",
	"2026-11-24", "😀", "\t", "#N/A", "TRUE", "日時", "\u2063", "a_x_b"}

var numberTexts = []string{"0", "-0", "1980", "007", "+5", "1.980E3", "7.0000000000000007E-2", "123456789012", "1234567890123", "12345678901234", "123456789012345", "1234567890123456",
	"123456789012345678", "100000000000000000", "-123456789012345", "-1234567890123456", "1.23456789012E11", "1.23E+11", "1e300", "1E-7", "0.00000000123456", "0.1234567890123456", "46350", "46350.416666666664", "46350.99999",
	"0.5", "1.5", "30", "59.25", "60", "60.5", "61", "61.75", "2958465.9999", "-46350", "NaN", "Inf", "0x1p4", "1_000", " 5", "abc", "600001.5", "9007199254740993"}

var formats = []string{"yyyy/m/d", "m/d", "yyyy-mm-dd hh:mm:ss", "h:mm AM/PM", "[h]:mm", "#,##0\"円\"", "0.00E+00", "0%", "0000000", "00000000000000000000", "@", "General",
	"[$-411]ggge\"年\"m\"月\"d\"日\";@", "0;-0;;@", "mm:ss.0", "\"¥\"#,##0;[Red]\\-\"¥\"#,##0"}

// alike tells whether the two show a number in a format alike. They need not where it is a date, and
//   - beyond the year 9999: excelize goes on counting, here it is a number;
//   - 1900-02-01: excelize gives the first of January;
//   - one of the first days of a calendar from 1904, which excelize takes for those of 1900;
//
// nor where what is no number at all (NaN) is to have leading zeros.
func alike(number float64, f form, from1904 bool) bool {
	odd := !(number < lastDay) || number >= 32 && number < 33 || from1904 && number >= 0 && number < 62
	if f == zerosForm {
		return !math.IsNaN(number) && !math.IsInf(number, 0)
	}
	return !odd || f == numberForm
}

func numberOf(s string) float64 {
	number, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return -1
	}
	return number
}

// setAny writes a cell in one of the ways in which cells are written, and gives it a format.
func setAny(rt *rapid.T, file *excelize.File, sheet, at string, from1904 bool) {
	check := func(err error) {
		if err != nil {
			rt.Fatal(err)
		}
	}
	number := -1.0
	text := func() string { return rapid.SampledFrom(cellTexts).Draw(rt, "text") }
	switch rapid.IntRange(0, 11).Draw(rt, "way") {
	case 0, 1:
		check(file.SetCellStr(sheet, at, text()))
	case 2:
		n := rapid.Int64().Draw(rt, "whole")
		number = float64(n)
		check(file.SetCellInt(sheet, at, n))
	case 3:
		number = rapid.Float64().Draw(rt, "number")
		check(file.SetCellFloat(sheet, at, number, -1, 64))
	case 4:
		number = rapid.Float64Range(62, 60_000).Draw(rt, "days")
		check(file.SetCellFloat(sheet, at, number, -1, 64))
	case 5, 6:
		written := rapid.SampledFrom(numberTexts).Draw(rt, "as written")
		number = numberOf(written)
		check(file.SetCellDefault(sheet, at, written))
	case 7:
		check(file.SetCellBool(sheet, at, rapid.Bool().Draw(rt, "bool")))
	case 8:
		second := rapid.Int64Range(-2_000_000_000, 4_000_000_000).Draw(rt, "second")
		check(file.SetCellValue(sheet, at, time.Unix(second, 0).UTC()))
	case 9:
		check(file.SetCellRichText(sheet, at, []excelize.RichTextRun{{Text: text()}, {Text: text(), Font: &excelize.Font{Bold: true}}, {Text: "x"}}))
	case 10:
		check(file.SetCellValue(sheet, at, rapid.SampledFrom([]any{1980, "保存された値", true, 100.5}).Draw(rt, "cached")))
		check(file.SetCellFormula(sheet, at, "1+1"))
	case 11: // nothing but a style
	}
	if rapid.Bool().Draw(rt, "styled") {
		code := rapid.SampledFrom(formats).Draw(rt, "format")
		style, err := file.NewStyle(&excelize.Style{CustomNumFmt: &code})
		shown := formOf(code)
		if rapid.Bool().Draw(rt, "built in") {
			id := rapid.SampledFrom([]int{0, 1, 2, 4, 9, 10, 11, 12, 14, 15, 18, 20, 21, 22, 30, 37, 45, 46, 47, 49, 55, 57}).Draw(rt, "number")
			shown = builtInForm(id)
			style, err = file.NewStyle(&excelize.Style{NumFmt: id})
		}
		check(err)
		if alike(number, shown, from1904) {
			check(file.SetCellStyle(sheet, at, at, style))
		}
	}
}

// Whatever a shop's programs write into a workbook, its cells are those that excelize reads.
func TestAnyWorkbookReadsAsByExcelize(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		file := excelize.NewFile()
		from1904 := rapid.Bool().Draw(rt, "1904")
		must(t, file.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}))
		written := map[string]bool{}
		for n := range rapid.IntRange(1, 3).Draw(rt, "sheets") {
			sheet := fmt.Sprint("Sheet", n+1)
			_, err := file.NewSheet(sheet)
			must(t, err)
			for range rapid.IntRange(0, 14).Draw(rt, "cells") {
				at, err := excelize.CoordinatesToCellName(rapid.IntRange(1, 30).Draw(rt, "column"), rapid.IntRange(1, 12).Draw(rt, "row"))
				must(t, err)
				if !written[sheet+at] {
					setAny(rt, file, sheet, at, from1904)
				}
				written[sheet+at] = true
			}
			if rapid.Bool().Draw(rt, "merged") {
				must(t, file.MergeCell(sheet, "B2", "D3"))
			}
			if n > 0 && rapid.Bool().Draw(rt, "hidden") {
				must(t, file.SetSheetVisible(sheet, false))
			}
		}
		b, err := file.WriteToBuffer()
		must(t, err)
		sameAsExcelize(rt, b.Bytes())
	})
}

// A workbook written row by row holds each text in its cell.
func TestAnyStreamedWorkbookReadsAsByExcelize(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		file := excelize.NewFile()
		date, zeros := "yyyy/m/d h:mm", "0000000"
		styles := []int{0}
		for _, code := range []*string{&date, &zeros} {
			style, err := file.NewStyle(&excelize.Style{CustomNumFmt: code})
			must(t, err)
			styles = append(styles, style)
		}
		w, err := file.NewStreamWriter("Sheet1")
		must(t, err)
		at := 0
		for range rapid.IntRange(1, 8).Draw(rt, "rows") {
			at += rapid.IntRange(1, 3).Draw(rt, "gap")
			var cells []any
			for range rapid.IntRange(0, 6).Draw(rt, "cells") {
				c := excelize.Cell{StyleID: rapid.SampledFrom(styles).Draw(rt, "style")}
				switch rapid.IntRange(0, 5).Draw(rt, "way") {
				case 0:
					c.Value = rapid.SampledFrom(cellTexts).Draw(rt, "text")
				case 1:
					c.Value = rapid.OneOf(rapid.IntMax(-1), rapid.IntRange(62, lastDay-1)).Draw(rt, "whole")
				case 2:
					c.Value = rapid.OneOf(rapid.Float64Max(-1), rapid.Float64Range(62, 1e6)).Draw(rt, "number")
				case 3:
					c.Value = rapid.Bool().Draw(rt, "bool")
				case 4:
					c.Value = time.Unix(rapid.Int64Range(0, 4_000_000_000).Draw(rt, "second"), 0).UTC()
				case 5:
					c.Value, c.Formula = rapid.SampledFrom(cellTexts).Draw(rt, "cached"), "A1"
				}
				cells = append(cells, c)
			}
			cell, err := excelize.CoordinatesToCellName(rapid.IntRange(1, 4).Draw(rt, "column"), at)
			must(t, err)
			must(t, w.SetRow(cell, cells))
		}
		must(t, w.Flush())
		b, err := file.WriteToBuffer()
		must(t, err)
		sameAsExcelize(rt, b.Bytes())
	})
}

// Any text that stands in the value of a number is shown as excelize shows it, whatever the format.
func TestAnyNumberIsShownAsByExcelize(t *testing.T) {
	var styles []int
	content := workbookOf(t, [][]any{{"a"}}, func(file *excelize.File) {
		for i := range formats {
			style, err := file.NewStyle(&excelize.Style{CustomNumFmt: &formats[i]})
			must(t, err)
			styles = append(styles, style)
		}
	})
	rapid.Check(t, func(rt *rapid.T) {
		var sheet strings.Builder
		sheet.WriteString(sheetStart + `<row r="2">`)
		for range 20 {
			value := rapid.OneOf(rapid.SampledFrom(numberTexts), rapid.StringMatching(`-?[0-9]{1,18}(\.[0-9]{1,18})?(E[+-]?[0-9]{1,2})?`),
				rapid.Custom(func(t *rapid.T) string { return fmt.Sprint(rapid.Float64Range(62, 80_000).Draw(t, "days")) }),
				rapid.Custom(func(t *rapid.T) string {
					return fmt.Sprintf("%.12f", float64(rapid.IntRange(62*86_400, 80_000*86_400).Draw(t, "second"))/86_400)
				})).Draw(rt, "value")
			format := rapid.IntRange(0, len(formats)-1).Draw(rt, "format")
			if !alike(numberOf(value), formOf(formats[format]), false) {
				format = 0
				value = "46350"
			}
			fmt.Fprintf(&sheet, `<c s="%d"><v>%s</v></c>`, styles[format], value)
		}
		sheet.WriteString(`</row>` + sheetEnd)
		sameAsExcelize(rt, withSheet(t, content, sheet.String()))
	})
}
