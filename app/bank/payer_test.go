package bank

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Payers as they stand in statements, beside the kana that customers type into an order.
var spellings = []struct {
	payer, kana string
	same        bool
}{
	// Width, spaces, hiragana.
	{"ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ ハナコ", true},
	{"ﾔﾏﾀﾞﾊﾅｺ", "ヤマダ　ハナコ", true},
	{"ヤマダ　ハナコ", "やまだ はなこ", true},
	{"ヤマダハナコ", "ﾔﾏﾀﾞ ﾊﾅｺ", true},
	{"ﾔﾏﾀﾞ  ﾊﾅｺ        ", "ヤマダハナコ", true},
	{"ヤマタ゛　ハナコ", "ヤマダ ハナコ", true},
	{"ﾊﾟｸ ﾐﾅ", "パク ミナ", true},
	{"ハ゜ク　ミナ", "パク ミナ", true},
	{"ヤマダ・ハナコ", "ヤマダ ハナコ", true},
	{"ﾔﾏﾀﾞ.ﾊﾅｺ", "ヤマダ ハナコ", true},
	{"ﾔﾏﾀﾞ - ﾊﾅｺ", "ヤマダ ハナコ", true},
	{"ヤマダ ハナコ", "ヤマダ ハナコ様", true},
	// Small kana, which banks write large.
	{"ｻﾄｳ ｼﾖｳｺﾞ", "サトウ ショウゴ", true},
	{"ﾎﾂﾀ ﾘﾕｳｲﾁ", "ホッタ リュウイチ", true},
	{"キヨウコ", "キョウコ", true},
	{"ｼﾞﾕﾝｲﾁ ﾊﾂﾄﾘ", "ジュンイチ ハットリ", true},
	{"ﾌｱﾐﾘ-ｻﾛﾝ", "ファミリーサロン", true},
	{"ﾊﾂﾄﾘ ﾁﾖ", "はっとり ちよ", true},
	{"ﾏﾂﾔﾏ ｹｲ", "マツヤマ ケイ", true},
	// Long vowels and dashes.
	{"ｵｵﾀ ｺｳｲﾁ", "オータ コーイチ", true},
	{"ｵ-ﾀ ｺ-ｲﾁ", "オオタ コウイチ", true},
	{"オウタ", "オオタ", true},
	{"ﾕｳｺ ｱﾍﾞ", "ユーコ アベ", true},
	{"ﾛ-ﾗ ﾓﾘ", "ローラ モリ", true},
	{"ﾛｰﾗ ﾓﾘ", "ローラ モリ", true},
	{"ﾛ―ﾗ ﾓﾘ", "ローラ　モリ", true},
	{"ﾛ－ﾗ ﾓﾘ", "ローラ モリ", true},
	{"ﾛ‐ﾗ ﾓﾘ", "ろーら もり", true},
	{"ｹｲｺ ﾊﾔｼ", "ケーコ ハヤシ", true},
	{"ﾄｵﾙ ｲﾄｳ", "トオル イトウ", true},
	{"ﾄｳﾙ ｲﾄｵ", "トオル イトウ", true},
	{"ｵｵｵｶ ﾐｷ", "オーオカ ミキ", true},
	{"ﾏﾂﾓﾄ ｵｻﾑ", "マツモトオサム", true},
	{"ﾁ-ｽﾞｺｳﾎﾞｳ", "チーズコウボウ", true},
	// Old kana.
	{"ｶｵﾙ ﾐﾔｹ", "カヲル ミヤケ", true},
	{"ﾁｴ ｲﾉｳｴ", "チヱ ヰノウエ", true},
	{"ﾘﾕｳｹﾞｻｷ", "リュウヶサキ", false},
	// The bank's words.
	{"振込 ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ ハナコ", true},
	{"振込＊ヤマダハナコ", "ヤマダ ハナコ", true},
	{"振込*ﾔﾏﾀﾞﾊﾅｺ", "ヤマダ ハナコ", true},
	{"フリコミ ヤマダハナコ", "ヤマダ ハナコ", true},
	{"ﾌﾘｺﾐﾔﾏﾀﾞﾊﾅｺ", "ヤマダ ハナコ", true},
	{"振込１　ヤマダ　ハナコ", "ヤマダ ハナコ", true},
	{"他行振込 ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ ハナコ", true},
	{"振込入金：ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ ハナコ", true},
	{"振込 ｶ)ｱｵｲｼﾖｳﾃﾝ", "アオイショウテン", true},
	{"振込ｶ)ｱｵｲｼﾖｳﾃﾝ", "アオイショウテン", true},
	// Order numbers and telephones around the name.
	{"1001ﾔﾏﾀﾞﾊﾅｺ", "ヤマダ ハナコ", true},
	{"1001 ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ ハナコ", true},
	{"ﾔﾏﾀﾞﾊﾅｺ1001", "ヤマダ ハナコ", true},
	{"ﾔﾏﾀﾞﾊﾅｺ-1001", "ヤマダ ハナコ", true},
	{"1001-ﾔﾏﾀﾞﾊﾅｺ", "ヤマダ ハナコ", true},
	{"EC-20260012 ﾔﾏﾀﾞﾊﾅｺ", "ヤマダ ハナコ", true},
	{"EC20260012ﾔﾏﾀﾞﾊﾅｺ", "ヤマダ ハナコ", true},
	{"(1001)ﾔﾏﾀﾞﾊﾅｺ", "ヤマダ ハナコ", true},
	{"ヤマダハナコ　０９０－００００－０００１", "ヤマダ ハナコ", true},
	{"09000000001ﾔﾏﾀﾞﾊﾅｺ", "ヤマダ ハナコ", true},
	{"1001ｶ)ｱｵｲｼﾖｳﾃﾝ", "カ）アオイショウテン", true},
	{"10025/10026 ﾔﾏﾀﾞﾊﾅｺ", "ヤマダ ハナコ", true},
	// Companies.
	{"ｶ)ｱｵｲｼﾖｳﾃﾝ", "カブシキガイシャ アオイショウテン", true},
	{"ｶ)ｱｵｲｼﾖｳﾃﾝ", "アオイショウテン", true},
	{"ｶ) ｱｵｲｼﾖｳﾃﾝ", "アオイショウテン", true},
	{"(ｶ)ｱｵｲｼﾖｳﾃﾝ", "アオイショウテン", true},
	{"ｱｵｲｼﾖｳﾃﾝ(ｶ", "アオイショウテン カブシキカイシャ", true},
	{"ｱｵｲｼﾖｳﾃﾝ(ｶ)", "アオイショウテン（株）", true},
	{"㈱アオイショウテン", "アオイショウテン", true},
	{"ﾕ)ﾐﾄﾞﾘﾔ", "ユウゲンガイシャミドリヤ", true},
	{"ﾐﾄﾞﾘﾔ(ﾕ", "有限会社ミドリヤ", true},
	{"ﾄﾞ)ﾊﾙｶｾﾞ", "ゴウドウガイシャ ハルカゼ", true},
	{"ｼﾔ)ﾊﾙｶｾﾞ", "一般社団法人ハルカゼ", true},
	{"ﾄｸﾋ)ﾊﾙｶｾﾞﾉｲｴ", "ハルカゼノイエ", true},
	{"ｶﾌﾞｼｷｶﾞｲｼﾔ ｱｵｲｼﾖｳﾃﾝ", "アオイショウテン", true},
	{"ｱｵｲｼﾖｳﾃﾝ(ｶ)ﾁﾊﾞﾃﾝ", "アオイショウテン チバテン", true},
	{"ｲ)ﾐﾅﾄｶｲ", "イリョウホウジン ミナトカイ", true},
	// Latin letters.
	{"JOHN SMITH", "John Smith", true},
	{"ＳＭＩＴＨ　ＪＯＨＮ", "smith john", true},
	{"ABCｼﾖｳｶｲ", "ＡＢＣショウカイ", true},
	// Other people.
	{"ﾔﾏﾀﾞ ﾊﾅﾖ", "ヤマダ ハナコ", false},
	{"ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ ハナコ", false},
	{"ﾔﾏﾀ ﾊﾅｺ", "ヤマダ ハナコ", false},
	{"ﾊﾅｺ ﾔﾏﾀﾞ", "ヤマダ ハナコ", false},
	{"ﾔﾏﾀﾞ", "ヤマダ ハナコ", false},
	{"ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ", false},
	{"ｵﾉ ﾏﾘ", "オオノ マリ", false},
	{"ｺﾉ ﾕｷ", "コウノ ユキ", false},
	{"ﾕｺ ｱﾍﾞ", "ユウコ アベ", false},
	{"ﾕｷ ﾓﾘ", "ユウキ モリ", false},
	{"ﾊﾗﾀﾞ ﾊﾅｺ", "ハラタ ハナコ", false},
	{"ﾌｸﾀﾞ ｼﾞﾕﾝ", "フクダ ジュンコ", false},
	{"ﾊﾞﾊﾞ ﾐｷ", "ハバ ミキ", false},
	{"ﾊﾟﾊﾞ ﾐｷ", "ババ ミキ", false},
	{"ｶ)ｱｵｲｼﾖｳﾃﾝ", "アオイショウカイ", false},
	{"ｶﾄｳ ﾐｷ", "トウ ミキ", false},
	{"ｶ)ﾄｳﾐｷ", "カトウ ミキ", false},
	{"ﾔﾏﾀﾞｼﾖｳﾃﾝ", "ヤマダ", false},
	{"JOHN SMITH", "ジョン スミス", false},
	{"1001", "ヤマダ ハナコ", false},
	{"振込", "ヤマダ ハナコ", false},
	{"", "ヤマダ ハナコ", false},
	{"ｻｲﾄｳ ﾏｺﾄ", "サトウ マコト", false},
	{"ｲﾄｳ ﾕｳ", "イトウ ユイ", false},
}

