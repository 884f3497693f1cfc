package part

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"miseban/ui/look"
)

// Style is how a text is written. Start from one of the styles below and change it with its methods.
type Style struct {
	Size      float32             // pixels; 0 = look.SizeText
	Strong    bool                // bold face
	Color     fyne.ThemeColorName // "" = look.Text
	Mark      bool                // yellow highlighter behind it
	Struck    bool                // crossed out
	Underline bool
}

// The styles of the window.
var (
	Body    = Style{Size: look.SizeText, Color: look.Text}
	Strong  = Style{Size: look.SizeText, Color: look.Text, Strong: true}
	Quiet   = Style{Size: look.SizeText, Color: look.Secondary}
	Caption = Style{Size: look.SizeSecondary, Color: look.Secondary}
	Title   = Style{Size: look.SizeTitle, Color: look.Text, Strong: true}
	Heading = Style{Size: 15, Color: look.Text, Strong: true}
	Quote   = Style{Size: look.SizeQuote, Color: look.Text}
	Figure  = Style{Size: look.SizeFigure, Color: look.Text, Strong: true}
	Alarm   = Style{Size: look.SizeText, Color: look.Error, Strong: true}
)

// In gives the style in another colour.
func (s Style) In(name fyne.ThemeColorName) Style { s.Color = name; return s }

// Bold gives the style in the bold face.
func (s Style) Bold() Style { s.Strong = true; return s }

// Marked gives the style with the highlighter behind it.
func (s Style) Marked() Style { s.Mark = true; return s }

// At gives the style at another size in pixels.
func (s Style) At(size float32) Style { s.Size = size; return s }

func (s Style) size() float32 {
	if s.Size == 0 {
		return look.SizeText
	}
	return s.Size
}

func (s Style) face() fyne.TextStyle {
	return fyne.TextStyle{Bold: s.Strong, Strikethrough: s.Struck, Underline: s.Underline}
}

// write puts a text in this style onto a canvas text, colours from the present theme.
func (s Style) write(t *canvas.Text, text string) {
	name := s.Color
	if name == "" {
		name = look.Text
	}
	t.Text, t.TextSize, t.TextStyle, t.Color = text, s.size(), s.face(), look.Color(name)
}

// measure is the size of a text in this style as it is drawn.
func (s Style) measure(text string) fyne.Size {
	return fyne.MeasureText(text, s.size(), fyne.TextStyle{Bold: s.Strong})
}

// baseline is the distance from the top of a line in this style to its base line. It is the same
// for all texts in one face, so that different sizes can stand on one line.
func (s Style) baseline() float32 {
	_, b := fyne.CurrentApp().Driver().RenderedTextSize("永", s.size(), fyne.TextStyle{Bold: s.Strong}, nil)
	return b
}

// top is where a line in this style begins so that its characters, not its line, are centred in a
// height: the middle of a Japanese character lies 0.38 em above the base line. On a whole pixel.
func (s Style) top(height float32) float32 {
	return float32(math.Round(float64(height/2 - s.baseline() + 0.38*s.size())))
}

func (s Style) lineHeight() float32 { return s.measure("永").Height }
