package demo

import (
	"cmp"
	"fmt"
	"slices"

	"miseban/app/jst"
	"miseban/app/order"
)

// Ids of the demo shop at the malls.
const (
	rakutenShop = "987654"
	yahooShop   = "misebando-demo"
)

// firstDay is where the running numbers begin.
var firstDay = jst.Date("2020-01-01").Time()

// number puts the orders into the order of time and gives them the numbers that their malls would: they grow from day to
// day, so that no later Monday repeats one. first keeps the files of one day apart.
func (s *shopping) number(today jst.Date, first int) {
	slices.SortStableFunc(s.sales, func(a, b *sale) int { return cmp.Compare(a.at.Unix(), b.at.Unix()) })
	days := int64(today.Time().Sub(firstDay).Hours() / 24)
	for i, x := range s.sales {
		x.serial = days*1000 + int64(first+i)
		switch x.mall {
		case order.Rakuten:
			x.number = fmt.Sprintf("%s-%s-%010d", rakutenShop, x.at.In(jst.Zone).Format("20060102"), x.serial)
		case order.Yahoo:
			x.number = fmt.Sprintf("%s-%d", yahooShop, 10_000_000+x.serial)
		case order.Amazon:
			x.number = fmt.Sprintf("%s-%07d-%07d", []string{"249", "250", "503"}[s.r.IntN(3)], 1_000_000+s.r.IntN(8_999_999), x.serial)
		}
	}
}

// of gives the orders of a mall, by time.
func (s *shopping) of(mall order.Mall) []*sale {
	return slices.DeleteFunc(slices.Clone(s.sales), func(x *sale) bool { return x.mall != mall })
}
