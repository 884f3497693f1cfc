package purchase_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"miseban/app/purchase"
	"miseban/app/stock"
	"miseban/app/yen"
)

var hanamichi = purchase.Company{
	Name: "くらしの道具 はなみち", Zip: "1500001", Address: "東京都渋谷区神宮前1-2-3 サンプルビル4階", Phone: "03-0000-1234", Email: "shop@example.jp", Contact: "佐藤 花子",
}

func yamadaForm(t testing.TB) purchase.Form {
	f, err := purchase.FormOf(purchase.Propose(monday())[0], purchase.Number("2026-11-24", 1), "2026-11-24", hanamichi)
	if err != nil {
		t.Fatal(err)
	}
	f.Wanted, f.Note = "2026-12-01", "午前中の到着をお願いします。\n欠品はご連絡ください。"
	return f
}

func open(t testing.TB, f purchase.Form) *excelize.File {
	var b bytes.Buffer
	if err := purchase.WriteOrderForm(&b, f); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	return book
}

// sheetText is all that the supplier reads, row by row.
func sheetText(t testing.TB, book *excelize.File) [][]string {
	got, err := book.GetRows("発注書")
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func find(rows [][]string, text string) (row, col int) {
	for r, cells := range rows {
		for c, cell := range cells {
			if strings.Contains(cell, text) {
				return r + 1, c + 1
			}
		}
	}
	return 0, 0
}

// 山田陶器 opens the file: who orders, what, how many, for how much, until when.
func TestTheSupplierReadsTheForm(t *testing.T) {
	rows := sheetText(t, open(t, yamadaForm(t)))
	for _, text := range []string{"発注書", "P-20261124-01", "2026/11/24(火)", "山田陶器 御中", "くらしの道具 はなみち", "〒150-0001", "東京都渋谷区神宮前1-2-3 サンプルビル4階",
		"電話 03-0000-1234", "メール shop@example.jp", "担当 佐藤 花子", "30,000円（税抜）　※単価未定の1行を除く", "2026/12/01(火)", "弊社（上記住所）", "午前中の到着をお願いします。"} {
		if r, _ := find(rows, text); r == 0 {
			t.Errorf("%q is not on the form", text)
		}
	}
	head, _ := find(rows, "品番")
	want := [][]string{
		{"No", "品番", "自社SKU", "商品名", "色・サイズ", "数量", "単価(税抜)", "金額(税抜)"},
		{"1", "YT-1", "imabari-f-ai", "今治タオル フェイス", "藍", "40", "480", "19,200"},
		{"2", "", "tea-sencha-100", "深蒸し煎茶 100g", "", "108", "100", "10,800"},
		{"3", "", "yunomi-kon", "湯呑 紺", "", "3"},
		{"合計（税抜・単価未定の行を除く）", "", "", "", "", "151", "", "30,000"},
	}
	for i, w := range want {
		if got := rows[head-1+i]; strings.Join(got, "|") != strings.Join(w, "|") {
			t.Errorf("row %d: %q, want %q", head+i, got, w)
		}
	}
}

// It goes straight to the printer: upright A4, one page wide, the heading on each page, nothing cut off.
func TestTheFormIsReadyToPrint(t *testing.T) {
	f := yamadaForm(t)
	book := open(t, f)
	rows := sheetText(t, book)
	layout, err := book.GetPageLayout("発注書")
	if err != nil || *layout.Size != 9 || *layout.Orientation != "portrait" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
		t.Errorf("%+v %v", layout, err)
	}
	if props, err := book.GetSheetProps("発注書"); err != nil || props.FitToPage == nil || !*props.FitToPage {
		t.Error("without FitToPage Excel ignores the page width", err)
	}
	head, _ := find(rows, "品番")
	note, _ := find(rows, "午前中")
	names := map[string]string{}
	for _, n := range book.GetDefinedName() {
		names[n.Name] = n.RefersTo
	}
	if got, want := names["_xlnm.Print_Titles"], "'発注書'!$"+itoa(head)+":$"+itoa(head); got != want {
		t.Error("print titles", got, want)
	}
	if got, want := names["_xlnm.Print_Area"], "'発注書'!$A$1:$H$"+itoa(note); got != want {
		t.Error("print area", got, want)
	}
	if p, err := book.GetDocProps(); err != nil || p.Creator != hanamichi.Name || p.Title != "発注書 P-20261124-01" || !strings.HasPrefix(p.Created, "2026-11-2") {
		t.Errorf("%+v %v", p, err)
	}
	style, err := book.GetCellStyle("発注書", "D"+itoa(head+1))
	if err != nil {
		t.Fatal(err)
	}
	if s, err := book.GetStyle(style); err != nil || s.Font.Family != "游ゴシック" || len(s.Border) != 4 || !s.Alignment.WrapText {
		t.Errorf("%+v %v", s, err)
	}
}

