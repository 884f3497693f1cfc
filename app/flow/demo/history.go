package demo

import (
	"time"

	"miseban/app/jst"
	"miseban/app/order"
)

// weeks is how far the demo shop's past goes back.
const weeks = 12

// What the demo shop does with orders of the last days.
const (
	roleKnown  = "known"  // her words are released
	roleHold   = "hold"   // put aside
	roleAsk    = "ask"    // the customer is asked
	rolePrint  = "print"  // printed, waiting for the courier
	roleShip   = "ship"   // gone out, the mall not yet told
	roleNotify = "notify" // gone out, and the mall told
)

// begun is when the shop began with the program: orders of before are history.
func begun(today jst.Date) jst.Date { return today.AddDays(-10) }

// past makes the orders from twelve weeks ago to the day on which the shop began.
func past(today jst.Date) (*shopping, error) {
	s, err := newShopping(today, 1)
	if err != nil {
		return nil, err
	}
	from := today.AddDays(-7 * weeks).Time()
	for mall, n := range inOrder(map[order.Mall]int{order.Rakuten: 130, order.Yahoo: 70, order.Amazon: 45}) {
		for i := range n {
			x := s.plain(mall)
			x.at = s.moment(from, begun(today).Time().Add(-time.Minute))
			if s.chance(5) && len(x.parcels) == 1 {
				s.only(x, soldOut, 1)
				x.method = courier
			}
			if x.wish != "" {
				x.wish = jst.DateOf(x.at).AddDays(3 + s.r.IntN(7))
			}
			x.state = map[order.Mall]string{order.Rakuten: rakutenPaid, order.Yahoo: yahooDone}[mall]
			if i%26 == 7 && mall != order.Amazon { // Amazon lists no cancelled order
				x.state = map[order.Mall]string{order.Rakuten: rakutenCancelled, order.Yahoo: yahooCancelled}[mall]
			}
		}
	}
	s.number(today, 0)
	return s, nil
}

// lately makes the orders of the last ten days: most have gone out, each kind of waiting is among the rest.
func lately(today jst.Date) (*shopping, error) {
	s, err := newShopping(today, 2)
	if err != nil {
		return nil, err
	}
	s.gone()
	s.open()
	until := closing(today).Add(-time.Hour)
	for _, x := range s.sales {
		if x.old {
			x.at = s.moment(begun(today).Time().Add(time.Hour), today.AddDays(-4).Time())
		} else {
			x.at = s.moment(today.AddDays(-5).Time(), until)
		}
	}
	s.number(today, 300)
	return s, nil
}

// gone makes what is over, or nearly.
func (s *shopping) gone() {
	add := func(mall order.Mall, state, role string, n int) {
		for range n {
			x := s.plain(mall)
			x.old, x.role = true, role
			if state != "" {
				x.state = state
			}
			x.wish, x.slot = "", ""
			if role != "" && x.comment != "" {
				x.comment = ""
			}
		}
	}
	add(order.Rakuten, rakutenShipped, "", 8)
	add(order.Rakuten, rakutenCancelled, "", 1)
	add(order.Rakuten, "", roleShip, 3)
	add(order.Yahoo, yahooDone, "", 7)
	add(order.Yahoo, yahooCancelled, "", 1)
	add(order.Amazon, "", roleNotify, 9)
}

// open makes what still waits.
func (s *shopping) open() {
	for i := range 3 {
		x := s.toHerself(order.Rakuten)
		x.state, x.pay = rakutenProcessing, prepaidRakuten[i%2]
		if i == 2 {
			x.state, x.pay = rakutenUnread, payWays[order.Rakuten][0]
		}
	}
	for i := range 2 {
		s.toHerself(order.Yahoo).pay = prepaidYahoo[i]
	}
	for range 2 {
		s.only(s.toHerself(order.Rakuten), newTea, 2).preorder = true
	}
	s.only(s.toHerself(order.Yahoo), winterTea, 2)
	for _, sku := range []string{onOrder, soldOut} {
		s.only(s.toHerself(order.Rakuten), sku, 1)
		s.only(s.toHerself(order.Yahoo), sku, 1)
	}
	for _, words := range []string{"お世話になっております。\nよろしくお願いいたします。", "いつもありがとうございます。よろしくお願いします。", "届くのを楽しみにしています。", "置き配希望です。"} {
		x := s.toHerself(order.Rakuten)
		x.comment, x.role = words, roleKnown
	}
	s.toHerself(order.Rakuten).comment = receipt
	hold := s.only(s.toHerself(order.Rakuten), "kyusu-tokoname-kuro", 1)
	hold.role = roleHold
	ask := s.only(s.toHerself(order.Yahoo), "gift-tea-towel", 2)
	ask.role = roleAsk
	for range 4 {
		s.toHerself(order.Rakuten).role = rolePrint
	}
	s.toHerself(order.Rakuten)
	s.toHerself(order.Yahoo)
	s.present(s.toHerself(order.Yahoo))
}
