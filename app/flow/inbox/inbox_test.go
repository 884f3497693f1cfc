package inbox_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/inbox"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/revert"
	"miseban/app/jst"
)

var (
	ctx    = context.Background()
	monday = time.Date(2026, 11, 30, 8, 52, 0, 0, jst.Zone)
)

type downloads struct {
	t      *testing.T
	shop   *open.Shop
	folder string
	watch  *inbox.Watch
	now    time.Time
}

func newDownloads(t *testing.T) *downloads {
	t.Helper()
	s, err := open.Writing(ctx, filepath.Join(t.TempDir(), "店番"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &downloads{t, s, t.TempDir(), inbox.NewWatch(s.Desk), monday}
}

// comes puts a file into the folder, written ten seconds ago.
func (d *downloads) comes(name, text string) string {
	d.t.Helper()
	path := filepath.Join(d.folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.written(path, d.now.Add(-10*time.Second))
	return path
}

func (d *downloads) written(path string, at time.Time) {
	d.t.Helper()
	if err := os.Chtimes(path, at, at); err != nil {
		d.t.Fatal(err)
	}
}

func (d *downloads) on(s inbox.Settings, present bool) {
	d.t.Helper()
	s.On, s.Folder = true, d.folder
	if _, err := inbox.Set(ctx, d.shop.Desk, s, present, d.now.Add(-time.Hour)); err != nil {
		d.t.Fatal(err)
	}
}

// look gives the names that a look finds.
func (d *downloads) look() string {
	d.t.Helper()
	paths, err := d.watch.Look(ctx, d.now)
	if err != nil {
		d.t.Fatal(err)
	}
	var names []string
	for _, p := range paths {
		names = append(names, filepath.Base(p))
	}
	return strings.Join(names, " ")
}

func orders(numbers ...string) string {
	text := "注文番号,ステータス,注文日時,支払方法名,請求金額,注文者姓,注文者名,送付先姓,送付先名,送付先住所都道府県,送付先住所郡市区,送付先住所それ以降の住所,商品名,単価,個数,コメント\r\n"
	for _, n := range numbers {
		text += "123456-20261129-" + n + ",300,2026-11-29 10:00:00,クレジットカード,1080,山田,花子,山田,花子,東京都,渋谷区,神宮前1-2-3,煎茶,1080,1,\r\n"
	}
	return text
}

// The downloads folder of a shop owner: of all that lies there, only new order files are taken, and each once.
func TestWhatIsTakenFromTheDownloads(t *testing.T) {
	d := newDownloads(t)
	d.comes("きのうの受注.csv", orders("0000000001"))
	d.written(filepath.Join(d.folder, "きのうの受注.csv"), monday.AddDate(0, 0, -1))
	if got := d.look(); got != "" {
		t.Errorf("switched off, and yet it looked: %s", got)
	}
	d.on(inbox.Settings{}, false)
	d.comes("受注.csv", orders("0000000002"))
	d.comes("家計簿.csv", "日付,品目,金額\r\n2026/11/29,牛乳,250\r\n")
	d.comes("写真.jpg", "\xFF\xD8\xFF")
	d.comes("注文.csv.crdownload", orders("0000000003"))
	d.comes(".隠れた.csv", orders("0000000003"))
	d.comes("~$受注.xlsx", "x")
	d.comes("空.csv", "")
	if got := d.look(); got != "受注.csv" {
		t.Errorf("%q", got)
	}
	if got := d.look(); got != "" {
		t.Errorf("a second look: %q", got)
	}
	// The same download once more, under another name, is no news once it is in.
	if r, err := intake.Import(ctx, d.shop.Desk, []string{filepath.Join(d.folder, "受注.csv")}, intake.Options{Now: d.now}); err != nil || r.Refused() {
		t.Fatalf("%+v %v", r, err)
	}
	d.comes("受注 (1).csv", orders("0000000002"))
	if got := d.look(); got != "" {
		t.Errorf("the same content: %q", got)
	}
	// After a restart nothing is remembered but what is in the shop's file.
	d.watch = inbox.NewWatch(d.shop.Desk)
	if got := d.look(); got != "" {
		t.Errorf("after a restart: %q", got)
	}
	// An import that she took back does not come again by itself.
	if _, err := revert.Newest(ctx, d.shop.Desk, d.now); err != nil {
		t.Fatal(err)
	}
	d.watch = inbox.NewWatch(d.shop.Desk)
	if got := d.look(); got != "" {
		t.Errorf("after its undo: %q", got)
	}
	// What lay there before is taken when she says so, the oldest first.
	d.comes("受注2.csv", orders("0000000004"))
	d.on(inbox.Settings{}, true)
	if got := d.look(); got != "きのうの受注.csv 受注2.csv" {
		t.Errorf("with what lay there: %q", got)
	}
}

// A file that is still being downloaded is left until it has come to rest.
func TestAFileThatIsStillGrowing(t *testing.T) {
	d := newDownloads(t)
	d.on(inbox.Settings{}, false)
	text := orders("0000000001", "0000000002")
	path := d.comes("受注.csv", text[:len(text)/2])
	d.written(path, d.now)
	if got := d.look(); got != "" {
		t.Errorf("half a file: %q", got)
	}
	d.now = d.now.Add(time.Second)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d.written(path, d.now)
	if got := d.look(); got != "" {
		t.Errorf("just written: %q", got)
	}
	d.now = d.now.Add(time.Second)
	if got := d.look(); got != "受注.csv" {
		t.Errorf("come to rest: %q", got)
	}
	// Written anew it is another file.
	if err := os.WriteFile(path, []byte(orders("0000000009")), 0o600); err != nil {
		t.Fatal(err)
	}
	d.written(path, d.now)
	d.now = d.now.Add(5 * time.Second)
	if got := d.look(); got != "受注.csv" {
		t.Errorf("written anew: %q", got)
	}
}

// Files that came in can be put away; one that still needs her stays in sight, and nothing is ever replaced.
func TestFilesArePutAway(t *testing.T) {
	d := newDownloads(t)
	d.on(inbox.Settings{File: true}, false)
	take := func(names ...string) {
		t.Helper()
		var paths []string
		for _, n := range names {
			paths = append(paths, filepath.Join(d.folder, n))
		}
		r, err := intake.Import(ctx, d.shop.Desk, paths, intake.Options{Now: d.now})
		if err != nil {
			t.Fatal(err)
		}
		if stayed, err := inbox.Put(ctx, d.shop.Desk, r); err != nil || len(stayed) > 0 {
			t.Errorf("%v %v", stayed, err)
		}
	}
	d.comes("受注.csv", orders("0000000001"))
	d.comes("壊れた.csv", strings.Replace(orders("0000000002"), ",1,\r\n", ",たくさん,\r\n", 1))
	take("受注.csv", "壊れた.csv")
	d.comes("受注.csv", orders("0000000003"))
	take("受注.csv")
	var left []string
	for _, folder := range []string{d.folder, filepath.Join(d.folder, inbox.Filed)} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !e.IsDir() {
				left = append(left, filepath.Base(folder)[:3]+"/"+e.Name())
			}
		}
	}
	slices.Sort(left)
	if len(left) != 3 || !strings.HasSuffix(left[0], "壊れた.csv") || !strings.HasSuffix(left[1], "/受注 (2).csv") || !strings.HasSuffix(left[2], "/受注.csv") || !strings.HasPrefix(left[2], "店") {
		t.Errorf("%q", left)
	}
	if n := len(d.shop.Desk.Rows()); n != 2 {
		t.Errorf("%d orders", n)
	}
}

// A folder that is not there is said, and nothing is switched on.
func TestAFolderThatIsNotThere(t *testing.T) {
	d := newDownloads(t)
	_, err := inbox.Set(ctx, d.shop.Desk, inbox.Settings{On: true, Folder: filepath.Join(d.folder, "ない")}, false, monday)
	told, ok := err.(interface{ Japanese() string })
	if !ok || !strings.Contains(told.Japanese(), "何も変更していません") {
		t.Fatalf("%v", err)
	}
	if s, err := inbox.SettingsOf(ctx, d.shop.Desk); err != nil || s.On {
		t.Errorf("%+v %v", s, err)
	}
	d.on(inbox.Settings{}, false)
	if err := os.Remove(d.folder); err != nil {
		t.Fatal(err)
	}
	if _, err := d.watch.Look(ctx, monday); err == nil {
		t.Error("a folder that is gone is not said")
	}
}
