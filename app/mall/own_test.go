package mall_test

import (
	"bytes"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"miseban/app/mall"
	"miseban/app/mapping"
	"miseban/app/order"
	"miseban/app/table"

	"pgregory.net/rapid"
)

// recordsOf gives a file's header and rows, as the wizard sees them.
func recordsOf(tb testing.TB, data []byte) [][]string {
	tb.Helper()
	t := open(tb, data)
	out := [][]string{slices.Clone(t.Header())}
	for len(out) < 200 {
		row, err := t.Next()
		if err != nil {
			return out
		}
		cells := make([]string, row.Len())
		for i := range cells {
			cells[i] = row.Cell(i)
		}
		out = append(out, cells)
	}
	return out
}

// own guesses what the columns mean and makes a format of it, as the owner does who answers yes throughout.
func own(tb testing.TB, data []byte, mallID string) (*mall.Format, mapping.Mapping) {
	tb.Helper()
	m := mapping.Guess(mapping.Orders, recordsOf(tb, data)).Mapping("私の形式", mallID)
	f, err := mall.Own(m)
	if err != nil {
		tb.Fatal(err)
	}
	return f, m
}

// people gives everybody's fields without spaces, as the wizard can't know how a mall puts a name together.
func personOf(name, zip, address, phone *string) string {
	return squeezed(order.Value(name)) + "/" + order.Value(zip) + "/" + squeezed(order.Value(address)) + "/" + order.Value(phone)
}

// A file of 楽天 and one of Amazon that the wizard alone understands: the same orders, people, goods and amounts as their own
// readers give.
func TestAGuessedFormatReadsWhatTheRealReaderReads(t *testing.T) {
	for _, name := range []string{"rakuten.sample.csv", "amazon_orders.sample.txt"} {
		t.Run(name, func(t *testing.T) {
			data := file(t, name)
			real := read(t, data)
			f, m := own(t, data, "other")
			r := readAs(t, open(t, data), f)
			if r.err != nil || r.rows != real.rows || len(r.parsed) != len(real.parsed) || len(r.refused) != 0 {
				t.Fatalf("%d rows, %d orders, refused %+v, error %v", r.rows, len(r.parsed), r.refused, r.err)
			}
			for i, p := range r.parsed {
				sameOrder(t, real.parsed[i], p, strings.HasPrefix(name, "amazon"))
			}
			if t.Failed() {
				for _, c := range m.Columns {
					t.Logf("%s = %s", c.Column, c.Means)
				}
			}
		})
	}
}

func sameOrder(t *testing.T, want, got mall.Parsed, sumsOfRows bool) {
	t.Helper()
	w, g := want.Facts, got.Facts
	differ := func(what string, a, b any) {
		t.Helper()
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: %s is %v, want %v", got.No, what, b, a)
		}
	}
	differ("number", want.No, got.No)
	differ("rows", want.Rows, got.Rows)
	differ("time", w.OrderedAt, g.OrderedAt)
	differ("orderer", personOf(w.Orderer.Name, w.Orderer.Zip, w.Orderer.Address, w.Orderer.Phone), personOf(g.Orderer.Name, g.Orderer.Zip, g.Orderer.Address, g.Orderer.Phone))
	differ("mail", w.Orderer.Email, g.Orderer.Email)
	differ("destinations", len(w.Destinations), len(g.Destinations))
	for i := range min(len(w.Destinations), len(g.Destinations)) {
		a, b := w.Destinations[i], g.Destinations[i]
		differ("recipient", personOf(a.Name, a.Zip, a.Address, a.Phone), personOf(b.Name, b.Zip, b.Address, b.Phone))
		differ("noshi", order.Value(a.Noshi), order.Value(b.Noshi))
		differ("wrapping", order.Value(a.Wrapping), order.Value(b.Wrapping))
	}
	differ("lines", len(w.Lines), len(g.Lines))
	for i := range min(len(w.Lines), len(g.Lines)) {
		a, b := w.Lines[i], g.Lines[i]
		differ("line", a.ID, b.ID)
		differ("name", a.Name, b.Name)
		differ("quantity", a.Qty, b.Qty)
		differ("price", a.UnitPrice, b.UnitPrice)
		differ("rate", a.TaxRate, b.TaxRate)
		differ("goes to", w.DestinationOf(a), g.DestinationOf(b))
	}
	if !sumsOfRows { // Amazon tells of no sums, only of rows
		differ("payment", w.PaymentText, g.PaymentText)
		if order.Value(w.Unconfirmed) {
			return // -9999 is 楽天's own sign
		}
		differ("total", w.Total, g.Total)
		differ("goods", w.Goods, g.Goods)
		differ("postage", w.Shipping, g.Shipping)
		differ("points", w.Points, g.Points)
	}
}

