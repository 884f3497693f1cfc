package payment_test

import (
	"testing"

	"miseban/app/payment"

	"pgregory.net/rapid"
)

func TestTheWordingsOfTheMallsHaveTheirClass(t *testing.T) {
	table := payment.New()
	for text, want := range map[string]payment.Class{
		"クレジットカード":           payment.Card,
		"ｸﾚｼﾞｯﾄｶｰﾄﾞ":         payment.Card, // half-width kana
		"　Apple　Pay ":        payment.Card, // wide spaces
		"商品代引":               payment.COD,
		"代金引換（ＣＯＤ）":          payment.Unknown, // NFKC gives 代金引換(COD), without the space of the listed form
		"代金引換 （COD）":         payment.COD,
		"銀行振込(前払い)":          payment.Bank,
		"セブンイレブン(前払)":        payment.Conveni,
		"ローソン、郵便局ＡＴＭ等（前払）":   payment.Conveni,
		"ファミリーマート、ローソン等（前払）": payment.Conveni,
		"PayPay（残高）等":        payment.Wallet,
		"ＰａｙＰａｙ":             payment.Wallet,
		"Other":              payment.Mall,
		"ポイント":               payment.Points,
		"請求書払い":              payment.Atobarai,
		"ショッピングクレジット／ローン":    payment.Unknown,
		"オートローン":             payment.Unknown,
		"リース":                payment.Unknown,
		"":                   payment.Unknown,
		"クレジットカード決済(決済完了)":   payment.Card,
		"銀行振込（前払い）（入金待ち）":    payment.Bank,
		"銀行振込(未入金)":          payment.Bank,
		"コンビニ決済(キャンセル)":      payment.Conveni,
		"コンビニ決済（後払い）":        payment.Unknown, // a bracket that is no state: another method
		"コンビニ決済(決済完了)(決済完了)": payment.Unknown, // one state only
		"銀行振込(未入金)のご案内":      payment.Unknown,
		"(未入金)":              payment.Unknown,
		"クレジットカード払い（分割不可）":   payment.Unknown,
		"PayPay残高等とクレジットカード": payment.Unknown,
	} {
		got, ok := table.Class(text)
		if got != want || ok != (want != payment.Unknown) {
			t.Errorf("Class(%q) = %s, %v; want %s", text, got, ok, want)
		}
	}
}

func TestTheOwnersMappingWins(t *testing.T) {
	table := payment.New(
		payment.Row{Text: "リース", Class: payment.Bank},
		payment.Row{Text: "PayPay", Class: payment.Card},
		payment.Row{Text: "コンビニ", Class: payment.Unknown}, // taken out: to be asked again
		payment.Row{Text: "店頭払い", Class: "kiosk"},         // no such class
		payment.Row{Text: " ", Class: payment.Card},
	)
	for text, want := range map[string]payment.Class{
		"リース": payment.Bank, "ＰａｙＰａｙ": payment.Card, "コンビニ": payment.Unknown, "店頭払い": payment.Unknown, "": payment.Unknown,
		"クレジットカード": payment.Card,
	} {
		if got, _ := table.Class(text); got != want {
			t.Errorf("Class(%q) = %s, want %s", text, got, want)
		}
	}
}

// A wording with anything but a state behind it is another wording, however similar.
func TestNothingIsMatchedByAPrefix(t *testing.T) {
	table := payment.New()
	rows := payment.Defaults()
	known := map[string]bool{}
	for _, r := range rows {
		known[r.Text] = true
	}
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(rows).Draw(t, "row")
		if c, ok := table.Class(" " + r.Text + "　"); !ok || c != r.Class {
			t.Fatalf("%q: %s %v, want %s", r.Text, c, ok, r.Class)
		}
		text := r.Text + rapid.StringMatching(`[ぁ-ん一-龠]{1,6}`).Draw(t, "tail")
		if c, ok := table.Class(text); ok && !known[text] {
			t.Fatalf("%q was taken for %s", text, c)
		}
	})
}

func TestEveryClassHasAJapaneseName(t *testing.T) {
	for _, c := range payment.Classes() {
		if c.Name() == string(c) || !c.Valid() {
			t.Errorf("class %s has no Japanese name", c)
		}
	}
	for _, r := range payment.Defaults() {
		if !r.Class.Valid() || r.Class == payment.Unknown {
			t.Errorf("default row %q has class %q", r.Text, r.Class)
		}
	}
}
