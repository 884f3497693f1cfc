package orders

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/yen"
	"miseban/ui/part"
)

// mostLines are the items shown of one parcel: a thousand of them would hold the window up.
const mostLines = 40

// lines adds the items that belong to one parcel.
func (s *Screen) lines(box *fyne.Container, f *order.Facts, j judge.Judgement, fix fixes, belongs func(order.Line) bool) {
	n := 0
	targets := order.Targets(f)[2+len(f.Destinations):]
	for k, l := range f.Lines {
		if !belongs(l) {
			continue
		}
		if n++; n <= mostLines {
			box.Add(lineRow(l, j.SKUs[k]))
			fix.under(box, targets[k], "name", "code", "sku", "options", "qty", "unit_price", "tax_rate", "dest")
		}
	}
	if n > mostLines {
		box.Add(part.NewNote("ほか "+part.Count(n-mostLines)+"品。納品書にはすべて入ります。", part.Quiet))
	}
}

func lineRow(l order.Line, sku string) fyne.CanvasObject {
	name := order.Value(l.Name)
	if o := order.Value(l.Options); len(o) > 0 {
		name += "（" + strings.Join(o, "、") + "）"
	}
	price := "—"
	if l.UnitPrice != nil && l.Qty != nil {
		price = (*l.UnitPrice * yen.Yen(*l.Qty)).String()
	}
	detail := order.Value(l.SKU)
	if detail == "" {
		detail = order.Value(l.Code)
	}
	if sku != "" && sku != detail {
		detail += " → " + sku
	}
	return part.VStack(3, part.Beside(part.NewNote(name, part.Body), part.HStack(0, part.NewTextRight("×"+strconv.Itoa(order.Value(l.Qty)), part.Body), part.NewText("　", part.Body), part.NewTextRight(price, part.Body))),
		part.NewNote(detail, part.Caption), part.NewRuleSoft())
}
