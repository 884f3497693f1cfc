package mall_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"miseban/app/mall"
	"miseban/app/order"
)

func TestOneBadRowRefusesItsOrderAndNothingElse(t *testing.T) {
	names, data := sample(t, "rakuten.sample.csv")
	for _, c := range []struct{ column, value, message string }{
		{"個数", "二", "数量"},
		{"個数", "", "数量"},
		{"個数", "-1", "数量"},
		{"単価", "千円", "金額"},
		{"商品税率", "0.085", "税率"},
	} {
		broken := slices.Clone(data)
		broken[2] = with(data[2], map[string]string{c.column: c.value, "商品毎税込価格": ""}) // the second of three rows
		r := read(t, csv(t, names, broken))
		if r.err != nil || r.rows != 13 || len(r.parsed) != 7 || len(r.refused) != 1 {
			t.Fatalf("%s: %d rows, %d orders, refused %+v, error %v", c.column, r.rows, len(r.parsed), r.refused, r.err)
		}
		x := r.refused[0]
		if x.No != "123456-20261005-0000100002" || x.ShopHint != "123456" || len(x.Rows) != 3 || len(x.Problems) != 1 {
			t.Fatalf("%s: refused %+v", c.column, x)
		}
		if p := x.Problems[0]; p.Row != 3 || p.Column != c.column || p.Value != c.value || !strings.Contains(p.Message, c.message) {
			t.Errorf("%s: problem %+v", c.column, p)
		}
	}
}

// What is wrong with the order as a whole stands in its first row.
func TestABadDateRefusesTheOrder(t *testing.T) {
	names, data := sample(t, "rakuten.sample.csv")
	for _, column := range []string{"注文日時", "お届け日指定", "支払い期限日", "請求金額"} {
		broken := slices.Clone(data)
		broken[0] = with(data[0], map[string]string{column: "未定"})
		r := read(t, csv(t, names, broken))
		if len(r.parsed) != 7 || len(r.refused) != 1 || r.refused[0].Problems[0].Column != column {
			t.Errorf("%s: refused %+v", column, r.refused)
		}
	}
}

func TestARowWithoutItsNumberIsRefusedAlone(t *testing.T) {
	names, data := sample(t, "rakuten.sample.csv")
	for value, message := range map[string]string{"": "空", "1.23457E+25": "Excel", "受注1": "形"} {
		broken := slices.Clone(data)
		broken[0] = with(data[0], map[string]string{"注文番号": value})
		r := read(t, csv(t, names, broken))
		if r.err != nil || r.rows != 13 || len(r.parsed) != 7 || len(r.refused) != 1 || r.refused[0].No != "" ||
			!strings.Contains(r.refused[0].Problems[0].Message, message) {
			t.Errorf("%q: %d orders, refused %+v, error %v", value, len(r.parsed), r.refused, r.err)
		}
	}
}

// A line break in a cell that is not quoted, a cell too many: the rest of the file is read.
func TestARowOfAnotherWidthRefusesItsOrder(t *testing.T) {
	names, data := sample(t, "rakuten.sample.csv")
	lines := strings.Split(string(csv(t, names, data[3:7])), "\r\n")
	lines[2] += `,"余分"`
	r := read(t, []byte(strings.Join(lines, "\r\n")))
	if r.err != nil || len(r.refused) != 1 || len(r.refused[0].Rows)+len(r.parsed[len(r.parsed)-1].Rows) < 2 {
		t.Fatalf("refused %+v, error %v", r.refused, r.err)
	}
	if x := r.refused[0]; x.No != "123456-20261005-0000100003" || !strings.Contains(x.Problems[0].Message, "項目が多すぎます") {
		t.Errorf("refused %+v", x)
	}
}

// 外字 (CP932 F040 and on) have no character: the name would be printed wrong.
func TestLostCharactersInANeededCellRefuseTheOrder(t *testing.T) {
	names, data := sample(t, "rakuten.sample.csv")
	b := csv(t, names, []map[string]string{with(data[0], map[string]string{"送付先姓": "山@@田", "利用端末": "##"}), data[9]})
	gaiji := strings.Replace(string(b), "@@", "\xF0\x40", 1)
	r := read(t, []byte(gaiji))
	if len(r.parsed) != 1 || len(r.refused) != 1 || r.refused[0].Problems[0].Column != "送付先姓" {
		t.Errorf("refused %+v", r.refused)
	}
	// In a column that nobody reads it does not matter.
	r = read(t, []byte(strings.Replace(strings.Replace(string(b), "@@", "", 1), "##", "\xF0\x40", 1)))
	if len(r.parsed) != 2 || len(r.refused) != 0 {
		t.Errorf("refused %+v", r.refused)
	}
}

