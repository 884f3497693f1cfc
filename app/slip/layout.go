package slip

import "strconv"

// The page's grid in mm.
const (
	left   = 18.0
	right  = Width - 18
	bottom = 279.0 // texts of the body end above
	footer = 288.0 // baseline of the page mark

	nextTop = 28.0 // where the body begins on the second and later pages
)

// The paper's few text styles. Black is a dark gray, so that the page stays calm; labels are lighter.
const (
	ink  = 0x20
	soft = 0x66
	hair = 0xC4
)

var (
	runningStyle = style{size: 22, bold: true, gray: ink}
	titleStyle   = style{size: 18, gray: ink}
	nameStyle    = style{size: 13, gray: ink}
	strongStyle  = style{size: 10.5, bold: true, gray: ink}
	totalStyle   = style{size: 13, bold: true, gray: ink}
	bodyStyle    = style{size: 9.5, gray: ink}
	boldBody     = style{size: 9.5, bold: true, gray: ink}
	addressStyle = style{size: 10, gray: ink}
	textStyle    = style{size: 9, gray: ink}
	optionStyle  = style{size: 8.5, gray: 0x40}
	smallStyle   = style{size: 8, gray: soft}
	senderStyle  = style{size: 8.5, gray: ink}
)

// Layout sets a slip on as many A4 pages as it needs. It is pure and can run for many slips at once.
func Layout(s Slip) Document {
	c := contentOf(s)
	k := &composer{c: c}
	k.firstPage()
	k.table()
	k.enclosed()
	k.totals()
	k.notes()
	k.message()
	k.pageMarks()
	return k.doc
}

// composer fills pages from top to bottom; y is where the next block may begin.
type composer struct {
	c   content
	doc Document
	y   float64
}

func (k *composer) page() *Page { return &k.doc.Pages[len(k.doc.Pages)-1] }

// put sets a text with its left edge at x.
func (k *composer) put(x, base float64, st style, text string) {
	if text == "" {
		return
	}
	p := k.page()
	p.Texts = append(p.Texts, Run{X: x, Y: base, Width: st.width(text), Size: st.size, Bold: st.bold, Gray: st.gray, Text: text})
}

// putRight sets a text with its right edge at x.
func (k *composer) putRight(x, base float64, st style, text string) {
	k.put(x-st.width(text), base, st, text)
}

func (k *composer) stroke(x1, y, x2, thick float64, gray uint8) {
	p := k.page()
	p.Strokes = append(p.Strokes, Stroke{X1: x1, Y1: y, X2: x2, Y2: y, Thick: thick, Gray: gray})
}

// block sets lines of one style from y on and gives the y behind them.
func (k *composer) block(x, y, leading float64, st style, lines []string) float64 {
	for _, l := range lines {
		k.put(x, st.baseline(y, leading), st, l)
		y += leading
	}
	return y
}

// room makes sure that h mm are free, else begins a new page, and says whether it did.
func (k *composer) room(h float64) bool {
	if k.y+h <= bottom {
		return false
	}
	k.nextPage()
	return true
}

// nextPage begins a further page with its small head.
func (k *composer) nextPage() {
	k.doc.Pages = append(k.doc.Pages, Page{})
	k.runningNumber(17)
	title := fit(oneLine(k.c.title)+"（続き）", strongStyle, 60)
	k.put(left, 17, strongStyle, title)
	x := left + strongStyle.width(title) + 4
	if k.c.reissue {
		x = k.mark(x, 17, smallStyle, "再発行") + 4
	}
	room := right - runningStyle.width(oneLine(k.c.running)) - 6 - x
	for _, f := range k.c.facts {
		if f.label == "注文番号" && room > 15 {
			k.put(x, 17, smallStyle, fit(f.label+" "+oneLine(f.text)+"　"+oneLine(addressee(k.c.to)), smallStyle, room))
			break
		}
	}
	k.stroke(left, 21, right, 0.2, ink)
	k.y = nextTop
}

// runningNumber stands at the top right of every page, as large on the last as on the first.
func (k *composer) runningNumber(base float64) {
	k.putRight(right, base, runningStyle, fit(oneLine(k.c.running), runningStyle, 90))
}

// mark draws a word in a thin box and gives the x behind it.
func (k *composer) mark(x, base float64, st style, word string) float64 {
	st.gray = ink
	w, h := st.width(word)+3, st.size*pt+1.6
	p := k.page()
	p.Boxes = append(p.Boxes, Box{X: x, Y: base - 0.38*st.size*pt - h/2, W: w, H: h, Thick: 0.3, Gray: ink})
	k.put(x+1.5, base, st, word)
	return x + w
}

// pageMarks writes 1 / 2 at the foot of slips that take more than one page.
func (k *composer) pageMarks() {
	n := len(k.doc.Pages)
	if n < 2 {
		return
	}
	for i := range k.doc.Pages {
		text := strconv.Itoa(i+1) + " / " + strconv.Itoa(n)
		st := smallStyle
		w := st.width(text)
		k.doc.Pages[i].Texts = append(k.doc.Pages[i].Texts,
			Run{X: (Width - w) / 2, Y: footer, Width: w, Size: st.size, Gray: st.gray, Text: text})
	}
}

// fit shortens a text with … until it is at most width mm wide.
func fit(s string, st style, width float64) string {
	if st.width(s) <= width {
		return s
	}
	rs := []rune(s)
	for len(rs) > 0 && st.width(string(rs)+"…") > width {
		rs = rs[:len(rs)-1]
	}
	return string(rs) + "…"
}

// atMost keeps the first n lines; the last kept one then ends with ….
func atMost(lines []string, n int, st style, width float64) []string {
	if len(lines) <= n {
		return lines
	}
	kept := append([]string{}, lines[:n]...)
	for last := []rune(kept[n-1]); ; last = last[:len(last)-1] {
		if kept[n-1] = string(last) + "…"; len(last) == 0 || st.width(kept[n-1]) <= width {
			return kept
		}
	}
}
