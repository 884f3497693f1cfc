package mall_test

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"miseban/app/mall"
	"miseban/app/order"
	"miseban/app/table"
	"miseban/app/yen"

	"github.com/xuri/excelize/v2"
)

// A cart is the customer's order; each of its rows is an order of its own at the mall.
func TestACartOfQoo10(t *testing.T) {
	orders := other(t, "qoo10.sample.csv", "qoo10", 8)
	f := orders["90000001"]
	d := f.Destinations[0]
	for what, got := range map[string][2]string{
		"ordered": {f.OrderedAt.Time().Format("2006-01-02"), "2026-11-20"},
		"state":   {order.Value(f.StatusRaw) + string(order.Value(f.Clearance)) + order.Value(f.ClearanceWhy), "配送要請clearedQoo10の配送状態が「配送要請」です。"},
		"buyer":   {order.Value(f.Orderer.Name) + order.Value(f.Orderer.Kana) + order.Value(f.Orderer.Phone), "佐藤 ミカサトウ ミカ09000002001"},
		"to":      {order.Value(d.Name) + order.Value(d.Zip) + order.Value(d.Address) + order.Value(d.Phone), "佐藤 ミカ1540001東京都世田谷区架空町4-5-6030002002"},
		"comment": {order.Value(f.Comment), "不在なら置き配で。\n髙﨑様方"},
		"method":  {order.Value(f.Method), "ヤマト宅急便"},
		"promise": {string(order.Value(f.Promise)), "2026-11-24"},
		"amounts": {money(f.Total) + " " + money(f.Goods) + " " + money(f.Coupon), money(yen.Of(3080)) + " " + money(yen.Of(3280)) + " " + money(yen.Of(200))},
		"first":   {f.Lines[0].ID + *f.Lines[0].Code + *f.Lines[0].SKU + strings.Join(*f.Lines[0].Options, "|"), "400000001liplip-rose1枚目:ローズ|2枚目:ベージュ|おまけ:ミニ鏡"},
		"second":  {f.Lines[1].ID + *f.Lines[1].Code + *f.Lines[1].SKU + strings.Join(*f.Lines[1].Options, "|"), "400000002soapsoap"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %q, want %q", what, got[0], got[1])
		}
	}
	if !*f.Paid || !*f.MallSettles || *f.Uncertain || *f.GiftMark || f.PaymentText != nil || f.Shipping != nil || *f.Lines[0].Qty != 2 || *f.Lines[0].UnitPrice != 1200 ||
		*f.WishDate != "" || f.Orderer.Address != nil || f.Orderer.Email != nil || !f.Head || f.NoComment || f.AllLines || len(f.Destinations) != 1 {
		t.Errorf("got\n%s", dump(f))
	}
	// The cart's postage is in no column: unless it is free, the total is not sure.
	f = orders["90000002"]
	want(t, "phone, zip", *f.Destinations[0].Phone+" "+*f.Destinations[0].Zip+" "+string(*f.WishDate), "09000002003 0600001 2026-11-29")
	if *f.Total != 2640 || !*f.Uncertain {
		t.Errorf("got\n%s", dump(f))
	}
	f = orders["90000003"]
	if !*f.GiftMark || *f.Memo != "プレゼント贈り主：みか" {
		t.Errorf("got\n%s", dump(f))
	}
	f = orders["90000007"]
	if len(f.Destinations) != 2 || f.DestinationOf(f.Lines[0]) != 0 || f.DestinationOf(f.Lines[1]) != 1 || *f.Destinations[1].Name != "佐藤 健" {
		t.Errorf("two recipients: got\n%s", dump(f))
	}
}