func TestPayersBesideTheKanaOfOrders(t *testing.T) {
	if len(spellings) < 80 {
		t.Fatalf("only %d spellings", len(spellings))
	}
	for _, s := range spellings {
		payer := PayerKey(s.payer)
		order, _ := NameKey("", s.kana)
		if same := payer.Key != "" && payer.Key == order.Key; same != s.same {
			t.Errorf("%q (%s) and %q (%s): same is %v", s.payer, payer.Key, s.kana, order.Key, same)
		}
	}
}

func TestNumbersThatCustomersWriteBesideTheirName(t *testing.T) {
	for payer, want := range map[string][]string{
		"1001ﾔﾏﾀﾞﾊﾅｺ":           {"1001"},
		"ﾔﾏﾀﾞﾊﾅｺ-1001":          {"1001"},
		"EC-20260012 ﾔﾏﾀﾞﾊﾅｺ":   {"EC20260012"},
		"ﾔﾏﾀﾞﾊﾅｺ１００１Ａ":          {"1001A"},
		"10025/10026 ﾔﾏﾀﾞﾊﾅｺ":   {"10025", "10026"},
		"ﾔﾏﾀﾞﾊﾅｺ 090-0000-0001": {"09000000001"},
		"MARIA1001":             {"1001"},
		"1001MARIA":             {"1001"},
		"ﾔﾏﾀﾞ ﾊﾅｺ":              nil,
	} {
		if got := PayerKey(payer).Numbers; !slices.Equal(got, want) {
			t.Errorf("%q has the numbers %q, want %q", payer, got, want)
		}
	}
	for _, payer := range []string{"MARIA1001", "1001MARIA", "MARIA-1001", "1001 MARIA"} {
		if got := PayerKey(payer).Key; got != "MARIA" {
			t.Errorf("%q is the name %q", payer, got)
		}
	}
}

