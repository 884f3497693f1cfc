package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/stock"
	"miseban/store"
)

// Scope says what an act can affect beyond the orders that it names.
type Scope int

// The scopes.
const (
	TheseOrders Scope = iota // and those who share a customer or stock with them
	AllOpen                  // settings, catalogue, stock: every open order
)

// Act runs one act of the owner: f writes facts, decisions and deeds and names the orders that it touched. All that
// these can affect is judged again and stored in the same transaction, so that a crash leaves either the state before or
// the state after. The journal entry's id is given, for undo.
func (d *Desk) Act(ctx context.Context, kind, title string, now time.Time, scope Scope, f func(w *store.Writer) ([]int64, error)) (int64, error) {
	d.act.Lock()
	defer d.act.Unlock()
	if err := d.warmUp(ctx, now); err != nil {
		return 0, err
	}
	was := d.standing()
	var next *state
	entry, err := d.st.Write(ctx, store.Entry{Kind: kind, Title: title, At: jst.At(now)}, func(w *store.Writer) error {
		ids, err := f(w)
		if err != nil {
			return err
		}
		if next, err = d.consider(w, now, scope, ids); err != nil {
			return err
		}
		return next.keep(w)
	})
	if err != nil {
		return 0, d.cool(was, err)
	}
	d.install(next)
	return entry, nil
}

// Undo takes an act back and judges again what it touched.
func (d *Desk) Undo(ctx context.Context, entry int64, now time.Time) ([]store.Outcome, error) {
	d.act.Lock()
	defer d.act.Unlock()
	if err := d.warmUp(ctx, now); err != nil {
		return nil, err
	}
	before := d.people
	outcomes, _, err := d.st.Undo(ctx, entry, jst.At(now))
	if err != nil {
		return nil, err
	}
	// An undo may have taken orders, shops or settings away: read everything anew, then judge what it can affect. A
	// crash before that is noticed at the next start (store.Unjudged).
	if err := d.Reload(ctx); err != nil {
		return outcomes, err
	}
	if err := d.st.Read(ctx, d.gathering(now)); err != nil {
		return outcomes, err
	}
	touched := d.people.differs(before)
	all := false
	for _, o := range outcomes {
		touched[o.OrderID] = true
		// Shops and settings concern orders that are over, too: from when on they are to do, who is no gift.
		all = all || o.Table == "shop" || o.Table == "setting"
	}
	var ids []int64
	for _, r := range d.Rows() {
		if all || r.Status.Open() || touched[r.ID] {
			ids = append(ids, r.ID)
		}
	}
	return outcomes, d.rejudge(ctx, now, ids)
}

// Refresh judges all open orders anew, after something outside the orders has changed.
func (d *Desk) Refresh(ctx context.Context, now time.Time) error {
	d.act.Lock()
	defer d.act.Unlock()
	if err := d.warmUp(ctx, now); err != nil {
		return err
	}
	var ids []int64
	for _, r := range d.Rows() {
		if r.Status.Open() {
			ids = append(ids, r.ID)
		}
	}
	return d.rejudge(ctx, now, ids)
}

// rejudge judges orders anew without a journal entry: nothing that the owner made changes by it.
func (d *Desk) rejudge(ctx context.Context, now time.Time, ids []int64) error {
	was := d.standing()
	var next *state
	judged := func(r *store.Reader) error {
		var err error
		next, err = d.considerReading(r, now, TheseOrders, ids, touch{})
		return err
	}
	var err error
	if d.st.Writable() {
		err = d.st.WriteUnjournaled(ctx, func(w *store.Writer) error {
			if err := judged(&w.Reader); err != nil {
				return err
			}
			return next.keep(w)
		})
	} else {
		err = d.st.Read(ctx, judged)
	}
	if err != nil {
		return d.cool(was, err)
	}
	d.install(next)
	return nil
}

// Rebuild judges every order anew from readings, corrections, decisions and deeds alone, as if nothing was cached.
func (d *Desk) Rebuild(ctx context.Context, now time.Time) error {
	d.act.Lock()
	defer d.act.Unlock()
	if err := d.warmUp(ctx, now); err != nil {
		return err
	}
	d.mu.Lock()
	d.people = &people{ignore: d.people.ignore, own: d.people.own, keys: map[int64]personKeys{}, malls: map[int64]order.Mall{}}
	d.people.book = d.people.link()
	d.wants, d.alloc = map[int64][]stock.Want{}, stock.Allocation{}
	d.mu.Unlock()
	var ids []int64
	for _, r := range d.Rows() {
		ids = append(ids, r.ID)
	}
	return d.rejudge(ctx, now, ids)
}

