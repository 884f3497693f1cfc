package rules

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// pause is how long the simulation waits for the next change.
const pause = 150 * time.Millisecond

// mostShown is how many changed orders are listed: enough to look through, and the number of all stands above.
const mostShown = 2000

func (s *Screen) makeTable() {
	s.table = grid.New([]grid.Column{{ID: "no", Title: "注文番号", Width: 108, KeepEnd: true, NoSort: true, Always: true}, {ID: "name", Title: "注文者", Width: 80, NoSort: true},
		{ID: "to", Title: "いま → 公開後", Width: 204, NoSort: true, Always: true}, {ID: "why", Title: "理由", Width: 100, Grow: true, NoSort: true}})
	s.table.OnSelect = func(sel *grid.Selection) {
		rows := sel.Rows()
		if s.sim == nil || len(rows) != 1 || rows[0] >= len(s.sim.Changes) {
			return
		}
		c := s.sim.Changes[rows[0]]
		if s.order == c.Order {
			return
		}
		s.order, s.orderNo = c.Order, c.No
		if c.Rule >= 0 {
			s.ruleAt = c.Rule
		}
		s.explain()
	}
	s.table.OnOpen = func(i int) {
		if s.sim != nil && i < len(s.sim.Changes) {
			s.f.Find(s.sim.Changes[i].Order)
		}
	}
	s.table.OnMenu = func(rows []int) *fyne.Menu {
		if s.sim == nil || len(rows) != 1 || rows[0] >= len(s.sim.Changes) {
			return nil
		}
		c := s.sim.Changes[rows[0]]
		return fyne.NewMenu("", fyne.NewMenuItem("受注を開く　Enter", func() { s.f.Find(c.Order) }), fyne.NewMenuItem("この受注をテストにする", func() { s.addTest(c) }))
	}
}

// simPage is the right side.
func (s *Screen) simPage() fyne.CanvasObject {
	s.fillSim()
	line := part.NewNote("公開すると、この一覧のとおりになります。過去の受注は、未処理とみなして比べています。", part.Caption)
	top := part.Inset(12, 14, 6, 14, part.VStack(8, s.head, line))
	return part.Dock(top, part.Inset(10, 14, 12, 14, s.expl), nil, nil, part.Inset(0, 14, 0, 14, s.table))
}

// simulate compares the draft in the background; a late answer is dropped.
func (s *Screen) simulate() {
	if s.stop != nil {
		s.stop()
	}
	s.simGen++
	mine := s.simGen
	ctx, stop := context.WithCancel(s.f.Ctx)
	s.stop, s.busy = stop, true
	set, days := s.d.set, s.days
	s.f.After(2*pause, func() {
		if mine == s.simGen && s.busy {
			s.fillSim()
		}
	})
	s.f.Go(func() {
		last := time.Now()
		sim, err := s.book.Simulate(ctx, set, days, func(done, total int) {
			if time.Since(last) < 100*time.Millisecond {
				return
			}
			last = time.Now()
			fyne.Do(func() {
				if mine == s.simGen {
					s.fillHead(fmt.Sprintf("計算しています　%s / %s件", part.Count(done), part.Count(total)))
				}
			})
		})
		fyne.Do(func() {
			if mine != s.simGen || canceled(err) {
				return
			}
			s.busy, s.sim, s.simBad = false, sim, err
			s.fillSim()
			if s.ed == nil {
				s.fillList()
			}
			s.explain()
			s.test()
		})
	})
}

// test runs the tests of the draft and looks for rules that are odd, after the simulation.
func (s *Screen) test() {
	s.testsGen++
	mine := s.testsGen
	set := s.d.set
	s.f.Go(func() {
		tests, err := s.book.Tests(s.f.Ctx, set)
		advices, bad := s.book.Health(s.f.Ctx, set)
		fyne.Do(func() {
			if mine != s.testsGen {
				return
			}
			if err == nil {
				s.tests = tests
			}
			if bad == nil {
				s.advices = advices
			}
			s.fillTop()
			if s.ed == nil && !s.empty() {
				s.fillList()
			}
		})
	})
}

// fillSim writes the head card and the list of the changed orders.
func (s *Screen) fillSim() {
	state := ""
	if s.busy {
		state = "計算しています…"
	}
	s.fillHead(state)
	rows := grid.Fixed{}
	if s.sim != nil {
		for _, c := range s.sim.Changes[:min(len(s.sim.Changes), mostShown)] {
			to := grid.Join(grid.Span{Text: c.Before.Name(), Kind: grid.Pill, Tone: frame.Tone(c.Before)}, grid.Span{Text: "→"}, grid.Span{Text: c.After.Name(), Kind: grid.Pill, Tone: frame.Tone(c.After)})
			if c.Before == c.After {
				to = grid.Join(grid.Span{Text: c.After.Name(), Kind: grid.Pill, Tone: frame.Tone(c.After)}, grid.Span{Text: "のまま", Kind: grid.Quiet})
			}
			rows.Lines = append(rows.Lines, grid.Row{Cells: []grid.Cell{grid.Text(c.No), grid.Text(c.Name), to, grid.Of(grid.Quiet, c.Why)}})
			rows.Keys = append(rows.Keys, fmt.Sprint(c.Order))
		}
	}
	text := "ルールを変えると、変わる受注がここに並びます。"
	if s.simBad != nil {
		text = frame.Sentence(s.simBad)
	}
	s.table.SetEmpty(part.NewEmptyState("変わる受注はありません", text))
	if s.sim == nil && s.simBad == nil {
		s.table.SetEmpty(part.NewEmptyState("比べています", "終わると、変わる受注がここに並びます。"))
	}
	s.table.SetRows(rows)
	if len(rows.Lines) > 0 && s.table.Selection().Count() == 0 {
		s.table.Select(0)
	}
}

