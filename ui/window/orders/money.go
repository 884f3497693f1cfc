package orders

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
	"miseban/ui/part"
)

func pair(name, text string, style part.Style) fyne.CanvasObject {
	return part.HStack(8, part.NewText(name, part.Body), layout.NewSpacer(), part.NewTextRight(text, style))
}

type sum struct{ name, text string }

func sums(f *order.Facts) []sum {
	var out []sum
	add := func(name string, y *yen.Yen, minus string) {
		if y != nil && *y != 0 {
			out = append(out, sum{name, minus + y.String() + "円"})
		}
	}
	add("商品合計", f.Goods, "")
	add("送料", f.Shipping, "")
	add("代引手数料", f.CODFee, "")
	add("ラッピング", f.WrappingFee, "")
	for _, o := range order.Value(f.Other) {
		add(o.Name, &o.Yen, "")
	}
	add("クーポン", f.Coupon, "−")
	add("ポイント", f.Points, "−")
	return out
}

func payText(f *order.Facts, j judge.Judgement) string {
	t := order.Value(f.PaymentText)
	if t == "" && j.Class != payment.Unknown {
		t = j.Class.Name()
	}
	if t == "" {
		t = "支払方法は不明"
	}
	if j.Paid != nil {
		if *j.Paid {
			return t + "（入金済み）"
		}
		return t + "（未入金）"
	}
	return t
}