func TestAFileSavedBySpreadsheetIsRefusedAsAWhole(t *testing.T) {
	names := header(t, "yahoo_custom_item")
	row := map[string]string{"OrderId": "1.00E+07", "Quantity": "1", "ItemId": "tea", "LineId": "1"}
	r := read(t, csv(t, names, rows{row, row}))
	var fault *mall.Fault
	if !errors.Is(r.err, mall.ErrExcel) || !errors.As(r.err, &fault) || !strings.HasPrefix(fault.Japanese(), "Excelで保存し直したファイルです") {
		t.Errorf("error %v", r.err)
	}
	// One good row shows that the file itself is not at fault.
	r = read(t, csv(t, names, rows{row, with(row, map[string]string{"OrderId": "10000001"})}))
	if r.err != nil || len(r.parsed) != 1 || len(r.refused) != 1 {
		t.Errorf("%d orders, refused %+v, error %v", len(r.parsed), r.refused, r.err)
	}
}

func TestAHeaderAloneHasNoOrders(t *testing.T) {
	r := read(t, csv(t, header(t, "rakuten"), nil))
	var fault *mall.Fault
	if !errors.Is(r.err, mall.ErrNoRows) || !errors.As(r.err, &fault) || !strings.HasPrefix(fault.Japanese(), "見出しだけで、受注がありません") {
		t.Errorf("error %v", r.err)
	}
	// Lines of delimiters only, which a spreadsheet leaves behind, are no rows.
	r = read(t, csv(t, []string{"注文番号", "送付先姓", "送付先名", "商品明細ID"}, rows{{}, {}}))
	if !errors.Is(r.err, mall.ErrNoRows) || r.rows != 0 {
		t.Errorf("%d rows, error %v", r.rows, r.err)
	}
}

func TestRowsOfOneOrderThatStandApartAreJoined(t *testing.T) {
	for _, name := range []string{"rakuten.sample.csv", "amazon_orders.sample.txt"} {
		names, data := sample(t, name)
		write := csv
		if strings.HasSuffix(name, ".txt") {
			write = tsv
		}
		whole := read(t, write(t, names, data)).orders()
		// Every second row first, then the others: no order of several rows stays together.
		var mixed rows
		for _, first := range []int{0, 1} {
			for i := first; i < len(data); i += 2 {
				mixed = append(mixed, data[i])
			}
		}
		r := read(t, write(t, names, mixed))
		if len(r.parsed) <= len(whole) {
			t.Fatalf("%s: the rows were not apart", name)
		}
		apart := r.orders()
		for no, want := range whole {
			got := apart[no]
			sortLines(want)
			sortLines(got)
			if a, b := encoded(t, got), encoded(t, want); a != b {
				t.Errorf("%s: joined\n%s\nwant\n%s", no, dump(got), dump(want))
			}
		}
	}
}

// The same download twice in one file (copied together by hand) does not double what is to be sent.
func TestTheSameRowTwiceIsOneLine(t *testing.T) {
	for _, name := range []string{"rakuten.sample.csv", "amazon_orders.sample.txt"} {
		names, data := sample(t, name)
		write := csv
		if strings.HasSuffix(name, ".txt") {
			write = tsv
		}
		once, twice := read(t, write(t, names, data)).orders(), read(t, write(t, names, append(slices.Clone(data), data...)))
		if twice.rows != 2*len(data) {
			t.Errorf("%s: %d rows", name, twice.rows)
		}
		for no, got := range twice.orders() {
			if encoded(t, got) != encoded(t, once[no]) {
				t.Errorf("%s: got\n%s\nwant\n%s", no, dump(got), dump(once[no]))
			}
		}
	}
}

func TestReadingStopsWhenTold(t *testing.T) {
	names, data := sample(t, "rakuten.sample.csv")
	stop := errors.New("no space left")
	n, err := mall.Read(context.Background(), open(t, csv(t, names, data)), mall.ByID("rakuten"),
		func(mall.Parsed) error { return stop }, func(mall.Refusal) {})
	if !errors.Is(err, stop) || n == 0 {
		t.Errorf("%d rows, error %v", n, err)
	}
	var many rows
	for range 100 {
		many = append(many, data...)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	n, err = mall.Read(ctx, open(t, csv(t, names, many)), mall.ByID("rakuten"), func(mall.Parsed) error { return nil }, func(mall.Refusal) {})
	if !errors.Is(err, context.Canceled) || n > 300 {
		t.Errorf("%d rows, error %v", n, err)
	}
}

// The rows' bytes are those of the file, so that the original can be kept.
func TestTheOriginalRowsAreGiven(t *testing.T) {
	data := string(file(t, "amazon_orders.sample.txt"))
	lines := strings.Split(strings.TrimRight(data, "\r\n"), "\r\n")[1:]
	var got []string
	for _, p := range read(t, []byte(data)).parsed {
		for _, raw := range p.Raw {
			got = append(got, string(raw))
		}
	}
	if !slices.Equal(got, lines) {
		t.Errorf("got %d rows, want %d", len(got), len(lines))
	}
}

func sortLines(f *order.Facts) {
	slices.SortFunc(f.Lines, func(a, b order.Line) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(f.Destinations, func(a, b order.Destination) int { return strings.Compare(a.ID, b.ID) })
}
