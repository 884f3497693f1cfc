// Package yen holds the type of money. It knows nothing of orders, taxes or files.
package yen

import "strconv"

// Yen is an amount in whole Japanese yen. Whether tax is in it is said where the amount is used.
// An amount that nobody has told us is not zero: it is a nil *Yen.
type Yen int64

// Of gives a known amount.
func Of(y Yen) *Yen { return &y }

// String writes the amount with thousands separators and without a unit: -1,234.
func (y Yen) String() string {
	s := strconv.FormatInt(int64(y), 10)
	sign := ""
	if y < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// Text is String with 円 behind it, or 未確定 when the amount is unknown.
func Text(y *Yen) string {
	if y == nil {
		return "未確定"
	}
	return y.String() + "円"
}
