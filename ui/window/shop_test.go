package window_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"miseban/app/flow/demo"
	"miseban/app/flow/open"
	"miseban/app/jst"
	"miseban/ui/window"
)

var (
	ctx    = context.Background()
	monday = time.Date(2026, 11, 30, 8, 55, 0, 0, jst.Zone)
)

// sitting is the owner before the window: her hands are the keys, her eyes the texts on the screen.
type sitting struct {
	t      testing.TB
	app    fyne.App
	win    fyne.Window
	w      *window.Window
	shop   *open.Shop
	now    time.Time
	slips  string     // where slips go
	picks  [][]string // what she chooses in the file dialog, one choice after the other
	opened []string   // files opened in their own program
	sent   []string   // files given to the printer
	keys   int        // how often she pressed
}

var (
	filled     sync.Once
	filledAt   string
	filledErr  error
	filledRows int
)

// TestMain keeps the filled demo shop for all tests and takes it away afterwards.
func TestMain(m *testing.M) {
	code := m.Run()
	if filledAt != "" {
		os.RemoveAll(filledAt)
	}
	os.Exit(code)
}

// demoFolder is a copy of the demo shop as it was on Friday evening.
func demoFolder(t testing.TB) string {
	t.Helper()
	filled.Do(func() {
		if filledAt, filledErr = os.MkdirTemp("", "miseban-window-"); filledErr != nil {
			return
		}
		var s *open.Shop
		if s, filledErr = open.Writing(ctx, filepath.Join(filledAt, "見本")); filledErr != nil {
			return
		}
		if _, filledErr = demo.Fill(ctx, s.Desk, s.Folder, monday); filledErr == nil {
			filledRows = len(s.Desk.Rows())
			filledErr = s.Close()
		}
	})
	if filledErr != nil {
		t.Fatal(filledErr)
	}
	from, to := filepath.Join(filledAt, "見本"), filepath.Join(t.TempDir(), "見本")
	err := filepath.WalkDir(from, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil || e.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), b, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// sitDown opens the window over a folder; everything happens at once, in the test's own goroutine.
func sitDown(t testing.TB, folder string) *sitting {
	t.Helper()
	shop, err := open.Writing(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shop.Close() })
	s := &sitting{t: t, shop: shop, now: monday, slips: filepath.Join(t.TempDir(), "出荷")}
	if err := shop.Desk.Warm(ctx, s.now); err != nil {
		t.Fatal(err)
	}
	s.app = newApp(t)
	s.app.Preferences().SetString("slips.folder", s.slips)
	s.w = window.New(s.app, shop, window.Options{
		Folder: folder, Alone: true,
		Now:   func() time.Time { return s.now },
		Go:    func(work func()) { work() },
		After: func(time.Duration, func()) {},
		Pick: func(string) ([]string, error) {
			if len(s.picks) == 0 {
				return nil, nil // やめる
			}
			one := s.picks[0]
			s.picks = s.picks[1:]
			return one, nil
		},
		PickFolder: func(string, string) (string, error) { return "", nil },
		Print: func(_ context.Context, path, _ string) error {
			s.sent = append(s.sent, path)
			return nil
		},
		Printers: func(context.Context) []string { return []string{"事務所のプリンター"} },
		Show:     func(path string) error { s.opened = append(s.opened, path); return nil },
		Demo:     func(context.Context) error { return nil },
	})
	s.win = s.w.Window()
	s.win.Resize(fyne.NewSize(1280, 800))
	return s
}

// newApp is Fyne's software driver, which draws without a screen.
func newApp(t testing.TB) fyne.App {
	t.Helper()
	a := test.NewApp()
	t.Cleanup(func() { test.NewApp() })
	return a
}

// demoShop is the window over the demo shop on Monday morning, its five files not yet taken in.
func demoShop(t testing.TB) *sitting {
	t.Helper()
	return sitDown(t, demoFolder(t))
}

// afterImport is the same with the Monday's files taken in.
func afterImport(t testing.TB) *sitting {
	t.Helper()
	s := demoShop(t)
	s.picks = append(s.picks, s.mondayFiles())
	s.press("Ctrl+O", "Enter")
	if !s.sees("いま出せる受注") {
		t.Fatalf("the day's screen is not open after the import:\n%s", s.screen())
	}
	return s
}

func (s *sitting) mondayFiles() []string {
	s.t.Helper()
	files, err := demo.Monday(ctx, s.shop.Folder, s.now)
	if err != nil || len(files) != 5 {
		s.t.Fatalf("files %q, %v", files, err)
	}
	return files
}
