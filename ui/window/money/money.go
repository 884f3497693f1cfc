// Package money is the area 入金: each deposit that the program can't be sure of as a question with numbered answers, what was
// marked as paid by itself, and the orders whose money is awaited. Which deposit may pay which order is found by the use case.
package money

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/flow/desk"
	"miseban/app/flow/pay"
	"miseban/app/flow/review"
	"miseban/app/yen"
	"miseban/ui/grid"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

const waitingWidth = 384

// Files is what the window does for this area.
type Files interface {
	// Pick asks for one file.
	Pick(title string, do func(path string))
	// Explain lets the owner say what the columns of a statement mean; once that is kept, the window takes the file in again.
	Explain(path string)
}

// Screen is the area 入金.
type Screen struct {
	f     *frame.Frame
	files Files
	root  *fyne.Container
	bar   *fyne.Container
	left  *fyne.Container
	right *fyne.Container
	grid  *grid.Grid
	paid  *part.KeyButton
	open  *part.KeyButton

	view      pay.View
	ready     bool // the view was read once
	at        int  // the question that is shown
	later     map[string]bool
	answers   map[rune]answer
	answering bool // an answer is being kept; until the next question is there no key answers
	gen       int
}

// answer is one of a question's numbered answers.
type answer struct {
	label, note string
	do          func()
}

// New makes the area.
func New(f *frame.Frame, files Files) *Screen {
	s := &Screen{f: f, files: files, root: container.NewStack(), bar: container.NewStack(), left: container.NewStack(), right: container.NewStack(), later: map[string]bool{}}
	s.grid = grid.New([]grid.Column{{ID: "due", Title: "支払期限", Width: 134}, {ID: "who", Title: "お客様", Width: 86, Grow: true}, {ID: "no", Title: "注文番号", Width: 76, KeepEnd: true},
		{ID: "rest", Title: "残り", Width: 76, Align: grid.Right}})
	s.grid.OnSelect = func(*grid.Selection) { s.chosen() }
	s.grid.OnOpen = func(row int) { s.openOrder() }
	s.grid.SetEmpty(part.NewEmptyState("入金を待っている受注はありません", "銀行振込などの受注がここに並びます。"))
	s.paid = part.NewKeyButton("入金済みにする", "P", part.Plain, s.payByHand)
	s.open = part.NewKeyButton("開く", "O", part.Plain, s.openOrder)
	set(s.left, part.NewCard(part.CardPlain, part.NewNote("入金を確かめています…", part.Quiet)))
	s.drawBar()
	s.root.Objects = []fyne.CanvasObject{part.Dock(s.bar, part.NewFootLine("名義と金額が一致した入金だけを自動で入金済みにします。ほかは、お店が選ぶまで何も変わりません。", "Ctrl+Z で元に戻せます"), nil, nil,
		part.Inset(14, 16, 14, 16, container.New(part.Sides{Right: waitingWidth, Gap: 6}, s.left, s.right)))}
	s.drawWaiting()
	return s
}

