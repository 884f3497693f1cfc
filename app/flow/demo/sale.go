package demo

import (
	"time"

	"miseban/app/jst"
	"miseban/app/order"
)

// sale is one order as it happened, before a mall's file tells of it.
type sale struct {
	mall     order.Mall
	at       time.Time
	number   string // as the file writes it; given when all orders of a file are known
	serial   int64  // the number's running part
	by       *person
	parcels  []parcel
	pay      payWay
	state    string   // ステータス of 楽天, OrderStatus of Yahoo!; Amazon has none
	method   string   // 宅配便, メール便
	comment  string   // the customer's own words
	wish     jst.Date // empty = none
	slot     string   // am, 14-16 …; empty = none
	coupon   int      // yen
	points   int      // yen
	preorder bool
	checking bool   // 楽天確認中フラグ
	warning  bool   // 警告表示タイプ 1
	unfixed  bool   // the postage is to be fixed by hand
	old      bool   // of the earlier days of its file
	phone    string // written instead of the recipient's; empty = the recipient's own
	role     string // what the demo shop does with it afterwards
}

// parcel is what goes to one recipient.
type parcel struct {
	to      *person
	lines   []line
	noshi   string
	wrap    string
	wrapFee int // yen
	message string
}

type line struct {
	*good
	qty int
}

// payWay is a way of paying, with what Yahoo!'s file says about it.
type payWay struct {
	name   string
	code   string // PayMethod of Yahoo!
	settle string // SettleStatus of Yahoo!
	paid   bool   // Yahoo! knows the day of payment
	cod    bool
}

// Fees of the demo shop, yen, tax included.
const (
	parcelFee  = 660 // 宅配便
	mailbinFee = 275
	codFee     = 330
	freeFrom   = 5500 // goods from which 宅配便 costs nothing
)

func (p *parcel) goods() int {
	sum := 0
	for _, l := range p.lines {
		sum += l.price * l.qty
	}
	return sum
}

func (s *sale) goods() int {
	sum := 0
	for i := range s.parcels {
		sum += s.parcels[i].goods()
	}
	return sum
}

// reduced is the part of the goods that is taxed with 8 %.
func (s *sale) reduced() int {
	sum := 0
	for _, p := range s.parcels {
		for _, l := range p.lines {
			if l.tax == 8 {
				sum += l.price * l.qty
			}
		}
	}
	return sum
}

// postage of one of the parcels, as the order is.
func (s *sale) postage() int {
	switch {
	case s.method == mailbin:
		return mailbinFee
	case s.goods() >= freeFrom && len(s.parcels) == 1:
		return 0
	}
	return parcelFee
}

func (s *sale) shipping() int { return s.postage() * len(s.parcels) }

func (s *sale) wrapping() int {
	sum := 0
	for _, p := range s.parcels {
		sum += p.wrapFee
	}
	return sum
}

func (s *sale) cod() int {
	if s.pay.cod {
		return codFee
	}
	return 0
}

// total is what the customer pays.
func (s *sale) total() int {
	return s.goods() + s.shipping() + s.wrapping() + s.cod() - s.coupon - s.points
}

func (s *sale) gift() bool {
	for _, p := range s.parcels {
		if p.to != s.by || p.noshi != "" || p.wrap != "" || p.message != "" {
			return true
		}
	}
	return false
}

// Ways of sending.
const (
	courier = "宅配便"
	mailbin = "メール便"
)

// move gives the orderer, who is the recipient, another address for this order alone.
func (s *sale) move(zip, pref, city, rest, home string) {
	p := *s.by
	p.zip, p.pref, p.city, p.rest, p.home = zip, pref, city, rest, home
	s.by, s.parcels[0].to = &p, &p
}
