package orders

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/app/flow/desk"
	"miseban/app/flow/ship"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/yen"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// showPane shows the chosen order at the right; it is read in the background and a late answer is dropped.
func (s *Screen) showPane() {
	rows := s.chosen()
	s.paned++
	if len(rows) != 1 {
		s.setPane(s.manyPane(rows))
		return
	}
	mine, row := s.paned, rows[0]
	s.f.Go(func() {
		in, j, err := s.f.Desk.Judged(s.f.Ctx, row.ID, s.f.Now())
		fyne.Do(func() {
			switch {
			case mine != s.paned:
			case err != nil:
				s.setPane(part.NewNote(frame.Sentence(err), part.Body))
			default:
				s.setPane(s.orderPane(in, j))
				s.f.Chosen()
			}
		})
	})
}

func (s *Screen) setPane(o fyne.CanvasObject) {
	scroll := container.NewVScroll(part.Inset(12, 14, 12, 14, o))
	s.pane.Objects = []fyne.CanvasObject{scroll}
	s.pane.Refresh()
}

func (s *Screen) manyPane(rows []*desk.Row) fyne.CanvasObject {
	if len(rows) == 0 {
		return part.NewNote("受注を選ぶと、ここに内容と理由が出ます。", part.Quiet)
	}
	var sum yen.Yen
	unknown := 0
	for _, r := range rows {
		if r.Total == nil {
			unknown++
			continue
		}
		sum += *r.Total
	}
	total := sum.String() + "円"
	if unknown > 0 {
		total += "（ほかに金額未確定 " + part.Count(unknown) + "件）"
	}
	box := part.VStack(6, part.NewText(part.Count(len(rows))+"件を選んでいます", part.Title), part.NewFact("請求額", part.NewNote(total, part.Body)), part.NewRule())
	for _, a := range acts {
		if fit := a.fitting(rows); len(fit) > 0 {
			key := ""
			if a.key != 0 {
				key = string(a.key)
			}
			box.Add(part.NewKeyButton(a.label+count(fit), key, part.Plain, func() { s.perform(a) }))
		}
	}
	return box
}

func (s *Screen) orderPane(in judge.Input, j judge.Judgement) fyne.CanvasObject {
	f := in.Facts
	row := s.f.Desk.Row(in.ID)
	box := part.VStack(6,
		part.NewNote(in.Shop.Name+" · "+desk.ShownNo(in), part.Quiet),
		part.NewNote(order.Value(f.Orderer.Name)+" 様", part.Title))
	tags := part.Flow(4, part.NewPill(j.Status.Name(), frame.Tone(j.Status)))
	for _, c := range frame.Chips(j.Flags, j.Repeat) {
		tags.Add(part.NewChip(c))
	}
	box.Add(tags)
	box.Add(s.whyCard(j, row))
	for i, d := range f.Destinations {
		box.Add(heading(destinationTitle(f, j, i)))
		box.Add(part.NewNote(order.Value(d.Name)+" 様　"+zip(order.Value(d.Zip))+"\n"+order.Value(d.Address)+"\n"+order.Value(d.Phone), part.Body))
		if extra := extras(d); extra != "" {
			box.Add(part.NewNote(extra, part.Quiet))
		}
		s.lines(box, f, j, func(l order.Line) bool { return f.DestinationOf(l) == i })
	}
	if len(f.Destinations) == 0 {
		box.Add(heading("明細"))
		s.lines(box, f, j, func(order.Line) bool { return true })
	}
	if w := wishText(f); w != "" {
		box.Add(heading("お届け希望・配送方法"))
		box.Add(part.NewNote(w, part.Body))
	}
	if c := strings.TrimSpace(order.Value(f.Comment)); c != "" {
		box.Add(heading("コメント"))
		box.Add(part.NewNote(c, part.Body))
	}
	box.Add(heading("請求"))
	for _, x := range sums(f) {
		box.Add(pair(x.name, x.text, part.Body))
	}
	box.Add(pair(payText(f, j), yen.Text(f.Total), part.Strong))
	if t := j.Because(string(judge.Repeater)) + j.Because(string(judge.Candidate)); t != "" {
		box.Add(heading("お客様"))
		box.Add(part.NewNote(t, part.Quiet))
	}
	if t := contact(f); t != "" {
		box.Add(heading("注文者"))
		box.Add(part.NewNote(t, part.Body))
	}
	if t := history(in); t != "" {
		box.Add(heading("したこと"))
		box.Add(part.NewNote(t, part.Quiet))
	}
	return box
}

// mostText is how many characters of a question the card shows.
const mostText = 160

// mostLines are the items shown of one parcel: a thousand of them would hold the window up.
const mostLines = 40

// lines adds the items that belong to one parcel.
func (s *Screen) lines(box *fyne.Container, f *order.Facts, j judge.Judgement, belongs func(order.Line) bool) {
	n := 0
	for k, l := range f.Lines {
		if !belongs(l) {
			continue
		}
		if n++; n <= mostLines {
			box.Add(lineRow(l, j.SKUs[k]))
		}
	}
	if n > mostLines {
		box.Add(part.NewNote("ほか "+part.Count(n-mostLines)+"品。納品書にはすべて入ります。", part.Quiet))
	}
}

