// Package orders is the list of all orders with the pane of the chosen one beside it (受注). It shows and passes acts on;
// what an order is and what may be done is decided elsewhere.
package orders

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/flow/desk"
	"miseban/app/flow/find"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

const paneWidth = 372

// Counter is where orders are entered by hand: here a copy of the chosen order is begun.
type Counter interface{ Copy(*desk.Row) }

// Screen is the area 受注.
type Screen struct {
	// Counter takes copies of orders; nil = there is none. Set it before the window is shown.
	Counter Counter
	// Edit opens a condition in the editor that is built of pick lists; nil = it is written as text.
	Edit func(c rule.Cond, done func(rule.Cond))
	// MakeTest makes an order a test of the rules, NewRule begins a rule, OpenRule shows one by its name; nil = there are no rules.
	MakeTest func(*desk.Row)
	NewRule  func(rule.Rule)
	OpenRule func(name string)

	f      *frame.Frame
	root   fyne.CanvasObject
	grid   *grid.Grid
	search *part.SearchField
	tabs   *part.StatusTabs
	start  *part.KeyButton
	pane   *fyne.Container
	filter desk.Filter
	shown  list
	asked  int   // generation of the list: a late answer is dropped
	paned  int   // generation of the pane
	wanted int64 // order to be chosen once it is in the list

	finder  *find.Finder
	bar     *fyne.Container // says by which condition the list is narrowed
	where   *asked          // nil = by none
	wrong   string          // what is wrong with a condition in the search field
	typed   bool            // the condition stands in the search field
	saved   []find.Search
	counts  map[string]int // orders of each saved search
	counted int            // generation of saved and counts
	known   map[order.DecisionKind][]find.Known
	why     reasons
	order   beside
	drawn   int64 // the order that the pane shows
	scroll  *container.Scroll
}

// New makes the area.
func New(f *frame.Frame) *Screen {
	s := &Screen{f: f, pane: container.NewStack(), finder: find.New(f.Desk), bar: part.VStack(0), known: map[order.DecisionKind][]find.Known{}}
	s.why.open = f.Prefs.Bool(whyKey)
	s.grid = grid.New(columns())
	s.grid.SetSort(grid.Sort{Column: "at", Descending: true})
	s.restoreColumns()
	s.grid.OnSelect = func(*grid.Selection) { s.showPane() }
	s.grid.OnSort = func(grid.Sort) { s.load() }
	s.grid.OnOpen = func(int) { s.showPane() }
	s.grid.OnColumns = s.keepColumns
	s.grid.OnMenu = func([]int) *fyne.Menu { return s.menu() }
	s.search = part.NewSearchField("検索　氏名・電話・注文番号・商品", "Ctrl+K")
	s.search.OnSearch = s.searched
	s.search.OnLeave = func() { s.f.Window.Canvas().Focus(s.grid) }
	s.tabs = part.NewStatusTabs(s.statusTabs(), s.openTab)
	s.start = part.NewKeyButton("確認を始める", "Ctrl+1", part.Primary, func() { f.Open("today") })
	var batch *part.KeyButton
	batch = part.NewKeyButton("操作 ▼", "", part.Plain, func() { s.popMenu(batch) })
	top := part.VStack(0,
		part.Bar(part.Beside(s.search, part.HStack(8,
			part.NewKeyButton("取り込み", "Ctrl+O", part.Plain, func() { f.Import(nil) }), batch, s.start))),
		part.TabBar(part.Beside(s.tabs, part.NewKeyButton("条件で探す", "F", part.Flat, s.askCondition))), s.bar)
	right := container.NewStack(part.NewGround(look.Surface), part.Dock(nil, nil, part.NewRule(), nil, s.pane))
	s.root = part.Dock(top, nil, nil, nil, container.New(part.Sides{Right: paneWidth}, s.grid, right))
	return s
}

// ID is the area's name.
func (s *Screen) ID() string { return "orders" }

// Object is what the window shows.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Refresh reads the list anew and keeps what is chosen.
func (s *Screen) Refresh() {
	s.showTabs()
	s.readSaved()
	n := s.f.Desk.Counts()[judge.NeedsReview]
	s.start.SetLabel("確認を始める（"+part.Count(n)+"件）", "Ctrl+1")
	s.start.SetEnabled(n > 0)
	s.load()
}

// ShowSearch lists the orders in which a text stands, whatever their status.
func (s *Screen) ShowSearch(text string) {
	s.filter.Status = 0
	s.tabs.Select("all")
	s.narrow(nil)
	s.search.SetText(text)
	s.load()
}

// Focus puts the keyboard on the list.
func (s *Screen) Focus() { s.f.Window.Canvas().Focus(s.grid) }

// Copy begins an order like the chosen one.
func (s *Screen) Copy() {
	if rows := s.chosen(); len(rows) == 1 && s.Counter != nil {
		s.Counter.Copy(rows[0])
	}
}

// FocusSearch puts the keyboard into the search field.
func (s *Screen) FocusSearch() { s.f.Window.Canvas().Focus(s.search) }

// Find chooses one order, whatever the list showed before.
func (s *Screen) Find(orderID int64) {
	s.wanted = orderID
	s.everything()
}

