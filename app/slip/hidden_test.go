package slip

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"miseban/app/yen"
)

// forbidden is what a gift's slip never says.
var forbidden = []string{"円", "¥", "￥", "単価", "金額", "合計", "決済", "未確定", "登録番号", "消費税", "支払"}

// pricedText hides an amount in a free text the ways that malls and customers do.
func pricedText(plain string, y yen.Yen) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		n := y.String()
		if rapid.Bool().Draw(t, "without separators") {
			n = fmt.Sprint(int64(y))
		}
		if rapid.Bool().Draw(t, "wide digits") {
			n = wide(n)
		}
		form := rapid.SampledFrom([]string{
			"%s", "%s（+%s円）", "%s(%s円)", "%s ¥%s", "%s￥%s-", "【%[2]s円ポッキリ】%[1]s", "%s%s 円", "%s：+%s円（税込）", "%s[金額 %s円]",
			"%s 合計%s円", "%s (+%s)", "%s JPY %s", "%s %s\u200b円", "%s %s yen", "¥¥%[2]s %[1]s", "%s 1(単価)%s円", "%s\n%s\n円",
		}).Draw(t, "form")
		if form == "%s" {
			return plain
		}
		return fmt.Sprintf(form, plain, n)
	})
}

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, s)
}

// anAmount is five to seven digits beginning with 7: no other number of these slips looks so.
var anAmount = rapid.Custom(func(t *rapid.T) yen.Yen {
	y := yen.Yen(rapid.IntRange(70001, 79999).Draw(t, "amount"))
	if rapid.Bool().Draw(t, "large") {
		y = y*100 + 13
	}
	return y
})

