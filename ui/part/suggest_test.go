package part_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"miseban/ui/look"
	"miseban/ui/part"
)

// The list below a field: ↓ and Enter take, Enter alone takes nothing (an input method presses it), Esc closes, and what
// was filled in by the program asks for nothing.
func TestSuggestionsAreTakenByKeyboard(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	layer := part.NewLayer()
	e := part.NewSuggestEntry("", layer)
	asked, took := "", -1
	e.OnAsk = func(text string) {
		asked = text
		e.Suggest(part.Suggestion{Text: "架空 花子", Note: "090-0000-1001"}, part.Suggestion{Text: "試験 太郎"})
	}
	e.OnTake = func(i int) { took = i }
	w := test.NewTempWindow(t, container.NewStack(part.VStack(0, e, part.NewEntry("")), layer.Box))
	w.Resize(fyne.NewSize(600, 400))
	w.Canvas().Focus(e)
	e.Fill("やまだ")
	if asked != "" || len(e.Suggested()) != 0 {
		t.Fatalf("a filled field asks for %q", asked)
	}
	e.TypedRune('花')
	if asked == "" || len(e.Suggested()) != 2 {
		t.Fatalf("asked %q, %d lines", asked, len(e.Suggested()))
	}
	key(e, fyne.KeyReturn)
	if took >= 0 {
		t.Error("Enter without ↓ takes a suggestion")
	}
	key(e, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn)
	if took != 1 || len(e.Suggested()) != 0 {
		t.Errorf("took %d, %d lines are left", took, len(e.Suggested()))
	}
	e.TypedRune('子')
	key(e, fyne.KeyEscape)
	if len(e.Suggested()) != 0 {
		t.Error("Esc leaves the list open")
	}
	e.TypedRune('様')
	w.Canvas().Unfocus()
	if len(e.Suggested()) != 0 {
		t.Error("the list stays when the field is left")
	}
	e.Suggest(part.Suggestion{Text: "遅い答え"})
	if len(e.Suggested()) != 0 {
		t.Error("a late answer opens the list of a field without the focus")
	}
}

// A few usual words: all of them with ↓, those that fit while typing, one's own as well.
func TestPickingAUsualWord(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	layer := part.NewLayer()
	e := part.NewPickEntry("", layer, "クレジットカード", "代金引換", "銀行振込")
	w := test.NewTempWindow(t, container.NewStack(part.VStack(0, e), layer.Box))
	w.Resize(fyne.NewSize(600, 400))
	w.Canvas().Focus(e)
	key(e, fyne.KeyDown)
	if len(e.Suggested()) != 3 {
		t.Fatalf("%d words", len(e.Suggested()))
	}
	key(e, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if e.Text != "代金引換" {
		t.Errorf("took %q", e.Text)
	}
	e.Fill("")
	e.TypedRune('振')
	if s := e.Suggested(); len(s) != 1 || s[0].Text != "銀行振込" {
		t.Errorf("振 fits %v", s)
	}
}

// A panel keeps what was typed: Esc and Ctrl+Enter only tell the screen, and a discarding question leads back by Enter.
func TestAPanelClosesOnlyWhenTheScreenSaysSo(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	w := test.NewTempWindow(t, part.NewEntry(""))
	w.Resize(fyne.NewSize(800, 600))
	e, escaped, confirmed, closed := part.NewEntry(""), 0, 0, 0
	p := part.NewPanel(w.Canvas(), 500, "受注を直す", "", e, nil, part.CancelLabel)
	p.OnEscape, p.OnConfirm = func() { escaped++ }, func() { confirmed++ }
	p.OnClosed(func() { closed++ })
	p.Show(e)
	key(e, fyne.KeyEscape)
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl})
	if escaped != 1 || confirmed != 1 || w.Canvas().Overlays().Top() == nil {
		t.Fatalf("Esc %d, Ctrl+Enter %d, open %v", escaped, confirmed, w.Canvas().Overlays().Top() != nil)
	}
	part.AskToDiscard(w.Canvas(), "まだ保存していません。", p.Close)
	key(w.Canvas().Focused(), fyne.KeyReturn)
	if closed != 0 || w.Canvas().Focused() != fyne.Focusable(e) {
		t.Error("Enter throws away what was typed")
	}
	p.Close()
	if closed != 1 || w.Canvas().Overlays().Top() != nil {
		t.Error("the panel is still open")
	}
}

// Tab goes on from a field of several lines, and the page scrolls to the field that it reaches.
func TestTabLeavesALongFieldAndThePageFollows(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	long, last := part.TabOut(part.NewMultiLineEntry("", 3)), part.NewEntry("")
	box := part.VStack(400, long, last)
	scroll := container.NewVScroll(box)
	part.Follow(scroll, last)
	w := test.NewTempWindow(t, scroll)
	w.Resize(fyne.NewSize(300, 200))
	w.Canvas().Focus(long)
	key(long, fyne.KeyTab)
	if long.Text != "" || w.Canvas().Focused() != fyne.Focusable(last) {
		t.Fatalf("Tab types %q", long.Text)
	}
	if scroll.Offset.Y < 200 {
		t.Errorf("the page stays at %v, the field is below", scroll.Offset.Y)
	}
}

// Two fields beside each other are equally wide and begin at the same height.
func TestHalves(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	a, b := part.NewEntry(""), part.NewMultiLineEntry("", 3)
	part.Halves(16, a, b).Resize(fyne.NewSize(416, 100))
	if a.Size().Width != 200 || b.Size().Width != 200 || b.Position() != fyne.NewPos(216, 0) {
		t.Errorf("%v, %v at %v", a.Size(), b.Size(), b.Position())
	}
}
