package buy_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"miseban/app/flow/buy"
	"miseban/app/flow/desk"
)

const (
	amazonFirst = "250-0000001-0000001"        // 煎茶 2, the oldest
	rakutenNext = "123456-20261005-0000100001" // 煎茶 2
	amazonLast  = "249-0000005-0000005"        // 煎茶 1
	kyusuOrder  = "503-0000004-0000004"        // 急須 1, 取寄せ
)

// Three packs of 煎茶 are there and six are wanted: the oldest order gets its two, the next one waits, is bought for, and
// goes on when the goods come. Every step taken back leaves exactly what was before.
func TestADayFromShortageToReceipt(t *testing.T) {
	s := newShop(t).withOrders()
	morning := s.picture()
	for _, no := range []string{amazonFirst, rakutenNext, amazonLast, kyusuOrder} {
		if got := s.status(no); got != "ready_to_print" {
			t.Fatalf("%s is %s before there is a catalogue", no, got)
		}
	}

	r := s.products(s.catalogue())
	if r.RowCounts != (buy.Counts{New: 3}) || r.Counted != 2 || !slices.Equal(r.Suppliers, []string{"花田製茶", "今治織物"}) || r.Encoding != "cp932" {
		t.Fatalf("products: %+v", r)
	}
	stocked := s.picture()
	if got := s.status(amazonFirst); got != "ready_to_print" {
		t.Errorf("the oldest order is %s, its two packs are there", got)
	}
	for no, why := range map[string]string{rakutenNext: "tea-sencha-100 2点のうち1点", amazonLast: "tea-sencha-100 1点のうち1点", kyusuOrder: "kyusu-tokoname 1点のうち1点"} {
		if got := s.status(no); got != "awaiting_stock" || !strings.Contains(s.why(no), why) {
			t.Errorf("%s is %s: %s", no, got, s.why(no))
		}
	}

	// 不足 3 ＋ 目標 10 ＝ 13, in fives 15; 藍 stands at 0 free, at most its 発注点 2, so up to 10; 急須 one for each of three orders.
	want := s.propose()
	tea := want["tea-sencha-100"]
	if tea.Quantity != 15 || tea.Demand != 6 || *tea.Stock != 3 || tea.OnOrder != 0 || tea.Shortage != 3 || !strings.Contains(tea.Arithmetic, "＝ 13") {
		t.Errorf("煎茶: %+v", tea)
	}
	if !slices.Equal(tea.Orders, []string{rakutenNext, amazonLast, "123456-20261006-0000100005"}) {
		t.Errorf("煎茶 is for %v", tea.Orders)
	}
	if want["towel-imabari-f-ai"].Quantity != 10 || want["kyusu-tokoname"].Quantity != 3 || len(want) != 3 {
		t.Errorf("proposal: %+v", want)
	}

	issued := s.issue("花田製茶", nil)
	if len(issued) != 1 || issued[0].No != "P-20261007-01" || issued[0].Lines != 1 || issued[0].Amount != 24000 {
		t.Fatalf("issued: %+v", issued)
	}
	form := formText(t, issued[0].Path)
	for _, text := range []string{"花田製茶 御中", "P-20261007-01", "2026/10/07(水)", "くらしの道具 はなみち", "HS-1", "静岡県産 深蒸し煎茶 100g", "24,000"} {
		if !strings.Contains(form, text) {
			t.Errorf("the form does not say %q", text)
		}
	}
	ordered := s.picture()
	if got := s.status(rakutenNext); got != "awaiting_arrival" || !strings.Contains(s.why(rakutenNext), "入荷を待って") {
		t.Errorf("%s is %s: %s", rakutenNext, got, s.why(rakutenNext))
	}
	if _, again := s.propose()["tea-sencha-100"]; again {
		t.Error("what is on order is proposed once more")
	}

	got, err := buy.Receive(ctx, s.Desk, s.xlsx("納品.xlsx", []any{"品番", "納品数", "発注番号"}, []any{"tea-sencha-100", 15, "P-20261007-01"}), noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Over)+len(got.Problems) > 0 || !slices.Equal(got.Complete, []string{"P-20261007-01"}) {
		t.Errorf("receipt: %+v", got)
	}
	if !slices.ContainsFunc(got.Moved, func(m buy.Moved) bool { return m.OrderNo == rakutenNext && m.Status == "ready_to_print" }) {
		t.Errorf("moved on: %+v", got.Moved)
	}
	if s.status(rakutenNext) != "ready_to_print" || s.status(amazonLast) != "ready_to_print" {
		t.Errorf("after the receipt: %s, %s", s.status(rakutenNext), s.status(amazonLast))
	}
	if b := s.Allocation().SKUs["tea-sencha-100"]; *b.OnHand != 18 || b.Free != 12 || b.OnOrder != 0 {
		t.Errorf("煎茶 after the receipt: %+v", b)
	}
	fresh, err := desk.Open(ctx, s.st)
	if err != nil {
		t.Fatal(err)
	}
	if err := fresh.Warm(ctx, noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for i, r := range fresh.Rows() {
		if x := s.Rows()[i]; x.Status != r.Status || x.Why != r.Why {
			t.Errorf("%s is %s in the file and %s on the desk", r.No, r.Status.ID(), x.Status.ID())
		}
	}

	for _, before := range []string{ordered, stocked, morning} {
		s.undo()
		if now := s.picture(); now != before {
			t.Fatalf("taken back, but not as before:\n%s\nbefore:\n%s", now, before)
		}
	}
	if _, err := os.Stat(issued[0].Path); err != nil {
		t.Errorf("the form of a purchase that was taken back: %v", err)
	}
}

func formText(t *testing.T, path string) string {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("発注書")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range rows {
		all = append(all, strings.Join(r, "\t"))
	}
	return strings.Join(all, "\n")
}