// fillHead writes the card with the numbers.
func (s *Screen) fillHead(state string) {
	var content fyne.CanvasObject
	period := part.NewLink(s.periodName(), part.Caption, s.pickPeriod)
	if s.sim == nil {
		text := "まだ比べていません"
		if s.simBad != nil {
			text = "比べられませんでした"
		}
		if state != "" {
			text = state
		}
		content = part.VStack(4, part.HStack(10, part.NewText("シミュレーション", part.Caption), period), part.NewText(text, part.Heading))
	} else {
		m := s.sim
		took := fmt.Sprintf("%s件 · %.1f秒", part.Count(m.Orders), m.Took.Seconds())
		if state != "" {
			took = state
		}
		lead := part.HStack(8, part.NewText("シミュレーション", part.Caption), period, part.NewText(took, part.Caption))
		first := part.HStack(14, part.NewText("変わる "+part.Count(m.Changed)+"件", part.Figure.At(20)), part.NewText("変わらない "+part.Count(m.Orders-m.Changed)+"件", part.Quiet))
		effects := []string{"送られるメール " + part.Count(m.Mails) + "通", "追加される明細 " + part.Count(m.Fees) + "件", "変わる納品書 " + part.Count(m.Slips) + "件"}
		if s.narrow() {
			content = part.VStack(2, lead, first, part.NewNote(s.shiftLine(), part.Caption.In(look.Text).Bold()), part.NewNote(strings.Join(effects, "　"), part.Caption))
		} else {
			lines := part.VStack(1)
			for _, e := range effects {
				lines.Add(part.NewText(e, part.Caption))
			}
			content = container.New(headLayout{}, part.VStack(2, lead, first), s.shifts(), lines)
		}
	}
	s.head.Objects = []fyne.CanvasObject{part.NewCardInset(part.CardPlain, 10, 14, content)}
	s.head.Refresh()
}

// shifts are the statuses whose counts change.
func (s *Screen) shifts() fyne.CanvasObject {
	box := part.VStack(1)
	for _, x := range s.sim.Shifts[:min(len(s.sim.Shifts), 4)] {
		box.Add(part.NewText(fmt.Sprintf("%s %s → %s", x.Status.Name(), part.Count(x.Before), part.Count(x.After)), part.Caption.In(look.Text).Bold()))
	}
	if n := len(s.sim.Shifts) - 4; n > 0 {
		box.Add(part.NewText(fmt.Sprintf("ほか %d つのステータス", n), part.Caption))
	}
	if len(s.sim.Shifts) == 0 {
		box.Add(part.NewText("ステータスの件数は同じです", part.Caption))
	}
	return box
}

// shiftLine is the same in one line.
func (s *Screen) shiftLine() string {
	var words []string
	for _, x := range s.sim.Shifts[:min(len(s.sim.Shifts), 4)] {
		words = append(words, fmt.Sprintf("%s %s → %s", x.Status.Name(), part.Count(x.Before), part.Count(x.After)))
	}
	if len(words) == 0 {
		return "ステータスの件数は同じです"
	}
	return strings.Join(words, "　")
}

// narrow tells whether the numbers have to stand below each other.
func (s *Screen) narrow() bool { return s.ed != nil || s.small() }

// small tells whether the window is one of the smaller ones.
func (s *Screen) small() bool { return s.f.Window.Canvas().Size().Width < 1120 }

// manyOrders is from how many orders on the last twelve months are compared, unless she asks for all: in memory an order takes about
// 6 KB.
const manyOrders = 60_000

type period struct {
	days int
	name string
}

var periods = []period{{0, "過去すべて"}, {365, "過去12か月"}, {90, "過去90日"}, {30, "過去30日"}, {7, "過去7日"}}

func (s *Screen) periodName() string {
	for _, p := range periods {
		if p.days == s.days {
			return p.name
		}
	}
	return periods[0].name
}

func (s *Screen) pickPeriod() {
	var choices []part.Command
	at := 0
	for i, p := range periods {
		if p.days == s.days {
			at = i
		}
		choices = append(choices, part.Command{Title: p.name, Words: fmt.Sprint(p.days), Do: func() {
			s.days = p.days
			s.simulate()
		}})
	}
	part.NewPickList(s.f.Window.Canvas(), "いつからの受注で比べますか", at, choices).Show()
}

// headLayout puts the numbers beside each other, and below each other where there is no room.
type headLayout struct{}

// MinSize is Fyne's.
func (headLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b, c := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	return fyne.NewSize(260, max(a.Height, b.Height, c.Height))
}

// Layout is Fyne's.
func (headLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	a, b, c := o[0].MinSize().Width, o[1].MinSize().Width, o[2].MinSize().Width
	gap := (s.Width - a - b - c) / 2
	x := []float32{0, a + min(gap, 28), a + b + 2*min(gap, 28)}
	for i, one := range o {
		m := one.MinSize()
		one.Move(fyne.NewPos(x[i], float32(int((s.Height-m.Height)/2))))
		one.Resize(m)
	}
}
