package mail

import (
	"errors"
	stdmail "net/mail"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAddressesAsTheyStandInOrderFiles(t *testing.T) {
	for _, c := range []struct {
		raw, want string
		quoted    bool
		why       string // "" = usable
	}{
		{"hanako@example.jp", "hanako@example.jp", false, ""},
		{" hanako@example.jp　", "hanako@example.jp", false, ""},
		{"ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ", "hanako@example.jp", false, ""},
		{"Hanako.Yamada+shop@EXAMPLE.co.jp", "Hanako.Yamada+shop@example.co.jp", false, ""},
		{"a1b2c3@fw.rakuten.ne.jp", "a1b2c3@fw.rakuten.ne.jp", false, ""},
		{"ha..na@docomo.ne.jp", `"ha..na"@docomo.ne.jp`, true, ""},
		{"hana.@ezweb.ne.jp", `"hana."@ezweb.ne.jp`, true, ""},
		{".hana@docomo.ne.jp", `".hana"@docomo.ne.jp`, true, ""},
		{`"ha..na"@docomo.ne.jp`, `"ha..na"@docomo.ne.jp`, true, ""},
		{`"hanako"@example.jp`, "hanako@example.jp", false, ""},

		{"", "", false, "空です"},
		{"　", "", false, "空です"},
		{"hanako.example.jp", "", false, "@がありません"},
		{"@example.jp", "", false, "@の前が空です"},
		{"hanako@", "", false, "@の後が空です"},
		{"hanako@localhost", "", false, "ドット（.）がありません"},
		{"hanako@example..jp", "", false, "位置が正しくありません"},
		{"hanako@example.jp.", "", false, "位置が正しくありません"},
		{"hanako@-example.jp", "", false, "位置が正しくありません"},
		{"hanako@192.0.2.1", "", false, "数字で終わっています"},
		{"ha..na@example.jp", "", false, "ドット（.）の位置"},
		{"hanako@例え.jp", "", false, "「例」"},
		{"花子@example.jp", "", false, "「花」"},
		{"hana ko@example.jp", "", false, "空白"},
		{"hanako@example.jp,taro@example.jp", "", false, "1件だけ"},
		{"hanako@example.jp;taro@example.jp", "", false, "1件だけ"},
		{"花子<hanako@example.jp>", "", false, "「花」"},
		{"<hanako@example.jp>", "", false, "使えない文字「>」"},
		{"hanako@example.jp\r\nBcc: all@example.jp", "", false, "制御文字"},
		{strings.Repeat("a", 65) + "@example.jp", "", false, "長すぎます"},
	} {
		got, err := CheckAddress(c.raw)
		if c.why == "" {
			if err != nil || got.Addr != c.want || got.Quoted != c.quoted {
				t.Errorf("%q: %+v, %v", c.raw, got, err)
			}
			continue
		}
		if !errors.Is(err, ErrAddress) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%q: %v, want %s", c.raw, err, c.why)
		}
	}
}

func TestTheErrorDoesNotRepeatTheAddress(t *testing.T) {
	_, err := CheckAddress("hanako.yamada@localhost")
	if err == nil || strings.Contains(err.Error(), "hanako") || strings.Contains(err.Error(), "localhost") {
		t.Error(err)
	}
}

func TestAnAddressThatPassesIsOneForTheMailStandardToo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkAgainstTheStandard(t, rapid.OneOf(
			rapid.StringMatching(`[a-z.+"]{1,6}@(docomo\.ne\.jp|example\.jp|[a-z.-]{1,8})`), rapid.String(),
		).Draw(t, "raw"))
	})
}

type failer interface{ Fatalf(string, ...any) }

func checkAgainstTheStandard(t failer, raw string) {
	a, err := CheckAddress(raw)
	if err != nil {
		return
	}
	parsed, err := stdmail.ParseAddress(a.Addr)
	if err != nil {
		t.Fatalf("%q → %q: %v", raw, a.Addr, err)
	}
	if parsed.Name != "" || (&stdmail.Address{Address: parsed.Address}).String() != "<"+a.Addr+">" {
		t.Fatalf("%q → %q, but %v", raw, a.Addr, parsed)
	}
	if again, err := CheckAddress(a.Addr); err != nil || again != a {
		t.Fatalf("%q → %+v → %+v, %v", raw, a, again, err)
	}
}

func FuzzCheckAddress(f *testing.F) {
	for _, s := range []string{"hanako@example.jp", "ha..na@docomo.ne.jp", `"a"@example.jp`, "＠", `"""@au.com`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) { checkAgainstTheStandard(t, raw) })
}