// ID is the area's name.
func (s *Screen) ID() string { return "money" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

func set(box *fyne.Container, o fyne.CanvasObject) {
	box.Objects = []fyne.CanvasObject{o}
	box.Refresh()
}

// Refresh reads deposits and orders anew.
func (s *Screen) Refresh() {
	s.gen++
	mine := s.gen
	s.f.Go(func() {
		v, err := pay.Look(s.f.Ctx, s.f.Desk, s.f.Now())
		fyne.Do(func() {
			if mine != s.gen {
				return
			}
			s.answering = false
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.take(v)
		})
	})
}

// take shows another view; the question that is shown stays, as long as it is one.
func (s *Screen) take(v pay.View) {
	here := ""
	if s.at < len(s.view.Open) {
		here = s.view.Open[s.at].Deposit.Key
	}
	s.view, s.ready = v, true
	s.at = min(s.at, max(0, len(v.Open)-1))
	for i, m := range v.Open {
		if m.Deposit.Key == here {
			s.at = i
		}
	}
	if len(v.Open) > 0 && s.later[v.Open[s.at].Deposit.Key] {
		s.next()
	}
	s.draw()
}

func (s *Screen) draw() {
	s.drawBar()
	s.drawWaiting()
	s.drawLeft()
}

func (s *Screen) drawBar() {
	about := ""
	if s.ready {
		late := 0
		var rest yen.Yen
		for _, o := range s.view.Waiting {
			if o.Overdue {
				late++
			}
			if r := o.Rest(); r != nil {
				rest += *r
			}
		}
		about = fmt.Sprintf("入金待ち %s件（%s円）", part.Count(len(s.view.Waiting)), rest)
		if late > 0 {
			about += fmt.Sprintf("・期限切れ %s件", part.Count(late))
		}
	}
	kind := part.Primary
	if len(s.view.Open) > 0 || s.view.Kept == 0 { // the next step is another: to answer, or the same button in the empty page
		kind = part.Plain
	}
	set(s.bar, part.NewTopBar("入金", about, part.NewKeyButton("入金明細を取り込む", "N", kind, s.pick)))
}

// drawWaiting is the list of orders that wait for money.
func (s *Screen) drawWaiting() {
	var f grid.Fixed
	for _, o := range s.view.Waiting {
		due := grid.Text(o.PayBy.Short())
		switch {
		case o.Overdue:
			due = grid.Of(grid.Alarm, o.PayBy.Short()+" 期限切れ")
		case o.Deferred:
			due = grid.Of(grid.Quiet, "与信待ち")
		case o.PayBy == "":
			due = grid.Of(grid.Quiet, "なし")
		}
		rest := grid.Of(grid.Quiet, "未確定")
		if r := o.Rest(); r != nil {
			rest = grid.Text(r.String())
		}
		f.Lines = append(f.Lines, grid.Row{Cells: []grid.Cell{due, grid.Text(o.Name), grid.Text(o.No), rest}})
		f.Keys = append(f.Keys, strconv.FormatInt(o.ID, 10))
	}
	s.grid.SetRows(f)
	foot := part.VStack(0, part.NewRule(), part.Inset(8, 10, 8, 10, part.HStack(6, s.paid, s.open)))
	head := part.Inset(10, 12, 8, 12, part.Beside(part.NewText("入金を待っている受注", part.Heading), part.NewLink("受注の一覧で見る", part.Quiet, func() { s.f.Status("awaiting_payment") })))
	set(s.right, part.NewCardInset(part.CardPlain, 1, 1, part.Dock(head, foot, nil, nil, s.grid)))
	s.mark()
}

// mark lets the buttons follow what is chosen in the list.
func (s *Screen) mark() {
	rows := s.rows()
	s.paid.SetEnabled(len(rows) > 0)
	s.open.SetEnabled(len(rows) == 1)
}

// chosen is called when other orders are chosen: an answer may name them.
func (s *Screen) chosen() {
	s.mark()
	if s.ready {
		s.drawLeft()
	}
}

// rows are the orders that are chosen in the list.
func (s *Screen) rows() []pay.Order {
	var out []pay.Order
	for _, i := range s.grid.Selection().Rows() {
		if i < len(s.view.Waiting) {
			out = append(out, s.view.Waiting[i])
		}
	}
	return out
}

func (s *Screen) openOrder() {
	if rows := s.rows(); len(rows) == 1 {
		s.f.Find(rows[0].ID)
	}
}

// payByHand marks the chosen orders as paid without a deposit: cash, another account, the provider's word.
func (s *Screen) payByHand() {
	chosen := s.rows()
	if len(chosen) == 0 {
		return
	}
	var rows []*desk.Row
	for _, o := range chosen {
		if r := s.f.Desk.Row(o.ID); r != nil {
			rows = append(rows, r)
		}
	}
	said := "入金済みにしました：" + chosen[0].No + " " + chosen[0].Name + " 様"
	if len(chosen) > 1 {
		said = fmt.Sprintf("入金済みにしました：%d件", len(chosen))
	}
	s.grid.SelectNone()
	s.do(said, func(ctx context.Context) (int64, error) { return review.Pay(ctx, s.f.Desk, rows, false, s.f.Now()) })
}

// do carries out one act, offers the way back and lets everything follow.
func (s *Screen) do(said string, act func(context.Context) (int64, error)) {
	if s.answering {
		return
	}
	s.answering = true
	var entry int64
	s.f.Run("順番を待って処理しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		entry, err = act(ctx)
		return err
	}, func(err error) {
		if err != nil {
			s.answering = false
			s.f.Fail(err)
			s.Refresh() // something has changed since it was drawn
			return
		}
		s.f.Did(said, entry)
		s.f.Changed()
	})
}

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	out := []part.Command{{Title: "入金：入金明細を取り込む", Key: "N", Words: "nyukin meisai ginko", Do: s.pick}}
	if len(s.rows()) > 0 {
		out = append(out, part.Command{Title: "入金：選んだ受注を入金済みにする", Key: "P", Words: "nyukinzumi", Do: s.payByHand})
	}
	for _, n := range numbers {
		if a, ok := s.answers[n]; ok {
			out = append(out, part.Command{Title: "答え：" + a.label, Key: string(n), Do: a.do})
		}
	}
	return out
}
