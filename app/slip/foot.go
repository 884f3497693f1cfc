package slip

const (
	sumLeft    = 112.0 // labels of the totals
	sumLeading = 5.8
	taxLeading = 4.8
)

// enclosedLines breaks the line of what lies in the parcel beside the goods.
func (k *composer) enclosedLines() []string {
	return atMost(wrap(printable(k.c.enclosed), optionStyle, right-left-2), 6, optionStyle, right-left-2)
}

func (k *composer) enclosedHeight() float64 {
	if n := len(k.enclosedLines()); n > 0 {
		return subLeading*float64(n) + 1.5
	}
	return 0
}

// enclosed sets it small beneath the goods, where the packer's eye ends.
func (k *composer) enclosed() {
	lines := k.enclosedLines()
	if len(lines) == 0 {
		return
	}
	k.room(k.enclosedHeight())
	k.y = k.block(left+1, k.y-1, subLeading, optionStyle, lines) + 2.5
}

func (k *composer) totalsHeight() float64 {
	height := float64(len(k.c.sums)) * sumLeading
	if k.c.total != nil {
		height += 10
	}
	return max(height, float64(len(k.c.taxes))*taxLeading)
}

// totals sets fees and total at the right and the sums per tax rate at the left. The block moves to a new page as a
// whole if it would be torn.
func (k *composer) totals() {
	c := k.c
	if len(c.sums) == 0 && c.total == nil && len(c.taxes) == 0 {
		k.y += 2
		return
	}
	k.room(k.totalsHeight())
	top, page := k.y, len(k.doc.Pages)
	for _, t := range c.taxes {
		if k.y+taxLeading > bottom {
			break
		}
		k.put(left+1, senderStyle.baseline(k.y, sumLeading), senderStyle, fit(t, senderStyle, sumLeft-left-6))
		k.y += taxLeading
	}
	taxEnd := k.y
	k.y = top
	for _, s := range c.sums {
		k.room(sumLeading)
		base := bodyStyle.baseline(k.y, sumLeading)
		amount := bodyStyle.width(s.amount)
		k.put(sumLeft, base, bodyStyle, fit(oneLine(s.label), bodyStyle, right-1-amount-3-sumLeft))
		k.putRight(right-1, base, bodyStyle, s.amount)
		k.y += sumLeading
	}
	if c.total != nil {
		k.room(10)
		if len(c.sums) > 0 {
			k.stroke(sumLeft, k.y+0.8, right, 0.15, ink)
		}
		base := totalStyle.baseline(k.y+0.8, 9)
		amount := totalStyle.width(c.total.amount)
		k.put(sumLeft, base, addressStyle, fit(oneLine(c.total.label), addressStyle, right-1-amount-3-sumLeft))
		k.putRight(right-1, base, totalStyle, c.total.amount)
		k.y += 9.8
		k.stroke(sumLeft, k.y, right, 0.4, ink)
	}
	if page == len(k.doc.Pages) {
		k.y = max(k.y, taxEnd)
	}
	k.y += 5
}

// The remarks' box and the message, mm.
const (
	noteLeading = 4.7
	notePad     = 2.6
	noteGap     = 1.2 // between paragraphs
	noteTitle   = 4.5
	noteSpace   = notePad + 4 // beneath the last line
)

// tailHeight is the room that everything behind the table takes; when that is much, only the totals count.
func (k *composer) tailHeight() float64 {
	totals := 3 + k.enclosedHeight() + k.totalsHeight()
	all := totals + 5
	if lines, first := k.noteLines(); len(lines) > 0 {
		all += 2 + noteTitle + notePad + noteSpace + noteLeading*float64(len(lines))
		for _, f := range first {
			if f {
				all += noteGap
			}
		}
	}
	if lines := k.messageLines(); len(lines) > 0 {
		all += noteLeading*float64(len(lines)) + 3
	}
	if all > (bottom-nextTop)/2 {
		return totals
	}
	return all
}

// noteLines breaks the remarks into lines; first marks those that begin a paragraph.
func (k *composer) noteLines() (lines []string, first []bool) {
	for _, n := range k.c.notes {
		for i, l := range wrap(printable(n), textStyle, right-left-2*notePad-1) {
			lines, first = append(lines, l), append(first, i == 0)
		}
	}
	return lines, first
}

func (k *composer) messageLines() []string {
	return wrap(printable(k.c.message), textStyle, right-left)
}

// notes sets the remarks in a thin box, one box a page when they are long.
func (k *composer) notes() {
	lines, first := k.noteLines()
	if len(lines) == 0 {
		return
	}
	k.y += 2
	k.room(noteTitle + 2*notePad + noteLeading*float64(min(len(lines), 3)))
	k.put(left, smallStyle.baseline(k.y, 4), smallStyle, "備考")
	k.y += noteTitle
	top := k.y
	k.y += notePad
	box := func() {
		p := k.page()
		p.Boxes = append(p.Boxes, Box{X: left, Y: top, W: right - left, H: k.y + notePad - top, Thick: 0.15, Gray: 0x99})
	}
	for i, l := range lines {
		if k.y+noteLeading+notePad > bottom {
			box()
			k.nextPage()
			top = k.y
			k.y += notePad
		} else if i > 0 && first[i] {
			k.y += noteGap
		}
		k.put(left+notePad, textStyle.baseline(k.y, noteLeading), textStyle, l)
		k.y += noteLeading
	}
	box()
	k.y += noteSpace
}

// message sets the shop's words at the foot of the last page.
func (k *composer) message() {
	lines := k.messageLines()
	if len(lines) == 0 {
		return
	}
	height := noteLeading*float64(len(lines)) + 3
	if k.y+height > bottom {
		if height > bottom-nextTop { // longer than a page: it just runs on
			for _, l := range lines {
				k.room(noteLeading)
				k.put(left, textStyle.baseline(k.y, noteLeading), textStyle, l)
				k.y += noteLeading
			}
			return
		}
		k.nextPage()
	}
	y := bottom - height
	k.stroke(left, y, right, 0.12, hair)
	k.y = k.block(left, y+3, noteLeading, textStyle, lines)
}
