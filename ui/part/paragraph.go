package part

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"miseban/ui/look"
)

// Paragraph is a text of several lines and styles, wrapped by Japanese rules to the width it gets.
// Its height follows from its width: put it into a VStack, which asks again after giving a width.
type Paragraph struct {
	widget.BaseWidget
	runs   []Run
	width  float32 // for which lines was made
	lines  []line
	height float32
}

// NewParagraph makes a paragraph.
func NewParagraph(runs ...Run) *Paragraph {
	p := &Paragraph{runs: runs}
	p.ExtendBaseWidget(p)
	return p
}

// NewNote is a paragraph in one style.
func NewNote(text string, style Style) *Paragraph { return NewParagraph(Run{text, style}) }

// SetRuns changes the words.
func (p *Paragraph) SetRuns(runs ...Run) {
	p.runs, p.lines = runs, nil
	p.Refresh()
}

// Text gives the words without styles.
func (p *Paragraph) Text() string {
	s := ""
	for _, r := range p.runs {
		s += r.Text
	}
	return s
}

func (p *Paragraph) wrapTo(width float32) {
	if width == p.width && p.lines != nil {
		return
	}
	p.width, p.height = width, 0
	limit := width
	if limit <= 0 {
		limit = 1e6
	}
	p.lines = wrap(p.runs, limit, func(r rune, s Style) float32 {
		return look.TextWidth(string(r), s.size(), s.Strong)
	})
	for _, l := range p.lines {
		p.height += lineHeight(l)
	}
}

// lineHeight is that of the tallest piece; an empty line is as high as reading text.
func lineHeight(l line) float32 {
	h := float32(0)
	for _, f := range l {
		h = max(h, f.style.lineHeight())
	}
	if h == 0 {
		h = Body.lineHeight()
	}
	return h
}

// Highlight cuts a text into runs so that the given byte ranges are marked in yellow; ranges may
// come in any order and overlap, and what lies outside the text is ignored.
func Highlight(text string, style Style, ranges ...[2]int) []Run {
	sort.Slice(ranges, func(i, j int) bool { return ranges[i][0] < ranges[j][0] })
	var runs []Run
	at := 0
	for _, r := range ranges {
		from, to := max(r[0], at), min(r[1], len(text))
		if from >= to {
			continue
		}
		if from > at {
			runs = append(runs, Run{text[at:from], style})
		}
		runs = append(runs, Run{text[from:to], style.Marked()})
		at = to
	}
	if at < len(text) {
		runs = append(runs, Run{text[at:], style})
	}
	return runs
}

// CreateRenderer is Fyne's.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	d := &drawing{part: p}
	d.min = func() fyne.Size {
		p.wrapTo(p.Size().Width)
		return fyne.NewSize(40, p.height)
	}
	build := func() {
		p.wrapTo(p.Size().Width)
		d.objects = d.objects[:0]
		y := float32(0)
		for _, l := range p.lines {
			h, base := lineHeight(l), float32(0)
			for _, f := range l {
				base = max(base, f.style.baseline())
			}
			for _, f := range l {
				fh := f.style.lineHeight()
				top := y + base - f.style.baseline()
				if f.style.Mark {
					m := canvas.NewRectangle(look.Color(look.Mark))
					place(m, f.x, top+1, f.w, fh-2)
					d.objects = append(d.objects, m)
				}
				t := &canvas.Text{}
				f.style.write(t, f.text)
				place(t, f.x, top, f.w, fh)
				d.objects = append(d.objects, t)
			}
			y += h
		}
	}
	d.paint = func() { p.lines = nil; build() }
	d.layout = func(size fyne.Size) {
		if size.Width != p.width || p.lines == nil || len(d.objects) == 0 {
			build()
			canvas.Refresh(p)
		}
	}
	build()
	return d
}
