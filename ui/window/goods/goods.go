// Package goods is the area 商品: each code of a mall that means no SKU yet as a question with numbered answers, what the
// owner said of such codes, the catalogue with its stock, and the files of goods that are taken in. What a code may be and
// what a file says is found by the use case.
package goods

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/flow/buy"
	"miseban/app/flow/desk"
	"miseban/app/mapping"
	"miseban/app/normal"
	"miseban/app/stock"
	"miseban/ui/grid"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// Files is what the window does for this area.
type Files interface {
	// Pick asks for one file.
	Pick(title string, do func(path string))
	// Explain lets the owner say what the columns of a file mean; done gets what she decided, unless she gave up.
	Explain(path string, kind mapping.Kind, done func(mapping.Mapping))
	// Orders shows the orders in which these words stand.
	Orders(search string)
}

// The tabs.
const (
	tabCodes  = "codes"
	tabMapped = "mapped"
	tabList   = "list"
	tabFile   = "file"
)

// Screen is the area 商品.
type Screen struct {
	f     *frame.Frame
	files Files
	root  *fyne.Container
	tabs  *part.StatusTabs
	gen   int
	ready bool // the state was read once

	asked     []buy.CodeProposal // codes without a SKU, the sure ones first
	mapped    []stock.MallCode
	goods     *desk.Goods
	queue     *grid.Grid // all of asked, beside the question
	question  *fyne.Container
	at        int             // the question that is shown
	want      string          // the question to show next, by its key
	later     map[string]bool // put off in this sitting
	given     map[string]bool // answered in this sitting; one that comes back was taken back
	answers   map[rune]answer
	answering bool // an answer is being kept; until the next question is there no key answers

	codes     *grid.Grid
	codesFind *part.SearchField
	codesSeen []stock.MallCode
	codesHay  []string // what the search looks through, of each of mapped

	list     *grid.Grid
	listFind *part.SearchField
	items    []item // the whole catalogue
	seen     []item // of it, what is shown
	detail   *fyne.Container

	result  *result // of the last file; nil = none yet
	reading bool
}

// New makes the area.
func New(f *frame.Frame, files Files) *Screen {
	s := &Screen{f: f, files: files, root: container.NewStack(), question: container.NewStack(), detail: container.NewStack(),
		later: map[string]bool{}, given: map[string]bool{}, goods: f.Desk.Goods()}
	s.tabs = part.NewStatusTabs(s.tabRow(), func(string) { s.draw() })
	s.makeQueue()
	s.makeCodes()
	s.makeList()
	set(s.root, part.Dock(part.NewTopBar("商品", ""), nil, nil, nil, part.Inset(14, 16, 14, 16, part.NewCard(part.CardPlain, part.NewNote("商品を確かめています…", part.Quiet)))))
	return s
}

