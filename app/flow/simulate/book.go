// Package simulate tries a rule set on real orders (シミュレーション): it holds the shop's orders in memory, judges them with the
// set in force and with the draft, and tells the difference. It is the judging itself, called twice; nothing is written and no lock
// is held while it works. What it shows of open orders is exactly what publishing does.
package simulate

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/rule"
	"miseban/app/stock"
)

// Order is one order of the book.
type Order struct {
	Row      *desk.Row
	Open     bool // as it is; else it is over, and tried as if nothing had been done with it yet
	prepared *judge.Prepared
	subject  rule.Subject // of one that is over: as rules see it
}

// Book is what rule sets are tried on: all open orders, and those that are over from a day on. It is never changed.
type Book struct {
	Orders  []Order
	Version int // of the desk when it was read: a later one means that the book is old
	Day     jst.Date
	Since   jst.Date
	desk    *desk.Desk
	rules   *rule.Program // in force when it was read
	onHand  map[string]int
	onOrder map[string]int
	wants   map[int64][]stock.Want

	mu   sync.Mutex
	last *sides // the newest set in force: it is compared with again and again while a draft is edited
}

type sides struct {
	of   *rule.Program
	all  []side
	rule []int
}

// Load reads the book. Since empty = all orders. Progress goes from 0 to 1; nil = not wanted.
func Load(ctx context.Context, d *desk.Desk, since jst.Date, now time.Time, progress func(float64)) (*Book, error) {
	if err := d.Warm(ctx, now); err != nil { // first, so that the version is that of what is read
		return nil, fmt.Errorf("read the orders for a simulation: %w", err)
	}
	goods := d.Goods()
	b := &Book{Version: d.Version(), Day: jst.DateOf(now), Since: since, desk: d, rules: d.Rules().Program, onHand: goods.OnHand, onOrder: goods.OnOrder}
	want := func(r *desk.Row) bool {
		return r.Status.Open() || since == "" || r.OrderedAt.Date() >= since
	}
	all := 0
	for _, r := range d.Rows() {
		if want(r) {
			all++
		}
	}
	b.Orders = make([]Order, 0, all)
	var err error
	b.wants, err = d.EachPrepared(ctx, want, now, func(r *desk.Row, p *judge.Prepared) error {
		o := Order{Row: r, Open: r.Status.Open(), prepared: p}
		if !o.Open && !p.Ended() {
			o.subject = p.Subject()
		}
		b.Orders = append(b.Orders, o)
		if progress != nil && len(b.Orders)%512 == 0 {
			progress(float64(len(b.Orders)) / float64(all))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the orders for a simulation: %w", err)
	}
	// With the set in force they are judged now, so that a draft is compared as soon as it is typed.
	_, err = b.inForce(ctx, b.rules)
	return b, err
}

// judged judges the whole book with a set. Fired counts for every rule the orders for which it fires. What another set made of the
// orders, where there is one, is taken over for those of which nothing can have become another.
func (b *Book) judged(ctx context.Context, p *rule.Program, other *sides) (all []side, fired []int, err error) {
	var alloc *stock.Allocation // nil = the stock goes to whom it goes now
	if p != nil && p.Does(rule.Priority) {
		// Who is served first follows the rules: the stock is given out anew, as publishing would.
		served, err := b.allocate(ctx, p)
		if err != nil {
			return nil, nil, err
		}
		alloc = &served
	} else if b.rules != nil && b.rules.Does(rule.Priority) {
		// The set in force serves some first, this one nobody.
		served := b.giveOut(plain(b.wants))
		alloc = &served
	}
	short := func(id int64) []stock.Shortage { return alloc.Short[id] }
	all = make([]side, len(b.Orders))
	rules := 0
	if p != nil {
		rules = len(p.Set().Rules)
	}
	fired = make([]int, rules)
	same := sameRules(other, p)
	var mu sync.Mutex
	err = inParts(ctx, len(b.Orders), func(from, to int) {
		mine := make([]int, rules)
		for i := from; i < to; i++ {
			o := &b.Orders[i]
			if same != nil && same.takes(o, &other.all[i], p, &all[i]) {
				for _, f := range all[i].Rules {
					mine[f.Rule]++
				}
				continue
			}
			var j judge.Judgement
			if alloc != nil && o.Open {
				j = o.prepared.WithStock(p, short)
			} else {
				j = o.prepared.With(p)
			}
			for _, f := range j.Rules {
				mine[f.Rule]++
			}
			all[i] = sideOf(&j)
		}
		mu.Lock()
		defer mu.Unlock()
		for i, n := range mine {
			fired[i] += n
		}
	})
	return all, fired, err
}

// allocate gives the stock out in the order that the rules want.
func (b *Book) allocate(ctx context.Context, p *rule.Program) (stock.Allocation, error) {
	first := make([]int, len(b.Orders))
	err := inParts(ctx, len(b.Orders), func(from, to int) {
		for i := from; i < to; i++ {
			if o := b.Orders[i]; o.Open {
				first[i] = o.prepared.With(p).Priority
			}
		}
	})
	wants := plain(b.wants)
	for i, o := range b.Orders {
		for k := range wants[o.Row.ID] {
			wants[o.Row.ID][k].Priority = first[i]
		}
	}
	return b.giveOut(wants), err
}

// giveOut gives out the stock that there was when the book was read.
func (b *Book) giveOut(wants map[int64][]stock.Want) stock.Allocation {
	all := make([]stock.Want, 0, len(wants))
	for _, w := range wants {
		all = append(all, w...)
	}
	return stock.Allocate(b.onHand, b.onOrder, all)
}

// Fresh says whether nothing has changed on the desk since the book was read, and it is still the same day.
func (b *Book) Fresh(now time.Time) bool {
	return b.Version == b.desk.Version() && b.Day == jst.DateOf(now)
}

// Sides judges every order of the book with a set, in the order of Orders; nil = no rules.
func (b *Book) Sides(ctx context.Context, p *rule.Program) ([]Side, error) {
	all, _, err := b.judged(ctx, p, nil)
	if err != nil {
		return nil, fmt.Errorf("judge the orders with a rule set: %w", err)
	}
	out := make([]Side, len(all))
	for i := range all {
		out[i] = all[i].Side
	}
	return out, nil
}

// Desk is the shop that the book was read from.
func (b *Book) Desk() *desk.Desk { return b.desk }

// Prepared is the order as it stands before the rules.
func (o Order) Prepared() *judge.Prepared { return o.prepared }

// plain are the wants with nobody served first.
func plain(wants map[int64][]stock.Want) map[int64][]stock.Want {
	out := make(map[int64][]stock.Want, len(wants))
	for id, w := range wants {
		mine := make([]stock.Want, len(w))
		copy(mine, w)
		for i := range mine {
			mine[i].Priority = 0
		}
		out[id] = mine
	}
	return out
}

// inParts runs f over 0 to n in parts, on all processors.
func inParts(ctx context.Context, n int, f func(from, to int)) error {
	const part = 256
	var next atomic.Int64
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Add(1)
		go func() {
			defer all.Done()
			for ctx.Err() == nil {
				from := int(next.Add(part)) - part
				if from >= n {
					return
				}
				f(from, min(from+part, n))
			}
		}()
	}
	all.Wait()
	return ctx.Err()
}

// Forget drops what was judged with the set in force, so that the next Compare judges both sides.
func (b *Book) Forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.last = nil
}
