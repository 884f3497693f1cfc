package money

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"golang.org/x/text/encoding/japanese"

	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/pay"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/frame"
)

// page is the area in a window of its own; everything happens at once, in the test's own goroutine.
type page struct {
	*testing.T
	*Screen
	shop      *open.Shop
	folder    string
	statement string   // what she picks in the file dialog
	explained []string // files whose columns she is asked about
	found     []int64  // orders that were opened
}

func (p *page) Pick(_ string, do func(string)) { do(p.statement) }
func (p *page) Explain(path string)            { p.explained = append(p.explained, path) }

var now = time.Date(2026, 11, 24, 9, 0, 0, 0, jst.Zone)

func newPage(t *testing.T) *page {
	t.Helper()
	p := &page{T: t, folder: t.TempDir()}
	var err error
	if p.shop, err = open.Writing(context.Background(), filepath.Join(p.folder, "店番")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.shop.Close() })
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.New(look.Light))
	w := a.NewWindow("入金")
	f := &frame.Frame{Shop: p.shop, Desk: p.shop.Desk, Window: w, Prefs: a.Preferences(), Now: func() time.Time { return now }, Banners: part.NewBanners(), Ctx: context.Background(),
		Open: func(string) {}, Find: func(id int64) { p.found = append(p.found, id) }, Status: func(string) {}, Busy: func(fyne.CanvasObject, bool) {}, Go: func(work func()) { work() }, After: func(time.Duration, func()) {}}
	p.Screen = New(f, p)
	f.Changed = p.Refresh
	w.SetContent(p.Object())
	w.Resize(fyne.NewSize(1024-148, 700)) // the smallest window, less the rail
	return p
}

func (p *page) file(name, text string) string {
	p.Helper()
	b, err := japanese.ShiftJIS.NewEncoder().String(text)
	if err != nil {
		p.Fatal(err)
	}
	path := filepath.Join(p.folder, name)
	if err := os.WriteFile(path, []byte(b), 0o600); err != nil {
		p.Fatal(err)
	}
	return path
}

// orders takes five orders of the own cart in: 101 to 104, and the overdue 90.
func (p *page) orders() {
	p.Helper()
	text := "注文ID,注文番号,お名前(姓),お名前(名),お名前(セイ),お名前(メイ),合計,支払合計,対応状況(名称),支払方法(名称),受注日,入金日,商品名,商品コード,価格,個数,明細区分(名称),配送先_お名前(姓),配送先_お名前(名),配送先_都道府県(名称),配送先_住所1,配送先_TEL,備考\r\n"
	for _, o := range []struct {
		no, total int
		who, kana string
		day       string
	}{{101, 2820, "山田,花子", "ヤマダ,ハナコ", "2026-11-20"}, {102, 5000, "高橋,一郎", "タカハシ,イチロウ", "2026-11-20"}, {103, 10000, "佐藤,次郎", "サトウ,ジロウ", "2026-11-20"}, {104, 700, "伊藤,咲", "イトウ,サキ", "2026-11-20"}, {90, 900, "森,和也", "モリ,カズヤ", "2026-11-10"}} {
		text += fmt.Sprintf("%d,%d,%s,%s,%d.00,%d.00,新規受付,銀行振込,%s 09:12:31,,煎茶,tea,%d.00,1,商品,%s,東京都,渋谷区架空町1-2-3,09000000%03d,\r\n", o.no, o.no, o.who, o.kana, o.total, o.total, o.day, o.total, o.who, o.no)
	}
	r, err := intake.Import(context.Background(), p.shop.Desk, []string{p.file("受注.csv", text)}, intake.Options{Now: now})
	if err != nil || r.Refused() {
		p.Fatalf("%+v %v", r, err)
	}
	p.Refresh()
}

const statement = "日付,内容,出金金額(円),入金金額(円),残高(円),メモ\r\n" +
	"2026/11/21,ﾔﾏﾀﾞ ﾊﾅｺ,,\"2,820\",\"100,000\",-\r\n" + // exact
	"2026/11/22,ﾀｶﾊｼ ｲﾁﾛｳ,,\"4,670\",\"104,670\",-\r\n" + // less the fee
	"2026/11/23,ｻﾄｳ ｼﾞﾛｳ,,\"4,000\",\"108,670\",-\r\n" + // a part
	"2026/11/24,ﾘｿｸ,,3,\"108,673\",-\r\n" // for no order

func (p *page) waits(no string) bool {
	p.Helper()
	r, err := p.shop.Desk.Find(no)
	if err != nil {
		p.Fatal(err)
	}
	return r.Status == judge.AwaitingPayment
}

func (p *page) payer() string {
	if len(p.view.Open) == 0 {
		return ""
	}
	return plain(p.view.Open[p.at].Deposit.Payer)
}

// sees says whether a text stands on the page.
func (p *page) sees(text string) bool {
	p.Helper()
	return strings.Contains(test.RenderObjectToMarkup(p.Object()), text)
}

// press types keys; each must be of use.
func (p *page) press(keys string) {
	p.Helper()
	for _, r := range keys {
		if !p.Rune(r) {
			p.Fatalf("the key %c does nothing before %s: %v", r, p.payer(), p.answers)
		}
	}
}