var wholesale = []string{"受注No", "受注日", "時刻", "状態", "入金", "支払", "合計", "送料", "届け先", "〒", "県", "住所", "建物", "電話", "品番", "品名", "数", "小計", "税", "色", "備考", "希望日", "時間帯", "のし"}

var wholesaleMeans = []mapping.Meaning{"order_no", "ordered_at", "ordered_time", "status", "paid", "payment", "total", "shipping", "dest_name", "dest_zip", "dest_prefecture",
	"dest_address", "dest_address", "dest_phone", "item_code", "item_name", "qty", "line_total", "tax_rate", "options", "comment", "wish_date", "wish_time", "noshi"}

func wholesaleFormat(tb testing.TB, mallID string) *mall.Format {
	tb.Helper()
	m := mapping.Mapping{Version: 1, Name: "卸サイト", Kind: mapping.Orders, Mall: mallID, HeaderRow: 1, Header: wholesale, Values: mapping.Values{
		Status: map[string]string{"出荷OK": "cleared", "確認中": "not_yet", "出荷済": "shipped", "取消": "cancelled"}, Paid: map[string]string{"済": "paid", "未": "unpaid"}}}
	for i, means := range wholesaleMeans {
		m.Columns = append(m.Columns, mapping.Mapped{Column: wholesale[i], At: i, Means: means})
	}
	f, err := mall.Own(m)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

var wholesaleRow = map[string]string{
	"受注No": "A-1001", "受注日": "2026/11/20", "時刻": "9:05", "状態": "出荷OK", "入金": "済", "支払": "銀行振込", "合計": "5,280", "送料": "660", "届け先": "山田 花子",
	"〒": "150-0001", "県": "東京都", "住所": "渋谷区神宮前1-2-3", "建物": "サンプルマンション101", "電話": "+81 90-0000-1001", "品番": "T-1", "品名": "今治タオル", "数": "2",
	"小計": "3300", "税": "標準10%", "色": "藍", "備考": "", "希望日": "指定なし", "時間帯": "14:00～16:00", "のし": "内祝",
}

func ownOrder(tb testing.TB, f *mall.Format, data rows) *order.Facts {
	tb.Helper()
	r := readAs(tb, open(tb, csv(tb, wholesale, data)), f)
	if r.err != nil || len(r.parsed) != 1 || len(r.refused) != 0 {
		tb.Fatalf("%d orders, refused %+v, error %v", len(r.parsed), r.refused, r.err)
	}
	return r.parsed[0].Facts
}

// An order of two rows: what the order is told of is counted once, the goods are two lines.
func TestAnOrderOfAFormatOfHerOwn(t *testing.T) {
	f := wholesaleFormat(t, "other")
	o := ownOrder(t, f, rows{wholesaleRow, with(wholesaleRow, map[string]string{"品番": "T-2", "品名": "煎茶", "数": "1", "小計": "1320", "税": "軽減8%", "色": ""})})
	if f.ID != "own:卸サイト" || f.Mall != order.Other || order.Value(o.Shown) != "A-1001" {
		t.Errorf("%s %s %v", f.ID, f.Mall, order.Value(o.Shown))
	}
	if got := o.OrderedAt.Time().Format("2006-01-02 15:04 -0700"); got != "2026-11-20 09:05 +0900" {
		t.Error(got)
	}
	if order.Value(o.Total) != 5280 || order.Value(o.Shipping) != 660 || o.Goods != nil || o.Points != nil {
		t.Errorf("total %v, postage %v, goods %v, points %v", o.Total, o.Shipping, o.Goods, o.Points)
	}
	d := o.Destinations[0]
	if len(o.Destinations) != 1 || *d.Address != "東京都渋谷区神宮前1-2-3 サンプルマンション101" || *d.Zip != "1500001" || *d.Phone != "09000001001" || *d.Noshi != "内祝" {
		t.Errorf("%+v", d)
	}
	if len(o.Lines) != 2 || *o.Lines[0].Qty != 2 || *o.Lines[0].UnitPrice != 1650 || *o.Lines[0].TaxRate != 10 || *o.Lines[1].TaxRate != 8 || !slices.Equal(*o.Lines[0].Options, []string{"藍"}) || o.Lines[0].Dest != "" {
		t.Errorf("%+v", o.Lines)
	}
	if *o.WishDate != "" || *o.WishSlot != "14-16" || *o.Comment != "" || !*o.Paid || *o.Clearance != order.Cleared || *o.Cancelled || *o.ShippedMall {
		t.Errorf("%+v", o)
	}
	if o.GiftMark == nil || !*o.GiftMark || !o.Head || o.NoComment || o.Orderer.Name != nil || o.AllLines {
		t.Errorf("%+v", o)
	}
}

// What the owner said of each state; what she did not say is unknown on a mall and nothing on her own cart.
func TestTheOwnersWordsForAState(t *testing.T) {
	for _, c := range []struct {
		mall, state, paid string
		clearance         order.Clearance
		cancelled, ship   *bool
	}{
		{"minne", "出荷OK", "済", order.Cleared, order.Known(false), order.Known(false)},
		{"minne", "出荷ＯＫ", "済", order.Cleared, order.Known(false), order.Known(false)},
		{"minne", "確認中", "未", order.NotYet, order.Known(false), order.Known(false)},
		{"minne", "出荷済", "済", order.Cleared, order.Known(false), order.Known(true)},
		{"minne", "取消", "", "", order.Known(true), order.Known(false)},
		{"minne", "謎", "", order.ClearanceUnknown, nil, nil},
		{"minne", "", "", order.ClearanceUnknown, nil, nil},
		{"other", "謎", "", "", nil, nil},
		{"hand", "", "", "", nil, nil},
	} {
		o := ownOrder(t, wholesaleFormat(t, c.mall), rows{with(wholesaleRow, map[string]string{"状態": c.state, "入金": c.paid})})
		if order.Value(o.Clearance) != c.clearance || !reflect.DeepEqual(o.Cancelled, c.cancelled) || !reflect.DeepEqual(o.ShippedMall, c.ship) {
			t.Errorf("%s %q: %v, cancelled %v, shipped %v", c.mall, c.state, order.Value(o.Clearance), o.Cancelled, o.ShippedMall)
		}
		if want := map[string]*bool{"済": order.Known(true), "未": order.Known(false), "": nil}[c.paid]; !reflect.DeepEqual(o.Paid, want) {
			t.Errorf("%q: paid %v", c.paid, o.Paid)
		}
		if c.clearance != "" && c.clearance != order.Cleared && order.Value(o.ClearanceWhy) == "" {
			t.Errorf("%q: no reason", c.state)
		}
	}
	// One of two lines is cancelled: a person must look.
	o := ownOrder(t, wholesaleFormat(t, "minne"), rows{wholesaleRow, with(wholesaleRow, map[string]string{"状態": "取消", "品番": "T-2"})})
	if *o.Clearance != order.ClearanceUnknown || o.Cancelled != nil {
		t.Errorf("%v %v", *o.Clearance, o.Cancelled)
	}
	// 入金日: a day in the column says paid.
	if o := ownOrder(t, wholesaleFormat(t, "other"), rows{with(wholesaleRow, map[string]string{"入金": "2026/11/21"})}); !order.Value(o.Paid) {
		t.Error("a day of payment is a payment")
	}
}

// A total that is another in each row is no total: unknown, and a person looks.
func TestAmountsThatRowsTellDifferently(t *testing.T) {
	f := wholesaleFormat(t, "other")
	o := ownOrder(t, f, rows{wholesaleRow, with(wholesaleRow, map[string]string{"合計": "1320", "送料": "0"})})
	if o.Total != nil || o.Shipping != nil || len(order.Value(o.Alerts)) != 1 {
		t.Errorf("%v %v %v", o.Total, o.Shipping, order.Value(o.Alerts))
	}
	// Told in the first row alone, it is told.
	o = ownOrder(t, f, rows{wholesaleRow, with(wholesaleRow, map[string]string{"合計": "", "送料": "", "届け先": "", "〒": "", "県": "", "住所": "", "建物": "", "電話": ""})})
	if order.Value(o.Total) != 5280 || order.Value(o.Shipping) != 660 || len(o.Destinations) != 1 || len(o.Lines) != 2 {
		t.Errorf("%v %v %+v", o.Total, o.Shipping, o.Destinations)
	}
}

// The rows of one order stand apart in the file: they are one order all the same.
func TestAnOrderWhoseRowsStandApart(t *testing.T) {
	f := wholesaleFormat(t, "minne")
	other := with(wholesaleRow, map[string]string{"受注No": "A-1002"})
	for _, c := range []struct {
		second    map[string]string
		total     int
		clearance order.Clearance
		alerts    int
	}{
		{map[string]string{"品番": "T-2"}, 5280, order.Cleared, 0},
		{map[string]string{"品番": "T-2", "合計": ""}, 5280, order.Cleared, 0},
		{map[string]string{"品番": "T-2", "合計": "1320"}, 0, order.Cleared, 1},
		{map[string]string{"品番": "T-2", "状態": "確認中"}, 5280, order.NotYet, 0},
		{map[string]string{"品番": "T-2", "状態": "取消"}, 5280, order.ClearanceUnknown, 0},
	} {
		o := readAs(t, open(t, csv(t, wholesale, rows{wholesaleRow, other, with(wholesaleRow, c.second)})), f).orders()["A-1001"]
		if len(o.Lines) != 2 || int(order.Value(o.Total)) != c.total || *o.Clearance != c.clearance || len(order.Value(o.Alerts)) != c.alerts || order.Value(o.Shipping) != 660 {
			t.Errorf("%v: %d lines, total %v, %s, alerts %v", c.second, len(o.Lines), o.Total, *o.Clearance, order.Value(o.Alerts))
		}
	}
}

// A file without a header whose first row was taken for one: that order would be lost, so nothing is taken.
func TestAFileWithoutAHeaderLosesNoRow(t *testing.T) {
	m := mapping.Mapping{Version: 1, Name: "見出しなし", Kind: mapping.Orders, Header: mapping.Unnamed(3), Columns: []mapping.Mapped{
		{Column: "列1", At: 0, Means: "order_no"}, {Column: "列2", At: 1, Means: "item_name"}, {Column: "列3", At: 2, Means: "qty"}}}
	f, err := mall.Own(m)
	if err != nil {
		t.Fatal(err)
	}
	const body = "A-1,煎茶,2\nA-2,急須,1\n"
	if r := readAs(t, open(t, []byte(body)), f); len(r.parsed) != 0 || len(r.refused) != 1 || !strings.Contains(r.refused[0].Problems[0].Message, "見出しのないファイル") {
		t.Errorf("%+v", r)
	}
	r := readAs(t, open(t, []byte(strings.Join(mapping.Unnamed(3), ",")+"\n"+body)), f)
	if len(r.parsed) != 2 || *r.parsed[0].Facts.Lines[0].Qty != 2 {
		t.Errorf("%+v", r)
	}
}

// Coupons of the shop and of the mall, one with a sign and one without: discounts add up.
func TestDiscountsOfSeveralColumnsAddUp(t *testing.T) {
	m := mapping.Mapping{Version: 1, Name: "割引", Kind: mapping.Orders, HeaderRow: 1, Header: []string{"注文番号", "店", "モール", "氏名"}, Columns: []mapping.Mapped{
		{Column: "注文番号", At: 0, Means: "order_no"}, {Column: "店", At: 1, Means: "coupon"}, {Column: "モール", At: 2, Means: "coupon"}, {Column: "氏名", At: 3, Means: "dest_name"}}}
	f, err := mall.Own(m)
	if err != nil {
		t.Fatal(err)
	}
	for cells, want := range map[string]int{"100,-30": 130, "-100,-30": 130, "-100,30": 130, ",-30": 30} {
		r := readAs(t, open(t, []byte("注文番号,店,モール,氏名\nA-1,"+cells+",山田 花子\n")), f)
		if len(r.parsed) != 1 || int(order.Value(r.parsed[0].Facts.Coupon)) != want {
			t.Errorf("%s: %+v", cells, r)
		}
	}
}

// Two recipients: each line goes to its own.
func TestAnOrderForTwoRecipients(t *testing.T) {
	o := ownOrder(t, wholesaleFormat(t, "other"), rows{wholesaleRow, with(wholesaleRow, map[string]string{"届け先": "髙橋 一郎", "住所": "新宿区西新宿1-1", "品番": "T-2"})})
	if len(o.Destinations) != 2 || len(o.Lines) != 2 || o.DestinationOf(o.Lines[0]) != 0 || o.DestinationOf(o.Lines[1]) != 1 {
		t.Errorf("%+v %+v", o.Destinations, o.Lines)
	}
}

// Telephones in three cells, or two telephones; 〒 in two cells whose zeros a spreadsheet took; a whole name beside its parts.
func TestPartsOfOneThingAreJoined(t *testing.T) {
	names := []string{"注文番号", "電話1", "電話2", "電話3", "郵便1", "郵便2", "氏名", "姓", "名", "カナ1", "カナ2", "全住所", "県", "市", "番地"}
	means := []mapping.Meaning{"order_no", "dest_phone", "dest_phone", "dest_phone", "dest_zip", "dest_zip", "dest_name", "dest_family", "dest_given", "dest_kana", "dest_kana",
		"dest_address", "dest_prefecture", "dest_city", "dest_address"}
	m := mapping.Mapping{Version: 1, Name: "部品", Kind: mapping.Orders, HeaderRow: 1, Header: names}
	for i := range names {
		m.Columns = append(m.Columns, mapping.Mapped{Column: names[i], At: i, Means: means[i]})
	}
	f, err := mall.Own(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ cells, phone, zip, name, kana, address string }{
		{"1,090,0000,1001,60,1,山田 花子,山田,花子,ヤマダ,ハナコ,,東京都,渋谷区,神宮前1-2-3", "09000001001", "0600001", "山田 花子", "ヤマダ ハナコ", "東京都渋谷区神宮前1-2-3"},
		{"2,03-0000-1001,090-0000-1002,,150-0001,,,山田,花子,ヤマダ ハナコ,ヤマダ,東京都渋谷区神宮前1-2-3,東京都,渋谷区,神宮前1-2-3", "0300001001", "1500001", "山田 花子", "ヤマダ ハナコ", "東京都渋谷区神宮前1-2-3"},
		{"4,090,090-0000-1002,,150,150-0001,山田 花子,,,ヤマダ,ヤマダ ハナコ,渋谷区神宮前,,,渋谷区神宮前1-2-3", "09000001002", "1500001", "山田 花子", "ヤマダ ハナコ", "渋谷区神宮前1-2-3"},
		{"3,,090-0000-1002,,,1500001,佐々木,,,,,渋谷区神宮前1-2-3,,渋谷区,コーポ青葉101", "09000001002", "1500001", "佐々木", "", "渋谷区神宮前1-2-3 コーポ青葉101"},
	} {
		data := []byte(strings.Join(names, ",") + "\n" + c.cells + "\n")
		r := readAs(t, open(t, data), f)
		if len(r.parsed) != 1 {
			t.Fatalf("%+v %v", r.refused, r.err)
		}
		d := r.parsed[0].Facts.Destinations[0]
		if *d.Phone != c.phone || *d.Zip != c.zip || *d.Name != c.name || *d.Kana != c.kana || *d.Address != c.address {
			t.Errorf("%s\ngot %q %q %q %q %q", c.cells, *d.Phone, *d.Zip, *d.Name, *d.Kana, *d.Address)
		}
	}
}

// One bad row refuses its order and nothing else, as with the malls' own files.
func TestABadRowOfAFormatOfHerOwn(t *testing.T) {
	f := wholesaleFormat(t, "other")
	for column, value := range map[string]string{"数": "二", "合計": "約五千円", "受注日": "先週", "税": "十", "希望日": "なるはや", "受注No": ""} {
		r := readAs(t, open(t, csv(t, wholesale, rows{with(wholesaleRow, map[string]string{column: value}), with(wholesaleRow, map[string]string{"受注No": "A-1002"})})), f)
		if r.err != nil || len(r.parsed) != 1 || len(r.refused) != 1 || r.refused[0].Problems[0].Column != column || r.refused[0].Problems[0].Message == "" {
			t.Errorf("%s %q: %d orders, refused %+v, error %v", column, value, len(r.parsed), r.refused, r.err)
		}
	}
	r := readAs(t, open(t, csv(t, wholesale, rows{with(wholesaleRow, map[string]string{"受注No": "1.23E+11"})})), f)
	if !errors.Is(r.err, mall.ErrExcel) {
		t.Error(r.err)
	}
}

// The same columns in any order, with others between, are the same orders.
func TestTheOrderOfTheColumnsMakesNoDifference(t *testing.T) {
	f := wholesaleFormat(t, "other")
	want := ownOrder(t, f, rows{wholesaleRow})
	rapid.Check(t, func(rt *rapid.T) {
		names := rapid.Permutation(append(slices.Clone(wholesale), "新しい列", "もう1つ")).Draw(rt, "order")
		// 住所 and 建物 share a meaning, so theirs is the file's order.
		if slices.Index(names, "住所") > slices.Index(names, "建物") {
			return
		}
		r := readAs(t, open(t, csv(t, names, rows{wholesaleRow})), f)
		if len(r.parsed) != 1 || !reflect.DeepEqual(r.parsed[0].Facts, want) {
			rt.Fatalf("%v: %+v", names, r)
		}
	})
}

// 楽天 has renamed 個数: with the owner's yes, the known reader reads the file as before.
func TestAKnownFormatUnderNewNames(t *testing.T) {
	data := file(t, "rakuten.sample.csv")
	want := read(t, data)
	names, cells := sample(t, "rakuten.sample.csv")
	renamed := slices.Clone(names)
	for i, n := range renamed {
		switch n {
		case "個数":
			renamed[i] = "ご注文数量"
		case "注文番号":
			renamed[i] = "受注番号"
		}
	}
	var fresh rows
	for _, c := range cells {
		c = maps.Clone(c)
		c["ご注文数量"], c["受注番号"] = c["個数"], c["注文番号"]
		fresh = append(fresh, c)
	}
	f, err := mall.Own(mapping.Mapping{Version: 1, Name: "楽天（新）", Kind: mapping.Orders, Base: "rakuten", Rename: map[string]string{"個数": "ご注文数量", "注文番号": "受注番号"}, HeaderRow: 1, Header: renamed})
	if err != nil {
		t.Fatal(err)
	}
	r := readAs(t, open(t, csv(t, renamed, fresh)), f)
	if r.err != nil || len(r.parsed) != len(want.parsed) || f.Mall != order.Rakuten {
		t.Fatalf("%d orders, refused %+v, error %v", len(r.parsed), r.refused, r.err)
	}
	for i := range want.parsed {
		if !reflect.DeepEqual(r.parsed[i].Facts, want.parsed[i].Facts) {
			t.Errorf("%s differs", want.parsed[i].No)
		}
	}
	// The old name beside the new one: the owner has said which is meant.
	both := append([]string{"個数"}, renamed...)
	for i := range fresh {
		fresh[i]["個数"] = "99"
	}
	if r := readAs(t, open(t, csv(t, both, fresh)), f); len(r.parsed) != len(want.parsed) || *r.parsed[0].Facts.Lines[0].Qty != *want.parsed[0].Facts.Lines[0].Qty {
		t.Errorf("%+v", r.refused)
	}
}

func TestMappingsThatCannotRead(t *testing.T) {
	for _, m := range []mapping.Mapping{
		{Name: "銀行", Kind: mapping.Statement},
		{Name: "空", Kind: mapping.Orders},
		{Name: "どこか", Kind: mapping.Orders, Base: "nowhere"},
		{Name: "月", Kind: mapping.Orders, Mall: "moon", Columns: []mapping.Mapped{{Column: "a", Means: "order_no"}, {Column: "b", At: 1, Means: "dest_name"}}, HeaderRow: 1, Header: []string{"a", "b"}},
	} {
		_, err := mall.Own(m)
		var told interface{ Japanese() string }
		if !errors.As(err, &told) || !strings.HasSuffix(told.Japanese(), "。") {
			t.Errorf("%s: %v", m.Name, err)
		}
	}
}

// Whatever comes: nothing panics, every row is told of once, and pieces can be joined.
func FuzzOwn(f *testing.F) {
	f.Add(file(f, "rakuten.sample.csv"))
	f.Add(file(f, "amazon_orders.sample.txt"))
	f.Add(csv(f, wholesale, rows{wholesaleRow, with(wholesaleRow, map[string]string{"数": ""})}))
	f.Add([]byte("注文番号,商品名,数量,合計\n1,a,1,100\n1,b,2,200\n,c,x,-5\n1.2E+11,,,\n"))
	f.Add([]byte("注文番号,お届け先氏名,電話番号1,電話番号2\n1,山田,090,0000\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tab, err := table.Open(bytes.NewReader(data), int64(len(data)), "f.csv")
		if err != nil {
			return
		}
		records := recordsOf(t, data)
		m := mapping.Guess(mapping.Orders, records).Mapping("謎", "other")
		if m.HeaderRow != 1 {
			return // the table was opened at its first record
		}
		format, err := mall.Own(m)
		if err != nil {
			return
		}
		for no, facts := range readAs(t, tab, format).orders() {
			if no == "" || facts == nil {
				t.Fatalf("order %q: %v", no, facts)
			}
			encoded(t, facts)
		}
		mall.Drifted(records[0], records[1:])
	})
}

func BenchmarkReadOwn(b *testing.B) {
	names, data := sample(b, "rakuten.sample.csv")
	one := csv(b, names, data)
	f, _ := own(b, one, "other")
	many := csv(b, names, repeated(data, 500))
	b.ReportAllocs()
	b.SetBytes(int64(len(many)))
	for b.Loop() {
		if r := readAs(b, open(b, many), f); r.rows != len(data)*500 {
			b.Fatal(r.rows)
		}
	}
	b.ReportMetric(float64(len(data)*500)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
