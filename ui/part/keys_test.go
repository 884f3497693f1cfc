package part_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"miseban/app/jst"
	"miseban/ui/look"
	"miseban/ui/part"
)

func window(t *testing.T, content fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	w := test.NewTempWindow(t, content)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(900, 600))
	return w
}

func key(f fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		f.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// typed is a key as the driver delivers it: to the focused widget, else to the canvas.
func typed(c fyne.Canvas, names ...fyne.KeyName) {
	for _, n := range names {
		if f := c.Focused(); f != nil {
			key(f, n)
		} else if h := c.OnTypedKey(); h != nil {
			h(&fyne.KeyEvent{Name: n})
		}
	}
}

func TestAQuestionIsAnsweredByOneKeyWhereverTheFocusIs(t *testing.T) {
	test.NewTempApp(t)
	var chosen []int
	answers := part.NewAnswers(func(i int) { chosen = append(chosen, i) },
		part.Answer{Label: "わかった。金額なしで出す"}, part.Answer{Label: "納品書に一言書いて出す"}, part.Answer{Label: "保留して、お客様に聞く"})
	other := part.NewKeyButton("取り込み", "Ctrl+O", part.Plain, func() { t.Error("取り込み was pressed by a number") })
	w := window(t, container.NewVBox(other, answers.Box))
	w.Canvas().SetOnTypedRune(func(r rune) { answers.Rune(r) })
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { answers.Key(w.Canvas(), ev) })
	w.Canvas().Focus(other)
	other.TypedRune('2')
	other.TypedRune('３') // an input method is on
	other.TypedRune('9')
	typed(w.Canvas(), fyne.KeyDown) // from elsewhere to the first answer
	typed(w.Canvas(), fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp, fyne.KeyUp, fyne.KeySpace)
	if want := []int{1, 2, 1, 0}; !slices.Equal(chosen, want) {
		t.Errorf("chose %v, want %v", chosen, want)
	}
	answers.Buttons()[0].Disable()
	if answers.Rune('1') {
		t.Error("an answer that can't be given now was given")
	}
}

func TestEnterNeverConfirmsWhatCantBeUndone(t *testing.T) {
	w := window(t, container.NewWithoutLayout())
	deleted := 0
	page := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { page++ })
	ask := func() *part.Dialog {
		return part.Confirm(w.Canvas(), "消しますか", "元に戻せません。", "消す", func() { deleted++ })
	}
	for _, name := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape} {
		ask()
		typed(w.Canvas(), name)
		if w.Canvas().Overlays().Top() != nil {
			t.Fatalf("%s left the dialog open", name)
		}
	}
	// A click beside the buttons takes the focus away: Enter still cancels and the page hears nothing.
	ask()
	w.Canvas().Unfocus()
	typed(w.Canvas(), fyne.KeyF5, fyne.KeyReturn)
	if deleted != 0 || page != 0 {
		t.Fatalf("deleted %d times, the page got %d keys", deleted, page)
	}
	ask()
	typed(w.Canvas(), fyne.KeyRight, fyne.KeyReturn)
	if deleted != 1 {
		t.Errorf("moved onto 消す and pressed Enter: deleted %d times", deleted)
	}
	typed(w.Canvas(), fyne.KeyF5)
	if page != 1 {
		t.Error("the page has not got its keys back")
	}
}

func TestAFormIsConfirmedFromItsFieldByCtrlEnterOnly(t *testing.T) {
	w := window(t, container.NewWithoutLayout())
	saved, wrong := 0, true
	field := part.NewEntry("氏名")
	part.NewDialog(w.Canvas(), "お届け先を直す", field,
		part.Choice{Label: "直す", Kind: part.Primary, Default: true, Keep: func() bool { return wrong }, Do: func() { saved++ }}).Show(field)
	typed(w.Canvas(), fyne.KeyReturn) // an input method on macOS sends these too
	ctrlEnter := &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl}
	field.TypedShortcut(ctrlEnter)
	if saved != 0 || w.Canvas().Overlays().Top() == nil {
		t.Fatal("a wrong field was saved or the dialog lost it")
	}
	wrong = false
	field.TypedShortcut(ctrlEnter)
	if saved != 1 || w.Canvas().Overlays().Top() != nil {
		t.Errorf("saved %d times", saved)
	}
}

