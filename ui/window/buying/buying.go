// Package buying is the area 発注: what to order from whom with its arithmetic, the Excel order forms, and what was ordered
// and comes in. Every number comes from the use case; the quantities can be written over.
package buying

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"miseban/app/flow/buy"
	"miseban/app/jst"
	"miseban/app/purchase"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Files is what the window does with files for this area.
type Files interface {
	Pick(title string, do func(path string)) // asks for one file
	Show(path string) error
	OrderFolder() string // where 発注書 go
}

// Screen is the area 発注.
type Screen struct {
	f     *frame.Frame
	files Files
	root  *fyne.Container
	tabs  *part.StatusTabs
	gen   int
	all   []purchase.SupplierProposal
	done  []buy.Purchase
	edits map[string]int
	line  string // the SKU whose waiting orders are shown
}

// New makes the area.
func New(f *frame.Frame, files Files) *Screen {
	s := &Screen{f: f, files: files, root: container.NewStack(), edits: map[string]int{}}
	s.tabs = part.NewStatusTabs(nil, func(string) { s.draw() })
	return s
}

// ID is the area's name.
func (s *Screen) ID() string { return "purchase" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Key has nothing of its own here.
func (s *Screen) Key(*fyne.KeyEvent) bool { return false }

// Rune has nothing of its own here.
func (s *Screen) Rune(rune) bool { return false }

// Commands are the acts for the palette.
func (s *Screen) Commands() []part.Command {
	return []part.Command{
		{Title: "発注：発注書を作る（Excel）", Words: "hattyuu hacchu", Do: s.issueAll},
		{Title: "発注：商品のファイルを取り込む", Words: "shohin", Do: s.importProducts},
		{Title: "発注：入荷のファイルを取り込む", Words: "nyuka", Do: s.receiveFile},
	}
}

// Refresh reads proposals and purchases anew.
func (s *Screen) Refresh() {
	s.gen++
	mine := s.gen
	s.f.Go(func() {
		all, err := buy.Propose(s.f.Ctx, s.f.Desk)
		var done []buy.Purchase
		if err == nil {
			done, err = buy.Purchases(s.f.Ctx, s.f.Desk)
		}
		fyne.Do(func() {
			if mine != s.gen {
				return
			}
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.all, s.done = all, done
			s.draw()
		})
	})
}

func (s *Screen) draw() {
	lines, issuable, open := 0, 0, 0
	for _, p := range s.all {
		lines += len(p.Lines)
		if p.CanIssue {
			issuable++
		}
	}
	for _, p := range s.done {
		if p.Open {
			open++
		}
	}
	s.tabs.SetTabs([]part.Tab{{ID: "proposals", Title: "提案", Count: lines}, {ID: "issued", Title: "発注済み", Count: open}})
	make := part.NewKeyButton(fmt.Sprintf("%d社の発注書を作る（Excel）", issuable), "", part.Primary, s.issueAll)
	make.SetEnabled(issuable > 0)
	top := part.VStack(0, part.NewTopBar("発注", fmt.Sprintf("全店舗の受注から計算しています（%s）", s.f.Now().In(jst.Zone).Format("15:04")),
		part.NewKeyButton("商品を取り込む", "", part.Plain, s.importProducts), part.NewKeyButton("入荷を取り込む", "", part.Plain, s.receiveFile), make), part.TabBar(s.tabs))
	var main fyne.CanvasObject
	switch {
	case s.tabs.Selected() == "issued":
		main = s.issuedList()
	case s.f.Desk.Goods().Empty():
		main = part.NewEmptyState("まだ商品がありません", "SKU・仕入先・仕入単価・在庫・発注点・ロットを書いたExcelかCSVを取り込むと、足りない分の発注を提案します。",
			part.Action{Label: "商品のファイルを選ぶ", Do: s.importProducts})
	case lines == 0:
		main = part.NewEmptyState("発注するものはありません", "どのSKUも、受注に対して足りていて、発注点を上回っています。")
	default:
		main = container.NewVScroll(part.Inset(10, 14, 14, 14, s.proposals()))
	}
	s.root.Objects = []fyne.CanvasObject{part.Dock(top, part.NewFootLine("提案は取り込みのたびに計算し直します。発注数は書き換えられます。", "発注も Ctrl+Z で元に戻せます（ファイルは残ります）"), nil, nil, main)}
	s.root.Refresh()
}

func (s *Screen) proposals() fyne.CanvasObject {
	box := part.VStack(14)
	for _, p := range s.all {
		supplier := p.Supplier.Name
		about := fmt.Sprintf("%d品 · 合計 %s円（税抜）", len(p.Lines), p.Amount)
		if p.UnknownCost > 0 {
			about += fmt.Sprintf(" · 単価のない行 %d", p.UnknownCost)
		}
		head := part.HStack(12, part.NewText(supplier, part.Heading), part.NewText(about, part.Quiet))
		if p.Minimum != purchase.NoMinimum {
			tone := look.TonePrint
			if p.Minimum == purchase.MinimumMissed {
				tone = look.ToneReview
			}
			text := p.Minimum.Name()
			if p.Minimum != purchase.MinimumUnsure {
				text = "最低発注額に" + text
			}
			head.Add(part.NewPill(text, tone))
		}
		head.Add(layout.NewSpacer())
		if p.CanIssue {
			head.Add(part.NewKeyButton("この仕入先の発注書", "", part.Plain, func() { s.issue(supplier) }))
		} else {
			head.Add(part.NewText("仕入先を決めると発注書を作れます", part.Quiet))
		}
		box.Add(part.VStack(6, head, s.table(p)))
	}
	return box
}

func right(id, title string, w float32) grid.Column {
	return grid.Column{ID: id, Title: title, Width: w, Align: grid.Right, NoSort: true}
}

func (s *Screen) table(p purchase.SupplierProposal) fyne.CanvasObject {
	g := grid.NewTable([]grid.Column{{ID: "sku", Title: "SKU", Width: 150, NoSort: true}, {ID: "name", Title: "商品", Width: 196, NoSort: true}, right("demand", "受注", 46), right("stock", "在庫", 46),
		right("open", "発注残", 58), right("point", "発注点", 58), right("goal", "補充目標", 70), right("lot", "ロット", 54), right("buy", "発注数", 60), {ID: "why", Title: "計算", Width: 220, Grow: true, NoSort: true}})
	var lines []grid.Row
	for _, l := range p.Lines {
		q := l.Quantity
		kind := grid.Strong
		if n, ok := s.edits[l.SKU]; ok {
			q, kind = n, grid.Warn
		}
		lines = append(lines, grid.Row{Cells: []grid.Cell{grid.Text(l.SKU), grid.Text(l.Name + " " + l.Variant), grid.Text(strconv.Itoa(l.Demand)), grid.Text(known(l.Stock)), grid.Text(strconv.Itoa(l.OnOrder)),
			grid.Text(known(l.ReorderPoint)), grid.Text(known(l.Target)), grid.Text(strconv.Itoa(l.Lot)), grid.Of(kind, strconv.Itoa(q)), grid.Of(grid.Quiet, l.Arithmetic)}})
	}
	g.SetRows(grid.Fixed{Lines: lines})
	all := p.Lines
	g.OnOpen = func(i int) { s.edit(all[i]) }
	waiting := part.VStack(0)
	g.OnSelect = func(sel *grid.Selection) {
		waiting.Objects = nil
		if rows := sel.Rows(); len(rows) == 1 && len(all[rows[0]].Orders) > 0 {
			waiting.Add(s.waiting(all[rows[0]]))
		}
		waiting.Refresh()
	}
	return part.VStack(6, g, waiting)
}

func (s *Screen) waiting(l purchase.Line) fyne.CanvasObject {
	text := ""
	for i, no := range l.Orders {
		if i == 12 {
			text += fmt.Sprintf(" ほか %d件", len(l.Orders)-12)
			break
		}
		if i > 0 {
			text += "、"
		}
		text += no
	}
	return part.NewCardInset(part.CardPlain, 8, 12, part.VStack(2, part.NewText(fmt.Sprintf("%s を待っている受注　%d件（入荷したらこの順に引き当てます）", l.SKU, len(l.Orders)), part.Strong), part.NewNote(text, part.Quiet),
		part.NewNote(l.Arithmetic+"　Enter で発注数を書き換えられます。", part.Caption)))
}

func known(n *int) string {
	if n == nil {
		return "—"
	}
	return strconv.Itoa(*n)
}

func (s *Screen) edit(l purchase.Line) {
	n := part.NewNumberEntry("", 0, 99999)
	v := int64(l.Quantity)
	if e, ok := s.edits[l.SKU]; ok {
		v = int64(e)
	}
	n.SetNumber(&v)
	part.NewDialog(s.f.Window.Canvas(), "発注数　"+l.SKU, part.VStack(8, part.NewNote(l.Arithmetic, part.Quiet), part.NewField("発注数", part.HStack(8, n, part.NewText("0 にすると発注しません", part.Quiet)))),
		part.Choice{Label: "提案に戻す", Kind: part.Plain, Do: func() { delete(s.edits, l.SKU); s.draw() }},
		part.Choice{Label: "この数にする", Kind: part.Primary, Default: true, Do: func() {
			if x, ok := n.Number(); ok && x != nil {
				s.edits[l.SKU] = int(*x)
				s.draw()
			}
		}}).Show(n)
}

func (s *Screen) issueAll() { s.issue("") }

func (s *Screen) issue(supplier string) {
	var made []buy.Issued
	s.f.Run("発注書を作っています", func(ctx context.Context, _ func(int, int)) error {
		c, err := s.f.Desk.Company(ctx)
		if err != nil {
			return err
		}
		now := s.f.Now()
		made, err = buy.Issue(ctx, s.f.Desk, supplier, s.edits, filepath.Join(s.files.OrderFolder(), string(jst.DateOf(now))), c, now)
		return err
	}, func(err error) {
		if err != nil {
			s.f.Fail(err)
			return
		}
		s.edits = map[string]int{}
		var shows []part.Action
		for _, m := range made[:min(2, len(made))] {
			shows = append(shows, part.Action{Label: m.Supplier + "を開く", Do: func() {
				if err := s.files.Show(m.Path); err != nil {
					s.f.Warn("開けませんでした。保存先：" + m.Path)
				}
			}})
		}
		s.f.Banners.Show(part.Done, fmt.Sprintf("発注書 %d通を作りました：%s", len(made), filepath.Dir(made[0].Path)), shows...)
		s.f.Changed()
	})
}

func (s *Screen) importProducts() {
	s.files.Pick("商品のファイルを選んでください", func(path string) {
		var rep buy.GoodsReport
		s.f.Run("商品を取り込んでいます", func(ctx context.Context, _ func(int, int)) error {
			var err error
			rep, err = buy.ImportProducts(ctx, s.f.Desk, path, s.f.Now(), false)
			return err
		}, func(err error) {
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.f.Did(fmt.Sprintf("商品を取り込みました：新規%d 更新%d 同じ%d 拒否%d", rep.RowCounts.New, rep.RowCounts.Changed, rep.RowCounts.Same, rep.RowCounts.Refused), rep.Entry)
			for i, p := range rep.Problems {
				if i == 3 {
					s.f.Warn(fmt.Sprintf("ほかにも読めない行が %d件あります。", len(rep.Problems)-3))
					break
				}
				s.f.Warn(p.Text())
			}
			s.f.Changed()
		})
	})
}

func (s *Screen) receiveFile() {
	s.files.Pick("入荷のファイルを選んでください", func(path string) {
		s.receive(func(ctx context.Context, now time.Time) (buy.ReceiptReport, error) {
			return buy.Receive(ctx, s.f.Desk, path, now)
		})
	})
}

func (s *Screen) receive(do func(context.Context, time.Time) (buy.ReceiptReport, error)) {
	var rep buy.ReceiptReport
	s.f.Run("入荷を記録しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		rep, err = do(ctx, s.f.Now())
		return err
	}, func(err error) {
		if err != nil {
			s.f.Fail(err)
			return
		}
		units := 0
		for _, r := range rep.Received {
			units += r.Qty
		}
		s.f.Did(fmt.Sprintf("入荷を記録しました：%d点、動き出した受注 %d件", units, len(rep.Moved)), rep.Entry)
		s.f.Changed()
	})
}