// giftSlips draws slips with amounts in every money field and in the free texts.
func giftSlips(t *rapid.T) (Slip, []yen.Yen) {
	var amounts []yen.Yen
	amount := func() *yen.Yen {
		y := anAmount.Draw(t, "yen")
		amounts = append(amounts, y)
		if rapid.Bool().Draw(t, "negative") {
			y = -y
		}
		return &y
	}
	text := func(plain string) string {
		y := anAmount.Draw(t, "yen in text")
		amounts = append(amounts, y)
		return pricedText(plain, y).Draw(t, "text")
	}
	s := gift()
	s.HidePrices = true
	s.PaymentText = "決済：" + text("代金引換")
	s.DeliveryWish = text("午前中")
	s.DeliveryText = text("宅急便")
	s.BatchNote = text("1便")
	s.Shop.Message = text("ありがとうございます。") + "。またのご来店をお待ちしております。"
	s.TotalLabel = "お買上金額合計"
	s.Total = amount()
	s.Reissue = rapid.Bool().Draw(t, "reissue")
	s.Lines, s.Fees, s.Notes, s.TaxSums = nil, nil, nil, nil
	for range rapid.IntRange(0, 40).Draw(t, "lines") {
		l := Line{Name: text("波佐見焼 マグカップ"), Code: text("HM-01"), Qty: rapid.IntRange(1, 12).Draw(t, "qty"),
			UnitPrice: amount(), Amount: amount(), Reduced: rapid.Bool().Draw(t, "reduced")}
		for range rapid.IntRange(0, 2).Draw(t, "options") {
			l.Options = append(l.Options, text("ラッピング"))
		}
		s.Lines = append(s.Lines, l)
	}
	for range rapid.IntRange(0, 4).Draw(t, "fees") {
		s.Fees = append(s.Fees, Fee{Label: text("送料（金額）"), Amount: amount(), Reduced: rapid.Bool().Draw(t, "fee reduced")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "notes") {
		s.Notes = append(s.Notes, text("のし：内祝"))
	}
	for range rapid.IntRange(0, 3).Draw(t, "enclosed") {
		s.Enclosed = append(s.Enclosed, text("サンクスカード"))
	}
	s.TaxSums = []TaxSum{{Rate: 10, Sum: *amount(), Tax: *amount()}}
	return s, amounts
}

// tellsAmount names the first amount or price word in a text.
func tellsAmount(text string, amounts []yen.Yen) string {
	for _, w := range forbidden {
		if strings.Contains(text, w) {
			return w
		}
	}
	for _, y := range amounts {
		for _, form := range []string{y.String(), fmt.Sprint(int64(y)), wide(y.String()), wide(fmt.Sprint(int64(y)))} {
			if strings.Contains(text, form) {
				return form
			}
		}
	}
	return ""
}

// The recipient of a gift must not find out what it cost, whatever the mall wrote into names and options. Run with
// -rapid.checks=10000 for the long form.
func TestGiftSlipHasNoAmountAnywhere(t *testing.T) {
	total := 0
	check := func(t *rapid.T) {
		total++
		s, amounts := giftSlips(t)
		doc := Layout(s)
		text := doc.Text()
		if found := tellsAmount(text, amounts); found != "" {
			t.Fatalf("the slip says %q:\n%s", found, text)
		}
		if found := tellsAmount(strings.ReplaceAll(text, "\n", ""), amounts); found != "" {
			t.Fatalf("the slip says %q across a line break:\n%s", found, text)
		}
		// No amount reaches the page in any disguise: with all of them changed or unknown, the page is the same.
		other := s
		other.Total, other.TaxSums, other.PaymentText = nil, nil, "別の支払い"
		other.Fees = []Fee{{Label: "手数料", Amount: yen.Of(1)}}
		other.Lines = append([]Line{}, s.Lines...)
		for i := range other.Lines {
			other.Lines[i].UnitPrice, other.Lines[i].Amount = nil, yen.Of(yen.Yen(i))
		}
		if text != Layout(other).Text() {
			t.Fatal("the page depends on the amounts")
		}
	}
	for total < 2000 { // one run of rapid is 100 checks unless told otherwise
		rapid.Check(t, check)
		if t.Failed() {
			return
		}
	}
}

// The PDF itself is read back as a viewer would, for a sample: fifty gifts in one file.
func TestGiftPDFHasNoAmountAnywhere(t *testing.T) {
	var docs []Document
	var amounts []yen.Yen
	gen := rapid.Custom(func(t *rapid.T) Document {
		s, ys := giftSlips(t)
		amounts = append(amounts, ys...)
		return Layout(s)
	})
	for seed := range 50 {
		docs = append(docs, gen.Example(seed))
	}
	text := pdfText(t, "gifts", docs...)
	if n := strings.Count(text, "ご依頼主"); n != len(docs) {
		t.Fatalf("the text of %d gifts was to be read, found %d", len(docs), n)
	}
	if found := tellsAmount(text, amounts); found != "" {
		t.Fatalf("the PDF says %q", found)
	}
	if shown := pdfText(t, "shown", Layout(towels())); !strings.Contains(shown, "7,650円") || !strings.Contains(shown, "合計") {
		t.Fatalf("the check sees no amount even where one is printed:\n%s", shown)
	}
}

func TestNamesLoseTheirPricesAndNothingElse(t *testing.T) {
	for in, want := range map[string]string{
		"ラッピング：希望する（+330円）":       "ラッピング：希望する",
		"ラッピング：希望する(+330)":        "ラッピング：希望する",
		"【1,000円ポッキリ】今治タオル【送料無料】": "今治タオル【送料無料】",
		"のし ¥110":  "のし",
		"のし　￥１１０－": "のし",
		"化粧箱 五百円":  "化粧箱",
		"名入れ（税込 1,100円／1点）ローマ字": "名入れローマ字",
		"円座クッション 45cm":          "円座クッション 45cm",
		"老眼鏡（度数 +2.50）":         "老眼鏡（度数 +2.50）",
		"iPhone 15 ケース 128":     "iPhone 15 ケース 128",
		"タオル（60×120cm）":         "タオル（60×120cm）",
		"1000ピースパズル":            "1000ピースパズル",
		"3,300\u200b円のギフト":      "のギフト",
		"1(金額)000円":             "",
		"決済方法：カード":              "方法：カード",
		"Bath towel 3,300 yen":  "Bath towel",
		"Sony \\3300":           "Sony",
		"花束〔税抜3000円〕赤":          "花束赤",
	} {
		if got := concealLabel(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestSentencesThatSpeakOfMoneyAreLeftOut(t *testing.T) {
	for in, want := range map[string]string{
		"ご結婚おめでとうございます。":                         "ご結婚おめでとうございます。",
		"のし：内祝。ラッピング代330円を頂戴しました。末永くお幸せに。":       "のし：内祝。末永くお幸せに。",
		"3,980円以上のご購入で送料無料です。\n返品は7日以内にご連絡ください。": "返品は7日以内にご連絡ください。",
		"合計金額は別便でお知らせします":                        "",
	} {
		if got := concealProse(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
