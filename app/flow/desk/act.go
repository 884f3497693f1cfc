package desk

import (
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
		return 0, d.cool(err)
	}
	d.install(next)
	return entry, nil
}

// Undo takes an act back and judges again what it touched.
func (d *Desk) Undo(ctx context.Context, entry int64, now time.Time) ([]store.Outcome, error) {
	d.act.Lock()
	defer d.act.Unlock()
	outcomes, _, err := d.st.Undo(ctx, entry, jst.At(now))
	if err != nil {
		return nil, err
	}
	// An undo may have taken orders, shops or settings away: read everything anew, then judge all that is open.
	if err := d.Reload(ctx); err != nil {
		return outcomes, err
	}
	if err := d.warmUp(ctx, now); err != nil {
		return outcomes, err
	}
	touched := map[int64]bool{}
	for _, o := range outcomes {
		if o.OrderID != 0 {
			touched[o.OrderID] = true
		}
	}
	var ids []int64
	for _, r := range d.Rows() {
		if r.Status.Open() || touched[r.ID] {
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
	var next *state
	judged := func(r *store.Reader) error {
		var err error
		next, err = d.considerReading(r, now, TheseOrders, ids)
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
		return d.cool(err)
	}
	d.install(next)
	return nil
}

// cool forgets what was got ready for judging after a failure: it may run ahead of the file.
func (d *Desk) cool(err error) error {
	d.mu.Lock()
	d.warm, d.stale = false, true
	d.mu.Unlock()
	return fmt.Errorf("act: %w", err)
}

// state is what an act makes of the desk.
type state struct {
	shops    []order.Shop
	settings judge.Settings
	goods    *Goods
	people   *people
	wants    map[int64][]stock.Want
	alloc    stock.Allocation
	changed  []*Row // judged anew, by id
	keys     map[int64][]byte
}

func (d *Desk) consider(w *store.Writer, now time.Time, scope Scope, ids []int64) (*state, error) {
	return d.considerReading(&w.Reader, now, scope, ids)
}

// considerReading works out the desk's next state: customers, wants and allocation with the touched orders in them,
// then every order that this can affect, judged.
func (d *Desk) considerReading(r *store.Reader, now time.Time, scope Scope, ids []int64) (*state, error) {
	s := &state{goods: d.goods, people: d.people, wants: d.wants, settings: d.settings, shops: d.shops, keys: map[int64][]byte{}}
	var err error
	if scope == AllOpen {
		if s.shops, err = r.Shops(); err != nil {
			return nil, err
		}
		if s.settings, err = readSettings(r); err != nil {
			return nil, err
		}
		if s.goods, err = readGoods(r); err != nil {
			return nil, err
		}
	}
	old := *d.view()
	// The judgement below reads the desk: let it see the next shops, settings and goods. A failure cools the desk.
	d.mu.Lock()
	d.shops, d.settings, d.goods = s.shops, s.settings, s.goods
	d.mu.Unlock()

	inputs := map[int64]judge.Input{}
	load := func(id int64) (judge.Input, error) {
		if in, ok := inputs[id]; ok {
			return in, nil
		}
		in, err := d.input(r, id)
		if err == nil && len(inputs) < few {
			inputs[id] = in
		}
		return in, err
	}
	affected := make(map[int64]bool, len(ids))
	for _, id := range ids {
		affected[id] = true
	}
	if scope == AllOpen {
		for _, row := range d.Rows() {
			if row.Status.Open() {
				affected[row.ID] = true
			}
		}
	}
	w := d.world()
	s.wants = maps.Clone(old.wants)
	if s.wants == nil {
		s.wants = map[int64][]stock.Want{}
	}
	var fresh []personKeys
	for _, id := range sortedIDs(affected) {
		in, err := load(id)
		if err != nil {
			return nil, err
		}
		fresh = append(fresh, keysOf(in, s.people.ignore))
		if x := judge.Wants(in, w); len(x) > 0 {
			s.wants[id] = x
		} else {
			delete(s.wants, id)
		}
	}
	var touched []int64
	s.people, touched = s.people.with(fresh, func(id int64) order.Mall { return d.Shop(d.Row(id).ShopID).Mall })
	for _, id := range touched {
		affected[id] = true
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

	w = d.world()
	s.changed, err = judgeRows(sortedIDs(affected), load, w, now, s.people.ignore, s.keys)
	return s, err
}

func judgeRows(ids []int64, load func(int64) (judge.Input, error), w *judge.World, now time.Time, ignore ignoring, keys map[int64][]byte) ([]*Row, error) {
	out := make([]*Row, 0, len(ids))
	for _, id := range ids {
		in, err := load(id)
		if err != nil {
			return nil, err
		}
		j := judge.One(in, w, now)
		row := makeRow(in, &j)
		if keys[id] == nil {
			keys[id] = packKeys(keysOf(in, ignore))
		}
		out = append(out, &row)
	}
	return out, nil
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
	return nil
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
	d.version++
}

func (d *Desk) view() *state {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return &state{wants: d.wants, alloc: d.alloc}
}