// ShowStatus shows the orders of one status.
func (s *Screen) ShowStatus(id string) {
	s.filter.Status = statusNamed(id)
	s.narrow(nil)
}

func statusNamed(id string) judge.Status {
	st, _ := judge.StatusNamed(id)
	return st
}

func (s *Screen) statusTabs() []part.Tab {
	counts := s.f.Desk.Counts()
	tabs := []part.Tab{{ID: "all", Title: "すべて", Count: len(s.f.Desk.Rows())}}
	for _, st := range []judge.Status{judge.NeedsReview, judge.OnHold, judge.AwaitingReply, judge.AwaitingMall, judge.AwaitingPayment, judge.AwaitingRelease, judge.AwaitingArrival,
		judge.AwaitingStock, judge.AwaitingShipDate, judge.ReadyToPrint, judge.ReadyToShip, judge.AwaitingNotice, judge.Shipped, judge.Cancelled} {
		if counts[st] > 0 || s.filter.Status == st {
			tabs = append(tabs, part.Tab{ID: st.ID(), Title: st.Name(), Count: counts[st], Tone: badge(st)})
		}
	}
	return append(tabs, s.savedTabs()...)
}

// badge colours only what wants the owner: questions, money, printing.
func badge(st judge.Status) look.Tone {
	switch st {
	case judge.NeedsReview, judge.AwaitingPayment, judge.ReadyToPrint:
		return frame.Tone(st)
	}
	return look.ToneNeutral
}

// load selects and sorts in the background; the newest request wins.
func (s *Screen) load() {
	s.asked++
	mine, filter, order, where := s.asked, s.filter, s.grid.Sort(), s.where
	shops := shopsByID(s.f.Desk)
	s.f.Go(func() {
		rows, err := s.selected(filter, where)
		rows = sorted(rows, order, shops)
		known := s.names()
		fyne.Do(func() {
			if mine != s.asked {
				return
			}
			if err != nil {
				s.f.Fail(err)
			}
			s.known = known
			s.show(list{rows, shops})
		})
	})
}

// selected gives the orders of a filter and a condition.
func (s *Screen) selected(filter desk.Filter, where *asked) ([]*desk.Row, error) {
	if where == nil {
		return s.f.Desk.Select(filter), nil
	}
	return s.finder.Where(s.f.Ctx, where.cond, filter, s.f.Now())
}

// names are the owner's labels and check boxes that there are.
func (s *Screen) names() map[order.DecisionKind][]find.Known {
	return map[order.DecisionKind][]find.Known{order.Labelled: find.Names(s.f.Desk, order.Labelled), order.Ticked: find.Names(s.f.Desk, order.Ticked)}
}

func (s *Screen) show(l list) {
	s.grid.SetEmpty(s.emptyState())
	s.shown = l
	s.grid.SetRows(l)
	if s.wanted != 0 {
		for i, r := range l.rows {
			if r.ID == s.wanted {
				s.wanted = 0
				s.grid.Select(i)
				return
			}
		}
	}
	if s.grid.Selection().Count() == 0 && len(l.rows) > 0 {
		s.grid.Select(0)
		return
	}
	s.showPane()
}

func (s *Screen) emptyState() fyne.CanvasObject {
	if len(s.f.Desk.Rows()) == 0 {
		return part.NewEmptyState("まだ受注がありません", "モールからダウンロードした受注ファイルを、この窓に落としてください。",
			part.Action{Label: "ファイルを選ぶ", Hint: "Ctrl+O", Do: func() { s.f.Import(nil) }})
	}
	if s.where != nil {
		return part.NewEmptyState("条件に当てはまる受注がありません", "条件を直すか、外してください。ファイルに書かれていない項目は、どの条件にも当てはまりません。",
			part.Action{Label: "条件を直す", Hint: "F", Do: s.askCondition}, part.Action{Label: "すべて表示", Hint: "Esc", Do: func() { s.Find(0) }})
	}
	return part.NewEmptyState("当てはまる受注がありません", "検索の文字かタブを変えてください。",
		part.Action{Label: "すべて表示", Do: func() { s.Find(0) }})
}

// chosen gives the marked rows, else the row of the cursor.
func (s *Screen) chosen() []*desk.Row {
	var out []*desk.Row
	for _, i := range s.grid.Selection().Rows() {
		if i < len(s.shown.rows) {
			out = append(out, s.shown.rows[i])
		}
	}
	return out
}

func shopsByID(d *desk.Desk) map[int64]order.Shop {
	out := map[int64]order.Shop{}
	for _, s := range d.Shops() {
		out[s.ID] = s
	}
	return out
}

const columnsKey = "orders.columns"

func (s *Screen) keepColumns(c []grid.ColumnState) {
	if b, err := json.Marshal(c); err == nil {
		s.f.Prefs.SetString(columnsKey, string(b))
	}
}

func (s *Screen) restoreColumns() {
	var c []grid.ColumnState
	if json.Unmarshal([]byte(s.f.Prefs.String(columnsKey)), &c) == nil && len(c) > 0 {
		s.grid.SetColumns(c)
	}
}
