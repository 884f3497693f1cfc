package bank

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func FuzzStatement(f *testing.F) {
	f.Add("2026/11/24\tﾔﾏﾀﾞ ﾊﾅｺ\t\t1,080\t1,080\n11/24\tｻﾄｳ\t500\t\t580", 0, 1, 3, 2, 4, 5, -1, -1)
	f.Add("令和8年11月24日\tﾔﾏﾀﾞ ﾊﾅｺ\t-1080\n08.11.24\tx\t1080", 0, 1, -1, -1, -1, -1, 2, -1)
	f.Add("2026\t2\t29\tﾔﾏﾀﾞ\t１，０８０円\t入金\n2/29\t\t\tﾔﾏﾀﾞ\t(5)\t2", 0, 3, -1, -1, -1, -1, 4, 5)
	f.Add("0000/00/00\t\t9999999999999999\n99/99\t\t0", 0, -1, 2, -1, -1, -1, -1, -1)
	f.Fuzz(func(t *testing.T, text string, date, payer, deposit, withdrawal, balance, memo, amount, inOut int) {
		var rows [][]string
		for line := range strings.SplitSeq(text, "\n") {
			rows = append(rows, strings.Split(line, "\t"))
		}
		conserved(t, Columns{date, payer, deposit, withdrawal, balance, memo, amount, inOut}, rows)
	})
}

func FuzzPayerKey(f *testing.F) {
	for _, s := range spellings {
		f.Add(s.payer)
		f.Add(s.kana)
	}
	f.Add("((ｶ)))ﾕ)(ｶ ﾄﾞ) 振込振込ﾌﾘｺﾐ株式会社株式会社")
	f.Add("--1-A-ーー゛゜ﾞ\u3099\xff")
	f.Add("ﾊ\uef9f뽸 \x02\xbe\x90ﾥ")    // parts of a letter with something between
	f.Add("\xbe\x9f\xe2\x99\x1a\xf6ϔ") // broken bytes keep what follows from being normalised
	f.Fuzz(func(t *testing.T, s string) {
		n := PayerKey(s)
		if again := PayerKey(n.Key); again.Key != n.Key || len(again.Numbers) != 0 {
			t.Fatalf("%q is %q, and that is %q with %q", s, n.Key, again.Key, again.Numbers)
		}
		if !utf8.ValidString(n.Key) {
			t.Fatalf("%q is %q", s, n.Key)
		}
		for _, r := range n.Key {
			if !unicode.IsLetter(r) || r == 'ー' {
				t.Fatalf("%q is %q with %q in it", s, n.Key, r)
			}
		}
		for _, number := range n.Numbers {
			if digitsOf("1"+number) == "1" || strings.ContainsAny(number, "- ー") {
				t.Fatalf("%q has the number %q", s, number)
			}
		}
		NameKey(s, "")
		kanjiKey(s)
	})
}
