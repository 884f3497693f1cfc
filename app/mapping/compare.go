package mapping

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// compare weighs what only several columns together tell: an amount of the whole order is the same in all of its rows,
// and the amount of a line is its price times its quantity.
func (g *guesser) compare() {
	at := map[Meaning]int{}
	for i, j := range g.chosen {
		if j >= 0 {
			if _, ok := at[g.options[i][j].meaning]; !ok {
				at[g.options[i][j].meaning] = i
			}
		}
	}
	orderAt, hasOrder := at[OrderNo]
	qtyAt, hasQty := at[Qty]
	if hasOrder {
		for i := range g.options {
			same, differ := g.within(orderAt, i)
			if same+differ == 0 {
				continue
			}
			for j := range g.options[i] {
				o := &g.options[i][j]
				switch {
				case ofOrder[o.meaning] && differ > same:
					o.score *= 0.4
					o.reason += "ただし、同じ注文の中で行ごとに金額が違うため、受注全体の金額ではないようです。"
				case o.meaning == LineTotal && differ == 0 && same > 1:
					o.score *= 0.85
				}
			}
		}
	}
	if !hasQty {
		return
	}
	for i := range g.options {
		for j := range g.options[i] {
			if o := &g.options[i][j]; o.meaning == LineTotal {
				if price := g.column(UnitPrice, i); price >= 0 && g.product(price, qtyAt, i) {
					o.score = max(o.score, 0.6) + (1-max(o.score, 0.6))*0.85
					o.reason = "名前が「" + g.header[i] + "」で、単価×数量と一致します。"
				} else if g.proportional(at, qtyAt, i) {
					o.score = max(o.score, 0.6) + (1-max(o.score, 0.6))*0.6
					o.reason = "名前が「" + g.header[i] + "」で、同じ商品の行では数量に比例しています。"
				}
			}
		}
		if line := g.scoreOf(i, LineTotal); line > 0.84 {
			for j := range g.options[i] {
				if o := &g.options[i][j]; o.meaning != LineTotal && (ofOrder[o.meaning] || o.meaning == UnitPrice) && g.proportionalOrProduct(at, qtyAt, i) {
					o.score *= 0.6
				}
			}
		}
	}
}

// ofOrder are the amounts of the order as a whole.
var ofOrder = map[Meaning]bool{Total: true, Goods: true, Shipping: true, CODFee: true, Coupon: true, Points: true}

func (g *guesser) scoreOf(i int, m Meaning) float64 {
	for _, o := range g.options[i] {
		if o.meaning == m {
			return o.score
		}
	}
	return 0
}

// column gives the column other than i that has or is likeliest to have the meaning; -1 for none.
func (g *guesser) column(m Meaning, i int) int {
	best, at := least, -1
	for k := range g.options {
		if s := g.scoreOf(k, m); k != i && s > best {
			best, at = s, k
		}
	}
	return at
}

// within counts, for neighbouring rows of one order, how often the column's amounts agree and differ.
func (g *guesser) within(orderAt, i int) (same, differ int) {
	no, cells := g.profiles[orderAt].first, g.profiles[i].first
	for r := 1; r < len(no); r++ {
		if no[r] == "" || no[r] != no[r-1] || cells[r] == "" || cells[r-1] == "" {
			continue
		}
		if cells[r] == cells[r-1] {
			same++
		} else {
			differ++
		}
	}
	return same, differ
}

// product tells whether the column is price × quantity in nearly every row, with quantities above 1 among them.
func (g *guesser) product(price, qty, i int) bool {
	right, rows, told := 0, 0, 0
	for r := range g.profiles[i].first {
		a, okA := amountOf(g.profiles[price].first[r])
		q, okQ := amountOf(g.profiles[qty].first[r])
		t, okT := amountOf(g.profiles[i].first[r])
		if !okA || !okQ || !okT {
			continue
		}
		rows++
		if q > 1 {
			told++
		}
		if a*q == t {
			right++
		}
	}
	return told > 0 && right*10 >= rows*9
}

// proportional tells whether rows of the same goods have amounts in proportion to their quantities.
func (g *guesser) proportional(at map[Meaning]int, qty, i int) bool {
	goods := -1
	for _, m := range []Meaning{SKU, ItemCode, ItemName} {
		if c, ok := at[m]; ok && c != i {
			goods = c
			break
		}
	}
	if goods < 0 {
		return false
	}
	type seen struct{ amount, qty int64 }
	first := map[string]seen{}
	right, wrong := 0, 0
	for r := range g.profiles[i].first {
		name := g.profiles[goods].first[r]
		t, okT := amountOf(g.profiles[i].first[r])
		q, okQ := amountOf(g.profiles[qty].first[r])
		if name == "" || !okT || !okQ || q <= 0 || t == 0 {
			continue
		}
		have, ok := first[name]
		if !ok {
			first[name] = seen{t, q}
			continue
		}
		if have.qty == q {
			continue
		}
		if t*have.qty == have.amount*q {
			right++
		} else {
			wrong++
		}
	}
	return right > 0 && right > wrong*4
}

func (g *guesser) proportionalOrProduct(at map[Meaning]int, qty, i int) bool {
	if price := g.column(UnitPrice, i); price >= 0 && g.product(price, qty, i) {
		return true
	}
	return g.proportional(at, qty, i)
}

// amountOf reads an amount such as ¥1,080 or 1080.00, at most nine digits.
func amountOf(s string) (int64, bool) {
	if s == "" || len(s) > 40 {
		return 0, false
	}
	if !isASCII(s) {
		s = norm.NFKC.String(s)
	}
	if strings.ContainsAny(s, ",¥\\円") {
		s = amountSigns.Replace(s)
	}
	if i := strings.IndexByte(s, '.'); i > 0 && strings.Trim(s[i+1:], "0") == "" {
		s = s[:i]
	}
	if len(s) > 10 { // beyond any shop's amounts; a product stays inside 64 bits
		return 0, false
	}
	negative := strings.HasPrefix(s, "-")
	n := number(strings.TrimPrefix(s, "-"))
	if n < 0 {
		return 0, false
	}
	if negative {
		n = -n
	}
	return int64(n), true
}

var amountSigns = strings.NewReplacer(",", "", "¥", "", `\`, "", "円", "")
