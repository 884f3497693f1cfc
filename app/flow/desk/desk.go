// Package desk is the shop as it stands on the owner's desk: every order's row in memory, what customers and stock say
// about them, and the one way by which anything is changed. It keeps the cached judgements true: whatever changes, what
// it can affect is judged again in the same transaction. The other use cases stand on it; it knows no window.
package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"miseban/app/customer"
	"miseban/app/jst"
	"miseban/app/judge"
	"miseban/app/normal"
	"miseban/app/order"
	"miseban/app/payment"
	"miseban/app/stock"
	"miseban/store"
)

// Desk is safe for use by several goroutines: readers see whole states, acts wait for each other.
type Desk struct {
	st  *store.Store
	act sync.Mutex // held by whoever changes something

	mu       sync.RWMutex // guards what follows; rows themselves are never changed, only replaced
	shops    []order.Shop
	settings judge.Settings
	rules    RuleBook
	rows     []*Row // by id
	warm     bool   // goods, people, wants and alloc are read
	stale    bool   // an act failed half way: shops and settings may run ahead of the file
	goods    *Goods
	people   *people
	wants    map[int64][]stock.Want
	alloc    stock.Allocation
	judgedAt jst.Moment // the time for which the rows were judged last
	version  int
}

// Open reads the shop's rows so that the list can be shown. Judging needs Warm.
func Open(ctx context.Context, st *store.Store) (*Desk, error) {
	d := &Desk{st: st}
	return d, d.Reload(ctx)
}

// Store gives the open file, for the use cases beside this one.
func (d *Desk) Store() *store.Store { return d.st }

// Reload reads everything anew from the file, after a restore.
func (d *Desk) Reload(ctx context.Context) error {
	var rows []*Row
	var shops []order.Shop
	var settings judge.Settings
	var rules RuleBook
	err := d.st.Read(ctx, func(r *store.Reader) error {
		var err error
		if rules, err = readRules(r); err != nil {
			return err
		}
		if shops, err = r.Shops(); err != nil {
			return err
		}
		if settings, err = readSettings(r); err != nil {
			return err
		}
		return r.EachOrder(func(o store.OrderRow) error {
			row := &Row{ID: o.ID, ShopID: o.ShopID, Key: o.No, Status: judge.Status(o.Status), ValidUntil: o.ValidUntil}
			if len(o.Keys) == 0 || o.Keys[0] != customer.KeysVersion || unpackCard(o.Card, &row.card) != nil {
				row.Status = 0 // cached by another version: to be judged anew
			}
			rows = append(rows, row)
			return nil
		})
	})
	if err != nil {
		return fmt.Errorf("open desk: %w", err)
	}
	d.mu.Lock()
	d.shops, d.settings, d.rules, d.rows, d.warm, d.stale, d.judgedAt = shops, settings, rules, rows, false, false, 0
	d.version++
	d.mu.Unlock()
	return nil
}

func readSettings(r *store.Reader) (judge.Settings, error) {
	s := judge.DefaultSettings()
	words, err := r.PaymentWords()
	if err != nil {
		return s, err
	}
	var owner []payment.Row
	for text, class := range words {
		owner = append(owner, payment.Row{Text: text, Class: payment.Class(class)})
	}
	s.Payments = payment.New(owner...)
	phrases, err := r.Phrases()
	if err != nil {
		return s, err
	}
	for _, p := range phrases {
		// The keys are made anew from the words: the way to make them may have changed since they were kept.
		for _, x := range judge.Sentences(p.Shown) {
			s.Phrases[x.Key] = true
		}
	}
	var kept JudgeSettings
	if err := r.Setting(judgeSettingsKey, &kept); err != nil {
		return s, err
	}
	for _, k := range kept.Off {
		s.Off[k] = true
	}
	if kept.CODLimit > 0 {
		s.CODLimit = kept.CODLimit
	}
	for _, n := range kept.NotGift {
		s.NotGift[normal.Name(n)] = true
	}
	return s, nil
}

// Version counts the changes; a reader that remembers it knows whether anything is new.
func (d *Desk) Version() int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.version
}

// Rows gives all orders by id. The slice and the rows must not be changed.
func (d *Desk) Rows() []*Row {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.rows
}

// Shops gives all shops.
func (d *Desk) Shops() []order.Shop {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return slices.Clone(d.shops)
}

// Shop gives a shop by id; an empty one when there is none.
func (d *Desk) Shop(id int64) order.Shop {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return shopByID(d.shops, id)
}

func shopByID(shops []order.Shop, id int64) order.Shop {
	for _, s := range shops {
		if s.ID == id {
			return s
		}
	}
	return order.Shop{ID: id}
}

// Settings gives the tables that judging reads.
func (d *Desk) Settings() judge.Settings {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.settings
}

