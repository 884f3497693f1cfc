package window_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"golang.org/x/text/encoding/japanese"

	"miseban/app/judge"
	"miseban/app/slip"
	"miseban/ui/grid"
	"miseban/ui/look"
	"miseban/ui/part"
)

// look checks that the page fits into the smallest window and that no line runs out of its place; with MISEBAN_PICTURES
// naming a folder it also keeps pictures of both palettes there, to be looked at.
func (s *sitting) look(name string) {
	s.t.Helper()
	s.lookAt(name, 800)
}

// lookAt is look with a window of another height: to see a long page in one picture.
func (s *sitting) lookAt(name string, height float32) {
	s.t.Helper()
	size := fyne.NewSize(1280, height)
	s.settle(size)
	if m := s.win.Content().MinSize(); m.Width > 1280 || m.Height > 800 {
		s.t.Errorf("%s needs %.0f × %.0f pixels, the smallest window has 1280 × 800", name, m.Width, m.Height)
	}
	for _, x := range s.cut() {
		s.t.Errorf("%s: %s", name, x)
	}
	// The slips are written in the window's own font. A sign that it lacks comes from the system's fonts, where there are any.
	for _, x := range s.texts() {
		for _, m := range slip.Missing(slip.Slip{Title: x}) {
			s.t.Errorf("%s: %q has %c, which the font lacks", name, x, m.Rune)
		}
	}
	if folder := os.Getenv("MISEBAN_PICTURES"); folder != "" {
		for mode, suffix := range map[look.Mode]string{look.Dark: "dark", look.Light: "light"} {
			s.app.Settings().SetTheme(look.New(mode))
			s.settle(size)
			save(s.t, s.win.Canvas(), filepath.Join(folder, name+"-"+suffix+".png"))
		}
		s.app.Settings().SetTheme(look.New(look.Light))
	}
	s.settle(fyne.NewSize(1280, 800))
}

// settle lays the window out anew: on the desktop every part whose least size changed makes its surroundings follow, the
// software driver does so only for another size of the window.
func (s *sitting) settle(size fyne.Size) {
	s.win.Resize(size.AddWidthHeight(1, 1))
	s.win.Resize(size)
}

func save(t testing.TB, c fyne.Canvas, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, c.Capture()); err != nil {
		t.Fatal(err)
	}
}