// A word of the bank or of the register is no reason to leave nothing, and the bank's words stand in front.
func TestWordsThatAreTheWholeName(t *testing.T) {
	for payer, want := range map[string]string{"振込": "振込", "ｶﾌﾞｼｷｶﾞｲｼﾔ": "カブシキガイシヤ", "ﾔﾏﾀﾞﾌﾘｺﾐ": "ヤマダフリコミ", "振込 ﾐﾔｹ ﾚｲ": "ミヤケレイ"} {
		if got := PayerKey(payer).Key; got != want {
			t.Errorf("%q is the name %q, want %q", payer, got, want)
		}
	}
}

func TestKindsOfCompany(t *testing.T) {
	for payer, want := range map[string]string{
		"ｶ)ｱｵｲ": "カ", "ｱｵｲ(ｶ": "カ", "㈱アオイ": "カ", "株式会社アオイ": "カ", "ｶﾌﾞｼｷｶﾞｲｼﾔｱｵｲ": "カ", "ﾕ)ｱｵｲ": "ユ", "ｱｵｲ(ﾄﾞ)": "ド", "ｼﾔﾌｸ ｱｵｲ": "",
		"ﾌｸ)ｱｵｲ": "フク", "ｱｵｲ(ｴｲ": "", "ﾔﾏﾀﾞ(ﾊﾅｺ)": "",
	} {
		if got := PayerKey(payer).Entity; got != want {
			t.Errorf("%q is a %q, want %q", payer, got, want)
		}
	}
	if got := PayerKey("ﾔﾏﾀﾞ(ﾊﾅｺ)").Key; got != "ヤマダハナコ" {
		t.Errorf("a given name in brackets is lost: %q", got)
	}
}

