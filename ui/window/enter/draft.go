package enter

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"miseban/app/flow/enter"
	"miseban/app/flow/ship"
	"miseban/app/order"
	"miseban/ui/part"
)

// draft is what was typed.
func (s *Screen) draft() enter.Draft {
	t := func(id string) string { return strings.TrimSpace(s.facts[id].text()) }
	dr := enter.Draft{No: s.no.text(), OrderedAt: t("ordered_at"), Payment: t("payment"), Paid: t("paid"), Goods: t("goods"), Shipping: t("shipping"), CODFee: t("cod_fee"),
		WrappingFee: t("wrapping_fee"), Coupon: t("coupon"), Points: t("points"), Total: t("total"), Comment: t("comment"), Memo: t("memo"), WishDate: s.wishDate(), WishSlot: t("wish_slot"),
		Method: t("method"), Orderer: s.contact()}
	if s.shop != nil {
		dr.Shop = s.shop.text()
	}
	for _, p := range s.places {
		dr.Destinations = append(dr.Destinations, p.typed())
	}
	for _, l := range s.filled() {
		dr.Lines = append(dr.Lines, l.typed())
	}
	return dr
}

func (s *Screen) wishDate() string {
	if d, ok := s.facts["wish_date"].focus.(*part.DateEntry).Date(); ok {
		return string(d)
	}
	return s.facts["wish_date"].text()
}

// filled are the rows of the table into which something was put.
func (s *Screen) filled() []*line {
	return slices.DeleteFunc(slices.Clone(s.lines), (*line).empty)
}

// fill puts a draft onto the page, in place of what was there.
func (s *Screen) fill(dr enter.Draft) {
	s.filling, s.tried = true, false
	s.asked.Add(1)
	s.about.SetText("")
	s.known.Objects = nil
	s.putContact(dr.Orderer)
	for id, text := range map[string]string{"ordered_at": dr.OrderedAt, "payment": dr.Payment, "paid": dr.Paid, "goods": separated(dr.Goods), "shipping": separated(dr.Shipping), "cod_fee": separated(dr.CODFee),
		"wrapping_fee": separated(dr.WrappingFee), "coupon": separated(dr.Coupon), "points": separated(dr.Points), "total": separated(dr.Total), "comment": dr.Comment, "memo": dr.Memo,
		"wish_date": strings.ReplaceAll(dr.WishDate, "-", "/"), "wish_slot": ship.SlotName(dr.WishSlot), "method": dr.Method} {
		s.facts[id].put(text)
	}
	s.no.put(dr.No)
	if s.shop != nil {
		s.shop.put(dr.Shop)
	}
	s.places = nil
	if len(dr.Destinations) > 1 || len(dr.Destinations) == 1 && !toOrderer(dr.Orderer, dr.Destinations[0]) {
		for _, x := range dr.Destinations {
			p := s.newPlace()
			p.put(x)
			s.places = append(s.places, p)
		}
	}
	s.lines = nil
	for _, x := range dr.Lines {
		l := s.addLine()
		l.put(x)
		l.dest.put("お届け先 " + strconv.Itoa(x.Dest+1))
		s.describe(l)
	}
	s.addLine()
	s.more.Hidden = dr.WrappingFee+dr.Coupon+dr.Points+dr.Goods+dr.Total+dr.Memo+dr.No+dr.OrderedAt == ""
	s.filling = false
	s.showMore(!s.more.Hidden)
	s.main.ScrollToTop()
	s.side.ScrollToTop()
	s.showPlaces()
}

// check shows what the draft comes to, and at each field what is wrong there. What is missing is said once she wanted to
// register; what was typed wrongly, as soon as she has left the field.
func (s *Screen) check() {
	if s.filling || s.save == nil {
		return
	}
	if last := s.lines[len(s.lines)-1]; !last.empty() {
		s.addLine()
		s.redraw()
	}
	dr := s.draft()
	_, total, wrong := enter.Check(s.f.Desk, dr, s.f.Now())
	s.wrong = wrong
	for _, l := range s.lines {
		l.count()
	}
	text := "—"
	if total != nil {
		text = total.String() + "円"
	}
	s.total.SetText(text)
	s.hint.SetRuns(part.Run{Text: s.lacks(dr, total == nil), Style: part.Quiet})
	s.save.SetEnabled(!s.busy)
	if s.mark() {
		s.redraw()
	}
}

// lacks says in one line what is still to be done.
func (s *Screen) lacks(dr enter.Draft, open bool) string {
	var names []string
	for _, w := range s.wrong {
		name := cmp.Or(order.Label(w.Target, w.Field), map[string]string{"shop": "店舗", "no": "注文番号"}[w.Target])
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		return "あと　" + strings.Join(names, "、")
	}
	if !open {
		return "登録できます。"
	}
	if slices.ContainsFunc(dr.Lines, func(l enter.Line) bool { return strings.TrimSpace(l.UnitPrice) == "" }) {
		return "登録できます。単価を入れると合計が出ます。"
	}
	if dr.Shipping == "" {
		return "登録できます。送料を入れると合計が出ます。"
	}
	return "登録できます。合計は、代引手数料などが決まると出ます。"
}

// factOrder is the order of the fields of the order, as they stand on the page.
var factOrder = []string{"payment", "paid", "shipping", "cod_fee", "wish_date", "wish_slot", "method", "comment", "wrapping_fee", "coupon", "points", "goods", "total", "ordered_at", "memo"}

// each visits every field with its target.
func (s *Screen) each(visit func(target string, w *input)) {
	for _, id := range []string{"phone", "name", "zip", "kana", "address", "email"} {
		visit("orderer", s.who[id])
	}
	for i, p := range s.places {
		for _, id := range p.order {
			visit("dest:+"+strconv.Itoa(i+1), p.fields[id])
		}
	}
	rows := s.filled()
	if len(rows) == 0 {
		rows = s.lines[:1]
	}
	for i, l := range rows {
		for _, w := range []*input{l.name, l.qty, l.price, l.tax, l.options} {
			visit("line:+"+strconv.Itoa(i+1), w)
		}
	}
	for _, id := range factOrder {
		visit("", s.facts[id])
	}
	visit("no", s.no)
	if s.shop != nil {
		visit("shop", s.shop)
	}
}

// mark says at each field what is wrong there; it tells whether the page has grown or shrunk.
func (s *Screen) mark() bool {
	moved := false
	for _, l := range s.lines { // rows that are empty again
		if l.empty() {
			moved = l.name.say("") || moved
		}
	}
	s.each(func(target string, w *input) {
		text := ""
		for _, x := range s.wrong {
			if x.Target == target && x.Field == w.id && (s.tried || w.text() != "" && !w.at) {
				text = x.Message
			}
		}
		moved = w.say(text) || moved
	})
	return moved
}

func (s *Screen) redraw() {
	s.main.Content.Refresh()
	s.main.Refresh()
	s.side.Content.Refresh()
	s.side.Refresh()
}
