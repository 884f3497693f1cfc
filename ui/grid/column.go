package grid

import "miseban/ui/look"

// Align is the side on which a column's text stands.
type Align uint8

// The two alignments: words left, figures right.
const (
	Left Align = iota
	Right
)

// Column describes one column.
type Column struct {
	ID    string  // the name under which width and order are kept
	Title string  // 注文番号
	Width float32 // pixels, the distance to the next column included
	Align Align
	// Grow gives the column the width that the others leave. Its Width is the least it gets.
	Grow bool
	// NoSort leaves the order alone when the title is clicked.
	NoSort bool
	// Always keeps the column in sight: it has no line in the columns menu.
	Always bool
	// Hidden is whether the column is out of sight until the owner wants it.
	Hidden bool
	// KeepEnd cuts texts that are too long at their beginning: order numbers differ at the end.
	KeepEnd bool
}

// ColumnState is what the owner did to a column, to be kept until the next start.
type ColumnState struct {
	ID     string  `json:"id"`
	Width  float32 `json:"width"`
	Hidden bool    `json:"hidden,omitempty"`
}

// Sort is the order that the header shows: by which column. The rows are sorted by who made them.
type Sort struct {
	Column     string
	Descending bool
}

// Measures of the grid, in pixels.
const (
	headerHeight float32 = 27
	cellPad      float32 = 8
	leastWidth   float32 = 36
	edgeReach    float32 = 5 // how near to a column's edge the pointer drags it
)

// shown is a visible column with its place.
type shown struct {
	*Column
	index int // in Row.Cells
	x, w  float32
}

// arrange places the visible columns in a width and tells how wide they are together.
func arrange(columns []Column, width float32, into []shown) ([]shown, float32) {
	into = into[:0]
	var total float32
	grow := -1
	for i := range columns {
		c := &columns[i]
		if c.Hidden {
			continue
		}
		if c.Grow {
			grow = len(into)
		}
		w := max(c.Width, leastWidth)
		into = append(into, shown{c, i, total, w})
		total += w
	}
	if grow >= 0 && total < width {
		more := width - total
		into[grow].w += more
		for i := grow + 1; i < len(into); i++ {
			into[i].x += more
		}
		total = width
	}
	return into, total
}

// cut shortens a text to a column's inner width.
func (s shown) cut(text string, width, size float32, strong bool) string {
	if s.KeepEnd {
		return look.ShortenStart(text, width, size, strong)
	}
	return look.Shorten(text, width, size, strong)
}
