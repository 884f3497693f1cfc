package order

import (
	"bytes"
	"fmt"
	"strings"

	"miseban/app/jst"
	"miseban/app/yen"
)

// Change is one fact that differs, as the owner reads it.
type Change struct {
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// Same says whether two states of an order tell the same. How fresh a file was makes no difference.
func Same(a, b *Facts) bool {
	x, y := *a, *b
	x.Refreshed, y.Refreshed = false, false
	x.Listed, y.Listed = nil, nil
	p, errA := Encode(&x)
	q, errB := Encode(&y)
	return errA == nil && errB == nil && bytes.Equal(p, q)
}

// Diff names what is different between two states of an order, the old first, field by field.
func Diff(a, b *Facts) []Change {
	var out []Change
	add := func(field, old, new string) {
		if old != new {
			out = append(out, Change{field, old, new})
		}
	}
	add("モールの状態", Value(a.StatusRaw), Value(b.StatusRaw))
	add("キャンセル", yes(a.Cancelled), yes(b.Cancelled))
	add("モールの処理", clearance(a.Clearance), clearance(b.Clearance))
	add("入金", yes(a.Paid), yes(b.Paid))
	add("支払方法", Value(a.PaymentText), Value(b.PaymentText))
	add("請求金額", yen.Text(a.Total), yen.Text(b.Total))
	add("商品合計", yen.Text(a.Goods), yen.Text(b.Goods))
	add("送料", yen.Text(a.Shipping), yen.Text(b.Shipping))
	add("代引手数料", yen.Text(a.CODFee), yen.Text(b.CODFee))
	add("ラッピング料", yen.Text(a.WrappingFee), yen.Text(b.WrappingFee))
	add("クーポン", yen.Text(a.Coupon), yen.Text(b.Coupon))
	add("ポイント", yen.Text(a.Points), yen.Text(b.Points))
	add("注文者", Value(a.Orderer.Name), Value(b.Orderer.Name))
	add("注文者電話", Value(a.Orderer.Phone), Value(b.Orderer.Phone))
	add("注文者住所", Value(a.Orderer.Address), Value(b.Orderer.Address))
	add("コメント", Value(a.Comment), Value(b.Comment))
	add("店舗のメモ", Value(a.Memo), Value(b.Memo))
	add("注文日時", at(a.OrderedAt), at(b.OrderedAt))
	add("お届け希望日", long(a.WishDate), long(b.WishDate))
	add("お届け時間帯", Value(a.WishSlot), Value(b.WishSlot))
	add("配送方法", Value(a.Method), Value(b.Method))
	add("発売日", long(a.Release), long(b.Release))
	for i := range max(len(a.Destinations), len(b.Destinations)) {
		var p, q Destination
		n := ""
		if i < len(a.Destinations) {
			p = a.Destinations[i]
		}
		if i < len(b.Destinations) {
			q = b.Destinations[i]
		}
		if len(b.Destinations) > 1 {
			n = fmt.Sprintf(" %d", i+1)
		}
		add("お届け先"+n, Value(p.Name), Value(q.Name))
		add("お届け先郵便番号"+n, Value(p.Zip), Value(q.Zip))
		add("お届け先住所"+n, Value(p.Address), Value(q.Address))
		add("お届け先電話"+n, Value(p.Phone), Value(q.Phone))
		add("のし"+n, Value(p.Noshi), Value(q.Noshi))
		add("ラッピング"+n, Value(p.Wrapping), Value(q.Wrapping))
		add("メッセージ"+n, Value(p.Message), Value(q.Message))
	}
	add("明細", lines(a), lines(b))
	if len(out) == 0 && !Same(a, b) {
		out = append(out, Change{Field: "そのほかの項目", Old: "", New: "わかる項目が増えました"})
	}
	return out
}

func yes(b *bool) string {
	switch {
	case b == nil:
		return ""
	case *b:
		return "はい"
	}
	return "いいえ"
}

func clearance(c *Clearance) string {
	switch Value(c) {
	case Cleared:
		return "出荷できる"
	case NotYet:
		return "まだ"
	case ClearanceUnknown:
		return "不明"
	}
	return ""
}

func at(m *jst.Moment) string {
	if m == nil {
		return ""
	}
	return m.Time().Format("2006/01/02 15:04")
}

func long(d *jst.Date) string { return Value(d).Long() }

func lines(f *Facts) string {
	parts := make([]string, len(f.Lines))
	for i, l := range f.Lines {
		price := ""
		if l.UnitPrice != nil {
			price = " @" + l.UnitPrice.String()
		}
		name := Value(l.Name)
		if o := Value(l.Options); len(o) > 0 {
			name += "（" + strings.Join(o, "、") + "）"
		}
		parts[i] = fmt.Sprintf("%s ×%d%s", name, Value(l.Qty), price)
	}
	return strings.Join(parts, " / ")
}
