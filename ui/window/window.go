// Package window is the program's window: the rail of areas, the open screen, the menus and keys, and what every screen
// needs around it. Each area is a package of its own below; none of them decides anything.
package window

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"miseban/app/flow/desk"
	"miseban/app/flow/inbox"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/safe"
	"miseban/app/jst"
	"miseban/app/rule"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/enter"
	"miseban/ui/window/firstday"
	"miseban/ui/window/frame"
	"miseban/ui/window/goods"
	"miseban/ui/window/imported"
	"miseban/ui/window/learn"
	"miseban/ui/window/money"
	"miseban/ui/window/orders"
	"miseban/ui/window/rules"
	"miseban/ui/window/settings"
	"miseban/ui/window/today"
)

// Options are what the program gives the window.
type Options struct {
	Folder   string
	Now      func() time.Time
	Pick     func(title string) ([]string, error)                  // asks for files; nil = the platform's dialog
	Print    func(ctx context.Context, path, printer string) error // prints a file; an empty printer is the system's own choice
	Printers func(ctx context.Context) []string                    // the printers there are
	Show     func(path string) error                               // opens a file in its own program
	Demo     func(ctx context.Context) error                       // opens the demo shop in a window of its own
	// PickFolder asks for a folder, beginning at start; empty = none chosen.
	PickFolder func(title, start string) (string, error)
	Go         func(func())                // nil = goroutines
	After      func(time.Duration, func()) // nil = timers
	Alone      bool                        // nothing happens by itself: neither the clock nor the mails
}

// Window is the whole window over one open shop.
type Window struct {
	f       *frame.Frame
	o       Options
	win     fyne.Window
	app     fyne.App
	theme   *look.Theme
	rail    *part.NavRail
	page    *fyne.Container
	strip   *fyne.Container
	screens map[string]frame.Screen
	areas   []string
	names   map[string]string
	now     frame.Screen

	orders     *orders.Screen
	enter      *enter.Screen
	today      *today.Screen
	imported   *imported.Screen
	learn      *learn.Screen
	explaining *explaining
	settings   *settings.Screen
	post       *post
	receiver   *receiver
	money      *money.Screen
	goods      *goods.Screen
	rules      *rules.Screen
	firstday   *firstday.Screen
	restore    string // the backup to be put in place once the window is closed
	opened     int    // the desk's version at the start
	stop       context.CancelFunc
	strips     []fyne.CanvasObject // work that shows its progress
	warned     bool
}

// New makes the window over an open shop; it is shown by the caller.
func New(a fyne.App, shop *open.Shop, o Options) *Window {
	ctx, stop := context.WithCancel(context.Background())
	w := &Window{o: o, app: a, win: a.NewWindow("店番"), screens: map[string]frame.Screen{}, stop: stop}
	if o.Go == nil {
		o.Go, o.After = frame.Beside, frame.Later
	}
	w.f = &frame.Frame{Shop: shop, Desk: shop.Desk, Window: w.win, Prefs: a.Preferences(), Now: o.Now, Banners: part.NewBanners(), Ctx: ctx,
		Open: w.open, Find: w.find, Status: w.status, Import: w.importFiles, Changed: w.changed, Busy: w.busy, Results: w.results, Demo: w.demo, Chosen: w.menu, Asked: func(n int) { w.rail.SetCount("today", n) }, Go: o.Go, After: o.After}
	w.theme = look.New(look.Mode(a.Preferences().IntWithFallback("theme", int(look.Light))))
	a.Settings().SetTheme(w.theme)
	w.orders, w.imported = orders.New(w.f), imported.New(w.f, &importing{w})
	w.explaining = &explaining{w: w}
	w.learn = learn.New(w.f, w.explaining)
	w.today = today.New(w.f, &outing{w})
	w.enter = enter.New(w.f)
	w.orders.Counter = w.enter
	w.orders.MakeTest = func(r *desk.Row) { w.open("rules"); w.rules.AddTest(r.ID) }
	w.orders.NewRule = func(r rule.Rule) { w.open("rules"); w.rules.Add(r) }
	w.orders.OpenRule = func(name string) { w.open("rules"); w.rules.ShowRule(name) }
	w.firstday = firstday.New(w.f, &proposing{w})
	for _, s := range []frame.Screen{w.today, w.orders, w.imported, w.enter, w.learn, w.firstday} {
		w.screens[s.ID()] = s
	}
	areas := []part.Area{{ID: "today", Title: "今日"}, {ID: "orders", Title: "受注"}}
	areas = append(areas, w.more()...)
	w.names = map[string]string{}
	for _, x := range areas {
		w.areas = append(w.areas, x.ID)
		w.names[x.ID] = x.Title
	}
	w.rail = part.NewNavRail("店番", areas, w.open)
	w.page, w.strip = container.NewStack(), part.VStack(0)
	main := part.Dock(w.topStrip(), part.VStack(0, container.New(bannerRoom{}, w.f.Banners.Box), w.strip), nil, nil, w.page)
	w.win.SetContent(part.Dock(nil, nil, w.rail, nil, container.NewStack(part.NewGround(look.Background), main)))
	w.win.SetPadded(false)
	w.size()
	w.keys()
	w.menu()
	w.win.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) {
		var paths []string
		for _, u := range uris {
			paths = append(paths, u.Path())
		}
		w.dropped(paths)
	})
	w.win.SetCloseIntercept(w.close)
	w.open("today")
	w.changed()
	w.opened = shop.Desk.Version()
	if name := open.Synced(o.Folder); name != "" {
		w.f.Warn("データのフォルダが" + name + "の中にあります。同期のあいだに壊れることがあるので、別の場所に移すことをおすすめします：" + o.Folder)
	}
	w.receiver = &receiver{w: w, watch: inbox.NewWatch(shop.Desk)}
	if o.Alone {
		return w
	}
	go w.receiver.loop(ctx)
	go w.clock(ctx)
	go w.post.loop(ctx)
	return w
}

