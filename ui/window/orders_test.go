package window_test

import (
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"miseban/app/judge"
	"miseban/app/order"
	"miseban/ui/grid"
)

// tabCounts are the tabs of the open page with their numbers, in order.
func (s *sitting) tabCounts() (titles []string, counts map[string]int) {
	s.t.Helper()
	counts = map[string]int{}
	var words []string
	for _, o := range test.WidgetRenderer(s.tabs()).Objects() {
		if x, ok := o.(*canvas.Text); ok && x.Visible() {
			words = append(words, x.Text)
		}
	}
	for i := 0; i+1 < len(words); i += 2 {
		n, err := strconv.Atoi(strings.ReplaceAll(words[i+1], ",", ""))
		if err != nil {
			s.t.Fatalf("tabs %q: %v", words, err)
		}
		titles, counts[words[i]] = append(titles, words[i]), n
	}
	return titles, counts
}

// goToStatus opens the list at one status with the keyboard.
func (s *sitting) goToStatus(st judge.Status) {
	s.t.Helper()
	s.press("Ctrl+2")
	tabs := s.tabs()
	s.win.Canvas().Focus(tabs)
	s.press("Home")
	for range 20 {
		if tabs.Selected() == st.ID() {
			s.win.Canvas().Focus(s.list())
			return
		}
		s.press("→")
	}
	s.t.Fatalf("no tab is called %s", st.Name())
}

// list is the list of the open page.
func (s *sitting) list() *grid.Grid {
	var found *grid.Grid
	s.walk(func(o fyne.CanvasObject) bool {
		if x, ok := o.(*grid.Grid); ok {
			found = x
		}
		return true
	})
	if found == nil {
		s.t.Fatal("there is no list on the page")
	}
	return found
}

// listed are the order numbers in the list, from the top.
func (s *sitting) listed() []string {
	rows := s.list().Rows()
	out := make([]string, rows.Len())
	for i := range out {
		out[i] = rows.Row(i).Cells[1].Plaintext()
	}
	return out
}

func TestTheTabsAddUp(t *testing.T) {
	s := afterImport(t)
	s.press("Ctrl+2")
	titles, counts := s.tabCounts()
	if len(titles) < 8 || titles[0] != "すべて" {
		t.Fatalf("tabs %q", titles)
	}
	sum := 0
	for _, x := range titles[1:] {
		sum += counts[x]
		if counts[x] == 0 {
			t.Errorf("the tab %s is empty", x)
		}
	}
	if all := counts["すべて"]; sum != all || all != len(s.shop.Desk.Rows()) || all != filledRows+200 {
		t.Errorf("the tabs add up to %d, すべて says %d, the shop has %d", sum, all, len(s.shop.Desk.Rows()))
	}
	for _, st := range []judge.Status{judge.NeedsReview, judge.ReadyToPrint, judge.AwaitingStock} {
		s.goToStatus(st)
		if n := len(s.listed()); n != counts[st.Name()] {
			t.Errorf("%s: %d in the list, %d on the tab", st.Name(), n, counts[st.Name()])
		}
	}
}

// The telephone rings: she finds the order by whatever the customer says.
func TestFindingAnOrder(t *testing.T) {
	s := afterImport(t)
	row := s.with(judge.ReadyToPrint)[3]
	in, err := s.shop.Desk.Input(ctx, row.ID)
	if err != nil {
		t.Fatal(err)
	}
	phone := order.Value(in.Facts.Orderer.Phone)
	if phone == "" {
		t.Fatalf("%s has no telephone", row.No)
	}
	dashed := phone
	if len(phone) == 11 {
		dashed = phone[:3] + "-" + phone[3:7] + "-" + phone[7:]
	}
	for what, words := range map[string]string{"name": row.Name, "number": row.No, "telephone": dashed, "end of the number": row.No[len(row.No)-9:]} {
		s.press("Ctrl+K")
		s.write(words)
		found := s.listed()
		has := false
		for _, no := range found {
			has = has || no == row.No
		}
		if !has || len(found) > 20 {
			t.Errorf("%s %q finds %q, not %s", what, words, found, row.No)
		}
		s.press("Esc")
		if n := len(s.listed()); n != len(s.shop.Desk.Rows()) {
			t.Fatalf("Esc leaves %d orders in the list", n)
		}
	}
	s.press("Ctrl+K")
	s.write("どこにもいない人")
	s.expect("当てはまる受注がありません")
	s.press("Esc", "Enter")
	if s.win.Canvas().Focused() != fyne.Focusable(s.list()) {
		t.Error("Enter in the search field does not lead to the list")
	}
}

// Three orders at once are put aside, and come back.
func TestPuttingSeveralOrdersAside(t *testing.T) {
	s := afterImport(t)
	held := len(s.with(judge.OnHold))
	s.goToStatus(judge.ReadyToPrint)
	three := s.with(judge.ReadyToPrint)[:3]
	s.press("Home", "Shift+↓", "Shift+↓")
	s.expect("3件を選んでいます")
	s.press("h")
	for _, r := range three {
		if st := s.status(r.ID); st != judge.OnHold {
			t.Errorf("%s is %s", r.No, st.Name())
		}
	}
	s.expect("保留にしました：3件")
	if n := len(s.with(judge.OnHold)); n != held+3 {
		t.Errorf("%d orders are on hold, not %d", n, held+3)
	}
	s.press("Ctrl+Z")
	for _, r := range three {
		if st := s.status(r.ID); st != judge.ReadyToPrint {
			t.Errorf("%s is %s after taking it back", r.No, st.Name())
		}
	}
}

