package normal

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// Spellings of one name that customers and malls really produce.
func TestOneNameInManySpellings(t *testing.T) {
	for _, same := range [][]string{
		{"高橋 一郎", "髙橋一郎", "髙橋　一郎 様", "高橋\u200b一郎", "高橋一郎さま"},
		{"山崎 美咲", "山﨑美咲", "山嵜　美咲"},
		{"渡辺 誠", "渡邊誠", "渡邉 誠", "渡邉\U000E0101 誠"},
		{"斎藤 実", "齋藤　實"},
		{"斉藤 実", "齊藤　実"},
		{"浜田 さくら", "濵田さくら", "濱田 さくら"},
		{"徳永 誠", "德永 誠"},
		{"吉田 花", "𠮷田花"},
		{"福島 翔", "福嶋 翔", "\uFA1B嶌 翔"},
		{"佐々木 蓮", "佐佐木蓮"},
		{"株式会社サンプル商事", "㈱サンプル商事 御中", "（株）ｻﾝﾌﾟﾙ商事", "サンプル商事"},
		{"ジョン スミス", "ｼﾞｮﾝ・ｽﾐｽ"},
		{"マリー", "マリ−", "ﾏﾘｰ"},
		{"Yamada Hanako", "ＹＡＭＡＤＡ　hanako"},
	} {
		for _, s := range same[1:] {
			if Name(s) != Name(same[0]) || !SamePerson(s, same[0]) {
				t.Errorf("%q gives %q, %q gives %q", s, Name(s), same[0], Name(same[0]))
			}
		}
	}
}

func TestDifferentPeopleStayDifferent(t *testing.T) {
	for _, pair := range [][2]string{
		{"山田 花子", "山田 太郎"}, {"斎藤 実", "斉藤 実"}, {"佐藤 太郎", "太郎 佐藤"}, {"坂本 龍", "阪本 龍"}, {"様田 一", "田 一"},
	} {
		if SamePerson(pair[0], pair[1]) {
			t.Errorf("%q and %q taken for one person", pair[0], pair[1])
		}
	}
	// Nobody knows who an unnamed recipient is, so it is no gift on that ground.
	if !SamePerson("山田 花子", "") || !SamePerson(" ", "山田 花子") {
		t.Error("a missing name was taken for another person")
	}
	if Name("様") != "様" || Name("  ") != "" {
		t.Errorf("様 alone gives %q", Name("様"))
	}
}

func TestReadings(t *testing.T) {
	for _, s := range []string{"ﾔﾏﾀﾞ ﾊﾅｺ", "やまだ　はなこ", "ヤマダハナコ", "ヤマダ　ハナコ様"} {
		if Kana(s) != "ヤマダハナコ" {
			t.Errorf("%q reads %q", s, Kana(s))
		}
	}
	if Kana("ショウ タロー") != Kana("シヨウタロ−") {
		t.Error("small and large kana differ")
	}
	if !AllKana("やまだ はなこ") || AllKana("山田 はなこ") || AllKana("") {
		t.Error("AllKana")
	}
	for s, want := range map[string]string{"髙橋 一郎": "高橋", "高橋一郎": "高橋", "林　太郎": "林", "": ""} {
		if got := Surname(s); got != want {
			t.Errorf("surname of %q is %q", s, got)
		}
	}
}