func itoa(n int) string { return yen.Yen(n).String() } // rows of a form stay below 1,000 here

// A product that is called like a formula, wherever it comes from, stays a text; money and counts are numbers to reckon with.
func TestNoFormulaOnAForm(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		evil := rapid.SampledFrom([]string{`=HYPERLINK("http://example.com","x")`, "=1+1", "+81", "-1", "@SUM(A1)", "0123", "1E5", "TRUE", "2026/11/24", "\t=1", "<b>&"})
		s := func(name string) string { return evil.Draw(rt, name) }
		f := purchase.Form{
			Number: s("number"), Date: "2026-11-24", Supplier: stock.Supplier{Name: s("supplier"), Contact: s("contact")},
			From: purchase.Company{Name: s("company"), Address: s("address"), Phone: s("phone")}, Note: s("note"), DeliverTo: s("deliver"),
			Lines: []purchase.FormLine{{SupplierCode: s("code"), SKU: s("sku"), Name: s("name"), Variant: s("variant"), Quantity: 1200, Cost: yen.Of(50)}},
		}
		book := open(t, f)
		rows := sheetText(t, book)
		head, _ := find(rows, "自社SKU")
		for r := range rows {
			for c := 1; c <= 8; c++ {
				cell, _ := excelize.CoordinatesToCellName(c, r+1)
				if formula, err := book.GetCellFormula("発注書", cell); err != nil || formula != "" {
					rt.Fatalf("%s is a formula: %s %v", cell, formula, err)
				}
			}
		}
		for col, want := range map[string]string{"B": f.Lines[0].SupplierCode, "C": f.Lines[0].SKU, "D": f.Lines[0].Name, "E": f.Lines[0].Variant} {
			cell := col + itoa(head+1)
			if got, _ := book.GetCellValue("発注書", cell); got != want {
				rt.Fatalf("%s: %q became %q", cell, want, got)
			}
			if kind, _ := book.GetCellType("発注書", cell); kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString {
				rt.Fatalf("%s is of type %v", cell, kind)
			}
		}
		if got, _ := book.GetCellValue("発注書", "H"+itoa(head+1), excelize.Options{RawCellValue: true}); got != "60000" {
			rt.Fatalf("amount %q", got)
		}
	})
}

// Without any price there is no total: an unknown sum is not 0 yen.
func TestAFormWithoutPricesHasNoTotal(t *testing.T) {
	f := yamadaForm(t)
	for i := range f.Lines {
		f.Lines[i].Cost = nil
	}
	rows := sheetText(t, open(t, f))
	last, _ := find(rows, "単価未定の行を除く")
	if got := rows[last-1]; len(got) != 6 || got[5] != "151" {
		t.Errorf("%q", got)
	}
	if r, _ := find(rows, "0円"); r != 0 {
		t.Error("a form without prices speaks of 0円")
	}
}

func TestWhomTheFormIsFor(t *testing.T) {
	for _, c := range []struct{ name, contact, want, also string }{
		{"山田陶器", "", "山田陶器 御中", ""},
		{"山田陶器 御中", "", "山田陶器 御中", ""},
		{"山田陶器", "高橋 誠", "山田陶器", "高橋 誠 様"},
		{"山田陶器", "高橋 誠様", "山田陶器", "高橋 誠様"},
		{"山田陶器", "営業部", "山田陶器", "営業部 御中"},
	} {
		f := yamadaForm(t)
		f.Supplier.Name, f.Supplier.Contact = c.name, c.contact
		book := open(t, f)
		company, _ := book.GetCellValue("発注書", "A3")
		contact, _ := book.GetCellValue("発注書", "A4")
		if company != c.want || contact != c.also {
			t.Errorf("%s/%s: %q %q", c.name, c.contact, company, contact)
		}
	}
}

