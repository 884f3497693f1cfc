package purchase

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// textLines is how many lines a text of 10 points takes in a column of that width; a kanji or kana is two characters wide.
func textLines(t string, width float64) int {
	room := width * 1.15 // the width counts digits of 11 points, which are wider
	lines := 0
	for part := range strings.SplitSeq(t, "\n") {
		w := 0.0
		lines++
		for _, r := range part {
			wide := 2.0
			if r < 0x2000 || r >= 0xff61 && r <= 0xff9f {
				wide = 1
			}
			if w += wide; w > room {
				w = wide
				lines++
			}
		}
	}
	return lines
}

// look builds a style.
type look struct{ s excelize.Style }

func face(size float64, bold bool) look {
	return look{excelize.Style{
		Font:      &excelize.Font{Family: fontName, Size: size, Bold: bold},
		Alignment: &excelize.Alignment{Vertical: "center"},
		NumFmt:    textFormat,
	}}
}

// Number formats of Excel: 49 is text, so that a text that begins with = stays one even when somebody edits the cell; 3 is #,##0.
const (
	textFormat      = 49
	thousandsFormat = 3
)

func (l look) aligned(change func(*excelize.Alignment)) look {
	a := *l.s.Alignment
	change(&a)
	l.s.Alignment = &a
	return l
}

func (l look) align(h string) look {
	return l.aligned(func(a *excelize.Alignment) { a.Horizontal = h })
}
func (l look) indent() look { return l.aligned(func(a *excelize.Alignment) { a.Indent = 1 }) }
func (l look) wrap() look   { return l.aligned(func(a *excelize.Alignment) { a.WrapText = true }) }
func (l look) top() look {
	return l.aligned(func(a *excelize.Alignment) { a.Vertical, a.Horizontal = "top", "left" })
}

func (l look) thousands() look { l.s.NumFmt = thousandsFormat; return l }

func (l look) shade() look {
	l.s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8ECF2"}}
	return l
}

func (l look) box() look {
	l.s.Border = nil
	for _, side := range []string{"left", "right", "top", "bottom"} {
		l.s.Border = append(l.s.Border, excelize.Border{Type: side, Color: "808080", Style: 1})
	}
	return l
}

func (l look) bottom() look {
	l.s.Border = []excelize.Border{{Type: "bottom", Color: "404040", Style: 1}}
	return l
}

func (l look) style() *excelize.Style { return &l.s }
