package enter

import (
	"fyne.io/fyne/v2"

	"miseban/app/flow/enter"
	"miseban/app/flow/ship"
	"miseban/app/payment"
	"miseban/ui/part"
)

// slots are the usual times of day.
var slots = []string{ship.SlotName("am"), ship.SlotName("14-16"), ship.SlotName("16-18"), ship.SlotName("18-20"), ship.SlotName("19-21")}

// payWords are one usual word for each way to pay; her own can be typed.
func payWords() []string {
	var out []string
	seen := map[payment.Class]bool{}
	for _, r := range payment.Defaults() {
		if !seen[r.Class] && r.Class != payment.Mall {
			seen[r.Class] = true
			out = append(out, r.Text)
		}
	}
	return out
}

// terms is the column of how the order is paid and sent.
func (s *Screen) terms(box *fyne.Container) {
	s.facts = map[string]*input{}
	keep := func(id, label string, w *input, widget fyne.CanvasObject) fyne.CanvasObject {
		s.facts[id] = s.field(id, label, w, widget, s.side)
		return w.object
	}
	pick := func(id, label, placeholder string, texts ...string) fyne.CanvasObject {
		e := part.NewPickEntry(placeholder, s.layer, texts...)
		return keep(id, label, suggesting(e), e)
	}
	amount := func(id, label, placeholder string) fyne.CanvasObject {
		w, e := number(placeholder)
		return keep(id, label, w, e)
	}
	box.Add(part.NewText("お支払い・お届け", part.Strong))
	box.Add(pick("payment", "支払方法", "", payWords()...))
	box.Add(pick("paid", "入金", "わからない", "入金済み", "未入金"))
	box.Add(amount("shipping", "送料", "まだ決まっていない"))
	box.Add(amount("cod_fee", "代引手数料", "代引のときだけ"))
	date := part.NewDateEntry(s.today)
	box.Add(keep("wish_date", "お届け希望日", &input{entry: &date.Entry, focus: date, put: date.SetText}, date))
	box.Add(pick("wish_slot", "時間帯", "", slots...))
	box.Add(pick("method", "配送方法", "", "宅配便", "メール便"))
	w, e := several("お客様がおっしゃったこと", 3)
	box.Add(keep("comment", "コメント", w, e))
	s.shop = nil
	if shops := enter.Shops(s.f.Desk); len(shops) > 1 {
		var names []string
		for _, x := range shops {
			names = append(names, x.Name)
		}
		e := part.NewPickEntry("どの店舗の受注？", s.layer, names...)
		s.shop = s.field("", "店舗", suggesting(e), e, s.side)
		box.Add(s.shop.object)
	}
	s.open = part.NewKeyButton("ほかの項目（割引・注文番号など）", "", part.Flat, func() { s.showMore(s.more.Hidden) })
	box.Add(part.HStack(0, s.open))
	s.more = part.VStack(7)
	s.more.Add(amount("wrapping_fee", "ラッピング料", "なし"))
	s.more.Add(amount("coupon", "クーポン", "なし"))
	s.more.Add(amount("points", "ポイント", "なし"))
	s.more.Add(amount("goods", "商品合計", "明細から計算"))
	s.more.Add(amount("total", "請求金額", "合計から計算"))
	no, field := plain("")
	s.no = s.field("", "注文番号", no, field, s.side)
	s.more.Add(no.object)
	at, field := plain("いま")
	s.more.Add(keep("ordered_at", "注文日時", at, field))
	memo, field := several("お店の覚え書き", 2)
	s.more.Add(keep("memo", "ひとことメモ", memo, field))
	s.more.Hide()
	box.Add(s.more)
}

func (s *Screen) showMore(on bool) {
	s.more.Hidden = !on
	label := "ほかの項目（割引・注文番号など）"
	if on {
		label = "ほかの項目を閉じる"
	}
	s.open.SetLabel(label, "")
	s.redraw()
}

// sums is what the order comes to, and what it still lacks.
func (s *Screen) sums() fyne.CanvasObject {
	s.total, s.hint = part.NewTextRight("—", part.Figure), part.NewNote("", part.Quiet)
	return part.VStack(4, part.Beside(part.NewText("合計（税込）", part.Strong), s.total), s.hint)
}