func (s *Screen) issuedList() fyne.CanvasObject {
	if len(s.done) == 0 {
		return part.NewEmptyState("まだ発注していません", "「提案」から発注書を作ると、ここに残ります。")
	}
	box := part.VStack(12)
	for _, p := range s.done {
		no := p.No
		head := part.HStack(12, part.NewText(p.No+"　"+p.Supplier, part.Heading), part.NewText(p.At.Date().Long(), part.Quiet))
		tone, name := look.ToneArrival, "入荷待ち"
		if !p.Open {
			tone, name = look.ToneShip, "完了"
		}
		head.Add(part.NewPill(name, tone))
		head.Add(layout.NewSpacer())
		if p.Open {
			head.Add(part.NewKeyButton("すべて入荷した", "", part.Plain, func() {
				s.receive(func(ctx context.Context, now time.Time) (buy.ReceiptReport, error) {
					return buy.ReceiveAll(ctx, s.f.Desk, no, now)
				})
			}))
		}
		g := grid.NewTable([]grid.Column{{ID: "sku", Title: "SKU", Width: 180, NoSort: true}, {ID: "name", Title: "商品", Width: 300, Grow: true, NoSort: true}, right("qty", "発注数", 80), right("got", "入荷", 80), right("left", "残り", 80)})
		var lines []grid.Row
		for _, l := range p.Lines {
			lines = append(lines, grid.Row{Cells: []grid.Cell{grid.Text(l.SKU), grid.Text(s.f.Desk.Goods().SKUs[l.SKU].Title()), grid.Text(strconv.Itoa(l.Qty)), grid.Text(strconv.Itoa(l.Received)), grid.Of(grid.Strong, strconv.Itoa(max(0, l.Qty-l.Received)))}})
		}
		g.SetRows(grid.Fixed{Lines: lines})
		box.Add(part.VStack(6, head, g))
	}
	return container.NewVScroll(part.Inset(10, 14, 14, 14, box))
}
