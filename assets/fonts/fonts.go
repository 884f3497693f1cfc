// Package fonts carries the typeface of the window and of the printed papers, so that a computer without Japanese fonts
// shows and prints the same. It knows nothing of where the fonts are used.
//
// Noto Sans JP is licensed under the SIL Open Font License 1.1 (OFL.txt in this folder).
package fonts

import _ "embed" // the two files below become part of the program

// Regular is Noto Sans JP Regular, a static TrueType font: all of CP932 but ≒, also 𠮷 and 髙, with tabular digits.
//
//go:embed NotoSansJP-Regular.ttf
var Regular []byte

// Bold is Noto Sans JP Bold with the same characters.
//
//go:embed NotoSansJP-Bold.ttf
var Bold []byte
