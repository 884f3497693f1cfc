package mapping_test

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"miseban/app/mapping"
	"miseban/app/stock"

	"pgregory.net/rapid"
)

func written(tb testing.TB, m mapping.Mapping) string {
	tb.Helper()
	var b bytes.Buffer
	if err := m.Write(&b); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// A mapping that the owner saved is the same when it is read again, and the same bytes when it is saved again.
func TestWhatIsSavedIsReadAgain(t *testing.T) {
	text := rapid.StringMatching(`[ぁ-ん一-龠a-zA-Z0-9（）_\- ]{1,12}`).Filter(func(s string) bool { return strings.TrimSpace(s) != "" && mapping.Key(s) != "" })
	rapid.Check(t, func(rt *rapid.T) {
		kind := rapid.SampledFrom(mapping.Kinds()).Draw(rt, "kind")
		header := rapid.SliceOfN(text, 60, 60).Draw(rt, "header")
		m := mapping.Mapping{Version: mapping.Version, Name: text.Draw(rt, "name"), Kind: kind, HeaderRow: rapid.IntRange(0, 9).Draw(rt, "row"), Header: header,
			Encoding: rapid.SampledFrom([]string{"", "cp932", "utf-8"}).Draw(rt, "encoding"), Delimiter: rapid.SampledFrom([]string{"", ",", "\t"}).Draw(rt, "delimiter")}
		if kind == mapping.Orders {
			m.Mall = rapid.SampledFrom([]string{"", "other", "minne"}).Draw(rt, "mall")
			m.Values.Status = map[string]string{text.Draw(rt, "status"): rapid.SampledFrom([]string{mapping.Cleared, mapping.NotYet, mapping.Shipped, mapping.Cancelled}).Draw(rt, "means")}
		}
		all := mapping.Meanings(kind)
		for i, a := range all {
			if a.Needed || rapid.Bool().Draw(rt, "use") || kind == mapping.Orders && a.Meaning == mapping.Qty || kind != mapping.Orders && i < 8 {
				m.Columns = append(m.Columns, mapping.Mapped{Column: header[i], At: i, Means: a.Meaning})
			}
		}
		stops := slices.ContainsFunc(mapping.Check(m), func(p mapping.Problem) bool { return p.Stops })
		saved := written(t, m)
		back, err := mapping.Parse(strings.NewReader(saved))
		if stops {
			if err == nil {
				rt.Fatalf("read although %+v", mapping.Check(m))
			}
			return
		}
		if err != nil || !reflect.DeepEqual(back, m) {
			rt.Fatalf("%v\n got %+v\nwant %+v", err, back, m)
		}
		if again := written(t, back); again != saved {
			rt.Fatalf("%s\n%s", saved, again)
		}
	})
}

var usable = `{"version":1,"name":"卸の受注","kind":"orders","header_row":1,"header":["番号","品名","数"],"values":{},
"columns":[{"column":"番号","at":0,"means":"order_no"},{"column":"品名","at":1,"means":"item_name"},{"column":"数","at":2,"means":"qty"}]}`

// Each of these is one slip in a file that was fine, and one sentence that names it.
func TestASlipInASavedMappingIsNamed(t *testing.T) {
	if _, err := mapping.Parse(strings.NewReader(usable)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, says string }{
		{`"version":1`, `"version":2`, "版（version）が 2"},
		{`"kind":"orders"`, `"kind":"letters"`, "「letters」は知らない種類"},
		{`"means":"qty"`, `"means":"quantity"`, "意味「quantity」は、受注のファイルにはありません"},
		{`"means":"qty"`, `"means":"item_name"`, "「商品名」が2つの列（品名・数）"},
		{`"means":"order_no"`, `"means":"memo"`, "「注文番号」の列がありません"},
		{`,{"column":"数","at":2,"means":"qty"}`, ``, "「数量」の列がありません"},
		{`"at":2`, `"at":1`, "意味が2つ"},
		{`"at":2`, `"at":-1`, "位置（at）が -1"},
		{`"at":2`, `"at":"2"`, "値の種類"},
		{`"values":{}`, `"values":{"status":{"完了":"done"}}`, "「done」"},
		{`"values":{}`, `"values":{"paid":{"済":"yes"}}`, "「yes」"},
		{`"values":{}`, `"note":1,"values":{}`, `"note"`},
		{`"name":"卸の受注"`, `"name":" "`, "名前（name）"},
		{`"header_row":1`, `"header_row":-1`, "header_row"},
		{`"header_row":1`, `"delimiter":"|","header_row":1`, "区切り文字"},
		{`}]}`, `}]`, "終わって"},
		{`}]}`, `}]}x`, "余分な文字"},
		{usable, "", "終わって"},
		{usable, "\x83\x65", "UTF-8"},
		{usable, "[1]", "値の種類"},
	} {
		_, err := mapping.Parse(strings.NewReader(strings.Replace(usable, c.from, c.to, 1)))
		var told *mapping.Error
		if !errors.As(err, &told) || !strings.Contains(told.Japanese(), c.says) || !strings.HasSuffix(told.Japanese(), "。") {
			t.Errorf("%s: %v, want %q", c.to, err, c.says)
		}
	}
	broken := errors.New("the disk")
	if _, err := mapping.Parse(io.MultiReader(strings.NewReader(usable[:20]), failing{broken})); !errors.Is(err, broken) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// The comment column is missing: the mapping can be used, but she is told.
func TestWhatIsWorthKnowing(t *testing.T) {
	m, err := mapping.Parse(strings.NewReader(usable))
	if err != nil {
		t.Fatal(err)
	}
	var said []mapping.Meaning
	for _, p := range mapping.Check(m) {
		if p.Stops {
			t.Errorf("%+v", p)
		}
		said = append(said, p.Means)
	}
	if !slices.Contains(said, mapping.Comment) || !slices.Contains(said, mapping.Meaning("dest_name")) {
		t.Error(said)
	}
}

// Next month's file: the columns stand otherwise, one was added, the title has two lines. It is found; the file of another
// shop is not.
func TestASavedFormatIsRecognisedNextTime(t *testing.T) {
	var saved []mapping.Mapping
	for _, layout := range []string{"minne", "creema", "makeshop", "qoo10", "qoo10_short", "base", "base_itemcode"} {
		saved = append(saved, mapping.Guess(mapping.Orders, rowsOf(t, layout, 5)).Mapping(layout, "other"))
	}
	saved = append(saved, mapping.Guess(mapping.Statement, statements["ゆうちょ"].records).Mapping("ゆうちょ", ""))
	for _, m := range saved[:7] {
		records := rowsOf(t, m.Name, 5)
		for _, r := range records {
			slices.Reverse(r)
		}
		for i := range records {
			records[i] = append(records[i], []string{"新しい列", "x"}[min(i, 1)])
		}
		got, ok := mapping.Recognise(saved, append([][]string{{"題"}, {"2026"}}, records...))
		if !ok || got.Name != m.Name {
			t.Errorf("%s: %v %v", m.Name, ok, got)
			continue
		}
		if row := got.HeaderRowIn(append([][]string{{"題"}, {"2026"}}, records...)); row != 3 {
			t.Errorf("%s: header in row %d", m.Name, row)
		}
		at, absent := got.Places(records[0])
		if len(absent) > 0 || len(at[mapping.OrderNo]) != 1 || mapping.Key(records[0][at[mapping.OrderNo][0]]) == "" {
			t.Errorf("%s: %v, absent %v", m.Name, at, absent)
		}
	}
	for _, layout := range []string{"rakuten", "shopify", "stores"} {
		if got, ok := mapping.Recognise(saved, rowsOf(t, layout, 5)); ok {
			t.Errorf("%s was taken for %s", layout, got.Name)
		}
	}
	if got, ok := mapping.Recognise(saved, statements["ゆうちょ"].records); !ok || got.Name != "ゆうちょ" {
		t.Error(ok, got)
	}
	// A mapped column has gone: it is not that format any more.
	records := rowsOf(t, "minne", 5)
	records[0][slices.Index(records[0], "数量")] = "すう"
	if got, ok := mapping.Recognise(saved, records); ok {
		t.Errorf("taken for %s", got.Name)
	}
}

// A name that stands twice is found by how many stood before it; what shares a meaning comes in the file's order.
func TestColumnsOfTheSameName(t *testing.T) {
	m := mapping.Mapping{Version: 1, Name: "重複", Kind: mapping.Orders, HeaderRow: 1, Header: []string{"注文番号", "住所", "備考", "住所"}, Columns: []mapping.Mapped{
		{Column: "住所", At: 3, Means: "dest_address"}, {Column: "住所", At: 1, Means: "orderer_address"}, {Column: "注文番号", At: 0, Means: "order_no"}}}
	at, absent := m.Places([]string{"住所", "新しい列", "住所", "注文番号"})
	if len(absent) > 0 || !slices.Equal(at["orderer_address"], []int{0}) || !slices.Equal(at["dest_address"], []int{2}) {
		t.Errorf("%v %v", at, absent)
	}
	if _, absent := m.Places([]string{"住所", "注文番号"}); !slices.Equal(absent, []string{"住所"}) {
		t.Error(absent)
	}
	if _, ok := mapping.Recognise([]mapping.Mapping{m}, [][]string{{"住所", "注文番号"}}); ok {
		t.Error("one of two is not both")
	}
	m.Columns[1].Means = "dest_address"
	if at, _ := m.Places([]string{"住所", "住所", "注文番号"}); !slices.Equal(at["dest_address"], []int{0, 1}) {
		t.Error(at)
	}
}

// A file without a header is known by what its cells look like.
func TestAFormatWithoutAHeaderIsRecognised(t *testing.T) {
	rows := func(mail string) [][]string {
		var out [][]string
		for _, l := range day(6) {
			out = append(out, []string{cell("", "注文番号", mapping.OrderNo, l), l.goods.name, cell("", "x", mapping.Qty, l), l.dest.pref, mail})
		}
		return out
	}
	m := mapping.Mapping{Version: 1, Name: "見出しなし", Kind: mapping.Orders, Header: []string{"列1", "列2", "列3", "列4", "列5"}, Columns: []mapping.Mapped{
		{Column: "列1", At: 0, Means: mapping.OrderNo}, {Column: "列2", At: 1, Means: mapping.ItemName}, {Column: "列3", At: 2, Means: mapping.Qty},
		{Column: "列5", At: 4, Means: mapping.OrdererEmail}}}
	if got, ok := mapping.Recognise([]mapping.Mapping{m}, rows("a@example.com")); !ok || got.Name != m.Name {
		t.Error("not recognised")
	}
	if _, ok := mapping.Recognise([]mapping.Mapping{m}, rows("03-0000-0001")); ok {
		t.Error("a telephone is no e-mail address")
	}
}

// A translated heading is one that the reader of products understands, whatever it was called.
func TestTranslatedHeadingsAreUnderstood(t *testing.T) {
	for _, kind := range []mapping.Kind{mapping.Products, mapping.Stock} {
		var names []string
		for _, a := range mapping.Meanings(kind) {
			names = append(names, string(a.Meaning))
		}
		p, _, err := stock.ReadProducts(names, func() ([]string, int, error) { return nil, 0, io.EOF })
		if err != nil || len(p.Unused) > 0 {
			t.Errorf("%s: %v, not understood %v", kind, err, p.Unused)
		}
	}
	l := lists["商品"]
	m := mapping.Guess(l.kind, l.records).Mapping("商品", "")
	n := 1
	p, problems, err := stock.ReadProducts(m.Titles(l.records[0]), func() ([]string, int, error) {
		if n++; n > len(l.records) {
			return nil, 0, io.EOF
		}
		return l.records[n-1], n, nil
	})
	if err != nil || len(problems) > 0 || len(p.Rows) != 2 || len(p.Unused) > 0 {
		t.Fatalf("%v %v %+v", err, problems, p)
	}
	s := p.Rows[0].SKU
	if s.Code != "towel-f-ai" || s.Variant != "藍 F" || s.Supplier != "サンプル織物" || s.Cost == nil || *s.Cost != 620 || s.Lot != 12 || s.Jan != "4900000000016" {
		t.Errorf("%+v", s)
	}
	if len(p.Codes) != 2 || p.Codes[0].Shop != "楽天" || p.Codes[0].Code != "towel-imabari" {
		t.Errorf("%+v", p.Codes)
	}
	names := []string{}
	for _, a := range mapping.Meanings(mapping.Suppliers) {
		names = append(names, string(a.Meaning))
	}
	next := [][]string{{"サンプル織物", "order@example.com", "山田", "30000", "7", "月末締め"}}
	suppliers, problems, err := stock.ReadSuppliers(names, func() ([]string, int, error) {
		if len(next) == 0 {
			return nil, 0, io.EOF
		}
		r := next[0]
		next = nil
		return r, 2, nil
	})
	if err != nil || len(problems) > 0 || len(suppliers) != 1 || suppliers[0].Contact != "山田" || suppliers[0].LeadDays == nil {
		t.Errorf("%v %v %+v", err, problems, suppliers)
	}
}

// What is saved tells nothing of the people in the file.
func TestASavedMappingHoldsNoPersonalData(t *testing.T) {
	for _, layout := range layouts(t) {
		saved := written(t, mapping.Guess(mapping.Orders, rowsOf(t, layout, 10)).Mapping(layout, "other"))
		for _, p := range people {
			for _, secret := range []string{p.given, p.mail, p.phone, p.zip, p.street} {
				if strings.Contains(saved, secret) {
					t.Errorf("%s: %s is in\n%s", layout, secret, saved)
				}
			}
		}
	}
}

func BenchmarkRecognise(b *testing.B) {
	var saved []mapping.Mapping
	for _, layout := range layouts(b) {
		if layout != "rakuten" {
			saved = append(saved, mapping.Guess(mapping.Orders, rowsOf(b, layout, 5)).Mapping(layout, "other"))
		}
	}
	records := rowsOf(b, "minne", 110)
	b.ReportAllocs()
	for b.Loop() {
		if m, ok := mapping.Recognise(saved, records); !ok || m.Name != "minne" {
			b.Fatal(ok)
		}
	}
}
