// Package inbox is the watched folder (受信フォルダ): where the browser puts what is downloaded. Once the owner has said so, new
// order files there are recognised by their content and taken in by themselves, each once; everything else in the folder is
// left alone and never opened twice. It reads the folder only when it is asked to look, and it never deletes anything.
package inbox

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/flow/intake"
	"miseban/app/jst"
	"miseban/store"
)

// Settings say whether and where to look.
type Settings struct {
	On     bool       `json:"on"`
	Folder string     `json:"folder"`
	Since  jst.Moment `json:"since"` // files written before are not looked at: what lay there when she switched it on
	File   bool       `json:"file"`  // files that came in are put into the folder Filed; else they stay where they are
}

// Filed is the folder, inside the watched one, for files that came in.
const Filed = "店番 取り込み済み"

const key = "inbox"

// SettingsOf gives how the inbox is set; off when nothing was ever said.
func SettingsOf(ctx context.Context, d *desk.Desk) (Settings, error) {
	var s Settings
	err := d.Store().Read(ctx, func(r *store.Reader) error { return r.Setting(key, &s) })
	return s, err
}

// Set says whether and where to look, as an act that can be taken back. Switched on, it looks at what comes from now on; with
// present also at what lies there already.
func Set(ctx context.Context, d *desk.Desk, s Settings, present bool, now time.Time) (int64, error) {
	title := "受信フォルダを見るのをやめる"
	if s.On {
		info, err := os.Stat(s.Folder)
		if err != nil || !info.IsDir() {
			return 0, &noFolder{s.Folder, err}
		}
		title = "受信フォルダを見る：" + s.Folder
		was, err := SettingsOf(ctx, d)
		switch {
		case err != nil:
			return 0, err
		case present:
			s.Since = 0
		case was.On && was.Folder == s.Folder:
			s.Since = was.Since
		default:
			s.Since = jst.At(now)
		}
	}
	return d.Act(ctx, "settings", title, now, desk.TheseOrders, func(w *store.Writer) ([]int64, error) { return nil, w.PutSetting(key, s) })
}

type noFolder struct {
	path string
	err  error
}

func (n *noFolder) Error() string { return fmt.Sprintf("inbox %s: %v", filepath.Base(n.path), n.err) }
func (n *noFolder) Unwrap() error { return n.err }

// Japanese says what to do.
func (n *noFolder) Japanese() string {
	return "受信フォルダ「" + n.path + "」が見つかりません。設定で、ダウンロードしたファイルが入るフォルダを選び直してください。何も変更していません。"
}

// stamp is what a file looks like from outside.
type stamp struct {
	size int64
	at   time.Time
}

// Watch remembers what it has seen, so that no file is read twice and none while it is still being written. One Watch belongs
// to one desk; it is not safe for concurrent use.
type Watch struct {
	d    *desk.Desk
	seen map[string]stamp // as it was at the last look
	done map[string]stamp // looked into: no order file, or taken in
}

// NewWatch begins to watch for a desk.
func NewWatch(d *desk.Desk) *Watch {
	return &Watch{d: d, seen: map[string]stamp{}, done: map[string]stamp{}}
}

// settled is for how long a file must not have changed before it is read.
const settled = 2 * time.Second

// Look gives the order files that have come and are not in yet, the oldest first. A file that is still growing is given at
// a later look. With the inbox off it gives none.
func (w *Watch) Look(ctx context.Context, now time.Time) ([]string, error) {
	s, err := SettingsOf(ctx, w.d)
	if err != nil || !s.On {
		return nil, err
	}
	entries, err := os.ReadDir(s.Folder)
	if err != nil {
		return nil, &noFolder{s.Folder, err}
	}
	known, err := w.hashes(ctx)
	if err != nil {
		return nil, err
	}
	type found struct {
		path string
		at   time.Time
	}
	var out []found
	there := map[string]bool{}
	for _, e := range entries {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		path := filepath.Join(s.Folder, e.Name())
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || !likely(e.Name()) {
			continue
		}
		there[path] = true
		is := stamp{info.Size(), info.ModTime()}
		was, met := w.seen[path]
		w.seen[path] = is
		if w.done[path] == is || is.size == 0 || jst.At(is.at) < s.Since {
			continue
		}
		// Two looks at the same state, or old enough: nobody is writing to it any more.
		if !(met && was == is) && now.Sub(is.at) < settled {
			continue
		}
		w.done[path] = is
		hash, err := intake.HashOf(path)
		fresh := intake.FreshAt(path, is.at)
		before, inAlready := known[hash]
		if err != nil || inAlready && before >= fresh || !intake.IsOrderFile(ctx, w.d, path) {
			if err != nil {
				delete(w.done, path) // held by another program: at the next look
			}
			continue
		}
		known[hash] = fresh // the same download twice, "orders (1).csv"
		out = append(out, found{path, is.at})
	}
	for path := range w.seen {
		if !there[path] {
			delete(w.seen, path)
			delete(w.done, path)
		}
	}
	slices.SortStableFunc(out, func(a, b found) int { return a.at.Compare(b.at) })
	paths := make([]string, len(out))
	for i, f := range out {
		paths[i] = f.path
	}
	return paths, nil
}

// likely says whether a name may be that of an order file: no download under way, no hidden file, no Excel lock.
func likely(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") {
		return false
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".txt", ".xlsx", "":
		return true
	}
	return false
}

// hashes gives the files that ever came in, and how fresh they were; one whose import was undone stays out until she takes it
// herself. The same content downloaded later is read again: it says that the mall has nothing new until then.
func (w *Watch) hashes(ctx context.Context) (map[string]jst.Moment, error) {
	out := map[string]jst.Moment{}
	err := w.d.Store().Read(ctx, func(r *store.Reader) error {
		all, err := r.Batches()
		for _, b := range all {
			out[b.Hash] = max(out[b.Hash], b.FreshAt)
		}
		return err
	})
	return out, err
}
