package bank

import (
	"fmt"
	"strings"

	"miseban/app/yen"
)

// why says in Japanese what agrees between a deposit and an option, and what doesn't.
func (m *matching) why(i int, o option, rivals bool) string {
	var b strings.Builder
	d, first := m.deposits[i], m.orders[o.orders[0]]
	if o.name && !o.number && !m.sameName(m.payers[i], o.orders[0]) {
		b.WriteString("名義はほぼ同じです（法人の種類や数字が違うか、短い名義のため、確定できません）。")
	} else {
		b.WriteString(agreement(o, first))
	}
	switch {
	case len(o.orders) > 1 && o.apart() == 0:
		fmt.Fprintf(&b, "この名義の受注%d件の合計と金額が同じです。", len(o.orders))
	case len(o.orders) > 1:
		fmt.Fprintf(&b, "この名義の受注%d件の合計より", len(o.orders))
		b.WriteString(gap(o))
	case o.difference == nil:
		b.WriteString("請求額が未確定のため、金額を比べられません。")
	case *o.difference == 0 && first.Paid > 0:
		b.WriteString("金額は残りの" + first.rest().String() + "円と同じです。")
	case *o.difference == 0:
		b.WriteString("金額は同じです。")
	default:
		b.WriteString("請求（残り" + first.rest().String() + "円）より" + gap(o))
	}
	if rivals {
		b.WriteString("同じ受注に当てはまる入金がほかにもあります（二重のお振込みかもしれません）。")
	}
	if o.late {
		b.WriteString("入金のあとの日付の受注です（" + first.Ordered.Short() + "）。")
	}
	if len(o.orders) == 1 && first.PayBy != "" && d.Date > first.PayBy {
		b.WriteString("支払期限（" + first.PayBy.Short() + "）を過ぎた入金です。")
	}
	return b.String()
}

// agreement is the part of the sentence about name and number.
func agreement(o option, first waiting) string {
	shown := first.Shown
	if shown == "" {
		shown = first.No
	}
	switch {
	case o.name && o.number:
		return "名義と注文番号（" + shown + "）が同じです。"
	case o.name:
		return "名義（カナ）が同じです。"
	case o.number && first.weak:
		return "注文番号（" + shown + "）が書かれています。この受注にはカナがなく、名義は比べられません。"
	case o.number:
		return "注文番号（" + shown + "）が書かれていますが、名義は違います。"
	case o.near != "":
		return o.near
	case o.noKana:
		return "この受注にはカナがなく、名義は比べられません。"
	}
	return "名義は違います。"
}

// gap says how much too little or too much has come.
func gap(o option) string {
	switch {
	case o.fee():
		return (-*o.difference).String() + "円少ない入金です。振込手数料が引かれたのかもしれません。"
	case *o.difference < 0:
		return (-*o.difference).String() + "円少ない入金です。"
	}
	return yen.Yen(*o.difference).String() + "円多い入金です。"
}