// standing is what judging reads on the desk now.
func (d *Desk) standing() *state {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return &state{shops: d.shops, settings: d.settings, rules: d.rules, goods: d.goods, people: d.people, wants: d.wants, alloc: d.alloc}
}

// cool puts the desk back on what it stood on before an act that failed, and has the next act read the file anew: a
// failing disk may have kept more of it than it said.
func (d *Desk) cool(was *state, err error) error {
	d.mu.Lock()
	d.shops, d.settings, d.rules, d.goods, d.people, d.wants, d.alloc = was.shops, was.settings, was.rules, was.goods, was.people, was.wants, was.alloc
	d.warm, d.stale = false, true
	d.mu.Unlock()
	return fmt.Errorf("act: %w", err)
}

// judging is the version of the judging; a program with another one judges everything anew.
const judging = 2

// state is what an act makes of the desk.
type state struct {
	at       jst.Moment
	shops    []order.Shop
	settings judge.Settings
	rules    RuleBook
	goods    *Goods
	people   *people
	wants    map[int64][]stock.Want
	alloc    stock.Allocation
	changed  []*Row // judged anew, by id
	keys     map[int64][]byte
}

// want keeps what an order needs of the stock.
func (s *state) want(id int64, x []stock.Want) {
	if len(x) > 0 {
		s.wants[id] = x
	} else {
		delete(s.wants, id)
	}
}

func (d *Desk) consider(w *store.Writer, now time.Time, scope Scope, ids []int64) (*state, error) {
	touched, tables, err := w.Touched()
	if err != nil {
		return nil, err
	}
	t := touch{tables: tables}
	if tables["sku"] {
		if t.skus, err = w.TouchedSKUs(); err != nil {
			return nil, err
		}
	}
	return d.considerReading(&w.Reader, now, scope, append(ids, touched...), t)
}

// touch is what an act has touched beside orders.
type touch struct {
	tables map[string]bool
	skus   []string
}

