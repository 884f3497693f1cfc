package orders

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/flow/desk"
	"miseban/app/flow/review"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/ui/part"
)

// editor is the form that puts the owner's values over the mall's (直す).
type editor struct {
	s      *Screen
	row    *desk.Row
	in     judge.Input
	known  map[[2]string][]review.Proposal
	words  []string // of ways to pay
	panel  *part.Panel
	layer  *part.Layer
	scroll *container.Scroll
	box    *fyne.Container
	said   *part.Paragraph // what went wrong, where no field is to blame
	save   *part.KeyButton
	groups []*group
	busy   bool
}

// correct opens the form for the chosen order.
func (s *Screen) correct() {
	rows := s.chosen()
	if len(rows) != 1 {
		return
	}
	e := &editor{s: s, row: rows[0], known: map[[2]string][]review.Proposal{}}
	s.f.Run("受注を開いています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		if e.in, _, err = s.f.Desk.Judged(ctx, e.row.ID, s.f.Now()); err != nil {
			return err
		}
		all, err := review.Proposals(ctx, s.f.Desk, e.row)
		for _, p := range all {
			k := [2]string{p.Target, p.Field}
			e.known[k] = append(e.known[k], p)
		}
		return err
	}, func(err error) {
		if err != nil {
			s.f.Fail(err)
			return
		}
		e.open()
	})
}

// open shows the form with the keyboard on the address.
func (e *editor) open() {
	e.words = payWords(e.s.f.Desk)
	e.layer = part.NewLayer()
	e.box = part.VStack(10)
	e.scroll = container.NewVScroll(part.Inset(12, 24, 16, 20, e.box))
	e.said = part.NewNote("", part.Alarm)
	e.save = part.NewKeyButton("この内容に直す", "Ctrl+Enter", part.Primary, e.confirm)
	e.fill()
	var jumps []fyne.CanvasObject
	for _, j := range []struct{ name, prefix string }{{"お届け先", "dest:"}, {"注文者", "orderer"}, {"注文", ""}, {"明細", "line:"}} {
		jumps = append(jumps, part.NewKeyButton(j.name, "", part.Flat, func() { e.jump(j.prefix) }))
	}
	add := part.HStack(4, part.NewKeyButton("明細を足す", "", part.Flat, func() { e.add("line") }), part.NewKeyButton("お届け先を足す", "", part.Flat, func() { e.add("dest") }))
	head := part.VStack(0, part.Inset(6, 12, 6, 12, part.Beside(part.HStack(0, jumps...), add)), part.NewRule())
	note := part.VStack(2, e.said, part.NewNote("直した値はモールの値より優先され、取り込み直しても残ります。", part.Quiet))
	body := container.NewStack(part.Dock(head, nil, nil, nil, e.scroll), e.layer.Box)
	e.panel = part.NewPanel(e.s.f.Window.Canvas(), 880, "受注を直す", e.row.No+"　"+e.row.Name+" 様", body, note, part.CancelLabel, e.save)
	e.panel.OnConfirm, e.panel.OnEscape = e.confirm, e.leave
	e.panel.Show(e.first())
	e.count()
}

// fill makes the groups: the destinations first, since that is what customers ring about.
func (e *editor) fill() {
	fields := map[string][]review.FormField{}
	for _, f := range review.Form(e.in) {
		fields[f.Target] = append(fields[f.Target], f)
	}
	targets := order.Targets(e.in.Facts)
	dests := targets[2 : 2+len(e.in.Facts.Destinations)]
	lines := targets[2+len(dests):]
	for i, t := range dests {
		title := "お届け先"
		if len(dests) > 1 {
			title += " " + strconv.Itoa(i+1)
		}
		e.put(newGroup(e, t, title, fields[t], true))
	}
	e.put(newGroup(e, "orderer", "注文者", fields["orderer"], true))
	e.put(newGroup(e, "", "注文", fields[""], true))
	for i, t := range lines {
		l := e.in.Facts.Lines[i]
		title := "明細 " + strconv.Itoa(i+1) + "　" + order.Value(l.Name) + " ×" + strconv.Itoa(order.Value(l.Qty))
		e.put(newGroup(e, t, title, fields[t], len(lines) <= mostOpen))
	}
	for _, o := range fixesOf(e.in).took {
		e.box.Add(e.tookOut(o))
	}
}

