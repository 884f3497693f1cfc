package judge

import (
	"fmt"
	"strings"

	"miseban/app/jst"
	"miseban/app/order"
)

// dates looks at the wished day and at the mall's own last day for shipping.
func (g *judging) dates() {
	if w := order.Value(g.f.WishDate); w != "" {
		if w < g.day {
			g.ask(Question{Kind: "wish_past", Subject: "wish_past:" + string(w), Group: "wish_past:" + g.in.No, Title: "お届け希望日が過ぎています", Text: w.Long(),
				Answers: []Answer{{Label: "いちばん早く出す", Act: ActAccept}, {Label: "希望日を直す", Act: ActFix, Value: "|wish_date"}, answerAsk, answerHold}})
		}
		g.until(w.AddDays(1))
	}
	if p := order.Value(g.f.Promise); p != "" {
		if p < g.day {
			g.flag(Late, "モールの出荷期限 "+p.Long()+" を過ぎています。")
		} else if p == g.day {
			g.flag(Late, "モールの出荷期限は今日です。")
		}
		g.until(p)
		g.until(p.AddDays(1))
	}
}

// preorder holds an order until its goods are on sale.
func (g *judging) preorder() {
	release, why := g.release()
	marked := order.Value(g.f.Preorder)
	if release == "" && !marked {
		return
	}
	if _, ok := g.decided(order.Accept, "release"); ok {
		g.flag(Preorder, "予約の注文ですが、出してよいと決めました。")
		return
	}
	switch {
	case release == "":
		g.flag(Preorder, "モールで予約の注文です。")
		g.block(BlockRelease, "予約商品です。発売日が未定です。商品の発売日を入れるか、「出してよい」にすると進みます。")
	case release > g.day:
		g.flag(Preorder, why)
		g.block(BlockRelease, why+" 発売日になると自動で進みます。")
		g.until(release)
	default:
		g.flag(Preorder, why)
	}
}

// release gives the latest day of release among the goods, and the sentence that says so.
func (g *judging) release() (jst.Date, string) {
	latest, name := order.Value(g.f.Release), ""
	for i, l := range g.f.Lines {
		d := order.Value(l.Release)
		if s := g.j.SKUs[i]; s != "" && g.w.Goods != nil {
			if r := g.w.Goods(s).Release; r != "" {
				d = r
			}
		}
		if d > latest {
			latest, name = d, order.Value(l.Name)
		}
	}
	if latest == "" {
		return "", ""
	}
	text := "予約商品です（" + latest.Long() + " 発売）。"
	if name != "" {
		text = "予約商品「" + short(name, 20) + "」は " + latest.Long() + " 発売です。"
	}
	return latest, text
}

// goods finds the catalogue's SKUs of the lines.
func (g *judging) goods() {
	g.j.SKUs = make([]string, len(g.f.Lines))
	if g.w.SKU == nil {
		return
	}
	for i, l := range g.f.Lines {
		if s, ok := g.w.SKU(g.in.Shop.ID, l); ok {
			g.j.SKUs[i] = s
		}
	}
}

// stock holds an order whose goods are not there. Goods without managed stock hold nothing.
func (g *judging) stock() {
	if g.short == nil {
		return
	}
	var missing, coming []string
	for _, s := range g.short(g.in.ID) {
		text := fmt.Sprintf("%s %d点のうち%d点", s.SKU, s.Want, s.Want-s.Got)
		if s.CoveredByOnOrder {
			coming = append(coming, text)
		} else {
			missing = append(missing, text)
		}
	}
	if len(missing) > 0 {
		g.block(BlockStock, "在庫が足りません："+strings.Join(missing, "、")+"。")
	}
	if len(coming) > 0 {
		g.block(BlockArrival, "発注済みの商品の入荷を待っています："+strings.Join(coming, "、")+"。")
	}
}
