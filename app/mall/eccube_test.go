package mall_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"miseban/app/order"
)

// EC-CUBE's file as PHP writes it: LF, quotes where a space or the byte 0x5C stands, lines for postage, fee, discount and points.
func TestECCubeOrders(t *testing.T) {
	orders := cartOrders(t, "eccube4", 17)
	if len(orders) != 7 {
		t.Errorf("%d orders", len(orders))
	}
	const by = "by 髙﨑 花子/タカサキ ハナコ/1500041/東京都渋谷区架空町1-2-3 ソフトビル/09000001111/hanako@example.com\n"
	const home = "髙﨑 花子/タカサキ ハナコ/1500041/東京都渋谷区架空町1-2-3 ソフトビル/09000001111 のし=– 包装=– 文=–\n"
	wantOrder(t, orders, "21", `
11/20 09:12:31 新規受付 銀行振込 paid=no shipped=no cancelled=no preorder=–
total=3354 goods=2354 shipping=1000 cod=0 wrap=– coupon=0 points=0 open=–
`+by+`wish   by サンプル業者 gift=– comment=– memo=
to 801 `+home+`301 cube-01/11 彩のジェラートCUBE（フレーバー:チョコ、サイズ:16mm × 16mm）×2 @1100 10% →#801 sent=0
302 sand-01/11 チェリーアイスサンド（）×1 @154 8% →#801 sent=0`)
	// Cash on delivery with a fee of 330, a discount of 200 and 100 points, paid on the day after.
	wantOrder(t, orders, "22", `
11/21 23:59:59 入金済み 代金引換 paid=yes shipped=no cancelled=no preorder=–
total=2218 goods=1188 shipping=1000 cod=330 wrap=– coupon=200 points=100 open=–
`+by+`wish   by サンプル業者 gift=– comment=– memo=常連さん
to 801 `+home+`305 cube-02/12 表面加工の'器' 1点, 化粧箱（）×1 @1188 8% →#801 sent=0`)
	// Two shipments, one of which has gone out already.
	wantOrder(t, orders, "23", `
11/22 12:00:00 対応中 クレジット決済 paid=no shipped=no cancelled=no preorder=–
total=2218 goods=218 shipping=2000 cod=0 wrap=– coupon=0 points=0 open=–
`+by+`wish 2026-11-30 14-16 by サンプル業者 gift=– comment=– memo=配達用メモ：裏口へ
! wishes_differ
to 802 `+home+`to 803 山田 一郎/タカサキ ハナコ/0600001/北海道札幌市中央区架空1 2-3 ㈱架空商事/0110000001 のし=– 包装=– 文=–
310 nut-01/11 ナッツ（）×1 @109 8% →#802 sent=0
311 nut-01/11 ナッツ（）×1 @109 8% →#803 sent=1`)
	for no, f := range orders {
		if !f.NoComment || f.Comment != nil {
			t.Errorf("%s: the default file has no column for the customer's words", no)
		}
	}
}

