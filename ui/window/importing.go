package window

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"miseban/app/flow/intake"
	"miseban/app/flow/pay"
)

// importFiles takes files in; without any it asks for them. Folders stand for the files in them.
func (w *Window) importFiles(paths []string) {
	if len(paths) == 0 {
		w.f.Go(func() {
			picked, err := w.o.Pick("取り込む受注ファイルを選んでください")
			fyne.Do(func() {
				if err != nil {
					w.f.Fail(err)
				} else if len(picked) > 0 {
					w.importFiles(picked)
				}
			})
		})
		return
	}
	if len(w.f.Desk.Rows()) == 0 {
		w.firstRun(func(o intake.Options) { w.take(paths, o) })
		return
	}
	w.take(paths, intake.Options{})
}

func (w *Window) take(paths []string, o intake.Options) {
	var report intake.Report
	start := time.Now()
	w.f.Run("取り込んでいます", func(ctx context.Context, progress func(int, int)) error {
		o.Now = w.f.Now()
		o.Progress = func(_ string, part float64) { progress(int(part*1000), 1000) }
		var err error
		report, err = intake.Import(ctx, w.f.Desk, paths, o)
		return err
	}, func(err error) {
		if err != nil {
			w.f.Fail(err)
			if len(report.Files) == 0 {
				return
			}
		}
		w.imported.Show(report, fmt.Sprintf("%.1f秒", time.Since(start).Seconds()))
		w.open("imported")
		w.changed()
	})
}

// dropped takes files that fell on the window: a bank's statement goes to the payments, everything else to the orders.
func (w *Window) dropped(paths []string) {
	if len(paths) != 1 {
		w.importFiles(paths)
		return
	}
	w.f.Go(func() {
		bank := pay.IsStatement(w.f.Ctx, w.f.Desk, paths[0])
		fyne.Do(func() {
			if !bank {
				w.importFiles(paths)
				return
			}
			w.open("money")
			w.money.Import(paths[0])
		})
	})
}
