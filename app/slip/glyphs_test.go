package slip

import (
	"slices"
	"strings"
	"testing"
)

func TestOwnerIsWarnedBeforeAGapIsPrinted(t *testing.T) {
	s := towels()
	s.To.Name = "𠮷田 髙志"
	s.Lines[0].Name = "ギフト🎁タオル🎁"
	s.PaymentText = "カード💳"
	s.Notes = []string{"ありがとう😊"}
	want := []MissingGlyph{{'💳', "お支払方法"}, {'🎁', "商品名"}, {'😊', "備考"}}
	if got := Missing(s); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Missing(s)[1].Text(); got != "商品名の「🎁」（U+1F381）は印字できません。このまま印刷すると〓になります。" {
		t.Errorf("got %s", got)
	}
	text := pdfText(t, "gap", Layout(s))
	if !strings.Contains(text, "ギフト〓タオル〓") || !strings.Contains(text, "𠮷田 髙志 様") {
		t.Errorf("got %s", text)
	}
	s.HidePrices = true
	if got := Missing(s); slices.ContainsFunc(got, func(m MissingGlyph) bool { return m.Rune == '💳' }) {
		t.Errorf("the payment is not printed, yet it is warned of: %v", got)
	}
	for _, paper := range papers {
		if got := Missing(paper()); len(got) > 0 {
			t.Errorf("everyday paper: %v", got)
		}
	}
}

// What can't be seen is not printed; what can be seen keeps its shape.
func TestInvisibleCharactersAreNotPrinted(t *testing.T) {
	for in, want := range map[string]string{
		"葛\U000E0100城市":       "葛城市", // the variant mark goes, the kanji stays
		"タオル\u200b\ufeff藍":    "タオル藍",
		"か\u3099っこう は\u309Aん": "がっこう ぱん", // from a Mac
		"神﨑髙塚":                "神﨑髙塚",    // compatibility kanji are not exchanged
		"a\tb\u00a0c\u2003d":  "a b c d",
		"一\r\n二\r三\u2028四":    "一\n二\n三\n四",
		"\x00\x1b[31m赤":       "[31m赤",
		"☎️ 電話":               "☎ 電話",
		"今治タオル 藍":             "今治タオル 藍",
	} {
		if got := clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestHonorificsAndZip(t *testing.T) {
	for _, c := range []struct {
		p    Party
		want string
	}{
		{Party{Name: "佐藤 花子"}, "佐藤 花子 様"},
		{Party{Name: "佐藤 花子様"}, "佐藤 花子様"},
		{Party{Name: "株式会社青葉商会", Company: true}, "株式会社青葉商会 御中"},
		{Party{Name: "青葉商会御中", Company: true}, "青葉商会御中"},
		{Party{Name: " "}, ""},
	} {
		if got := addressee(c.p); got != c.want {
			t.Errorf("%q: got %q, want %q", c.p.Name, got, c.want)
		}
	}
	for in, want := range map[string]string{"9800000": "〒980-0000", "980-0000": "〒980-0000", "〒9800000": "〒980-0000", "": "", "98000": "〒98000"} {
		if got := zipText(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestOrdererIsNamedOnlyWhenSomebodyElse(t *testing.T) {
	for name, c := range map[string]struct {
		from Party
		want bool
	}{
		"the same":              {Party{Name: "佐藤　花子", Address: "宮城県仙台市青葉区一番町0-1-2 メゾン青葉305号室"}, false},
		"address unknown":       {Party{Name: "佐藤 花子"}, false},
		"sent to the workplace": {Party{Name: "佐藤 花子", Address: "宮城県仙台市太白区0-0"}, true},
		"a gift":                {Party{Name: "山﨑 美咲"}, true},
		"orderer unknown":       {Party{}, false},
	} {
		s := towels()
		s.From = &c.from
		if got := strings.Contains(Layout(s).Text(), "ご依頼主"); got != c.want {
			t.Errorf("%s: ご依頼主 printed = %v, want %v", name, got, c.want)
		}
	}
}

// An amount that nobody knows is said to be unknown: never zero, never left out.
func TestUnknownAmounts(t *testing.T) {
	s := towels()
	s.Lines[0].Amount, s.Total = nil, nil
	s.Fees[0].Amount = nil
	text := Layout(s).Text()
	if n := strings.Count(text, "未確定"); n != 3 {
		t.Errorf("未確定 stands %d times, want 3 (line, postage, total):\n%s", n, text)
	}
	if strings.Contains(text, "商品合計") {
		t.Error("a sum of goods is printed although one is unknown")
	}
	s.Part, s.Parts = 2, 2
	if strings.Contains(Layout(s).Text(), "合計（税込）") {
		t.Error("the second destination has no total of its own")
	}
}
