package slip

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"miseban/app/jst"
	"miseban/app/yen"
)

var (
	// keepPDF keeps the papers, to be looked at: go test ./app/slip -run TestPaper -pdf DIR
	keepPDF = flag.String("pdf", "", "folder to keep the printed examples in")
	// update rewrites the golden layouts after they were looked at.
	update = flag.Bool("update", false, "rewrite testdata")
)

// pdfText writes the documents as PDF and reads the text back with pdftotext, as a viewer's search would.
func pdfText(t testing.TB, name string, docs ...Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := WritePDF(&b, docs, Options{}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if *keepPDF != "" {
		dir = *keepPDF
	}
	path := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd := exec.Command("pdftotext", "-layout", path, "-")
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil || said.Len() > 0 {
		t.Fatalf("pdftotext: %v %s", err, said.String())
	}
	return string(out)
}

var papers = map[string]func() Slip{
	"towels": towels, "gift": gift, "wholesale": wholesale, "long": longNames, "invoice": reissuedInvoice,
}

// dump writes the layout so that a difference can be read: place in mm, size, weight, text.
func dump(d Document) string {
	var b strings.Builder
	for i, p := range d.Pages {
		fmt.Fprintf(&b, "page %d of %d\n", i+1, len(d.Pages))
		for _, r := range p.Texts {
			weight := "regular"
			if r.Bold {
				weight = "bold"
			}
			fmt.Fprintf(&b, "%6.1f %6.1f %4.1f %-7s %s\n", r.X, r.Y, r.Size, weight, r.Text)
		}
		for _, s := range p.Strokes {
			fmt.Fprintf(&b, "%6.1f %6.1f line to %.1f %.1f\n", s.X1, s.Y1, s.X2, s.Y2)
		}
		for _, x := range p.Boxes {
			fmt.Fprintf(&b, "%6.1f %6.1f box %.1f × %.1f\n", x.X, x.Y, x.W, x.H)
		}
		for _, x := range p.Pictures {
			fmt.Fprintf(&b, "%6.1f %6.1f picture %.1f × %.1f\n", x.X, x.Y, x.W, x.H)
		}
	}
	return b.String()
}

func TestPapersLookAsTheyWereApproved(t *testing.T) {
	for name, paper := range papers {
		got := dump(Layout(paper()))
		path := filepath.Join("testdata", name+".layout")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got == string(want) {
			continue
		}
		g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
		for i := range min(len(g), len(w)) {
			if g[i] != w[i] {
				t.Errorf("%s, line %d:\n got %s\nwant %s", name, i+1, g[i], w[i])
				break
			}
		}
		if len(g) != len(w) {
			t.Errorf("%s: %d lines, want %d", name, len(g), len(w))
		}
	}
}

// The customer finds everything that she ordered on the paper itself, read from the PDF.
func TestPaperSaysWhatWasOrdered(t *testing.T) {
	for name, want := range map[string][]string{
		"towels": {"001/149", "納品書", "〒980-0000", "佐藤 花子 様", "今治タオル バスタオル 藍", "2,980", "5,960", "商品合計", "7,610円",
			"送料", "660円", "-500円", "7,650円", "2026/11/28(土)", "楽天市場", "クレジットカード", "T1234567890123", "誠にありがとうございます"},
		"gift":      {"002/149", "德永 誠 様", "ご依頼主", "山﨑 美咲 様", "ラッピング：希望する", "のし：内祝", "末永くお幸せに。"},
		"wholesale": {"株式会社 青葉商会 御中", "1/5", "5/5", "CL-060", "83,800円"},
		"long":      {"𠮷髙﨑", "「𠮷田 髙志・美咲」", "153,600円"},
		"invoice": {"再発行", "お届け先 1/2", "静岡 深蒸し煎茶 100g ※", "10%対象", "12,210円（うち消費税 1,110円）", "8%対象", "3,240円（うち消費税 240円）",
			"※は軽減税率対象商品です。", "ご請求金額（税込）", "15,450円", "N-20261130-017"},
	} {
		got := strings.ReplaceAll(pdfText(t, name, Layout(papers[name]())), "1 / 5", "1/5")
		got = strings.ReplaceAll(got, "5 / 5", "5/5")
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is not on the paper:\n%s", name, w, got)
			}
		}
		if strings.Contains(got, "未確定") || strings.ContainsRune(got, geta) {
			t.Errorf("%s: a gap is printed", name)
		}
	}
}

