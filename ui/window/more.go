package window

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"miseban/app/flow/buy"
	"miseban/app/flow/pay"
	"miseban/app/flow/send"
	"miseban/app/mail"
	"miseban/app/mapping"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/buying"
	"miseban/ui/window/frame"
	"miseban/ui/window/goods"
	"miseban/ui/window/history"
	"miseban/ui/window/money"
	"miseban/ui/window/outbox"
	"miseban/ui/window/rules"
	"miseban/ui/window/settings"
)

// more are the areas below 受注, made together with their screens.
func (w *Window) more() []part.Area {
	w.post = &post{w: w}
	w.settings = settings.New(w.f, &places{w})
	w.money = money.New(w.f, &moneyFiles{&files{w}})
	w.goods = goods.New(w.f, &goodsFiles{&files{w}})
	w.rules = rules.New(w.f, &rulebook{w: w}, &ruling{&files{w}})
	for _, s := range []frame.Screen{w.rules, w.goods, w.money, buying.New(w.f, &files{w}), outbox.New(w.f, w.post), history.New(w.f), w.settings} {
		w.screens[s.ID()] = s
	}
	return []part.Area{{ID: "purchase", Title: "発注"}, {ID: "mail", Title: "メール"}, {ID: "money", Title: "入金"}, {ID: "goods", Title: "商品"}, {ID: "rules", Title: "ルール"}, {ID: "history", Title: "履歴", Foot: true}, {ID: "settings", Title: "設定", Foot: true}}
}

// countMore brings the counts of those areas up to date.
func (w *Window) countMore() {
	w.f.Go(func() {
		n := 0
		if all, err := buy.Propose(w.f.Ctx, w.f.Desk); err == nil {
			for _, p := range all {
				n += len(p.Lines)
			}
		}
		fyne.Do(func() { w.rail.SetCount("purchase", n) })
	})
	w.f.Go(func() {
		deposits, overdue, err := pay.Count(w.f.Ctx, w.f.Desk)
		fyne.Do(func() {
			if err == nil {
				w.rail.SetCount("money", deposits+overdue)
			}
		})
	})
	w.countCodes()
	w.countMails()
	w.post.confirm()
}

// fewOrders is up to how many orders the codes that wait are counted after every change; it takes a look at each of them.
const fewOrders = 20_000

// countCodes shows how many of the malls' codes wait for an answer. In a shop of many years the area itself tells.
func (w *Window) countCodes() {
	if len(w.f.Desk.Rows()) > fewOrders {
		return
	}
	w.f.Go(func() {
		n, err := goods.Waiting(w.f.Ctx, w.f.Desk)
		fyne.Do(func() {
			if err == nil {
				w.rail.SetCount("goods", n)
			}
		})
	})
}

// countMails shows the mails that want the owner's word or wait.
func (w *Window) countMails() {
	w.f.Go(func() {
		c, err := send.Counts(w.f.Ctx, w.f.Desk)
		if err != nil {
			return
		}
		n := c[mail.Unknown] + c[mail.Failed] + c[mail.Held] + c[mail.Queued] + c[mail.Retry]
		fyne.Do(func() { w.rail.SetCount("mail", n) })
	})
}

// files is what the areas do with files.
type files struct{ w *Window }

// Pick asks for one file.
func (x *files) Pick(title string, do func(path string)) {
	x.w.f.Go(func() {
		picked, err := x.w.o.Pick(title)
		fyne.Do(func() {
			if err != nil {
				x.w.f.Fail(err)
			} else if len(picked) > 0 {
				do(picked[0])
			}
		})
	})
}

// Show opens a file in its own program.
func (x *files) Show(path string) error { return x.w.o.Show(path) }

// OrderFolder is where 発注書 go.
func (x *files) OrderFolder() string {
	return filepath.Join(filepath.Dir((&outing{x.w}).folder()), "発注")
}

// places is what the settings change about the window itself.
type places struct{ w *Window }

// Folder asks for a folder, beginning at start.
func (x *places) Folder(title, start string, do func(path string)) {
	x.w.f.Go(func() {
		path, err := x.w.o.PickFolder(title, start)
		fyne.Do(func() {
			if err != nil {
				x.w.f.Fail(err)
			} else if path != "" {
				do(path)
			}
		})
	})
}

// Downloads is where a browser puts what it downloads.
func (x *places) Downloads() string { return downloads() }

// SlipFolder is where slips go.
func (x *places) SlipFolder() string { return (&outing{x.w}).folder() }

// SetSlipFolder changes it.
func (x *places) SetSlipFolder(path string) { x.w.app.Preferences().SetString("slips.folder", path) }

// Printer is where 出す prints by itself; empty = it only saves.
func (x *places) Printer() string {
	if p := (&outing{x.w}).printer(); p != "" {
		return printerName(p)
	}
	return ""
}

// SetPrinter changes it: nothing, the usual one, or a printer by name.
func (x *places) SetPrinter(name string) {
	if name == printerName(usual) {
		name = usual
	}
	x.w.app.Preferences().SetString("slips.printer", name)
}

// Printers are the names that can be chosen.
func (x *places) Printers() []string {
	return append([]string{printerName(usual)}, x.w.o.Printers(x.w.f.Ctx)...)
}

// DataFolder is where the shop's file lies.
func (x *places) DataFolder() string { return x.w.o.Folder }

// Mode is the brightness.
func (x *places) Mode() int { return int(x.w.theme.Mode()) }

// SetMode changes it.
func (x *places) SetMode(m int) { x.w.setTheme(look.Mode(m)) }

// Restore ends the window and lets the program restore the backup and start anew.
func (x *places) Restore(file string) {
	x.w.restore = file
	x.w.close()
}

type moneyFiles struct{ *files }

// Explain opens the page on which the owner says what a statement's columns mean, and takes it in after that.
func (x *moneyFiles) Explain(path string) {
	x.w.explain(path, mapping.Statement, "money", func(mapping.Mapping) {
		x.w.open("money")
		x.w.money.Import(path)
	})
}

// goodsFiles is what the window does for the goods.
type goodsFiles struct{ *files }

// Explain opens the page on which the owner says what a file's columns mean.
func (x *goodsFiles) Explain(path string, kind mapping.Kind, done func(mapping.Mapping)) {
	x.w.explain(path, kind, "goods", func(m mapping.Mapping) {
		x.w.open("goods")
		done(m)
	})
}

// Orders shows the orders in which a text stands.
func (x *goodsFiles) Orders(search string) {
	x.w.open("orders")
	x.w.orders.ShowSearch(search)
}
