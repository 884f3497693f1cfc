package slip

import "strings"

// Width and Height are the size of the paper, A4, in mm.
const (
	Width  = 210.0
	Height = 297.0
)

// Document is one laid out slip. All measures are in mm from the page's upper left corner.
type Document struct {
	Pages []Page
}

// Page is one sheet. Strokes, boxes and pictures don't overlap the texts, so the order of drawing is free.
type Page struct {
	Texts    []Run
	Strokes  []Stroke
	Boxes    []Box
	Pictures []Picture
}

// Run is a piece of text on one line.
type Run struct {
	X, Y  float64 // left edge and baseline, mm
	Width float64 // advance of the whole text, mm
	Size  float64 // pt
	Bold  bool
	Gray  uint8 // 0 is black
	Text  string
}

// Stroke is a straight line.
type Stroke struct {
	X1, Y1, X2, Y2 float64 // mm
	Thick          float64 // mm
	Gray           uint8
}

// Box is an empty rectangle with an outline.
type Box struct {
	X, Y, W, H float64 // mm
	Thick      float64 // mm
	Gray       uint8
}

// Picture is a PNG scaled into a rectangle of its own proportion.
type Picture struct {
	X, Y, W, H float64 // mm
	PNG        []byte
}

// Text gives the document's whole text, one run a line, pages parted by a form feed.
func (d Document) Text() string {
	var b strings.Builder
	for i, p := range d.Pages {
		if i > 0 {
			b.WriteByte('\f')
		}
		for _, r := range p.Texts {
			b.WriteString(r.Text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}
