package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"miseban/assets/fonts"
)

var (
	regular = fyne.NewStaticResource("NotoSansJP-Regular.ttf", fonts.Regular)
	bold    = fyne.NewStaticResource("NotoSansJP-Bold.ttf", fonts.Bold)
)

// Font gives Noto Sans JP for every style but Symbol.
//
// Monospace is Noto Sans JP too: its figures all have one width and its kana are whole, while
// Fyne's monospace face has no Japanese at all. Italic is the upright face: Japanese has none.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return bold
	}
	return regular
}
