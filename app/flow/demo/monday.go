package demo

import (
	"time"

	"miseban/app/jst"
	"miseban/app/order"
)

// States of an order in the malls' files.
const (
	rakutenUnread     = "100"
	rakutenProcessing = "200"
	rakutenToShip     = "300"
	rakutenShipped    = "500"
	rakutenPaid       = "700"
	rakutenCancelled  = "900"
	yahooOpen         = "2"
	yahooCancelled    = "4"
	yahooDone         = "5"
)

var toShip = map[order.Mall]string{order.Rakuten: rakutenToShip, order.Yahoo: yahooOpen}

// mondayOrders are how many orders a Monday brings, by mall.
var mondayOrders = map[order.Mall]int{order.Rakuten: 105, order.Yahoo: 55, order.Amazon: 40}

var malls = []order.Mall{order.Rakuten, order.Yahoo, order.Amazon}

// monday makes the orders since Friday evening: most can go out at once, some wait for the mall, for the day of release
// or for goods, and a few ask something.
func monday(now time.Time) (*shopping, error) {
	today := jst.DateOf(now)
	s, err := newShopping(today, 200)
	if err != nil {
		return nil, err
	}
	s.fresh = true
	s.waiting()
	s.asking()
	for range 3 {
		s.several(s.toHerself(order.Rakuten))
	}
	made := map[order.Mall]int{}
	for _, x := range s.sales {
		made[x.mall]++
	}
	for _, m := range malls {
		for range mondayOrders[m] - made[m] {
			s.plain(m)
		}
	}
	from := closing(today)
	until := today.Time().Add(8*time.Hour + 40*time.Minute)
	if t := now.Add(-10 * time.Minute); t.Before(until) {
		until = t
	}
	for _, x := range s.sales {
		x.at = s.moment(from, until)
	}
	s.number(today, 500)
	return s, nil
}

// closing is when the shop closed before the weekend: on Friday at half past five, with today a Monday.
func closing(today jst.Date) time.Time {
	return today.AddDays(-3).Time().Add(17*time.Hour + 30*time.Minute)
}

// prepaid are ways of paying that wait for the customer's money.
var (
	prepaidRakuten = []payWay{{name: "銀行振込"}, {name: "セブンイレブン（前払）"}, {name: "ファミリーマート、ローソン等（前払）"}, {name: "クレジットカード"}}
	prepaidYahoo   = []payWay{{name: "銀行振込（前払い）", code: "payment_b1", settle: "4"}, {name: "セブンイレブン（前払）", code: "payment_c1", settle: "2"},
		{name: "クレジットカード決済", code: "payment_a1", settle: "9"}}
)

// waiting makes the orders that wait by themselves.
func (s *shopping) waiting() {
	for i := range 9 {
		x := s.toHerself(order.Rakuten)
		x.state = rakutenUnread
		if i < 2 {
			x.unfixed = true
			x.move("9071801", "沖縄県", "八重山郡与那国町", "与那国990", "")
		}
	}
	for i := range 8 {
		x := s.toHerself(order.Rakuten)
		x.state, x.pay, x.checking = rakutenProcessing, prepaidRakuten[i%len(prepaidRakuten)], prepaidRakuten[i%len(prepaidRakuten)].name == "クレジットカード"
	}
	for i := range 10 {
		x := s.toHerself(order.Yahoo)
		x.pay = prepaidYahoo[i%len(prepaidYahoo)]
	}
	for i := range 7 {
		mall, tea, qty := order.Rakuten, newTea, 1+s.r.IntN(3)
		if i >= 5 {
			mall = order.Yahoo
		}
		if i == 4 || i == 6 {
			tea = winterTea
		}
		x := s.only(s.toHerself(mall), tea, qty)
		x.preorder = mall == order.Rakuten
	}
	for mall, n := range inOrder(map[order.Mall]int{order.Rakuten: 5, order.Yahoo: 3, order.Amazon: 3}) {
		for range n {
			x := s.only(s.toHerself(mall), scarce, 1)
			if s.chance(50) {
				x.parcels[0].lines = append(x.parcels[0].lines, line{s.goods.by["towel-imabari-f-wh"], 1})
			}
		}
	}
	for mall, n := range inOrder(map[order.Mall]int{order.Rakuten: 2, order.Yahoo: 1}) {
		for range n {
			s.only(s.toHerself(mall), onOrder, 1)
		}
	}
}

