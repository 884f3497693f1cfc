package grid

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"miseban/ui/look"
)

// slot draws one row in sight: bare texts and rectangles, used again for the next row.
type slot struct {
	box    *fyne.Container
	row    int // -1: nothing that may be kept
	ground *canvas.Rectangle
	line   *canvas.Rectangle
	frame  *canvas.Rectangle
	boxes  []*canvas.Rectangle // of pills and chips
	texts  []*canvas.Text
	usedB  int
	usedT  int
}

func newSlot() *slot {
	s := &slot{row: -1, ground: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), frame: canvas.NewRectangle(nil)}
	s.frame.StrokeWidth = 1
	s.frame.FillColor = color.Transparent
	s.box = &fyne.Container{Objects: []fyne.CanvasObject{s.ground, s.line, s.frame}}
	return s
}

func (s *slot) hide() {
	s.row = -1
	if !s.box.Hidden {
		s.box.Hide()
	}
}

// paint sets a rectangle's colours and redraws it if they differ.
func paint(r *canvas.Rectangle, fill, stroke color.Color) {
	if r.FillColor != fill || r.StrokeColor != stroke {
		r.FillColor, r.StrokeColor = fill, stroke
		r.Refresh()
	}
}

func visible(o fyne.CanvasObject, on bool) {
	if on != o.Visible() {
		if on {
			o.Show()
		} else {
			o.Hide()
		}
	}
}

// mark shows selection, pointer and keyboard on the row.
func (s *slot) mark(marked, hovered, cursor bool) {
	name := look.Hover
	if marked {
		name = look.Selection
	}
	paint(s.ground, look.Color(name), nil)
	visible(s.ground, marked || hovered)
	if cursor {
		paint(s.frame, color.Transparent, look.Color(look.Link))
	}
	visible(s.frame, cursor)
}

// show draws row i.
func (s *slot) show(i int, row Row, columns []shown, width float32) {
	s.row, s.usedB, s.usedT = i, 0, 0
	s.box.Move(fyne.NewPos(0, look.RowHeight*float32(i)))
	s.box.Resize(fyne.NewSize(width, look.RowHeight))
	s.ground.Resize(fyne.NewSize(width, look.RowHeight-1))
	s.frame.Resize(fyne.NewSize(width, look.RowHeight-1))
	s.line.Move(fyne.NewPos(0, look.RowHeight-1))
	s.line.Resize(fyne.NewSize(width, 1))
	paint(s.line, look.Color(look.LineSoft), nil)
	for _, c := range columns {
		if c.index < len(row.Cells) {
			s.cell(row.Cells[c.index], c, row.Faint)
		}
	}
	for _, b := range s.boxes[s.usedB:] {
		visible(b, false)
	}
	for _, t := range s.texts[s.usedT:] {
		visible(t, false)
	}
	visible(s.box, true)
}

// Distances inside a cell, in pixels.
const (
	pillPad  float32 = 7
	chipPad  float32 = 6
	spanGap  float32 = 4
	wordGap  float32 = 10 // between a text and a pill
	leastTag float32 = 30 // narrower than this a tag says nothing
)

func (s *slot) cell(c Cell, col shown, faint bool) {
	room := col.w - 2*cellPad
	if col.Align == Right {
		w := c.Span.width()
		for _, m := range c.More {
			w += wordGap + m.width()
		}
		if w < room {
			s.spans(c, col, col.x+cellPad+room-w, w+0.5, faint)
			return
		}
	}
	s.spans(c, col, col.x+cellPad, room, faint)
}

// width is that of a span that is not cut.
func (sp Span) width() float32 {
	if sp.Text == "" {
		return 0
	}
	_, size, face := sp.dress(false)
	w := look.TextWidth(sp.Text, size, face.Bold)
	switch sp.Kind {
	case Pill:
		w += 2 * pillPad
	case Chip:
		w += 2 * chipPad
	}
	return w
}

func (s *slot) spans(c Cell, col shown, x, room float32, faint bool) {
	end := x + room
	before := Kind(255)
	for i := -1; i < len(c.More); i++ {
		sp := c.Span
		if i >= 0 {
			sp = c.More[i]
		}
		if sp.Text == "" {
			continue
		}
		if before != 255 {
			if before == Chip && sp.Kind == Chip {
				x += spanGap
			} else {
				x += wordGap - 2
			}
		}
		if x >= end {
			return
		}
		x += s.span(sp, col, x, end-x, faint)
		before = sp.Kind
	}
}

// span draws one span and tells how wide it became.
func (s *slot) span(sp Span, col shown, x, room float32, faint bool) float32 {
	name, size, face := sp.dress(faint)
	pad := float32(0)
	switch sp.Kind {
	case Pill:
		pad = pillPad
	case Chip:
		pad = chipPad
	}
	if pad > 0 && room < leastTag {
		return room
	}
	text := col.cut(sp.Text, room-2*pad, size, face.Bold)
	w := look.TextWidth(text, size, face.Bold)
	if pad > 0 {
		h := float32(18)
		fill, stroke := look.Color(look.Surface), look.Color(look.ChipLine)
		if sp.Kind == Pill {
			back, _ := sp.Tone.Pill()
			h, fill, stroke = 19, look.Color(back), nil
		}
		b := s.nextBox()
		b.StrokeWidth = 0
		if stroke != nil {
			b.StrokeWidth = 1
		}
		b.Move(fyne.NewPos(x, float32(int((look.RowHeight-1-h)/2))))
		b.Resize(fyne.NewSize(w+2*pad, h))
		paint(b, fill, stroke)
		visible(b, true)
	}
	s.write(text, x+pad, w, size, face, look.Color(name))
	return w + 2*pad
}

func (s *slot) nextBox() *canvas.Rectangle {
	if s.usedB == len(s.boxes) {
		b := canvas.NewRectangle(nil)
		b.CornerRadius = 3
		s.boxes = append(s.boxes, b)
		// Behind all texts, before the cursor's frame.
		at := 2 + s.usedB
		s.box.Objects = append(s.box.Objects, nil)
		copy(s.box.Objects[at+1:], s.box.Objects[at:])
		s.box.Objects[at] = b
	}
	s.usedB++
	return s.boxes[s.usedB-1]
}

func (s *slot) write(text string, x, w, size float32, face fyne.TextStyle, c color.Color) {
	if s.usedT == len(s.texts) {
		t := &canvas.Text{}
		s.texts = append(s.texts, t)
		s.box.Objects = append(s.box.Objects, t)
	}
	t := s.texts[s.usedT]
	s.usedT++
	changed := t.Text != text || t.TextSize != size || t.TextStyle != face || t.Color != c
	t.Text, t.TextSize, t.TextStyle, t.Color = text, size, face, c
	h := lineHeight(size)
	// The middle of a Japanese character lies 0.78 of its size below the top of its line.
	t.Move(fyne.NewPos(x, float32(int((look.RowHeight-1)/2-0.78*size+0.5))))
	if size := fyne.NewSize(w+1, h); t.Size() != size {
		t.Resize(size) // redraws
		changed = false
	}
	if changed {
		t.Refresh()
	}
	visible(t, true)
}

// lineHeight is the height of a line of Noto Sans JP: ascent 1.16 and descent 0.288 of its size.
func lineHeight(size float32) float32 { return float32(int(size*1.448 + 0.5)) }
