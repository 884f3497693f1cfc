package enter

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"miseban/app/flow/enter"
	"miseban/app/normal"
	"miseban/ui/part"
)

// customer is the card of who orders and where it goes.
func (s *Screen) customer() fyne.CanvasObject {
	s.who = map[string]*input{}
	person := func(id, label, placeholder string) fyne.CanvasObject {
		e := part.NewSuggestEntry(placeholder, s.layer)
		w := suggesting(e)
		var found []enter.Person
		e.OnAsk = func(text string) { s.people(e, text, func(all []enter.Person) { found = all }) }
		e.OnTake = func(i int) { s.take(found[i]) }
		s.who[id] = s.field(id, label, w, e, s.main)
		return w.object
	}
	simple := func(id, label, placeholder string) fyne.CanvasObject {
		w, e := plain(placeholder)
		s.who[id] = s.field(id, label, w, e, s.main)
		return w.object
	}
	s.known, s.dests = part.VStack(2), part.VStack(10)
	box := part.VStack(7, part.NewText("お客様", part.Strong),
		part.Halves(16, person("phone", "電話番号", "電話か名前から入れる"), person("name", "お名前", "")),
		part.Halves(16, simple("zip", "郵便番号", ""), person("kana", "カナ", "")),
		simple("address", "住所", ""), simple("email", "メール", "あれば"), s.known)
	s.same = widget.NewCheck("お届け先は注文者と同じ", nil)
	s.same.Checked = true
	s.same.OnChanged = func(on bool) {
		if s.filling {
			return
		}
		s.places = nil
		if !on {
			s.addPlace()
			return
		}
		s.showPlaces()
	}
	box.Add(s.same)
	box.Add(s.dests)
	s.places = nil
	return box
}

// people looks up who it could be that rings, in the background; a late answer is dropped.
func (s *Screen) people(e *part.SuggestEntry, text string, keep func([]enter.Person)) {
	mine := s.asked.Add(1)
	s.f.Go(func() {
		if s.asked.Load() != mine {
			return
		}
		found, err := enter.Suggest(s.f.Ctx, s.f.Desk, text)
		fyne.Do(func() {
			if s.asked.Load() != mine || err != nil { // a list that can't be shown stops nobody from typing
				return
			}
			keep(found)
			all := make([]part.Suggestion, len(found))
			for i, p := range found {
				all[i] = part.Suggestion{Text: p.Name, Note: "前回 " + p.Last.Time().Format("2006/01/02") + "　" + normal.PhoneText(p.Phone) + "　" + p.Address}
			}
			e.Suggest(all...)
		})
	})
}

// take fills in somebody who has ordered before, and goes on to the goods.
func (s *Screen) take(p enter.Person) {
	s.filling = true
	s.putContact(p.Contact)
	s.filling = false
	id := p.OrderID
	s.known.Objects = []fyne.CanvasObject{part.Inset(0, 0, 0, labelWidth, part.HStack(8,
		part.NewText("前回の注文　"+p.Last.Date().Long()+"　"+p.No, part.Quiet), part.NewLink("開く", part.Quiet, func() { s.f.Find(id) })))}
	s.check()
	s.redraw()
	s.f.Window.Canvas().Focus(s.lines[0].name.focus)
}

func (s *Screen) putContact(c enter.Contact) {
	for id, text := range map[string]string{"name": c.Name, "kana": c.Kana, "zip": zip(c.Zip), "address": c.Address, "phone": normal.PhoneText(c.Phone), "email": c.Email} {
		s.who[id].put(text)
	}
}

func zip(z string) string {
	if z = normal.Zip(z); z == "" {
		return ""
	}
	return z[:3] + "-" + z[3:]
}

func (s *Screen) contact() enter.Contact {
	t := func(id string) string { return s.who[id].text() }
	return enter.Contact{Name: t("name"), Kana: t("kana"), Zip: t("zip"), Address: t("address"), Phone: t("phone"), Email: t("email")}
}