// asking makes the orders that ask: several about the same, others about one thing each.
func (s *shopping) asking() {
	words := func(mall order.Mall, comment string) *sale {
		x := s.toHerself(mall)
		x.comment = comment
		return x
	}
	for mall, n := range inOrder(map[order.Mall]int{order.Rakuten: 3, order.Yahoo: 1, order.Amazon: 1}) {
		for range n {
			words(mall, "不在の場合は宅配ボックスに入れてください。")
		}
	}
	for mall, n := range inOrder(map[order.Mall]int{order.Rakuten: 2, order.Yahoo: 1, order.Amazon: 1}) {
		for range n {
			words(mall, receipt)
		}
	}
	birthday := words(order.Rakuten, "母の誕生日の贈り物です。「いつもありがとう」と書いたカードを添えていただけますか。")
	birthday.parcels[0] = parcel{to: s.other(birthday.by), lines: []line{{s.goods.by["gift-tea-towel"], 1}}, wrap: "和紙ラッピング（桜）", wrapFee: 220}
	s.only(words(order.Rakuten, "前回の急須はとても気に入っていますが、蓋が少し欠けて届きました。今回は割れないように包んでください。"), "kyusu-tokoname-kuro", 1)
	s.only(words(order.Rakuten, "領収書の宛名は「みのり保育園」、但し書きは「茶菓代」でお願いします。"), "tea-sencha-200", 3)
	day := s.today.AddDays(4).Time()
	words(order.Yahoo, "法事で使いますので、"+day.Format("1月2日")+"までに必ず届くようにお願いします。間に合わないようでしたらご連絡ください。")
	words(order.Amazon, "引っ越したばかりで表札が出ていません。見つからないときは電話をください。")

	nowhere := s.toHerself(order.Rakuten)
	nowhere.move(nowhere.by.zip, nowhere.by.pref, nowhere.by.city, withoutNumber(nowhere.by.rest), "サンハイツ203")
	short := s.toHerself(order.Yahoo)
	short.phone = short.by.phone[0] + short.by.phone[1] + short.by.phone[2][:len(short.by.phone[2])-1]
	late := s.toHerself(order.Rakuten)
	late.wish, late.slot = s.today.AddDays(-1), "am"
	s.toHerself(order.Rakuten).warning = true

	for mall, n := range inOrder(map[order.Mall]int{order.Rakuten: 2, order.Yahoo: 1}) {
		for range n {
			x := s.only(s.toHerself(mall), "gift-tea-3", 1)
			x.pay, x.parcels[0].to, x.parcels[0].noshi = cashOnDelivery[mall], s.other(x.by), "御礼"
			m := s.only(s.toHerself(mall), "tea-sencha-100", 2)
			m.method, m.wish, m.slot = mailbin, s.today.AddDays(5), "am"
		}
	}
	for range 4 {
		x := s.toHerself(order.Yahoo)
		x.pay = payWay{name: "ソフトバンクまとめて支払い", code: "payment_a9", settle: "3", paid: true}
	}
}

const receipt = "領収書の同封をお願いします。"

// inOrder goes through the malls always in the same order.
func inOrder(n map[order.Mall]int) func(func(order.Mall, int) bool) {
	return func(yield func(order.Mall, int) bool) {
		for _, m := range malls {
			if n[m] > 0 && !yield(m, n[m]) {
				return
			}
		}
	}
}