func TestSearchingFromTheKeyboard(t *testing.T) {
	s := part.NewSearchField("検索", "Ctrl+K")
	w := window(t, s)
	var asked []string
	left := 0
	s.OnSearch, s.OnLeave = func(text string) { asked = append(asked, text) }, func() { left++ }
	w.Canvas().Focus(s)
	test.Type(s, "山﨑")
	key(s, fyne.KeyDown, fyne.KeyReturn, fyne.KeyEscape)
	if want := []string{"山", "山﨑", ""}; !slices.Equal(asked, want) {
		t.Errorf("searched for %q, want %q", asked, want)
	}
	if left != 2 {
		t.Errorf("↓ and Enter went on to the list %d times", left)
	}
	escaped := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { escaped++ })
	key(s, fyne.KeyEscape)
	if escaped != 1 {
		t.Error("Esc in an empty field is the screen's")
	}
}

func TestAreasAndTabsOpenByKeyboardAndMouse(t *testing.T) {
	var opened []string
	open := func(id string) { opened = append(opened, id) }
	nav := part.NewNavRail("店番", []part.Area{{ID: "today", Title: "今日"}, {ID: "orders", Title: "受注", Count: 231}, {ID: "settings", Title: "設定", Foot: true}}, open)
	tabs := part.NewStatusTabs([]part.Tab{{ID: "all", Title: "すべて", Count: 2}, {ID: "review", Title: "確認待ち", Count: 1}}, open)
	w := window(t, part.Dock(tabs, nil, nav, nil, part.NewGround(look.Background)))
	w.Canvas().Focus(nav)
	key(nav, fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnd, fyne.KeySpace)
	test.TapAt(nav, fyne.NewPos(20, 60))
	w.Canvas().Focus(tabs)
	key(tabs, fyne.KeyRight, fyne.KeyRight, fyne.KeyHome)
	test.TapAt(tabs, fyne.NewPos(120, 20))
	want := []string{"orders", "settings", "today", "review", "all", "review"}
	if !slices.Equal(opened, want) {
		t.Errorf("opened %v, want %v", opened, want)
	}
	tabs.SetTabs([]part.Tab{{ID: "review", Title: "確認待ち", Count: 0}, {ID: "all", Title: "すべて", Count: 2}})
	if tabs.Selected() != "review" {
		t.Errorf("new counts opened %s", tabs.Selected())
	}
}

func TestACommandIsFoundByReadingOrHalfWidth(t *testing.T) {
	w := window(t, container.NewWithoutLayout())
	var done string
	commands := []part.Command{
		{Title: "受注：印刷待ちを開く", Words: "いんさつ insatsu", Do: func() { done = "print" }},
		{Title: "メール：送信箱を開く", Words: "outbox", Do: func() { done = "mail" }},
	}
	for text, want := range map[string]string{"インサツ": "print", "insatsu": "print", "ﾒｰﾙ": "mail", "開く 送信": "mail", "ない": ""} {
		done = ""
		part.NewCommandPalette(w.Canvas(), commands).Show()
		field := w.Canvas().Focused()
		test.Type(field, text)
		key(field, fyne.KeyReturn)
		if done != want {
			t.Errorf("%q ran %q, want %q", text, done, want)
		}
		if want == "" {
			key(field, fyne.KeyEscape)
		}
		if w.Canvas().Overlays().Top() != nil {
			t.Fatal("the palette stayed open")
		}
	}
	part.NewCommandPalette(w.Canvas(), commands).Show()
	key(w.Canvas().Focused(), fyne.KeyDown, fyne.KeyReturn)
	if done != "mail" {
		t.Errorf("↓ Enter ran %q", done)
	}
}

