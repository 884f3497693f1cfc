package window

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"miseban/app/flow/buy"
	"miseban/ui/part"
	"miseban/ui/window/buying"
)

// more are the areas below 受注, made together with their screens.
func (w *Window) more() []part.Area {
	w.buying = buying.New(w.f, &files{w})
	w.screens[w.buying.ID()] = w.buying
	return []part.Area{{ID: "purchase", Title: "発注"}}
}

// countMore brings the counts of those areas up to date.
func (w *Window) countMore() {
	go func() {
		n := 0
		if all, err := buy.Propose(w.f.Ctx, w.f.Desk); err == nil {
			for _, p := range all {
				n += len(p.Lines)
			}
		}
		fyne.Do(func() { w.rail.SetCount("purchase", n) })
	}()
}

// files is what the areas do with files.
type files struct{ w *Window }

// Pick asks for one file.
func (x *files) Pick(title string, do func(path string)) {
	go func() {
		picked, err := x.w.o.Pick(title)
		fyne.Do(func() {
			if err != nil {
				x.w.f.Fail(err)
			} else if len(picked) > 0 {
				do(picked[0])
			}
		})
	}()
}

// Show opens a file in its own program.
func (x *files) Show(path string) error { return x.w.o.Show(path) }

// OrderFolder is where 発注書 go.
func (x *files) OrderFolder() string {
	if d := x.w.app.Preferences().String("orders.folder"); d != "" {
		return d
	}
	return filepath.Join(filepath.Dir((&outing{x.w}).folder()), "発注")
}
