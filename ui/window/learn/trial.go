package learn

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/mapping"
	"miseban/app/order"
	"miseban/app/yen"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// fillPane shows the first orders as they would be read, and brings the button up to date.
func (s *Screen) fillPane() {
	if s.d == nil || s.pane == nil {
		return
	}
	s.save.SetLabel(s.label(), "Ctrl+Enter")
	s.save.SetEnabled(s.ready())
	box := part.VStack(10)
	if s.d.kind() == mapping.Orders {
		s.orders(box)
	} else {
		s.firstRows(box)
	}
	s.pane.Objects = []fyne.CanvasObject{container.NewVScroll(part.Inset(12, 14, 12, 14, box))}
	s.pane.Refresh()
}

func (s *Screen) orders(box *fyne.Container) {
	box.Add(part.NewNote("最初の受注は、こう読みます", part.Heading))
	stops, advice := s.d.problems()
	_, ok := s.d.mapping()
	switch {
	case !ok && s.d.asked() >= 0:
		box.Add(part.NewNote("左の質問に答えると、ここに受注が出ます。", part.Quiet))
		return
	case !ok:
		box.Add(part.NewNote("どの列も読みかえないなら、保存するものがありません。「列を1つずつ決める」を選ぶか、Escで戻って「このまま読む」を選んでください。", part.Body))
		return
	case len(stops) > 0:
		for _, p := range stops {
			box.Add(part.NewCardInset(part.CardNotice, 8, 10, part.NewNote(p.Text, part.Body)))
		}
		return
	case s.trying:
		box.Add(part.NewNote("ファイルを読んでいます…", part.Quiet))
		return
	case s.tried != nil:
		box.Add(part.NewCardInset(part.CardError, 8, 10, part.NewNote(frame.Sentence(s.tried), part.Body)))
		return
	}
	t := s.trial
	sum := []part.Run{{Text: fmt.Sprintf("%s行 → 受注 %s件", part.Count(t.Rows), part.Count(t.Orders)), Style: part.Strong}}
	if t.Refused > 0 {
		sum = append(sum, part.Run{Text: fmt.Sprintf("　読めない行 %s", part.Count(t.Refused)), Style: part.Alarm})
	}
	box.Add(part.NewParagraph(sum...))
	if t.Orders == 0 {
		box.Add(part.NewCardInset(part.CardNotice, 8, 10, part.NewNote("この読み方では、読める受注がありません。列の意味を見直してください。", part.Body)))
	}
	if len(t.Problems) > 0 {
		bad := part.VStack(4, part.NewText("読めない行", part.Strong))
		for _, p := range t.Problems {
			what := p.Message
			if p.Value != "" {
				what = "「" + p.Value + "」　" + what
			}
			bad.Add(part.NewParagraph(part.Run{Text: fmt.Sprintf("%s行目　%s　", part.Count(p.Row), p.Column), Style: part.Strong}, part.Run{Text: what, Style: part.Body}))
		}
		box.Add(part.NewCardInset(part.CardError, 8, 10, bad))
	}
	for i, f := range t.First {
		box.Add(part.NewCardInset(part.CardPlain, 8, 10, orderCard(t.Numbers[i], f)))
	}
	if n := t.Orders - len(t.First); n > 0 {
		box.Add(part.NewNote("ほか "+part.Count(n)+"件", part.Quiet))
	}
	for _, p := range advice {
		box.Add(part.NewCardInset(part.CardNotice, 8, 10, part.NewNote(p.Text, part.Body)))
	}
}

