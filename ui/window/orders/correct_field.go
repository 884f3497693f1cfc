package orders

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"miseban/app/flow/desk"
	"miseban/app/flow/review"
	"miseban/app/flow/ship"
	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/ui/look"
	"miseban/ui/part"
)

// field is one fact in the form: where it is typed, what the mall says, and what is proposed.
type field struct {
	review.FormField
	group  *group
	entry  *part.Entry
	focus  fyne.Focusable
	put    func(string) // fills the entry
	date   *part.DateEntry
	texts  []string // of a choice, with
	keys   []string // what each stands for
	first  string   // the text that the form began with
	bad    bool
	object *fyne.Container
	error  *part.Paragraph
	mall   *fyne.Container
}

// labelWidth is the room of a field's name, as part.NewField gives it.
const labelWidth = 96

func newField(g *group, told review.FormField) *field {
	f := &field{FormField: told, group: g, error: part.NewNote("", part.Alarm.At(12))}
	widget := f.make()
	f.first = shown(f.Target, f.Field, f.Value)
	if f.keys != nil {
		f.first = ""
		if i := slices.Index(f.keys, strings.TrimPrefix(f.Value, "#")); i >= 0 {
			f.first = f.texts[i]
		}
	}
	if !f.Told && f.entry.PlaceHolder == "" && !order.IsOwn(g.target) {
		f.entry.SetPlaceHolder("ファイルにありません")
	}
	f.put(f.first)
	changed := f.entry.OnChanged
	f.entry.OnChanged = func(text string) {
		if changed != nil {
			changed(text)
		}
		if f.bad {
			f.wrong("")
			g.e.refresh()
		}
		g.e.count()
	}
	part.Follow(g.e.scroll, f.entry)
	f.error.Hide()
	f.mall = part.VStack(2)
	f.object = part.VStack(3, part.NewField(label(f.Target, f.Field), widget), part.Inset(0, 0, 0, labelWidth, f.error), part.Inset(0, 0, 0, labelWidth, f.mall))
	f.beside()
	return f
}

// make makes the widget that suits the field.
func (f *field) make() fyne.CanvasObject {
	plain := func(e *part.Entry) fyne.CanvasObject {
		f.entry, f.focus, f.put = e, e, e.SetText
		return e
	}
	pick := func(texts ...string) fyne.CanvasObject {
		e := part.NewPickEntry("", f.group.e.layer, texts...)
		f.entry, f.focus, f.put = &e.Entry, e, e.Fill
		return e
	}
	switch f.Field {
	case "comment", "message":
		return plain(part.TabOut(part.NewMultiLineEntry("", 2)))
	case "options":
		return plain(part.TabOut(part.NewMultiLineEntry("1行に1つ", 2)))
	case "wish_date", "release":
		d := part.NewDateEntry(func() jst.Date { return jst.DateOf(f.group.e.s.f.Now()) })
		f.date, f.entry, f.focus, f.put = d, &d.Entry, d, func(text string) { d.SetText(text) }
		return d
	case "wish_slot":
		return pick(slots...)
	case "payment":
		return pick(f.group.e.words...)
	case "paid":
		return pick("入金済み", "未入金")
	case "tax_rate":
		return pick("10", "8", "0")
	case "dest":
		f.texts, f.keys = f.group.e.places()
		return pick(f.texts...)
	}
	return plain(part.NewEntry(""))
}

// slots are the usual times of day, as ship.SlotName words them.
var slots = []string{ship.SlotName("am"), ship.SlotName("14-16"), ship.SlotName("16-18"), ship.SlotName("18-20"), ship.SlotName("19-21")}

// payWords gives one usual word for each way to pay.
func payWords(d *desk.Desk) []string {
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

// text is what the field says now, in a form that the use case reads.
func (f *field) text() string {
	text := strings.TrimSpace(f.entry.Text)
	if f.date != nil {
		if d, ok := f.date.Date(); ok {
			return string(d)
		}
	}
	if i := slices.Index(f.texts, text); i >= 0 {
		return f.keys[i]
	}
	return text
}

// changed tells whether she has typed something else.
func (f *field) changed() bool {
	if f.date != nil {
		d, ok := f.date.Date()
		return !ok || strings.ReplaceAll(string(d), "-", "/") != f.first
	}
	return strings.TrimSpace(f.entry.Text) != strings.TrimSpace(f.first)
}

// wrong says what the field takes; nothing takes it away.
func (f *field) wrong(text string) {
	f.bad = text != ""
	if f.error.Hidden == !f.bad && !f.bad {
		return
	}
	f.error.SetRuns(part.Run{Text: text, Style: part.Alarm.At(12)})
	f.error.Hidden = !f.bad
}

// beside fills in what stands below the field: the mall's value and the proposals.
func (f *field) beside() {
	f.mall.Objects = nil
	e := f.group.e
	if f.Corrected && !order.IsOwn(f.Target) {
		text := fixesOf(e.in).source() + "：" + mallValue(order.Override{Correction: order.Correction{Target: f.Target, Field: f.Field}, Mall: f.Mall, Told: f.MallTold})
		back := part.NewKeyButton("もどす", "", part.Flat, func() {
			e.giveBack(f.Target, f.Field, label(f.Target, f.Field), f.returned)
		})
		f.mall.Add(part.Beside(part.NewNote(text, part.Quiet), back))
		if f.Changed {
			f.mall.Add(part.NewNote("モールの値が、あとで変わりました。", part.Body.In(look.Warn)))
		}
	}
	for _, p := range e.known[[2]string{f.Target, f.Field}] {
		if p.LabelOnly {
			f.mall.Add(part.NewNote("送り状では「"+p.Value+"」にします。"+p.Why, part.Quiet))
			continue
		}
		text := shown(p.Target, p.Field, p.Value)
		f.mall.Add(part.HStack(0, part.NewKeyButton("「"+short(text, 40)+"」にする", "", part.Plain, func() {
			f.put(text)
			e.s.f.Window.Canvas().Focus(f.focus)
		})))
		f.mall.Add(part.NewNote(p.Why, part.Quiet))
	}
}

// returned shows that the mall's value counts again.
func (f *field) returned() {
	f.Value, f.Told, f.Corrected = f.Mall, f.MallTold, false
	f.first = shown(f.Target, f.Field, f.Value)
	f.put(f.first)
	f.beside()
	f.group.e.refresh()
	f.group.e.count()
	f.group.e.s.f.Window.Canvas().Focus(f.focus)
}

func short(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
