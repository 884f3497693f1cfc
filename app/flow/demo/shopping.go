package demo

import (
	"math/rand/v2"
	"slices"
	"time"

	"miseban/app/jst"
	"miseban/app/order"
)

// shopping makes orders. The same seed, catalogue and day make the same ones.
type shopping struct {
	r     *rand.Rand
	goods *catalogue
	folk  []*person
	today jst.Date
	seen  map[int]bool // who has bought already on a Monday
	fresh bool         // most customers are new ones
	sales []*sale
}

func newShopping(today jst.Date, seed uint64) (*shopping, error) {
	goods, err := readGoods(today)
	if err != nil {
		return nil, err
	}
	folk, err := people()
	if err != nil {
		return nil, err
	}
	return &shopping{r: rand.New(rand.NewPCG(seed, uint64(today.Time().Unix()/86400))), goods: goods, folk: folk, today: today, seen: map[int]bool{}}, nil
}

// chance is true in percent of a hundred cases.
func (s *shopping) chance(percent int) bool { return s.r.IntN(100) < percent }

func one[T any](s *shopping, from []T) T { return from[s.r.IntN(len(from))] }

// customer is a regular in a third of the orders, on a Monday in fewer; the rest have hardly been here before.
func (s *shopping) customer() *person {
	from, to, others := regulars, newcomers, 66
	if s.fresh {
		from, to, others = newcomers-40, crowd, 80
	}
	for {
		p := s.folk[s.r.IntN(regulars)]
		if s.chance(others) {
			p = s.folk[from+s.r.IntN(to-from)]
		}
		if !s.fresh || !s.seen[p.id] {
			s.seen[p.id] = true
			return p
		}
	}
}

// other is somebody who gets a present.
func (s *shopping) other(than *person) *person {
	for {
		if p := s.folk[regulars+s.r.IntN(household-regulars)]; p.family != than.family {
			return p
		}
	}
}

func (s *shopping) basket(mall order.Mall) []line {
	n := []int{1, 1, 1, 1, 2, 2, 3}[s.r.IntN(7)]
	var out []line
	for len(out) < n {
		g := s.goods.pick(s.r, mall == order.Amazon)
		if !slices.ContainsFunc(out, func(l line) bool { return l.good == g }) {
			out = append(out, line{g, []int{1, 1, 1, 1, 1, 2, 2, 3}[s.r.IntN(8)]})
		}
	}
	return out
}

var payWays = map[order.Mall][]payWay{
	order.Rakuten: {{name: "クレジットカード"}, {name: "クレジットカード"}, {name: "クレジットカード"}, {name: "クレジットカード"}, {name: "クレジットカード"}, {name: "クレジットカード"},
		{name: "クレジットカード"}, {name: "Apple Pay"}, {name: "銀行振込"}, {name: "セブンイレブン（前払）"}, {name: "ファミリーマート、ローソン等（前払）"}, {name: "後払い決済"}},
	order.Yahoo: {{name: "クレジットカード決済", code: "payment_a1", settle: "1"}, {name: "クレジットカード決済", code: "payment_a1", settle: "1"},
		{name: "PayPay（残高）等", code: "payment_a17", settle: "3", paid: true}, {name: "PayPay（残高）等", code: "payment_a17", settle: "3", paid: true},
		{name: "PayPay（クレジット）", code: "payment_a19", settle: "1"}, {name: "銀行振込（前払い）", code: "payment_b1", settle: "5", paid: true}},
	order.Amazon: {{name: ""}},
}

var cashOnDelivery = map[order.Mall]payWay{
	order.Rakuten: {name: "代金引換", cod: true}, order.Yahoo: {name: "商品代引", code: "payment_d1", cod: true},
}

// known are sentences that the shop has released: they stop no order.
var known = []string{"よろしくお願いいたします。", "いつもありがとうございます。", "よろしくお願いします。", "届くのを楽しみにしています。", "置き配希望です。"}

var (
	noshis   = []string{"御祝", "内祝", "御礼", "御歳暮", "寿", "快気祝"}
	wraps    = []string{"和紙ラッピング（紺）", "和紙ラッピング（桜）", "風呂敷包み"}
	messages = []string{"お誕生日おめでとうございます。", "いつもありがとう。", "ご結婚おめでとうございます。", "これからもお元気で。"}
	slots    = []string{"am", "14-16", "16-18", "18-20", "19-21"}
)

