package slip

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/yen"
)

// With 「追加料金だけ印字」 the added fees and their sum have amounts, and nothing else has one anywhere.
func TestOnlyFeesSlipHasNoOtherAmountAnywhere(t *testing.T) {
	total := 0
	check := func(t *rapid.T) {
		total++
		s, amounts := giftSlips(t)
		s.HidePrices, s.OnlyFees = false, true
		var allowed []string
		sum := yen.Yen(0)
		for i := range s.Fees {
			y := yen.Yen(rapid.IntRange(-200, 9999).Draw(t, "fee"))
			s.Fees[i].Amount = &y
			sum += y
			allowed = append(allowed, yen.Text(&y))
		}
		if len(s.Fees) > 0 {
			allowed = append(allowed, yen.Text(&sum))
		}
		text, shown := withoutAmounts(Layout(s))
		if strings.Join(shown, " ") != strings.Join(allowed, " ") {
			t.Fatalf("amounts %q, want %q", shown, allowed)
		}
		if found := tellsAmount(text, amounts) + tellsAmount(strings.ReplaceAll(text, "\n", ""), amounts); found != "" {
			t.Fatalf("the slip says %q:\n%s", found, text)
		}
		if strings.Contains(text, "追加料金（税込）") != (len(s.Fees) > 0) {
			t.Fatalf("%d fees:\n%s", len(s.Fees), text)
		}
		other := s
		other.Total, other.TaxSums, other.PaymentText = nil, nil, "別の支払い"
		other.Lines = append([]Line{}, s.Lines...)
		for i := range other.Lines {
			other.Lines[i].UnitPrice, other.Lines[i].Amount = nil, yen.Of(yen.Yen(i))
		}
		if Layout(s).Text() != Layout(other).Text() {
			t.Fatal("the page depends on other amounts than the fees")
		}
	}
	for total < 1000 {
		rapid.Check(t, check)
		if t.Failed() {
			return
		}
	}
}

// withoutAmounts parts the texts that are an amount and nothing else, as in the column of the totals, from all others.
func withoutAmounts(d Document) (text string, amounts []string) {
	column := regexp.MustCompile(`^-?[0-9,]+円$`)
	for i := range d.Pages {
		rest := d.Pages[i].Texts[:0:0]
		for _, r := range d.Pages[i].Texts {
			if column.MatchString(r.Text) {
				amounts = append(amounts, r.Text)
			} else {
				rest = append(rest, r)
			}
		}
		d.Pages[i].Texts = rest
	}
	return d.Text(), amounts
}

// What lies in the parcel is a word to the packer beneath the goods; its worth stands nowhere, also on a slip with prices.
func TestWhatIsEnclosedIsNamedWithoutItsWorth(t *testing.T) {
	s := towels()
	s.Enclosed = []string{"サンクスカード", "500円クーポン", "", "1,000円"}
	text := pdfText(t, "enclosed", Layout(s))
	if !strings.Contains(text, "同梱：サンクスカード、クーポン、品物") || strings.Contains(text, "500円クーポン") || strings.Contains(text, "1,000円") {
		t.Error(text)
	}
	if !strings.Contains(text, "7,650円") {
		t.Error("the prices have gone")
	}
	s.Enclosed = nil
	if strings.Contains(Layout(s).Text(), "同梱") {
		t.Error("nothing is enclosed")
	}
	// However many goods there are, the line stands beneath some of them, and the total with it.
	for n := 1; n <= 60; n++ {
		s.Enclosed, s.Lines = []string{"サンクスカード", strings.Repeat("しおり", n)}, nil
		for range n {
			s.Lines = append(s.Lines, Line{Name: "部品", Qty: 1, UnitPrice: yen.Of(10), Amount: yen.Of(10)})
		}
		doc := Layout(s)
		last := Document{Pages: doc.Pages[len(doc.Pages)-1:]}.Text()
		if !strings.Contains(last, "同梱：") || !strings.Contains(last, "部品") || !strings.Contains(last, "合計（税込）") {
			t.Errorf("%d lines: the last page is\n%s", n, last)
		}
	}
}

// A fee at the reduced rate has the mark of it, and the paper says what the mark means.
func TestAFeeAtTheReducedRateIsMarked(t *testing.T) {
	s := towels()
	s.Fees = append(s.Fees, Fee{Label: "詰め合わせ", Amount: yen.Of(108), Reduced: true})
	text := Layout(s).Text()
	for _, w := range []string{"詰め合わせ ※\n", "送料\n", "※は軽減税率対象商品です。"} {
		if !strings.Contains(text, w) {
			t.Errorf("%q is missing:\n%s", w, text)
		}
	}
}

// 「手数料だけ印字」: the fee that was added later is shown, the goods' prices are not.
func TestOnlyTheAddedFeeIsShown(t *testing.T) {
	s := towels()
	s.OnlyFees = true
	s.Fees = []Fee{{Label: "ラッピング", Amount: yen.Of(330)}}
	text := Layout(s).Text()
	if !strings.Contains(text, "330円") || !strings.Contains(text, "追加料金（税込）") {
		t.Error("the fee or its sum is missing")
	}
	for _, w := range []string{"2,980", "5,960", "7,650", "単価", "合計", "クレジットカード"} {
		if strings.Contains(text, w) {
			t.Errorf("the slip says %q", w)
		}
	}
	s.HidePrices = true
	if strings.Contains(Layout(s).Text(), "円") {
		t.Error("HidePrices must win over OnlyFees")
	}
}
