package rules

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"miseban/ui/look"
)

// build draws all rows anew.
func (r *treeRenderer) build() {
	t := r.t
	w := t.Size().Width
	if w <= 0 {
		w = 480
	}
	t.arrange(w)
	r.objects = nil
	for i, x := range t.rows {
		r.row(i, x, t.lines[i])
	}
}

func (r *treeRenderer) row(i int, x row, l treeLine) {
	t := r.t
	if x.kind == rowTitle {
		r.text(x.cells[0].text, look.SizeSecondary, true, look.Secondary, treeLeft, l.y+4, t.width)
		return
	}
	at := i == t.row && t.focused
	if at || i == t.hover {
		name := look.SelectionSoft
		if !at {
			name = look.Background
		}
		r.box(name, "", 0, l.y, t.width, l.h, look.Radius)
	}
	for d := range x.depth {
		r.box(look.Line, "", float32(treeLeft+treeIndent*d)+8, l.y, 1, l.h, 0)
	}
	for j, c := range x.cells {
		r.cell(x, c, l.cells[j], l.y, at && j == t.cell)
	}
	if l.note > 0 {
		text, name := x.note, look.Secondary
		if x.fault != "" {
			text, name = "未完成："+x.fault, look.Warn
		}
		left := l.cells[0].x + 2
		r.text(look.Shorten(text, t.width-left-crossWidth, look.SizeSecondary, false), look.SizeSecondary, false, name, left, l.y+l.note, t.width)
	}
	if removable(x) && (at || i == t.hover) {
		r.text("×", 15, false, look.Secondary, t.width-crossWidth+8, l.y+5, crossWidth)
	}
}

func (r *treeRenderer) cell(x row, c cell, b cellBox, y float32, cursor bool) {
	text, name, bold := c.text, look.Text, x.kind == rowHeader
	ground, line := look.Surface, look.ButtonLine
	switch {
	case c.missing:
		name, ground, line = look.Warn, look.Notice, look.Attention
	case c.quiet:
		name, ground, line = look.Link, "", ""
	case c.kind == cellField || c.kind == cellDeed:
		bold = true
	case c.kind == cellOp:
		ground, line = "", ""
	}
	if x.kind == rowHeader {
		ground, line = look.Bar, look.Line
	}
	if ground != "" {
		r.box(ground, line, b.x, y+b.y, b.w, cellHeight, look.Radius)
	}
	if cursor {
		f := r.box("", look.Attention, b.x-1, y+b.y-1, b.w+2, cellHeight+2, look.Radius+1)
		f.StrokeWidth = 2
	}
	r.text(look.Shorten(text, b.w-2*cellPad+1, look.SizeText, bold), look.SizeText, bold, name, b.x+cellPad, y+b.y+3, b.w)
}

func (r *treeRenderer) box(fill, stroke fyne.ThemeColorName, x, y, w, h, radius float32) *canvas.Rectangle {
	b := canvas.NewRectangle(nil)
	if fill != "" {
		b.FillColor = look.Color(fill)
	}
	if stroke != "" {
		b.StrokeColor, b.StrokeWidth = look.Color(stroke), 1
	}
	b.CornerRadius = radius
	b.Move(fyne.NewPos(x, y))
	b.Resize(fyne.NewSize(w, h))
	r.objects = append(r.objects, b)
	return b
}

func (r *treeRenderer) text(text string, size float32, bold bool, name fyne.ThemeColorName, x, y, w float32) {
	o := canvas.NewText(text, look.Color(name))
	o.TextSize, o.TextStyle = size, fyne.TextStyle{Bold: bold}
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, o.MinSize().Height))
	r.objects = append(r.objects, o)
}
