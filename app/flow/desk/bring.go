package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/order"
	"miseban/app/stock"
	"miseban/store"
)

// Incoming is one order that a file brings.
type Incoming struct {
	ID      int64  // 0 = a new order; set by Bring
	No      string // the number that is the key
	Reading []byte // what this file says
	Rows    []byte // in which of its rows (store.PackRows)
	Folded  []byte // what all files together say; nil = just this
	Same    bool   // all files together say what they said before: nothing to judge
	Echo    int64  // a batch whose reading of the order has the same bytes; 0 = none
}

// Bring is one file on its way in.
type Bring struct {
	Shop     order.Shop // ID 0 = a new shop
	Orders   []Incoming
	Batch    store.Batch
	Original *store.Packed // the file as it was; nil = not kept
	Title    string        // of the act in the history; empty = the file's name
	// Report makes the batch's report, once it is known what became of the orders.
	Report func(batch, shop int64, row func(orderID int64) *Row) (json.RawMessage, error)
}

// manyOrders is from how many orders on memory is spared.
const manyOrders = 20_000

// Bring takes a file in as one act: it judges first, without the owner's file being locked, and writes last.
func (d *Desk) Bring(ctx context.Context, b *Bring, now time.Time) (entry int64, err error) {
	d.act.Lock()
	defer d.act.Unlock()
	if err := d.warmUp(ctx, now); err != nil {
		return 0, err
	}
	if len(b.Orders) > manyOrders {
		// A year's file: rather some more of the processor's time than twice the memory.
		defer debug.SetGCPercent(debug.SetGCPercent(40))
	}
	was := d.standing()
	var next *state
	err = d.st.Read(ctx, func(r *store.Reader) error {
		if b.Shop.ID == 0 {
			if b.Shop.ID, err = r.NextShopID(); err != nil {
				return err
			}
		}
		first, err := r.NextOrderID()
		if err != nil {
			return err
		}
		for i := range b.Orders {
			if b.Orders[i].ID == 0 {
				b.Orders[i].ID = first
				first++
			}
		}
		next, err = d.weigh(ctx, r, b, now)
		return err
	})
	if err != nil {
		return 0, d.cool(was, err)
	}
	entry, err = d.st.Write(ctx, store.Entry{Kind: "import", Title: cmp.Or(b.Title, "取り込み："+b.Batch.File), At: jst.At(now)}, func(w *store.Writer) error {
		return d.writeBring(w, b, next)
	})
	if err != nil {
		return 0, d.cool(was, err)
	}
	d.install(next)
	return entry, nil
}

