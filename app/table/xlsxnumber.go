package table

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// appendNumber adds the value of a cell that is a number, or what else stands there (#N/A), as a reader wants it:
// plain, 1980 for 1.98E3 and 0.07 for 7.0000000000000007E-2, in the form of its format (see form). Excel keeps 15
// digits: a number that has more has lost some already, and comes as 1.23456789012346E+17, which ExcelNumber recognises,
// unless it has nothing but zeros behind them.
func appendNumber(to, value []byte, f cellForm, from1904 bool) []byte {
	if f.form == numberForm && isPlainNumber(value) {
		return append(to, value...)
	}
	start := len(to)
	number, err := strconv.ParseFloat(string(value), 64)
	if err != nil || bytes.IndexByte(value, '_') >= 0 {
		return append(to, value...)
	}
	to = strconv.AppendFloat(to, number, 'f', -1, 64)
	if text := to[start:]; len(text)-bytes.Count(text, []byte(".")) > 15 && !endsInZeros(value) {
		to = strconv.AppendFloat(to[:start], number, 'G', 15, 64)
		if number, err = strconv.ParseFloat(string(to[start:]), 64); err != nil {
			return to // rounded up to what is no number any more
		}
	}
	switch f.form {
	case dateForm, timeForm:
		if number >= 0 && number < lastDay {
			return appendDate(to[:start], number, f.form, from1904)
		}
	case zerosForm:
		if math.IsNaN(number) || math.IsInf(number, 0) {
			return to
		}
		return appendZeros(to[:start], number, f.zeros)
	}
	return to
}

// isPlainNumber tells whether a number is written as it is shown: digits alone, without a zero before them.
func isPlainNumber(b []byte) bool {
	if len(b) == 0 || len(b) > 15 || b[0] == '0' && len(b) > 1 {
		return false
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// endsInZeros tells a whole number of which Excel kept all digits that it keeps: the rest of them are zeros.
func endsInZeros(value []byte) bool {
	if bytes.ContainsAny(value, ".Ee") {
		return false
	}
	return len(bytes.TrimRight(bytes.TrimLeft(value, "+-0"), "0")) <= 15
}

// appendZeros adds a number in the format 0000000: rounded, with so many digits at least. One of more than 15 digits is
// written out as it is.
func appendZeros(to []byte, number float64, digits int) []byte {
	if number < 0 {
		to = append(to, '-')
	}
	size := math.Abs(number)
	plain := strconv.FormatFloat(size, 'f', -1, 64)
	before, _, _ := strings.Cut(plain, ".")
	if max(len(before), digits) > 15 && len(strings.ReplaceAll(strconv.FormatFloat(number, 'f', -1, 64), ".", "")) > 15 {
		return append(to, plain...)
	}
	rounded := strconv.FormatFloat(math.Round(size), 'f', 0, 64)
	for range digits - len(rounded) {
		to = append(to, '0')
	}
	return append(to, rounded...)
}
