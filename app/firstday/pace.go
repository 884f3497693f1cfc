package firstday

import (
	"fmt"
	"maps"
	"slices"

	"miseban/app/jst"
	"miseban/app/order"
	"miseban/app/stock"
)

type paceSeen struct {
	first  jst.Date
	recent int // pieces of the last PaceDays days
	orders int // lines with it in these days
}

// PaceDays is the span over which sales are counted for reorder points.
const PaceDays = 90

func (v *Survey) pace(s *Seen) {
	day := s.day()
	if day == "" {
		return
	}
	for i, sku := range s.SKUs {
		if sku == "" || i >= len(s.In.Facts.Lines) {
			continue
		}
		l := s.In.Facts.Lines[i]
		p := at(v.paces, sku, func() *paceSeen { return &paceSeen{first: day} })
		p.first = min(p.first, day)
		if day > v.today.AddDays(-PaceDays) && day <= v.today {
			p.recent += order.Value(l.Qty)
			p.orders++
		}
	}
}

const spareDays = 7 // of stock beyond the time that a delivery takes

// paceCards propose reorder points from how fast things sell, a card for each supplier.
func (v *Survey) paceCards(skus map[string]stock.SKU, suppliers map[string]stock.Supplier) []Card {
	by := map[string][]Point{}
	for _, code := range slices.Sorted(maps.Keys(v.paces)) {
		p := v.paces[code]
		s, ok := skus[code]
		if !ok || s.ToOrder || s.ReleaseDate > v.today || p.recent < 10 {
			continue
		}
		span := PaceDays
		if first := int(v.today.Time().Sub(p.first.Time()).Hours()/24) + 1; first < span {
			span = max(first, 30)
		}
		lead, how := 7, "入荷までの日数がわからないため7日として"
		supplier, known := suppliers[s.Supplier]
		switch {
		case s.LeadDays != nil:
			lead, how = *s.LeadDays, ""
		case known && supplier.LeadDays != nil:
			lead, how = *supplier.LeadDays, ""
		}
		if how == "" {
			how = fmt.Sprintf("入荷まで%d日", lead)
		}
		x := Point{SKU: code, Name: s.Title(), Was: s.ReorderPoint, WasTarget: s.Target}
		x.Reorder = ceil(p.recent*(lead+spareDays), span)
		x.Target = max(ceil(p.recent*(lead+spareDays+30), span), x.Reorder)
		if x.Was != nil && *x.Was >= x.Reorder {
			continue // more than the pace asks for is the owner's own choice
		}
		was := "いまは決まっていません"
		if x.Was != nil {
			was = fmt.Sprintf("いまは%d点", *x.Was)
		}
		x.Arithmetic = fmt.Sprintf("%s：%d日で%d点売れました。%s＋予備%d日 → 発注点 %d点（%s）", x.Name, span, p.recent, how, spareDays, x.Reorder, was)
		by[s.Supplier] = append(by[s.Supplier], x)
	}
	var out []Card
	for _, name := range slices.Sorted(maps.Keys(by)) {
		points := by[name]
		shown := name
		if shown == "" {
			shown = "仕入先未設定"
		}
		c := Card{ID: "reorder:" + name, Kind: AboutReorder, Title: fmt.Sprintf("%sの %d品の発注点を、売れ方から決められます", shown, len(points)),
			Does: "これらの商品の発注点を変えます。補充目標は、決まっていないものだけ入れます（発注点に30日分を足した数）。", Tally: Tally{From: v.today.AddDays(1 - PaceDays), To: v.today}}
		for _, p := range points {
			c.Orders += v.paces[p.SKU].orders
		}
		for i, p := range points {
			if i == 8 {
				c.Evidence = append(c.Evidence, fmt.Sprintf("ほかに %d品。", len(points)-8))
				break
			}
			c.Evidence = append(c.Evidence, p.Arithmetic)
		}
		c.Answers = answers("この発注点にする", Take{Points: points})
		out = append(out, c)
	}
	return out
}

func ceil(a, b int) int { return (a + b - 1) / b }
