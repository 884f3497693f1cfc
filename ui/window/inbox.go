package window

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"miseban/app/flow/inbox"
	"miseban/app/flow/intake"
	"miseban/ui/part"
)

// lookEvery is how often the watched folder is looked into.
const lookEvery = 3 * time.Second

// receiver takes in what comes into the watched folder, while the window is open.
type receiver struct {
	w     *Window
	watch *inbox.Watch
	busy  bool // an import is under way, or asks something: on the main goroutine only
	told  bool // the folder is missing, and that was said
}

func (r *receiver) loop(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			fyne.Do(r.look)
		}
	}
}

// look looks once; what has come is taken in and said, without leaving the page that she is on.
func (r *receiver) look() {
	if r.busy {
		return
	}
	r.busy = true
	f := r.w.f
	f.Go(func() {
		paths, err := r.watch.Look(f.Ctx, f.Now())
		fyne.Do(func() {
			switch {
			case err != nil:
				r.busy = false
				if !r.told && f.Ctx.Err() == nil {
					r.told = true
					f.Fail(err)
				}
			case len(paths) == 0:
				r.busy, r.told = false, false
			case len(f.Desk.Rows()) == 0:
				// Nothing is known of the shop yet: from when on orders are to do is hers to say.
				r.busy = false
				f.Banners.Show(part.Done, fmt.Sprintf("受信フォルダに受注ファイルが %d個あります。", len(paths)),
					part.Action{Label: "取り込む", Do: func() { r.w.importFiles(paths) }})
			default:
				r.take(paths)
			}
		})
	})
}

func (r *receiver) take(paths []string) {
	f := r.w.f
	var report intake.Report
	var stayed []string
	f.Run("受信フォルダのファイルを取り込んでいます", func(ctx context.Context, progress func(int, int)) error {
		var err error
		report, err = intake.Import(ctx, f.Desk, paths, intake.Options{Now: f.Now(), Progress: func(_ string, part float64) { progress(int(part*1000), 1000) }})
		if err == nil {
			stayed, err = inbox.Put(ctx, f.Desk, report)
		}
		return err
	}, func(err error) {
		r.busy = false
		if err != nil {
			f.Fail(err)
			if len(report.Files) == 0 {
				return
			}
		}
		r.say(report, stayed)
		r.w.changed()
	})
}

func (r *receiver) say(report intake.Report, stayed []string) {
	kind, text := part.Done, "受信フォルダから取り込みました："+names(report)
	o := report.Orders
	text += fmt.Sprintf("（新規 %s・更新 %s・同じ %s", part.Count(o.New), part.Count(o.Changed), part.Count(o.Same))
	if o.Refused > 0 {
		text += "・拒否 " + part.Count(o.Refused)
	}
	text += "）"
	failed := 0
	for _, x := range report.Files {
		if x.Error != "" {
			failed++
		}
	}
	if failed > 0 {
		text += fmt.Sprintf("　%d個は取り込めませんでした。", failed)
	}
	if report.Refused() {
		kind = part.Warning
	}
	if len(stayed) > 0 {
		text += "　移せなかったファイルは、元の場所にあります：" + strings.Join(stayed, "、")
	}
	gone := r.w.f.Banners.Show(kind, text, part.Action{Label: "結果を見る", Do: func() { r.w.results(report) }})
	if kind == part.Done {
		r.w.f.After(20*time.Second, gone)
	}
}

func names(report intake.Report) string {
	var out []string
	for i, f := range report.Files {
		if i == 3 {
			out = append(out, fmt.Sprintf("ほか%d個", len(report.Files)-3))
			break
		}
		out = append(out, f.File)
	}
	return strings.Join(out, "、")
}

// downloads is the folder into which a browser usually puts what it downloads; empty when it is not there.
func downloads() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	for _, name := range []string{"Downloads", "ダウンロード"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return ""
}
