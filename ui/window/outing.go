package window

import (
	"context"
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
	return "保存先 " + o.folder() + "\n通し番号を納品書の右上に入れます"
}

// After offers to print and to look.
func (o *outing) After(p ship.Printed) {
	show := part.Action{Label: "PDFを開く", Do: func() {
		if err := o.w.o.Show(p.Path); err != nil {
			o.w.f.Warn("PDFを開けませんでした。保存先：" + p.Path)
		}
	}}
	print := part.Action{Label: "印刷する", Do: func() {
		o.w.f.Go(func() {
			err := o.w.o.Print(o.w.f.Ctx, p.Path)
			fyne.Do(func() {
				if err != nil {
					o.w.f.Warn("プリンターに送れませんでした。PDFは保存してあります：" + p.Path)
				} else {
					o.w.f.Say("プリンターに送りました。")
				}
			})
		})
	}}
	o.w.f.Banners.Show(part.Done, "納品書を保存しました："+filepath.Base(p.Path), show, print)
}
