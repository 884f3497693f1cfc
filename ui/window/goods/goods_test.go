package goods_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"golang.org/x/text/encoding/japanese"

	"miseban/app/flow/buy"
	"miseban/app/flow/intake"
	"miseban/app/flow/learn"
	"miseban/app/flow/open"
	"miseban/app/jst"
	"miseban/app/mapping"
	"miseban/app/stock"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
	"miseban/ui/window/goods"
)

var (
	ctx  = context.Background()
	noon = time.Date(2026, 10, 7, 12, 0, 0, 0, jst.Zone) // a Wednesday, an hour after the newest order of the samples
)

// sitting is the owner before the area 商品: her hands are the keys, her eyes the texts on the screen.
type sitting struct {
	t      *testing.T
	app    fyne.App
	win    fyne.Window
	f      *frame.Frame
	shop   *open.Shop
	s      *goods.Screen
	folder string
	now    time.Time
	picks  []string                                                     // files that she chooses, one after the other
	found  []string                                                     // orders that she looked up
	shown  []int64                                                      // orders that she opened
	says   func(path string, kind mapping.Kind) (mapping.Mapping, bool) // what she answers to the wizard
}

// Pick chooses the next file.
func (s *sitting) Pick(_ string, do func(string)) {
	if len(s.picks) > 0 {
		one := s.picks[0]
		s.picks = s.picks[1:]
		do(one)
	}
}

// Explain answers the wizard.
func (s *sitting) Explain(path string, kind mapping.Kind, done func(mapping.Mapping)) {
	if m, ok := s.says(path, kind); ok {
		done(m)
	}
}

// Orders looks orders up.
func (s *sitting) Orders(search string) { s.found = append(s.found, search) }

// sitDown opens the area over a new shop; everything happens at once, in the test's own goroutine.
func sitDown(t *testing.T) *sitting {
	t.Helper()
	s := &sitting{t: t, folder: t.TempDir(), now: noon}
	var err error
	if s.shop, err = open.Writing(ctx, filepath.Join(s.folder, "店")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.shop.Close() })
	if err := s.shop.Desk.Warm(ctx, s.now); err != nil {
		t.Fatal(err)
	}
	s.app = test.NewApp()
	t.Cleanup(func() { test.NewApp() })
	s.app.Settings().SetTheme(look.New(look.Light))
	s.win = s.app.NewWindow("店番")
	s.f = &frame.Frame{Shop: s.shop, Desk: s.shop.Desk, Window: s.win, Prefs: s.app.Preferences(), Now: func() time.Time { return s.now }, Banners: part.NewBanners(), Ctx: ctx,
		Open: func(string) {}, Find: func(id int64) { s.shown = append(s.shown, id) }, Status: func(string) {}, Import: func([]string) {},
		Busy: func(fyne.CanvasObject, bool) {}, Go: func(work func()) { work() }, After: func(time.Duration, func()) {}}
	s.s = goods.New(s.f, s)
	s.f.Changed = s.s.Refresh
	s.win.SetContent(part.Dock(nil, s.f.Banners.Box, nil, nil, s.s.Object()))
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(1132, 740))
	c := s.win.Canvas()
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { s.s.Key(ev) })
	c.SetOnTypedRune(func(r rune) { s.s.Rune(r) })
	s.s.Refresh()
	return s
}

// withOrders takes the week's order files of 楽天 and Amazon in.
func (s *sitting) withOrders() *sitting {
	s.t.Helper()
	r, err := intake.Import(ctx, s.shop.Desk, []string{"../../../app/mall/testdata/rakuten.sample.csv", "../../../app/mall/testdata/amazon_orders.sample.txt"}, intake.Options{Now: noon})
	if err != nil || r.Refused() {
		s.t.Fatalf("%+v %v", r, err)
	}
	s.s.Refresh()
	return s
}

