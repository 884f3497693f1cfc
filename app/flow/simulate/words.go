package simulate

import (
	"fmt"
	"slices"
	"strings"

	"miseban/app/judge"
)

// Words says what is different after a change, beside the status: "ギフトを付ける、ラベル「急ぎ」、名入れ 330円を追加". Empty when only the
// status is.
func (c *Change) Words() string {
	var out []string
	pair := func(before, after []string, added, taken string) {
		for _, x := range after {
			if !slices.Contains(before, x) {
				out = append(out, fmt.Sprintf(added, x))
			}
		}
		for _, x := range before {
			if !slices.Contains(after, x) {
				out = append(out, fmt.Sprintf(taken, x))
			}
		}
	}
	a, b := &c.Before, &c.After
	pair(flagNames(a.Flags), flagNames(b.Flags), "%sを付ける", "%sを外す")
	pair(a.Labels, b.Labels, "ラベル「%s」", "ラベル「%s」を外す")
	pair(a.Checks, b.Checks, "チェック「%s」", "チェック「%s」を外す")
	pair(feeNames(a.Fees), feeNames(b.Fees), "%sを追加", "%sをやめる")
	if a.Method != b.Method {
		out = append(out, "配送方法 "+named(a.Method)+" → "+named(b.Method))
	}
	pair(a.Encloses, b.Encloses, "「%s」を同梱", "「%s」を入れない")
	pair(a.Notes, b.Notes, "納品書に「%s」", "納品書の「%s」をやめる")
	pair(a.Mails, b.Mails, "メール「%s」", "メール「%s」をやめる")
	if a.Priority != b.Priority {
		out = append(out, fmt.Sprintf("優先度 %d → %d", a.Priority, b.Priority))
	}
	if a.FeesOnly != b.FeesOnly {
		out = append(out, "納品書の金額は追加料金だけ")
	}
	if len(out) == 0 && a.Status == b.Status {
		switch {
		case !slices.Equal(a.Hide, b.Hide):
			out = append(out, "納品書の金額")
		case !slices.Equal(a.Blockers, b.Blockers):
			out = append(out, "待つ理由")
		default:
			out = append(out, "確認の内容")
		}
	}
	return strings.Join(out, "、")
}

func flagNames(flags []judge.Flag) []string {
	out := make([]string, len(flags))
	for i, f := range flags {
		out[i] = f.Name()
	}
	return out
}

func feeNames(fees []judge.Fee) []string {
	out := make([]string, len(fees))
	for i, f := range fees {
		out[i] = fmt.Sprintf("%s %s円", f.Name, f.Yen)
	}
	return out
}

func named(s string) string {
	if s == "" {
		return "（ファイルのまま）"
	}
	return s
}