// Every page of a long order says whose it is, and every line is printed once.
func TestThousandLinesKeepTheirHeadOnEveryPage(t *testing.T) {
	s := towels()
	s.Reissue = true
	s.Lines = nil
	for i := range 1000 {
		s.Lines = append(s.Lines, Line{Name: fmt.Sprintf("部品 %04d", i), Qty: 1, UnitPrice: yen.Of(10), Amount: yen.Of(10)})
	}
	doc := Layout(s)
	if len(doc.Pages) < 20 {
		t.Fatalf("%d pages", len(doc.Pages))
	}
	all := doc.Text()
	for i := range 1000 {
		if strings.Count(all, fmt.Sprintf("部品 %04d\n", i)) != 1 {
			t.Fatalf("line %d is not printed exactly once", i)
		}
	}
	for i, p := range doc.Pages {
		text := Document{Pages: []Page{p}}.Text()
		for _, w := range []string{"001/149", "再発行", "品名", "金額（税込・円）", fmt.Sprintf("%d / %d", i+1, len(doc.Pages))} {
			if !strings.Contains(text, w) {
				t.Errorf("page %d lacks %q", i+1, w)
			}
		}
	}
}

// The last page of an order is never just a total: whatever the number of lines, goods stand above it.
func TestTotalNeverStandsOnAPageAlone(t *testing.T) {
	for n := 1; n <= 60; n++ {
		s := towels()
		if n%2 == 0 {
			s.Shop.Message = ""
		}
		s.Lines = nil
		for range n {
			s.Lines = append(s.Lines, Line{Name: "部品", Code: "B-1", Qty: 1, UnitPrice: yen.Of(10), Amount: yen.Of(10)})
		}
		doc := Layout(s)
		last := Document{Pages: doc.Pages[len(doc.Pages)-1:]}.Text()
		if !strings.Contains(last, "合計（税込）") || !strings.Contains(last, "部品") {
			t.Errorf("%d lines: the last page is\n%s", n, last)
		}
	}
}

