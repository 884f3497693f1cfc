package desk

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"miseban/app/customer"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/rule"
	"miseban/app/stock"
	"miseban/store"
)

type (
	personKeys = customer.Keys
	ignoring   = customer.Ignore
)

// people are the orderers' identity keys and the customers that follow from them. It is never changed, only replaced.
type people struct {
	ignore ignoring
	own    [2]string // the telephone and mail that are the shop's own, from which ignore follows
	keys   map[int64]personKeys
	malls  map[int64]order.Mall // of each order
	book   *customer.Book
}

func readPeople(r *store.Reader, shops []order.Shop) (*people, error) {
	ignore, own, err := readIgnore(r)
	if err != nil {
		return nil, err
	}
	p := &people{ignore: ignore, own: own, keys: map[int64]personKeys{}, malls: map[int64]order.Mall{}}
	err = r.EachOrder(func(o store.OrderRow) error {
		if len(o.Keys) == 0 {
			return nil
		}
		// Keys of another version are as good as none: the orders will be judged, and get new ones.
		if k, ok := unpackKeys(o.ID, o.Keys); ok {
			p.keys[o.ID] = k
			p.malls[o.ID] = shopByID(shops, o.ShopID).Mall
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	p.book = p.link()
	return p, nil
}

// readIgnore gives the contacts that are the shop's own, and so nobody's key.
func readIgnore(r *store.Reader) (ignoring, [2]string, error) {
	var c Company
	err := r.Setting(CompanyKey, &c)
	return customer.NewIgnore([]string{c.Phone}, []string{c.Email}, nil), [2]string{c.Phone, c.Email}, err
}

func (p *people) link() *customer.Book {
	return customer.Link(slices.Collect(maps.Values(p.keys)), nil, customer.Usual())
}

// with gives the people after the orders' keys became these, and the orders whose customer this can touch.
func (p *people) with(fresh []personKeys, mall func(orderID int64) order.Mall) (*people, []int64) {
	var changed []personKeys
	for _, k := range fresh {
		if old, ok := p.keys[k.Order]; !ok || old != k {
			changed = append(changed, k)
		}
	}
	if len(changed) == 0 {
		return p, nil
	}
	next := &people{ignore: p.ignore, own: p.own, keys: maps.Clone(p.keys), malls: maps.Clone(p.malls)}
	for _, k := range changed {
		next.keys[k.Order] = k
		next.malls[k.Order] = mall(k.Order)
	}
	next.book = next.link()
	touched := p.book.Touched(changed)
	for _, id := range next.book.Touched(changed) {
		touched = append(touched, id)
	}
	slices.Sort(touched)
	return next, slices.Compact(touched)
}

// differs gives the orders whose customer can be another than among the people before.
func (p *people) differs(before *people) map[int64]bool {
	var changed []personKeys
	for id, k := range p.keys {
		if old, ok := before.keys[id]; !ok || old != k {
			changed = append(changed, k)
		}
	}
	for id := range before.keys {
		if _, ok := p.keys[id]; !ok {
			changed = append(changed, personKeys{Order: id})
		}
	}
	out := map[int64]bool{}
	if len(changed) == 0 {
		return out
	}
	for _, book := range []*customer.Book{before.book, p.book} {
		for _, id := range book.Touched(changed) {
			out[id] = true
		}
	}
	return out
}

// Customers gives the customers among all orders; nil before the desk is warm.
func (d *Desk) Customers() *customer.Book {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.people == nil {
		return nil
	}
	return d.people.book
}

func keysOf(in judge.Input, ignore ignoring) personKeys {
	o := in.Facts.Orderer
	c := customer.Contact{Order: in.ID, Mall: string(in.Shop.Mall), Shop: fmt.Sprint(in.Shop.ID), Name: order.Value(o.Name), Kana: order.Value(o.Kana),
		Phone: order.Value(o.Phone), Mail: order.Value(o.Email), Address: order.Value(o.Address), Zip: order.Value(o.Zip),
		OrderedAt: order.Value(in.Facts.OrderedAt), Cancelled: order.Value(in.Facts.Cancelled)}
	for _, d := range in.Decisions {
		c.Cancelled = c.Cancelled || d.Kind == order.Cancel
	}
	return lasting(customer.KeysOf(c, ignore), in.Deeds)
}

// packKeys writes keys in 60 bytes: version, flags, time, then the hashes.
func packKeys(k personKeys) []byte {
	b := []byte{customer.KeysVersion, byte(k.Set), 0}
	if k.Cancelled {
		b[2] = 1
	}
	b = binary.LittleEndian.AppendUint64(b, uint64(k.OrderedAt))
	for _, h := range []uint64{k.Name, k.Kana, k.Phone, k.Mail, k.Address, k.Surname} {
		b = binary.LittleEndian.AppendUint64(b, h)
	}
	return b
}

func unpackKeys(id int64, b []byte) (k personKeys, ok bool) {
	if len(b) != 3+7*8 || b[0] != customer.KeysVersion {
		return personKeys{Order: id}, false
	}
	at := func(i int) uint64 { return binary.LittleEndian.Uint64(b[3+8*i:]) }
	return personKeys{Order: id, Set: customer.Set(b[1]), Cancelled: b[2] == 1, OrderedAt: jst.Moment(at(0)),
		Name: at(1), Kana: at(2), Phone: at(3), Mail: at(4), Address: at(5), Surname: at(6)}, true
}

// World is what judging reads beyond an order, as it stands now: for the use cases that judge by themselves. The desk must be warm.
func (d *Desk) World() judge.World { return *d.world() }

// world is what judging reads beyond an order, as it stands now.
func (d *Desk) world() *judge.World {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.worldOf(d.people)
}

// worldOf is the same with other people.
func (d *Desk) worldOf(folk *people) *judge.World {
	goods, alloc, shops := d.goods, d.alloc, d.shops
	w := &judge.World{Settings: d.settings, Rules: d.rules.Program}
	if folk != nil {
		w.Customer = func(id int64) judge.Customer { return folk.customer(id) }
	}
	if !goods.Empty() {
		w.SKU = func(shopID int64, l order.Line) (string, bool) { return goods.resolve(shopByID(shops, shopID), l) }
		w.Goods = func(sku string) rule.Goods {
			s := goods.SKUs[sku]
			return rule.Goods{SKU: sku, Supplier: s.Supplier, ToOrder: s.ToOrder, Release: s.ReleaseDate}
		}
	}
	w.Shortages = func(id int64) []stock.Shortage { return alloc.Short[id] }
	return w
}

// customer words what other orders say about the orderer of one.
func (p *people) customer(id int64) judge.Customer {
	b := p.book
	c := judge.Customer{Earlier: b.Repeater(id)}
	if c.Earlier > 0 {
		last, keys := b.Last(id)
		c.Last = p.keys[last].OrderedAt.Date()
		c.Evidence = "ほかの注文を通じて一致"
		if keys != 0 {
			c.Evidence = keys.String() + "が一致"
		}
		c.Evidence += "・前回 " + p.keys[last].OrderedAt.Date().Long() + " " + p.malls[last].Name()
		return c
	}
	found := b.Candidate(id)
	c.Candidates = len(found)
	var keys customer.KeySet
	for _, f := range found {
		keys |= f.Keys
	}
	if keys != 0 {
		c.Likeness = keys.String() + "が一致、氏名は異なります"
	}
	return c
}