// orderCard is one order as it would be read. What no column tells is said to be unknown.
func orderCard(no string, f *order.Facts) fyne.CanvasObject {
	box := part.VStack(3)
	row := func(label, text string) {
		style := part.Body
		if text == "" {
			text, style = "不明", part.Quiet
		}
		box.Add(part.NewFact(label, part.NewNote(text, style)))
	}
	state := part.NewPill("状態は不明", look.ToneReview)
	switch {
	case order.Value(f.Cancelled):
		state = part.NewPill("キャンセル", look.ToneCancelled)
	case order.Value(f.ShippedMall):
		state = part.NewPill("出荷済み", look.ToneShip)
	case order.Value(f.Clearance) == order.Cleared:
		state = part.NewPill("出荷できる", look.TonePrint)
	case order.Value(f.Clearance) == order.NotYet:
		state = part.NewPill("まだ", look.TonePayment)
	}
	head := part.HStack(6, state)
	if f.Paid != nil && *f.Paid {
		head.Add(part.NewPill("入金済み", look.TonePrint))
	} else if f.Paid != nil {
		head.Add(part.NewPill("未入金", look.TonePayment))
	}
	box.Add(part.NewNote(no, part.Strong))
	box.Add(head)
	at := ""
	if f.OrderedAt != nil {
		at = f.OrderedAt.Date().Long() + " " + f.OrderedAt.Time().Format("15:04")
	}
	row("注文日時", at)
	row("注文者", person(f.Orderer.Name, f.Orderer.Zip, f.Orderer.Address, f.Orderer.Phone, f.Orderer.Email))
	for i, d := range f.Destinations {
		label := "お届け先"
		if len(f.Destinations) > 1 {
			label += fmt.Sprint(" ", i+1)
		}
		row(label, person(d.Name, d.Zip, d.Address, d.Phone, nil))
	}
	if len(f.Destinations) == 0 {
		row("お届け先", "")
	}
	var lines []string
	for _, l := range f.Lines {
		name := order.Value(l.Name)
		if name == "" {
			name = order.Value(l.SKU)
		}
		if name == "" {
			name = order.Value(l.Code)
		}
		if o := order.Value(l.Options); len(o) > 0 {
			name += "（" + strings.Join(o, "、") + "）"
		}
		qty := " ×?"
		if l.Qty != nil {
			qty = " ×" + part.Count(*l.Qty)
		}
		price := ""
		if l.UnitPrice != nil {
			price = "　@" + l.UnitPrice.String()
		}
		lines = append(lines, name+qty+price)
	}
	row("商品", strings.Join(lines, "\n"))
	row("支払方法", order.Value(f.PaymentText))
	sum := yen.Text(f.Total)
	if f.Shipping != nil {
		sum += "（送料 " + yen.Text(f.Shipping) + "）"
	}
	row("請求金額", strings.TrimPrefix(sum, "（）"))
	if c := order.Value(f.Comment); c != "" {
		row("コメント", c)
	}
	if f.WishDate != nil && *f.WishDate != "" {
		row("希望日", f.WishDate.Long()+" "+order.Value(f.WishSlot))
	}
	return box
}

func person(name, zip, address, phone, mail *string) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(order.Value(name))
	z := order.Value(zip)
	if len(z) == 7 {
		z = z[:3] + "-" + z[3:]
	}
	if z != "" {
		z = "〒" + z + " "
	}
	add(z + order.Value(address))
	add(order.Value(phone))
	add(order.Value(mail))
	return strings.Join(parts, "\n")
}

// shownRows is how many rows of a file that is not one of orders are shown.
const shownRows = 4

// firstRows shows the first rows by what their columns mean.
func (s *Screen) firstRows(box *fyne.Container) {
	box.Add(part.NewNote("最初の行は、こう読みます", part.Heading))
	stops, advice := s.d.problems()
	for _, p := range append(stops, advice...) {
		box.Add(part.NewCardInset(part.CardNotice, 8, 10, part.NewNote(p.Text, part.Body)))
	}
	rows := s.d.rows()
	n := 0
	for _, r := range rows {
		if n == shownRows {
			break
		}
		one := part.VStack(3)
		for _, c := range s.d.columns() {
			a, ok := mapping.AboutOf(s.d.kind(), c.Means)
			if !ok || c.At >= len(r) || strings.TrimSpace(r[c.At]) == "" {
				continue
			}
			one.Add(part.NewFactWide(a.Name, 108, part.NewNote(r[c.At], part.Body)))
		}
		if len(one.Objects) > 0 {
			n++
			box.Add(part.NewCardInset(part.CardPlain, 8, 10, one))
		}
	}
	if n == 0 {
		box.Add(part.NewNote("見出しの下に、読める行がありません。", part.Quiet))
	}
}
