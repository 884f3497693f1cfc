package enter

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"miseban/app/flow/enter"
	"miseban/app/normal"
	"miseban/ui/part"
)

// place is a destination that isn't the orderer.
type place struct {
	fields map[string]*input
	order  []string
	object fyne.CanvasObject
}

func (s *Screen) newPlace() *place {
	p := &place{fields: map[string]*input{}}
	add := func(id, label string) fyne.CanvasObject {
		w, e := plain("")
		p.fields[id] = s.field(id, label, w, e, s.main)
		p.order = append(p.order, id)
		return w.object
	}
	p.object = part.VStack(7, part.Halves(16, add("name", "お名前"), add("zip", "郵便番号")), add("address", "住所"),
		part.Halves(16, add("phone", "電話番号"), add("kana", "カナ")), part.Halves(16, add("noshi", "のし"), add("wrapping", "ラッピング")), add("message", "メッセージ"))
	return p
}

// addPlace gives the order a further destination.
func (s *Screen) addPlace() {
	s.places = append(s.places, s.newPlace())
	s.showPlaces()
	s.f.Window.Canvas().Focus(s.places[len(s.places)-1].fields["name"].focus)
}

func (s *Screen) dropPlace(p *place) {
	s.places = slices.DeleteFunc(s.places, func(o *place) bool { return o == p })
	s.showPlaces()
}

// showPlaces draws the destinations there are.
func (s *Screen) showPlaces() {
	was := s.filling
	s.filling = true
	s.same.SetChecked(len(s.places) == 0)
	s.filling = was
	s.dests.Objects = nil
	for i, p := range s.places {
		title := "お届け先"
		if len(s.places) > 1 {
			title += " " + strconv.Itoa(i+1)
		}
		head := part.HStack(8, part.NewText(title, part.Strong), layout.NewSpacer())
		if len(s.places) > 1 {
			head.Add(part.NewKeyButton("外す", "", part.Flat, func() { s.dropPlace(p) }))
		}
		s.dests.Add(part.VStack(7, part.VStack(3, head, part.NewRule()), p.object))
	}
	if len(s.places) > 0 {
		s.dests.Add(part.HStack(0, part.NewKeyButton("お届け先を足す", "", part.Flat, s.addPlace)))
	}
	s.drawTable() // lines choose among several destinations
	s.check()
	s.redraw()
}

func (p *place) typed() enter.Place {
	t := func(id string) string { return p.fields[id].text() }
	return enter.Place{Name: t("name"), Kana: t("kana"), Zip: t("zip"), Address: t("address"), Phone: t("phone"), Noshi: t("noshi"), Wrapping: t("wrapping"), Message: t("message")}
}

func (p *place) put(x enter.Place) {
	for id, text := range map[string]string{"name": x.Name, "kana": x.Kana, "zip": zip(x.Zip), "address": x.Address, "phone": normal.PhoneText(x.Phone),
		"noshi": x.Noshi, "wrapping": x.Wrapping, "message": x.Message} {
		p.fields[id].put(text)
	}
}

// toOrderer tells whether a destination is the orderer herself, with nothing said for her parcel.
func toOrderer(o enter.Contact, p enter.Place) bool {
	return p == enter.Place{Name: o.Name, Kana: p.Kana, Zip: o.Zip, Address: o.Address, Phone: o.Phone} && (p.Kana == "" || p.Kana == o.Kana)
}

// placeNames are what a line chooses from.
func (s *Screen) placeNames() []string {
	var out []string
	for i, p := range s.places {
		out = append(out, "お届け先 "+strconv.Itoa(i+1)+"　"+p.fields["name"].text())
	}
	return out
}