func TestTelephones(t *testing.T) {
	for s, want := range map[string]string{
		"09000001001":   "09000001001",
		"090-0000-1001": "09000001001",
		"０９０−００００−１００１":           "09000001001",
		"+81 90-0000-1001":        "09000001001",
		"+81(0)90-0000-1001":      "09000001001",
		"0081 90 0000 1001":       "09000001001",
		"819000001001":            "09000001001",
		"9000001001":              "09000001001", // Excel ate the 0
		"6000001001":              "06000001001", // a 060 mobile, the same way
		"300001001":               "0300001001",
		"9000001001.0":            "09000001001",
		"'090-0000-1001":          "09000001001",
		"03-0000-1001 内線12":       "0300001001",
		"03-0000-1001(内)12":       "0300001001",
		"03-0000-1001 ext. 12":    "0300001001",
		"03-0000-1001x12":         "0300001001",
		"0600001002":              "0600001002", // 06-0000-1002
		"011-000-1003":            "0110001003",
		"0120-000-123":            "0120000123",
		"0800-000-1234":           "08000001234",
		"050-0000-1001":           "05000001001",
		"090-0000-1001(夫)":        "09000001001",
		"03-0000-1001/090-0000-1": "0300001001",
		"なし / 090-0000-1001":      "09000001001",
		"090-0000-0000":           "09000000000",
		"":                        "",
		"090-0000-100":            "",
		"090-0000-10011":          "",
		"0300001001234":           "",
		"9E+09":                   "",
		"+1 212 555 0100":         "",
		"00000000000":             "",
		"12345":                   "",
		"山田":                      "",
		"0120-000-1234":           "",
		"020000010":               "",
	} {
		if got := Phone(s); got != want {
			t.Errorf("Phone(%q) = %q, want %q", s, got, want)
		}
		ok, reason := PhoneOK(s)
		if ok != (want != "") || ok != (reason == "") {
			t.Errorf("PhoneOK(%q) = %v %q", s, ok, reason)
		}
	}
}

func TestNumbersThatOnlyFillAField(t *testing.T) {
	for s, want := range map[string]bool{
		"090-0000-0000": true, "080-1111-1111": true, "03-0000-0000": true, "0120-000-000": true, "0800-000-0000": true, "045-222-2222": true,
		"00000000000": true, "090-1234-5678": true, "999-999-9999": true,
		"090-0000-1001": false, "03-0000-1001": false, "": false, "なし": false, "000": false,
	} {
		if got := PhonePlaceholder(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestMailAddresses(t *testing.T) {
	for s, want := range map[string]string{
		"hanako@example.jp":   "hanako@example.jp",
		" Hanako@Example.JP ": "hanako@example.jp",
		"ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ":        "hanako@example.jp",
		"山田花子 <Hanako@example.jp>": "hanako@example.jp",
		"mailto:hanako@example.jp": "hanako@example.jp",
		"ha..nako.@example.jp":     "ha..nako.@example.jp",
		"なし":                       "", "": "", "hanako": "", "@example.jp": "", "hanako@example": "", "a@b@example.jp": "", "a b@example.jp": "",
	} {
		if got := Mail(s); got != want {
			t.Errorf("Mail(%q) = %q, want %q", s, got, want)
		}
	}
	for s, want := range map[string]bool{
		"08bb67fa21af8e5819f4152edb9b5e41s1@pc.fw.rakuten.ne.jp": true, "X@MB.FW.RAKUTEN.NE.JP": true,
		"44f19d9d58053f@marketplace.amazon.co.jp": true, "hanako@example.jp": false, "": false,
		"hanako@rakuten.ne.jp": false, "x@notmarketplace.amazon.co.jp": false,
	} {
		if Masked(s) != want {
			t.Errorf("Masked(%q) = %v", s, !want)
		}
	}
}

func TestPostalCodes(t *testing.T) {
	for s, want := range map[string]string{
		"150-0001": "1500001", "〒150−0001": "1500001", "１５００００１": "1500001", "1500001": "1500001",
		"150-000": "", "150-00011": "", "": "", "東京都": "",
	} {
		if got := Zip(s); got != want {
			t.Errorf("Zip(%q) = %q", s, got)
		}
	}
}

func TestTheListFindsWhatIsTyped(t *testing.T) {
	for _, c := range [][2]string{
		{"山﨑 美咲", "山崎"}, {"山崎　美咲", "山﨑美咲"}, {"ヤマダ ハナコ", "ﾔﾏﾀﾞ"}, {"やまだ はなこ", "ﾔﾏﾀﾞ"}, {"ﾔﾏﾀﾞ", "やまだ"},
		{"09000001001", "090-0000-1001"}, {"090-0000-1001", "09000001001"}, {"ＡＢＣ−１２３", "abc123"}, {"今治タオル　フェイスタオル", "フェイスタオル"},
		{"379914-20261120-0000100123", "20261120 0000100123"},
	} {
		if !strings.Contains(Search(c[0]), Search(c[1])) {
			t.Errorf("%q is not found by %q (%q, %q)", c[0], c[1], Search(c[0]), Search(c[1]))
		}
	}
	if strings.Contains(Search("山田\n花子"), Search("山田花子")) {
		t.Error("found across two fields")
	}
}

var spelled = rapid.StringOfN(rapid.RuneFrom([]rune("山田髙﨑齋々ヶヵッつのノ之一二三十百丁目番地号字大東京都ーｰ−‐-－　 １2３Ａｂｶﾞﾊﾟガパがアァっ株式会社(㈱様〜～①0")), 0, 30, -1)

// A key of a key is the key itself: else a stored key and a fresh one could differ.
func TestKeysAreSettled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := spelled.Draw(t, "s")
		for name, key := range map[string]func(string) string{"Kana": Kana, "Search": Search, "Phone": Phone, "Mail": Mail, "Zip": Zip} {
			k := key(s)
			if again := key(k); again != k {
				t.Fatalf("%s(%q) = %q, and of that %q", name, s, k, again)
			}
		}
	})
}

