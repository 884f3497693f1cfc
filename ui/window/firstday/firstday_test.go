package firstday_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"golang.org/x/text/encoding/japanese"

	pure "miseban/app/firstday"
	"miseban/app/flow/demo"
	usecase "miseban/app/flow/firstday"
	"miseban/app/flow/intake"
	"miseban/app/flow/open"
	"miseban/app/flow/publish"
	"miseban/app/jst"
	"miseban/app/rule"
	"miseban/ui/look"
	"miseban/ui/part"
	"miseban/ui/window/firstday"
	"miseban/ui/window/frame"
)

var (
	ctx    = context.Background()
	monday = time.Date(2026, 11, 30, 8, 55, 0, 0, jst.Zone)
)

// sitting is the owner before the page: her hands are the keys, her eyes the texts on the screen.
type sitting struct {
	t     *testing.T
	win   fyne.Window
	f     *frame.Frame
	shop  *open.Shop
	s     *firstday.Screen
	found []int64 // orders that she opened
	rules int     // how often she went to the rules
	stop  bool    // she presses やめる as soon as the strip is there
}

// OpenRules goes to the rules.
func (s *sitting) OpenRules() { s.rules++ }

// sitDown opens the page over an empty shop, or over the demo shop with its months of old orders.
func sitDown(t *testing.T, filled bool) *sitting {
	t.Helper()
	s := &sitting{t: t}
	var err error
	if s.shop, err = open.Writing(ctx, filepath.Join(t.TempDir(), "店")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.shop.Close() })
	if filled {
		if _, err := demo.Fill(ctx, s.shop.Desk, s.shop.Folder, monday); err != nil {
			t.Fatal(err)
		}
	}
	app := test.NewApp()
	t.Cleanup(func() { test.NewApp() })
	app.Settings().SetTheme(look.New(look.Light))
	s.win = app.NewWindow("店番")
	s.f = &frame.Frame{Shop: s.shop, Desk: s.shop.Desk, Window: s.win, Prefs: app.Preferences(), Now: func() time.Time { return monday }, Banners: part.NewBanners(), Ctx: ctx,
		Find: func(id int64) { s.found = append(s.found, id) }, Import: func([]string) {}, Go: func(work func()) { work() }}
	// The strip is shown at once, so that it can be pressed.
	s.f.After = func(_ time.Duration, do func()) {
		if s.stop {
			do()
		}
	}
	s.f.Busy = func(strip fyne.CanvasObject, on bool) {
		if on && s.stop {
			s.stop = false
			s.press(strip, "やめる", "中止")
		}
	}
	s.s = firstday.New(s.f, s)
	s.f.Changed = s.s.Refresh
	s.win.SetContent(part.Dock(nil, s.f.Banners.Box, nil, nil, s.s.Object()))
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(1132, 740))
	return s
}

func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	visit(o)
	switch x := o.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			walk(c, visit)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			walk(c, visit)
		}
	}
}

func words(o fyne.CanvasObject) string {
	var out []string
	walk(o, func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *part.Text:
			out = append(out, x.Text())
		case *part.Paragraph:
			out = append(out, x.Text())
		case *canvas.Text:
			out = append(out, x.Text)
		}
	})
	return strings.Join(out, "\n")
}

func (s *sitting) expect(texts ...string) {
	s.t.Helper()
	on := words(s.win.Canvas().Content())
	for _, x := range texts {
		if !strings.Contains(on, x) {
			s.t.Errorf("%q is not on the screen:\n%s", x, on)
		}
	}
}

// press presses the button or link on which one of the words stands.
func (s *sitting) press(in fyne.CanvasObject, labels ...string) {
	s.t.Helper()
	var found interface{ Press() }
	walk(in, func(o fyne.CanvasObject) {
		if b, ok := o.(interface{ Press() }); ok {
			for _, l := range labels {
				if strings.Contains(words(o), l) {
					found = b
				}
			}
		}
	})
	if found == nil {
		s.t.Fatalf("nothing is called %v:\n%s", labels, words(in))
	}
	found.Press()
}

