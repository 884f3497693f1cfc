package window

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"miseban/app/flow/ship"
	"miseban/app/jst"
	"miseban/ui/part"
)

// outing does 出す for the day's screen: where the slips go is remembered, so that no dialog stands in the way.
type outing struct{ w *Window }

func (o *outing) folder() string {
	d := o.w.app.Preferences().String("slips.folder")
	if d == "" {
		d = ship.Folder()
	}
	return d
}

// Out prints everything ready into today's folder.
func (o *outing) Out(ctx context.Context, now time.Time) (ship.Printed, error) {
	return ship.Out(ctx, o.w.f.Desk, filepath.Join(o.folder(), string(jst.DateOf(now))), o.w.mailer(), now)
}

// Place says where the slips go.
func (o *outing) Place() string {
	to := "保存先 " + o.folder()
	if p := o.printer(); p != "" {
		to = "プリンター " + printerName(p) + "\n" + to
	}
	return to + "\n通し番号を納品書の右上に入れます"
}

// printer is where 出す prints by itself: the name of a printer, usual for the system's own choice, or empty for none.
func (o *outing) printer() string { return o.w.app.Preferences().String("slips.printer") }

// ErrOpened says that a file was opened in its own program instead of being printed.
var ErrOpened = errors.New("opened instead of printed")

const usual = "*"

func printerName(p string) string {
	if p == usual {
		return "いつもの"
	}
	return p
}

func (o *outing) print(path, printer string) {
	if printer == usual {
		printer = ""
	}
	o.w.f.Go(func() {
		err := o.w.o.Print(o.w.f.Ctx, path, printer)
		fyne.Do(func() {
			switch {
			case errors.Is(err, ErrOpened):
				o.w.f.Say("PDFを開きました。開いた画面から印刷してください。")
			case err != nil:
				o.w.f.Warn("プリンターに送れませんでした。PDFは保存してあります：" + path)
			default:
				o.w.f.Say("プリンターに送りました。")
			}
		})
	})
}

// After prints, where she has chosen a printer, and gives what else can be done with the slips.
func (o *outing) After(p ship.Printed) []part.Action {
	show := part.Action{Label: "PDFを開く", Do: func() {
		if err := o.w.o.Show(p.Path); err != nil {
			o.w.f.Warn("PDFを開けませんでした。保存先：" + p.Path)
		}
	}}
	if to := o.printer(); to != "" {
		o.print(p.Path, to)
		return []part.Action{show}
	}
	return []part.Action{show, {Label: "印刷する", Do: func() { o.print(p.Path, usual) }}}
}
