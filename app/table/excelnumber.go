package table

import (
	"regexp"
	"strings"
)

var excelNumber = regexp.MustCompile(`^[+-]?[1-9](\.[0-9]+)?E[+-][0-9]{2,3}$`)

// ExcelNumber tells whether a text is a number as Excel shows a long one (1.23E+11): an order number, telephone or code
// in such a cell lost its digits when somebody opened the file in Excel and saved it again.
func ExcelNumber(s string) bool { return excelNumber.MatchString(strings.TrimSpace(s)) }