// considerReading works out the desk's next state: customers, wants and allocation with the touched orders in them,
// then every order that this can affect, judged.
func (d *Desk) considerReading(r *store.Reader, now time.Time, scope Scope, ids []int64, t touch) (*state, error) {
	old := d.standing()
	s := d.standing()
	s.at, s.keys = jst.At(now), map[int64][]byte{}
	affected := make(map[int64]bool, len(ids))
	for _, id := range ids {
		affected[id] = true
	}
	if err := d.readTables(r, s, old, scope, t, affected); err != nil {
		return nil, err
	}
	// The judgement below reads the desk: let it see the next shops, settings and goods. A failure puts them back.
	d.mu.Lock()
	d.shops, d.settings, d.rules, d.goods = s.shops, s.settings, s.rules, s.goods
	d.mu.Unlock()

	inputs := map[int64]judge.Input{}
	w := d.world()
	s.wants = maps.Clone(old.wants)
	if s.wants == nil {
		s.wants = map[int64][]stock.Want{}
	}
	var fresh []personKeys
	err := d.eachInput(r, func(row *Row) bool { return affected[row.ID] }, func(in judge.Input) error {
		if len(inputs) < few {
			inputs[in.ID] = in
		}
		fresh = append(fresh, keysOf(in, s.people.ignore))
		s.want(in.ID, judge.Wants(in, w, now))
		return nil
	})
	if err != nil {
		return nil, err
	}
	var touched []int64
	s.people, touched = s.people.with(fresh, func(id int64) order.Mall { return d.Shop(d.Row(id).ShopID).Mall })
	for _, id := range touched {
		affected[id] = true
	}
	d.mu.Lock()
	d.people = s.people
	d.mu.Unlock()
	if w := d.world(); judge.ByRule(w) {
		// Rules that read the customer decide who is served first.
		err := d.eachInput(r, func(row *Row) bool { return affected[row.ID] }, func(in judge.Input) error {
			s.want(in.ID, judge.Wants(in, w, now))
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	s.alloc = allocate(s.goods, s.wants)
	for _, id := range shortageChanged(old.alloc, s.alloc) {
		affected[id] = true
	}
	for _, k := range fresh {
		s.keys[k.Order] = packKeys(k)
	}
	d.mu.Lock()
	d.people, d.wants, d.alloc = s.people, s.wants, s.alloc
	d.mu.Unlock()
	return s, d.judgeRows(r, s, affected, inputs, now)
}

// readTables reads what the act may have changed beside the orders, and adds to affected whom it concerns.
func (d *Desk) readTables(r *store.Reader, s, old *state, scope Scope, t touch, affected map[int64]bool) error {
	var err error
	tables := t.tables
	if tables["rule_version"] {
		if s.rules, err = readRules(r); err != nil {
			return err
		}
		for _, row := range d.Rows() {
			if row.Status.Open() {
				affected[row.ID] = true
			}
		}
	}
	for _, name := range []string{"setting", "phrase", "payment_word", "mall_code", "shop"} {
		if tables[name] {
			scope = AllOpen
		}
	}
	if scope == AllOpen || tables["movement"] || tables["purchase"] || tables["purchase_line"] || tables["supplier"] || len(t.skus) > few {
		if s.goods, err = readGoods(r); err != nil {
			return err
		}
	} else if len(t.skus) > 0 {
		if s.goods, err = old.goods.with(r, t.skus); err != nil {
			return err
		}
	}
	if len(t.skus) > 0 && scope != AllOpen {
		// A SKU concerns the open orders that want it. One that comes or goes can change what the malls' codes mean.
		changed := map[string]bool{}
		for _, code := range t.skus {
			_, was := old.goods.SKUs[code]
			_, is := s.goods.SKUs[code]
			if changed[code] = true; !was || !is {
				scope = AllOpen
			}
		}
		for id, wants := range old.wants {
			if slices.ContainsFunc(wants, func(w stock.Want) bool { return changed[w.SKU] }) {
				affected[id] = true
			}
		}
	}
	if scope != AllOpen {
		return nil
	}
	if s.shops, err = r.Shops(); err != nil {
		return err
	}
	if s.settings, err = readSettings(r); err != nil {
		return err
	}
	ignore, own, err := readIgnore(r)
	if err != nil {
		return err
	}
	all := !maps.Equal(s.settings.NotGift, old.settings.NotGift)
	if own != s.people.own {
		// Another telephone or mail is the shop's own: everybody's keys are made anew.
		next := *s.people
		next.ignore, next.own = ignore, own
		s.people, all = &next, true
	}
	moved := map[int64]bool{}
	for _, shop := range s.shops {
		moved[shop.ID] = shop.TodoSince != shopByID(old.shops, shop.ID).TodoSince
	}
	for _, row := range d.Rows() {
		if all || row.Status.Open() || moved[row.ShopID] {
			affected[row.ID] = true
		}
	}
	return nil
}

// judgeRows judges the affected orders; inputs has some of what they are judged from.
func (d *Desk) judgeRows(r *store.Reader, s *state, affected map[int64]bool, inputs map[int64]judge.Input, now time.Time) error {
	w := d.world()
	one := func(in judge.Input) error {
		j := judge.One(in, w, now)
		row := makeRow(in, &j)
		if s.keys[in.ID] == nil {
			s.keys[in.ID] = packKeys(keysOf(in, s.people.ignore))
		}
		s.changed = append(s.changed, &row)
		return nil
	}
	for _, id := range sortedIDs(affected) {
		if in, ok := inputs[id]; ok {
			_ = one(in) // it has no way to fail
		}
	}
	err := d.eachInput(r, func(row *Row) bool {
		_, had := inputs[row.ID]
		return affected[row.ID] && !had
	}, one)
	slices.SortFunc(s.changed, func(a, b *Row) int { return cmp.Compare(a.ID, b.ID) })
	return err
}

func sortedIDs(set map[int64]bool) []int64 { return slices.Sorted(maps.Keys(set)) }

func shortageChanged(a, b stock.Allocation) []int64 {
	var out []int64
	for id, s := range b.Short {
		if !slices.Equal(a.Short[id], s) {
			out = append(out, id)
		}
	}
	for id := range a.Short {
		if _, ok := b.Short[id]; !ok {
			out = append(out, id)
		}
	}
	return out
}

// keep stores the judged rows.
func (s *state) keep(w *store.Writer) error {
	ow, err := w.Orders()
	if err != nil {
		return err
	}
	for _, r := range s.changed {
		c, err := packCard(&r.card)
		if err != nil {
			return err
		}
		o := store.OrderRow{ID: r.ID, ShopID: r.ShopID, No: r.Key, Status: int(r.Status), ValidUntil: r.ValidUntil, Keys: s.keys[r.ID], Card: c}
		if err := ow.Judged(o); err != nil {
			return err
		}
	}
	return w.Judged(s.at, judging)
}

// install makes the state the desk's.
func (d *Desk) install(s *state) {
	d.mu.Lock()
	defer d.mu.Unlock()
	rows := slices.Clone(d.rows)
	for _, r := range s.changed {
		if i, ok := find(rows, r.ID); ok {
			rows[i] = r
		} else {
			rows = slices.Insert(rows, i, r)
		}
	}
	d.rows = rows
	d.judgedAt = s.at
	d.version++
}