// cp932 writes lines as Excel of Windows saves a CSV.
func (s *sitting) cp932(name string, lines ...string) string {
	s.t.Helper()
	b, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(strings.Join(lines, "\r\n") + "\r\n"))
	if err != nil {
		s.t.Fatal(err)
	}
	path := filepath.Join(s.folder, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

// catalogue has SKUs that are spelt nearly like the codes of the samples.
func (s *sitting) catalogue() string {
	return s.cp932("商品.csv", "SKU,商品名,カラー,仕入先,仕入先品番,在庫,発注点,店長の覚え",
		"KYUSU_TOKONAME,常滑焼 急須,黒,花田製茶,K-1,0,2,a", "towelimabari-f-ai,今治タオル フェイス,藍,今治織物,,5,2,b", "tea-9,煎茶,,花田製茶,HS-1,0,4,c", "gift-set-9,お茶3種 詰め合わせ,,花田製茶,,3,,d")
}

func (s *sitting) asked() []buy.CodeProposal {
	s.t.Helper()
	list, err := buy.Unmapped(ctx, s.shop.Desk)
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}

func (s *sitting) mapped() map[string]string {
	s.t.Helper()
	list, err := buy.MappedCodes(ctx, s.shop.Desk)
	if err != nil {
		s.t.Fatal(err)
	}
	out := map[string]string{}
	for _, m := range list {
		out[m.Shop+" "+m.Code] = m.SKU
	}
	return out
}

var keyNames = map[string]fyne.KeyName{"Enter": fyne.KeyReturn, "Esc": fyne.KeyEscape, "Backspace": fyne.KeyBackspace, "→": fyne.KeyRight, "↓": fyne.KeyDown, "Delete": fyne.KeyDelete}

// press presses keys as the desktop driver hands them on: to what has the focus, else to the screen.
func (s *sitting) press(keys ...string) {
	c := s.win.Canvas()
	for _, k := range keys {
		if name, ok := keyNames[k]; ok {
			if f := c.Focused(); f != nil {
				f.TypedKey(&fyne.KeyEvent{Name: name})
			} else if h := c.OnTypedKey(); h != nil {
				h(&fyne.KeyEvent{Name: name})
			}
			continue
		}
		for _, r := range k {
			if f := c.Focused(); f != nil {
				f.TypedRune(r)
			} else if h := c.OnTypedRune(); h != nil {
				h(r)
			}
		}
	}
}

// confirm presses Ctrl+Enter in a dialog's field.
func (s *sitting) confirm() {
	s.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
}

func (s *sitting) walk(visit func(fyne.CanvasObject) (deeper bool)) {
	var down func(fyne.CanvasObject)
	down = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() || !visit(o) {
			return
		}
		switch x := o.(type) {
		case *fyne.Container:
			for _, c := range x.Objects {
				down(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(x).Objects() {
				down(c)
			}
		}
	}
	down(s.win.Canvas().Content())
	for _, o := range s.win.Canvas().Overlays().List() {
		down(o)
	}
}

func (s *sitting) texts() []string {
	var out []string
	s.walk(func(o fyne.CanvasObject) bool {
		switch x := o.(type) {
		case *part.Text:
			out = append(out, x.Text())
			return false
		case *part.Paragraph:
			out = append(out, x.Text())
			return false
		case *canvas.Text:
			out = append(out, x.Text)
		}
		return true
	})
	return out
}

func (s *sitting) screen() string { return strings.Join(s.texts(), "\n") }

func (s *sitting) expect(texts ...string) {
	s.t.Helper()
	for _, x := range texts {
		if !slices.ContainsFunc(s.texts(), func(y string) bool { return strings.Contains(y, x) }) {
			s.t.Errorf("%q is not on the screen:\n%s", x, s.screen())
		}
	}
}

func (s *sitting) dialogOpen() bool { return s.win.Canvas().Overlays().Top() != nil }

// command does what the palette calls so.
func (s *sitting) command(title string) {
	s.t.Helper()
	for _, c := range s.s.Commands() {
		if strings.Contains(c.Title, title) {
			c.Do()
			return
		}
	}
	s.t.Fatalf("nothing is called %s", title)
}

// An empty shop says what to do, and the file is two keys away.
func TestWithoutACatalogue(t *testing.T) {
	s := sitDown(t)
	s.expect("まだ商品がありません", "商品のファイルを選ぶ", "なくても出荷はできます")
	if n, err := goods.Waiting(ctx, s.shop.Desk); err != nil || n != 0 {
		t.Errorf("%d codes wait, %v", n, err)
	}
	s.withOrders()
	if n, err := goods.Waiting(ctx, s.shop.Desk); err != nil || n != 0 {
		t.Errorf("%d codes wait without a catalogue, %v", n, err)
	}
	s.expect("まだ商品がありません")
	s.press("n")
	s.expect("どのファイルを取り込みますか", "メーカーの在庫表")
	s.picks = []string{s.catalogue()}
	s.press("１") // an input method is on
	s.expect("商品.csv", "新しい", "読んだ列", "使わなかった列", "店長の覚え", "商品コードの質問へ")
	if len(s.shop.Desk.Goods().SKUs) != 4 {
		t.Errorf("%v", s.shop.Desk.Goods().SKUs)
	}
	if n, err := goods.Waiting(ctx, s.shop.Desk); err != nil || n != len(s.asked()) || n == 0 {
		t.Errorf("%d codes wait, %v", n, err)
	}
	s.press("Enter")
	s.expect("どのSKUですか")
}

func withQuestions(t *testing.T) *sitting {
	t.Helper()
	s := sitDown(t).withOrders()
	if _, err := buy.ImportProducts(ctx, s.shop.Desk, s.catalogue(), noon, false); err != nil {
		t.Fatal(err)
	}
	s.s.Refresh()
	return s
}

// The sure ones go with one key and come back with one.
func TestTheSureOnesAtOnce(t *testing.T) {
	s := withQuestions(t)
	before := len(s.asked())
	sure := stock.AllSure(s.asked())
	if len(sure) < 2 {
		t.Fatalf("of %+v only %d are sure", s.asked(), len(sure))
	}
	s.expect("質問 1 / ", "確実", "まとめて対応づける")
	if !s.s.Confirm() {
		t.Fatal("Ctrl+Enter means nothing")
	}
	got := s.mapped()
	for _, m := range sure {
		if got[m.Shop+" "+m.Code] != m.SKU {
			t.Errorf("%+v is mapped to %q", m, got[m.Shop+" "+m.Code])
		}
	}
	if len(s.asked()) != before-len(sure) {
		t.Errorf("%d of %d questions are left", len(s.asked()), before)
	}
	s.expect("確実な候補はありません")
	done := len(s.mapped())
	if !s.s.Confirm() || len(s.mapped()) != done {
		t.Error("pressed once more it is another page's key, or maps something")
	}
	s.f.Undo()
	if len(s.asked()) != before || len(s.mapped()) != 0 {
		t.Errorf("%d of %d questions are asked again", len(s.asked()), before)
	}
}

// One question after the other: a proposal, another SKU found by typing, no product at all, later; back again; and an
// answer that is taken back is asked again at once.
func TestOneQuestionAfterTheOther(t *testing.T) {
	s := withQuestions(t)
	all := s.asked()
	n := len(all)
	s.expect("質問 1 / ")
	s.press("1")
	if len(s.asked()) != n-1 || len(s.mapped()) != 1 {
		t.Fatalf("1 answered nothing: %v", s.mapped())
	}
	s.expect("質問 2 / ")
	s.press("5")
	if m := s.mapped(); len(m) != 2 || !slices.Contains(values(m), "") {
		t.Fatalf("%v", m)
	}
	s.expect("質問 3 / ")
	s.press("6")
	if len(s.asked()) != n-2 {
		t.Error("あとで answered")
	}
	s.expect("質問 4 / ")
	s.press("Backspace")
	s.expect("質問 3 / ")
	s.press("→", "4")
	if !s.dialogOpen() {
		t.Fatalf("no list to choose from:\n%s", s.screen())
	}
	s.press("急須 くろ", "Esc") // not found; Esc empties the field
	if !s.dialogOpen() {
		t.Fatal("Esc in a filled field closes the dialog")
	}
	s.press("詰め合わせ", "Enter") // leads to the list and chooses nothing
	if len(s.mapped()) != 2 {
		t.Fatal("Enter in the field chose")
	}
	s.press("Enter")
	if m := s.mapped(); s.dialogOpen() || !slices.Contains(values(m), "gift-set-9") {
		t.Fatalf("%v", m)
	}
	s.f.Undo()
	s.expect("質問 4 / ")
	s.press("4", "tea9")
	s.confirm()
	if m := s.mapped(); s.dialogOpen() || !slices.Contains(values(m), "tea-9") {
		t.Fatalf("%v", m)
	}
	for i := 0; i < 40 && len(s.asked()) > 0; i++ {
		s.press("5")
	}
	s.expect("すべての商品コードがSKUに対応しています")
	s.press("1", "5", "Backspace")
}

func values(m map[string]string) (out []string) {
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// Every number is a way to its orders.
func TestTheOrdersBehindACode(t *testing.T) {
	s := withQuestions(t)
	s.walk(func(o fyne.CanvasObject) bool {
		if l, ok := o.(*part.Link); ok {
			l.Press()
		}
		return true
	})
	if len(s.found) != 1 || len(s.shop.Desk.Rows()) == 0 {
		t.Fatalf("%v", s.found)
	}
	s.command("商品一覧を見る")
	s.expect("KYUSU_TOKONAME", "towelimabari-f-ai")
	s.press("/", "花田 煎茶", "Enter")
	if text := s.screen(); strings.Contains(text, "towelimabari-f-ai") || !strings.Contains(text, "tea-9") {
		t.Errorf("the search finds:\n%s", text)
	}
	if s.s.Confirm() || len(s.mapped()) > 0 { // no question is in sight: nothing is mapped behind her back
		t.Fatalf("%v", s.mapped())
	}
	s.command("まとめて対応づける")
	s.press("/", "Esc")
	s.win.Canvas().Unfocus()
	s.press("/", "kyusu", "Enter", "Enter")
	waiting := ""
	for _, x := range buy.Allocated(s.shop.Desk).SKUs {
		if x.SKU == "KYUSU_TOKONAME" && len(x.Waiting) > 0 {
			waiting = x.Waiting[0].OrderNo
		}
	}
	if row, err := s.shop.Desk.Find(waiting); err != nil || !slices.Equal(s.shown, []int64{row.ID}) {
		t.Errorf("opened %v, %q waits (%v)", s.shown, waiting, err)
	}
	s.expect(waiting)
}

// What was mapped can be changed, called no product, and taken away.
func TestChangingMappings(t *testing.T) {
	s := withQuestions(t)
	s.s.Confirm()
	n := len(s.mapped())
	s.command("対応づけ済みを見る")
	s.expect("モールの商品コード", "SKUを変える")
	s.press("/", "kyusu", "Enter", "Enter")
	if !s.dialogOpen() {
		t.Fatalf("no list to choose from:\n%s", s.screen())
	}
	s.press("詰め合わせ")
	s.confirm()
	if m := s.mapped(); !slices.Contains(values(m), "gift-set-9") || len(m) != n {
		t.Errorf("%v", m)
	}
	s.press("x")
	if m := s.mapped(); slices.Contains(values(m), "gift-set-9") || !slices.Contains(values(m), "") {
		t.Errorf("%v", m)
	}
	s.expect("商品ではない")
	s.press("Delete")
	if m := s.mapped(); len(m) != n-1 || slices.Contains(values(m), "") {
		t.Errorf("%v", m)
	}
	s.f.Undo()
	if m := s.mapped(); len(m) != n {
		t.Errorf("%v", m)
	}
	s.press("/", "Delete", "Backspace") // in the field they edit
	if m := s.mapped(); len(m) != n {
		t.Errorf("typing took a mapping away: %v", m)
	}
}

// A maker's list: whose it is is proposed by the file's name, and what it says stands in the list of goods.
func TestAMakersListIsTakenIn(t *testing.T) {
	s := withQuestions(t)
	s.command("商品一覧を見る")
	s.picks = []string{s.cp932("花田製茶_11月.csv", "品番,在庫,次回入荷", "HS-1,×,11月下旬", "K-1,30,", "ZZ-1,○,", "HS-2,ぼちぼち,")}
	s.press("n", "4")
	s.expect("どの仕入先の在庫表ですか", "ファイルの名前から「花田製茶」を選んであります")
	s.confirm()
	s.expect("登録のない品番", "ZZ-1", "商品一覧にない品番", "読めなかった行", "ぼちぼち", "欠品・廃番など", "tea-9")
	s.command("商品一覧を見る")
	s.expect("欠品　次回 11月下旬", "30")
	s.command("商品一覧を見る")
	s.f.Undo()
	if strings.Contains(s.screen(), "欠品") {
		t.Errorf("taken back, and yet:\n%s", s.screen())
	}
}

// Without a supplier a maker's list can't be read: it says what to do first.
func TestAMakersListWithoutSuppliers(t *testing.T) {
	s := sitDown(t)
	s.picks = []string{s.cp932("在庫表.csv", "品番,在庫", "HS-1,3"), s.cp932("仕入先.csv", "仕入先,メール", "花田製茶,order@example.com")}
	s.press("n", "4")
	s.expect("仕入先がまだありません")
	s.press("Enter")
	s.expect("仕入先.csv", "新しい仕入先", "花田製茶")
}

// A file whose headings nobody knows is explained once, and read by itself from then on.
func TestAFileIsExplained(t *testing.T) {
	s := sitDown(t)
	file := s.cp932("うちの表.csv", "取扱品一覧,,", "品,呼び名,のこり", "A-1,湯のみ,3", "A-2,急須,五")
	s.picks = []string{file, file}
	s.says = func(string, mapping.Kind) (mapping.Mapping, bool) { return mapping.Mapping{}, false }
	s.press("n", "1")
	s.expect("取り込めませんでした", "うちの表.csv", "何も取り込んでいません", "列の意味を教える")
	s.press("Enter")
	s.expect("取り込めませんでした")
	s.says = func(path string, kind mapping.Kind) (mapping.Mapping, bool) {
		if path != file || kind != mapping.Products {
			t.Errorf("asked about %s as %s", path, kind)
		}
		m := mapping.Mapping{Version: 1, Name: "うちの商品表", Kind: kind, Encoding: "cp932", Delimiter: ",", HeaderRow: 2, Header: []string{"品", "呼び名", "のこり"},
			Columns: []mapping.Mapped{{Column: "品", At: 0, Means: "SKU"}, {Column: "呼び名", At: 1, Means: "商品名"}, {Column: "のこり", At: 2, Means: "在庫"}}}
		if _, err := learn.Save(ctx, s.shop.Desk, m, noon); err != nil {
			t.Fatal(err)
		}
		return m, true
	}
	s.press("Enter")
	s.expect("読み方「うちの商品表」で読みました", "読めなかった行", "のこり", "五")
	if g := s.shop.Desk.Goods(); len(g.SKUs) != 1 || g.SKUs["A-1"].Name != "湯のみ" || g.OnHand["A-1"] != 3 {
		t.Errorf("%+v %v", g.SKUs, g.OnHand)
	}
	s.press("n", "1")
	s.expect("読み方「うちの商品表」で読みました", "同じ")
}

// Nothing is cut off in the smallest window that the program is made for, beside the rail.
func TestItFitsASmallWindow(t *testing.T) {
	s := sitDown(t)
	fits := func(what string) {
		t.Helper()
		if m := s.s.Object().MinSize(); m.Width > 1024-148 || m.Height > 700-60 {
			t.Errorf("%s needs %v", what, m)
		}
	}
	fits("the empty shop")
	s.withOrders()
	fits("the shop without a catalogue")
	if _, err := buy.ImportProducts(ctx, s.shop.Desk, s.catalogue(), noon, false); err != nil {
		t.Fatal(err)
	}
	s.s.Refresh()
	fits("the question")
	s.command("対応づけ済みを見る")
	fits("no mappings")
	s.command("モールの商品コードを見る")
	s.s.Confirm()
	for _, tab := range []string{"対応づけ済みを見る", "商品一覧を見る"} {
		s.command(tab)
		fits(tab)
	}
	s.picks = []string{s.cp932("花田製茶.csv", "品番,在庫,とても長い名前の列"+strings.Repeat("あ", 80), "HS-1,×,a", "ZZ-1,○,b", "HS-2,"+strings.Repeat("ぼちぼち", 30)+",c")}
	s.press("n")
	fits("the choice of a file")
	s.press("4")
	s.confirm()
	fits("the report")
	s.command("モールの商品コードを見る")
	for i := 0; i < 40 && len(s.asked()) > 0; i++ {
		s.press("5")
	}
	fits("no questions")
	if s.dialogOpen() {
		t.Fatal("the dialog is still open")
	}
}
