// Package look is the appearance of the window: colours by role, text sizes, the two faces of
// Noto Sans JP, Fyne's own words in Japanese, and the width of a text in that face.
//
// It knows nothing of orders, of screens or of the store: a status reaches it as a Tone.
package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode says which palette a Theme shows.
type Mode int

// The three choices that the settings page offers.
const (
	// System follows the operating system.
	System Mode = iota
	// Light always shows the light palette.
	Light
	// Dark always shows the dark palette.
	Dark
)

// Text sizes, in Fyne's device independent pixels.
const (
	SizeText      float32 = 13 // all reading text, list rows
	SizeSecondary float32 = 12 // captions, hints, pills
	SizeChip      float32 = 11 // outlined tags and count badges
	SizeTitle     float32 = 16 // title of a page or a pane
	SizeQuote     float32 = 18 // a customer's words in a question
	SizeFigure    float32 = 24 // the one number of a card
)

// Measures shared by parts and grid.
const (
	RowHeight float32 = 30 // one list row, its separator included
	Unit      float32 = 8  // the grid of distances
	Radius    float32 = 4  // corners of buttons, fields and pills
)

// Theme is 店番's Fyne theme. The zero value follows the system.
type Theme struct {
	mode Mode
}

// New makes the theme; install it with app.Settings().SetTheme.
func New(mode Mode) *Theme { return &Theme{mode: mode} }

// Mode tells which palette was asked for.
func (t *Theme) Mode() Mode { return t.mode }

// dark decides the palette. Any variant that is not Fyne's dark one reads as light.
func (t *Theme) dark(v fyne.ThemeVariant) bool {
	switch t.mode {
	case Light:
		return false
	case Dark:
		return true
	}
	return v == theme.VariantDark
}

// Color gives the colour of one of this package's names, or of one of Fyne's.
func (t *Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	return colorOf(n, t.dark(v))
}

// Icon gives Fyne's own icons, which take their colours from this theme.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(n) }

// Size gives the measures of Fyne's own widgets.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameText:
		return SizeText
	case theme.SizeNameCaptionText:
		return SizeSecondary
	case theme.SizeNameSubHeadingText:
		return 14
	case theme.SizeNameHeadingText:
		return SizeTitle
	case theme.SizeNamePadding:
		return 4
	case theme.SizeNameInnerPadding:
		return 6
	case theme.SizeNameLineSpacing:
		return 3
	case theme.SizeNameInlineIcon:
		return 16
	case theme.SizeNameScrollBar:
		return 8
	case theme.SizeNameScrollBarSmall:
		return 4
	case theme.SizeNameScrollBarRadius:
		return 3
	case theme.SizeNameInputBorder, theme.SizeNameSeparatorThickness:
		return 1
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNameSelectionRadius,
		theme.SizeNamePopupRadius, theme.SizeNameMenuRadius:
		return Radius
	case theme.SizeNameCardRadius, theme.SizeNameDialogRadius:
		return 6
	}
	return theme.DefaultTheme().Size(n)
}

// Color gives a colour by its name in the variant that the running application shows now.
// Ask again on every Refresh: the owner may change between light and dark at any time.
func Color(n fyne.ThemeColorName) color.Color {
	s := fyne.CurrentApp().Settings()
	if t, ok := s.Theme().(*Theme); ok {
		return t.Color(n, s.ThemeVariant())
	}
	return colorOf(n, s.ThemeVariant() == theme.VariantDark)
}
