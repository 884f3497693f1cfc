// Package enter is the page on which orders are taken in that no file brings: by telephone, at the counter, by fax, and
// copies of other orders. What an order lacks and what it comes to is said by the use case; the page only shows it.
package enter

import (
	"context"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"miseban/app/flow/desk"
	"miseban/app/flow/enter"
	"miseban/app/jst"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Screen is the page; it is opened by Ctrl+N or by copying an order, not from the rail.
type Screen struct {
	f     *frame.Frame
	root  *fyne.Container
	layer *part.Layer
	main  *container.Scroll // customer and goods
	side  *container.Scroll // how it is paid and sent

	about  *part.Text
	known  *fyne.Container   // what is known of the customer
	who    map[string]*input // of the orderer, by field
	same   *widget.Check     // the orderer gets it herself
	places []*place
	dests  *fyne.Container
	lines  []*line
	table  *fyne.Container
	facts  map[string]*input // of the order, by field
	shop   *input            // nil where there is one shop
	no     *input
	more   *fyne.Container // amounts and texts that are seldom needed
	open   *part.KeyButton
	total  *part.Text
	hint   *part.Paragraph
	save   *part.KeyButton

	asked   atomic.Int64 // generation of the suggestions: a late answer is dropped
	tried   bool         // she wanted to register: what is missing is said too
	filling bool
	busy    bool
	wrong   []enter.FieldError
}

// New makes the page, empty.
func New(f *frame.Frame) *Screen {
	s := &Screen{f: f, root: container.NewStack()}
	s.build()
	return s
}

// ID is the page's name.
func (s *Screen) ID() string { return "enter" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Refresh shows the next order number and the shops there are; what was typed stays.
func (s *Screen) Refresh() {
	s.f.Go(func() {
		no, err := enter.NextNo(s.f.Ctx, s.f.Desk, s.f.Now())
		fyne.Do(func() {
			if err == nil {
				s.no.entry.SetPlaceHolder(no)
			}
		})
	})
	if (s.shop == nil) != (len(enter.Shops(s.f.Desk)) < 2) {
		dr := s.draft()
		s.build()
		s.fill(dr)
		return
	}
	s.check()
}

// Key leaves the page with Esc; the draft stays.
func (s *Screen) Key(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyEscape {
		return false
	}
	s.leave()
	return true
}

func (s *Screen) leave() {
	if !s.blank() {
		s.f.Say("入力中の受注は残してあります。Ctrl+N で続けられます。")
	}
	s.f.Open("orders")
}

// Rune has nothing of its own here.
func (s *Screen) Rune(rune) bool { return false }

// Confirm registers the order: Ctrl+Enter on this page. It is always the page's.
func (s *Screen) Confirm() bool {
	s.register()
	return true
}

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	return []part.Command{{Title: "手入力：登録する", Key: "Ctrl+Enter", Words: "touroku", Do: s.register},
		{Title: "手入力：お届け先を足す", Do: s.addPlace}, {Title: "手入力：はじめから入れ直す", Do: s.restart}}
}

// Start opens the page: empty, or with what was typed and not registered yet.
func (s *Screen) Start() {
	s.f.Open(s.ID())
	s.f.Window.Canvas().Focus(s.who["phone"].focus)
}

// Copy begins an order like another one.
func (s *Screen) Copy(row *desk.Row) {
	var dr enter.Draft
	s.f.Run("受注を開いています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		dr, err = enter.Copy(ctx, s.f.Desk, row, s.f.Now())
		return err
	}, func(err error) {
		if err != nil {
			s.f.Fail(err)
			return
		}
		begin := func() {
			s.fill(dr)
			s.about.SetText(row.No + " の複写")
			s.f.Open(s.ID())
			s.f.Window.Canvas().Focus(s.who["phone"].focus)
		}
		if s.blank() {
			begin()
			return
		}
		part.AskToDiscard(s.f.Window.Canvas(), "入力中の受注があります。捨てて複写に替えると、入力した内容はなくなります。", begin)
	})
}

// restart empties the page.
func (s *Screen) restart() {
	begin := func() {
		s.fill(enter.Draft{})
		s.f.Window.Canvas().Focus(s.who["phone"].focus)
	}
	if s.blank() {
		begin()
		return
	}
	part.AskToDiscard(s.f.Window.Canvas(), "入力した内容は、まだ登録していません。", begin)
}

// blank tells whether nothing was typed yet.
func (s *Screen) blank() bool {
	dr := s.draft()
	return dr.Orderer == (enter.Contact{}) && len(dr.Lines) == 0 && len(dr.Destinations) == 0 &&
		dr.Payment+dr.Shipping+dr.Comment+dr.Memo+dr.WishDate+dr.WishSlot+dr.Method+dr.CODFee+dr.WrappingFee+dr.Coupon+dr.Points+dr.Goods+dr.Total+dr.No == ""
}

func (s *Screen) today() jst.Date { return jst.DateOf(s.f.Now()) }

// build makes the page anew.
func (s *Screen) build() {
	s.layer = part.NewLayer()
	left, right := part.VStack(12), part.VStack(7)
	s.main, s.side = container.NewVScroll(part.Inset(12, 16, 12, 16, left)), container.NewVScroll(part.Inset(12, 14, 12, 14, right))
	s.about = part.NewText("", part.Quiet)
	left.Add(part.NewCard(part.CardPlain, s.customer()))
	left.Add(part.NewCard(part.CardPlain, s.goods()))
	s.terms(right)
	s.save = part.NewBigButton("登録する", "Ctrl+Enter", s.register)
	foot := part.Inset(10, 14, 10, 14, part.VStack(6, s.sums(), s.save))
	pane := container.NewStack(part.NewGround(look.Surface), part.Dock(nil, part.VStack(0, part.NewRule(), foot), part.NewRule(), nil, s.side))
	top := part.Bar(part.Beside(part.HStack(8, part.NewText("受注を手で入れる", part.Title), s.about),
		part.HStack(8, part.NewKeyButton("はじめから", "", part.Plain, s.restart), part.NewKeyButton("受注一覧へ", "Esc", part.Plain, s.leave))))
	page := part.Dock(top, part.NewFootLine("登録するまで、どこにも保存されません。登録した受注は Ctrl+Z で元に戻せます。", "Tab 次へ　↓ Enter 候補から選ぶ"), nil, nil,
		container.New(part.Sides{Right: 330}, s.main, pane))
	s.root.Objects = []fyne.CanvasObject{page, s.layer.Box}
	s.root.Refresh()
}
