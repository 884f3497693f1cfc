package customer

// Touched gives the orders whose answers (customer, history, repeater, candidates, evidence, kind) can differ when the
// changed orders are put into the book: new orders, changed or cancelled ones, and ones that go, which are given with
// nothing but their number. The changed orders themselves are among them. All other orders keep every answer; of those
// given some keep them too.
func (b *Book) Touched(changed []Keys) []int64 {
	t := newTouch(b)
	for kind := range contactKinds {
		t.flipping[kind] = b.flips(kind, changed)
	}
	for i := range changed {
		t.order(&changed[i])
	}
	t.namesakes(changed)
	return t.result(changed)
}

// TouchedBy gives the orders whose answers can differ when these decisions are made or taken back.
func (b *Book) TouchedBy(decisions []Decision) []int64 {
	t := newTouch(b)
	for _, d := range decisions {
		for _, o := range [...]int64{d.A, d.B} {
			if i := b.position(o); i >= 0 {
				t.sets[b.raw[i]] = true
			}
		}
	}
	return t.result(nil)
}

// touch gathers sets of orders, as the keys and joins make them before any split: where a set is split can change as a
// whole with any of its orders.
type touch struct {
	book     *Book
	sets     []bool // by root of raw
	flipping [contactKinds]map[uint64]bool
}

func newTouch(b *Book) *touch { return &touch{book: b, sets: make([]bool, len(b.keys))} }

// flips gives the contact keys of the changed orders that may come to be believed, or cease to be.
func (b *Book) flips(kind contactKind, changed []Keys) map[uint64]bool {
	gain, loss := map[uint64]int{}, map[uint64]int{}
	for i := range changed {
		if k := changed[i].contact(kind); k != 0 {
			gain[k]++
		}
		if at := b.position(changed[i].Order); at >= 0 {
			if k := b.keys[at].contact(kind); k != 0 {
				loss[k]++
			}
		}
	}
	flips := map[uint64]bool{}
	if b.criteria.Families <= 0 {
		return flips
	}
	check := func(k uint64) {
		begin := b.index[kind].of(k)
		if begin < 0 {
			return
		}
		run := b.index[kind].run(begin)
		n := surnames(run, b.keys, b.criteria.Families+1+loss[k])
		if n <= b.criteria.Families && n+gain[k] > b.criteria.Families || n > b.criteria.Families && n-loss[k] <= b.criteria.Families {
			flips[k] = true
		}
	}
	for k := range gain {
		check(k)
	}
	for k := range loss {
		check(k)
	}
	return flips
}

// order touches what a changed order was linked to and what it will be linked to.
func (t *touch) order(k *Keys) {
	b := t.book
	t.contacts(k)
	if i := b.position(k.Order); i >= 0 {
		t.sets[b.raw[i]] = true
		t.contacts(&b.keys[i])
	}
	for _, d := range b.decided {
		if d.A != k.Order && d.B != k.Order {
			continue
		}
		for _, o := range [...]int64{d.A, d.B} {
			if i := b.position(o); i >= 0 {
				t.sets[b.raw[i]] = true
			}
		}
	}
}

// namesakes touches the orders that are linked without any contact key, where the owner's criteria allow that.
func (t *touch) namesakes(changed []Keys) {
	b := t.book
	for _, c := range b.combinations {
		if c&contactKeys != 0 {
			continue
		}
		wanted := map[uint64]bool{}
		for i := range changed {
			wanted[changed[i].combined(c)] = true
			if at := b.position(changed[i].Order); at >= 0 {
				wanted[b.keys[at].combined(c)] = true
			}
		}
		delete(wanted, 0)
		for i := range b.keys {
			if wanted[b.keys[i].combined(c)] {
				t.sets[b.raw[i]] = true
			}
		}
	}
}

func (t *touch) contacts(k *Keys) {
	for kind := range contactKinds {
		t.contact(kind, k.contact(kind), t.sets)
	}
}

// contact marks the sets of the orders that have a key, unless it is not believed before and after.
func (t *touch) contact(kind contactKind, key uint64, sets []bool) {
	x := &t.book.index[kind]
	if key == 0 {
		return
	}
	begin := x.of(key)
	if begin < 0 || !x.believed(begin) && !t.flipping[kind][key] {
		return
	}
	for _, p := range x.run(begin) {
		sets[t.book.raw[p.at]] = true
	}
}

// result adds the neighbours, whose candidates and kind depend on which customer the touched orders belong to.
func (t *touch) result(changed []Keys) []int64 {
	b := t.book
	near := make([]bool, len(t.sets))
	for i, r := range b.raw {
		if !t.sets[r] {
			continue
		}
		for kind := range contactKinds {
			t.contact(kind, b.keys[i].contact(kind), near)
		}
	}
	var orders []int64
	known := map[int64]bool{}
	for i := range changed {
		if o := changed[i].Order; b.position(o) < 0 && !known[o] {
			known[o] = true
			orders = append(orders, o)
		}
	}
	for i, r := range b.raw {
		if t.sets[r] || near[r] {
			orders = append(orders, b.keys[i].Order)
		}
	}
	return orders
}