// The morning: the statement, one answer for each deposit, and everything that is due is done.
func TestAMorningWithTheStatement(t *testing.T) {
	p := newPage(t)
	p.orders()
	p.statement = p.file("明細.csv", statement)
	if !p.sees("入金明細を取り込みましょう") || !p.sees("11/17(火) 期限切れ") {
		t.Errorf("the empty page:\n%s", test.RenderObjectToMarkup(p.Object()))
	}
	p.press("n")
	if p.waits("101") || len(p.view.Open) != 3 || p.payer() != "タカハシ イチロウ" || !p.sees("自動で入金済みにしました　1件") {
		t.Fatalf("after the statement: %s, %+v", p.payer(), p.view)
	}
	if a := p.answers['1']; a.label != "受注 102　高橋 一郎 様の入金にする" || a.note != "振込手数料 −330円" {
		t.Errorf("the first answer: %+v", a)
	}
	if !p.sees("−330") || !p.sees("1：名義（カナ）が同じです。") {
		t.Error("the difference is not explained")
	}
	p.press("１") // an input method is on
	if p.waits("102") || p.payer() != "サトウ ジロウ" {
		t.Fatalf("after the answer: %s", p.payer())
	}
	p.press("4")
	if !p.waits("103") || p.payer() != "リソク" {
		t.Fatalf("a part: %s", p.payer())
	}
	if _, ok := p.answers['1']; ok {
		t.Error("interest is proposed for an order")
	}
	p.press("6")
	if len(p.view.Open) != 0 || !p.sees("確かめる入金はありません") || !p.sees("該当なし") || !p.sees("一部：103") {
		t.Errorf("at the end: %+v", p.view)
	}
	for _, o := range p.view.Waiting {
		if o.No == "103" && *o.Rest() != 6000 {
			t.Errorf("103 still waits for %v", *o.Rest())
		}
	}
}

// あとで changes nothing and goes on; Backspace leads back.
func TestLater(t *testing.T) {
	p := newPage(t)
	p.orders()
	p.Import(p.file("明細.csv", statement))
	p.press("7")
	if p.payer() != "サトウ ジロウ" {
		t.Fatalf("after あとで: %s", p.payer())
	}
	p.press("77")
	if p.payer() != "タカハシ イチロウ" {
		t.Errorf("all were put off, asked is %s", p.payer())
	}
	if !p.Key(&fyne.KeyEvent{Name: fyne.KeyRight}) || p.payer() != "サトウ ジロウ" || !p.Key(&fyne.KeyEvent{Name: fyne.KeyBackspace}) || p.payer() != "タカハシ イチロウ" {
		t.Errorf("back and forth: %s", p.payer())
	}
	if p.Key(&fyne.KeyEvent{Name: fyne.KeyBackspace}) {
		t.Error("before the first there is one more")
	}
	if len(p.view.Open) != 3 || !p.waits("102") {
		t.Error("putting off changed something")
	}
}

// No candidate fits: she chooses the order in the list and says so.
func TestTheOrderThatSheChooses(t *testing.T) {
	p := newPage(t)
	p.orders()
	p.Import(p.file("明細.csv", statement))
	p.press("77")
	for i, o := range p.view.Waiting {
		if o.No == "104" {
			p.grid.Select(i)
		}
	}
	if a := p.answers['5']; a.label != "右で選んだ受注 104　伊藤 咲 様の入金にする" || a.note != "不足 −697円" || p.payer() != "リソク" {
		t.Fatalf("%s: %+v", p.payer(), a)
	}
	p.press("5")
	if p.waits("104") || len(p.view.Open) != 2 {
		t.Error("the chosen order still waits")
	}
}

// Cash at the counter: P marks the chosen orders, O opens one. The last word is taken back.
func TestPaidByHandAndTakenBack(t *testing.T) {
	p := newPage(t)
	p.orders()
	p.grid.Select(0)
	p.press("o")
	if len(p.found) != 1 || p.found[0] != p.view.Waiting[0].ID {
		t.Errorf("opened is %v", p.found)
	}
	p.press("p")
	if p.waits("90") || len(p.view.Waiting) != 4 {
		t.Fatal("the overdue order still waits")
	}
	p.f.Undo()
	if !p.waits("90") || len(p.view.Waiting) != 5 {
		t.Error("not taken back")
	}
}

// 取り消し of what was marked by itself: the order waits, and the deposit is asked about.
func TestPuttingBackWhatWasMarkedByItself(t *testing.T) {
	p := newPage(t)
	p.orders()
	p.Import(p.file("明細.csv", statement))
	var x pay.Deposit
	for _, s := range p.view.Settled {
		x = s.Deposit
	}
	if _, err := pay.PutBack(context.Background(), p.shop.Desk, x.Key, now); err != nil {
		t.Fatal(err)
	}
	p.Refresh()
	if !p.waits("101") || len(p.view.Open) != 4 {
		t.Fatalf("%+v", p.view)
	}
	for p.Key(&fyne.KeyEvent{Name: fyne.KeyBackspace}) {
	}
	if p.payer() != "ヤマダ ハナコ" || !p.sees("一度取り消した入金です。") {
		t.Errorf("asked is %s", p.payer())
	}
}

// A statement that nobody knows leads to the page on which she explains its columns.
func TestAStatementThatNobodyKnows(t *testing.T) {
	p := newPage(t)
	p.orders()
	path := p.file("謎.csv", "A,B\r\nあ,い\r\n")
	p.Import(path)
	if !strings.Contains(test.RenderObjectToMarkup(p.f.Banners.Box), "列の意味を教える") || len(p.view.Open) != 0 {
		t.Errorf("she is not asked:\n%s", test.RenderObjectToMarkup(p.f.Banners.Box))
	}
}

// Nothing is cut off in the smallest window, with and without questions.
func TestTheSmallestWindow(t *testing.T) {
	p := newPage(t)
	check := func(when string) {
		t.Helper()
		if m := p.Object().MinSize(); m.Width > 1024-148 || m.Height > 640 {
			t.Errorf("%s the page needs %v", when, m)
		}
	}
	check("empty,")
	p.orders()
	check("with orders,")
	p.Import(p.file("明細.csv", statement))
	check("with questions,")
	p.grid.Select(0)
	check("with an order chosen,")
}
