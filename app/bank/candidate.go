package bank

import (
	"slices"
	"strings"

	"miseban/app/jst"
	"miseban/app/yen"
)

// option is a way to use a deposit, before it is put into words.
type option struct {
	orders     []int
	name       bool // the payer's key is the orders'
	number     bool // the payer wrote the order's number
	near       string
	noKana     bool
	late       bool // ordered after the deposit
	difference *yen.Yen
	score      int
}

func (o option) apart() yen.Yen {
	if o.difference == nil {
		return 1 << 40
	}
	return max(*o.difference, -*o.difference)
}

// fee says whether so much too little is what banks take for a transfer: the fees of Japan's banks lie between 110 and 880 yen.
func (o option) fee() bool {
	return o.difference != nil && *o.difference <= -110 && *o.difference >= -880
}

// open finds the candidates of a deposit that is not Exact.
func (m *matching) open(i int, taken map[int]bool, claims []int) Result {
	d, p := m.deposits[i], m.payers[i]
	o := opening{m: m, i: i, taken: taken, seen: map[int]bool{}}
	for _, set := range m.groups(i) {
		o.add(option{orders: set, name: true, difference: yen.Of(0)})
	}
	for _, order := range p.named {
		o.single(order, option{number: true, name: p.name.Key != "" && m.orders[order].name.Key == p.name.Key})
	}
	more := o.named()
	o.almost()
	more += o.amountAlone()
	kind := Several
	fits := slices.ContainsFunc(o.list, func(o option) bool { return o.apart() == 0 || o.difference == nil })
	switch {
	case len(o.list) == 0:
		kind = Unmatched
		hints := m.byAmount[d.Amount]
		if len(hints) <= maxHints {
			for _, order := range hints {
				o.single(order, option{})
			}
		}
	case !fits:
		kind = Short
		if *slices.MinFunc(o.list, better).difference > 0 {
			kind = Over
		}
	}
	slices.SortFunc(o.list, better)
	r := Result{Deposit: d, Kind: kind, More: more + max(0, len(o.list)-maxCandidates)}
	for _, found := range o.list[:min(len(o.list), maxCandidates)] {
		rivals := found.apart() == 0 && (found.name || found.number) && slices.ContainsFunc(found.orders, func(order int) bool { return claims[order] > 1 })
		r.Candidates = append(r.Candidates, m.candidate(i, found, rivals))
	}
	return r
}

// opening collects the options of one deposit.
type opening struct {
	m     *matching
	i     int
	taken map[int]bool
	seen  map[int]bool // orders that are options of their own
	list  []option
}

func (o *opening) single(order int, found option) {
	if o.seen[order] || o.taken[order] {
		return
	}
	o.seen[order] = true
	a := o.m.orders[order]
	found.orders = []int{order}
	found.late = a.Ordered > o.m.deposits[o.i].Date
	if rest := a.rest(); rest != nil {
		found.difference = yen.Of(o.m.deposits[o.i].Amount - *rest)
	}
	o.add(found)
}

// named adds the orders of the payer's name. It gives the number of those that it leaves out, of a name with too many.
func (o *opening) named() (more int) {
	key := o.m.payers[o.i].name.Key
	if key == "" {
		return 0
	}
	orders := o.m.byName[key]
	if all := len(orders); all > maxOfName {
		if fit := o.m.byNameAmount[nameAmount{key, o.m.deposits[o.i].Amount}]; len(fit) > 0 {
			orders = fit
		}
		orders = orders[:min(len(orders), maxOfName)]
		more = all - len(orders)
	}
	for _, order := range orders {
		o.single(order, option{name: true})
	}
	if more == 0 {
		o.together()
	}
	return more
}

// together offers all open orders of the payer's name as one, where they don't add up to the deposit: less a bank's fee.
func (o *opening) together() {
	d := o.m.deposits[o.i]
	var open []int
	var sum yen.Yen
	for _, order := range o.m.byName[o.m.payers[o.i].name.Key] {
		a := o.m.orders[order]
		if rest := a.rest(); rest != nil && *rest > 0 && !o.taken[order] && a.Ordered <= d.Date {
			open = append(open, order)
			sum += *rest
		}
	}
	found := option{orders: open, name: true, difference: yen.Of(d.Amount - sum)}
	if len(open) > 1 && found.fee() {
		o.add(found)
	}
}

// almost adds the orders of the same amount whose name is nearly the payer's, or the same in kanji.
func (o *opening) almost() {
	p := o.m.payers[o.i]
	near := o.m.almost(o.m.deposits[o.i].Amount)
	if len(near) == 0 {
		return
	}
	offer := func(key, why string, like func(name string) bool) {
		list := near[key]
		for _, order := range list[:min(len(list), maxOfName)] {
			if name := o.m.orders[order].name.Key; name != p.name.Key && like(name) {
				o.single(order, option{near: why})
			}
		}
	}
	always := func(string) bool { return true }
	if p.kanji != "" {
		offer("漢"+p.kanji, "漢字の名義が同じです。", always)
	}
	for _, key := range nearKeys(p.name.Key) {
		if !strings.HasPrefix(key, "頭") {
			offer(key, "名義が1文字だけ違います。", always)
			continue
		}
		offer(key, "名義が途中まで同じです（銀行が長い名義を切ることがあります）。", func(name string) bool {
			return strings.HasPrefix(name, p.name.Key) || strings.HasPrefix(p.name.Key, name)
		})
	}
	rs := []rune(p.name.Key)
	for n := 2; n < len(rs) && n <= 8; n++ {
		offer("姓"+string(rs[:n]), "姓は同じで、名が違います（ご家族かもしれません）。", always)
	}
}

// amountAlone adds the orders without kana whose amount is the deposit's: the last ones before the deposit, as a shop may have
// hundreds of one price. It gives the number of those that it leaves out.
func (o *opening) amountAlone() (more int) {
	d := o.m.deposits[o.i]
	list := o.m.weak[d.Amount]
	after, _ := slices.BinarySearchFunc(list, d.Date, func(order int, day jst.Date) int {
		if o.m.orders[order].Ordered <= day {
			return -1
		}
		return 1
	})
	offer := func(order int) {
		switch {
		case o.seen[order] || o.taken[order]:
		case len(o.list) < maxCandidates:
			o.single(order, option{noKana: true})
		default:
			more++
		}
	}
	for i := after - 1; i >= 0; i-- {
		offer(list[i])
	}
	for _, order := range list[after:] {
		offer(order)
	}
	return more
}

// add gives the option its score: amount and name say most, then the number, then a likeness.
func (o *opening) add(found option) {
	fits := found.apart() == 0
	switch {
	case found.name && found.number && fits:
		found.score = 98
	case found.name && fits && len(found.orders) == 1:
		found.score = 92
	case found.number && fits:
		found.score = 90
	case found.name && fits:
		found.score = 85
	case (found.name || found.number) && found.fee():
		found.score = 75
	case found.name && found.number:
		found.score = 70
	case found.near != "":
		found.score = 60
	case found.name || found.number:
		found.score = 50
	case found.noKana:
		found.score = 40
	default:
		found.score = 20
	}
	if found.late {
		found.score -= 15
	}
	o.list = append(o.list, found)
}

// candidate puts an option into words. rivals: another deposit claims the same order.
func (m *matching) candidate(i int, o option, rivals bool) Candidate {
	c := Candidate{Difference: o.difference, Score: o.score}
	for _, order := range o.orders {
		c.Orders = append(c.Orders, m.orders[order].OrderID)
	}
	c.Why = m.why(i, o, rivals)
	return c
}
