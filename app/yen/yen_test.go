package yen

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAmountsAsTheShopWritesThem(t *testing.T) {
	for y, want := range map[Yen]string{0: "0", 999: "999", 1000: "1,000", 13190: "13,190", 1234567: "1,234,567", -500: "-500", -12345: "-12,345"} {
		if got := y.String(); got != want {
			t.Errorf("%d is written %q, want %q", int64(y), got, want)
		}
	}
	if got := Text(nil); got != "未確定" {
		t.Errorf("an unknown amount is written %q", got)
	}
	if got := Text(Of(0)); got != "0円" {
		t.Errorf("zero yen is written %q: zero is not unknown", got)
	}
}

func TestThousandsSeparatorsChangeNoDigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-1<<60, 1<<60).Draw(t, "yen")
		if got := strings.ReplaceAll(Yen(n).String(), ",", ""); got != strconv.FormatInt(n, 10) {
			t.Fatalf("%d became %s", n, got)
		}
	})
}
