package slip

// firstPage draws running number, recipient, shop, title and the facts of the order.
//
// The recipient stands 20–110 mm from the left and 22–60 mm from the top, where the window of a 長形3号 envelope or of a
// parcel's document pocket shows it once the sheet is folded in three.
func (k *composer) firstPage() {
	k.doc.Pages = append(k.doc.Pages, Page{})
	k.runningNumber(19)
	k.putRight(right, 24, smallStyle, fit(oneLine(k.c.batchNote), smallStyle, 90))
	y := max(k.recipient(20, 23, 88), k.sender(126, 29, right-126), 60)
	k.titleLine(y + 6)
	k.factGrid()
}

func (k *composer) recipient(x, y, width float64) float64 {
	st, leading := addressStyle, 5.2
	lines := wrap(printable(k.c.to.Address), st, width)
	if len(lines) > 4 { // a very long address is set smaller
		st, leading = style{size: 8.5, gray: ink}, 4.4
		lines = wrap(printable(k.c.to.Address), st, width)
	}
	if zip := oneLine(zipText(k.c.to.Zip)); zip != "" {
		y = k.block(x, y, leading, st, []string{fit(zip, st, width)})
	}
	y = k.block(x, y, leading, st, atMost(lines, 10, st, width))
	y += 2.5
	name := wrap(printable(addressee(k.c.to)), nameStyle, width)
	return k.block(x, y, 6.4, nameStyle, atMost(name, 4, nameStyle, width))
}

func (k *composer) sender(x, y, width float64) float64 {
	s := k.c.shop
	if w, h, ok := logoSize(s.LogoPNG); ok {
		scale := min(46/w, 13/h)
		p := k.page()
		p.Pictures = append(p.Pictures, Picture{X: x, Y: y, W: w * scale, H: h * scale, PNG: s.LogoPNG})
		y += h*scale + 2
	}
	lines := wrap(printable(s.Name), strongStyle, width)
	y = k.block(x, y, 5.4, strongStyle, atMost(lines, 3, strongStyle, width))
	set := func(text string) {
		lines := wrap(printable(text), senderStyle, width)
		y = k.block(x, y, 4.2, senderStyle, atMost(lines, 4, senderStyle, width))
	}
	set(zipText(s.Zip))
	set(s.Address)
	if s.Phone != "" {
		set("TEL " + s.Phone)
	}
	set(s.Email)
	if s.InvoiceNumber != "" {
		set("登録番号 " + s.InvoiceNumber)
	}
	return y
}

func (k *composer) titleLine(y float64) {
	base := y + 7
	title := fit(oneLine(k.c.title), titleStyle, 110)
	k.put(left, base, titleStyle, title)
	if k.c.reissue {
		k.mark(left+titleStyle.width(title)+5, base-0.8, style{size: 10}, "再発行")
	}
	k.putRight(right, base, addressStyle, k.c.part)
	k.stroke(left, base+3, right, 0.4, ink)
	k.y = base + 6
}

// factGrid sets the order's facts in two columns, wide ones across both.
func (k *composer) factGrid() {
	const labelWidth, leading = 25.0, 4.9
	columns := [2]float64{left, left + 90}
	cell := func(x, width float64, f fact) float64 {
		k.put(x, bodyStyle.baseline(k.y, leading), smallStyle, f.label)
		lines := wrap(printable(f.text), bodyStyle, width-labelWidth)
		return k.block(x+labelWidth, k.y, leading, bodyStyle, atMost(lines, 6, bodyStyle, width-labelWidth))
	}
	column, deepest := 0, k.y
	for _, f := range k.c.facts {
		if f.wide && column == 1 {
			k.y, column = deepest+0.6, 0
		}
		width := columns[1] - left - 4
		if f.wide {
			width = right - left
		} else if column == 1 {
			width = right - columns[1]
		}
		deepest = max(deepest, cell(columns[column], width, f))
		if column++; f.wide || column == 2 {
			k.y, column = deepest+0.6, 0
		}
	}
	k.y = deepest + 6
}