func TestTheStatesOfQoo10(t *testing.T) {
	orders := other(t, "qoo10.sample.csv", "qoo10", 8)
	f := orders["90000004"]
	if *f.Clearance != order.NotYet || f.Paid == nil || *f.Paid || !strings.Contains(*f.ClearanceWhy, "入金") {
		t.Errorf("got\n%s", dump(f))
	}
	f = orders["90000005"]
	if !*f.ShippedMall || *f.Lines[0].Shipped != 1 {
		t.Errorf("got\n%s", dump(f))
	}
	// One of two goods is cancelled: nothing of it goes out, its money does not count, the owner is asked.
	f = orders["90000006"]
	if *f.Cancelled || *f.Clearance != order.Cleared || *f.Lines[0].Qty != 0 || *f.Lines[1].Qty != 1 || *f.Total != 1200 || !*f.Uncertain || kinds(f) != "item_cancelled" ||
		*f.StatusRaw != "キャンセル完了、配送準備" {
		t.Errorf("got\n%s", dump(f))
	}
	f = orders["90000008"]
	if *f.Clearance != order.ClearanceUnknown || kinds(f) != "cancel_pending" {
		t.Errorf("got\n%s", dump(f))
	}
	names, data := sample(t, "others/qoo10.sample.csv")
	for _, c := range []struct {
		a, b      string
		clearance order.Clearance
		shipped   bool
		cancelled bool
	}{
		{"配送要請", "配送要請", order.Cleared, false, false},
		{"新規注文", "配送準備中", order.Cleared, false, false},
		{"配送要請", "謎の状態", order.ClearanceUnknown, false, false},
		{"入金待ち", "配送要請", order.NotYet, false, false},
		{"配送中", "配送要請", order.Cleared, false, false}, // one has gone, one has not
		{"配送中", "配送完了", order.Cleared, true, false},
		{"配送中", "キャンセル完了", order.Cleared, true, false},
		{"キャンセル完了", "キャンセル完了", "", false, true},
		{"", "配送要請", order.ClearanceUnknown, false, false},
	} {
		both := rows{with(data[0], map[string]string{"配送状態": c.a}), with(data[1], map[string]string{"配送状態": c.b})}
		between := with(data[2], nil) // another cart's row stands between
		apart := read(t, csv(t, names, rows{both[0], between, both[1]})).orders()["90000001"]
		for what, f := range map[string]*order.Facts{"together": one(t, csv(t, names, both)), "apart": apart} {
			if order.Value(f.Clearance) != c.clearance || order.Value(f.ShippedMall) != c.shipped || order.Value(f.Cancelled) != c.cancelled {
				t.Errorf("%s and %s, %s: got\n%s", c.a, c.b, what, dump(f))
			}
		}
		if f, g := one(t, csv(t, names, both)), apart; encoded(t, f) != encoded(t, g) {
			t.Errorf("%s and %s: apart\n%s\ntogether\n%s", c.a, c.b, dump(g), dump(f))
		}
	}
}

func TestRowsOfQoo10ThatCannotBeRead(t *testing.T) {
	names, data := sample(t, "others/qoo10.sample.csv")
	for column, value := range map[string]string{"カート番号": "9.0E+07", "注文番号": "4.0E+08", "通貨": "USD", "購入者決済金額": "千円", "数量": ""} {
		r := read(t, csv(t, names, rows{with(data[0], map[string]string{column: value}), data[1], data[2]}))
		if r.err != nil || len(r.refused) != 1 || r.refused[0].Problems[0].Column != column {
			t.Errorf("%s %q: refused %+v, error %v", column, value, r.refused, r.err)
		}
	}
}

// The short list tells of goods and states; before or after the long one it takes nothing away, doubles nothing, and alone it
// waits for the long one.
func TestTheShortListOfQoo10(t *testing.T) {
	long, short := file(t, "others/qoo10.sample.csv"), file(t, "others/qoo10_short.sample.csv")
	for no, s := range other(t, "qoo10_short.sample.csv", "qoo10", 8) {
		if s.Head || s.NoComment || s.OrderedAt != nil || s.Total != nil || s.Comment != nil || s.GiftMark != nil || s.Paid == nil && no != "90000006" && no != "90000008" {
			t.Errorf("%s tells what it has no column for:\n%s", no, dump(s))
		}
		rich := read(t, long).orders()[no]
		for _, files := range [][][]byte{{long, short}, {short, long}, {short, long, short}} {
			got := folded(t, no, files...)
			if lost := unknowns("facts", reflect.ValueOf(*rich), reflect.ValueOf(*got)); len(lost) > 0 {
				t.Errorf("%s: lost or doubled: %v", no, lost)
			}
			if got.NoComment || !got.Head || order.Value(got.Clearance) != order.Value(rich.Clearance) {
				t.Errorf("%s: got\n%s", no, dump(got))
			}
			for i, l := range got.Lines {
				if got.DestinationOf(l) != rich.DestinationOf(rich.Lines[i]) {
					t.Errorf("%s: line %d goes elsewhere", no, i)
				}
			}
		}
	}
}

