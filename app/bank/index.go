package bank

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"miseban/app/jst"
	"miseban/app/yen"
)

// matching holds both sides of a match, sorted, each once, with what is looked up. Orders are named by their index.
type matching struct {
	today        jst.Date
	deposits     []Deposit
	payers       []payer
	orders       []waiting
	byName       map[string][]int
	byNameAmount map[nameAmount][]int
	byNumber     map[string][]int
	near         map[yen.Yen]map[string][]int // spellings that are almost the name, of the amounts asked for so far
	byAmount     map[yen.Yen][]int            // what is still to come
	weak         map[yen.Yen][]int            // the same, of orders without a name to compare, by the day of the order
}

// waiting is an order with its name for comparing.
type waiting struct {
	Awaiting
	name  Name
	weak  bool   // no kana to compare with a payer
	kanji string // key of the name in kanji, where weak
}

// payer is what a deposit says of who paid.
type payer struct {
	name    Name
	kanji   string
	named   []int // the orders whose number is written
	numbers int   // how many numbers name them
	digits  int   // of the shortest of these numbers; no more than minDigits for one that stands in the memo
}

type nameAmount struct {
	name   string
	amount yen.Yen
}

func newMatching(deposits []Deposit, awaiting []Awaiting, today jst.Date) *matching {
	m := &matching{today: today, byName: map[string][]int{}, byNameAmount: map[nameAmount][]int{}, byNumber: map[string][]int{},
		near: map[yen.Yen]map[string][]int{}, byAmount: map[yen.Yen][]int{}, weak: map[yen.Yen][]int{}}
	orders := slices.Clone(awaiting)
	slices.SortFunc(orders, compareAwaiting)
	orders = slices.CompactFunc(orders, func(a, b Awaiting) bool { return a.OrderID == b.OrderID })
	for i, a := range orders {
		m.add(i, a)
	}
	for _, list := range m.weak {
		slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(m.orders[a].Ordered, m.orders[b].Ordered) })
	}
	m.deposits = once(deposits)
	m.payers = make([]payer, len(m.deposits))
	for i, d := range m.deposits {
		m.payers[i] = m.payer(d)
	}
	return m
}

// add indexes one order.
func (m *matching) add(i int, a Awaiting) {
	w := waiting{Awaiting: a}
	var ok bool
	if w.name, ok = NameKey(a.Name, a.Kana); !ok {
		w.weak, w.kanji = true, kanjiKey(a.Name)
	}
	m.orders = append(m.orders, w)
	for _, n := range orderNumbers(a) {
		m.byNumber[n] = append(m.byNumber[n], i)
	}
	if !w.weak {
		m.byName[w.name.Key] = append(m.byName[w.name.Key], i)
	}
	rest := a.rest()
	if rest == nil || *rest <= 0 {
		return
	}
	m.byAmount[*rest] = append(m.byAmount[*rest], i)
	if w.weak {
		m.weak[*rest] = append(m.weak[*rest], i)
		return
	}
	k := nameAmount{w.name.Key, *rest}
	m.byNameAmount[k] = append(m.byNameAmount[k], i)
}

// almost gives the orders of an amount by everything that a payer's name may share with theirs: nearKeys, the family name
// behind 姓, a name in kanji behind 漢.
func (m *matching) almost(amount yen.Yen) map[string][]int {
	if found, ok := m.near[amount]; ok {
		return found
	}
	found := map[string][]int{}
	for _, i := range m.byAmount[amount] {
		o := m.orders[i]
		for _, n := range nearKeys(o.name.Key) {
			found[n] = append(found[n], i)
		}
		if sei, mei, ok := strings.Cut(strings.TrimSpace(strings.ReplaceAll(o.Kana, "　", " ")), " "); ok && mei != "" && !o.weak {
			if key := PayerKey(sei).Key; utf8.RuneCountInString(key) > 1 {
				found["姓"+key] = append(found["姓"+key], i)
			}
		}
		if o.weak && o.kanji != "" {
			found["漢"+o.kanji] = append(found["漢"+o.kanji], i)
		}
	}
	m.near[amount] = found
	return found
}