// whyCard says why the order has its status, with what can be done about it.
func (s *Screen) whyCard(j judge.Judgement, row *desk.Row) fyne.CanvasObject {
	box := part.VStack(4, part.NewText("なぜ"+j.Status.Name()+"？", part.Strong))
	for _, q := range j.Questions {
		box.Add(part.NewNote(q.Title, part.Quiet))
		text := q.Text
		if r := []rune(text); len(r) > mostText { // all of a comment stands below
			text = string(r[:mostText])
		}
		marks := make([][2]int, len(q.Marks))
		for i, m := range q.Marks {
			marks[i] = byteRange(text, m.From, m.To)
		}
		runs := part.Highlight(text, part.Body, marks...)
		if text != q.Text {
			runs = append(runs, part.Run{Text: "…", Style: part.Body})
		}
		box.Add(part.NewParagraph(runs...))
	}
	for _, b := range j.Blockers {
		if b != judge.BlockReview {
			box.Add(part.NewNote(j.Because(string(b)), part.Body))
		}
	}
	if len(j.Questions) == 0 && len(j.Blockers) == 0 {
		box.Add(part.NewNote(plainWhy(j), part.Body))
	}
	for _, f := range j.Flags {
		switch f {
		case judge.Gift, judge.HidePrice, judge.Preorder, judge.Late, judge.TotalUncertain, judge.Comment:
			if t := j.Because(string(f)); t != "" {
				box.Add(part.NewNote(t, part.Quiet))
			}
		}
	}
	buttons := part.Flow(4)
	for _, a := range acts {
		if a.key == 0 || a.key == 'X' || len(a.fitting([]*desk.Row{row})) == 0 {
			continue
		}
		kind := part.Plain
		if a.next {
			kind = part.Primary
		}
		buttons.Add(part.NewKeyButton(a.label, string(a.key), kind, func() { s.perform(a) }))
	}
	buttons.Add(part.NewKeyButton("直す", "E", part.Plain, s.correct))
	box.Add(part.Inset(4, 0, 0, 0, buttons))
	return part.NewCardInset(part.CardNotice, 8, 10, box)
}

func plainWhy(j judge.Judgement) string {
	switch j.Status {
	case judge.ReadyToPrint:
		return "待つものはありません。「今日」で出せます。"
	case judge.ReadyToShip:
		return "納品書を印刷しました。荷物を渡したら出荷済みにしてください。"
	case judge.AwaitingNotice:
		return j.Because("awaiting_notice")
	case judge.Shipped:
		if t := j.Because(string(judge.History)); t != "" {
			return t
		}
		return "出荷済みです。"
	case judge.Cancelled:
		return "キャンセルされた受注です。"
	}
	return ""
}

func byteRange(s string, from, to int) [2]int {
	r := []rune(s)
	to = min(to, len(r))
	from = min(from, to)
	return [2]int{len(string(r[:from])), len(string(r[:to]))}
}

func heading(text string) fyne.CanvasObject {
	return part.Inset(6, 0, 0, 0, part.VStack(3, part.NewNote(text, part.Caption), part.NewRule()))
}

func destinationTitle(f *order.Facts, j judge.Judgement, i int) string {
	t := "お届け先"
	if n := len(f.Destinations); n > 1 {
		t += " " + strconv.Itoa(i+1) + " / " + strconv.Itoa(n)
	}
	if i < len(j.Gifts) && j.Gifts[i] {
		t += "　ギフト"
	}
	if i < len(j.Hide) && j.Hide[i] {
		t += "・金額なし"
	}
	return t
}

func zip(z string) string {
	if len(z) == 7 {
		return "〒" + z[:3] + "-" + z[3:]
	}
	return z
}

func extras(d order.Destination) string {
	var out []string
	for _, x := range []struct{ name, text string }{{"のし", order.Value(d.Noshi)}, {"ラッピング", order.Value(d.Wrapping)}, {"メッセージ", order.Value(d.Message)}} {
		if x.text != "" {
			out = append(out, x.name+" "+x.text)
		}
	}
	return strings.Join(out, " · ")
}

func lineRow(l order.Line, sku string) fyne.CanvasObject {
	name := order.Value(l.Name)
	if o := order.Value(l.Options); len(o) > 0 {
		name += "（" + strings.Join(o, "、") + "）"
	}
	price := "—"
	if l.UnitPrice != nil && l.Qty != nil {
		price = (*l.UnitPrice * yen.Yen(*l.Qty)).String()
	}
	detail := order.Value(l.SKU)
	if detail == "" {
		detail = order.Value(l.Code)
	}
	if sku != "" && sku != detail {
		detail += " → " + sku
	}
	return part.VStack(3, part.Beside(part.NewNote(name, part.Body), part.HStack(0, part.NewTextRight("×"+strconv.Itoa(order.Value(l.Qty)), part.Body), part.NewText("　", part.Body), part.NewTextRight(price, part.Body))),
		part.NewNote(detail, part.Caption), part.NewRuleSoft())
}

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

func wishText(f *order.Facts) string {
	var out []string
	if d := order.Value(f.WishDate); d != "" {
		out = append(out, d.Long())
	}
	if t := order.Value(f.WishSlot); t != "" {
		out = append(out, ship.SlotName(t))
	}
	if m := order.Value(f.Method); m != "" {
		out = append(out, m)
	}
	return strings.Join(out, "　")
}

func contact(f *order.Facts) string {
	var out []string
	for _, t := range []string{order.Value(f.Orderer.Phone), order.Value(f.Orderer.Email), strings.TrimSpace(zip(order.Value(f.Orderer.Zip)) + " " + order.Value(f.Orderer.Address))} {
		if t != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, "\n")
}

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
