package bank

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"miseban/app/jst"
	"miseban/app/yen"
)

// in is a deposit of the 24th, order one that was made on the 20th.
func in(row int, payer string, amount yen.Yen) Deposit {
	return Deposit{Row: row, Date: "2026-11-24", Payer: payer, Amount: amount, Key: fmt.Sprint("k", row)}
}

func waits(id int64, no, kana string, due yen.Yen) Awaiting {
	return Awaiting{OrderID: id, No: no, Name: "（漢字）", Kana: kana, Due: yen.Of(due), Ordered: "2026-11-20"}
}

// says gives a result as one line: kind, then the orders of each candidate with the difference.
func says(r Result) string {
	s := string(r.Kind)
	for _, c := range r.Candidates {
		diff := "?"
		if c.Difference != nil {
			diff = c.Difference.String()
		}
		s += fmt.Sprint(" ", c.Orders, diff)
	}
	return s
}

func TestMorningOfDeposits(t *testing.T) {
	hanako := waits(1, "1001", "ヤマダ ハナコ", 13190)
	noKana := waits(9, "20009", "", 5500)
	noKana.Name = "森 怜"
	unknown := hanako
	unknown.OrderID, unknown.Due = 2, nil
	part := waits(3, "1003", "サトウ ショウゴ", 5000)
	part.Paid = 2000
	tomorrow := hanako
	tomorrow.Ordered = "2026-11-25"
	sameDay := hanako
	sameDay.Ordered = "2026-11-24"
	undated := hanako
	undated.Ordered = ""
	memo := in(2, "", 13190)
	memo.Memo = "振込 ﾔﾏﾀﾞ ﾊﾅｺ"
	note := in(2, "ｽｽﾞｷ ﾚｲ", 5500)
	note.Memo = "20009"
	dateLike := waits(1, "1124", "ヤマダ ハナコ", 3300)

	for _, c := range []struct {
		name     string
		deposits []Deposit
		awaiting []Awaiting
		want     []string
	}{
		{"name and amount", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190)}, []Awaiting{hanako}, []string{"exact [1]0"}},
		{"with the number before it", []Deposit{in(2, "1001ﾔﾏﾀﾞﾊﾅｺ", 13190)}, []Awaiting{hanako}, []string{"exact [1]0"}},
		{"the name in the memo", []Deposit{memo}, []Awaiting{hanako}, []string{"exact [1]0"}},
		{"the rest after a part", []Deposit{in(2, "ｻﾄｳ ｼﾖｳｺﾞ", 3000)}, []Awaiting{part}, []string{"exact [3]0"}},
		{"the whole again after a part", []Deposit{in(2, "ｻﾄｳ ｼﾖｳｺﾞ", 5000)}, []Awaiting{part}, []string{"over [3]2,000"}},
		{"paid on the day of the order", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190)}, []Awaiting{sameDay}, []string{"exact [1]0"}},
		{"ordered the day after", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190)}, []Awaiting{tomorrow}, []string{"several [1]0"}},
		{"nobody knows when it was ordered", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190)}, []Awaiting{undated}, []string{"several [1]0"}},
		{"the bill isn't known", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190)}, []Awaiting{unknown}, []string{"several [2]?"}},
		{"the bank took its fee", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 12970)}, []Awaiting{hanako}, []string{"short [1]-220"}},
		{"much too little", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 3190)}, []Awaiting{hanako}, []string{"short [1]-10,000"}},
		{"too much", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13300)}, []Awaiting{hanako}, []string{"over [1]110"}},
		{"nobody's", []Deposit{in(2, "ｽｽﾞｷ ﾚｲ", 777)}, []Awaiting{hanako}, []string{"unmatched"}},
		{"another name, the amount of one order", []Deposit{in(2, "ｽｽﾞｷ ﾚｲ", 13190)}, []Awaiting{hanako}, []string{"unmatched [1]0"}},
		{"no payer at all", []Deposit{in(2, "", 13190)}, []Awaiting{hanako}, []string{"unmatched [1]0"}},

		{"two orders of one name and amount", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190)}, []Awaiting{hanako, waits(2, "1002", "ヤマダ ハナコ", 13190)}, []string{"several [1]0 [2]0"}},
		{"the number says which of the two", []Deposit{in(2, "1002ﾔﾏﾀﾞﾊﾅｺ", 13190)}, []Awaiting{hanako, waits(2, "1002", "ヤマダ ハナコ", 13190)}, []string{"exact [2]0"}},
		{"two orders of one name, the amount says which", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190)}, []Awaiting{hanako, waits(2, "1002", "ヤマダ ハナコ", 500)}, []string{"exact [1]0"}},
		{"two orders paid together", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13690)}, []Awaiting{hanako, waits(2, "1002", "ヤマダ ハナコ", 500)}, []string{"several [1 2]0 [1]500 [2]13,190"}},
		{"two orders together, less a fee", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13470)}, []Awaiting{hanako, waits(2, "1002", "ヤマダ ハナコ", 500)}, []string{"short [1 2]-220 [1]280 [2]12,970"}},
		{"one order, or two that add up to it", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 3000)}, []Awaiting{waits(1, "1001", "ヤマダ ハナコ", 3000), waits(2, "1002", "ヤマダ ハナコ", 1000), waits(3, "1003", "ヤマダ ハナコ", 2000)},
			[]string{"several [1]0 [2 3]0 [3]1,000 [2]2,000"}},
		{"the same paid twice", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190), in(3, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190)}, []Awaiting{hanako}, []string{"several [1]0", "several [1]0"}},
		{"one statement read twice", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190), in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190)}, []Awaiting{hanako, hanako}, []string{"exact [1]0"}},
		{"each order with its deposit", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190), in(3, "ﾔﾏﾀﾞ ﾊﾅｺ", 280)}, []Awaiting{hanako, waits(2, "1002", "ヤマダ ハナコ", 500)}, []string{"exact [1]0", "short [2]-220"}},
		{"one for both, and one for one of them", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13690), in(3, "ﾔﾏﾀﾞ ﾊﾅｺ", 500)}, []Awaiting{hanako, waits(2, "1002", "ヤマダ ハナコ", 500)},
			[]string{"several [1 2]0 [1]500 [2]13,190", "several [2]0 [1]-12,690"}},

		{"a long number beside the husband's name", []Deposit{in(2, "20001ﾔﾏﾀﾞﾀﾛｳ", 13190)}, []Awaiting{waits(1, "20001", "ヤマダ ハナコ", 13190)}, []string{"exact [1]0"}},
		{"the same with signs in the number", []Deposit{in(2, "EC20260012 ﾔﾏﾀﾞﾀﾛｳ", 13190)}, []Awaiting{waits(1, "EC-2026-0012", "ヤマダ ハナコ", 13190)}, []string{"exact [1]0"}},
		{"a short number beside another name may be a date", []Deposit{in(2, "1124 ｽｽﾞｷ ﾚｲ", 3300)}, []Awaiting{dateLike}, []string{"several [1]0"}},
		{"the number of one order, the name of another", []Deposit{in(2, "20002ﾔﾏﾀﾞﾊﾅｺ", 13190)}, []Awaiting{hanako, waits(2, "20002", "サトウ ショウゴ", 13190)}, []string{"several [1]0 [2]0"}},
		{"the number of one order, the amount of the other", []Deposit{in(2, "1002ﾔﾏﾀﾞﾊﾅｺ", 13190)}, []Awaiting{hanako, waits(2, "1002", "ヤマダ ハナコ", 5000)}, []string{"several [1]0 [2]8,190"}},
		{"two shops have the number", []Deposit{in(2, "20001ﾔﾏﾀﾞﾀﾛｳ", 13190)}, []Awaiting{waits(1, "20001", "ヤマダ ハナコ", 13190), waits(2, "20001", "サトウ ショウゴ", 500)}, []string{"several [1]0 [2]12,690"}},
		{"two shops have the number, one the name", []Deposit{in(2, "20001ﾔﾏﾀﾞﾊﾅｺ", 13190)}, []Awaiting{waits(1, "20001", "ヤマダ ハナコ", 13190), waits(2, "20001", "サトウ ショウゴ", 500)}, []string{"exact [1]0"}},
		{"two numbers, the amount of one", []Deposit{in(2, "1001/1002ﾔﾏﾀﾞﾊﾅｺ", 13190)}, []Awaiting{hanako, waits(2, "1002", "ヤマダ ハナコ", 5000)}, []string{"several [1]0 [2]8,190"}},
		{"together with one that was ordered later", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 18190)}, []Awaiting{waits(2, "1002", "ヤマダ ハナコ", 5000), tomorrow}, []string{"over [2]13,190 [1]5,000"}},
		{"a number that is nobody's", []Deposit{in(2, "77777ﾔﾏﾀﾞﾊﾅｺ", 13190)}, []Awaiting{hanako}, []string{"exact [1]0"}},
		{"a telephone", []Deposit{in(2, "ﾔﾏﾀﾞﾊﾅｺ 09000001001", 13190)}, []Awaiting{hanako}, []string{"exact [1]0"}},

		{"no kana, the amount alone", []Deposit{in(2, "ﾓﾘ ﾚｲ", 5500)}, []Awaiting{noKana}, []string{"several [9]0"}},
		{"no kana, number and amount", []Deposit{in(2, "20009 ﾓﾘ ﾚｲ", 5500)}, []Awaiting{noKana}, []string{"several [9]0"}},
		{"no kana, number, another amount", []Deposit{in(2, "20009 ﾓﾘ ﾚｲ", 5280)}, []Awaiting{noKana}, []string{"short [9]-220"}},
		{"no kana, but the bank writes kanji", []Deposit{in(2, "振込 森　怜", 5500)}, []Awaiting{noKana}, []string{"several [9]0"}},
		{"a number in the memo beside another name", []Deposit{note}, []Awaiting{waits(1, "20009", "ヤマダ ハナコ", 5500)}, []string{"several [1]0"}},

		{"a name of two letters", []Deposit{in(2, "ﾘ ｲ", 5500)}, []Awaiting{waits(1, "1001", "リ イ", 5500)}, []string{"several [1]0"}},
		{"another kind of company", []Deposit{in(2, "ﾕ)ｱｵｲｼﾖｳﾃﾝ", 5500)}, []Awaiting{waits(1, "1001", "カブシキガイシャアオイショウテン", 5500)}, []string{"several [1]0"}},
		{"the same kind of company", []Deposit{in(2, "ｱｵｲｼﾖｳﾃﾝ(ｶ", 5500)}, []Awaiting{waits(1, "1001", "カブシキガイシャアオイショウテン", 5500)}, []string{"exact [1]0"}},
		{"another number in a company's name", []Deposit{in(2, "ｽﾀｼﾞｵ2", 5500)}, []Awaiting{waits(1, "1001", "スタジオ1", 5500)}, []string{"several [1]0"}},
		{"the number in a company's name", []Deposit{in(2, "ｽﾀｼﾞｵ1", 5500)}, []Awaiting{waits(1, "1001", "スタジオ1", 5500)}, []string{"exact [1]0"}},

		{"one letter is wrong", []Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅﾖ", 13190)}, []Awaiting{hanako}, []string{"several [1]0"}},
		{"the same family", []Deposit{in(2, "ﾔﾏﾀﾞ ｹﾝｲﾁ", 13190)}, []Awaiting{hanako}, []string{"several [1]0"}},
		{"cut off by the bank", []Deposit{in(2, "ｶ)ﾆﾎﾝｼﾖｳｼﾞｺｳｷﾞﾖｳ", 13190)}, []Awaiting{waits(1, "1001", "ニホンショウジコウギョウ カンサイ", 13190)}, []string{"several [1]0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, r := range Match(c.deposits, c.awaiting, today) {
				got = append(got, says(r))
				for _, candidate := range r.Candidates {
					if !strings.HasSuffix(candidate.Why, "。") || candidate.Score <= 0 || candidate.Score > 100 {
						t.Errorf("candidate %+v", candidate)
					}
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestWhatTheOwnerReads(t *testing.T) {
	hanako := waits(1, "1001", "ヤマダ ハナコ", 13190)
	hanako.Shown, hanako.PayBy = "#1001", "2026-11-22"
	later := hanako
	later.Ordered, later.PayBy = "2026-11-25", ""
	mori := waits(9, "20009", "", 5500)
	for _, c := range []struct {
		deposits []Deposit
		order    Awaiting
		want     string
	}{
		{[]Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190)}, hanako, "名義（カナ）が同じです。金額は同じです。支払期限（11/22(日)）を過ぎた入金です。"},
		{[]Deposit{in(2, "1001ﾔﾏﾀﾞ ﾊﾅｺ", 12970)}, later, "名義と注文番号（#1001）が同じです。請求（残り13,190円）より220円少ない入金です。振込手数料が引かれたのかもしれません。入金のあとの日付の受注です（11/25(水)）。"},
		{[]Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13081)}, later, "名義（カナ）が同じです。請求（残り13,190円）より109円少ない入金です。入金のあとの日付の受注です（11/25(水)）。"},
		{[]Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 14190)}, later, "名義（カナ）が同じです。請求（残り13,190円）より1,000円多い入金です。入金のあとの日付の受注です（11/25(水)）。"},
		{[]Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190), in(3, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190)}, hanako, "名義（カナ）が同じです。金額は同じです。同じ受注に当てはまる入金がほかにもあります（二重のお振込みかもしれません）。支払期限（11/22(日)）を過ぎた入金です。"},
		{[]Deposit{in(2, "20009ﾓﾘ ﾚｲ", 5500)}, mori, "注文番号（20009）が書かれています。この受注にはカナがなく、名義は比べられません。金額は同じです。"},
	} {
		r := Match(c.deposits, []Awaiting{c.order}, today)[0]
		if len(r.Candidates) != 1 || r.Candidates[0].Why != c.want {
			t.Errorf("%+v says %+v, want %q", c.deposits[0], r.Candidates, c.want)
		}
	}
	for _, k := range []Kind{Exact, Several, Short, Over, Unmatched} {
		if k.Text() == "" {
			t.Errorf("%s has no text", k)
		}
	}
}