func (s *sitting) key(k fyne.KeyName) bool { return s.s.Key(&fyne.KeyEvent{Name: k}) }

// cards are the proposals as the use case sees them now.
func (s *sitting) cards() []pure.Card {
	s.t.Helper()
	day, err := usecase.Look(ctx, s.shop.Desk, monday, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return day.Cards
}

func (s *sitting) state(id string) pure.State {
	s.t.Helper()
	for _, c := range s.cards() {
		if c.ID == id {
			return c.State
		}
	}
	s.t.Fatalf("no card %s", id)
	return ""
}

// waiting are the cards that wait for an answer.
func (s *sitting) waiting() (out []pure.Card) {
	for _, c := range s.cards() {
		if c.State == pure.Waiting {
			out = append(out, c)
		}
	}
	return out
}

// An empty shop is told what to do.
func TestNothingToPropose(t *testing.T) {
	s := sitDown(t, false)
	s.s.Refresh()
	s.expect("はじめの提案", "まだ受注がありません", "ファイルを選ぶ", "メールも印刷も、ここからは行いません。")
	if !s.s.Confirm() {
		t.Error("Ctrl+Enter sends the day's orders out")
	}
	if s.s.Rune('1') || s.s.Undo() {
		t.Error("a key does something where nothing is asked")
	}
}

// She goes through the proposals with the keyboard alone: evidence, answer, the next one; and the letter follows.
func TestGoingThroughTheProposals(t *testing.T) {
	s := sitDown(t, true)
	s.s.Refresh()
	w := s.waiting()
	if len(w) < 4 {
		t.Fatalf("only %d proposals", len(w))
	}
	s.expect(w[0].Title, w[0].Does, "答え待ち", "店番からの手紙", "採用する前", "いまの採用で", "すべて採用すると", "この手紙のために、メールは1通も送らず")
	s.expect(w[0].Evidence...)
	s.press(s.s.Object(), w[0].Examples[0].No)
	if len(s.found) != 1 || s.found[0] != w[0].Examples[0].ID {
		t.Errorf("opened %v, the example is %d", s.found, w[0].Examples[0].ID)
	}
	s.s.Rune('2')
	if got := s.state(w[0].ID); got != pure.PutAside {
		t.Errorf("使わない leaves the card %s", got)
	}
	s.expect("取り消す")
	s.expect(w[1].Evidence...) // the next one is open
	s.s.Rune('１')              // an input method is on
	if got := s.state(w[1].ID); got != pure.Accepted {
		t.Errorf("採用 leaves the card %s", got)
	}
	accepted := 0
	for _, c := range s.cards() {
		if c.State == pure.Accepted {
			accepted++
		}
	}
	s.expect(fmt.Sprintf("採用していただいた提案 %d件", accepted)) // the letter was written anew
	s.expect(w[2].Evidence...)
	s.key(fyne.KeyBackspace)
	s.expect("採用しました。")
	if s.s.Rune('2') {
		t.Error("a number answers a card that has its answer")
	}
	s.key(fyne.KeyDelete)
	if got := s.state(w[1].ID); got != pure.Waiting {
		t.Errorf("taken back, the card is %s", got)
	}
}

// Rules go into the draft: that is said, with the way to the rules, and Ctrl+Z takes them out again, the newest first.
func TestRulesGoIntoTheDraft(t *testing.T) {
	s := sitDown(t, true)
	s.s.Refresh()
	before := s.shop.Desk.Rules().Version
	var taken []pure.Card
	for _, c := range s.waiting() {
		if c.Answers[0].Take.Rule == nil || len(taken) == 2 {
			s.key(fyne.KeyRight)
			continue
		}
		s.key(fyne.KeyReturn)
		taken = append(taken, c)
	}
	if len(taken) != 2 {
		t.Fatalf("%d rules were proposed", len(taken))
	}
	s.expect("ルールの下書きに 2件入りました。ルールの画面で確かめて公開してください。")
	s.press(s.s.Object(), "ルールを開く")
	if s.rules != 1 || s.shop.Desk.Rules().Version != before {
		t.Errorf("went to the rules %d times, version %d, before %d", s.rules, s.shop.Desk.Rules().Version, before)
	}
	text, draft, err := publish.Written(ctx, s.shop.Desk)
	if err != nil || !draft {
		t.Fatalf("no draft, %v", err)
	}
	set, _ := rule.Parse(text)
	for _, c := range taken {
		found := false
		for _, r := range set.Rules {
			found = found || r.Name == c.Answers[0].Take.Rule.Name
		}
		if !found {
			t.Errorf("%s is not in the draft", c.Answers[0].Take.Rule.Name)
		}
	}
	if !s.s.Undo() || s.state(taken[1].ID) != pure.Waiting || s.state(taken[0].ID) != pure.Accepted {
		t.Errorf("Ctrl+Z: %s, %s", s.state(taken[0].ID), s.state(taken[1].ID))
	}
	s.expect("ルールの下書きに 1件入りました", "答えを取り消しました")
	s.expect(taken[1].Evidence...) // it is asked again at once
	if !s.s.Undo() || s.state(taken[0].ID) != pure.Waiting {
		t.Error("Ctrl+Z leaves the older one")
	}
	if s.s.Undo() {
		t.Error("Ctrl+Z means something here that is taken back already")
	}
}

// A look that she cancels changes nothing and can be begun again.
func TestALookCancelled(t *testing.T) {
	s := sitDown(t, true)
	s.stop = true
	s.s.Refresh()
	s.s.Refresh() // something else changed
	s.expect("まだ調べていません", "調べる", "何も変更していません")
	s.s.Rune('r')
	s.expect(s.waiting()[0].Title)
}

// When every card has its answer, the page says so and stands still.
func TestAllAnswered(t *testing.T) {
	s := sitDown(t, true)
	s.s.Refresh()
	for range s.waiting() {
		s.s.Rune('2')
	}
	if n := len(s.waiting()); n != 0 {
		t.Fatalf("%d are left", n)
	}
	s.expect("提案には、すべて答えました。", "使わないことにしました。")
}

// Where two classes are equally likely, Enter chooses none: she has to say a number.
func TestNothingIsProposedWhereSheHasToChoose(t *testing.T) {
	s := sitDown(t, false)
	b, err := os.ReadFile("../../../app/mall/testdata/rakuten.sample.csv")
	if err != nil {
		t.Fatal(err)
	}
	sjis := func(text string) []byte {
		out, err := japanese.ShiftJIS.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	path := filepath.Join(t.TempDir(), "normal-order_20261007-2300.csv")
	b = bytes.ReplaceAll(b, sjis(`"クレジットカード"`), sjis(`"ショッピングクレジット／ローン"`))
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s.s.Refresh() // the page is open while the file is taken in
	s.expect("まだ受注がありません")
	if r, err := intake.Import(ctx, s.shop.Desk, []string{path}, intake.Options{Now: monday, ShippedBefore: jst.DateOf(monday)}); err != nil || r.Refused() {
		t.Fatalf("%+v, %v", r, err)
	}
	s.s.Refresh()
	w := s.waiting()
	if len(w) == 0 || !w[0].Choose {
		t.Fatalf("no card to choose on: %+v", w)
	}
	s.expect(w[0].Title, "どれかを、数字キーで選んでください。", "4件")
	if s.key(fyne.KeyReturn) || s.state(w[0].ID) != pure.Waiting {
		t.Error("Enter chose something")
	}
	s.s.Rune('3')
	if got := s.state(w[0].ID); got != pure.Accepted {
		t.Errorf("3 leaves the card %s", got)
	}
	s.f.Undo()
	if got := s.state(w[0].ID); got != pure.Waiting {
		t.Errorf("taken back, the card is %s", got)
	}
	s.expect(w[0].Evidence...)
}