func eccubeOrder(t *testing.T, change map[string]string) *order.Facts {
	t.Helper()
	names, data := sample(t, "others/eccube4.sample.csv")
	for n := range change {
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return one(t, csv(t, names, rows{with(data[0], change)}))
}

func TestECCubeStates(t *testing.T) {
	for _, c := range []struct {
		id, name, payDay         string
		paid, shipped, cancelled string
		alert                    string
	}{
		{"1", "新規受付", "", "no", "no", "no", ""},
		{"1", "新規受付", "2026-11-20 10:00:00", "yes", "no", "no", ""},
		{"3", "注文取消し", "", "no", "no", "yes", ""},
		{"4", "対応中", "", "no", "no", "no", ""},
		{"5", "発送済み", "2026-11-20 10:00:00", "yes", "yes", "no", ""},
		{"6", "入金済み", "", "yes", "no", "no", ""},
		{"6", "お支払い確認済み", "", "yes", "no", "no", ""}, // renamed by the owner
		{"", "入金済み", "", "yes", "no", "no", ""},
		{"7", "決済処理中", "", "no", "no", "no", "pending"},
		{"8", "購入処理中", "", "no", "no", "no", "pending"},
		{"9", "返品", "2026-11-20 10:00:00", "yes", "no", "yes", "returned"},
		{"12", "梱包中", "", "no", "no", "no", "unknown_state"},
	} {
		f := eccubeOrder(t, map[string]string{"対応状況(ID)": c.id, "対応状況(名称)": c.name, "入金日": c.payDay})
		alert := ""
		for _, a := range *f.Alerts {
			alert += a.Kind
		}
		if cartYes(f.Paid) != c.paid || cartYes(f.ShippedMall) != c.shipped || cartYes(f.Cancelled) != c.cancelled || alert != c.alert || *f.StatusRaw != c.name {
			t.Errorf("%s %s: paid %s, shipped %s, cancelled %s, alert %q", c.id, c.name, cartYes(f.Paid), cartYes(f.ShippedMall), cartYes(f.Cancelled), alert)
		}
	}
	// 対応中 without 入金日 may have been paid before.
	names, data := sample(t, "others/eccube4.sample.csv")
	names = slices.DeleteFunc(names, func(n string) bool { return n == "入金日" })
	for status, want := range map[string]string{"4": "–", "6": "yes", "1": "no"} {
		if f := one(t, csv(t, names, rows{with(data[0], map[string]string{"対応状況(ID)": status})})); cartYes(f.Paid) != want {
			t.Errorf("status %s without 入金日: paid %s", status, cartYes(f.Paid))
		}
	}
}

// 143 yen and 8 % are 154.44: which way the shop rounds is told by 小計.
func TestECCubesTax(t *testing.T) {
	names, data := sample(t, "others/eccube4.sample.csv")
	without := func(name string) []string {
		return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
	}
	line := func(price, rate, qty, goods string) map[string]string {
		return with(data[0], map[string]string{"価格": price, "税率": rate, "個数": qty, "小計": goods})
	}
	for _, c := range []struct {
		names []string
		row   map[string]string
		want  string
	}{
		{names, line("143.00", "8", "3", "462.00"), "154"},
		{names, line("143.00", "8", "3", "465.00"), "155"},
		{names, line("146.00", "8", "2", "316.00"), "158"},        // 157.68 rounded
		{names, line("146.00", "8", "2", "314.00"), "157"},        // cut
		{names, line("1080.00", "8", "2", "2160.00"), "1080"},     // written with tax
		{names, line("1000.00", "10", "1", "900.00"), "–"},        // nothing fits: not known
		{without("小計"), line("146.00", "8", "2", ""), "158"},      // the default
		{without("小計"), line("145.00", "10", "1", ""), "160"},     // 159.5
		{without("小計"), line("1000.00", "", "1", ""), "–"},        // a missing rate is none, never 10
		{without("税率"), line("1000.00", "", "2", "2200.00"), "–"}, // nor can it be found
	} {
		l := one(t, csv(t, c.names, rows{c.row})).Lines[0]
		if cartYen(l.UnitPrice) != c.want {
			t.Errorf("%s at %s %%, 小計 %s: %s, want %s", c.row["価格"], c.row["税率"], c.row["小計"], cartYen(l.UnitPrice), c.want)
		}
	}
}

// Owners hide columns. A line of postage is no item, with or without the columns that say so.
func TestECCubeLinesThatAreNoGoods(t *testing.T) {
	names, data := sample(t, "others/eccube4.sample.csv")
	hide := func(hidden ...string) []string {
		return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return slices.Contains(hidden, n) })
	}
	// Without 送料 of the order, the lines tell it; without the id of the kind, its name does.
	for _, names := range [][]string{hide("送料"), hide("送料", "明細区分(ID)"), hide("送料", "明細区分(名称)")} {
		f := one(t, csv(t, names, data[4:9]))
		if len(f.Lines) != 1 || cartYen(f.Shipping) != "1000" || cartYen(f.CODFee) != "330" || cartYen(f.Coupon) != "200" || cartYen(f.Points) != "100" {
			t.Errorf("%d columns: got\n%s", len(names), dump(f))
		}
	}
	f := one(t, csv(t, hide("明細区分(ID)", "明細区分(名称)"), data[4:9]))
	if len(f.Lines) != 1 || f.Coupon != nil || f.Points != nil || f.CODFee != nil || len(*f.Other) != 1 || (*f.Other)[0].Name != "値引き" || (*f.Other)[0].Yen != -300 {
		t.Errorf("got\n%s", dump(f))
	}
	// A product that is called 送料 has a code, and is goods.
	f = one(t, csv(t, hide("明細区分(ID)", "明細区分(名称)"), rows{with(data[0], map[string]string{"商品名": "送料"})}))
	if len(f.Lines) != 1 {
		t.Errorf("got\n%s", dump(f))
	}
	// A plug-in's own kind of line is told, its amount is not lost.
	f = one(t, csv(t, names, rows{data[0], with(data[3], map[string]string{"明細区分(ID)": "7", "明細区分(名称)": "クーポン", "商品名": "クーポン割引", "価格": "-500.00"})}))
	if len(f.Lines) != 1 || !slices.Equal(*f.Other, []order.NamedYen{{Name: "クーポン割引", Yen: -500}}) || (*f.Alerts)[0].Kind != "unknown_line" {
		t.Errorf("got\n%s", dump(f))
	}
}