func TestOrdersWithoutKanaCannotBeCompared(t *testing.T) {
	for _, o := range []struct {
		name, kana, key string
		ok              bool
	}{
		{"山田 花子", "ヤマダ ハナコ", "ヤマダハナコ", true},
		{"山田 花子", "", "", false},
		{"山田 花子", "　", "", false},
		{"山田 花子", "山田 花子", "", false}, // typed into the wrong field
		{"やまだ はなこ", "", "ヤマダハナコ", true},
		{"Maria Silva", "", "MARIASILVA", true},
		{"株式会社アオイ", "", "アオイ", true},
		{"葵株式会社", "", "", false},
		{"", "", "", false},
	} {
		if n, ok := NameKey(o.name, o.kana); ok != o.ok || n.Key != o.key {
			t.Errorf("%q / %q is %q (%v), want %q (%v)", o.name, o.kana, n.Key, ok, o.key, o.ok)
		}
	}
}

// What a bank does to a name on its way from the customer's form to the statement changes nothing.
func TestTheWayThroughTheBankKeepsTheName(t *testing.T) {
	kana := []rune("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポァィゥェォッャュョー")
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.SampledFrom(kana[:44])
		rest := rapid.SliceOfN(rapid.SampledFrom(kana), 1, 6)
		sei := string(first.Draw(t, "s")) + string(rest.Draw(t, "sei"))
		mei := string(first.Draw(t, "m")) + string(rest.Draw(t, "mei"))
		order, _ := NameKey("", sei+" "+mei)
		atBank := narrow(sei) + rapid.SampledFrom([]string{"", " ", "  "}).Draw(t, "space") + narrow(mei)
		atBank = rapid.SampledFrom([]string{"", "振込 ", "振込＊", "1001", "1001 ", "EC-1001 "}).Draw(t, "front") + atBank + rapid.SampledFrom([]string{"", " 1001", "  ", " 090-0000-0001"}).Draw(t, "behind")
		if got := PayerKey(atBank); got.Key != order.Key {
			t.Fatalf("%q is %q, the order's is %q", atBank, got.Key, order.Key)
		}
	})
}

// narrow writes kana as banks do: half width, large, hyphens for ー.
func narrow(s string) string {
	const full = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンァィゥェォッャュョー"
	half := []rune("ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝｱｲｳｴｵﾂﾔﾕﾖ-")
	at := map[rune]rune{}
	for i, r := range []rune(full) {
		at[r] = half[i]
	}
	var out []rune
	for _, r := range s {
		switch h, ok := at[r]; {
		case ok:
			out = append(out, h)
		case at[r-1] != 0 && r >= 'ガ' && r <= 'ボ' && (r-'ハ')%3 != 2:
			out = append(out, at[r-1], 'ﾞ')
		case at[r-2] != 0:
			out = append(out, at[r-2], 'ﾟ')
		}
	}
	return string(out)
}