// Window is the Fyne window.
func (w *Window) Window() fyne.Window { return w.win }

func (w *Window) size() {
	p := w.app.Preferences()
	w.win.Resize(fyne.NewSize(float32(p.FloatWithFallback("width", 1280)), float32(p.FloatWithFallback("height", 800))))
}

func (w *Window) close() {
	s := w.win.Canvas().Size()
	w.app.Preferences().SetFloat("width", float64(s.Width))
	w.app.Preferences().SetFloat("height", float64(s.Height))
	w.stop()
	// What the day brought is kept twice before the window goes.
	if _, err := safe.OnExit(context.Background(), w.f.Desk, w.opened, w.f.Now()); err != nil && !w.warned {
		w.warned = true
		w.f.Warn("控えをとれませんでした。データは保存されています。もう一度閉じると終了します。" + frame.Sentence(err))
		return
	}
	w.win.Close()
}

// demo opens the demo shop in a window of its own.
func (w *Window) demo() {
	w.f.Run("見本の店を作っています", func(ctx context.Context, _ func(int, int)) error { return w.o.Demo(ctx) }, func(err error) {
		if err != nil {
			w.f.Fail(err)
			return
		}
		w.f.Say("見本の店を別の窓で開きました。")
	})
}

// Restoring gives the backup that the owner chose to go back to; empty when there is none.
func (w *Window) Restoring() string { return w.restore }

// topStrip is the banner of the demo shop.
func (w *Window) topStrip() fyne.CanvasObject {
	if !open.IsDemo(w.o.Folder) {
		return nil
	}
	return part.Inset(6, 16, 6, 16, part.NewNote("見本の店です。人物と注文はすべて架空で、メールは送られません。", part.Quiet.In(look.Warn)))
}

func (w *Window) open(id string) {
	s := w.screens[id]
	if s == nil {
		return
	}
	w.now = s
	switch id {
	case "imported", "learn", "enter", "firstday":
		w.rail.Select("orders") // pages of the orders' area
	default:
		w.rail.Select(id)
	}
	w.page.Objects = []fyne.CanvasObject{s.Object()}
	w.page.Refresh()
	s.Refresh()
	w.menu()
	switch id {
	case "orders":
		w.orders.Focus()
	case "rules":
		w.rules.Focus()
	default:
		w.win.Canvas().Unfocus()
	}
}

// results shows what an import did.
func (w *Window) results(r intake.Report) {
	w.imported.Show(r, "")
	w.open("imported")
}

func (w *Window) find(orderID int64) {
	w.open("orders")
	w.orders.Find(orderID)
}

func (w *Window) status(id string) {
	w.open("orders")
	w.orders.ShowStatus(id)
}

// changed brings counts and the open screen up to date.
func (w *Window) changed() {
	c := w.f.Desk.Counts()
	openOrders := 0
	for s, n := range c {
		if s.Open() {
			openOrders += n
		}
	}
	w.rail.SetCount("orders", openOrders)
	w.countMore()
	w.rail.SetFoot("自動保存済み", w.lastBackup())
	w.today.Refresh()
	if w.now != nil && w.now != frame.Screen(w.today) {
		w.now.Refresh()
	}
	w.menu()
}

// lastBackup says when the newest backup was made.
func (w *Window) lastBackup() string {
	t, ok := safe.Newest(w.o.Folder)
	if !ok {
		return "控えはまだありません"
	}
	layout := "1/2 15:04"
	if at := jst.At(t); at.Date() == jst.DateOf(w.f.Now()) {
		layout = "15:04"
	}
	return "控え " + t.In(jst.Zone).Format(layout)
}

// busy shows a progress strip above the window's lower edge, beside those of other work, or takes it away.
func (w *Window) busy(strip fyne.CanvasObject, on bool) {
	if on {
		w.strips = append(w.strips, strip)
	} else {
		w.strips = slices.DeleteFunc(w.strips, func(o fyne.CanvasObject) bool { return o == strip })
	}
	w.strip.Objects = nil
	for _, o := range w.strips {
		w.strip.Add(part.Inset(8, 16, 8, 16, o))
	}
	w.strip.Refresh()
	w.page.Refresh()
}

// clock judges anew what the time has changed: at midnight in Japan, and when the computer wakes.
func (w *Window) clock(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			before := w.f.Desk.Version()
			if err := w.f.Desk.Warm(ctx, w.f.Now()); err != nil {
				continue
			}
			if w.f.Desk.Version() != before {
				fyne.Do(w.changed)
			}
		}
	}
}

// Warm gets the shop ready for judging in the background, after the list is on the screen.
func (w *Window) Warm() {
	w.f.Run("受注を確かめています", func(ctx context.Context, _ func(int, int)) error {
		return w.f.Desk.Warm(ctx, w.f.Now())
	}, func(err error) {
		if err != nil {
			w.f.Fail(err)
			return
		}
		w.changed()
	})
}
