package customer

import (
	"cmp"
	"slices"
)

// Evidence gives the links that hold the order's customer together: one for each of her orders but the first, to the
// order by which it was found, with all keys that the two share. It is empty for a customer of one order.
func (b *Book) Evidence(order int64) []Evidence {
	i := b.position(order)
	if i < 0 {
		return nil
	}
	set := b.customerOrders(i)
	if len(set) < 2 {
		return nil
	}
	links := make([]Evidence, 0, len(set)-1)
	reached := append(make([]int32, 0, len(set)), set[0])
	waiting := slices.Clone(set[1:])
	byHand := b.joined(set)
	for n := 0; n < len(reached); n++ {
		from := reached[n]
		left := waiting[:0]
		for _, to := range waiting {
			shared := b.working[from].shared(&b.working[to])
			ok := b.satisfied(shared)
			if byHand[[2]int32{min(from, to), max(from, to)}] {
				shared |= ByHand
				ok = true
			}
			if !ok {
				left = append(left, to)
				continue
			}
			x, y := b.keys[from].Order, b.keys[to].Order
			links = append(links, Evidence{min(x, y), max(x, y), shared})
			reached = append(reached, to)
		}
		waiting = left
	}
	return links
}

// joined gives the pairs among the orders that the owner joined.
func (b *Book) joined(set []int32) map[[2]int32]bool {
	pairs := map[[2]int32]bool{}
	for _, d := range b.decided {
		if i, j, ok := b.positions(d); ok && d.Same && b.root[i] == b.root[set[0]] && b.root[j] == b.root[set[0]] {
			pairs[[2]int32{i, j}] = true
		}
	}
	return pairs
}

// Ignored is a group of orders with a contact that is no evidence.
type Ignored struct {
	Key    KeySet
	Reason Reason
	// Families is the number of surnames that share the contact, for SharedByFamilies; else 0.
	Families int
	Orders   []int64
}

// Reason says why a contact is no evidence.
type Reason string

// The reasons, as the window shows them.
const (
	Placeholder      Reason = "仮の番号"
	ShopsOwn         Reason = "店舗の連絡先"
	Incomplete       Reason = "番地のない住所"
	SharedByFamilies Reason = "多くの姓で共有"
)

// Ignored lists the contacts that were not believed, by key and reason: one entry for each contact that too many families
// share, one for each other reason.
func (b *Book) Ignored() []Ignored {
	var all []Ignored
	for _, flag := range [...]struct {
		set    Set
		key    KeySet
		reason Reason
	}{
		{PhonePlaceholder, Phone, Placeholder}, {ShopsPhone, Phone, ShopsOwn}, {ShopsMail, Mail, ShopsOwn},
		{ShopsAddress, Address, ShopsOwn}, {NoStreetNumber, Address, Incomplete},
	} {
		var orders []int64
		for i := range b.keys {
			if b.keys[i].Set&flag.set != 0 {
				orders = append(orders, b.keys[i].Order)
			}
		}
		if len(orders) > 0 {
			all = append(all, Ignored{flag.key, flag.reason, 0, orders})
		}
	}
	for kind := range contactKinds {
		x := &b.index[kind]
		for begin, ignored := range x.ignored {
			if !ignored {
				continue
			}
			run := x.run(int32(begin))
			one := Ignored{kind.key(), SharedByFamilies, surnames(run, b.keys, len(run)), nil}
			for _, p := range run {
				one.Orders = append(one.Orders, b.keys[p.at].Order)
			}
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(x, y Ignored) int { return cmp.Compare(x.Key, y.Key) })
	return all
}

// lookBack is how many earlier orders Last compares an order with.
const lookBack = 100

// Last gives the customer's last order before this one that is not cancelled (0 = none), and the keys that this order
// shares with the nearest earlier one to which they link it; none when it hangs together with them through others only.
// Unlike Evidence it does not look through all orders of a customer who has thousands.
func (b *Book) Last(order int64) (last int64, keys KeySet) {
	i := b.position(order)
	if i < 0 {
		return 0, 0
	}
	earlier := b.ordered[b.first[i]:b.place[i]]
	for n := len(earlier) - 1; n >= 0 && (last == 0 || keys == 0 && len(earlier)-n <= lookBack); n-- {
		at := earlier[n]
		if last == 0 && !b.keys[at].Cancelled {
			last = b.keys[at].Order
		}
		if keys == 0 && len(earlier)-n <= lookBack {
			if shared := b.working[at].shared(&b.working[i]); b.satisfied(shared) {
				keys = shared
			}
		}
	}
	if keys == 0 {
		for _, d := range b.decided {
			if d.Same && (d.A == order || d.B == order) {
				keys = ByHand
			}
		}
	}
	return last, keys
}
