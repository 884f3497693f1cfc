// Package find finds orders by a condition in the words of the rules (絞り込み), keeps conditions under names as saved searches
// (保存した検索), and puts the owner's own labels and check boxes on orders. It keeps a small image of every order in memory and
// looks only at those that have changed since. It knows no window and decides nothing about orders.
package find

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"miseban/app/flow/desk"
	"miseban/app/jst"
	"miseban/app/rule"
)

// Finder finds orders by conditions. It is safe for use by several goroutines, which wait for each other.
type Finder struct {
	desk *desk.Desk

	mu      sync.Mutex
	version int // of the desk that rows and images are of
	read    bool
	stand   standing
	rows    []*desk.Row // by id, as the desk gave them
	images  []*image    // of rows
	found   map[string]*found
}

// found is what a condition says of every order: of those that change it is asked again.
type found struct {
	images []*image // of which yes tells
	yes    []bool
	used   time.Time
}

// mostFound is how many conditions are remembered.
const mostFound = 40

// New makes a Finder over the shop. The first search reads all orders once.
func New(d *desk.Desk) *Finder { return &Finder{desk: d, found: map[string]*found{}} }

// Where gives the orders that fulfil a condition and a filter, the newest first. What the files don't tell fulfils nothing.
// *Error when the condition has faults.
func Where(ctx context.Context, d *desk.Desk, cond rule.Cond, filter desk.Filter, now time.Time) ([]*desk.Row, error) {
	return New(d).Where(ctx, cond, filter, now)
}

// Where is the same with what earlier searches have read.
func (f *Finder) Where(ctx context.Context, cond rule.Cond, filter desk.Filter, now time.Time) ([]*desk.Row, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	x, err := f.ask(ctx, cond, now)
	if err != nil {
		return nil, err
	}
	var out []*desk.Row
	if filter.Search != "" {
		for _, r := range f.desk.Select(filter) {
			if i, ok := f.at(r.ID); ok && x.yes[i] {
				out = append(out, r)
			}
		}
		return out, nil
	}
	for i, r := range f.rows {
		if x.yes[i] && (filter.Status == 0 || r.Status == filter.Status) && (filter.ShopID == 0 || r.ShopID == filter.ShopID) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b *desk.Row) int {
		return cmp.Or(cmp.Compare(b.OrderedAt, a.OrderedAt), cmp.Compare(b.ID, a.ID))
	})
	return out, nil
}

// Count gives how many orders fulfil a condition.
func (f *Finder) Count(ctx context.Context, cond rule.Cond, now time.Time) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	x, err := f.ask(ctx, cond, now)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, yes := range x.yes {
		if yes {
			n++
		}
	}
	return n, nil
}

// at is where an order stands in rows.
func (f *Finder) at(id int64) (int, bool) {
	return slices.BinarySearchFunc(f.rows, id, func(r *desk.Row, id int64) int { return cmp.Compare(r.ID, id) })
}

// ask brings the images up to date and asks the condition of all that it has not been asked of.
func (f *Finder) ask(ctx context.Context, cond rule.Cond, now time.Time) (*found, error) {
	key := rule.FormatCond(&cond)
	m, faults := rule.CompileCond(&cond)
	if len(faults) > 0 {
		return nil, &Error{faults}
	}
	if err := f.refresh(ctx, now); err != nil {
		return nil, fmt.Errorf("find orders: %w", err)
	}
	x := f.found[key]
	if x == nil {
		f.forget()
		x = &found{}
		f.found[key] = x
	}
	x.used = now
	if len(x.images) == len(f.images) && (len(f.images) == 0 || &x.images[0] == &f.images[0]) {
		return x, nil
	}
	yes := make([]bool, len(f.images))
	was := 0
	var todo []int
	for i, one := range f.images {
		for was < len(x.images) && x.images[was].row.ID < one.row.ID {
			was++
		}
		if was < len(x.images) && x.images[was] == one {
			yes[i] = x.yes[was]
			continue
		}
		todo = append(todo, i)
	}
	asks := askingOf(m)
	if err := inParts(ctx, len(todo), func(from, to int) {
		for _, i := range todo[from:to] {
			s := f.subject(f.images[i], asks)
			yes[i] = m.Match(&s) == rule.Yes
		}
	}); err != nil {
		return nil, fmt.Errorf("find orders: %w", err)
	}
	x.images, x.yes = f.images, yes
	return x, nil
}

// forget makes room for another condition.
func (f *Finder) forget() {
	if len(f.found) < mostFound {
		return
	}
	oldest := ""
	for k, x := range f.found {
		if oldest == "" || x.used.Before(f.found[oldest].used) {
			oldest = k
		}
	}
	delete(f.found, oldest)
}

// inParts runs f over 0 to n in parts, on all processors.
func inParts(ctx context.Context, n int, f func(from, to int)) error {
	const part = 512
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n/part+1) {
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

// today is the clock's day in Japan.
func today(now time.Time) jst.Date { return jst.DateOf(now) }
