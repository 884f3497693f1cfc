package window

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"miseban/app/flow/intake"
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
	var files []string
	w.f.Run("取り込んでいます", func(ctx context.Context, progress func(int, int)) error {
		files = inFolders(paths)
		o.Now = w.f.Now()
		done := 0
		last := ""
		o.Progress = func(file string, part float64) {
			if last != "" && file != last {
				done++
			}
			last = file
			progress(int((float64(done)+part)*1000), len(files)*1000)
		}
		var err error
		report, err = intake.Import(ctx, w.f.Desk, files, o)
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

// inFolders puts the files of a dropped folder in its place.
func inFolders(paths []string) []string {
	var out []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil || !info.IsDir() {
			out = append(out, p)
			continue
		}
		entries, err := os.ReadDir(p)
		if err != nil {
			out = append(out, p)
			continue
		}
		for _, e := range entries {
			if !e.IsDir() {
				out = append(out, filepath.Join(p, e.Name()))
			}
		}
	}
	return out
}