// The fees that banks take, at both ends: 109 and 881 yen are none.
func TestFees(t *testing.T) {
	for missing, fee := range map[yen.Yen]bool{109: false, 110: true, 220: true, 660: true, 880: true, 881: false} {
		r := Match([]Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190-missing)}, []Awaiting{waits(1, "1001", "ヤマダ ハナコ", 13190)}, today)[0]
		if r.Kind != Short || strings.Contains(r.Candidates[0].Why, "手数料") != fee {
			t.Errorf("%d yen too little: %s, %s", missing, r.Kind, r.Candidates[0].Why)
		}
	}
}

// A deposit that the clock says is still to come is for the owner.
func TestDepositAheadOfToday(t *testing.T) {
	d := in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 13190)
	d.Date = "2026-11-25"
	o := waits(1, "1001", "ヤマダ ハナコ", 13190)
	if got := says(Match([]Deposit{d}, []Awaiting{o}, today)[0]); got != "several [1]0" {
		t.Error(got)
	}
	if got := says(Match([]Deposit{d}, []Awaiting{o}, today.AddDate(0, 0, 1))[0]); got != "exact [1]0" {
		t.Error(got)
	}
}

// A shop that sells one thing at one price, without kana: the nearest orders are listed, the rest is counted.
func TestFiftyOrdersOfOnePrice(t *testing.T) {
	var awaiting []Awaiting
	for i := range 50 {
		o := waits(int64(i+1), fmt.Sprint(30000+i), "", 3300)
		o.Ordered = jst.Date("2026-10-20").AddDays(i)
		awaiting = append(awaiting, o)
	}
	r := Match([]Deposit{in(2, "ﾔﾏﾀﾞ ﾊﾅｺ", 3300)}, awaiting, today)[0]
	if r.Kind != Several || len(r.Candidates) != maxCandidates || r.More != 50-maxCandidates {
		t.Fatalf("%s, %d candidates and %d more", r.Kind, len(r.Candidates), r.More)
	}
	for i, c := range r.Candidates {
		if want := int64(25 + i); c.Orders[0] != want { // order 36 was made on the day of the deposit
			t.Errorf("candidate %d is order %d, want %d", i, c.Orders[0], want)
		}
	}
}