// plain is an order that can go out as it is.
func (s *shopping) plain(mall order.Mall) *sale {
	by := s.customer()
	x := &sale{mall: mall, by: by, pay: one(s, payWays[mall]), state: toShip[mall], method: courier}
	x.parcels = []parcel{{to: by, lines: s.basket(mall)}}
	switch {
	case s.chance(24):
		s.present(x)
	case mall == order.Rakuten && s.chance(4):
		s.several(x)
	case mall != order.Amazon && s.chance(5):
		x.pay = cashOnDelivery[mall]
	case mall != order.Amazon && slices.IndexFunc(x.parcels[0].lines, func(l line) bool { return !l.mailbin || l.qty > 2 }) < 0:
		x.method = mailbin
	}
	if x.pay.name == "後払い決済" && x.gift() {
		x.pay = payWays[mall][0]
	}
	if x.method == courier && s.chance(26) {
		x.wish = s.today.AddDays(3 + s.r.IntN(8))
		if s.chance(75) {
			x.slot = one(s, slots)
		}
	}
	if !x.pay.cod && s.chance(11) {
		x.comment = one(s, known)
		if s.chance(25) {
			x.comment = "お世話になっております。\n" + x.comment
		}
	}
	s.discounts(x)
	s.sales = append(s.sales, x)
	return x
}

func (s *shopping) discounts(x *sale) {
	if s.chance(10) && x.goods() > 3000 {
		x.coupon = one(s, []int{100, 200, 300})
	}
	if x.mall != order.Amazon && s.chance(25) {
		x.points = min(10*(1+s.r.IntN(60)), x.goods()/3)
	}
}

// gifts are the sets of the catalogue.
func (s *shopping) giftSet(mall order.Mall) *good {
	codes := []string{"gift-tea-3", "gift-tea-3", "gift-tea-towel"}
	if mall != order.Amazon {
		codes = append(codes, "gift-kyusu-set", "yunomi-meoto")
	}
	return s.goods.by[one(s, codes)]
}

// present makes the order one for somebody else, or for herself to hand over.
func (s *shopping) present(x *sale) {
	p := &x.parcels[0]
	x.method = courier
	if s.chance(60) {
		p.lines = []line{{s.giftSet(x.mall), 1}}
	}
	if s.chance(82) {
		p.to = s.other(x.by)
	}
	switch {
	case x.mall == order.Amazon:
		if p.to == x.by || s.chance(50) {
			p.wrap, p.wrapFee, p.message = "ギフトバッグ", 300, one(s, messages)
		}
	case p.to == x.by || s.chance(45):
		p.noshi = one(s, noshis)
	case s.chance(50):
		p.wrap, p.wrapFee = one(s, wraps), 220
	}
	if x.mall == order.Yahoo && p.noshi == "" && s.chance(50) {
		p.message = one(s, messages)
	}
}

// several sends one order to two or three houses.
func (s *shopping) several(x *sale) {
	x.method = courier
	noshi := one(s, noshis)
	x.parcels = nil
	for range 2 + s.r.IntN(2) {
		x.parcels = append(x.parcels, parcel{to: s.other(x.by), lines: []line{{s.giftSet(x.mall), 1}}, noshi: noshi})
	}
}

// toHerself is a plain order that goes to the orderer by courier, paid by card, without wish and words: what is put on it
// is all that is particular about it.
func (s *shopping) toHerself(mall order.Mall) *sale {
	x := s.plain(mall)
	x.parcels = []parcel{{to: x.by, lines: s.basket(mall)}}
	x.pay, x.method, x.comment, x.wish, x.slot, x.coupon, x.points = payWays[mall][0], courier, "", "", "", 0, 0
	return x
}

// only makes the order one of a single good.
func (s *shopping) only(x *sale, sku string, qty int) *sale {
	x.parcels[0].lines = []line{{s.goods.by[sku], qty}}
	return x
}

// byHour is how many orders come in the hours of the day.
var byHour = [24]int{7, 3, 1, 1, 1, 1, 3, 6, 7, 8, 8, 8, 10, 8, 7, 7, 7, 7, 8, 9, 12, 14, 13, 11}

// moment chooses a time between two, as people buy.
func (s *shopping) moment(from, to time.Time) time.Time {
	for range 1000 {
		t := from.Add(time.Duration(s.r.Int64N(int64(to.Sub(from))/int64(time.Second))) * time.Second)
		if s.r.IntN(14) < byHour[t.In(jst.Zone).Hour()] {
			return t
		}
	}
	return from
}
