package table

import (
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Numbers in a workbook are shown through formats: ¥1,980, 1.23E+11 for a long order number, 11月24日 for a date that
// has a year. A reader wants the values. plainNumbers changes the formats of the opened file, in memory, so that
//   - a number is plain: 1980, 123456789012 (one of more than 15 digits has lost digits already: it comes as
//     1.23456789012346E+17, which ExcelNumber recognises);
//   - a date is 2026-11-24 or 2026-11-24 10:00:00, a time of day 10:00:00, whatever its format and base year;
//   - a number shown with leading zeros (format 0000000: zip codes) keeps them.
//
// Texts are never touched, also those that begin with = or look like a number.
func plainNumbers(file *excelize.File) error {
	styles := file.Styles
	if styles == nil || styles.CellXfs == nil {
		return nil
	}
	custom := map[int]string{}
	plain := 1 << 20 // the number of no format: such cells are given as they are
	if styles.NumFmts != nil {
		for _, f := range styles.NumFmts.NumFmt {
			if f != nil {
				custom[f.NumFmtID] = f.FormatCode
				plain = max(plain, f.NumFmtID+1)
			}
		}
	}
	own := len(styles.CellXfs.Xf) // the styles of the file; ours come behind them
	date, err := addFormat(file, dateMark+"yyyy-mm-dd hh:mm:ss")
	if err != nil {
		return err
	}
	timeOfDay, err := addFormat(file, dateMark+"hh:mm:ss")
	if err != nil {
		return err
	}
	for i := range styles.CellXfs.Xf[:own] {
		style := &styles.CellXfs.Xf[i]
		if style.NumFmtID == nil {
			continue
		}
		code, isCustom := custom[*style.NumFmtID]
		form := builtInForm(*style.NumFmtID)
		if isCustom {
			form = formOf(code)
		}
		switch form {
		case dateForm:
			style.NumFmtID = date
		case timeForm:
			style.NumFmtID = timeOfDay
		case numberForm:
			style.NumFmtID = &plain
		}
	}
	return nil
}

func addFormat(file *excelize.File, code string) (*int, error) {
	id, err := file.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err != nil {
		return nil, err
	}
	return file.Styles.CellXfs.Xf[id].NumFmtID, nil
}

type form int

const (
	numberForm form = iota
	dateForm
	timeForm
	zerosForm
)

// builtInForm knows the formats without a code of their own (ECMA-376 part 1, 18.8.30, with its Japanese ones).
func builtInForm(id int) form {
	switch {
	case id >= 18 && id <= 21, id == 32, id == 33, id == 45, id == 47:
		return timeForm
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 50 && id <= 58:
		return dateForm
	}
	return numberForm
}

var (
	literal   = regexp.MustCompile(`"[^"]*"|\\.|[_*].|\[[^\]]*\]|g/標準|general|am/pm|a/p`)
	exponent  = regexp.MustCompile(`e[+-]`)
	onlyZeros = regexp.MustCompile(`^0{2,}$`)
)

// formOf tells what a format's code shows. Elapsed time ([h]:mm) is a number: it is no time of day.
func formOf(code string) form {
	if onlyZeros.MatchString(code) {
		return zerosForm
	}
	code = strings.ToLower(code)
	for _, elapsed := range []string{"[h]", "[hh]", "[m]", "[mm]", "[s]", "[ss]"} {
		if strings.Contains(code, elapsed) {
			return numberForm
		}
	}
	code = literal.ReplaceAllString(code, "")
	code, _, _ = strings.Cut(exponent.ReplaceAllString(code, ""), ";")
	switch {
	case strings.ContainsAny(code, "ydge") || strings.Contains(code, "aaa"):
		return dateForm
	case strings.ContainsAny(code, "hs"):
		return timeForm
	case strings.Contains(code, "m"):
		return dateForm
	}
	return numberForm
}

// dateMark begins a date as plainNumbers lets it be written, so that it is told from a text that looks like one.
const (
	dateMark     = `"` + dateMarkText + `"`
	dateMarkText = "\u2063日時\u2063"
)

// dateText takes the mark off, and the midnight of a date without a time.
func dateText(cell string) string {
	value, marked := strings.CutPrefix(cell, dateMarkText)
	if !marked {
		return cell
	}
	if date, midnight := strings.CutSuffix(value, " 00:00:00"); midnight {
		return date
	}
	return value
}
