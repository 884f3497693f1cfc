package judge

import (
	"fmt"
	"slices"
	"strings"

	"miseban/app/normal"
	"miseban/app/order"
)

// gift decides per destination: the orderer's name is another than the recipient's, or the mall marks a gift. A missing
// name or address decides nothing.
func (g *judging) gift() {
	n := len(g.f.Destinations)
	g.j.Gifts, g.j.Hide = make([]bool, n), make([]bool, n)
	var why []string
	for i, d := range g.f.Destinations {
		if reason := g.giftReason(d); reason != "" {
			g.j.Gifts[i], g.j.Hide[i] = true, true
			why = append(why, reason)
		}
	}
	// The mall's mark is of the order: where no destination tells which is meant, no amount may go to any.
	if len(why) == 0 && order.Value(g.f.GiftMark) {
		for i := range g.j.Gifts {
			g.j.Gifts[i], g.j.Hide[i] = true, true
		}
		why = append(why, "モールでギフトの指定があります")
	}
	if len(why) > 0 {
		g.flag(Gift, strings.Join(why, "。")+"。")
	}
	if n > 1 {
		g.flag(MultiDestination, fmt.Sprintf("お届け先が %d 件あります。納品書はお届け先ごとに作ります。", n))
	}
	g.hiding("ギフトのため、納品書に金額を印字しません。")
}

// hiding lets the owner's own word about the amounts of this order win, and says whether they are hidden and why.
func (g *judging) hiding(why string) {
	g.unflag(HidePrice)
	if d, ok := g.decided(order.ShowPrices, ""); ok {
		g.j.Hide, g.j.FeesOnly = slices.Repeat([]bool{d.Body == "hide"}, len(g.j.Hide)), false
		why = "指定により、納品書に金額を印字しません。"
	}
	if slices.Contains(g.j.Hide, true) {
		g.flag(HidePrice, why)
	}
}

func (g *judging) giftReason(d order.Destination) string {
	from, to := order.Value(g.f.Orderer.Name), order.Value(d.Name)
	if from != "" && to != "" && !normal.SamePerson(from, to) && !g.w.Settings.NotGift[normal.Name(to)] {
		return fmt.Sprintf("注文者「%s」とお届け先「%s」が異なります", from, to)
	}
	for _, m := range []struct{ name, value string }{{"のし", order.Value(d.Noshi)}, {"ラッピング", order.Value(d.Wrapping)}, {"ギフトメッセージ", order.Value(d.Message)}} {
		if m.value != "" {
			return fmt.Sprintf("%s「%s」の指定があります", m.name, short(m.value, 20))
		}
	}
	return ""
}

// people says whether the orderer has bought before.
func (g *judging) people() {
	if g.w.Customer == nil {
		return
	}
	c := g.w.Customer(g.in.ID)
	g.buyer = c
	g.j.Repeat = c.Earlier
	switch {
	case c.Earlier > 0:
		g.flag(Repeater, fmt.Sprintf("%d 回目のご注文です（%s）。", c.Earlier+1, c.Evidence))
	case c.Candidates > 0:
		g.flag(Candidate, fmt.Sprintf("同じお客様かもしれない注文が %d 件あります（%s）。", c.Candidates, c.Likeness))
	default:
		g.flag(NewCustomer, "")
	}
}
