package buy_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"miseban/app/flow/buy"
)

// Everything at once: each supplier has its own form, the product without a supplier stays and is named.
func TestIssuingToAllSuppliers(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	issued := s.issue("", nil)
	var who []string
	for _, p := range issued {
		who = append(who, p.No+" "+p.Supplier)
	}
	if !slices.Equal(who, []string{"P-20261007-01 今治織物", "P-20261007-02 花田製茶"}) {
		t.Errorf("issued: %v", who)
	}
	left := s.propose()
	if len(left) != 1 || left["kyusu-tokoname"].Quantity != 3 {
		t.Errorf("left: %+v", left)
	}
	_, err := buy.Issue(ctx, s.Desk, "仕入先未設定", nil, s.folder, hanamichi, noon)
	sentence(t, err, "仕入先が決まっていない")
	_, err = buy.Issue(ctx, s.Desk, "花田製茶", nil, s.folder, hanamichi, noon)
	sentence(t, err, "発注する商品はありません")
	list, err := buy.Purchases(ctx, s.Desk)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0].No != "P-20261007-02" || !list[0].Open || list[0].Lines[0].Qty != 15 || !slices.Contains(list[0].Lines[0].Orders, rakutenNext) || list[0].File != filepath.Base(issued[1].Path) {
		t.Errorf("purchases: %+v", list)
	}
}

// The owner changes a quantity, leaves one out, or asks for what nobody proposed.
func TestTheOwnersQuantities(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	for name, edits := range map[string]map[string]int{"発注数が -1": {"tea-sencha-100": -1}, "いまの発注提案にありません": {"yunomi": 3}} {
		_, err := buy.Issue(ctx, s.Desk, "", edits, s.folder, hanamichi, noon)
		sentence(t, err, name, "何も発注していません")
	}
	issued := s.issue("", map[string]int{"tea-sencha-100": 40, "towel-imabari-f-ai": 0})
	if len(issued) != 1 || issued[0].Amount != 64000 || s.Goods().OnOrder["tea-sencha-100"] != 40 {
		t.Errorf("%+v, on order %v", issued, s.Goods().OnOrder)
	}
}

// A purchase that was taken back keeps its number: its form may be with the supplier.
func TestANumberIsNeverGivenTwice(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	first := s.issue("花田製茶", nil)
	s.undo()
	elsewhere := filepath.Join(s.folder, "別のフォルダ")
	again, err := buy.Issue(ctx, s.Desk, "花田製茶", nil, elsewhere, hanamichi, noon)
	if err != nil {
		t.Fatal(err)
	}
	if first[0].No != "P-20261007-01" || again[0].No != "P-20261007-02" {
		t.Errorf("%s, then %s", first[0].No, again[0].No)
	}
	s.undo()
	// A form that somebody put there is not written over.
	theirs := filepath.Join(elsewhere, "発注書_P-20261007-03_花田製茶.xlsx")
	if err := os.WriteFile(theirs, []byte("大事な控え"), 0o644); err != nil {
		t.Fatal(err)
	}
	third, err := buy.Issue(ctx, s.Desk, "花田製茶", nil, elsewhere, hanamichi, noon)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(theirs); third[0].No != "P-20261007-04" || string(b) != "大事な控え" {
		t.Errorf("%s, and the file holds %q", third[0].No, b)
	}
}

// A folder that can't be written: nothing is recorded, nothing is left lying about.
func TestAFolderThatCannotBeWritten(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	before := s.picture()
	occupied := s.file("発注書", []byte("フォルダではない"))
	_, err := buy.Issue(ctx, s.Desk, "", nil, occupied, hanamichi, noon)
	sentence(t, err, "書き込めません", "何も変更していません")
	locked := filepath.Join(s.folder, "読み取り専用")
	if err := os.Mkdir(locked, 0o555); err != nil {
		t.Fatal(err)
	}
	// The system's administrator may write everywhere; for everybody else the folder is closed.
	if f, probe := os.Create(filepath.Join(locked, "試し")); probe == nil {
		f.Close()
	} else {
		_, err = buy.Issue(ctx, s.Desk, "", nil, locked, hanamichi, noon)
		sentence(t, err, "書き込めません")
	}
	if now := s.picture(); now != before {
		t.Errorf("recorded all the same:\n%s", now)
	}
}