// payer reads who paid. The name may stand in the memo where there is no payer; a number may stand in either.
func (m *matching) payer(d Deposit) payer {
	s := d.Payer
	if strings.TrimSpace(s) == "" {
		s = d.Memo
	}
	p := payer{name: PayerKey(s), kanji: kanjiKey(s)}
	m.named(&p, p.name.Numbers, sureDigits)
	if s != d.Memo && d.Memo != "" {
		m.named(&p, PayerKey(d.Memo).Numbers, minDigits) // the bank's own numbers stand there too
	}
	slices.Sort(p.named)
	p.named = slices.Compact(p.named)
	return p
}

// named adds the orders that the numbers name. atMost is how many digits such a number counts for.
func (m *matching) named(p *payer, numbers []string, atMost int) {
	for _, n := range numbers {
		digits := digitsOf(n)
		found := m.byNumber[n]
		if len(found) == 0 {
			found = m.byNumber[digits]
		}
		if len(found) == 0 || slices.Contains(p.named, found[0]) {
			continue
		}
		if worth := min(len(digits), atMost); p.numbers == 0 || worth < p.digits {
			p.digits = worth
		}
		p.numbers++
		p.named = append(p.named, found...)
	}
}

// orderNumbers gives the spellings of an order's number that a payer may use: in full without signs, and its digits alone.
func orderNumbers(a Awaiting) (list []string) {
	for _, s := range []string{a.No, a.Shown} {
		_, numbers := split([]rune(fold(s)))
		full := strings.Join(numbers, "")
		digits := digitsOf(full)
		if len(digits) < minDigits {
			continue
		}
		list = append(list, full, digits)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// digitsOf gives the digits of s without leading zeros, which customers leave out.
func digitsOf(s string) string {
	return strings.TrimLeft(strings.Map(func(r rune) rune {
		if isDigit(r) {
			return r
		}
		return -1
	}, s), "0")
}

// nearKeys gives what two names that differ in one letter share: the name itself and the name without any one letter. A name
// of at least six letters is also found by its first six, as some banks cut payers off.
func nearKeys(key string) []string {
	rs := []rune(key)
	if len(rs) < 4 {
		return nil
	}
	list := []string{key}
	for i := range rs {
		list = append(list, string(rs[:i])+string(rs[i+1:]))
	}
	if len(rs) >= 6 {
		list = append(list, "頭"+string(rs[:6]))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// once sorts the deposits and keeps one of each key; a deposit without a key is always kept.
func once(deposits []Deposit) []Deposit {
	list := slices.Clone(deposits)
	slices.SortFunc(list, compareDeposits)
	seen := make(map[string]bool, len(list))
	return slices.DeleteFunc(list, func(d Deposit) bool {
		twice := d.Key != "" && seen[d.Key]
		seen[d.Key] = true
		return twice
	})
}

func compareDeposits(a, b Deposit) int {
	return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Payer, b.Payer),
		cmp.Compare(a.Amount, b.Amount), cmp.Compare(a.Memo, b.Memo), cmp.Compare(a.Time, b.Time), compareYen(a.Balance, b.Balance))
}

func compareAwaiting(a, b Awaiting) int {
	return cmp.Or(cmp.Compare(a.OrderID, b.OrderID), cmp.Compare(a.No, b.No), cmp.Compare(a.Shown, b.Shown), cmp.Compare(a.Name, b.Name),
		cmp.Compare(a.Kana, b.Kana), cmp.Compare(a.Ordered, b.Ordered), cmp.Compare(a.PayBy, b.PayBy), cmp.Compare(a.Paid, b.Paid), compareYen(a.Due, b.Due))
}

// compareYen sorts unknown before known.
func compareYen(a, b *yen.Yen) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return cmp.Compare(*a, *b)
}
