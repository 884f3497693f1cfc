package bank

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"miseban/app/yen"
)

// maxYen is far above any shop's account, and sums of thousands of them stay inside an int64.
const maxYen = 999_999_999_999

var (
	plainYen  = regexp.MustCompile(`^(?:\d{1,15}|\d{1,3}(?:,\d{3})+)(?:\.0+)?$`)
	roundedBy = regexp.MustCompile(`^\d(?:\.\d+)?[Ee]\+?\d+$`)
	signs     = strings.NewReplacer("−", "-", "‐", "-", "–", "-", "—", "-", "△", "-", "▲", "-", "¥", "", `\`, "", "円", "", " ", "", "*", "")
)

// readYen reads 1,080, ￥1,080, １，０８０円, *1,080 (as passbooks have it) and, below zero, -1,080, △1,080, ▲1,080, (1,080).
// \ is what Windows' fonts show as ¥. The error is a sentence for the owner.
func readYen(s string) (yen.Yen, error) {
	t := signs.Replace(norm.NFKC.String(s))
	minus := false
	if rest, ok := strings.CutPrefix(t, "-"); ok {
		t, minus = rest, true
	} else if strings.HasPrefix(t, "(") && strings.HasSuffix(t, ")") {
		t, minus = t[1:len(t)-1], true
	} else {
		t = strings.TrimPrefix(t, "+")
	}
	switch {
	case roundedBy.MatchString(t):
		return 0, errors.New("Excelが数字を丸めてしまっています。銀行からもう一度ダウンロードし、Excelで開かずに取り込んでください。")
	case !plainYen.MatchString(t):
		return 0, errors.New("金額として読めません。元の明細を確かめてください。")
	}
	t, _, _ = strings.Cut(strings.ReplaceAll(t, ",", ""), ".")
	n, err := strconv.ParseInt(t, 10, 64)
	if err != nil || n > maxYen {
		return 0, errors.New("金額が大きすぎます。元の明細を確かめてください。")
	}
	if minus {
		n = -n
	}
	return yen.Yen(n), nil
}

// moved is what a row does to the account.
type moved struct {
	in   yen.Yen // above 0 for a deposit
	out  bool    // money goes out
	told bool    // an amount is written, be it 0
}

type fault struct{ column, value, message string }

const reversed = "マイナスの入金（取消や組戻し）です。取り消された入金がないか、元の明細を確かめてください。"

// money reads the amounts of a row, from two columns or from one.
func (r *reading) money(at func(int) string) (moved, *fault) {
	if r.columns.Deposit < 0 {
		return r.oneColumn(at)
	}
	in, out := at(r.columns.Deposit), at(r.columns.Withdrawal)
	var m moved
	var paid yen.Yen
	for _, c := range []struct {
		name, cell string
		to         *yen.Yen
	}{{colDeposit, in, &m.in}, {colWithdrawal, out, &paid}} {
		if nothing(c.cell) {
			continue
		}
		v, err := readYen(c.cell)
		if err != nil {
			return m, &fault{c.name, c.cell, err.Error()}
		}
		*c.to, m.told = v, true
	}
	switch {
	case m.in < 0:
		return m, &fault{colDeposit, in, reversed}
	case m.in > 0 && paid != 0:
		return m, &fault{colDeposit, in, "入金額と出金額の両方に金額があります。元の明細を確かめてください。"}
	}
	m.out = paid != 0 // below zero too: some banks write every withdrawal so
	return m, nil
}

func (r *reading) oneColumn(at func(int) string) (moved, *fault) {
	cell := at(r.columns.Amount)
	if nothing(cell) {
		return moved{}, nil
	}
	v, err := readYen(cell)
	if err != nil {
		return moved{}, &fault{colAmount, cell, err.Error()}
	}
	m := moved{told: true}
	if v == 0 {
		return m, nil
	}
	if r.columns.InOut < 0 {
		m.in, m.out = max(v, 0), v < 0
		return m, nil
	}
	word := at(r.columns.InOut)
	in, known := direction[strings.ToUpper(norm.NFKC.String(word))]
	switch {
	case !known:
		return m, &fault{colInOut, word, "入金か出金か読めません。元の明細を確かめてください。"}
	case in && v < 0:
		return m, &fault{colAmount, cell, reversed}
	case in:
		m.in = v
	default:
		m.out = true
	}
	return m, nil
}

// nothing says whether a cell of money is left empty; banks also write a dash there.
func nothing(cell string) bool {
	switch cell {
	case "", "-", "－", "ー", "―", "—", "−", "*", "＊":
		return true
	}
	return false
}

// direction has the words by which banks tell money in (true) from money out. 1 and 2 are 入払区分 of 全国銀行協会's
// 入出金取引明細; the words are 未検証 for any one bank. A word that is not here is asked about, never guessed.
var direction = map[string]bool{
	"入金": true, "入": true, "お預り": true, "お預かり": true, "お預入れ": true, "預入": true, "預入れ": true, "預り": true, "受入": true, "受取": true,
	"振込入金": true, "入金額": true, "貸方": true, "CR": true, "CREDIT": true, "IN": true, "1": true, "+": true, "プラス": true,
	"出金": false, "出": false, "お支払": false, "お支払い": false, "お引出し": false, "引出": false, "引出し": false, "支払": false, "支払い": false, "払出": false,
	"払": false, "振込出金": false, "出金額": false, "借方": false, "DR": false, "DEBIT": false, "OUT": false, "2": false, "-": false, "マイナス": false,
}