// cut are the lines that are wider than the place they have, outside of lists, which shorten their own.
func (s *sitting) cut() []string {
	var out []string
	var down func(o fyne.CanvasObject, at fyne.Position, in fyne.Size)
	down = func(o fyne.CanvasObject, at fyne.Position, in fyne.Size) {
		if o == nil || !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		switch x := o.(type) {
		case *grid.Grid, *container.Scroll:
			// The rows of a list are shortened to their columns; what scrolls is seen by scrolling, but only downwards.
			if sc, ok := x.(*container.Scroll); ok && sc.Content != nil {
				if sc.Direction == container.ScrollVerticalOnly && sc.Content.MinSize().Width > sc.Size().Width+1 {
					out = append(out, fmt.Sprintf("a scrolling part is %.0f pixels wide, its content %.0f", sc.Size().Width, sc.Content.MinSize().Width))
				}
				down(sc.Content, at, sc.Size())
			}
		case *canvas.Text:
			if x.Text == "" {
				return
			}
			w := x.MinSize().Width
			if w > in.Width+1 && w > x.Size().Width+1 {
				out = append(out, fmt.Sprintf("%q is %.0f pixels wide and has %.0f", x.Text, w, in.Width))
			}
			if at.X < -1 || at.X+min(w, x.Size().Width) > 1281 {
				out = append(out, fmt.Sprintf("%q runs out of the window: %.0f to %.0f", x.Text, at.X, at.X+w))
			}
		case *part.Entry, *part.SearchField: // scrolls sideways by itself
		case *fyne.Container:
			for _, c := range x.Objects {
				down(c, at, x.Size())
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(x).Objects() {
				down(c, at, x.Size())
			}
		}
	}
	down(s.win.Canvas().Content(), fyne.Position{}, s.win.Canvas().Size())
	for _, o := range s.win.Canvas().Overlays().List() {
		down(o, fyne.Position{}, s.win.Canvas().Size())
	}
	return out
}

// Each screen of her day, at the size of the smallest window.
func TestEveryScreenFitsIntoTheSmallestWindow(t *testing.T) {
	if folder := os.Getenv("MISEBAN_PICTURES"); folder != "" {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	empty := sitDown(t, filepath.Join(t.TempDir(), "店"))
	empty.look("01-first-day")
	empty.press("Ctrl+2")
	empty.look("02-no-orders")
	empty.press("Ctrl+3")
	empty.look("03-no-goods")
	empty.picks = [][]string{{"受注.csv"}}
	empty.press("Ctrl+O")
	empty.look("04-first-import")

	s := demoShop(t)
	s.look("10-monday")
	wrong := filepath.Join(t.TempDir(), "家計簿.csv")
	if err := os.WriteFile(wrong, []byte("日付,品目,金額\n2026/11/30,牛乳,198\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.picks = append(s.picks, []string{wrong}, s.mondayFiles())
	s.press("Ctrl+O")
	s.look("11-wrong-file")
	s.press("Ctrl+O")
	s.look("12-imported")
	s.press("Enter")
	s.look("13-question")
	seen := map[string]bool{}
	for range 20 {
		_, _, title := s.question()
		if title = strings.Split(title, "（")[0]; !seen[title] {
			seen[title] = true
			s.look("14-question-" + strconv.Itoa(len(seen)))
		}
		s.press("→")
	}
	for range 20 {
		s.press("←")
	}
	for range 40 {
		if _, _, title := s.question(); strings.HasPrefix(title, "コメント") {
			break
		}
		s.press("→")
	}
	s.press("2")
	s.look("15-sentence")
	s.press("Esc", "Ctrl+P")
	s.look("16-palette")
	s.press("Esc", "1")
	s.look("17-answered")
	s.press("Ctrl+2", "Home")
	s.look("20-orders")
	s.goToStatus(judge.NeedsReview)
	s.press("Home")
	s.look("21-orders-review")
	s.press("Shift+↓", "Shift+↓", "Shift+↓")
	s.look("22-orders-several")
	s.press("Home", "e")
	s.look("23-orders-form")
	s.press("Esc", "Ctrl+K")
	s.write("どこにもいない人")
	s.look("24-orders-nothing-found")
	s.press("Esc")
	s.goToStatus(judge.Shipped)
	s.press("Home")
	s.look("25-orders-shipped")
	s.press("Ctrl+3")
	s.look("30-purchase")
	s.button("この仕入先の発注書").Press()
	s.look("31-purchase-made")
	s.win.Canvas().Focus(s.tabs())
	s.press("End")
	s.look("32-purchase-issued")
	s.press("Ctrl+4")
	s.look("40-mail")
	s.press("Ctrl+,")
	s.look("50-settings")
	s.lookAt("51-settings-all", 1900)
	for i, words := range []string{"設定：会社の情報", "設定：送信用アカウント"} {
		s.press("Ctrl+P")
		s.write(words)
		s.press("Enter")
		s.look("52-settings-form-" + strconv.Itoa(i+1))
		s.press("Esc")
	}
	s.press("Ctrl+1")
	s.answerAll()
	s.look("60-all-answered")
	s.press("Ctrl+Enter")
	s.look("61-sent-out")
}

// What the malls send may be long: nobody's name, address or comment pushes the page apart.
func TestLongTexts(t *testing.T) {
	s := demoShop(t)
	file := longOrder(t, s.mondayFiles()[0])
	s.picks = append(s.picks, []string{file})
	s.press("Ctrl+O", "Enter")
	s.look("70-long-question")
	for range 8 {
		s.press("→")
		s.look("70-long-question")
	}
	s.goToStatus(judge.NeedsReview)
	s.press("Home")
	s.look("71-long-order")
	s.press("e")
	s.look("72-long-form")
	s.press("Esc")
	s.answerLong()
	s.press("Ctrl+1")
	s.look("73-long-ready")
	s.press("Ctrl+Enter")
	s.look("74-long-sent-out")
}

// answerLong says yes to everything that the list shows as 確認待ち.
func (s *sitting) answerLong() {
	s.press("Ctrl+A", "a")
}

// longOrder is the mall's file with one order only: a name of sixty characters, an address of three lines, a comment of
// forty sentences and a thousand lines of goods.
func longOrder(t testing.TB, file string) string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := japanese.ShiftJIS.NewDecoder().Bytes(raw)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatal(len(rows), err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	out := [][]string{rows[0]}
	for i := range 1000 {
		r := append([]string(nil), rows[1]...)
		for name, value := range map[string]string{
			"ステータス": "300",
			"注文者姓":  strings.Repeat("寿限無", 10), "注文者名": strings.Repeat("五劫之擦切", 6), "送付先姓": strings.Repeat("海砂利水魚", 6), "送付先名": strings.Repeat("水行末", 10),
			"送付先住所それ以降の住所": strings.Repeat("大字架空字無番地", 8) + "9-99-1 " + strings.Repeat("メゾン・ド・ミセバン", 4) + "9999号室",
			"コメント":         strings.Repeat("包装は二重にして、箱の外から中身が分からないようにお願いいたします。", 40),
			"商品明細ID":       strconv.Itoa(9_000_000 + i), "商品名": strconv.Itoa(i+1) + "番目の" + strings.Repeat("とても長い商品名", 12),
			"商品番号": "long-" + strconv.Itoa(i), "商品管理番号": "long-" + strconv.Itoa(i), "SKU管理番号": "normal-inventory", "システム連携用SKU番号": "", "SKU情報": "",
		} {
			if _, ok := at[name]; !ok {
				t.Fatalf("the file has no column %s", name)
			}
			r[at[name]] = value
		}
		out = append(out, r)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll(out); err != nil {
		t.Fatal(err)
	}
	encoded, err := japanese.ShiftJIS.NewEncoder().Bytes(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "楽天_長い注文.csv")
	if err := os.WriteFile(path, encoded, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