func TestDatesAreChosenInTheCalendarByKeyboard(t *testing.T) {
	d := part.NewDateEntry(func() jst.Date { return "2026-11-30" })
	w := window(t, container.NewCenter(d))
	var told []jst.Date
	d.OnDate = func(x jst.Date) { told = append(told, x) }
	w.Canvas().Focus(d)
	test.Type(d, "1131")
	key(d, fyne.KeyReturn)
	if _, ok := d.Date(); ok || len(told) != 0 {
		t.Errorf("31 November was taken: %v", told)
	}
	d.SetDate("2027-01-31")
	d.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt})
	cal := w.Canvas().Focused()
	if cal == nil {
		t.Fatal("Alt+↓ opened no calendar")
	}
	key(cal, fyne.KeyPageDown) // 31 January → 28 February
	key(cal, fyne.KeyRight, fyne.KeyDown, fyne.KeyReturn)
	if d.Text != "2027/03/08" || !slices.Equal(told, []jst.Date{"2027-03-08"}) {
		t.Errorf("chose %q, told %v", d.Text, told)
	}
	if w.Canvas().Overlays().Top() != nil || w.Canvas().Focused() != fyne.Focusable(d) {
		t.Error("the calendar stayed, or the field lost the focus")
	}
	key(d, fyne.KeyUp)
	if d.Text != "2027/03/07" {
		t.Errorf("↑ gave %q", d.Text)
	}
	d.SetDate("")
	if x, ok := d.Date(); x != "" || !ok {
		t.Error("an emptied field is no date")
	}
	told = nil
	d.SetText("12/24") // 12/2 on the way
	w.Canvas().Unfocus()
	if !slices.Equal(told, []jst.Date{"2026-12-24"}) || d.Text != "2026/12/24" {
		t.Errorf("left the field: told %v, reads %q", told, d.Text)
	}
}

func TestAnEmptyNumberIsUnknownAndNotZero(t *testing.T) {
	n := part.NewNumberEntry("個数", 0, 100)
	w := window(t, container.NewCenter(n))
	var last *int64
	n.OnNumber = func(v *int64) { last = v }
	w.Canvas().Focus(n)
	test.Type(n, "５０")
	if last != nil {
		t.Error("5 was told while 50 was typed")
	}
	key(n, fyne.KeyReturn)
	if last == nil || *last != 50 {
		t.Fatalf("５０ reads as %v", last)
	}
	key(n, fyne.KeyUp, fyne.KeyReturn)
	if *last != 51 || n.Text != "51" {
		t.Errorf("↑ gave %v, %q", *last, n.Text)
	}
	n.SetText("500")
	if v, ok := n.Number(); v != nil || ok {
		t.Error("500 of at most 100 was taken")
	}
	n.SetText("")
	w.Canvas().Unfocus()
	if v, ok := n.Number(); v != nil || !ok || last != nil {
		t.Error("an emptied field must be unknown")
	}
}

func TestUndoStandsOnTheBannerAndAtMostThreeAreSeen(t *testing.T) {
	b := part.NewBanners()
	w := window(t, container.NewVBox(b.Box))
	undone := 0
	b.Undo("128件を出しました。", func() { undone++ })
	for range 5 {
		b.Show(part.Info, "5ファイルを取り込みました。")
	}
	if n := len(b.Box.Objects); n != 3 {
		t.Errorf("%d banners", n)
	}
	remove := b.Undo("1件を保留にしました。", func() { undone++ })
	remove()
	if n := len(b.Box.Objects); n != 2 {
		t.Errorf("%d banners after closing one", n)
	}
	b.Undo("1件を保留にしました。", func() { undone++ })
	w.Canvas().FocusNext()
	typed(w.Canvas(), fyne.KeyReturn)
	if undone != 1 || len(b.Box.Objects) != 2 {
		t.Errorf("undone %d times, %d banners left", undone, len(b.Box.Objects))
	}
}

func TestWorkIsStoppedOnce(t *testing.T) {
	stopped := 0
	p := part.NewProgressStrip("読み込んでいます", func() { stopped++ })
	w := window(t, p)
	p.Set("読み込んでいます", 10, 100)
	w.Canvas().FocusNext()
	f := w.Canvas().Focused()
	key(f, fyne.KeyReturn, fyne.KeyReturn)
	if stopped != 1 {
		t.Errorf("stopped %d times", stopped)
	}
}

func TestARuleIsChosenByKeyboard(t *testing.T) {
	chosen := 0
	card := part.NewChoiceCard(part.NewNote("コメントがある なら 確認待ち", part.Body), func() { chosen++ })
	w := window(t, part.VStack(0, card))
	w.Canvas().FocusNext()
	typed(w.Canvas(), fyne.KeyReturn)
	test.Tap(card)
	if chosen != 2 {
		t.Errorf("Enter and a click chose it %d times", chosen)
	}
}