// With the customer's words among the columns they are read; without 注文番号 the id is the number.
func TestECCubeWithOtherColumns(t *testing.T) {
	f := eccubeOrder(t, map[string]string{"お問い合わせ欄": "熨斗を\r\nお願いします"})
	if f.NoComment || *f.Comment != "熨斗を\nお願いします" {
		t.Errorf("got\n%s", dump(f))
	}
	names, data := sample(t, "others/eccube4.sample.csv")
	names = slices.DeleteFunc(names, func(n string) bool { return n == "注文番号" })
	r := read(t, csv(t, names, rows{with(data[0], map[string]string{"注文ID": "2100"})}))
	if len(r.parsed) != 1 || r.parsed[0].No != "2100" {
		t.Errorf("got %+v", r.parsed)
	}
}

// PHP leaves a quote behind the byte 0x5C (ソ is 83 5C) as it is. That order is refused, with its row; the others are read.
func TestECCubesQuoteBehindSo(t *testing.T) {
	clean := file(t, "others/eccube4.sample.csv")
	at := bytes.Index(clean, []byte("\n24,24,"))
	row := bytes.Clone(clean[at+1:])
	row = row[:bytes.IndexByte(row, '\n')]
	name := cp932(t, []string{"ジェラート"}, nil, func(c []string) string { return c[0] })
	name = bytes.TrimSpace(name)
	so := []byte("\x83\x5c")
	broken := slices.Concat([]byte(`"`), so, []byte(`"A""`), so, []byte(`"`)) // ソ"A"ソ, as fputcsv writes it
	row = bytes.Replace(row, name, broken, 1)
	data := slices.Concat(clean[:at+1], row, clean[bytes.IndexByte(clean[at+1:], '\n')+at+1:])
	r := read(t, data)
	if r.err != nil || len(r.parsed) != 6 || len(r.refused) != 1 || r.refused[0].No != "24" || len(r.refused[0].Rows) != 1 {
		t.Fatalf("%d read, refused %+v, %v", len(r.parsed), r.refused, r.err)
	}
	if p := r.refused[0].Problems[0]; !strings.Contains(p.Message, "引用符") {
		t.Errorf("problem %+v", p)
	}
}

// The lines of one order in two pieces of a file: fees and points are still counted once.
func TestECCubeOrderInPieces(t *testing.T) {
	names, data := sample(t, "others/eccube4.sample.csv")
	pieces := rows{data[4], data[6], data[0], with(data[4], map[string]string{"注文詳細ID": "399", "小計": "1188"}), data[7], data[8]}
	f := read(t, csv(t, names, pieces)).orders()["22"]
	if len(f.Lines) != 2 || *f.CODFee != 330 || *f.Coupon != 200 || *f.Points != 100 || *f.Shipping != 1000 || *f.Total != 2218 {
		t.Errorf("got\n%s", dump(f))
	}
}

func FuzzReadECCube(f *testing.F) {
	f.Add(file(f, "others/eccube4.sample.csv"))
	fuzz(f, "eccube4")
}
