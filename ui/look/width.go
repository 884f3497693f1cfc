package look

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// measuredAt is the size at which single characters are measured once; widths scale linearly.
const measuredAt float32 = 100

// advances keeps the width of each character seen, per face. Used on the main goroutine only,
// like everything that draws.
var advances = [2]map[rune]float32{{}, {}}

// square tells the characters that fill one em in Noto Sans JP: kana, Han and full-width forms.
// They need no measuring, and almost every character of an order is one of them.
func square(r rune) bool {
	return r >= 0x3041 && r <= 0x3096 || r >= 0x30A1 && r <= 0x30FA || r == 'ー' ||
		r >= 0x4E00 && r <= 0x9FA5 || r >= 0xFF10 && r <= 0xFF5A
}

func advance(r rune, size float32, strong bool) float32 {
	if square(r) {
		return size
	}
	face := 0
	if strong {
		face = 1
	}
	w, ok := advances[face][r]
	if !ok {
		w = fyne.MeasureText(string(r), measuredAt, fyne.TextStyle{Bold: strong}).Width
		advances[face][r] = w
	}
	return w * size / measuredAt
}

// TextWidth tells how wide a text of one line is at a size, as the sum of its characters: about a
// hundred times faster than shaping it, and right to a pixel (kerning only makes it narrower).
func TextWidth(text string, size float32, strong bool) float32 {
	var w float32
	for _, r := range text {
		w += advance(r, size, strong)
	}
	return w
}

// Ellipsis stands for what was cut off.
const Ellipsis = "…"

// Shorten cuts a text at its end so that it fits into width, with … for what is missing.
// A text that fits is returned as it is, without an allocation.
func Shorten(text string, width, size float32, strong bool) string {
	limit := width - advance('…', size, strong)
	var w float32
	cut := 0
	for i, r := range text {
		if w <= limit {
			cut = i
		}
		if w += advance(r, size, strong); w > width {
			return strings.TrimRight(text[:cut], " 　") + Ellipsis
		}
	}
	return text
}

// ShortenStart cuts a text at its beginning, for numbers whose end tells them apart.
func ShortenStart(text string, width, size float32, strong bool) string {
	limit := width - advance('…', size, strong)
	var w float32
	cut := len(text)
	for end := len(text); end > 0; {
		r, n := utf8.DecodeLastRuneInString(text[:end])
		if w <= limit {
			cut = end
		}
		if w += advance(r, size, strong); w > width {
			return Ellipsis + strings.TrimLeft(text[cut:], " 　")
		}
		end -= n
	}
	return text
}