// One order through its letters: each does what the button beside it says, and one Ctrl+Z takes it back.
func TestTheLettersOfAnOrder(t *testing.T) {
	s := afterImport(t)
	for _, x := range []struct {
		from judge.Status
		key  string
		to   []judge.Status
		said string
	}{
		{judge.NeedsReview, "a", []judge.Status{judge.ReadyToPrint, judge.AwaitingStock, judge.AwaitingArrival}, "確認しました"},
		{judge.ReadyToPrint, "r", []judge.Status{judge.AwaitingReply}, "返信待ちにしました"},
		{judge.ReadyToPrint, "x", []judge.Status{judge.Cancelled}, "キャンセルにしました（モールには伝わりません）"},
		{judge.ReadyToPrint, "s", []judge.Status{judge.AwaitingNotice}, "出荷済みにしました"},
		{judge.ReadyToShip, "s", []judge.Status{judge.AwaitingNotice}, "出荷済みにしました"},
		{judge.ReadyToShip, "b", []judge.Status{judge.ReadyToPrint}, "印刷待ちに戻しました"},
		{judge.AwaitingNotice, "n", []judge.Status{judge.Shipped}, "通知済みにしました"},
		{judge.AwaitingRelease, "a", []judge.Status{judge.ReadyToPrint}, "確認しました"},
	} {
		s.goToStatus(x.from)
		s.press("Home")
		marked := s.list().Selection().Rows()
		if len(marked) != 1 {
			t.Fatalf("%s: %d orders are marked", x.from.Name(), len(marked))
		}
		row := s.with(x.from)[marked[0]]
		s.press(x.key)
		got, ok := s.status(row.ID), false
		for _, st := range x.to {
			ok = ok || got == st
		}
		if !ok || !s.sees(x.said+"："+row.Name+" 様") {
			t.Errorf("%s, key %s: %s is now %s, expected %v and %q:\n%s", x.from.Name(), x.key, row.No, got.Name(), x.to, x.said, s.screen())
		}
		s.press("Ctrl+Z")
		if got := s.status(row.ID); got != x.from {
			t.Errorf("%s, key %s, taken back: %s is %s", x.from.Name(), x.key, row.No, got.Name())
		}
	}
}

// The customer rings with another telephone number: what she corrects stays, also when the mall's file comes again.
func TestACorrectionOutlivesTheNextImport(t *testing.T) {
	s := demoShop(t)
	files := s.mondayFiles()
	s.picks = append(s.picks, files, files)
	s.press("Ctrl+O", "Enter")
	row := s.with(judge.ReadyToPrint)[0]
	s.goToStatus(judge.ReadyToPrint)
	s.press("Home", "e")
	fields := s.fields()
	if len(fields) < 5 {
		t.Fatalf("the form has %d fields:\n%s", len(fields), s.screen())
	}
	s.win.Canvas().Focus(fields[3])
	s.press("Ctrl+A")
	s.write("09000009876")
	s.press("Ctrl+Enter")
	phone := func() string {
		in, _, err := s.shop.Desk.Judged(ctx, row.ID, s.now)
		if err != nil {
			t.Fatal(err)
		}
		return order.Value(in.Facts.Destinations[0].Phone)
	}
	if got := phone(); got != "09000009876" {
		t.Fatalf("the telephone is %s after the correction:\n%s", got, s.screen())
	}
	s.press("Ctrl+O")
	s.expect("前と同じ")
	if got := phone(); got != "09000009876" {
		t.Errorf("the telephone is %s after the same file once more", got)
	}
	if n := len(s.shop.Desk.Rows()); n != filledRows+200 {
		t.Errorf("%d orders after the same files once more", n)
	}
}

// Two facts corrected in one form, and taken back again.
func TestTwoCorrectionsInOneForm(t *testing.T) {
	s := afterImport(t)
	s.goToStatus(judge.ReadyToPrint)
	row := s.with(judge.ReadyToPrint)[0]
	before, _, err := s.shop.Desk.Judged(ctx, row.ID, s.now)
	if err != nil {
		t.Fatal(err)
	}
	s.press("Home", "e")
	fields := s.fields()
	for i, text := range map[int]string{0: "試験 花子", 3: "09000009876"} {
		s.win.Canvas().Focus(fields[i])
		s.press("Ctrl+A")
		s.write(text)
	}
	s.press("Ctrl+Enter")
	s.expect("試験 花子 様　", "直しました：お届け先名、電話番号")
	s.press("Ctrl+Z", "Ctrl+Z")
	after, _, err := s.shop.Desk.Judged(ctx, row.ID, s.now)
	if err != nil {
		t.Fatal(err)
	}
	a, b := before.Facts.Destinations[0], after.Facts.Destinations[0]
	if order.Value(a.Name) != order.Value(b.Name) || order.Value(a.Phone) != order.Value(b.Phone) {
		t.Errorf("after Ctrl+Z: %s %s, before the form: %s %s", order.Value(b.Name), order.Value(b.Phone), order.Value(a.Name), order.Value(a.Phone))
	}
}
