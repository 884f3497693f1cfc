package orders

import (
	"strings"

	"miseban/app/judge"
	"miseban/app/order"
)

func history(in judge.Input) string {
	var out []string
	for _, d := range in.Deeds {
		when := d.At.Time().Format("01/02 15:04")
		switch d.Kind {
		case order.Printed:
			text := when + " 納品書を印刷"
			if p, err := judge.ReadPrint(d); err == nil && p.Running != "" {
				text += "（通し番号 " + p.Running + "）"
			}
			out = append(out, text)
		case order.Shipped:
			out = append(out, when+" 出荷済みにした")
		case order.Notified:
			out = append(out, when+" モールへ通知済みにした")
		}
	}
	for _, d := range in.Decisions {
		when := d.At.Time().Format("01/02 15:04")
		switch d.Kind {
		case order.Accept:
			out = append(out, when+" 確認した")
		case order.MarkPaid:
			out = append(out, when+" 入金済みにした")
		case order.SlipNote:
			out = append(out, when+" 納品書の一言：「"+d.Body+"」")
		case order.ShowPrices:
			out = append(out, when+" 金額の表示を変えた")
		}
	}
	return strings.Join(out, "\n")
}