// weigh works out what the desk becomes with the file in it.
func (d *Desk) weigh(ctx context.Context, r *store.Reader, b *Bring, now time.Time) (*state, error) {
	relisted := b.Batch.Lists && b.Batch.FreshAt > b.Shop.ListedAt
	if relisted {
		b.Shop.ListedAt = b.Batch.FreshAt
	}
	s := &state{at: jst.At(now), settings: d.settings, rules: d.rules, goods: d.goods, shops: withShop(d.shops, b.Shop), keys: map[int64][]byte{}}
	moved := d.Shop(b.Shop.ID).TodoSince != b.Shop.TodoSince
	d.mu.Lock()
	d.shops = s.shops
	d.mu.Unlock()
	incoming := make([]*Incoming, 0, len(b.Orders))
	at := map[int64]*Incoming{}
	for i := range b.Orders {
		// An order that says the same as before, but is on the newest list, is not asked about any more.
		if o := &b.Orders[i]; !o.Same || b.Batch.Lists {
			incoming = append(incoming, o)
			at[o.ID] = o
		}
	}
	input := func(o *Incoming) (judge.Input, error) {
		body := o.Folded
		if body == nil {
			body = o.Reading
		}
		f, err := order.Decode(body)
		if err != nil {
			return judge.Input{}, err
		}
		if d.Row(o.ID) == nil {
			f = order.Fold([]order.Reading{{Fresh: b.Batch.FreshAt, Hash: b.Batch.Hash, Facts: f}})
			return judge.Input{ID: o.ID, Shop: b.Shop, No: o.No, Facts: f}, nil
		}
		return d.dress(r, o.ID, b.Shop.ID, o.No, f)
	}
	w := d.world()
	fresh := make([]personKeys, len(incoming))
	wants := make([][]stock.Want, len(incoming))
	err := inParallel(ctx, len(incoming), func(i int) error {
		in, err := input(incoming[i])
		if err != nil {
			return err
		}
		fresh[i] = keysOf(in, d.people.ignore)
		wants[i] = judge.Wants(in, w, now)
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.wants = maps.Clone(d.wants)
	if s.wants == nil {
		s.wants = map[int64][]stock.Want{}
	}
	for i, o := range incoming {
		s.want(o.ID, wants[i])
		s.keys[o.ID] = packKeys(fresh[i])
	}
	var touched, all []int64
	if relisted && !moved {
		for _, row := range d.Rows() {
			if row.ShopID == b.Shop.ID && row.Status.Open() {
				all = append(all, row.ID)
			}
		}
	}
	if moved {
		// Another day from which orders are to do: every order of the shop is judged anew.
		err := d.eachInput(r, func(row *Row) bool { return row.ShopID == b.Shop.ID && at[row.ID] == nil }, func(in judge.Input) error {
			delete(s.wants, in.ID)
			if x := judge.Wants(in, w, now); len(x) > 0 {
				s.wants[in.ID] = x
			}
			all = append(all, in.ID)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	s.people, touched = d.people.with(fresh, func(int64) order.Mall { return b.Shop.Mall })
	if prio := d.worldOf(s.people); judge.ByRule(prio) {
		// Rules that read the customer decide who is served first.
		for _, id := range append(slices.Collect(maps.Keys(at)), touched...) {
			var in judge.Input
			var err error
			if o := at[id]; o != nil {
				in, err = input(o)
			} else {
				in, err = d.input(r, id)
			}
			if err != nil {
				return nil, err
			}
			s.want(id, judge.Wants(in, prio, now))
		}
	}
	s.alloc = allocate(s.goods, s.wants)
	touched = append(append(touched, shortageChanged(d.alloc, s.alloc)...), all...)
	d.mu.Lock()
	d.people, d.wants, d.alloc = s.people, s.wants, s.alloc
	d.mu.Unlock()

	ids := make([]int64, 0, len(at)+len(touched))
	for id := range at {
		ids = append(ids, id)
	}
	ids = append(ids, touched...)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	w = d.world()
	rows := make([]*Row, len(ids))
	keys := make([][]byte, len(ids))
	err = inParallel(ctx, len(ids), func(i int) error {
		var in judge.Input
		var err error
		if o := at[ids[i]]; o != nil {
			in, err = input(o)
		} else {
			in, err = d.input(r, ids[i])
		}
		if err != nil {
			return err
		}
		j := judge.One(in, w, now)
		row := makeRow(in, &j)
		rows[i] = &row
		keys[i] = packKeys(keysOf(in, s.people.ignore))
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i, id := range ids {
		s.keys[id] = keys[i]
	}
	s.changed = rows
	return s, nil
}

func (d *Desk) writeBring(w *store.Writer, b *Bring, s *state) error {
	if _, err := w.PutShop(b.Shop); err != nil {
		return err
	}
	b.Batch.ShopID = b.Shop.ID
	b.Batch.Report = json.RawMessage("{}")
	batch, err := w.InsertBatch(b.Batch)
	if err != nil {
		return err
	}
	ow, err := w.Orders()
	if err != nil {
		return err
	}
	rows := make(map[int64]*Row, len(s.changed))
	for _, r := range s.changed {
		rows[r.ID] = r
	}
	packed := func(r *Row) (store.OrderRow, error) {
		card, err := packCard(&r.card)
		return store.OrderRow{ID: r.ID, ShopID: r.ShopID, No: r.Key, Status: int(r.Status), ValidUntil: r.ValidUntil, Keys: s.keys[r.ID], Card: card}, err
	}
	isNew := map[int64]bool{}
	for i := range b.Orders {
		o := &b.Orders[i]
		if d.Row(o.ID) == nil {
			row, err := packed(rows[o.ID])
			if err != nil {
				return err
			}
			isNew[o.ID] = true
			if err := ow.Insert(row); err != nil {
				return err
			}
		}
		if o.Echo != 0 {
			err = ow.Echo(o.ID, batch, o.Echo, o.Rows)
		} else {
			err = ow.Reading(o.ID, batch, o.Reading, o.Rows)
		}
		if err != nil {
			return err
		}
	}
	for _, r := range s.changed {
		if isNew[r.ID] {
			continue
		}
		row, err := packed(r)
		if err != nil {
			return err
		}
		if err := ow.Judged(row); err != nil {
			return err
		}
	}
	if b.Original != nil {
		if err := w.KeepPacked(batch, b.Original); err != nil {
			return err
		}
	}
	report, err := b.Report(batch, b.Shop.ID, func(id int64) *Row {
		if r := rows[id]; r != nil {
			return r
		}
		return d.Row(id)
	})
	if err != nil {
		return fmt.Errorf("report of batch %d: %w", batch, err)
	}
	if err := w.SetReport(batch, report); err != nil {
		return err
	}
	return w.Judged(s.at, judging)
}

func withShop(shops []order.Shop, s order.Shop) []order.Shop {
	out := slices.Clone(shops)
	for i := range out {
		if out[i].ID == s.ID {
			out[i] = s
			return out
		}
	}
	return append(out, s)
}

// inParallel runs f for 0..n-1 on all cores and gives the first error.
func inParallel(ctx context.Context, n int, f func(i int) error) error {
	workers := min(runtime.GOMAXPROCS(0), max(1, n/64))
	var wg sync.WaitGroup
	errs := make([]error, workers)
	for k := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := k; i < n; i += workers {
				if i%256 == k && ctx.Err() != nil {
					errs[k] = ctx.Err()
					return
				}
				if err := f(i); err != nil {
					errs[k] = err
					return
				}
			}
		}()
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