// The shop file refuses the second purchase: neither is recorded and neither form stays. The desk goes on.
func TestFormsGoWhenThePurchaseCannotBeRecorded(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	before := s.picture()
	db, err := sql.Open("sqlite", filepath.Join(s.folder, "miseban.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TRIGGER refuse BEFORE INSERT ON purchase WHEN new.supplier='花田製茶' BEGIN SELECT RAISE(ABORT, 'no'); END"); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(s.folder, "発注書")
	if _, err := buy.Issue(ctx, s.Desk, "", nil, out, hanamichi, noon); err == nil {
		t.Fatal("it was recorded")
	}
	if files, _ := os.ReadDir(out); len(files) > 0 {
		t.Errorf("left behind: %v", files)
	}
	if now := s.picture(); now != before {
		t.Errorf("recorded all the same:\n%s", now)
	}
	if _, err := db.Exec("DROP TRIGGER refuse"); err != nil {
		t.Fatal(err)
	}
	if got := s.issue("", nil); len(got) != 2 {
		t.Errorf("afterwards: %+v", got)
	}
}

// Goods come in parts, without a number, too many, unknown, and with a number of somebody else.
func TestReceiving(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	older := s.issue("花田製茶", nil)[0].No // 15
	if _, err := buy.ImportStock(ctx, s.Desk, s.cp932("棚卸.csv", "SKU,在庫", "tea-sencha-100,0"), noon.Add(time.Minute), false); err != nil {
		t.Fatal(err)
	}
	later, err := buy.Issue(ctx, s.Desk, "花田製茶", map[string]int{"tea-sencha-100": 10}, s.folder, hanamichi, noon.Add(time.Hour))
	if err == nil {
		t.Fatalf("15 on order for 6 wanted, 発注点 4, and still proposed: %+v", later)
	}
	if _, err := buy.ImportProducts(ctx, s.Desk, s.cp932("発注点.csv", "SKU,発注点", "tea-sencha-100,9"), noon.Add(time.Hour), false); err != nil {
		t.Fatal(err)
	}
	if later, err = buy.Issue(ctx, s.Desk, "花田製茶", map[string]int{"tea-sencha-100": 10}, s.folder, hanamichi, noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	newer := later[0].No
	before := s.picture()

	file := s.cp932("入荷.csv", "SKU,入荷数,発注番号", "TEA-SENCHA-100,4,", "maboroshi,1,", "tea-sencha-100,1,P-1", "towel-imabari-f-ai,1,"+newer, "tea-sencha-100,,", "tea-sencha-100,13,")
	r, err := buy.Receive(ctx, s.Desk, file, noon.Add(2*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	want := []buy.Arrival{{SKU: "tea-sencha-100", Purchase: older, Qty: 4}, {SKU: "tea-sencha-100", Purchase: older, Qty: 11}, {SKU: "tea-sencha-100", Purchase: newer, Qty: 2}}
	if !slices.Equal(r.Received, want) || !slices.Equal(r.Complete, []string{older}) || r.Refused != 3 || r.Rows != 6 {
		t.Errorf("%+v", r)
	}
	if g := s.Goods(); g.OnHand["tea-sencha-100"] != 17 || g.OnOrder["tea-sencha-100"] != 8 {
		t.Errorf("%d there, %d on order", g.OnHand["tea-sencha-100"], g.OnOrder["tea-sencha-100"])
	}
	_, err = buy.Receive(ctx, s.Desk, file, noon.Add(3*time.Hour))
	sentence(t, err, "取り込み済み", "--again")

	over, err := buy.Receive(ctx, s.Desk, s.cp932("多い.csv", "SKU,入荷数", "tea-sencha-100,10"), noon.Add(3*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(over.Over, []buy.Arrival{{SKU: "tea-sencha-100", Qty: 2}}) || s.Goods().OnHand["tea-sencha-100"] != 27 || len(s.Goods().OnOrder) != 0 {
		t.Errorf("%+v", over)
	}
	s.undo()
	s.undo()
	if now := s.picture(); now != before {
		t.Errorf("taken back:\n%s\nbefore:\n%s", now, before)
	}
	// Taken back, the file can come again, and the named purchase gets all that is said to be of it.
	if _, err := buy.Receive(ctx, s.Desk, file, noon.Add(4*time.Hour)); err != nil {
		t.Errorf("after the undo: %v", err)
	}
	if _, err := buy.ReceiveAgain(ctx, s.Desk, s.cp932("名指し.csv", "SKU,入荷数,発注番号", "tea-sencha-100,9,"+strings.ToLower(newer)), noon.Add(5*time.Hour)); err != nil {
		t.Fatal(err)
	}
	list, err := buy.Purchases(ctx, s.Desk)
	if err != nil {
		t.Fatal(err)
	}
	if list[0].No != newer || list[0].Lines[0].Received != 11 || list[0].Open {
		t.Errorf("%+v", list[0])
	}
}

// Counted, received, counted, received, all in one second or with a clock that was set back: each counts after the other.
func TestTheLedgerKeepsItsOrder(t *testing.T) {
	s := newShop(t)
	s.products(s.cp932("商品.csv", "SKU,在庫", "yunomi,5"))
	for i, step := range []struct {
		counted, received string
		at                time.Time
		want              int
	}{{"", "10", noon, 15}, {"3", "", noon, 3}, {"", "4", noon, 7}, {"", "1", noon.Add(-time.Hour), 8}, {"2", "", noon.Add(-2 * time.Hour), 2}, {"6", "", noon, 6}, {"", "2", noon.Add(time.Hour), 8}} {
		var err error
		if step.counted != "" {
			_, err = buy.ImportStock(ctx, s.Desk, s.cp932("棚卸.csv", "SKU,在庫", "yunomi,"+step.counted), step.at, false)
		} else {
			_, err = buy.Receive(ctx, s.Desk, s.cp932("入荷.csv", "SKU,入荷数", "yunomi,"+step.received), step.at)
		}
		if err != nil {
			t.Fatal(err)
		}
		if n := s.Goods().OnHand["yunomi"]; n != step.want {
			t.Errorf("step %d: %d there, want %d", i, n, step.want)
		}
	}
}

// The button of the window: all that a purchase waits for has come.
func TestReceivingAWholePurchase(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	no := s.issue("花田製茶", nil)[0].No
	before := s.picture()
	r, err := buy.ReceiveAll(ctx, s.Desk, no, noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(r.Complete, []string{no}) || s.Goods().OnHand["tea-sencha-100"] != 18 || s.status(rakutenNext) != "ready_to_print" {
		t.Errorf("%+v", r)
	}
	_, err = buy.ReceiveAll(ctx, s.Desk, no, noon.Add(time.Hour))
	sentence(t, err, "すべて入荷済み")
	_, err = buy.ReceiveAll(ctx, s.Desk, "P-0", noon.Add(time.Hour))
	sentence(t, err, "ありません")
	s.undo()
	if now := s.picture(); now != before {
		t.Errorf("taken back:\n%s\nbefore:\n%s", now, before)
	}
}

// Stopped in the middle of reading: nothing is written.
func TestStopped(t *testing.T) {
	s := newShop(t).withOrders()
	before := s.picture()
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := buy.ImportProducts(stopped, s.Desk, s.catalogue(), noon, false); err == nil {
		t.Error("it went on")
	}
	if s.picture() != before {
		t.Error("it wrote something")
	}
}

// Who gets the stock, in the words of the command and the window.
func TestWhoGetsTheStock(t *testing.T) {
	s := newShop(t).withOrders()
	s.products(s.catalogue())
	a := buy.Allocated(s.Desk)
	i := slices.IndexFunc(a.SKUs, func(x buy.SKUStock) bool { return x.SKU == "tea-sencha-100" })
	if x := a.SKUs[i]; *x.OnHand != 3 || x.Allocated != 3 || x.Free != 0 || x.Shortage != 3 || len(x.Waiting) != 3 || x.Waiting[0] != (buy.WaitingOrder{OrderNo: rakutenNext, Qty: 1}) {
		t.Errorf("%+v", x)
	}
	if o := a.Orders[0]; o.OrderNo != rakutenNext || o.Status != "awaiting_stock" || o.Lines[0] != (buy.ShortLine{SKU: "tea-sencha-100", Want: 2, Got: 1}) {
		t.Errorf("%+v", a.Orders)
	}
}