// Width and spaces never matter for a name.
func TestWidthAndSpacesNeverMatterForNames(t *testing.T) {
	wide := strings.NewReplacer("a", "ａ", "b", "ｂ", "1", "１", " ", "　")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.RuneFrom([]rune("山田高崎花子ab1 ")), 1, 12, -1).Draw(t, "s")
		if Name(s) != Name(wide.Replace(s)) || Name(s) != Name(strings.ReplaceAll(s, " ", "")) {
			t.Fatalf("%q", s)
		}
	})
}

func FuzzKeys(f *testing.F) {
	for _, s := range []string{"山﨑 美咲", "+81 90-0000-1001", "東京都渋谷区神宮前一丁目2番3号", "a@example.jp", "\xff\xfe", "İ", "ゞ", "〒150-0001", "\x0e¹\x1fK+`a@examwxa\x00\x00\x00\x10.jle\x00jp"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		Name(s)
		Kana(s)
		Surname(s)
		Search(s)
		Address(s)
		HasStreetNumber(s)
		PrefectureOf(s)
		Masked(s)
		PhonePlaceholder(s)
		if z := Zip(s); z != "" && len(z) != 7 {
			t.Errorf("zip %q", z)
		}
		if p := Phone(s); p != "" && (len(p) < 10 || len(p) > 11 || p[0] != '0') {
			t.Errorf("phone %q of %q", p, s)
		}
		if m := Mail(s); m != "" && Mail(m) != m {
			t.Errorf("mail %q of %q", m, s)
		}
	})
}

// The short way to fold kana and width must give what Unicode's tables give.
func TestFoldingAgreesWithUnicode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.OneOf(rapid.RuneFrom([]rune("ｱｶｷﾁﾂﾄﾊﾎｳﾞﾟｰ｡｢ﾝｦカバが")), rapid.RuneFrom(nil, halfwidthRange)), 0, 12, -1).Draw(t, "s")
		var want []rune
		for _, r := range norm.NFKC.String(s) {
			want = append(want, unicode.ToLower(r))
		}
		if got := appendFolded(nil, s); string(got) != string(want) {
			t.Fatalf("%q folds to %q, Unicode says %q", s, string(got), string(want))
		}
	})
}

var halfwidthRange = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0xFF01, Hi: 0xFF9F, Stride: 1}}}
