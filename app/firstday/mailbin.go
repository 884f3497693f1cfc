package firstday

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"miseban/app/order"
	"miseban/app/rule"
)

// goodSeen is how orders of one item alone went out, by number of pieces.
type goodSeen struct {
	name         string
	mail, parcel map[int]int
	shown        map[int][]Example // parcels
}

// mailbin notes how an item went out; parcel says that it is one which a letter box could have taken.
func (v *Survey) mailbin(s *Seen, parcel bool) {
	f := s.In.Facts
	method := order.Value(f.Method)
	if method == "" {
		return
	}
	small := Mailbin(method)
	at(v.methods, method, newTally).add(s, "")
	if len(f.Lines) != 1 || order.Value(f.Lines[0].Code) == "" || order.Value(f.Lines[0].Qty) < 1 {
		return
	}
	l := f.Lines[0]
	g := at(v.goods, *l.Code, func() *goodSeen {
		return &goodSeen{name: order.Value(l.Name), mail: map[int]int{}, parcel: map[int]int{}, shown: map[int][]Example{}}
	})
	switch {
	case small:
		g.mail[*l.Qty]++
	case parcel:
		g.parcel[*l.Qty]++
		if len(g.shown[*l.Qty]) < examples {
			g.shown[*l.Qty] = append(g.shown[*l.Qty], Example{s.In.ID, s.No, s.day(), method})
		}
	}
}

// mailbinCards tell which wordings mean a letter box service, and which items went both ways.
func (v *Survey) mailbinCards() []Card {
	var words []string
	sum := Tally{}
	for _, m := range byOrders(v.methods, func(t *Tally) int { return t.Orders }) {
		if Mailbin(m) {
			sum = merged(sum, *v.methods[m])
			words = append(words, fmt.Sprintf("「%s」 %s", m, Count(v.methods[m].Orders)))
		}
	}
	if sum.Orders < Few {
		return nil
	}
	type habit struct {
		code   string
		most   int // pieces that went by letter box
		mailed int
		parcel int
	}
	var habits []habit
	var t Tally
	for _, code := range slices.Sorted(maps.Keys(v.goods)) {
		g := v.goods[code]
		h := habit{code: code}
		for n, orders := range g.mail {
			h.mailed += orders
			if orders >= 2 {
				h.most = max(h.most, n)
			}
		}
		if h.mailed < Few || h.most == 0 {
			continue
		}
		for n, orders := range g.parcel {
			if n <= h.most {
				h.parcel += orders
				t.Examples = append(t.Examples, g.shown[n]...)
			}
		}
		if h.parcel > 0 {
			habits = append(habits, h)
			t.Orders += h.parcel
		}
	}
	c := Card{ID: "mailbin", Kind: AboutMailbin, Tally: sum, Title: fmt.Sprintf("メール便の注文が %s ありました", Count(sum.Orders)), Evidence: []string{"メール便の書き方：" + strings.Join(words, "、") + "。"}}
	if t.Orders < Few {
		return []Card{c}
	}
	slices.SortStableFunc(habits, func(a, b habit) int { return cmp.Compare(b.parcel, a.parcel) })
	habits = habits[:min(len(habits), 100)]
	t.Orders = 0
	by := map[int][]string{}
	for i, h := range habits {
		t.Orders += h.parcel
		by[h.most] = append(by[h.most], h.code)
		if i < 6 {
			c.Evidence = append(c.Evidence, fmt.Sprintf("「%s」は、%d点までメール便で %s。同じ数なのに宅配便で出したもの %s。", v.goods[h.code].name, h.most, Count(h.mailed), Count(h.parcel)))
		}
	}
	slices.SortStableFunc(t.Examples, func(a, b Example) int { return cmp.Compare(b.Day, a.Day) })
	c.Tally = Tally{Orders: t.Orders, From: sum.From, To: sum.To, Examples: t.Examples[:min(len(t.Examples), examples)]}
	var goods []rule.Cond
	for _, n := range slices.Sorted(maps.Keys(by)) {
		goods = append(goods, all(compare("pieces", rule.AtMost, number(int64(n))), some(rule.Lines, compare("code", rule.Is, texts(by[n]...)...))))
	}
	r, _ := v.rule(ruleMailbin)
	if len(goods) == 1 {
		goods = goods[0].Of // all of the rule, as they are
	} else {
		goods = []rule.Cond{anyOf(goods...)}
	}
	r.When = all(append(slices.Clone(r.When.Of), goods...)...)
	c.Title = fmt.Sprintf("宅配便で出した注文のうち %s は、メール便でも出せたようです", Count(t.Orders))
	c.Does = "同じ商品・同じ数の宅配便の注文に、ラベル「メール便に入りそう」を付けるルールを、下書きに加えます。注文は止めません。"
	c.Answers = answers("採用", Take{Rule: r})
	return []Card{c}
}
