package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colour names of 店番. Fyne's own names (theme.ColorName…) are derived from them.
const (
	Background    fyne.ThemeColorName = "misebanBackground"    // the page behind everything
	Surface       fyne.ThemeColorName = "misebanSurface"       // cards, tables, panes
	Line          fyne.ThemeColorName = "misebanLine"          // borders of cards, separators of areas
	LineSoft      fyne.ThemeColorName = "misebanLineSoft"      // between list rows
	Text          fyne.ThemeColorName = "misebanText"          // reading text
	Secondary     fyne.ThemeColorName = "misebanSecondary"     // captions, hints
	NavBackground fyne.ThemeColorName = "misebanNavBackground" // the rail at the left, dark in both palettes
	NavSelected   fyne.ThemeColorName = "misebanNavSelected"   // the open area
	NavHover      fyne.ThemeColorName = "misebanNavHover"      // an area under the pointer
	NavEdge       fyne.ThemeColorName = "misebanNavEdge"       // 3 px edge of the open area
	NavText       fyne.ThemeColorName = "misebanNavText"       // areas
	NavStrong     fyne.ThemeColorName = "misebanNavStrong"     // the program's name, the open area
	NavFoot       fyne.ThemeColorName = "misebanNavFoot"       // state lines at the rail's foot
	Accent        fyne.ThemeColorName = "misebanAccent"        // the page's one primary button
	AccentHover   fyne.ThemeColorName = "misebanAccentHover"   // the same under the pointer
	AccentText    fyne.ThemeColorName = "misebanAccentText"    // its label
	AccentHint    fyne.ThemeColorName = "misebanAccentHint"    // its key
	Link          fyne.ThemeColorName = "misebanLink"          // text that leads somewhere
	Selection     fyne.ThemeColorName = "misebanSelection"     // selected rows
	SelectionSoft fyne.ThemeColorName = "misebanSelectionSoft" // a chosen card
	Hover         fyne.ThemeColorName = "misebanHover"         // rows and buttons under the pointer
	Bar           fyne.ThemeColorName = "misebanBar"           // table headers and the foot line
	BarText       fyne.ThemeColorName = "misebanBarText"       // text on them
	ButtonLine    fyne.ThemeColorName = "misebanButtonLine"    // border of a plain button or field
	ChipLine      fyne.ThemeColorName = "misebanChipLine"      // border of a chip
	Disabled      fyne.ThemeColorName = "misebanDisabled"      // text of what can't be pressed now
	Notice        fyne.ThemeColorName = "misebanNotice"        // a card that explains or warns
	NoticeLine    fyne.ThemeColorName = "misebanNoticeLine"    // its border
	Attention     fyne.ThemeColorName = "misebanAttention"     // border of the question being asked
	Mark          fyne.ThemeColorName = "misebanMark"          // highlighter behind words
	Good          fyne.ThemeColorName = "misebanGood"          // figures that are fine
	Warn          fyne.ThemeColorName = "misebanWarn"          // figures that want a look
	Error         fyne.ThemeColorName = "misebanError"         // what failed; a word always says it too
	ErrorHover    fyne.ThemeColorName = "misebanErrorHover"    // a dangerous button under the pointer
	ErrorSoft     fyne.ThemeColorName = "misebanErrorSoft"     // behind an error
	Dim           fyne.ThemeColorName = "misebanDim"           // over the page behind a dialog
)

// rgb reads 0xRRGGBB as an opaque colour.
func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

// pair is one role in both palettes.
// Interface values, so that looking one up allocates nothing.
type pair struct{ light, dark color.Color }

func both(light, dark uint32) pair { return pair{rgb(light), rgb(dark)} }

