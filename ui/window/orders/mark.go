package orders

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"miseban/app/flow/desk"
	"miseban/app/flow/find"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/ui/look"
	"miseban/ui/part"
)

// marker is the form in which labels or check boxes are put on the chosen orders and taken away.
type marker struct {
	s     *Screen
	kind  order.DecisionKind
	rows  []*desk.Row
	names []string        // all that there are, and those that she has made up
	has   map[string]int  // of the chosen orders
	want  map[string]bool // what she has changed
	field *part.Entry
	box   *fyne.Container
	said  *part.Text
}

// mark opens the form for the chosen orders.
func (s *Screen) mark(kind order.DecisionKind) {
	rows := s.chosen()
	if len(rows) == 0 {
		return
	}
	x := &marker{s: s, kind: kind, rows: rows, has: map[string]int{}, want: map[string]bool{}, box: part.VStack(0), said: part.NewText("", part.Caption)}
	for _, r := range rows {
		for _, n := range x.marksOf(r) {
			x.has[n]++
		}
	}
	x.names = knownNames(s.known[kind])
	for n := range x.has {
		if !slices.Contains(x.names, n) {
			x.names = append(x.names, n)
		}
	}
	slices.SortStableFunc(x.names, func(a, b string) int { return x.has[b] - x.has[a] })
	title, hint := "ラベル", "ラベルの名前（新しい名前も作れます）"
	if kind == order.Ticked {
		title, hint = "チェック", "チェック欄の名前（新しい名前も作れます）"
	}
	x.field = part.NewEntry(hint)
	x.field.OnChanged = func(string) { x.fill() }
	x.field.OnEnter = x.enter
	scroll := container.NewVScroll(x.box)
	scroll.SetMinSize(fyne.NewSize(0, 208))
	whom := rows[0].No + "　" + rows[0].Name + " 様"
	if len(rows) > 1 {
		whom = part.Count(len(rows)) + "件の受注"
	}
	content := part.VStack(8, part.NewNote(whom, part.Quiet), x.field, scroll, x.said)
	part.NewDialog(s.f.Window.Canvas(), title, content, part.Choice{Label: "この内容にする", Kind: part.Primary, Default: true, Keep: x.save}).Show(x.field)
	x.fill()
}

func (x *marker) marksOf(r *desk.Row) []string {
	if x.kind == order.Ticked {
		return r.Checks
	}
	return r.Labels
}

// fill shows the names that fit what is typed.
func (x *marker) fill() {
	x.box.Objects = nil
	word := normal.Search(x.field.Text)
	for _, n := range x.names {
		if word != "" && !strings.Contains(normal.Search(n), word) {
			continue
		}
		x.box.Add(x.line(n))
	}
	if name := strings.TrimSpace(x.field.Text); name != "" && !slices.Contains(x.names, name) {
		x.box.Add(part.NewKeyButton("「"+name+"」を新しく作って付ける", "Enter", part.Flat, x.enter))
	}
	if len(x.box.Objects) == 0 {
		x.box.Add(part.NewNote("まだありません。名前を打って Enter を押すと作れます。ルールからも付けられます。", part.Quiet))
	}
	x.count()
	x.box.Refresh()
}

func (x *marker) line(name string) fyne.CanvasObject {
	box := widget.NewCheck(name, nil)
	box.Checked = x.on(name)
	n := x.has[name]
	_, changed := x.want[name]
	box.Partial = !changed && n > 0 && n < len(x.rows)
	box.OnChanged = func(on bool) {
		x.want[name] = on
		if on == (n == len(x.rows)) && (on || n == 0) {
			delete(x.want, name) // as it was
		}
		x.count()
	}
	note := ""
	if len(x.rows) > 1 && n > 0 {
		note = part.Count(len(x.rows)) + "件のうち" + part.Count(n) + "件"
	}
	return part.Beside(box, part.NewText(note, part.Caption))
}

// on says whether all of the chosen orders are to have it.
func (x *marker) on(name string) bool {
	if want, ok := x.want[name]; ok {
		return want
	}
	return x.has[name] == len(x.rows)
}

// enter takes what is typed: the name that there is, or a new one.
func (x *marker) enter() {
	name, err := find.Named(x.field.Text)
	if err != nil {
		x.tell(sentence(err))
		return
	}
	for _, n := range x.names {
		if normal.Search(n) == normal.Search(name) {
			name = n
		}
	}
	if !slices.Contains(x.names, name) {
		x.names = append([]string{name}, x.names...)
	}
	if x.want[name] = !x.on(name); x.want[name] == (x.has[name] == len(x.rows)) {
		delete(x.want, name)
	}
	x.field.SetText("")
	x.fill()
}

func (x *marker) tell(text string) {
	x.said.SetText(text)
	x.said.SetStyle(part.Caption.In(look.Error))
}

func (x *marker) count() {
	text := "受注の内容は変わりません。ルールが付けたものも、ここで外すと外れたままです。"
	if n := len(x.want); n > 0 {
		text = strconv.Itoa(n) + "つ変わります。" + text
	}
	x.said.SetText(text)
	x.said.SetStyle(part.Caption)
}

// save does all that was changed as one act; a name still in the field counts as one.
func (x *marker) save() (keep bool) {
	if strings.TrimSpace(x.field.Text) != "" {
		if x.enter(); strings.TrimSpace(x.field.Text) != "" {
			return true
		}
	}
	if len(x.want) == 0 {
		return false
	}
	x.s.f.Act(x.words(), func(ctx context.Context, now time.Time) (int64, error) {
		return find.Mark(ctx, x.s.f.Desk, x.rows, x.kind, x.want, now)
	})
	return false
}

func (x *marker) words() string {
	var on, off []string
	for n, put := range x.want {
		if put {
			on = append(on, "「"+n+"」")
		} else {
			off = append(off, "「"+n+"」")
		}
	}
	slices.Sort(on)
	slices.Sort(off)
	what, verb := "ラベル", "を付けました"
	if x.kind == order.Ticked {
		what, verb = "チェック", "を入れました"
	}
	var words []string
	if len(on) > 0 {
		words = append(words, strings.Join(on, "")+verb)
	}
	if len(off) > 0 {
		words = append(words, strings.Join(off, "")+"を外しました")
	}
	whom := "：" + x.rows[0].Name + " 様"
	if len(x.rows) > 1 {
		whom = "：" + part.Count(len(x.rows)) + "件"
	}
	return what + strings.Join(words, "、") + whom
}
