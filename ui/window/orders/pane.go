package orders

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/flow/desk"
	"miseban/app/flow/explain"
	"miseban/app/judge"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/yen"
	"miseban/ui/look"
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
	mine, row, why := s.paned, rows[0], s.why.open
	s.f.Go(func() {
		x := beside{id: row.ID}
		var err error
		if why {
			x.why, err = explain.Order(s.f.Ctx, s.f.Desk, row, s.f.Now())
			if err == nil {
				x.in, x.j = x.why.Input, x.why.Judgement
			}
		} else {
			x.in, x.j, err = s.f.Desk.Judged(s.f.Ctx, row.ID, s.f.Now())
		}
		fyne.Do(func() {
			switch {
			case mine != s.paned:
			case err != nil:
				s.setPane(part.NewNote(frame.Sentence(err), part.Body))
			default:
				if s.order.id != row.ID {
					s.why.forget()
				}
				s.order = x
				s.drawOrder()
				s.f.Chosen()
			}
		})
	})
}

// beside is the order beside the list.
type beside struct {
	id  int64
	in  judge.Input
	j   judge.Judgement
	why *explain.Explanation // nil = she did not ask
}

// drawOrder draws the order beside the list anew, scrolled as it was.
func (s *Screen) drawOrder() {
	at := fyne.Position{}
	if s.drawn == s.order.id && s.scroll != nil {
		at = s.scroll.Offset
	}
	s.setPane(s.orderPane(s.order.in, s.order.j))
	s.drawn = s.order.id
	s.scroll.ScrollToOffset(at)
}

func (s *Screen) setPane(o fyne.CanvasObject) {
	s.scroll = container.NewVScroll(part.Inset(12, 14, 12, 14, o))
	s.drawn = 0
	s.pane.Objects = []fyne.CanvasObject{s.scroll}
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
	box.Add(part.NewRule())
	for _, x := range s.more() {
		if x.key != "" { // what is rarely done stands in the menus only
			box.Add(part.NewKeyButton(x.label, x.key, part.Plain, x.do))
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
	for _, n := range j.Labels {
		tags.Add(part.NewPill(n, look.TonePayment))
	}
	for _, n := range j.Checks {
		tags.Add(part.NewPill(ticked+n, look.TonePrint))
	}
	for _, c := range frame.Chips(j.Flags, j.Repeat) {
		tags.Add(part.NewChip(c))
	}
	box.Add(tags)
	box.Add(s.whyCard(j, row))
	if s.order.why != nil {
		box.Add(s.whySection(s.order.why))
	}
	fix := fixesOf(in)
	targets := order.Targets(f) // the order, the orderer, the destinations, the lines
	for i, d := range f.Destinations {
		t := targets[2+i]
		box.Add(heading(destinationTitle(f, j, i)))
		who := part.VStack(1, part.NewNote(order.Value(d.Name)+" 様　"+normal.ZipText(order.Value(d.Zip)), part.Body))
		fix.under(who, t, "name", "kana", "zip")
		fix.note(who, order.Value(d.Address), t, "address")
		fix.note(who, normal.PhoneText(order.Value(d.Phone)), t, "phone")
		box.Add(who)
		if extra := extras(d); extra != "" {
			box.Add(part.NewNote(extra, part.Quiet))
		}
		fix.under(box, t, "noshi", "wrapping", "message")
		s.lines(box, f, j, fix, func(l order.Line) bool { return f.DestinationOf(l) == i })
	}
	if len(f.Destinations) == 0 {
		box.Add(heading("明細"))
		s.lines(box, f, j, fix, func(order.Line) bool { return true })
	}
	fix.gone(box)
	if w := wishText(f); w != "" || fix.any("", "wish_date", "wish_slot", "method") {
		box.Add(heading("お届け希望・配送方法"))
		fix.note(box, w, "", "wish_date", "wish_slot", "method")
	}
	if c := strings.TrimSpace(order.Value(f.Comment)); c != "" || fix.any("", "comment") {
		box.Add(heading("コメント"))
		fix.note(box, c, "", "comment")
	}
	if fix.any("", "memo") {
		box.Add(heading("ひとことメモ"))
		fix.note(box, order.Value(f.Memo), "", "memo")
	}
	box.Add(heading("請求"))
	for _, x := range sums(f) {
		box.Add(pair(x.name, x.text, part.Body))
	}
	box.Add(pair(payText(f, j), yen.Text(f.Total), part.Strong))
	fix.under(box, "", "total", "goods", "shipping", "cod_fee", "wrapping_fee", "coupon", "points", "payment", "paid")
	if t := j.Because(string(judge.Repeater)) + j.Because(string(judge.Candidate)); t != "" {
		box.Add(heading("お客様"))
		box.Add(part.NewNote(t, part.Quiet))
	}
	if t := contact(f); t != "" || fix.any("orderer", "name", "kana", "zip", "address", "phone", "email") {
		box.Add(heading("注文者"))
		fix.note(box, t, "orderer", "name", "kana", "zip", "address", "phone", "email")
	}
	fix.under(box, "", "ordered_at", "release")
	if t := history(in); t != "" {
		box.Add(heading("したこと"))
		box.Add(part.NewNote(t, part.Quiet))
	}
	return box
}

func heading(text string) fyne.CanvasObject {
	return part.Inset(6, 0, 0, 0, part.VStack(3, part.NewNote(text, part.Caption), part.NewRule()))
}
