package orders

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"miseban/app/flow/review"
	"miseban/app/order"
	"miseban/ui/part"
)

// rowsOf is how the fields of a target stand beside and below each other. A field that isn't named here stands at the end.
func rowsOf(target string) [][]string {
	switch {
	case target == "":
		return [][]string{{"wish_date", "wish_slot"}, {"method", "payment"}, {"paid", "total"}, {"goods", "shipping"}, {"cod_fee", "wrapping_fee"},
			{"coupon", "points"}, {"ordered_at", "release"}, {"comment"}, {"memo"}}
	case target == "orderer":
		return [][]string{{"name", "zip"}, {"address"}, {"phone", "kana"}, {"email"}}
	case strings.HasPrefix(target, "dest:"):
		return [][]string{{"name", "zip"}, {"address"}, {"phone", "kana"}, {"noshi", "wrapping"}, {"message"}}
	}
	return [][]string{{"name"}, {"qty", "unit_price"}, {"tax_rate", "sku"}, {"code", "dest"}, {"options"}}
}

// group is the order, the orderer, one destination or one line in the form.
type group struct {
	e      *editor
	target string
	told   []review.FormField
	fields []*field // empty until it is spread out
	fresh  bool     // it comes with this form
	gone   bool     // she takes it out
	object *fyne.Container
	body   *fyne.Container
	note   *part.Paragraph
	out    *part.KeyButton
}

func newGroup(e *editor, target, title string, told []review.FormField, spread bool) *group {
	g := &group{e: e, target: target, told: told, body: part.VStack(7), note: part.NewNote("", part.Alarm)}
	g.note.Hide()
	end := part.HStack(4)
	head := part.Beside(part.NewTextCut(title, part.Strong), end)
	if !spread {
		var open *part.KeyButton
		open = part.NewKeyButton("開く", "", part.Flat, func() { g.spread(); open.Hide(); head.Refresh(); e.refresh() })
		end.Add(open)
	}
	if g.mayGo() {
		g.out = part.NewKeyButton(kindName(target)+"を外す", "", part.Flat, g.takeOut)
		end.Add(g.out)
	}
	g.object = part.VStack(6, part.VStack(3, head, part.NewRule()), g.note, g.body)
	if spread {
		g.spread()
	}
	return g
}

// mayGo tells whether it can be taken out: a line, and a destination where there is another one.
func (g *group) mayGo() bool {
	return strings.HasPrefix(g.target, "line:") || strings.HasPrefix(g.target, "dest:") && (len(g.e.in.Facts.Destinations) > 1 || order.IsOwn(g.target))
}

// spread makes the fields, once.
func (g *group) spread() {
	if len(g.fields) > 0 {
		return
	}
	byID := map[string]review.FormField{}
	var rest []string
	rows := rowsOf(g.target)
	for _, f := range g.told {
		byID[f.Field] = f
		if !slices.ContainsFunc(rows, func(r []string) bool { return slices.Contains(r, f.Field) }) && f.Field != "gone" {
			rest = append(rest, f.Field)
		}
	}
	for _, id := range rest {
		rows = append(rows, []string{id})
	}
	for _, row := range rows {
		var beside []fyne.CanvasObject
		for _, id := range row {
			told, ok := byID[id]
			if !ok || id == "dest" && len(g.e.in.Facts.Destinations) < 2 && !g.e.addsPlace() {
				continue
			}
			f := newField(g, told)
			g.fields = append(g.fields, f)
			beside = append(beside, f.object)
		}
		if len(beside) > 0 {
			g.body.Add(part.Halves(16, beside...))
		}
	}
}

// addsPlace tells whether a destination comes with this form.
func (e *editor) addsPlace() bool {
	return slices.ContainsFunc(e.groups, func(g *group) bool { return g.fresh && !g.gone && strings.HasPrefix(g.target, "dest:") })
}

// takeOut marks the line or destination as taken out, or takes the mark back.
func (g *group) takeOut() {
	g.gone = !g.gone
	g.wrong("")
	g.body.Hidden = g.gone
	text := kindName(g.target) + "を外す"
	if g.gone {
		text = "やはり残す"
		g.say("保存すると、この"+kindName(g.target)+"はこの受注から外れます。", part.Quiet)
	}
	g.out.SetLabel(text, "")
	g.e.refresh()
	g.e.count()
}

func (g *group) say(text string, style part.Style) {
	g.note.SetRuns(part.Run{Text: text, Style: style})
	g.note.Hidden = text == ""
}

func (g *group) wrong(text string) {
	if text == "" && g.gone {
		return
	}
	g.say(text, part.Alarm)
}

// typed tells whether she has put anything into it.
func (g *group) typed() bool {
	return slices.ContainsFunc(g.fields, func(f *field) bool { return f.changed() })
}

// places are the destinations that a line can go to, by what the form shows and by their keys.
func (e *editor) places() (texts, keys []string) {
	for _, g := range e.groups {
		if !strings.HasPrefix(g.target, "dest:") || g.gone {
			continue
		}
		name := "お届け先 " + part.Count(len(texts)+1)
		for _, f := range g.fields {
			if f.Field == "name" && f.text() != "" {
				name += "　" + f.text() + " 様"
			}
		}
		texts, keys = append(texts, name), append(keys, strings.TrimPrefix(g.target, "dest:"))
	}
	return texts, keys
}

// tookOut is a line or destination that she took out earlier, with the way back.
func (e *editor) tookOut(o order.Override) fyne.CanvasObject {
	var row *fyne.Container
	text := "外した" + kindName(o.Target) + called(o.Target)
	back := part.NewKeyButton("もどす", "", part.Plain, func() {
		e.giveBack(o.Target, "gone", text, func() { row.Hide(); e.refresh() })
	})
	row = part.Beside(part.NewNote(text, part.Quiet), back)
	return row
}