// book writes the rows as QSM's Excel file might: everything as text, or numbers and dates as such.
func book(tb testing.TB, names []string, data rows, native bool) []byte {
	tb.Helper()
	f := excelize.NewFile()
	put := func(row, col int, v any) {
		cell, err := excelize.CoordinatesToCellName(col+1, row)
		if err == nil {
			err = f.SetCellValue("Sheet1", cell, v)
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	for i, n := range names {
		put(1, i, n)
	}
	for i, r := range data {
		for j, n := range names {
			v := r[n]
			var number int64
			day, err := time.Parse("2006/01/02", v)
			switch {
			case v == "":
			case native && err == nil:
				put(i+2, j, day)
			case native && strings.Trim(v, "0123456789") == "":
				if _, err := fmt.Sscan(v, &number); err != nil {
					tb.Fatal(err)
				}
				put(i+2, j, number)
			default:
				put(i+2, j, v)
			}
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestTheExcelFileOfQoo10(t *testing.T) {
	for _, layout := range []string{"qoo10", "qoo10_short"} {
		names, data := sample(t, "others/"+layout+".sample.csv")
		wanted := read(t, file(t, "others/"+layout+".sample.csv")).orders()
		for _, native := range []bool{false, true} {
			for no, f := range read(t, book(t, names, data, native)).orders() {
				if encoded(t, f) != encoded(t, wanted[no]) {
					t.Errorf("%s %s, native %v: got\n%s\nwant\n%s", layout, no, native, dump(f), dump(wanted[no]))
				}
			}
		}
	}
	// The sample has telephones and postal codes as numbers, which lose the zeros in front, and a time in its dates.
	f := other(t, "qoo10.sample.xlsx", "qoo10", 4)["90000101"]
	d := f.Destinations[0]
	want(t, "zip", *d.Zip, "0600001")
	want(t, "ordered", f.OrderedAt.Time().Format("2006-01-02 15:04:05"), "2026-11-22 20:15:30")
	want(t, "goods", f.Lines[0].ID+*f.Lines[0].Code+*f.Lines[0].SKU, "400000101lip4901000000017")
	if *f.Total != 2400 || *f.Lines[0].Qty != 2 || !*f.Paid || *f.WishDate != "2026-11-28" || *f.Clearance != order.Cleared {
		t.Errorf("got\n%s", dump(f))
	}
}

// A cart number that Excel has rounded is no number; one that only looks long is one.
func TestLongNumbersOfQoo10InExcel(t *testing.T) {
	names, data := sample(t, "others/qoo10.sample.csv")
	b := book(t, names, rows{with(data[2], map[string]string{"カート番号": "123456789012"})}, true)
	if f := one(t, b); *f.Shown != "123456789012" {
		t.Errorf("shown %s", *f.Shown)
	}
	b = book(t, names, rows{with(data[2], map[string]string{"カート番号": "123456789012345678"})}, true)
	tab, err := table.Open(bytes.NewReader(b), int64(len(b)), "Qoo10.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	_, err = mall.Read(context.Background(), tab, mall.ByID("qoo10"), func(p mall.Parsed) error { return fmt.Errorf("taken: %s", p.No) }, func(mall.Refusal) {})
	if err == nil || !strings.Contains(err.Error(), "spreadsheet") {
		t.Errorf("error %v", err)
	}
}

func FuzzReadQoo10(f *testing.F) {
	for _, name := range []string{"qoo10.sample.csv", "qoo10_short.sample.csv", "qoo10.sample.xlsx"} {
		f.Add(file(f, "others/"+name))
	}
	f.Add([]byte("カート番号,配送状態,オプション情報,受取人名,数量\n'1,配送中,a:b/c,x,1\n1,,/:(+1円),y,2\n"))
	fuzz(f, "qoo10")
}
