package look_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"pgregory.net/rapid"

	"miseban/ui/look"
)

// luminance is the relative luminance of WCAG 2.1.
func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(n.R) + 0.7152*part(n.G) + 0.0722*part(n.B)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func TestEveryTextIsReadableOnItsGroundInBothPalettes(t *testing.T) {
	type on struct{ text, ground fyne.ThemeColorName }
	pairs := []on{
		{look.Text, look.Background}, {look.Text, look.Surface}, {look.Text, look.Selection},
		{look.Text, look.Notice}, {look.Text, look.Mark}, {look.Text, look.Bar}, {look.Text, look.Hover},
		{look.Secondary, look.Background}, {look.Secondary, look.Surface}, {look.Secondary, look.Notice},
		{look.BarText, look.Bar}, {look.NavText, look.NavBackground}, {look.NavStrong, look.NavSelected},
		{look.NavFoot, look.NavBackground}, {look.AccentText, look.Accent}, {look.AccentText, look.AccentHover},
		{look.AccentHint, look.Accent}, {look.Link, look.Surface}, {look.Good, look.Surface},
		{look.Warn, look.Surface}, {look.Error, look.Surface}, {look.Error, look.ErrorSoft}, {look.Error, look.ErrorHover},
	}
	for tone := look.ToneNeutral; tone <= look.ToneError; tone++ {
		ground, text := tone.Pill()
		pairs = append(pairs, on{text, ground}, on{look.BadgeText, tone.Badge()})
	}
	for _, mode := range []look.Mode{look.Light, look.Dark} {
		th := look.New(mode)
		for _, p := range pairs {
			got := contrast(th.Color(p.text, 0), th.Color(p.ground, 0))
			if got < 4.5 {
				t.Errorf("mode %d: %s on %s has %.2f : 1, want at least 4.5", mode, p.text, p.ground, got)
			}
		}
	}
}

func TestThemeFollowsTheSystemUnlessTold(t *testing.T) {
	follows := look.New(look.System)
	if follows.Color(look.Surface, theme.VariantDark) == follows.Color(look.Surface, theme.VariantLight) {
		t.Error("the same surface in light and dark")
	}
	fixed := look.New(look.Light)
	if fixed.Color(look.Surface, theme.VariantDark) != fixed.Color(look.Surface, theme.VariantLight) {
		t.Error("明るい was chosen, but a dark system changed it")
	}
}

func TestOrdersWithRareCharactersShowNoReplacementMark(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	draw := func(s string) string {
		text := canvas.NewText(s, color.Black)
		text.TextSize = 40
		w := test.NewTempWindow(t, text)
		w.Resize(fyne.NewSize(80, 70))
		img := w.Canvas().Capture()
		var ink []byte
		for y := 0; y < img.Bounds().Dy(); y++ {
			for x := 0; x < img.Bounds().Dx(); x++ {
				r, _, _, _ := img.At(x, y).RGBA()
				ink = append(ink, byte(r>>8))
			}
		}
		return string(ink)
	}
	missing, blank := draw("\uFFFD"), draw(" ")
	seen := map[string]rune{}
	for _, r := range "髙﨑濵𠮷德邊あア々〆〒①㈱…→▲▼✓✗☑" {
		got := draw(string(r))
		if got == missing || got == blank {
			t.Errorf("%c (U+%04X) is drawn as a replacement mark or not at all", r, r)
		}
		if other, twice := seen[got]; twice {
			t.Errorf("%c looks exactly like %c", r, other)
		}
		seen[got] = r
	}
}

func TestFyneSpeaksJapaneseOnAnyComputer(t *testing.T) {
	for _, system := range []string{"C", "en_US.UTF-8", "de_DE.UTF-8", "zh_CN.UTF-8", "ja_JP.UTF-8"} {
		for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"} {
			t.Setenv(name, system)
		}
		if err := look.SpeakJapanese(); err != nil {
			t.Fatalf("%s: %v", system, err)
		}
		for key, want := range map[string]string{"Paste": "貼り付け", "Cancel": "やめる", "Select all": "すべて選択"} {
			if got := lang.L(key); got != want {
				t.Errorf("%s: %s reads %q, want %q", system, key, got, want)
			}
		}
	}
}

func TestWidthOfATextIsWhatIsDrawn(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	for _, s := range []string{"山﨑 美咲", "yshop-10000412", "13,190", "今治タオル フェイス 藍 ×2", "ﾊﾝｶｸ", "（株）サンプル", "…0000100003"} {
		for _, strong := range []bool{false, true} {
			drawn := fyne.MeasureText(s, look.SizeText, fyne.TextStyle{Bold: strong}).Width
			if got := look.TextWidth(s, look.SizeText, strong); math.Abs(float64(got-drawn)) > 2 {
				t.Errorf("%s (bold %v): %.1f, drawn %.1f", s, strong, got, drawn)
			}
		}
	}
}

func TestShortenedTextFitsAndKeepsItsEnd(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Light))
	if got := look.Shorten("東京都港区芝公園", 60, 13, false); got != "東京都…" {
		t.Errorf("got %q: three of four squares of 13 px and … fit into 60 px", got)
	}
	if got := look.ShortenStart("東京都港区芝公園", 60, 13, false); got != "…芝公園" {
		t.Errorf("got %q, want the end", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[a-z0-9ぁ-ん一-龠 -]{0,40}`).Draw(t, "text")
		width := rapid.Float32Range(20, 400).Draw(t, "width")
		for _, short := range []string{look.Shorten(s, width, 13, false), look.ShortenStart(s, width, 13, false)} {
			if w := look.TextWidth(short, 13, false); w > width+0.01 {
				t.Fatalf("%q is %.1f wide, the column %.1f", short, w, width)
			}
			if look.TextWidth(s, 13, false) <= width && short != s {
				t.Fatalf("%q fits into %.1f but became %q", s, width, short)
			}
		}
	})
}