// mostOpen is how many items are spread out; where there are more, each is opened by itself.
const mostOpen = 6

func (e *editor) put(g *group) {
	e.groups = append(e.groups, g)
	e.box.Add(g.object)
}

// first is the field that the form begins with: the address.
func (e *editor) first() fyne.Focusable {
	for _, g := range e.groups {
		for _, f := range g.fields {
			if f.Field == "address" {
				return f.focus
			}
		}
	}
	return e.save
}

// jump goes to the first group of a kind.
func (e *editor) jump(prefix string) {
	for _, g := range e.groups {
		if g.target == prefix || prefix != "" && strings.HasPrefix(g.target, prefix) {
			g.spread()
			part.Reveal(e.scroll, g.object)
			if len(g.fields) > 0 {
				e.s.f.Window.Canvas().Focus(g.fields[0].focus)
			}
			return
		}
	}
}

// add gives the order a further line or destination of her own.
func (e *editor) add(kind string) {
	var taken []order.Correction
	n := 1
	for _, g := range e.groups {
		if g.fresh {
			taken = append(taken, order.Correction{Target: g.target})
		}
		if strings.HasPrefix(g.target, kind+":") {
			n++
		}
	}
	t := order.NewTarget(e.in.Facts, kind, append(taken, order.Correction{Target: e.lastGone(kind)})...)
	var fields []review.FormField
	for _, f := range order.FieldsOf(t) {
		fields = append(fields, review.FormField{Target: t, Field: f.ID, Label: f.Label})
	}
	title := kindName(t) + " " + strconv.Itoa(n) + "（足します）"
	g := newGroup(e, t, title, fields, true)
	g.fresh = true
	e.put(g)
	e.refresh()
	part.Reveal(e.scroll, g.object)
	e.s.f.Window.Canvas().Focus(g.fields[0].focus)
	e.count()
}

// lastGone is the target of her own with the highest number that she took out in this form: its number is not used again.
func (e *editor) lastGone(kind string) string {
	for i := len(e.groups) - 1; i >= 0; i-- {
		if g := e.groups[i]; g.gone && order.IsOwn(g.target) && strings.HasPrefix(g.target, kind+":") {
			return g.target
		}
	}
	return ""
}

func (e *editor) refresh() {
	e.box.Refresh()
	e.scroll.Refresh()
}

// leave closes the form; what was typed is not thrown away without asking.
func (e *editor) leave() {
	n := len(e.changed())
	if n == 0 {
		e.panel.Close()
		return
	}
	part.AskToDiscard(e.s.f.Window.Canvas(), "直した "+strconv.Itoa(n)+"項目は、まだ保存していません。", e.panel.Close)
}

// count shows how much would be saved.
func (e *editor) count() {
	n := len(e.changed())
	text := "この内容に直す"
	if n > 0 {
		text += "（" + strconv.Itoa(n) + "項目）"
	}
	e.save.SetLabel(text, "Ctrl+Enter")
}

// blame shows what is wrong with a field, at the field; false when the form has none like it.
func (e *editor) blame(wrong *order.FieldError) bool {
	for _, g := range e.groups {
		if g.target != wrong.Target {
			continue
		}
		g.spread()
		for _, f := range g.fields {
			if f.Field == wrong.Field {
				f.wrong(wrong.Message)
				return true
			}
		}
		g.wrong(wrong.Message)
		return true
	}
	return false
}

func (e *editor) tell(text string) {
	e.said.SetRuns(part.Run{Text: text, Style: part.Alarm})
	e.panel.Refresh()
}

// failed says what the use case refused without losing what was typed.
func (e *editor) failed(err error) {
	var wrong *order.FieldError
	if errors.As(err, &wrong) && e.blame(wrong) {
		e.toWrong()
		return
	}
	e.tell(sentence(err))
}