// Whatever stands in the file, nothing is printed over the paper's edge or below its foot, and no text over another.
func TestNothingLeavesThePaper(t *testing.T) {
	letters := []rune("今治タオル藍ーッ、。「」（）ABC xyz 019,.-/　𠮷髙ｶﾞ🎁\n\t\x00\u200b")
	text := func(most int) *rapid.Generator[string] {
		return rapid.Custom(func(t *rapid.T) string {
			return string(rapid.SliceOfN(rapid.SampledFrom(letters), 0, most).Draw(t, "text"))
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		draw := func(most int) string { return text(most).Draw(t, "s") }
		s := Slip{
			Running: draw(30), BatchNote: draw(60), Title: draw(60), Reissue: rapid.Bool().Draw(t, "reissue"),
			Shop: Sender{Name: draw(80), Zip: draw(30), Address: draw(200), Phone: draw(60), Email: draw(100), InvoiceNumber: draw(40), Message: draw(400)},
			To:   Party{Name: draw(120), Zip: draw(60), Address: draw(500), Company: rapid.Bool().Draw(t, "company")},
			From: &Party{Name: draw(120), Address: draw(300)}, OrderNo: draw(120), MallName: draw(80), SlipNo: draw(80), PrintedOn: jst.Date(draw(12)),
			PaymentText: draw(300), DeliveryText: draw(100), TrackingNo: draw(100), DeliveryWish: draw(300), TotalLabel: draw(60),
			HidePrices: rapid.Bool().Draw(t, "hide"), Part: 1, Parts: rapid.IntRange(0, 3).Draw(t, "parts"),
		}
		for range rapid.IntRange(0, 30).Draw(t, "lines") {
			s.Lines = append(s.Lines, Line{Name: draw(300), Options: []string{draw(100)}, Code: draw(60), Qty: rapid.IntRange(-5, 99999).Draw(t, "qty"),
				UnitPrice: yen.Of(yen.Yen(rapid.IntRange(-9999999, 99999999).Draw(t, "unit"))), Reduced: rapid.Bool().Draw(t, "reduced")})
		}
		for range rapid.IntRange(0, 50).Draw(t, "fees") {
			s.Fees = append(s.Fees, Fee{Label: draw(80), Amount: yen.Of(yen.Yen(rapid.IntRange(-99999999, 99999999).Draw(t, "fee")))})
		}
		for range rapid.IntRange(0, 3).Draw(t, "enclosed") {
			s.Enclosed = append(s.Enclosed, draw(300))
		}
		s.OnlyFees = rapid.Bool().Draw(t, "only fees")
		for range rapid.IntRange(0, 3).Draw(t, "notes") {
			s.Notes = append(s.Notes, draw(3000))
		}
		for i, p := range Layout(s).Pages {
			for _, r := range p.Texts {
				if r.X < 17.9 || r.X+r.Width > right+0.1 || r.Y > footer+0.1 || r.Y < 10 || strings.ContainsAny(r.Text, "\n\t\x00\u200b🎁") {
					t.Fatalf("page %d: %+v", i+1, r)
				}
			}
			for _, b := range p.Boxes {
				if b.X < 17 || b.X+b.W > right+1 || b.Y+b.H > footer-1 || b.H <= 0 {
					t.Fatalf("page %d: box %+v", i+1, b)
				}
			}
			overlap(t, i+1, p.Texts)
		}
	})
}

// overlap fails when the cores of two texts (from the baseline up to half the letters' height) meet.
func overlap(t *rapid.T, page int, texts []Run) {
	for i, a := range texts {
		for _, b := range texts[i+1:] {
			ah, bh := a.Size*pt/2, b.Size*pt/2
			if a.X+0.1 < b.X+b.Width && b.X+0.1 < a.X+a.Width && a.Y-ah < b.Y && b.Y-bh < a.Y {
				t.Fatalf("page %d: %q at %.1f,%.1f is printed over %q at %.1f,%.1f", page, a.Text, a.X, a.Y, b.Text, b.X, b.Y)
			}
		}
	}
}

// A reprint gives the same file, byte by byte, also when several windows print at once.
func TestReprintIsTheSameFile(t *testing.T) {
	docs := []Document{Layout(towels()), Layout(reissuedInvoice())}
	files := make([]bytes.Buffer, 4)
	errs := make([]error, len(files))
	var wg sync.WaitGroup
	for i := range files {
		wg.Go(func() { errs[i] = WritePDF(&files[i], docs, Options{}) })
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for i := range files {
		if !bytes.Equal(files[i].Bytes(), files[0].Bytes()) {
			t.Error("two prints of the same slips differ")
		}
	}
	if bytes.Contains(files[0].Bytes(), []byte("CreationDate")) {
		t.Error("a time is in the file although none was given")
	}
	var dated bytes.Buffer
	opt := Options{Title: "納品書 11/30", Created: time.Date(2026, 11, 30, 8, 30, 0, 0, jst.Zone)}
	if err := WritePDF(&dated, docs, opt); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(dated.Bytes(), []byte("CreationDate(D:20261130083000")) {
		t.Error("the given time is not in the file")
	}
}

// full is a disk with room for the first bytes only.
type full struct{ room int }

var errFull = errors.New("no space left on device")

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.room {
		return f.room, errFull
	}
	f.room -= len(b)
	return len(b), nil
}

func TestFullDiskAndEmptyBatchAreErrors(t *testing.T) {
	if err := WritePDF(&full{room: 1000}, []Document{Layout(towels())}, Options{}); !errors.Is(err, errFull) {
		t.Errorf("full disk: got %v", err)
	}
	if err := WritePDF(&full{}, nil, Options{}); !errors.Is(err, ErrNothingToPrint) {
		t.Errorf("no slips: got %v", err)
	}
}

// One logo is in the file once, however many slips show it; a broken one stops nothing.
func TestLogo(t *testing.T) {
	if err := CheckLogo(logoPNG()); err != nil {
		t.Fatal(err)
	}
	size := func(n int, picture func() []byte) int {
		var docs []Document
		for range n {
			s := towels()
			s.Shop.LogoPNG = picture()
			docs = append(docs, Layout(s))
		}
		var b bytes.Buffer
		if err := WritePDF(&b, docs, Options{}); err != nil {
			t.Fatal(err)
		}
		return bytes.Count(b.Bytes(), []byte("/Subtype /Image"))
	}
	if n := size(20, logoPNG); n != 1 {
		t.Errorf("20 slips of one shop hold the logo %d times", n)
	}
	for name, broken := range map[string][]byte{"cut off": logoPNG()[:200], "no PNG": []byte("GIF89a"), "none": nil} {
		if err := CheckLogo(broken); !errors.Is(err, ErrLogo) {
			t.Errorf("%s: CheckLogo says %v", name, err)
		}
		if n := size(1, func() []byte { return broken }); n != 0 {
			t.Errorf("%s: %d pictures", name, n)
		}
	}
}