// A long name, address or product is never cut off: the row grows with it.
func TestLongTextsAreNotCutOff(t *testing.T) {
	height := func(f purchase.Form, text string) float64 {
		book := open(t, f)
		row, col := find(sheetText(t, book), text)
		cell, _ := excelize.CoordinatesToCellName(col, row)
		id, err := book.GetCellStyle("発注書", cell)
		if err != nil {
			t.Fatal(err)
		}
		if s, err := book.GetStyle(id); err != nil || !s.Alignment.WrapText {
			t.Errorf("%s does not wrap: %v", text, err)
		}
		h, err := book.GetRowHeight("発注書", row)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	long := strings.Repeat("長い名前の", 16)
	for _, change := range []func(*purchase.Form, string){
		func(f *purchase.Form, s string) { f.Supplier.Name = s },
		func(f *purchase.Form, s string) { f.Supplier.Contact = s },
		func(f *purchase.Form, s string) { f.From.Address = s },
		func(f *purchase.Form, s string) { f.DeliverTo = s },
		func(f *purchase.Form, s string) { f.Lines[0].Name = s },
		func(f *purchase.Form, s string) { f.Note = s + s + s },
	} {
		short, tall := yamadaForm(t), yamadaForm(t)
		change(&short, "短い名")
		change(&tall, long)
		if a, b := height(short, "短い名"), height(tall, long); b < a+10 {
			t.Errorf("%.1f points for a short text, %.1f for a long one", a, b)
		}
	}
}

// What can't be sent is not written: no supplier, nothing to buy, a line of 0.
func TestFormsThatAreNotWritten(t *testing.T) {
	proposals := purchase.Propose(monday())
	if _, err := purchase.FormOf(proposals[2], "P-1", "2026-11-24", hanamichi); !errors.Is(err, purchase.ErrNoSupplier) {
		t.Error(err)
	}
	p := proposals[1]
	for i := range p.Lines {
		p.Lines[i].Quantity = 0
	}
	if _, err := purchase.FormOf(p, "P-1", "2026-11-24", hanamichi); !errors.Is(err, purchase.ErrNoLines) {
		t.Error(err)
	}
	f := yamadaForm(t)
	f.Lines[0].Quantity = 0
	var b bytes.Buffer
	if err := purchase.WriteOrderForm(&b, f); err == nil || b.Len() != 0 || !strings.Contains(err.Error(), "imabari-f-ai の発注数が 0") {
		t.Error(err, b.Len())
	}
	if err := purchase.WriteOrderForm(failing{}, yamadaForm(t)); !errors.Is(err, io.ErrShortWrite) {
		t.Error("a full disk must be told:", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestFileNamesThatWindowsTakes(t *testing.T) {
	for supplier, want := range map[string]string{
		"山田陶器":                   "発注書_P-20261124-01_山田陶器.xlsx",
		`A/B:C*"商店" <本店>?.`:      "発注書_P-20261124-01_A_B_C__商店_ _本店__.xlsx",
		strings.Repeat("長", 200): "発注書_P-20261124-01_" + strings.Repeat("長", 40) + ".xlsx",
	} {
		f := purchase.Form{Number: purchase.Number("2026-11-24", 1), Supplier: stock.Supplier{Name: supplier}}
		if got := f.FileName(); got != want {
			t.Errorf("%q: %q", supplier, got)
		}
	}
}

func BenchmarkOrderForm200Lines(b *testing.B) {
	f := yamadaForm(b)
	for len(f.Lines) < 200 {
		f.Lines = append(f.Lines, f.Lines[0])
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := purchase.WriteOrderForm(io.Discard, f); err != nil {
			b.Fatal(err)
		}
	}
}