// Row gives one order's row; nil when there is none.
func (d *Desk) Row(id int64) *Row {
	rows := d.Rows()
	if i, ok := find(rows, id); ok {
		return rows[i]
	}
	return nil
}

func find(rows []*Row, id int64) (int, bool) {
	return slices.BinarySearchFunc(rows, id, func(r *Row, id int64) int {
		switch {
		case r.ID < id:
			return -1
		case r.ID > id:
			return 1
		}
		return 0
	})
}

// Faults of finding an order by its number.
var (
	ErrNoOrder   = errors.New("no such order")
	ErrAmbiguous = errors.New("several orders have this number")
)

// Find gives the order of a number: as the mall shows it or as the key, with or without "mall:" before it.
func (d *Desk) Find(no string) (*Row, error) {
	mall, bare := order.Mall(""), no
	for i := range no {
		if no[i] == ':' {
			mall, bare = order.Mall(no[:i]), no[i+1:]
			break
		}
	}
	var found *Row
	for _, r := range d.Rows() {
		if r.No != bare && r.Key != bare {
			continue
		}
		if mall != "" && d.Shop(r.ShopID).Mall != mall {
			continue
		}
		if found != nil {
			return nil, fmt.Errorf("find order %s: %w", no, ErrAmbiguous)
		}
		found = r
	}
	if found == nil {
		return nil, fmt.Errorf("find order %s: %w", no, ErrNoOrder)
	}
	return found, nil
}

// Warm gets everything ready for judging and judges anew what the clock has changed. On a file opened for reading
// nothing is written.
func (d *Desk) Warm(ctx context.Context, now time.Time) error {
	d.act.Lock()
	defer d.act.Unlock()
	return d.warmUp(ctx, now)
}

func (d *Desk) warmUp(ctx context.Context, now time.Time) error {
	if d.stale {
		if err := d.Reload(ctx); err != nil {
			return err
		}
	}
	if !d.warm {
		if err := d.st.Read(ctx, d.gathering(now)); err != nil {
			return fmt.Errorf("get the desk ready: %w", err)
		}
	}
	unjudged, judgedAt := false, d.judgedAt
	err := d.st.Read(ctx, func(r *store.Reader) error {
		lacking, at, err := r.Unjudged(judging)
		if judgedAt == 0 { // else this desk has judged since
			judgedAt, unjudged = at, lacking
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("get the desk ready: %w", err)
	}
	// A cache knows until when it holds, not since when: a clock before it (--now) judges every open order.
	before := jst.DateOf(now) < judgedAt.Date()
	var expired []int64
	for _, r := range d.Rows() {
		if unjudged || (before && r.Status.Open()) || (r.ValidUntil != 0 && r.ValidUntil <= jst.At(now)) || r.Status == 0 {
			expired = append(expired, r.ID)
		}
	}
	if len(expired) == 0 {
		return nil
	}
	return d.rejudge(ctx, now, expired)
}

func (d *Desk) gathering(now time.Time) func(*store.Reader) error {
	return func(r *store.Reader) error { return d.gather(r, now) }
}

// gather reads goods, customers and what open orders want of the stock.
func (d *Desk) gather(r *store.Reader, now time.Time) error {
	goods, err := readGoods(r)
	if err != nil {
		return err
	}
	people, err := readPeople(r, d.Shops())
	if err != nil {
		return err
	}
	d.mu.Lock()
	d.goods, d.people = goods, people
	d.mu.Unlock()
	wants := map[int64][]stock.Want{}
	if !goods.Empty() {
		w := d.world()
		err := d.eachInput(r, func(row *Row) bool { return row.Status.Open() || row.Status == 0 }, func(in judge.Input) error {
			if x := judge.Wants(in, w, now); len(x) > 0 {
				wants[in.ID] = x
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	d.mu.Lock()
	d.wants = wants
	d.alloc = allocate(goods, wants)
	d.warm = true
	d.mu.Unlock()
	return nil
}

func allocate(g *Goods, wants map[int64][]stock.Want) stock.Allocation {
	var all []stock.Want
	for _, w := range wants {
		all = append(all, w...)
	}
	return stock.Allocate(g.OnHand, g.OnOrder, all)
}

// Allocation gives who gets which stock now.
func (d *Desk) Allocation() stock.Allocation {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.alloc
}

// Goods gives the catalogue and the stock.
func (d *Desk) Goods() *Goods {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.goods == nil {
		return &Goods{}
	}
	return d.goods
}

// Counts gives the number of orders per status. They add up to the number of orders.
func (d *Desk) Counts() map[judge.Status]int {
	out := map[judge.Status]int{}
	for _, r := range d.Rows() {
		out[r.Status]++
	}
	return out
}