// ID is the area's name.
func (s *Screen) ID() string { return "goods" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Waiting counts the codes of malls that wait for an answer. Without a catalogue none does.
func Waiting(ctx context.Context, d *desk.Desk) (int, error) {
	if d.Goods().Empty() {
		return 0, nil
	}
	list, err := buy.Unmapped(ctx, d)
	return len(list), err
}

// Refresh reads codes, catalogue and stock anew.
func (s *Screen) Refresh() {
	s.gen++
	mine := s.gen
	s.f.Go(func() {
		goods := s.f.Desk.Goods()
		var asked []buy.CodeProposal
		var err error
		if !goods.Empty() {
			asked, err = buy.Unmapped(s.f.Ctx, s.f.Desk)
		}
		var mapped []stock.MallCode
		if err == nil {
			mapped, err = buy.MappedCodes(s.f.Ctx, s.f.Desk)
		}
		var makers map[string]stock.MakerStock
		if err == nil {
			makers, err = buy.MakerStock(s.f.Ctx, s.f.Desk)
		}
		var items []item
		if err == nil {
			items = itemsOf(goods, buy.Allocated(s.f.Desk), makers, mapped)
			surestFirst(asked)
		}
		hay := make([]string, len(mapped))
		for i, m := range mapped {
			hay[i] = normal.Search(shopText(m) + "\n" + m.Code + "\n" + m.Variant + "\n" + m.SKU + "\n" + goods.SKUs[m.SKU].Title())
		}
		fyne.Do(func() {
			if mine != s.gen {
				return
			}
			s.answering = false
			if err != nil {
				s.f.Fail(err)
				return
			}
			s.goods, s.mapped, s.codesHay, s.items, s.ready = goods, mapped, hay, items, true
			s.take(asked)
			s.draw()
		})
	})
}

func set(box *fyne.Container, o fyne.CanvasObject) {
	box.Objects = []fyne.CanvasObject{o}
	box.Refresh()
}

func run(text string, style part.Style) part.Run { return part.Run{Text: text, Style: style} }

// show opens a tab.
func (s *Screen) show(tab string) {
	s.tabs.Select(tab)
	s.draw()
}

// tabRow is the row of tabs; without numbers until they are known.
func (s *Screen) tabRow() []part.Tab {
	count := func(n int) int {
		if !s.ready {
			return -1
		}
		return n
	}
	return []part.Tab{{ID: tabCodes, Title: "モールの商品コード", Count: count(len(s.asked))}, {ID: tabMapped, Title: "対応づけ済み", Count: count(len(s.mapped))},
		{ID: tabList, Title: "商品一覧", Count: count(len(s.items))}, {ID: tabFile, Title: "ファイル", Count: -1}}
}

func (s *Screen) draw() {
	if !s.ready && s.tabs.Selected() != tabFile {
		return
	}
	s.tabs.SetTabs(s.tabRow())
	about, keys := "", ""
	var main fyne.CanvasObject
	var buttons []fyne.CanvasObject
	foot := "答えるまで何も変わりません。対応づけても、受注の内容は書き換えません。"
	s.answers = nil
	switch s.tabs.Selected() {
	case tabMapped:
		about, keys = "モールの商品コードとSKUの対応", "Ctrl+Z で元に戻せます"
		foot = "対応を外すと、そのコードはもう一度質問になります。受注は消えません。"
		main, buttons = s.mappedPage()
	case tabList:
		about, keys = "SKUごとの在庫・引当・メーカー在庫", "/ で検索、Enter で待っている受注へ"
		foot = "在庫と引当は、受注・入荷・棚卸から計算しています。この一覧では何も変わりません。"
		main, buttons = s.listPage()
	case tabFile:
		about, keys = "商品・在庫・仕入先・メーカーの在庫表を取り込みます", "Ctrl+Z で元に戻せます"
		foot = "空欄は前の値を残します。元のファイルは書き換えません。"
		if s.result != nil {
			about = "取り込みの結果"
		}
		main, buttons = s.filePage()
	default:
		about, keys = "受注ファイルのコードと、お店のSKUの対応", "数字キーで答え、Backspace で前へ、Ctrl+Z で元に戻せます"
		main = s.codesPage()
	}
	if s.tabs.Selected() != tabFile {
		buttons = append([]fyne.CanvasObject{part.NewKeyButton("ファイルを取り込む", "N", part.Plain, s.chooseFile)}, buttons...)
	}
	set(s.root, part.Dock(part.VStack(0, part.NewTopBar("商品", about, buttons...), part.TabBar(s.tabs)), part.NewFootLine(foot, keys), nil, nil, main))
}

// noGoods is every tab but the files' while there is no catalogue.
func (s *Screen) noGoods() fyne.CanvasObject {
	return part.NewEmptyState("まだ商品がありません", "SKU・商品名・在庫などのExcelかCSVを取り込むと、引当と発注の提案ができます。なくても出荷はできます。",
		part.Action{Label: "商品のファイルを選ぶ", Do: func() { s.pick(mapping.Products) }}, part.Action{Label: "ほかのファイルを取り込む", Hint: "N", Do: s.chooseFile})
}

// act does one act of the owner and offers the way back; the next question waits until it is kept. kept is called once it is.
func (s *Screen) act(said string, do func(context.Context, time.Time) (int64, error), kept ...func()) {
	var entry int64
	s.answering = true
	s.f.Run("順番を待って処理しています", func(ctx context.Context, _ func(int, int)) error {
		var err error
		entry, err = do(ctx, s.f.Now())
		return err
	}, func(err error) {
		s.answering = false
		switch {
		case err != nil:
			s.f.Fail(err)
			return
		case entry == 0:
			s.f.Say("変わるところがありませんでした。")
		default:
			s.answering = true // until it is read anew
			for _, note := range kept {
				note()
			}
			s.f.Did(said, entry)
		}
		s.f.Changed()
	})
}

func (s *Screen) sure() []stock.MallCode { return stock.AllSure(s.asked) }

// surestFirst puts the codes that have a sure proposal first and keeps the order otherwise.
func surestFirst(list []buy.CodeProposal) {
	slices.SortStableFunc(list, func(a, b buy.CodeProposal) int {
		_, x := a.Sure()
		_, y := b.Sure()
		switch {
		case x == y:
			return 0
		case x:
			return -1
		}
		return 1
	})
}