var palette = map[fyne.ThemeColorName]pair{
	Background:    both(0xF7F7F5, 0x16181C),
	Surface:       both(0xFFFFFF, 0x1E2126),
	Line:          both(0xE3E3DF, 0x353A41),
	LineSoft:      both(0xEDEDEA, 0x2A2E34),
	Text:          both(0x1F2328, 0xE6E8EB),
	Secondary:     both(0x6B7078, 0x9EA4AD),
	NavBackground: both(0x20304F, 0x131C30),
	NavSelected:   both(0x31456D, 0x2A3C62),
	NavHover:      both(0x293B5E, 0x1F2C49),
	NavEdge:       both(0xF2B33D, 0xF2B33D),
	NavText:       both(0xD7DEEC, 0xC9D2E4),
	NavStrong:     both(0xFFFFFF, 0xFFFFFF),
	NavFoot:       both(0xA3B0CA, 0x8F9CB8),
	Accent:        both(0x264B96, 0x3B63B5),
	AccentHover:   both(0x1F3F80, 0x4670C4),
	AccentText:    both(0xFFFFFF, 0xFFFFFF),
	AccentHint:    both(0xC3D0EC, 0xDCE5F7),
	Link:          both(0x264B96, 0x8FB0F0),
	Selection:     both(0xE6EEFB, 0x25365A),
	SelectionSoft: both(0xF5F8FE, 0x1F2940),
	Hover:         both(0xEFEFEC, 0x292D33),
	Bar:           both(0xF1F1EE, 0x22262B),
	BarText:       both(0x62676F, 0xA4AAB3),
	ButtonLine:    both(0xCFCFCA, 0x4A5059),
	ChipLine:      both(0xD5D5D0, 0x474D55),
	Disabled:      both(0x8A9099, 0x747B85),
	Notice:        both(0xFFFAF0, 0x2B2618),
	NoticeLine:    both(0xF2E2BF, 0x57491F),
	Attention:     both(0xF2B33D, 0xC68F2A),
	Mark:          both(0xFDE68A, 0x6B5510),
	Good:          both(0x2F7D46, 0x7CCB92),
	Warn:          both(0xB45309, 0xF0A85A),
	Error:         both(0xB42318, 0xFF8F85),
	ErrorHover:    both(0xFDF1F0, 0x3A1F1D),
	ErrorSoft:     both(0xFDECEA, 0x3D1B18),
	Dim:           {color.NRGBA{A: 0x59}, color.NRGBA{A: 0x8C}},

	// Nothing has a shadow: under Fyne a scrolled list would wear one at each edge. Menus stand out
	// by their ground instead.
	theme.ColorNameShadow:              {color.NRGBA{}, color.NRGBA{}},
	theme.ColorNameMenuBackground:      both(0xE9EEF7, 0x2D333D),
	theme.ColorNameFocus:               {color.NRGBA{0x26, 0x4B, 0x96, 0x40}, color.NRGBA{0x8F, 0xB0, 0xF0, 0x50}},
	theme.ColorNamePressed:             {color.NRGBA{A: 0x14}, color.NRGBA{0xff, 0xff, 0xff, 0x18}},
	theme.ColorNameScrollBar:           {color.NRGBA{0x1F, 0x23, 0x28, 0x55}, color.NRGBA{0xE6, 0xE8, 0xEB, 0x55}},
	theme.ColorNameScrollBarBackground: {color.NRGBA{0xE3, 0xE3, 0xDF, 0x60}, color.NRGBA{0x35, 0x3A, 0x41, 0x60}},
	theme.ColorNameForegroundOnSuccess: both(0xFFFFFF, 0x16181C),
	theme.ColorNameForegroundOnWarning: both(0xFFFFFF, 0x16181C),
	theme.ColorNameForegroundOnError:   both(0xFFFFFF, 0x16181C),
	theme.ColorNameDisabledButton:      both(0xF1F1EE, 0x22262B),
}

// fyneRole maps Fyne's names to ours.
var fyneRole = map[fyne.ThemeColorName]fyne.ThemeColorName{
	theme.ColorNameBackground:          Background,
	theme.ColorNameForeground:          Text,
	theme.ColorNameButton:              Surface,
	theme.ColorNameDisabled:            Disabled,
	theme.ColorNameError:               Error,
	theme.ColorNameForegroundOnPrimary: AccentText,
	theme.ColorNameHeaderBackground:    Bar,
	theme.ColorNameHover:               Hover,
	theme.ColorNameHyperlink:           Link,
	theme.ColorNameInputBackground:     Surface,
	theme.ColorNameInputBorder:         ButtonLine,
	theme.ColorNameOverlayBackground:   Surface,
	theme.ColorNamePlaceHolder:         Secondary,
	theme.ColorNamePrimary:             Link,
	theme.ColorNameSelection:           Selection,
	theme.ColorNameSeparator:           Line,
	theme.ColorNameSuccess:             Good,
	theme.ColorNameWarning:             Warn,
}

// colorOf looks a name up; an unknown one shows as reading text, so that it can be seen.
func colorOf(n fyne.ThemeColorName, dark bool) color.Color {
	if own, ok := fyneRole[n]; ok {
		n = own
	}
	p, ok := palette[n]
	if !ok {
		p = palette[Text]
	}
	if dark {
		return p.dark
	}
	return p.light
}
