package slip

import "strings"

// The table's columns: the name's left edge and the right edges of the numbers, mm.
const (
	rowPad     = 1.7
	rowLeading = 4.9
	subLeading = 4.1
	headHeight = 7.0
)

// columns depend on whether prices are shown: without them the name has the room.
type columns struct {
	name, qty, unit, amount float64
}

func (k *composer) columns() columns {
	if k.c.priced {
		return columns{name: 96, qty: 134, unit: 162, amount: right}
	}
	return columns{name: 140, qty: right}
}

// cellLine is one printed line in the name column.
type cellLine struct {
	text    string
	st      style
	leading float64
}

// table sets the lines of the order; its head is repeated on each page. A row stays together unless it is taller than
// a whole page, and the last row goes with what follows it, so that totals or message never stand on a page alone.
func (k *composer) table() {
	k.room(headHeight + 2*rowPad + rowLeading + subLeading)
	k.tableHead()
	for i, r := range k.c.rows {
		lines := k.cellLines(r)
		height := 2 * rowPad
		for _, l := range lines {
			height += l.leading
		}
		needed := height
		if i > 0 && i == len(k.c.rows)-1 {
			needed += k.tailHeight()
		}
		if k.y+needed > bottom && needed <= bottom-nextTop-headHeight {
			k.breakTable()
		} else if k.y+height > bottom && height <= bottom-nextTop-headHeight {
			k.breakTable()
		}
		if i > 0 && k.y > nextTop+headHeight {
			k.stroke(left, k.y, right, 0.12, hair)
		}
		k.row(r, lines)
	}
	k.stroke(left, k.y, right, 0.3, ink)
	k.y += 3
}

// breakTable closes the table on this page and opens it on the next.
func (k *composer) breakTable() {
	k.stroke(left, k.y, right, 0.12, hair)
	k.nextPage()
	k.tableHead()
}

func (k *composer) tableHead() {
	col := k.columns()
	base := smallStyle.baseline(k.y, headHeight)
	k.stroke(left, k.y, right, 0.3, ink)
	k.put(left+1, base, smallStyle, "品名")
	k.putRight(col.qty-1, base, smallStyle, "数量")
	if k.c.priced {
		k.putRight(col.unit-1, base, smallStyle, "単価（税込・円）")
		k.putRight(col.amount-1, base, smallStyle, "金額（税込・円）")
	}
	k.y += headHeight
	k.stroke(left, k.y, right, 0.15, ink)
}

func (k *composer) cellLines(r row) []cellLine {
	width := k.columns().name
	var out []cellLine
	add := func(text string, st style, leading float64) {
		for _, l := range wrap(text, st, width) {
			out = append(out, cellLine{strings.ReplaceAll(l, string(nbsp), " "), st, leading})
		}
	}
	name := oneLine(r.name)
	if r.reduced {
		name += string(nbsp) + "※"
	}
	add(name, bodyStyle, rowLeading)
	for _, o := range r.options {
		add(printable(o), optionStyle, subLeading)
	}
	if code := oneLine(r.code); code != "" {
		add("品番 "+code, smallStyle, subLeading)
	}
	return out
}

// row sets one line of the order. More than one piece is printed bold: the packer counts by it.
func (k *composer) row(r row, lines []cellLine) {
	col := k.columns()
	k.y += rowPad
	for i, l := range lines {
		if k.y+l.leading > bottom {
			k.breakTable()
			k.y += rowPad
		}
		k.put(left+1, l.st.baseline(k.y, l.leading), l.st, l.text)
		if i == 0 {
			base := bodyStyle.baseline(k.y, l.leading)
			st := bodyStyle
			if r.qty != 1 {
				st = boldBody
			}
			k.putRight(col.qty-1, base, st, quantity(r.qty))
			if k.c.priced {
				k.putRight(col.unit-1, base, bodyStyle, r.unit)
				k.putRight(col.amount-1, base, bodyStyle, r.amount)
			}
		}
		k.y += l.leading
	}
	k.y += rowPad
}
